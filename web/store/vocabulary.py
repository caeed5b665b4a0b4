# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""Which concepts may stand in texts, told from memory: all terms of a glossary as numbers, some bytes for each.

Every process keeps one index of a store's terms (``web.store.runs``), and looks before each use whether the glossary is
still the one that it knows: ``search_changed`` says which concepts changed since, in whichever process, and these alone
are read anew. What a transaction changes is nobody else's to know before it is committed: inside one that changed the
glossary there is no index, and the database is asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from aligner.fingerprints import Ints
from aligner.types import LANGS
from glossary.matcher import USUAL, Habits
from glossary.types import Concept, PartOfSpeech, Status, Term
from web.store.concepts import RANK
from web.store.lexemes import DECIDED, KINS, Bytes, Forms, forms_of, nothing
from web.store.runs import runs_of_texts

if TYPE_CHECKING:
    from web.store.database import Store

KEPT = 2
"""Databases of which a process keeps an index: a service has one."""
SMALL = 1 << 15
"""Forms of terms up to which a change is put into the index itself; a larger one has it beside itself."""
BESIDE, SHARE = 1_000, 64
"""Concepts that may have changed beside a large index, before it is put together anew: so many, or one for so many of
its forms, so that it takes as long for each new concept however large the index is."""
FEW, RECENT = 40, 1024
"""Texts that are asked about at a time whose answers are remembered, and how many of these."""
BATCH = 20_000
"""Terms that are read at a time."""
PAYS = 4
"""Texts that a process asks the database about before it makes an index, which takes as long as asking about ten."""

Key = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The terms of a glossary at one moment: those that are as they were when the index was made, those of concepts
    that are ``hidden`` in it since they changed, and how the glossary writes them. ``owner`` is the process's own
    knowledge that it is a part of."""

    owner: Vocabulary
    stamp: int
    base: Forms
    beside: Forms
    hidden: Ints
    habits: Mapping[str, Habits]
    recent: dict[tuple[str, str], tuple[Ints, Bytes]] = field(default_factory=dict)
    """What was asked last, one text after the other: an edit asks the same several times."""

    def candidates(self, texts: Sequence[tuple[str, str]]) -> tuple[Ints, Ints, Bytes]:
        """The concepts that may have a term in texts (language, text), without looking closely: in which of the texts,
        which concept, and what was decided about it. In the order of the texts, then of the concepts."""
        if not texts or len(texts) > FEW:
            return self._asked(texts)
        held = {text: found for text in texts if (found := self.recent.get(text)) is not None}
        if lacking := [text for text in dict.fromkeys(texts) if text not in held]:
            owner, concepts, states = self._asked(lacking)
            borders = np.searchsorted(owner, np.arange(len(lacking) + 1)).tolist()
            for text, (start, stop) in zip(lacking, pairwise(borders), strict=True):
                held[text] = concepts[start:stop], states[start:stop]
            if len(self.recent) > RECENT:
                self.recent.clear()
            self.recent.update(held)
        parts = [held[text] for text in texts]
        owner = np.repeat(np.arange(len(parts)), [len(concepts) for concepts, _ in parts])
        return owner, np.concatenate([one for one, _ in parts]), np.concatenate([two for _, two in parts])

    def _asked(self, texts: Sequence[tuple[str, str]]) -> tuple[Ints, Ints, Bytes]:
        prints, where = runs_of_texts(texts)
        owner, concepts, states = self.base.find(prints, where)
        if len(self.hidden):
            kept = ~np.isin(concepts, self.hidden)
            more = self.beside.find(prints, where)
            owner, concepts = np.concatenate([owner[kept], more[0]]), np.concatenate([concepts[kept], more[1]])
            states = np.concatenate([states[kept], more[2]])
            order = np.lexsort((concepts, owner))
            owner, concepts, states = owner[order], concepts[order], states[order]
        return owner, concepts, states


@dataclass(eq=False)
class Vocabulary:
    """What a process knows of one database's glossary; ``asked`` is how often the index was missed by who did not want
    to wait for it, ``changed`` says of concepts when they changed last."""

    snapshot: Snapshot | None = None
    asked: int = 0
    changed: dict[int, int] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_known: dict[Key, Vocabulary] = {}
_guard = Lock()


def of(store: Store) -> Vocabulary | None:
    """What this process knows of the store's glossary; another one when the file became another database."""
    if store.place is None:
        return None
    line = store.value("SELECT line FROM search_line")
    laid = store.value("PRAGMA schema_version")  # goes up when a copy is put back into the file
    key = (str(store.path), *store.place, int(line or 0), int(laid))
    with _guard:
        held = _known.pop(key, None) or Vocabulary()
        _known[key] = held
        while len(_known) > KEPT:
            del _known[next(iter(_known))]
    return held


