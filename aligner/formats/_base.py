"""What all formats share: the facts about a table, the rows that come back, and the cleaning of texts and tags."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Literal, Protocol

import regex

from aligner.errors import InputError
from aligner.marks import composed
from aligner.types import FINER, LANGS, Band, Row, Table, join_texts

REGIONS = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""What tools that know no scripts want to read; everything inside keeps the script."""

SIGNS = {Band.GOOD: "●", Band.CHECK: "◐", Band.BAD: "○"}
"""A shape for each band, so that it can be told without colour."""

WORDS = {Band.GOOD: "good", Band.CHECK: "to check", Band.BAD: "doubtful"}
"""A word for each band; what machines read is the band's own value."""

_FORBIDDEN = regex.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff\x85]|\p{Cs}")
_NEWLINES = regex.compile(r"\r\n|[\r\v\f]")
_BREAKS = regex.compile(r"\s*[\t\n\x85\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known about a table besides its rows.

    ``sources`` names the document of each language; ``tags`` chooses between ``zh-Hant`` ("bcp47") and ``zh-TW``
    ("region") at the border; without ``created`` no date is written, so that the same table gives the same bytes. Rows
    whose score is under ``least`` are left out, where a format can do without rows.
    """

    title: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    tags: Literal["bcp47", "region"] = "bcp47"
    created: datetime | None = None
    least: float = 0.0

    def tag(self, lang: str) -> str:
        """A language as the reader of the file wants it named.

        >>> Meta(tags="region").tag("zh-Hant"), Meta().tag("zh-Hant")
        ('zh-TW', 'zh-Hant')
        """
        return REGIONS.get(lang, lang) if self.tags == "region" else lang


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row read from a file: the text of each language that has one, and the band and score where it tells them."""

    texts: Mapping[str, str]
    band: Band | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file of aligned texts holds: languages in column order, and rows. Where sentences end is not known."""

    langs: tuple[str, ...]
    rows: tuple[TextRow, ...]
    warnings: tuple[str, ...] = ()

    def column(self, lang: str) -> tuple[str, ...]:
        """The texts of one language, one for each row, empty where it has none."""
        return tuple(row.texts.get(lang, "") for row in self.rows)


class Format(Protocol):
    """What a module of this package offers. Those that can be read have ``read(data)`` besides."""

    DESCRIPTION: str
    SUFFIX: str
    MEDIA_TYPE: str

    def write(self, table: Table, out: BinaryIO, meta: Meta) -> None:
        """Write the table to an open binary file, which stays open."""


def clean(text: str) -> str:
    r"""A text fit for any file: NFC, ``\n`` as its only line break, no control or half characters.

    These are forbidden in XML and act on terminals; marks that steer the direction of writing are kept.

    >>> clean("a\r\nb\x1b[31m\x00 e\u0302")
    'a\nb[31m ê'
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text  # as nearly all texts are, and told quickly
    return composed(_FORBIDDEN.sub("", _NEWLINES.sub("\n", text)))


def one_line(text: str) -> str:
    r"""A clean text on one line: tabs and line breaks with the blanks around them become one space, ends are trimmed.

    >>> one_line(" a\tb \n c  d ")
    'a b c  d'
    """
    text = clean(text)
    return (text if text.isprintable() else _BREAKS.sub(" ", text)).strip()


def cells(table: Table, row: Row) -> dict[str, str]:
    """The clean text of every cell of a row, by language."""
    return {
        lang: clean(join_texts([segment.text for segment in column[span.start : span.stop]], lang)).strip()
        for lang, column, span in zip(table.langs, table.segments, row.spans, strict=True)
    }


def numbered(table: Table, least: float = 0.0) -> Iterator[tuple[int, Row, dict[str, str]]]:
    """Every row that is sure enough, with its number as people count, from 1, and its clean texts."""
    for number, row in enumerate(table.rows, 1):
        if row.score >= least:
            yield number, row, cells(table, row)


def halves(table: Table) -> dict[int, int]:
    """For each half of a moved pair the number of the other, both as people count."""
    return {one + 1: other + 1 for pair in table.moved for one, other in (pair, pair[::-1])}


def reasons(row: Row) -> str:
    """The evidence of a row as one line of English.

    >>> from aligner.types import Evidence
    >>> reasons(Row((), evidence=(Evidence("quantities", "differ", ("en", "vi"), 4, 5), Evidence("length", "usual"))))
    'quantities differ, 4 of 5 (en, vi); length usual'
    """
    parts = []
    for item in row.evidence:
        counted = f", {item.hits} of {item.trials}" if item.trials else ""
        where = f" ({', '.join(item.langs)})" if item.langs else ""
        if (item.source, item.verdict) == ("order", "moved"):
            counted = f", its other half is row {item.hits + 1}"
        elif item.verdict == FINER:
            counted = f", a border after {item.hits} and {item.trials}"
        parts.append(f"{item.source} {item.verdict}{counted}{where}")
    return "; ".join(parts)


def name(lang: str) -> str:
    """A language by the name that its readers use, or else its tag.

    >>> name("zh-Hant"), name("fr")
    ('繁體中文', 'fr')
    """
    from aligner.lang import get

    return get(lang).name(lang) if lang in LANGS else lang


def language(tag: str) -> str:
    """A language tag from outside as the product names it, or else as it stands (trimmed).

    >>> language("zh_TW"), language("EN-us"), language("fr-CA")
    ('zh-Hant', 'en', 'fr-CA')
    """
    from aligner.lang import normalise

    try:
        return normalise(tag) or tag.strip()
    except ValueError:
        return tag.strip()


def in_order(langs: Iterable[str]) -> tuple[str, ...]:
    """Languages without repeats: ours in the product's order, then the others as they came.

    >>> in_order(["fr", "vi", "en", "vi"])
    ('en', 'vi', 'fr')
    """
    found = list(dict.fromkeys(langs))
    return tuple(sorted(found, key=lambda lang: LANGS.index(lang) if lang in LANGS else len(LANGS)))


def band_of(word: str) -> Band | None:
    """The band that a cell names, by value, word or sign.

    >>> band_of("◐ to check"), band_of("bad"), band_of("?")
    (<Band.CHECK: 'check'>, <Band.BAD: 'bad'>, None)
    """
    word = word.strip().lower()
    for band in Band:
        if word in (band.value, SIGNS[band], WORDS[band], f"{SIGNS[band]} {WORDS[band]}"):
            return band
    return None


def decoded(data: bytes, what: str) -> str:
    """Bytes of a text file as text: UTF-8, or UTF-16 with its mark, as spreadsheets save it."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "The {what} file is not UTF-8: byte {byte} cannot be read.",
            "Save it as UTF-8.",
            what=what,
            byte=error.start,
        ) from None


def table_head(head: list[str], what: str) -> tuple[int | None, dict[int, str]]:
    """The columns of a sheet: where the band stands, and which columns are languages. Raises ``InputError``.

    >>> table_head(["row", "band", "en", "zh-TW"], "TSV")
    (1, {2: 'en', 3: 'zh-Hant'})
    """
    band = next((place for place, name in enumerate(head) if name.strip().lower() == "band"), None)
    langs = {
        place: language(name)
        for place, name in enumerate(head)
        if name.strip() and name.strip().lower() not in ("row", "band", "moved")
    }
    known = [lang for lang in langs.values() if lang in LANGS]
    if not known:
        raise InputError(
            "The first row of the {what} file names no language.",
            "Put a tag above each column, such as: {choice}.",
            what=what,
            choice=LANGS,
        )
    twice = sorted({lang for lang in known if known.count(lang) > 1})
    if twice:
        raise InputError(
            "The first row of the {what} file names {lang} twice.",
            "Keep one column for each language.",
            what=what,
            lang=twice[0],
        )
    return band, langs
