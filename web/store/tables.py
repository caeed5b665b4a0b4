# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Aligned tables: their rows, cells and outline."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aligner.marks import composed
from aligner.types import Band, Evidence, Kind, Row, Span, Table, join_texts
from web.errors import NotFound
from web.store import comments, documents, jumps
from web.store.database import Record, Store, now
from web.views import Cell, OutlineEntry, Page, RowView, SegmentView

TELLING = (
    *(Kind.TITLE, Kind.SUBTITLE, Kind.HEADING, Kind.BYLINE, Kind.CAPTION, Kind.PULL_QUOTE),
    *(Kind.NOTE, Kind.FOOTNOTE, Kind.LIST_ITEM, Kind.BODY, Kind.BOILERPLATE),
)
"""Which kind names a row when its segments differ: the first of these."""

ROW = ("id", "number", "score", "band", "shape", "kind", "findings", "version", "confirmer")
CONFIRMED = Evidence("people", "confirmed")


def _band(prefix: str = "") -> str:
    """The band that is shown: what a person confirmed is good, whatever the aligner made of it. Its own band stays in
    the store, for when that is taken back."""
    return f"CASE WHEN {prefix}confirmed THEN 'good' ELSE {prefix}band END"


LEVELS = {"title": 1, "heading": 2}

MANY = 500
"""Ids in one statement; SQLite's own limit is higher everywhere, and what is longer is asked for in parts."""


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


def is_moved(evidence: Evidence) -> bool:
    """Whether it says that the row's other half stands in another row."""
    return (evidence.source, evidence.verdict) == ("order", "moved")


def _unpack(evidence: str, half: int | None, confirmed: bool) -> tuple[Evidence, ...]:
    """The evidence of a row; ``half`` is the number of the row with its other half."""
    kept = [Evidence(s, v, tuple(langs), hits, trials) for s, v, langs, hits, trials in json.loads(evidence)]
    place = half or 0
    kept = [replace(e, hits=place - 1) if is_moved(e) else e for e in kept if place or not is_moved(e)]
    return (CONFIRMED, *kept) if confirmed else tuple(kept)


def remove(store: Store, work: int) -> None:
    """Take a work's table away, inside the caller's transaction, with the findings and places that name its rows."""
    for name in ("tables", "findings", "occurrences"):
        store.execute(f"DELETE FROM {name} WHERE work = ?", (work,))


def header(store: Store, work: int) -> Record | None:
    """The table's ``id``, ``langs``, ``signature``, ``warnings``, ``created``, ``version``, or nothing."""
    found = store.one("SELECT * FROM tables WHERE work = ?", (work,))
    if found is None:
        return None
    return found | {key: tuple(json.loads(found[key])) for key in ("langs", "warnings")}


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
        f"SELECT r.*, m.number AS half, {_band('r.')} AS shown "
        'FROM "rows" r LEFT JOIN "rows" m ON m.id = r.moved WHERE r."table" = ? ORDER BY r.number',
        (head["id"],),
    ):
        spans = tuple(cells[record["id"]][lang] for lang in head["langs"])
        if half := record["half"]:
            moved.add((min(half, record["number"]) - 1, max(half, record["number"]) - 1))
        evidence = _unpack(record["evidence"], half, bool(record["confirmed"]))
        score = 1.0 if record["confirmed"] else record["score"]
        rows.append(Row(spans, score, Band(record["shown"]), evidence))
    segments = tuple(documents.segments(store, columns[lang], lang) for lang in head["langs"])
    return Table(head["langs"], segments, tuple(rows), head["signature"], head["warnings"], tuple(sorted(moved)))


