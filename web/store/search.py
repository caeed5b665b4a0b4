# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Searching the index: sentences that hold words, sentences like another one, terms by their keys. What comes in here
is already cut into units (``glossary.keys``), so nobody's text is ever read as a query (``web.store.phrases``); what a
word may be meant for stands in ``web.store.spellings``.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from web.store.database import Record, Store
from web.store.index import Key, ready
from web.store.phrases import either as either
from web.store.phrases import phrase as phrase
from web.store.phrases import quoted
from web.store.phrases import syllables as syllables
from web.store.spellings import END
from web.store.spellings import completions as completions
from web.store.spellings import known as known
from web.store.spellings import neighbours as neighbours
from web.store.spellings import sounding as sounding

RARE = 800
"""A word that more sentences have than this says little about which of them is like another."""

MOST_WORDS = 60  # of a sentence that is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """A stored sentence: its id, its document, its number there, its language and text."""

    id: int
    document: int
    number: int
    lang: str
    text: str


def candidates(store: Store, text: str, lang: str = "", limit: int = 50) -> list[Found]:
    """The sentences that share most words with a text, rare words counting more: what a closer comparison is made with.

    ``lang`` keeps to one language, both Chinese scripts being one; without it all are searched.
    """
    from glossary.keys import streams

    ready(store)
    parts = streams(text)
    column = "stems" if lang == "en" else "words"
    words = getattr(parts, column).split()[:MOST_WORDS]
    total = int(store.value("SELECT max(id) FROM segments") or 0)
    scores: dict[int, float] = defaultdict(float)
    frequent: list[list[int]] = []
    for run in [*dict.fromkeys((word,) for word in words), *dict.fromkeys(pairwise(words))]:
        if len(run) == 2 and not frequent:
            break
        ids = _matching(store, "segments", f"{column} : {quoted(run)}", RARE + 1)
        if len(ids) > RARE:
            frequent.append(ids)
            continue
        weight = math.log(1 + total / (1 + len(ids)))
        for identifier in ids:
            scores[identifier] += weight
    if not scores:
        for ids in frequent:
            for identifier in ids:
                scores[identifier] += 1.0
    ordered = sorted(scores, key=lambda identifier: (-scores[identifier], identifier))
    found: list[Found] = []
    for start in range(0, len(ordered), 4 * limit):
        found += [one for one in segments(store, ordered[start : start + 4 * limit]) if same_language(one.lang, lang)]
        if len(found) >= limit:
            break
    return found[:limit]


def same_language(lang: str, wanted: str) -> bool:
    """Whether a language is the wanted one, or any is; both Chinese scripts are one.

    >>> same_language("zh-Hant", "zh-Hans"), same_language("en", ""), same_language("en", "vi")
    (True, True, False)
    """
    return not wanted or lang.partition("-")[0] == wanted.partition("-")[0]


