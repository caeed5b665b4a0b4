"""``doichieu align-all``: thousands of works, each into a file of its own, without any database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

import click

from aligner.errors import InputError
from web.cli import _aligning
from web.cli._options import format_names, quiet, tags
from web.cli._terminal import Progress, note, progress, warn

if TYPE_CHECKING:
    from aligner.neural import Mode
    from web.actions.batch import Runner
    from web.actions.outputs import Line
    from web.actions.worklist import Work

SHOWN = 10
"""Failed works that are named on the terminal; the report has all."""

EPILOG = """\b
Examples:
  doichieu align-all articles/ -o tables/ --format tmx
  doichieu align-all works.tsv -o tables/ --jobs 8 --strict
  doichieu align-all works.jsonl -o tables/ --dask tcp://10.0.0.5:8786"""


@click.command("align-all", epilog=EPILOG)
@click.argument("place", type=click.Path(path_type=Path), metavar="FOLDER|MANIFEST")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", required=True, help="The folder to write to."
)
@click.option(
    "--format", "format_", type=click.Choice(format_names()), default="tsv", show_default=True, help="What to write."
)
@click.option("--jobs", type=click.IntRange(1, 512), metavar="N", help="Worker processes. Default: one for each core.")
@click.option("--dask", metavar="ADDRESS", help="Align on the Dask cluster whose scheduler stands at tcp://host:port.")
@click.option(
    "--segmented",
    is_flag=True,
    help="One segment a line of up to 20,000 characters, taken as it is: nothing is split, dropped or cleaned.",
)
@_aligning.glossary
@_aligning.neural
@_aligning.passes
@tags
@click.option("--strict", is_flag=True, help="End with 1 when a work failed, or has warnings.")
@quiet
@click.pass_context
def COMMAND(
    ctx: click.Context,
    place: Path,
    output: Path,
    format_: str,
    jobs: int | None,
    dask: str | None,
    segmented: bool,
    glossary: Path | None,
    neural: Mode,
    passes: int,
    tags: Literal["bcp47", "region"],
    strict: bool,
) -> None:
    """Align many works, each into a file of OUT.

    In a FOLDER each sub-folder is a work, and so are files beside them whose names differ by a language alone
    (a.en.txt, a.vi.html). A MANIFEST names one work a line: NAME, then [LANG=]FILE with tabs between, or JSON with
    name and files. A work that fails stops no other. OUT/report.tsv tells of each; works that are done already are
    kept unless their files or the options changed, so the same command takes up what was stopped.
    """
    if dask and jobs:
        raise InputError("With --dask the cluster says how many works are done at a time.", "Leave out --jobs.")
    start = perf_counter()
    from web.actions.batch import Recipe, align_all
    from web.actions.worklist import find_works

    _check(place, output)
    if not dask:
        _aligning.embedder(neural)  # on a cluster the workers have it, or each work says that they have not
    recipe = Recipe(format_, segmented, tags, passes, neural, tuple(_aligning.concepts(glossary)))
    found = find_works(place, output, segmented=segmented)
    _spare(found.works, [place, *([glossary] if glossary else [])], output, format_)
    lines: list[Line] = []
    with progress() as tell, _runner(dask, jobs) as runner:
        try:
            lines = align_all(found.works, output, recipe, runner, tell)
        except KeyboardInterrupt:
            _stopped(tell, output)
            raise click.Abort from None
    _tell(lines, found.left_out, output, perf_counter() - start)
    if strict and any(line.messages for line in lines):
        ctx.exit(1)


def _check(place: Path, out: Path) -> None:
    """See that the output is a folder, or can become one, and holds none of the inputs. Raises ``InputError``."""
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is no folder.", "Name a folder: each work gets a file in it.")
    if place.is_dir() and out.exists() and out.samefile(place):
        raise InputError(f"{out} is the folder with the inputs.", "Write to another folder.")
    if place.is_dir() and out.exists() and place.resolve() in out.resolve().parents:
        from web.actions.outputs import JOURNAL

        if any(out.iterdir()) and not (out / JOURNAL).exists():
            raise InputError(f"{out} is a folder with inputs.", "Write to another folder.")


def _spare(works: Sequence[Work], read: Sequence[Path], out: Path, format_: str) -> None:
    """See that no file that is read would be written over. Raises ``InputError``."""
    from web.actions.outputs import REPORT, file_names

    names = [*file_names([work.name for work in works], format_).values(), REPORT]
    written = {(at.st_dev, at.st_ino) for name in names if (path := out / name).exists() for at in [path.stat()]}
    for path in [*read, *(Path(source.path) for work in works for source in work.sources)] if written else ():
        with suppress(OSError):  # its work says why it cannot be read
            at = path.stat()
            if (at.st_dev, at.st_ino) in written:
                raise InputError(f"{path} would be written over.", "Write to another folder.")


@contextmanager
def _runner(dask: str | None, jobs: int | None) -> Iterator[Runner]:
    """Where the works are aligned: processes of this machine, or a cluster."""
    from concurrent.futures import BrokenExecutor

    if dask:
        from web.actions.cluster import cluster

        try:
            with cluster(dask) as runner:
                yield runner
        except BrokenExecutor:
            raise InputError(
                f"The Dask cluster at {dask} went away.", "What is finished is kept; the same command does the rest."
            ) from None
        return
    from aligner.batch import cores, processes
    from web.actions.batch import Runner

    count = jobs or cores()
    yield Runner(processes(count), pending=2 * count)


def _stopped(tell: Progress, out: Path) -> None:
    from web.actions.outputs import REPORT

    tell.clear()
    done = 0
    with suppress(OSError):  # nothing was begun yet
        lines = (out / REPORT).read_text(encoding="utf-8").splitlines()[1:]
        done = sum(line.split("\t")[1] != "failed" for line in lines)
    note(f"Stopped. {_count(done, 'work')} finished, in {out}; the same command goes on with the rest.")


def _tell(lines: Sequence[Line], left_out: Sequence[str], out: Path, seconds: float) -> None:
    """The summary: how many works came to what, and those that failed."""
    from web.actions.outputs import REPORT

    failed = [line for line in lines if line.status == "failed"]
    if left_out:
        endings = ", ".join(sorted({Path(path).suffix.lower() for path in left_out})[:SHOWN])
        note(f"{_count(len(left_out), 'file')} left out, which cannot be read as texts ({endings}).")
    warn(f"{line.work}: {line.messages[0]}" for line in failed[:SHOWN])
    if len(failed) > SHOWN:
        warn([f"{len(failed) - SHOWN} more failed; the report names them."])
    done, kept = (sum(line.status == status for line in lines) for status in ("done", "kept"))
    warned = sum(bool(line.messages) for line in lines) - len(failed)
    rows = sum(line.rows for line in lines)
    look = sum(line.look for line in lines) / max(rows, 1)
    vectors = sum(line.embedded for line in lines)
    embedded = f" {_count(vectors, 'sentence')} embedded." if vectors else ""
    counts = f"{done} aligned, {kept} done before, {len(failed)} failed, {warned} with warnings"
    note(
        f"{_count(len(lines), 'work')}: {counts}. {rows:,} rows, {look:.1%} of them to look at.{embedded} "
        f"{seconds:.1f} s. Report: {out / REPORT}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
