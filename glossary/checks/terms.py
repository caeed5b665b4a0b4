"""Terms that one language renders otherwise than it usually does, while the other languages keep theirs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, located
from glossary.types import Concept, Finding, Severity, Status

_ROWS, _STEADY = 5, 0.9
"""A language renders a term steadily when it has it in five rows, and in nine of ten that others have it in."""

_SHORTEST = {"en": 4, "vi": 4}
"""Terms of fewer characters (two in Chinese) are too common to hold anybody to."""


@dataclass(frozen=True)
class _Places:
    """Where the terms of a concept stand: row → language → term index → spans."""

    rows: dict[int, dict[str, dict[int, list[Span]]]]

    def has(self, row: int, lang: str) -> bool:
        return bool(self.rows.get(row, {}).get(lang))


class _Texts:
    """Folded texts of a table, one after the other per language, so that each term is looked for in one pass."""

    def __init__(self, context: TableContext) -> None:
        self.context = context
        self.folded = {lang: [fold(row.texts[lang], lang) for row in context.rows] for lang in context.langs}
        self.whole = {lang: "\n".join(folded.text for folded in column) for lang, column in self.folded.items()}
        self.starts = {
            lang: list(accumulate((len(folded.text) + 1 for folded in column), initial=0))
            for lang, column in self.folded.items()
        }

    def places(self, concept: Concept) -> _Places:
        rows: dict[int, dict[str, dict[int, list[Span]]]] = {}
        for lang in self.context.langs:
            for number, term in enumerate(concept.of(lang)):
                for index, span in self._find(term.text, lang):
                    rows.setdefault(index, {}).setdefault(lang, {}).setdefault(number, []).append(span)
        return _Places(rows)

    def _find(self, term: str, lang: str) -> Iterator[tuple[int, Span]]:
        """The rows and spans of a term. A plain search for its beginning is what makes this fast."""
        plain = fold(term, lang).text.strip()
        if len(plain) < _SHORTEST.get(lang, 2):
            return
        pattern, whole, starts = _pattern(plain, lang), self.whole[lang], self.starts[lang]
        head = plain if lang.startswith("zh") else _beginning(plain)
        place = whole.find(head)
        while place >= 0:
            if match := pattern.match(whole, place):
                index = bisect_right(starts, place) - 1
                folded = self.folded[lang][index]
                yield index, folded.original(Span(match.start() - starts[index], match.end() - starts[index]))
            place = whole.find(head, match.end() if match else place + 1)


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
        words = [word[:-1] + "(?:y|ies)" if word.endswith("y") else word + "(?:s|es|'s)?" for word in words]
    return regex.compile(r"(?<!\p{L})" + r"[ \t-]+".join(words) + r"(?!\p{L})")


def _variants(concept: Concept, places: _Places, context: TableContext) -> Iterator[Finding]:
    """Rows in which one language uses another of the concept's renderings than its usual one, or its first on a tie.

    The other languages have to use their own usual term there, or else the concept itself is another one.
    """
    usual = {lang: group for lang in context.langs if (group := _usual(concept, places, lang)) is not None}
    for index, row in sorted(places.rows.items()):
        strange = [lang for lang in usual if row.get(lang) and usual[lang] not in _groups(concept, lang, row[lang])]
        settled = [lang for lang in usual if row.get(lang) and lang not in strange]
        if len(strange) > len(settled) or (len(strange) > 1 and context.langs[0] in strange):
            continue
        for lang in strange:
            number, spans = next(iter(row[lang].items()))
            terms = concept.of(lang)
            yield _finding(context.rows[index], lang, spans[:1], terms[number].text, terms[usual[lang]].text, concept)


def _usual(concept: Concept, places: _Places, lang: str) -> int | None:
    """The rendering that holds at least half of the rows; on a tie of two, the one that came first."""
    counts: Counter[int] = Counter()
    for _, row in sorted(places.rows.items()):
        counts.update(_groups(concept, lang, row.get(lang, {})))
    if not counts:
        return None
    number, most = counts.most_common(1)[0]
    return number if most * 2 >= sum(counts.values()) else None


def _groups(concept: Concept, lang: str, numbers: Iterable[int]) -> set[int]:
    """The renderings among terms, where one that contains another or is inflected counts as the same."""
    texts = [fold(term.text, lang).text for term in concept.of(lang)]
    return {next(n for n, text in enumerate(texts) if _akin(text, texts[number], lang)) for number in numbers}


def _akin(one: str, other: str, lang: str) -> bool:
    stem = max(5, min(len(one), len(other)) - 3) if lang == "en" else 99
    return one in other or other in one or (one[:stem] == other[:stem] and len(one) >= stem <= len(other))


def _missing(concept: Concept, places: _Places, context: TableContext) -> Iterator[Finding]:
    """Rows in which two languages have the concept and a third, which renders it steadily, has none of its terms."""
    for lang in context.langs:
        if not concept.of(lang):
            continue
        rows = [
            index
            for index in places.rows
            if lang in (filled := context.rows[index].filled)
            and len(filled) > 2
            and all(places.has(index, other) for other in filled if other != lang)
        ]
        steady = [index for index in rows if places.has(index, lang)]
        if len(steady) < _ROWS or len(steady) < _STEADY * len(rows):
            continue
        for index in sorted(set(rows) - set(steady)):
            if any(places.has(near, lang) for near in (index - 1, index + 1)):
                continue
            usual = concept.of(lang)[0].text
            yield _absent(context.rows[index], lang, usual, places.rows[index], concept)


def _finding(row: RowContext, lang: str, spans: list[Span], text: str, usual: str, concept: Concept) -> Finding:
    return located(
        Finding(
            "terms",
            _severity(concept),
            row.index,
            (lang,),
            "“{text}” is “{usual}” elsewhere.",
            {"text": text, "usual": usual},
            suggestion=usual,
        ),
        {lang: spans},
        row.texts,
    )


def _absent(
    row: RowContext, lang: str, usual: str, found: dict[str, dict[int, list[Span]]], concept: Concept
) -> Finding:
    spans = {other: next(iter(places.values()))[:1] for other, places in found.items() if places}
    other = next(iter(spans))
    return located(
        Finding(
            "terms",
            _severity(concept),
            row.index,
            (lang, *spans),
            "“{term}” ought to be “{usual}” in {lang}, which this row does not have.",
            {"term": spans[other][0].of(row.texts[other]), "usual": usual, "lang": lang},
            suggestion=usual,
        ),
        spans,
        row.texts,
    )


def _severity(concept: Concept) -> Severity:
    """What is only proposed by mining is for information; what people approved is a warning."""
    return Severity.WARNING if concept.status is Status.APPROVED else Severity.INFO


def _of_table(context: TableContext) -> Iterator[Finding]:
    concepts = [concept for concept in context.concepts if len({term.lang for term in concept.terms}) > 1]
    if not concepts:
        return
    texts = _Texts(context)
    for concept in concepts:
        places = texts.places(concept)
        yield from _variants(concept, places, context)
        yield from _missing(concept, places, context)


CHECK = Check(
    "terms",
    "Terms",
    "A term is rendered otherwise than in the rest of the work, or is missing, where the other languages have theirs.",
    Severity.WARNING,
    of_table=_of_table,
)
