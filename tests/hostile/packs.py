"""Word files, workbooks and PDF files that are broken, endless, or grow when they are unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.hostile.texts import ENGLISH, entities

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def word(body: str | bytes, **further: str | bytes) -> bytes:
    """A Word file with this between the tags of its body."""
    inside = body.encode() if isinstance(body, str) else body
    whole = f"<w:document {_W}><w:body>".encode() + inside + b"</w:body></w:document>"
    return packed({"word/document.xml": whole, **{f"word/{name}.xml": part for name, part in further.items()}})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _paragraph(text: str = ENGLISH) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def words(size: int) -> Iterator[tuple[str, bytes]]:
    """Word files."""
    sound = word(_paragraph() * 20)
    count = size // 100
    yield "cut", sound[: len(sound) // 2]
    yield "cut-at-the-end", sound[:-10]
    yield "only-a-signature", b"PK\x03\x04"
    yield "no-directory", b"PK\x03\x04" + bytes(1000)
    yield "overwritten", sound[:60] + bytes(40) + sound[100:]
    yield "zip-bomb", packed({"word/document.xml": b" " * min(size * 60, 300 << 20)})
    yield (
        "zip-bomb-of-text",
        word((_paragraph() * 10_000)[: 120 * (size * 10 // 120)].rpartition("</w:p>")[0] + "</w:p>"),
    )
    yield "zip-in-itself", packed({"word/document.xml": sound, "[Content_Types].xml": sound})
    yield "many-parts", packed({f"word/{n}.xml": b"" for n in range(min(count, 30_000))})
    yield "path-upwards", packed({"../../etc/passwd": b"x", "word/document.xml": b"<a/>"})
    yield "entity-bomb", packed({"word/document.xml": entities("a") + b"<a>&e9;</a>"})
    yield "external-entity", packed(
        {"word/document.xml": f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {_W}>'
         f"<w:body><w:p><w:r><w:t>&x; {ENGLISH}</w:t></w:r></w:p></w:body></w:document>"}
    )  # fmt: skip
    yield "nested-paragraphs", word("<w:p><w:r>" * (count // 10) + "<w:t>a</w:t>" + "</w:r></w:p>" * (count // 10))
    yield "nested-a-little", word(("<w:p><w:r>" * 100 + "<w:t>a</w:t>" + "</w:r></w:p>" * 100) * (count // 100))
    yield "runs", word(f"<w:p>{'<w:r><w:t>a </w:t></w:r>' * count}</w:p>")
    yield "breaks", word(f"<w:p><w:r>{'<w:br/>' * count}</w:r></w:p>" + _paragraph())
    yield "tables", word(f"<w:tbl>{f'<w:tr><w:tc>{_paragraph()}</w:tc></w:tr>' * (count // 10)}</w:tbl>")
    loop = "".join(
        f'<w:style w:styleId="S{n}"><w:name w:val="{n}"/><w:basedOn w:val="S{n % 50}"/></w:style>' for n in range(count)
    )
    styled = f'<w:p><w:pPr><w:pStyle w:val="S1"/></w:pPr><w:r><w:t>{ENGLISH}</w:t></w:r></w:p>'
    yield "styles-in-a-circle", word(styled, styles=f"<w:styles {_W}>{loop}</w:styles>")
    yield (
        "levels",
        word(
            '<w:p><w:pPr><w:outlineLvl w:val="²"/></w:pPr><w:r><w:t>a b c</w:t></w:r></w:p>' + _paragraph(),
            styles=f'<w:styles {_W}><w:style><w:name w:val="heading 1"/></w:style></w:styles>',
        ),
    )
    yield "notes-that-are-none", word(_paragraph(), footnotes="<notes>")
    yield (
        "wrong-encoding",
        packed({"word/document.xml": b'<?xml version="1.0" encoding="utf-16"?><w:document/>' + bytes(10)}),
    )


def workbook(sheet: str | bytes, strings: str | bytes = "") -> bytes:
    """A workbook with this as its one sheet and these as its shared strings."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "http://schemas.openxmlformats.org/package/2006"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{listed}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{listed}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{listed}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            f'Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {_S} xmlns:r="{relations}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/sharedStrings.xml": strings or f"<sst {_S}><si><t>en</t></si><si><t>vi</t></si></sst>",
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


_HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'


def _sheet(rows: str) -> str:
    return f"<worksheet {_S}><sheetData>{_HEAD}{rows}</sheetData></worksheet>"


