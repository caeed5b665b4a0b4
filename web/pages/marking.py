"""Which stretches of a cell's text are marked, and why: what checks found, what was searched for, what belongs
together across the columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.fold import fold
from aligner.types import Span
from web.actions.linking import STATES, Link
from web.views import Cell, FindingView

SHOWN = ("hit", "error", "warning", "info", "beside")
"""The kinds of marks; where two overlap, the earlier one shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a segment's text; ``mark`` is one of ``SHOWN``, or empty. ``link`` holds the keys of what belongs
    together across the columns, ``state`` how a term keeps to the glossary, ``kind`` what it is: term, name, quantity;
    ``notes`` are the numbers of the findings there."""

    text: str
    mark: str = ""
    kind: str = ""
    state: str = ""
    link: str = ""
    notes: str = ""

    @property
    def classes(self) -> str:
        """The classes of the mark; empty where nothing is marked."""
        return " ".join(filter(None, (self.mark, self.kind and f"m-{self.kind}", self.state)))


Marks = Mapping[int, Mapping[str, Sequence[tuple[Span, str, int]]]]
"""By row number and language: spans in the cell's text, what to mark them with, and the finding that does."""


def marks_of(findings: Iterable[FindingView]) -> Marks:
    """Where the open findings stand: the words at fault by severity, the words they were compared with as beside."""
    marks: dict[int, dict[str, list[tuple[Span, str, int]]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.dismissed:
            continue
        for lang, spans in finding.spans.items():
            fault = finding.langs and lang == finding.langs[0]
            for start, stop in spans:
                mark = finding.severity if fault else "beside"
                marks[finding.row][lang].append((Span(start, stop), mark, finding.id))
    return marks


def worst_of(findings: Iterable[FindingView]) -> dict[int, str]:
    """The gravest severity among the open findings of each row."""
    worst: dict[int, str] = {}
    for finding in findings:
        if not finding.dismissed:
            before = worst.get(finding.row, finding.severity)
            worst[finding.row] = min(before, finding.severity, key=SHOWN.index)
    return worst


def pieces(
    cell: Cell, marks: Sequence[tuple[Span, str, int]] = (), query: str = "", links: Sequence[Link] = ()
) -> list[list[Piece]]:
    """The text of each of a cell's segments in pieces; put together they are the text. A mark on the whole cell says
    nothing that the row does not say, and is left out.

    >>> from web.views import SegmentView
    >>> cell = Cell("en", "A b. C d.", 0, 2, (SegmentView(1, 0, "A b.", "body", 0, 0, 4), SegmentView(2, 1, "C d.",
    ...     "body", 0, 5, 9)))
    >>> [[(piece.text, piece.mark) for piece in part] for part in pieces(cell, [(Span(5, 6), "error", 1)], "B")]
    [[('A ', ''), ('b', 'hit'), ('.', '')], [('C', 'error'), (' d.', '')]]
    >>> [piece.classes for piece in pieces(cell, (), "", [Link(0, 1, "term", "t1", "kept")])[0]]
    ['m-term kept', '']
    """
    places = _places(cell)
    held = _apart([(span.start, span.stop) for span, _, _ in marks], places)
    linked = _apart([(link.start, link.stop) for link in links], places)
    found = []
    for segment, (place, _), inner, near in zip(cell.segments, places, held, linked, strict=True):
        inside = [
            (Span(max(span.start - place, 0), max(span.stop - place, 0)), mark, note)
            for span, mark, note in (marks[number] for number in inner)
            if len(span) < len(cell.text)
        ]
        inside += [(span, "hit", 0) for span in hits(segment.text, cell.lang, query)]
        beside = [
            link._replace(start=max(link.start - place, 0), stop=link.stop - place)
            for link in (links[number] for number in near)
        ]
        found.append(_cut(segment.text, inside, beside))
    return found


def _places(cell: Cell) -> list[tuple[int, int]]:
    """Where the segments of a cell stand in its text."""
    found = []
    place = 0
    for segment in cell.segments:
        place = cell.text.find(segment.text, place)
        found.append((place, place + len(segment.text)))
        place += len(segment.text)
    return found


def _apart(spans: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> list[list[int]]:
    """For each of some places in order, the numbers of the spans that reach into it."""
    found: list[list[int]] = [[] for _ in places]
    stops = [stop for _, stop in places]
    for number, (start, stop) in enumerate(spans):
        place = bisect_right(stops, start)
        while place < len(places) and places[place][0] < stop:
            found[place].append(number)
            place += 1
    return found


def marked(text: str, finding: FindingView, lang: str) -> list[Piece]:
    """The text of one cell with the places of one finding, unless it is the whole cell."""
    mark = finding.severity if finding.langs and lang == finding.langs[0] else "beside"
    spans = [Span(start, stop) for start, stop in finding.spans.get(lang, ())]
    return _cut(text, [(span, mark, finding.id) for span in spans if len(span) < len(text)])


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


def _cut(text: str, marks: Sequence[tuple[Span, str, int]], links: Sequence[Link] = ()) -> list[Piece]:
    """The text in pieces, each of which everything that is said holds for as a whole."""
    spans = [*((span.start, span.stop) for span, _, _ in marks), *((one.start, one.stop) for one in links)]
    borders = {0, len(text)}
    for start, stop in spans:
        borders |= {min(start, len(text)), min(max(stop, 0), len(text))}
    places = list(pairwise(sorted(borders)))
    return [
        _piece(
            text[start:stop],
            [marks[number] for number in here if number < len(marks)],
            [links[number - len(marks)] for number in here if number >= len(marks)],
        )
        for (start, stop), here in zip(places, _apart(spans, places), strict=True)
    ]


def _piece(text: str, marks: Sequence[tuple[Span, str, int]], linked: Sequence[Link]) -> Piece:
    """A piece with the marks and links that stand on it."""
    here = sorted((SHOWN.index(mark), note) for _, mark, note in marks)
    worst = min(linked, key=lambda one: STATES.index(one.state) if one.state else len(STATES), default=None)
    notes = dict.fromkeys(str(note) for _, note in here if note)
    return Piece(
        text,
        SHOWN[here[0][0]] if here else "",
        worst.kind if worst else "",
        worst.state if worst else "",
        " ".join(dict.fromkeys(one.key for one in linked)),
        " ".join(notes),
    )
