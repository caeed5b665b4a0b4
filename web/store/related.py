# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""Concepts that have to do with another one: the same term, longer and shorter ones, and those in the same rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from web.store.database import Record, Store

HOW = ("same", "longer", "shorter", "together")
"""In which ways concepts are related, the closest first."""

SHORTEST = {"zh": 2}  # characters of a term that is looked for in others; of other languages four
TOGETHER = 3  # rows that two concepts share at least
MOST, WORDS, ROWS = 2000, 24, 500
"""Terms, words of one term, and rows that are looked at: a page does not wait for a word that everything has."""


def related(store: Store, concept: int, limit: int) -> list[tuple[int, str, int]]:
    """The numbers of related concepts, in which way they are, and in how many languages, or rows."""
    terms = store.all("SELECT lang, folded, key, status FROM terms WHERE concept = ?", (concept,))
    terms = [term for term in terms if term["status"] not in ("forbidden", "deprecated")]
    found: dict[int, tuple[str, int]] = {}
    for how, numbers in (
        ("same", _same(store, concept, terms)),
        ("longer", _around(store, concept, terms, longer=True)),
        ("shorter", _around(store, concept, terms, longer=False)),
        ("together", _together(store, concept)),
    ):
        for number, weight in sorted(numbers.items(), key=lambda one: (-one[1], one[0]))[:limit]:
            found.setdefault(number, (how, weight))
    return [(number, how, weight) for number, (how, weight) in found.items()]


def _same(store: Store, concept: int, terms: Sequence[Record]) -> dict[int, int]:
    keys = json.dumps([term["key"] for term in terms], ensure_ascii=False)
    found = store.all(
        "SELECT concept, count(DISTINCT lang) AS langs FROM terms WHERE key IN (SELECT value FROM json_each(?)) "
        "AND concept <> ? AND status <> 'forbidden' GROUP BY concept",
        (keys, concept),
    )
    return {int(record["concept"]): int(record["langs"]) for record in found}


def _around(store: Store, concept: int, terms: Sequence[Record], *, longer: bool) -> dict[int, int]:
    """Concepts with a term around one of these, or within one, as whole words, by the number of languages."""
    langs: dict[int, set[str]] = defaultdict(set)
    for lang, texts in _by_lang(terms).items():
        least = SHORTEST.get(lang.partition("-")[0], 4)
        for text in dict.fromkeys(text for text in texts if len(text) >= least):
            for number in (_longer if longer else _shorter)(store, lang, text, least):
                langs[number].add(lang)
    langs.pop(concept, None)
    return {number: len(found) for number, found in langs.items()}


def _longer(store: Store, lang: str, text: str, least: int) -> list[int]:
    """Concepts with a longer term that holds this one. The search index knows terms with its words; of words that very
    many terms have, the first of these are looked at."""
    from glossary.keys import units
    from web.store.search import phrase

    parts = units(text)
    if not parts:
        return []
    edge = "" if lang.startswith("zh") else " "
    found = store.all(
        f"SELECT DISTINCT t.concept FROM (SELECT rowid FROM terms_fts WHERE terms_fts MATCH ? LIMIT {MOST}) f "
        "JOIN terms t ON t.id = f.rowid WHERE t.lang = ? AND t.folded <> ? AND length(t.folded) >= ? "
        "AND instr(? || t.folded || ?, ?)",
        (phrase(parts), lang, text, least, edge, edge, f"{edge}{text}{edge}"),
    )
    return [int(record["concept"]) for record in found]


def _shorter(store: Store, lang: str, text: str, least: int) -> list[int]:
    """Concepts with a term that stands within this one: all its runs of words, or of characters, are looked up."""
    chinese = lang.startswith("zh")
    words = list(text) if chinese else text.split(" ")
    between = "" if chinese else " "
    runs = {
        between.join(words[start:stop])
        for start in range(min(len(words), WORDS))
        for stop in range(start + 1, min(len(words), start + WORDS) + 1)
    }
    wanted = [run for run in runs if len(run) >= least and run != text]
    found = store.all(
        "SELECT DISTINCT t.concept FROM json_each(?) w JOIN terms t ON t.folded = w.value WHERE +t.lang = ?",
        (json.dumps(wanted, ensure_ascii=False), lang),
    )
    return [int(record["concept"]) for record in found]


def _by_lang(terms: Iterable[Record]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        found[term["lang"]].append(term["folded"])
    return found


def _together(store: Store, concept: int) -> dict[int, int]:
    """Concepts that stand in the same rows more often than not; of one that stands in very many, so many of its rows
    speak for all."""
    found = store.all(
        f"WITH mine AS (SELECT DISTINCT work, number FROM occurrences WHERE concept = ? LIMIT {ROWS}), "
        "both AS (SELECT o.concept, count(DISTINCT o.work || ':' || o.number) AS shared FROM mine m "
        "JOIN occurrences o ON o.work = m.work AND o.number = m.number WHERE o.concept <> ? GROUP BY o.concept) "
        "SELECT b.concept, b.shared FROM both b WHERE b.shared >= ? AND 2 * b.shared >= "
        "(SELECT count(DISTINCT o.work || ':' || o.number) FROM occurrences o WHERE o.concept = b.concept)",
        (concept, concept, TOGETHER),
    )
    return {int(record["concept"]): int(record["shared"]) for record in found}
