"""Terms that one language renders otherwise than it usually does or lacks, and terms that people refused.

Concepts that people approved are a rule: every row is held to it. Concepts that mining proposes only count where the
table itself proves two renderings of one term (``_drift``); each of these is reported once, with all its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, gathered, located
from glossary.checks._drift import Drift, drifts
from glossary.checks._forms import forms
from glossary.checks._places import Places, Texts
from glossary.checks._refused import REFUSED, named, preferred, refused, standing
from glossary.checks._together import Together, together
from glossary.types import Concept, Finding, Severity, Status

_ROWS, _STEADY = 5, 0.9
"""A language renders a term steadily when it has it in five rows, and in nine of ten that others have it in."""


def _variants(concept: Concept, places: Places, context: TableContext) -> Iterator[Finding]:
    """Rows in which one language uses another of the concept's renderings than its usual one, or its first on a tie.

    The other languages have to use their own usual term there, or else the concept itself is another one.
    """
    usual = {lang: group for lang in context.langs if (group := _usual(concept, places, lang)) is not None}
    good = {lang: {group, *_decided(concept, lang, _GOOD)} for lang, group in usual.items()}
    for index, row in sorted(places.rows.items()):
        strange = [lang for lang in usual if row.get(lang) and good[lang].isdisjoint(_groups(concept, lang, row[lang]))]
        settled = [lang for lang in usual if row.get(lang) and lang not in strange]
        if len(strange) > len(settled) or (len(strange) > 1 and context.langs[0] in strange):
            continue
        for lang in strange:
            number, spans = next(iter(row[lang].items()))
            terms = concept.of(lang)
            if standing(concept, terms[number]) in REFUSED:
                continue  # which _refused tells
            yield _finding(context.rows[index], lang, spans[:1], terms[number].text, terms[usual[lang]].text, concept)


def _usual(concept: Concept, places: Places, lang: str) -> int | None:
    """The preferred term where people chose one, else the rendering that holds at least half of the rows; on a tie of
    two, the one that came first. What is not to be used is nobody's usual one."""
    if preferred := _decided(concept, lang, (Status.APPROVED,)):
        return min(preferred)
    refused = _decided(concept, lang, (Status.DEPRECATED, Status.FORBIDDEN)) - _decided(concept, lang, _GOOD)
    counts: Counter[int] = Counter()
    for _, row in sorted(places.rows.items()):
        counts.update(_groups(concept, lang, row.get(lang, {})) - refused)
    if not counts:
        return None
    number, most = counts.most_common(1)[0]
    return number if most * 2 >= sum(counts.values()) else None


_GOOD = (Status.APPROVED, Status.ADMITTED)


def _decided(concept: Concept, lang: str, statuses: Collection[Status]) -> set[int]:
    """The renderings with one of these statuses."""
    return _groups(concept, lang, (n for n, term in enumerate(concept.of(lang)) if term.status in statuses))


def _groups(concept: Concept, lang: str, numbers: Iterable[int]) -> set[int]:
    """The renderings among terms, where one that contains another or is inflected counts as the same."""
    texts = [fold(term.text, lang).text for term in concept.of(lang)]
    return {next(n for n, text in enumerate(texts) if _akin(text, texts[number], lang)) for number in numbers}


def _akin(one: str, other: str, lang: str) -> bool:
    stem = max(5, min(len(one), len(other)) - 3) if lang == "en" else 99
    return one in other or other in one or (one[:stem] == other[:stem] and len(one) >= stem <= len(other))


