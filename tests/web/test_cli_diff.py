"""``diff`` and ``import --replaces`` on the command line."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner, Result

from web.cli import main

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def pair(tmp_path: Path, texts: dict[str, str]) -> tuple[Path, Path]:
    """The mill in Vietnamese, before and after."""
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(texts["vi"], encoding="utf-8")
    changed = texts["vi"].replace("1890", "1891").replace("Mỗi năm nó xay 300 tấn gạo.", "")
    new.write_text(changed + "\nNó vẫn còn đó.\n", encoding="utf-8")
    return old, new


def test_lines_tell_what_changed_without_colour(pair: tuple[Path, Path]) -> None:
    lines = run("diff", *pair, code=1).output.splitlines()
    assert lines[:2] == ["--- old.md  vi", "+++ new.md  vi"]
    assert "- Cối xay được xây dựng năm [-1890-]." in lines
    assert "+ Cối xay được xây dựng năm {+1891+}." in lines
    assert "@@ 3 → –  removed" in lines
    assert "+ Nó vẫn còn đó." in lines
    assert lines[-1] == "1 changed, 1 added, 1 removed, 4 the same"
    assert "\x1b" not in "".join(lines)


def test_inline_has_both_in_one_line(pair: tuple[Path, Path]) -> None:
    output = run("diff", "--inline", "--context", "0", *pair, code=1).output
    assert "~ Cối xay được xây dựng năm [-1890-]{+1891+}." in output
    assert "Sau trận lụt" not in output


@pytest.mark.parametrize(("ignore", "code"), [("", 1), ("script", 1), ("form", 0), ("script,width", 0)])
def test_what_is_ignored_makes_no_difference(tmp_path: Path, ignore: str, code: int) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("港口於1996年啟用,每年有三千艘船停靠。", encoding="utf-8")
    new.write_text("港口于1996年启用，每年有三千艘船停靠。", encoding="utf-8")
    run("diff", *(["--ignore", ignore] if ignore else []), f"zh-Hant={old}", f"zh-Hans={new}", code=code)


def test_the_same_text_ends_with_0_and_trouble_with_2(pair: tuple[Path, Path], texts: dict[str, str]) -> None:
    old, new = pair
    assert run("diff", old, old).output.splitlines()[-1] == "6 the same"
    new.write_text(texts["en"], encoding="utf-8")
    assert "takes two texts in one language" in run("diff", old, new, code=2).output
    assert "no file" in run("diff", old, "nowhere.txt", code=2).output
    assert "“colour”" in run("diff", "--ignore", "colour", old, old, code=2).output


def test_json_has_every_offset(pair: tuple[Path, Path]) -> None:
    found = json.loads(run("diff", "--format", "json", "--metrics", "all", *pair, code=1).output)
    assert found["counts"]["changed"] == 1
    assert set(found["scores"]) == set(found["signatures"]) == {"chrf", "bleu", "ter"}
    changed = next(one for one in found["pairs"] if one["kind"] == "changed")
    for edit in changed["edits"]:
        for side in ("old", "new"):
            start, stop = edit[side]
            assert (edit["kind"] == "same") == (changed[f"{side}_text"][start:stop] not in ("1890", "1891"))
    assert "".join(changed["new_text"][slice(*edit["new"])] for edit in changed["edits"]) == changed["new_text"]


def test_the_least_alike_come_first(pair: tuple[Path, Path]) -> None:
    for metric, sign in (("chrf", 1), ("ter", -1)):
        found = json.loads(run("diff", "--format", "json", "--sort", metric, *pair, code=1).output)
        scores = [sign * one["scores"][metric] for one in found["pairs"]]
        assert scores == sorted(scores)
        assert len(scores) == 3


def test_html_stands_alone(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "changes.html"
    old, new = pair
    new.write_text(new.read_text(encoding="utf-8") + '\n\nDấu <b>&</b> "ngoặc".\n', encoding="utf-8")
    run("diff", "-o", out, old, new, code=1)
    page = out.read_text(encoding="utf-8")
    assert "<del>1890</del>" in page
    assert "<ins>1891</ins>" in page
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in page or "<b>" not in page
    assert not regex.search(r"<script|https?://|src=|url\(", page)
    assert 'lang="vi"' in page
    assert "@media print" in page


def test_a_terminal_gets_colour_beside_the_marks(pair: tuple[Path, Path]) -> None:
    outer, inner = pty.openpty()
    command = [sys.executable, "-c", "from web.cli import main; main()", "diff", "-q", *map(str, pair)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    process = subprocess.Popen(command, env=environment, stdout=inner, stderr=inner)
    os.close(inner)
    shown = b""
    while True:
        try:
            part = os.read(outer, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    assert process.wait(240) == 1
    assert b"\x1b[31m[-1890-]\x1b[0m" in shown


def test_a_new_version_replaces_a_text(pair: tuple[Path, Path], tmp_path: Path, texts: dict[str, str]) -> None:
    old, new = pair
    english, database = tmp_path / "mill.en.md", tmp_path / "a.db"
    english.write_text(texts["en"], encoding="utf-8")
    run("import", "--db", database, english, old)
    told = run("import", "--db", database, "--replaces", "the-mill-by-the-river:vi", new).output
    assert "version 2\t1 changed, 1 new, 1 gone" in told
    assert "rows were kept" in told
    assert "stands already" in run("import", "--db", database, "--replaces", "the-mill:vi", new).output
    found = json.loads(run("import", "--json", "--db", database, "--replaces", "the-mill:vi", old).output)
    assert (found["version"]["number"], found["counts"]["changed"]) == (3, 1)
    for arguments in (["--replaces", "the-mill:vi", old, new], ["--replaces", "the-mill:vi", "--work", "x", new]):
        run("import", "--db", database, *arguments, code=2)
