"""What the patterns of Vietnamese quantities mean: from matches to amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F
from functools import lru_cache

from aligner.quantities._grammar import SPELLINGS, Amount, Reading, digits, lowered, one, span_of
from aligner.quantities._measures import Measured, Measures, Units
from aligner.quantities._names import longest_first
from aligner.quantities._units import DURATIONS, SIGNS
from aligner.quantities._vietnamese import FIVE, MONTHS, NAMES, ROMAN, SCALES, SINGLE, UNITS, WAVERING

DIGITS = (
    r"\d{1,3}(?:\.\d{3}){1,8}(?:,\d{1,60})?(?!\d)|\d{1,3}(?:,\d{3}){1,8}(?:\.\d{1,60})?(?!\d)|"
    r"\d{1,24}(?!\d)(?:[.,]\d{1,60})?"
)
YEARLIKE = frozenset(["tháng", "quý", "đồng", "tiếng", "xu", "ký", "m", "cân", "đô", "tệ", "hôm"])
_COUNTED = {"mươi", "phần", *SCALES, *NAMES} - YEARLIKE
_SHORTEST = {name for name in _COUNTED if not any(name[: gap.start()] in _COUNTED for gap in re.finditer(" ", name))}
_FIVE = re.compile(rf"\bnăm(?= (?:{'|'.join(sorted(_SHORTEST))})\b)")
ONES = rf"(?:một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín|{FIVE})"
SCALE = rf"(?:{'|'.join(SCALES)})\b"
SMALL = rf"(?:mười(?: {ONES})?|{ONES}(?: mươi(?: {ONES})?)?|không)\b"
WORDS = rf"{SMALL}(?: {SCALE}(?: (?:(?:linh|lẻ) (?:năm\b)?)?(?:(?<=năm)|{SMALL})(?= {SCALE}| (?:mươi)|\b))?){{0,8}}"
NUMBER = rf"(?:(?:{DIGITS})(?: ?{SCALE}){{0,4}}|{WORDS}(?: {SCALE}){{0,4}}|nửa(?= (?:triệu|tỷ|tỉ))(?: {SCALE}))"
CURRENCY = rf"(?:(?:{longest_first([*SIGNS])}) ?)"
_NO_UNIT = r"năm (?:1[5-9]|20)\d\d|hôm (?:thứ|chủ|qua|nay|kia|\d)"
TO = r"(?: ?[-–—~] ?| đến | tới | hay | hoặc | và )"
MEASURES = Measures(
    CURRENCY, NUMBER, TO, "(?<=giữa )|(?<=khoảng )", Units(NAMES, " ", guard=_NO_UNIT), " (?P<rest>rưỡi)(?![\\w])"
)
YEAR = r"(?:1[5-9]|20)\d\d\b"
_LONE_YEAR = re.compile(rf"{YEAR}(?![.,]\d)")
_UNITS = Units(NAMES, "", r"\b")
MONTH = rf"(?:\d{{1,2}}\b|{longest_first([*MONTHS])}\b)"
CENTURY = r"(?:thế k[ỷỉ]|tk)"
TOKEN = re.compile(rf"{DIGITS}|[^\W\d_]+")
MULTIPLES: dict[str, F] = {"đôi": F(2), "rưỡi": F(3, 2)}


def prepared(text: str) -> str:
    """The text as rules see it: in lower case, every ``năm`` that is five told from those that are years. No character
    moves."""
    plain = lowered(text)
    return _FIVE.sub(FIVE, plain) if "năm " in plain else plain


def number(written: str) -> tuple[F, ...]:
    """The values of a number in digits, in words, or both (``2,7 tỷ``, ``một trăm năm mươi``, ``3 nghìn tỷ``).

    >>> [str(value) for value in number("ba nghìn năm trăm tỷ")]
    ['3500000000000']
    """
    others: tuple[F, ...] = (F(1),)
    total, group, ones, zero = F(0), F(0), F(0), False
    for part in TOKEN.findall(written):
        if part[0].isdigit():
            others = digits(part, True)
            ones = others[0]
        elif part == "nửa":
            ones = F(1, 2)
        elif part == "mươi":
            ones *= 10
            group, ones = group + ones, F(0)
        elif part in UNITS:
            ones, zero = ones + UNITS[part], part == "không"
        elif part in ("trăm", "chục", "tá"):
            ones = F(0) if zero else ones or F(1)
            group, ones = group + ones * SCALES[part], F(0)
        elif part in SCALES and (group or ones):
            scale = SCALES[part]
            total = (total + group + ones) * scale if total < scale else total + (group + ones) * scale
            group = ones = F(0)
        elif part in SCALES:
            total = (total or F(1)) * SCALES[part]
    value = total + group + ones
    if len(others) > 1 and others[0]:
        return (value, *(value * other / others[0] for other in others[1:]))
    return (value,)


def scaled(written: str) -> str:
    hit = re.search(rf"(?: ?{SCALE})+$", written)
    return hit[0] if hit else ""


@lru_cache(maxsize=SPELLINGS)
def amount(written: str, unit: str, currency: str, half: str = "") -> Amount:
    values = number(written)
    unit = "" if (unit in WAVERING and written == "một") or (unit == "điểm" and values[0] <= 2) else unit
    name, factor = NAMES.get(unit, ("", F(1)))
    if currency:
        name, factor = SIGNS[currency.strip()], F(1)
    if half:
        scale = number("một" + scaled(written))[0] if scaled(written) else F(1)
        values = tuple(value + scale / 2 for value in values)
    kind = "multiple" if name == "×" else ""
    worded = not any(char.isdigit() for char in written)
    weak = values[0] == 1 and (not unit or (name in DURATIONS and factor < 10) or kind == "multiple")
    weak = weak or (worded and values[0] <= 2 and not name)
    found = one(values[0] * factor, "" if kind else name, kind, weak=weak or kind == "multiple")
    if worded and values[0] == 1 and not name:
        found = replace(found, kind="article")
    return replace(found, alternatives=tuple(value * factor for value in values[1:]))


def plain(match: Measured) -> Reading | None:
    written, second, unit = match["low"], match["high"], match["unit"]
    currency = match["sign"]
    if (unit in SINGLE and (currency or not written[-1].isdigit())) or (unit == "đồng" and len(written) < 3):
        unit = ""
    if second:
        if " và " in match["to"] and "between" not in match:
            return None
        low = written if scaled(written) else written + scaled(second)
        left, right = amount(low, unit, currency), amount(second, unit, currency)
        if ranged := span_of(left, right):
            years = not unit and not currency and left.low >= 1500 and right.low <= 2100 and written.isdigit()
            return (replace(ranged, kind="year") if years else ranged,)
        left = amount(written, unit, currency)
        return ((left, match.start("low"), match.end("low")), (right, match.start("high"), match.end()))
    return (amount(written, unit, currency, match["rest"]),)


def lone_year(text: str, place: int) -> Measured | None:
    """The match of a year behind which no unit stands and no decimals."""
    year = _LONE_YEAR.match(text, place)
    if not year or _UNITS.name(text, year.end() + (text[year.end() : year.end() + 1] == " ")):
        return None
    return Measured(text, place, year.end(), {"year": (year[0], *year.span())})


def date(match: re.Match[str]) -> Reading | None:
    day, month, year = int(match["day"] or 0), month_number(match["month"]), int(match["year"] or 0)
    if day > 31 or not 1 <= month <= 12:
        return None
    return (one(year * 10000 + month * 100 + day, "", "date" if day or year else "month"),)


def minutes_and_seconds(match: re.Match[str]) -> Reading:
    """As many seconds; where 27:37 can be no time of day and is read as two numbers, two durations."""
    minutes, seconds = number(match["minutes"])[0], number(match["seconds"])[0]
    if minutes <= 24:
        return (one(minutes * 60 + seconds, "second"),)
    return (
        (one(minutes, "minute"), match.start("minutes"), match.end("minutes")),
        (one(seconds, "second"), match.start("seconds"), match.end()),
    )


def quarter(match: re.Match[str]) -> Reading:
    return (one(roman(match["n"]), "", "ordinal", weak=match["n"] == "i"),)


def month_number(written: str) -> int:
    return int(written) if written.isdigit() else MONTHS[written]


def slashed(match: re.Match[str]) -> Reading | None:
    day, month, year = int(match[1]), int(match[2]), int(match[3] or 0)
    year += 2000 if match[3] and year < 50 else 1900 if match[3] and year < 100 else 0
    dates = [F(year * 10000 + m * 100 + d) for d, m in ((day, month), (month, day)) if 0 < m <= 12 and 0 < d <= 31]
    if not dates:
        return None
    others = (*dates[1:], *([] if match[3] else [F(day, month)]))
    return (one(dates[0], "", "date", alternatives=others, weak=not match[3] and not match[0].startswith("ngày")),)


def roman(written: str) -> int:
    values = [ROMAN[char] for char in written]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def century(match: re.Match[str]) -> Reading:
    amounts = []
    for name in ("a", "b"):
        if written := match[name]:
            value = roman(written) if re.fullmatch("[ivxl]+", written) else number(written)[0]
            start = match.start() if name == "a" else match.start("b")
            amounts.append((one(value, "", "century"), start, match.end(name)))
    return tuple(amounts)


def decade(match: re.Match[str]) -> Reading:
    year = int(number(match["year"])[0])
    if year >= 1000:
        return (one(year, "", "decade"),)
    century = match["century"]
    if century:
        base = (roman(century) if re.fullmatch("[ivxl]+", century) else int(number(century)[0])) * 100 - 100
        return (one(base + year, "", "decade"),)
    return (one(1900 + year, "", "decade", alternatives=(F(2000 + year), F(1800 + year))),)


def ordinal(match: re.Match[str]) -> Reading:
    written = match["n"]
    value = roman(written) if re.fullmatch("[ivx]+", written) else {"nhất": 1, "nhì": 2}.get(written, 0)
    value = value or int(number(written)[0])
    days = (F(value - 1),) if 2 <= value <= 7 else ()
    return (one(value, "", "ordinal", alternatives=days, weak=(value <= 7 and not written.isdigit()) or value <= 2),)


def vague(match: Measured) -> Reading:
    scales = re.findall(SCALE, match["scales"])
    unit, factor = NAMES.get(match["unit"], ("", F(1)))
    low = F(1)
    for scale in scales:
        low *= SCALES[scale]
    head = match["head"]
    upto = {"nghìn": 1000, "ngàn": 1000, "triệu": 1000, "tỷ": 1000, "tỉ": 1000}.get(scales[0], 10) if scales else 10
    if head != "hàng":
        low, high = 2 * low, 10 * low
    else:
        high = low * upto
    if (not scales and unit != "year") or unit == "×":
        return ()
    if not scales and factor < 10:
        return ()
    return (Amount(low * factor, high * factor, unit, "vague", exact=False),)


def fraction(match: re.Match[str]) -> Reading | None:
    above, below = number(match["above"])[0], number(match["below"])[0]
    return (one(above / below, "", "fraction"),) if below else None


def small_fraction(match: re.Match[str]) -> Reading | None:
    above, below = int(match["above"]), int(match["below"])
    dates = (F(below * 100 + above), F(above * 100 + below))
    return (one(F(above, below), "", "fraction", alternatives=dates, weak=True),) if above < below else None


def feet(match: re.Match[str]) -> Reading:
    return (one(F(int(match["feet"])) + F(int(match["inches"]), 12), "ft"),)


def past(match: re.Match[str]) -> Reading:
    unit, size = NAMES[match["unit"]][0], NAMES[match["unit"]][1]
    return (one(size, unit, weak=True),)


def time(match: re.Match[str]) -> Reading | None:
    hour, minute, part = int(match["hour"]), int(match["minute"] or 0), match["part"] or ""
    if hour > 24 and ":" in match[0]:
        return (
            (one(hour), match.start("hour"), match.end("hour")),
            (one(minute), match.start("minute"), match.end("minute")),
        )
    if hour > 24 or minute > 59:
        return None
    hour += 12 if part in ("chiều", "tối", "đêm") and hour < 12 else 0
    return (one(hour * 60 + minute, "", "time"),)


def maybe_five(match: re.Match[str]) -> Reading:
    """``năm`` is five and year; before a noun it may be five, after a word that takes a year it is none."""
    before = match.string[max(0, match.start() - 7) : match.start()].split()
    years = {"mỗi", "hàng", "hằng", "các", "những", "mấy", "cuối", "giữa", "suốt", "nhiều", "cả", "vài", "từng"}
    return () if before and (before[-1] in years or before[-1].isdigit()) else (one(5, weak=True),)


def half_past(match: re.Match[str]) -> Reading:
    hour = int(number(match["hour"])[0])
    later = 12 if match["part"] in ("chiều", "tối", "đêm") and hour < 12 else 0
    return (one((hour + later) * 60 + 30, "", "time"),)


def gap(match: re.Match[str]) -> Reading:
    """``gấp đôi``, ``gấp rưỡi``."""
    return (one(MULTIPLES[match["n"]], "", "multiple", weak=True),)


def one_half(_: re.Match[str]) -> Reading:
    """Half of something: people put it in many ways."""
    return (one(F(1, 2), "", "fraction", weak=True),)


def nothing(_: re.Match[str]) -> Reading:
    return ()
