"""What the translation memory has for a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemoryView:
    """A stored sentence like the one that was looked for, with what stands beside it in the other languages.

    ``percent`` is how like it is, 100 for the same; ``kind`` says what parts the two: identical, script (the same in
    the other Chinese script), form (case, marks, tags), numbers, or fuzzy. ``whole`` is false when the sentence is only
    part of its cell, so that the counterparts say more than it does. ``query_spans`` and ``spans`` are the (start,
    stop) places that differ, in the query and in ``text``. ``times`` counts the rows that are word for word the same;
    ``url`` is the path of the first in the workbench.
    """

    percent: int
    kind: str
    lang: str
    text: str
    counterparts: dict[str, str]
    work: str
    title: str
    row: int
    band: str
    url: str
    whole: bool = True
    query_spans: tuple[tuple[int, int], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class RecallView:
    """What the translation memory has for a sentence, best first. ``query`` is the sentence as it was looked for,
    ``lang`` its language, empty when that could not be told; then all languages were searched."""

    query: str
    lang: str
    matches: tuple[MemoryView, ...]
