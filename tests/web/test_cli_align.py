"""``align`` and ``segment``: no database, every format, every kind of bad file."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner, Result

from web.cli import main

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path, code: int = 0, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


def program(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own."""
    command = [sys.executable, "-c", "from web.cli import main; main()", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def files(tmp_path: Path, texts: dict[str, str]) -> dict[str, Path]:
    paths = {lang: tmp_path / f"mill.{lang}.md" for lang in texts}
    for lang, path in paths.items():
        path.write_text(texts[lang], encoding="utf-8")
    return paths


def test_columns_stand_in_the_order_of_the_files(files: dict[str, Path]) -> None:
    lines = run("align", files["zh-Hant"], files["en"], files["vi"]).stdout.splitlines()
    assert lines[0].split("\t") == ["row", "band", "zh-Hant", "en", "vi"]
    assert [line.split("\t")[3] for line in lines[1:3]] == ["The mill by the river", "The mill was built in 1890."]


def test_indices_hold_every_segment_once(files: dict[str, Path]) -> None:
    out = run("align", *files.values(), "--format", "indices").stdout
    columns = list(zip(*(line.split("\t") for line in out.splitlines()), strict=True))
    assert len(columns) == 4
    for column in columns:
        assert [int(number) for cell in column for number in cell.split(",") if number] == list(range(6))


def test_a_file_for_each_pair_of_languages_as_fine_as_the_pair(tmp_path: Path) -> None:
    lines = {
        "en": ["The harbour opened in 1996.", "Three thousand ships call there every year."],
        "vi": ["Cảng mở cửa năm 1996.", "Mỗi năm có ba nghìn con tàu ghé vào đó."],
        "zh-Hant": ["港口於1996年啟用，每年有三千艘船停靠。"],
    }
    for lang, text in lines.items():
        (tmp_path / lang).write_text(" ".join(text), encoding="utf-8")
    given = [f"{lang}={tmp_path / lang}" for lang in lines]
    run("align", *given, "--pairs", "-o", tmp_path / "t.tsv")
    found = {path.name: len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in tmp_path.glob("t.*")}
    assert found == {"t.en-vi.tsv": 2, "t.en-zh-Hant.tsv": 1, "t.vi-zh-Hant.tsv": 1}
    assert "Several files need a name" in run("align", *given, "--pairs", code=2).stderr


def test_segmented_takes_lines_as_they_are(tmp_path: Path) -> None:
    english = tmp_path / "en.txt"
    english.write_text("The mill was built in 1890. It is old.\n\nIt ground 300 tonnes of rice.\n", encoding="utf-8")
    vietnamese = tmp_path / "vi.txt"
    vietnamese.write_text("Cối xay được xây năm 1890. Nó đã cũ.\n\nNó xay 300 tấn gạo.\n", encoding="utf-8")
    out = run("align", "--segmented", f"en={english}", f"vi={vietnamese}", "--format", "indices").stdout
    for column in zip(*(line.split("\t") for line in out.splitlines()), strict=True):
        assert [int(number) for cell in column for number in cell.split(",") if number] == [0, 1, 2]
    detected = run("align", "--segmented", english, vietnamese, "--format", "jsonl").stdout
    assert "The mill was built in 1890. It is old." in detected


def test_a_file_with_two_languages_gives_two_columns(
    tmp_path: Path, files: dict[str, Path], texts: dict[str, str]
) -> None:
    both = tmp_path / "both.md"
    both.write_text(f"{texts['vi'] * 5}\n***\n\n{texts['en'] * 5}", encoding="utf-8")
    head = run("align", files["zh-Hant"], both).stdout.splitlines()[0]
    assert head.split("\t")[2:] == ["zh-Hant", "vi", "en"]


def test_the_language_can_be_said(files: dict[str, Path]) -> None:
    lines = run("align", f"EN={files['en']}", f"zh_TW={files['zh-Hans']}").stdout.splitlines()
    assert lines[0].split("\t")[2:] == ["en", "zh-Hant"]


def test_a_name_with_an_equals_sign_is_a_name(tmp_path: Path, files: dict[str, Path]) -> None:
    odd = tmp_path / "en=mill.md"
    files["en"].rename(odd)
    assert "1890" in run("align", odd, files["vi"]).stdout


def test_one_text_may_come_from_standard_input(files: dict[str, Path]) -> None:
    out = run("align", "en=-", files["vi"], stdin=files["en"].read_bytes()).stdout
    assert "The mill was built in 1890." in out
    assert "only once" in run("align", "en=-", "vi=-", code=2).stderr


@pytest.mark.parametrize("ending", ["tsv", "tmx", "xlsx", "jsonl", "html"])
def test_the_ending_says_the_format(files: dict[str, Path], tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out.{ending}"
    result = run("align", files["en"], files["vi"], "-o", out)
    assert result.stdout == ""
    by_name = tmp_path / "other"
    run("align", files["en"], files["vi"], "-o", by_name, "--format", ending)
    if ending != "xlsx":  # a zip archive carries the time it was made
        assert by_name.read_bytes() == out.read_bytes()
    assert zipfile.is_zipfile(out) == (ending == "xlsx")


def test_nothing_half_written_stays(files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aligner.formats import tsv

    out = tmp_path / "out.tsv"
    out.write_text("as it was", encoding="utf-8")

    def broken(table: object, file: io.BytesIO, meta: object) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tsv, "write", broken)
    result = run("align", files["en"], files["vi"], "-o", out, code=2)
    assert "no space left on device" in result.stderr.lower()
    assert out.read_text(encoding="utf-8") == "as it was"
    assert not list(tmp_path.glob(".out*"))


def test_an_input_is_not_written_over(files: dict[str, Path]) -> None:
    before = files["en"].read_bytes()
    assert "one of the inputs" in run("align", *files.values(), "-o", files["en"], "--format", "tsv", code=2).stderr
    assert files["en"].read_bytes() == before


def bad_files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "zeros.txt": bytes(5000),
        "broken.docx": b"PK\x03\x04 this is no archive",
        "broken.pdf": b"%PDF-1.7\nnothing more",
        "noise.txt": bytes((i * 7919 + i * i * 31) % 256 for i in range(4000)),
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    (tmp_path / "folder").mkdir()
    return {name: tmp_path / name for name in [*contents, "huge.txt", "folder", "missing.txt"]}


@pytest.mark.parametrize(
    "name",
    [
        *("empty.txt", "blank.txt", "picture.txt", "zeros.txt", "broken.docx", "broken.pdf", "noise.txt"),
        *("huge.txt", "folder", "missing.txt"),
    ],
)
@pytest.mark.parametrize("command", [["align"], ["align", "--segmented"], ["segment"], ["import"]])
def test_a_file_that_cannot_be_used_gets_one_sentence_that_names_it(
    tmp_path: Path, files: dict[str, Path], name: str, command: Sequence[str]
) -> None:
    if "--segmented" in command and name == "blank.txt":
        pytest.skip("empty lines are segments")
    bad = bad_files(tmp_path)[name]
    good = [] if command == ["segment"] else [files["vi"]]
    result = run("--db", tmp_path / "a.db", *command, *good, f"en={bad}", code=2)
    assert result.stdout == ""
    assert result.stderr.startswith("doichieu: ")
    assert result.stderr.count("\n") == 1
    assert name in result.stderr
    assert result.stderr.rstrip().endswith(".")


def test_bad_arguments_get_one_sentence(files: dict[str, Path], tmp_path: Path) -> None:
    cases = {
        "not known": [f"fr={files['en']}", files["vi"]],
        "which Chinese script": [f"zh={files['zh-Hans']}", files["vi"]],
        "Two texts are in English": [files["en"], f"en={files['vi']}"],
        "only one text": [files["en"]],
        "en= names no file": ["en=", files["vi"]],
        "Cannot write /dev/full": [files["en"], files["vi"], "-o", "/dev/full"],
        "Missing argument": [],
        "No such option": ["--frmat", "tsv", files["en"]],
        "There is no folder": [files["en"], files["vi"], "-o", tmp_path / "no" / "x.tsv"],
        "is a folder": [files["en"], files["vi"], "-o", tmp_path],
        "No format is known": [files["en"], files["vi"], "-o", tmp_path / "x.doc"],
    }
    for sentence, arguments in cases.items():
        result = run("align", *arguments, code=2)
        assert sentence in result.stderr
        assert result.stderr.count("\n") == 1


def test_segmented_keeps_a_file_of_empty_lines(tmp_path: Path) -> None:
    (tmp_path / "en").write_text("\n\n", encoding="utf-8")
    (tmp_path / "vi").write_text("Cối xay đã cũ.\n", encoding="utf-8")
    result = run("align", "--segmented", f"en={tmp_path / 'en'}", f"vi={tmp_path / 'vi'}", "--format", "indices")
    left = [line.split("\t")[0] for line in result.stdout.splitlines()]
    assert [number for cell in left for number in cell.split(",") if number] == ["0", "1"]


def test_a_full_disk_behind_stdout_is_one_sentence(files: dict[str, Path]) -> None:
    command = [sys.executable, "-c", "from web.cli import main; main()", "align", str(files["en"]), str(files["vi"])]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "Cannot write to standard output" in done.stderr


def test_a_closed_stdout_is_no_fault_of_the_program(files: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    line = f"exec '{sys.executable}' -c 'from web.cli import main; main()' align \"$@\" >&-"
    command = ["sh", "-c", line, "sh", str(files["en"]), str(files["vi"]), "-o", str(out)]
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert out.exists()


def test_warnings_go_to_stderr_and_fail_only_when_asked(files: dict[str, Path], warned: str) -> None:
    result = run("align", files["en"], files["vi"])
    assert result.stderr == f"doichieu: warning: {warned}\n"
    assert run("--quiet", "align", files["en"], files["vi"]).stderr == ""
    assert run("align", files["en"], files["vi"], "--strict", code=1).stdout == result.stdout


def test_a_fault_of_the_program_is_a_sentence_too(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from aligner import segmentation

    def broken(document: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(segmentation, "segment", broken)
    result = run("segment", files["en"], code=70)
    assert result.stderr.startswith("doichieu: Something went wrong in the program itself (KeyError: 'a bug').")
    monkeypatch.setenv("DOICHIEU_DEBUG", "1")
    assert isinstance(CliRunner().invoke(main, ["segment", str(files["en"])]).exception, KeyError)


def test_a_device_without_end_is_read_up_to_the_limit(files: dict[str, Path]) -> None:
    assert "larger than 64 MB" in run("align", files["en"], "vi=/dev/zero", code=2).stderr


def test_segment_shows_blocks_and_segments_with_offsets(files: dict[str, Path]) -> None:
    blocks = [json.loads(line) for line in run("segment", files["vi"], "--format", "jsonl").stdout.splitlines()]
    assert [(block["kind"], block["lang"]) for block in blocks][:2] == [("title", "vi"), ("body", "vi")]
    text = files["vi"].read_text(encoding="utf-8")
    for block in blocks:
        for segment in block["segments"]:
            assert text[segment["start"] : segment["stop"]] == segment["text"]
    shown = run("segment", files["vi"]).stdout
    assert "title vi 2–18" in shown
    assert "Cối xay được xây dựng năm 1890." in shown


def test_json_is_json_lines_where_a_format_could_be_named(files: dict[str, Path], tmp_path: Path) -> None:
    for arguments in (["align", files["en"], files["vi"]], ["segment", files["vi"]]):
        lines = run(*arguments, "--json").stdout.splitlines()
        assert lines == run(*arguments, "--format", "jsonl").stdout.splitlines()
        assert all(isinstance(json.loads(line), dict) for line in lines)
    run("align", files["en"], files["vi"], "--json", "-o", tmp_path / "a.tsv")
    assert (tmp_path / "a.tsv").read_text(encoding="utf-8").startswith("row\tband")


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path, files: dict[str, Path]) -> None:
    evil = tmp_path / "evil.html"
    evil.write_text("<h1>Title</h1><p>The mill &#27;[31mwas built&#7; in 1890, they say.</p>", encoding="utf-8")
    for arguments in (["align", evil, files["vi"]], ["segment", evil]):
        assert "\x1b" not in run(*arguments).stdout


def test_the_program_ends_quietly_when_the_reader_of_its_pipe_goes_away(files: dict[str, Path]) -> None:
    command = [sys.executable, "-c", "from web.cli import main; main()", "segment", str(files["en"])]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(240) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_ctrl_c_ends_without_a_traceback() -> None:
    command = [sys.executable, "-c", "from web.cli import main; main()", "segment", "en=-"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"The mill was built in 1890.\n" * 20_000)  # more than a pipe holds: it is reading by now
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=240)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_the_real_program_prints_a_table_and_no_progress_when_piped(files: dict[str, Path]) -> None:
    done = program("align", *files.values())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 7


def test_the_real_program_ends_with_2_and_a_sentence(tmp_path: Path) -> None:
    done = program("align", "en=missing.txt", "vi=missing.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "doichieu: There is no file missing.txt. Check the name.\n"


def test_an_output_that_may_not_be_written_is_told(tmp_path: Path, files: dict[str, Path]) -> None:
    if os.geteuid() == 0:
        done = program("align", files["en"], files["vi"], "-o", "/proc/table.tsv")
    else:
        (tmp_path / "locked").mkdir(mode=0o500)
        done = program("align", files["en"], files["vi"], "-o", tmp_path / "locked" / "table.tsv")
    assert done.returncode == 2
    assert done.stderr.startswith("doichieu: Cannot write ")
    assert done.stderr.count("\n") == 1


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from web.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=240, check=True
    )
    heavy = {"numpy", "flask", "lxml", "sqlite_utils", "opencc", "openpyxl", "docx", "pypdfium2", "waitress", "rjieba"}
    assert heavy.isdisjoint(done.stdout.splitlines()[-1].split())


def on_terminal(*arguments: str | Path, columns: int = 90) -> str:
    """What the real program shows when stdout and stderr are a terminal."""
    pid, descriptor = pty.fork()
    if pid == 0:
        os.environ |= {"COLUMNS": str(columns), "PYTHONPATH": str(ROOT)}
        code = "from web.cli import main; main()"
        os.execv(sys.executable, [sys.executable, "-c", code, *map(str, arguments)])
    shown = b""
    with open(descriptor, "rb", buffering=0) as terminal:
        while True:
            try:
                part = terminal.read(65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.waitpid(pid, 0)
    return shown.decode()


def test_a_terminal_shows_progress_and_quiet_hides_it(files: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    assert "Reading mill.en.md" in on_terminal("align", files["en"], files["vi"], "-o", out)
    assert on_terminal("--quiet", "align", files["en"], files["vi"], "-o", out) == ""


def test_a_terminal_is_not_sent_a_workbook(files: dict[str, Path]) -> None:
    shown = on_terminal("align", files["en"], files["vi"], "--format", "xlsx")
    assert "doichieu: A terminal cannot show xlsx." in shown
    assert "PK" not in shown


def test_a_terminal_shows_columns_by_display_width(files: dict[str, Path], tmp_path: Path) -> None:
    from web.cli._terminal import width

    database = tmp_path / "a.db"
    run("--db", database, "import", *files.values())
    shown = regex.sub(r"\x1b\[[\d;]*m", "", on_terminal("--db", database, "show", "1", columns=90))
    lines = shown.splitlines()
    assert all(width(line) <= 90 for line in lines)
    row = next(line for line in lines if line.startswith("    2"))
    assert row.startswith("    2 ●")
    starts = [width(lines[0][: lines[0].index(lang)]) for lang in ("vi", "zh-Hans", "zh-Hant")]
    assert [width(row[: row.index(text)]) for text in ("Cối", "这座", "這座")] == starts
    narrow = on_terminal("--db", database, "show", "1", columns=40)
    assert "zh-Hant" in narrow
    assert "這座磨坊建於1890年。" in narrow


def test_a_terminal_shows_the_sentences_of_a_concept_below_one_another(files: dict[str, Path], tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    run("--db", database, "import", *files.values())
    run("--db", database, "terms", "add", "--en", "mill", "--vi", "cối xay")
    shown = regex.sub(r"\x1b\[[\d;]*m", "", on_terminal("--db", database, "terms", "show", "1", "--rows", "1"))
    sentences = [line for line in shown.splitlines() if line.startswith("    ") and "  " in line.strip()][-4:]
    assert [line.split()[0] for line in sentences] == ["en", "vi", "zh-Hans", "zh-Hant"]
    assert all(line[12:13] == " " != line[13:14] for line in sentences)
