"""What belongs together in rows, remembered by what the rows say: as long as no concept changed that they may have.

A row is known by its words. It is looked at again when the glossary changed: then its concepts are asked for, which
takes little, and only when they are others, or one of them changed, is it worked out anew. What was worked out ahead
is kept in the store too (``web.store.linked``), and looked for there before it is worked out.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from aligner.fingerprints import Ints
from aligner.types import LANGS
from aligner.version import VERSION
from web.actions.spotting import Spotter
from web.store import Store, linked
from web.store.vocabulary import Snapshot, Vocabulary

STATES = ("forbidden", "other", "kept", "candidate")
RULES = 1
"""Counts up whenever what belongs together is found in another way: what was kept in a store is not asked for then."""

MOST = 1 << 14
"""Rows that a process remembers, some 700 bytes each: those that a team of fifty has before it. What falls out is read
from the store again, which takes a twelfth of a millisecond."""
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
        return cls(_packed(links))

    @property
    def _links(self) -> dict[str, list[Link]]:
        if self._held is None:
            self._held = _unpacked(self.packed)
        return self._held

    def __getitem__(self, lang: str) -> list[Link]:
        return self._links[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)


_KINDS = ("term", "name", "quantity")
_KEYS = "tqn"
_STATES = ("", *STATES)
_FIELDS = 8
_ANY = 2**31 - 1
_HIGHEST = (
    *(len(LANGS) - 1, _ANY, _ANY, len(_KINDS) * len(_KEYS) - 1),
    *(_ANY, len(_STATES) - 1, _ANY, (1 << len(LANGS)) - 1),
)
"""What each of the numbers of a link may be at the most."""


def _packed(links: Mapping[str, Sequence[Link]]) -> bytes:
    """Links as eight numbers each: language, start, stop, kind and letter of the key, number of the key, state,
    concept, and the languages without."""
    said = array("i")
    for lang, held in links.items():
        own = LANGS.index(lang)
        for link in held:
            kind = _KINDS.index(link.kind) * len(_KEYS) + _KEYS.index(link.key[0])
            without = sum(1 << LANGS.index(one) for one in link.without)
            state = _STATES.index(link.state)
            said.extend((own, link.start, link.stop, kind, int(link.key[1:]), state, link.concept, without))
    return said.tobytes()


_WITHOUT = [tuple(lang for n, lang in enumerate(LANGS) if mask >> n & 1) for mask in range(1 << len(LANGS))]


def _unpacked(packed: bytes) -> dict[str, list[Link]]:
    links: dict[str, list[Link]] = {}
    numbers = iter(array("i", packed))
    for lang, start, stop, kind, key, state, concept, without in zip(*[numbers] * _FIELDS, strict=True):
        name = f"{_KEYS[kind % len(_KEYS)]}{key}"
        link = Link(start, stop, _KINDS[kind // len(_KEYS)], name, _STATES[state], concept, _WITHOUT[without])
        links.setdefault(LANGS[lang], []).append(link)
    return links


@dataclass(slots=True)
class Entry:
    """A row as of one ``stamp`` of the glossary: the concepts that it may have, in short; those among them that nobody
    decided on; which of these its work used; and what belongs together in it. ``kept``: in the store too."""

    stamp: int
    candidates: bytes
    proposed: array[int]
    used: array[int]
    packed: bytes
    kept: bool = False

    def said(self) -> bytes:
        """All but the stamp, as it is kept in a store."""
        sizes = array("i", (len(self.proposed), len(self.used)))
        parts = (self.candidates, sizes.tobytes(), self.proposed.tobytes(), self.used.tobytes(), self.packed)
        return zlib.compress(b"".join(parts), 1)

    @classmethod
    def read(cls, stamp: int, said: bytes) -> Entry | None:
        """What was kept; nothing of what makes no sense."""
        try:
            whole = zlib.decompressobj().decompress(said, _MOST)
            numbers = array("i", whole[SHORT:])
            proposed, used = numbers[0], numbers[1]
            if not (isinstance(stamp, int) and 0 <= used <= proposed <= len(numbers) - 2):
                return None
            links = numbers[2 + proposed + used :]
            table = np.array(links, np.int32).reshape(-1, _FIELDS)
        except (zlib.error, TypeError, ValueError, IndexError):
            return None
        if (table < 0).any() or (table > np.array(_HIGHEST)).any():
            return None
        ours = numbers[2 : 2 + proposed]
        return cls(stamp, whole[:SHORT], ours, numbers[2 + proposed : 2 + proposed + used], links.tobytes(), kept=True)


SHORT, _MOST = 16, 1 << 20
"""Bytes of what candidates are known by, and of what is read of a row that was kept."""


class Memory:
    """The rows of one database that a process remembers, and the matcher that they are searched with."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.spotter = Spotter(snapshot.habits)
        self.rows: dict[bytes, Entry] = {}
        self._rules = f"{VERSION}|{RULES}|{sorted(snapshot.habits.items())}".encode()

    def fetch(self, store: Store, names: Iterable[bytes]) -> None:
        """Remember what the store has of rows that are not remembered."""
        lacking = {self._name(name): name for name in names if name not in self.rows}
        if not lacking:
            return
        for name, stamp, said in linked.read(store, [*lacking]):
            if entry := Entry.read(stamp, said):
                self.keep(lacking[name], entry)

    def store(self, store: Store, names: Iterable[bytes]) -> int:
        """Keep in the store what is remembered of these rows, and is not there; how many these were."""
        found = [(name, entry) for name in names if (entry := self.rows.get(name)) and not entry.kept]
        if found:
            linked.write(store, [(self._name(name), entry.stamp, entry.said()) for name, entry in found])
        for _, entry in found:
            entry.kept = True
        return len(found)

    def _name(self, name: bytes) -> str:
        """By what the store knows a row: also how it was looked at."""
        return blake2b(name + self._rules, digest_size=16).hexdigest()

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
        if entry.proposed and array("i", [one for one in entry.proposed if one in used]) != entry.used:
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
    """By what the numbers of concepts are known."""
    return blake2b(concepts.astype(np.int32).tobytes(), digest_size=SHORT).digest()


def name_of(cells: Cells) -> bytes:
    """By what a row is known: its words."""
    said = "\0".join(part for cell in cells for part in cell)
    return blake2b(said.encode(errors="surrogatepass"), digest_size=16).digest()
