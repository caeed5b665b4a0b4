# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""The search index: words of all sentences, words and keys of all terms, and how words are spelled.

Triggers note which sentences and terms came, went or changed, with the text that was indexed; whoever commits a
transaction brings the index up to date within it (``Store.atomic``). The tables of SQLite's full-text search keep no
text of their own: what is to be forgotten is worked out anew from the text that the queue kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from web.store.database import Store

WHOLE, BARE, STEMS, COMPACT, PINYIN, TONED = range(6)
"""The kinds of keys of a term: as written, without marks, as stems, without blanks, and how Chinese is read."""

SCHEMA = """
-- What the index has still to learn: gone is the text that it knows, nothing when the item is new to it.
CREATE TABLE search_queue (
    noun TEXT NOT NULL, item INTEGER NOT NULL, gone TEXT, PRIMARY KEY (noun, item)
) WITHOUT ROWID;
CREATE TABLE search_state (signature TEXT NOT NULL);
INSERT INTO search_state VALUES ('');

CREATE VIRTUAL TABLE segments_fts USING fts5 (
    words, stems, han, content='', columnsize=0, tokenize="ascii tokenchars '.,'");
CREATE VIRTUAL TABLE terms_fts USING fts5 (
    words, stems, han, pinyin, content='', columnsize=0, tokenize="ascii tokenchars '.,'");
CREATE TABLE term_keys (
    kind INTEGER NOT NULL, key TEXT NOT NULL, term INTEGER NOT NULL, PRIMARY KEY (kind, key, term)
) WITHOUT ROWID;

-- Words without their marks, in how many terms and sentences they stand, and what is left of each less one letter.
CREATE TABLE search_words (
    word TEXT PRIMARY KEY, terms INTEGER NOT NULL, segments INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE search_slips (slip TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (slip, word)) WITHOUT ROWID;

CREATE TRIGGER search_segments_added AFTER INSERT ON segments BEGIN
    INSERT INTO search_queue SELECT 'segments', new.id, NULL
        WHERE NOT EXISTS (SELECT 1 FROM search_queue WHERE noun = 'segments' AND item = new.id); END;
CREATE TRIGGER search_segments_changed AFTER UPDATE OF text ON segments BEGIN
    INSERT INTO search_queue SELECT 'segments', old.id, old.text
        WHERE NOT EXISTS (SELECT 1 FROM search_queue WHERE noun = 'segments' AND item = old.id); END;
CREATE TRIGGER search_segments_gone AFTER DELETE ON segments BEGIN
    INSERT INTO search_queue SELECT 'segments', old.id, old.text
        WHERE NOT EXISTS (SELECT 1 FROM search_queue WHERE noun = 'segments' AND item = old.id); END;
CREATE TRIGGER search_terms_added AFTER INSERT ON terms BEGIN
    INSERT INTO search_queue SELECT 'terms', new.id, NULL
        WHERE NOT EXISTS (SELECT 1 FROM search_queue WHERE noun = 'terms' AND item = new.id); END;
CREATE TRIGGER search_terms_changed AFTER UPDATE OF text ON terms BEGIN
    INSERT INTO search_queue SELECT 'terms', old.id, old.text
        WHERE NOT EXISTS (SELECT 1 FROM search_queue WHERE noun = 'terms' AND item = old.id); END;
CREATE TRIGGER search_terms_gone AFTER DELETE ON terms BEGIN
    INSERT INTO search_queue SELECT 'terms', old.id, old.text
        WHERE NOT EXISTS (SELECT 1 FROM search_queue WHERE noun = 'terms' AND item = old.id); END;
INSERT INTO search_queue SELECT 'segments', id, NULL FROM segments;
INSERT INTO search_queue SELECT 'terms', id, NULL FROM terms;
"""
"""A step of the migrations; once published it is never edited."""

FORMS = 1
"""Counts up whenever the matching forms change (``glossary.keys``, ``glossary.pinyin``): the index is made anew."""

