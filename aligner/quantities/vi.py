"""Vietnamese: ``1.000``, ``2,7 tỷ``, ``nghìn tỷ``, numerals in words, dates, decades, centuries, vague amounts."""

from __future__ import annotations

import re

from aligner.quantities import _vietnamese_readings as read
from aligner.quantities._grammar import DIGIT, Grammar, Rule, Written, one
from aligner.quantities._measures import Followed
from aligner.quantities._names import headed, longest_first
from aligner.quantities._units import SIGNS
from aligner.quantities._vietnamese import FIVE, MONTHS, NAMES, WEEKDAYS
from aligner.quantities._vietnamese_readings import (
    CENTURY,
    MONTH,
    NUMBER,
    ONES,
    SCALE,
    SMALL,
    YEAR,
)

_N = rf"(?:\d+|{SMALL})"
_RULES: tuple[Written, ...] = (
    (
        r"[2-6]g\b|24/7(?![/\d])|(?<=\[)\d{1,3}(?=\])|"
        r"ba (?:lan|tư|lô|mẹ|má|đình|tây|hoa|gai|rọi|na|bể|vì|tri|chỉ|zan)\b|một "
        r"(?:số|vài|chút|cách|khi|ít|phần(?! (?:hai|ba|tư|bốn|[nɲ]ăm|sáu|bảy|tám|chín|mười)))\b",
        read.nothing,
    ),
    (
        rf"(?P<minutes>\d+|{SMALL}) phút (?:và )?(?P<seconds>\d+|{SMALL}) giây\b",
        read.minutes_and_seconds,
        (),
        "",
        " giây",
    ),
    (r"quý (?P<n>i{1,3}|iv)\b", read.quarter, ("quý ",)),
    (
        rf"{CENTURY} (?:thứ )?(?P<a>[ivxl]+\b|{_N})(?:(?: và |-| - )(?:{CENTURY} )?(?:thứ )?(?P<b>[ivxl]+\b"
        rf"|{_N}))?",
        read.century,
        ("thế k", "tk"),
    ),
    (
        r"(?:(?:những|các|thập niên|thập k[ỷỉ])(?: [nɲ]ăm)?(?: của)?(?: những)?(?: [nɲ]ăm)?) (?P<year>(?:1[5-9]|"
        rf"20)\d0|[1-9]0|{ONES} mươi)\b(?:s\b)?"
        rf"(?:(?: của)? {CENTURY} (?:thứ )?(?P<century>[ivxl]+\b|{_N}))?",
        read.decade,
        ("những ", "các ", "thập "),
    ),
    (
        rf"(?:(?:ngày|mùng|mồng) )?(?P<day>\d{{1,2}}) ?(?:tháng) ?(?P<month>{MONTH})(?:(?:,? năm |, ?|/| )"
        rf"(?P<year>{YEAR}))?",
        read.date,
        ("ngày ", "mùng ", "mồng ", *DIGIT),
    ),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", read.date, DIGIT),
    (r"(?P<feet>[3-8]) ?(?:foot|feet|ft) (?P<inches>\d\d?)\b(?: ?inch(?:es)?\b)?", read.feet, DIGIT),
    (r"(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?P<part>)(?![\d:])(?! (?:sáng|chiều|tối|đêm|trưa))", read.time, DIGIT),
    (rf"tháng (?P<day>)(?P<month>{MONTH})(?:(?: năm |, năm |/|, ?| )(?P<year>{YEAR}))?", read.date, ("tháng ",)),
    (r"(?P<above>[1-8])/(?P<below>[2-9])(?![\d/])(?!\.\d)", read.small_fraction, DIGIT),
    (r"(?:ngày )?(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/])", read.slashed, ("ngày ", *DIGIT)),
    (r"(?:ngày )?(\d{1,2})-(\d{1,2})-(\d{4})(?![\d-])", read.slashed, ("ngày ", *DIGIT)),
    (r"ngày (\d{1,2})-(\d{1,2})()(?![\d-])", read.slashed, ("ngày ",)),
    (
        r"năm(?= [^\W\d_])(?! (?:nay|ngoái|trước|sau|qua|tới|tiếp|đó|này|kia|ấy|học|mới|tài|mươi|[nɲ]ăm|phần)"
        r"\b)",
        read.maybe_five,
        ("năm",),
    ),
    (rf"năm\b(?! (?:mươi|[nɲ]ăm|phần|{SCALE[3:-3]})\b)(?! (?:1[5-9]|20)\d\d)", read.nothing, ("năm",)),
    (rf"năm (?P<year>{YEAR})", lambda match: (one(int(match["year"]), "", "year"),), ("năm ",)),
    (
        read.lone_year,
        lambda match: (one(int(match["year"]), "", "year"),),
        ("1", "2"),
    ),
    (rf"thứ (?P<n>(?:{longest_first([*WEEKDAYS])})\b|\d+(?!\d|[:.,]\d)|nhất\b|nhì\b|{SMALL})", read.ordinal, ("thứ ",)),
    (r"chủ nhật\b", lambda _: (one(7, "", "weekday", weak=True),), ("chủ nhật",)),
    (r"đầu tiên\b", lambda _: (one(1, "", "ordinal", weak=True),), ("đầu tiên",)),
    (
        rf"(?P<hour>\d{{1,2}}|{SMALL}) giờ (?P<half>rưỡi)(?: (?P<part>sáng|chiều|tối|đêm|trưa))?\b",
        read.half_past,
        (),
        "",
        " giờ rưỡi",
    ),
    (
        r"(?P<hour>[0-2]?\d) ?(?:giờ|h|:)(?: ?(?P<minute>[0-5]\d)(?: ?phút)?)(?: (?P<part>sáng|chiều|tối|"
        r"đêm|trưa))?(?!\w)",
        read.time,
        DIGIT,
    ),
    (
        r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))? ?(?:giờ|h)?(?: (?P<part>sáng|chiều|tối|đêm|trưa))"
        r"\b(?! thứ)",
        read.time,
        DIGIT,
    ),
    (rf"(?P<above>một|1) trên (?P<below>{SMALL}|năm\b|\d{{1,2}}(?!\d))(?! (?:số|những))", read.fraction, ("một", "1")),
    (rf"(?P<above>{NUMBER}) phần (?P<below>năm\b|{SMALL})(?! ?trăm)", read.fraction, (), "", " phần "),
    (r"(?P<unit>thập k[ỷỉ]|thập niên|thế k[ỷỉ])(?= (?:qua|trước|tới|vừa qua|gần đây))", read.past, ("th",)),
    (
        r"(?:một )?nửa (?P<unit>thế k[ỷỉ]|thập k[ỷỉ]|thập niên|[nɲ]ăm|giờ|tiếng|ngày|tháng|dặm)\b",
        lambda match: (one(NAMES[match["unit"]][1] / 2, NAMES[match["unit"]][0]),),
        ("nửa", "một nửa"),
    ),
    (r"(?:một )?nửa\b(?! (?:triệu|tỷ|tỉ))", read.one_half, ("nửa", "một nửa")),
    (
        Followed(rf"(?P<head>hàng|vài|mấy|nhiều)(?P<scales>(?: (?:{SCALE})){{0,4}})", read.MEASURES.units).match,
        read.vague,
        ("hàng", "vài", "mấy", "nhiều"),
    ),
    (r"gấp (?P<n>đôi|rưỡi)\b", read.gap, ("gấp ",)),
    (rf"gấp (?P<n>{NUMBER})(?: lần)?\b", lambda match: (one(read.number(match["n"])[0], "", "multiple"),), ("gấp ",)),
    (read.MEASURES.ranged, read.plain),
    (read.MEASURES.single, read.plain),
)

