"""Pages that hold more than one language: which block is in which, and one document for each.

A block alone is often too short to tell (a name, a caption), so blocks are judged together: the sequence of languages
that explains all blocks best, where each change of language costs something. On a page that sets paragraph against
paragraph changes are the rule, and cost little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.detect import OTHER, evidence
from aligner.pieces import is_running, weight
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
    points = [_points(text, declared[i] if declared else Declared()) for i, text in enumerate(texts)]
    main = _main(texts, points)
    for row in points:
        row[main] += _LEAN if any(row.values()) else 0.0
    firm = [lang for lang in map(_firm, points) if lang is not None]
    changes = sum(one != other for one, other in pairwise(firm))
    if not changes and _is_all(points, main):
        return [main] * len(texts)
    alternating = changes >= 3 and changes >= 0.3 * (len(firm) - 1)
    return _best_path(points, _EASY_CHANGE if alternating else _CHANGE)


def parts(langs: Sequence[str], texts: Sequence[str]) -> dict[str, list[int]]:
    """The blocks of each language that a page is written in (usually one), in order of appearance.

    A language with little running text (a quotation, the furniture in another script) makes no part of its own: its
    blocks go with the part around them.

    >>> parts(["en", "", "en"], ["One.", "***", "Two."])
    {'en': [0, 1, 2]}
    """
    sizes: Counter[str] = Counter()
    paragraphs: Counter[str] = Counter()
    for lang, text in zip(langs, texts, strict=True):
        sizes[lang] += weight(text) if is_running(text) else 0
        paragraphs[lang] += is_running(text)
    if not any(sizes[lang] for lang in LANGS):
        sizes = Counter({lang: 0 for lang in langs if lang})
        for lang, text in zip(langs, texts, strict=True):
            sizes[lang] += weight(text)
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


def _points(text: str, declared: Declared) -> dict[str, float]:
    points = evidence(text)
    top = max(points.values())
    if top > _CAP:
        points = {lang: max(value, top - _CAP) - (top - _CAP) for lang, value in points.items()}
    if declared.lang in LANGS and weight(text):
        points[declared.lang] += 3.0 if declared.strong else 0.5
    return points


def _main(texts: Sequence[str], points: list[dict[str, float]]) -> str:
    """The language that most of the running text is certainly in."""
    sizes = Counter(dict.fromkeys(_STATES, 0))
    for text, row in zip(texts, points, strict=True):
        lang = _firm(row)
        if lang is not None:
            sizes[lang] += weight(text) * (10 if is_running(text) else 1)
    return sizes.most_common(1)[0][0]


def _firm(points: dict[str, float]) -> str | None:
    *_, second, top = sorted(points.values())
    return next(lang for lang, value in points.items() if value == top) if top - second >= _FIRM else None


def _is_all(points: list[dict[str, float]], main: str) -> bool:
    """Whether the best path stays in one language: the others have fewer points in all, and in no stretch of blocks so
    many more that a change would pay."""
    others = [lang for lang in _STATES if lang != main]
    more = whole = 0.0
    for row in points:
        lead = max([row[lang] for lang in others]) - row[main]
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
