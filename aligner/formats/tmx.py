"""TMX 1.4, the exchange format of translation memories: one unit a row, one variant a language (N-way).

Rows that hold one language only are left out, since a memory has no use for them; the header says how many they were.
The reader takes TMX 1.1 to 1.4 of other tools as well: inline codes are dropped, neither entities nor the network used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from lxml import etree

from aligner.errors import InputError, said
from aligner.formats._base import (
    Meta,
    Rows,
    TextRow,
    band_of,
    cells,
    clean,
    halves,
    in_order,
    language,
    numbered,
    one_line,
    reasons,
)
from aligner.types import Band, Row, Table
from aligner.version import VERSION

DESCRIPTION = "TMX 1.4, for translation memories (OmegaT, Trados, memoQ …)"
SUFFIX = ".tmx"
MEDIA_TYPE = "application/x-tmx+xml"

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = {"bpt", "ept", "it", "ph", "ut", "sub"}
_MEND = "Export it again from the tool that wrote it."


def write(table: Table, out: BinaryIO, meta: Meta) -> None:
    """Write one ``tu`` for each row that holds two languages or more, and for each moved pair, as a stream."""
    kept = list(_kept(table, meta))
    left_out = len(table.rows) - _counted(table, meta, kept)
    facts = {"title": meta.title, "signature": table.signature, "rows-left-out": left_out}
    _write(out, meta, facts, _units_of(table, meta, "", kept))


def write_all(tables: Iterable[tuple[str, Table, Meta]], out: BinaryIO, meta: Meta) -> None:
    """Write several tables as one memory, one in memory at a time. Each has a name, by which its rows are called and
    which stands in every unit (``<prop type="work">``)."""
    units = (unit for name, table, own in tables for unit in _units_of(table, own, name, _kept(table, own)))
    _write(out, meta, {"title": meta.title}, units)


def _write(out: BinaryIO, meta: Meta, facts: Mapping[str, object], units: Iterable[str]) -> None:
    """The file, a portion of units at a time. They are written as text: as elements they take three times as long."""
    out.write(_BEGIN.encode())
    out.write(etree.tostring(_header(meta, facts), encoding="utf-8") + b"\n<body>")
    waiting = iter(units)
    while portion := list(islice(waiting, _PORTION)):
        out.write("".join(portion).encode())
    out.write(b"\n</body>\n</tmx>")


_BEGIN = """<?xml version='1.0' encoding='utf-8'?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
"""
_PORTION = 1000  # units that are held as text at a time


Kept = tuple[int, Row, dict[str, str]]
"""What makes a unit: number, row and texts."""


def _units_of(table: Table, meta: Meta, name: str, kept: Iterable[Kept]) -> Iterator[str]:
    """The units of a table. The halves of a moved pair are one unit, where the first of them stands."""
    other = _pairs(table, meta)
    called = f"{_quoted(clean(name))}-r" if name else "r"
    work = _prop("work", name)
    heads = {
        lang: f'<tuv xml:lang="{_quoted(meta.tag(lang))}">{_prop("source-document", meta.sources.get(lang, ""))}<seg>'
        for lang in table.langs
    }
    for number, row, texts in kept:
        why = clean(reasons(row))
        yield "".join(
            (
                f'\n<tu tuid="{called}{number}">',
                f"<note>{_escaped(why)}</note>" if why else "",
                work,
                f'<prop type="score">{row.score:.4g}</prop><prop type="type">{row.shape.replace("-", ":")}</prop>',
                f'<prop type="band">{row.band.value}</prop>',
                f'<prop type="moved">{other[number]}</prop>' if number in other else "",
                *[f"{heads[lang]}{_escaped(text)}</seg></tuv>" for lang, text in texts.items() if text],
                "</tu>",
            )
        )


def rows_written(table: Table, meta: Meta) -> int:
    """How many rows of a table go into units: both halves of a moved pair into one."""
    return _counted(table, meta, _kept(table, meta))


def _counted(table: Table, meta: Meta, kept: Iterable[Kept]) -> int:
    return sum(1 for _ in kept) + len(_pairs(table, meta)) // 2


def _kept(table: Table, meta: Meta) -> Iterator[Kept]:
    """What makes a unit: rows in two languages or more, and moved pairs."""
    other = _pairs(table, meta)
    for number, row, texts in numbered(table, meta.least):
        second = other.get(number)
        if second is None and sum(map(bool, texts.values())) > 1:
            yield number, row, texts
        elif second is not None and number < second:
            more = cells(table, table.rows[second - 1])
            yield number, row, {lang: text or more[lang] for lang, text in texts.items()}


def _pairs(table: Table, meta: Meta) -> dict[int, int]:
    """The halves of the moved pairs of which both are sure enough."""
    sure = {number for number, row in enumerate(table.rows, 1) if row.score >= meta.least}
    return {one: other for one, other in halves(table).items() if one in sure and other in sure}


def read(data: bytes) -> Rows:
    """The units of a TMX file; a unit with one language twice keeps the first. Raises ``InputError`` with the line.

    >>> read(b'<tmx><body><tu><tuv lang="EN-US"><seg>A<ph x="1">&lt;br/></ph> b</seg></tuv></tu></body></tmx>').rows
    (TextRow(texts={'en': 'A b'}, band=None, score=None),)
    """
    rows, warnings = [], []
    try:
        for unit in _units(data):
            texts: dict[str, str] = {}
            for variant in unit.iterfind("tuv"):
                tag = variant.get(_LANG) or variant.get("lang")
                if not tag:
                    raise InputError(
                        "The variant at line {line} of the TMX file has no language.", line=variant.sourceline
                    )
                text, lang = _text(variant.find("seg")), language(tag)
                if lang in texts:
                    warnings.append(
                        said(
                            "line {line}: a second variant for {lang} was left out", line=variant.sourceline, lang=lang
                        )
                    )
                elif text:
                    texts[lang] = text
            if texts:
                rows.append(TextRow(texts, _band(unit), _score(unit)))
    except etree.XMLSyntaxError as error:
        fault = one_line(error.msg or "it is no XML")
        raise InputError(
            "The TMX file is broken at line {line}: {fault}.", _MEND, line=error.lineno, fault=fault
        ) from None
    return Rows(in_order(lang for row in rows for lang in row.texts), tuple(rows), tuple(warnings))


def _header(meta: Meta, facts: Mapping[str, object]) -> etree._Element:
    """The header: who wrote the file, from which texts, and how many rows are not in it."""
    header = etree.Element(
        "header",
        creationtool="Doichieu",
        creationtoolversion=VERSION,
        segtype="sentence",
        adminlang="en",
        srclang="*all*",
        datatype="plaintext",
    )
    header.set("o-tmf", "Doichieu")
    if meta.created:
        header.set("creationdate", meta.created.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))
    for kind, fact in facts.items():
        if text := clean(str(fact or "")):
            etree.SubElement(header, "prop", type=kind).text = text
    return header


def _prop(kind: str, text: str) -> str:
    """A property (a name as ParaCrawl uses it), unless there is nothing to say."""
    text = clean(text)
    return f'<prop type="{kind}">{_escaped(text)}</prop>' if text else ""


def _escaped(text: str) -> str:
    """A clean text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    """A clean text as it stands in an attribute."""
    return _escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _units(data: bytes) -> Iterator[etree._Element]:
    """Every ``tu`` in turn, freed once it was looked at. Entities of the file's own are refused, none is fetched."""
    root = None
    events = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        if root is None:
            root = element
            dtd = element.getroottree().docinfo.internalDTD
            if element.tag != "tmx":
                raise InputError("The file is no TMX: it begins with <{tag}>, not <tmx>.", tag=element.tag)
            if dtd is not None and any(True for _ in dtd.iterentities()):
                raise InputError("The TMX file declares entities of its own, which are not read.", hint=_MEND)
        if event == "end" and element.tag == "tu":
            yield element
            element.clear()
            while (before := element.getprevious()) is not None:
                before.getparent().remove(before)


def _text(seg: etree._Element | None) -> str:
    """The text of a segment without the codes of the tool that made it; what ``hi`` marks is text."""
    if seg is None:
        return ""
    parts = [seg.text or ""]
    for child in seg:
        if child.tag not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    text = "".join(parts)
    return clean(text).strip() if seg.tag == "seg" else text


def _band(unit: etree._Element) -> Band | None:
    return band_of(unit.findtext("prop[@type='band']") or "")


def _score(unit: etree._Element) -> float | None:
    try:
        return float(unit.findtext("prop[@type='score']") or "")
    except ValueError:
        return None
