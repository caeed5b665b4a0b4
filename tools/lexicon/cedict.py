"""CC-CEDICT: entries, and the short English renderings hidden in their glosses.

A gloss is written for people: "Anhui Province, capital Hefei 合肥市[He2 fei2 Shi4] (short name 皖[Wan3])". What helps
to recognise a translation is "anhui province" and "anhui"; the rest is noise. References (see X, variant of X, abbr.
for X) are followed to X.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from aligner.lang._base import word_list

ENTRY = regex.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
REFERENCE = regex.compile(
    r"(?:^|[\s(])(?:variant of|(?<!to )see(?! also)|abbr\. for|abbr\. to|also written|same as|short for|equivalent to"
    r"|(?:an)?other name for|alternative name for|also called|formerly)\s+"
    r"(?:(?P<trad>[\p{Han}·，]+)\|)?(?P<simp>[\p{Han}·，]+)(?:\[(?P<pinyin>[^\]]*)\])?"
)
CHINESE = regex.compile(r"[\p{Han}·，○〇]+(?:\|[\p{Han}·，○〇]+)?(?:\[[^\]]*\])?|\[[^\]]*\]")
PARENTHESIS = regex.compile(r"\([^()]*\)|（[^（）]*）")
USELESS = regex.compile(
    r"^(?:CL:|Taiwan pr\.|also pr\.|pr\.|surname |lit\.|used (?:in|to|as|for|before|after|with|when|by|at|on|of)\b"
    r"|erhua|Japanese variant|Kangxi|see |variant |particle|classifier|suffix|prefix|old name|\(?onom|same as"
    r"|also written|indicat|express|interjection|component|radical|one of the|(?:a )?(?:type|kind) of|name of"
    r"|title of|part of|refers? to|euphemism|bound form|final particle|modal|e\.g\.|esp\.|cf\.|i\.e\.|pinyin)",
    regex.IGNORECASE,
)
LEADING = regex.compile(
    r"^(?:fig\.|orig\.|\.\.\.|to be able to|to be|be|to|the|an?|sb's|sth|sb|one's|very|some|of|in the|such"
    r"|(?:short|abbreviated|another|alternative|former) name (?:for|of)|abbr\. (?:for|of|to))(?:\s+|$)",
    regex.IGNORECASE,
)
TRAILING = regex.compile(
    r"\s+(?:sb|sth|or sth|or sb|etc|one's|of|to|with|for|from|by|on|in|at|into|the|a|and|or|\.\.\.)$"
)
INNER = regex.compile(r"\b(?:sb's|sb|sth|one's|oneself|etc)\b\.?")
PLACE = regex.compile(
    r"^(?P<name>\p{Lu}[\p{L}'’\- ]*?) "
    r"(?P<type>(?:(?:autonomous|(?:prefecture|county|sub-prefecture)-level|sub-provincial) )?"
    r"(?:[Pp]rovince|[Cc]ity|[Cc]ounty|[Dd]istrict|[Pp]refecture|[Tt]ownship|[Rr]egion|[Mm]unicipality|[Ss]tate|[Tt]own"
    r"|[Ii]slands?))\b"
)
WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*")
STOP = word_list("""
    a an the of to in on at for by with from and or not no be is are was were been being am as it its his her their
    our your my he she they we you i this that these those there here so such than then too very all any some each
    every one's sb sth up out off into onto over under about after before down away back again more most much many
    one two do does did done have has had can could may might must shall should will would go get make take give put
    let which who whom whose what when where why how if but nor yet also just only both either neither esp etc used
    using kind type form sort part thing person people place way something someone somebody oneself
    """)
WEAK = 0.3
"""The weight of a word out of a gloss of four or five words, and of the type of a place (province)."""
LONGEST_PHRASE = 3
LONGEST_GLOSS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of CC-CEDICT."""

    trad: str
    simp: str
    pinyin: tuple[str, ...]
    glosses: tuple[str, ...]


