"""Linking: which candidate of one language stands for which of another.

In every row, the run of units on one side is held against the runs on the other: how much of each is answered within
the other. That settles the boundaries: a word too many has no counterpart, a word too few leaves one without. Summed
over the rows and set against all occurrences (a soft Dice coefficient), this is the strength of a link.
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
LEAK = 0.5  # how much a word that is answered outside the other run counts against the fit
ABSORBED = 0.7  # how much of an occurrence a longer candidate around it takes away, if it fits perfectly

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
        own = fit * np.sqrt(x_own[:, None] * y_own[None, :])
        fits = fit >= FIT
        values = zip(fit[fits].tolist(), own[fits].tolist(), strict=True)
        for i, j, value in zip(*(ends.tolist() for ends in np.nonzero(fits)), values, strict=True):
            pair = xs[i][0], ys[j][0]
            before = best.get(pair)
            if before is None or before < value:
                best[pair] = value
        for pair, (whole, free) in best.items():
            entry = found.get(pair)
            if entry is None:
                entry = found[pair] = Link((x_lang, pair[0]), (y_lang, pair[1]))
            entry.fit += free
            entry.rows.append(cell.row)
            entry.fits.append(whole)
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
    x_same, y_same = _same(xs), _same(ys)
    inside = np.stack(
        (inside[0] if y_same is None else inside[0] @ y_same, inside[1] if x_same is None else x_same @ inside[1])
    )
    forth = (inside[0] - LEAK * (forth_all - inside[0])) / np.array([len(key) for key, _, _ in xs])[:, None]
    back = (inside[1] - LEAK * (back_all - inside[1])) / np.array([len(key) for key, _, _ in ys])[None, :]
    product: Floats = np.sqrt(np.clip(forth, 0, 1) * np.clip(back, 0, 1))
    return product


def _same(places: Sequence[tuple[Key, int, int]]) -> Floats | None:
    """Which places of a cell hold the same candidate: one word may be answered now here, now there; nothing where no
    two do."""
    numbers: dict[Key, int] = {}
    keys = np.array([numbers.setdefault(key, len(numbers)) for key, _, _ in places])
    if len(numbers) == len(places):
        return None
    same: Floats = (keys[:, None] == keys[None, :]).astype(float)
    return same


def _strength(entry: Link, left: float, right: float, total: int) -> float:
    """The soft Dice coefficient, lifted a little by a sure association (log-likelihood) of frequent candidates."""
    soft = 2 * entry.fit / (left + right)
    seen = float(len(entry.rows))
    left, right = max(left, seen), max(right, seen)
    sure = log_likelihood(seen, left, right, max(total, left + right - seen, seen + 1))
    return soft * (1 + 0.1 * min(sure, 30.0) / 30.0)
