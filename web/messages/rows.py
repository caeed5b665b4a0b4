"""Words for rows, their blocks and what people do to them."""

from __future__ import annotations

from web.messages.marks import N_

KINDS = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "byline": N_("byline"),
    "heading": N_("heading"),
    "body": N_("body text"),
    "caption": N_("caption"),
    "pull-quote": N_("pull quote"),
    "note": N_("note"),
    "list-item": N_("list item"),
    "footnote": N_("footnote"),
    "boilerplate": N_("page furniture"),
}

BANDS = {"good": N_("good"), "check": N_("to check"), "bad": N_("doubtful")}

EDITS = {
    "merge-rows": N_("rows merged"),
    "split-row": N_("row split"),
    "move-segments": N_("sentence moved"),
    "shift-rows": N_("column shifted"),
    "swap-cells": N_("cells swapped"),
    "mark-moved": N_("marked as moved"),
    "unmark-moved": N_("no longer marked as moved"),
    "edit-text": N_("sentence edited"),
    "restore-text": N_("original words restored"),
    "confirm-rows": N_("confirmed"),
    "unconfirm-rows": N_("confirmation taken back"),
    "bookmark-row": N_("bookmark set"),
    "unbookmark-row": N_("bookmark removed"),
    "realign-gaps": N_("gaps aligned anew"),
    "undo": N_("undone"),
    "redo": N_("done again"),
}
"""What people do to rows (``web.actions.editing``)."""

TERM_STATES = {
    "kept": N_("approved, and kept in all columns"),
    "other": N_("approved, but said otherwise beside it"),
    "candidate": N_("proposed"),
    "forbidden": N_("not to be used"),
}
"""How a row keeps to the glossary."""
