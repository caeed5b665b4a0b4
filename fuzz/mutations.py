"""Changes that keep a file's form: elements, values and cells move about, so that what reads them goes deep.

Bytes changed blindly break the form of a file nearly every time, and only the parser is tried. Half of the changes are
made by libFuzzer to the bytes; the others here to what they mean: the tree of an XML or HTML file, the values of JSON
Lines, the cells of a sheet. A file may hold several parts, with a NUL between two.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree, html

Mutate = Callable[[bytes, int], bytes]
"""libFuzzer's own changes: the bytes and how many there may be."""

ODD = (
    *("", " ", "0", "-1", "²", "9" * 30, "1e999", "nan", "=1+1", "a|b", "\\", '"', "\u202e", "\u200b", "e\u0301\u0323"),
    *(
        "\u3000",
        "𠮷",
        "港口",
        "cảng",
        "zh-Hant",
        "ZH",
        "en-US",
        "x-none",
        "true",
        "null",
        "c1",
        "[[",
        "&lt;br/>",
        "１９",
    ),
)
"""Values that mean something somewhere."""


def tree(data: bytes, words: Sequence[str], chance: random.Random, most: int, head: int = 0) -> bytes | None:
    """One of the parts after the first ``head`` bytes, an element of it changed; None where it is no XML."""
    parts = data[head:].split(b"\0")
    place = chance.randrange(len(parts))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(parts[place], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    try:
        for _ in range(chance.randint(1, 4)):
            _change(root, words, chance)
    except ValueError:  # names and values that XML does not have, as broken files do
        return None
    whole: Any = root.getroottree()
    kept = whole.docinfo.doctype.encode() if chance.random() < 0.3 else b""
    parts[place] = kept + etree.tostring(root, encoding="utf-8")
    made = data[:head] + b"\0".join(parts)
    return made if len(made) <= most else None


def page(data: bytes, words: Sequence[str], chance: random.Random, most: int) -> bytes | None:
    """A web page with some element of it changed; None where it has none."""
    try:
        root = html.fromstring(data.decode("utf-8", "replace").replace("\0", ""))
        for _ in range(chance.randint(1, 4)):
            _change(root, words, chance)
        made: bytes = etree.tostring(root, encoding="utf-8", method="html")
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return made if len(made) <= most else None


def _change(root: Any, words: Sequence[str], chance: random.Random) -> None:
    """One element put elsewhere, written again, taken out, named anew, or with another value."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    one, other = chance.choice(elements), chance.choice(elements)
    match chance.randrange(8):
        case 0 | 1 if len(elements) < 200 and one not in list(other.iterancestors()):
            for _ in range(chance.choice((1, 1, 2, 5))):
                other.insert(chance.randint(0, len(other)), deepcopy(one))
        case 2 if one is not root:
            one.getparent().remove(one)
        case 3:
            one.tag = other.tag if chance.random() < 0.6 else _named(one, words, chance)
        case 4 if other.attrib:
            name = chance.choice(list(other.attrib))
            one.set(name, _value(str(other.get(name)), words, chance))
        case 5 if one.attrib:
            name = chance.choice(list(one.attrib))
            if chance.random() < 0.3:
                del one.attrib[name]
            else:
                one.set(name, _value(str(one.get(name)), words, chance))
        case 6:
            one.tail = _value(one.tail or "", words, chance)
        case _:
            one.text = _value(one.text or "", words, chance)


def _named(element: Any, words: Sequence[str], chance: random.Random) -> str:
    """A name of the dictionary, in the space of the element."""
    space = f"{{{etree.QName(element).namespace}}}" if etree.QName(element).namespace else ""
    names = [word for word in words if word.isascii() and word.isalpha()]
    return space + (chance.choice(names) if names else "a")


def _value(text: str, words: Sequence[str], chance: random.Random) -> str:
    """Another text in the place of this one: an odd one, a word of the dictionary, or a piece twice or not at all."""
    if (kind := chance.randrange(5)) < 2 or not text:
        return chance.choice(ODD if kind or not words else words).replace("\0", "")
    start, stop = sorted(chance.randint(0, len(text)) for _ in range(2))
    return {
        2: text[:start] + text[stop:],
        3: (text[:stop] + text[start:])[:2000],
        4: text[:start] + chance.choice(ODD) + text[start:],
    }[kind]


def lines(data: bytes, words: Sequence[str], chance: random.Random, most: int, head: int = 0) -> bytes | None:
    """JSON Lines with a value of one line changed; None where they are none."""
    rows = data[head:].split(b"\n")
    place = chance.randrange(len(rows))
    try:
        held = json.loads(rows[place])
    except (ValueError, RecursionError):
        return None
    rows[place] = json.dumps(_valued(held, words, chance), ensure_ascii=chance.random() < 0.3).encode(
        "utf-8", "surrogatepass"
    )
    if chance.random() < 0.2:
        rows.insert(chance.randint(0, len(rows)), rows[place])
    made = data[:head] + b"\n".join(rows)
    return made if len(made) <= most else None


def _valued(held: Any, words: Sequence[str], chance: random.Random) -> Any:
    if held and isinstance(held, dict) and chance.random() < 0.85:
        key = chance.choice(list(held))
        if chance.random() < 0.1:
            return {name: value for name, value in held.items() if name != key}
        return {**held, key: _valued(held[key], words, chance)}
    if held and isinstance(held, list) and chance.random() < 0.85:
        place = chance.randrange(len(held))
        if chance.random() < 0.2:
            return [*held, held[place]] if chance.random() < 0.5 else held[:place]
        return [*held[:place], _valued(held[place], words, chance), *held[place + 1 :]]
    if isinstance(held, str) and chance.random() < 0.6:
        return _value(held, words, chance)
    return chance.choice((None, True, -1, 0, 2**63, 10**40, 1e308, float("nan"), "", [], {}, [[]], "\ud800", "a", 0.5))


def cells(data: bytes, words: Sequence[str], chance: random.Random, most: int, head: int = 0) -> bytes | None:
    """A sheet with a cell, a row or a column of it changed."""
    mark = max((b",", b"\t", b";"), key=data.count)
    rows = [row.split(mark) for row in data[head:].split(b"\n")]
    row = chance.choice(rows)
    place = chance.randrange(len(row))
    match chance.randrange(6):
        case 0:
            rows.insert(chance.randrange(len(rows) + 1), list(row))
        case 1:
            other = chance.choice(rows)
            row[place] = chance.choice(other)
        case 2:
            for line in rows:
                if place < len(line):
                    line.insert(chance.choice((place, 0)), line[place])
        case 3:
            del row[place]
        case _:
            row[place] = _value(row[place].decode("utf-8", "replace"), words, chance).encode("utf-8", "replace")
    made = data[:head] + b"\n".join(mark.join(line) for line in rows)
    return made if len(made) <= most else None


Manner = Callable[[bytes, Sequence[str], random.Random, int], bytes | None]


def behind(manner: Callable[..., bytes | None]) -> Manner:
    """The same after a first byte, which says how the rest is read and changes now and then."""

    def mutated(data: bytes, words: Sequence[str], chance: random.Random, most: int) -> bytes | None:
        made = manner(data, words, chance, most, head=1) if data else None
        if made and chance.random() < 0.02:
            return bytes([chance.randrange(6)]) + made[1:]
        return made

    return mutated


def any_of(*manners: Manner) -> Manner:
    """Whichever of them fits the file."""

    def mutated(data: bytes, words: Sequence[str], chance: random.Random, most: int) -> bytes | None:
        return next((made for manner in manners if (made := manner(data, words, chance, most)) is not None), None)

    return mutated


MANNERS: dict[str, Manner] = {
    "reader-html": page,
    "reader-docx": behind(tree),
    "table-tmx": tree,
    "table-text": any_of(behind(lines), behind(cells)),
    "table-xlsx": behind(tree),
    "terms-tbx": behind(tree),
    "terms-tmx": tree,
    "terms-sheet": behind(cells),
    "terms-xlsx": behind(tree),
    "terms-jsonl": lines,
}
"""How the files of a target are changed, beside what libFuzzer does to their bytes."""


def mutator(target: str, words: Sequence[str], mutate: Mutate) -> Callable[[bytes, int, int], bytes] | None:
    """What atheris calls with the bytes, how many there may be, and a seed; None where libFuzzer does it alone."""
    if (manner := MANNERS.get(target)) is None:
        return None

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        made = manner(data, words, chance, most) if chance.random() < 0.6 else None
        return mutate(data, most) if made is None else made

    return mutated
