"""Acronyms: lost in one row, left as they are where the language has its own word, or explained in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._base import RowContext, TableContext, gathered, located
from glossary.types import Finding, Severity

KEPT = 4
"""Rows that have to show an acronym before one that has it not, or has it, is out of the ordinary …"""
STEADY = 0.75
"""… and the share of them that has to treat it alike."""
SHARED = 3
"""Characters in a row that two names of one acronym have in common, where they are two forms of one name."""

_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}&/.-])\p{Lu}(?:\p{Lu}|\d|&(?=\p{Lu})){1,7}(?=s?(?![\p{L}\p{N}&-]))")
_ASIDE = regex.compile(
    r"[（(《“「『\"][^（()）《》“”「」『』\"]*[)）》”」』\"]|https?://\S+|\S+@\S+|[\w.]+\.(?:com|org|net)\b"
)
_HAN = regex.compile(r"\p{Han}")
_EXPLAINED = regex.compile(r"(\p{Han}{3,16})\s?[（(]\s*(\p{Lu}[\p{Lu}\d&-]{1,7})s?\s*[)）]")

OWN_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "R&D": {"zh": ("研发", "研究与开发", "研究和开发"), "vi": ("nghiên cứu và phát triển", "nghiên cứu & phát triển")},
    "EU": {"zh": ("欧盟",), "vi": ("Liên minh châu Âu", "Liên minh Châu Âu")},
    "UN": {"zh": ("联合国",), "vi": ("Liên Hợp Quốc", "Liên hợp quốc", "Liên Hiệp Quốc")},
    "UK": {"zh": ("英国",), "vi": ("Vương quốc Anh", "nước Anh")},
    "US": {"zh": ("美国",), "vi": ("Hoa Kỳ", "Mỹ")},
    "USA": {"zh": ("美国",), "vi": ("Hoa Kỳ", "Mỹ")},
    "NATO": {"zh": ("北约",)},
    "ASEAN": {"zh": ("东盟", "东协")},
    "OPEC": {"zh": ("欧佩克", "石油输出国组织")},
    "WTO": {"zh": ("世贸组织", "世界贸易组织"), "vi": ("Tổ chức Thương mại Thế giới",)},
    "WHO": {"zh": ("世卫组织", "世界卫生组织"), "vi": ("Tổ chức Y tế Thế giới",)},
    "IMF": {"zh": ("国际货币基金组织", "国际货币基金"), "vi": ("Quỹ Tiền tệ Quốc tế",)},
    "GDP": {"zh": ("国内生产总值",), "vi": ("tổng sản phẩm quốc nội",)},
    "AI": {"zh": ("人工智能", "人工智慧"), "vi": ("trí tuệ nhân tạo",)},
    "CEO": {"zh": ("首席执行官", "执行长"), "vi": ("giám đốc điều hành",)},
    "HIV": {"zh": ("艾滋病毒", "艾滋病病毒", "爱滋病毒", "人类免疫缺陷病毒")},
    "SME": {"zh": ("中小企业",), "vi": ("doanh nghiệp nhỏ và vừa",)},
    "FDI": {"zh": ("外国直接投资", "外商直接投资"), "vi": ("đầu tư trực tiếp nước ngoài",)},
    "IP": {"zh": ("知识产权", "智慧财产权"), "vi": ("sở hữu trí tuệ",)},
}
"""What languages say for an acronym; Chinese in Simplified form."""

FOREIGN: Mapping[str, frozenset[str]] = {
    "zh": frozenset(("R&D", "EU", "UN", "UK", "US", "USA", "NATO", "ASEAN", "OPEC")),
    "vi": frozenset(("R&D", "UN", "UK", "US", "USA")),
}
"""Those that a text in the language does not leave as they are; the others are at home there beside its own word."""


def acronyms(context: TableContext) -> Iterator[Finding]:
    """All that is wrong with acronyms in a table."""
    if "en" in context.langs:
        yield from _lost(context)
    for lang in context.langs:
        if lang != "en":
            yield from _left(context, lang)
        if lang.startswith("zh"):
            yield from _twice(context, lang)


def _lost(context: TableContext) -> Iterator[Finding]:
    """A row without an acronym, or with an acronym in Latin letters, where nearly all other rows treat it otherwise."""
    places: dict[str, dict[int, Span]] = defaultdict(dict)
    for row in context.rows:
        if not row.texts["en"].isupper():
            for match in _ACRONYM.finditer(row.texts["en"]):
                places[match[0]].setdefault(row.index, Span(*match.span()))
    for acronym, spans in places.items():
        for lang in context.langs:
            rows = [context.rows[index] for index in spans if lang in context.rows[index].filled]
            if lang == "en" or len(rows) < KEPT:
                continue
            keeping = [row for row in rows if acronym in row.texts[lang]]
            words = OWN_WORDS.get(acronym, {}).get(lang.partition("-")[0], ())
            lacking = [row for row in rows if acronym not in row.texts[lang]]
            lacking = [row for row in lacking if not any(_has(word, row.texts[lang], lang) for word in words)]
            if lacking and len(keeping) >= STEADY * len(rows):
                message = "“{lang}” has “{name}” elsewhere, and not here."
                yield from (_one(row, acronym, lang, message, spans[row.index]) for row in lacking)
            elif keeping and len(lacking) >= STEADY * len(rows) and not _foreign(acronym, lang):
                message = "“{name}” is left as it is in {lang} here, and not elsewhere."
                kept = [row for row in keeping if bare(acronym, row.texts[lang])]
                yield from (_one(row, acronym, lang, message, spans[row.index]) for row in kept)


def _one(row: RowContext, acronym: str, lang: str, message: str, span: Span) -> Finding:
    places = {"en": [span]}
    if own := bare(acronym, row.texts[lang]):
        places[lang] = [own]
    values = {"name": acronym, "lang": lang}
    found = Finding("names", Severity.INFO, row.index, (lang, "en"), message, values, about={"en": acronym})
    return located(found, places, row.texts)


def _foreign(acronym: str, lang: str) -> bool:
    return acronym in FOREIGN.get(lang.partition("-")[0], ())


def _left(context: TableContext, lang: str) -> Iterator[Finding]:
    """Acronyms that a text leaves as they are although its language has a word: one finding with all rows.

    A warning where the text itself has that word elsewhere; those that are at home in the language need an explanation
    by it in no place, and are told by nobody.
    """
    code = lang.partition("-")[0]
    for acronym in sorted(FOREIGN.get(code, ())):
        spans = {
            row.index: bares
            for row in context.rows
            if acronym in row.texts[lang] and (bares := bare_all(acronym, row.texts[lang]))
        }
        if not spans:
            continue
        words = OWN_WORDS[acronym].get(code, ())
        texts = [row.texts[lang] for row in context.rows]
        usual = next((own for text in texts for word in words if (own := _has(word, text, lang))), "")
        if not usual and code != "zh":
            continue
        message = "“{name}” is left in English here and is “{usual}” elsewhere."
        if not usual:
            message = "“{name}” is left in English: “{usual}” is what the language says."
        severity = Severity.WARNING if usual else Severity.INFO
        values = {"name": acronym, "usual": usual or _spelled(words[0], lang), "lang": lang}
        about = {lang: acronym}
        one = Finding("names", severity, 0, (lang,), message, values, suggestion=values["usual"], about=about)
        yield gathered(one, lang, spans, context)


def _has(word: str, text: str, lang: str) -> str:
    """The word as a text has it, or nothing."""
    folded, plain = fold(text, lang), fold(word, lang).text
    place = folded.text.find(plain)
    return folded.original(Span(place, place + len(plain))).of(text) if place >= 0 else ""


def _spelled(word: str, lang: str) -> str:
    if lang != "zh-Hant":
        return word
    from glossary.checks._slips import convert

    return convert("s2t", word)


def _twice(context: TableContext, lang: str) -> Iterator[Finding]:
    """Acronyms that a text explains by two forms of one name: 国家标准与技术研究院(NIST), then …研究所(NIST)."""
    told: dict[str, list[tuple[int, Span, str]]] = defaultdict(list)
    for row in context.rows:
        for match in _EXPLAINED.finditer(row.texts[lang]):
            told[match[2]].append((row.index, Span(*match.span(1)), fold(match[1], lang).text))
    for acronym, places in told.items():
        _, span, usual = places[0]
        first = context.rows[places[0][0]].texts[lang]
        for index, other, name in places[1:]:
            start, size = _common(usual, name)
            if size < SHARED or usual.endswith(name[start:]):
                continue
            text = context.rows[index].texts[lang]
            here = Span(other.start + start, other.stop)
            again = Span(span.start + usual.index(name[start : start + size]), span.stop).of(first)
            values = {"name": acronym, "text": here.of(text), "usual": again, "lang": lang}
            message = "“{name}” is “{text}” here and “{usual}” elsewhere."
            about = {lang: acronym}
            found = Finding("names", Severity.WARNING, index, (lang,), message, values, suggestion=again, about=about)
            yield located(found, {lang: [here]}, context.rows[index].texts)


def _common(one: str, other: str) -> tuple[int, int]:
    """Where the longest run that two names have in common begins in the second, and how long it is."""
    from difflib import SequenceMatcher

    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return match.b, match.size


def bare(name: str, text: str) -> Span | None:
    """Where a name stands in Latin letters by itself: not in brackets or quotation marks, nor in a title or address."""
    return next(iter(bare_all(name, text)), None)


def bare_all(name: str, text: str, before: str = "") -> list[Span]:
    """All places of a name as ``bare`` finds them; ``before`` is a pattern of what may stand before it."""
    asides = [match.span() for match in _ASIDE.finditer(text)]
    gap = " ?" if _HAN.search(text) else ""
    start = rf"(?<![\p{{Latin}}\p{{N}}&-]{gap}){before}\K"
    stop = rf"(?!{gap}[\p{{Latin}}\p{{N}}&-])(?!\s+\p{{Lu}})"
    return [
        Span(*match.span())
        for match in regex.finditer(start + regex.escape(name) + stop, text)
        if not any(a <= match.start() < b for a, b in asides)
    ]
