"""English: digits and words, money, measures, dates, decades, centuries, multiples, vague amounts."""

from __future__ import annotations

import re

from aligner.quantities import _english_readings as read
from aligner.quantities._english import (
    MONTHS,
    NAMES,
    ORDINALS,
    TENS,
    UNITS,
    VAGUE,
    WEEKDAYS,
)
from aligner.quantities._english_readings import MONTH, ORDINAL, PARTS, SMALL
from aligner.quantities._grammar import DIGIT, Grammar, Rule, Written, lowered, one
from aligner.quantities._measures import Followed
from aligner.quantities._names import headed, longest_first
from aligner.quantities._units import SIGNS

_TENS = tuple(ten[:-1] for ten in TENS)
_DECADE = ("the ", "early", "mid", "late", "'", *DIGIT)
_LONE = ("march", "may", "august", "january", "december")
_RULES: tuple[Written, ...] = (
    (rf"(?P<part>half|quarter) (?P<to>past|to) (?P<hour>\d{{1,2}}\b|{SMALL})", read.past_hour, ("half", "quarter")),
    (r"[2-6]g\b|24/7(?![/\d])|(?<=\[)\d{1,3}(?=\])", read.nothing, DIGIT),
    (r"(?:a )?(?P<part>quarter|half)(?:-| of an | an )hour\b(?!-)", read.part_of_hour, ("a ", "quarter", "half")),
    (
        rf"(?P<minutes>\d+|{SMALL}) (?:minutes?|mins?)(?:,? and|,)? (?P<seconds>\d+|{SMALL}) (?:seconds?|secs?)\b",
        read.minutes_and_seconds,
        (),
        "",
        " min",
    ),
    (
        r"(?P<feet>[3-8])(?:[- ]f(?:oo|ee)t[- ,]+|ft |['’′])(?P<inches>\d\d?)(?:[- ]?in(?:ch|ches)?\b|"
        r"[\"”″])?(?!\d)",
        read.feet,
        DIGIT,
    ),
    (
        r"(?:early |mid[- ]|late )?(?:(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=\bmy ))(?:early |mid[- ]|"
        r"late )?(?P<ten>[1-9]0)['’]?s\b",
        read.ages,
        ("early ", "mid", "late ", *DIGIT),
    ),
    (
        r"(?:early |mid[- ]|late )?(?:(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=\bmy ))(?:early |mid[- ]|"
        rf"late )?(?P<ten>{'|'.join(ten[:-1] + 'ies' for ten in TENS)})\b",
        read.ages,
        ("early ", "mid", "late ", *_TENS),
    ),
    (
        rf"(?P<above>{SMALL}|\d{{1,2}}) (?:in|out of) (?:every )?(?P<below>{SMALL}|\d{{1,3}}\b)(?! "
        r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|million|billion|percent))",
        read.one_in,
    ),
    (r"(?<=\bpast )(?P<unit>decade|century)\b", read.past, ("decade", "century")),
    (rf"{ORDINAL}(?= (?:st|street|avenue|amendment)\b)", read.nothing),
    (
        rf"(?P<a>{ORDINAL})(?:(?: and | or |-)(?:the )?(?P<b>{ORDINAL}))?[- ]centur(?:y|ies)\b",
        read.century,
        (),
        "",
        "centur",
    ),
    (r"(?:the )?(?:(?:early|mid|late)[- ])?'?(?P<year>(?:1[5-9]|20)\d0|[1-9]0)['’]?s\b(?![-\w])", read.decade, _DECADE),
    (
        r"(?:the )?(?:(?P<hundred>nineteen|eighteen)[- ])?"
        rf"(?P<ten>{'|'.join(ten[:-1] + 'ies' for ten in TENS)})\b",
        read.word_decade,
        ("the ", "nineteen", "eighteen", *_TENS),
    ),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", read.iso, DIGIT),
    (r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/])", read.slashed, DIGIT),
    (
        rf"(?P<month>{MONTH}) (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d,]\d|\d|:)(?:,? (?P<year>(?:1[5-9]|20)"
        r"\d\d)\b)?",
        read.date,
        tuple(MONTHS),
    ),
    (
        rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?:,? (?P<year>(?:1[5-9]|20)\d\d)\b)"
        r"?",
        read.date,
        DIGIT,
    ),
    (rf"(?P<month>{MONTH})(?P<day>)(?:(?: of)?,? (?P<year>(?:1[5-9]|20)\d\d)\b)?", read.date, tuple(MONTHS)),
    (r"(?<=\bin )(?P<month>march|may|august|january|december)\b", read.lone_month, _LONE),
    (r"(?<=\b(?:by|of) )(?P<month>march|may|august)\b", read.lone_month, _LONE),
    (r"(?<=\b(?:last|next|late|this) )(?P<month>march|may|august)\b", read.lone_month, _LONE),
    (r"(?<=\b(?:since|early|until) )(?P<month>march|may|august)\b", read.lone_month, _LONE),
    (r"(?P<month>january|december|august)\b", read.lone_month, _LONE),
    (
        rf"(?:{'|'.join(WEEKDAYS)})\b",
        lambda match: (one(WEEKDAYS[match[0]], "", "weekday", weak=True),),
        tuple(WEEKDAYS),
    ),
    (r"(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?::\d\d)?(?: ?(?P<half>[ap])\.?m\b\.?)", read.time, DIGIT),
    (r"(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?::\d\d)?(?P<half>)(?![\d:])", read.time, DIGIT),
    (r"(?P<hour>\d{1,2})(?P<minute>) ?(?P<half>[ap])\.?m\b\.?", read.time, DIGIT),
    (
        rf"(?P<above>an?|\d+|{SMALL})[- ](?P<below>{longest_first([*PARTS])})\b(?! (?:century|decade|time|"
        r"year|million|billion|trillion|dozen|day|month))(?=[- ]|[^\w\s]|$)(?<!second)",
        read.fraction,
    ),
    (
        r"half(?: of)?(?: an?)?[- ](?P<unit>century|decade|year|hour|day|mile|month)\b",
        lambda match: (one(NAMES[match["unit"]][1] / 2, NAMES[match["unit"]][0]),),
        ("half",),
    ),
    (r"half\b(?! an? (?:million|billion|trillion|dozen))", read.one_half, ("half",)),
    (
        Followed(
            r"(?:several|a few|few|many|a couple(?: of)?) (?P<scale>hundred|thousand|million|billion|trillion|"
            r"dozen)\b",
            read.MEASURES.units,
        ).match,
        read.several,
        ("several", "a ", "few", "many"),
    ),
    (
        Followed(
            rf"(?:(?P<tens>tens|dozens|hundreds|thousands) of )?(?P<word>{longest_first([*VAGUE])})\b(?: of)?",
            read.MEASURES.units,
        ).match,
        read.vague,
        tuple(VAGUE),
    ),
    (
        r"(?:twice|doubl(?:e|ed|es|ing)|thrice|tripl(?:e|ed|es|ing)|quadrupl(?:e|ed|es|ing)|twofold)\b",
        read.multiple,
        ("tw", "doubl", "thrice", "tripl", "quadrupl"),
    ),
    (rf"{ORDINAL}", read.ordinal),
    (r"an? (?P<unit>decade|century|millennium)\b", lambda match: (one(NAMES[match["unit"]][1], "year"),), ("a",)),
    (read.MEASURES.ranged, read.plain),
    (read.MEASURES.single, read.plain),
)

