"""What single formats promise beyond the conformance suite."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from aligner import formats
from aligner.errors import InputError
from aligner.formats import Meta, html, indices, jsonl, tmx, tsv, xlsx
from aligner.types import Band, Row, Segment, Span, Table


def small(*rows: tuple[str, str], langs: tuple[str, str] = ("en", "zh-Hant"), band: Band = Band.CHECK) -> Table:
    """A table of two languages, one segment a cell, none where the text is empty."""
    columns: tuple[list[Segment], list[Segment]] = ([], [])
    made = []
    for row in rows:
        spans = []
        for column, lang, text in zip(columns, langs, row, strict=True):
            start = len(column)
            column.extend([Segment(text, lang, start, 0, Span(0, len(text)))] if text else [])
            spans.append(Span(start, len(column)))
        made.append(Row(tuple(spans), 0.5, band))
    return Table(langs, (tuple(columns[0]), tuple(columns[1])), tuple(made), "signed")


def written(name: str, table: Table, meta: Meta | None = None) -> bytes:
    out = BytesIO()
    formats.write(name, table, out, meta)
    return out.getvalue()


TABLE = small(("=1+1 <&>", "甲\n乙"), ("alone", ""), ("a", "b"))


# TSV


def test_tsv_reads_well_in_a_terminal() -> None:
    assert written("tsv", TABLE).decode().splitlines() == [
        "row\tband\ten\tzh-Hant",
        "1\tcheck\t'=1+1 <&>\t甲 乙",
        "2\tcheck\talone\t",
        "3\tcheck\ta\tb",
    ]


def test_tsv_of_a_spreadsheet_is_read() -> None:
    """Saved as Unicode text: UTF-16, quoted cells, trailing columns cut off, no row and band columns."""
    data = 'English\tzh_CN\r\n"say ""hi"", please"\t好\r\nend\r\n'.encode("utf-16")
    rows = tsv.read(data)
    assert rows.langs == ("en", "zh-Hans")
    assert [row.texts for row in rows.rows] == [{"en": 'say "hi", please', "zh-Hans": "好"}, {"en": "end"}]
    assert rows.rows[0].band is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"one\ttwo\n", "first row"),
        (b"", "first row"),
        (b"en\tEN-us\nx\ty\n", "twice"),
        (b"en\tvi\na\tb\tc\n", "Line 2"),
        (b"en\tvi\n\xff\xff\n", "UTF-8"),
    ],
)
def test_tsv_refuses(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tsv.read(data)


# TMX


def test_tmx_is_valid(shared: Path) -> None:
    dtd = etree.DTD(str(shared / "standards" / "tmx14.dtd"))
    meta = Meta("T <&>", {"en": "a.html", "zh-Hant": "b.pdf"}, "region", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    for table in (TABLE, small()):
        root = etree.fromstring(written("tmx", table, meta))
        assert dtd.validate(root), dtd.error_log.filter_from_errors()
    assert root.find("header").get("creationdate") == "20260102T030405Z"


def test_tmx_says_what_it_leaves_out() -> None:
    root = etree.fromstring(written("tmx", TABLE, Meta(sources={"en": "a.html"})))
    assert [unit.get("tuid") for unit in root.iter("tu")] == ["r1", "r3"]
    assert root.findtext("header/prop[@type='rows-left-out']") == "1"
    assert root.get("version") == "1.4"
    assert root.find("header").get("srclang") == "*all*"
    unit = next(root.iter("tu"))
    assert {prop.get("type"): prop.text for prop in unit.iter("prop")} == {
        "score": "0.5",
        "type": "1:1",
        "band": "check",
        "source-document": "a.html",
    }


OLD = """<?xml version="1.0" encoding="UTF-16"?>
<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx11.dtd">
<tmx version="1.1"><header srclang="EN-US"/><body><!-- x -->
<tu><prop type="score">high</prop>
<tuv lang="EN-US"><seg>Press <bpt i="1">&lt;b&gt;</bpt><hi>Enter<ph x="1">{0}</ph></hi><ept i="1">&lt;/b&gt;</ept>
 now.</seg></tuv>
<tuv lang="zh_TW"><seg>
  現在按<it pos="begin">x</it>下。
