# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Concepts of the glossary with their terms: list, find, read one, and hand them out as the glossary takes them.

``mined`` writes what a work's rows prove, ``curation`` what people decide.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.types import LANGS, Span
from glossary.types import Concept, Occurrence, PartOfSpeech, Status, Term, TermType
from web.errors import NotFound
from web.store.database import Record, Store
from web.store.mined import write
from web.views import ConceptView, DuplicateView, Page, TermView

__all__ = [
    "Choice",
    "domains",
    "duplicates",
    "every",
    "having",
    "page",
    "statuses",
    "terms_like",
    "value",
    "values",
    "view",
    "views",
    "write",
]

OWN = ("kind", "score", "domain", "definition", "note", "source")
"""Columns that mean the same to the store and to ``Concept``."""

CHUNK = 500
"""Concepts read at a time where all of them are wanted."""

ORDERS = {
    "rank": "c.langs DESC, c.uses DESC, c.score DESC, c.id",
    "changed": "c.changed DESC, c.id DESC",
    "number": "c.id",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which concepts are meant: used in a work, with a text in one of their terms, in one of these states, of a
    domain, of a kind, with terms in all of these languages, added or changed last from one time on and before another
    (``since``, ``until``: times of the store, or how they begin)."""

    work: int | None = None
    query: str = ""
    status: Collection[str] = ()
    domain: str | None = None
    langs: Collection[str] = ()
    kind: str = ""
    since: str = ""
    until: str = ""

    def condition(self, store: Store) -> tuple[str, list[Any]]:
        """The choice as an SQL condition on ``concepts c``, and what is bound to it; terms are searched only once."""
        parts: list[tuple[str, Sequence[Any]]] = []
        if self.work is not None:
            used = "SELECT t.concept FROM uses u JOIN terms t ON t.id = u.term WHERE u.work = ?"
            parts.append((f"c.id IN ({used})", (self.work,)))
        if self.query.strip():
            like, bound = terms_like(self.query)
            hits = [record["concept"] for record in store.all(f"SELECT concept FROM terms WHERE {like}", bound)]
            parts.append(("c.id IN (SELECT value FROM json_each(?))", (json.dumps(hits),)))
        if self.status:
            parts.append((f"c.status IN ({', '.join('?' * len(self.status))})", [str(one) for one in self.status]))
        if self.domain is not None:
            parts.append(("c.domain = ?", (self.domain,)))
        if self.kind:
            parts.append(("c.kind = ?", (self.kind,)))
        if self.since:
            parts.append(("c.changed >= ?", (self.since,)))
        if self.until:
            parts.append(("c.changed < ?", (self.until,)))
        parts += [("EXISTS (SELECT 1 FROM terms WHERE concept = c.id AND lang = ?)", (lang,)) for lang in self.langs]
        return " AND ".join(sql for sql, _ in parts) or "1", [value for _, values in parts for value in values]


def terms_like(query: str) -> tuple[str, list[str]]:
    """The condition on ``terms`` that the query stands in one, as folding sees it. Typed without marks it finds
    terms with marks too; with marks it is exact about them."""
    from aligner.fold import fold

    parts, bound = [], []
    for lang in LANGS:
        text, bare = fold(query.strip(), lang).text, fold(query.strip(), lang, marks=False).text
        parts.append(f"(lang = '{lang}' AND instr({'bare' if text == bare else 'folded'}, ?))")
        bound.append(text)
    return f"({' OR '.join(parts)})", bound


def page(
    store: Store,
    work: int | None,
    query: str,
    offset: int,
    limit: int,
    choice: Choice | None = None,
    order: str = "rank",
) -> Page[ConceptView]:
    """Concepts, those in the most languages first, then the most used; of one work, or with the query in a term."""
    condition, bound = (choice or Choice(work, query)).condition(store)
    total = int(store.value(f"SELECT count(*) FROM concepts c WHERE {condition}", bound))
    found = store.all(
        f"SELECT c.id FROM concepts c WHERE {condition} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
        [*bound, limit, offset],
    )
    return Page(views(store, [int(record["id"]) for record in found]), total, offset, limit)


def view(store: Store, concept: int) -> ConceptView:
    """One concept. Raises ``NotFound``."""
    found = views(store, [concept])
    if not found:
        raise NotFound("There is no concept number {concept}.", concept=concept)
    return found[0]


def views(store: Store, ids: Sequence[int]) -> tuple[ConceptView, ...]:
    """The concepts with these numbers in this order, in three statements however many they are."""
    wanted = (json.dumps(list(ids)),)
    terms: dict[int, list[TermView]] = defaultdict(list)
    for term in store.all(
        "SELECT t.concept, t.id, t.lang, t.text, t.status, coalesce(sum(u.count), 0) AS count, t.region, "
        "t.part_of_speech, t.type, t.context, t.source, t.note, t.created, t.author, t.changed, t.editor "
        "FROM terms t LEFT JOIN uses u ON u.term = t.id WHERE t.concept IN (SELECT value FROM json_each(?)) "
        "GROUP BY t.id ORDER BY t.position, t.id",
        wanted,
    ):
        terms[term.pop("concept")].append(TermView(**term))
    for held in terms.values():
        held.sort(key=lambda term: (LANGS.index(term.lang), RANK[term.status], -term.count))
    slugs: dict[int, list[str]] = defaultdict(list)
    for use in store.all(
        "SELECT DISTINCT t.concept, w.slug FROM works w JOIN uses u ON u.work = w.id JOIN terms t ON t.id = u.term "
        "WHERE t.concept IN (SELECT value FROM json_each(?)) ORDER BY w.slug",
        wanted,
    ):
        slugs[use["concept"]].append(use["slug"])
    found = {
        int(r["id"]): ConceptView(
            **{name: r[name] for name in SHOWN},
            terms=tuple(terms[r["id"]]),
            count=r["uses"],
            works=tuple(slugs[r["id"]]),
            definitions=json.loads(r["definitions"]),
        )
        for r in store.all("SELECT * FROM concepts WHERE id IN (SELECT value FROM json_each(?))", wanted)
    }
    return tuple(found[one] for one in ids if one in found)


SHOWN = (
    *("id", "kind", "status", "score", "domain", "definition", "note", "source", "external"),
    *("created", "author", "changed", "editor", "version"),
)
RANK = {"approved": 0, "admitted": 1, "proposed": 2, "deprecated": 3, "forbidden": 4}
"""The order of a concept's terms: what is to be used first, what is not to be used last."""


def statuses(store: Store, choice: Choice) -> dict[str, int]:
    """How many of the chosen concepts are in each state."""
    condition, bound = choice.condition(store)
    found = store.all(f"SELECT c.status, count(*) AS number FROM concepts c WHERE {condition} GROUP BY c.status", bound)
    return {record["status"]: int(record["number"]) for record in found}


def domains(store: Store) -> dict[str, int]:
    """The domains in use with the number of their concepts, by name."""
    found = store.all("SELECT domain, count(*) AS number FROM concepts WHERE domain <> '' GROUP BY domain")
    return {record["domain"]: int(record["number"]) for record in found}


def duplicates(store: Store, offset: int, limit: int) -> Page[DuplicateView]:
    """Terms that several concepts have. Forbidden ones do not count: what is wrong for one idea may be right for
    another."""
    found = store.all(
        "SELECT key FROM terms WHERE status <> 'forbidden' GROUP BY key HAVING min(concept) < max(concept) ORDER BY key"
    )
    shown = [record["key"] for record in found[offset : offset + limit]]
    return Page(having(store, shown), len(found), offset, limit)


def having(store: Store, keys: Collection[str], but: int = 0) -> tuple[DuplicateView, ...]:
    """Which concepts other than ``but`` have terms with these keys, forbidden ones left out."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in store.all(
        "SELECT key, concept, lang, text FROM terms WHERE key IN (SELECT value FROM json_each(?)) "
        "AND status <> 'forbidden' AND concept <> ? ORDER BY key, concept, position",
        (json.dumps(sorted(keys), ensure_ascii=False), but),
    ):
        found[record["key"]].append(record)
    return tuple(
        DuplicateView(
            records[0]["lang"],
            tuple(dict.fromkeys(record["text"] for record in records)),
            tuple(dict.fromkeys(int(record["concept"]) for record in records)),
        )
        for records in found.values()
    )


def values(store: Store, work: int) -> list[Concept]:
    """The concepts that a work uses, as the glossary takes them, with their places and counts in this work."""
    found = store.all("SELECT DISTINCT t.concept FROM uses u JOIN terms t ON t.id = u.term WHERE u.work = ?", (work,))
    return list(value(store, [int(record["concept"]) for record in found], work).values())


def among(store: Store, ids: Collection[int], choice: Choice) -> set[int]:
    """Those of some concepts that a choice means."""
    condition, bound = choice.condition(store)
    found = store.all(
        f"SELECT c.id FROM concepts c WHERE c.id IN (SELECT value FROM json_each(?)) AND {condition}",
        (json.dumps(list(ids)), *bound),
    )
    return {int(record["id"]) for record in found}


def every(store: Store, choice: Choice | None = None) -> Iterator[tuple[int, Concept]]:
    """All chosen concepts with their numbers, a few hundred at a time: what an export reads."""
    condition, bound = (choice or Choice()).condition(store)
    found = store.all(f"SELECT c.id FROM concepts c WHERE {condition} ORDER BY {ORDERS['rank']}", bound)
    for start in range(0, len(found), CHUNK):
        yield from value(store, [int(record["id"]) for record in found[start : start + CHUNK]]).items()


def value(store: Store, ids: Sequence[int], work: int | None = None) -> dict[int, Concept]:
    """Concepts by their numbers, as the glossary takes them; with a ``work`` the terms that it uses or that people
    decided on, counts and places those in this work."""
    wanted = json.dumps(list(ids))
    used = "" if work is None else "AND u.work = ?"
    kept = "" if work is None else "HAVING count(u.term) OR t.status <> 'proposed' OR t.touched"
    terms = store.all(
        f"SELECT t.*, coalesce(sum(u.count), 0) AS count FROM terms t LEFT JOIN uses u ON u.term = t.id {used} "
        f"WHERE t.concept IN (SELECT value FROM json_each(?)) GROUP BY t.id {kept} "
        "ORDER BY t.concept, count DESC, t.position",
        [*([] if work is None else [work]), wanted],
    )
    terms.sort(key=lambda record: (LANGS.index(record["lang"]), RANK[record["status"]]))
    by_concept: dict[int, list[Term]] = defaultdict(list)
    for record in terms:
        by_concept[record["concept"]].append(_term(record))
    found = _occurrences(store, work, wanted) if work is not None else {}
    records = store.all("SELECT * FROM concepts WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    known = {int(r["id"]): _concept(r, by_concept[r["id"]], found.get(r["id"], ())) for r in records}
    return {one: known[one] for one in ids if one in known}


def _term(record: Record) -> Term:
    return Term(
        **{name: record[name] for name in ("lang", "text", "count", "note", "region", "context", "source")},
        status=Status(record["status"]),
        part_of_speech=PartOfSpeech(record["part_of_speech"]) if record["part_of_speech"] else None,
        type=TermType(record["type"]) if record["type"] else None,
    )


def _concept(record: Record, terms: Sequence[Term], occurrences: Sequence[Occurrence]) -> Concept:
    return Concept(
        tuple(terms),
        **{name: record[name] for name in OWN},
        status=Status(record["status"]),
        occurrences=tuple(occurrences),
        definitions=json.loads(record["definitions"]),
        id=record["external"],
    )


def _occurrences(store: Store, work: int, wanted: str) -> Mapping[int, list[Occurrence]]:
    found: dict[int, list[Occurrence]] = defaultdict(list)
    for record in store.all(
        "SELECT * FROM occurrences WHERE work = ? AND concept IN (SELECT value FROM json_each(?)) ORDER BY number",
        (work, wanted),
    ):
        spans = tuple(Span(start, stop) for start, stop in json.loads(record["spans"]))
        found[record["concept"]].append(Occurrence(record["number"] - 1, record["lang"], spans))
    return found