def _missing(concept: Concept, places: Places, context: TableContext) -> Iterator[Finding]:
    """Rows in which the other languages have the concept and one has none of its terms, nor have the rows around them.

    Where people chose the term of this language, it is missed wherever the leading one has the concept; else only where
    two languages have it, and this one renders it steadily.
    """
    for lang in context.langs:
        if not concept.of(lang):
            continue
        ruled = lang != context.langs[0] and bool(_decided(concept, lang, (Status.APPROVED,)))
        rows = [
            index
            for index in places.rows
            if lang in (filled := context.rows[index].filled)
            and len(filled) > (1 if ruled else 2)
            and all(places.has(index, other) for other in filled if other != lang)
        ]
        having = [index for index in rows if places.has(index, lang)]
        steady = len(having) >= _ROWS and len(having) >= _STEADY * len(rows)
        for index in sorted(set(rows) - set(having)) if steady or ruled else ():
            if any(places.has(near, lang) for near in (index - 1, index + 1)):
                continue
            usual = preferred(concept, lang) or concept.of(lang)[0].text
            found = _absent(context.rows[index], lang, usual, places.rows[index], concept)
            yield found if steady else replace(found, severity=Severity.INFO)


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
            about=named(concept),
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
            about=named(concept),
        ),
        spans,
        row.texts,
    )


def _severity(concept: Concept) -> Severity:
    """What is only proposed by mining is for information; what people approved is a warning."""
    return Severity.WARNING if concept.status is Status.APPROVED else Severity.INFO


def _drifting(drift: Drift, context: TableContext) -> Finding:
    """One finding for all rows that have the competing rendering."""
    first, *rest = drift.places
    found = _finding(context.rows[first], drift.lang, [drift.places[first]], drift.rival, drift.usual, drift.concept)
    return replace(found, rows=tuple(rest), about=named(drift.concept, drift.anchor), gathered=True)


def _one_for_two(one: Together, context: TableContext) -> Finding:
    """Two terms in one rendering: for information, since one word may well mean both."""
    message = "“{text}” stands for “{one}” here and for “{two}” elsewhere, which {apart} tells apart."
    values = {"text": one.text, "one": one.one, "two": one.other, "apart": one.apart, "lang": one.lang}
    values |= {"one_lang": one.lead, "two_lang": one.lead}
    found = Finding("terms", Severity.INFO, 0, (one.lang,), message, values, about=named(one.concept, one.one))
    return gathered(found, one.lang, one.places, context)


def _within_one(context: TableContext, lang: str) -> Iterator[Finding]:
    """Terms that a text without a counterpart has in two forms, unless people said that both are good."""
    decided = [
        {fold(term.text, lang).text for term in concept.of(lang) if term.status in _GOOD}
        for concept in context.concepts
    ]
    for form in forms(context, lang):
        pair = {fold(form.text, lang).text, fold(form.usual, lang).text}
        if any(pair <= good for good in decided):
            continue
        values = {"text": form.text, "usual": form.usual}
        message, about = "“{text}” is “{usual}” elsewhere.", {lang: form.usual}
        found = Finding("terms", Severity.INFO, 0, (lang,), message, values, suggestion=form.usual, about=about)
        yield gathered(found, lang, form.places, context)


def _of_table(context: TableContext) -> Iterator[Finding]:
    if len(context.langs) == 1:
        yield from _within_one(context, context.langs[0])
    if not context.concepts:
        return
    texts = Texts(context)
    for concept in context.concepts:
        yield from refused(concept, texts.places(concept), context)
    concepts = [concept for concept in context.concepts if len({term.lang for term in concept.terms}) > 1]
    for concept in concepts:
        if concept.status in (Status.APPROVED, Status.ADMITTED):
            places = texts.places(concept)
            yield from _variants(concept, places, context)
            yield from _missing(concept, places, context)
    upheld = [concept for concept in concepts if concept.status not in REFUSED]
    for one in together(upheld, texts):
        yield _one_for_two(one, context)
    proposed = [concept for concept in concepts if concept.status is Status.PROPOSED]
    for drift in drifts(proposed, texts):
        yield _drifting(drift, context)


CHECK = Check(
    "terms",
    "Terms",
    "A term is rendered otherwise than in the rest of the work or in other works, is missing where the others have "
    "theirs, falls together with another, or was forbidden or deprecated.",
    Severity.WARNING,
    of_table=_of_table,
)
