"""The errors that a person is meant to read: one sentence that names what, where, and how to mend it.

A sentence keeps the template that it was made from beside what fills it, so that whoever speaks another language can
say it anew without taking English apart. Nothing here knows of catalogues.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

LONGEST = 500
"""Characters of what somebody gave that a sentence repeats."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction of all that follows."""


class Said(str):
    """An English sentence that knows its ``template`` and the ``values`` in it; else a string like any other.

    >>> sentence = said("Line {line:,} of {name} is empty.", line=1200, name="a {b}.txt")
    >>> sentence, sentence.template, sentence.values["line"]
    ('Line 1,200 of a {b}.txt is empty.', 'Line {line:,} of {name} is empty.', 1200)
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Said:
        """Fill the template. Without values it is taken to the letter, so that braces in it need no doubling."""
        kept = {name: _kept(value) for name, value in values.items()}
        made = super().__new__(cls, _PLAIN.vformat(template, (), kept) if kept else template)
        made.template, made.values = template, kept
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Carry the template along to other processes."""
        return Said, (self.template, dict(self.values))


def said(template: str, /, **values: Any) -> Said:
    """A sentence out of its template; several values in one place stand with commas between.

    >>> said("Choose one of: {names}.", names=["a", "b"])
    'Choose one of: a, b.'
    """
    return template if isinstance(template, Said) and (template.values or not values) else Said(template, values)


class InputError(ValueError):
    """What was given cannot be used. The message is a whole sentence for the user; ``hint`` says how to mend it.

    Both may have ``{places}``, which the values fill.

    >>> error = InputError("“{name}” is empty.", "Give a file with text in it.", name="a.txt")
    >>> str(error), error.message.template
    ('“a.txt” is empty. Give a file with text in it.', '“{name}” is empty.')
    """

    def __init__(self, message: str, hint: str = "", **values: Any) -> None:
        self.message, self.hint = said(message, **values), said(hint, **values)
        super().__init__(f"{self.message} {self.hint}".strip())


class _Plain(Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        """Lists with commas, everything else as Python writes it."""
        return ", ".join(map(str, value)) if isinstance(value, tuple) else super().format_field(value, format_spec)


def _kept(value: Any) -> Any:
    """A value that stays as it is and can be sent along: figures, words, sentences in the sentence, tuples of words."""
    if isinstance(value, Said) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return tuple(item if isinstance(item, Said) else _shown(str(item)) for item in value)
    return _shown(str(value))


def _shown(text: str) -> str:
    """What somebody gave, as a sentence can name it: in one line, not endless, and nothing that turns the words after
    it around.

    >>> _shown("a\\nb\\0c"), len(_shown("a" * 5000)), ascii(_shown("\\u202ea"))
    ('a b\ufffdc', 501, "'\\\\ufffda'")
    """
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…"
    return text if text.isprintable() else "".join(map(_plain_character, text))


def _plain_character(char: str) -> str:
    if char.isspace():
        return " "
    return "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") or char in TURNING else char


_PLAIN = _Plain()
