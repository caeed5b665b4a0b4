# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Concepts of the glossary, their terms, and where these occur."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from aligner.types import LANGS, Span
from glossary.types import Concept, Occurrence, Status, Term
from web.store import works
from web.store.database import Record, Store, now
from web.store.joining import Folded, folded, match
from web.views import ConceptView, Page, TermView


def write(store: Store, work: int, concepts: Sequence[Concept]) -> None:
    """Make these the concepts mined from a work. One that another work gave already is the same concept: it is known
    by its terms (``joining``). Proposed concepts and terms that no work has any more are dropped; what people approved
    stays."""
    store.execute("DELETE FROM uses WHERE work = ?", (work,))
    store.execute("DELETE FROM occurrences WHERE work = ?", (work,))
    found = [folded(concept) for concept in concepts]
    new: dict[str, int] = {}
    for one, known in zip(found, match(store, found), strict=True):
        identifier = new.get(one.fingerprint) if known is None else known
        if identifier is None:
            identifier = new[one.fingerprint] = _insert(store, one)
        _write_one(store, work, one, identifier)
    works.forget_unused_concepts(store)
    store.execute("UPDATE works SET mined = 1 WHERE id = ?", (work,))


def _write_one(store: Store, work: int, one: Folded, identifier: int) -> None:
    concept = one.concept
    by_term = _with_terms(store, identifier, one)
    counts: Counter[int] = Counter()
    for term, text in zip(concept.terms, one.texts, strict=True):
        if (term.lang, text) in by_term:
            counts[by_term[term.lang, text]] += term.count
    store.execute("UPDATE concepts SET score = max(score, ?) WHERE id = ?", (concept.score, identifier))
    for term_id, count in counts.items():
        store.execute(
            "INSERT INTO uses (term, work, count) VALUES (?, ?, ?) "
            "ON CONFLICT (term, work) DO UPDATE SET count = max(count, excluded.count)",
            (term_id, work, count),
        )
    store.insert_all(
        "occurrences",
        ("concept", "work", "number", "lang", "spans"),
        (
            (identifier, work, place.row + 1, place.lang, [[span.start, span.stop] for span in place.spans])
            for place in concept.occurrences
        ),
    )


def _insert(store: Store, one: Folded) -> int:
    fields = ("kind", "score", "domain", "definition", "note", "source")
    record = {name: getattr(one.concept, name) for name in fields} | {"status": str(one.concept.status)}
    return store.insert("concepts", record | {"fingerprint": one.fingerprint, "created": now()})


def _with_terms(store: Store, identifier: int, one: Folded) -> dict[tuple[str, str], int]:
    """The ids of a concept's terms, once those that it lacks are added. What people settled for a language stays."""
    known = _terms(store, identifier)
    settled = store.value("SELECT status FROM concepts WHERE id = ?", (identifier,)) != Status.PROPOSED
    langs = {lang for lang, _ in known} if settled else set()
    chinese = bool(known) and all(lang.startswith("zh") for lang, _ in known)
    if chinese and any(not term.lang.startswith("zh") for term in one.concept.terms):
        store.execute("UPDATE concepts SET kind = ? WHERE id = ?", (one.concept.kind, identifier))
    place = store.value("SELECT coalesce(max(position) + 1, 0) FROM terms WHERE concept = ?", (identifier,))
    new: dict[tuple[str, str], tuple[object, ...]] = {}
    for term, text in zip(one.concept.terms, one.texts, strict=True):
        if (term.lang, text) not in known and (term.lang, text) not in new and term.lang not in langs:
            row = (identifier, place + len(new), term.lang, term.text, text, str(term.status), term.note)
            new[term.lang, text] = row
    store.insert_all("terms", ("concept", "position", "lang", "text", "folded", "status", "note"), new.values())
    return _terms(store, identifier) if new else known


def _terms(store: Store, concept: int) -> dict[tuple[str, str], int]:
    records = store.all("SELECT id, lang, folded FROM terms WHERE concept = ?", (concept,))
    return {(record["lang"], record["folded"]): int(record["id"]) for record in records}


