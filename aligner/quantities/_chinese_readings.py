"""What the patterns of Chinese quantities mean: from matches to amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F
from functools import lru_cache

from aligner.quantities._chinese import COUNTERS, DIGITS, FORMAL, NAMES, SCALES, SINGLE, TENS
from aligner.quantities._chinese_measures import ChineseMeasures, Numerals
from aligner.quantities._grammar import SPELLINGS, WESTERN_DIGITS, Amount, Hit, Reading, digits, one, span_of
from aligner.quantities._measures import Measured, Units
from aligner.quantities._names import longest_first
from aligner.quantities._units import DURATIONS, SIGNS

ARABIC = WESTERN_DIGITS
ONES, PLACES = "".join(DIGITS), "".join(TENS)
NO_PREFIX = r"(?!瓦|赫|字节|位元组|焦|帕|伏|比特)"
SCALE = rf"(?:万|亿|兆{NO_PREFIX})"
MORE = "[多余几]"
NO_UNIT = "(?![分瓦米克赫])"
HAN = (
    rf"(?>[{ONES}]?[{PLACES}](?:[{ONES}]?[{PLACES}]|[零〇]?[{ONES}](?![{ONES}])|{SCALE}){{0,24}}|"
    rf"[{ONES}]{{3,24}}|[{ONES}]{{0,12}}[零〇][{ONES}]{{0,12}}|"
    rf"[{ONES}]{SCALE}(?:[{ONES}]?[{PLACES}{ONES}]|{SCALE}){{0,24}}|[{ONES}])(?:点[{ONES}]{{1,24}})?"
)
NUMBER = (
    rf"(?:(?:{ARABIC})(?: ?{MORE}?(?:[十百千]?{SCALE}|[百千十]{NO_UNIT})){{0,4}}"
    rf"(?:(?<=[万亿兆千百])\d[\d,]{{0,24}}(?:\.\d{{1,24}})?(?:{SCALE}|[千百十]{NO_UNIT})?)?|"
    rf"{HAN}(?:{MORE}?{SCALE}){{0,4}})"
)
CURRENCY = rf"(?:(?:{longest_first([*SIGNS])}) ?)"
UNIT_NAMES = longest_first([*NAMES])
UNITS = Units(NAMES, "", "(?![a-z])")
MEASURES = ChineseMeasures(CURRENCY, NUMBER, UNITS, COUNTERS)
YEAR = r"(?:(?:1[5-9]|20)\d\d|[一二][〇零一二三四五六七八九]{3})"
N = rf"(?:\d+|{HAN})"
CENTURY = rf"(?:{N}|上个?)世纪"
NUMERALS = Numerals(N, YEAR, MEASURES)
TOKEN = re.compile(rf"{ARABIC}|点|.")


def number(written: str) -> tuple[F, ...]:
    """The values of a number in digits, in characters, or both (``27亿``, ``一百五十``, ``二〇二五``, ``三点五``).

    >>> [str(value) for value in number("一百五十")], [str(value) for value in number("3万5千")]
    (['150'], ['35000'])
    """
    written = re.sub("[ 多余几]", "", written)
    if len(written) > 1 and all(char in DIGITS for char in written):
        return (F("".join(str(DIGITS[char]) for char in written)),)
    others: tuple[F, ...] = (F(1),)
    total, group, digit = F(0), F(0), F(0)
    last = F(1)
    head, _, tail = written.partition("点")
    for part in TOKEN.findall(head):
        if part[0].isdigit():
            others = digits(part, False)
            digit = others[0]
        elif part in DIGITS:
            digit = F(DIGITS[part])
            last = F(1) if part in "零〇" else last
        elif part in TENS:
            group, digit, last = group + (digit or 1) * TENS[part], F(0), TENS[part]
        elif part in SCALES:
            total, last = (total + group + digit or 1) * SCALES[part] if total < SCALES[part] else (
                total + (group + digit or 1) * SCALES[part]), SCALES[part]  # fmt: skip
            group = digit = F(0)
    if digit and last >= 100 and head[-1] in DIGITS and len(head) > 1 and head[-2] not in "零〇":
        digit *= last / 10
    value = total + group + digit
    if tail:
        value += F(int("".join(str(DIGITS[char]) for char in tail)), 10 ** len(tail))
    if "兆" in written:
        return (value, value / 10**6)
    if len(others) > 1 and others[0]:
        return (value, *(value * other / others[0] for other in others[1:]))
    return (value,)


@lru_cache(maxsize=SPELLINGS)
def amount(written: str, unit: str, currency: str, more: str = "", half: bool = False, counted: bool = False) -> Amount:
    values = number(written)
    name, factor = NAMES.get(unit, ("", F(1)))
    if currency:
        name, factor = SIGNS[currency.strip()], F(1)
    if half:
        values = tuple(value + F(1, 2) for value in values)
    kind = "multiple" if name == "×" else ""
    worded = not written[0].isdigit()
    weak = values[0] == 1 and (not unit or (name in DURATIONS and factor < 10) or kind == "multiple")
    weak = weak or (worded and not name and (values[0] <= 2 or (len(written) == 1 and not counted)))
    weak = weak or (worded and not name and not counted and not {*written} & DIGITS.keys())
    weak = weak or (name in DURATIONS and written in ("百", "千", "万"))
    approx = "over" if more or re.search("[多余几]", written) else ""
    found = one(values[0] * factor, "" if kind else name, kind, weak=weak, approx=approx)
    if more == "几":
        found = replace(found, high=(values[0] + 10) * factor, kind="vague", exact=False, approx="")
    if worded and values[0] == 1 and not name:
        found = replace(found, kind="article")
    return replace(found, alternatives=tuple(value * factor for value in values[1:]))


def plain(match: Measured) -> Reading | None:
    written, second, unit = match["low"], match["high"], match["unit"]
    currency = match["sign"]
    if unit in SINGLE and (currency or not written[-1].isdigit()):
        unit = ""
    if second:
        if not written[0].isdigit() and len(written) == 1 and not unit and match["to"] != "至":
            return None
        scale = re.search(rf"{SCALE}+$", second)
        low = written if not scale or re.search(rf"{SCALE}$", written) else written + scale[0]
        left, right = amount(low, unit, currency), amount(second, unit, currency)
        if ranged := span_of(left, right):
            years = unit == "年" and left.low >= 1500 and right.low <= 2100
            return (replace(ranged, unit="", kind="year") if years else ranged,)
        left = amount(written, unit, currency)
        return ((left, match.start("low"), match.end("low")), (right, match.start("high"), match.end()))
    return (amount(written, unit, currency, match["more"], bool(match["half"]), "counter" in match),)


def adjacent(match: Measured) -> Reading | None:
    """三四百, 五六年: two neighbouring digits are a range."""
    first, second = DIGITS[match["a"]], DIGITS[match["b"]]
    if second != first + 1:
        return None
    scale = number("一" + match["scale"])[0] if match["scale"] else F(1)
    unit, factor = NAMES.get(match["unit"], ("", F(1)))
    return (Amount(first * scale * factor, second * scale * factor, unit, exact=False),)


def percent(match: Hit) -> Reading:
    low = number(match["n"])[0]
    if match["m"] and number(match["m"])[0] > low:
        return (Amount(low, number(match["m"])[0], "%"),)
    return (one(low, "%"),)


def tenths(match: re.Match[str]) -> Reading | None:
    value = number(match["n"])[0] * 10 + (number(match["m"])[0] if match["m"] else 0)
    return (one(value, "%"),)


def discount(match: re.Match[str]) -> Reading:
    value = number(match["n"])[0]
    paid = value if value > 10 else value * 10
    return (one(100 - paid, "%", alternatives=(paid,)),)


def fraction(match: Hit) -> Reading | None:
    below = number(match["below"])[0]
    return (one(number(match["above"])[0] / below, "", "fraction"),) if below else None


def date(match: Hit) -> Reading | None:
    year = int(number(match["year"])[0]) + (1911 if match["roc"] else 0) if match["year"] else 0
    month, day = (int(number(match[name])[0]) if match[name] else 0 for name in ("month", "day"))
    if month > 12 or day > 31 or not (year or month):
        return None
    if year and not month:
        return (one(year, "", "year"),)
    return (one(year * 10000 + month * 100 + day, "", "date" if year or day else "month"),)


def half_more(match: Hit) -> Reading:
    """一年半, 两个月半."""
    unit, factor = NAMES[match["unit"]]
    kind = "multiple" if unit == "×" else ""
    return (one((number(match["n"])[0] + F(1, 2)) * factor, "" if kind else unit, kind),)


def turned(match: re.Match[str]) -> Reading:
    """翻两番: doubled twice."""
    return (one(2 ** int(number(match["n"])[0]), "", "multiple"),)


def quarters_of_an_hour(match: Hit) -> Reading:
    return (one(number(match["n"])[0] * 15, "minute"),)


def minutes_and_seconds(match: Hit) -> Reading:
    """As many seconds; where 27:37 can be no time of day and is read as two numbers, two durations."""
    minutes, seconds = number(match["minutes"])[0], number(match["seconds"])[0]
    if minutes <= 24:
        return (one(minutes * 60 + seconds, "second"),)
    return (
        (one(minutes, "minute"), match.start("minutes"), match.end("minutes")),
        (one(seconds, "second"), match.start("seconds"), match.end()),
    )


def day_of_note(match: re.Match[str]) -> Reading | None:
    """9·11: a day by which an event is known."""
    month, day = int(match["month"]), int(match["day"])
    return (one(month * 100 + day, "", "date", weak=True),) if 1 <= month <= 12 and 1 <= day <= 31 else None


def feet(match: re.Match[str]) -> Reading:
    return (one(F(int(match["feet"])) + F(int(match["inches"]), 12), "ft"),)


def two_months(match: re.Match[str]) -> Reading:
    return tuple((one(int(match[n]) * 100, "", "month"), match.start(n), match.end(n)) for n in ("a", "b"))


def century(match: Hit) -> Reading:
    first = match["a"]
    found = [(one(number(first)[0], "", "century"), match.start(), match.end())]
    if match["b"]:
        found = [
            (one(number(first)[0], "", "century"), match.start(), match.end("a")),
            (one(number(match["b"])[0], "", "century"), match.start("b"), match.end()),
        ]
    return tuple(found)


def decade(match: re.Match[str]) -> Reading | None:
    ten = int(number(match["ten"])[0])
    century = match["century"] or ""
    if ten >= 1000:
        return (one(ten, "", "decade"),)
    if ten % 10:
        return None
    if century:
        base = 20 if century.startswith("上") else int(number(century[:-2])[0])
        return (one(base * 100 - 100 + ten, "", "decade"),)
    return (one(1900 + ten, "", "decade", alternatives=(F(2000 + ten), F(1800 + ten))),)


def time(match: re.Match[str]) -> Reading | None:
    part = match["part"] or ""
    hour = int(number(match["hour"])[0])
    minute = 30 if match["half"] else int(number(match["minute"])[0]) if match["minute"] else 0
    if hour > 24 and ":" in match[0] and match["minute"]:
        return (
            (one(hour), match.start("hour"), match.end("hour")),
            (one(minute), match.start("minute"), match.end("minute")),
        )
    if hour > 24 or minute > 59:
        return None
    hour += 12 if part in ("下午", "晚上", "傍晚", "晚间", "夜里") and hour < 12 else 0
    return (one(hour * 60 + minute, "", "time"),)


def vague(match: Measured) -> Reading | None:
    scale = F(1)
    for char in match["scale"]:
        scale *= TENS.get(char) or SCALES[char]
    unit, factor = NAMES.get(match["unit"], ("", F(1)))
    if scale == 1 or unit == "×":
        return ()
    low, high = (scale, 10 * scale) if match["head"][0] in "数上成" else (2 * scale, 10 * scale)
    return (Amount(low * factor, high * factor, unit, "vague", exact=False),)


def ordinal(match: re.Match[str]) -> Reading:
    value = number(match["n"])[0]
    return (one(value, "", "ordinal", weak=value <= 2),)


def one_half(_: re.Match[str]) -> Reading:
    return (one(F(1, 2), "", "fraction", weak=True),)


def double(_: re.Match[str]) -> Reading:
    return (one(2, "", "multiple", weak=True),)


def nothing(_: re.Match[str]) -> Reading:
    return ()


def half(match: re.Match[str]) -> Reading:
    unit, size = NAMES[match["unit"]]
    return (one(size / 2, unit),)


def weekday(match: re.Match[str]) -> Reading:
    return (one("一二三四五六日天".index(match["n"]) % 7 + 1 if match["n"] != "天" else 7, "", "weekday", weak=True),)


def formal(match: Measured) -> Reading:
    unit, factor = NAMES.get(match["unit"], ("", F(1)))
    return (one(number(match["n"].translate(FORMAL))[0] * factor, unit),)


def myriads(_: re.Match[str]) -> Reading:
    return (Amount(F(1000), F(10**6), "", "vague", exact=False),)


def teens(_: re.Match[str]) -> Reading:
    return (Amount(F(11), F(20), "year", "vague", exact=False, weak=True),)
