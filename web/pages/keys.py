"""The commands of the parallel view with their keys: as this workbench has them, and as users of OmegaT's aligner and
of InterText know them. Everybody can give them other keys; these are kept by the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from web.messages import N_

SETS: Final = ("own", "omegat", "intertext")
"""The sets of keys that there are."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a key does. ``keys`` by set, where a set has other ones than the first; two keys have a blank between."""

    name: str
    label: str
    own: str
    omegat: str | None = None
    intertext: str | None = None

    def keys(self, which: str = "own") -> str:
        """The keys of the command in a set."""
        return {"omegat": self.omegat, "intertext": self.intertext}.get(which) or self.own


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that belong together."""

    title: str
    commands: tuple[Command, ...]


C = Command

GROUPS: Final = (
    Group(
        N_("Go"),
        (
            C("row.down", N_("next row"), "j ArrowDown"),
            C("row.up", N_("row before"), "k ArrowUp"),
            C("page.down", N_("a window further down"), "PageDown"),
            C("page.up", N_("a window further up"), "PageUp"),
            C("row.first", N_("first row"), "Home", omegat="Ctrl+Home"),
            C("row.last", N_("last row"), "End", omegat="Ctrl+End"),
            C("segment.next", N_("next sentence of the row"), "ArrowRight"),
            C("segment.before", N_("sentence before"), "ArrowLeft"),
            C("mark.next", N_("next term, quantity, name or finding of the row"), "t"),
            C("mark.before", N_("the one before"), "Shift+t"),
            C("panel.open", N_("open the panel of the row"), "Enter", intertext="o"),
            C("resume", N_("first row that is not confirmed"), "r", omegat="Home"),
        ),
    ),
    Group(
        N_("Go to the next row …; with Shift to the one before"),
        (
            C("next.look", N_("to look at"), "l"),
            C("next.odd", N_("that is not 1–1"), "n"),
            C("next.unconfirmed", N_("not confirmed"), "u", omegat="Ctrl+u"),
            C("next.findings", N_("with findings"), "f"),
            C("next.bookmarks", N_("with a bookmark"), "g"),
        ),
    ),
    Group(
        N_("Mend"),
        (
            C("row.confirm", N_("confirm the row, or take that back"), "c", omegat="a c"),
            C("row.confirm-before", N_("confirm it and all rows before"), "Shift+c", omegat="Shift+a"),
            C("row.merge", N_("merge with the next row"), "m"),
            C("row.merge-before", N_("merge with the row before"), "Shift+m"),
            C("row.split", N_("split at the cursor, or before the sentence"), "s"),
            C("segment.down", N_("move the sentence to the next row"), "Alt+ArrowDown", "d", "Enter"),
            C("segment.up", N_("move it to the row before"), "Alt+ArrowUp", "u", "Backspace"),
            C("shift.down", N_("shift the column down from here"), "Ctrl+ArrowDown"),
            C("shift.up", N_("shift it up"), "Ctrl+ArrowUp"),
            C("cell.swap", N_("swap the cell with the one below"), "x"),
            C("row.moved", N_("mark as moved: once at each half"), "w"),
            C("segment.edit", N_("edit the sentence"), "e"),
            C("row.bookmark", N_("bookmark"), "b", omegat="r"),
            C("gaps", N_("align the gaps between confirmed rows anew"), "Shift+r", omegat="Ctrl+r"),
            C("undo", N_("undo"), "Ctrl+z"),
            C("redo", N_("redo"), "Ctrl+Shift+z Ctrl+y"),
        ),
    ),
    Group(
        N_("More"),
        (
            C("filter.none", N_("all rows again"), "a", omegat="Shift+Escape"),
            C("finding.dismiss", N_("dismiss the first finding of the row"), "d", omegat="Shift+d"),
            C("link.copy", N_("copy a link to the row"), "y"),
        ),
    ),
)

DEFAULTS: Final = {command.name: command.own for group in GROUPS for command in group.commands}
"""The keys that the pages show before anybody chose others."""


def shown(keys: str) -> list[str]:
    """The keys of a command as people read them.

    >>> shown("Ctrl+Shift+z Alt+ArrowDown"), shown("m")
    (['Ctrl Shift Z', 'Alt ↓'], ['m'])
    """
    return [_readable(key) for key in keys.split()]


def _readable(key: str) -> str:
    *held, last = key.split("+")
    arrows = {"ArrowUp": "↑", "ArrowDown": "↓", "ArrowLeft": "←", "ArrowRight": "→", "Escape": "Esc"}
    return " ".join([*held, arrows.get(last, last.upper() if held and len(last) == 1 else last)])
