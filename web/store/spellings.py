"""Words of the index that a word may be meant for: those that go on from it, and those that are spelled, or read,
nearly as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable

from web.store.database import Record, Store
from web.store.index import PINYIN, SHORTEST, slips

END = "\U0010ffff"
MOST_COMPLETIONS = 4000  # words looked through for those that go on from a beginning
FAR = 5
"""Longer words may be misspelled twice, those of twice this length three times."""


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
