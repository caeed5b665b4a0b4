"""Working on one work together: what the others changed since one last looked."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from aligner.errors import InputError
from web.actions.permissions import needs
from web.store import Store, tables, together, works
from web.views import RowView

MOST = 100
"""So many edits or rows are told one by one; who was away for longer reads the table anew."""
_SINCE = regex.compile(r"(\d{1,15})-(\d{1,15})-(\d{1,15})")


@dataclass(frozen=True, slots=True)
class EditLine:
    """What somebody did: the ``old`` rows from number ``at`` on are ``new`` rows since then. ``yours`` are words of
    whoever asks, in this language, in the place of which others stand now."""

    revision: int
    who: str
    what: str
    when: str
    at: int
    old: int
    new: int
    yours: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed in a work: ``edits`` in order, ``rows`` as they are now. ``since`` is what to ask with next;
    ``whole`` when the table was drawn anew, or changed more than can be told: read it anew."""

    since: str
    edits: tuple[EditLine, ...] = ()
    rows: tuple[RowView, ...] = ()
    whole: bool = False


@needs("read")
def seen(store: Store, ref: str | int) -> str:
    """The state of a work's rows, to ask for what changes from here on. Raises ``NotFound``."""
    return _written(together.state(store, works.resolve(store, ref)))


@needs("read")
def after(store: Store, ref: str | int, since: str, revision: int) -> str:
    """The state that an edit left, when nothing but it came after a state; empty when anything else did. Who made the
    edit knows all that it changed, and need not ask. Raises ``NotFound``."""
    last, drawn, version = _read(since)
    now = together.state(store, works.resolve(store, ref))
    alone = now[0] == revision > last and now[1:] == (drawn + 1, version + 1)
    return _written(now) if alone else ""


@needs("read")
def changes(store: Store, ref: str | int, since: str) -> ChangesView | None:
    """What changed in a work's rows since a state that ``seen`` or an earlier answer named; nothing when nothing did.
    Costs one look at three numbers then. Raises ``NotFound``, ``InputError``."""
    revision, drawn, _ = _read(since)
    work = works.resolve(store, ref)
    state = together.state(store, work)
    now = _written(state)
    if now == since:
        return None
    edits = together.edits(store, work, revision, MOST + 1)
    ids = together.rows(store, work, max(revision, 1), MOST + 1)
    if state[1] - drawn != len(edits) or max(len(edits), len(ids)) > MOST:
        return ChangesView(now, whole=True)
    return ChangesView(now, tuple(EditLine(**edit) for edit in edits), tables.by_id(store, work, ids) if ids else ())


def _read(since: str) -> tuple[int, int, int]:
    found = _SINCE.fullmatch(since)
    if found is None:
        raise InputError("The state is none that this service named.", "Load the page again.")
    last, drawn, version = map(int, found.groups())
    return last, drawn, version


def _written(state: tuple[int, int, int]) -> str:
    return "-".join(map(str, state))
