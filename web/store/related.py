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
        edge = "" if lang.startswith("zh") else " "
        least = SHORTEST.get(lang.partition("-")[0], 4)
        one, other = ("'{e}' || folded || '{e}'", "w.value") if longer else ("w.value", "'{e}' || folded || '{e}'")
        one, other = one.format(e=edge), other.format(e=edge)
        wanted = json.dumps([f"{edge}{text}{edge}" for text in texts if len(text) >= least], ensure_ascii=False)
        for record in store.all(
            f"SELECT DISTINCT concept FROM terms, json_each(?) w WHERE lang = ? AND concept <> ? "
            f"AND length(folded) >= ? AND folded <> trim(w.value) AND instr({one}, {other})",
            (wanted, lang, concept, least),
        ):
            langs[int(record["concept"])].add(lang)
    return {number: len(found) for number, found in langs.items()}


def _by_lang(terms: Iterable[Record]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        found[term["lang"]].append(term["folded"])
    return found


def _together(store: Store, concept: int) -> dict[int, int]:
    """Concepts that stand in the same rows more often than not."""
    found = store.all(
        "WITH mine AS (SELECT DISTINCT work, number FROM occurrences WHERE concept = ?), "
        "both AS (SELECT o.concept, count(DISTINCT o.work || ':' || o.number) AS shared FROM mine m "
        "JOIN occurrences o ON o.work = m.work AND o.number = m.number WHERE o.concept <> ? GROUP BY o.concept) "
        "SELECT b.concept, b.shared FROM both b WHERE b.shared >= ? AND 2 * b.shared >= "
        "(SELECT count(DISTINCT o.work || ':' || o.number) FROM occurrences o WHERE o.concept = b.concept)",
        (concept, concept, TOGETHER),
    )
    return {int(record["concept"]): int(record["shared"]) for record in found}