def current(store: Store, *, make: bool = False) -> Snapshot | None:
    """The index, brought up to date; nothing inside a transaction that changed the glossary, nor while somebody else
    makes the index, nor before it was asked for with ``make``, or so often that it pays to make it: by a process that
    checks one work after the other."""
    held = of(store)
    if held is None:
        return None
    here = held.snapshot
    if here and here.stamp == stamp(store):
        return here
    if here is None and not make:
        held.asked += 1
        make = held.asked > PAYS
    if store.db.conn.in_transaction or (here is None and not make):
        return None
    if not held.lock.acquire(blocking=here is not None):
        return None
    try:
        store.db.conn.execute("BEGIN")  # what is read is of one moment
        try:
            return _renewed(store, held)
        finally:
            store.db.rollback()
    finally:
        held.lock.release()


def stamp(store: Store) -> int:
    """How often the glossary has changed."""
    return int(store.value("SELECT max(stamp) FROM search_changed") or 0)


def _renewed(store: Store, held: Vocabulary) -> Snapshot:
    """The index as of this moment."""
    now, here = stamp(store), held.snapshot
    if here is None or here.stamp > now:
        held.changed = dict(store.db.execute("SELECT concept, stamp FROM search_changed").fetchall())
        made = _snapshot(held, now, _read(store, None), nothing(), np.empty(0, np.int64))
    elif here.stamp == now:
        return here
    else:
        made = _grown(store, held, here, now)
    held.snapshot = made
    return made


def _grown(store: Store, held: Vocabulary, here: Snapshot, now: int) -> Snapshot:
    """The index with what changed since it was made."""
    found = store.db.execute("SELECT concept, stamp FROM search_changed WHERE stamp > ?", (here.stamp,)).fetchall()
    held.changed.update(found)
    fresh = np.array(sorted(concept for concept, _ in found), np.int64)
    beside = Forms.joined([here.beside.without(fresh), _read(store, fresh.tolist())])
    hidden = np.union1d(here.hidden, fresh)
    if len(hidden) <= max(BESIDE, len(here.base) // SHARE) and len(here.base) > SMALL:
        return _snapshot(held, now, here.base, beside, hidden)
    base = Forms.joined([here.base.without(hidden), beside])
    return _snapshot(held, now, base, nothing(), np.empty(0, np.int64))


def _snapshot(owner: Vocabulary, now: int, base: Forms, beside: Forms, hidden: Ints) -> Snapshot:
    habits = {}
    nobody = hidden[:0]
    for kin in KINS:
        decided, every = (
            (base.manners(kin, which, hidden) + beside.manners(kin, which, nobody)).tolist() for which in (DECIDED, 0)
        )
        habits[kin] = Habits.of(*(decided if decided[0] >= USUAL else every))
    return Snapshot(owner, now, base, beside, hidden, habits)


def _read(store: Store, among: Sequence[int] | None) -> Forms:
    """The terms of a store, or of some concepts."""
    query = (
        "SELECT t.concept, t.lang, t.text, t.folded, t.head, c.status, c.touched FROM terms t "
        "JOIN concepts c ON c.id = t.concept"
    )
    some = "" if among is None else " WHERE t.concept IN (SELECT value FROM json_each(?))"
    cursor = store.db.execute(query + some, () if among is None else (json.dumps(among),))
    return Forms.joined([nothing(), *map(forms_of, _batches(cursor))])


def _batches(cursor: sqlite3.Cursor) -> Iterator[list[tuple[int, str, str, str, str, str, int]]]:
    while records := cursor.fetchmany(BATCH):
        yield records


def numbers(store: Store, most: int) -> list[int]:
    """The numbers of the concepts of a store, no more than so many."""
    return [number for (number,) in store.db.execute("SELECT id FROM concepts LIMIT ?", (most,)).fetchall()]


def spelled(store: Store, ids: Sequence[int]) -> dict[int, Concept]:
    """Concepts with what a matcher has to know of their terms, the better terms of a language first."""
    wanted = (json.dumps(list(ids)),)
    among = "(SELECT value FROM json_each(?))"
    terms: dict[int, list[Term]] = defaultdict(list)
    for concept, lang, text, status, part in store.db.execute(
        f"SELECT concept, lang, text, status, part_of_speech FROM terms WHERE concept IN {among} ORDER BY position",
        wanted,
    ).fetchall():
        terms[concept].append(Term(lang, text, Status(status), part_of_speech=PartOfSpeech(part) if part else None))
    for held in terms.values():
        held.sort(key=lambda term: (LANGS.index(term.lang), RANK[term.status]))
    return {
        number: Concept(tuple(terms[number]), kind=kind, status=Status(status))
        for number, kind, status in store.db.execute(
            f"SELECT id, kind, status FROM concepts WHERE id IN {among} ORDER BY id", wanted
        ).fetchall()
    }
