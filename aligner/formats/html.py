"""One stand-alone web page of the whole table, to read, print, or send to somebody who has no program for it.

No script and no request: style is inside, the fonts are the reader's own. Every cell carries its language, so that
Simplified and Traditional Chinese get their own glyphs, and the page follows the reader's light or dark setting.
"""

from __future__ import annotations

from html import escape
from typing import BinaryIO

from aligner.formats._base import SIGNS, WORDS, Meta, clean, halves, name, numbered, reasons
from aligner.types import Band, Kind, Row, Table

DESCRIPTION = "Web page that stands alone, to read, print or send"
SUFFIX = ".html"
MEDIA_TYPE = "text/html"

_KINDS = (Kind.TITLE, Kind.SUBTITLE, Kind.HEADING, Kind.BYLINE, Kind.CAPTION, Kind.PULL_QUOTE, Kind.NOTE, Kind.FOOTNOTE)
"""The kinds that look different from running text, most telling first."""

_STYLE = """
:root{color-scheme:light dark;--paper:light-dark(#faf9f6,#151618);--sheet:light-dark(#fff,#1c1e21);
--ink:light-dark(#1b1c1e,#e8e6e1);--quiet:light-dark(#5a5c60,#a3a5a9);--line:light-dark(#e3e0d8,#2d3034);
--good:light-dark(#2b6e3f,#7fcf97);--check:light-dark(#8a5a00,#e3b341);--bad:light-dark(#a8321f,#f0877a);
--target:light-dark(#e2f0f2,#16343a);--ui:"Be Vietnam Pro",system-ui,"Segoe UI",Roboto,sans-serif}
:lang(zh-Hans),:lang(zh-CN){font-family:var(--ui),"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
:lang(zh-Hant),:lang(zh-TW){font-family:var(--ui),"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 var(--ui)}
header{padding:24px 24px 16px}h1{font-size:22px;line-height:1.3;font-weight:650;margin:0;max-width:60ch}
header p{margin:6px 0 0;color:var(--quiet);font-size:14px}
table{border-collapse:collapse;width:100%;table-layout:fixed;background:var(--sheet);border-top:1px solid var(--line)}
th,td{text-align:left;vertical-align:top;padding:11px 16px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td{white-space:pre-line}td+td{border-left:1px solid var(--line)}
thead th{position:sticky;top:0;background:var(--sheet);font-size:13px;font-weight:600;color:var(--quiet)}
.row{width:116px;padding-right:4px;font-size:12px;font-weight:400;line-height:1.5;color:var(--quiet);font-variant-numeric:tabular-nums}
.row a{color:inherit;text-decoration:none}.row b{display:block;font-weight:500;white-space:nowrap}
.good b{color:var(--good)}.check b{color:var(--check)}.bad b{color:var(--bad)}tr:target{background:var(--target)}
.title td,.subtitle td,.heading td{font-weight:640;padding-top:20px}.title td{font-size:19px;line-height:1.4}
.byline td,.caption td,.note td,.footnote td{font-size:14px;color:var(--quiet)}.pull-quote td{font-style:italic}
td.none{color:var(--quiet);font-size:13px;font-style:normal;font-weight:400}
@media(max-width:720px){thead{display:none}tr,th,td{display:block;width:auto;border:0!important}
tr{border-bottom:1px solid var(--line)!important;padding:8px 0}
th,td{padding:4px 16px!important}.row{width:auto}.row b{display:inline}
td::before{content:attr(data-name);display:block;font-size:12px;font-weight:600;color:var(--quiet)}
td.none::before{display:inline;margin-right:8px}}
@media print{:root{color-scheme:light}body,table,thead th{background:none;font-size:10pt;line-height:1.45}
thead th{position:static}tr{break-inside:avoid}header,th,td{padding-left:6px;padding-right:6px}.row{width:84px}}
""".strip()


def write(table: Table, out: BinaryIO, meta: Meta) -> None:
    """Write the page, row by row. Row 23 has the anchor ``#r23``, as in the workbench."""
    out.write(_head(table, meta).encode())
    other = halves(table)
    for number, row, texts in numbered(table, meta.least):
        kind = _kind(table, row)
        label = f"{SIGNS[row.band]} {WORDS[row.band]}"
        why = f' title="{_safe(reasons(row))}"' if row.evidence else ""
        columns = "".join(_cell(texts[lang], lang, meta, other.get(number, 0)) for lang in table.langs)
        line = (
            f'<tr id="r{number}" class="{row.band.value}{f" {kind}" if kind else ""}">'
            f'<th scope="row" class="row"{why}><a href="#r{number}">{number}</a> <b>{label}</b></th>{columns}</tr>\n'
        )
        out.write(line.encode())
    out.write(b"</tbody></table></main></body></html>\n")


def _head(table: Table, meta: Meta) -> str:
    """Everything above the first row: the title, what the page holds, the names of the languages."""
    title = _safe(meta.title) or "Aligned texts"
    counts = {band: sum(row.band is band for row in table.rows) for band in Band}
    facts = [f"{len(table.rows)} rows", *(f"{SIGNS[band]} {count} {WORDS[band]}" for band, count in counts.items())]
    if meta.created:
        facts.append(f"{meta.created:%Y-%m-%d}")
    sources = "; ".join(
        f"{_safe(name(lang))}: {_safe(meta.sources[lang])}" for lang in table.langs if meta.sources.get(lang)
    )
    names = "".join(f'<th scope="col"{_lang(lang, meta)}>{_safe(name(lang))}</th>' for lang in table.langs)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style></head>\n<body><header>"
        f"<h1{_title_lang(table, meta)}>{title}</h1><p>{' · '.join(facts)}</p>{f'<p>{sources}</p>' if sources else ''}"
        f'</header><main><table><thead><tr><th scope="col" class="row">Row</th>{names}</tr></thead><tbody>\n'
    )


def _cell(text: str, lang: str, meta: Meta, other: int) -> str:
    """One cell, with its language's name for narrow screens, where the columns stack. ``other`` is the row in which
    the other half of a moved pair stands, or 0."""
    label = f' data-name="{_safe(name(lang))}"'
    if not text and other:
        return f'<td class="none"{label}><a href="#r{other}">at row {other}</a></td>'
    if not text:
        return f'<td class="none"{label}><span aria-label="no counterpart">–</span></td>'
    return f"<td{label}{_lang(lang, meta)}>{_safe(text)}</td>"


def _kind(table: Table, row: Row) -> str:
    """The most telling kind among the row's segments, empty for running text."""
    found = {segment.kind for lang in table.langs for segment in table.cell(row, lang)}
    return next((kind.value for kind in _KINDS if kind in found), "")


def _title_lang(table: Table, meta: Meta) -> str:
    """The language of the title, where it is the text of a cell."""
    for row in table.rows:
        for lang, text in table.texts(row).items():
            if meta.title and text == meta.title:
                return _lang(lang, meta)
    return ""


def _lang(lang: str, meta: Meta) -> str:
    return f' lang="{_safe(meta.tag(lang))}"'


def _safe(text: str) -> str:
    return escape(clean(text).strip())
