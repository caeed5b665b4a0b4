"""Where the terms of concepts stand in a table: each is looked for once, in folded text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._base import TableContext
from glossary.types import Concept
from glossary.units import cells

_SHORTEST = {"en": 3, "vi": 3}
"""Terms of fewer characters are too common to hold anybody to; in Chinese, and for names, those of fewer than two."""


_PREFIXES = frozenset(("tái", "siêu", "phân", "phi", "đa"))
"""Vietnamese syllables that make another word of the one they precede."""


@dataclass(frozen=True)
class Places:
    """Where the terms of a concept stand: row → language → term index → spans."""

    rows: dict[int, dict[str, dict[int, list[Span]]]]

    def has(self, row: int, lang: str) -> bool:
        """Whether a row has any term of the concept in a language."""
        return bool(self.rows.get(row, {}).get(lang))

    def of(self, row: int, lang: str) -> dict[int, list[Span]]:
        """The terms, by their index, that a row has in a language, and where."""
        return self.rows.get(row, {}).get(lang, {})


class Texts:
    """Folded texts of a table, one after the other per language, so that each term is looked for in one pass."""

    def __init__(self, context: TableContext) -> None:
        self.context = context
        self.folded = {lang: [fold(row.texts[lang], lang) for row in context.rows] for lang in context.langs}
        self.whole = {lang: "\n".join(folded.text for folded in column) for lang, column in self.folded.items()}
        self.starts = {
            lang: list(accumulate((len(folded.text) + 1 for folded in column), initial=0))
            for lang, column in self.folded.items()
        }

    def places(self, concept: Concept) -> Places:
        """Where all terms of a concept stand."""
        rows: dict[int, dict[str, dict[int, list[Span]]]] = {}
        for lang in self.context.langs:
            least = 2 if concept.kind == "name" else _SHORTEST.get(lang, 2)
            for number, term in enumerate(concept.of(lang)):
                for index, span in self._find(term.text, lang, least):
                    rows.setdefault(index, {}).setdefault(lang, {}).setdefault(number, []).append(span)
        return Places(rows)

    @cached_property
    def prefixed(self) -> dict[int, list[tuple[Span, str]]]:
        """Vietnamese words that a prefix makes of others, by row: where, and the word within (phân cụm, cụm)."""
        if "vi" not in self.context.langs:
            return {}
        found: dict[int, list[tuple[Span, str]]] = {}
        for cell in cells(self.context.table, "vi"):
            for unit in cell.units:
                prefix, _, root = unit.key.partition(" ")
                if prefix in _PREFIXES and root:
                    found.setdefault(cell.row, []).append((Span(unit.start, unit.stop), root))
        return found

    @cached_property
    def _words(self) -> dict[str, dict[int, list[Span]]]:
        """The words of Chinese columns, by row."""
        return {
            lang: {cell.row: [Span(unit.start, unit.stop) for unit in cell.units] for cell in cells(table, lang)}
            for table in [self.context.table]
            for lang in self.context.langs
            if lang.startswith("zh")
        }

    def beginnings(self, row: int, lang: str, term: str) -> Iterator[Span]:
        """Where Chinese begins as a term does, breaks off within a word, and is as long: 关键矿产 for 关键矿物."""
        if not lang.startswith("zh"):
            return
        plain, folded = fold(term, lang).text, self.folded[lang][row]
        for most in range(len(plain) - 1, max(1, len(plain) // 2 - 1), -1):
            for match in regex.finditer(regex.escape(plain[:most]), folded.text):
                span = folded.original(Span(match.start(), match.end()))
                word = next((w for w in self._words[lang].get(row, ()) if w.start < span.stop < w.stop), None)
                begins = any(w.start == span.start for w in self._words[lang].get(row, ()))
                if word and begins and word.stop - span.start == len(plain) and word.start > span.start:
                    yield Span(span.start, word.stop)
                    return

    def _find(self, term: str, lang: str, least: int) -> Iterator[tuple[int, Span]]:
        """The rows and spans of a term. A plain search for its beginning is what makes this fast."""
        plain = fold(term, lang).text.strip()
        if len(plain) < least:
            return
        pattern, whole, starts = _pattern(plain, lang), self.whole[lang], self.starts[lang]
        head = plain if lang.startswith("zh") else _beginning(plain)
        place = whole.find(head)
        while place >= 0:
            if match := pattern.match(whole, place):
                index = bisect_right(starts, place) - 1
                folded = self.folded[lang][index]
                span = folded.original(Span(match.start() - starts[index], match.end() - starts[index]))
                if lang != "vi" or not self._within_prefixed(index, span):
                    yield index, span
            place = whole.find(head, match.end() if match else place + 1)

    def _within_prefixed(self, row: int, span: Span) -> bool:
        return any(word.start < span.start and span.stop <= word.stop for word, _ in self.prefixed.get(row, ()))


def _beginning(plain: str) -> str:
    """The part of a term that inflection leaves alone: its first word without the last letter."""
    word = str(regex.split(r"[\s-]", plain)[0])
    return word[:-1] or word


def _pattern(plain: str, lang: str) -> regex.Pattern[str]:
    """A pattern of the folded term: whole words; English words may be inflected."""
    if lang.startswith("zh"):
        return regex.compile(regex.escape(plain))
    words = [regex.escape(word) for word in regex.split(r"[\s-]+", plain)]
    if lang == "en":
        words = [_inflected(word) for word in words]
    return regex.compile(r"(?<!\p{L})" + r"[ \t-]+".join(words) + r"(?!\p{L})")


def _inflected(word: str) -> str:
    """The pattern of an English word in singular, plural and possessive, whichever of them is given."""
    if word.endswith("ies"):
        return word[:-3] + "(?:y|ies)(?:['’]s|['’])?"
    if word.endswith("y"):
        return word[:-1] + "(?:y|ies)(?:['’]s|['’])?"
    stem = regex.sub(r"(?<=[^su])s\Z", "", word)
    return stem + "(?:s|es)?(?:['’]s|['’])?"
