# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Rows of aligned tables as they are shown: some of them, one, those with a text in them, those that are headings."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from aligner.marks import composed
from aligner.types import Evidence, join_texts
from web.errors import NotFound
from web.store import jumps
from web.store.database import Record, Store
from web.views import Cell, OutlineEntry, Page, RowView, SegmentView

ROW = ("id", "number", "score", "band", "shape", "kind", "findings", "version", "confirmer")
CONFIRMED = Evidence("people", "confirmed")
LEVELS = {"title": 1, "heading": 2}

MANY = 500
"""Ids in one statement; SQLite's own limit is higher everywhere, and what is longer is asked for in parts."""


def header(store: Store, work: int) -> Record | None:
    """The table's ``id``, ``langs``, ``signature``, ``warnings``, ``created``, ``version``, or nothing."""
    found = store.one("SELECT * FROM tables WHERE work = ?", (work,))
    if found is None:
        return None
    return found | {key: tuple(json.loads(found[key])) for key in ("langs", "warnings")}


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
    found = _numbers(store, head["id"], columns, bands, len(columns) < len(head["langs"]))
    numbers = _among(store, work, head, columns, found, query=query, which=which)
    return Page(_views(store, work, head, columns, numbers[offset : offset + limit]), len(numbers), offset, limit)


def filtered(store: Store, work: int, *, query: str = "", which: str = "") -> list[int]:
    """The numbers of the rows that ``rows`` shows."""
    head = header(store, work)
    if head is None:
        return []
    return _among(
        store, work, head, head["langs"], _numbers(store, head["id"], [], None, False), query=query, which=which
    )


def _among(
    store: Store, work: int, head: Record, langs: Sequence[str], numbers: list[int], *, query: str, which: str
) -> list[int]:
    """Those of the numbers whose rows have the query in one of the languages, and are of the sort."""
    if query.strip():
        hits = _hits(store, work, head["id"], langs, query.strip())
        numbers = [number for number in numbers if number in hits]
    if which:
        among = set(jumps.numbers(store, head, which))
        numbers = [number for number in numbers if number in among]
    return numbers


def row(store: Store, work: int, number: int) -> RowView:
    """One row by its number. Raises ``NotFound``."""
    head = header(store, work)
    found = _views(store, work, head, head["langs"], [number]) if head else ()
    if not found:
        raise NotFound("The work has no row number {number}.", number=number)
    return found[0]


def by_id(store: Store, work: int, ids: Collection[int]) -> tuple[RowView, ...]:
    """Rows by their ids, in the order of the table; those that are gone are left out."""
    head = header(store, work)
    if head is None:
        return ()
    sql = 'SELECT number FROM "rows" WHERE "table" = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY number'
    numbers = [int(record["number"]) for record in store.all(sql, (head["id"], json.dumps(list(ids))))]
    return _views(store, work, head, head["langs"], numbers)


def by_number(store: Store, work: int, numbers: Collection[int]) -> tuple[RowView, ...]:
    """Rows by their numbers, in order; those that there are not are left out."""
    head = header(store, work)
    return _views(store, work, head, head["langs"], sorted(numbers)) if head else ()


def outline(store: Store, work: int) -> tuple[OutlineEntry, ...]:
    """The rows that hold a title or a heading."""
    head = header(store, work)
    if head is None:
        return ()
    found = store.all(
        'SELECT r.number, r.kind, c.lang, s.text FROM "rows" r JOIN cells c ON c."row" = r.id '
        "JOIN documents d ON d.work = ? AND d.lang = c.lang "
        "JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
        "WHERE r.\"table\" = ? AND r.kind IN ('title', 'heading') ORDER BY r.number, s.number",
        (work, head["id"]),
    )
    texts: dict[tuple[int, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record in found:
        texts[record["number"], record["kind"]][record["lang"]].append(record["text"])
    return tuple(
        OutlineEntry(number, LEVELS[kind], {x: join_texts(held[x], x) for x in head["langs"] if x in held})
        for (number, kind), held in texts.items()
    )


def places(store: Store, work: int, lang: str) -> list[tuple[int, int, int]]:
    """The rows of a work that have anything in a language: their number, and from where to where in its segments."""
    found = store.all(
        'SELECT r.number, c.start, c.stop FROM tables t JOIN "rows" r ON r."table" = t.id '
        'JOIN cells c ON c."row" = r.id WHERE t.work = ? AND c.lang = ? AND c.stop > c.start ORDER BY r.number',
        (work, lang),
    )
    return [(one["number"], one["start"], one["stop"]) for one in found]


def touched(store: Store, work: int) -> bool:
    """Whether people confirmed rows of a work, or wrote other words in them."""
    query = (
        'SELECT 1 FROM tables t JOIN "rows" r ON r."table" = t.id WHERE t.work = ? AND r.confirmed UNION ALL '
        "SELECT 1 FROM documents d JOIN segments s ON s.document = d.id WHERE d.work = ? AND s.original IS NOT NULL"
    )
    return store.one(f"{query} LIMIT 1", (work, work)) is not None


def shown_band(prefix: str = "") -> str:
    """The band that is shown: what a person confirmed is good, whatever the aligner made of it. Its own band stays in
    the store, for when that is taken back."""
    return f"CASE WHEN {prefix}confirmed THEN 'good' ELSE {prefix}band END"


def is_moved(evidence: Evidence) -> bool:
    """Whether it says that the row's other half stands in another row."""
    return (evidence.source, evidence.verdict) == ("order", "moved")


def unpack(evidence: str, half: int | None, confirmed: bool) -> tuple[Evidence, ...]:
    """The evidence of a row; ``half`` is the number of the row with its other half."""
    kept = [Evidence(s, v, tuple(langs), hits, trials) for s, v, langs, hits, trials in json.loads(evidence)]
    place = half or 0
    kept = [replace(e, hits=place - 1) if is_moved(e) else e for e in kept if place or not is_moved(e)]
    return (CONFIRMED, *kept) if confirmed else tuple(kept)


def _numbers(store: Store, table: int, langs: Sequence[str], bands: Collection[str] | None, some: bool) -> list[int]:
    condition, parameters = "", [table, *([] if bands is None else bands)]
    if bands is not None:
        condition += f" AND {shown_band()} IN ({_places(bands)})"
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
        evidence=unpack(record["evidence"], record["half"], confirmed),
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
