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


def test_one_text_alone_is_nothing_to_check(pair: list[str]) -> None:
    result = CliRunner().invoke(main, ["check", *pair[:3]])
    assert result.exit_code != 0
    assert "only one text" in str(result.exception) + result.output
    result = CliRunner().invoke(main, ["check", "a-work", "--segmented"])
    assert "--files" in str(result.exception) + result.output


def test_the_real_article_shows_doshis_two_names(shared: Path) -> None:
    articles = [str(next((shared / "articles").glob(f"{number}_*"))) for number in ("000", "002")]
    found = json.loads(call("--files", *articles, "--checks", "names", "--json").stdout)
    assert ("多西", "杜如松") in {(one["quotes"].get("zh-Hant", [""])[0], one["suggestion"]) for one in found}
