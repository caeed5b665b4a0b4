"""English words as parts of terms: what a word is used as where it stands, and which forms are one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from glossary.cutting import Use
from glossary.tagging import OWNER, START, tags

_SIGN = regex.compile(r"['’]s(?!\p{L})|[^\s\p{L}\p{N}]")
_STOPS = frozenset(".!?…")
_FINITE = frozenset(["MD", "VBZ", "VBD", "VBP"])
_BEFORE_VERBS = frozenset(["TO", "MD", "PRP", "WDT", "WP", "RB", "NNS", "NNPS"])
_NOUNS = frozenset(["NN", "NNP"])
_AUXILIARIES = frozenset(["VBZ", "VBP", "VBD", "VB"])
_OBJECTS = frozenset(["DT", "PRP", "PRP$", "TO", "RP"])
_CLASSES = {
    "NN": Use.NOUN,
    "NNS": Use.NOUN,
    "NNP": Use.NOUN,
    "NNPS": Use.NOUN,
    "FW": Use.NOUN,
    "JJ": Use.ADJECTIVE,
    "VBN": Use.PARTICIPLE,
}

_DERIVED = regex.compile(
    r"(?:er|or|ist|ism|ion|ment|ness|ity|ty|ance|ence|ancy|ency|ship|able|ible|ive|al|ic|ous|ary|ory|ful|less|age|y)\Z"
)
_PLURAL = regex.compile(r"(?<=..)(?:(?<=i)es|(?<=[sxz]|ch|sh)es|(?<![sui])s)\Z")
_INFLECTED = regex.compile(r"(?<=...)(?:ing|ed)\Z")


def uses(texts: Iterable[tuple[str, Sequence[tuple[int, int]]]]) -> Iterator[list[Use]]:
    """What each word of some texts is used as; with each text come the places where its words begin and end.

    >>> [[use.name for use in found] for found in uses([("It supports mining.", [(0, 2), (3, 11), (12, 18)])])]
    [['NONE', 'NONE', 'NOUN']]
    """
    words: list[str] = []
    owners: list[list[int]] = []
    for text, places in texts:
        words.append(START)
        owners.append([])
        before = 0
        for start, stop in places:
            words += _signs(text[before:start])
            owners[-1].append(len(words))
            words.append(text[start:stop])
            before = stop
        words += [*_signs(text[before:])] or ["."]
    found = tags(words)
    return ([_use(found, number) for number in numbers] for numbers in owners)


def _signs(gap: str) -> Iterator[str]:
    """The signs between two words as the tagger takes them; a new sentence begins after a full stop."""
    for sign in _SIGN.findall(gap):
        yield OWNER if len(sign) > 1 else sign
        if sign in _STOPS:
            yield START


def _use(found: Sequence[str], number: int) -> Use:
    """The use that a tag means, where its neighbours do not speak against it."""
    tag, before, after = found[number], found[number - 1], found[number + 1] if number + 1 < len(found) else "."
    if tag == "VBG":
        if after in _OBJECTS and before != "DT":
            return Use.NONE
        return Use.NOUN
    if tag in ("VB", "VBP") and before in ("DT", "JJ", "PRP$", "POS"):
        return Use.NOUN
    if tag == "VBZ" and before in ("DT", "CD", "JJ", "PRP$", "POS", "IN"):
        return Use.NOUN
    if tag in ("VBZ", "VBP", "VB", "VBD") and (after in _FINITE or before not in _BEFORE_VERBS):
        return Use.DOUBTFUL
    if tag == "NNS" and after == "PRP$" and before in _NOUNS:
        return Use.NONE
    if tag == "VBD" and before in ("DT", "JJ", "PRP$", "POS", "IN") and after in ("NN", "NNS", "NNP"):
        return Use.PARTICIPLE
    if tag == "VBN" and before in _AUXILIARIES and after != "NN":
        return Use.NONE
    return _CLASSES.get(tag, Use.NONE)


@lru_cache(maxsize=1 << 14)
def form(word: str, stem: str) -> str:
    """The form by which terms are told apart: number and -ing do not matter, but whose work it is, or its result, does.

    >>> form("clusters", "cluster"), form("clustering", "cluster"), form("producers", "produc")
    ('cluster', 'cluster', 'produc+er')
    """
    bare = _PLURAL.sub("", word)
    bare = bare[:-1] + "y" if bare.endswith("i") and word.endswith("ies") else bare
    if _INFLECTED.search(bare) or bare in (stem, stem[:-1] + "y"):
        return stem
    ending = _DERIVED.search(bare)
    if ending and not stem.endswith(ending[0]) and stem[:-1] == bare[: len(stem) - 1]:
        return f"{stem}+{ending[0]}"
    return stem
