"""What the README shows is what a reader gets."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = {
    "en.txt": "The harbour opened in 1996. Three thousand ships call there every year.\n"
    "The mayor says that it is not enough.\n",
    "vi.txt": "Cảng mở cửa năm 1996. Mỗi năm có ba nghìn con tàu ghé vào đó.\nThị trưởng nói như vậy vẫn chưa đủ.\n",
    "zh.txt": "港口於1996年啟用，每年有三千艘船停靠。\n市長說這還不夠。\n",
}


def test_the_python_session_gives_what_it_says() -> None:
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert results.attempted >= 5
    assert results.failed == 0


@pytest.mark.parametrize("command", ["align en.txt vi.txt zh.txt", "segment zh.txt"])
def test_the_shell_sessions_give_what_they_say(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, command.split())
    assert result.exit_code == 0
    assert f"$ doichieu {command}\n{result.output}" in README


def test_the_file_of_a_pair_is_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = "align en.txt vi.txt zh.txt --pairs --format tsv -o table.tsv"
    assert CliRunner().invoke(main, command.split()).exit_code == 0
    shown = (tmp_path / "table.en-vi.tsv").read_text(encoding="utf-8-sig")
    assert f"$ doichieu {command}\n$ cat table.en-vi.tsv\n{shown}" in README


def test_every_page_that_is_linked_is_there() -> None:
    for page in [README, *(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))]:
        for part in page.split("](")[1:]:
            target = part.split(")")[0].split("#")[0]
            if target and not target.startswith(("http", "mailto")):
                assert (ROOT / target).exists() or (ROOT / "docs" / target).exists(), target
