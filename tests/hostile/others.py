"""What is given beside texts and terms: patterns, confirmed rows, lists of works, copies, folders of everything."""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.hostile.texts import ENGLISH, VIETNAMESE


def toml(pattern: str, more: str = "") -> bytes:
    """A file of patterns with one check."""
    return f"[[check]]\nid = 'a'\nmessage = 'm'\npattern = '''{pattern}'''\n{more}".encode()


PATTERNS = {
    "repeats": "(?:(?:(?:a{1000}){1000}){1000}){1000}",
    "repeats-of-nothing": "(?:(?:(?:){9999}){9999}){9999}",
    "calls-itself": "(?R)?" * 100 + "a",
    "calls": "(?P<q>a(?&q)?)*",
    "groups": "(" * 400 + ")" * 400,
    "open-groups": "(" * 900,
    "sets": "[" * 900,
    "sets-in-sets": "(?V1)" + "[a" * 400 + "]" * 400,
    "catastrophe": "(?:(?:(?:[a-z ]+)+)+)+#",
    "catastrophe-of-words": "(?:\\w+\\s?)*#",
    "catastrophe-of-anything": "(.*)*(.*)*(.*)*\\1#",
    "back-and-forth": "(?=(.*a.*)*)(?<=(.*b.*)*)#",
    "inexact": "(?b)(?:the workshops stood close together so){e}",
    "options": "a?" * 400 + "a" * 400,
    "flags": "(?au)a",
    "half-character": "[\\uD800-\\uDFFF]",
    "nothing": "(?:)*",
    "everything": ".",
    "marks": "\\X*" * 200,
}


