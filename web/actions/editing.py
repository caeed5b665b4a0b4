"""Mending an alignment by hand: rows merged, split, confirmed, segments moved and rewritten, all of it on one stack.

Rows and segments are named by their ids, which stay while rows before them come and go. ``version`` is that of the row,
or segment, as the person saw it: where somebody else was quicker there is a ``Conflict`` with both states. Rows whose
cells change are judged anew, and are no longer confirmed: what somebody vouched for is not there any more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import regex

from aligner.errors import InputError
from aligner.marks import composed
from web.actions.drafting import Draft, draft
from web.actions.permissions import needs
from web.actions.stepping import finished, nothing
from web.errors import Conflict, NotFound
from web.store import Store, edits, regions, revisions, tables, works
from web.store.database import Record
from web.views import EditView

LONGEST = 20_000
"""Characters of one segment."""
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}]+")


# Words.


@needs("edit")
def edit_segment(
    store: Store, segment: int, text: str, *, version: int | None = None, going_on: int | None = None
) -> EditView:
    """Give a segment other words; those of the document are kept as its ``original``, and giving them again is no edit
    any more. ``going_on`` is the revision of the edit that this one goes on with: both are one step of the stack, if
    nothing came between. Findings and the search index follow.

    Raises ``NotFound``, ``InputError``, ``Conflict`` with ``mine`` and ``theirs``.
    """
    words = checked_text(text)
    with store.atomic():
        before = _segment(store, segment)
        work = int(before["work"])
        if version is not None and version != before["version"]:
            raise _overtaken(store, before, words)
        document = before["text"] if before["original"] is None else before["original"]
        original = None if words == document else document
        state = {key: before[key] for key in regions.WORDS}
        changed = state | {"text": words, "original": original}
        if changed == state:
            return nothing(store, work)
        if going_on is not None and edits.extend(store, going_on, segment, words, original):
            return _gone_on(store, work, segment, state, changed, going_on)
        what = "restore-text" if original is None else "edit-text"
        return _written(store, work, what, {"segments": {segment: state}}, {"segments": {segment: changed}})


@needs("edit")
def restore_segment(store: Store, segment: int, *, version: int | None = None) -> EditView:
    """Give a segment the words of its document again. Raises ``NotFound``, ``Conflict``."""
    held = _segment(store, segment)
    return edit_segment(store, segment, held["text"] if held["original"] is None else held["original"], version=version)


def checked_text(text: str) -> str:
    """Words of one segment: on one line, in NFC. Raises ``InputError`` when there are none, or far too many.

    >>> checked_text(" Two\\nlines ")
    'Two lines'
    """
    words = " ".join(_CONTROL.sub(" ", composed(text)).split())
    if not words:
        raise InputError("The sentence is empty.", "Write its words, or move it to another row.")
    if len(words) > LONGEST:
        raise InputError(
            "The sentence has {count} characters; {longest} are the most.",
            "Split it first.",
            count=len(words),
            longest=LONGEST,
        )
    return words


def _segment(store: Store, segment: int) -> Record:
    found = regions.segment(store, segment)
    if found is None:
        raise NotFound(
            "There is no sentence number {segment}. It may have been joined or aligned anew.", segment=segment
        )
    return found


def _overtaken(store: Store, there: Record, mine: str) -> Conflict:
    last = revisions.last(store, there["version"]) or {"who": "", "when": ""}
    facts = {"who": last["who"], "when": last["when"], "mine": mine, "theirs": there["text"]}
    return Conflict("Somebody else changed this sentence in the meantime.", **facts, **_row_facts(store, there["row"]))


def _row_facts(store: Store, row: int | None) -> dict[str, Any]:
    found = regions.of_row(store, row) if row else None
    return {"row": tables.row(store, found["work"], found["number"])} if found else {}


def _gone_on(store: Store, work: int, segment: int, state: Record, changed: Record, revision: int) -> EditView:
    head = tables.header(store, work) or {}
    regions.put_segments(store, head, {segment: state}, {segment: changed}, revision)
    row = regions.row_of_segment(store, segment)
    number = regions.place(store, head["id"], row)
    works.touch(store, work)
    return finished(store, work, edits.Done(revision, "edit-text", number, 1, 1, (row,)))


# Rows.


@needs("edit")
def merge_rows(store: Store, row: int, *, version: int | None = None, count: int = 2) -> EditView:
    """Make a row and those after it one, ``count`` in all. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    with store.atomic():
        made = draft(store, row, version, after=max(count, 2) - 1)
        if len(made.rows) < max(count, 2):
            raise InputError("There is no row after this one to merge it with.", "Choose an earlier row.")
        first, *rest = made.rows
        for other in rest:
            for lang, ids in other["cells"].items():
                first["cells"][lang] = first["cells"][lang] + ids
            made.drop(other)
        return _drawn(store, "merge-rows", made)


@needs("edit")
def split_row(store: Store, row: int, segment: int, offset: int = 0, *, version: int | None = None) -> EditView:
    """Make two rows of one, cut before a segment, or within it before the character at ``offset``; then it becomes two
    segments. The other languages are cut where their text has come as far. Raises ``NotFound``, ``InputError``,
    ``Conflict``."""
    with store.atomic():
        made = draft(store, row, version)
        made.split(segment, offset)
        return _drawn(store, "split-row", made)


