"""``align --anchors`` and ``--glossary``: what people confirmed is kept, and bad files are refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary import formats
from glossary.types import Concept, Status, Term
from web.actions.taught import read_glossary
from web.cli import main

ENGLISH = "The harbour opened in 1996.\nThree thousand ships call.\nThe mayor is glad.\n"
CHINESE = "港口于1996年开放。\n有三千艘船停靠。\n市长很高兴。\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "zh.txt").write_text(CHINESE, encoding="utf-8")
    return tmp_path


def align(folder: Path, *options: str) -> Result:
    files = [f"en={folder / 'en.txt'}", f"zh-Hans={folder / 'zh.txt'}"]
    return CliRunner().invoke(main, ["align", "--segmented", *files, "--format", "indices", *options])


def test_confirmed_rows_are_kept(files: Path) -> None:
    (files / "rows.tsv").write_text("0,1\t0\n", encoding="utf-8")
    assert align(files).output == "0\t0\n1\t1\n2\t2\n"
    result = align(files, "--anchors", str(files / "rows.tsv"))
    assert result.output.splitlines()[0] == "0,1\t0"
    assert result.exit_code == 0


def test_a_glossary_is_read_with_its_languages(files: Path) -> None:
    (files / "terms.tsv").write_text("en\tzh-CN\nharbour\t港口\n", encoding="utf-8-sig")
    result = align(files, "--glossary", str(files / "terms.tsv"))
    assert result.exit_code == 0
    assert result.output == "0\t0\n1\t1\n2\t2\n"


@pytest.mark.parametrize("name", formats.names())
def test_a_glossary_of_any_exchange_format_is_evidence(files: Path, name: str) -> None:
    terms = (Term("en", "harbour", Status.APPROVED), Term("zh-Hans", "港口", Status.APPROVED))
    with (files / f"terms{formats.get(name).SUFFIX}").open("wb") as out:
        formats.write(name, [Concept(terms, id="c1")], out, formats.Meta(langs=("en", "zh-Hans")))
    path = files / f"terms{formats.get(name).SUFFIX}"
    assert read_glossary(path.name, path.read_bytes()) == [{"en": ("harbour",), "zh-Hans": ("港口",)}]
    result = align(files, "--glossary", str(path))
    assert result.exit_code == 0, result.output
    assert result.output == "0\t0\n1\t1\n2\t2\n"


def test_what_must_not_be_used_is_no_evidence() -> None:
    text = "en,vi,vi status\na,b,forbidden\nc,d,approved\n"
    assert read_glossary("g.csv", text) == [{"en": ("c",), "vi": ("d",)}]


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--anchors", "0\tx\n", "Line 1 of bad.tsv"),
        ("--anchors", "0\t0\t0\n", "3 columns for 2 texts"),
        ("--anchors", "0,2\t0\n", "do not follow one another"),
        ("--anchors", "7\t0\n", "bad.tsv: Confirmed row 1 does not fit"),
        ("--glossary", "term\tzh\n", "first line of bad.tsv"),
        ("--glossary", "en\tvi\na\tb\tc\n", "bad.tsv, line 2"),
    ],
)
def test_bad_files_are_refused_in_a_sentence(files: Path, option: str, text: str, words: str) -> None:
    (files / "bad.tsv").write_text(text, encoding="utf-8")
    result = align(files, option, str(files / "bad.tsv"))
    assert result.exit_code == 2
    assert words in result.output


def test_what_is_no_glossary_gets_a_hint_that_fits_the_command(files: Path) -> None:
    (files / "terms.odt").write_text("harbour", encoding="utf-8")
    result = align(files, "--glossary", str(files / "terms.odt"))
    assert "terms.odt is no glossary by its ending" in result.output
    assert "--format" not in result.output  # which here says how the table is written


def test_a_missing_glossary_is_named(files: Path) -> None:
    result = align(files, "--glossary", str(files / "none.tsv"))
    assert result.exit_code == 2
    assert "none.tsv" in result.output


@pytest.mark.parametrize(("option", "text"), [("--anchors", "0\t0\n"), ("--glossary", "en\tvi\na\tb\n")])
@pytest.mark.parametrize("more", [[], ["--pairs"]], ids=["whole", "pairs"])
def test_what_was_read_is_not_written_over(files: Path, option: str, text: str, more: list[str]) -> None:
    path = files / ("own.en-zh-Hans.tsv" if more else "own.tsv")
    path.write_text(text, encoding="utf-8")
    result = align(files, option, str(path), "-o", str(files / "own.tsv"), "--format", "tsv", *more)
    assert result.exit_code == 2
    assert f"{path.name} is one of the inputs" in result.output
    assert path.read_text(encoding="utf-8") == text
