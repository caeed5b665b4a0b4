"""One text of the leading language with two translations, and one translation of two texts, within a work and beyond.

Texts are the same when they have the same letters and digits after folding: case, script, width and punctuation aside.
Short ones (yes, of course, a name) are left alone: what they mean is up to what stands around them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from aligner.fold import fold
from aligner.types import Span, Table
from glossary.checks._base import Check, RowContext, TableContext, located, ordered
from glossary.types import Finding, Severity

SHORTEST = {"en": 4, "vi": 5}
"""Words that a text has to have; in Chinese characters, ``SHORTEST_HAN``."""
SHORTEST_HAN = 7
FEW = 3
"""Texts that any other work may share."""
_SIGNS = regex.compile(r"[^\p{L}\p{M}\p{N}%$€£¥]+")
_TOKEN = regex.compile(r"\p{Han}|(?:(?!\p{Han})[\p{L}\p{M}\p{N}])+|[^\p{L}\p{M}\p{N}\s]")


ANOTHER = 0.25
"""A work that has a larger share of this one's texts is another translation of it, which has its own words."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A row of another work: the work's title, the row's number there, counted from 1, and its texts by language."""

    work: str
    row: int
    texts: Mapping[str, str]


def worth_comparing(text: str, lang: str) -> bool:
    """Whether a text is long enough to be held to its translations elsewhere.

    >>> worth_comparing("Of course.", "en"), worth_comparing("The two bridges are open.", "en")
    (False, True)
    """
    return _long(text, lang)


def across(table: Table, elsewhere: Sequence[Elsewhere]) -> list[Finding]:
    """What other works translate otherwise: the same text after folding, with another text beside it there.

    It needs no more than the rows of other works that have texts of this table (``web.store.corpus``); each rendering
    is told once with all rows that have it. A work that shares many texts is another translation: nothing is told.
    """
    context = TableContext(ordered(table))
    found: list[Finding] = []
    lead, *others = context.langs
    for lang in others:
        for same, varies in ((lead, lang), (lang, lead)):
            found += _across(context, elsewhere, same, varies, lead)
    return sorted(found, key=lambda finding: (finding.row, finding.message))


def _across(
    context: TableContext, elsewhere: Sequence[Elsewhere], same: str, varies: str, lead: str
) -> Iterator[Finding]:
    """Texts of one language that other works have with another text in a second one."""
    known: dict[str, list[Elsewhere]] = defaultdict(list)
    for other in elsewhere:
        if other.texts.get(same, "").strip() and other.texts.get(varies, "").strip():
            known[_key(other.texts[same], same)].append(other)
    rows = [row for row in context.rows if {same, varies} <= set(row.filled) and _telling(row, same)]
    shared = Counter(other.work for row in rows for other in known.get(_named(row, same), ()))
    groups: dict[tuple[str, str], list[RowContext]] = defaultdict(list)
    for row in rows:
        groups[_named(row, same), _named(row, varies)].append(row)
    for (key, rendering), held in groups.items():
        others = [other for other in known.get(key, ()) if shared[other.work] <= max(FEW, ANOTHER * len(rows))]
        variants = Counter(_key(other.texts[varies], varies) for other in others)
        if not variants or rendering in variants:
            continue
        usual = next(other for other in others if _key(other.texts[varies], varies) == variants.most_common(1)[0][0])
        finding = _elsewhere(held[0], usual, same, varies, lead)
        yield replace(finding, rows=tuple(row.index for row in held[1:]), gathered=True)


def _elsewhere(row: RowContext, other: Elsewhere, same: str, varies: str, lead: str) -> Finding:
    usual = other.texts[varies]
    values = {"lang": varies, "work": other.work, "row": other.row, "usual": usual, "work_lang": ""}
    spans = {varies: [_difference(row.texts[varies], other.texts[varies])], same: [Span(0, len(row.texts[same]))]}
    if same == lead:
        exact = row.texts[same].strip() == other.texts[same].strip()
        severity = Severity.WARNING if exact else Severity.INFO
        message = "“{lang}” renders the same text otherwise in row {row} of “{work}”: “{usual}”."
        found = Finding("consistency", severity, row.index, (varies, same), message, values, suggestion=usual)
    else:
        message = "“{same}” has the same text in row {row} of “{work}”, for another one in “{lang}”: “{usual}”."
        found = Finding("consistency", Severity.INFO, row.index, (same, varies), message, values | {"same": same})
    return located(found, spans, row.texts)


