"""Forms of one character that Traditional texts choose between, and texts that mix them: 羣 here and 群 there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aligner.lang.zh import cut
from aligner.types import Span
from glossary.checks._wording import exempt

GROUPS = (
    *("羣群", "裏裡", "綫線", "爲為", "麪麵", "僞偽", "説說", "户戶", "牀床", "啓啟", "衆眾", "峯峰", "税稅", "脱脫"),
    *("鋭銳", "閲閱", "温溫", "衞衛", "强強", "册冊", "絶絕", "産產", "録錄", "汙污", "踪蹤", "歎嘆", "洩泄", "祕秘"),
    *("鷄雞", "証證", "枱檯", "鈎鉤", "葱蔥", "醖醞", "藴蘊", "顔顏", "奬獎", "凈淨", "况況", "决決", "凉涼"),
    *("减減", "吴吳", "没沒", "别別", "内內", "黄黃", "争爭", "静靜", "兑兌", "悦悅", "緑綠", "粽糉", "麽麼"),
)
"""Forms that mean the same wherever they stand."""
_GROUP = {char: group for group in GROUPS for char in group}
_BY_WORD = frozenset("台臺")
"""Forms that a text may well have side by side (台端 and 舞臺), so that only one word in both is a mixture."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """A form that a text has beside the usual one: where (row → spans), how it is written and how elsewhere."""

    text: str
    usual: str
    places: dict[int, list[Span]]


def mixed(texts: Mapping[int, str]) -> Iterator[Mixed]:
    """The rarer forms in the cells of one Traditional column, by row; quotations and titles are somebody else's.

    >>> [(one.text, one.usual) for one in mixed({0: "一羣人在臺灣", 1: "三羣人", 2: "一群人到台灣去", 3: "臺灣"})]
    [('群', '羣'), ('台灣', '臺灣')]
    """
    found: dict[str, dict[str, dict[int, list[Span]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row, text in texts.items():
        quoted = exempt(text)
        for key, span in _forms(text):
            if not any(span.start in one for one in quoted):
                found[key][span.of(text)][row].append(span)
    for forms in found.values():
        counts = Counter({form: sum(map(len, places.values())) for form, places in forms.items()})
        usual, *rarer = (form for form, _ in counts.most_common())
        for form in rarer:
            yield Mixed(form, usual, dict(forms[form]))


def _forms(text: str) -> Iterator[tuple[str, Span]]:
    for place, char in enumerate(text):
        if group := _GROUP.get(char):
            yield group, Span(place, place + 1)
    if not _BY_WORD.isdisjoint(text):
        for word in cut(text):
            if len(word.key) > 1 and not _BY_WORD.isdisjoint(word.span.of(text)):
                yield word.key, word.span
