"""Which language and script a text is in: English, Vietnamese, Simplified or Traditional Chinese, or none of them.

Evidence is counted, not learned: letters that only Vietnamese has, function words, the shape of syllables, and Han
characters that exist in one script only. So every verdict can be explained, short headings work as well as pages do,
and a text in a fifth language is "unknown" rather than the nearest of four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, product

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.letters import FAR, LATIN, MARKS, Known, Letters
from aligner.types import LANGS

OTHER = ""
"""The language of what is none of ours; also the answer when there is nothing to tell by."""

_HAN = regex.compile(r"\p{Han}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}--[ー・]]", regex.VERSION1)
_BEYOND = regex.compile(r"[[\p{L}--\p{Latin}]・]", regex.VERSION1)
_WORD = regex.compile(r"[\p{Latin}\p{M}]+(?:['’][\p{Latin}\p{M}]+)?")
_NEAR_WORD = re.compile(f"[{LATIN}{MARKS}]+(?:['’][{LATIN}{MARKS}]+)?")
"""The same for a text of which nothing is far, found in half the time."""
_ASCII_WORD = re.compile("[a-z]+(?:'[a-z]+)?")
"""The same for one that is plain ASCII in small letters."""
_NOISE = regex.compile(r"https?://\S+|www\.\S+|[a-zA-Z0-9._%+-]{1,64}@[a-zA-Z0-9.-]{1,255}")
_FOREIGN = regex.compile(r"[\p{L}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Latin}]]", regex.VERSION1)
_VI_ONLY = frozenset("đơư" + "".join(map(chr, range(0x1EA0, 0x1EFA))))
_VI_ALSO = frozenset("ăâêôàáãèéìíòóõùúýĩũ")
_NOT_VI = frozenset("äöüßçñåæøœëïûîłśžčřőąęńşğ")
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uyu|oai|oay|oeo|uay|uoi|uou|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|nh|ng|[cmnpt])?"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words(
    "the of and to a in is that it was for on are with as be at by this have from or had not but what all were when "
    "we there can an your which their will would each about how up out them then she many some these has more her "
    "him could than its who been into only other new may also after over such our most between under should where "
    "they those while because through during before against both every very must does did if so no my his you i"
)
_VIETNAMESE = _words(
    "và của là có các những được trong một cho với không người này đã để khi từ đến theo cũng như về trên tại sẽ "
    "nhiều năm ra vào phải hay hơn nhưng vì thì bị đó sau rất còn nếu mà nước thể việc chỉ do cần nên mới lại giữa"
)
_VIETNAMESE_BARE = _words(
    "va cua la nhung duoc mot voi khong nguoi nay da de khi tu den theo cung nhu ve tren tai se nhieu nam vao phai "
    "hon vi thi bi sau rat con neu ma nuoc viec chi can moi giua cac dang chinh quoc kinh cong"
)
_OTHERS = _words(
    # French, Spanish, Italian, Portuguese, German, Dutch, Indonesian and Malay, Polish, Turkish, Romanian, Tagalog,
    # Swahili, Swedish, Danish and Norwegian, Finnish, Hungarian, Czech: only what is no usual word of ours
    "il elle ils elles ne ses sa leur leurs nous vous ont été être était avait fait cette dont sous où ans deux trois "
    "lo este esta hace había años muy ser entre hasta desde wurde hatte wird waren über nach bei einer eines keine "
    "yaitu telah oleh karena mereka tiga tahun lalu și în este care pentru nu fost ang mga ng sa ay hindi ito ya wa "
    "kwa ni katika och att är inte på som det er ikke af til og ja ovat olla hogy nem és egy že jako jsou byl která "
    "le les des et est une du dans pour que qui sur pas plus avec sont au aux par ce cette mais comme "
    "el los las y es una por para con del se como más pero sus ha está il di che della per sono non gli nel "
    "os das um uma não com dos mais der die und das ist nicht ein eine mit auf von den dem sich auch werden "
    "het een van zijn niet voor met dan yang ini itu untuk dengan tidak dari pada adalah akan jest nie się na "
    "bir ve için bu ile"
)


Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Detection:
    """A language code, or "" for none of ours, and how sure that is (0 to 1)."""

    lang: str
    confidence: float


def detect(text: str) -> Detection:
    """The language of a text, with "" for what is none of ours or tells nothing (numbers, addresses, a name or two).

    A confidence under 0.5 means: take the surroundings' word for it.

    >>> detect("Chính sách công nghiệp cần sự kiên nhẫn.").lang, detect("產業政策需要耐心。").lang
    ('vi', 'zh-Hant')
    >>> detect("2569 2192").lang, detect("これは何ですか").lang
    ('', '')
    """
    points = evidence(text)
    ranked = sorted(points, key=lambda lang: -points[lang])
    best, second = points[ranked[0]], points[ranked[1]]
    if best <= 0 or ranked[0] == OTHER:
        return Detection(OTHER, 1 - 0.5**best if best > 0 else 0.0)
    margin = best - max(second, 0.0)
    confidence = 1 - 0.5 ** (margin / 1.5)
    return Detection(ranked[0], min(confidence, _coverage(text, ranked[0])))


def evidence(text: str) -> dict[str, float]:
    """Points for each of our languages and for ``OTHER``: about one per telling word or character, none for no text.

    Points of several texts can be added up; a difference of about three is a firm verdict.
    """
    return dict(zip((*LANGS, OTHER), evidence_of([text])[0].tolist(), strict=True))


def evidence_of(texts: Sequence[str]) -> Points:
    """The same for many texts at once: a row each, its columns in the order of ``LANGS``, ``OTHER`` the last.

    >>> evidence_of(["the end", "đi đâu"])[:, :2].tolist()
    [[1.0, 0.0], [0.0, 3.0]]
    """
    if _may_be_noisy("\n".join(texts)):
        texts = [_NOISE.sub(" ", text) if _may_be_noisy(text) else text for text in texts]
    small = [text.lower() for text in texts]
    far = {index for index, text in enumerate(small) if FAR.search(text)} if FAR.search("\n".join(small)) else set()
    words = [
        (_ASCII_WORD if text.isascii() else _WORD if index in far else _NEAR_WORD).findall(text)
        for index, text in enumerate(small)
    ]
    points = _latin(words)
    beyond = [index for index in sorted(far) if _BEYOND.search(texts[index])]
    if beyond:
        counts = np.array([len(words[index]) for index in beyond])
        points[beyond] = _mixed([texts[index] for index in beyond], counts, points[beyond])
    return points


def _may_be_noisy(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text


def script_counts(characters: Iterable[str]) -> tuple[int, int]:
    """How many of the Han characters exist in Simplified only, and how many in Traditional only.

    >>> script_counts("国國人后")
    (1, 1)
    """
    scripts = [_script(char) for char in characters]
    return scripts.count("Hans"), scripts.count("Hant")


def _mixed(texts: Sequence[str], words: NDArray[np.int64], latin: Points) -> Points:
    """The points of texts in which other letters stand than Latin ones; ``latin``: those of their Latin words."""
    letters = Letters.of(texts)
    kinds = _KINDS.of(letters.codes)
    both, simplified, traditional, foreign = (letters.sums(kinds == kind) for kind in (_BOTH, _HANS, _HANT, _STRANGE))
    han = both + simplified + traditional
    strange = (foreign > 0) & (foreign > 0.1 * (han + words + foreign))
    chinese = ~strange & (han > 0) & (han >= 0.3 * words)
    points = np.where((strange | chinese)[:, None], 0.0, latin)
    points[strange, -1] = foreign[strange]
    base = np.minimum(han / 2, 20.0)
    total = simplified + traditional
    # A page may slip now and then (a converter's 制造 among Traditional text): what counts is the share. Where nothing
    # tells the scripts apart neither may beat the other; both beat the rest.
    scale = np.minimum(1.5, 20.0 / np.maximum(total, 1))
    for lang, count in (("zh-Hans", simplified), ("zh-Hant", traditional)):
        points[chinese, LANGS.index(lang)] = (base + scale * count)[chinese]
    return points


def _latin(words: Sequence[Sequence[str]]) -> Points:
    """The points of texts, each given as its Latin words in small letters."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    owner = np.repeat(np.arange(len(words)), sizes)
    kinds = np.fromiter(map(_SORTS.__getitem__, chain.from_iterable(words)), np.int64, len(owner))
    english, vietnamese, other, bare, function, plain = (
        np.bincount(owner, values[kinds], len(words)).astype(np.float64) for values in _SAID
    )
    syllables = (bare >= 0.9 * sizes) & (sizes >= 4) & (plain >= function)
    vietnamese += np.where(syllables, plain + 0.25 * (sizes - plain), 0.0)
    english -= np.where(syllables, 0.5 * sizes, 0.0)
    # Running English has a function word in every other place; a long text without is another language.
    long = sizes >= np.where(vietnamese <= 0, 9, 12)
    other += np.where(~syllables & (function < 0.12 * sizes) & long, 0.35 * sizes, 0.0)
    points = np.zeros((len(words), len(LANGS) + 1))
    points[:, LANGS.index("en")] = np.maximum(english, 0.0)
    points[:, LANGS.index("vi")] = np.maximum(vietnamese, 0.0)
    points[:, -1] = other
    return points


