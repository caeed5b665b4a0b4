"""Queries of the full-text index, written from units of text (``glossary.keys``), never from what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.keys import Unit


def phrase(units: Sequence[Unit], *, exact: bool = True) -> str:
    """The full-text query for units one after the other.

    >>> from glossary.keys import units
    >>> phrase(units("Supply chains")), phrase(units("cụm công")), phrase(units("產業集羣")), phrase(units("電"))
    ('stems : "suppli chain"', 'words : "cụm công"', 'words : "产业 业集 集群"', 'han : "电"')
    """
    if not any(unit.han for unit in units):
        if exact and any(unit.marked for unit in units):
            return f"words : {quoted(unit.key for unit in units)}"
        return f"stems : {quoted(unit.stem for unit in units)}"
    if len(units) == 1:
        return f"han : {quoted(units[0].key)}"
    words: list[str] = []
    for place, unit in enumerate(units):
        after = units[place + 1] if place + 1 < len(units) else None
        if unit.han and after is None:
            if not units[place - 1].han:
                return f"(words : {quoted(words)} AND han : {quoted(unit.key)})"
        else:
            words.append(unit.key + (after.key if unit.han and after is not None and after.han else ""))
    return f"words : {quoted(words)}"


def syllables(ways: Iterable[Sequence[str]]) -> str:
    """The full-text query for terms whose Chinese is read in one of these ways.

    >>> syllables([("xian",), ("xi", "an")])
    'pinyin : ("xian" OR "xi an")'
    """
    return f"pinyin : ({' OR '.join(map(quoted, ways))})"


def either(queries: Iterable[str]) -> str:
    """Full-text queries as one that finds what any of them does."""
    different = list(dict.fromkeys(queries))
    return different[0] if len(different) == 1 else " OR ".join(f"({query})" for query in different)


def quoted(words: Iterable[str]) -> str:
    """Words one after the other, as the full-text search wants them. Words of ours hold no quotation marks."""
    return '"' + " ".join([words] if isinstance(words, str) else words) + '"'
