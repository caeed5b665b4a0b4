"""The commands that work on the database: import, works, show, export, mine, check, demo, serve."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import main
from web.store import Store


@pytest.fixture
def files(tmp_path: Path, texts: dict[str, str]) -> dict[str, str]:
    """The story of the mill as files, by language."""
    paths = {lang: tmp_path / f"mill.{lang}.md" for lang in texts}
    for lang, path in paths.items():
        path.write_text(texts[lang], encoding="utf-8")
    return {lang: str(path) for lang, path in paths.items()}


@pytest.fixture
def run(database: Path):  # type: ignore[no-untyped-def]
    """Run ``doichieu`` on a database of the test's own, and see how it ends."""

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["--db", str(database), *arguments])
        assert result.exit_code == code, result.output
        return result

    return call


def test_import_show_and_export_make_a_round(run, files, tmp_path) -> None:  # type: ignore[no-untyped-def]
    imported = run("import", *files.values())
    assert imported.stdout == "the-mill-by-the-river\tThe mill by the river\ten, vi, zh-Hans, zh-Hant\t6 rows\n"
    listed = run("works").stdout.splitlines()
    assert listed[1].split("\t")[:5] == [
        "1",
        "the-mill-by-the-river",
        "The mill by the river",
        "en vi zh-Hans zh-Hant",
        "6",
    ]
    shown = run("show", "the-mill", "--langs", "zh-Hant,en", "--rows", "2-3").stdout.splitlines()
    assert [line.split("\t")[2:] for line in shown] == [
        ["zh-Hant", "en"],
        ["這座磨坊建於1890年。", "The mill was built in 1890."],
        ["它每年磨300噸稻米。", "It ground 300 tonnes of rice a year."],
    ]
    out = tmp_path / "mill.tmx"
    run("export", "1", "-o", str(out), "--tags", "region")
    assert 'xml:lang="zh-TW"' in out.read_text(encoding="utf-8")
    assert run("export", "1", "--format", "tsv", "--langs", "vi").stdout.count("\n") == 7


def test_halves_that_stand_in_different_places_point_at_one_another(run, files, tmp_path, texts) -> None:  # type: ignore[no-untyped-def]
    early = "*Photo: the wheel of the mill in April 2023.*\n\n"
    late = "\n*Ảnh: bánh xe của cối xay, tháng 4 năm 2023.*\n"
    head, body = texts["en"].split("\n\n", 1)
    (tmp_path / "en.md").write_text(f"{head}\n\n{early}{body}", encoding="utf-8")
    (tmp_path / "vi.md").write_text(texts["vi"] + late, encoding="utf-8")
    run("import", f"en={tmp_path / 'en.md'}", f"vi={tmp_path / 'vi.md'}")
    shown = [line.split("\t") for line in run("show", "1").stdout.splitlines()]
    assert shown[0] == ["row", "band", "moved", "en", "vi"]
    assert [row[2] for row in shown[1:]] == ["", "8", "", "", "", "", "", "2"]
    exported = run("export", "1", "--format", "tmx")
    assert exported.stdout.count("<tu ") == 7  # the two halves are one unit
    assert "Wrote 8 rows" in exported.stderr
    assert "Left out" not in exported.stderr


def test_approved_terms_are_evidence_when_a_work_is_aligned_anew(run, files) -> None:  # type: ignore[no-untyped-def]
    run("import", files["en"], files["vi"])
    run("terms", "add", "--en", "mill", "--vi", "cối xay")
    assert "|glossary:" not in run("realign", "1").stdout
    run("terms", "approve", "1")
    line = run("realign", "the-mill").stdout.rstrip("\n").split("\t")
    assert line[:4] == ["the-mill-by-the-river", "The mill by the river", "en, vi", "6 rows"]
    assert line[4].endswith("|glossary:1")
    assert json.loads(run("realign", "1", "--json").stdout)[0]["signature"] == line[4]


def test_importing_again_says_that_it_is_there(run, files) -> None:  # type: ignore[no-untyped-def]
    run("import", files["en"])
    again = run("import", files["en"])
    assert "mill.en.md is there already." in again.stderr
    assert json.loads(run("--json", "import", files["en"]).stdout)["known"] == ["mill.en.md"]


def test_a_named_work_takes_a_second_file(run, files) -> None:  # type: ignore[no-untyped-def]
    run("import", "--work", "Mill", files["en"])
    assert "en, vi\t6 rows" in run("import", "--work", "mill", f"vi={files['vi']}").stdout


def test_json_is_the_views(run, files) -> None:  # type: ignore[no-untyped-def]
    run("import", files["en"], files["vi"])
    assert json.loads(run("works", "--json").stdout)[0]["langs"] == ["en", "vi"]
    row = json.loads(run("show", "1", "--json", "--find", "RICE").stdout)[0]
    assert (row["number"], row["cells"][1]["lang"]) == (3, "vi")


