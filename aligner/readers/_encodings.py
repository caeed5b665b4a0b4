"""How well bytes look as text in an encoding: what speaks for it and against it."""

from __future__ import annotations

import unicodedata

import regex

from aligner.marks import composed

_CANDIDATES = ("gb18030", "big5hkscs", "cp1258", "cp1252")
_MARKED_WORD = regex.compile(r"\b[\p{Latin}\p{M}]*[^\x00-\x7f\W\d_][\p{Latin}\p{M}]*")
_VIETNAMESE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?", regex.IGNORECASE
)
_TYPOGRAPHY = frozenset("“”‘’–—…«»·•©®™°£€§±×½¼¾²³¿¡„")
_CJK_TYPOGRAPHY = frozenset("“”‘’—…·～×°±①②③④⑤⑥⑦⑧⑨⑩㈠㈡㈢ⅠⅡⅢⅣⅤⅥ↑↓→←■□▲△●○★☆※≈≤≥℃‰")


def wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: known by zero bytes on one side, or by looking like text only that way."""
    if len(data) < 4 or len(data) % 2:
        return ""
    sample = data[:8192]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if min(even, odd) == 0 and max(even, odd) > half * 0.3:
        return "utf-16-le" if odd else "utf-16-be"
    if is_utf8(data):
        return ""
    options = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.isascii() or not text:
            continue
        options[encoding] = sum(map(_looks_common, text[:4096])) / len(text[:4096])
    best = max(options, key=lambda encoding: options[encoding], default="")
    return best if best and options[best] > 0.9 else ""


def _looks_common(char: str) -> bool:
    return (
        (char.isascii() and (char.isprintable() or char in "\r\n\t"))
        or char in _CJK_TYPOGRAPHY
        or _commonness(char) > 0
    )


def is_utf8(data: bytes) -> bool:
    """Whether the whole is UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def scores(data: bytes, declared: str) -> dict[str, float]:
    """Every encoding that decodes the whole of the data without an error, with how well its text looks (up to 1)."""
    if is_utf8(data):
        return {"utf-8": 1.0}
    scores = {}
    for encoding in dict.fromkeys((declared, *_CANDIDATES)):
        try:
            text = data.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if text:
            scores[encoding] = _score(text, encoding)
    return scores


def _score(text: str, encoding: str) -> float:
    marked = [char for char in text[:200_000] if not char.isascii()]
    if not marked:
        return 1.0
    if encoding == "cp1258":
        return _vietnamese_score(composed(text[:200_000]))
    if encoding in ("gb18030", "big5hkscs"):
        return sum(1.0 if char in _CJK_TYPOGRAPHY else _commonness(char) for char in marked) / len(marked)
    return sum(_western(char) for char in marked) / len(marked)


def _western(char: str) -> float:
    if char in _TYPOGRAPHY:
        return 1.0
    if "\u00c0" <= char <= "\u017f" and char.isalpha():
        return 0.6 if char.islower() else 0.3
    return -1.0 if unicodedata.category(char)[0] == "C" else 0.0


def _vietnamese_score(text: str) -> float:
    """How many of the words with marks are Vietnamese syllables; typography counts as in Western text."""
    points = [0.9 for char in text if char in _TYPOGRAPHY]
    for word in _MARKED_WORD.findall(text):
        bare = composed(word, "NFD")
        marks = sum(1 for char in bare if unicodedata.combining(char))
        letters = "".join(char for char in bare if not unicodedata.combining(char))
        good = marks <= 2 and _VIETNAMESE.fullmatch(letters) is not None
        points.append(1.0 if good else -0.5)
    stray = sum(1 for char in text if unicodedata.combining(char))
    return (sum(points) - stray) / max(1, len(points) + stray)


def _commonness(char: str) -> float:
    """+1 for a character of everyday Chinese in either script, less for rarer ones, negative for what no text holds."""
    if "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e":
        return 1.0
    category = unicodedata.category(char)
    if category in ("Co", "Cc", "Cn", "Cs"):
        return -4.0
    if not "\u4e00" <= char <= "\u9fff":
        return -1.0
    code = _encoded(char, "gb2312")
    if code and 0xB0 <= code[0] <= 0xD7:
        return 1.0
    other = _encoded(char, "big5")
    if other and 0xA4 <= other[0] <= 0xC6:
        return 1.0 if not code else 0.7
    if code or other:
        return -0.3
    return 0.4 if _encoded(char, "big5hkscs") else -1.5


def _encoded(char: str, encoding: str) -> bytes:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return b""
