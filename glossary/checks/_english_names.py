"""The names of the English column, where they stand, and how each row of another language renders them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import regex

from aligner.fold import fold
from aligner.lang.zh import cut
from aligner.types import Span
from glossary.checks._base import RowContext, TableContext, located
from glossary.checks._sounds import LONGEST, loud, sounding
from glossary.chinese import functional
from glossary.types import Finding, Severity

_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}]*\p{Ll}(?:-\p{Lu}\p{Ll}+)*")
_PLAIN = regex.compile(r"(?<![\p{L}\p{M}])\p{Ll}[\p{Ll}\p{M}]{3,}")
_HAN = regex.compile(r"\p{Han}+")
_GLOSS = regex.compile(r"(\p{Han}{2,12})\s?[（(]\s*([A-Z][A-Za-z .,'’·\-]*[A-Za-z.])\s*[)）]")
_SENTENCE_START = regex.compile(r"(?:\A|[.!?:…]|[\"“‘'(\[—–-])\s*\Z")
SHORTEST = 4
"""Letters that a name has to have to be known by its sound."""


@dataclass(frozen=True)
class Rendering:
    """How a row renders a name, and where."""

    row: int
    span: Span
    text: str
    told: bool = False  # by the original in brackets


class Names:
    """The names of the English column with the rows that have them: a name is never written small in the work."""

    def __init__(self, context: TableContext) -> None:
        self.context = context
        small: set[str] = set()
        places: dict[str, dict[int, Span]] = defaultdict(dict)
        sure: set[str] = set()
        for row in context.rows:
            text = row.texts["en"]
            small.update(match[0] for match in _PLAIN.finditer(text))
            for match in _WORD.finditer(text):
                if len(match[0]) >= SHORTEST:
                    places[match[0]].setdefault(row.index, Span(*match.span()))
                    if not _SENTENCE_START.search(text[: match.start()]):
                        sure.add(match[0])
        self.every = {name: rows for name, rows in places.items() if name in sure and name.casefold() not in small}
        self.places = {name: rows for name, rows in self.every.items() if len(rows) > 1}
        self.of_row: dict[int, list[str]] = defaultdict(list)
        for name, rows in self.every.items():
            for index in rows:
                self.of_row[index].append(name)
        self._heard: dict[tuple[str, str], list[Rendering]] = {}

    def renderings(self, name: str, lang: str) -> list[Rendering]:
        """What the rows of a name have for it, by its sound or as they say themselves; worked out once."""
        if (name, lang) not in self._heard:
            self._heard[name, lang] = _renderings(self, name, lang)
        return self._heard[name, lang]

    def finding(self, row: RowContext, name: str, lang: str, found: Rendering, message: str, usual: str) -> Finding:
        """A finding that shows a name and what stands for it."""
        return located(
            Finding(
                "names",
                Severity.WARNING,
                row.index,
                (lang, "en"),
                message,
                {"name": name, "text": found.text, "usual": usual, "lang": lang},
                suggestion=usual,
                about={"en": name},
            ),
            {lang: [found.span], "en": [self.every[name][row.index]]},
            row.texts,
        )


def _renderings(names: Names, name: str, lang: str) -> list[Rendering]:
    found = []
    for index in names.every[name]:
        text = names.context.rows[index].texts[lang]
        told = next((_told(match) for match in _GLOSS.finditer(text) if match[2].split()[-1] == name), None)
        if told:
            found.append(Rendering(index, told, told.of(text), True))
        elif span := sounding(name, text, lang):
            found.append(Rendering(index, span, span.of(text)))
    return found


def _told(match: regex.Match[str]) -> Span:
    """The rendering before an original in brackets: the last word, with the single characters that make it a name."""
    parts = cut(match[1])
    start = parts[-1].span.start
    for part in reversed(parts[:-1]):
        length = len(match[1]) - start
        if len(part.text) > 1 or length > 2 or (length > 1 and functional(part.key)):
            break
        start = part.span.start
    return Span(match.start(1) + start, match.end(1))


def by_meaning(names: Names, name: str, lang: str, texts: Mapping[int, str], heard: Collection[int]) -> list[Rendering]:
    """What the other rows of a name, more than those that have it by its sound, share, and no row without it has; not
    what is written as sounds are: that is somebody else's name."""
    rows = [index for index in names.places[name] if index in texts and index not in heard]
    if len(rows) < max(2, 2 * len(heard)):
        return []
    apart = [text for index, text in texts.items() if index not in names.places[name]]
    first = texts[rows[0]]
    for length in range(LONGEST, 1, -1):
        for start in range(len(first) - length + 1):
            part = first[start : start + length]
            if not _HAN.fullmatch(part) or not all(part in texts[row] for row in rows):
                continue
            if not any(part in text for text in apart) and not all(map(loud, part)):
                return [at(names, row, lang, part) for row in rows]
    return []


def at(names: Names, row: int, lang: str, part: str) -> Rendering:
    text = names.context.rows[row].texts[lang]
    folded = fold(text, lang)
    start = folded.text.index(part)
    span = folded.original(Span(start, start + len(part)))
    return Rendering(row, span, span.of(text))
