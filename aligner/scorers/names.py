"""Chinese names that a translation spells in pinyin: 合肥 = Hefei, 国轩 = Guoxuan, 近平 = Jinping."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from aligner.columns import Column
from aligner.fold import simplified
from aligner.scorers._base import Bound, index, symmetric, transpose

NAME = regex.compile(r"(?<![\p{L}\p{M}])[A-Z][a-z]{3,}(?![\p{L}\p{M}])")
HAN = regex.compile(r"\p{Han}{2,}")
LONGEST = 4  # characters of a name


def bind(left: Column, right: Column) -> Bound | None:
    """The links between capitalised Latin words and Chinese characters that are read so. For Chinese beside another
    language only."""
    chinese = left.lang.startswith("zh"), right.lang.startswith("zh")
    if chinese[0] == chinese[1]:
        return None
    latin, han = (right, left) if chinese[0] else (left, right)
    standing = index(_names(latin))
    bound = symmetric("name", _spelled(han, standing), standing)
    return bound if chinese[0] else Bound(transpose(bound.forth), bound.forth)


def _names(column: Column) -> Iterator[tuple[int, str]]:
    for unit, cell in enumerate(column.cells):
        for name in NAME.findall(cell.text):
            yield unit, name.lower()


def _spelled(column: Column, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The runs of two to four characters whose pinyin is one of the names."""
    wanted = frozenset(names)
    if not wanted:
        return
    for unit, cell in enumerate(column.cells):
        for run in HAN.findall(simplified(cell.text)):
            read = [pinyin(character) for character in run]
            for at in range(len(read) - 1):
                spelled = read[at]
                for syllable in read[at + 1 : at + LONGEST]:
                    spelled += syllable
                    if spelled in wanted:
                        yield unit, spelled


@cache
def pinyin(character: str) -> str:
    """The usual reading of a character without its tone, in small letters.

    >>> pinyin("合") + pinyin("肥"), pinyin("吕")
    ('hefei', 'lv')
    """
    from pypinyin.constants import PINYIN_DICT

    reading = PINYIN_DICT.get(ord(character), "").split(",")[0].replace("ü", "v").replace("ǚ", "v").replace("ǜ", "v")
    plain = unicodedata.normalize("NFD", reading.replace("ǘ", "v").replace("ǖ", "v"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


SCORER = bind
