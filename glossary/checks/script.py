"""Simplified characters in Traditional text and the reverse, and words that automatic conversion got wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, gathered, located
from glossary.checks._slips import convert, traditional, unsimplified
from glossary.checks._variants import mixed
from glossary.types import Finding, Severity

_HAN = regex.compile(r"\p{Han}")
_VARIANTS = frozenset("税兑温强册吕吴别晋静内凉户彦黄痴峰床群着裡里説温氲蕴藴咸閲鋭産啓")
"""Forms that Traditional text in Hong Kong or old type has beside OpenCC's standard ones."""


@lru_cache(maxsize=4096)
def _in_big5(char: str) -> bool:
    """Whether a character is among the 5,401 common ones of Big5, and so is Traditional, whatever else it is."""
    try:
        code = int.from_bytes(char.encode("big5"), "big")
    except UnicodeEncodeError:
        return False
    return 0xA440 <= code <= 0xC67E


@lru_cache(maxsize=4096)
def _foreign(char: str, lang: str) -> str:
    """The right form of a character that does not belong to the script, or nothing."""
    if lang == "zh-Hant":
        right = convert("s2t", char)
        return right if right != char and not _in_big5(char) and char not in _VARIANTS else ""
    right = convert("t2s", char)
    if right == char:
        return ""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return right
    return ""


_QUOTED = regex.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》")


def _of_row(row: RowContext) -> Iterator[Finding]:
    for lang in ("zh-Hans", "zh-Hant"):
        text = row.texts.get(lang, "")
        if not text.strip():
            continue
        wrong = [(n, right) for n, char in enumerate(text) if char >= "\u2e80" and (right := _foreign(char, lang))]
        han = len(_HAN.findall(text))
        if len(wrong) > max(4, han * 0.25):
            yield _whole(row, lang)
            continue
        quoted = [Span(*match.span()) for match in _QUOTED.finditer(text)]
        exempt = [span for span in quoted if sum(n in span for n, _ in wrong) >= 2]
        spans = [(Span(n, n + 1), right) for n, right in wrong if not any(n in span for span in exempt)]
        taken = {span.start for span, _ in spans}
        words = traditional(text) if lang == "zh-Hant" else unsimplified(text)
        spans += [(span, right) for span, right in words if taken.isdisjoint(span)]
        for span, right in sorted(spans):
            yield _finding(row, lang, span, right)


def _finding(row: RowContext, lang: str, span: Span, right: str) -> Finding:
    """One slip; the suggestion is the right form."""
    messages = {
        "zh-Hans": "“{text}” is a Traditional form in Simplified text: “{right}”.",
        "zh-Hant": "“{text}” is a Simplified form, or a slip of conversion, in Traditional text: “{right}”.",
    }
    return located(
        Finding(
            "script",
            Severity.ERROR,
            row.index,
            (lang,),
            messages[lang],
            {"text": span.of(row.texts[lang]), "right": right},
            suggestion=right,
        ),
        {lang: [span]},
        row.texts,
    )


def _whole(row: RowContext, lang: str) -> Finding:
    messages = {
        "zh-Hans": "The whole cell is in Traditional characters.",
        "zh-Hant": "The whole cell is in Simplified characters.",
    }
    right = convert("t2s" if lang == "zh-Hans" else "s2t", row.texts[lang])
    return Finding("script", Severity.ERROR, row.index, (lang,), messages[lang], suggestion=right)


def _of_table(context: TableContext) -> Iterator[Finding]:
    """Forms of one character that a Traditional text mixes, each told once with all its rows."""
    if "zh-Hant" not in context.langs:
        return
    texts = {row.index: row.texts["zh-Hant"] for row in context.rows if "zh-Hant" in row.filled}
    for one in mixed(texts):
        values, about = {"text": one.text, "usual": one.usual}, {"zh-Hant": one.text}
        message = "“{text}” is written “{usual}” elsewhere in the text."
        found = Finding("script", Severity.WARNING, 0, ("zh-Hant",), message, values, suggestion=one.usual, about=about)
        yield gathered(found, "zh-Hant", one.places, context)


CHECK = Check(
    "script",
    "Script",
    "A Simplified character in Traditional text or the reverse, a word that automatic conversion got wrong (采礦 for "
    "採礦), or two forms of one character within a text (羣 and 群).",
    Severity.ERROR,
    of_row=_of_row,
    of_table=_of_table,
)