@needs("edit")
def move_segments(
    store: Store, row: int, lang: str, by: int, *, version: int | None = None, count: int = 1
) -> EditView:
    """Move the last ``count`` segments of a language to the next row (``by`` 1), or the first to the row before
    (``by`` -1). Rows left without any text go. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    with store.atomic():
        down = by > 0
        made = draft(store, row, version, before=0 if down else 1, after=1 if down else 0)
        here = made.row(row)
        held = made.cell(here, lang)
        if not held:
            raise InputError("There is nothing of this language in the row to move.", "Choose a cell with text.")
        count = min(max(count, 1), len(held))
        there = made.next_to(here, 1 if down else -1)
        if down:
            here["cells"][lang], there["cells"][lang] = held[:-count], held[-count:] + made.cell(there, lang)
        else:
            here["cells"][lang], there["cells"][lang] = held[count:], made.cell(there, lang) + held[:count]
        return _drawn(store, "move-segments", made)


@needs("edit")
def shift_rows(store: Store, row: int, lang: str, by: int, *, version: int | None = None) -> EditView:
    """Move one language down by a row from here on (``by`` 1), so that this cell becomes empty; or up (``by`` -1): this
    cell joins the one before, and what follows comes after it. As far as the next confirmed row, which stays. Raises
    ``NotFound``, ``InputError``, ``Conflict``."""
    with store.atomic():
        made = draft(store, row, version, before=1 if by < 0 else 0, after=None)
        made.shift(made.row(row), lang, by)
        return _drawn(store, "shift-rows", made)


@needs("edit")
def swap_cells(store: Store, row: int, lang: str, *, version: int | None = None) -> EditView:
    """Let a cell change places with the one below it, where two sentences stand in another order. Raises ``NotFound``,
    ``InputError``, ``Conflict``."""
    with store.atomic():
        made = draft(store, row, version, after=1)
        if len(made.rows) < 2:
            raise InputError("There is no row after this one to swap with.", "Choose an earlier row.")
        here, there = made.rows
        here["cells"][lang], there["cells"][lang] = made.cell(there, lang), made.cell(here, lang)
        return _drawn(store, "swap-cells", made)


@needs("edit")
def mark_moved(store: Store, row: int, other: int | None, *, version: int | None = None) -> EditView:
    """Say that two rows are the halves of one, which stand in different places; without an ``other``, that this is no
    half any more. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    with store.atomic():
        made = draft(store, row, version)
        here = made.rows[0]
        pair = [here] if other is None else [here, made.elsewhere(other)]
        if other is None and here["moved"] is None:
            raise InputError("The row is not marked as moved.", "")
        if other is not None and (other == row or any(here["cells"][x] and pair[1]["cells"][x] for x in made.langs)):
            raise InputError(
                "These two rows cannot be halves of one: both have text in the same language.",
                "Choose a row that has text only where this one has none.",
            )
        return _marked(store, "mark-moved" if other else "unmark-moved", made.work, made.halves(pair))


@needs("edit")
def confirm_rows(
    store: Store,
    rows: Sequence[int],
    *,
    confirmed: bool = True,
    before: bool = False,
    version: int | None = None,
) -> EditView:
    """Vouch for rows, so that no alignment changes them, or take that back; with ``before`` for all rows of the work up
    to the last of them. ``version`` is that of the first. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    with store.atomic():
        work, found = _held(store, rows, version)
        if before:
            head = tables.header(store, work) or {}
            found = regions.read(store, head["id"], 1, max(row["number"] for row in found))
        value = {"confirmed": int(confirmed), "confirmer": store.who if confirmed else ""}
        wanted = [row for row in found if bool(row["confirmed"]) != confirmed]
        if not wanted:
            return nothing(store, work)
        marks = {row["id"]: ({key: row[key] for key in value}, value) for row in wanted}
        return _marked(store, "confirm-rows" if confirmed else "unconfirm-rows", work, marks)


@needs("edit")
def bookmark_row(store: Store, row: int, *, bookmark: bool = True, version: int | None = None) -> EditView:
    """Put a bookmark at a row, or take it away. Raises ``NotFound``, ``Conflict``."""
    with store.atomic():
        work, (found,) = _held(store, [row], version)
        if bool(found["bookmark"]) == bookmark:
            return nothing(store, work)
        marks = {row: ({"bookmark": found["bookmark"]}, {"bookmark": int(bookmark)})}
        return _marked(store, "bookmark-row" if bookmark else "unbookmark-row", work, marks)


def _held(store: Store, rows: Collection[int], version: int | None) -> tuple[int, list[Record]]:
    """Rows by id with their work, all of one table; the first of that version. Raises ``NotFound``, ``Conflict``."""
    made = [draft(store, row, version if place == 0 else None) for place, row in enumerate(dict.fromkeys(rows))]
    if not made:
        raise InputError("No row was named.", "Name one or more.")
    if len({one.work for one in made}) > 1:
        raise InputError("These rows are not all of one work.", "Name rows of one work.")
    return made[0].work, [one.rows[0] for one in made]


def _drawn(store: Store, what: str, made: Draft) -> EditView:
    before, after = made.states()
    return _written(store, made.work, what, before, after)


def _marked(store: Store, what: str, work: int, marks: dict[int, tuple[Record, Record]]) -> EditView:
    before = {"marks": {str(row): old for row, (old, _) in marks.items()}}
    after = {"marks": {str(row): new for row, (_, new) in marks.items()}}
    return _written(store, work, what, before, after)


def _written(store: Store, work: int, what: str, before: Record, after: Record) -> EditView:
    return finished(store, work, edits.write(store, work, what, before, after))