_HEADS = [
    *["một", "hai", "ba", "bốn", "năm", FIVE, "sáu", "bảy", "bẩy", "tám", "chín", "mười"],
    *["nửa", "thứ", "đầu tiên", "gấp", "hàng", "vài", "mấy", "nhiều", "chủ nhật", "tk"],
]
_OF_YEARS = rf"(?:của )?(?=(?:những )?(?:[nɲ]ăm )?(?:\d\d|{ONES} mươi))"
_AGO = " (?=qua|trước|tới|vừa|gần)"
_WORDS = "|".join(  # every branch begins with a letter or a class: where another one stands it is passed over at once
    (
        headed(SIGNS, r"(?<!\$.)", r" ?(?=\d)"),
        headed(["ngày ", "mùng ", "mồng ", "tháng "], behind=r"(?=\d)"),
        rf"tháng (?=(?:{longest_first([*MONTHS])})(?!\w))",
        r"quý (?=i)|năm (?=(?:1[5-9]|20)\d\d(?!\w))",
        rf"những {_OF_YEARS}|các {_OF_YEARS}|thập (?:niên|k[ỷỉ]) {_OF_YEARS}",
        rf"thập (?:k[ỷỉ]|niên){_AGO}|thế k[ỷỉ]{_AGO}",
        rf"thế k[ỷỉ] (?=thứ|[ivx]+(?!\w)|\d|{ONES}|mười)",
        r"\d(?<![.,/].)(?<![a-z]-.)\w*(?:[.,]\d+\w*)*",
        headed(_HEADS, behind=r"(?!\w)"),
    )
)
_START = rf"(?<!\w)(?:{_WORDS})"
_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<about>khoảng|chừng|gần|xấp xỉ|ước tính|tầm|cỡ)|(?P<over>hơn|trên|vượt quá|vượt|"
    r"ít nhất|tối thiểu|quá)|"
    r"(?P<under>dưới|chưa đến|chưa tới|không quá|tối đa|ít hơn|lên tới|lên đến|tới)) (?:là )?$"
)
_AFTER = re.compile(r" (?:(?P<over>trở lên)|(?P<under>trở xuống))(?!\w)|(?P<more>\+)")


_GRAMMAR = Grammar(_START, [Rule(*rule) for rule in _RULES], _BEFORE, _AFTER, read.prepared, words=_WORDS)

find = _GRAMMAR.find
