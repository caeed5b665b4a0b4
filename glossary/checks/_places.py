"""Where the terms of concepts stand in a table, and what else stands there that looks like them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._base import TableContext
from glossary.matcher import Matcher
from glossary.types import Concept
from glossary.units import cells, cut

_SHORTEST = {"en": 3, "vi": 3}
"""Terms of fewer characters are too common to hold anybody to; in Chinese, and for names, those of fewer than two."""


PREFIXES = frozenset(("tái", "siêu", "phân", "phi", "đa"))
"""Vietnamese syllables that make another word of the one they precede."""

_VIETNAMESE = regex.compile(r"[\p{L}\p{M}]+")


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
    """The texts of a table, read once for all concepts that it is held to."""

    def __init__(self, context: TableContext) -> None:
        self.context = context
        self.numbers = {id(concept): number for number, concept in enumerate(context.concepts)}

    def places(self, concept: Concept) -> Places:
        """Where all terms of one of the table's concepts stand."""
        return Places(self._found.get(self.numbers[id(concept)], {}))

    @cached_property
    def _found(self) -> dict[int, dict[int, dict[str, dict[int, list[Span]]]]]:
        """By concept: row → language → term index → spans."""
        matcher = Matcher(self.context.concepts)
        found: dict[int, dict[int, dict[str, dict[int, list[Span]]]]] = {}
        for lang in self.context.langs:
            for row in self.context.rows:
                for match in matcher.find(row.texts[lang], lang, nested=True):
                    concept = self.context.concepts[match.concept]
                    if match.term.lang != lang or len(match.term.text) < _least(concept, lang):
                        continue
                    if lang == "vi" and self._within_prefixed(row.index, match.span):
                        continue
                    number = concept.of(lang).index(match.term)
                    rows = found.setdefault(match.concept, {})
                    rows.setdefault(row.index, {}).setdefault(lang, {}).setdefault(number, []).append(match.span)
        for rows in found.values():
            for places in rows.values():
                places.update({lang: dict(sorted(terms.items())) for lang, terms in places.items()})
        return found

    @cached_property
    def prefixed(self) -> dict[int, list[tuple[Span, str]]]:
        """Vietnamese words that a prefix makes of others, by row: where, and the word within (phân cụm, cụm)."""
        if "vi" not in self.context.langs:
            return {}
        found: dict[int, list[tuple[Span, str]]] = {}
        for row in self.context.rows:
            if PREFIXES.isdisjoint(_VIETNAMESE.findall(fold(row.texts["vi"], "vi").text)):
                continue
            for unit in cut(row.texts["vi"], "vi"):
                prefix, _, root = unit.key.partition(" ")
                if prefix in PREFIXES and root:
                    found.setdefault(row.index, []).append((Span(unit.start, unit.stop), root))
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
        plain, folded = fold(term, lang).text, fold(self.context.rows[row].texts[lang], lang)
        for most in range(len(plain) - 1, max(1, len(plain) // 2 - 1), -1):
            for match in regex.finditer(regex.escape(plain[:most]), folded.text):
                span = folded.original(Span(match.start(), match.end()))
                word = next((w for w in self._words[lang].get(row, ()) if w.start < span.stop < w.stop), None)
                begins = any(w.start == span.start for w in self._words[lang].get(row, ()))
                if word and begins and word.stop - span.start == len(plain) and word.start > span.start:
                    yield Span(span.start, word.stop)
                    return

    def _within_prefixed(self, row: int, span: Span) -> bool:
        return any(word.start < span.start and span.stop <= word.stop for word, _ in self.prefixed.get(row, ()))


def _least(concept: Concept, lang: str) -> int:
    return 2 if concept.kind == "name" else _SHORTEST.get(lang, 2)
