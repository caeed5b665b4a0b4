"""What the patterns of English quantities mean: from matches to amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F
from functools import lru_cache

from aligner.quantities._english import (
    MONTHS,
    NAMES,
    ORDINALS,
    SCALES,
    SINGLE,
    TENS,
    UNITS,
    VAGUE,
)
from aligner.quantities._grammar import SPELLINGS, WESTERN_DIGITS, Amount, Reading, digits, one, span_of
from aligner.quantities._measures import Measured, Measures, Units
from aligner.quantities._names import longest_first
from aligner.quantities._units import DURATIONS, SIGNS

SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(UNITS)[1:10])})\b)?|{longest_first(list(UNITS))})\b"
WORDS = (
    rf"(?:half an? (?:million|billion|trillion|dozen)\b|an? (?:hundred|thousand|million|billion|trillion|dozen)\b|"
    rf"{SMALL}(?:[- ](?:hundred|thousand|million|billion|trillion|dozen)\b"
    rf"(?:,? (?:and )?{SMALL}(?=[- ](?:hundred|thousand)|\b(?! (?:million|billion))))?){{0,8}})"
)
DIGITS = WESTERN_DIGITS
SCALE = r"(?:[- ]?(?:hundred|thousand|million|billion|trillion|dozen|bn|tn|mn)\b|(?:m|b|k)\b)"
HALF = r"(?:[- ]and[- ]a[- ]half\b|[½¼¾])?"
NUMBER = rf"(?:(?:{DIGITS}){HALF}(?:{SCALE}){{0,4}}|[½¼¾⅓⅔]|{WORDS}{HALF}(?:{SCALE}){{0,4}})"
CURRENCY = rf"(?:(?:{longest_first([*SIGNS])}) ?)"
TO = r"(?: ?[-–—~] ?| to | or | and )"
MEASURES = Measures(CURRENCY, NUMBER, TO, "(?<=between )", Units(NAMES, "- ", r"(?:[- ]old\b)?(?![\w])"))
MONTH = rf"(?:{longest_first([*MONTHS])})\b\.?"
ORDINAL = rf"(?:(?:(?:{'|'.join(TENS)})[- ])?(?:{longest_first([*ORDINALS])})\b|\d+ ?(?:st|nd|rd|th)\b)"
GLYPHS = {"½": F(1, 2), "¼": F(1, 4), "¾": F(3, 4), "⅓": F(1, 3), "⅔": F(2, 3)}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + s: value for word, value in ORDINALS.items() if value > 2 for s in ("", "s")
}
TOKEN = re.compile(rf"{DIGITS}|[½¼¾⅓⅔]|half|[a-z]+")


def number(written: str) -> tuple[F, ...]:
    """The values of a number in digits, in words, or both (``2.7 billion``, ``one hundred and fifty``).

    >>> [str(value) for value in number("two and a half million")]
    ['2500000']
    """
    others: tuple[F, ...] = (F(1),)
    total, group = F(0), F(0)
    for part in TOKEN.findall(written):
        if part[0].isdigit():
            group, others = digits(part, False)[0], digits(part, False)
        elif part in GLYPHS:
            group += GLYPHS[part]
        elif part == "half":
            group += F(1, 2)
        elif part in UNITS or part in TENS:
            group += UNITS.get(part, TENS.get(part, 0))
        elif part in ("hundred", "dozen"):
            group = (group or 1) * SCALES[part]
        elif part in SCALES and (part not in ("million", "billion", "trillion") or group or not total):
            total, group = total + (group or 1) * SCALES[part], F(0)
        elif part in SCALES:
            total *= SCALES[part]
    value = total + group
    if len(others) > 1 and others[0]:
        return (value, *(value * other / others[0] for other in others[1:]))
    return (value,)


@lru_cache(maxsize=SPELLINGS)
def amount(written: str, unit: str, currency: str) -> Amount:
    values = number(written)
    name, factor = NAMES.get(unit, ("", F(1)))
    if currency:
        name, factor = SIGNS[currency.strip()], F(1)
    kind = "multiple" if name == "×" else ""
    worded = not any(char.isdigit() for char in written)
    if name == "pt" and values[0] <= 2:
        name, unit = "", ""
    weak = values[0] == 1 and (not unit or (name in DURATIONS and factor < 10) or kind == "multiple")
    weak = weak or (worded and values[0] <= 2 and not name)
    found = one(values[0] * factor, "" if kind else name, kind, weak=weak)
    if worded and values[0] == 1 and not name:
        found = replace(found, kind="article")
    return replace(found, alternatives=tuple(value * factor for value in values[1:]))


def plain(match: Measured) -> Reading | None:
    written, second, unit = match["low"], match["high"], match["unit"]
    currency = match["sign"]
    if unit in SINGLE and (currency or not written[-1].isdigit()):
        unit = ""
    if second:
        scale = re.search(rf"{SCALE}+$", second)
        low = written + scale[0] if scale and not re.search(rf"{SCALE}$", written) else written
        left, right = amount(low, unit, currency), amount(second, unit, currency)
        if " and " in match["to"] and "between" not in match:
            return None
        if ranged := span_of(left, right):
            years = not unit and not currency and left.low >= 1500 and right.low <= 2100 and written.isdigit()
            return (replace(ranged, kind="year") if years else ranged,)
        left = amount(written, unit, currency)
        return ((left, match.start("low"), match.end("low")), (right, match.start("high"), match.end()))
    found = amount(written, unit, currency)
    if not unit and not currency and re.fullmatch(r"(1[5-9]|20)\d\d", written):
        found = replace(found, kind="year")
    return (found,)


def fraction(match: re.Match[str]) -> Reading:
    above = number(match["above"])[0] if match["above"] not in ("a", "an") else F(1)
    ordinal = match["above"] in ("a", "an") and match["below"] in ORDINALS
    others = (F(PARTS[match["below"]]),) if ordinal else ()
    return (one(above / PARTS[match["below"]], "", "fraction", alternatives=others, weak=ordinal),)


def ordinal_value(written: str) -> F:
    if written[0].isdigit():
        return F(re.match(r"\d+", written)[0])  # type: ignore[index]
    return F(sum(TENS.get(word, 0) or ORDINALS.get(word, 0) for word in re.findall(r"[a-z]+", written)))


def ordinal(match: re.Match[str]) -> Reading:
    value = ordinal_value(match[0])
    worded = not match[0][0].isdigit()
    parts = (1 / value,) if worded and 3 <= value <= 10 else ()
    return (one(value, "", "ordinal", alternatives=parts, weak=worded and value <= 2),)


def one_in(match: re.Match[str]) -> Reading | None:
    above, below = number(match["above"])[0], number(match["below"])[0]
    return (one(above / below, "", "fraction", alternatives=(below,)),) if above < below <= 100 else None


def past(match: re.Match[str]) -> Reading:
    unit, size = NAMES[match["unit"]]
    return (one(size, unit, weak=True),)


def ages(match: re.Match[str]) -> Reading:
    ten = int(match["ten"]) if match["ten"].isdigit() else TENS[match["ten"][:-3] + "y"]
    return (Amount(F(ten), F(ten + 10), "year", "vague", exact=False),)


def part_of_hour(match: re.Match[str]) -> Reading:
    return (one(30 if match["part"] == "half" else 15, "minute", weak=True),)


def minutes_and_seconds(match: re.Match[str]) -> Reading:
    """As many seconds; where 27:37 can be no time of day and is read as two numbers, two durations."""
    minutes, seconds = number(match["minutes"])[0], number(match["seconds"])[0]
    if minutes <= 24:
        return (one(minutes * 60 + seconds, "second"),)
    return (
        (one(minutes, "minute"), match.start("minutes"), match.end("minutes")),
        (one(seconds, "second"), match.start("seconds"), match.end()),
    )


def feet(match: re.Match[str]) -> Reading:
    return (one(F(int(match["feet"])) + F(int(match["inches"]), 12), "ft"),)


def century(match: re.Match[str]) -> Reading:
    return tuple(
        (
            one(ordinal_value(match[name]), "", "century"),
            match.start(name),
            match.end(name) if match["b"] else match.end(),
        )
        for name in ("a", "b")
        if match[name]
    )


def decade(match: re.Match[str]) -> Reading:
    year = int(match["year"])
    if year < 100:
        return (one(1900 + year, "", "decade", alternatives=(F(2000 + year), F(1800 + year))),)
    return (one(year, "", "decade"),)


def word_decade(match: re.Match[str]) -> Reading:
    tens = TENS[match["ten"][:-3] + "y"]
    base = {"nineteen": 1900, "eighteen": 1800, None: 1900}[match["hundred"]]
    return (one(base + tens, "", "decade", weak=not match["hundred"]),)


def date(match: re.Match[str]) -> Reading | None:
    month, day, year = MONTHS[match["month"].rstrip(".")], int(match["day"] or 0), int(match["year"] or 0)
    if day > 31:
        return None
    if not day and not year and match["month"] in ("may", "march", "mar", "jan", "dec", "sep", "jun", "august"):
        return None
    return (one(year * 10000 + month * 100 + day, "", "date" if day or year else "month"),)


def lone_month(match: re.Match[str]) -> Reading:
    return (one(MONTHS[match["month"]] * 100, "", "month"),)


def iso(match: re.Match[str]) -> Reading | None:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return (one(year * 10000 + month * 100 + day, "", "date"),) if 1 <= month <= 12 and 1 <= day <= 31 else None


def slashed(match: re.Match[str]) -> Reading | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3] or 0)
    year += 2000 if match[3] and year < 50 else 1900 if match[3] and year < 100 else 0
    dates = [F(year * 10000 + m * 100 + d) for m, d in ((first, second), (second, first)) if m <= 12 and 0 < d <= 31]
    if not dates or 0 in (first, second):
        return None
    others = dates[1:] if match[3] else [*dates[1:], F(first, second)]
    if not match[3] and first < second < 10:
        return (one(others[-1], "", "fraction", alternatives=tuple(dates), weak=True),)
    return (one(dates[0], "", "date", alternatives=tuple(others), weak=not match[3]),)


def time(match: re.Match[str]) -> Reading | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"] or ""
    if hour > 24 and ":" in match[0]:
        return (
            (one(hour), match.start("hour"), match.end("hour")),
            (one(minute), match.start("minute"), match.end("minute")),
        )
    if hour > 24 or minute > 59:
        return None
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    return (one(hour * 60 + minute, "", "time"),)


def past_hour(match: re.Match[str]) -> Reading:
    minutes = 30 if match["part"] == "half" else 15
    return (one(number(match["hour"])[0] * 60 + (minutes if match["to"] == "past" else -minutes), "", "time"),)


def vague(match: Measured) -> Reading:
    low, high = (F(bound) for bound in VAGUE[match["word"]])
    if match["tens"]:
        factor, _ = {"tens": (10, 0), "dozens": (10, 0), "hundreds": (100, 0), "thousands": (1000, 0)}[match["tens"]]
        low, high = low * factor, low * factor * 10
    unit = "year" if match["word"] in ("decades", "centuries", "millennia") else ""
    if match["unit"]:
        unit, scale = NAMES[match["unit"]]
        low, high = low * scale, high * scale
    return (Amount(low, high, unit, "vague", exact=False),)


def several(match: Measured) -> Reading:
    scale = SCALES[match["scale"]]
    unit, factor = NAMES.get(match["unit"], ("", F(1)))
    return (Amount(2 * scale * factor, 10 * scale * factor, unit, "vague", exact=False),)


def multiple(match: re.Match[str]) -> Reading:
    value = {"twice": 2, "doubl": 2, "thric": 3, "tripl": 3, "quadr": 4, "twofo": 2}[match[0][:5]]
    return (one(value, "", "multiple", weak=True),)


def one_half(_: re.Match[str]) -> Reading:
    """Half of something: people put it in many ways."""
    return (one(F(1, 2), "", "fraction", weak=True),)


def nothing(_: re.Match[str]) -> Reading:
    return ()
