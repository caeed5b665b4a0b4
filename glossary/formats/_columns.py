"""What the columns of a sheet are, by the heads that this and other programs write above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from aligner.errors import said
from aligner.formats._base import one_line
from aligner.types import LANGS
from glossary.formats._incoming import Incoming
from glossary.formats._language import language_of

OF_CONCEPT = ("kind", "status", "domain", "definition", "note", "source", "score")
OF_TERM = ("status", "region", "part of speech", "type", "note", "context", "source", "count", "definition")
"""How the columns of concepts and terms are called here."""

_CONCEPT_WORDS = {
    **{name: name for name in ("id", *OF_CONCEPT)},
    **dict.fromkeys(("entry id", "concept id", "entry number", "entry", "no", "no.", "nr", "number", "编号"), "id"),
    **dict.fromkeys(("subject", "subject field", "entry subject", "entry domain", "field", "领域", "領域"), "domain"),
    **dict.fromkeys(("notes", "comment", "comments", "entry note", "remark", "remarks", "备注", "備註"), "note"),
    **dict.fromkeys(("ghi chú", "chú thích"), "note"),
    **dict.fromkeys(("def", "meaning", "定义", "定義", "định nghĩa"), "definition"),
    **dict.fromkeys(("reference", "ref", "nguồn", "来源", "來源"), "source"),
    **dict.fromkeys(("lĩnh vực", "category", "topic"), "domain"),
}
_TERM_WORDS = {
    **{name: name for name in OF_TERM},
    **dict.fromkeys(("def",), "definition"),
    **dict.fromkeys(("example", "sample", "usage example", "sentence"), "context"),
    **dict.fromkeys(("notes", "comment", "comments", "remark", "remarks"), "note"),
    **dict.fromkeys(("pos", "word class"), "part of speech"),
    **dict.fromkeys(("term status", "usage status"), "status"),
    **dict.fromkeys(("term type",), "type"),
    **dict.fromkeys(("country", "geographical usage", "usage"), "region"),
    **dict.fromkeys(("reference", "ref"), "source"),
    **dict.fromkeys(("frequency",), "count"),
    **dict.fromkeys(("term", "terms", "synonym", "synonyms", "word"), ""),
}
_SIDES = (("source", "target"), ("src", "tgt"), ("source term", "target term"), ("source text", "target text"))
_EDGE = " \t()[]:-–_,."


@dataclass
class Columns:
    """What the columns of a sheet are: by their place, the languages of terms, and what else is said of them.

    Columns of one term share a ``group``: the attributes after a second column for a language belong to that one.
    """

    concept: dict[int, str] = field(default_factory=dict)
    terms: dict[int, tuple[str, str]] = field(default_factory=dict)
    facts: dict[int, tuple[int | str, str]] = field(default_factory=dict)  # place of the term, or its language
    long: tuple[int, int] | None = None  # where a line says its term, and its language
    headless: bool = False
    width: int = 0
    held: dict[tuple[int, str], list[tuple[int, str]]] = field(default_factory=dict)

    def facts_of(self, term: int, lang: str) -> list[tuple[int, str]]:
        """The columns that say something of the terms of a column, and what."""
        if (term, lang) not in self.held:
            found = [(place, name) for place, (of, name) in self.facts.items() if of in (term, lang)]
            self.held[term, lang] = found
        return self.held[term, lang]


def columns_of(first: Sequence[str], incoming: Incoming) -> Columns:
    """What the first line says about the columns. Raises ``InputError`` when no language can be found in it."""
    found = Columns(width=len(first))
    names = [regex.sub(r"[\s_]+", " ", one_line(cell)).strip() for cell in first]
    lower = [name.lower() for name in names]
    if _named_long(lower, found):
        return found
    sides = next((sides for sides in _SIDES if set(sides) <= set(lower)), ())
    pair = [lower.index(side) for side in sides]
    last = -1
    unknown: list[str] = []
    for place, name in enumerate(lower):
        if len(pair) == 2 and place in pair:
            if len(incoming.langs) == 2:
                found.terms[place] = (incoming.langs[pair.index(place)], "")
        elif name in _CONCEPT_WORDS:
            found.concept[place] = _CONCEPT_WORDS[name]
        elif name.startswith("term ") and name[5:] in ("info", "example") and last >= 0:
            if name == "term example":
                found.facts[place] = (last, "context")
        elif (fact := _fact(names[place])) is not None:
            lang, word = fact
            if word:
                found.facts[place] = (last if last >= 0 and found.terms[last][0] == lang[0] else lang[0], word)
            else:
                found.terms[place], last = lang, place
        elif (known := language_of(one_line(first[place]))) is not None:
            found.terms[place], last = known, place
        elif name:
            unknown.append(f"column “{names[place][:40]}”")
    if not found.terms:
        return _headless(first, incoming)
    incoming.dropped.update(unknown)
    return found


def _named_long(lower: list[str], found: Columns) -> bool:
    """Whether every line says its own language."""
    lang = next((lower.index(word) for word in ("language", "lang", "locale") if word in lower), None)
    if lang is None or "term" not in lower:
        return False
    found.long = lower.index("term"), lang
    for place, name in enumerate(lower):
        if name in _CONCEPT_WORDS and _CONCEPT_WORDS[name] in ("id", "domain", "definition"):
            found.concept[place] = _CONCEPT_WORDS[name]
        elif name in _TERM_WORDS and place not in found.long:
            found.facts[place] = (found.long[0], _TERM_WORDS[name])
    return True


def _headless(first: Sequence[str], incoming: Incoming) -> Columns:
    """A sheet without a head, whose languages the user has said."""
    if not incoming.langs or len(incoming.langs) > len(first):
        raise incoming.refuse(
            "line 1",
            "it names no language of a column.",
            said("Put a tag above each column ({choice}), or say the columns' languages: --langs en,vi.", choice=LANGS),
        )
    for place in range(len(incoming.langs), len(first)):
        if first[place].strip():
            incoming.dropped[f"column {place + 1}"] += 1
    return Columns(
        terms={place: (lang, "") for place, lang in enumerate(incoming.langs)}, headless=True, width=len(first)
    )


def _fact(name: str) -> tuple[tuple[str, str], str] | None:
    """The language and the attribute that a head names together: ``en status``, ``English Def``, ``Term (vi)``."""
    lower = name.lower()
    for word in sorted(_TERM_WORDS, key=len, reverse=True):
        for rest in (
            name[: -len(word)] if lower.endswith(word) else "",
            name[len(word) :] if lower.startswith(word) else "",
        ):
            if rest and rest != rest.strip(_EDGE) and (lang := language_of(rest.strip(_EDGE))) is not None:
                return lang, _TERM_WORDS[word]
    return None