def segments(store: Store, ids: Sequence[int]) -> list[Found]:
    """The sentences with these ids, in this order."""
    found = {
        record["id"]: Found(**record)
        for record in store.all(
            "SELECT s.id, s.document, s.number, d.lang, s.text FROM segments s JOIN documents d ON d.id = s.document "
            "WHERE s.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
    }
    return [found[identifier] for identifier in ids if identifier in found]


@dataclass(frozen=True, slots=True)
class Among:
    """Which terms a search is about: a condition on ``terms t`` and ``concepts c``, and what is bound to it; ``few``
    are the terms that meet it, as JSON, when these are few."""

    condition: str
    bound: tuple[object, ...]
    few: str = ""

    def of(self, term: str) -> str:
        """The condition that a column holds such a term; terms are looked up one by one."""
        lookup = "SELECT 1 FROM terms t JOIN concepts c ON c.id = t.concept"
        return f"EXISTS ({lookup} WHERE t.id = {term} AND {self.condition})"

    def of_few(self, term: str) -> tuple[str, tuple[object, ...]]:
        """The same for a search that may come by very many others first, and what is bound to it."""
        if not self.few:
            return self.of(term), self.bound
        return f"{term} IN (SELECT value FROM json_each(?))", (self.few,)


FEW = 2000
"""Terms that are named one by one in a search; of more, those that are found are looked up until there are enough."""


def among(store: Store, condition: str, bound: Sequence[object], lang: str = "") -> Among:
    """The terms of concepts that meet a condition on ``concepts c``, any if it is empty; of one language, both Chinese
    scripts being one."""
    any_concept, condition = not condition, condition or "1"
    if lang:
        condition = f"{condition} AND (t.lang = ? OR substr(t.lang, 1, 3) = ?)"
        bound = (*bound, lang, "zh-" if lang.startswith("zh") else lang)
    if any_concept:
        return Among(condition, tuple(bound))
    query = f"SELECT t.id FROM concepts c JOIN terms t ON t.concept = c.id WHERE {condition} LIMIT ?"
    ids = [row[0] for row in store.db.execute(query, (*bound, FEW + 1)).fetchall()]
    return Among(condition, tuple(bound), json.dumps(ids) if len(ids) <= FEW else "")


def terms_with(store: Store, keys: Sequence[Key], limit: int, within: Among | None = None) -> list[tuple[int, int]]:
    """Terms that have one of these keys, with the kind of the key."""
    condition, bound = (f" AND {within.of('term')}", within.bound) if within else ("", ())
    query = f"SELECT term, kind FROM term_keys WHERE kind = ? AND key = ?{condition} LIMIT ?"
    return _terms(store, query, [(*key, *bound, limit) for key in keys])


def terms_from(store: Store, keys: Sequence[Key], limit: int, within: Among | None = None) -> list[tuple[int, int]]:
    """Terms that have a key which begins like one of these and goes on."""
    condition, bound = within.of_few("term") if within else ("1", ())
    query = f"SELECT term, kind FROM term_keys WHERE kind = ? AND key > ? AND key < ? AND {condition} LIMIT ?"
    return _terms(store, query, [(kind, key, key + END, *bound, limit) for kind, key in keys if key])


def _terms(store: Store, query: str, bound: Iterable[tuple[object, ...]]) -> list[tuple[int, int]]:
    found = (store.db.execute(query, one).fetchall() for one in bound)
    return [(int(term), int(kind)) for rows in found for term, kind in rows]


def terms_holding(store: Store, query: str, limit: int, within: Among | None = None) -> list[int]:
    """Terms that a full-text query finds."""
    if within is None:
        return _matching(store, "terms", query, limit)
    condition, bound = within.of_few("+terms_fts.rowid")  # the plus: words are not looked up term by term
    sql = f"SELECT rowid FROM terms_fts WHERE terms_fts MATCH ? AND {condition} LIMIT ?"
    return [int(row[0]) for row in store.db.execute(sql, (query, *bound, limit)).fetchall()]


def heads(store: Store, terms: Iterable[int]) -> list[Record]:
    """What is needed to put terms in order: their texts and states, their concepts' states and use."""
    return store.all(
        "SELECT t.id, t.concept, t.lang, t.text, t.status, c.status AS concept_status, c.langs, c.uses "
        "FROM terms t JOIN concepts c ON c.id = t.concept WHERE t.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(terms)),),
    )


def sentences(store: Store, query: str, lang: str, limit: int, offset: int = 0, work: int | None = None) -> list[int]:
    """The sentences that a full-text query finds, in the order in which they were stored; of one language, or of one
    work, if wanted."""
    if not lang and work is None:
        return _matching(store, "segments", query, limit, offset)
    parts: list[str] = []
    bound: list[object] = [query]
    if lang:
        parts.append("(d.lang = ? OR substr(d.lang, 1, 3) = ?)")
        bound += [lang, "zh-" if lang.startswith("zh") else lang]
    if work is not None:
        parts.append("d.work = ?")
        bound.append(work)
    return [
        int(row[0])
        for row in store.db.execute(
            "SELECT f.rowid FROM segments_fts f JOIN segments s ON s.id = f.rowid "
            "JOIN documents d ON d.id = s.document "
            f"WHERE segments_fts MATCH ? AND {' AND '.join(parts)} LIMIT ? OFFSET ?",
            (*bound, limit, offset),
        )
    ]


def _matching(store: Store, noun: str, query: str, limit: int, offset: int = 0) -> list[int]:
    found = store.db.execute(
        f"SELECT rowid FROM {noun}_fts WHERE {noun}_fts MATCH ? LIMIT ? OFFSET ?", (query, limit, offset)
    )
    return [int(row[0]) for row in found]
