"""Chinese in both scripts: 27億, 一百五十, 百分之七十五, 七成五, 二十一世紀, 二十世紀八十年代, 2025年7月1日, 數百, 余."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F

from aligner.fold import simplified
from aligner.quantities._chinese import COUNTERS, DIGITS, FORMAL, NAMES, NOT_NUMBERS, SCALES, SINGLE, TENS
from aligner.quantities._grammar import Amount, Grammar, Reading, Rule, digits, longest_first, lowered, one, span_of
from aligner.quantities._units import DURATIONS, SIGNS

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONES, _PLACES = "".join(DIGITS), "".join(TENS)
_NO_PREFIX = r"(?!瓦|赫|字节|位元组|焦|帕|伏|比特)"
_SCALE = rf"(?:万|亿|兆{_NO_PREFIX})"
_MORE = "[多余几]"
_HAN = (
    rf"(?:[{_ONES}]?[{_PLACES}](?:[{_ONES}]?[{_PLACES}]|[零〇]?[{_ONES}](?![{_ONES}])|{_SCALE})*|"
    rf"[{_ONES}]{{3,}}|[{_ONES}]*[零〇][{_ONES}]*|[{_ONES}]{_SCALE}(?:[{_ONES}]?[{_PLACES}{_ONES}]|{_SCALE})*|[{_ONES}])(?:点[{_ONES}]+)?"
)
_NUMBER = (
    rf"(?:(?:{_ARABIC})(?: ?{_MORE}?(?:[十百千]?{_SCALE}|[百千十](?![分瓦米克赫])))*(?:(?<=[万亿兆千百])\d[\d,]*(?:\.\d+)?(?:{_SCALE}|[千百十](?![分瓦米克赫]))?)?|"
    rf"{_HAN}(?:{_MORE}?{_SCALE})*)"
)
_CURRENCY = rf"(?:(?:{longest_first([*SIGNS])}) ?)"
_UNIT_NAMES = longest_first([*NAMES])
_UNIT = rf"(?:(?P<unit>{_UNIT_NAMES})(?![a-z]))"
_TO = r"(?: ?[-–—~至到] ?)"
_YEAR = r"(?:(?:1[5-9]|20)\d\d|[一二][〇零一二三四五六七八九]{3})"
_N = rf"(?:\d+|{_HAN})"
_CENTURY = rf"(?:{_N}|上个?)世纪"
_TOKEN = re.compile(rf"{_ARABIC}|点|.")


def number(written: str) -> tuple[F, ...]:
    """The values of a number in digits, in characters, or both (``27亿``, ``一百五十``, ``二〇二五``, ``三点五``).

    >>> [str(value) for value in number("一百五十")], [str(value) for value in number("3万5千")]
    (['150'], ['35000'])
    """
    written = re.sub("[ 多余几]", "", written)
    if len(written) > 1 and all(char in DIGITS for char in written):
        return (F("".join(str(DIGITS[char]) for char in written)),)
    total, group, digit, others = F(0), F(0), F(0), (F(1),)
    last = F(1)
    head, _, tail = written.partition("点")
    for token in _TOKEN.findall(head):
        if token[0].isdigit():
            others = digits(token, False)
            digit = others[0]
        elif token in DIGITS:
            digit = F(DIGITS[token])
            last = F(1) if token in "零〇" else last
        elif token in TENS:
            group, digit, last = group + (digit or 1) * TENS[token], F(0), TENS[token]
        elif token in SCALES:
            total, last = (total + group + digit or 1) * SCALES[token] if total < SCALES[token] else (
                total + (group + digit or 1) * SCALES[token]), SCALES[token]  # fmt: skip
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


def _amount(
    written: str, unit: str, currency: str, more: str = "", half: bool = False, counted: bool = False
) -> Amount:
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
    approx = "over" if more or re.search("[多余几]", written) else ""
    found = one(values[0] * factor, "" if kind else name, kind, weak=weak, approx=approx)
    if more == "几":
        found = replace(found, high=(values[0] + 10) * factor, kind="vague", exact=False, approx="")
    if worded and values[0] == 1 and not name:
        found = replace(found, kind="article")
    return replace(found, alternatives=tuple(value * factor for value in values[1:]))


def _plain(match: re.Match[str]) -> Reading | None:
    written, second, unit = match["low"], match["high"], match["unit"] or ""
    currency = match["sign"] or ""
    if unit in SINGLE and (currency or not written[-1].isdigit()):
        unit = ""
    if second:
        if not written[0].isdigit() and len(written) == 1 and not unit and match["to"] != "至":
            return None
        scale = re.search(rf"{_SCALE}+$", second)
        low = written if not scale or re.search(rf"{_SCALE}$", written) else written + scale[0]
        left, right = _amount(low, unit, currency), _amount(second, unit, currency)
        if ranged := span_of(left, right):
            years = unit == "年" and left.low >= 1500 and right.low <= 2100
            return (replace(ranged, unit="", kind="year") if years else ranged,)
        left = _amount(written, unit, currency)
        return ((left, match.start("low"), match.end("low")), (right, match.start("high"), match.end()))
    return (_amount(written, unit, currency, match["more"] or "", bool(match["half"]), match["counter"] is not None),)


def _adjacent(match: re.Match[str]) -> Reading | None:
    """三四百, 五六年: two neighbouring digits are a range."""
    first, second = DIGITS[match["a"]], DIGITS[match["b"]]
    if second != first + 1:
        return None
    scale = number("一" + match["scale"])[0] if match["scale"] else F(1)
    unit, factor = NAMES.get(match["unit"] or "", ("", F(1)))
    return (Amount(first * scale * factor, second * scale * factor, unit, exact=False),)


def _percent(match: re.Match[str]) -> Reading:
    low = number(match["n"])[0]
    if match["m"] and number(match["m"])[0] > low:
        return (Amount(low, number(match["m"])[0], "%"),)
    return (one(low, "%"),)


def _tenths(match: re.Match[str]) -> Reading | None:
    value = number(match["n"])[0] * 10 + (number(match["m"])[0] if match["m"] else 0)
    return (one(value, "%"),)


def _discount(match: re.Match[str]) -> Reading:
    value = number(match["n"])[0]
    paid = value if value > 10 else value * 10
    return (one(100 - paid, "%", alternatives=(paid,)),)


def _fraction(match: re.Match[str]) -> Reading | None:
    below = number(match["below"])[0]
    return (one(number(match["above"])[0] / below, "", "fraction"),) if below else None


def _date(match: re.Match[str]) -> Reading | None:
    year = _year(match["year"]) + (1911 if match["roc"] else 0) if match["year"] else 0
    month, day = (int(number(match[name])[0]) if match[name] else 0 for name in ("month", "day"))
    if month > 12 or day > 31 or not (year or month):
        return None
    if year and not month:
        return (one(year, "", "year"),)
    return (one(year * 10000 + month * 100 + day, "", "date" if year or day else "month"),)


def _feet(match: re.Match[str]) -> Reading:
    return (one(F(int(match["feet"])) + F(int(match["inches"]), 12), "ft"),)


def _two_months(match: re.Match[str]) -> Reading:
    return tuple((one(int(match[n]) * 100, "", "month"), match.start(n), match.end(n)) for n in ("a", "b"))


def _year(written: str) -> int:
    return int(number(written)[0])


def _century(match: re.Match[str]) -> Reading:
    first = match["a"]
    found = [(one(number(first)[0], "", "century"), match.start(), match.end())]
    if match["b"]:
        found = [
            (one(number(first)[0], "", "century"), match.start(), match.end("a")),
            (one(number(match["b"])[0], "", "century"), match.start("b"), match.end()),
        ]
    return tuple(found)


def _decade(match: re.Match[str]) -> Reading | None:
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


def _time(match: re.Match[str]) -> Reading | None:
    part = match["part"] or ""
    hour = int(number(match["hour"])[0])
    minute = 30 if match["half"] else int(number(match["minute"])[0]) if match["minute"] else 0
    if hour > 24 and ":" in match[0]:
        return (
            (one(hour), match.start("hour"), match.end("hour")),
            (one(minute), match.start("minute"), match.end("minute")),
        )
    if hour > 24 or minute > 59:
        return None
    hour += 12 if part in ("下午", "晚上", "傍晚", "晚间", "夜里") and hour < 12 else 0
    return (one(hour * 60 + minute, "", "time"),)


def _vague(match: re.Match[str]) -> Reading | None:
    scale = F(1)
    for char in match["scale"] or "":
        scale *= TENS.get(char) or SCALES[char]
    unit, factor = NAMES.get(match["unit"] or "", ("", F(1)))
    if scale == 1 or unit == "×":
        return ()
    low, high = (scale, 10 * scale) if match["head"][0] in "数上成" else (2 * scale, 10 * scale)
    return (Amount(low * factor, high * factor, unit, "vague", exact=False),)


def _ordinal(match: re.Match[str]) -> Reading:
    value = number(match["n"])[0]
    return (one(value, "", "ordinal", weak=value <= 2),)


def _one_half(_: re.Match[str]) -> Reading:
    return (one(F(1, 2), "", "fraction", weak=True),)


def _double(_: re.Match[str]) -> Reading:
    return (one(2, "", "multiple", weak=True),)


def _nothing(_: re.Match[str]) -> Reading:
    return ()


def _half(match: re.Match[str]) -> Reading:
    unit, size = NAMES[match["unit"]]
    return (one(size / 2, unit),)


def _weekday(match: re.Match[str]) -> Reading:
    return (one("一二三四五六日天".index(match["n"]) % 7 + 1 if match["n"] != "天" else 7, "", "weekday", weak=True),)


def _formal(match: re.Match[str]) -> Reading:
    unit, factor = NAMES.get(match["unit"] or "", ("", F(1)))
    return (one(number(match["n"].translate(FORMAL))[0] * factor, unit),)


def _myriads(_: re.Match[str]) -> Reading:
    return (Amount(F(1000), F(10**6), "", "vague", exact=False),)


def _teens(_: re.Match[str]) -> Reading:
    return (Amount(F(11), F(20), "year", "vague", exact=False, weak=True),)


_PARTS = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜里|深夜|午夜"
_RULES: tuple[tuple[str, Callable[[re.Match[str]], Reading | None]], ...] = (
    (rf"[2-6]g(?![a-z])|24/7|(?:{longest_first(NOT_NUMBERS)})", _nothing),
    (r"(?<=[上下本这那])一(?:个?世纪|个?月|个?年代|周|次|代)|(?<=[上下])半[年场]|(?<=[统唯同逐专单划])一", _nothing),
    (r"成千上万|千千万万|数以千万计", _myriads),
    (r"十几岁", _teens),
    (
        rf"(?P<century>{_CENTURY})?(?:的)?"
        r"(?P<ten>(?:1[5-9]|20)\d0|[1-9]0|[二三四五六七八九]?十|[一二][〇零一二三四五六七八九]{3}) ?年代",
        _decade,
    ),
    (rf"(?:第)?(?P<a>{_N}) ?(?:世纪)?(?:(?:和|与|及|、|到|至|-)(?P<b>{_N}))? ?世纪", _century),
    (
        rf"(?P<roc>民国)? ?(?P<year>(?<=民国)\d{{2,3}}|{_YEAR}) ?年 ?"
        rf"(?:(?P<month>{_N}) ?月(?: ?(?P<day>{_N}) ?[日号])?)?(?![度])",
        _date,
    ),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?P<roc>)(?!\d)", _date),
    (rf"(?P<roc>)(?P<year>)(?P<month>{_N}) ?月份?(?!球|亮|光|饼|色|台)(?: ?(?P<day>{_N}) ?[日号])?", _date),
    (
        rf"(?P<part>)(?P<hour>{_N}) ?点钟?(?P<half>半)(?P<minute>)",
        _time,
    ),
    (
        rf"(?P<part>{_PARTS}) ?(?P<hour>{_N}) ?(?:点钟?|[时:.])(?:(?P<half>半)|(?: ?(?P<minute>{_N}) ?分?))?",
        _time,
    ),
    (r"(?P<part>)(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?P<half>)(?![\d:])", _time),
    (
        r"(?P<part>)(?P<hour>\d{1,2}) ?[点时](?![至到多间])(?:(?P<half>半)|(?: ?(?P<minute>\d{1,2}) ?分?))?(?!\d)",
        _time,
    ),
    (rf"百分之 ?(?P<n>{_NUMBER})(?: ?[至到-] ?(?:百分之 ?)?(?P<m>{_NUMBER}))?", _percent),
    (rf"(?P<below>{_N}) ?分之 ?(?P<above>{_N})", _fraction),
    (r"(?P<a>\d{1,2})/(?P<b>\d{1,2}) ?月", _two_months),
    (r"(?P<feet>\d) ?英[尺呎] ?(?P<inches>\d\d?) ?英?[寸吋]", _feet),
    (r"(?P<above>[1-9])/(?P<below>[1-9])(?![\d/])", _fraction),
    (
        r"(?P<n>\d(?:\.\d)?|[一二两三四五六七八九])成(?P<m>[一二三四五六七八九])?"
        r"(?![为功立本长员果熟语就分型像绩家套千上百不])",
        _tenths,
    ),
    (r"打?(?P<n>\d{1,2}|[一二三四五六七八九]{1,2})折(?![磨扣断叠射腾])", _discount),
    (r"一半", _one_half),
    (r"半(?P<unit>个世纪|世纪|年|个月|小时|个小时|天|日|英里)(?!节)", _half),
    (r"翻倍|翻一番|翻了?一[番倍]|加倍|成倍", _double),
    (rf"(?P<head>数以|上|成|数|几|好几)(?P<scale>[十百千万亿]+)(?:计|名|个)?(?:{_UNIT})?", _vague),
    (
        rf"(?P<a>[一二两三四五六七八九])(?P<b>[二三四五六七八九])(?P<scale>[十百千万亿]*)"
        rf"(?=[{COUNTERS}]|个?(?:{_UNIT_NAMES}))个?(?:{_UNIT})?",
        _adjacent,
    ),
    (r"(?:星期|礼拜|周)(?P<n>[一二三四五六日天])", _weekday),
    (rf"第 ?(?P<n>{_N})(?! ?世纪)", _ordinal),
    (rf"(?P<n>[壹贰叁肆伍陆柒捌玖零][壹贰叁肆伍陆柒捌玖零拾佰仟万亿]+)(?:{_UNIT})?", _formal),
    (
        rf"(?P<sign>{_CURRENCY})?(?P<low>(?>{_NUMBER}))%?(?P<to>{_TO})(?:{_CURRENCY})?"
        rf"(?P<high>(?>{_NUMBER})) ?个?(?:{_UNIT})?(?!\w*(?<=[a-z]))",
        _plain,
    ),
    (
        rf"(?P<sign>{_CURRENCY})?(?P<low>(?>{_NUMBER}))(?P<high>)(?P<to>) ?(?P<more>[多余来几](?![自源到]))?"
        rf"(?P<half>个?半)? ?(?:{_UNIT})?(?P<counter>(?=[{COUNTERS}]))?",
        _plain,
    ),
)

_START = re.compile(
    rf"(?<![a-z$])(?:{longest_first([*SIGNS])}) ?(?=\d)|(?<![\w.])(?<![a-z]-)\d|(?<![a-z\d.-])\d|"
    rf"[{_ONES}{_PLACES}万亿半]|第(?= ?[\d{_ONES}{_PLACES}])|(?:数以|上|成|数|几|好几)(?=[十百千万亿])|"
    rf"(?:{_PARTS})(?= ?[\d{_ONES}十])|民国(?= ?\d)|[壹贰叁肆伍陆柒捌玖](?=[拾佰仟万])|"
    rf"(?:星期|礼拜|(?<![\d几{_ONES}{_PLACES}])周)(?=[一二三四五六日天])|"
    rf"上个?世纪(?=的?[\d二三四五六七八九]?[\d十])|翻(?=倍|了?一)|加倍|成倍|打(?=[\d一二三四五六七八九])"
)
_BEFORE = re.compile(
    r"(?:(?P<about>大约|约|大概|近|将近|接近|差不多|几乎|估计)|(?P<over>超过|超|逾|至少|多于|高于|最少|突破)|"
    r"(?P<under>不到|不足|少于|低于|至多|最多|不超过|最高可?达)) ?$"
)
_AFTER = re.compile(r"[^\W\d_a-z]{0,2}(?:(?P<over>以上)|(?P<under>以下|以内)|(?P<about>左右|上下))")


def _prepare(text: str) -> str:
    return simplified(lowered(text))


_GRAMMAR = Grammar(_START, [Rule(re.compile(p), r) for p, r in _RULES], _BEFORE, _AFTER, _prepare)

find = _GRAMMAR.find