def page(store: Store, work: int | None, query: str, offset: int, limit: int) -> Page[ConceptView]:
    """Concepts, those in the most languages first, then the most used; of one work, or with the query in a term."""
    conditions, parameters = [], []
    if work is not None:
        conditions.append("c.id IN (SELECT t.concept FROM terms t JOIN uses u ON u.term = t.id WHERE u.work = ?)")
        parameters.append(str(work))
    if query.strip():
        conditions.append("c.id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(_hits(store, query.strip())))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    total = int(store.value(f"SELECT count(*) FROM concepts c {where}", parameters))
    found = store.all(
        "SELECT c.*, coalesce(made.count, 0) AS count FROM concepts c LEFT JOIN "
        "(SELECT t.concept, count(DISTINCT t.lang) AS langs, sum(u.count) AS count FROM terms t "
        "LEFT JOIN uses u ON u.term = t.id GROUP BY t.concept) made ON made.concept = c.id "
        f"{where} ORDER BY coalesce(made.langs, 0) DESC, count DESC, c.score DESC, c.id LIMIT ? OFFSET ?",
        [*parameters, limit, offset],
    )
    return Page(_views(store, found), total, offset, limit)


def _hits(store: Store, query: str) -> list[int]:
    """The concepts with the query in one of their terms. Typed without marks it finds Vietnamese with marks too."""
    from aligner.fold import fold

    wanted = {lang: fold(query, lang).text for lang in LANGS}
    bare = fold(query, "vi", marks=False).text
    hits = []
    for term in store.all("SELECT concept, lang, folded FROM terms"):
        text, sought = term["folded"], wanted[term["lang"]]
        if term["lang"] == "vi" and sought == bare:
            text = fold(text, "vi", marks=False).text
        if sought in text:
            hits.append(int(term["concept"]))
    return sorted(set(hits))


def _views(store: Store, found: Sequence[Record]) -> tuple[ConceptView, ...]:
    """The concepts with their terms and works, in two statements however many they are."""
    ids = (json.dumps([record["id"] for record in found]),)
    terms: dict[int, list[TermView]] = defaultdict(list)
    for term in store.all(
        "SELECT t.concept, t.id, t.lang, t.text, t.status, coalesce(sum(u.count), 0) AS count FROM terms t "
        "LEFT JOIN uses u ON u.term = t.id WHERE t.concept IN (SELECT value FROM json_each(?)) "
        "GROUP BY t.id ORDER BY t.position",
        ids,
    ):
        terms[term.pop("concept")].append(TermView(**term))
    for views in terms.values():
        views.sort(key=lambda view: LANGS.index(view.lang))
    slugs: dict[int, list[str]] = defaultdict(list)
    for use in store.all(
        "SELECT DISTINCT t.concept, w.slug FROM works w JOIN uses u ON u.work = w.id JOIN terms t ON t.id = u.term "
        "WHERE t.concept IN (SELECT value FROM json_each(?)) ORDER BY w.slug",
        ids,
    ):
        slugs[use["concept"]].append(use["slug"])
    return tuple(
        ConceptView(
            id=r["id"],
            terms=tuple(terms[r["id"]]),
            **{key: r[key] for key in ("kind", "status", "score", "domain", "definition", "count")},
            works=tuple(slugs[r["id"]]),
        )
        for r in found
    )


def values(store: Store, work: int) -> list[Concept]:
    """The concepts of one work as the glossary takes them, with their places in this work."""
    terms = store.all(
        "SELECT t.*, u.count FROM terms t JOIN uses u ON u.term = t.id WHERE u.work = ? "
        "ORDER BY t.concept, u.count DESC, t.position",
        (work,),
    )
    terms.sort(key=lambda record: LANGS.index(record["lang"]))
    places = _occurrences(store, work)
    by_concept: dict[int, list[Term]] = defaultdict(list)
    for t in terms:
        term = Term(t["lang"], t["text"], Status(t["status"]), t["count"], t["note"])
        by_concept[t["concept"]].append(term)
    found = {
        record["id"]: record
        for record in store.all(
            "SELECT * FROM concepts WHERE id IN "
            "(SELECT t.concept FROM terms t JOIN uses u ON u.term = t.id WHERE u.work = ?)",
            (work,),
        )
    }
    return [
        Concept(
            terms=tuple(by_concept[key]),
            status=Status(r["status"]),
            occurrences=tuple(places[key]),
            **{name: r[name] for name in ("kind", "score", "domain", "definition", "note", "source")},
        )
        for key, r in found.items()
    ]


def _occurrences(store: Store, work: int) -> dict[int, list[Occurrence]]:
    places: dict[int, list[Occurrence]] = defaultdict(list)
    for record in store.all("SELECT * FROM occurrences WHERE work = ? ORDER BY number", (work,)):
        spans = tuple(Span(start, stop) for start, stop in json.loads(record["spans"]))
        places[record["concept"]].append(Occurrence(record["number"] - 1, record["lang"], spans))
    return places
