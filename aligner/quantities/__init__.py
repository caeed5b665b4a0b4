"""Quantities by value: numbers, money, measures, dates and the rest, read in English, Vietnamese and Chinese.

27億 = 2,7 tỷ = 2.7 billion; the aligner takes a value that stands on both sides as evidence, and the checks report the
one that does not. One module per language says how that language writes quantities.
"""

from __future__ import annotations

from aligner.quantities._compare import compare
from aligner.quantities._types import KINDS, Comparison, Quantity

__all__ = ["KINDS", "Comparison", "Quantity", "compare", "find"]


def find(text: str, lang: str) -> list[Quantity]:
    """The quantities of a text in reading order, as values with their spans. Languages: en, vi, zh-Hans, zh-Hant.

    >>> [str(quantity) for quantity in find("In 2024 it paid $2.7 billion for 280 gigawatts.", "en")]
    ['2024 year', '2700000000 USD money', '280000000000 W measure']
    >>> [str(quantity) for quantity in find("2024 年投資 27 億美元，產生約2800億瓦特。", "zh-Hant")]
    ['2024 year', '2700000000 USD money', '~280000000000 W measure']
    """
    if lang == "en":
        from aligner.quantities.en import find as read
    elif lang == "vi":
        from aligner.quantities.vi import find as read
    elif lang.startswith("zh"):
        from aligner.quantities.zh import find as read
    else:
        raise KeyError(lang)
    return read(text)
