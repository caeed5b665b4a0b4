"""What mining found in a work, written into the glossary: people's decisions stand, whatever is mined again.

A proposal joins the stored concept that it is (``joining``). Terms that people took out of a concept are not put back,
proposals that they turned down do not return, and what they had a hand in is neither dropped nor overruled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from glossary.types import Concept, Occurrence, Status, Term
from web.store import rejections, works
from web.store.database import Store, now
from web.store.heads import head
from web.store.joining import SETTLED, Folded, folded, match
from web.store.migrations import term_key, without_marks

Name = tuple[str, str]
"""Language and folded text of a term."""


def write(store: Store, work: int, concepts: Sequence[Concept]) -> None:
    """Make these the concepts mined from a work. One that another work gave already is the same concept: it is known
    by its terms (``joining``). Proposed concepts and terms that no work has any more are dropped; what people approved
    stays."""
    before = works.concepts_used(store, work)
    store.execute("DELETE FROM uses WHERE work = ?", (work,))
    store.execute("DELETE FROM occurrences WHERE work = ?", (work,))
    found = [folded(concept) for concept in concepts]
    new: dict[str, int] = {}
    places: list[tuple[int, Occurrence]] = []
    uses: list[tuple[int, int, int]] = []
    refused = rejections.refused(store, found)
    for number, (one, known) in enumerate(zip(found, match(store, found), strict=True)):
        identifier = new.get(one.fingerprint) if known is None else known
        fresh = identifier is None
        if identifier is None:
            if number in refused:
                continue
            identifier = new[one.fingerprint] = _insert(store, one)
        if identifier == SETTLED:
            continue
        counts = _write_one(store, one, identifier, fresh=fresh)
        uses += ((term, work, count) for term, count in counts.items())
        places += ((identifier, place) for place in one.concept.occurrences)
    store.db.conn.executemany(
        "INSERT INTO uses (term, work, count) VALUES (?, ?, ?) "
        "ON CONFLICT (term, work) DO UPDATE SET count = max(count, excluded.count)",
        uses,
    )
    store.insert_all(
        "occurrences",
        ("concept", "work", "number", "lang", "spans"),
        (
            (identifier, work, place.row + 1, place.lang, [[span.start, span.stop] for span in place.spans])
            for identifier, place in places
        ),
    )
    works.forget_unused_concepts(store, before)
    store.execute("UPDATE works SET mined = 1 WHERE id = ?", (work,))


def _write_one(store: Store, one: Folded, identifier: int, *, fresh: bool) -> Counter[int]:
    """Give a stored concept, ``fresh`` when it was added just now, the terms and the score of a mined one; how often
    the work uses each of the terms."""
    concept = one.concept
    by_term = _with_terms(store, identifier, one, fresh=fresh)
    counts: Counter[int] = Counter()
    for term, text in zip(concept.terms, one.texts, strict=True):
        if (term.lang, text) in by_term:
            counts[by_term[term.lang, text]] += term.count
    if not fresh:
        store.execute("UPDATE concepts SET score = max(score, ?) WHERE id = ?", (concept.score, identifier))
    return counts


def _insert(store: Store, one: Folded) -> int:
    fields = ("kind", "score", "domain", "definition", "note", "source", "definitions")
    record = {name: getattr(one.concept, name) for name in fields} | {"status": str(one.concept.status)}
    times = {"created": now(), "changed": now()}
    return store.insert("concepts", {"id": free(store)} | record | {"fingerprint": one.fingerprint} | times)


def free(store: Store) -> int:
    """A number for a new concept that no earlier one with a history had."""
    return int(
        store.value(
            "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM concepts), "
            "(SELECT coalesce(max(concept), 0) FROM retired))"
        )
    )


def _with_terms(store: Store, identifier: int, one: Folded, *, fresh: bool) -> dict[Name, int]:
    """The ids of a concept's terms, once those that it lacks are added. What people settled for a language stays."""
    if fresh:
        return _add(store, identifier, _named(one), 0)
    known = _terms(store, identifier)
    held = store.one("SELECT status, touched FROM concepts WHERE id = ?", (identifier,)) or {}
    if held["status"] in (Status.DEPRECATED, Status.FORBIDDEN):
        return known
    langs = {lang for lang, _ in known} if held["status"] != Status.PROPOSED else set()
    out = {(r["lang"], r["folded"]) for r in store.all("SELECT * FROM refused WHERE concept = ?", (identifier,))}
    chinese = bool(known) and all(lang.startswith("zh") for lang, _ in known)
    if chinese and not held["touched"] and any(not term.lang.startswith("zh") for term in one.concept.terms):
        store.execute("UPDATE concepts SET kind = ? WHERE id = ?", (one.concept.kind, identifier))
    place = store.value("SELECT coalesce(max(position) + 1, 0) FROM terms WHERE concept = ?", (identifier,))
    shut = out | known.keys()
    wanted = {name: term for name, term in _named(one).items() if name not in shut and term.lang not in langs}
    return known | _add(store, identifier, wanted, place)


def _named(one: Folded) -> dict[Name, Term]:
    """The terms of a mined concept by language and folded text, the first of those that fold alike."""
    found: dict[Name, Term] = {}
    for term, text in zip(one.concept.terms, one.texts, strict=True):
        found.setdefault((term.lang, text), term)
    return found


def _add(store: Store, concept: int, terms: Mapping[Name, Term], place: int) -> dict[Name, int]:
    """Add terms to a concept from a position on; their ids."""
    time = now()
    added = {}
    for position, ((lang, text), term) in enumerate(terms.items(), place):
        keys = (without_marks(text), term_key(lang, text), head(lang, term.text))
        fields = (concept, position, lang, term.text, text, *keys, str(term.status), term.note, time, time)
        added[lang, text] = store.insert("terms", dict(zip(COLUMNS, fields, strict=True)))
    return added


COLUMNS = (
    "concept",
    "position",
    "lang",
    "text",
    "folded",
    "bare",
    "key",
    "head",
    "status",
    "note",
    "created",
    "changed",
)


def _terms(store: Store, concept: int) -> dict[Name, int]:
    records = store.all("SELECT id, lang, folded FROM terms WHERE concept = ?", (concept,))
    return {(record["lang"], record["folded"]): int(record["id"]) for record in records}
