"""The tutorial does what it says: its commands run one after the other, on its own files, and end in a valid TBX."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner
from openpyxl import load_workbook

from glossary import formats
from glossary.formats import Incoming
from glossary.types import Concept, Status
from web.cli import main

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, str]]:
    """Every command with the first line that the page shows of its output, or nothing."""
    for block in regex.findall(r"```console\n(.*?)```", TEXT, regex.DOTALL):
        for part in regex.split(r"^\$ ", block, flags=regex.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.partition("\n")[0]


def fill_in(workbook: Path) -> None:
    """What a colleague does in the spreadsheet: forbid a term that is only proposed, and define a concept."""
    book = load_workbook(workbook)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[titles.index("en status")].value == "proposed")
    row[titles.index("en status")].value = "forbidden"
    row[titles.index("definition")].value = "What the colleague wrote."
    book.save(workbook)


def concepts(path: Path) -> list[Concept]:
    with path.open("rb") as data:
        name = {".tbx": "tbx-dct", ".tmx": "tmx", ".utf8": "omegat"}[path.suffix]
        return list(formats.read(name, io.BytesIO(data.read()), Incoming(path.name)))


def test_the_commands_of_the_tutorial_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOICHIEU_DB", str(tmp_path / "tutorial.db"))
    ran = 0
    for command, shown in commands():
        program, *arguments = shlex.split(command)
        assert program == "doichieu"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{command}: {result.output}"
        if shown:
            assert regex.sub(r"\d+", "N", result.output).startswith(regex.sub(r"\d+", "N", shown)), command
        if arguments[-1] == "terms.xlsx" and arguments[0] == "export":
            fill_in(tmp_path / "terms.xlsx")
        if arguments[0] == "import-terms":
            assert "What the colleague wrote." in result.output
        ran += 1
    assert ran > 10
    found = concepts(tmp_path / "glossary.tbx")
    assert len(found) >= 3
    assert any(concept.definition == "What the colleague wrote." for concept in found)
    statuses = {term.status for concept in found for term in concept.terms}
    assert {Status.APPROVED, Status.FORBIDDEN} <= statuses
    assert Status.PROPOSED not in statuses
    assert b"zh-TW" in (tmp_path / "glossary-2008.tbx").read_bytes()
    assert all(concept.of("vi") for concept in concepts(tmp_path / "glossary.utf8"))
    assert all(concept.of("zh-Hant") for concept in concepts(tmp_path / "terms.tmx"))
    assert (tmp_path / "next.tmx").stat().st_size > 1000
