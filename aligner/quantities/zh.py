"""Chinese in both scripts: 27億, 一百五十, 百分之七十五, 七成五, 二十一世紀, 二十世紀八十年代, 2025年7月1日, 數百."""

from __future__ import annotations

import re

from aligner.fold import simplified
from aligner.quantities import _chinese_readings as read
from aligner.quantities._chinese import COUNTERS, NOT_NUMBERS
from aligner.quantities._chinese_readings import CENTURY, ONES, PLACES, UNIT_NAMES, N
from aligner.quantities._grammar import DIGIT, Grammar, Rule, Written, lowered
from aligner.quantities._measures import Followed
from aligner.quantities._names import longest_first
from aligner.quantities._units import SIGNS

_PARTS = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜里|深夜|午夜"
_RULES: tuple[Written, ...] = (
    (rf"[2-6]g(?![a-z])|24/7|(?<=\[)\d{{1,3}}(?=\])|(?:{longest_first(NOT_NUMBERS)})", read.nothing),
    (
        r"(?<=[上下本这那])一(?:个?世纪|个?月|个?年代|周|次|代)|(?<=[上下])半[年场]|(?<=[统唯同逐专单划])一",
        read.nothing,
        ("一", "半"),
    ),
    (
        r"第一(?:夫人|时间|线(?!程)|手(?![机术])|桶金|要务|人称|世界(?!大?战)|大道)|第三(?:世界|者|产业)|[上下]一[层楼]",
        read.nothing,
        ("第", "上", "下"),
    ),
    (r"成千上万|千千万万|数以千万计", read.myriads, ("成", "千", "数")),
    (r"十几岁", read.teens, ("十",)),
    (
        rf"(?P<century>{CENTURY})?(?:的)?"
        r"(?P<ten>(?:1[5-9]|20)\d0|[1-9]0|[二三四五六七八九]?十|[一二][〇零一二三四五六七八九]{3}) ?年代",
        read.decade,
        (),
        "年代",
    ),
    (read.NUMERALS.century, read.century, (), "世纪"),
    (read.NUMERALS.date, read.date, (), "年"),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?P<roc>)(?!\d)", read.date, DIGIT),
    (
        read.NUMERALS.row("=month", " ?月份?(?!球|亮|光|饼|色|台)", then=(" ?", "=day", " ?[日号]")),
        read.date,
        (),
        "月",
    ),
    (
        rf"(?P<part>)(?P<hour>{N}) ?点钟?(?P<half>半)(?P<minute>)",
        read.time,
        (),
        "点",
    ),
    (
        rf"(?P<part>{_PARTS}) ?(?P<hour>{N}) ?(?:点钟?|[时:.])(?:(?P<half>半)|(?: ?(?P<minute>{N}) ?分?))?",
        read.time,
        tuple(_PARTS.split("|")),
    ),
    (r"(?P<part>)(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?P<half>)(?![\d:])", read.time, DIGIT),
    (
        r"(?P<part>)(?P<hour>\d{1,2}) ?[点时](?![至到多间])(?:(?P<half>半)|(?: ?(?P<minute>\d{1,2}) ?分?))?(?!\d)",
        read.time,
        DIGIT,
    ),
    (read.NUMERALS.percent, read.percent, ("百分之",)),
    (read.NUMERALS.row("=below", " ?分之 ?", "=above"), read.fraction, (), "分之"),
    (r"(?P<a>\d{1,2})/(?P<b>\d{1,2}) ?月", read.two_months, DIGIT),
    (read.NUMERALS.row("=minutes", " ?分钟? ?", "=seconds", " ?秒"), read.minutes_and_seconds, (), "秒"),
    (r"(?P<month>\d{1,2})[·・‧](?P<day>\d{1,2})(?!\d)", read.day_of_note, DIGIT),
    (read.NUMERALS.row("=n", " ?刻钟"), read.quarters_of_an_hour, (), "刻钟"),
    (
        read.NUMERALS.row(
            "=n", " ?个?(?P<unit>年|个月|天|世纪|小时|钟头|倍|周|岁|星期)半(?![导岛决球途径数载场路夜票成价])"
        ),
        read.half_more,
        (),
        "",
        "半",
    ),
    (r"翻了?(?P<n>[两2二三3四4]) ?番", read.turned, ("翻",)),
    (r"(?P<feet>\d) ?英[尺呎] ?(?P<inches>\d\d?) ?英?[寸吋]", read.feet, DIGIT),
    (r"(?P<above>[1-9])/(?P<below>[1-9])(?![\d/])", read.fraction, DIGIT),
    (
        r"(?P<n>\d(?:\.\d)?|[一二两三四五六七八九])成(?P<m>[一二三四五六七八九])?"
        r"(?![为功立本长员果熟语就分型像绩家套千上百不])",
        read.tenths,
        (),
        "成",
    ),
    (r"打?(?P<n>\d{1,2}|[一二三四五六七八九]{1,2})折(?![磨扣断叠射腾])", read.discount, (), "折"),
    (r"一半", read.one_half, ("一",)),
    (r"半(?P<unit>个世纪|世纪|年|个月|小时|个小时|天|日|英里)(?!节)", read.half, ("半",)),
    (r"翻倍|翻一番|翻了?一[番倍]|加倍|成倍", read.double, ("翻", "加", "成")),
    (
        Followed(r"(?P<head>数以|上|成|数|几|好几)(?P<scale>[十百千万亿]{1,6})(?:计|名|个)?", read.UNITS, "").match,
        read.vague,
        ("数", "上", "成", "几", "好"),
    ),
    (
        Followed(
            r"(?P<a>[一二两三四五六七八九])(?P<b>[二三四五六七八九])(?P<scale>[十百千万亿]{0,6})"
            rf"(?=[{COUNTERS}]|个?(?:{UNIT_NAMES}))个?",
            read.UNITS,
            "",
        ).match,
        read.adjacent,
        ("一二", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九"),
    ),
    (r"(?:星期|礼拜|周)(?P<n>[一二三四五六日天])", read.weekday, ("星", "礼", "周")),
    (rf"第 ?(?P<n>{N})(?! ?世纪)", read.ordinal, ("第",)),
    (
        Followed("(?P<n>[壹贰叁肆伍陆柒捌玖零][壹贰叁肆伍陆柒捌玖零拾佰仟万亿]+)", read.UNITS, "").match,
        read.formal,
        tuple("壹贰叁肆伍陆柒捌玖零"),
    ),
    (read.MEASURES.ranged, read.plain),
    (read.MEASURES.single, read.plain),
)

