"""English left in Vietnamese or Chinese, and cells that repeat their source unchanged."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
from glossary.types import Finding, Severity

_FUNCTION = frozenset(
    """
the a an of to in and or for with from by on at as is are was were be been that this it its not but than which
who have has had will would can may they their we our you your more into over about
""".split()  # noqa: SIM905
)
_RUN = regex.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9'’-]*(?:[ ,;:]+(?:[A-Za-z][A-Za-z0-9'’.-]*|\d[\d.,%]*))+")
_QUOTED = regex.compile(
    r"“[^”]{0,999}”|\"[^\"]{0,999}\"|「[^」]{0,999}」|『[^』]{0,999}』|《[^》]{0,999}》|（[^）]{0,999}）|\([^)]{0,999}\)"
    r"|〈[^〉]{0,999}〉|‘[^’]{0,999}’|\*[^*]{0,999}\*|https?://\S+"
)
_WORD = regex.compile(r"[A-Za-z][a-z'’-]*")
_LETTERS = regex.compile(r"\p{L}")


def _english(text: str) -> Iterator[Span]:
    """Runs of English prose outside of quotation marks and brackets: four words or more, with function words."""
    shielded = [Span(*match.span()) for match in _QUOTED.finditer(text)]
    for match in _RUN.finditer(text):
        words = _WORD.findall(match[0])
        plain = [word for word in words if word.islower()]
        functional = sum(word in _FUNCTION for word in plain)
        if len(words) < 4 or functional < 2 or len(plain) < len(words) / 2:
            continue
        if any(span.start < match.start() and match.end() < span.stop for span in shielded):
            continue
        yield Span(*match.span())


def _of_row(row: RowContext) -> Iterator[Finding]:
    if row.aside:
        return
    for lang in row.filled:
        if lang == "en":
            continue
        text = row.texts[lang]
        if spans := list(_english(text)):
            start, stop = spans[0].start, spans[-1].stop
            stop += stop < len(text) and text[stop] in ".!?"
            finding = _finding(row, lang, "English was left in “{lang}”.")
            yield located(finding, {lang: [Span(start, stop)]}, row.texts)
            continue
        source = row.texts.get("en", "")
        prose = sum(word.islower() for word in _WORD.findall(source)) >= 3
        if source and text.strip() == source.strip() and prose and len(_LETTERS.findall(text)) > 12:
            finding = _finding(row, lang, "“{lang}” repeats the English text unchanged.")
            yield located(finding, {lang: [Span(0, len(text))]}, row.texts)


def _finding(row: RowContext, lang: str, message: str) -> Finding:
    return Finding("untranslated", Severity.ERROR, row.index, (lang,), message, {"lang": lang})


CHECK = Check(
    "untranslated",
    "Untranslated",
    "English prose stands in a Vietnamese or Chinese cell, outside of quotation marks and brackets.",
    Severity.ERROR,
    of_row=_of_row,
)
