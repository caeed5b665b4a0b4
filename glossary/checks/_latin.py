"""Foreign names within one Chinese text: left in Latin letters here and written by their sound there.

No other language is asked: the text itself says what a name is, in brackets (肯·沃里克（Ken Warwick）), or has a word
that sounds like it and is none of the dictionary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._acronyms import bare_all
from glossary.checks._base import TableContext, gathered
from glossary.checks._sounds import LONGEST, consonants, may_sound, runs
from glossary.chinese import tag
from glossary.types import Finding, Severity

SHORTEST = 4
"""Letters of a name that is looked for by its sound."""

SURE = 4
"""Consonants of one that can be told by its sound alone."""

_NAME = regex.compile(r"(?<![\p{Latin}\p{N}&./@_-])\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)*(?![\p{Latin}\p{N}&./@_-])")
_GLOSS = regex.compile(r"(\p{Han}[\p{Han}·・‧•]{1,14})\s?[（(]\s*(\p{Lu}[\p{Latin} .'’-]*\p{Ll})\s*[)）]")
_GIVEN = r"(?:\p{Lu}[\p{L}.]* ){0,2}"
_DOT = "·・‧•"
_RUN = regex.compile(r"\p{Han}{2,}")


@dataclass
class _Known:
    """How a text writes foreign names in Chinese: as told in brackets, and words by their sound with what follows."""

    told: dict[str, str] = field(default_factory=dict)
    heard: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))


def left_in_latin(context: TableContext, lang: str) -> Iterator[Finding]:
    """Names that a Chinese column has in Latin letters in one place and in Chinese in another; one finding for each."""
    places: dict[str, dict[int, list[Span]]] = defaultdict(dict)
    for row in context.rows:
        for name in dict.fromkeys(_NAME.findall(row.texts.get(lang, ""))):
            if len(name) >= SHORTEST and (spans := bare_all(name, row.texts[lang], _GIVEN)):
                places[name][row.index] = spans
    if not places:
        return
    known = _read(context, lang)
    for name, rows in places.items():
        if usual := known.told.get(name) or _by_sound(name, _titles(rows, lang, context), known):
            values = {"name": name, "usual": usual, "lang": lang}
            message = "“{name}” is left as it is here and is “{usual}” elsewhere."
            found = Finding(
                "names", Severity.WARNING, 0, (lang,), message, values, suggestion=usual, about={lang: name}
            )
            yield gathered(found, lang, rows, context)


def _titles(rows: dict[int, list[Span]], lang: str, context: TableContext) -> set[str]:
    """The two Chinese characters behind a name, wherever it stands."""
    after = (context.rows[row].texts[lang][span.stop : span.stop + 2] for row, spans in rows.items() for span in spans)
    return {title for title in after if regex.fullmatch(r"\p{Han}{2}", title)}


def _read(context: TableContext, lang: str) -> _Known:
    known = _Known()
    for row in context.rows:
        text = row.texts.get(lang, "")
        for match in _GLOSS.finditer(text):
            name, family = match[2].split()[-1], regex.split(f"[{_DOT}]", match[1])[-1]
            if len(name) >= SHORTEST and 1 < len(family) <= LONGEST:
                known.told.setdefault(name, family)
        folded = fold(text, lang)
        for run in _RUN.finditer(folded.text):
            for start, stop, sounds in runs(run[0]):
                dotted = folded.text[: run.start() + start].endswith(tuple(_DOT))
                if (stop - start > 2 or dotted) and not tag(run[0][start:stop]):
                    span = folded.original(Span(run.start() + start, run.start() + stop))
                    known.heard[sounds].add((span.of(text), text[span.stop : span.stop + 2]))
    return known


def _by_sound(name: str, titles: Collection[str], known: _Known) -> str:
    """The word that sounds exactly as a name does, where there is only one. A short name sounds like many a word, so
    that it also has to be called the same: Perna将军, 佩纳将军."""
    wanted = consonants(name)
    sure = len(wanted.replace("r", "").strip("-")) >= SURE
    found = {
        word for sounds in may_sound(wanted) for word, title in known.heard.get(sounds, ()) if sure or title in titles
    }
    return found.pop() if len(found) == 1 else ""
