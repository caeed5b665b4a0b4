"""Linking: which candidate of one language stands for which of another, and which of them make one concept.

In every row, the run of units on one side is held against the runs on the other: how much of each is answered within
the other. That settles the boundaries: a word too many has no counterpart, a word too few leaves one without. Summed
over the rows and set against all occurrences (a soft Dice coefficient), this is the strength of a link. Links of two
languages are then joined to groups over all of them, strongest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from glossary.candidates import Phrase
from glossary.correspondence import Answers, Floats, Rows, correspond, shared_rows
from glossary.statistics import log_likelihood
from glossary.units import Cell

FIT = 0.35  # a pair of runs that fits less than this is no evidence
MEMBER = 0.3  # the least strength of a link that makes or joins a group

Key = tuple[str, ...]
Node = tuple[str, Key]


@dataclass(slots=True)
class Link:
    """Two candidates of two languages: summed fit, rows in which they fit, strength from 0 to 1."""

    left: Node
    right: Node
    fit: float = 0.0
    rows: list[int] = field(default_factory=list)
    fits: list[float] = field(default_factory=list)
    strength: float = 0.0


Links = dict[Node, dict[Node, Link]]


@dataclass(slots=True)
class Group:
    """The main candidate of each language of one concept, and how well they agree."""

    members: dict[str, Key]
    strength: float


def link(columns: Mapping[str, Sequence[Cell]], phrases: Mapping[str, Mapping[Key, Phrase]]) -> Links:
    """Every link between candidates of every two languages, seen from both ends."""
    links: Links = defaultdict(dict)
    langs = list(columns)
    for number, left in enumerate(langs):
        for right in langs[number + 1 :]:
            rows = shared_rows(columns[left], columns[right])
            for found in _pair(rows, phrases[left], phrases[right], left, right):
                links[found.left][found.right] = found
                links[found.right][found.left] = found
    return links


def _pair(rows: Rows, left: Mapping[Key, Phrase], right: Mapping[Key, Phrase], x_lang: str, y_lang: str) -> list[Link]:
    answers = correspond(rows)
    x_places, y_places = _by_cell(left), _by_cell(right)
    found: dict[tuple[Key, Key], Link] = {}
    for (x_cell, y_cell), cell, answer in zip(rows.numbers, rows.left, answers, strict=True):
        xs, ys = x_places.get(x_cell, []), y_places.get(y_cell, [])
        if not xs or not ys:
            continue
        fit = _fit(answer, xs, ys)
        best: dict[tuple[Key, Key], float] = {}
        for i, j in np.argwhere(fit >= FIT):
            pair = xs[i][0], ys[j][0]
            best[pair] = max(best.get(pair, 0.0), float(fit[i, j]))
        for pair, value in best.items():
            entry = found.get(pair)
            if entry is None:
                entry = found[pair] = Link((x_lang, pair[0]), (y_lang, pair[1]))
            entry.fit += value
            entry.rows.append(cell.row)
            entry.fits.append(value)
    x_rows = {key: len({place.cell for place in phrase.places}) for key, phrase in left.items()}
    y_rows = {key: len({place.cell for place in phrase.places}) for key, phrase in right.items()}
    for (x, y), entry in found.items():
        entry.strength = _strength(entry, x_rows[x], y_rows[y], len(rows.numbers))
    return list(found.values())


def _by_cell(phrases: Mapping[Key, Phrase]) -> dict[int, list[tuple[Key, int, int]]]:
    places: dict[int, list[tuple[Key, int, int]]] = defaultdict(list)
    for key, phrase in phrases.items():
        for place in phrase.places:
            places[place.cell].append((key, place.start, place.stop))
    return places


def _fit(answer: Answers, xs: Sequence[tuple[Key, int, int]], ys: Sequence[tuple[Key, int, int]]) -> Floats:
    """How much of each left run is answered within each right run and the reverse: their geometric mean."""
    x_start, x_stop = np.array([(a, b) for _, a, b in xs]).T[:, :, None]
    y_start, y_stop = np.array([(a, b) for _, a, b in ys]).T[:, None, :]
    inside = []
    for table in (answer.forth, answer.back):
        total = np.zeros((table.shape[0] + 1, table.shape[1] + 1))
        total[1:, 1:] = table.cumsum(0).cumsum(1)
        inside.append(total[x_stop, y_stop] - total[x_start, y_stop] - total[x_stop, y_start] + total[x_start, y_start])
    forth = inside[0] / np.array([len(key) for key, _, _ in xs])[:, None]
    back = inside[1] / np.array([len(key) for key, _, _ in ys])[None, :]
    product: Floats = np.sqrt(np.clip(forth, 0, 1) * np.clip(back, 0, 1))
    return product


def _strength(entry: Link, left: int, right: int, total: int) -> float:
    """The soft Dice coefficient, lifted a little by a sure association (log-likelihood) of frequent candidates."""
    soft = 2 * entry.fit / (left + right)
    sure = log_likelihood(len(entry.rows), left, right, max(total, left, right, 2))
    return soft * (1 + 0.1 * min(sure, 30.0) / 30.0)


def group(links: Links, phrases: Mapping[str, Mapping[Key, Phrase]]) -> list[Group]:
    """Groups of candidates over the languages, best first; every candidate is the main one of one group at most."""
    pairs = sorted(
        (
            (_weight(entry, links), node, other)
            for node, others in links.items()
            for other, entry in others.items()
            if node < other and entry.strength >= MEMBER
        ),
        reverse=True,
    )
    langs = list(phrases)
    drafts: list[tuple[float, Group]] = []
    for _, node, other in pairs:
        drafts.append(_grow(node, other, links, langs))
    drafts.sort(key=lambda draft: -draft[0])
    taken: set[Node] = set()
    groups: list[Group] = []
    for _, draft in drafts:
        nodes = set(draft.members.items())
        if nodes & taken:
            continue
        taken |= nodes
        groups.append(draft)
    return groups


def _weight(entry: Link, links: Links) -> float:
    """Frequent links first, but only as far as they are strong."""
    return entry.strength * (1 + 0.25 * np.log2(len(entry.rows)))


def _grow(node: Node, other: Node, links: Links, langs: Sequence[str]) -> tuple[float, Group]:
    """The two ends of a link, and of each further language the candidate that agrees best with both."""
    members = dict([node, other])
    weights = [_weight(links[node][other], links)]
    strengths = [links[node][other].strength]
    for lang in langs:
        if lang in members:
            continue
        best, value = None, 0.0
        near = links[node].keys() & links[other].keys()
        for third in near:
            if third[0] != lang:
                continue
            ties = [links[(name, key)].get(third) for name, key in members.items()]
            total = sum(tie.strength if tie else 0.0 for tie in ties) / len(ties)
            if total > value and total >= MEMBER:
                best, value = third, total
        if best is not None:
            ties = [links[(name, key)].get(best) for name, key in members.items()]
            weights += [_weight(tie, links) for tie in ties if tie]
            strengths += [tie.strength if tie else 0.0 for tie in ties]
            members[lang] = best[1]
    strength = sum(strengths) / len(strengths)
    return sum(weights) / len(weights) * (1 + 0.3 * (len(members) - 2)), Group(members, strength)
