# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Aligned tables as a whole: stored, taken away, and handed to the aligner and the glossary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aligner.types import Band, Evidence, Kind, Row, Span, Table
from web.errors import NotFound
from web.store import comments, documents
from web.store.database import Record, Store, now
from web.store.rows import CONFIRMED as CONFIRMED
from web.store.rows import by_id as by_id
from web.store.rows import by_number as by_number
from web.store.rows import header as header
from web.store.rows import is_moved as is_moved
from web.store.rows import outline as outline
from web.store.rows import places as places
from web.store.rows import row as row
from web.store.rows import rows as rows
from web.store.rows import shown_band, unpack
from web.store.rows import touched as touched
from web.views import RowView

TELLING = (
    *(Kind.TITLE, Kind.SUBTITLE, Kind.HEADING, Kind.BYLINE, Kind.CAPTION, Kind.PULL_QUOTE),
    *(Kind.NOTE, Kind.FOOTNOTE, Kind.LIST_ITEM, Kind.BODY, Kind.BOILERPLATE),
)
"""Which kind names a row when its segments differ: the first of these."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a new table takes over from the one before: by index the ``rows`` that it still is, whose numbers, versions,
    bookmarks and confirmers stay, and by language and place the segments, as ``documents.words`` gave them."""

    rows: Mapping[int, RowView] = field(default_factory=dict)
    segments: Mapping[str, Mapping[int, Record]] = field(default_factory=dict)


def write(
    store: Store, work: int, table: Table, confirmers: Mapping[int, str] | None = None, kept: Kept | None = None
) -> None:
    """Make this the work's table: its segments, rows and cells replace what stood there.

    What pointed at the old rows goes with them: findings and places of terms are found anew, comments find their rows
    by what these say. ``confirmers`` says of confirmed rows, by their index, who confirmed them.
    """
    columns = {record["lang"]: int(record["id"]) for record in documents.of_work(store, work)}
    same = kept or Kept()
    for lang, segments in zip(table.langs, table.segments, strict=True):
        documents.write_segments(store, columns[lang], segments, same.segments.get(lang))
    before = store.one("SELECT version FROM tables WHERE work = ?", (work,))
    remove(store, work)
    version = before["version"] + 1 if before else 1
    record = {name: getattr(table, name) for name in ("langs", "signature", "warnings", "moved")}
    identifier = store.insert("tables", {"work": work, **record, "created": now(), "version": version})
    _write_rows(store, identifier, table, confirmers or {}, same.rows)
    comments.settle(store, work)


def free(store: Store, noun: str) -> int:
    """The first of the numbers for new rows, or ``segments``, that none ever had: revisions bring old ones back."""
    return int(
        store.value(
            f'SELECT 1 + max((SELECT coalesce(max(id), 0) FROM "{noun}"), (SELECT last FROM gone WHERE noun = ?))',
            (noun,),
        )
    )


def _write_rows(
    store: Store, identifier: int, table: Table, confirmers: Mapping[int, str], kept: Mapping[int, RowView]
) -> None:
    first = free(store, "rows")
    ids = [kept[i].id if i in kept else first + i for i in range(len(table.rows))]
    names = ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "moved", "confirmed", "confirmer")
    halves = {a: ids[b] for pair in table.moved for a, b in (pair, pair[::-1])}
    who = {i: row.confirmer for i, row in kept.items()} | dict(confirmers)
    store.insert_all(
        "rows",
        (*names, "bookmark", "version"),
        (
            (
                *(ids[i], identifier, i + 1, row.score, str(row.band), row.shape, str(kind_of(table, row))),
                *(pack(row.evidence), halves.get(i), int(CONFIRMED in row.evidence), who.get(i, "")),
                *((int(kept[i].bookmark), kept[i].version) if i in kept else (0, 1)),
            )
            for i, row in enumerate(table.rows)
        ),
    )
    store.insert_all(
        "cells",
        ("row", "lang", "start", "stop"),
        (
            (ids[i], lang, span.start, span.stop)
            for i, row in enumerate(table.rows)
            for lang, span in zip(table.langs, row.spans, strict=True)
        ),
    )


def kind_of(table: Table, row: Row) -> Kind:
    """The most telling kind among a row's segments."""
    kinds = {segment.kind for lang in table.langs for segment in table.cell(row, lang)}
    return next((kind for kind in TELLING if kind in kinds), Kind.BODY)


def pack(evidence: Iterable[Evidence]) -> list[list[Any]]:
    """Evidence as plain data. That people confirmed the row, and which row has its other half, other columns say."""
    kept = [replace(item, hits=-1) if is_moved(item) else item for item in evidence if item != CONFIRMED]
    return [[e.source, e.verdict, list(e.langs), e.hits, e.trials] for e in kept]


def remove(store: Store, work: int) -> None:
    """Take a work's table away, inside the caller's transaction, with the findings and places that name its rows."""
    for name in ("tables", "findings", "occurrences"):
        store.execute(f"DELETE FROM {name} WHERE work = ?", (work,))


def value(store: Store, work: int) -> Table:
    """The table as the aligner and the glossary take it. Raises ``NotFound`` when the work is not aligned yet."""
    head = header(store, work)
    if head is None:
        raise NotFound("The work is not aligned yet.")
    columns = {record["lang"]: int(record["id"]) for record in documents.of_work(store, work)}
    cells: dict[int, dict[str, Span]] = defaultdict(dict)
    for cell in store.all('SELECT c.* FROM cells c JOIN "rows" r ON r.id = c."row" WHERE r."table" = ?', (head["id"],)):
        cells[cell["row"]][cell["lang"]] = Span(cell["start"], cell["stop"])
    rows, moved = [], set()
    for record in store.all(
        f"SELECT r.*, m.number AS half, {shown_band('r.')} AS shown "
        'FROM "rows" r LEFT JOIN "rows" m ON m.id = r.moved WHERE r."table" = ? ORDER BY r.number',
        (head["id"],),
    ):
        spans = tuple(cells[record["id"]][lang] for lang in head["langs"])
        if half := record["half"]:
            moved.add((min(half, record["number"]) - 1, max(half, record["number"]) - 1))
        evidence = unpack(record["evidence"], half, bool(record["confirmed"]))
        score = 1.0 if record["confirmed"] else record["score"]
        rows.append(Row(spans, score, Band(record["shown"]), evidence))
    segments = tuple(documents.segments(store, columns[lang], lang) for lang in head["langs"])
    return Table(head["langs"], segments, tuple(rows), head["signature"], head["warnings"], tuple(sorted(moved)))


def filled(store: Store) -> list[int]:
    """The works whose tables have rows."""
    query = 'SELECT work FROM tables t WHERE EXISTS (SELECT 1 FROM "rows" r WHERE r."table" = t.id) ORDER BY work'
    return [int(one["work"]) for one in store.all(query)]


def sign(store: Store, table: int, signature: str) -> None:
    """Note how a table was made, as it stands now."""
    store.execute("UPDATE tables SET signature = ? WHERE id = ?", (signature, table))
