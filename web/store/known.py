# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""Which concepts that people keep occur in a text, whether or not they were mined from it, and where."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from aligner.types import LANGS
from glossary.types import Concept
from web.store import concepts, lexemes, vocabulary
from web.store.database import Store
from web.store.heads import Within

SETTLED = "c.status <> 'proposed'"
"""Concepts that people decided on; ``TOUCHED`` has those too that they merely had a hand in."""

TOUCHED = "c.touched"

_MARKS = {
    SETTLED: lexemes.DECIDED,
    TOUCHED: lexemes.TOUCHED,
    "c.status = 'approved'": lexemes.APPROVED,
    "1": 0,
    "0": None,
}
"""What a condition asks of the index: marks that a concept has, 0 for nothing, None for what no concept has."""

_AT_ONCE, _OVERLAP = 1 << 16, 1 << 10
"""Characters that the index is asked about at a time, and more than a term has."""


def relevant(
    store: Store, texts: Mapping[str, Iterable[str]], condition: str = SETTLED, *, among: Sequence[int] = ()
) -> list[int]:
    """The numbers of the concepts that may have a term in these texts (language → texts), without looking closely: of
    those that meet the condition, and of those ``among`` which are to be looked for in any case. A process that has the
    glossary's index (``web.store.vocabulary``) asks that, others the database."""
    snapshot = vocabulary.current(store) if condition in _MARKS else None
    if snapshot is None:
        return _by_heads(store, texts, condition, among)
    mark, others = _MARKS[condition], np.array(among, np.int64)
    wanted: set[int] = set()
    for part in _parts(texts):
        _, found, states = snapshot.candidates(part)
        meets = np.isin(found, others)
        if mark is not None:
            meets |= (states & mark) == mark
        wanted.update(found[meets].tolist())
    return sorted(wanted)


def _parts(texts: Mapping[str, Iterable[str]]) -> Iterator[list[tuple[str, str]]]:
    """Texts with their languages, not too many at a time; endless ones in pieces that overlap by more than a term."""
    held: list[tuple[str, str]] = []
    size = 0
    for lang, column in texts.items():
        for text in column:
            for start in range(0, max(len(text) - _OVERLAP, 1), _AT_ONCE):
                piece = text[start : start + _AT_ONCE + _OVERLAP]
                held.append((lang, piece))
                size += len(piece)
                if size > _AT_ONCE:
                    yield held
                    held, size = [], 0
    yield held


def _by_heads(store: Store, texts: Mapping[str, Iterable[str]], condition: str, among: Sequence[int]) -> list[int]:
    found: set[int] = set()
    others = "(SELECT value FROM json_each(?))"
    columns: dict[str, list[str]] = defaultdict(list)
    for lang, column in texts.items():
        columns["zh-Hans" if lang.startswith("zh") else lang] += column  # folding makes both scripts one
    for lang, held in columns.items():
        script = "t.lang LIKE 'zh%'" if lang.startswith("zh") else "+t.lang = ?"  # the head is what leads to a term
        within = Within(lang, held)
        wanted = json.dumps(sorted(within.heads), ensure_ascii=False)
        candidates = store.db.execute(
            "SELECT t.concept, t.folded FROM json_each(?) h JOIN terms t ON t.head = h.value "
            f"JOIN concepts c ON c.id = t.concept WHERE {script} AND ({condition} OR c.id IN {others})",
            (wanted, *(() if lang.startswith("zh") else (lang,)), json.dumps(among)),
        )
        found.update(concept for concept, folded in candidates.fetchall() if within.may_hold(folded))
    return sorted(found)


def values(store: Store, work: int, texts: Mapping[str, Iterable[str]]) -> list[Concept]:
    """The concepts to hold a work to: those mined from it, and those that people decided on and its texts may have."""
    mined = store.all("SELECT DISTINCT t.concept FROM uses u JOIN terms t ON t.id = u.term WHERE u.work = ?", (work,))
    wanted = sorted({int(record["concept"]) for record in mined}.union(relevant(store, texts)))
    return list(concepts.value(store, wanted, work).values())


def renderings(store: Store, texts: Mapping[str, Iterable[str]]) -> list[dict[str, list[str]]]:
    """What the aligner learns from the glossary: the approved and admitted terms of approved concepts that these texts
    may have, by language, of concepts that have them in two or more."""
    wanted = relevant(store, texts, "c.status = 'approved'")
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record in store.all(
        "SELECT concept, lang, text FROM terms WHERE status IN ('approved', 'admitted') AND concept IN "
        "(SELECT value FROM json_each(?)) ORDER BY concept, position",
        (json.dumps(wanted),),
    ):
        found[int(record["concept"])][record["lang"]].append(record["text"])
    bases = {lang.partition("-")[0] for lang in texts}
    return [
        {lang: terms[lang] for lang in LANGS if lang in terms}
        for terms in found.values()
        if len({lang.partition("-")[0] for lang in terms} & bases) > 1
    ]
