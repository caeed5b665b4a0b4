"""What each target begins with: small sound files of its kind, written by the project itself."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import aligner
from aligner import formats as tables
from aligner.types import LANGS
from glossary import formats as glossaries
from glossary.formats import Meta
from glossary.types import Concept, Status, Term

TEXTS = {
    "en": "The harbour opened in 1996, on 3 May. It cost $2.7 billion (about 3.5%).\n\n“Why?” Dr. Ma asked.",
    "vi": "Cảng mở cửa ngày 3/5/1996. Nó tốn 2,7 tỷ đô la (khoảng 3,5%).\n\n“Vì sao?” TS. Mã hỏi.",
    "zh-Hans": "港口于1996年5月3日启用。造价27亿美元（约3.5%）。\n\n“为什么？”马博士问。",
    "zh-Hant": "港口於1996年5月3日啟用。造價27億美元（約百分之三點五）。\n\n「為什麼？」馬博士問。",
}
TERMS = (
    Concept(
        (Term("en", "harbour", Status.APPROVED), Term("vi", "cảng"), Term("zh-Hans", "港口"), Term("zh-Hant", "港口")),
        definition="Where ships call.",
        domain="trade",
        id="c1",
    ),
    Concept((Term("en", "=2+3"), Term("vi", "cụm | nhóm", note="a note"))),
)
MARKDOWN = "# Big\n\n*They* [grow](http://a.b) **fast**.[^1]\n\n- one\n> two\n\n| a | b |\n\n[^1]: note\n"
MARKUP = (
    "<!doctype html><html lang=en><title>A</title><nav>Home</nav><h1>Big<br>towns</h1><p>By us</p>"
    "<main><p>They &amp; we grow<sup><a href=#fn1>1</a></sup>.</p><table><tr><th>a<td>b</table><pre>c\n d</pre>"
    "<blockquote>So <ruby>港<rt>gang</rt></ruby></blockquote><div class=footnote id=fn1>1 A note</div></main>"
    "<ul><li>one</ul><p lang=vi>Cảng mở cửa.</p><figure><figcaption>So</figcaption></figure>"
)
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle '
    'w:val="Heading1"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Big towns</w:t><w:tab/><w:br/></w:r></w:p><w:p><w:r><w:t>'
    "They grow.</w:t></w:r></w:p></w:body></w:document>"
)
STYLED = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle '
    'w:val="S1"/><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Big</w:t><w:noBreakHyphen/><w:t>towns</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="S2"/><w:numPr/></w:pPr><w:r><w:rPr><w:b w:val="0"/><w:vanish/></w:rPr><w:t>They '
    "grow. Nobody knew.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cảng</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "</w:body></w:document>\0"
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="S1"><w:name '
    'w:val="heading 1"/><w:basedOn w:val="S2"/></w:style><w:style w:styleId="S2"><w:name w:val="List Bullet"/>'
    '<w:basedOn w:val="S1"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style></w:styles>\0'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote><w:p><w:r><w:t>'
    "1 A note.</w:t></w:r></w:p></w:footnote></w:footnotes>\0"
    '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Towns</dc:title></c>'
)
LAYOUT = b"".join(
    bytes([left, 200, y, 0, size, page]) + text.encode() + b"\n"
    for left, y, size, page, text in (
        (72, 240, 9, 1, "The Towns"), (72, 220, 18, 0, "Big towns"), (72, 200, 11, 0, "They grow fast, and the har-"),
        (72, 188, 11, 0, "bour opened in 1996."), (80, 160, 11, 0, "• one"), (72, 10, 9, 1, "1"),
        (72, 240, 9, 3, "The Towns"), (72, 220, 11, 2, "港口于1996年启用，"),
        (72, 208, 11, 2, "造价27亿美元。"), (72, 10, 9, 3, "2"),
    )
)  # fmt: skip
"""Lines of a PDF as PDFium would give them; see ``targets.reader_pdf``."""
DRAWN = b"BT /F1 18 Tf 70 740 Td (Big towns) Tj ET BT /F1 11 Tf 70 700 Td [(They) -250 (grow)] TJ 0 -13 Td (fast.) ' ET"


@cache
def workbook_parts() -> tuple[tuple[str, bytes], ...]:
    """The parts of a small workbook: first the sheet, the book, the styles and what links them."""
    out = BytesIO()
    glossaries.write("xlsx", TERMS, out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    first = [name for name in parts if "sheet1" in name or "shared" in name or "styles" in name]
    return tuple((name, parts[name]) for name in [*first, *(name for name in parts if name not in first)])


def of(target: str) -> list[bytes]:
    """The files a target begins with."""
    texts = [text.encode() for text in TEXTS.values()]
    by_lang = [bytes([number]) + TEXTS[lang].encode() for number, lang in enumerate(LANGS)]
    found: dict[str, list[bytes]] = {
        "reader-any": [*texts, *(text.encode(code) for text, code in _encoded())],
        "reader-lines": texts,
        "reader-txt": [*texts, *(text.encode(code) for text, code in _encoded())],
        "reader-md": [MARKDOWN.encode(), *texts],
        "reader-html": [MARKUP.encode()],
        "reader-docx": [b"\1" + WORD.encode(), b"\1" + STYLED.encode()],
        "reader-pdf": [_pdf(), b"L" + LAYOUT, b"S" + DRAWN],
        "matcher": [bytes([n]) + f"{_first(lang)}\n\n{TEXTS[lang]}".encode() for n, lang in enumerate(LANGS)],
        "queries": [b"clusters", "cụm công nghiệp".encode(), b"cujm coong", "产业集群".encode(), b"chanye ji2qun"],
        "align": [bytes([2]) + f"{TEXTS['zh-Hans']}\0{TEXTS['en']}".encode(), b"\0a\0b"],
        "table-tmx": [_table("tmx")],
        "table-text": [b"\0" + _table("tsv"), b"\1" + _table("jsonl"), b"\2" + _table("indices")],
        "table-xlsx": [b"\0" + _table("xlsx"), *(bytes([n]) + part for n, (_, part) in enumerate(workbook_parts(), 1))],
        "terms-tbx": [
            bytes([n]) + _glossary(name, ()) for n, name in enumerate(("tbx-dct", "tbx-dca", "tbx-2008"))
        ],
        "terms-tmx": [_glossary("tmx", ())],
        "terms-sheet": [
            b"\0" + _glossary("csv", ()), b"\1" + _glossary("omegat", ("en", "vi")),
            b"\2" + _glossary("utx", ("en", "vi")),
        ],
        "terms-xlsx": [
            b"\0" + _glossary("xlsx", ()), *(bytes([n]) + part for n, (_, part) in enumerate(workbook_parts(), 1))
        ],
        "terms-jsonl": [_glossary("jsonl", ())],
    }  # fmt: skip
    return found.get(target, by_lang)


def _encoded() -> list[tuple[str, str]]:
    return [
        *((text, "utf-16") for text in TEXTS.values()),
        (TEXTS["zh-Hans"], "gb18030"),
        (TEXTS["zh-Hant"], "big5hkscs"),
        ("It’s “fine” – or so they say…", "cp1252"),
    ]


def _first(lang: str) -> str:
    return next(term.text for term in TERMS[0].terms if term.lang == lang)


def _table(name: str) -> bytes:
    out = BytesIO()
    tables.write(name, aligner.align(TEXTS), out)
    return out.getvalue()


def _glossary(name: str, langs: tuple[str, ...]) -> bytes:
    out = BytesIO()
    glossaries.write(name, TERMS, out, Meta(langs=langs))
    return out.getvalue()


def _pdf() -> bytes:
    from tests.aligner.bad_input.made import pdf

    return pdf([[("Big towns", 70, 740, 18), ("They grow fast.", 70, 700, 11)]])
