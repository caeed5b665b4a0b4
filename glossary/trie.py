"""The trie in which the terms of a glossary stand, and the ways in which one term may be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from aligner.lang import get
from glossary.tokens import HAN, HYPHEN, Form, family, term_forms
from glossary.types import Term

BITS: Final = 32
"""The place of a node's number in that of an edge; the rest is the number of a key."""

CLOSED: Final = 5
"""Letters by which a word that may be written in two is recognised."""

_MOST_PATHS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A term at a node of the trie: its number, the inflection it allows and has here, whether it wants a capital."""

    number: int
    most: int
    level: int
    capital: bool


class Trie:
    """The terms of one family of languages."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self.edges: dict[int, int] = {}
        self.ends: dict[int, tuple[Entry, ...]] = {}
        self.closed: set[str] = set()
        self.nodes = 0

    def add(self, path: Iterable[str], entry: Entry) -> None:
        """Put a term at the end of a path of keys."""
        node = 0
        for key in path:
            edge = node << BITS | self.keys.setdefault(key, len(self.keys))
            node = self.edges.get(edge, 0)
            if not node:
                self.nodes += 1
                node = self.edges[edge] = self.nodes
        here = self.ends.get(node, ())
        if all(other.number != entry.number for other in here):
            self.ends[node] = (*here, entry)


def paths(keys: Sequence[Sequence[Form]]) -> Iterator[tuple[Form, ...]]:
    """The ways of writing a term: each word as it is and in the singular, within reason."""
    ways = 1
    for word in keys:
        ways *= len(word)
    if ways <= _MOST_PATHS:
        yield from product(*keys)
    else:
        yield tuple(word[0] for word in keys)
        yield from product(*([word[0]] for word in keys[:-1]), keys[-1][1:])


def closed(
    term: Term, places: Sequence[tuple[int, int]], words: Sequence[str], keys: Sequence[Sequence[Form]]
) -> Iterator[tuple[Form, ...]]:
    """The term with what it writes with a hyphen, or in two words, written in one: cybersecurity, e-commerce."""
    if len(words) < 2 or any(HAN.search(word) for word in words):
        return
    tied = [
        HYPHEN.fullmatch(term.text[places[number][1] : places[number + 1][0]]) is not None
        or (len(words) == 2 and family(term.lang) == "en" and may_be_one(*words))
        for number in range(len(words) - 1)
    ]
    if not any(tied):
        return
    groups: list[list[int]] = [[0]]
    for number, joined in enumerate(tied, 1):
        if joined:
            groups[-1].append(number)
        else:
            groups.append([number])
    loud = term.text.isupper() and any(len(word) > 6 for word in words)
    parts = [
        keys[group[0]] if len(group) == 1 else term_forms("".join(words[number] for number in group), term.lang, loud)
        for group in groups
    ]
    yield from paths(parts)


def may_be_one(one: str, two: str) -> bool:
    """Whether two English words may be one: policy maker, but neither *in put* nor *may be*."""
    stop_words = get("en").stop_words
    return (
        len(one) > 2
        and len(two) > 2
        and one.isalpha()
        and two.isalpha()
        and one.casefold() not in stop_words
        and two.casefold() not in stop_words
    )
