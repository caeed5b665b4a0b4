"""How a column is written throughout: width of marks, spaces, style of quotation marks, tone marks, hidden characters.

Each of these is one finding for a work that lists its rows, never one a row: where a writer has a habit, hundreds of
findings say no more than one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from aligner.fold import place_tones
from aligner.types import Span
from glossary.checks._base import RowContext, TableContext
from glossary.checks._marks import SHIELDED

_END = r"[\p{Han}」』》”）]"
_BEGIN = r"[\p{Han}「『《“‘（\"]"
_ASCII = regex.compile(rf"(?<={_END})[,;:?!](?=\s*(?:{_BEGIN}|$))|(?<=\p{{Han}})\.(?=[」』”]|\s*$)")
_WIDE = regex.compile(r"(?<=[\p{Han}」』》”）])[，；：？！。]")
_WIDE_IN_LATIN = regex.compile(r"(?<=[\p{Latin}\p{N}] ?)[，；：？！。、（）](?![\p{Han}])")
_SPACE_BEFORE = regex.compile(r"(?<=[\p{L}\p{N}\"”’)]) +[,;:?!.](?=\s|$)")
_DOUBLE_SPACE = regex.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")
_HIDDEN = regex.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffd]"
)
_STRAIGHT, _CURLY = regex.compile(r"(?<!\d)\"|\"(?=\p{L})"), regex.compile(r"[“”]")
_CORNER = regex.compile(r"[「」]")
_SYLLABLE = regex.compile(r"(?<![\p{L}\p{M}])\p{L}[\p{L}\p{M}]*(?![\p{L}\p{M}])")
_EARLY = regex.compile(r"(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)\Z")
_LATE = regex.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\Z")


@dataclass(frozen=True)
class Habit:
    """One fault of a column: its message, the places by row, and what ought to stand at the first of them."""

    message: str
    lang: str
    places: dict[int, list[Span]]
    values: dict[str, object] = field(default_factory=dict)
    suggestion: str = ""
    grave: bool = False
    """Whether it is a fault by itself, and no matter of style."""


def habits(context: TableContext) -> Iterator[Habit]:
    """The habits of all columns that are worth a word."""
    for lang in context.langs:
        for find in _CHINESE if lang.startswith("zh") else _LATIN:
            yield from find(context.rows, lang)


def _matches(pattern: regex.Pattern[str], rows: Sequence[RowContext], lang: str) -> dict[int, list[Span]]:
    found = {row.index: [Span(*match.span()) for match in pattern.finditer(row.texts[lang])] for row in rows}
    return {row: spans for row, spans in found.items() if spans}


def _first(rows: Sequence[RowContext], lang: str, places: dict[int, list[Span]]) -> str:
    row = next(iter(places))
    return places[row][0].of(rows[row].texts[lang])


def _half_width(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    if places := _matches(_ASCII, rows, lang):
        mark = _first(rows, lang, places)
        count = sum(map(len, places.values()))
        wide = str.maketrans(",;:?!.", "，；：？！。")
        yield Habit(
            "“{mark}” between Chinese characters ought to be full-width."
            if count == 1
            else "The text has half-width punctuation between Chinese characters in {count} places.",
            lang,
            places,
            {"mark": mark} if count == 1 else {"count": count},
            mark.translate(wide) if count == 1 else "",
        )


def _full_width(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    if places := _matches(_WIDE_IN_LATIN, rows, lang):
        yield Habit(
            "The full-width “{mark}” stands between Latin letters.", lang, places, {"mark": _first(rows, lang, places)}
        )


def _space_before(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    if places := _matches(_SPACE_BEFORE, rows, lang):
        mark = _first(rows, lang, places).strip()
        yield Habit("There is a space before “{mark}”.", lang, places, {"mark": mark}, mark)


def _double_space(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    if places := _matches(_DOUBLE_SPACE, rows, lang):
        yield Habit("Two spaces stand one after the other.", lang, places, suggestion=" ")


def _hidden(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    if places := _matches(_HIDDEN, rows, lang):
        code = f"U+{ord(_first(rows, lang, places)):04X}"
        around = {
            row: [Span(max(0, span.start - 6), min(span.stop + 6, len(rows[row].texts[lang]))) for span in spans[:1]]
            for row, spans in places.items()
        }
        yield Habit("A character that nobody sees stands here: {code}.", lang, around, {"code": code}, grave=True)


def _decomposed(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    """Letters and marks apart in some places and composed in others: searching misses one of them."""
    places = {}
    for row in rows:
        text = row.texts[lang]
        if not unicodedata.is_normalized("NFC", text):
            places[row.index] = [
                Span(*match.span())
                for match in regex.finditer(r"\p{L}\p{M}+", text)
                if not unicodedata.is_normalized("NFC", match[0])
            ]
    places = {row: spans for row, spans in places.items() if spans}
    if places:
        yield Habit(
            "Letters and their marks are apart here and one character elsewhere (Unicode NFD and NFC).",
            lang,
            places,
            suggestion=unicodedata.normalize("NFC", _first(rows, lang, places)),
            grave=True,
        )


def _quote_style(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    """Two styles of quotation marks in one text: the rarer one is shown."""
    rows = [row for row in rows if not SHIELDED.search(row.texts[lang])]
    styles = {'"…"': _STRAIGHT, "“…”": _CURLY} | ({"「…」": _CORNER} if lang == "zh-Hant" else {})
    found = {name: places for name, pattern in styles.items() if (places := _matches(pattern, rows, lang))}
    counts = Counter({name: sum(map(len, places.values())) for name, places in found.items()})
    if len(counts) < 2:
        return
    (usual, _), *_, (rare, times) = counts.most_common()
    if times >= 2:
        message = "Quotation marks are written {usual} and, in {count} places, {rare}."
        yield Habit(message, lang, found[rare], {"usual": usual, "rare": rare, "count": times})


def _tones(rows: Sequence[RowContext], lang: str) -> Iterator[Habit]:
    """Tone marks on either vowel in one text (hòa, hoà): the rarer way is shown. Names keep their spelling."""
    if lang != "vi":
        return
    ways: dict[str, dict[int, list[Span]]] = {"early": {}, "late": {}}
    for row in rows:
        for match in _SYLLABLE.finditer(row.texts[lang]):
            word = match[0].lower()
            if word != match[0] and match.start():
                continue
            way = "early" if _EARLY.search(word) else "late" if _LATE.search(word) else ""
            if way:
                ways[way].setdefault(row.index, []).append(Span(*match.span()))
    early, late = (sum(map(len, ways[way].values())) for way in ("early", "late"))
    if not early or not late:
        return
    rare = ways["late"] if late <= early else ways["early"]
    text = _first(rows, lang, rare)
    right = _moved(text, late <= early)
    message = "Tone marks stand on either vowel in this text: “{text}” here, elsewhere as in “{right}”."
    yield Habit(message, lang, rare, {"text": text, "right": right}, right)


def _moved(syllable: str, early: bool) -> str:
    """A syllable with its tone mark on the other vowel.

    >>> _moved("hoà", True), _moved("hòa", False)
    ('hòa', 'hoà')
    """
    if early:
        return place_tones(syllable)
    first, tone = unicodedata.normalize("NFD", syllable[-2])[0], unicodedata.normalize("NFD", syllable[-2])[1:]
    return syllable[:-2] + first + unicodedata.normalize("NFC", syllable[-1] + tone)


_Find = Callable[[Sequence[RowContext], str], Iterator[Habit]]
_EVERY: tuple[_Find, ...] = (_double_space, _hidden, _decomposed, _quote_style)
_CHINESE: tuple[_Find, ...] = (_half_width, *_EVERY)
_LATIN: tuple[_Find, ...] = (_full_width, _space_before, _tones, *_EVERY)
