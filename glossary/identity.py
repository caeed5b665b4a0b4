"""What makes a finding the same one in the next run, and what it is about.

A dismissal is kept by these. Numbers of rows change when a text is aligned anew, and cells when rows are merged or
split, so a finding is known by its quotes and the few words around them within their sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b

from aligner.fold import fold
from aligner.types import Segment, Span, Table
from glossary.types import Finding

AROUND = 8
"""Characters before and after a quote that belong to its place: enough to tell places apart, few enough that mending
another word of the sentence leaves the finding what it was."""
SHOWN = 120
"""The most characters of a topic that are shown."""


def fingerprint(finding: Finding, table: Table) -> str:
    """The finding's fingerprint in its table: the same in every run, whatever rows and cells the alignment makes.

    >>> from aligner.types import table_from_spans
    >>> from glossary.types import Severity
    >>> cells = {"en": [Segment("A b. ", "en", 0, -1, Span(0, 4)), Segment("the the", "en", 1, -1, Span(5, 12))]}
    >>> apart = table_from_spans(("en",), cells, [(Span(0, 1),), (Span(1, 2),)])
    >>> joined = table_from_spans(("en",), cells, [(Span(0, 2),)])
    >>> def found(row, start):
    ...     spans, quotes = {"en": (Span(start, start + 7),)}, {"en": ("the the",)}
    ...     return Finding("doubled-word", Severity.WARNING, row, ("en",), "", spans=spans, quotes=quotes)
    >>> fingerprint(found(1, 0), apart) == fingerprint(found(0, 6), joined)
    True
    """
    if finding.gathered:
        quotes = {
            lang: tuple(dict.fromkeys(fold(quote, lang).text for quote in finding.quotes.get(lang, ())))
            for lang in finding.langs[:1]
        }
        return replace(finding, quotes=quotes).fingerprint({"": topic(about(finding))})
    return _named(finding, _Cells(table, finding.row))


def fingerprints(findings: Iterable[Finding], table: Table) -> list[str]:
    """The fingerprints of findings of one table: a row is read once for all that was found in it."""
    cells: dict[int, _Cells] = {}
    prints = []
    for finding in findings:
        if not finding.gathered and finding.row not in cells:
            cells[finding.row] = _Cells(table, finding.row)
        prints.append(fingerprint(finding, table) if finding.gathered else _named(finding, cells[finding.row]))
    return prints


class _Cells:
    """The texts of a row, and where each sentence begins and ends in them."""

    def __init__(self, table: Table, index: int) -> None:
        self._table, self._row = table, table.rows[index]
        self.texts = table.texts(self._row)
        self._places: dict[str, tuple[list[int], list[int]]] = {}

    def around(self, span: Span, lang: str) -> str:
        """The words around a place, not beyond the sentences that it touches."""
        text = self.texts[lang]
        if lang not in self._places:
            spans = list(_sentences(self._table.cell(self._row, lang), text))
            self._places[lang] = [one.start for one in spans], [one.stop for one in spans]
        starts, stops = self._places[lang]
        first, last = bisect_right(stops, span.start), bisect_left(starts, span.stop) - 1
        least, most = (starts[first], stops[last]) if first <= last else (0, len(text))
        start, stop = max(least, span.start - AROUND), min(most, span.stop + AROUND)
        return f"{text[start : span.start].lstrip()}\x1d{text[span.stop : stop].rstrip()}"


def _named(finding: Finding, cells: _Cells) -> str:
    if not finding.spans:
        return finding.fingerprint({lang: cells.texts.get(lang, "") for lang in finding.langs})
    return finding.fingerprint(
        {lang: "\x1e".join(cells.around(span, lang) for span in spans) for lang, spans in finding.spans.items()}
    )


def about(finding: Finding) -> dict[str, str]:
    """What the finding is about, by language: the term or name that the check says, else what it quotes.

    >>> from glossary.types import Severity
    >>> about(Finding("x", Severity.INFO, 0, ("vi",), "", quotes={"vi": ("của của",)}))
    {'vi': 'của của'}
    """
    found = finding.about or {lang: " · ".join(dict.fromkeys(quotes)) for lang, quotes in finding.quotes.items()}
    return {lang: text for lang, text in found.items() if text}


def topic(about: Mapping[str, str]) -> str:
    """A digest of what findings are about, the same for every spelling of it; empty when it is nothing.

    >>> topic({"en": "Clusters"}) == topic({"en": "clusters"}), topic({"zh-Hans": "集群"}) == topic({"zh-Hant": "集羣"})
    (True, True)
    """
    if not about:
        return ""
    parts = sorted(f"{lang.partition('-')[0]}:{fold(text, lang).text}" for lang, text in about.items())
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def shown(about: Mapping[str, str]) -> dict[str, str]:
    """The topic in a length to be shown."""
    return {lang: text if len(text) <= SHOWN else text[: SHOWN - 1] + "…" for lang, text in about.items()}


def _sentences(segments: tuple[Segment, ...], text: str) -> Iterator[Span]:
    """Where the segments of a cell stand in its text."""
    place = 0
    for segment in segments:
        start = text.find(segment.text, place)
        if start >= 0:
            place = start + len(segment.text)
            yield Span(start, place)
