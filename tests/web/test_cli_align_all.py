"""``align-all``: many works, each into its own file; what is done stays done, whatever fails or stops."""

from __future__ import annotations

import csv
import fcntl
import os
import pty
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aligner import batch
from web.actions.outputs import file_names
from web.actions.worklist import WorkList, find_works
from web.cli import main

ROOT = Path(__file__).parents[2]
Texts = dict[str, str]


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["align-all", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def report(out: Path) -> dict[str, dict[str, str]]:
    with (out / "report.tsv").open(encoding="utf-8", newline="") as file:
        return {line["work"]: line for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name[0] != "." and path.name != "report.tsv"}


def fill(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def works(found: WorkList) -> dict[str, list[tuple[str, str]]]:
    return {work.name: [(source.lang, source.name) for source in work.sources] for work in found.works}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Works are aligned in a thread of this process, which has its dictionaries in memory already."""
    monkeypatch.setattr(batch, "processes", lambda count: partial(ThreadPoolExecutor, 1))


@pytest.fixture
def mills(tmp_path: Path, texts: Texts) -> Path:
    """Three works that differ by a number, in one flat folder."""
    files = {}
    for year in (1890, 1891, 1892):
        for lang, text in texts.items():
            files[f"mill {year}.{lang}.md"] = text.replace("1890", str(year))
    return fill(tmp_path / "mills", files)


# which works there are


def test_a_sub_folder_is_a_work_and_files_beside_it_belong_together_by_their_names(tmp_path: Path) -> None:
    names = [
        "mill/en.md",
        "mill/more/vi.md",
        "weir/a.txt",
        "talk.en.txt",
        "talk_vi.html",
        "talk-zh-TW.docx",
        "both.html",
    ]
    folder = fill(
        tmp_path / "in", dict.fromkeys([*names, "mill/photo.png", ".git/x.txt", "README.md", "out/t.txt"], "x")
    )
    found = find_works(folder, folder / "out")
    assert works(found) == {
        "both": [("", "both.html")],
        "talk": [("zh-Hant", "talk-zh-TW.docx"), ("en", "talk.en.txt"), ("vi", "talk_vi.html")],
        "mill": [("en", "en.md"), ("vi", "vi.md")],
        "weir": [("", "a.txt")],
    }
    assert [Path(path).name for path in found.left_out] == ["photo.png"]


def test_folders_that_are_named_by_languages_hold_the_same_works(tmp_path: Path) -> None:
    folder = fill(
        tmp_path, dict.fromkeys(["en/a.txt", "vi/a.html", "en/old/b.txt", "vi/old/b.vi.txt", "zh_TW/a.txt"], "x")
    )
    assert works(find_works(folder, tmp_path / "out")) == {
        "a": [("en", "a.txt"), ("vi", "a.html"), ("zh-Hant", "a.txt")],
        "old/b": [("en", "b.txt"), ("vi", "b.vi.txt")],
    }


def test_segmented_files_may_end_in_their_language(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", {"talks.en": "One.\nTwo.\n", "talks.vi": "Một.\nHai.\n", "talks.log": "x"})
    assert works(find_works(folder, tmp_path, segmented=True)) == {"talks": [("en", "talks.en"), ("vi", "talks.vi")]}
    with pytest.raises(ValueError, match="There are no works in"):
        find_works(folder, tmp_path)


def test_works_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", dict.fromkeys(["a.en.txt", "a.vi.txt", "a/en.txt", "a/vi.txt"], "x"))
    assert set(works(find_works(folder, tmp_path))) == {"a", "a (2)"}


def test_a_manifest_is_tab_separated_text_or_json(tmp_path: Path) -> None:
    lines = [
        "\ufeff# name\tfiles",
        "the mill\ten=a.txt\t b.txt \t\tzh_TW=c.txt",
        "",
        '{"name": "the weir", "files": ["vi=a.txt", "odd=name.txt"]}',
        '{"name": "the lock", "files": {"zh-CN": "a.txt", "en": "sub/b.txt"}}',
    ]
    fill(tmp_path, {"odd=name.txt": "x"})
    (tmp_path / "works.tsv").write_text("\r\n".join(lines), encoding="utf-8")
    found = find_works(tmp_path / "works.tsv", tmp_path)
    assert works(found) == {
        "the mill": [("en", "a.txt"), ("", "b.txt"), ("zh-Hant", "c.txt")],
        "the weir": [("vi", "a.txt"), ("", "odd=name.txt")],
        "the lock": [("zh-Hans", "a.txt"), ("en", "b.txt")],
    }
    assert found.works[2].sources[1].path == str(tmp_path / "sub" / "b.txt")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\ten=x\n\nb\n", "Line 3 of list.tsv: there is no name, or no file."),
        ("a\tx.txt\na\ty.txt\n", "Lines 1 and 2 of list.tsv are both called “a”."),
        ("a\tfr=x.txt\n", "Line 1 of list.tsv: "),
        ('{"name": 1, "files": []}', "Line 1 of list.tsv: there is no name, or no list of files."),
        ('{"name": ', "Line 1 of list.tsv: this is no JSON"),
        ('{"name": "a", "files": {"en": "x", "vi": null}}', "Line 1 of list.tsv: what stands for vi is no name"),
        ('{"name": "a", "files": {"en": "x", "vi": ["y"]}}', "Line 1 of list.tsv: what stands for vi is no name"),
        ('{"name": "a", "files": ["x", ""]}', "Line 1 of list.tsv: there is no name, or no file."),
        ('{"name": "a", "files": {"en": "x", "vi": ""}}', "Line 1 of list.tsv: there is no name, or no file."),
        ("# nothing\n", "There are no works in"),
    ],
)
def test_a_manifest_that_cannot_be_understood_is_refused_before_any_work(
    tmp_path: Path, text: str, sentence: str
) -> None:
    (tmp_path / "list.tsv").write_text(text, encoding="utf-8")
    result = run(tmp_path / "list.tsv", "-o", tmp_path / "out", code=2)
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


# what is written


def test_file_names_lead_nowhere_else_and_never_clash() -> None:
    names = ["../../etc/passwd", "a/b", "A_B", "nul.x", "report", "Report", "...", "đ" * 300, "đ" * 301, "x\0\n\u202ey"]
    found = file_names(names, "tsv")
    assert len({name.casefold() for name in found.values()} | {"report.tsv"}) == len(names) + 1
    for name in found.values():
        assert name == Path(name).name
        assert name[0] != "."
        assert len(name.encode()) < 200
        assert name.isprintable()
    assert found["a/b"] == "a_b.tsv"


@pytest.mark.usefixtures("here")
def test_each_work_gets_its_table_as_align_writes_it(mills: Path, tmp_path: Path) -> None:
    result = run(mills, "-o", tmp_path / "out", "--format", "tmx")
    assert result.stdout == ""
    assert "3 works: 3 aligned, 0 done before, 0 failed, 0 with warnings. 18 rows," in result.stderr
    assert sorted(tables(tmp_path / "out")) == ["mill 1890.tmx", "mill 1891.tmx", "mill 1892.tmx"]
    files = [mills / f"mill 1891.{lang}.md" for lang in ("en", "vi", "zh-Hans", "zh-Hant")]
    CliRunner().invoke(main, ["align", *map(str, files), "-o", str(tmp_path / "one.tmx")], catch_exceptions=False)
    assert tables(tmp_path / "out")["mill 1891.tmx"] == (tmp_path / "one.tmx").read_bytes()
    line = report(tmp_path / "out")["mill 1891"]
    assert (line["status"], line["languages"], line["rows"]) == ("done", "en vi zh-Hans zh-Hant", "6")
    assert 0 <= float(line["look"]) <= 1
    assert (line["file"], line["message"]) == ("mill 1891.tmx", "")


@pytest.mark.usefixtures("here")
def test_one_bad_file_does_not_stop_the_rest(mills: Path, tmp_path: Path) -> None:
    lines = [
        *("=HYPERLINK(1)\tempty.txt\tmill 1890.en.md", "missing\ten=nowhere.txt\tmill 1890.vi.md"),
        *("alone\tmill 1890.en.md", "twice\tmill 1890.en.md\tmill 1891.en.md", "folder\t.\tmill 1890.en.md"),
        "good\tmill 1890.en.md\tmill 1890.vi.md",
    ]
    fill(mills, {"empty.txt": "", "list.tsv": "\n".join(lines)})
    result = run(mills / "list.tsv", "-o", tmp_path / "out")
    assert "6 works: 1 aligned, 0 done before, 5 failed" in result.stderr
    assert "doichieu: warning: missing: There is no file" in result.stderr
    found = report(tmp_path / "out")
    assert list(found) == ["'=HYPERLINK(1)", "missing", "alone", "twice", "folder", "good"]
    messages = [line["message"] for line in found.values()]
    for message, sentence in zip(
        messages, ["is empty", "no file", "only one text", "Two texts", "is no file", ""], strict=True
    ):
        assert sentence in message
        assert "program itself" not in message
    assert list(tables(tmp_path / "out")) == ["good.tsv"]
    assert run(mills / "list.tsv", "-o", tmp_path / "out", "--strict", code=1).stdout == ""


@pytest.mark.usefixtures("here")
def test_warnings_stand_in_the_report_and_fail_only_when_asked(
    mills: Path, tmp_path: Path, warned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.actions import alignment

    monkeypatch.setattr(
        "web.actions.batch.table_of", lambda found, options: alignment.table_of_texts({d.lang: d for d in found})
    )
    assert "3 with warnings" in run(mills, "-o", tmp_path / "out").stderr
    assert report(tmp_path / "out")["mill 1890"]["message"] == warned
    run(mills, "-o", tmp_path / "out", "--strict", code=1)


# going on


@pytest.mark.usefixtures("here")
def test_what_is_done_is_kept_and_what_changed_is_done_again(
    mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def statuses(*arguments: str) -> str:
        run(mills, "-o", out, *arguments)
        return " ".join(line["status"] for line in report(out).values())

    assert statuses() == "done done done"
    (out / "mill 1890.tsv").write_text("edited by hand", encoding="utf-8")
    assert statuses() == "kept kept kept"
    assert (out / "mill 1890.tsv").read_text(encoding="utf-8") == "edited by hand"
    assert report(out)["mill 1892"]["rows"] == "6"
    (out / "mill 1891.tsv").unlink()
    (mills / "mill 1892.en.md").write_text("# Another mill\n\nIt was never built.\n", encoding="utf-8")
    assert statuses() == "kept done done"
    assert b"never built" in (out / "mill 1892.tsv").read_bytes()
    assert statuses("--tags", "region") == "done done done"
    monkeypatch.setattr("web.actions.batch.version", lambda _neural="never": "another")
    assert statuses("--tags", "region") == "done done done"
    (mills / "mill 1891.vi.md").unlink()
    assert statuses("--tags", "region") == "kept done kept"


@pytest.mark.usefixtures("here")
def test_a_journal_that_was_cut_off_is_read_as_far_as_it_goes(mills: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(mills, "-o", out)
    journal = out / ".doichieu-done.jsonl"
    journal.write_bytes(b'[1]\n{"work": "mill 1892"}\n\xff\n' + journal.read_bytes()[:-20])
    (out / ".left.tsv.1.part").touch()
    assert "2 done before" in run(mills, "-o", out).stderr
    assert "3 done before" in run(mills, "-o", out).stderr
    assert not list(out.glob(".*.part"))


@pytest.mark.usefixtures("here")
def test_two_batches_do_not_write_to_one_folder(mills: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with (out / ".doichieu-done.jsonl").open("wb") as journal:
        fcntl.flock(journal, fcntl.LOCK_EX)
        assert "Another batch is writing" in run(mills, "-o", out, code=2).stderr
    run(mills, "-o", out)


@pytest.mark.usefixtures("here")
def test_a_full_disk_ends_the_batch_with_a_sentence(
    mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, left = os.replace, [1]

    def full(*paths: Any) -> None:
        if not left:
            raise OSError(28, "No space left on device")
        left.pop()
        replace(*paths)

    monkeypatch.setattr("web.actions.outputs.os.replace", full)
    assert "No space left on device" in run(mills, "-o", tmp_path / "out", code=2).stderr
    assert len(tables(tmp_path / "out")) == 1
    assert not list((tmp_path / "out").glob(".*.part"))
    monkeypatch.undo()
    monkeypatch.setattr(batch, "processes", lambda count: partial(ThreadPoolExecutor, 1))
    assert "2 aligned, 1 done before" in run(mills, "-o", tmp_path / "out").stderr


def test_bad_usage_gets_one_sentence(mills: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "out"
    cases: dict[str, list[str | Path]] = {
        "There is no folder or manifest": ["nowhere", "-o", out],
        "There are no works": [tmp_path / "empty", "-o", out],
        "is the folder with the inputs": [mills, "-o", mills],
        "is no folder": [mills, "-o", mills / "mill 1890.en.md"],
        "Leave out --jobs": [mills, "-o", out, "--jobs", "2", "--dask", "tcp://127.0.0.1:1"],
        "Missing option": [mills],
        "is no list of works": [ROOT / "seeds/works/battery-supply-chains/vi.docx", "-o", out],
    }
    for sentence, arguments in cases.items():
        result = run(*arguments, code=2)
        assert sentence in result.stderr
        assert result.stderr.count("\n") == 1
    assert not out.exists()


def test_nothing_that_is_read_is_written_over(mills: Path, tmp_path: Path) -> None:
    english, chinese = (mills / f"mill 1890.{lang}.md" for lang in ("en", "zh-Hans"))
    lists = {
        "works.tsv": f"works\t{english.name}\t{chinese.name}\n",
        "report.tsv": f"mill\t{english.name}\t{chinese.name}\n",
    }
    (mills / "mill 1890.en.tsv").write_text("a\tb\n", encoding="utf-8")
    lists["own.tsv"] = f"mill 1890.en\tmill 1890.en.tsv\t{chinese.name}\n"
    lists["linked.tsv"] = "mill 1891\tlink.md\tx.md\n"
    (mills / "link.md").symlink_to(mills / "mill 1891.tsv")
    (mills / "mill 1891.tsv").write_text("a\tb\n", encoding="utf-8")
    fill(mills, lists)
    before = {path: path.read_bytes() for path in mills.iterdir()}
    for name in lists:
        assert "would be written over" in run(mills / name, "-o", mills, code=2).stderr
    assert "is a folder with inputs" in run(tmp_path, "-o", mills, code=2).stderr
    assert "would be written over" in run(mills, "-o", tmp_path, "--glossary", _report(tmp_path), code=2).stderr
    assert {path: path.read_bytes() for path in mills.iterdir()} == before


def _report(folder: Path) -> Path:
    (folder / "report.tsv").write_text("en\tvi\nmill\tcối xay\n", encoding="utf-8")
    return folder / "report.tsv"


@pytest.mark.usefixtures("here")
def test_what_cannot_be_read_fails_its_work_and_is_not_passed_over(
    tmp_path: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"{work}/{lang}.md": text for work in ("closed", "broken", "pipe", "whole") for lang, text in texts.items()
    }
    folder = fill(tmp_path / "in", files)
    (folder / "broken" / "more.md").symlink_to(folder / "nowhere.md")
    os.mkfifo(folder / "pipe" / "more.txt")
    listed = os.listdir

    def closed(path: Any = ".") -> list[str]:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "listdir", closed)
    run(folder, "-o", tmp_path / "out")
    lines = report(tmp_path / "out")
    assert {name: line["status"] for name, line in lines.items()} == dict.fromkeys(
        ("closed", "broken", "pipe"), "failed"
    ) | {"whole": "done"}
    assert "Cannot read closed: Permission denied" in lines["closed"]["message"]
    assert "There is no file" in lines["broken"]["message"]
    assert "more.txt is no file" in lines["pipe"]["message"]


# processes


def in_terminal(*arguments: str | Path) -> tuple[int, int]:
    """The real program on a terminal of its own: its process id and the terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {"COLUMNS": "90", "PYTHONPATH": str(ROOT)}
        code = "from web.cli import main; main()"
        os.execv(sys.executable, [sys.executable, "-c", code, "align-all", *map(str, arguments)])
    return pid, terminal


def shown_until(terminal: int, text: str = "") -> str:
    """What the program shows until this text comes, or to its end."""
    shown = b""
    while not text or text.encode() not in shown:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    return shown.decode(errors="replace")


def test_ctrl_c_leaves_what_is_finished_and_says_how_to_go_on(tmp_path: Path, texts: Texts) -> None:
    """The first work is small, the second takes minutes: Ctrl-C comes in the middle of it."""
    fill(tmp_path, {f"mill.{lang}.md": texts[lang] for lang in ("en", "vi")})
    long = "".join(
        f"The mill of {n} ground {n * 7 % 1000} tonnes of rice, and {n % 89} mills more stood idle. "
        for n in range(60000)
    )
    fill(
        tmp_path,
        {"long.en.txt": long, "long.vi.txt": long.replace("The mill of", "Cối xay năm").replace("rice", "gạo")},
    )
    (tmp_path / "list.tsv").write_text("mill\tmill.en.md\tmill.vi.md\nlong\ten=long.en.txt\tvi=long.vi.txt\n")
    out = tmp_path / "out"
    pid, terminal = in_terminal(tmp_path / "list.tsv", "-o", out, "--jobs", "1")
    assert "1 of 2: mill" in shown_until(terminal, "1 of 2: mill")
    os.write(terminal, b"\x03")
    shown = shown_until(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 130
    assert "Stopped. 1 work finished" in shown
    assert "the same command goes on with the rest" in shown
    assert "Traceback" not in shown
    assert list(tables(out)) == ["mill.tsv"]
    assert report(out)["mill"]["status"] == "done"


# a Dask cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A real cluster on this machine: a scheduler and two worker processes."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed (pip install doichieu[dask])")
    quickly = {"distributed.comm.timeouts.connect": "5s"}  # how long a scheduler looks for a worker that is gone
    with (
        pytest.MonkeyPatch.context() as patch,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as local,
        import_module("dask").config.set(quickly),
    ):
        patch.setattr("web.actions.cluster.WAIT", 120)
        yield local


def ended(process: int) -> bool:
    """Whether a process that was killed is gone before long: whoever began it has to take note of it first."""
    for _ in range(2_400):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_cluster_that_loses_a_worker_loses_no_work(
    cluster: Any, tmp_path: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"mill {year}.{lang}.md": texts[lang].replace("1890", str(year))
        for year in range(1850, 1880)
        for lang in ("en", "vi")
    }
    folder = fill(tmp_path / "in", files)
    client_of: Any = import_module("distributed").Client
    with client_of(cluster.scheduler_address, set_as_default=False) as client:
        workers: list[int] = list(client.run(os.getpid).values())
    assert len(set(workers)) == 2
    finished: list[str] = []

    def killing(self: object, message: str, fraction: float) -> None:
        finished.append(message)
        if message.startswith("3 of 30: "):
            os.kill(workers[0], signal.SIGKILL)

    monkeypatch.setattr("web.cli._terminal.Progress.__call__", killing)
    result = run(folder, "-o", tmp_path / "cluster", "--dask", cluster.scheduler_address)
    assert "30 works: 30 aligned, 0 done before, 0 failed" in result.stderr
    assert ended(workers[0])
    monkeypatch.undo()
    monkeypatch.setattr(batch, "processes", lambda count: partial(ThreadPoolExecutor, 1))
    run(folder, "-o", tmp_path / "alone")
    assert len(tables(tmp_path / "alone")) == 30
    assert tables(tmp_path / "cluster") == tables(tmp_path / "alone")


def test_a_cluster_with_another_program_is_refused(
    cluster: Any, mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.actions.cluster.theirs_differs", lambda answer: True)
    result = run(mills, "-o", tmp_path / "out", "--dask", cluster.scheduler_address, code=2)
    assert "Install the same there." in result.stderr


def test_a_cluster_that_does_not_answer_gets_one_sentence(
    mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed (pip install doichieu[dask])")
    monkeypatch.setattr("web.actions.cluster.WAIT", 0.3)
    for address in ("tcp://127.0.0.1:9", "127.0.0.1:9", "nonsense://x:1"):
        result = run(mills, "-o", tmp_path / "out", "--dask", address, code=2)
        assert f"No Dask scheduler answers at {address}." in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["scheduler", "tcp://localhost", "tcp://", "tcp://:", "nonsense://x"])
def test_what_is_no_address_of_a_cluster_is_told_at_once(mills: Path, tmp_path: Path, address: str) -> None:
    result = run(mills, "-o", tmp_path / "out", "--dask", address, code=2)
    assert f"“{address}” is no address of a Dask scheduler. Write it like tcp://host:8786." in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_cluster_that_goes_away_leaves_what_is_finished(
    cluster: Any, mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(self: object, message: str, fraction: float) -> None:
        if message.startswith("2 of 3"):
            raise BrokenExecutor

    monkeypatch.setattr("web.cli._terminal.Progress.__call__", lost)
    result = run(mills, "-o", tmp_path / "out", "--dask", cluster.scheduler_address, code=2)
    assert f"The Dask cluster at {cluster.scheduler_address} went away." in result.stderr
    assert len(report(tmp_path / "out")) == 2


@pytest.mark.parametrize(("ends", "code"), [("2 of 3", 2), ("never", 0)])
def test_a_cluster_that_does_not_let_go_hides_nothing(
    cluster: Any, mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str, code: int
) -> None:
    """Dask's client may fail while it closes; what was made is there, and what went wrong before is what is said."""
    client_of: Any = import_module("distributed").Client
    close = client_of.close

    def stuck(client: Any, *arguments: Any) -> None:
        close(client, *arguments)
        raise AssertionError

    def lost(self: object, message: str, fraction: float) -> None:
        if message.startswith(ends):
            raise BrokenExecutor

    monkeypatch.setattr(client_of, "close", stuck)
    monkeypatch.setattr("web.cli._terminal.Progress.__call__", lost)
    result = run(mills, "-o", tmp_path / "out", "--dask", cluster.scheduler_address, code=code)
    assert ("went away" in result.stderr) == (code == 2)
    assert len(report(tmp_path / "out")) == (2 if code else 3)


def test_without_dask_a_sentence_says_what_to_install(
    mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run(mills, "-o", tmp_path / "out", "--dask", "tcp://127.0.0.1:9", code=2)
    assert "pip install 'doichieu[dask]'" in result.stderr


@pytest.mark.usefixtures("here")
def test_works_are_done_again_when_an_option_changed(mills: Path, tmp_path: Path) -> None:
    """Passes, glossary and neural evidence change what comes out, so what was made without them is not kept."""
    out, glossary = tmp_path / "out", tmp_path / "terms.tsv"
    glossary.write_text("en\tvi\nmill\tcối xay\n", encoding="utf-8")
    said: list[tuple[str, ...]] = [(), ("--passes", "1"), ("--glossary", str(glossary)), ("--neural", "auto")]
    for options in said:
        assert ", 0 done before" in run(mills, "-o", out, *options).stderr
        assert ": 0 aligned" in run(mills, "-o", out, *options).stderr


@pytest.mark.usefixtures("here")
def test_neural_always_needs_a_model(mills: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.neural.embedders.installed", lambda: False)
    refused = run(mills, "-o", tmp_path / "out", "--neural", "always", code=2)
    assert "pip install doichieu[neural]" in refused.stderr
    assert not (tmp_path / "out").exists()