def parse(text: str) -> list[Entry]:
    """The entries of a ``cedict_ts.u8`` file, in its order."""
    entries = []
    for line in text.splitlines():
        if not line.startswith("#") and (match := ENTRY.match(line.strip())):
            trad, simp, pinyin, glosses = match.groups()
            entries.append(Entry(trad, simp, tuple(pinyin.split()), tuple(glosses.split("/"))))
    return entries


def renderings(entries: Iterable[Entry]) -> dict[str, dict[str, float]]:
    """Simplified headword → English phrase (as written) → weight; homographs merged, references followed."""
    by_head: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_head[entry.simp].append(entry)
    found: dict[str, dict[str, float]] = {}
    for head, homographs in by_head.items():
        best: dict[str, float] = {}
        for entry in homographs:
            for phrase, weight in _of_entry(entry, by_head, 0):
                best[phrase] = max(weight, best.get(phrase, 0.0))
        if best:
            found[head] = best
    return found


def _of_entry(entry: Entry, by_head: dict[str, list[Entry]], depth: int) -> Iterator[tuple[str, float]]:
    for gloss in entry.glosses:
        if depth < 3:
            for reference in REFERENCE.finditer(gloss):
                for target in _targets(reference, by_head):
                    if target is not entry:
                        yield from _of_entry(target, by_head, depth + 1)
        yield from of_gloss(gloss)


def _targets(reference: regex.Match[str], by_head: dict[str, list[Entry]]) -> list[Entry]:
    targets = by_head.get(reference["simp"], [])
    if reference["pinyin"]:
        wanted = reference["pinyin"].casefold().replace(" ", "")
        exact = [target for target in targets if "".join(target.pinyin).casefold() == wanted]
        return exact or targets
    return targets


def of_gloss(gloss: str) -> Iterator[tuple[str, float]]:
    """The short renderings in one gloss with their weights: whole phrases 1.0, words out of longer ones less.

    >>> dict(of_gloss("to carry out (a task); supply chain"))
    {'carry out': 1.0, 'carry': 0.5, 'supply chain': 1.0, 'supply': 0.5, 'chain': 0.5}
    >>> dict(of_gloss("Anhui Province, capital Hefei 合肥市[He2 fei2 Shi4] (short name 皖[Wan3])"))
    {'Anhui Province': 1.0, 'Anhui': 1.0, 'Province': 0.3}
    """
    if USELESS.match(gloss):
        return
    gloss = CHINESE.sub(" ", gloss)
    while PARENTHESIS.search(gloss):
        gloss = PARENTHESIS.sub(" ", gloss)
    for number, piece in enumerate(regex.split(r"[;:]", gloss)):
        if USELESS.match(piece.strip()) or (number and "capital " in piece):
            continue
        alternatives = piece.split(",") if not piece.strip()[:1].isupper() else [piece.partition(",")[0]]
        for phrase in alternatives if all(len(WORD.findall(a)) <= LONGEST_PHRASE for a in alternatives) else [piece]:
            yield from _of_phrase(phrase.partition(",")[0])


def _of_phrase(phrase: str) -> Iterator[tuple[str, float]]:
    phrase = " ".join(INNER.sub(" ", phrase).split()).strip(' .!?"“”')
    while phrase != (shorter := TRAILING.sub("", LEADING.sub("", phrase)).strip(' .!?"“”')):
        phrase = shorter
    words = WORD.findall(phrase)
    if not words or len(words) > LONGEST_GLOSS:
        return
    named = 0
    if place := PLACE.match(phrase):
        name = WORD.findall(place["name"])
        if len(name) <= LONGEST_PHRASE:
            named = len(name)
            if len(name) + len(WORD.findall(place["type"])) <= LONGEST_PHRASE:
                yield " ".join((*name, *WORD.findall(place["type"]))), 1.0
            yield " ".join(name), 1.0
    elif len(words) <= LONGEST_PHRASE:
        yield " ".join(words), 1.0
    if len(words) > 1:
        content = [word for word in words if word.casefold() not in STOP and len(word) > 1]
        for word in content:
            if named == 1 and word == words[0]:
                continue
            if len(words) <= LONGEST_PHRASE:
                yield word, WEAK if named and word not in words[:named] else 0.8 if word[0].isupper() else 0.5
            elif len(content) <= 2:
                yield word, WEAK
