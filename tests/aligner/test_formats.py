"""One conformance suite for all formats: whatever a table holds, each format keeps what it promises."""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import formats
from aligner.errors import InputError
from aligner.formats import Meta, Rows
from aligner.formats._base import clean, one_line
from aligner.types import LANGS, Band, Evidence, Kind, Row, Segment, Span, Table

ALL = formats.names()
TEXT_FORMATS = ("tmx", "tsv", "xlsx")

Cells = tuple[tuple[str, ...], ...]

TRICKY: dict[str, tuple[tuple[str, ...], list[Cells]]] = {
    "four languages": (
        LANGS,
        [
            (("One cluster.",), ("Một cụm.",), ("一个产业集群。",), ("一個產業聚落。",)),
            (("Two.", "Three."), (), ("二。",), ()),
        ],
    ),
    "two languages": (("vi", "zh-Hant"), [(("Được.",), ("可以。",))]),
    "markup": (("en", "vi"), [(("<b>&amp;\"'</b> ]]>", "<!-- -->"), ("&lt; <script>alert(1)</script>",))]),
    "line breaks and tabs": (("en", "zh-Hans"), [(("a\nb\r\nc\rd\te", " f "), ("\u2028一\u0085二\n",))]),
    "empty cells": (("en", "vi", "zh-Hans"), [(("a",), (), ()), ((), ("b",), ("丙",)), ((), (), ("丁",))]),
    "empty segments": (("en", "vi"), [(("",), ("",)), (("x", ""), ("", "y"))]),
    "supplementary Han, emoji": (("zh-Hans", "zh-Hant"), [(("𠮷野家𪚥",), ("𠀀👩‍👩‍👧",)), (("🇻🇳",), ("㐀",))]),
    "decomposed Vietnamese": (("en", "vi"), [(("cafe\u0301",), (unicodedata.normalize("NFD", "Điều ước thế kỷ"),))]),
    "control characters": (("en", "vi"), [(("a\x00b\x1b[31m\x07",), ("\x7fc\x9dd\ufffe\uffff",))]),
    "half characters": (("en", "vi"), [(("a\ud800b",), ("\udfffc",))]),
    "writing direction": (("en", "zh-Hant"), [(("a \u200fb\u202e c\u2069",), ("\u200e甲\ufeff",))]),
    "formulas": (
        ("en", "vi"),
        [(("=1+1", "+2"), ("-3",)), (("@SUM(A1)",), ("'=x", "''-y")), (("'quoted'",), ('=HYPERLINK("http://x")',))],
    ),
    "quotation marks": (("en", "vi"), [(('"Yes," he said.',), ('"Vâng."',)), (('"',), ('""',)), (("“a”",), ("'b",))]),
    "escapes": (
        ("en", "vi"),
        [(("_x0041_ _x005F_",), ("\\n \\t %s {x} &#10;",)), (("NULL",), ("1e5",)), (("007",), ("TRUE",))],
    ),
    "empty table": (("en", "vi", "zh-Hans"), []),
}


def table_of(langs: tuple[str, ...], rows: list[Cells]) -> Table:
    """A table of the given texts, with bands, scores, kinds, offsets and evidence that differ from row to row."""
    columns: list[list[Segment]] = [[] for _ in langs]
    made = []
    for number, row in enumerate(rows):
        spans = []
        for column, lang, texts in zip(columns, langs, row, strict=True):
            start = len(column)
            for text in texts:
                at = sum(len(segment.text) + 1 for segment in column)
                kind = list(Kind)[(number + len(column)) % len(Kind)]
                column.append(Segment(text, lang, len(column), number, Span(at, at + len(text)), kind))
            spans.append(Span(start, len(column)))
        evidence = (Evidence("quantities", "differ", langs[:2], number, 5), Evidence("length", "usual"))
        made.append(Row(tuple(spans), 1 / (number + 1), list(Band)[number % 3], evidence))
    return Table(langs, tuple(map(tuple, columns)), tuple(made), "langs:x|version:1", ("one warning",))


TABLES = {name: table_of(*made) for name, made in TRICKY.items()}


def written(name: str, table: Table, meta: Meta | None = None) -> bytes:
    out = BytesIO()
    formats.write(name, table, out, meta)
    assert not out.closed
    return out.getvalue()


def kept(name: str, table: Table) -> list[tuple[dict[str, str], Band]]:
    """What a text format promises to give back: the clean text of every cell that has one, and the band."""
    flat = one_line if name == "tsv" else clean
    rows = []
    for row in table.rows:
        texts = {lang: flat(text).strip() for lang, text in table.texts(row).items()}
        texts = {lang: text for lang, text in texts.items() if text}
        if len(texts) > (1 if name == "tmx" else 0):
            rows.append((texts, row.band))
    return rows


