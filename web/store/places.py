"""Where concepts occur: the rows that prove them, and which of several concepts a place belongs to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from aligner.types import join_texts
from web.store.database import Store
from web.views import Page, PlaceView

Texts = dict[int, dict[str, str]]
"""Row number → language → the cell's text."""


def texts(store: Store, work: int, numbers: Collection[int]) -> Texts:
    """The cells of the rows with these numbers; languages in the order of the table."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for record in store.all(
        'SELECT r.number, c.lang, s.text FROM tables t JOIN "rows" r ON r."table" = t.id '
        'JOIN cells c ON c."row" = r.id JOIN documents d ON d.work = t.work AND d.lang = c.lang '
        "JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
        "WHERE t.work = ? AND r.number IN (SELECT value FROM json_each(?)) ORDER BY r.number, c.lang, s.number",
        (work, json.dumps(sorted(numbers))),
    ):
        found[record["number"], record["lang"]].append(record["text"])
    cells: Texts = defaultdict(dict)
    for (number, lang), parts in found.items():
        cells[number][lang] = join_texts(parts, lang)
    return cells


def page(store: Store, concept: int, offset: int, limit: int) -> Page[PlaceView]:
    """The rows in which a concept occurs, those with the most languages first, then in the order of the works."""
    count = "SELECT count(*) FROM (SELECT DISTINCT work, number FROM occurrences WHERE concept = ?)"
    rows = store.all(
        "SELECT o.work, w.slug, w.title, o.number, json_group_array(json_array(o.lang, json(o.spans))) AS spans "
        "FROM occurrences o JOIN works w ON w.id = o.work WHERE o.concept = ? GROUP BY o.work, o.number "
        "ORDER BY count(DISTINCT o.lang) DESC, o.work, o.number LIMIT ? OFFSET ?",
        (concept, limit, offset),
    )
    wanted: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row["work"]].add(row["number"])
    cells = {work: texts(store, work, numbers) for work, numbers in wanted.items()}
    found = []
    for row in rows:
        spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for lang, ones in json.loads(row["spans"]):
            spans[lang].update((start, stop) for start, stop in ones)
        marks = {lang: tuple(sorted(ones)) for lang, ones in spans.items()}
        shown = cells[row["work"]].get(row["number"], {})
        found.append(PlaceView(row["slug"], row["title"], row["number"], shown, marks))
    return Page(tuple(found), int(store.value(count, (concept,))), offset, limit)
