"""Which language and script a text is in: English, Vietnamese, Simplified or Traditional Chinese, or none of them.

Evidence is counted, not learned: letters that only Vietnamese has, function words, the shape of syllables, and Han
characters that exist in one script only. So every verdict can be explained, short headings work as well as pages do,
and a text in a fifth language is "unknown" rather than the nearest of four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from aligner.types import LANGS

OTHER = ""
"""The language of what is none of ours; also the answer when there is nothing to tell by."""

_HAN = regex.compile(r"\p{Han}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}--[ー・]]", regex.VERSION1)
_BEYOND = regex.compile(r"[[\p{L}--\p{Latin}]・]", regex.VERSION1)
_FAR = re.compile("[^\x00-\xb4\xb6-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]")
"""What is no Latin letter or mark, for all that its place tells; the standard library looks for that sooner."""
_WORD = regex.compile(r"[\p{Latin}\p{M}]+(?:['’][\p{Latin}\p{M}]+)?")
_NOISE = regex.compile(r"https?://\S+|www\.\S+|[a-zA-Z0-9._%+-]{1,64}@[a-zA-Z0-9.-]{1,255}")
_FOREIGN = regex.compile(r"[\p{L}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Latin}]]", regex.VERSION1)
_VI_ONLY = regex.compile(r"[đơưĐƠƯ\u1ea0-\u1ef9]")
_VI_ALSO = regex.compile(r"[ăâêôàáãèéìíòóõùúýĩũ]", regex.IGNORECASE)
_NOT_VI = regex.compile(r"[äöüßçñåæøœëïûîłśžčřőąęńşğ]", regex.IGNORECASE)
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
    if any(sign in text for sign in ("://", "www.", "@")):
        text = _NOISE.sub(" ", text)
    points = dict.fromkeys((*LANGS, OTHER), 0.0)
    words = _WORD.findall(text.lower())
    if text.isascii() or not _FAR.search(text) or not _BEYOND.search(text):
        if words:
            _latin(words, points)
        return points
    han = _HAN.findall(text)
    kana = len(_KANA.findall(text))
    foreign = len(_FOREIGN.findall(text))
    if foreign + kana and foreign + kana > 0.1 * (len(han) + len(words) + foreign + kana):
        points[OTHER] = float(foreign + kana)
        return points
    if han and len(han) >= 0.3 * len(words):
        _chinese(han, points)
    elif words:
        _latin(words, points)
    return points


def script_counts(characters: Iterable[str]) -> tuple[int, int]:
    """How many of the Han characters exist in Simplified only, and how many in Traditional only.

    >>> script_counts("国國人后")
    (1, 1)
    """
    scripts = [_script(char) for char in characters]
    return scripts.count("Hans"), scripts.count("Hant")


def _chinese(han: list[str], points: dict[str, float]) -> None:
    simplified, traditional = script_counts(han)
    base = min(len(han) / 2, 20.0)
    total = simplified + traditional
    # A page may slip now and then (a converter's 制造 among Traditional text): what counts is the share.
    scale = min(1.5, 20.0 / max(total, 1))
    points["zh-Hans"], points["zh-Hant"] = base + scale * simplified, base + scale * traditional
    if not total:
        # Nothing tells the scripts apart, so neither may beat the other; both beat the rest.
        points["zh-Hans"] = points["zh-Hant"] = base


def _latin(words: list[str], points: dict[str, float]) -> None:
    for_english, for_vietnamese, for_other, fits = zip(*map(_latin_word, words), strict=True)
    english, vietnamese, other, bare = sum(for_english), sum(for_vietnamese), sum(for_other), sum(fits)
    function_words = sum(map(_ENGLISH.__contains__, words))
    if (
        bare >= 0.9 * len(words)
        and len(words) >= 4
        and sum(map(_VIETNAMESE_BARE.__contains__, words)) >= function_words
    ):
        vietnamese += sum(1.0 if word in _VIETNAMESE_BARE else 0.25 for word in words)
        english -= 0.5 * len(words)
    elif function_words < 0.12 * len(words) and len(words) >= (9 if vietnamese <= 0 else 12):
        # Running English has a function word in every other place; a long text without is another language.
        other += 0.35 * len(words)
    points["en"], points["vi"], points[OTHER] = max(english, 0.0), max(vietnamese, 0.0), other


@lru_cache(maxsize=1 << 15)
def _latin_word(word: str) -> tuple[float, float, float, bool]:
    """What one word says for English, for Vietnamese and for another language, and whether it is a bare syllable."""
    if not word.isascii():
        if word in _VIETNAMESE or _VI_ONLY.search(word):
            return 0.0, 1.5, 0.0, False
        if _NOT_VI.search(word):
            return 0.0, 0.0, 1.2, False
        if _VI_ALSO.search(word):
            return 0.0, 0.4 if len(word) <= 6 else 0.0, 0.4 if len(word) <= 6 else 1.0, False
    fits = _SYLLABLE.fullmatch(word) is not None
    english = 1.0 if word in _ENGLISH else 0.35 if not fits and len(word) >= 4 else 0.0
    other = 1.0 if word in _OTHERS and word not in _ENGLISH else 0.0
    return english, 0.0 if fits or len(word) < 3 else -0.15, other, fits


def _coverage(text: str, lang: str) -> float:
    """A ceiling for the confidence: little text is little proof, whatever it says."""
    size = len(_HAN.findall(text)) if lang.startswith("zh") else 2 * len(_WORD.findall(text))
    return 1 - 0.7**size


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