NOUNS = ("segments", "terms")
COLUMNS = {"segments": ("words", "stems", "han"), "terms": ("words", "stems", "han", "pinyin")}
BATCH = 20_000
"""Items in one transaction when an older database is indexed: a minute's work is not done in one."""

SHORTEST, LONGEST = 3, 24  # letters of a word whose misspellings are known
Key = tuple[int, str]


class Entry(NamedTuple):
    """What the index keeps of one text: its columns, its keys if it is a term, and its words for spelling."""

    columns: tuple[str, ...]
    keys: frozenset[Key]
    words: frozenset[str]


@cache
def signature() -> str:
    """By what rules the index is made: another version of them, or of the stemmer, makes it anew."""
    from importlib.metadata import version

    return f"keys:{FORMS}|stems:{version('PyStemmer')}"


def pending(store: Store) -> bool:
    """Whether there is anything that the index does not know yet."""
    return store.value("SELECT 1 FROM search_queue LIMIT 1") is not None


def flush(store: Store) -> None:
    """Bring the index up to date, inside the transaction that is running or in one of its own."""
    if not pending(store):
        return
    with store.atomic():
        if _outdated(store):
            rebuild(store)
        for noun in NOUNS:
            while _learn(store, noun):
                pass


def catch_up(store: Store) -> None:
    """Index what an older database holds, in several transactions, and make an index of other rules anew."""
    if _outdated(store):
        with store.atomic(index=False):
            if _outdated(store):  # nobody else did it in the meantime
                rebuild(store)
    while pending(store):
        with store.atomic(index=False):
            for noun in NOUNS:
                _learn(store, noun)


def ready(store: Store) -> None:
    """Catch up before a search; where that cannot be done (a file that cannot be written), search what there is."""
    try:
        catch_up(store)
    except sqlite3.OperationalError:
        return


def rebuild(store: Store) -> None:
    """Forget the index and note everything as new."""
    with store.atomic(index=False):
        for noun in NOUNS:
            store.execute(f"INSERT INTO {noun}_fts ({noun}_fts) VALUES ('delete-all')")
        for table in ("term_keys", "search_words", "search_slips", "search_queue"):
            store.execute(f"DELETE FROM {table}")
        for noun in NOUNS:
            store.execute(f"INSERT INTO search_queue SELECT '{noun}', id, NULL FROM {noun}")
        store.execute("UPDATE search_state SET signature = ?", (signature(),))


def _outdated(store: Store) -> bool:
    return bool(store.value("SELECT signature FROM search_state") != signature())


