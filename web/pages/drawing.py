"""Rows as they stand in the table, drawn once for everybody who sees them as they are: most requests are for rows that
somebody saw before, and drawing one takes longer than all that is needed to know that it is the same."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from flask_babel import get_locale
from markupsafe import Markup

from aligner.types import Evidence
from web.actions.remembering import Joined
from web.views import Cell, FindingView, RowView, SegmentView, WorkSummary

MOST = 40 << 20
"""Bytes of rows that a process keeps: some 20,000 rows in four languages."""


def _all(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))


_ROW, _CELL, _SEGMENT, _EVIDENCE, _FINDING = map(_all, (RowView, Cell, SegmentView, Evidence, FindingView))
_IN_ROW = [field.name for field in fields(RowView)].index("cells"), [f.name for f in fields(RowView)].index("evidence")
_IN_CELL = [field.name for field in fields(Cell)].index("segments")


class Drawn:
    """Rows by what they were drawn from; the first that were kept go first.

    >>> drawn = Drawn(10)
    >>> for name in (b"a", b"b", b"c"):
    ...     drawn.keep(name, Markup("<p/>"))
    >>> [drawn.get(name) for name in (b"a", b"c")]
    [None, Markup('<p/>')]
    """

    def __init__(self, most: int = MOST) -> None:
        self.most, self.size = most, 0
        self._held: dict[bytes, bytes] = {}  # of letters with marks, half of what a string takes

    def get(self, name: bytes) -> Markup | None:
        """A row that is kept."""
        found = self._held.get(name)
        return None if found is None else Markup(found.decode(errors="surrogatepass"))  # noqa: S704 (drawn before)

    def keep(self, name: bytes, drawn: Markup) -> None:
        """Keep a row."""
        held = drawn.encode(errors="surrogatepass")
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
    marks: Mapping[str, Sequence[Any]],
    worst: str | None,
    notes: Sequence[FindingView],
    there: set[str] | None,
    links: Joined | None,
    talk: int | None,
) -> Markup:
    """A row as the template draws it, or as it drew it before from the same."""
    name = None if query else name_of(row, marks, worst, notes, there, links, talk)
    found = _drawn.get(name) if name else None
    if found is None:
        found = row_of(work, row, marks, query)
        if name:
            _drawn.keep(name, found)
    return found


def name_of(
    row: RowView,
    marks: Mapping[str, Sequence[Any]],
    worst: str | None,
    notes: Sequence[FindingView],
    there: set[str] | None,
    links: Joined | None,
    talk: int | None,
) -> bytes | None:
    """All that a row is drawn from, in short; nothing when it cannot be told."""
    said = [*_ROW(row)]
    said[_IN_ROW[0]] = [_of_cell(cell) for cell in row.cells]
    said[_IN_ROW[1]] = [_EVIDENCE(item) for item in row.evidence]
    where = [(lang, [(span.start, span.stop, mark, note) for span, mark, note in held]) for lang, held in marks.items()]
    more = (where, worst, [repr(_FINDING(one)) for one in notes], sorted(there or ()), talk)
    try:
        return blake2b(
            marshal.dumps((str(get_locale()), said, more, links.packed if links else b""), 2), digest_size=16
        ).digest()
    except ValueError:  # of a kind that has no plain form
        return None


def _of_cell(cell: Cell) -> list[Any]:
    said = [*_CELL(cell)]
    said[_IN_CELL] = [_SEGMENT(one) for one in cell.segments]
    return said