def rows(
    store: Store,
    work: int,
    *,
    langs: Sequence[str] | None = None,
    offset: int = 0,
    limit: int = 200,
    bands: Collection[str] | None = None,
    query: str = "",
    which: str = "",
) -> Page[RowView]:
    """A part of the table to show, with ``which`` only rows of that sort (``jumps.SORTS``).

    Rows that are empty in all of ``langs`` are left out; numbers stay the table's.
    """
    head = header(store, work)
    if head is None:
        return Page((), 0, offset, limit)
    columns = [lang for lang in (langs or head["langs"]) if lang in head["langs"]]
    numbers = _numbers(store, head["id"], columns, bands, len(columns) < len(head["langs"]))
    if query.strip():
        hits = _hits(store, work, head["id"], columns, query.strip())
        numbers = [number for number in numbers if number in hits]
    if which:
        among = set(jumps.numbers(store, head, which))
        numbers = [number for number in numbers if number in among]
    return Page(_views(store, work, head, columns, numbers[offset : offset + limit]), len(numbers), offset, limit)


def row(store: Store, work: int, number: int) -> RowView:
    """One row by its number. Raises ``NotFound``."""
    head = header(store, work)
    found = _views(store, work, head, head["langs"], [number]) if head else ()
    if not found:
        raise NotFound(f"The work has no row number {number}.")
    return found[0]


def by_id(store: Store, work: int, ids: Collection[int]) -> tuple[RowView, ...]:
    """Rows by their ids, in the order of the table; those that are gone are left out."""
    head = header(store, work)
    if head is None:
        return ()
    sql = 'SELECT number FROM "rows" WHERE "table" = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY number'
    numbers = [int(record["number"]) for record in store.all(sql, (head["id"], json.dumps(list(ids))))]
    return _views(store, work, head, head["langs"], numbers)


def sign(store: Store, table: int, signature: str) -> None:
    """Note how a table was made, as it stands now."""
    store.execute("UPDATE tables SET signature = ? WHERE id = ?", (signature, table))


def touched(store: Store, work: int) -> bool:
    """Whether people confirmed rows of a work, or wrote other words in them."""
    query = (
        'SELECT 1 FROM tables t JOIN "rows" r ON r."table" = t.id WHERE t.work = ? AND r.confirmed UNION ALL '
        "SELECT 1 FROM documents d JOIN segments s ON s.document = d.id WHERE d.work = ? AND s.original IS NOT NULL"
    )
    return store.one(f"{query} LIMIT 1", (work, work)) is not None


def by_number(store: Store, work: int, numbers: Collection[int]) -> tuple[RowView, ...]:
    """Rows by their numbers, in order; those that there are not are left out."""
    head = header(store, work)
    return _views(store, work, head, head["langs"], sorted(numbers)) if head else ()


def places(store: Store, work: int, lang: str) -> list[tuple[int, int, int]]:
    """The rows of a work that have anything in a language: their number, and from where to where in its segments."""
    found = store.all(
        'SELECT r.number, c.start, c.stop FROM tables t JOIN "rows" r ON r."table" = t.id '
        'JOIN cells c ON c."row" = r.id WHERE t.work = ? AND c.lang = ? AND c.stop > c.start ORDER BY r.number',
        (work, lang),
    )
    return [(one["number"], one["start"], one["stop"]) for one in found]


def outline(store: Store, work: int) -> tuple[OutlineEntry, ...]:
    """The rows that hold a title or a heading."""
    head = header(store, work)
    if head is None:
        return ()
    found = store.all(
        "SELECT number FROM \"rows\" WHERE \"table\" = ? AND kind IN ('title', 'heading') ORDER BY number",
        (head["id"],),
    )
    views = _views(store, work, head, head["langs"], [record["number"] for record in found])
    return tuple(
        OutlineEntry(view.number, LEVELS[view.kind], {cell.lang: cell.text for cell in view.cells if cell.text})
        for view in views
    )


def _numbers(store: Store, table: int, langs: Sequence[str], bands: Collection[str] | None, some: bool) -> list[int]:
    condition, parameters = "", [table, *([] if bands is None else bands)]
    if bands is not None:
        condition += f" AND {_band()} IN ({_places(bands)})"
    if some:
        condition += (
            f' AND EXISTS (SELECT 1 FROM cells WHERE "row" = "rows".id AND stop > start AND lang IN ({_places(langs)}))'
        )
        parameters += langs
    sql = f'SELECT number FROM "rows" WHERE "table" = ?{condition} ORDER BY number'
    return [int(record["number"]) for record in store.all(sql, parameters)]


