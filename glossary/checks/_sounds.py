"""Foreign names written in Chinese by their sound: whether characters can stand for a name, and where they do.

Only consonants are compared, in classes that Chinese does not keep apart (l and r, b and p, sh and x):
Campbell and 坎贝尔 are both K N B R.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.chinese import tag
from glossary.pinyin import plain, read

LONGEST = 6
"""The most characters of one word of a name."""
_LOUD = frozenset(
    "阿艾爱埃安昂奥敖巴白拜班邦包鲍保贝本比彼毕宾波玻伯博勃布查茨达戴丹当道德登邓迪蒂丁东杜敦顿多恩尔厄法凡范方菲费芬丰"
    "冯佛弗福富夫盖甘冈高戈哥格葛根古瓜圭哈海汉汗豪赫黑亨洪胡华怀惠霍基吉济季加贾嘉简姜杰捷津金京久居喀卡凯坎康考柯科克"
    "肯孔库奎昆拉莱兰朗劳勒雷蕾里理利莉丽林琳留柳龙卢鲁路露伦罗洛吕马玛迈麦满曼芒毛梅门蒙米密明缪莫默姆木穆那纳娜乃奈南"
    "瑙内嫩尼妮宁纽农努诺欧帕派潘庞佩彭蓬皮平珀普奇契齐恰乔切钦琴丘邱让热仁日荣茹瑞若撒萨塞赛桑瑟森沙莎山尚绍舍申什史诗"
    "士廉舒朔斯丝司松苏孙索塔泰坦汤陶特滕提蒂廷通图托瓦万王旺威韦维魏温文翁沃沃乌武西希锡席夏香肖歇谢辛欣休修许雪逊雅亚扬"
    "耶叶伊依因英尤约赞泽曾扎詹章珍芝治朱祖佐兹滋孜汀耿坚桥菜莲琪绮淑嘉娅莱芙莎朵"
)
_WORDS = ("nr", "ns", "nt", "nz")
_LETTERS = regex.compile(
    r"tch|sch|ght|wr|ch|sh|ph|th|ck|qu|wh|gh|kn|[bpdtgkqfvmnlrszjxhw]|c(?=[eiy])|c|(?P<vowel>[aeiouy]+)"
)
_CLASS = {
    **dict.fromkeys(("b", "p"), "B"),
    **dict.fromkeys(("d", "t", "ght"), "D"),
    **dict.fromkeys(("k", "q", "ck", "qu"), "K"),
    **dict.fromkeys(("f", "ph", "v"), "F"),
    **dict.fromkeys(("m", "n", "kn"), "N"),
    **dict.fromkeys(("l", "r", "wr"), "R"),
    **dict.fromkeys(("s", "z", "j", "ch", "sh", "tch", "sch"), "S"),
    "g": "G",
    "c": "C",
    "th": "T",
    "x": "X",
    "h": "H",
    "gh": "H",
    "w": "W",
    "wh": "W",
}
_FITS = {"G": "KS", "C": "KS", "T": "DS", "F": "FW", "X": "S", "r": "R", "W": "WF"}
_INITIAL = regex.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsw]")
_ZH = dict(zip("bpmfdtnlgkhjqxrzcsw", "BBNFDDNRKKHSSSRSSSW", strict=True)) | dict.fromkeys(("zh", "ch", "sh"), "S")
_WEIGHT = {**dict.fromkeys("HWRN", 0.5), "r": 0.0}
"""What it costs to leave out a consonant; others 1. An r (as ``r``) after a vowel is silent to many."""
_READ = {"什": "S"}
"""Characters that are read otherwise in names than in words."""


@lru_cache(maxsize=1 << 12)
def consonants(name: str) -> str:
    """The classes of a name's consonants, ``-`` first when it begins with a vowel.

    >>> consonants("Campbell"), consonants("Doshi"), consonants("Obama")
    ('CNBR', 'DS', '-BN')
    """
    letters = "".join(
        part for part in unicodedata.normalize("NFD", name.casefold()) if unicodedata.category(part) != "Mn"
    )
    found: list[str] = []
    for match in _LETTERS.finditer(letters):
        if match["vowel"]:
            if not match.start() and match[0][0] != "y":
                found.append("-")
            continue
        after = letters[match.end() : match.end() + 1]
        letter = "r" if match[0] == "r" and after not in tuple("aeiouyr") else _CLASS[match[0]]
        if not found or found[-1] != letter or regex.search(r"[aeiouy]", letters[match.start() - 1]):
            found.append(letter)
    return "".join(found)


@lru_cache(maxsize=1 << 14)
def _syllables(text: str) -> tuple[str, ...]:
    """The classes of every character's consonants: its initial, and n or ng at its end."""
    found = []
    sounds = [plain((syllable,)) for syllable in read(text)]
    if len(sounds) != len(text):
        return ()
    for letter, sound in zip(text, sounds, strict=True):
        if sound == "er" or letter in _READ:
            found.append(_READ.get(letter, "R"))
            continue
        initial = _INITIAL.match(sound)
        end = "N" if sound.endswith(("n", "ng")) and len(sound) > 1 else ""
        found.append((_ZH[initial[0]] if initial else "-") + end)
    return tuple(found)


