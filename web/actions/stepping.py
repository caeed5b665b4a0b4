"""The stack of edits: what every edit answers, and taking the last one back or doing it again.

The stack is the revision log (``web.store.edits``): it outlives a reload and a restart, and everybody has his own.
"""

from __future__ import annotations

from aligner.errors import InputError
from web.actions.freshness import freshen
from web.actions.permissions import needs
from web.store import Store, edits, tables, works
from web.views import EditView, RowView, StackView

SHOWN = 100
"""Changed rows that an answer holds; where there are more, it holds none, and the rows are asked for."""


@needs("edit")
def undo(store: Store, ref: str | int) -> EditView:
    """Take back the last edit that this person made in a work and that still stands. Raises ``NotFound``,
    ``InputError`` when there is none, ``Conflict`` when somebody else changed the same rows since."""
    with store.atomic():
        work = works.resolve(store, ref)
        found = edits.undoable(store, work)
        if found is None:
            raise InputError("There is nothing to undo in this work.", "")
        return finished(store, work, edits.take_back(store, found))


@needs("edit")
def redo(store: Store, ref: str | int) -> EditView:
    """Do again what was taken back last. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    with store.atomic():
        work = works.resolve(store, ref)
        found = edits.redoable(store, work)
        if found is None:
            raise InputError("There is nothing to do again in this work.", "")
        return finished(store, work, edits.do_again(store, found))


@needs("read")
def stack(store: Store, ref: str | int) -> StackView:
    """What this person's next undo and redo in a work would be. Raises ``NotFound``."""
    return _stack(store, works.resolve(store, ref))


def _stack(store: Store, work: int) -> StackView:
    back, again = edits.undoable(store, work), edits.redoable(store, work)
    return StackView(back["what"] if back else "", again["what"] if again else "", edits.latest(store, work))


def finished(store: Store, work: int, done: edits.Done, *, fresh: bool = True) -> EditView:
    """Bring up to date what hangs on the rows that were changed, unless that is done otherwise, and show them."""
    if done.texts and fresh:
        freshen(store, work, done.rows, done.carried)
    return _view(store, work, done)


def _view(store: Store, work: int, done: edits.Done) -> EditView:
    shown: tuple[RowView, ...] = ()
    if len(done.rows) <= SHOWN:
        shown = tables.by_id(store, work, done.rows)
    slug = works.summary(store, work).slug
    return EditView(done.revision, done.what, slug, done.at, done.old, done.new, done.rows, shown, _stack(store, work))


def nothing(store: Store, work: int) -> EditView:
    """What an action answers that had nothing to do."""
    return EditView(0, "", works.summary(store, work).slug, 0, 0, 0, (), (), _stack(store, work))
