"""Vietnamese: ``1.000``, ``2,7 tỷ``, ``nghìn tỷ``, numerals in words, dates, decades, centuries, vague amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F

from aligner.quantities._grammar import Amount, Grammar, Reading, Rule, digits, longest_first, lowered, one, span_of
from aligner.quantities._units import DURATIONS, SIGNS
from aligner.quantities._vietnamese import MONTHS, NAMES, ROMAN, SCALES, SINGLE, UNITS, WEEKDAYS

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_YEARLIKE = frozenset(["tháng", "quý", "đồng", "tiếng", "xu", "ký", "m", "cân", "đô", "tệ", "hôm"])
_FIVE = rf"năm(?= (?:mươi|{longest_first([*SCALES, *(name for name in NAMES if name not in _YEARLIKE)])}|phần)\b)"
"""``năm`` is five before a scale or a unit; elsewhere it is mostly a year."""
_ONES = rf"(?:một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín|{_FIVE})"
_SCALE = rf"(?:{'|'.join(SCALES)})\b"
_SMALL = rf"(?:mười(?: {_ONES})?|{_ONES} mươi(?: {_ONES})?|{_ONES}|không)\b"
_WORDS = rf"{_SMALL}(?: {_SCALE}(?: (?:(?:linh|lẻ) (?:năm\b)?)?(?:(?<=năm)|{_SMALL})(?= {_SCALE}| (?:mươi)|\b))?)*"
_NUMBER = rf"(?:(?:{_DIGITS})(?: ?{_SCALE})*|{_WORDS}(?: {_SCALE})*|nửa(?= (?:triệu|tỷ|tỉ))(?: {_SCALE}))"
_CURRENCY = rf"(?:(?:{longest_first([*SIGNS])}) ?)"
_UNIT = rf"(?:(?!năm (?:1[5-9]|20)\d\d)(?P<unit>{longest_first([*NAMES])})(?![\w]))"
_TO = r"(?: ?[-–—~] ?| đến | tới | hay | hoặc | và )"
_YEAR = r"(?:1[5-9]|20)\d\d\b"
_MONTH = rf"(?:\d{{1,2}}\b|{longest_first([*MONTHS])}\b)"
_CENTURY = r"(?:thế k[ỷỉ]|tk)"
_TOKEN = re.compile(rf"{_DIGITS}|[^\W\d_]+")
_MULTIPLES = {"đôi": 2, "rưỡi": F(3, 2)}


def number(written: str) -> tuple[F, ...]:
    """The values of a number in digits, in words, or both (``2,7 tỷ``, ``một trăm năm mươi``, ``3 nghìn tỷ``).

    >>> [str(value) for value in number("ba nghìn năm trăm tỷ")]
    ['3500000000000']
    """
    total, group, ones, others, zero = F(0), F(0), F(0), (F(1),), False
    for token in _TOKEN.findall(written):
        if token[0].isdigit():
            others = digits(token, True)
            ones = others[0]
        elif token == "nửa":
            ones = F(1, 2)
        elif token == "mươi":
            ones *= 10
            group, ones = group + ones, F(0)
        elif token in UNITS:
            ones, zero = ones + UNITS[token], token == "không"
        elif token in ("trăm", "chục", "tá"):
            ones = F(0) if zero else ones or F(1)
            group, ones = group + ones * SCALES[token], F(0)
        elif token in SCALES and (group or ones):
            scale = SCALES[token]
            total = (total + group + ones) * scale if total < scale else total + (group + ones) * scale
            group = ones = F(0)
        elif token in SCALES:
            total = (total or F(1)) * SCALES[token]
    value = total + group + ones
    if len(others) > 1 and others[0]:
        return (value, *(value * other / others[0] for other in others[1:]))
    return (value,)


def _scaled(written: str) -> str:
    hit = re.search(rf"(?: ?{_SCALE})+$", written)
    return hit[0] if hit else ""


def _amount(written: str, unit: str, currency: str, half: str = "") -> Amount:
    values = number(written)
    name, factor = NAMES.get(unit, ("", F(1)))
    if currency:
        name, factor = SIGNS[currency.strip()], F(1)
    if half:
        scale = number("một" + _scaled(written))[0] if _scaled(written) else F(1)
        values = tuple(value + scale / 2 for value in values)
    kind = "multiple" if name == "×" else ""
    worded = not any(char.isdigit() for char in written)
    weak = values[0] == 1 and (not unit or (name in DURATIONS and factor < 10) or kind == "multiple")
    weak = weak or (worded and values[0] <= 2 and not name)
    found = one(values[0] * factor, "" if kind else name, kind, weak=weak or kind == "multiple")
    if worded and values[0] == 1 and not name:
        found = replace(found, kind="article")
    return replace(found, alternatives=tuple(value * factor for value in values[1:]))


def _plain(match: re.Match[str]) -> Reading | None:
    written, second, unit = match["low"], match["high"], match["unit"] or ""
    currency = match["sign"] or ""
    if (unit in SINGLE and (currency or not written[-1].isdigit())) or (unit == "đồng" and len(written) < 3):
        unit = ""
    if second:
        if " và " in match["to"] and match["between"] is None:
            return None
        low = written if _scaled(written) else written + _scaled(second)
        left, right = _amount(low, unit, currency), _amount(second, unit, currency)
        if ranged := span_of(left, right):
            years = not unit and not currency and left.low >= 1500 and right.low <= 2100 and written.isdigit()
            return (replace(ranged, kind="year") if years else ranged,)
        left = _amount(written, unit, currency)
        return ((left, match.start("low"), match.end("low")), (right, match.start("high"), match.end()))
    return (_amount(written, unit, currency, match["rest"] or ""),)


def _date(match: re.Match[str]) -> Reading | None:
    day, month, year = int(match["day"] or 0), _month(match["month"]), int(match["year"] or 0)
    if day > 31 or not 1 <= month <= 12:
        return None
    return (one(year * 10000 + month * 100 + day, "", "date" if day or year else "month"),)


def _month(written: str) -> int:
    return int(written) if written.isdigit() else MONTHS[written]


def _slashed(match: re.Match[str]) -> Reading | None:
    day, month, year = int(match[1]), int(match[2]), int(match[3] or 0)
    year += 2000 if match[3] and year < 50 else 1900 if match[3] and year < 100 else 0
    dates = [F(year * 10000 + m * 100 + d) for d, m in ((day, month), (month, day)) if 0 < m <= 12 and 0 < d <= 31]
    if not dates:
        return None
    others = (*dates[1:], *([] if match[3] else [F(day, month)]))
    return (one(dates[0], "", "date", alternatives=others, weak=not match[3] and not match[0].startswith("ngày")),)


def _roman(written: str) -> int:
    values = [ROMAN[char] for char in written]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _century(match: re.Match[str]) -> Reading:
    amounts = []
    for name in ("a", "b"):
        if written := match[name]:
            value = _roman(written) if re.fullmatch("[ivxl]+", written) else number(written)[0]
            start = match.start() if name == "a" else match.start("b")
            amounts.append((one(value, "", "century"), start, match.end(name)))
    return tuple(amounts)


def _decade(match: re.Match[str]) -> Reading:
    year = int(number(match["year"])[0])
    if year >= 1000:
        return (one(year, "", "decade"),)
    century = match["century"]
    if century:
        base = (_roman(century) if re.fullmatch("[ivxl]+", century) else int(number(century)[0])) * 100 - 100
        return (one(base + year, "", "decade"),)
    return (one(1900 + year, "", "decade", alternatives=(F(2000 + year), F(1800 + year))),)


def _ordinal(match: re.Match[str]) -> Reading:
    written = match["n"]
    value = _roman(written) if re.fullmatch("[ivx]+", written) else {"nhất": 1, "nhì": 2}.get(written, 0)
    value = value or int(number(written)[0])
    days = (F(value - 1),) if 2 <= value <= 7 else ()
    return (one(value, "", "ordinal", alternatives=days, weak=(value <= 7 and not written.isdigit()) or value <= 2),)


def _vague(match: re.Match[str]) -> Reading:
    scales = re.findall(_SCALE, match["scales"] or "")
    unit, factor = NAMES.get(match["unit"] or "", ("", F(1)))
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


def _fraction(match: re.Match[str]) -> Reading | None:
    above, below = number(match["above"])[0], number(match["below"])[0]
    return (one(above / below, "", "fraction"),) if below else None


def _small_fraction(match: re.Match[str]) -> Reading | None:
    above, below = int(match["above"]), int(match["below"])
    dates = (F(below * 100 + above), F(above * 100 + below))
    return (one(F(above, below), "", "fraction", alternatives=dates, weak=True),) if above < below else None


def _feet(match: re.Match[str]) -> Reading:
    return (one(F(int(match["feet"])) + F(int(match["inches"]), 12), "ft"),)


def _past(match: re.Match[str]) -> Reading:
    unit, size = NAMES[match["unit"]][0], NAMES[match["unit"]][1]
    return (one(size, unit, weak=True),)


def _time(match: re.Match[str]) -> Reading | None:
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


def _maybe_five(match: re.Match[str]) -> Reading:
    """``năm`` is five and year; before a noun it may be five, after a word that takes a year it is none."""
    before = match.string[max(0, match.start() - 7) : match.start()].split()
    years = {"mỗi", "hàng", "hằng", "các", "những", "mấy", "cuối", "giữa", "suốt", "nhiều", "cả", "vài", "từng"}
    return () if before and (before[-1] in years or before[-1].isdigit()) else (one(5, weak=True),)


def _half_past(match: re.Match[str]) -> Reading:
    hour = int(number(match["hour"])[0])
    later = 12 if match["part"] in ("chiều", "tối", "đêm") and hour < 12 else 0
    return (one((hour + later) * 60 + 30, "", "time"),)


def _nothing(_: re.Match[str]) -> Reading:
    return ()


_N = rf"(?:\d+|{_SMALL})"
_RULES = (
    (r"[2-6]g\b|24/7(?![/\d])|ba (?:lan|tư|lô|mẹ|má|đình|tây|hoa|gai|rọi|na|bể|vì|tri|chỉ|zan)\b|một (?:số|vài|chút|cách|khi|ít|phần(?! (?:hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)))\b",
     _nothing),
    (rf"{_CENTURY} (?:thứ )?(?P<a>[ivxl]+\b|{_N})(?:(?: và |-| - )(?:{_CENTURY} )?(?:thứ )?(?P<b>[ivxl]+\b|{_N}))?", _century),
    (rf"(?:(?:những|các|thập niên|thập k[ỷỉ])(?: năm)?(?: của)?(?: những)?(?: năm)?) (?P<year>(?:1[5-9]|20)\d0|[1-9]0|{_ONES} mươi)\b(?:s\b)?"
     rf"(?:(?: của)? {_CENTURY} (?:thứ )?(?P<century>[ivxl]+\b|{_N}))?", _decade),
    (rf"(?:(?:ngày|mùng|mồng) )?(?P<day>\d{{1,2}}) ?(?:tháng) ?(?P<month>{_MONTH})(?:(?:,? năm |, ?|/| )(?P<year>{_YEAR}))?", _date),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", _date),
    (r"(?P<feet>[3-8]) ?(?:foot|feet|ft) (?P<inches>\d\d?)\b(?: ?inch(?:es)?\b)?", _feet),
    (r"(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?P<part>)(?![\d:])(?! (?:sáng|chiều|tối|đêm|trưa))", _time),
    (rf"tháng (?P<day>)(?P<month>{_MONTH})(?:(?: năm |, năm |/|, ?| )(?P<year>{_YEAR}))?", _date),
    (r"(?P<above>[1-8])/(?P<below>[2-9])(?![\d/])(?!\.\d)", _small_fraction),
    (r"(?:ngày )?(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/])", _slashed),
    (r"(?:ngày )?(\d{1,2})-(\d{1,2})-(\d{4})(?![\d-])", _slashed),
    (r"ngày (\d{1,2})-(\d{1,2})()(?![\d-])", _slashed),
    (rf"(?!{_FIVE})" r"năm(?= [^\W\d_])(?! (?:nay|ngoái|trước|sau|qua|tới|tiếp|đó|này|kia|ấy|học|mới|tài|mươi|năm|phần)\b)", _maybe_five),
    (rf"(?!{_FIVE})năm\b(?! (?:mươi|năm|phần|{_SCALE[3:-3]})\b)(?! (?:1[5-9]|20)\d\d)", _nothing),
    (rf"năm (?P<year>{_YEAR})", lambda match: (one(int(match["year"]), "", "year"),)),
    (rf"(?P<year>{_YEAR})(?! ?(?:{longest_first([*NAMES])})\b)(?![.,]\d)", lambda match: (one(int(match["year"]), "", "year"),)),
    (rf"thứ (?P<n>(?:{longest_first([*WEEKDAYS])})\b|\d+(?!\d|[:.,]\d)|nhất\b|nhì\b|{_SMALL})", _ordinal),
    (r"chủ nhật\b", lambda _: (one(7, "", "weekday", weak=True),)),
    (r"đầu tiên\b", lambda _: (one(1, "", "ordinal", weak=True),)),
    (rf"(?P<hour>\d{{1,2}}|{_SMALL}) giờ (?P<half>rưỡi)(?: (?P<part>sáng|chiều|tối|đêm|trưa))?\b", _half_past),
    (r"(?P<hour>[0-2]?\d) ?(?:giờ|h|:)(?: ?(?P<minute>[0-5]\d)(?: ?phút)?)(?: (?P<part>sáng|chiều|tối|đêm|trưa))?(?!\w)", _time),
    (r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))? ?(?:giờ|h)?(?: (?P<part>sáng|chiều|tối|đêm|trưa))\b(?! thứ)", _time),
    (rf"(?P<above>một|1) trên (?P<below>{_SMALL}|năm\b|\d{{1,2}}(?!\d))(?! (?:số|những))", _fraction),
    (rf"(?P<above>{_NUMBER}) phần (?P<below>năm\b|{_SMALL})(?! ?trăm)", _fraction),
    (r"(?P<unit>thập k[ỷỉ]|thập niên|thế k[ỷỉ])(?= (?:qua|trước|tới|vừa qua|gần đây))", _past),
    (r"(?:một )?nửa (?P<unit>thế k[ỷỉ]|thập k[ỷỉ]|thập niên|năm|giờ|tiếng|ngày|tháng|dặm)\b",
     lambda match: (one(NAMES[match["unit"]][1] / 2, NAMES[match["unit"]][0]),)),
    (r"(?:một )?nửa\b(?! (?:triệu|tỷ|tỉ))", lambda _: (one(F(1, 2), "", "fraction", weak=True),)),
    (rf"(?P<head>hàng|vài|mấy|nhiều)(?P<scales>(?: (?:{_SCALE}))*)(?: {_UNIT})?", _vague),
    (r"gấp (?P<n>đôi|rưỡi)\b", lambda match: (one(_MULTIPLES[match["n"]], "", "multiple", weak=True),)),
    (rf"gấp (?P<n>{_NUMBER})(?: lần)?\b", lambda match: (one(number(match["n"])[0], "", "multiple"),)),
    (rf"(?P<between>(?<=giữa )|(?<=khoảng ))?(?P<sign>{_CURRENCY})?(?P<low>(?>{_NUMBER}))(?P<to>{_TO})(?P<sign2>{_CURRENCY})?(?P<high>(?>{_NUMBER}))(?: ?{_UNIT})?(?![\w])", _plain),
    (rf"(?P<sign>{_CURRENCY})?(?P<low>(?>{_NUMBER}))(?P<high>)(?P<to>)(?P<between>)(?: ?{_UNIT})?(?: (?P<rest>rưỡi))?(?![\w])", _plain),
)  # fmt: skip

_HEADS = longest_first(
    [
        *["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"],
        "nửa",
        "thứ",
        "đầu tiên",
        "gấp",
        "hàng",
        "vài",
        "mấy",
        "nhiều",
        "chủ nhật",
        "tk",
    ]
)
_START = re.compile(
    rf"(?<![\w$])(?:{longest_first([*SIGNS])}) ?(?=\d)|"
    rf"(?<!\w)(?:ngày |mùng |mồng |tháng )(?=\d)|(?<!\w)tháng (?=(?:{longest_first([*MONTHS])})(?!\w))|"
    rf"(?<!\w)năm (?=(?:1[5-9]|20)\d\d(?!\w))|(?<!\w)(?:những |các |thập niên |thập k[ỷỉ] )(?:của )?(?=(?:những )?(?:năm )?(?:\d\d|{_ONES} mươi))|"
    rf"(?<!\w)(?:thập k[ỷỉ]|thập niên|thế k[ỷỉ]) (?=qua|trước|tới|vừa|gần)|(?<!\w)thế k[ỷỉ] (?=thứ|[ivx]+(?!\w)|\d|{_ONES}|mười)|"
    rf"(?<![\w.,/])(?<![a-z]-)\d\w*(?:[.,]\d+\w*)*|(?<!\w)(?:{_HEADS})(?!\w)"
)
_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<about>khoảng|chừng|gần|xấp xỉ|ước tính|tầm|cỡ)|(?P<over>hơn|trên|vượt quá|vượt|ít nhất|tối thiểu|quá)|"
    r"(?P<under>dưới|chưa đến|chưa tới|không quá|tối đa|ít hơn|lên tới|lên đến|tới)) (?:là )?$"
)
_AFTER = re.compile(r" (?:(?P<over>trở lên)|(?P<under>trở xuống))(?!\w)|(?P<more>\+)")


_GRAMMAR = Grammar(_START, [Rule(re.compile(p), r) for p, r in _RULES], _BEFORE, _AFTER, lowered)

find = _GRAMMAR.find
