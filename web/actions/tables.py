"""A work's aligned table: its rows, aligning anew, exporting."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from aligner.errors import InputError
from aligner.types import LANGS, Band, Document, Table
from web.actions.alignment import Progress, arranged, part, silent, table_of
from web.actions.carrying import aligned
from web.actions.permissions import needs
from web.actions.works import get_work
from web.config import neural
from web.errors import Conflict
from web.store import Store, documents, jumps, known, tables, works
from web.store.rows import by_number, filtered
from web.views import FormatView, Page, PlotView, RowView, WorkView

if TYPE_CHECKING:
    from aligner.neural import Mode
    from aligner.pipeline import Options

TRIES = 3
"""How often an alignment starts over when the work changes underneath it."""


@needs("read")
def get_rows(
    store: Store,
    ref: str | int,
    *,
    langs: Sequence[str] | None = None,
    offset: int = 0,
    limit: int = 200,
    bands: Collection[str] | None = None,
    query: str = "",
    which: str = "",
) -> Page[RowView]:
    """Rows of a work's table: of some languages (rows empty in all of them are left out, numbers stay), in some bands,
    with the query in one of their texts, with ``which`` those of one sort: look, odd (not 1-1), unconfirmed, findings,
    bookmarks, edited. Raises ``NotFound``, and ``InputError`` for an unknown language, band or sort."""
    work = works.resolve(store, ref)
    if bands is not None:
        _check(bands, [str(band) for band in Band], "band")
    if which:
        _check([which], list(jumps.SORTS), "sort of rows")
    chosen = _languages(store, work, langs)
    return tables.rows(store, work, langs=chosen, offset=offset, limit=limit, bands=bands, query=query, which=which)


@needs("read")
def row_numbers(store: Store, ref: str | int, *, query: str = "", which: str = "") -> list[int]:
    """The numbers of the rows that ``get_rows`` gives for a query and a sort, in order. Raises ``NotFound``,
    ``InputError``."""
    work = works.resolve(store, ref)
    if which:
        _check([which], list(jumps.SORTS), "sort of rows")
    return filtered(store, work, query=query, which=which)


@needs("read")
def rows_at(store: Store, ref: str | int, numbers: Collection[int]) -> tuple[RowView, ...]:
    """Rows by their numbers, in order; those that there are not are left out. Raises ``NotFound``."""
    return by_number(store, works.resolve(store, ref), numbers)


@needs("read")
def next_row(store: Store, ref: str | int, which: str, *, start: int = 0, by: int = 1) -> int:
    """The number of the next row of a sort (as for ``get_rows``) after the one with the number ``start``, or before it
    where ``by`` is below nought; 0 for none. Raises ``NotFound``, ``InputError``."""
    work = works.resolve(store, ref)
    _check([which], list(jumps.SORTS), "sort of rows")
    head = tables.header(store, work)
    return jumps.following(store, head, which, start, by) if head else 0


@needs("read")
def get_row(store: Store, ref: str | int, number: int) -> RowView:
    """One row by its number, counted from 1. Raises ``NotFound``."""
    return tables.row(store, works.resolve(store, ref), number)


@needs("read")
def get_plot(store: Store, ref: str | int) -> PlotView:
    """How far each row takes each text: what a picture of the alignment shows. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    head = tables.header(store, work)
    rows = jumps.lengths(store, head) if head else []
    langs = tuple(lang for lang in LANGS if head and lang in head["langs"])
    sizes = [json.loads(row["sizes"]) for row in rows]
    lengths = {lang: tuple(int(size.get(lang, 0)) for size in sizes) for lang in langs}
    return PlotView(langs, lengths, "".join(PlotView.STATES[row["state"]] for row in rows))


