# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Searching the index: sentences that hold words, sentences like another one, terms by their keys, words nearly spelled
right. What comes in here is already cut into units (``glossary.keys``), so nobody's text is ever read as a query.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from web.store.database import Record, Store
from web.store.index import PINYIN, SHORTEST, Key, ready, slips

if TYPE_CHECKING:
    from glossary.keys import Unit

RARE = 800
"""A word that more sentences have than this says little about which of them is like another."""

MOST_WORDS = 60  # of a sentence that is looked for
END = "\U0010ffff"
MOST_COMPLETIONS = 4000  # words looked through for those that go on from a beginning
FAR = 5
"""Longer words may be misspelled twice, those of twice this length three times."""


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
        ids = _matching(store, "segments", f"{column} : {_phrase(run)}", RARE + 1)
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


def phrase(units: Sequence[Unit], *, exact: bool = True) -> str:
    """The full-text query for units one after the other.

    >>> from glossary.keys import units
    >>> phrase(units("Supply chains")), phrase(units("cụm công")), phrase(units("產業集羣")), phrase(units("電"))
    ('stems : "suppli chain"', 'words : "cụm công"', 'words : "产业 业集 集群"', 'han : "电"')
    """
    if not any(unit.han for unit in units):
        if exact and any(unit.marked for unit in units):
            return f"words : {_phrase(unit.key for unit in units)}"
        return f"stems : {_phrase(unit.stem for unit in units)}"
    if len(units) == 1:
        return f"han : {_phrase(units[0].key)}"
    words: list[str] = []
    for place, unit in enumerate(units):
        after = units[place + 1] if place + 1 < len(units) else None
        if unit.han and after is None:
            if not units[place - 1].han:
                return f"(words : {_phrase(words)} AND han : {_phrase(unit.key)})"
        else:
            words.append(unit.key + (after.key if unit.han and after is not None and after.han else ""))
    return f"words : {_phrase(words)}"


def syllables(ways: Iterable[Sequence[str]]) -> str:
    """The full-text query for terms whose Chinese is read in one of these ways.

    >>> syllables([("xian",), ("xi", "an")])
    'pinyin : ("xian" OR "xi an")'
    """
    return f"pinyin : ({' OR '.join(map(_phrase, ways))})"


def either(queries: Iterable[str]) -> str:
    """Full-text queries as one that finds what any of them does."""
    different = list(dict.fromkeys(queries))
    return different[0] if len(different) == 1 else " OR ".join(f"({query})" for query in different)


def completions(store: Store, word: str, most: int) -> list[str]:
    """The words that go on from a beginning, the most frequent first."""
    found = store.all(
        "SELECT word FROM (SELECT word, terms, segments FROM search_words WHERE word > ? AND word < ? LIMIT ?) "
        "ORDER BY segments + terms DESC, word LIMIT ?",
        (word, word + END, MOST_COMPLETIONS, most),
    )
    return [record["word"] for record in found]


def known(store: Store, words: Iterable[str]) -> set[str]:
    """Which of these words, given without marks, stand in any sentence or term."""
    query = "SELECT word FROM search_words WHERE word IN (SELECT value FROM json_each(?))"
    return {record["word"] for record in store.all(query, (json.dumps(list(words), ensure_ascii=False),))}


def neighbours(store: Store, word: str, most: int, *, wide: bool = True) -> list[str]:
    """The known words that a word may be a misspelling of, the nearest first, then the most used. Where one letter
    explains nothing, words that begin alike are held against it too, if ``wide`` is given."""
    if len(word) < SHORTEST - 1:
        return []
    short = json.dumps(sorted(slips(word) | {word}), ensure_ascii=False)
    found = store.all(
        "SELECT word, terms, segments FROM search_words WHERE word IN (SELECT value FROM json_each(?1)) OR word IN "
        "(SELECT word FROM search_slips WHERE slip IN (SELECT value FROM json_each(?1)))",
        (short,),
    )
    near = _nearest(word, found, 1)
    if wide and not near.keys() - {word} and len(word) > FAR:
        found = store.all(
            "SELECT word, terms, segments FROM search_words WHERE word > ? AND word < ? LIMIT ?",
            (word[:SHORTEST], word[:SHORTEST] + END, MOST_COMPLETIONS),
        )
        near = _nearest(word, found, 2 if len(word) <= 2 * FAR else 3)
    near.pop(word, None)
    return sorted(near, key=lambda one: (near[one], one))[:most]


def _nearest(word: str, found: Iterable[Record], furthest: int) -> dict[str, tuple[int, bool, bool, int]]:
    """The words that are no further from a word than so many slips, with what puts them in order."""
    from rapidfuzz.distance import DamerauLevenshtein

    near = {}
    for record in found:
        other = record["word"]
        distance = DamerauLevenshtein.distance(word, other, score_cutoff=furthest)
        if distance <= furthest:
            near[other] = (distance, other[0] != word[0], not record["terms"], -record["segments"])
    return near


def sounding(store: Store, letters: str, most: int) -> list[int]:
    """Terms whose pinyin begins as these letters do and is nearly the same."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    if len(letters) < 2 * SHORTEST:
        return []
    furthest = 1 if len(letters) <= 2 * FAR else 2
    query = "SELECT key, term FROM term_keys WHERE kind = ? AND key > ? AND key < ? LIMIT ?"
    for begin in (letters[:FAR], letters[:SHORTEST]):
        found = dict(store.db.execute(query, (PINYIN, begin, begin + END, MOST_COMPLETIONS)).fetchall())
        near = process.extract(
            letters, list(found), scorer=DamerauLevenshtein.distance, score_cutoff=furthest, limit=most
        )
        if near:
            return [int(found[key]) for key, _, _ in near]
    return []


def _matching(store: Store, noun: str, query: str, limit: int, offset: int = 0) -> list[int]:
    found = store.db.execute(
        f"SELECT rowid FROM {noun}_fts WHERE {noun}_fts MATCH ? LIMIT ? OFFSET ?", (query, limit, offset)
    )
    return [int(row[0]) for row in found]


def _phrase(words: Iterable[str]) -> str:
    """Words one after the other, as the full-text search wants them. Words of ours hold no quotation marks."""
    return '"' + " ".join([words] if isinstance(words, str) else words) + '"'
