"""Rows as they stand in the table, drawn once for everybody who sees them as they are: most requests are for rows that
somebody saw before, and drawing one takes longer than all that is needed to know that it is the same."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from flask_babel import get_locale
from markupsafe import Markup

from aligner.types import Evidence
from web.actions.remembering import Joined
from web.views import Cell, FindingView, RowView, SegmentView, WorkSummary

MOST = 12 << 20
"""Bytes of rows that a process keeps, packed to a third: some 20,000 rows in four languages."""


def _all(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))


_ROW, _CELL, _SEGMENT, _EVIDENCE, _FINDING = map(_all, (RowView, Cell, SegmentView, Evidence, FindingView))
_IN_ROW = [field.name for field in fields(RowView)].index("cells"), [f.name for f in fields(RowView)].index("evidence")
_IN_CELL = [field.name for field in fields(Cell)].index("segments")


@dataclass(frozen=True, slots=True)
class Beside:
    """What a row is drawn from beside itself: marks of findings by language, how grave the worst is, the findings, the
    languages that stand elsewhere, what belongs together, and how many people talk about it."""

    marks: Mapping[str, Sequence[Any]]
    worst: str | None = None
    notes: Sequence[FindingView] = ()
    there: set[str] | None = None
    links: Joined | None = None
    talk: int | None = None


class Drawn:
    """Rows by what they were drawn from; the first that were kept go first.

    >>> drawn = Drawn(30)
    >>> for name in (b"a", b"b", b"c"):
    ...     drawn.keep(name, Markup("<p/>"))
    >>> [drawn.get(name) for name in (b"a", b"c")]
    [None, Markup('<p/>')]
    """

    def __init__(self, most: int = MOST) -> None:
        self.most, self.size = most, 0
        self._held: dict[bytes, bytes] = {}

    def get(self, name: bytes) -> Markup | None:
        """A row that is kept."""
        found = self._held.get(name)
        return None if found is None else Markup(zlib.decompress(found).decode(errors="surrogatepass"))  # noqa: S704 (drawn before)

    def keep(self, name: bytes, drawn: Markup) -> None:
        """Keep a row."""
        held = zlib.compress(drawn.encode(errors="surrogatepass"), 1)
        self.size += len(held) - len(self._held.pop(name, b""))
        self._held[name] = held
        while self.size > self.most and self._held:
            try:
                self.size -= len(self._held.pop(next(iter(self._held))))
            except (KeyError, StopIteration, RuntimeError):  # somebody else did
                return


_drawn = Drawn()


def draw(
    row_of: Callable[[WorkSummary, RowView, Mapping[str, Any], str], Markup],
    work: WorkSummary,
    row: RowView,
    query: str,
    beside: Beside,
) -> Markup:
    """A row as the template draws it, or as it drew it before from the same."""
    name = None if query else name_of(row, beside)
    found = _drawn.get(name) if name else None
    if found is None:
        found = row_of(work, row, beside.marks, query)
        if name:
            _drawn.keep(name, found)
    return found


def name_of(row: RowView, beside: Beside) -> bytes | None:
    """All that a row is drawn from, in short; nothing when it cannot be told."""
    said = [*_ROW(row)]
    said[_IN_ROW[0]] = [_of_cell(cell) for cell in row.cells]
    said[_IN_ROW[1]] = [_EVIDENCE(item) for item in row.evidence]
    where = [
        (lang, [(span.start, span.stop, mark, note) for span, mark, note in held])
        for lang, held in beside.marks.items()
    ]
    notes = [repr(_FINDING(one)) for one in beside.notes]
    links = beside.links.packed if beside.links else b""
    whole = (str(get_locale()), said, where, beside.worst, notes, sorted(beside.there or ()), beside.talk, links)
    try:
        return blake2b(marshal.dumps(whole, 2), digest_size=16).digest()
    except ValueError:  # of a kind that has no plain form
        return None


def _of_cell(cell: Cell) -> list[Any]:
    said = [*_CELL(cell)]
    said[_IN_CELL] = [_SEGMENT(one) for one in cell.segments]
    return said