def read(name: str, data: bytes) -> Rows:
    rows: Rows = formats.get(name).read(data)  # type: ignore[attr-defined]
    return rows


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_texts_and_bands_come_back(name: str, table: Table) -> None:
    rows = read(name, written(name, table, Meta(title="T <&>", sources={"en": 'a"b.txt'})))
    assert [(dict(row.texts), row.band) for row in rows.rows] == kept(name, table)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_jsonl_brings_back_the_same_table(table: Table) -> None:
    assert formats.get("jsonl").read(written("jsonl", table)) == table  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_indices_bring_back_the_spans(table: Table) -> None:
    spans = formats.get("indices").read(written("indices", table))  # type: ignore[attr-defined]
    assert spans == tuple(row.spans for row in table.rows)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_indices_hold_every_segment_once(table: Table) -> None:
    lines = written("indices", table).decode().splitlines()
    for column, size in enumerate(table.sizes):
        numbers = [number for line in lines for number in line.split("\t")[column].split(",") if number]
        assert numbers == [str(number) for number in range(size)]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("name", ALL)
def test_output_is_clean_and_repeatable(name: str, table: Table) -> None:
    """Text files are UTF-8 in NFC without characters that act on a terminal, and no clock goes into them."""
    data = written(name, table)
    if name == "xlsx":
        assert data.startswith(b"PK")
        return
    text = data.decode("utf-8")
    assert written(name, table) == data
    if name != "jsonl":  # which keeps every text as it was
        assert unicodedata.is_normalized("NFC", text)
        assert not [char for char in text if unicodedata.category(char) == "Cc" and char not in "\t\n\x85"]


@pytest.mark.parametrize("name", ALL)
def test_every_format_describes_itself(name: str) -> None:
    module = formats.get(name)
    assert module.DESCRIPTION
    assert module.SUFFIX.startswith(".")
    assert module.MEDIA_TYPE.count("/") == 1


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_region_tags_are_written_and_read_as_scripts(name: str) -> None:
    table = TABLES["four languages"]
    data = written(name, table, Meta(tags="region"))
    if name != "xlsx":
        assert b"zh-TW" in data
        assert b"zh-Hant" not in data
    assert read(name, data).langs == LANGS


def test_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match="tmx"):
        formats.get("doc")


def test_wider_promises_of_jsonl() -> None:
    """Languages of segments, odd indices and unusual scores are part of the table, so they come back too."""
    table = TABLES["two languages"]
    odd = replace(table.segments[0][0], lang="en", index=7, block=-1, kind=Kind.NOTE)
    row = replace(table.rows[0], score=0.1 + 0.2, evidence=())
    table = replace(table, segments=((odd,), table.segments[1]), rows=(row,), warnings=())
    data = written("jsonl", table, Meta(title="Đề", created=datetime(2026, 1, 2, tzinfo=UTC)))
    assert formats.get("jsonl").read(data) == table  # type: ignore[attr-defined]
    head, first = (json.loads(line) for line in data.decode().splitlines())
    assert head["title"] == "Đề"
    assert first["texts"] == {"vi": "Được.", "zh-Hant": "可以。"}


texts = st.text(st.characters(), max_size=12) | st.text("=+-@'\" \t\n\r_x0041\u0301", max_size=8)
cells = st.lists(texts, max_size=2).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    langs = draw(st.permutations(LANGS).flatmap(lambda tags: st.integers(2, 4).map(lambda size: tuple(tags[:size]))))
    return table_of(langs, draw(st.lists(st.tuples(*[cells] * len(langs)), max_size=4)))


@pytest.mark.parametrize("name", TEXT_FORMATS)
@given(table=tables())
@settings(max_examples=60, deadline=None)
def test_any_texts_come_back(name: str, table: Table) -> None:
    rows = read(name, written(name, table))
    assert [(dict(row.texts), row.band) for row in rows.rows] == kept(name, table)


@given(table=tables())
@settings(max_examples=60, deadline=None)
def test_any_table_comes_back(table: Table) -> None:
    assert formats.get("jsonl").read(written("jsonl", table)) == table  # type: ignore[attr-defined]
    spans = formats.get("indices").read(written("indices", table))  # type: ignore[attr-defined]
    assert spans == tuple(row.spans for row in table.rows)


@pytest.mark.parametrize("name", ["indices", "jsonl", *TEXT_FORMATS])
@given(data=st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused_by_the_one_error(name: str, data: bytes) -> None:
    with suppress(InputError):
        formats.get(name).read(data)  # type: ignore[attr-defined]