_START = (
    rf"(?<![a-z$])(?:{longest_first([*SIGNS])}) ?(?=\d)|(?<![\w.])(?<![a-z]-)\d|(?<![a-z\d.-])\d|"
    rf"[{ONES}{PLACES}万亿半]|第(?= ?[\d{ONES}{PLACES}])|(?:数以|上|成|数|几|好几)(?=[十百千万亿])|"
    rf"(?:{_PARTS})(?= ?[\d{ONES}十])|民国(?= ?\d)|[壹贰叁肆伍陆柒捌玖](?=[拾佰仟万])|"
    rf"(?:星期|礼拜|(?<![\d几{ONES}{PLACES}])周)(?=[一二三四五六日天])|"
    rf"上个?世纪(?=的?[\d二三四五六七八九]?[\d十])|翻(?=倍|了?[一二两三四2-4])|加倍|成倍|打(?=[\d一二三四五六七八九])"
)
_FIRST = re.compile(
    rf"[\d{re.escape(''.join(sorted({sign[0] for sign in SIGNS})))}{ONES}{PLACES}万亿半第数上成几好民星礼周翻加打"
    rf"{''.join(part[0] for part in _PARTS.split('|'))}壹贰叁肆伍陆柒捌玖]"
)
_BEFORE = re.compile(
    r"(?:(?P<about>大约|约|大概|近|将近|接近|差不多|几乎|估计)|(?P<over>超过|超|逾|至少|多于|高于|最少|突破)|"
    r"(?P<under>不到|不足|少于|低于|至多|最多|不超过|最高可?达)) ?$"
)
_AFTER = re.compile(r"[^\W\d_a-z]{0,2}(?:(?P<over>以上)|(?P<under>以下|以内)|(?P<about>左右|上下))")


def _prepare(text: str) -> str:
    return simplified(lowered(text)).replace("○", "〇")


_GRAMMAR = Grammar(_START, [Rule(*rule) for rule in _RULES], _BEFORE, _AFTER, _prepare, _FIRST)

find = _GRAMMAR.find
