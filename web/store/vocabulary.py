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
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.fingerprints import Ints
from aligner.types import LANGS
from glossary.matcher import USUAL, Habits
from glossary.tokens import family
from glossary.types import Concept, PartOfSpeech, Status, Term
from web.store.concepts import RANK
from web.store.lexemes import DECIDED, Forms, forms_of, nothing
from web.store.runs import runs_of_texts

if TYPE_CHECKING:
    from web.store.database import Store

KEPT = 2
"""Databases of which a process keeps an index: a service has one."""
SMALL = 1 << 15
"""Forms of terms up to which a change is put into the index itself; a larger one has it beside itself."""
BESIDE = 1_000
"""Concepts that may have changed beside a large index, before it is put together anew."""
BATCH = 20_000
"""Terms that are read at a time."""

Key = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The terms of a glossary at one moment: those that are as they were when the index was made, those of concepts
    that are ``hidden`` in it since they changed, and how the glossary writes them. ``owner`` is the process's own
    knowledge that it is a part of."""

    owner: Vocabulary
    stamp: int
    base: Mapping[str, Forms]
    beside: Mapping[str, Forms]
    hidden: Ints
    habits: Mapping[str, Habits]

    def candidates(self, texts: Sequence[tuple[str, str]]) -> tuple[Ints, Ints, NDArray[np.uint8]]:
        """The concepts that may have a term in texts (language, text), without looking closely: in which of the texts,
        which concept, and what was decided about it. In the order of the texts, then of the concepts."""
        where: dict[str, list[int]] = {}
        for at, (lang, _) in enumerate(texts):
            where.setdefault(family(lang), []).append(at)
        found: list[tuple[Ints, Ints, NDArray[np.uint8]]] = []
        for kin, places in where.items():
            prints, owners = runs_of_texts(kin, [texts[at][1] for at in places])
            there = np.array(places, np.int64)
            if kin in self.base:
                owner, concepts, states = self.base[kin].find(prints, owners)
                if len(self.hidden):
                    kept = ~np.isin(concepts, self.hidden)
                    owner, concepts, states = owner[kept], concepts[kept], states[kept]
                found.append((there[owner], concepts, states))
            if kin in self.beside:
                owner, concepts, states = self.beside[kin].find(prints, owners)
                found.append((there[owner], concepts, states))
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint8)
        owner, concepts, states = (np.concatenate(held) for held in zip(*found, strict=True))
        order = np.lexsort((concepts, owner))
        return owner[order], concepts[order], states[order]


@dataclass(eq=False)
class Vocabulary:
    """What a process knows of one database's glossary; ``changed`` says of concepts when they changed last, since it
    began to look."""

    snapshot: Snapshot | None = None
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
    makes the index, nor before it was asked for with ``make``."""
    held = of(store)
    if held is None:
        return None
    stamp, here = _stamp(store), held.snapshot
    if here and here.stamp == stamp:
        return here
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


def _stamp(store: Store) -> int:
    return int(store.value("SELECT max(stamp) FROM search_changed") or 0)


def _renewed(store: Store, held: Vocabulary) -> Snapshot:
    """The index as of this moment."""
    stamp, here = _stamp(store), held.snapshot
    if here is None or here.stamp > stamp:
        base = {kin: Forms.joined(parts) for kin, parts in _read(store, None).items()}
        made = _snapshot(held, stamp, base, {}, np.empty(0, np.int64))
    elif here.stamp == stamp:
        return here
    else:
        made = _grown(store, held, here, stamp)
    held.snapshot = made
    return made


def _grown(store: Store, held: Vocabulary, here: Snapshot, stamp: int) -> Snapshot:
    """The index with what changed since it was made."""
    found = store.db.execute("SELECT concept, stamp FROM search_changed WHERE stamp > ?", (here.stamp,)).fetchall()
    held.changed.update(found)
    fresh = np.array(sorted(concept for concept, _ in found), np.int64)
    read = {kin: Forms.joined(parts) for kin, parts in _read(store, fresh.tolist()).items()}
    beside = _merged(here.beside, fresh, read)
    hidden = np.union1d(here.hidden, fresh)
    if len(hidden) <= BESIDE and sum(map(len, here.base.values())) > SMALL:
        return _snapshot(held, stamp, here.base, beside, hidden)
    return _snapshot(held, stamp, _merged(here.base, hidden, beside), {}, np.empty(0, np.int64))


def _merged(one: Mapping[str, Forms], but: Ints, other: Mapping[str, Forms]) -> dict[str, Forms]:
    kins = {**one, **other}
    return {kin: Forms.joined([one.get(kin, nothing()).without(but), other.get(kin, nothing())]) for kin in kins}


def _snapshot(
    owner: Vocabulary, stamp: int, base: Mapping[str, Forms], beside: Mapping[str, Forms], hidden: Ints
) -> Snapshot:
    habits = {}
    for kin in {**base, **beside}:
        parts = [base.get(kin, nothing()).without(hidden) if len(hidden) else base.get(kin, nothing())]
        parts.append(beside.get(kin, nothing()))
        decided, every = (np.sum([part.manners(which) for part in parts], axis=0).tolist() for which in (DECIDED, 0))
        known = Habits.of(*decided)
        habits[kin] = known if decided[0] >= USUAL else Habits.of(*every)
    return Snapshot(owner, stamp, base, beside, hidden, habits)


def _read(store: Store, among: Sequence[int] | None) -> dict[str, list[Forms]]:
    """The terms of a store, or of some concepts, by family."""
    query = (
        "SELECT t.concept, t.lang, t.text, t.folded, t.head, c.status, c.touched FROM terms t "
        "JOIN concepts c ON c.id = t.concept"
    )
    some = "" if among is None else " WHERE t.concept IN (SELECT value FROM json_each(?))"
    cursor = store.db.execute(query + some, () if among is None else (json.dumps(among),))
    parts: dict[str, list[Forms]] = {}
    for records in _batches(cursor):
        kins: dict[str, list[tuple[int, str, str, str, str, int]]] = {}
        for concept, lang, text, folded, head, status, touched in records:
            kins.setdefault(family(lang), []).append((concept, text, folded, head, status, touched))
        for kin, held in kins.items():
            parts.setdefault(kin, []).append(forms_of(kin, held))
    return parts


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