def _of_table(context: TableContext) -> Iterator[Finding]:
    lead, *others = context.langs
    for lang in others:
        for variants in _varying(context, same=lead, varies=lang):
            yield from _renderings(variants, lead, lang)
        for variants in _varying(context, same=lang, varies=lead):
            yield from _sources(variants, lang, lead)


def _varying(context: TableContext, *, same: str, varies: str) -> Iterator[list[list[RowContext]]]:
    """Rows with one text in a language and two or more in another: the rows of each, the usual first."""
    groups: dict[str, list[RowContext]] = defaultdict(list)
    for row in context.rows:
        if same in row.filled and varies in row.filled and _telling(row, same):
            groups[_named(row, same)].append(row)
    for rows in groups.values():
        variants: dict[str, list[RowContext]] = defaultdict(list)
        for row in rows:
            variants[_named(row, varies)].append(row)
        if len(variants) > 1:
            yield sorted(variants.values(), key=lambda found: (-len(found), found[0].index))


def _key(text: str, lang: str) -> str:
    return _SIGNS.sub("" if lang.startswith("zh") else " ", fold(text, lang).text).strip()


def _named(row: RowContext, lang: str) -> str:
    """The key of a cell, made once for all the languages that it is held beside."""
    if (name := (_key, lang)) not in row.memo:
        row.memo[name] = _key(row.texts[lang], lang)
    return str(row.memo[name])


def _telling(row: RowContext, lang: str) -> bool:
    """Whether a cell is long enough, likewise."""
    if (name := (_long, lang)) not in row.memo:
        row.memo[name] = _long(row.texts[lang], lang)
    return bool(row.memo[name])


def _long(text: str, lang: str) -> bool:
    tokens = [token for token in _TOKEN.findall(text) if token[0].isalnum()]
    return len(tokens) >= SHORTEST.get(lang, SHORTEST_HAN)


def _renderings(variants: Sequence[Sequence[RowContext]], lead: str, lang: str) -> Iterator[Finding]:
    """What is rendered otherwise than usual; a warning where the text that is rendered is the same to the letter."""
    usual = variants[0][0]
    for rows in variants[1:]:
        row, text = rows[0], usual.texts[lang]
        exact = row.texts[lead].strip() == usual.texts[lead].strip()
        parts = _named(row, lang), _key(text, lang)
        plain = exact and parts[0] not in parts[1] and parts[1] not in parts[0]
        found = Finding(
            "consistency",
            Severity.WARNING if plain else Severity.INFO,
            row.index,
            (lang, lead),
            "“{lang}” renders the same text otherwise in row {row}: “{usual}”.",
            {"lang": lang, "row": usual.index + 1, "usual": text},
            suggestion=text,
        )
        spans = {lang: [_difference(row.texts[lang], text)], lead: [Span(0, len(row.texts[lead]))]}
        yield replace(located(found, spans, row.texts), rows=tuple(other.index for other in rows[1:]))


def _sources(variants: Sequence[Sequence[RowContext]], lang: str, lead: str) -> Iterator[Finding]:
    """What has the translation of another text. Two ways to say a thing may well be one in another language."""
    first = variants[0][0]
    for rows in variants[1:]:
        row, other = rows[0], first.texts[lead]
        found = Finding(
            "consistency",
            Severity.INFO,
            row.index,
            (lang, lead),
            "“{lang}” has the same text in row {row}, for another one in “{other}”: “{other_text}”.",
            {"lang": lang, "row": first.index + 1, "other": lead, "other_text": other},
        )
        spans = {lang: [Span(0, len(row.texts[lang]))], lead: [_difference(row.texts[lead], other)]}
        yield replace(located(found, spans, row.texts), rows=tuple(one.index for one in rows[1:]))


def _difference(text: str, other: str) -> Span:
    """The part of a text in which it differs from another, in whole words; all of it where nothing but words lack.

    >>> text = "Hai cây cầu đã mở."
    >>> _difference(text, "Hai cây cầu đã đóng.").of(text)
    'mở'
    """
    own, others = list(_TOKEN.finditer(text)), _TOKEN.findall(other)
    words = [match[0] for match in own]
    start = 0
    while start < min(len(words), len(others)) and words[start] == others[start]:
        start += 1
    stop = 0
    while stop < min(len(words), len(others)) - start and words[-1 - stop] == others[-1 - stop]:
        stop += 1
    if start >= len(words) - stop:
        return Span(0, len(text))
    return Span(own[start].start(), own[len(own) - stop - 1].end())


CHECK = Check(
    "consistency",
    "Consistency",
    "The same text is translated in two ways within a work or beside another work of the store, or two texts have one "
    "and the same translation.",
    Severity.WARNING,
    of_table=_of_table,
)
