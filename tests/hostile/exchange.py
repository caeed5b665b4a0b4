"""Hostile files of the exchange formats: TMX, TBX, sheets, lists and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.texts import entities

_DCT = 'type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" '
_SPACES = 'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'


def tmx(body: str, head: str = "") -> bytes:
    """A TMX file of these units."""
    return f'<?xml version="1.0"?>{head}<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>'.encode()


def tbx(entries: str, head: str = "") -> bytes:
    """A TBX file of these entries."""
    return f'<?xml version="1.0"?>{head}<tbx {_DCT}{_SPACES}><text><body>{entries}</body></text></tbx>'.encode()


def _unit(number: int, first: str = "harbour", second: str = "cảng") -> str:
    return (
        f'<tu tuid="u{number}"><tuv xml:lang="en"><seg>{first} {number}</seg></tuv>'
        f'<tuv xml:lang="vi"><seg>{second} {number}</seg></tuv></tu>'
    )


def _entry(number: int, term: str = "harbour") -> str:
    return (
        f'<conceptEntry id="c{number}"><langSec xml:lang="en"><termSec><term>{term} {number}</term></termSec></langSec>'
        f'<langSec xml:lang="vi"><termSec><term>cảng {number}</term></termSec></langSec></conceptEntry>'
    )


def memories(size: int) -> Iterator[tuple[str, bytes]]:
    """TMX files."""
    count = size // 10
    yield "units", tmx("".join(_unit(n) for n in range(count)))
    yield "units-on-one-line-of-text", tmx(_unit(1, "a" * size))
    yield "cut", tmx(_unit(1) * 20)[:-200]
    yield "cut-inside-a-letter", tmx(_unit(1))[: tmx(_unit(1)).index("ả".encode()) + 1]
    yield "entity-bomb", tmx(_unit(1, "&e9;"), entities("tmx").decode())
    yield "external-entity", tmx(_unit(1, "&x;"), '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "external-type", tmx(_unit(1), '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">')
    elsewhere = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    yield "entity-of-nowhere", tmx(_unit(1, "&x;").replace("<seg>", "&x;<seg>").replace("<tuv", "&x;<tuv"), elsewhere)
    yield "attribute-bomb", tmx(_unit(1), f'<!DOCTYPE tmx [<!ATTLIST tmx a CDATA "{"a" * min(size, 9_000_000)}">]>')
    yield "nested", tmx('<tu><tuv xml:lang="en"><seg>' + "<hi>" * (size // 100) + "a")
    yield (
        "nested-a-little",
        tmx('<tu><tuv xml:lang="en"><seg>' + "<hi>" * 200 + "a" + "</hi>" * 200 + "</seg></tuv></tu>"),
    )
    yield "variants", tmx("<tu>" + '<tuv xml:lang="en"><seg>a</seg></tuv>' * count + "</tu>")
    yield "no-languages", tmx("<tu><tuv><seg>a</seg></tuv></tu>")
    yield "languages-that-are-none", tmx('<tu><tuv xml:lang="&#xfffd;-x"><seg>a</seg></tuv></tu>')
    yield "notes", tmx("<tu>" + "<note>a</note>" * count + "</tu>" + _unit(1))
    yield "attributes", tmx("<tu " + " ".join(f'a{n}="b"' for n in range(count // 10)) + "/>" + _unit(1))
    yield "instructions", tmx("<?a b?><!-- c -->" * count + _unit(1))
    yield "nul", tmx(_unit(1)).replace(b"harbour", b"har\0bour")
    yield "half-character", tmx(_unit(1)).replace(b"harbour", b"har\xed\xa0\x80bour")
    yield "wrong-declaration", b'<?xml version="1.0" encoding="utf-16"?>' + tmx(_unit(1))[21:]
    yield "declared-as-nothing", b'<?xml version="1.0" encoding="klingon"?>' + tmx(_unit(1))[21:]
    yield (
        "scores",
        tmx('<tu><prop type="score">nan</prop><prop type="band">²</prop>' + _unit(1)[4:]).replace(b' tuid="u1"', b""),
    )


def termbases(size: int) -> Iterator[tuple[str, bytes]]:
    """TBX files."""
    count = size // 20
    yield "entries", tbx("".join(_entry(n) for n in range(count)))
    yield "the-same-entry", tbx(_entry(1) * min(count, 20_000))
    yield "cut", tbx(_entry(1) * 20)[:-200]
    yield "entity-bomb", tbx(_entry(1, "&e9;"), entities("tbx").decode())
    yield "external-entity", tbx(_entry(1, "&x;"), '<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "parameter-entity", tbx(_entry(1), '<!DOCTYPE tbx [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>')
    yield "nested", tbx('<conceptEntry id="a">' + "<note>" * (size // 100))
    yield (
        "terms-of-one",
        tbx(
            '<conceptEntry id="a"><langSec xml:lang="en">'
            + "".join(f"<termSec><term>a{n}</term></termSec>" for n in range(count))
            + "</langSec></conceptEntry>"
        ),
    )
    yield "one-term", tbx(_entry(1, "a" * size))
    yield "notes", tbx('<conceptEntry id="a">' + "<note>a</note>" * count + "</conceptEntry>")
    yield "outside-of-entries", tbx("<p>a</p>" * count + _entry(1))
    yield "namespaces", tbx("".join(f'<a xmlns="urn:{n}"/>' for n in range(count // 10)) + _entry(1))
    yield "another-root", b"<html><body/></html>"
    yield "no-root", b"<?xml version='1.0'?>" + b" " * size
    yield "only-a-comment", b"<!--" + b" " * size


def sheets(size: int) -> Iterator[tuple[str, bytes]]:
    """CSV files."""
    count = size // 20
    yield "empty", b""
    yield "head-alone", b"en,vi"
    yield "lines", b"en,vi\n" + b"".join(b"a%d,b%d\n" % (n, n) for n in range(count))
    yield "one-line", b"en,vi\n" + b"a" * size
    yield "one-field", b'en,vi\n"' + b"a\n" * (size // 2)
    yield "quotes", b"en,vi\n" + b'"' * size
    yield "columns", b",".join([b"en", b"vi"] * (count // 2)) + b"\n" + b"a," * count
    yield "formulas", b'en,vi\n=HYPERLINK("http://a"),+1\n@SUM(1),-2\n"=cmd|\' /C calc\'!A0",\t=1\n'
    yield "bars", b"en,vi\n" + b"a|" * (size // 2) + b",b\n"
    yield "escaped-bars", b"en,vi\n" + b"\\" * size + b"|,b\n"
    yield "nul", b"en,vi\na\0,b\n"
    yield "carriage-returns", b"en,vi\ra,b\r\n\rc,d"
    yield "the-same-id", b"id,en,vi\n" + b"1,a,b\n" * count
    yield "blank-lines", b"en,vi\n" + b"\n" * count + b"a,b\n"
    yield "half-character", "en,vi\na\ud800,b\n".encode("utf-8", "surrogatepass")
    yield "utf-16-cut", "en\tvi\na\tb\n".encode("utf-16")[:-1]
    yield "gb18030", "简体中文,英文\n产业集群,cluster\n".encode("gb18030")
    yield "numbers-that-are-none", b"en,vi,score\na,b,nan\nc,d,1e999\ne,f,\xc2\xb2\n"
    yield "right-to-left", "en,vi\n\u202ea\u202c,b\n".encode()
    yield "separators", b",;\t|" * count


def lists(size: int) -> Iterator[tuple[str, bytes]]:
    """OmegaT and UTX files."""
    yield "utx-head-alone", b"#UTX"
    yield "utx-head-of-nothing", b"#UTX 1.2;;;;;;\n#\n"
    yield "utx-lines", b"#UTX 1.11; en/vi; 2020;\n#src\ttgt\tsrc:pos\n" + b"a\tb\tnoun\n" * (size // 20)
    yield "utx-one-line", b"#UTX 1.11; en/vi\n#src\ttgt\n" + b"a\t" * (size // 2)
    yield "omegat-lines", b"harbour\tc\xe1\xba\xa3ng\tnote\n" * (size // 20)
    yield "omegat-one-line", b"a" * size + b"\tb"
    yield "omegat-nothing", b"# only a comment\n" * 10


def records(size: int) -> Iterator[tuple[str, bytes]]:
    """Concepts as JSON Lines."""
    head = json.dumps({"format": "doichieu-glossary", "version": 1})
    concept = {"terms": [{"lang": "en", "text": "a"}, {"lang": "vi", "text": "b"}]}
    count = size // 20
    yield "empty", b""
    yield "nested", b"[" * size
    yield "nested-objects", (head + "\n" + '{"a":' * (size // 5)).encode()
    yield "digits", (head + "\n" + "9" * size).encode()
    yield "no-object", f"{head}\n[1]\n".encode()
    yield "null", f"{head}\nnull\n".encode()
    yield "concepts", (head + "\n" + "\n".join([json.dumps(concept)] * count)).encode()
    yield "one-text", (head + "\n" + json.dumps({"terms": [{"lang": "en", "text": "a" * size}]})).encode()
    yield "terms", (head + "\n" + json.dumps({"terms": [{"lang": "en", "text": "a"}] * count})).encode()
    yield (
        "half-character",
        f'{head}\n{{"terms":[{{"lang":"en","text":"\\ud800"}},{{"lang":"vi","text":"b"}}]}}'.encode(),
    )
    yield "nul", f'{head}\n{{"terms":[{{"lang":"en","text":"a\\u0000"}},{{"lang":"vi","text":"b"}}]}}'.encode()
    yield "infinite", f'{head}\n{{"score":1e999,"terms":[{{"lang":"en","text":"a"}}]}}'.encode()
    for field in ("terms", "score", "status", "definitions", "id", "occurrences"):
        for wrong in ("null", "{}", "[[]]", '"x"', "-1", "NaN"):
            yield (
                f"{field}-{ord(wrong[0]):x}",
                f'{head}\n{{"terms":[{{"lang":"en","text":"a"}}],"{field}":{wrong}}}'.encode(),
            )
