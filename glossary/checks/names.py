"""Names that one work renders in two ways, leaves in Latin letters here and renders there, or drops.

The English column says where a name stands. Chinese renders it by sound (``_sounds``) or says itself whose name it is,
with the original in brackets behind: 杜如松(Rush Doshi). A name that a row does not repeat, or calls otherwise than by
its sound, is nobody's fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aligner.fold import fold
from glossary.checks._acronyms import acronyms, bare
from glossary.checks._base import Check, TableContext, located
from glossary.checks._dotted import two_ways
from glossary.checks._english_names import Names, Rendering, by_meaning
from glossary.checks._latin import left_in_latin
from glossary.checks._replaced import kept_or_rendered, replaced_in_chinese, replaced_in_latin, unknown_in_latin
from glossary.checks._sounds import sounding
from glossary.checks._written_out import written_out
from glossary.types import Finding, Severity

FEW = 1
"""Rows that may render a name by its sound where all others, twice as many at least, render what it means."""


def _two_ways(names: Names, lang: str) -> Iterator[Finding]:
    """Rows in which a name has another rendering than in the rest, and none of these."""
    texts = {row.index: fold(row.texts[lang], lang).text for row in names.context.rows if lang in row.filled}
    for name in names.places:
        found = list(names.renderings(name, lang))
        if 0 < len(found) <= FEW and len({one.text for one in found}) == 1:
            found += by_meaning(names, name, lang, texts, [one.row for one in found])
        groups: dict[str, list[Rendering]] = defaultdict(list)
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


def _with_rows(finding: Finding, rest: Sequence[Rendering]) -> Finding:
    return replace(finding, rows=tuple(one.row for one in rest), gathered=True)


def _left(names: Names, lang: str) -> Iterator[Finding]:
    """Names in Latin letters in a Chinese row, outside of brackets, that other rows render."""
    for name in names.places:
        latin, rendered = [], []
        for index in names.places[name]:
            text = names.context.rows[index].texts[lang]
            if name not in text:
                rendered += [] if not (span := sounding(name, text, lang)) else [Rendering(index, span, span.of(text))]
            elif span := bare(name, text):
                latin.append(Rendering(index, span, name))
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
        names = Names(context)
        for lang in chinese:
            yield from _two_ways(names, lang)
            yield from _left(names, lang)
            yield from replaced_in_chinese(names, lang)
            yield from unknown_in_latin(names, lang)
        if "vi" in context.langs:
            yield from kept_or_rendered(names, "vi")
            yield from replaced_in_latin(names, "vi")
            yield from unknown_in_latin(names, "vi")
    else:
        for lang in chinese:
            yield from left_in_latin(context, lang)
            yield from written_out(context, lang)


CHECK = Check(
    "names",
    "Names",
    "A name is rendered in two ways, left in Latin letters here and rendered there, or replaced by another; an acronym "
    "is lost, left in English, or written out as something else.",
    Severity.WARNING,
    of_table=_of_table,
)
