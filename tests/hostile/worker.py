"""Shows files to doors in a process whose memory and CPU time the kernel limits, and says what came of each."""

from __future__ import annotations

import argparse
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from aligner.errors import InputError
from tests.hostile.cases import DOCUMENT, SMALL, TABLE, TERMS, Case, cases

Door = Callable[[Case], str]
"""Takes a file and says ``result`` or what was said against it; raises for everything else."""


def library(case: Case) -> str:
    """The functions of ``aligner`` and ``glossary``."""
    return {DOCUMENT: _document, TABLE: _table, TERMS: _terms}[case.door](case)


def _document(case: Case) -> str:
    from aligner.quantities import find
    from aligner.readers import read
    from aligner.segmentation import segment
    from aligner.types import LANGS

    count = 0
    for document in read(case.name, case.data):
        for piece in segment(document):
            count += 1
            if piece.lang in LANGS:
                find(piece.text, piece.lang)
    return f"result of {count} segments"


def _table(case: Case) -> str:
    from aligner.formats import indices, jsonl, tmx, tsv, xlsx

    suffix = case.name.rpartition(".")[2]
    {"tmx": tmx, "tsv": tsv, "jsonl": jsonl, "xlsx": xlsx, "indices": indices}[suffix].read(case.data)  # type: ignore[attr-defined]
    return "result"


def _terms(case: Case) -> str:
    from glossary import formats
    from glossary.formats import Incoming
    from web.actions.exchange import format_of

    found = formats.read(format_of(case.name, io.BytesIO(case.data)), io.BytesIO(case.data), Incoming(case.name))
    return f"result of {sum(1 for _ in found)} concepts"


def command_line(folder: Path) -> Door:
    """``doichieu`` with the file as its argument."""
    from click.testing import CliRunner

    from web.cli import main

    def run(case: Case) -> str:
        path = folder / "file" / case.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(case.data)
        verb = {DOCUMENT: "import", TERMS: "import-terms", TABLE: "tm"}[case.door]
        arguments = ["--db", str(folder / "cli.db"), verb, str(path)]
        done = CliRunner().invoke(main, arguments)
        path.unlink()
        said = done.stderr.strip()
        if done.exit_code not in (0, 1, 2) or "Traceback" in said or "program itself" in said:
            raise AssertionError(f"exit {done.exit_code}: {said[-400:]}")
        return f"result {done.exit_code}" if done.exit_code < 2 else _sentence(said)

    return run


def upload(folder: Path) -> Door:
    """The web service: documents and glossaries, each through its form or its address."""
    from web.app import create_app
    from web.config import Config

    client = create_app(Config(db=folder / "http.db", jobs=False)).test_client()

    def send(case: Case) -> str:
        field = "files" if case.door == DOCUMENT else "file"
        form = {field: (io.BytesIO(case.data), case.name)}
        where = "/api/v1/works" if case.door == DOCUMENT else "/api/v1/terms/plan"
        answer = client.post(where, data=form, content_type="multipart/form-data")
        if answer.status_code >= 500:
            raise AssertionError(f"HTTP {answer.status_code}: {answer.get_data(as_text=True)[:400]}")
        return "result" if answer.status_code < 400 else _sentence(str(answer.get_json()["detail"]))

    return send


def _sentence(said: str) -> str:
    if "\n" in said or len(said) > 1200 or not said.rstrip("”)'\"").endswith((".", "?")):
        raise AssertionError(f"this is no sentence: {said[:1500]!r}")
    return said


def attempts(door: Door, chosen: Iterator[Case], seconds: float) -> Iterator[tuple[str, float, int, str]]:
    """Name, CPU seconds, memory so far in MB, and what came of it; the name is told before, in case it kills us."""
    for case in chosen:
        print(f"begin\t{_shown(case.name)}", flush=True)
        began = time.process_time()
        limit = int(began + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        try:
            outcome = door(case)
        except InputError as error:
            try:
                outcome = _sentence(str(error))
            except AssertionError as wrong:
                outcome = f"FAULT {wrong}"
        except BaseException as error:
            outcome = f"FAULT {type(error).__name__}: {str(error)[:600]}"
        took = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        yield _shown(case.name), took, peak, " ".join(outcome.encode("utf-8", "backslashreplace").decode().split())


def _shown(name: str) -> str:
    return ascii(name)[1:-1][:80]


def main() -> int:
    """One line for each file: ``end``, its name, seconds, megabytes and outcome, between tabs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("door", choices=["library", "command-line", "upload"])
    parser.add_argument("--size", type=int, default=SMALL)
    parser.add_argument("--only", nargs="*", help="names of files")
    parser.add_argument("--few", action="store_true", help="texts under two of their names each, not all seven")
    parser.add_argument("--step", type=int, default=1, help="only every so many-th")
    parser.add_argument("--kind", choices=[DOCUMENT, TABLE, TERMS])
    parser.add_argument("--skip", type=int, default=0, help="how many of the chosen ones were done before")
    parser.add_argument("--memory", type=int, default=0, help="MB of address space")
    parser.add_argument("--seconds", type=float, default=60, help="CPU time for a file")
    arguments = parser.parse_args()
    if arguments.memory:
        resource.setrlimit(resource.RLIMIT_AS, (arguments.memory << 20, arguments.memory << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    chosen = (
        case
        for case in islice(cases(arguments.size, not arguments.few), 0, None, arguments.step)
        if (not arguments.only or case.name in arguments.only) and arguments.kind in (None, case.door)
    )
    with tempfile.TemporaryDirectory() as folder:
        doors: dict[str, Callable[[], Door]] = {
            "library": lambda: library,
            "command-line": lambda: command_line(Path(folder)),
            "upload": lambda: upload(Path(folder)),
        }
        faults = 0
        for name, took, peak, outcome in attempts(
            doors[arguments.door](), islice(chosen, arguments.skip, None), arguments.seconds
        ):
            faults += outcome.startswith("FAULT")
            print(f"end\t{name}\t{took:.2f}\t{peak}\t{outcome}", flush=True)
    print("done", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
