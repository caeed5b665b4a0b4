"""Simplified characters in Traditional text and the reverse, and words that automatic conversion got wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import regex

from aligner.fold import simplified
from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
from glossary.types import Finding, Severity

_HAN = regex.compile(r"\p{Han}")
_VARIANTS = frozenset(
    "税兑脱悦温强册吕吴别没晋静净内决况减凉户彦黄痴峰床群着裡里挣睁争说説锐录颜绿温氲蕴藴众线针咸阅閲鋭産啓"
)
"""Forms that Traditional text in Hong Kong or old type has beside OpenCC's standard ones."""

_AMBIGUOUS = frozenset(
    "制製采採并並併后後里裏裡干幹乾面麵麪余餘松鬆准準斗鬥谷穀征徵范範系係繫只隻卷捲云雲板闆复複復冲衝"
)
"""Characters that one Simplified form stands for: where conversion slips, one of them stands for another."""

_HARMLESS = frozenset(
    {
        ("裏", "裡"), ("裡", "裏"), ("麪", "麵"), ("麵", "麪"), ("系", "係"), ("係", "系"), ("繫", "係"), ("并", "並"),
        ("並", "并"), ("沖", "衝"), ("彩", "采"), ("采", "彩"), ("里", "裡"), ("復", "複"), ("複", "復"),
    }
)  # fmt: skip
"""Pairs in which usage wavers, so that a difference from OpenCC's choice is no slip."""


_EITHER = frozenset({"采风", "采邑", "采风录"})
"""Words that are written both ways."""

_ONLY_IN = {
    "里": frozenset("""
里面 里头 里边 这里 那里 哪里 家里 心里 手里 眼里 夜里 城里 屋里 嘴里 水里 村里 县里 市里
""".split()  # noqa: SIM905
),
    "余": frozenset(["其余", "业余", "剩余", "多余", "余额", "余地", "余下", "盈余", "残余", "余年", "余生"]),
    "范": frozenset(["范围", "规范", "示范", "典范", "模范", "范例", "范畴", "师范", "防范", "风范", "规范化"]),
    "云": frozenset(["云端", "云计算", "白云", "乌云", "云层", "云雾", "风云", "云朵", "多云"]),
}  # fmt: skip
"""Characters common in names (弗里曼, 余先生, 范恩, 里德): only these words (in Simplified form) show a slip."""


@cache
def _converter(config: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


def _convert(config: str, text: str) -> str:
    return _converter(config)(text)


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
        right = _convert("s2t", char)
        return right if right != char and not _in_big5(char) and char not in _VARIANTS else ""
    right = _convert("t2s", char)
    if right == char:
        return ""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return right
    return ""


@lru_cache(maxsize=4096)
def _slip(word: str, written: str) -> str:
    """How a Traditional word ought to be written when conversion went wrong in it, or nothing."""
    right = _convert("s2t", word)
    if len(right) != len(written) or right == written:
        return ""
    differing = [(a, b) for a, b in zip(written, right, strict=True) if a != b]
    slips = [pair for pair in differing if pair[0] in _AMBIGUOUS and pair[1] in _AMBIGUOUS and pair not in _HARMLESS]
    slips = [pair for pair in slips if pair[0] not in _ONLY_IN or word in _ONLY_IN[pair[0]]]
    if not slips or word in _EITHER or (len(word) == 1 and written != "併"):
        return ""
    return "".join(b if (a, b) in slips else a for a, b in zip(written, right, strict=True))


def _words(text: str) -> Iterator[tuple[Span, str]]:
    """Words of a Traditional text that conversion got wrong, with their right form."""
    import rjieba

    plain = simplified(text)
    place = 0
    for word in rjieba.cut(plain, False):
        span = Span(place, place + len(word))
        place = span.stop
        if _AMBIGUOUS.isdisjoint(span.of(text)):
            continue
        written = span.of(text)
        if written == "併":
            if regex.match(r"[為为]?[一入成吞購购]", text[span.stop :]):
                continue
            yield span, "並"
        elif right := _slip(word, written):
            yield span, right


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
        if lang == "zh-Hant":
            taken = {span.start for span, _ in spans}
            spans += [(span, right) for span, right in _words(text) if taken.isdisjoint(span)]
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
    right = _convert("t2s" if lang == "zh-Hans" else "s2t", row.texts[lang])
    return Finding("script", Severity.ERROR, row.index, (lang,), messages[lang], suggestion=right)


CHECK = Check(
    "script",
    "Script",
    "A Simplified character in Traditional text or the reverse, or a word that automatic conversion got wrong: "
    "采礦 for 採礦.",
    Severity.ERROR,
    of_row=_of_row,
)