def patterns(size: int) -> Iterator[tuple[str, bytes]]:
    """Files of patterns."""
    for name, pattern in PATTERNS.items():
        yield name, toml(pattern)
    yield "suggestion", toml("(a)", "suggestion = '\\99 \\g<b>'")
    yield "digits", b"a = " + b"9" * 5000
    yield "hexadecimal", b"a = 0x" + b"F" * min(size, 900_000)
    yield "long-key", b"a" + b".a" * (min(size, 900_000) // 3) + b" = 1"
    yield "long-table", b"[[a" + b".a" * (min(size, 900_000) // 3) + b"]]"
    yield "keys", b"".join(b"a%d.b.c.d.e = 1\n" % n for n in range(min(size, 400_000) // 20))
    yield "tables", b"[[check]]\n" * (size // 10)
    yield "nested", b"a = " + b"[" * size
    yield "nested-tables", b"a = " + b"{a=" * size
    yield "open-text", b"a = '''" + b"b\n" * (size // 2)
    yield "quotes", b'a = """' + b"\\" * size
    yield "date", b"a = 2020-13-45T99:99:99Z"
    yield "nul", toml("a\0")
    yield "half-character-itself", toml("a") + "# \ud800".encode("utf-8", "surrogatepass")
    yield "utf-16", toml("a").decode().encode("utf-16")
    yield "empty", b""
    yield "another-form", b"{}"
    for key, value in (("id", "[]"), ("langs", '"vi"'), ("langs", "[1]"), ("severity", "{}"), ("ignore-case", "1e999")):
        yield f"{key}-{ord(value[0]):x}", toml("a").replace(b"id = 'a'", b"") + f"{key} = {value}\n".encode()


def anchors(size: int) -> Iterator[tuple[str, bytes]]:
    """Confirmed rows."""
    yield "far-apart", b"0,1000000000000\t0\n"
    yield "digits", b"9" * 5000 + b"\t0\n"
    yield "beyond-all", b"999999999999999999999\t0\n"
    yield "backwards", b"1\t0\n0\t1\n"
    yield "below-nothing", b"-1\t0\n"
    yield "the-same", b"0\t0\n" * (size // 10)
    yield "columns", b"0\t" * size
    yield "commas", b"," * size + b"\t0\n"
    yield "cell", b",".join(b"%d" % n for n in range(size // 10)) + b"\t0\n"
    yield "other-digits", "١\t²\n".encode()
    yield "nul", b"\0\t\0\n"
    yield "utf-16", "0\t0\n".encode("utf-16")
    yield "empty", b""


def manifests(size: int) -> Iterator[tuple[str, bytes]]:
    """Lists of works."""
    yield "nested.jsonl", b'{"name": "a", "files": ' + b"[" * size
    yield "half-character.jsonl", b'{"name": "\\ud800", "files": ["en=\\ud800", "vi=\\udfff"]}'
    yield "digits.jsonl", b'{"name": ' + b"9" * 5000 + b', "files": []}'
    yield "no-list.jsonl", b'{"name": "a", "files": {"en": {"vi": []}}}'
    yield "long-names.jsonl", json.dumps({"name": "a" * size, "files": [f"en={'b' * size}", "c" * size]}).encode()
    yield "upwards.jsonl", b'{"name": "../../../tmp/evil", "files": ["en=a.txt", "vi=b.txt"]}'
    yield "devices.jsonl", b'{"name": "con", "files": ["en=/dev/zero", "vi=/dev/stdin"]}'
    yield "nul.jsonl", b'{"name": "a\\u0000", "files": ["en=a\\u0000", "b"]}'
    yield "names.tsv", b"a\0\tb\n\x1b[31m\t=\t==\n" + b"=a\tb=\n"
    yield "cells.tsv", b"a" + b"\tb" * size
    yield "the-same-name.tsv", b"a\tb\n" * (size // 10)
    yield "upwards.tsv", b"../../../../tmp/evil\ten=a.txt\tvi=b.txt\n"
    yield "utf-16.tsv", "a\tb\n".encode("utf-16")
    yield "empty.tsv", b""
    yield "itself.tsv", b"a\titself.tsv\titself.tsv\n"


def copies(size: int) -> Iterator[tuple[str, bytes]]:
    """Databases to put back: none at all, cut, overwritten, of somebody else's, and with another schema inside."""
    sound = database(filled=False)
    noise = random.Random(2)
    yield "empty", b""
    yield "text", b"no database " * 100
    yield "noise", noise.randbytes(min(size, 1_000_000))
    yield "only-a-head", sound[:100]
    yield "cut", sound[: len(sound) // 2]
    yield "overwritten", sound[:8192] + bytes(8192) + sound[16384:]
    for number in range(5):
        place = noise.randrange(4096, len(sound) - 600)
        yield f"overwritten-{number}", sound[:place] + noise.randbytes(500) + sound[place + 500 :]
    yield "wal-of-nothing", sound[:18] + b"\2\2" + sound[20:]
    for name, script in {
        "somebody-else": "PRAGMA application_id = 1",
        "newer": "PRAGMA user_version = 9999",
        "below-nothing": "PRAGMA user_version = -5",
        "before-the-first": "PRAGMA user_version = 0",
        "no-tables": "DROP TABLE revisions",
        "another-column": "ALTER TABLE works ADD COLUMN evil TEXT",
        "trigger": "CREATE TRIGGER evil AFTER INSERT ON works BEGIN DELETE FROM concepts; END",
        "view": "CREATE VIEW evil AS SELECT * FROM works",
    }.items():
        yield name, changed(sound, script)


def database(filled: bool = True) -> bytes:
    """A sound database as a file; filled: with a work, terms, findings, and what people did."""
    from web.store import Store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        if filled:
            from tests.victims import fill

            fill(path, 1)
        Store(path).close()
        with closing(sqlite3.connect(path)) as opened:
            opened.execute("PRAGMA journal_mode = DELETE")
        return path.read_bytes()


def changed(data: bytes, script: str) -> bytes:
    """The database after these statements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        path.write_bytes(data)
        with closing(sqlite3.connect(path)) as opened:
            opened.executescript(script)
        return path.read_bytes()


ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**63, 10**400, 1e308, float("nan"), "", "a", "\ud800", "a\0b", "x" * 100_000, [], {}, [1]),
    *(
        {"base16": "zz"},
        {"base16": "00ff"},
        {"float": "nan"},
        {"float": "x"},
        {"other": 1},
        "[",
        "{}",
        "null",
        "9" * 30,
    ),
)


def damage(folder: Path, chance: random.Random) -> str:
    """Damage one thing in a folder of everything, and say what."""
    tables = sorted(path for path in (folder / "tables").iterdir() if path.stat().st_size)
    path = chance.choice([*tables * 8, folder / "manifest.json", *(folder / "files").iterdir()])
    data = path.read_bytes()
    if path in tables and chance.random() < 0.8:
        lines = data.splitlines(keepends=True)
        place = chance.randrange(len(lines))
        record = json.loads(lines[place])
        key = chance.choice(list(record))
        value = chance.choice(ODD)
        record[key] = value
        lines[place] = json.dumps(record).encode() + b"\n"
        path.write_bytes(b"".join(lines))
        return f"{path.name}, line {place + 1}: {key} is {str(value)[:40]!r}"
    start, stop = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    ways: dict[str, Callable[[], bytes]] = {
        "cut": lambda: data[:start],
        "a piece is out": lambda: data[:start] + data[stop:],
        "a piece is there twice": lambda: data[:stop] + data[start:],
        "noise": lambda: data[:start] + chance.randbytes(20) + data[start:],
        "empty": lambda: b"",
    }
    way = chance.choice([*ways, "gone"])
    if way == "gone":
        path.unlink()
    else:
        path.write_bytes(ways[way]())
    return f"{path.name}: {way}"


SOUND = {"en": ENGLISH * 3, "vi": VIETNAMESE * 3}
"""Texts that stand beside a hostile one."""
