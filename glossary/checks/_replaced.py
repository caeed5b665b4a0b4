"""Names of the English column that another name stands for, or that are kept here and translated there.

Vietnamese keeps most names in Latin letters, so that a name which a row lacks while it has a stranger's is replaced. In
Chinese a name is known by how other rows of the work render it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

import regex

from aligner.fold import fold
from aligner.lang import get
from aligner.lexicon import load
from aligner.types import Span
from glossary.checks._acronyms import bare_all
from glossary.checks._base import RowContext, gathered, located
from glossary.checks._english_names import Names
from glossary.checks._sounds import sounding
from glossary.types import Finding, Severity

NEAR = 2
"""Rows before and after in which a name that a row has too many may stand in English."""
LIKE = 0.5
"""How like one another two names are that are one, spelled in two ways."""

_Owners = dict[str, dict[str, list[str]]]
"""Renderings with the names that have them, by their first two characters."""

_LATIN = regex.compile(r"(?<![\p{L}\p{M}\p{N}@./-])\p{Lu}[\p{Latin}\p{M}'’-]{3,}(?![\p{L}\p{M}\p{N}@])")


_BRACKETS = regex.compile(r"[（(][^（()）]*[)）]")
_SYLLABLE = regex.compile(r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")


def kept_or_rendered(names: Names, lang: str) -> Iterator[Finding]:
    """Names that some rows keep and others translate by the lexicon's word: Beijing here, Bắc Kinh there."""
    for name, rows in names.places.items():
        words = _translations(name, lang)
        kept: dict[int, list[Span]] = {}
        rendered: dict[str, dict[int, list[Span]]] = defaultdict(dict)
        for index in rows if words else ():
            text = names.context.rows[index].texts[lang]
            if spans := bare_all(name, text):
                kept[index] = spans
            for word in words:
                if found := _capital(word, text):
                    rendered[word][index] = found
        for places in rendered.values():
            only = {index: spans for index, spans in kept.items() if index not in places}
            others = {index: spans for index, spans in places.items() if index not in kept}
            if not only or not others:
                continue
            first = others[min(others)][0].of(names.context.rows[min(others)].texts[lang])
            usual, wrong = (first, only) if len(only) <= len(others) else (name, others)
            yield _kept(names, name, lang, usual, wrong)


def _kept(names: Names, name: str, lang: str, usual: str, places: dict[int, list[Span]]) -> Finding:
    text = places[min(places)][0].of(names.context.rows[min(places)].texts[lang])
    message = "“{name}” is left as it is here and is “{usual}” elsewhere."
    if text != name:
        message = "“{name}” is “{text}” here and “{usual}” elsewhere."
    values = {"name": name, "text": text, "usual": usual, "lang": lang}
    found = Finding("names", Severity.WARNING, 0, (lang, "en"), message, values, suggestion=usual, about={"en": name})
    return gathered(found, lang, places, names.context)


@lru_cache(maxsize=1 << 12)
def _translations(name: str, lang: str) -> tuple[str, ...]:
    """What the lexicon has for an English name in Vietnamese, names of two syllables or more."""
    words = get("en").words(name)
    found = load("en", lang).translations(words[0].key) if len(words) == 1 else ()
    return tuple(word for word in found if " " in word and word != name.casefold())


def _capital(word: str, text: str) -> list[Span]:
    """Where a word stands with a capital in every syllable, as names do."""
    pattern = " ".join(regex.escape(part) for part in word.split())
    return [
        Span(*match.span())
        for match in regex.finditer(rf"(?i)(?<![\p{{L}}\p{{M}}]){pattern}(?![\p{{L}}\p{{M}}])", text)
        if all(part[0].isupper() for part in match[0].split())
    ]


def replaced_in_latin(names: Names, lang: str) -> Iterator[Finding]:
    """Rows that lack a name which the other rows keep in Latin letters, and have another that no row near has."""
    strange = _Strangers(names, lang)
    for name, rows in names.every.items():
        kept = [index for index in rows if name in names.context.rows[index].texts[lang]]
        for index in rows:
            row = names.context.rows[index]
            if index in kept or lang not in row.filled or (len(rows) > 1 and len(kept) * 2 < len(rows) - 1):
                continue
            if not kept and strange.missing(row) != {name}:
                continue
            if any(_capital(word, row.texts[lang]) for word in _translations(name, lang)):
                continue
            if found := strange.of(row, name):
                yield _replaced(names, name, row, lang, found)


