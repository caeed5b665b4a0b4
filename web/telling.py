"""A finding put into a sentence, in any language of the interface, with and without a page around it.

Text of the documents stays in its own language, so a sentence is a list of runs: each carries the language of its
words, or none where they are the reader's.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import regex

LANGUAGE_NAMES = {"en": "English", "vi": "Tiếng Việt", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
Translate = Callable[[str], str]

_PLACE = regex.compile(r"\{(\w+)\}")
_OF_LANGUAGES = ("lang", "other", "others", "apart", "same")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language; an empty ``lang`` means the interface's own."""

    text: str
    lang: str = ""
    quoted: bool = False


class Told(Protocol):
    """What a sentence is made of: a finding, or its view."""

    @property
    def message(self) -> str:
        """The English sentence with its places."""

    @property
    def values(self) -> dict[str, Any]:
        """What fills the places."""

    @property
    def quotes(self) -> dict[str, tuple[str, ...]]:
        """The words at fault, by language."""

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages of the finding, the one at fault first."""


def finding(told: Told, translate: Translate) -> tuple[Run, ...]:
    """A finding's sentence; quoted words keep their language."""
    keys = _PLACE.findall(told.message)
    return tuple(fill(translate(told.message), {key: _value(told, key, translate) for key in keys}))


def fill(message: str, parts: Mapping[str, Sequence[Run]]) -> list[Run]:
    """A sentence with runs of text in its ``{places}``.

    >>> [run.text for run in fill("{a} beside {b}.", {"a": [Run("x")], "b": [Run("y")]})]
    ['x', ' beside ', 'y', '.']
    """
    runs: list[Run] = []
    last = 0
    for place in _PLACE.finditer(message):
        if place.start() > last:
            runs.append(Run(message[last : place.start()]))
        runs += parts.get(place[1], ())
        last = place.end()
    if last < len(message):
        runs.append(Run(message[last:]))
    return runs


def name_runs(langs: Iterable[str], joiner: str) -> list[Run]:
    """The names of languages, each in its own language, with the joiner between."""
    runs: list[Run] = []
    for lang in langs:
        if runs:
            runs.append(Run(joiner))
        runs.append(Run(LANGUAGE_NAMES.get(lang, lang), lang if lang in LANGUAGE_NAMES else ""))
    return runs


def _value(told: Told, key: str, translate: Translate) -> list[Run]:
    value = str(told.values.get(key, ""))
    if key in _OF_LANGUAGES:
        return name_runs((part.strip() for part in value.split(",")), translate(", "))
    if key in ("percent", "count", "row"):
        return [Run(value)]
    return [Run(value, _language_of(told, key, value), True)]


def _language_of(told: Told, key: str, value: str) -> str:
    """In which language a quoted value stands: as ``{key}_lang`` says, where it is quoted from, else the finding's."""
    if f"{key}_lang" in told.values:
        return str(told.values[f"{key}_lang"])
    if key == "other_text":
        return str(told.values.get("other", ""))
    if key == "usual" and "lang" in told.values:
        return str(told.values["lang"])
    for lang, quotes in told.quotes.items():
        if value in quotes:
            return lang
    return str(told.values.get("lang", told.langs[0] if told.langs else ""))


@cache
def translator(lang: str) -> Translate:
    """What gives a sentence of ours in one of the interface's languages, where no page is being made.

    >>> translator("vi")("error"), translator("en")("error")
    ('lỗi', 'error')
    """
    catalogue = gettext.translation(
        "messages", Path(__file__).with_name("translations"), [lang.replace("-", "_")], fallback=True
    )
    return lambda text: catalogue.gettext(text) if text else text
