"""Which stretches of a cell's text are marked, and why: what checks found, and what was searched for; and which
terms a row holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aligner.fold import fold
from aligner.types import Span
from glossary.matcher import Matcher
from glossary.types import Concept, Term
from web.views import Cell, ConceptView, FindingView, RowView

SHOWN = ("hit", "error", "warning", "info", "beside")
"""The kinds of marks; where two overlap, the earlier one shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a segment's text; ``mark`` is one of ``SHOWN``, or empty."""

    text: str
    mark: str = ""


Marks = Mapping[int, Mapping[str, Sequence[tuple[Span, str]]]]
"""By row number and language: spans in the cell's text, and what to mark them with."""


def marks_of(findings: Iterable[FindingView]) -> Marks:
    """Where the open findings stand: the words at fault by severity, the words they were compared with as beside."""
    marks: dict[int, dict[str, list[tuple[Span, str]]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.dismissed:
            continue
        for lang, spans in finding.spans.items():
            fault = finding.langs and lang == finding.langs[0]
            for start, stop in spans:
                marks[finding.row][lang].append((Span(start, stop), finding.severity if fault else "beside"))
    return marks


def worst_of(findings: Iterable[FindingView]) -> dict[int, str]:
    """The gravest severity among the open findings of each row."""
    worst: dict[int, str] = {}
    for finding in findings:
        if not finding.dismissed:
            before = worst.get(finding.row, finding.severity)
            worst[finding.row] = min(before, finding.severity, key=SHOWN.index)
    return worst


def pieces(cell: Cell, marks: Sequence[tuple[Span, str]] = (), query: str = "") -> list[list[Piece]]:
    """The text of each of a cell's segments in pieces; put together they are the text. A mark on the whole cell says
    nothing that the row does not say, and is left out.

    >>> from web.views import SegmentView
    >>> cell = Cell("en", "A b. C d.", 0, 2, (SegmentView(1, 0, "A b.", "body", 0, 0, 4), SegmentView(2, 1, "C d.",
    ...     "body", 0, 5, 9)))
    >>> [[(piece.text, piece.mark) for piece in part] for part in pieces(cell, [(Span(5, 6), "error")], "B")]
    [[('A ', ''), ('b', 'hit'), ('.', '')], [('C', 'error'), (' d.', '')]]
    """
    found = []
    place = 0
    for segment in cell.segments:
        place = cell.text.find(segment.text, place)
        inside = [
            (Span(max(span.start - place, 0), max(span.stop - place, 0)), mark)
            for span, mark in marks
            if len(span) < len(cell.text)
        ]
        inside += [(span, "hit") for span in hits(segment.text, cell.lang, query)]
        found.append(_cut(segment.text, inside))
        place += len(segment.text)
    return found


def marked(text: str, finding: FindingView, lang: str) -> list[Piece]:
    """The text of one cell with the places of one finding, unless it is the whole cell."""
    mark = finding.severity if finding.langs and lang == finding.langs[0] else "beside"
    spans = [Span(start, stop) for start, stop in finding.spans.get(lang, ())]
    return _cut(text, [(span, mark) for span in spans if len(span) < len(text)])


def terms_in(row: RowView, concepts: Sequence[ConceptView], most: int = 5) -> list[ConceptView]:
    """The concepts that stand in a row in two languages or more: those in most languages first, then the longest.

    Terms are found in any of their forms (clusters for *cluster*, 产业集群 for 產業集羣), as checks find them.
    """
    matcher = _matcher(tuple((c.kind, tuple((term.lang, term.text) for term in c.terms)) for c in concepts))
    lengths: dict[int, dict[str, int]] = defaultdict(dict)
    filled = [cell for cell in row.cells if cell.text]
    for cell in filled:
        for match in matcher.find(cell.text, cell.lang, nested=True):
            here = lengths[match.concept]
            here[cell.lang] = max(here.get(cell.lang, 0), len(match.span))
    found = [number for number, here in lengths.items() if len(here) >= min(2, len(filled))]
    found.sort(key=lambda number: (-len(lengths[number]), -max(lengths[number].values()), number))
    return [concepts[number] for number in found[:most]]


@lru_cache(maxsize=8)
def _matcher(concepts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Matcher:
    """The matcher of a work's concepts, kept while one goes from row to row."""
    return Matcher([Concept(tuple(Term(*term) for term in terms), kind=kind) for kind, terms in concepts])


def hits(text: str, lang: str, query: str) -> list[Span]:
    """Where a query stands in a text, as folding sees it; Vietnamese without marks finds Vietnamese with marks."""
    if not query.strip():
        return []
    wanted = fold(query.strip(), lang).text
    bare = lang == "vi" and wanted == fold(query.strip(), lang, marks=False).text
    folded = fold(text, lang, marks=False) if bare else fold(text, lang)
    spans = []
    place = folded.text.find(wanted) if wanted else -1
    while place >= 0:
        spans.append(folded.original(Span(place, place + len(wanted))))
        place = folded.text.find(wanted, place + len(wanted))
    return spans


def _cut(text: str, marks: Sequence[tuple[Span, str]]) -> list[Piece]:
    kinds = [""] * len(text)
    for span, mark in sorted(marks, key=lambda item: -SHOWN.index(item[1])):
        kinds[span.start : span.stop] = [mark] * len(kinds[span.start : span.stop])
    cut: list[Piece] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or kinds[place] != kinds[start]:
            cut.append(Piece(text[start:place], kinds[start]))
            start = place
    return cut