_HEADS = [
    *UNITS,
    *TENS,
    *ORDINALS,
    *MONTHS,
    *WEEKDAYS,
    *VAGUE,
    *["half", "quarter", "decade", "century", "several", "few", "many", "twice", "thrice", "twofold"],
    *["the " + tail for tail in ("early", "mid", "late")],
    *[ten[:-1] + "ies" for ten in TENS],
]
_WORDS = "|".join(  # every branch begins with a letter or a class: where another one stands it is passed over at once
    (
        headed(SIGNS, r"(?<!\$.)", r" ?(?=\d)"),
        r"\d(?<![.,/].)(?:(?<![a-z]-.)|(?<=\bmid-.)|(?<=\bof-.)|(?<=\bpre-.)|(?<=\bpost-.)|(?<=\bpar-.)|"
        r"(?<=\bnon-.))\w*(?:[.,]\d+\w*)*",
        r"an? (?=decade|century|millenn|few |couple|hundred|thousand|million|billion|trillion|dozen|third|quarter|"
        r"fourth|fifth|sixth|tenth)",
        headed(_HEADS, behind=r"(?!\w)"),
        r"doubl(?:e|ed|es|ing)\b|tripl(?:e|ed|es|ing)\b|quadrupl(?:e|ed|es|ing)\b",
        r"nineteen[- ]|eighteen[- ]|early[- ]?(?=\d)|mid[- ]?(?=\d)|late[- ]?(?=\d)",
    )
)
_START = rf"(?<!\w)(?:{_WORDS})|'\d0s|[½¼¾⅓⅔]"
_AMID = ("0s", *"½¼¾⅓⅔")
_BEFORE = re.compile(
    r"\b(?:(?P<about>about|around|roughly|approximately|some|nearly|almost|close to|an estimated|circa)|"
    r"(?P<over>over|more than|above|at least|well over|exceeding|exceeds|upwards of)|"
    r"(?P<under>under|less than|fewer than|below|up to|at most|no more than)) (?:the |an? |us)?$"
)
_AFTER = re.compile(r" or (?:(?P<over>more|higher|above)|(?P<under>less|fewer))\b|(?P<more>\+)")

_GRAMMAR = Grammar(_START, [Rule(*rule) for rule in _RULES], _BEFORE, _AFTER, lowered, words=_WORDS, amid=_AMID)

find = _GRAMMAR.find
