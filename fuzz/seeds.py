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
    "<p>They &amp; we grow.</p><ul><li>one</ul><p lang=vi>Cảng mở cửa.</p><figure><figcaption>So</figcaption></figure>"
)
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle '
    'w:val="Heading1"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Big towns</w:t><w:tab/><w:br/></w:r></w:p><w:p><w:r><w:t>'
    "They grow.</w:t></w:r></w:p></w:body></w:document>"
)


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
        "reader-docx": [b"\1" + WORD.encode(), b"\2" + WORD.encode()],
        "reader-pdf": [_pdf()],
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
