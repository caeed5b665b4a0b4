"""``doichieu check``: files without a database, profiles, and what programs read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import main

ENGLISH = ["It was built in 1890.", "The mill ground 300 tonnes of rice.", "Nobody paid (for it.", "So it was closed."]
VIETNAMESE = ["Nó được xây năm 1890.", "Cối xay xay 500 tấn gạo.", "Không ai trả tiền cho nó.", "Vì thế nó bị đóng."]


def call(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["check", *arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    for lang, lines in (("en", ENGLISH), ("vi", VIETNAMESE)):
        (tmp_path / f"{lang}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["--files", "--segmented", f"en={tmp_path / 'en.txt'}", f"vi={tmp_path / 'vi.txt'}"]


def test_files_are_checked_without_a_database(pair: list[str]) -> None:
    found = json.loads(call(*pair, "--json").stdout)
    number = next(one for one in found if one["check"] == "quantities")
    assert (number["row"], number["severity"]) == (2, "error")
    assert number["quotes"] == {"en": ["300 tonnes"], "vi": ["500 tấn"]}
    start, stop = number["spans"]["vi"][0]
    assert VIETNAMESE[1][start:stop] == "500 tấn"
    assert len(number["fingerprint"]) == 16
    assert {one["fingerprint"] for one in found} == {
        one["fingerprint"] for one in json.loads(call(*pair, "--json").stdout)
    }


def test_checks_and_profiles_choose(pair: list[str]) -> None:
    def seen(*more: str) -> set[str]:
        return {one["check"] for one in json.loads(call(*pair, "--json", *more).stdout)}

    assert {"quantities", "typography"} <= seen("--profile", "strict")
    assert "typography" not in seen("--profile", "quiet")
    assert seen("--checks", "quantities") == {"quantities"}
    assert seen("--checks", "typography", "--profile", "quiet") == set()


def test_an_exit_code_tells_of_findings(pair: list[str]) -> None:
    call(*pair, "--fail-on", "error", code=1)
    call(*pair, "--fail-on", "error", "--checks", "names")
    call(*pair, "--fail-on", "warning", "--checks", "typography", code=1)


def test_a_table_for_spreadsheets(pair: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(call(*pair, "--format", "csv", "--checks", "quantities").stdout)))
    (row,) = rows
    assert (row["row"], row["severity"], row["quotes"]) == ("2", "error", "vi: 500 tấn; en: 300 tonnes")


def test_sarif_for_programs(pair: list[str]) -> None:
    log = json.loads(call(*pair, "--format", "sarif", "--quiet").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= rules
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note"}
    assert all(result["locations"] and result["partialFingerprints"] for result in run["results"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--checks", "nonsense"), "no check"),
        (("--checks", ","), "list is empty"),
    ],
)
def test_what_cannot_be_done_is_said(pair: list[str], arguments: tuple[str, ...], says: str) -> None:
    result = CliRunner().invoke(main, ["check", *pair, *arguments])
    assert result.exit_code != 0
    assert says in str(result.exception) + result.output


def test_one_text_alone_is_held_to_itself(pair: list[str]) -> None:
    result = CliRunner().invoke(main, ["check", *pair[:3]])
    assert result.exit_code == 0, result.output


def test_segments_are_of_files(pair: list[str]) -> None:
    result = CliRunner().invoke(main, ["check", "a-work", "--segmented"])
    assert "--files" in str(result.exception) + result.output


HOUSE = """
[[check]]
id = "cereals"
pattern = '(gạo)|lúa'
langs = ["vi"]
message = "The house says thóc {always}."
severity = "error"
suggestion = 'thóc'

