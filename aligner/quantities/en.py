"""English: digits and words, money, measures, dates, decades, centuries, multiples, vague amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F

from aligner.quantities._english import (
    MONTHS,
    NAMES,
    ORDINALS,
    SCALES,
    SINGLE,
    TENS,
    UNITS,
    VAGUE,
    WEEKDAYS,
)
from aligner.quantities._grammar import (
    Amount,
    Grammar,
    Reading,
    Rule,
    digits,
    longest_first,
    lowered,
    one,
    span_of,
)
from aligner.quantities._units import DURATIONS, SIGNS

_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(UNITS)[1:10])})\b)?|{longest_first(list(UNITS))})\b"
_BELOW = rf"(?:{_SMALL}|a)(?:[- ]hundred\b(?:(?: and|-and-)? ?{_SMALL})?)?"
_WORDS = (
    rf"(?:half an? (?:million|billion|trillion|dozen)\b|an? (?:hundred|thousand|million|billion|trillion|dozen)\b|"
    rf"{_SMALL}(?:[- ](?:hundred|thousand|million|billion|trillion|dozen)\b"
    rf"(?:,? (?:and )?{_SMALL}(?=[- ](?:hundred|thousand)|\b(?! (?:million|billion))))?)*)"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[- ]?(?:hundred|thousand|million|billion|trillion|dozen|bn|tn|mn)\b|(?:m|b|k)\b)"
_HALF = r"(?:[- ]and[- ]a[- ]half\b|[½¼¾])?"
_NUMBER = rf"(?:(?:{_DIGITS}){_HALF}(?:{_SCALE})*|[½¼¾⅓⅔]|{_WORDS}{_HALF}(?:{_SCALE})*)"
_CURRENCY = rf"(?:(?:{longest_first([*SIGNS])}) ?)"
_UNIT = rf"(?:(?P<unit>{longest_first([*NAMES])})(?:[- ]old\b)?(?![\w]))"
_TO = r"(?: ?[-–—~] ?| to | or | and )"
_MONTH = rf"(?:{longest_first([*MONTHS])})\b\.?"
_ORDINAL = rf"(?:(?:(?:{'|'.join(TENS)})[- ])?(?:{longest_first([*ORDINALS])})\b|\d+ ?(?:st|nd|rd|th)\b)"
_GLYPHS = {"½": F(1, 2), "¼": F(1, 4), "¾": F(3, 4), "⅓": F(1, 3), "⅔": F(2, 3)}
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + s: value for word, value in ORDINALS.items() if value > 2 for s in ("", "s")
}
_TOKEN = re.compile(rf"{_DIGITS}|[½¼¾⅓⅔]|half|[a-z]+")


def number(written: str) -> tuple[F, ...]:
    """The values of a number in digits, in words, or both (``2.7 billion``, ``one hundred and fifty``).

    >>> [str(value) for value in number("two and a half million")]
    ['2500000']
    """
    total, group, others = F(0), F(0), (F(1),)
    for token in _TOKEN.findall(written):
        if token[0].isdigit():
            group, others = digits(token, False)[0], digits(token, False)
        elif token in _GLYPHS:
            group += _GLYPHS[token]
        elif token == "half":
            group += F(1, 2)
        elif token in UNITS or token in TENS:
            group += UNITS.get(token, TENS.get(token, 0))
        elif token in ("hundred", "dozen"):
            group = (group or 1) * SCALES[token]
        elif token in SCALES and (token not in ("million", "billion", "trillion") or group or not total):
            total, group = total + (group or 1) * SCALES[token], F(0)
        elif token in SCALES:
            total *= SCALES[token]
    value = total + group
    if len(others) > 1 and others[0]:
        return (value, *(value * other / others[0] for other in others[1:]))
    return (value,)


def _amount(written: str, unit: str, currency: str) -> Amount:
    values = number(written)
    name, factor = NAMES.get(unit, ("", F(1)))
    if currency:
        name, factor = SIGNS[currency.strip()], F(1)
    kind = "multiple" if name == "×" else ""
    worded = not any(char.isdigit() for char in written)
    weak = values[0] == 1 and (not unit or (name in DURATIONS and factor < 10) or kind == "multiple")
    weak = weak or (worded and values[0] <= 2 and not name)
    found = one(values[0] * factor, "" if kind else name, kind, weak=weak)
    if worded and values[0] == 1 and not name:
        found = replace(found, kind="article")
    return replace(found, alternatives=tuple(value * factor for value in values[1:]))


def _plain(match: re.Match[str]) -> Reading | None:
    written, second, unit = match["low"], match["high"], match["unit"] or ""
    currency = match["sign"] or ""
    if unit in SINGLE and (currency or not written[-1].isdigit()):
        unit = ""
    if second:
        scale = re.search(rf"{_SCALE}+$", second)
        low = written + scale[0] if scale and not re.search(rf"{_SCALE}$", written) else written
        left, right = _amount(low, unit, currency), _amount(second, unit, currency)
        if " and " in match["to"] and match["between"] is None:
            return None
        if ranged := span_of(left, right):
            years = not unit and not currency and left.low >= 1500 and right.low <= 2100 and written.isdigit()
            return (replace(ranged, kind="year") if years else ranged,)
        left = _amount(written, unit, currency)
        return ((left, match.start("low"), match.end("low")), (right, match.start("high"), match.end()))
    found = _amount(written, unit, currency)
    if not unit and not currency and re.fullmatch(r"(1[5-9]|20)\d\d", written):
        found = replace(found, kind="year")
    return (found,)


def _fraction(match: re.Match[str]) -> Reading:
    above = number(match["above"])[0] if match["above"] not in ("a", "an") else F(1)
    ordinal = match["above"] in ("a", "an") and match["below"] in ORDINALS
    others = (F(_PARTS[match["below"]]),) if ordinal else ()
    return (one(above / _PARTS[match["below"]], "", "fraction", alternatives=others, weak=ordinal),)


def _ordinal_value(written: str) -> F:
    if written[0].isdigit():
        return F(re.match(r"\d+", written)[0])  # type: ignore[index]
    return F(sum(TENS.get(word, 0) or ORDINALS.get(word, 0) for word in re.findall(r"[a-z]+", written)))


def _ordinal(match: re.Match[str]) -> Reading:
    value = _ordinal_value(match[0])
    worded = not match[0][0].isdigit()
    parts = (1 / value,) if worded and 3 <= value <= 10 else ()
    return (one(value, "", "ordinal", alternatives=parts, weak=worded and value <= 2),)


def _one_in(match: re.Match[str]) -> Reading | None:
    above, below = number(match["above"])[0], number(match["below"])[0]
    return (one(above / below, "", "fraction", alternatives=(below,)),) if above < below <= 100 else None


def _past(match: re.Match[str]) -> Reading:
    unit, size = NAMES[match["unit"]]
    return (one(size, unit, weak=True),)


def _ages(match: re.Match[str]) -> Reading:
    ten = int(match["ten"]) if match["ten"].isdigit() else TENS[match["ten"][:-3] + "y"]
    return (Amount(F(ten), F(ten + 10), "year", "vague", exact=False),)


def _feet(match: re.Match[str]) -> Reading:
    return (one(F(int(match["feet"])) + F(int(match["inches"]), 12), "ft"),)


def _century(match: re.Match[str]) -> Reading:
    return tuple(
        (
            one(_ordinal_value(match[name]), "", "century"),
            match.start(name),
            match.end(name) if match["b"] else match.end(),
        )
        for name in ("a", "b")
        if match[name]
    )


def _decade(match: re.Match[str]) -> Reading:
    year = int(match["year"])
    if year < 100:
        return (one(1900 + year, "", "decade", alternatives=(F(2000 + year), F(1800 + year))),)
    return (one(year, "", "decade"),)


def _word_decade(match: re.Match[str]) -> Reading:
    tens = TENS[match["ten"][:-3] + "y"]
    base = {"nineteen": 1900, "eighteen": 1800, None: 1900}[match["hundred"]]
    return (one(base + tens, "", "decade", weak=not match["hundred"]),)


def _date(match: re.Match[str]) -> Reading | None:
    month, day, year = MONTHS[match["month"].rstrip(".")], int(match["day"] or 0), int(match["year"] or 0)
    if day > 31:
        return None
    if not day and not year and match["month"] in ("may", "march", "mar", "jan", "dec", "sep", "jun", "august"):
        return None
    return (one(year * 10000 + month * 100 + day, "", "date" if day or year else "month"),)


def _lone_month(match: re.Match[str]) -> Reading:
    return (one(MONTHS[match["month"]] * 100, "", "month"),)


def _iso(match: re.Match[str]) -> Reading | None:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return (one(year * 10000 + month * 100 + day, "", "date"),) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _slashed(match: re.Match[str]) -> Reading | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3] or 0)
    year += 2000 if match[3] and year < 50 else 1900 if match[3] and year < 100 else 0
    dates = [F(year * 10000 + m * 100 + d) for m, d in ((first, second), (second, first)) if m <= 12 and 0 < d <= 31]
    if not dates or 0 in (first, second):
        return None
    others = dates[1:] if match[3] else [*dates[1:], F(first, second)]
    if not match[3] and first < second < 10:
        return (one(others[-1], "", "fraction", alternatives=tuple(dates), weak=True),)
    return (one(dates[0], "", "date", alternatives=tuple(others), weak=not match[3]),)


def _time(match: re.Match[str]) -> Reading | None:
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


def _past_hour(match: re.Match[str]) -> Reading:
    minutes = 30 if match["part"] == "half" else 15
    return (one(number(match["hour"])[0] * 60 + (minutes if match["to"] == "past" else -minutes), "", "time"),)


def _vague(match: re.Match[str]) -> Reading:
    low, high = (F(bound) for bound in VAGUE[match["word"]])
    if match["tens"]:
        factor, _ = {"tens": (10, 0), "dozens": (10, 0), "hundreds": (100, 0), "thousands": (1000, 0)}[match["tens"]]
        low, high = low * factor, low * factor * 10
    unit = "year" if match["word"] in ("decades", "centuries", "millennia") else ""
    if match["unit"]:
        unit, scale = NAMES[match["unit"]]
        low, high = low * scale, high * scale
    return (Amount(low, high, unit, "vague", exact=False),)


def _several(match: re.Match[str]) -> Reading:
    scale = SCALES[match["scale"]]
    unit, factor = NAMES.get(match["unit"] or "", ("", F(1)))
    return (Amount(2 * scale * factor, 10 * scale * factor, unit, "vague", exact=False),)


def _multiple(match: re.Match[str]) -> Reading:
    value = {"twice": 2, "doubl": 2, "thric": 3, "tripl": 3, "quadr": 4, "twofo": 2}[match[0][:5]]
    return (one(value, "", "multiple", weak=True),)


def _nothing(_: re.Match[str]) -> Reading:
    return ()


_RULES = (
    (rf"(?P<part>half|quarter) (?P<to>past|to) (?P<hour>\d{{1,2}}\b|{_SMALL})", _past_hour),
    (r"[2-6]g\b|24/7(?![/\d])", _nothing),
    (r"(?P<feet>[3-8])(?:[- ]f(?:oo|ee)t[- ,]+|ft |['’′])(?P<inches>\d\d?)(?:[- ]?in(?:ch|ches)?\b|[\"”″])?(?!\d)", _feet),
    (r"(?:early |mid[- ]|late )?(?:(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=\bmy ))(?:early |mid[- ]|late )?(?P<ten>[1-9]0)['’]?s\b", _ages),
    (rf"(?:early |mid[- ]|late )?(?:(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=\bmy ))(?:early |mid[- ]|late )?(?P<ten>{'|'.join(ten[:-1] + 'ies' for ten in TENS)})\b", _ages),
    (rf"(?P<above>{_SMALL}|\d{{1,2}}) (?:in|out of) (?:every )?(?P<below>{_SMALL}|\d{{1,3}}\b)(?! (?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|million|billion|percent))", _one_in),
    (r"(?<=\bpast )(?P<unit>decade|century)\b", _past),
    (rf"{_ORDINAL}(?= (?:st|street|avenue|amendment)\b)", _nothing),
    (rf"(?P<a>{_ORDINAL})(?:(?: and | or |-)(?:the )?(?P<b>{_ORDINAL}))?[- ]centur(?:y|ies)\b", _century),
    (r"(?:the )?(?:(?:early|mid|late)[- ])?'?(?P<year>(?:1[5-9]|20)\d0|[1-9]0)['’]?s\b(?![-\w])", _decade),
    (rf"(?:the )?(?:(?P<hundred>nineteen|eighteen)[- ])?(?P<ten>{'|'.join(ten[:-1] + 'ies' for ten in TENS)})\b", _word_decade),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso),
    (r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/])", _slashed),
    (rf"(?P<month>{_MONTH}) (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d,]\d|\d|:)(?:,? (?P<year>(?:1[5-9]|20)\d\d)\b)?", _date),
    (rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>(?:1[5-9]|20)\d\d)\b)?", _date),
    (rf"(?P<month>{_MONTH})(?P<day>)(?:(?: of)?,? (?P<year>(?:1[5-9]|20)\d\d)\b)?", _date),
    (r"(?<=\bin )(?P<month>march|may|august|january|december)\b", _lone_month),
    (r"(?<=\b(?:by|of) )(?P<month>march|may|august)\b", _lone_month),
    (r"(?<=\b(?:last|next|late|this) )(?P<month>march|may|august)\b", _lone_month),
    (r"(?<=\b(?:since|early|until) )(?P<month>march|may|august)\b", _lone_month),
    (r"(?P<month>january|december|august)\b", _lone_month),
    (rf"(?:{'|'.join(WEEKDAYS)})\b", lambda match: (one(WEEKDAYS[match[0]], "", "weekday", weak=True),)),
    (r"(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?::\d\d)?(?: ?(?P<half>[ap])\.?m\b\.?)", _time),
    (r"(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?::\d\d)?(?P<half>)(?![\d:])", _time),
    (r"(?P<hour>\d{1,2})(?P<minute>) ?(?P<half>[ap])\.?m\b\.?", _time),
    (rf"(?P<above>an?|\d+|{_SMALL})[- ](?P<below>{longest_first([*_PARTS])})\b(?! (?:century|decade|time|year|million|billion|trillion|dozen|day|month))(?=[- ]|[^\w\s]|$)(?<!second)", _fraction),
    (r"half(?: of)?(?: an?)?[- ](?P<unit>century|decade|year|hour|day|mile|month)\b", lambda match: (one(NAMES[match["unit"]][1] / 2, NAMES[match["unit"]][0]),)),
    (r"half\b(?! an? (?:million|billion|trillion|dozen))", lambda match: (one(F(1, 2), "", "fraction", weak=True),)),
    (rf"(?:several|a few|few|many|a couple(?: of)?) (?P<scale>hundred|thousand|million|billion|trillion|dozen)\b(?: {_UNIT})?", _several),
    (rf"(?:(?P<tens>tens|dozens|hundreds|thousands) of )?(?P<word>{longest_first([*VAGUE])})\b(?: of)?(?: {_UNIT})?", _vague),
    (r"(?:twice|doubl(?:e|ed|es|ing)|thrice|tripl(?:e|ed|es|ing)|quadrupl(?:e|ed|es|ing)|twofold)\b", _multiple),
    (rf"{_ORDINAL}", _ordinal),
    (r"an? (?P<unit>decade|century|millennium)\b", lambda match: (one(NAMES[match["unit"]][1], "year"),)),
    (rf"(?P<between>(?<=between ))?(?P<sign>{_CURRENCY})?(?P<low>(?>{_NUMBER}))(?P<to>{_TO})(?P<sign2>{_CURRENCY})?(?P<high>(?>{_NUMBER}))(?:[- ]?{_UNIT})?(?![\w])", _plain),
    (rf"(?P<sign>{_CURRENCY})?(?P<low>(?>{_NUMBER}))(?P<high>)(?P<to>)(?P<between>)(?:[- ]?{_UNIT})?(?![\w])", _plain),
)  # fmt: skip

_HEADS = longest_first(
    [
        *UNITS,
        *TENS,
        *ORDINALS,
        *MONTHS,
        *WEEKDAYS,
        *VAGUE,
        "half",
        "quarter",
        "decade",
        "century",
        "several",
        "few",
        "many",
        "twice",
        "thrice",
        "twofold",
    ]
    + ["the " + tail for tail in ("early", "mid", "late")]
    + [ten[:-1] + "ies" for ten in TENS]
)
_START = re.compile(
    rf"(?<![\w$])(?:{longest_first([*SIGNS])}) ?(?=\d)|'\d0s|(?<![\w.,/])(?:(?<![a-z]-)|(?<=\bmid-)|(?<=\bof-)|(?<=\bpre-)|(?<=\bpost-)|(?<=\bpar-)|(?<=\bnon-))\d\w*(?:[.,]\d+\w*)*|[½¼¾⅓⅔]|"
    rf"\b(?:an? (?=decade|century|millenn|few |couple|hundred|thousand|million|billion|trillion|dozen|third|quarter|"
    rf"fourth|fifth|sixth|tenth)|(?:{_HEADS})(?!\w)|doubl(?:e|ed|es|ing)\b|(?:tri|quadru)pl(?:e|ed|es|ing)\b|"
    rf"(?:nineteen|eighteen)[- ]|(?:early|mid|late)[- ]?(?=\d))"
)
_BEFORE = re.compile(
    r"\b(?:(?P<about>about|around|roughly|approximately|some|nearly|almost|close to|an estimated|circa)|"
    r"(?P<over>over|more than|above|at least|well over|exceeding|exceeds|upwards of)|"
    r"(?P<under>under|less than|fewer than|below|up to|at most|no more than)) (?:the |an? |us)?$"
)
_AFTER = re.compile(r" or (?:(?P<over>more|higher|above)|(?P<under>less|fewer))\b|(?P<more>\+)")

_GRAMMAR = Grammar(_START, [Rule(re.compile(p), read or _nothing) for p, read in _RULES], _BEFORE, _AFTER, lowered)

find = _GRAMMAR.find
