# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""Where works use the terms of concepts that people keep: looked for, and written down with how often."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.types import Span
from glossary.types import Concept
from web.store import concepts, places, vocabulary, works
from web.store.database import Store
from web.store.known import TOUCHED, relevant

MOST = 2_000
"""Sentences that a term is looked for in at once when people gave it or decided on it, so that nobody waits; where it
has more, the next mining counts them all."""

FEW = 50
"""Concepts up to which the rows of each are looked up; for more it is less work to go through the works."""

CROWD = 50
"""As many concepts may have one term for its places to count."""


def write(store: Store, work: int, only: Sequence[int] | None = None, likely: Sequence[int] | None = None) -> None:
    """Note where a work uses the terms of concepts that people had a hand in: all of these, or some; ``likely`` are
    those that its texts may have, where that is known.

    What mining counted stays, since it knows which renderings belong to which term of the original; what is looked for
    is what people wrote themselves, and the terms of a language in which mining found none.
    """
    keep(store, found(store, work, only, likely), unchanged=True)


@dataclass(frozen=True)
class Found:
    """Where a work uses terms, as it stood when it was searched: concept, row, language, term, span."""

    work: int
    state: tuple[int, ...]
    wanted: Sequence[int]
    places: Sequence[tuple[int, int, str, int, Span]]


@dataclass(frozen=True)
class Likely:
    """The concepts that people had a hand in of which a work's texts may have a term, when the glossary stood so."""

    stamp: int
    concepts: Sequence[int]

    def holds(self, store: Store) -> bool:
        """Whether nobody changed the glossary since: asked first of all in a transaction."""
        return vocabulary.stamp(store) == self.stamp


def likely(store: Store, work: int) -> Likely:
    """Look for them before a transaction changes the glossary, while that is told from memory."""
    return Likely(vocabulary.stamp(store), relevant(store, _columns(_texts(store, work)), TOUCHED))


def with_mined(store: Store, work: int, likely: Likely) -> list[int]:
    """The same with those of which mining just now found a term in the work, without those that are gone."""
    mined = store.all(
        "SELECT DISTINCT c.id FROM uses u JOIN terms t ON t.id = u.term JOIN concepts c ON c.id = t.concept "
        f"WHERE u.work = ? AND {TOUCHED}",
        (work,),
    )
    listed = json.dumps(likely.concepts)
    there = store.all(f"SELECT c.id FROM json_each(?) j JOIN concepts c ON c.id = j.value WHERE {TOUCHED}", (listed,))
    return sorted({int(record["id"]) for record in (*mined, *there)})


def _texts(store: Store, work: int) -> dict[int, dict[str, str]]:
    numbers = [
        r["number"]
        for r in store.all('SELECT r.number FROM "rows" r JOIN tables t ON t.id = r."table" WHERE t.work = ?', (work,))
    ]
    return places.texts(store, work, numbers)


def _columns(rows: Mapping[int, Mapping[str, str]]) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = defaultdict(list)
    for cells in rows.values():
        for lang, text in cells.items():
            columns[lang].append(text)
    return columns


def found(store: Store, work: int, only: Sequence[int] | None = None, likely: Sequence[int] | None = None) -> Found:
    """Look where a work uses the terms of concepts that people had a hand in, without writing anything."""
    state = _state(store, work)
    rows = _texts(store, work)
    wanted = relevant(store, _columns(rows), TOUCHED) if likely is None else list(likely)
    if only is not None:
        among = set(only)
        wanted = [one for one in wanted if one in among]
    return Found(work, state, wanted, list(_search(rows, _Sought(store, wanted))) if wanted else [])


def keep(store: Store, seen: Found, *, unchanged: bool = False) -> bool:
    """Note what was found in a work; false, and nothing noted, when the work has changed since, unless it is known to
    be ``unchanged``. Terms that are gone by now are left out."""
    if not unchanged and _state(store, seen.work) != seen.state:
        return False
    if seen.places:
        _keep(store, seen.work, seen.wanted, seen.places)
    return True


