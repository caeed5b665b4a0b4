"""Searching the index: sentences that hold words, sentences like another one, terms by their keys, words nearly spelled
right. What comes in here is already cut into units (``glossary.keys``), so nobody's text is ever read as a query.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.store.database import Store
from web.store.index import ready

if TYPE_CHECKING:
    pass

__all__ = ["candidates", "ready"]

RARE = 800
"""A word that more sentences have than this says little about which of them is like another."""

MOST_WORDS = 60  # of a sentence that is looked for
END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """A stored sentence: its id, its document, its number there, its language and text."""

    id: int
    document: int
    number: int
    lang: str
    text: str


def candidates(store: Store, text: str, lang: str = "", limit: int = 50) -> list[Found]:
    """The sentences that share most words with a text, rare words counting more: what a closer comparison is made with.

    ``lang`` keeps to one language, both Chinese scripts being one; without it all are searched.
    """
    from glossary.keys import streams

    ready(store)
    parts = streams(text)
    column = "stems" if lang == "en" else "words"
    words = getattr(parts, column).split()[:MOST_WORDS]
    total = int(store.value("SELECT max(id) FROM segments") or 0)
    scores: dict[int, float] = defaultdict(float)
    frequent: list[list[int]] = []
    for phrase in [*dict.fromkeys((word,) for word in words), *dict.fromkeys(zip(words, words[1:], strict=False))]:
        if len(phrase) == 2 and not frequent:
            break
        ids = _matching(store, f"{column} : {_phrase(phrase)}", RARE + 1)
        if len(ids) > RARE:
            frequent.append(ids)
            continue
        weight = math.log(1 + total / (1 + len(ids)))
        for identifier in ids:
            scores[identifier] += weight
    if not scores:
        for ids in frequent:
            for identifier in ids:
                scores[identifier] += 1.0
    ordered = sorted(scores, key=lambda identifier: (-scores[identifier], identifier))
    found: list[Found] = []
    for start in range(0, len(ordered), 4 * limit):
        found += [one for one in segments(store, ordered[start : start + 4 * limit]) if same_language(one.lang, lang)]
        if len(found) >= limit:
            break
    return found[:limit]


def same_language(lang: str, wanted: str) -> bool:
    """Whether a language is the wanted one, or any is; both Chinese scripts are one.

    >>> same_language("zh-Hant", "zh-Hans"), same_language("en", ""), same_language("en", "vi")
    (True, True, False)
    """
    return not wanted or lang.partition("-")[0] == wanted.partition("-")[0]


def segments(store: Store, ids: Sequence[int]) -> list[Found]:
    """The sentences with these ids, in this order."""
    found = {
        record["id"]: Found(**record)
        for record in store.all(
            "SELECT s.id, s.document, s.number, d.lang, s.text FROM segments s JOIN documents d ON d.id = s.document "
            "WHERE s.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
    }
    return [found[identifier] for identifier in ids if identifier in found]


def _matching(store: Store, query: str, limit: int) -> list[int]:
    return [
        int(record["rowid"])
        for record in store.all("SELECT rowid FROM segments_fts WHERE segments_fts MATCH ? LIMIT ?", (query, limit))
    ]


def _phrase(words: Iterable[str]) -> str:
    """Words one after the other, as the full-text search wants them. Words of ours hold no quotation marks."""
    return '"' + " ".join(words) + '"'
