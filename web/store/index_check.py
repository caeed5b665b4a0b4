# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""Whether the search index is in step with sentences and terms: it is made anew beside the one that is there."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from web.store.database import Record, Store
from web.store.health import Fault
from web.store.index import BATCH, COLUMNS, NOUNS, entry, signature, slips

_MASK = (1 << 64) - 1


def indexed(store: Store) -> Iterator[Fault]:
    """What is wrong with the index. Everything in it is read, which takes about as long as making it."""
    if store.value("SELECT signature FROM search_state") != signature():
        return  # it is made anew at the next search
    words: dict[str, Counter[str]] = {}
    keys = 0
    for noun in NOUNS:
        if store.value("SELECT 1 FROM search_queue WHERE noun = ? LIMIT 1", (noun,)) is not None:
            return  # it is behind, and catches up at the next search
        try:
            store.execute(f"INSERT INTO {noun}_fts ({noun}_fts) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:  # SQLite looks only where it may write
                yield Fault("index", f"The index of {noun} is damaged", (str(error),))
                return
        wanted, words[noun], summed = _made_anew(store, noun)
        keys ^= summed
        if wanted != _held(store, noun):
            yield Fault("index", f"The index of {noun} is not that of the {noun} that are there")
    if keys != _summed((r["kind"], r["key"], r["term"]) for r in _each(store, "SELECT * FROM term_keys")):
        yield Fault("index", "The keys of terms are not those of the terms that are there")
    yield from _spelling(store, words)


def _made_anew(store: Store, noun: str) -> tuple[int, Counter[str], int]:
    """The sum of all places of words in a new index, how many texts hold each word, and the sum of the keys."""
    total, keys, counts = 0, 0, Counter[str]()
    last = 0
    while batch := store.all(f"SELECT id, text FROM {noun} WHERE id > ? ORDER BY id LIMIT ?", (last, BATCH)):
        last = batch[-1]["id"]
        beside = _empty(noun)
        for record in batch:
            one = entry(noun, record["text"])
            counts.update(one.words)
            keys ^= _summed((kind, key, record["id"]) for kind, key in one.keys)
            places = ", ".join("?" * (1 + len(COLUMNS[noun])))
            beside.execute(f"INSERT INTO {noun}_fts (rowid, {', '.join(COLUMNS[noun])}) VALUES ({places})",
                           (record["id"], *one.columns))  # fmt: skip
        total ^= _places(beside, noun)
        beside.close()
    return total, counts, keys


def _empty(noun: str) -> sqlite3.Connection:
    """An empty index of the same kind, in memory."""
    database = sqlite3.connect(":memory:")
    columns = ", ".join(COLUMNS[noun])
    database.execute(
        f"CREATE VIRTUAL TABLE {noun}_fts USING fts5 ({columns}, content='', columnsize=0, "
        "tokenize=\"ascii tokenchars '.,'\")"
    )
    return database


def _held(store: Store, noun: str) -> int:
    return _places(store.db.conn, noun)


def _places(database: sqlite3.Connection, noun: str) -> int:
    """The sum of all places: equal for equal indices, whatever order they were made in."""
    name = f"{noun}_places"
    database.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab (main, {noun}_fts, instance)")
    try:
        return _summed(database.execute(f"SELECT term, doc, col, offset FROM temp.{name}"))
    finally:
        database.execute(f"DROP TABLE temp.{name}")


def _summed(items: object) -> int:
    total = 0
    for item in items:  # type: ignore[attr-defined]
        total ^= hash(tuple(item)) & _MASK
    return total


def _each(store: Store, query: str) -> Iterator[Record]:
    cursor = store.db.execute(query)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _spelling(store: Store, words: dict[str, Counter[str]]) -> Iterator[Fault]:
    """Words with their counts, and their misspellings."""
    wrong, held = [], set()
    for record in _each(store, "SELECT * FROM search_words"):
        word = record["word"]
        held.add(word)
        if (record["terms"], record["segments"]) != (words["terms"][word], words["segments"][word]):
            wrong.append(word)
    wrong += [word for word in words["terms"] | words["segments"] if word not in held]
    if wrong:
        yield Fault("index", "Words are not counted right for spelling", tuple(wrong[:20]), len(wrong))
    wanted = _summed((slip, word) for word in held for slip in slips(word))
    if wanted != _summed(store.db.execute("SELECT slip, word FROM search_slips")):
        yield Fault("index", "The misspellings of words are not those of the words that are there")