def _state(store: Store, work: int) -> tuple[int, ...]:
    """What differs once the rows of a work, or its texts, are others."""
    query = (
        "SELECT w.version, t.id, (SELECT max(id) FROM revisions WHERE work = w.id) AS last FROM works w "
        "LEFT JOIN tables t ON t.work = w.id WHERE w.id = ?"
    )
    return tuple((store.one(query, (work,)) or {}).values())


def write_rows(store: Store, work: int, numbers: Collection[int], carried: Mapping[tuple[str, int], int]) -> None:
    """Note anew where rows use the concepts of their work, after their texts changed, and count how often the work uses
    the terms of those that come there more or less often than before. Cells that have their words from another row
    (language and number, with the number before) have its places too."""
    from glossary.matcher import Matcher

    among = json.dumps(sorted(numbers))
    before: Counter[tuple[int, str]] = Counter()
    stood: dict[tuple[int, str], list[tuple[int, list[list[int]]]]] = defaultdict(list)
    for concept, number, lang, told in store.db.execute(
        "SELECT concept, number, lang, spans FROM occurrences WHERE work = ? "
        "AND number IN (SELECT value FROM json_each(?))",
        (work, json.dumps(sorted({*numbers, *carried.values()}))),
    ).fetchall():
        stood[number, lang].append((concept, json.loads(told)))
        if number in numbers:
            before[concept, lang] += len(stood[number, lang][-1][1])
    store.execute(
        "DELETE FROM occurrences WHERE work = ? AND number IN (SELECT value FROM json_each(?))", (work, among)
    )
    spans: dict[tuple[int, int, str], list[list[int]]] = {
        (concept, number, lang): ones
        for (lang, number), old in carried.items()
        if number in numbers
        for concept, ones in stood[old, lang]
    }
    langs = [record["lang"] for record in store.all("SELECT DISTINCT lang FROM documents WHERE work = ?", (work,))]
    fresh = sorted({number for number in numbers for lang in langs if (lang, number) not in carried})
    rows = places.texts(store, work, fresh)
    columns: dict[str, list[str]] = defaultdict(list)
    for number, cells in rows.items():
        for lang in [lang for lang in cells if (lang, number) in carried]:
            del cells[lang]
        for lang, text in cells.items():
            columns[lang].append(text)
    used = works.concepts_used(store, work)
    held = concepts.value(store, relevant(store, columns, "0", among=used), work)
    ids = list(held)
    matcher = Matcher([held[one] for one in ids])
    for number, cells in rows.items():
        for lang, text in cells.items():
            for match in matcher.find(text, lang):
                ones = spans.setdefault((ids[match.concept], number, lang), [])
                ones.append([match.span.start, match.span.stop])
    store.insert_all(
        "occurrences",
        ("concept", "work", "number", "lang", "spans"),
        ((concept, work, number, lang, ones) for (concept, number, lang), ones in spans.items()),
    )
    after: Counter[tuple[int, str]] = Counter()
    for (concept, _, lang), ones in spans.items():
        after[concept, lang] += len(ones)
    for concept in sorted({key[0] for key in before | after if before[key] != after[key]}):
        places.count(store, work, concept)


class _Sought:
    """Concepts that texts are searched for, made ready once for however many works."""

    def __init__(self, store: Store, wanted: Sequence[int]) -> None:
        from glossary.matcher import Matcher

        held = _told_apart(concepts.value(store, wanted))
        self.wanted = wanted
        self.ids = list(held)
        self.matcher = Matcher([held[one] for one in self.ids])
        self.terms = _terms(store, wanted)


def _write(store: Store, work: int, rows: places.Texts, sought: _Sought) -> None:
    _keep(store, work, sought.wanted, _search(rows, sought))


def _search(rows: places.Texts, sought: _Sought) -> Iterator[tuple[int, int, str, int, Span]]:
    for number, cells in rows.items():
        for lang, text in cells.items():
            for match in sought.matcher.find(text, lang):
                concept = sought.ids[match.concept]
                term = sought.terms[concept, match.term.lang, match.term.text, match.term.region]
                yield concept, number, lang, term, match.span