def _learn(store: Store, noun: str) -> bool:
    """Index one batch of a noun; whether there was one."""
    waiting = store.all("SELECT item, gone FROM search_queue WHERE noun = ? LIMIT ?", (noun, BATCH))
    if not waiting:
        return False
    ids = json.dumps([record["item"] for record in waiting])
    current = {
        record["id"]: record["text"]
        for record in store.all(f"SELECT id, text FROM {noun} WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    }
    changed = [(r["item"], r["gone"], current.get(r["item"])) for r in waiting if r["gone"] != current.get(r["item"])]
    _forget(store, noun, [(item, entry(noun, gone)) for item, gone, _ in changed if gone is not None])
    _add(store, noun, [(item, entry(noun, text)) for item, _, text in changed if text is not None])
    store.execute("DELETE FROM search_queue WHERE noun = ? AND item IN (SELECT value FROM json_each(?))", (noun, ids))
    return True


def entry(noun: str, text: str) -> Entry:
    """What the index keeps of a sentence or a term."""
    from glossary import keys

    *columns, words = keys.streams(text)
    if noun == "segments":
        return Entry(tuple(columns), frozenset(), words)
    syllables, found = _term(text)
    return Entry((*columns, " ".join(syllables)), frozenset(found), words)


def _term(text: str) -> tuple[tuple[str, ...], set[Key]]:
    """The syllables of a term's Chinese, and its keys."""
    from glossary import keys, pinyin

    parts = keys.units(text)
    if not parts:
        return (), set()
    whole, bare, stems = (keys.joined(parts, form) for form in ("key", "bare", "stem"))
    found = {(WHOLE, whole)}
    if bare != whole:
        found.add((BARE, bare))
    if stems != bare:
        found.add((STEMS, stems))
    if " " in bare:
        found.add((COMPACT, bare.replace(" ", "")))
    if not any(part.han for part in parts):
        return (), found
    # Latin letters within a term are typed as they are: AI产业 is aichanye.
    read: list[str] = []
    run = ""
    for part in [*parts, None]:
        if part is not None and part.han:
            run += part.key
            continue
        read += pinyin.read(run) if run else ()
        run = ""
        read += [part.bare] if part is not None else []
    toneless = [pinyin.plain([syllable]) for syllable in read]
    found.add((PINYIN, "".join(toneless)))
    if "v" in "".join(toneless):
        found.add((PINYIN, "".join(toneless).replace("v", "u")))
    found.add((TONED, "".join(read)))
    return tuple(toneless), found


def _forget(store: Store, noun: str, entries: Sequence[tuple[int, Entry]]) -> None:
    _write(store, noun, entries, "delete")
    if noun == "terms":
        store.db.conn.executemany("DELETE FROM term_keys WHERE kind = ? AND key = ? AND term = ?", _keys(entries))
    _count(store, noun, Counter(word for _, one in entries for word in one.words), -1)


def _add(store: Store, noun: str, entries: Sequence[tuple[int, Entry]]) -> None:
    _write(store, noun, entries, "")
    if noun == "terms":
        store.db.conn.executemany("INSERT OR IGNORE INTO term_keys VALUES (?, ?, ?)", _keys(entries))
    _count(store, noun, Counter(word for _, one in entries for word in one.words), 1)


def _write(store: Store, noun: str, entries: Iterable[tuple[int, Entry]], command: str) -> None:
    columns = COLUMNS[noun]
    names = ", ".join((*([f"{noun}_fts"] if command else []), "rowid", *columns))
    head = (command,) if command else ()
    places = ", ".join("?" * (len(head) + 1 + len(columns)))
    store.db.conn.executemany(
        f"INSERT INTO {noun}_fts ({names}) VALUES ({places})", ((*head, item, *one.columns) for item, one in entries)
    )


def _keys(entries: Iterable[tuple[int, Entry]]) -> Iterator[tuple[int, str, int]]:
    return ((kind, key, item) for item, one in entries for kind, key in one.keys)


def _count(store: Store, noun: str, counts: Mapping[str, int], sign: int) -> None:
    """Keep count of words; those that nothing holds any more go with their misspellings."""
    if not counts:
        return
    words = json.dumps(list(counts), ensure_ascii=False)
    among = "word IN (SELECT value FROM json_each(?))"
    known = {record["word"] for record in store.all(f"SELECT word FROM search_words WHERE {among}", (words,))}
    terms, segments = (1, 0) if noun == "terms" else (0, 1)
    store.db.conn.executemany(
        "INSERT INTO search_words VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET "
        "terms = terms + excluded.terms, segments = segments + excluded.segments",
        ((word, sign * terms * count, sign * segments * count) for word, count in counts.items()),
    )
    if sign > 0:
        store.db.conn.executemany(
            "INSERT INTO search_slips VALUES (?, ?)",
            ((slip, word) for word in counts if word not in known for slip in slips(word)),
        )
        return
    empty = f"{among} AND terms <= 0 AND segments <= 0"
    gone = [record["word"] for record in store.all(f"SELECT word FROM search_words WHERE {empty}", (words,))]
    store.db.conn.executemany(
        "DELETE FROM search_slips WHERE slip = ? AND word = ?", ((slip, word) for word in gone for slip in slips(word))
    )
    store.execute(f"DELETE FROM search_words WHERE {empty}", (words,))


def slips(word: str) -> set[str]:
    """A word less any one of its letters; two words with one in common are a typing error apart.

    >>> sorted(slips("cụm")), slips("ab")
    (['cm', 'cụ', 'ụm'], set())
    """
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return set()
    return {word[:i] + word[i + 1 :] for i in range(len(word))}
