"""Texts that no writer would write: bytes for the readers of plain text, Markdown and HTML, and for tables."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

ENGLISH = "The workshops stood close together, so that a mistake made in one was known in the next by noon. "
VIETNAMESE = "Các xưởng thợ đứng sát nhau, nên một sai sót ở xưởng này thì đến trưa xưởng bên đã biết. "
HANS = "作坊挨得很近，这一家出了错，隔壁那一家中午就会知道。"
HANT = "小工廠挨得很近，這一家出了錯，隔壁那一家中午就會知道。"


def _filled(unit: str, size: int) -> bytes:
    return (unit * (size // max(1, len(unit.encode())) + 1)).encode()


def texts(size: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each; ``size`` bytes where size is what is hostile about it."""
    noise = random.Random(1)
    yield "empty", b""
    yield "blank", b" \n\t\n " * 100
    yield "noise", noise.randbytes(min(size, 1_000_000))
    yield "binary", b"\x7fELF" + noise.randbytes(10_000)
    for code in ("utf-8", "utf-16", "utf-16-le", "utf-32", "gb18030", "big5hkscs"):
        yield f"cut-{code}", ((HANT if code != "gb18030" else HANS) * 3).encode(code)[:-1]
    for text, code in ((VIETNAMESE, "cp1258"), (HANS, "gb18030"), (HANT, "big5hkscs"), (HANS, "shift_jis")):
        yield f"mixed-{code}", text.encode() + unicodedata.normalize("NFD", text).encode(code, "ignore") * 3
    yield "half-characters", "A \ud800 and \udfff here.\n".encode("utf-8", "surrogatepass") * 3
    yield "half-characters-utf-16", "\ufeffA \ud800 and a \udfff here.".encode("utf-16-le", "surrogatepass")
    yield "nul", b"One\0two.\0\0 Three.\n" + ENGLISH.encode() * 40
    yield "nothing-but-nul", b"\0" * min(size, 1_000_000)
    yield "marks-of-order", b"\xef\xbb\xbf" * 1000 + ENGLISH.encode()
    yield "one-line-of-sentences", _filled(ENGLISH, size)
    yield "one-line-without-a-stop", _filled("workshops stood close together ", size)
    yield "one-line-without-a-space", b"a" * size
    yield "one-line-of-chinese", _filled(HANT, size)
    yield "one-line-of-chinese-without-a-stop", _filled("作坊挨得很近", size)
    yield "blank-lines", b"\n" * (size // 50) + ENGLISH.encode()
    yield "lines-of-one-letter", b"a\n" * (size // 50)
    yield "carriage-returns", b"\r" * (size // 50) + ENGLISH.encode() + b"\r\r\n\n\r" * 1000
    yield "line-separators", _filled("a\u2028b\u2029\x85\x0b\x0c", size // 10)
    yield "right-to-left", _filled("\u202e\u2066abc\u202d\u200f\u2067 ", size // 10)
    yield "marks-without-end", ("e" + "\u0301\u0323\u0302" * (size // 20) + " ").encode() + ENGLISH.encode()
    yield "vietnamese-taken-apart", unicodedata.normalize("NFD", VIETNAMESE * (size // 400)).encode()
    yield "supplementary-han", _filled("𠮷𡈽𪚥𰻞。", size // 10)
    yield "nothing-wide", _filled("\u200b\u2060\u00ad\ufeff", size // 10)
    yield "private-use", _filled("\ue000\U000f0000\U0010ffff", size // 10)
    yield "emoji", _filled("👩‍👩‍👧‍👦🏳️‍🌈", size // 10)
    for mark in MARKS:
        yield f"flood-{ord(mark):x}", _filled(mark, size // 10)
        yield f"flood-{ord(mark):x}-spaced", _filled(mark + " ", size // 10)
    for name, unit in UNITS.items():
        yield name, _filled(unit, size // 10)


MARKS = ".?!,;:…。、“”'()[]{}「（《<>&*_`~#|-=+/\\$%^@\""
UNITS = {
    "digits": "1234567890",
    "digits-with-points": "1.234.567,",
    "digits-with-blanks": "1 234 ",
    "dates": "3/5/1996-",
    "chinese-digits": "一二三四五六七八九十百千萬億",
    "chinese-tens": "十十百百",
    "percent": "%5%",
    "money": "$€£¥1",
    "units": "1 km² ",
    "vietnamese-numbers": "hai mươi mốt nghìn ",
    "english-numbers": "twenty-one thousand and ",
    "numerals": "[1]",
    "abbreviations": "Dr. U.S. e.g. ",
    "initials": "A. B. ",
    "addresses": "http://a.b/c?d=e&f.",
    "open-links": "[a](",
    "images": "![",
    "emphasis": "*a **b _c __d ",
    "escapes": "\\[\\*",
    "code": "``a`b",
    "tables": "|a",
    "tables-line-by-line": "|a|b|\n",
    "headings": "# a\n",
    "footnotes": "[^1]: a\n",
    "quotes-in-quotes": "> > > ",
    "rules": "* * - - ",
    "rules-line-by-line": "---\n",
    "lists": "    - a\n",
    "front-matter": "---\ntitle: a\n",
    "open-tags": "<a ",
    "comments": "<!-- a ",
    "entities": "&amp;&#x41;&lt;",
    "semicolons-in-lines": "a;b\n",
    "tabs": "\t\ta",
    "spaces": "        ",
    "ideographic-spaces": "\u3000",
    "numbered-lines": "1. ",
    "dashes": "a - b — ",
    "repeated-paragraphs": f"{ENGLISH}\n\n",
    "hyphens-at-line-ends": "work-\nshop ",
    "capitals": "ABC DEF ",
    "formulas": "=1+1\t@a\t+b\t-c\n",
}


def pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Web pages."""
    depth = size // 200
    yield "nested", b"<html>" + b"<div>" * depth + ENGLISH.encode() + b"</div>" * depth
    yield "nested-inline", b"<html><p>" + b"<b><i>" * depth + ENGLISH.encode()
    yield "nested-lists", b"<html>" + b"<ul><li>a" * depth
    yield "nested-tables", b"<html>" + b"<table><tr><td>a" * min(depth, 10_000)
    yield "never-closed", b"<html>" + (f"<p>{ENGLISH}".encode()) * (size // 200)
    yield "misnested", b"<html>" + b"<b><p><i></b>a</p></i>" * (size // 200)
    yield "breaks", b"<html><p>" + b"a<br>" * (size // 50)
    yield "spans", b"<html><p>" + b"<span>a </span>" * (size // 50)
    yield "attributes", b"<html><p " + b"a='b' " * (size // 50) + b">" + ENGLISH.encode()
    yield "classes", b"<html><p class='" + b"nav-a B_c " * (size // 50) + b"'>" + ENGLISH.encode()
    yield "style", b"<html><p style='" + b"display : " * (size // 50) + b"'>" + ENGLISH.encode()
    yield "comment", b"<html><!--" + b"-" * size + ENGLISH.encode()
    yield "script", b"<html><script>" + b"</scrip" * (size // 10) + ENGLISH.encode()
    yield "entities-of-a-page", b"<html><p>" + b"&#1114112;&#0;&#xd800;&notin;&am" * (size // 200)
    yield "languages", b"<html>" + (f"<p lang=vi>{VIETNAMESE}<p lang=en>{ENGLISH}<p lang=qq>{HANS}".encode()) * 200
    yield "empty-page", b"<!doctype html><html><body></body></html>"
    yield "declared-wrongly", b"<meta charset=utf-16><html><p>" + HANT.encode("big5hkscs") * 3
    yield "declared-as-nothing", b"<meta charset=rot13><html><p>" + ENGLISH.encode()
    yield "entity-bomb-page", b'<?xml version="1.0"?>' + entities() + b"<html><p>&e9;</p></html>"


def entities(root: str = "html") -> bytes:
    """A document type whose ninth entity is a thousand million letters long."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY e0 "a">{levels}]>'.encode()