</seg></tuv>
<tuv lang="zh-HK"><seg>再來</seg></tuv>
<tuv lang="fr-CA"><seg>Bonjour<ut>c<sub>d</sub></ut></seg></tuv><tuv lang="vi"/></tu>
</body></tmx>"""


def test_tmx_of_other_tools_is_read() -> None:
    rows = tmx.read(OLD.encode("utf-16"))
    assert rows.langs == ("en", "zh-Hant", "fr-CA")
    assert rows.rows[0].texts == {"en": "Press Enter\n now.", "zh-Hant": "現在按下。", "fr-CA": "Bonjour"}
    assert rows.rows[0].score is None
    assert len(rows.warnings) == 1
    assert "line 10" in rows.warnings[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tmx>\n<body>\n<tu></body></tmx>", "line 3"),
        (b"", "TMX file is broken"),
        (b"<html/>", "no TMX"),
        (b"<tmx><body>\n<tu><tuv><seg>a</seg></tuv></tu></body></tmx>", "line 2.*no language"),
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx><body/></tmx>', "entities"),
        (b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body>&a;</body></tmx>', "entities"),
    ],
)
def test_tmx_refuses(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tmx.read(data)


def test_tmx_frees_what_it_has_read() -> None:
    unit = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="vi"><seg>b</seg></tuv></tu>\n'
    read = tmx.read(f"<tmx><body>{unit * 5000}</body></tmx>".encode())
    assert len(read.rows) == 5000


# Excel


def test_excel_cells_are_text_and_the_header_stays() -> None:
    book = load_workbook(BytesIO(written("xlsx", TABLE, Meta(title="Tiêu đề"))))
    sheet = book.active
    assert sheet.freeze_panes == "C2"
    assert [cell.value for cell in sheet[1]] == ["row", "band", "en", "zh-Hant"]
    assert [cell.value for cell in sheet[2]] == [1, "◐ to check", "=1+1 <&>", "甲\n乙"]
    assert sheet["C2"].data_type == "s"
    assert sheet["C2"].quotePrefix
    assert sheet["C2"].alignment.wrap_text
    assert book.properties.title == "Tiêu đề"


def test_excel_of_a_person_is_read() -> None:
    """Numbers count as texts, blank lines are skipped, formulas give their last result or nothing."""
    book = Workbook()
    for line in [["vi", "", "zh-TW"], ["một", None, 1.5], [], ["hai", "comment", "=1+1"]]:
        book.active.append(line)
    out = BytesIO()
    book.save(out)
    rows = xlsx.read(out.getvalue())
    assert [row.texts for row in rows.rows] == [{"vi": "một", "zh-Hant": "1.5"}, {"vi": "hai"}]


def test_excel_refuses_what_it_would_have_to_cut() -> None:
    with pytest.raises(InputError, match="Row 1 in English is longer"):
        written("xlsx", small(("\U0001f600" * 16_384, "b")))


def test_excel_refuses_other_files(monkeypatch: pytest.MonkeyPatch) -> None:
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as pack:
        pack.writestr("word/document.xml", "<x/>")
    for data in (b"", b"PK\x03\x04", other.getvalue()):
        with pytest.raises(InputError, match="not a readable Excel"):
            xlsx.read(data)
    monkeypatch.setattr(xlsx, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="unpacks to more"):
        xlsx.read(written("xlsx", TABLE))
    monkeypatch.undo()
    monkeypatch.setattr(xlsx, "MAX_ROWS", 2)
    with pytest.raises(InputError, match="more than 2 rows"):
        xlsx.read(written("xlsx", TABLE))


# JSONL and indices


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Line 1"),
        (b"[]", "Line 1"),
        (b'{"format": "other"}', "Line 1"),
        (b"[" * 100_000, "Line 1"),
        (written("jsonl", TABLE).replace(b'"check"', b'"great"', 1), "Line 2"),
        (written("jsonl", TABLE)[:-30], "Line 4"),
        (written("jsonl", TABLE).replace(b'"segments"', b'"parts"'), "Line 2"),
    ],
)
def test_jsonl_names_the_broken_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        jsonl.read(data)


def test_indices_stand_in_the_order_of_the_columns() -> None:
    assert written("indices", TABLE) == b"0\t0\n1\t\n2\t1\n"


@pytest.mark.parametrize("data", [b"0\t0\n0\t1\n", b"0\t1\n", b"0\n1\t1\n", b"a\tb\n", b"-1\t0\n", b"0,2\t0\n"])
def test_indices_refuse_what_is_no_table(data: bytes) -> None:
    with pytest.raises(InputError, match="Line"):
        indices.read(data)


# HTML


def test_html_stands_alone() -> None:
    """No script, no request, every tag of the text escaped, each cell in its language."""
    table = small(("<script>alert(1)</script>", '"><img src=http://x onerror=y>'))
    page = written("html", table, Meta(title="<i>T</i>", sources={"en": "</style><b>.txt"})).decode()
    root = etree.fromstring(page, etree.HTMLParser())
    tags = {element.tag for element in root.iter(etree.Element)}
    assert not tags & {"script", "img", "link", "iframe", "i"}
    assert not re.search(r"url\(|@import|\son\w+=", "".join(root.itertext("style")))
    assert not {name for element in root.iter(etree.Element) for name in element.attrib} & {"src", "style", "onerror"}
    assert [cell.get("lang") for cell in root.iter("td")] == ["en", "zh-Hant"]
    assert root.findtext(".//h1") == "<i>T</i>"
    assert "default-src 'none'" in page


def test_html_tells_the_band_by_sign_and_word() -> None:
    for band, words in {Band.GOOD: "● good", Band.CHECK: "◐ to check", Band.BAD: "○ doubtful"}.items():
        root = etree.fromstring(written("html", small(("a", "b"), band=band)).decode(), etree.HTMLParser())
        assert root.findtext(".//tr[@id='r1']/th/b") == words
        assert root.findtext(".//tr[@id='r1']/th/a") == "1"


def test_html_shows_a_missing_text() -> None:
    page = written("html", small(("a", "")))
    assert "no counterpart" in page.decode()
    assert html.MEDIA_TYPE == "text/html"
