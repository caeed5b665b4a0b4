"""What other works have: rows with the first sentence of a row here, and their renderings of the concepts used here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from aligner.fold import fold
from aligner.types import Table
from web.store import contexts
from web.store.database import Store

if TYPE_CHECKING:
    from glossary.checks._across import Usage
    from glossary.checks.consistency import Elsewhere

MOST = 8
"""Sentences of other works that one is compared with: what stands in more of them is furniture."""


def elsewhere(store: Store, work: int, table: Table) -> list[Elsewhere]:
    """The rows of other works that have the first sentence of a row of this table, after folding.

    An index over how folded sentences begin finds them, so that the cost is that of the table and not of the store.
    Whether the whole cells are the same is left to be compared. (With a bare ``s.folded = ?`` SQLite puts the value in
    place of ``s.folded`` everywhere, and finds no use for the index.)
    """
    from glossary.checks.consistency import worth_comparing

    wanted = {
        (lang, fold(cell[0].text, lang).text)
        for row in table.rows
        for lang in table.langs
        if (cell := table.cell(row, lang)) and worth_comparing(table.text(row, lang), lang)
    }
    segments = {
        int(segment)
        for lang, text in sorted(wanted)
        for (segment,) in store.db.execute(
            "SELECT s.id FROM segments s JOIN documents d ON d.id = s.document "
            "WHERE substr(s.folded, 1, 40) = ? AND +s.folded = ? AND d.lang = ? AND d.work <> ? LIMIT ?",
            (text[:40], text, lang, work, MOST),
        )
    }
    return _rows(store, sorted(segments))


def _rows(store: Store, segments: Iterable[int]) -> list[Elsewhere]:
    from glossary.checks.consistency import Elsewhere

    found = contexts.Rows(store)
    places = {
        row: contexts.located(place, row, number)
        for place in contexts.places(store, list(segments))
        for row, number in [found.of(place)]
        if row
    }
    works, _ = contexts.heads(store, list(places.values()))
    texts = contexts.cells(store, list(places))
    return [
        Elsewhere(works[place.work]["title"], place.row_number, texts[row]) for row, place in sorted(places.items())
    ]


def usages(store: Store, work: int) -> list[Usage]:
    """How this work and all others render the concepts that it uses, by language, where nobody has decided on a term:
    what people approved is a rule for every work by itself."""
    from glossary.checks._across import Usage

    used: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    others: dict[tuple[int, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for record in store.all(
        "SELECT t.concept, t.lang, t.text, u.count FROM uses u JOIN terms t ON t.id = u.term "
        "JOIN concepts c ON c.id = t.concept WHERE u.work = ? AND c.status = 'proposed' AND u.count > 0 "
        "ORDER BY t.concept, t.position",
        (work,),
    ):
        used[record["concept"], record["lang"]][record["text"]] = record["count"]
    concepts = json.dumps(sorted({concept for concept, _ in used}))
    for record in store.all(
        "SELECT t.concept, t.lang, t.text, sum(u.count) AS count, count(*) AS works FROM terms t "
        "JOIN uses u ON u.term = t.id WHERE t.concept IN (SELECT value FROM json_each(?)) AND u.work <> ? "
        "AND u.count > 0 AND t.status = 'proposed' GROUP BY t.id",
        (concepts, work),
    ):
        others[record["concept"], record["lang"]][record["text"]] = record["count"], record["works"]
    rows: dict[tuple[int, str], list[int]] = defaultdict(list)
    for record in store.all(
        "SELECT concept, lang, number FROM occurrences WHERE work = ? AND concept IN (SELECT value FROM json_each(?)) "
        "ORDER BY number",
        (work, json.dumps(sorted({concept for concept, _ in others}))),
    ):
        rows[record["concept"], record["lang"]].append(int(record["number"]) - 1)
    heads = {concept: {lang: next(iter(used[concept, lang]))} for concept, lang in sorted(used, reverse=True)}
    return [
        Usage(lang, heads[concept], used[concept, lang], found, rows[concept, lang])
        for (concept, lang), found in others.items()
        if (concept, lang) in used and {lang} != set(heads[concept])
    ]
