"""Pages that hold more than one language: which block is in which, and one document for each.

A block alone is often too short to tell (a name, a caption), so blocks are judged together: the sequence of languages
that explains all blocks best, where each change of language costs something. On a page that sets paragraph against
paragraph changes are the rule, and cost little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.detect import OTHER, Points, evidence_of
from aligner.pieces import running, weights
from aligner.types import LANGS, Document, Kind

_STATES = (*LANGS, OTHER)
_CHANGE, _EASY_CHANGE = 4.0, 0.15
_FIRM = 3.0
"""A difference in points from which a block's own language is taken as certain."""
_CAP = 12.0
"""One block, however long, can outweigh its neighbours, but not the whole page."""
_LEAN, _TIE = 0.2, 1e-6
"""Points for the language that most of the page is in: they decide where nothing else does."""
_SHARE, _PARAGRAPHS, _LEAST = 0.2, 3, 150
"""A second language needs a fifth of the running text of the first in three paragraphs, or half of it in fewer, and a
long sentence at least: less is a quotation."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The language that markup names for a block; ``strong`` when an element near it does so, not just the page."""

    lang: str = ""
    strong: bool = False


def languages(texts: Sequence[str], declared: Sequence[Declared] = ()) -> list[str]:
    """The language of every block of one page, in its context; "" where another language than ours is spoken.

    >>> languages(["Cụm công nghiệp lớn dần lên.", "Damien Ma", "Doanh nghiệp và người dân cùng được lợi."])
    ['vi', 'vi', 'vi']
    """
    if not texts:
        return []
    sizes = weights(texts)
    points = _points(texts, sizes, declared)
    main = _main(points, texts, sizes)
    points[points.any(1), main] += _LEAN
    firm = _firm(points)
    sure = firm[firm >= 0]
    changes = int((sure[1:] != sure[:-1]).sum())
    if not changes and _is_all(points, main):
        return [_STATES[main]] * len(texts)
    alternating = changes >= 3 and changes >= 0.3 * (len(sure) - 1)
    rows = [dict(zip(_STATES, row, strict=True)) for row in points.tolist()]
    return _best_path(rows, _EASY_CHANGE if alternating else _CHANGE)


def parts(langs: Sequence[str], texts: Sequence[str]) -> dict[str, list[int]]:
    """The blocks of each language that a page is written in (usually one), in order of appearance.

    A language with little running text (a quotation, the furniture in another script) makes no part of its own: its
    blocks go with the part around them.

    >>> parts(["en", "", "en"], ["One.", "***", "Two."])
    {'en': [0, 1, 2]}
    """
    sizes: Counter[str] = Counter()
    paragraphs: Counter[str] = Counter()
    weighed = weights(texts)
    for lang, size, runs in zip(langs, weighed, running(texts, weighed), strict=True):
        sizes[lang] += size if runs else 0
        paragraphs[lang] += runs
    if not any(sizes[lang] for lang in LANGS):
        sizes = Counter({lang: 0 for lang in langs if lang})
        for lang, size in zip(langs, weighed, strict=True):
            sizes[lang] += size
    top = max(sizes.values(), default=0)
    whole = [lang for lang in dict.fromkeys(langs) if lang and sizes[lang] == top][:1] or [OTHER]
    for lang in LANGS:
        share = _SHARE if paragraphs[lang] >= _PARAGRAPHS else 0.5
        if lang not in whole and sizes[lang] >= max(share * top, _LEAST):
            whole.append(lang)
    found: dict[str, list[int]] = {lang: [] for lang in dict.fromkeys(langs) if lang in whole} or {OTHER: []}
    current = next((lang for lang in langs if lang in found), next(iter(found)))
    for index, lang in enumerate(langs):
        current = lang if lang in found else current
        found[current].append(index)
    return found


def split_languages(document: Document) -> list[Document]:
    """One document per language of a page, sharing its text; the document itself when it holds one language.

    Blocks keep their labels. A quotation in another language stays where it is.
    """
    texts = [block.text if block.kind is not Kind.BOILERPLATE else "" for block in document.blocks]
    found = parts([block.lang for block in document.blocks], texts)
    if len(found) < 2:
        return [document]
    return [
        replace(document, lang=lang, blocks=tuple(document.blocks[index] for index in indices))
        for lang, indices in found.items()
    ]


def _points(texts: Sequence[str], sizes: Sequence[int], declared: Sequence[Declared]) -> Points:
    points = evidence_of(texts)
    beyond = points.max(1) - _CAP
    points = np.where((beyond > 0)[:, None], np.maximum(points, beyond[:, None]) - beyond[:, None], points)
    for row, said in enumerate(declared):
        if said.lang in LANGS and sizes[row]:
            points[row, LANGS.index(said.lang)] += 3.0 if said.strong else 0.5
    return points


def _main(points: Points, texts: Sequence[str], sizes: Sequence[int]) -> int:
    """The language that most of the running text is certainly in, as its place among the states."""
    firm = _firm(points)
    told = np.array(sizes) * np.where(running(texts, sizes), 10, 1)
    return int(np.bincount(firm[firm >= 0], told[firm >= 0], len(_STATES)).argmax())


def _firm(points: Points) -> NDArray[np.int64]:
    """The state that each row is certainly in, or -1."""
    ordered = np.sort(points, axis=1)
    return np.where(ordered[:, -1] - ordered[:, -2] >= _FIRM, points.argmax(1), -1)


def _is_all(points: Points, main: int) -> bool:
    """Whether the best path stays in one language: the others have fewer points in all, and in no stretch of blocks so
    many more that a change would pay."""
    more = whole = 0.0
    for lead in (np.delete(points, main, axis=1).max(1) - points[:, main]).tolist():
        whole += lead
        more = max(0.0, more + lead)
        if more >= _CHANGE - _TIE:
            return False
    return whole < -_TIE


def _best_path(points: list[dict[str, float]], change: float) -> list[str]:
    """Viterbi over the page: the languages with the most points after paying for each change."""
    totals = {lang: points[0][lang] for lang in _STATES}
    steps: list[dict[str, str]] = []
    for row in points[1:]:
        leader = max(_STATES, key=lambda lang: totals[lang])
        step = {
            lang: lang if totals[lang] > totals[leader] - change + _TIE or lang == leader else leader
            for lang in _STATES
        }
        totals = {lang: row[lang] + totals[step[lang]] - (0.0 if step[lang] == lang else change) for lang in _STATES}
        steps.append(step)
    path = [max(_STATES, key=lambda lang: totals[lang])]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[::-1]
