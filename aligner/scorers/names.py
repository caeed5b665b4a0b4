"""Chinese names that a translation spells in pinyin: 合肥 = Hefei, 国轩 = Guoxuan, 近平 = Jinping."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location

import numpy as np
import regex

from aligner.columns import Column
from aligner.fingerprints import Ints, Prints, Wanted, concatenated, prints
from aligner.scorers._base import Bound, Trials, transpose
from aligner.tokens import Characters, Places

NAME = regex.compile(r"(?<![\p{L}\p{M}])[A-Z][a-z]{3,}(?![\p{L}\p{M}])")
LONGEST = 4  # characters of a name


def bind(left: Column, right: Column) -> Bound | None:
    """The links between capitalised Latin words and Chinese characters that are read so. For Chinese beside another
    language only."""
    if left.chinese == right.chinese:
        return None
    latin, han = (right, left) if left.chinese else (left, right)
    there, names = _names(latin)
    known, which = np.unique(names, return_inverse=True)
    units, words = _spelled(han, Wanted(known))
    met = np.isin(which, words)
    forth = Trials.of("name", units, words, Places.of(which[met] << 32 | there[met], len(known)))
    return Bound(forth, transpose(forth)) if left.chinese else Bound(transpose(forth), forth)


def _names(column: Column) -> tuple[Ints, Prints]:
    units: list[int] = []
    names: list[str] = []
    for unit, cell in enumerate(column.cells):
        found = NAME.findall(cell.text)
        names += found
        units += [unit] * len(found)
    return np.array(units, np.int64), prints([name.lower() for name in names])


def _spelled(column: Column, names: Wanted) -> tuple[Ints, Ints]:
    """The runs of two to four characters whose pinyin is one of the names, as units and numbers of names."""
    units, codes, follows = _han(column)
    known, number = np.unique(codes, return_inverse=True)
    read = [pinyin(chr(code)) for code in known.tolist()]
    syllables, sizes = prints(read)[number], np.array([len(text) for text in read], np.int64)[number]
    runs, at = syllables, np.arange(len(codes))
    found_units, found_names = [], []
    for size in range(2, LONGEST + 1):
        longer = follows[at + size - 2]
        at, runs = at[longer], runs[longer]
        length = sum(sizes[at + k] for k in range(size - 1)) + np.zeros(len(at), np.int64)
        runs = concatenated(runs, length, syllables[at + size - 1])
        name = names.find(runs)
        found_units.append(units[at[name >= 0]])
        found_names.append(name[name >= 0])
    return np.concatenate(found_units), np.concatenate(found_names)


def _han(column: Column) -> tuple[Ints, Ints, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """The Han characters of a column: their units, the characters, and whether another one follows directly."""
    text = Characters.of("\n".join(column.lines).encode(errors="surrogatepass"))
    units = np.repeat(np.arange(len(column.lines)), [len(line) + 1 for line in column.lines])[: len(text)]
    places = np.flatnonzero(text.han)
    follows = np.append(np.diff(places) == 1, np.zeros(min(len(places), 1), bool))
    return units[places], text.codes[places].astype(np.int64), follows


@cache
def _readings() -> dict[int, str]:
    """The readings of single characters out of ``pypinyin``, by code point.

    Its module of these is run by itself: the package would load its phrases too, for which nobody asks here.
    """
    spec = find_spec("pypinyin")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        alone = spec_from_file_location("pinyin_dict", f"{folder}/pinyin_dict.py")
        if alone is not None and alone.loader is not None:
            module = module_from_spec(alone)
            alone.loader.exec_module(module)
            readings: dict[int, str] = module.pinyin_dict
            return readings
    return {}


@cache
def pinyin(character: str) -> str:
    """The usual reading of a character without its tone, in small letters.

    >>> pinyin("合") + pinyin("肥"), pinyin("吕")
    ('hefei', 'lv')
    """
    reading = _readings().get(ord(character), "").split(",")[0].replace("ü", "v").replace("ǚ", "v").replace("ǜ", "v")
    plain = unicodedata.normalize("NFD", reading.replace("ǘ", "v").replace("ǖ", "v"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


SCORER = bind
