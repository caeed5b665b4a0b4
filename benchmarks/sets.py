"""All sets that can be measured, each as documents with the half they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from benchmarks.composed import RECIPES, chained, composed
from benchmarks.corpora import LARGE, Parallel, halved, readers
from benchmarks.halves import Half

Corpus = list[tuple[Half, Parallel]]
CLEAN = ("samples", "ntrexcat-sent")
"""What harder texts are composed from: clean gold at the level of sentences."""

CHAINED = ("ntrexcat-sent.noisy-mix", "d2l.noisy-mix", "react-sent")
"""Sets whose documents are also set one after the other, to see what length does."""


def read(name: str) -> Corpus:
    """The documents of a set that is read from files, with their halves."""
    return list(halved(name, readers()[name]()))


def of_half(corpus: Corpus, half: Half) -> list[Parallel]:
    """The documents of one half."""
    return [document for own, document in corpus if own == half]


def made(source: str, recipe: str) -> Corpus:
    """A set made harder; the halves are kept apart, in what is inserted too."""
    corpus = read(source)
    found: Corpus = []
    for half in dict.fromkeys(own for own, _ in corpus):
        documents = composed(iter(of_half(corpus, half)), RECIPES[recipe], recipe)
        found += [(half, document) for document in documents]
    return found


def long(source: str) -> Corpus:
    """Each half of a set as one long text."""
    corpus = read(source)
    halves = dict.fromkeys(own for own, _ in corpus)
    return [(half, chained(of_half(corpus, half), f"{source}-{half}")) for half in halves]


def names() -> list[str]:
    """The names of all sets there are on this machine."""
    there = list(readers())
    return [*there, *(f"{source}.{recipe}" for source in CLEAN if source in there for recipe in RECIPES)]


def named(name: str) -> Corpus:
    """One set, read or made."""
    source, _, recipe = name.rpartition(".")
    return made(source, recipe) if recipe in RECIPES else read(name)


def sets(wanted: Collection[str] = ()) -> Iterator[tuple[str, Corpus]]:
    """The sets by name: those that are wanted, else all but the largest. An unknown name is a ``KeyError``."""
    there = names()
    for name in wanted:
        if name not in there:
            raise KeyError(f"There is no set {name} here; there are {', '.join(there)}.")
    for name in there:
        if name in wanted or (not wanted and name not in LARGE):
            yield name, named(name)
