"""The glossary as files: out with a word about what stays behind, in by a plan that is shown before it is applied."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import BinaryIO, Literal

from aligner.errors import InputError
from aligner.formats._base import Meta as RowMeta
from aligner.types import Table
from glossary import formats
from glossary.formats._base import Format
from glossary.selection import Selection, Tally, selected
from glossary.types import Concept
from web.actions.alignment import Progress, silent
from web.actions.days import span_of
from web.actions.permissions import needs
from web.store import Store, concepts, documents, leaving, tables, works
from web.views import ExportView, FormatView, RowsView

SAMPLES = 5
STATUSES = ("approved", "proposed", "all")
OWN_ID = "doichieu-"
"""What the id of a concept begins with that has none from elsewhere; its number here follows."""


def term_formats() -> list[FormatView]:
    """The formats that terms can be written in, by name."""
    found: list[tuple[str, Format]] = [(name, formats.get(name)) for name in formats.names()]
    return [FormatView(name, module.DESCRIPTION, module.SUFFIX, module.MEDIA_TYPE) for name, module in found]


@needs("read")
def export_terms(
    store: Store,
    format: str,
    out: BinaryIO | None,
    *,
    work: str | int | None = None,
    status: str = "approved",
    domain: str | None = None,
    langs: Sequence[str] | None = None,
    min_confidence: float = 0.0,
    tags: Literal["bcp47", "region"] = "bcp47",
    title: str = "",
    since: str = "",
    until: str = "",
    progress: Progress = silent,
) -> ExportView:
    """Write the chosen concepts in a format of ``term_formats()``; what was written, and what was left out and why.

    ``since`` and ``until`` are days (2026-05-01, UTC): only concepts added or changed last on one of those or between.
    Without ``out`` nothing is written: a preview. Of a pair format the source language comes first in ``langs``.
    Raises ``NotFound`` for a work, ``InputError`` for anything else that does not exist.
    """
    selection = _selection(status, domain, langs, min_confidence)
    writer = formats.get(format)
    tally = Tally()
    meta = formats.Meta(title=title, langs=selection.langs, tags=tags, created=datetime.now(UTC).replace(microsecond=0))
    if writer.CARRIES.pair:
        meta.pair(format)
    identifier = None if work is None else works.resolve(store, work)
    first_day, day_after = span_of(since, until)
    choice = concepts.Choice(identifier, since=first_day, until=day_after)
    total = sum(concepts.statuses(store, choice).values())
    if out is None:
        tally, held = leaving.preview(store, choice, selection, writer.CARRIES, SAMPLES)
        first = list(selected(held, selection, writer.CARRIES, Tally()))
    else:
        chosen = selected(_every(store, choice, total, progress), selection, writer.CARRIES, tally)
        first = list(islice(chosen, SAMPLES))
        writer.write(_chained(first, chosen), out, meta)
    if since or until:
        tally.left["concepts changed at other times"] = (
            sum(concepts.statuses(store, concepts.Choice(identifier)).values()) - total
        )
    samples = [_terms(concept) for concept in first]
    return ExportView(
        format,
        tally.concepts,
        tally.terms,
        {reason: count for reason, count in tally.left.most_common() if count},
        {noun: count for noun, count in tally.lost.most_common() if count},
        tuple(samples),
    )


def _selection(status: str, domain: str | None, langs: Sequence[str] | None, least: float) -> Selection:
    from aligner.lang import normalise

    if status not in STATUSES:
        raise InputError(
            "There is no status “{status}” to export.", "Choose from: {choice}.", status=status, choice=STATUSES
        )
    if not 0 <= least <= 1:
        raise InputError("A confidence lies between 0 and 1, not at {least}.", least=least)
    asked = tuple(dict.fromkeys(normalise(lang) for lang in langs or ()))
    return Selection(status, asked, domain, least)  # type: ignore[arg-type]  # checked above


def _every(store: Store, choice: concepts.Choice, total: int, tell: Progress) -> Iterator[Concept]:
    """The chosen concepts, each with an id by which a later import finds it."""
    for place, (number, concept) in enumerate(concepts.every(store, choice)):
        if place % 100 == 0:
            tell("Writing", place / max(total, 1))
        yield concept if concept.id else replace(concept, id=f"{OWN_ID}{number}")


def _chained(first: list[Concept], rest: Iterator[Concept]) -> Iterator[Concept]:
    yield from first
    yield from rest


def _terms(concept: Concept) -> dict[str, tuple[str, ...]]:
    langs = dict.fromkeys(term.lang for term in concept.terms)
    return {lang: tuple(term.text for term in concept.of(lang)) for lang in langs}


@needs("read")
def export_rows(
    store: Store,
    refs: Sequence[str | int],
    format: str,
    out: BinaryIO | None,
    *,
    langs: Sequence[str] | None = None,
    tags: Literal["bcp47", "region"] = "bcp47",
    min_confidence: float = 0.0,
    progress: Progress = silent,
) -> RowsView:
    """Write the aligned rows of one work, or of several, without a name of all, as one translation memory.

    Without ``out`` nothing is written: a preview. Several works are read one after the other, so that however many
    they are, one is in memory. Raises ``NotFound``; ``InputError`` for a format that cannot do what was asked.
    """
    from aligner import formats as writers
    from aligner.formats.tmx import write_all

    writer = writers.get(format)
    named = [works.resolve(store, ref) for ref in refs] or _aligned(store)
    if min_confidence and format in WHOLE:
        raise InputError(
            "{format} holds a table whole, without leaving rows out.", "Choose tmx, tsv, xlsx or html.", format=format
        )
    if len(named) > 1 and format != "tmx":
        raise InputError(
            "{format} holds one work, and {count} were asked for.",
            "Name one, or choose tmx.",
            format=format,
            count=len(named),
        )
    tally = _RowTally()
    found = _tables(store, named, langs, tags, min_confidence, format, tally, progress)
    if out is None:
        for _ in found:
            pass
    elif len(named) == 1:
        _, table, meta = next(found)
        writer.write(table, out, meta)
    else:
        write_all(found, out, writers.Meta(tags=tags, created=datetime.now(UTC).replace(microsecond=0)))
    return RowsView(format, len(named), tally.rows, {reason: count for reason, count in tally.left.items() if count})


WHOLE = ("indices", "jsonl")
"""Formats of rows that hold the whole table or nothing."""


@dataclass
class _RowTally:
    rows: int = 0
    left: Counter[str] = field(default_factory=Counter)


def _aligned(store: Store) -> list[int]:
    found = tables.filled(store)
    if not found:
        raise InputError("There are no aligned works yet.", "Import some with “doichieu import”.")
    return found


def _tables(
    store: Store,
    named: Sequence[int],
    langs: Sequence[str] | None,
    tags: Literal["bcp47", "region"],
    least: float,
    format: str,
    tally: _RowTally,
    tell: Progress,
) -> Iterator[tuple[str, Table, RowMeta]]:
    """Every work's name, its table and what is known about it; rows are counted. Among several, works that do not have
    two of the languages are left out."""
    from aligner.lang import normalise
    from web.actions.tables import get_table

    for place, work in enumerate(named):
        tell("Writing", place / len(named))
        asked = langs
        if langs and len(named) > 1:
            held = works.summary(store, work).langs
            asked = [lang for lang in map(normalise, langs) if lang in held]
            if len(asked) < 2:
                tally.left["works without two of the languages"] += 1
                continue
        yield _counted(store, work, get_table(store, work, asked), tags, least, format, tally)


def _counted(
    store: Store,
    work: int,
    table: Table,
    tags: Literal["bcp47", "region"],
    least: float,
    format: str,
    tally: _RowTally,
) -> tuple[str, Table, RowMeta]:
    slug, title = works.names(store, [work])[work]
    sources = {record["lang"]: record["name"] for record in documents.of_work(store, work)}
    head = tables.header(store, work)
    created = datetime.strptime(head["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if head else None
    meta = RowMeta(title=title, sources=sources, tags=tags, created=created, least=least)
    sure = sum(row.score >= least for row in table.rows)
    if format == "tmx":
        from aligner.formats.tmx import rows_written

        written = rows_written(table, meta)
    else:
        written = sure
    tally.rows += written
    tally.left["rows that are less sure"] += len(table.rows) - sure
    tally.left["rows in one language only"] += sure - written
    return slug, table, meta


def format_of(name: str, data: BinaryIO, hint: str = "") -> str:
    """The format of a glossary file: by what is in it, and, where that tells nothing, by its ending.

    Raises ``InputError`` for what is no glossary; ``hint`` is what to do then where no format can be named.
    """
    from glossary.formats._xml import root_of

    lower = name.lower()
    root = root_of(data)
    if root is not None:
        tag, attributes = root
        found = {"martif": "tbx-2008", "tmx": "tmx"}.get(tag)
        if tag == "tbx":
            found = "tbx-dca" if attributes.get("style") == "dca" else "tbx-dct"
        if found:
            return found
        if lower.endswith((".tbx", ".tmx", ".xml")):
            return "tmx" if lower.endswith(".tmx") else "tbx-dct"  # whose reader says what is wrong
        raise InputError("{name} begins with <{tag}>, which is no glossary.", hint or _CHOICE, name=name, tag=tag)
    data.seek(0)
    head = data.read(64).removeprefix(b"\xef\xbb\xbf")
    data.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"#UTX"):
        return "utx"
    if lower.endswith((".jsonl", ".ndjson")) or head.startswith(b'{"format"'):
        return "jsonl"
    if lower.endswith((".utf8", ".txt")):
        return "csv" if _names_languages(data) else "omegat"
    if lower.endswith((".csv", ".tsv", ".tab")):
        return "csv"
    raise InputError("{name} is no glossary by its ending, nor by what is in it.", hint or _CHOICE, name=name)


def _names_languages(data: BinaryIO) -> bool:
    """Whether the first line is the head of a table: two cells that name languages."""
    from glossary.formats._language import language_of

    line = data.readline(4096).removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    data.seek(0)
    return sum(language_of(cell) is not None for cell in line.split("\t")) > 1


_CHOICE = f"Say what it is with --format: {', '.join(formats.names())}."


def opened(data: bytes | BinaryIO) -> BinaryIO:
    """Bytes, or an open file, as a file that can be wound back."""
    return io.BytesIO(data) if isinstance(data, bytes) else data