[[check]]
id = "built"
pattern = 'BUILT'
ignore-case = true
message = "Say erected."
"""


def test_patterns_of_a_file_are_checks(pair: list[str], tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(HOUSE, encoding="utf-8")
    arguments = [*pair, "--checks", "quantities", "--custom", str(house)]
    found = {one["check"]: one for one in json.loads(call(*arguments, "--json").stdout)}
    assert set(found) == {"quantities", "custom:cereals", "custom:built"}
    named = [*pair, "--checks", "quantities,custom:built", "--custom", str(house), "--json"]
    assert {one["check"] for one in json.loads(call(*named).stdout)} == {"quantities", "custom:built"}
    cereals = found["custom:cereals"]
    assert (cereals["message"], cereals["suggestion"]) == ("The house says thóc {always}.", "thóc")
    assert (cereals["quotes"], cereals["severity"], cereals["row"]) == ({"vi": ["gạo"]}, "error", 2)
    assert found["custom:built"]["severity"] == "warning"
    log = json.loads(call(*arguments, "--format", "sarif").stdout)
    assert "custom:built" in {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a = ", "no TOML"),
        ("a = 1", "[[check]]"),
        ('[[check]]\nid = "A b"', "good id"),
        ('[[check]]\nid = "a"\nmessage = "m"', "pattern"),
        ("[[check]]\nid = 'a'\npattern = '('\nmessage = 'm'", "pattern that is not one"),
        ("[[check]]\nid = 'a'\npattern = 'x'", "no message"),
        ("[[check]]\nid = 'a'\npattern = 'x'\nmessage = 'm'\nseverity = 'fatal'", "severity"),
        ("[[check]]\nid = 'a'\npattern = 'x'\nmessage = 'm'\nlangs = 'vi'", "languages"),
        ("[[check]]\nid = 'a'\npattern = 'x'\nmessage = 'm'\nsuggestion = '\\4'", "suggestion that is not one"),
        ("[[check]]\nid = 'a'\npattern = 'x'\nmessage = 'm'\ncolour = 'red'", "other keys"),
        ("[[check]]\nid = 'a'\npattern = 'x'\nmessage = 'm'\n" * 2, "Two checks"),
    ],
)
def test_a_file_of_checks_that_is_wrong_is_refused(pair: list[str], tmp_path: Path, text: str, says: str) -> None:
    house = tmp_path / "house.toml"
    house.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", *pair, "--custom", str(house), "--checks", "names"])
    assert result.exit_code == 2
    assert says in result.output


def test_the_real_article_shows_doshis_two_names(shared: Path) -> None:
    articles = [str(next((shared / "articles").glob(f"{number}_*"))) for number in ("000", "002")]
    found = json.loads(call("--files", *articles, "--checks", "names", "--json").stdout)
    assert ("多西", "杜如松") in {(one["quotes"].get("zh-Hant", [""])[0], one["suggestion"]) for one in found}


def test_the_other_languages_are_held_to_english_whatever_the_order_of_the_files(shared: Path) -> None:
    articles = [str(next((shared / "articles").glob(f"{number}_*"))) for number in ("000", "002")]
    found = json.loads(call("--files", *articles, "--profile", "standard", "--json").stdout)
    quotes = {quote for one in found for texts in one["quotes"].values() for quote in texts}
    assert {"產業集聚", "關鍵礦產", "二十世紀", "多西"} <= quotes
    assert len(found) < 40


@pytest.fixture
def kept(pair: list[str], database: Path) -> list[str]:
    """A work in a database, with the same two texts; what names both on a command line."""
    files = [path.partition("=")[2] for path in pair[2:]]
    made = CliRunner().invoke(main, ["import", *files, "--work", "mill", "--db", str(database), "-q"])
    assert made.exit_code == 0, made.output
    return ["--db", str(database)]


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result


KEYS = {"check", "severity", "row", "langs", "spans", "quotes", "message", "suggestion", "fingerprint"}


def test_json_has_just_these_keys_for_works_and_files_alike(pair: list[str], kept: list[str]) -> None:
    for arguments in (("check", *pair), ("check", "mill", *kept), ("findings", *kept)):
        found = json.loads(run(*arguments, "--format", "json").stdout)
        assert found
        assert all(set(one) == KEYS for one in found)


@pytest.mark.parametrize("form", ["html", "csv", "xlsx", "sarif", "json"])
def test_reports_are_written_by_their_ending(pair: list[str], kept: list[str], tmp_path: Path, form: str) -> None:
    out = tmp_path / f"findings.{form}"
    run("check", "mill", *kept, "-o", str(out), "--fail-on", "error", code=1)
    of_work = out.read_bytes()
    assert (of_work[:2] == b"PK") == (form == "xlsx")
    piped = run("check", *pair, "--format", form).stdout_bytes
    assert piped[:4] == of_work[:4]


def test_messages_speak_the_readers_language(pair: list[str]) -> None:
    def said(language: str) -> str:
        return json.loads(call(*pair, "--checks", "quantities", "--language", language, "--json").stdout)[0]["message"]

    texts = {said(language) for language in ("en", "vi", "zh-Hans", "zh-Hant")}
    assert len(texts) == 4
    assert all("300 tonnes" in text for text in texts)


def test_findings_are_dismissed_listed_and_brought_back(kept: list[str]) -> None:
    assert "Not checked yet: mill" in run("findings", *kept).stderr
    before = run("check", "mill", *kept, "-q").stdout.splitlines()
    lines = run("findings", "mill", *kept, "-q").stdout.splitlines()
    assert lines == before
    number = next(line for line in lines if "\tquantities\t" in line)
    name = number.split("\t")[4]
    run("dismiss", name, "--reason", "The census says so.", *kept)
    assert run("check", "mill", *kept, "-q").stdout.splitlines() == [line for line in lines if line != number]
    run("realign", "mill", *kept)
    (waved,) = run("findings", *kept, "--status", "dismissed", "-q").stdout.splitlines()
    assert waved == f"{number} (dismissed: The census says so.)"
    run("undismiss", name, *kept)
    run("undismiss", name, *kept, code=2)
    assert run("findings", "mill", *kept, "-q").stdout.splitlines() == lines
    held = json.loads(run("dismiss", name, "--for", "project", "--json", *kept).stdout)
    assert [(one["scope"], one["check"], one["findings"]) for one in held] == [("project", "quantities", 1)]
    run("undismiss", "--last", *kept)
    run("undismiss", "--last", *kept, code=2)
    run("undismiss", *kept, code=2)


def test_checks_are_listed_with_their_rates_and_switched(kept: list[str], tmp_path: Path) -> None:
    listed = run("checks", *kept).stdout
    assert listed.splitlines()[0].split()[:3] == ["check", "on", "severity"]
    run("checks", "--off", "quantities", *kept)
    assert "\tquantities\t" not in run("check", "mill", *kept).stdout
    assert "\tquantities\t" in run("check", "mill", "--checks", "quantities", *kept).stdout
    run("checks", "--on", "quantities", "--profile", "quiet", *kept)
    quiet = run("check", "mill", *kept).stdout
    assert "\twarning\t" not in quiet
    assert "\tquantities\t" in quiet
    assert "\twarning\t" in run("check", "mill", "--profile", "strict", *kept).stdout
    house = tmp_path / "house.toml"
    house.write_text(HOUSE, encoding="utf-8")
    run("checks", "--custom", str(house), "--profile", "strict", *kept)
    settings = json.loads(run("checks", "--json", *kept).stdout)
    assert (settings["profile"], settings["files"]) == ("strict", ["house.toml"])
    assert "\tcustom:cereals\t" in run("check", "mill", *kept).stdout
    run("checks", "--forget", "house.toml", *kept)
    run("checks", "--forget", "house.toml", *kept, code=2)


def test_a_file_of_patterns_given_for_a_work_is_remembered(kept: list[str], tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(HOUSE, encoding="utf-8")
    first = run("check", "mill", "--custom", str(house), "--checks", "markup", *kept)
    assert "remembered" in first.stderr
    assert {line.split("\t")[3] for line in first.stdout.splitlines()} == {"custom:cereals", "custom:built"}
    again = run("check", "mill", *kept).stdout
    only = run("check", "mill", "--checks", "custom:built", *kept).stdout
    assert {line.split("\t")[3] for line in only.splitlines()} == {"custom:built"}
    run("check", "mill", "--checks", "custom:none", *kept, code=2)
    name = next(line.split("\t")[4] for line in again.splitlines() if "\tcustom:cereals\t" in line)
    run("dismiss", name, *kept)
    assert "\tcustom:cereals\t" not in run("check", "mill", *kept).stdout