@needs("read")
def get_table(store: Store, ref: str | int, langs: Sequence[str] | None = None) -> Table:
    """The table as the aligner made it; with ``langs`` only these columns, in this order. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    chosen = _languages(store, work, langs)
    table = tables.value(store, work)
    return table if chosen is None else arranged(table, chosen)


@needs("edit")
def realign(store: Store, ref: str | int, progress: Progress | None = None) -> WorkView:
    """Segment and align the work's documents anew; a glossary and findings that it had are made anew too. Rows that
    people confirmed stay where their sentences are there again, and so does what they wrote.

    Raises ``NotFound``, ``InputError`` when it has no documents, ``Conflict`` when it keeps changing meanwhile.
    """
    work = works.resolve(store, ref)
    tell = progress or silent
    for attempt in range(TRIES):
        tell("Aligning", 0.0)
        try:
            _align_once(store, work, tell)
            break
        except Conflict:
            if attempt == TRIES - 1:
                raise
    remade(store, work, tell)
    return get_work(store, work)


@needs("edit")
def refresh(store: Store, ref: str | int, progress: Progress | None = None) -> WorkView:
    """Align the work, mine its terms and run the checks: what an upload goes through."""
    work = works.resolve(store, ref)
    tell = progress or silent
    tell("Aligning", 0.0)
    _align_once(store, work, tell)
    _refresh_glossary(store, work, tell)
    return get_work(store, work)


def _align_once(store: Store, work: int, tell: Progress) -> None:
    version = works.summary(store, work).version
    values = [documents.value(store, record["id"]) for record in documents.of_work(store, work)]
    if not values:
        raise InputError("The work has no documents.", "Import a file into it first.")
    options = evidence(store, values, part(tell, 0.05, 0.4))
    table, kept = aligned(store, work, values, options) or (table_of(values, options), None)
    with store.atomic():
        works.touch(store, work, version)
        tables.write(store, work, table, kept=kept)


def evidence(store: Store, texts: Sequence[Document], progress: Progress | None = None) -> Options | None:
    """What the service adds to the evidence: the approved concepts that these texts may have, and where
    ``DOICHIEU_NEURAL`` asks for it a model; and who is told of the progress."""
    if len(texts) < 2:
        return None
    renderings = known.renderings(store, {text.lang: [text.text] for text in texts})
    mode = neural()
    if not renderings and mode == "never" and progress is None:
        return None
    from aligner.pipeline import Options

    return Options(glossary=renderings, neural=cast("Mode", mode), progress=phases(progress) if progress else None)


def phases(tell: Progress) -> Progress:
    """A listener to the aligner's phases: people are told two of them apart."""
    return lambda phase, share: tell("Comparing meanings" if phase == "embedding" else "Aligning", share)


def remade(store: Store, work: int, progress: Progress | None = None) -> None:
    """Make a glossary and findings anew that a work had, after its table was changed as a whole."""
    mined, checked = works.made(store, work)
    _refresh_glossary(store, work, progress or silent, mine=mined, check=checked)


def _refresh_glossary(store: Store, work: int, tell: Progress, *, mine: bool = True, check: bool = True) -> None:
    from web.actions.findings import check_work
    from web.actions.glossary import mine_work

    if mine:
        mine_work(store, work, part(tell, 0.4, 0.75))
    if check:
        check_work(store, work, part(tell, 0.75, 1.0))
    works.set_status(store, work, "ready", 1.0, "")


@needs("read")
def export_work(
    store: Store,
    ref: str | int,
    format: str,
    out: BinaryIO,
    *,
    langs: Sequence[str] | None = None,
    tags: Literal["bcp47", "region"] = "bcp47",
) -> None:
    """Write a work's table in a format of ``formats()``. Raises ``NotFound``, and ``InputError`` for an unknown one."""
    from aligner import formats as writers

    writer = writers.get(format)
    work = works.resolve(store, ref)
    table = get_table(store, work, langs)
    sources = {record["lang"]: record["name"] for record in documents.of_work(store, work)}
    head = tables.header(store, work)
    created = datetime.strptime(head["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if head else None
    title = works.summary(store, work).title
    writer.write(table, out, writers.Meta(title=title, sources=sources, tags=tags, created=created))


def formats() -> list[FormatView]:
    """The formats that a table can be written in, by name."""
    from aligner import formats as writers

    found: list[tuple[str, Any]] = [(name, writers.get(name)) for name in writers.names()]
    return [FormatView(name, module.DESCRIPTION, module.SUFFIX, module.MEDIA_TYPE) for name, module in found]


def _languages(store: Store, work: int, langs: Sequence[str] | None) -> list[str] | None:
    """The languages asked for, as the product names them, each once. Raises ``InputError`` when one is not there."""
    if langs is None:
        return None
    from aligner.lang import normalise

    held = [record["lang"] for record in documents.of_work(store, work)]
    asked = list(dict.fromkeys(normalise(lang) for lang in langs))
    if not asked:
        return None
    head = tables.header(store, work)
    _check(asked, list(head["langs"]) if head else [lang for lang in LANGS if lang in held], "language")
    return asked


def _check(values: Collection[str], known: Sequence[str], noun: str) -> None:
    for value in values:
        if value not in known:
            raise InputError(
                "There is no {noun} “{value}” here.",
                "Choose from: {choice}.",
                noun=noun,
                value=value,
                choice=known or ["none"],
            )