def _cost(name: str, sounds: str) -> float:
    """How far sounds are from a name: 0 for the same; what is often dropped or added weighs half."""
    row = [0.0]
    for letter in sounds:
        row.append(row[-1] + _WEIGHT.get(letter, 1.0))
    for one in name:
        before, row = row, [row[0] + _WEIGHT.get(one, 1.0)]
        for place, other in enumerate(sounds):
            same = other in _FITS.get(one, one)
            row.append(
                min(
                    before[place] + (0.0 if same else 2.0),
                    before[place + 1] + _WEIGHT.get(one, 1.0),
                    row[-1] + _WEIGHT.get(other, 1.0),
                )
            )
    return row[-1]


def sounding(name: str, text: str, lang: str) -> Span | None:
    """Where Chinese text has characters that sound as a name does, if it has; no words of the dictionary.

    >>> text = "據坎貝爾和多西的判斷"
    >>> sounding("Doshi", text, "zh-Hant").of(text), sounding("Campbell", text, "zh-Hant").of(text)
    ('多西', '坎貝爾')
    >>> sounding("Miller", text, "zh-Hant") is None
    True
    """
    wanted = consonants(name)
    if len(wanted.strip("-")) < 2:
        return None
    folded = fold(text, lang)
    allowed = 0.0 if len(wanted) < 4 else 0.5
    best: tuple[float, int, int, int] | None = None
    for run in regex.finditer(r"\p{Han}{2,}", folded.text):
        sounds = _syllables(run[0])
        if len(sounds) != len(run[0]):
            continue
        for start in range(len(sounds)):
            for stop in range(start + 1, min(len(sounds), start + LONGEST) + 1):
                if run[0][start] not in _LOUD or run[0][stop - 1] not in _LOUD:
                    break
                heard = _heard(sounds[start:stop])
                if stop - start < 2 or (heard[:1] == "-") != (wanted[:1] == "-") or not _begins(wanted, heard):
                    continue
                cost = _cost(wanted, heard)
                if cost <= allowed and _foreign(run[0][start:stop]):
                    rank = (cost, start - stop, run.start() + start, run.start() + stop)
                    best = min(best, rank) if best else rank
    return folded.original(Span(best[2], best[3])) if best else None


def runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Every run of characters, all of them common in foreign names, with the classes of its consonants.

    >>> [found for found in runs("对卡特说") if found[1] - found[0] > 1]
    [(1, 3, 'KD')]
    """
    sounds = _syllables(text)
    for start in range(len(sounds)):
        for stop in range(start + 1, min(len(sounds), start + LONGEST) + 1):
            if text[stop - 1] not in _LOUD:
                break
            yield start, stop, _heard(sounds[start:stop])


def may_sound(wanted: str) -> set[str]:
    """Every way in which a name's consonants may be heard exactly, but for what is silent to many.

    >>> sorted(may_sound(consonants("Garten")))
    ['KDN', 'KRDN', 'SDN', 'SRDN']
    """
    heard = {""}
    for letter in wanted:
        choices = ("", "R") if letter == "r" else tuple(_FITS.get(letter, letter))
        heard = {before + choice for before in heard for choice in choices}
    return heard


def loud(letter: str) -> bool:
    """Whether a Simplified character is one of those that foreign names are written with."""
    return letter in _LOUD


def sound(letter: str) -> str:
    """The classes of the consonants of a Simplified character."""
    return "".join(_syllables(letter))


def alike(one: str, other: str) -> bool:
    """Whether two Simplified texts are as long and have the same consonants in every character.

    >>> alike("埃琳娜", "伊莲娜"), alike("埃琳娜", "安吉拉")
    (True, False)
    """
    return len(one) == len(other) and bool(_syllables(one)) and _syllables(one) == _syllables(other)


def _heard(sounds: tuple[str, ...]) -> str:
    joined = "".join(sounds)
    return regex.sub("NN+", "N", joined[:1] + joined[1:].replace("-", ""))


def _begins(wanted: str, heard: str) -> bool:
    return heard[:1] in _FITS.get(wanted[0], wanted[0])


def _foreign(text: str) -> bool:
    known = tag(text)
    return not known or known.startswith(_WORDS)