def test_an_empty_database_says_what_to_do_first(run) -> None:  # type: ignore[no-untyped-def]
    result = run("works")
    assert (result.stdout, "doichieu import FILE" in result.stderr) == ("", True)
    assert run("--quiet", "works").stderr == ""


def test_mine_and_check_print_what_they_find(run, files, tmp_path, texts) -> None:  # type: ignore[no-untyped-def]
    wrong = tmp_path / "wrong.vi.md"
    wrong.write_text(texts["vi"].replace("300", "500"), encoding="utf-8")
    run("import", files["en"], str(wrong))
    assert run("mine", "1", "--json").stdout.startswith("[")
    checked = run("check", "1")
    assert any(line.split("\t")[:2] == ["the-mill-by-the-river", "3"] for line in checked.stdout.splitlines())
    assert json.loads(run("check", "1", "--json").stdout)[0]["row"] == 3
    run("check", "1", "--fail-on", "info", code=1)


def test_warnings_fail_only_when_asked(run, files, warned) -> None:  # type: ignore[no-untyped-def]
    assert warned in run("import", files["en"], files["vi"]).stderr
    run("import", files["en"], files["vi"], "--work", "B", "--strict", code=1)
    assert "B" in run("works").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "nothing"], "There is no work “nothing”."),
        (["show", "1", "--langs", "zh"], "“zh” does not say which Chinese script is meant."),
        (["show", "1", "--langs", "vi"], "There is no language “vi” here."),
        (["show", "1", "--langs", ","], "A list is empty."),
        (["show", "1", "--bands", "great"], "There is no band “great” here."),
        (["show", "1", "--rows", "x"], "“x” is no range of rows."),
        (["show", "1", "--rows", "9-2"], "The range 9-2 ends before it begins. Write it like 2-9."),
        (["export", "1", "-o", "x.zip"], "No format is known by the ending of x.zip."),
        (["export", "1", "--format", "zip"], "'zip' is not one of"),
        (["export", "1", "-o", "missing/x.tsv"], "There is no folder"),
        (["import"], "Missing argument"),
        (["import", "--work", " ", "FILE"], "The title is empty."),
        (["unknown"], "No such command 'unknown'."),
        (["serve", "--port", "0"], "is not in the range"),
        (["demo", "--articles", "missing", "--no-serve"], "missing is not a folder."),
    ],
)
def test_bad_input_ends_with_one_sentence_and_2(run, files, arguments: list[str], sentence: str) -> None:  # type: ignore[no-untyped-def]
    if arguments[0] != "demo":
        run("import", files["en"])
    result = run(*(files["zh-Hans"] if part == "FILE" else part for part in arguments), code=2)
    assert result.stdout == ""
    assert sentence in result.stderr
    assert result.stderr.startswith("doichieu: ")
    assert result.stderr.count("\n") == 1


def test_a_port_in_use_is_told_before_any_work(run, database) -> None:  # type: ignore[no-untyped-def]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for command in ("serve", "demo"):
            assert "Choose another port" in run(command, "--port", port, code=2).stderr
    assert not database.exists()


def test_other_addresses_need_an_account(run, database) -> None:  # type: ignore[no-untyped-def]
    for more in (("--host", "0.0.0.0"), ("--public", "https://doichieu.example")):
        refused = run("serve", *more, code=2).stderr
        assert "doichieu user add" in refused
    assert run("serve", "--help").stdout


def test_the_demo_aligns_mines_checks_and_sums_up(run, database) -> None:  # type: ignore[no-untyped-def]
    from web.actions.catalogue import catalogue

    samples = {entry.slug: entry.work_title for entry in catalogue().values() if entry.sample}
    lines = run("demo", "--no-serve").stdout.splitlines()
    assert len(lines) == len(samples) + 2
    assert all(title[:40] in "\n".join(lines) for title in samples.values())
    assert lines[-1].startswith(f"{len(samples)} works")
    again = json.loads(run("demo", "--no-serve", "--json").stdout)
    assert [work["status"] for work in again] == ["ready"] * len(samples)
    with Store(database) as store:
        assert store.value("SELECT min(mined + checked) FROM works") == 2


def test_the_demo_never_clears_a_database_of_somebodys_own(run, files, database) -> None:  # type: ignore[no-untyped-def]
    run("import", files["en"])
    assert "holds works that the demo did not make" in run("demo", "--no-serve", code=2).stderr
    assert "the-mill" in run("works").stdout


def test_the_demo_reads_a_folder_of_ones_own(run, files, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine").mkdir()
    for path in files.values():
        Path(path).rename(tmp_path / "mine" / Path(path).name)
    (tmp_path / "mine" / "broken.pdf").write_bytes(b"%PDF-1.7 but not really")
    result = run("demo", "--no-serve", "--articles", str(tmp_path / "mine"))
    assert "en vi zh-Hans zh-Hant" in result.stdout
    assert "broken.pdf" in result.stderr
