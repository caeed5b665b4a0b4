"""Rows and segments mended: each answer says what became of the rows, and what undo and redo would do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Integer, List, String
from apiflask.validators import Length, OneOf, Range
from flask import g

from aligner.types import LANGS
from web import actions
from web.actions.editing import LONGEST
from web.api.answers import answers
from web.api.schemas import Edit
from web.store.jumps import SORTS
from web.views import EditView, StackView

editing = APIBlueprint("editing", __name__, tag="Editing")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is."""

    number: int


DONE = "What became of the rows."
_BY = {"description": "1 for down, -1 for up."}


class Words(Edit):
    """Other words for a segment."""

    text = String(required=True, validate=Length(min=1, max=LONGEST))


class Joined(Edit):
    """How many rows become one."""

    count = Integer(load_default=2, validate=Range(min=2, max=50))


class Cut(Edit):
    """Where a row is cut."""

    segment = Integer(required=True, metadata={"description": "The segment that begins the new row, or is cut."})
    offset = Integer(
        load_default=0, validate=Range(min=0), metadata={"description": "The character before which it is cut."}
    )


class Cell(Edit):
    """One language of a row."""

    lang = String(required=True, metadata={"enum": list(LANGS)})


class Step(Cell):
    """One language of a row, up or down."""

    by = Integer(load_default=1, validate=OneOf([1, -1]), metadata=_BY)


class Steps(Step):
    """So many segments of a cell, up or down."""

    count = Integer(load_default=1, validate=Range(min=1, max=1000))


class Half(Edit):
    """The other half of a row."""

    other = Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The id of the row with the other half; null for none."},
    )


class Confirmation(Edit):
    """Which rows are confirmed."""

    rows = List(Integer(), required=True, validate=Length(min=1, max=1000), metadata={"description": "Ids of rows."})
    confirmed = Boolean(load_default=True)
    before = Boolean(load_default=False, metadata={"description": "All rows of the work up to the last of them too."})


class Bookmark(Edit):
    """Whether a bookmark stands at a row."""

    bookmark = Boolean(load_default=True)


class Jump(Schema):
    """Which row is looked for."""

    which = String(required=True, validate=OneOf(list(SORTS)), metadata={"description": "The sort of rows."})
    start = Integer(
        load_default=0, validate=Range(min=0), metadata={"description": "The number of the row to start at."}
    )
    by = Integer(load_default=1, validate=OneOf([1, -1]), metadata=_BY)


@editing.patch("/segments/<int:id>")
@editing.input(Words)
@answers(EditView, description=DONE)
def edit_segment(id: int, json_data: dict[str, Any]) -> EditView:
    """Give a segment other words; 409 holds both."""
    return actions.edit_segment(g.store, id, json_data["text"], version=json_data.get("version"))


@editing.post("/segments/<int:id>/restore")
@editing.input(Edit)
@answers(EditView, description=DONE)
def restore_segment(id: int, json_data: dict[str, Any]) -> EditView:
    """Give a segment the words of its document again."""
    return actions.restore_segment(g.store, id, version=json_data.get("version"))


_OF_A_ROW: tuple[tuple[str, type[Schema], str, str], ...] = (
    ("merge", Joined, "merge_rows", "Make a row and the next ones one."),
    ("split", Cut, "split_row", "Make two rows of one."),
    ("move", Steps, "move_segments", "Move segments of one language to the next row, or the one before."),
    ("shift", Step, "shift_rows", "Move one language from here on, as far as the next confirmed row."),
    ("swap", Cell, "swap_cells", "Let a cell change places with the one below it."),
    ("moved", Half, "mark_moved", "Say which row holds the other half of one, or that none does."),
    ("bookmark", Bookmark, "bookmark_row", "Put a bookmark at a row, or take it away."),
)
"""Edits of one row that hand what they are told to their action as it is: the verb in the address, what they are told,
the action, and what it does."""


def _of_a_row(verb: str, told: type[Schema], name: str, does: str) -> None:
    """Add the route of one of them."""

    def route(id: int, json_data: dict[str, Any]) -> EditView:
        done: EditView = getattr(actions, name)(g.store, id, **json_data)
        return done

    route.__name__, route.__doc__ = name, does
    editing.post(f"/rows/<int:id>/{verb}")(editing.input(told)(answers(EditView, description=DONE)(route)))


for _row_edit in _OF_A_ROW:
    _of_a_row(*_row_edit)


@editing.post("/rows/confirm")
@editing.input(Confirmation)
@answers(EditView, description=DONE)
def confirm_rows(json_data: dict[str, Any]) -> EditView:
    """Confirm rows, or take that back."""
    return actions.confirm_rows(g.store, json_data.pop("rows"), **json_data)


@editing.post("/works/<ref>/gaps")
@answers(EditView, description=DONE)
def realign_gaps(ref: str) -> EditView:
    """Align only what lies between confirmed rows."""
    return actions.realign_gaps(g.store, ref)


@editing.post("/works/<ref>/undo")
@answers(EditView, description=DONE)
def undo(ref: str) -> EditView:
    """Take back one's last edit in a work."""
    return actions.undo(g.store, ref)


@editing.post("/works/<ref>/redo")
@answers(EditView, description=DONE)
def redo(ref: str) -> EditView:
    """Do again what was taken back last."""
    return actions.redo(g.store, ref)


@editing.get("/works/<ref>/edits")
@answers(StackView, description="By name, empty for nothing.")
def stack(ref: str) -> StackView:
    """Get what undo and redo would do next."""
    return actions.stack(g.store, ref)


@editing.get("/works/<ref>/rows/next")
@editing.input(Jump, location="query")
@answers(Place, description="The number of the row; 0 for none.")
def next_row(ref: str, query_data: dict[str, Any]) -> Place:
    """Find the next row of one sort."""
    return Place(actions.next_row(g.store, ref, **query_data))