def _keep(store: Store, work: int, wanted: Sequence[int], found: Iterable[tuple[int, int, str, int, Span]]) -> None:
    counts: Counter[int] = Counter()
    spans: dict[tuple[int, int, str], list[list[int]]] = defaultdict(list)
    there = set(_terms(store, wanted).values()) - _counted(store, work, wanted)
    for concept, number, lang, term, span in found:
        if term in there:
            counts[term] += 1
            spans[concept, number, lang].append([span.start, span.stop])
    store.insert_all("uses", ("term", "work", "count"), ((term, work, count) for term, count in counts.items()))
    store.insert_all(
        "occurrences",
        ("concept", "work", "number", "lang", "spans"),
        ((concept, work, number, lang, ones) for (concept, number, lang), ones in spans.items()),
    )


def _told_apart(held: dict[int, Concept]) -> dict[int, Concept]:
    """The concepts without terms that a crowd of them has: where such a term stands says nothing about any of them, and
    a file of ten thousand concepts with one term would make ten thousand places of each word."""
    owners = Counter(key for concept in held.values() for key in {(term.lang, term.text) for term in concept.terms})
    crowded = {key for key, count in owners.items() if count > CROWD}
    if not crowded:
        return held
    return {
        one: replace(concept, terms=tuple(term for term in concept.terms if (term.lang, term.text) not in crowded))
        for one, concept in held.items()
    }


def _terms(store: Store, wanted: Sequence[int]) -> dict[tuple[int, str, str, str], int]:
    query = "SELECT id, concept, lang, text, region FROM terms WHERE concept IN (SELECT value FROM json_each(?))"
    found = store.all(query, (json.dumps(wanted),))
    return {(int(r["concept"]), r["lang"], r["text"], r["region"]): int(r["id"]) for r in found}


def _counted(store: Store, work: int, wanted: Sequence[int]) -> set[int]:
    """The terms of these concepts that are not to be looked for in the work: mining counted them, or others beside them
    that say the same."""
    ids = json.dumps(wanted)
    found = store.all(
        "SELECT t.id FROM terms t WHERE t.concept IN (SELECT value FROM json_each(?)) AND EXISTS "
        "(SELECT 1 FROM uses u JOIN terms other ON other.id = u.term WHERE u.work = ? AND other.concept = t.concept "
        "AND (other.id = t.id OR (other.lang = t.lang AND t.author = '')))",
        (ids, work),
    )
    return {int(record["id"]) for record in found}


def follow(store: Store, ids: Sequence[int]) -> None:
    """Look for concepts in all works once people decided on them: mining counted them only where it found them."""
    if len(ids) <= FEW:
        for concept in ids:
            everywhere(store, concept)
        return
    for work in works.aligned(store):
        write(store, work, ids)


def everywhere(store: Store, concept: int) -> None:
    """Look for a concept's terms in all works, but only in the rows that the search index names: after people gave it
    terms, or decided on it."""
    if found := _rows_with(store, concept):
        sought = _Sought(store, [concept])
        for work, numbers in found.items():
            _write(store, work, places.texts(store, work, numbers), sought)


def _rows_with(store: Store, concept: int) -> dict[int, set[int]]:
    """The rows of aligned works that may use a concept's terms, as the search index sees it: works and row numbers."""
    from glossary.keys import units
    from web.store import contexts, index, search

    index.ready(store)
    finder = contexts.Rows(store)
    found: dict[int, set[int]] = defaultdict(set)
    for term in store.all("SELECT text, lang FROM terms WHERE concept = ?", (concept,)):
        if parts := units(term["text"]):
            ids = search.sentences(store, search.phrase(parts), term["lang"], MOST)
            for place in contexts.places(store, ids):
                _, number = finder.of(place)
                if number:
                    found[place.work].add(number)
    return dict(sorted(found.items()))