def _views(store: Store, work: int, head: Record, langs: Sequence[str], numbers: Sequence[int]) -> tuple[RowView, ...]:
    """The rows with these numbers, in a fixed number of statements however many they are."""
    views: list[RowView] = []
    for part in (numbers[i : i + MANY] for i in range(0, len(numbers), MANY)):
        records = store.all(
            f"SELECT r.*, m.number AS half, "
            "(SELECT count(*) FROM findings f WHERE f.work = ? AND f.number = r.number AND f.state = 'open') "
            "AS findings "
            f'FROM "rows" r LEFT JOIN "rows" m ON m.id = r.moved '
            f'WHERE r."table" = ? AND r.number IN ({_places(part)}) ORDER BY r.number',
            (work, head["id"], *part),
        )
        cells = _cells(store, work, [record["id"] for record in records], langs)
        views += [_view(record, tuple(cells[record["id"], lang] for lang in langs)) for record in records]
    return tuple(views)


def _view(record: Record, cells: tuple[Cell, ...]) -> RowView:
    confirmed = bool(record["confirmed"])
    sure = {"score": 1.0, "band": "good"} if confirmed else {}
    return RowView(
        **({key: record[key] for key in ROW} | sure),
        evidence=_unpack(record["evidence"], record["half"], confirmed),
        cells=cells,
        confirmed=confirmed,
        bookmark=bool(record["bookmark"]),
    )


def _cells(store: Store, work: int, ids: Sequence[int], langs: Sequence[str]) -> dict[tuple[int, str], Cell]:
    found = store.all(
        f'SELECT c."row", c.lang, c.start AS first, c.stop AS last, s.* FROM cells c '
        "JOIN documents d ON d.work = ? AND d.lang = c.lang "
        "LEFT JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
        f'WHERE c."row" IN ({_places(ids)}) AND c.lang IN ({_places(langs)}) ORDER BY c."row", c.lang, s.number',
        (work, *ids, *langs),
    )
    grouped: dict[tuple[int, str], list[Record]] = defaultdict(list)
    for record in found:
        grouped[record["row"], record["lang"]].append(record)
    return {key: _cell(key[1], records) for key, records in grouped.items()}


def _cell(lang: str, records: list[Record]) -> Cell:
    segments = tuple(
        SegmentView(
            *(r["id"], r["number"], r["text"], r["kind"], r["block"], r["start"], r["stop"]),
            original=r["original"] or "",
            edited=r["original"] is not None,
            version=r["version"],
        )
        for r in records
        if r["id"] is not None
    )
    text = join_texts([segment.text for segment in segments], lang)
    return Cell(lang, text, records[0]["first"], records[0]["last"], segments)


def _hits(store: Store, work: int, table: int, langs: Sequence[str], query: str) -> set[int]:
    """The numbers of the rows in which the query stands, in any of the languages, as folding sees it.

    A query without marks finds Vietnamese with marks; one with marks finds only these.
    """
    from aligner.fold import fold

    hits: set[int] = set()
    for lang in langs:
        wanted = fold(query, lang).text
        bare = lang == "vi" and wanted == _bare(wanted)
        found = store.all(
            'SELECT r.number, s.folded FROM "rows" r JOIN cells c ON c."row" = r.id AND c.lang = ? '
            "JOIN documents d ON d.work = ? AND d.lang = c.lang "
            "JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
            'WHERE r."table" = ?',
            (lang, work, table),
        )
        hits.update(r["number"] for r in found if wanted in (_bare(r["folded"]) if bare else r["folded"]))
    return hits


def _bare(text: str) -> str:
    """Folded Vietnamese without its marks."""
    plain = composed(text.replace("đ", "d"), "NFD")
    return "".join(character for character in plain if not unicodedata.combining(character))


def _places(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))