class _Strangers:
    """Names in Latin letters that a row of another language has beyond what the English says there."""

    def __init__(self, names: Names, lang: str) -> None:
        self.names, self.lang = names, lang

    def of(self, row: RowContext, name: str) -> Span | None:
        """The one stranger in a row, when it is no other spelling of the name and known from elsewhere in the work."""
        found = [match for match in _LATIN.finditer(row.texts[self.lang]) if self._strange(match[0], row)]
        if len({match[0] for match in found}) != 1 or _ratio(found[0][0], name) > LIKE:
            return None
        return Span(*found[0].span())

    def missing(self, row: RowContext) -> set[str]:
        """The names of the English row that this language neither keeps nor translates."""
        text = row.texts[self.lang]
        named = (name for name in self.names.of_row[row.index] if name not in text)
        return {name for name in named if not any(_capital(word, text) for word in _translations(name, self.lang))}

    def _strange(self, word: str, row: RowContext) -> bool:
        if word not in self.names.every:
            return False
        rows = self.names.context.rows[max(0, row.index - NEAR) : row.index + NEAR + 1]
        return not any(word.casefold() in other.texts["en"].casefold() for other in rows)


def unknown_in_latin(names: Names, lang: str) -> Iterator[Finding]:
    """Foreign names in Latin letters that the English has in no row, where a name of the row is missing."""
    english = "\n".join(row.texts["en"] for row in names.context.rows).casefold()
    strange = _Strangers(names, lang)
    for row in names.context.rows:
        text = row.texts.get(lang, "")
        found = [match for match in _LATIN.finditer(text) if _foreign(match[0]) and match[0].casefold() not in english]
        if len(found) != 1 or not row.texts["en"].strip() or _explained(found[0], row):
            continue
        missing = strange.missing(row)
        if lang.startswith("zh"):
            missing = {name for name in missing if not sounding(name, text, lang)}
        if missing:
            share = found[0].start() / len(text)
            spans = names.every
            name = min(missing, key=lambda n: abs(spans[n][row.index].start / len(row.texts["en"]) - share))
            yield _replaced(names, name, row, lang, Span(*found[0].span()))


def _foreign(word: str) -> bool:
    """Whether letters make up no Vietnamese syllable and no word in capitals."""
    return word.isascii() and word.isalpha() and not word.isupper() and not _SYLLABLE.fullmatch(word.casefold())


def _explained(match: regex.Match[str], row: RowContext) -> bool:
    """Whether a strange name is another spelling of a word of the row, or stands in brackets beside one."""
    words = regex.findall(r"\p{L}{3,}", row.texts["en"])
    if any(_ratio(match[0], word) > LIKE for word in words):
        return True
    around = next((m[0] for m in _BRACKETS.finditer(match.string) if m.start() < match.start() < m.end()), "")
    return any(word in words for word in regex.findall(r"\p{Latin}{3,}", around))


def _ratio(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return float(ratio(one.casefold(), other.casefold())) / 100


def replaced_in_chinese(names: Names, lang: str) -> Iterator[Finding]:
    """Rows that lack the usual rendering of a name, and have one that is another name's and nobody's here."""
    usual: dict[str, str] = {}
    for name in names.every:
        found = names.renderings(name, lang)
        counts = Counter(fold(one.text, lang).text for one in found)
        if len(counts) == 1:
            usual[name] = next(iter(counts))
    owners: _Owners = defaultdict(lambda: defaultdict(list))
    for name, text in usual.items():
        owners[text[:2]][text].append(name)
    for name, rows in names.places.items():
        if name not in usual or len(names.renderings(name, lang)) * 2 < len(rows):
            continue
        have = {one.row for one in names.renderings(name, lang)}
        for index in rows:
            row = names.context.rows[index]
            if index in have or lang not in row.filled or sounding(name, row.texts[lang], lang):
                continue
            if stranger := _other(names, row, lang, usual[name], owners):
                yield _replaced(names, name, row, lang, *stranger)


def _other(names: Names, row: RowContext, lang: str, own: str, owners: _Owners) -> tuple[Span, str] | None:
    """Where the rendering of a name stands that neither this row nor those around it have in English, and whose."""
    folded = fold(row.texts[lang], lang)
    if own in folded.text or own[-2:] in folded.text:
        return None
    rows = names.context.rows[max(0, row.index - NEAR) : row.index + NEAR + 1]
    english = " ".join(other.texts["en"] for other in rows)
    for place in range(len(folded.text) - 1):
        for text, people in owners.get(folded.text[place : place + 2], {}).items():
            if folded.text.startswith(text, place) and text != own and not any(name in english for name in people):
                return folded.original(Span(place, place + len(text))), people[0]
    return None


def _replaced(names: Names, name: str, row: RowContext, lang: str, span: Span, other: str = "") -> Finding:
    text = span.of(row.texts[lang])
    message = "“{text}” stands here for “{name}”."
    if other:
        message = "“{text}” stands here for “{name}”, and is “{owner}” elsewhere."
    values = {"name": name, "text": text, "owner": other, "owner_lang": "en", "lang": lang}
    found = Finding("names", Severity.WARNING, row.index, (lang, "en"), message, values, about={"en": name})
    return located(found, {lang: [span], "en": [names.every[name][row.index]]}, row.texts)
