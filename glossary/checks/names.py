"""Names that one work renders in two ways, leaves in Latin letters here and renders there, or drops.

The English column says where a name stands. Chinese renders it by sound (``_sounds``) or says itself whose name it is,
with the original in brackets behind: 杜如松(Rush Doshi). A name that a row does not repeat, or calls otherwise than by
its sound, is nobody's fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from aligner.fold import fold
from aligner.lang.zh import cut
from aligner.types import Span
from glossary.checks._acronyms import acronyms, bare
from glossary.checks._base import Check, RowContext, TableContext, located
from glossary.checks._dotted import two_ways
from glossary.checks._latin import left_in_latin
from glossary.checks._sounds import LONGEST, loud, sounding
from glossary.checks._written_out import written_out
from glossary.chinese import functional
from glossary.types import Finding, Severity

_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}]*\p{Ll}(?:-\p{Lu}\p{Ll}+)*")
_PLAIN = regex.compile(r"(?<![\p{L}\p{M}])\p{Ll}[\p{Ll}\p{M}]{3,}")
_HAN = regex.compile(r"\p{Han}+")
_GLOSS = regex.compile(r"(\p{Han}{2,12})\s?[（(]\s*([A-Z][A-Za-z .,'’·\-]*[A-Za-z.])\s*[)）]")
_SENTENCE_START = regex.compile(r"(?:\A|[.!?:…]|[\"“‘'(\[—–-])\s*\Z")
SHORTEST = 4
"""Letters that a name has to have to be known by its sound."""
FEW = 1
"""Rows that may render a name by its sound where all others, twice as many at least, render what it means."""


@dataclass(frozen=True)
class _Rendering:
    """How a row renders a name, and where."""

    row: int
    span: Span
    text: str
    told: bool = False  # by the original in brackets


class _Names:
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
        self.places = {
            name: rows
            for name, rows in places.items()
            if name in sure and name.casefold() not in small and len(rows) > 1
        }

    def finding(self, row: RowContext, name: str, lang: str, found: _Rendering, message: str, usual: str) -> Finding:
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
            {lang: [found.span], "en": [self.places[name][row.index]]},
            row.texts,
        )


def _renderings(names: _Names, name: str, lang: str) -> list[_Rendering]:
    """What the rows of a name have for it, by its sound or as they say themselves."""
    found = []
    for index in names.places[name]:
        text = names.context.rows[index].texts[lang]
        told = next((_told(match) for match in _GLOSS.finditer(text) if match[2].split()[-1] == name), None)
        if told:
            found.append(_Rendering(index, told, told.of(text), True))
        elif span := sounding(name, text, lang):
            found.append(_Rendering(index, span, span.of(text)))
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


def _by_meaning(
    names: _Names, name: str, lang: str, texts: Mapping[int, str], heard: Collection[int]
) -> list[_Rendering]:
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
                return [_rendering(names, row, lang, part) for row in rows]
    return []


def _rendering(names: _Names, row: int, lang: str, part: str) -> _Rendering:
    text = names.context.rows[row].texts[lang]
    folded = fold(text, lang)
    start = folded.text.index(part)
    span = folded.original(Span(start, start + len(part)))
    return _Rendering(row, span, span.of(text))


def _two_ways(names: _Names, lang: str) -> Iterator[Finding]:
    """Rows in which a name has another rendering than in the rest, and none of these."""
    texts = {row.index: fold(row.texts[lang], lang).text for row in names.context.rows if lang in row.filled}
    for name in names.places:
        found = _renderings(names, name, lang)
        if 0 < len(found) <= FEW and len({one.text for one in found}) == 1:
            found += _by_meaning(names, name, lang, texts, [one.row for one in found])
        groups: dict[str, list[_Rendering]] = defaultdict(list)
        for one in found:
            groups[fold(one.text, lang).text].append(one)
        if len(groups) < 2:
            continue
        usual = max(
            groups, key=lambda key: (len(groups[key]), any(one.told for one in groups[key]), -groups[key][0].row)
        )
        for key, ones in groups.items():
            rows = [one for one in ones if usual[-2:] not in texts[one.row] and usual not in texts[one.row]]
            if key == usual or key in usual or usual in key or not rows:
                continue
            if any(key in texts[one.row] for one in groups[usual]):
                continue
            message = "“{name}” is “{text}” here and “{usual}” elsewhere."
            first = names.finding(names.context.rows[rows[0].row], name, lang, rows[0], message, groups[usual][0].text)
            yield _with_rows(first, rows[1:])


def _with_rows(finding: Finding, rest: Sequence[_Rendering]) -> Finding:
    return replace(finding, rows=tuple(one.row for one in rest), gathered=True)


def _left(names: _Names, lang: str) -> Iterator[Finding]:
    """Names in Latin letters in a Chinese row, outside of brackets, that other rows render."""
    for name in names.places:
        latin, rendered = [], []
        for index in names.places[name]:
            text = names.context.rows[index].texts[lang]
            if name not in text:
                rendered += [] if not (span := sounding(name, text, lang)) else [_Rendering(index, span, span.of(text))]
            elif span := bare(name, text):
                latin.append(_Rendering(index, span, name))
        if rendered and latin and len(latin) <= len(rendered):
            message = "“{name}” is left as it is here and is “{usual}” elsewhere."
            row = names.context.rows[latin[0].row]
            yield _with_rows(names.finding(row, name, lang, latin[0], message, rendered[0].text), latin[1:])


def _dotted(context: TableContext, lang: str) -> Iterator[Finding]:
    texts = {row.index: row.texts[lang] for row in context.rows if lang in row.filled}
    for one in two_ways(texts, lang):
        values = {"text": one.text, "usual": one.usual, "lang": lang}
        message = "“{text}” is “{usual}” elsewhere."
        found = Finding("names", Severity.WARNING, one.row, (lang,), message, values, suggestion=one.usual)
        yield located(found, {lang: [one.span]}, context.rows[one.row].texts)


def _of_table(context: TableContext) -> Iterator[Finding]:
    chinese = [lang for lang in context.langs if lang.startswith("zh")]
    yield from acronyms(context)
    for lang in chinese:
        yield from _dotted(context, lang)
    if "en" in context.langs:
        names = _Names(context)
        for lang in chinese:
            yield from _two_ways(names, lang)
            yield from _left(names, lang)
    else:
        for lang in chinese:
            yield from left_in_latin(context, lang)
            yield from written_out(context, lang)


CHECK = Check(
    "names",
    "Names",
    "A name is rendered in two ways, left in Latin letters here and rendered there, or an acronym is lost.",
    Severity.WARNING,
    of_table=_of_table,
)
