"""Words that automatic conversion between the scripts got wrong: 采礦 for 採礦, 乾净 for 干净."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import regex

from aligner.fold import simplified
from aligner.types import Span

_AMBIGUOUS = frozenset(
    "制製采採并並併后後里裏裡干幹乾面麵麪余餘松鬆准準斗鬥谷穀征徵范範系係繫只隻卷捲云雲板闆复複復冲衝"
    "發髮曆歷鐘鍾表錶颱台醜丑薑姜獲穫籤簽鬱郁鬚須鬍胡臟髒盡儘彙匯剋克遊游志誌致緻嚮向"
)
"""Characters that one Simplified form stands for: where conversion slips, one of them stands for another."""

_HARMLESS = frozenset(
    {
        ("裏", "裡"), ("裡", "裏"), ("麪", "麵"), ("麵", "麪"), ("系", "係"), ("係", "系"), ("繫", "係"), ("并", "並"),
        ("並", "并"), ("沖", "衝"), ("彩", "采"), ("采", "彩"), ("里", "裡"), ("復", "複"), ("複", "復"),
        ("盡", "儘"), ("向", "嚮"), ("克", "剋"), ("台", "颱"), ("須", "鬚"), ("遊", "游"), ("簽", "籤"), ("丑", "醜"),
    }
)  # fmt: skip
"""Pairs in which usage wavers, so that a difference from OpenCC's choice is no slip."""


_EITHER = frozenset({"采风", "采邑", "采风录", "散发", "蓬头散发"})
"""Words that are written both ways."""

_ONLY_IN = {
    "里": frozenset("""
里面 里头 里边 这里 那里 哪里 家里 心里 手里 眼里 夜里 城里 屋里 嘴里 水里 村里 县里 市里
""".split()  # noqa: SIM905
),
    "余": frozenset(["其余", "业余", "剩余", "多余", "余额", "余地", "余下", "盈余", "残余", "余年", "余生"]),
    "范": frozenset(["范围", "规范", "示范", "典范", "模范", "范例", "范畴", "师范", "防范", "风范", "规范化"]),
    "面": frozenset("面条 面包 面粉 面食 拉面 方便面 面团 面馆 泡面 面馆".split()),  # noqa: SIM905
    "游": frozenset("旅游 旅游业 导游 游客 游戏 游览 游行 郊游 游说 游乐 游乐园 出游".split()),  # noqa: SIM905
    **dict.fromkeys("裏裡", frozenset("公里 千里 英里 里程 里程碑 百里 万里 里长 邻里 故里".split())),  # noqa: SIM905
    "匯": frozenset(["词汇", "词汇量"]),
    "胡": frozenset(["胡子", "胡须"]),
    "姜": frozenset(["生姜", "姜汤", "姜黄"]),
    "鍾": frozenset(["时钟", "钟头", "钟表", "分钟", "闹钟", "钟声", "秒钟"]),
    "云": frozenset(["云端", "云计算", "白云", "乌云", "云层", "云雾", "风云", "云朵", "多云"]),
}  # fmt: skip
"""Characters common in names (弗里曼, 余先生, 范恩, 里德): only these words (in Simplified form) show a slip."""


_UNSIMPLIFIED = frozenset("乾著於瞭藉麼徵鍾餘夥彷係彿裏後麵穀鬥鬆閤捲週儘")
"""Characters that Simplified text has too, in other words or in names (乾隆, 著名, 瞭望): where they are left of a word
that ought to be simplified, the word as a whole shows it."""


@cache
def _converter(config: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


def convert(config: str, text: str) -> str:
    """Text converted by one of OpenCC's configurations."""
    return _converter(config)(text)


@lru_cache(maxsize=4096)
def _slip(word: str, written: str) -> str:
    """How a Traditional word ought to be written when conversion went wrong in it, or nothing."""
    right = convert("s2t", word)
    if len(right) != len(written) or right == written:
        return ""
    differing = [(a, b) for a, b in zip(written, right, strict=True) if a != b]
    slips = [pair for pair in differing if pair[0] in _AMBIGUOUS and pair[1] in _AMBIGUOUS and pair not in _HARMLESS]
    slips = [pair for pair in slips if pair[0] not in _ONLY_IN or word in _ONLY_IN[pair[0]]]
    if not slips or word in _EITHER or (len(word) == 1 and written != "併"):
        return ""
    return "".join(b if (a, b) in slips else a for a, b in zip(written, right, strict=True))


def traditional(text: str) -> Iterator[tuple[Span, str]]:
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


def unsimplified(text: str) -> Iterator[tuple[Span, str]]:
    """Words of a Simplified text in which a character was left as Traditional text has it, with their right form.

    >>> [(span.of(text), right) for text in ["房间很乾净"] for span, right in unsimplified(text)]
    [('乾净', '干净')]
    >>> list(unsimplified("乾隆年间的著名学者瞭望远方"))
    []
    """
    import rjieba

    if _UNSIMPLIFIED.isdisjoint(text):
        return
    place = 0
    for word in rjieba.cut(simplified(text), False):
        span = Span(place, place + len(word))
        place = span.stop
        written = span.of(text)
        if len(word) > 1 and not _UNSIMPLIFIED.isdisjoint(written):
            right = convert("t2s", written)
            if right != written and len(right) == len(written):
                yield span, right
