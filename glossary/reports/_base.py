"""What all reports are made of: findings as they are told to a reader, and the rows in which they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aligner.types import LANGS, Table
from glossary import identity
from glossary.types import Finding

SEVERITIES = ("error", "warning", "info")
"""The gravest first."""
SIGNS = {"error": "■", "warning": "◆", "info": "○"}
"""A shape for each severity, so that it can be told without colour."""
NAMES = {"en": "English", "vi": "Tiếng Việt", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence; ``lang`` is the language of its words, empty for the report's own; ``quoted`` when they
    are the text's."""

    text: str
    lang: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as it is reported. ``source`` names the work or the files, ``row`` counts from 1, ``spans`` are
    (start, stop) pairs of code points in the cell's text; ``said`` is the message in runs; ``reason`` says why it was
    ``dismissed``."""

    source: str
    check: str
    severity: str
    row: int
    langs: tuple[str, ...]
    spans: Mapping[str, Sequence[tuple[int, int]]]
    quotes: Mapping[str, Sequence[str]]
    message: str
    suggestion: str
    fingerprint: str
    rows: tuple[int, ...] = ()
    said: tuple[Run, ...] = ()
    dismissed: bool = False
    reason: str = ""


LONG, NEAR = 2000, 300
"""The characters of a text that are shown beside a finding, and those around its places where the text has more: a row
that somebody made of thousands of rows is not written again for each of its findings."""


def excerpt(text: str, items: Sequence[Item], lang: str) -> tuple[str, int]:
    """What to show of a cell beside findings, whole or around their places; and how far places stand to the left in it.

    >>> excerpt("A mill.", (), "en")
    ('A mill.', 0)
    >>> shown, left = excerpt("a" * 5000, (), "en")
    >>> len(shown), shown[-1], left
    (2001, '…', 0)
    """
    if len(text) <= LONG:
        return text, 0
    places = [span for item in items for span in item.spans.get(lang, ()) if span[1] - span[0] < len(text)]
    start = max(0, min((start for start, _ in places), default=0) - NEAR)
    stop = min(len(text), max(start + LONG, max((stop for _, stop in places), default=0) + NEAR))
    before, after = "…" * (start > 0), "…" * (stop < len(text))
    return f"{before}{text[start:stop]}{after}", start - len(before)


@dataclass(frozen=True, slots=True)
class Source:
    """A work, or files that were checked together: its title (``lang`` is the title's language), its languages in
    order, how many rows it has, and the texts of those with findings: row number → language → text."""

    name: str
    title: str
    langs: tuple[str, ...]
    rows: int
    texts: Mapping[int, Mapping[str, str]]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Findings of one or more sources, in the order of the texts.

    ``lang`` is the reader's language and ``words`` gives a sentence of ours in it; ``checks`` has title and description
    of each check in that language, ``alarms`` its false alarms per 100 rows by language. Without ``created`` no date is
    written, so that the same findings give the same bytes.
    """

    items: tuple[Item, ...]
    sources: Mapping[str, Source]
    lang: str = "en"
    words: Callable[[str], str] = str
    checks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    alarms: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    created: datetime | None = None

    @property
    def langs(self) -> tuple[str, ...]:
        """All languages of the sources, in the product's order."""
        here = {lang for source in self.sources.values() for lang in source.langs}
        return tuple(sorted(here, key=lambda lang: (LANGS.index(lang) if lang in LANGS else len(LANGS), lang)))

    def texts(self, item: Item) -> dict[str, str]:
        """The texts of the row in which a finding stands, each no longer than one reads beside a finding."""
        texts = self.sources[item.source].texts.get(item.row, {})
        return {lang: excerpt(text, [item], lang)[0] for lang, text in texts.items()}

    def by_check(self) -> Iterator[tuple[str, list[Item]]]:
        """The findings of each check, the check with the gravest ones first, then the one with most."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.check, []).append(item)

        def rank(check: str) -> tuple[object, ...]:
            counts = Counter(item.severity for item in found[check])
            return (*(-counts[severity] for severity in SEVERITIES), check)

        for check in sorted(found, key=rank):
            yield check, sorted(found[check], key=lambda item: SEVERITIES.index(item.severity))

    def by_row(self) -> Iterator[tuple[Source, int, list[Item]]]:
        """The findings of each row, in the order of sources and rows."""
        found: dict[tuple[str, int], list[Item]] = {}
        for item in self.items:
            found.setdefault((item.source, item.row), []).append(item)
        order = list(self.sources)
        for name, row in sorted(found, key=lambda place: (order.index(place[0]), place[1])):
            yield self.sources[name], row, found[name, row]

    def title(self, check: str) -> str:
        """What a check is called."""
        return self.checks[check][0] if check in self.checks else check


def items_of(table: Table, findings: Sequence[Finding], source: str = "") -> tuple[Item, ...]:
    """The findings of a table as items, their messages in English.

    >>> from aligner.types import Segment, Span, table_from_spans
    >>> from glossary.checks import run
    >>> cells = {"vi": [Segment("Nhà của của tôi.", "vi", 0, -1, Span(0, 16))]}
    >>> table = table_from_spans(("vi",), cells, [(Span(0, 1),)])
    >>> items_of(table, run(table))[0].quotes
    {'vi': ('của của',)}
    """
    return tuple(
        Item(
            source=source,
            check=found.check,
            severity=str(found.severity),
            row=found.row + 1,
            langs=found.langs,
            spans={lang: [(span.start, span.stop) for span in spans] for lang, spans in found.spans.items()},
            quotes=found.quotes,
            message=found.text,
            suggestion=found.suggestion,
            fingerprint=fingerprint,
            rows=tuple(row + 1 for row in found.rows),
        )
        for found, fingerprint in zip(findings, identity.fingerprints(findings, table), strict=True)
    )
