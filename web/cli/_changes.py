"""A comparison as lines for a terminal: signs and brackets tell what changed, colour only repeats it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import click

from web.actions.diff_page import KIND, place, stretches, summary
from web.cli._terminal import printable
from web.views import DiffView, PairView

GONE, COME = ("[-", "-]"), ("{+", "+}")


class Paint(Protocol):
    """Gives text a colour."""

    def __call__(self, text: str, *, fg: str | None = None, bold: bool | None = None) -> str: ...


def lines(
    view: DiffView, pairs: Sequence[PairView] | None, *, inline: bool, context: int, colour: bool
) -> Iterator[str]:
    """The lines: both names, every change with the sentences around it (or just these ``pairs``, in this order), the
    scores of all, and a summary."""
    paint: Paint = click.style if colour else _plain
    yield paint(f"--- {printable(view.old.name)}  {view.old.lang}", bold=True)
    yield paint(f"+++ {printable(view.new.name)}  {view.new.lang}", bold=True)
    if pairs is not None:
        for pair in pairs:
            yield from _pair(pair, paint, inline)
    else:
        for part in stretches(view.pairs, context):
            if isinstance(part, tuple):
                for pair in view.pairs[part[0] : part[1]]:
                    yield from _pair(pair, paint, inline)
    for name, score in view.scores.items():
        yield f"{name} {score:.2f}  {view.signatures[name]}"
    ignored = f" ({', '.join(view.ignored)} ignored)" if view.ignored else ""
    yield paint(summary(view) + ignored, bold=True)


def _plain(text: str, *, fg: str | None = None, bold: bool | None = None) -> str:  # noqa: ARG001
    return text


def _pair(pair: PairView, paint: Paint, inline: bool) -> Iterator[str]:
    if pair.kind == "same":
        yield f"  {printable(pair.new_text)}"
        return
    scores = "".join(f"  {name} {score:.1f}" for name, score in pair.scores.items())
    yield paint(f"@@ {place(pair)}  {KIND[pair.kind]}{scores}", fg="cyan")
    if inline and pair.edits:
        yield "~ " + "".join(_inline(pair, paint))
        return
    if pair.old_text and (pair.kind != "moved" or pair.edits):
        yield paint("- ", fg="red") + _side(pair, 0, paint)
    if pair.new_text:
        yield paint("+ ", fg="green") + _side(pair, 1, paint)


def _side(pair: PairView, side: int, paint: Paint) -> str:
    """One text, with brackets around what the other does not have."""
    text, mine, marks, fg = (
        (pair.old_text, "removed", GONE, "red"),
        (pair.new_text, "added", COME, "green"),
    )[side]
    if not pair.edits:
        return paint(printable(text), fg=fg) if pair.kind in ("added", "removed") else printable(text)
    found = []
    for edit in pair.edits:
        part = _kept(text[slice(*(edit.old, edit.new)[side])])
        ours = part and edit.kind in (mine, "changed")
        found.append(paint(f"{marks[0]}{part}{marks[1]}", fg=fg) if ours else part)
    return "".join(found)


def _inline(pair: PairView, paint: Paint) -> Iterator[str]:
    for edit in pair.edits:
        old, new = _kept(pair.old_text[slice(*edit.old)]), _kept(pair.new_text[slice(*edit.new)])
        if edit.kind == "same":
            yield new
            continue
        if old:
            yield paint(f"{GONE[0]}{old}{GONE[1]}", fg="red")
        if new:
            yield paint(f"{COME[0]}{new}{COME[1]}", fg="green")


def _kept(text: str) -> str:
    """A part of a line without what steers a terminal; its blanks at either end stay."""
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    return text if not text.strip() else text[:start] + printable(text[start:stop]) + text[stop:]
