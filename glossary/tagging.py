"""Word classes of English in a text, as Brill's tagger gives them: a word's usual class, mended by its neighbours.

No model: a list of the class that a word most often has, a few endings for the words it lacks, and some hundred rules
such as "a verb after a determiner is a noun" (E. Brill, A simple rule-based part of speech tagger, 1992).
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import regex

_ENDINGS = (
    (regex.compile(r"(?<=[a-z]{3})ly\Z"), "RB"),
    (regex.compile(r"(?<=[a-z]{3})ing\Z"), "VBG"),
    (regex.compile(r"(?<=[a-z]{3})ed\Z"), "VBN"),
    (regex.compile(r"(?<=[a-z]{2})(?:ous|ful|less|able|ible|ish|ive|[a-z]ical|[a-z]{3}ial|ional|eral|esque)\Z"), "JJ"),
    (regex.compile(r"(?<=[a-z]{2})(?<![sui])s\Z|(?<=[a-z]{2})[xh]es\Z"), "NNS"),
)
START = "STAART"
"""What the rules call the place before the first word of a sentence."""
OWNER = "'s"
"""The ending of the owner is a word of its own to them."""

Condition = tuple[bool, tuple[int, ...], str]
"""Whether it is about words (else tags), the places around that it looks at, and what must stand in one of them."""

_SHAPES: dict[str, tuple[tuple[bool, tuple[int, ...]], ...]] = {
    "PREVTAG": ((False, (-1,)),),
    "NEXTTAG": ((False, (1,)),),
    "NEXT2TAG": ((False, (2,)),),
    "PREV2TAG": ((False, (-2,)),),
    "PREV1OR2TAG": ((False, (-1, -2)),),
    "NEXT1OR2TAG": ((False, (1, 2)),),
    "PREV1OR2OR3TAG": ((False, (-1, -2, -3)),),
    "SURROUNDTAG": ((False, (-1,)), (False, (1,))),
    "PREVBIGRAM": ((False, (-2,)), (False, (-1,))),
    "NEXTBIGRAM": ((False, (1,)), (False, (2,))),
    "CURWD": ((True, (0,)),),
    "PREVWD": ((True, (-1,)),),
    "NEXTWD": ((True, (1,)),),
    "PREV1OR2WD": ((True, (-1, -2)),),
    "LBIGRAM": ((True, (-1,)), (True, (0,))),
    "RBIGRAM": ((True, (0,)), (True, (1,))),
    "WDNEXTTAG": ((True, (0,)), (False, (1,))),
    "WDPREVTAG": ((False, (-1,)), (True, (0,))),
    "WDAND2AFT": ((True, (0,)), (True, (2,))),
    "WDAND2TAGAFT": ((True, (0,)), (False, (2,))),
    "WDAND2TAGBFR": ((False, (-2,)), (True, (0,))),
}


def ending(word: str) -> str:
    """The class that the ending of an unknown word suggests; a noun where it suggests nothing.

    >>> ending("quickly"), ending("clusters"), ending("Hefei"), ending("glass")
    ('RB', 'NNS', 'NNP', 'NN')
    """
    if word[:1].isupper():
        return "NNP"
    return next((tag for pattern, tag in _ENDINGS if pattern.search(word)), "NN")


def tags(words: Sequence[str]) -> list[str]:
    """The Penn Treebank tag of every word and sign of a text; ``START`` stands before each sentence.

    >>> tags("STAART It costs money to support the costs .".split())
    ['STAART', 'PRP', 'VBZ', 'NN', 'TO', 'VB', 'DT', 'NNS', '.']
    """
    found = [_first(word, number == 0 or words[number - 1] == START) for number, word in enumerate(words)]
    places: dict[str, set[int]] = defaultdict(set)
    for number, tag in enumerate(found):
        places[tag].add(number)
    margin = [START] * 3
    padded, around = [*margin, *found, *margin], [*margin, *words, *margin]
    for before, after, conditions in _rules():
        hits = [number for number in places[before] if _holds(conditions, around, padded, number + 3)]
        for number in hits:
            padded[number + 3] = after
        places[before].difference_update(hits)
        places[after].update(hits)
    return padded[3:-3]


def _holds(conditions: Sequence[Condition], words: Sequence[str], tagged: Sequence[str], at: int) -> bool:
    for about_words, places, wanted in conditions:
        row = words if about_words else tagged
        if all(row[at + place] != wanted for place in places):
            return False
    return True


def noun(word: str) -> bool:
    """Whether a list has a word as a noun: *mining*, not *exploring*.

    >>> noun("mining"), noun("exploring")
    (True, False)
    """
    return _classes().get(word, "") in ("NN", "NNS")


def _first(word: str, opens: bool) -> str:
    """The class of a word by itself; at the beginning of a sentence the capital says nothing."""
    if word == START or not word[0].isalnum():
        return word if word in (START, ",", ".", "(", ")") else "POS" if word == OWNER else ":"
    known = _classes()
    if word[0].isdigit():
        return "JJ" if word[-1].isalpha() and "-" in word else "CD"
    if word[0].isupper():
        if word in known:
            return known[word]
        small = word.lower()
        if not opens and (small not in known or known[small] not in _CLOSED):
            return "NNP"
        return known.get(small) or ("NNP" if len(word) > 1 and word.isupper() else ending(small))
    tag = known.get(word)
    if tag is None and "-" in word:
        last = word.rpartition("-")[2]
        tag = known.get(last) or ending(last)
        return "JJ" if tag[:1] in "VJR" or last.endswith("ed") else tag
    return tag or ending(word)


_CLOSED = frozenset(["IN", "DT", "CC", "TO", "PRP", "PRP$", "MD", "WDT", "WP", "WRB", "EX"])


@cache
def _classes() -> dict[str, str]:
    known: dict[str, str] = {}
    text = gzip.decompress(files(__package__).joinpath("borders", "classes.en.tsv.gz").read_bytes()).decode()
    for line in text.splitlines():
        tag, _, words = line.partition("\t")
        known.update(dict.fromkeys(words.split(), tag))
    return known


@cache
def _rules() -> list[tuple[str, str, tuple[Condition, ...]]]:
    text = files(__package__).joinpath("borders", "rules.en.txt").read_text(encoding="utf-8")
    rules = []
    for line in text.splitlines():
        before, after, kind, *wanted = line.split()
        shape = _SHAPES[kind]
        conditions = tuple((about, places, word) for (about, places), word in zip(shape, wanted, strict=False))
        rules.append((before, after, conditions))
    return rules
