"""What belongs together in rows, remembered by what the rows say: as long as no concept changed that they may have.

A row is known by its words. It is looked at again when the glossary changed: then its concepts are asked for, which
takes little, and only when they are others, or one of them changed, is it worked out anew.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from aligner.fingerprints import Ints
from web.actions.spotting import Spotter
from web.store.vocabulary import Snapshot, Vocabulary

MOST = 1 << 15
"""Rows that a process remembers, about a kilobyte each: those that a team of fifty has before it."""
Cells = tuple[tuple[str, str], ...]


class Link(NamedTuple):
    """A stretch of a cell's text and what it belongs to: ``key`` is the same in all columns of the row. ``kind`` is
    term, name or quantity; a term has a ``state``, the ``concept``, and the languages ``without`` a good term of it."""

    start: int
    stop: int
    kind: str
    key: str
    state: str = ""
    concept: int = 0
    without: tuple[str, ...] = ()


class Joined(Mapping[str, Sequence[Link]]):
    """What belongs together in a row, by language. ``packed`` is all of it in one value, which is equal when it is.

    >>> joined = Joined.of({"en": [Link(0, 4, "term", "t1", "kept", 1)]})
    >>> joined["en"][0].stop, list(joined), Joined(joined.packed) == joined
    (4, ['en'], True)
    """

    __slots__ = ("_held", "packed")

    def __init__(self, packed: bytes) -> None:
        self.packed = packed
        self._held: dict[str, list[Link]] | None = None

    @classmethod
    def of(cls, links: Mapping[str, Sequence[Link]]) -> Joined:
        """What was worked out."""
        return cls(marshal.dumps([(lang, [tuple(link) for link in held]) for lang, held in links.items()], 2))

    @property
    def _links(self) -> dict[str, list[Link]]:
        if self._held is None:
            self._held = {lang: [Link(*link) for link in held] for lang, held in marshal.loads(self.packed)}  # noqa: S302
        return self._held

    def __getitem__(self, lang: str) -> list[Link]:
        return self._links[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)


@dataclass(slots=True)
class Entry:
    """A row as of one ``stamp`` of the glossary: the concepts that it may have, those among them that nobody decided
    on, which of these its work used, and what belongs together in it."""

    stamp: int
    candidates: bytes
    proposed: array[int]
    used: tuple[int, ...]
    packed: bytes


class Memory:
    """The rows of one database that a process remembers, and the matcher that they are searched with."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.spotter = Spotter(snapshot.habits)
        self.rows: dict[bytes, Entry] = {}

    def keep(self, name: bytes, entry: Entry) -> None:
        """Remember a row, and forget the one that was put here first."""
        self.rows[name] = entry
        while len(self.rows) > MOST:
            try:
                self.rows.pop(next(iter(self.rows)), None)
            except (StopIteration, RuntimeError):  # somebody else did
                return

    def recall(self, name: bytes, snapshot: Snapshot, used: Collection[int]) -> Joined | None:
        """What belongs together in a row, if it was worked out among these concepts."""
        entry = self.rows.get(name)
        if entry is None or entry.stamp != snapshot.stamp:
            return None
        if entry.proposed and tuple(one for one in entry.proposed if one in used) != entry.used:
            return None
        return Joined(entry.packed)

    def renew(self, name: bytes, snapshot: Snapshot, candidates: Ints) -> None:
        """Look whether a row that was worked out before the glossary changed still holds: its concepts are the same,
        and none of them changed."""
        entry = self.rows.get(name)
        if entry is None or entry.candidates != short(candidates):
            return
        changed = snapshot.owner.changed
        if all(changed.get(one, 0) <= entry.stamp for one in candidates.tolist()):
            entry.stamp = snapshot.stamp


_memories: WeakKeyDictionary[Vocabulary, Memory] = WeakKeyDictionary()
_guard = Lock()


def memory(snapshot: Snapshot) -> Memory:
    """What this process remembers of a database; nothing of what was found by other habits of the glossary."""
    with _guard:
        held = _memories.get(snapshot.owner)
        if held is None or held.spotter.habits != snapshot.habits:
            held = _memories[snapshot.owner] = Memory(snapshot)
        elif held.spotter.full:
            held.spotter = Spotter(snapshot.habits)
    return held


def short(concepts: Ints) -> bytes:
    """The numbers of concepts in little room."""
    return concepts.astype(np.int32).tobytes()


def name_of(cells: Cells) -> bytes:
    """By what a row is known: its words."""
    said = "\0".join(part for cell in cells for part in cell)
    return blake2b(said.encode(errors="surrogatepass"), digest_size=16).digest()