_EITHER = (False, True)
_ALL_SORTS = tuple(product((0.0, 0.35, 1.0), (0.0, -0.15, 0.4, 1.5), (0.0, 0.4, 1.0, 1.2), _EITHER, _EITHER, _EITHER))
_SORT = {said: number for number, said in enumerate(_ALL_SORTS)}
_SAID = tuple(np.array(values, np.float64) for values in zip(*_ALL_SORTS, strict=True))


class _Sorts(dict[str, int]):
    """What sort of word each is, by number: what it says for English, for Vietnamese and for another language, whether
    it is a bare syllable, a function word of English, one of Vietnamese without its marks."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        said = (*_latin_word(word), word in _ENGLISH, word in _VIETNAMESE_BARE)
        number = self[word] = _SORT[said]
        return number


_MOST_WORDS = 1 << 15
_SORTS = _Sorts()


def _latin_word(word: str) -> tuple[float, float, float, bool]:
    """What one word in small letters says for English, for Vietnamese and for another language, and whether it is a
    bare syllable."""
    if not word.isascii():
        if word in _VIETNAMESE or not _VI_ONLY.isdisjoint(word):
            return 0.0, 1.5, 0.0, False
        if not _NOT_VI.isdisjoint(word):
            return 0.0, 0.0, 1.2, False
        if not _VI_ALSO.isdisjoint(word):
            return 0.0, 0.4 if len(word) <= 6 else 0.0, 0.4 if len(word) <= 6 else 1.0, False
    fits = _SYLLABLE.fullmatch(word) is not None
    english = 1.0 if word in _ENGLISH else 0.35 if not fits and len(word) >= 4 else 0.0
    other = 1.0 if word in _OTHERS and word not in _ENGLISH else 0.0
    return english, 0.0 if fits or len(word) < 3 else -0.15, other, fits


def _coverage(text: str, lang: str) -> float:
    """A ceiling for the confidence: little text is little proof, whatever it says."""
    size = len(_HAN.findall(text)) if lang.startswith("zh") else 2 * len(_WORD.findall(text))
    return 1 - 0.7**size


_NEITHER, _BOTH, _HANS, _HANT, _STRANGE = range(5)
_SCRIPTS = {"": _BOTH, "Hans": _HANS, "Hant": _HANT}


def _kind(char: str) -> int:
    """Whether a character is a Han character, and of which script, or one that none of our languages has."""
    if _HAN.match(char):
        return _SCRIPTS[_script(char)]
    return _STRANGE if _KANA.match(char) or _FOREIGN.match(char) else _NEITHER


_KINDS = Known(_kind)


@cache
def _script(char: str) -> str:
    """Hans or Hant for a character that only one script uses, "" for one that both do.

    A character of GB 2312 that Big5 lacks and OpenCC changes is a simplified form; one that GB 2312 lacks and OpenCC
    changes is a traditional form (Hong Kong's 裏, 説, 羣 among them). 后, 里, 台 stand in both standards and 着 has no
    other form: they tell nothing, which is right, as both scripts use them.
    """
    in_gb, in_big5 = _encodes(char, "gb2312"), _encodes(char, "big5")
    if in_gb:
        return "Hans" if not in_big5 and _to_traditional(char) != char else ""
    return "Hant" if _to_simplified(char) != char else "Hans" if _to_traditional(char) != char else ""


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converters() -> tuple[object, ...]:
    import opencc  # loading its tables takes a while, and English pages need none

    return tuple(opencc.OpenCC(name) for name in ("hk2s", "t2s", "s2t"))


def _to_simplified(char: str) -> str:
    hong_kong, plain, _ = _converters()
    return str(plain.convert(hong_kong.convert(char)))  # type: ignore[attr-defined]


def _to_traditional(char: str) -> str:
    return str(_converters()[2].convert(char))  # type: ignore[attr-defined]
