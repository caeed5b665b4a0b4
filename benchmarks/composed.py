"""Texts made harder from clean ones: neighbours joined on either side at random, clauses cut, parts left out or added.

Free translation joins and cuts sentences as it likes: some 40% of the beads are not one to one. No such text with known
alignment may ship, so it is composed: every border between two segments falls with a fixed chance, on each side by
itself, and the gold is what then belongs together. Chance is seeded by the names, so every run measures the same.
What this cannot imitate is free wording; the lexical evidence stays that of the source.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from aligner.evaluation import Pairing, singles
from aligner.types import join_texts
from benchmarks.closure import components, pairing
from benchmarks.corpora import Pair, Parallel

CLAUSE = regex.compile(r"(?<=[,;:—])\s+|(?<=[，；：])|(?<=——)")
LONGEST = 3
"""As many neighbours are joined at most."""

Pieces = list[tuple[str, tuple[int, ...]]]
"""New segments, each with the indices of the old ones that it holds (or a part of)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How likely each damage is: ``join`` per border, ``cut`` and ``drop`` per segment; ``insert``: whether a block of
    another document is put in on one side; ``kept``: how much of one language is there, the others being whole;
    ``missing``: how many languages lack a block of a fifth to three fifths, each another one.
    """

    join: float = 0.0
    cut: float = 0.0
    drop: float = 0.0
    insert: bool = False
    kept: float = 1.0
    missing: int = 0


RECIPES = {
    "excerpt": Recipe(kept=0.5),
    "missing": Recipe(missing=2),
    "composed-40": Recipe(join=0.24),
    "composed-40-excerpt": Recipe(join=0.24, kept=0.5),
    "composed-40-missing": Recipe(join=0.24, missing=2),
    "composed-40-cut": Recipe(join=0.16, cut=0.15),
    "composed-40-damaged": Recipe(join=0.21, cut=0.08, drop=0.05, insert=True),
}


def joined(pieces: Pieces, lang: str, chance: float, rnd: random.Random) -> Pieces:
    """Neighbours joined where chance says so, up to three.

    >>> joined([("A.", (0,)), ("B.", (1,)), ("C.", (2,))], "en", 1.0, random.Random(1))
    [('A. B. C.', (0, 1, 2))]
    """
    found: Pieces = []
    run: Pieces = []
    for piece in pieces:
        if run and (len(run) == LONGEST or rnd.random() >= chance):
            found.append(_merge(run, lang))
            run = []
        run.append(piece)
    return [*found, _merge(run, lang)] if run else found


def _merge(run: Pieces, lang: str) -> tuple[str, tuple[int, ...]]:
    return join_texts([text for text, _ in run], lang), tuple(i for _, old in run for i in old)


def cut(pieces: Pieces, chance: float, rnd: random.Random) -> Pieces:
    """Segments cut in two at the comma, colon or dash nearest the middle, where chance says so and there is one.

    >>> cut([("Rain, then sun.", (0,)), ("Dry.", (1,))], 1.0, random.Random(1))
    [('Rain,', (0,)), ('then sun.', (0,)), ('Dry.', (1,))]
    """
    found: Pieces = []
    for text, old in pieces:
        borders = list(CLAUSE.finditer(text))
        if not borders or rnd.random() >= chance:
            found.append((text, old))
            continue
        border = min(borders, key=lambda match: abs(2 * match.start() - len(text)))
        found += [(part, old) for part in (text[: border.start()], text[border.end() :]) if part]
    return found


def dropped(pieces: Pieces, chance: float, rnd: random.Random) -> Pieces:
    """Segments left out where chance says so; never all of them."""
    return [piece for piece in pieces if rnd.random() >= chance] or pieces


def excerpt(pieces: Pieces, kept: float, rnd: random.Random) -> Pieces:
    """A run of the segments, from anywhere.

    >>> excerpt([("A.", (0,)), ("B.", (1,)), ("C.", (2,)), ("D.", (3,))], 0.5, random.Random(1))
    [('A.', (0,)), ('B.', (1,))]
    """
    size = max(1, round(kept * len(pieces)))
    start = rnd.randrange(len(pieces) - size + 1)
    return pieces[start : start + size]


def without(pieces: Pieces, share: float, rnd: random.Random) -> Pieces:
    """All segments but a run of them, from anywhere.

    >>> without([("A.", (0,)), ("B.", (1,)), ("C.", (2,)), ("D.", (3,))], 0.5, random.Random(1))
    [('C.', (2,)), ('D.', (3,))]
    """
    size = round(share * len(pieces))
    start = rnd.randrange(len(pieces) - size + 1)
    return pieces[:start] + pieces[start + size :]


def compose(document: Parallel, recipe: Recipe, foreign: Mapping[str, Sequence[str]], seed: str) -> Parallel:
    """The document made harder, every language by itself, with the gold that follows.

    ``foreign`` is where an inserted block is taken from: segments of another document, by language. A part of a cut
    segment stands for the whole of it, so both parts belong to the bead of the segment.
    """
    texts: dict[str, list[str]] = {}
    held: dict[str, list[tuple[int, ...]]] = {}
    chosen = random.Random(f"{seed} {document.name}")
    partly = chosen.choice(sorted(document.texts))
    lacking = chosen.sample(sorted(document.texts), recipe.missing)
    for lang, segments in document.texts.items():
        rnd = random.Random(f"{seed} {document.name} {lang}")
        pieces: Pieces = [(text, (number,)) for number, text in enumerate(segments)]
        if recipe.kept < 1 and lang == partly:
            pieces = excerpt(pieces, recipe.kept, rnd)
        if lang in lacking:
            pieces = without(pieces, rnd.uniform(0.2, 0.6), rnd)
        pieces = joined(cut(dropped(pieces, recipe.drop, rnd), recipe.cut, rnd), lang, recipe.join, rnd)
        other = foreign.get(lang, ())
        if recipe.insert and other and rnd.random() < 0.5:
            start, place = rnd.randrange(max(1, len(other) - 8)), rnd.randrange(len(pieces) + 1)
            pieces[place:place] = [(text, ()) for text in other[start : start + 8]]
        texts[lang] = [text for text, _ in pieces]
        held[lang] = [old for _, old in pieces]
    gold = {pair: composed_gold(beads, *(held[lang] for lang in pair)) for pair, beads in document.gold.items()}
    return Parallel(document.name, texts, gold)


def composed_gold(
    gold: Sequence[Pairing], left: Sequence[tuple[int, ...]], right: Sequence[tuple[int, ...]]
) -> list[Pairing]:
    """The gold over new segments, each given as the old ones it holds; those that hold none are without counterpart.

    >>> composed_gold([((0,), (0,)), ((1,), (1,)), ((2,), ())], [(0,), (1, 2)], [(0, 1), ()])
    [((0, 1), (0,)), ((), (1,))]
    """
    home: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for side, new in (("left", left), ("right", right)):
        for number, olds in enumerate(new):
            for old in olds:
                home.setdefault((side, old), []).append((side, number))
    links = [[(side, i)] for side, new in (("left", left), ("right", right)) for i in range(len(new))]
    links += list(home.values())
    for x, y in gold:
        places = [("left", i) for i in x] + [("right", j) for j in y]
        links.append([new for place in places for new in home.get(place, ())])
    beads = [pairing(group, "left", "right") for group in components(link for link in links if link)]
    return [one for bead in beads for one in singles(bead)]


def many_to_many(documents: Iterable[Parallel]) -> float:
    """The share of beads that have both sides and are not one to one."""
    solid = [bead for document in documents for beads in document.gold.values() for bead in beads if all(bead)]
    return sum((len(x), len(y)) != (1, 1) for x, y in solid) / len(solid) if solid else 0.0


def composed(documents: Iterator[Parallel], recipe: Recipe, seed: str) -> Iterator[Parallel]:
    """A set made harder; what is inserted comes from the document before, or for the first from the last."""
    clean = list(documents)
    for place, document in enumerate(clean):
        yield compose(document, recipe, clean[place - 1].texts, seed)


def chained(documents: Sequence[Parallel], name: str) -> Parallel:
    """Documents one after the other as one long text, over the languages and pairs that all of them have.

    >>> one = Parallel("a", {"en": ["A."], "vi": ["Á."]}, {("en", "vi"): [((0,), (0,))]})
    >>> chained([one, one], "long").gold
    {('en', 'vi'): [((0,), (0,)), ((1,), (1,))]}
    """
    pairs = [pair for pair in documents[0].gold if all(pair in other.gold for other in documents)]
    langs = [lang for lang in documents[0].texts if any(lang in pair for pair in pairs)]
    texts: dict[str, list[str]] = {lang: [] for lang in langs}
    gold: dict[Pair, list[Pairing]] = {pair: [] for pair in pairs}
    for document in documents:
        for a, b in pairs:
            x, y = len(texts[a]), len(texts[b])
            gold[a, b] += [(tuple(i + x for i in p), tuple(j + y for j in q)) for p, q in document.gold[a, b]]
        for lang in langs:
            texts[lang] += document.texts[lang]
    return Parallel(name, texts, gold)
