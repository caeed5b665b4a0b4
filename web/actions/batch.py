"""Thousands of works at once: each aligned on its own and written to one file, so that a batch can be taken up again.

The output folder holds one file a work, ``report.tsv``, and a journal of what is done. A work is done again only when
its files, its recipe, or the program changed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from aligner.batch import Job, Result, run
from aligner.errors import InputError
from aligner.types import LANGS, Band
from web.actions.alignment import Progress, silent, table_of, table_of_texts
from web.actions.outputs import REPORT, Journal, Line, file_names, report, write_whole, writing
from web.actions.reading import each_language_once, read_documents, read_segments
from web.actions.worklist import Work

if TYPE_CHECKING:
    from aligner.neural import Mode


@dataclass(frozen=True, slots=True)
class Recipe:
    """How every work of a batch is done: ``glossary`` are concepts, each as its terms by language."""

    format: str = "tsv"
    segmented: bool = False
    tags: Literal["bcp47", "region"] = "bcp47"
    passes: int = 2
    neural: Mode = "never"
    glossary: tuple[Mapping[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Runner:
    """Where the works are aligned. ``carry``: their bytes are sent along, since the workers may not see the files."""

    executor: Executor | Callable[[], Executor]
    pending: int
    carry: bool = False
    killed: tuple[type[BaseException], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given."""

    work: Work
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker hands back: the file, what is told of it, and the digest of all that it was made from."""

    data: bytes
    key: str
    langs: tuple[str, ...]
    rows: int
    look: int
    warnings: tuple[str, ...]
    embedded: int = 0


def align_work(task: Task) -> Made:
    """Read, align and write one work, in the worker. Raises ``InputError`` for files that cannot be used."""
    from aligner import formats
    from aligner.neural import count_embedded
    from aligner.pipeline import Options

    recipe = task.recipe
    contents = [source.read() for source in task.work.sources]
    read = read_segments if recipe.segmented else read_documents
    documents = []
    for source, data in zip(task.work.sources, contents, strict=True):
        documents += read(source.name, data, source.lang)
    each_language_once(documents, "Keep one version of each language in a work.")
    if len(documents) < 2:
        raise InputError(
            "There is only one text, in {lang}.", "A work has two to four versions.", lang=documents[0].lang
        )
    options = Options(recipe.passes, (), recipe.glossary, recipe.neural)
    if recipe.neural != "never":  # the works keep the cores busy, one each
        os.environ.setdefault("OMP_NUM_THREADS", "1")
    if recipe.segmented:
        documents.sort(key=lambda document: LANGS.index(document.lang))
        table = table_of_texts({d.lang: [block.text for block in d.blocks] for d in documents}, options)
    else:
        table = table_of(documents, options)
    title = next((s.text for column in table.segments for s in column if s.kind == "title"), task.work.name)
    meta = formats.Meta(title=title, sources={d.lang: d.name for d in documents}, tags=recipe.tags)
    out = io.BytesIO()
    formats.write(recipe.format, table, out, meta)
    look = sum(row.band is not Band.GOOD for row in table.rows)
    count = count_embedded(table.signature)
    return Made(out.getvalue(), key(task, contents), table.langs, len(table.rows), look, table.warnings, count)


def key(task: Task, contents: Sequence[bytes]) -> str:
    """The digest of everything that a work's file depends on."""
    files = [
        (source.name, source.lang, hashlib.sha256(data).hexdigest())
        for source, data in zip(task.work.sources, contents, strict=True)
    ]
    told = json.dumps([version(task.recipe.neural), asdict(task.recipe), task.work.name, files])
    return hashlib.sha256(told.encode()).hexdigest()


def _key_now(task: Task) -> str:
    return key(task, [source.read() for source in task.work.sources])


@cache
def version(neural: Mode = "never") -> str:
    """The program that makes the tables, down to its fitted numbers."""
    from importlib.metadata import version as of

    from aligner import parameters

    told = f"{of('doichieu')}|{parameters.version()}"
    if neural != "never":
        from aligner.neural import version as numbers

        told += f"|{numbers()}"
    return told


def align_all(
    works: Sequence[Work], out: Path, recipe: Recipe, runner: Runner, progress: Progress | None = None
) -> list[Line]:
    """Align works, each into a file of ``out``, and write the report; what was done before is left as it is.

    A work that fails is told in its line and stops nothing. However the batch ends, what is finished stays, and the
    same call goes on with the rest. Raises ``InputError`` when ``out`` cannot be written, or is being written.
    """
    tell = progress or silent
    lines: dict[str, Line] = {}
    found: list[Line] = []
    tell(f"0 of {len(works)}", 0.0)
    with Journal(out) as journal:
        try:
            for line in _lines(works, out, recipe, runner, journal):
                lines[line.work] = line
                tell(f"{len(lines)} of {len(works)}: {line.work}", len(lines) / len(works))
        finally:
            found += [lines[work.name] for work in works if work.name in lines]
            with writing(out):
                write_whole(out / REPORT, report(found).encode(errors="replace"))
    return found


def _lines(works: Sequence[Work], out: Path, recipe: Recipe, runner: Runner, journal: Journal) -> Iterator[Line]:
    """One line for each work, as they are done."""
    names = file_names([work.name for work in works], recipe.format)
    kept: list[Line] = []

    def jobs() -> Iterator[Job[Task]]:
        for work in works:
            task = Task(work, recipe)
            if line := journal.kept(work.name, names[work.name], partial(_key_now, task)):
                kept.append(line)
            else:
                yield Job(work.name, replace(task, work=_carried(work)) if runner.carry else task)

    results = run(jobs(), runner.executor, align_work, pending=runner.pending, killed=runner.killed)
    with closing(results):
        for result in results:
            yield from kept
            kept.clear()
            yield _line(result, out, names[result.job.name], journal)
    yield from kept


def _carried(work: Work) -> Work:
    """The work with the bytes of its files, but for those that cannot be read: the worker says what is wrong."""
    sources = []
    for source in work.sources:
        with suppress(InputError):
            source = replace(source, data=source.read())
        sources.append(source)
    return replace(work, sources=tuple(sources))


def _line(result: Result[Task, Made], out: Path, name: str, journal: Journal) -> Line:
    """Write what was made, then say that it is done."""
    made = result.value
    if made is None:
        error = result.error or "There is no result."
        return Line(result.job.name, "failed", seconds=result.seconds, messages=(error,), trace=result.trace)
    figures = made.rows, made.look, result.seconds
    line = Line(result.job.name, "done", made.langs, *figures, name, made.warnings, embedded=made.embedded)
    with writing(out):
        write_whole(out / name, made.data)
        journal.add(line, made.key)
    return line
