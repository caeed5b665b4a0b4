"""Linking: which candidate of one language stands for which of another, and which of them make one concept.

In every row, the run of units on one side is held against the runs on the other: how much of each is answered within
the other. That settles the boundaries: a word too many has no counterpart, a word too few leaves one without. Summed
over the rows and set against all occurrences (a soft Dice coefficient), this is the strength of a link. Links of two
languages are then joined to groups over all of them, strongest first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np

from glossary.candidates import Phrase
from glossary.correspondence import Answers, Floats, Rows, correspond, shared_rows
from glossary.statistics import log_likelihood
from glossary.units import Cell

FIT = 0.35  # a pair of runs that fits less than this is no evidence
LEAK = 0.5  # how much a word that is answered outside the other run counts against the fit
ABSORBED = 0.7  # how much of an occurrence a longer candidate around it takes away, if it fits perfectly
JOIN = 0.2  # the least mean strength between two groups of different languages that become one
SURE = 0.55  # a link so strong that it needs no second one to agree with it
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
    x_places, y_places = _by_cell(left), _by_cell(right)
    found: dict[tuple[Key, Key], Link] = {}
    x_free, y_free = _Freedom(left), _Freedom(right)
    for (x_cell, y_cell), cell, answer in zip(rows.numbers, rows.left, correspond(rows), strict=True):
        xs, ys = x_places.get(x_cell, []), y_places.get(y_cell, [])
        if not xs or not ys:
            continue
        fit = _fit(answer, xs, ys)
        x_own, y_own = x_free.note(xs, fit.max(1)), y_free.note(ys, fit.max(0))
        best: dict[tuple[Key, Key], tuple[float, float]] = {}
        for i, j in np.argwhere(fit >= FIT):
            pair = xs[i][0], ys[j][0]
            value = float(fit[i, j])
            own = value * math.sqrt(float(x_own[i]) * float(y_own[j]))
            best[pair] = max(best.get(pair, (0.0, 0.0)), (value, own))
        for pair, (value, own) in best.items():
            entry = found.get(pair)
            if entry is None:
                entry = found[pair] = Link((x_lang, pair[0]), (y_lang, pair[1]))
            entry.fit += own
            entry.rows.append(cell.row)
            entry.fits.append(value)
    for (x, y), entry in found.items():
        entry.strength = _strength(entry, x_free.rows[x], y_free.rows[y], len(rows.numbers))
    return list(found.values())


class _Freedom:
    """In how many rows each candidate stands on its own. Where a longer one around it fits, it counts for less:
    *bearing* within *bearing housing* needs no counterpart of its own."""

    def __init__(self, phrases: Mapping[Key, Phrase]) -> None:
        self.rows = {key: float(len({place.cell for place in phrase.places})) for key, phrase in phrases.items()}

    def note(self, places: Sequence[tuple[Key, int, int]], fit: Floats) -> Floats:
        """Take off what longer candidates of one cell account for, given how well each place fits at best."""
        start = np.array([place[1] for place in places])
        stop = np.array([place[2] for place in places])
        around = (start[None, :] <= start[:, None]) & (stop[None, :] >= stop[:, None])
        around &= (stop - start)[None, :] > (stop - start)[:, None]
        free: Floats = 1.0 - ABSORBED * (around * np.clip(fit, 0, 1)[None, :]).max(1)
        best: dict[Key, float] = {}
        for (key, _, _), value in zip(places, free, strict=True):
            best[key] = max(best.get(key, 0.0), float(value))
        for key, value in best.items():
            self.rows[key] -= 1.0 - value
        return free


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
    total = np.zeros((2, answer.forth.shape[0] + 1, answer.forth.shape[1] + 1))
    total[0, 1:, 1:] = answer.forth.cumsum(0).cumsum(1)
    total[1, 1:, 1:] = answer.back.cumsum(0).cumsum(1)
    inside = (
        total[:, x_stop, y_stop] - total[:, x_start, y_stop] - total[:, x_stop, y_start] + total[:, x_start, y_start]
    )
    forth_all = total[0, x_stop, -1] - total[0, x_start, -1]
    back_all = total[1, -1, y_stop] - total[1, -1, y_start]
    inside = np.stack((inside[0] @ _same(ys), _same(xs) @ inside[1]))
    forth = (inside[0] - LEAK * (forth_all - inside[0])) / np.array([len(key) for key, _, _ in xs])[:, None]
    back = (inside[1] - LEAK * (back_all - inside[1])) / np.array([len(key) for key, _, _ in ys])[None, :]
    product: Floats = np.sqrt(np.clip(forth, 0, 1) * np.clip(back, 0, 1))
    return product


def _same(places: Sequence[tuple[Key, int, int]]) -> Floats:
    """Which places of a cell hold the same candidate: one word may be answered now here, now there."""
    numbers: dict[Key, int] = {}
    keys = np.array([numbers.setdefault(key, len(numbers)) for key, _, _ in places])
    same: Floats = (keys[:, None] == keys[None, :]).astype(float)
    return same


def _strength(entry: Link, left: float, right: float, total: int) -> float:
    """The soft Dice coefficient, lifted a little by a sure association (log-likelihood) of frequent candidates."""
    soft = 2 * entry.fit / (left + right)
    seen = float(len(entry.rows))
    left, right = max(left, seen), max(right, seen)
    sure = log_likelihood(seen, left, right, max(total, left + right - seen, seen + 1))
    return soft * (1 + 0.1 * min(sure, 30.0) / 30.0)


def group(links: Links, phrases: Mapping[str, Mapping[Key, Phrase]]) -> list[Group]:
    """Groups of candidates over the languages, best first; every candidate is the main one of one group at most."""
    pairs = sorted(
        (
            (_weight(entry), node, other)
            for node, others in links.items()
            for other, entry in others.items()
            if node < other and entry.strength >= MEMBER
        ),
        reverse=True,
    )
    langs = list(phrases)
    near = _by_lang(links)
    drafts = [_grow(node, other, links, near, langs) for _, node, other in pairs]
    drafts.sort(key=lambda draft: -draft[0])
    taken: set[Node] = set()
    groups: list[Group] = []
    for _, draft in drafts:
        nodes = set(draft.members.items())
        if nodes & taken:
            continue
        taken |= nodes
        groups.append(draft)
    return _join(groups, links, taken)


def _join(groups: list[Group], links: Links, taken: AbstractSet[Node]) -> list[Group]:
    """Groups of different languages that belong together become one; free candidates fill languages still missing."""
    home = {node: one for one in groups for node in one.members.items()}
    singles = {node: Group(dict([node]), 0.0) for node in links if node not in taken}
    home.update(singles)
    options: dict[tuple[int, int], tuple[float, Group, Group]] = {}
    for node, others in links.items():
        for other in others:
            one, two = home[node], home[other]
            if id(one) < id(two) and (len(one.members) > 1 or len(two.members) > 1):
                options.setdefault((id(one), id(two)), (_between(one, two, links), one, two))
    alive = set(map(id, groups)) | set(map(id, singles.values()))
    for value, one, two in sorted(options.values(), key=lambda option: -option[0]):
        if value < JOIN:
            break
        if id(one) not in alive or id(two) not in alive or one.members.keys() & two.members.keys():
            continue
        if _between(one, two, links) < JOIN:
            continue
        big, small = (one, two) if len(one.members) >= len(two.members) else (two, one)
        big.strength = (big.strength * len(big.members) + value * len(small.members)) / (
            len(big.members) + len(small.members)
        )
        big.members.update(small.members)
        alive.discard(id(small))
    return [one for one in groups if id(one) in alive]


def _between(one: Group, two: Group, links: Links) -> float:
    """The mean strength of the links between the members of two groups, two scripts of one language left aside."""
    ties = [
        entry.strength if (entry := links[node].get(other)) else 0.0
        for node in one.members.items()
        for other in two.members.items()
        if node[0][:2] != other[0][:2]
    ]
    if ties:
        return sum(ties) / len(ties)
    return max(
        links[node][other].strength
        for node in one.members.items()
        for other in two.members.items()
        if other in links[node]
    )


def _weight(entry: Link) -> float:
    """Frequent links first, but only as far as they are strong; two scripts of one language prove little."""
    return entry.strength * (1 + 0.25 * math.log2(len(entry.rows))) * (0.5 if _scripts(entry) else 1.0)


def _scripts(entry: Link) -> bool:
    return entry.left[0][:2] == entry.right[0][:2]


Near = Mapping[Node, Mapping[str, Mapping[Node, tuple[float, Link]]]]
"""The links of each candidate by language, with what each weighs: asked for so often that it is worked out once."""


def _by_lang(links: Links) -> Near:
    near: dict[Node, dict[str, dict[Node, tuple[float, Link]]]] = {}
    for node, others in links.items():
        held = near.setdefault(node, {})
        for other, entry in others.items():
            held.setdefault(other[0], {})[other] = _weight(entry), entry
    return near


def _grow(node: Node, other: Node, links: Links, near: Near, langs: Sequence[str]) -> tuple[float, Group]:
    """The two ends of a link, and of each further language the candidate that agrees best with all before."""
    members = dict([node, other])
    ties = [links[node][other]]
    for lang in langs:
        if lang in members:
            continue
        there = [near[member].get(lang, {}) for member in members.items()]
        best: tuple[float, Key, list[Link]] | None = None
        for third in {**there[0], **there[1]}:
            known = [held[third] for held in there if third in held]
            value = sum(weight for weight, _ in known) / len(members)
            if value < MEMBER or (best is not None and value <= best[0]):
                continue
            if len(known) * 2 >= len(members) + 1 or any(tie.strength >= SURE for _, tie in known):
                best = value, third[1], [tie for _, tie in known]
        if best is not None:
            members[lang] = best[1]
            ties += best[2]
    telling = [tie for tie in ties if not _scripts(tie)] or ties
    pairs = max(1, len(members) * (len(members) - 1) // 2 - (len(ties) - len(telling)))
    strength = sum(tie.strength for tie in telling) / pairs
    weight = sum(map(_weight, telling)) / pairs
    return weight * (1 + 0.3 * (len(members) - 2)), Group(members, strength)