def workbooks(size: int) -> Iterator[tuple[str, bytes]]:
    """Workbooks."""
    count = size // 100
    line = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c><c r="B{0}"><v>{0}</v></c></row>'
    sound = workbook(_sheet(line.format(2, "a")))
    yield "cut", sound[: len(sound) // 2]
    yield "overwritten", sound[:200] + bytes(100) + sound[300:]
    yield "only-a-signature", b"PK\x03\x04"
    yield "zip-bomb", workbook(b" " * min(size * 60, 300 << 20))
    yield "zip-bomb-of-strings", workbook(_sheet(""), f"<sst {_S}>{'<si><t>a</t></si>' * (size // 5)}</sst>")
    yield "zip-bomb-of-rows", workbook(_sheet("".join(line.format(n, "a") for n in range(2, size // 30))))
    yield "one-cell", workbook(_sheet(line.format(2, "a" * size)))
    yield "last-row", workbook(_sheet(line.format(1_048_576, "a")))
    yield "row-beyond-all", workbook(_sheet(line.format(10**15, "a")))
    yield "column-beyond-all", workbook(_sheet('<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>'))
    yield "rows-backwards", workbook(_sheet("".join(line.format(n, "a") for n in range(count // 10, 2, -1))))
    yield "strings-that-are-not-there", workbook(_sheet('<row r="2"><c r="A2" t="s"><v>999999999</v></c></row>'))
    yield (
        "numbers-that-are-none",
        workbook(_sheet('<row r="2"><c r="A2"><v>1e999999</v></c><c r="B2"><v>x</v></c></row>')),
    )
    yield "formulas", workbook(_sheet('<row r="2"><c r="A2"><f>HYPERLINK("http://a","b")</f><v>=1+1</v></c></row>'))
    yield "entity-bomb", workbook(entities("worksheet") + _sheet(line.format(2, "&e9;")).encode())
    yield (
        "entity-bomb-of-strings",
        workbook(_sheet(""), entities("sst") + f"<sst {_S}><si><t>&e9;</t></si></sst>".encode()),
    )
    yield "nested", workbook(_sheet("<row>" * (count // 10)))
    yield (
        "merged",
        workbook(
            f'<worksheet {_S}><dimension ref="A1:XFD1048576"/><sheetData>{_HEAD}</sheetData><mergeCells>'
            '<mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
        ),
    )
    yield "no-sheet", packed({"xl/workbook.xml": f"<workbook {_S}/>"})


def pdfs(size: int) -> Iterator[tuple[str, bytes]]:
    """PDF files."""
    text = b"BT /F1 11 Tf 70 740 Td (The workshops stood close together.) Tj ET\n"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"

    def page(more: bytes = b"", contents: bytes = b"5 0 R") -> bytes:
        resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> /Contents " + contents
        return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + resources + more + b" >>"

    def stream(content: bytes, more: bytes = b"") -> bytes:
        return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)

    pages = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
    sound = assembled([catalog, pages, font, page(), stream(text)])
    count = size // 100
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X 6 0 R >> >>"
    yield "cut", sound[: len(sound) // 2]
    yield "cut-at-the-end", sound[:-30]
    yield "only-a-head", b"%PDF-1.7\n"
    yield "noise", b"%PDF-1.4\n" + bytes(range(256)) * 20
    yield "tree-in-a-circle", assembled([catalog, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", font, page()])
    yield (
        "tree-in-a-wider-circle",
        assembled(
            [catalog, b"<< /Type /Pages /Kids [4 0 R] /Count 9 >>", font, b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"]
        ),
    )
    yield "own-parent", assembled([b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 2 >>"])
    yield (
        "pages-without-number",
        assembled([catalog, b"<< /Type /Pages /Kids [4 0 R] /Count 999999999 >>", font, page()]),
    )
    yield "one-page-again-and-again", assembled(
        [catalog, b"<< /Type /Pages /Kids [" + b"4 0 R " * min(count, 6000) + b"] /Count %d >>" % min(count, 6000),
         font, page(), stream(text)]
    )  # fmt: skip
    yield "contents-in-a-circle", assembled([catalog, pages, font, page(contents=b"[4 0 R 5 0 R]"), b"5 0 R"])
    yield (
        "forms-in-a-circle",
        assembled([catalog, pages, font, page(), stream(b"/X Do " + text), stream(b"/X Do " * 100, form)]),
    )
    yield "tables-in-a-circle", sound.replace(b"trailer\n<< ", b"trailer\n<< /Prev %d " % sound.rindex(b"xref\n0"))
    yield "length-of-itself", assembled([catalog, pages, font, page(), b"<< /Length 5 0 R >>\nstream\n\nendstream"])
    yield "length-too-great", sound.replace(b"/Length", b"/Length 99999999999 /Was")
    yield (
        "page-beyond-all",
        assembled(
            [catalog, pages, font, page(b" /MediaBox [0 0 1e38 1e38]").replace(b"595 842", b"1e38 -1e38"), stream(text)]
        ),
    )
    yield "text-without-end", assembled([catalog, pages, font, page(), stream(text * (count // 10))])
    yield (
        "one-line-without-end",
        assembled([catalog, pages, font, page(), stream(text[:-5] + b"(a b) Tj " * count + b"ET")]),
    )
    yield (
        "arrays-in-arrays",
        assembled([catalog, pages, font, page(b" /A " + b"[" * count + b"]" * count), stream(text)]),
    )
    import zlib

    bomb = zlib.compress(text * (size // 5), 9)
    yield "bomb", assembled([catalog, pages, font, page(), stream(bomb, b"/Filter /FlateDecode")])
    twice = zlib.compress(zlib.compress(b" " * min(size * 60, 300 << 20), 9), 9)
    yield (
        "bomb-in-a-bomb",
        assembled([catalog, pages, font, page(), stream(twice, b"/Filter [/FlateDecode /FlateDecode]")]),
    )


def assembled(objects: list[bytes]) -> bytes:
    """Numbered objects as a PDF file with its table and trailer."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
