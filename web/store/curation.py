# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""What people change about concepts and terms. Every change is a revision with what stood there before.

Changes happen inside ``changing``: it opens the transaction, refuses an edit of an old version, counts the version up,
and notes whatever differs afterwards. The functions below it only write.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from aligner.fold import fold
from glossary.types import Concept, Status, Term
from web.errors import Conflict, NotFound
from web.store import comments, revisions
from web.store.database import Record, Store, now
from web.store.heads import head
from web.store.joining import fingerprint
from web.store.migrations import term_key, without_marks
from web.store.mined import free

FIELDS = ("kind", "status", "domain", "definition", "definitions", "note", "source", "external")
"""What a person may change about a concept."""

TERM_FIELDS = ("lang", "text", "region", "status", "part_of_speech", "type", "context", "source", "note")
"""What a person may change about a term."""

MADE = ("score", "fingerprint", "created", "author")
"""What a concept brings along from where it was made."""


@contextmanager
def changing(store: Store, what: str, concepts: Sequence[int], version: int | None = None) -> Iterator[list[int]]:
    """Note what the block changes about these concepts, and about those whose numbers it adds to the list it is given.

    With a ``version`` that the first concept no longer has: ``Conflict``. Raises ``NotFound``.
    """
    with store.atomic():
        before = {concept: held(store, concept) for concept in concepts}
        if version is not None and concepts:
            _check(store, concepts[0], version)
        new: list[int] = []
        yield new
        batch: int | None = None
        for concept in [*before, *new]:
            was, now_is = before.get(concept), snapshot(store, concept)
            if was == now_is:
                continue
            if now_is is not None:
                _touch(store, concept, fresh=was is None)
            old, changed = differences(was, now_is)
            number = revisions.add(store, None, what, f"concept:{concept}", old, changed, batch)
            batch = batch or number


def _check(store: Store, concept: int, version: int) -> None:
    if store.value("SELECT version FROM concepts WHERE id = ?", (concept,)) != version:
        raise Conflict("The concept was changed in the meantime. Load it again and repeat the change.")


def keep(store: Store, concept: int) -> None:
    """See to it that mining neither drops nor overrules a concept: a person has said something about it."""
    store.execute("UPDATE concepts SET touched = 1 WHERE id = ?", (concept,))


def _touch(store: Store, concept: int, *, fresh: bool) -> None:
    store.execute(
        "UPDATE concepts SET touched = 1, version = version + ?, changed = ?, editor = ? WHERE id = ?",
        (0 if fresh else 1, now(), store.who, concept),
    )


def snapshot(store: Store, concept: int) -> Record | None:
    """A concept as plain data with its terms by number, each with its uses by work; nothing when there is none."""
    record = store.one("SELECT * FROM concepts WHERE id = ?", (concept,))
    if record is None:
        return None
    terms = {
        str(r["id"]): {name: r[name] for name in (*TERM_FIELDS, "position")} | {"uses": json.loads(r["uses"])}
        for r in store.all(
            "SELECT t.*, (SELECT json_group_object(work, count) FROM uses WHERE term = t.id) AS uses "
            "FROM terms t WHERE concept = ? ORDER BY position, id",
            (concept,),
        )
    }
    whole = {name: record[name] for name in (*FIELDS, *MADE)} | {"definitions": json.loads(record["definitions"])}
    return whole | {"terms": terms}


def held(store: Store, concept: int) -> Record:
    """The same, for a concept that has to be there. Raises ``NotFound``."""
    found = snapshot(store, concept)
    if found is None:
        raise NotFound(f"There is no concept number {concept}.")
    return found


def differences(before: Record | None, after: Record | None) -> tuple[Record | None, Record | None]:
    """What differs between two snapshots, on either side; of terms that only one has the whole.

    >>> differences({"note": "a", "kind": "term", "terms": {}}, {"note": "b", "kind": "term", "terms": {}})
    ({'note': 'a'}, {'note': 'b'})
    """
    if before is None or after is None:
        return before, after
    old, new = (
        {k: v for k, v in one.items() if k != "terms" and other[k] != v}
        for one, other in ((before, after), (after, before))
    )
    ids = [one for one in {**before["terms"], **after["terms"]} if before["terms"].get(one) != after["terms"].get(one)]
    for one in ids:
        was, now_is = before["terms"].get(one), after["terms"].get(one)
        if was and now_is:
            names = [name for name in was if was[name] != now_is[name]]
            was, now_is = ({name: side[name] for name in names} for side in (was, now_is))
        old.setdefault("terms", {})[one] = was
        new.setdefault("terms", {})[one] = now_is
    return old, new


def insert(store: Store, concept: Concept) -> int:
    """A new concept with its terms; its number. Raises ``Conflict`` when its id is another concept's."""
    identifier = free(store)
    _check_external(store, concept.id, identifier)
    name = fingerprint((term.lang, fold(term.text, term.lang).text) for term in concept.terms)
    record = {name: _plain(getattr(concept, name)) for name in FIELDS if name != "external"}
    record |= {"id": identifier, "external": concept.id, "score": concept.score, "fingerprint": _own(store, name)}
    time = now()
    store.insert("concepts", record | {"created": time, "changed": time, "author": store.who, "editor": store.who})
    for term in concept.terms:
        insert_term(store, identifier, term)
    return identifier


def _own(store: Store, name: str) -> str:
    """A fingerprint that no other concept has."""
    taken = store.value("SELECT 1 FROM concepts WHERE fingerprint = ?", (name,))
    return f"{name}#{free(store)}" if taken else name


def _check_external(store: Store, external: str, concept: int) -> None:
    other = store.value("SELECT id FROM concepts WHERE external = ? AND id <> ?", (external, concept))
    if external and other:
        raise Conflict(f"Concept {other} has the id “{external}” already.")


def update(store: Store, concept: int, fields: Mapping[str, Any]) -> None:
    """Set fields of a concept. Raises ``Conflict`` when its id is another concept's."""
    _check_external(store, str(fields.get("external", "")), concept)
    _set(store, "concepts", concept, {name: _plain(value) for name, value in fields.items()})


def insert_term(store: Store, concept: int, term: Term) -> int:
    """A new last term of a concept; its number. Raises ``Conflict`` when the concept has it already."""
    folded = fold(term.text, term.lang).text
    _check_term(store, concept, term.lang, folded, term.region)
    place = store.value("SELECT coalesce(max(position) + 1, 0) FROM terms WHERE concept = ?", (concept,))
    _allow(store, concept, term.lang, folded)
    time = now()
    record = {name: _plain(getattr(term, name)) for name in TERM_FIELDS}
    record |= {"concept": concept, "position": place, **_forms(term.lang, term.text, folded), "touched": 1}
    times = {"created": time, "author": store.who, "changed": time, "editor": store.who}
    return store.insert("terms", record | times)


def update_term(store: Store, term: int, fields: Mapping[str, Any]) -> None:
    """Set fields of a term. Its old text is not mined into the concept again. Raises ``Conflict``, ``NotFound``."""
    record = term_record(store, term)
    values = {name: _plain(value) for name, value in fields.items()}
    new = record | values
    folded = fold(new["text"], new["lang"]).text
    if (folded, new["lang"], new["region"]) != (record["folded"], record["lang"], record["region"]):
        _check_term(store, record["concept"], new["lang"], folded, new["region"], term)
        if (folded, new["lang"]) != (record["folded"], record["lang"]):
            _refuse(store, record["concept"], record["lang"], record["folded"])
            _allow(store, record["concept"], new["lang"], folded)
    if any(record[name] != value for name, value in values.items()):
        forms = _forms(new["lang"], new["text"], folded)
        _set(store, "terms", term, values | forms | {"touched": 1, "changed": now(), "editor": store.who})


def delete_term(store: Store, term: int, *, refuse: bool = True) -> None:
    """Take a term away; mining does not put it back into the concept."""
    record = term_record(store, term)
    if refuse:
        _refuse(store, record["concept"], record["lang"], record["folded"])
    store.execute("DELETE FROM terms WHERE id = ?", (term,))


def move_term(store: Store, term: int, concept: int) -> None:
    """Give a term with its uses to another concept, as its last one. One that it has already takes over the uses."""
    record = term_record(store, term)
    comments.move_term(store, term, concept)
    place = store.value("SELECT coalesce(max(position) + 1, 0) FROM terms WHERE concept = ?", (concept,))
    same = store.value(
        "SELECT id FROM terms WHERE concept = ? AND lang = ? AND folded = ? AND region = ?",
        (concept, record["lang"], record["folded"], record["region"]),
    )
    _refuse(store, record["concept"], record["lang"], record["folded"])
    _allow(store, concept, record["lang"], record["folded"])
    if same is None:
        values = {"concept": concept, "position": place, "touched": 1, "changed": now(), "editor": store.who}
        _set(store, "terms", term, values)
        return
    store.execute(
        "INSERT INTO uses (term, work, count) SELECT ?, work, count FROM uses WHERE term = ? "
        "ON CONFLICT (term, work) DO UPDATE SET count = max(count, excluded.count)",
        (same, term),
    )
    store.execute("DELETE FROM terms WHERE id = ?", (term,))


def split(store: Store, concept: int, terms: Sequence[int]) -> int:
    """A new concept of the same kind, domain and status that takes over these terms; its number. When none of them is
    to be used any longer, nor is it."""
    old = held(store, concept)
    named = [term_record(store, term) for term in terms]
    identifier = free(store)
    name = _own(store, fingerprint((term["lang"], term["folded"]) for term in named))
    same = {column: old[column] for column in ("kind", "domain", "status", "score")}
    if (found := {Status(term["status"]) for term in named}) <= {Status.DEPRECATED, Status.FORBIDDEN}:
        same["status"] = str(found.pop() if len(found) == 1 else Status.DEPRECATED)
    empty = dict.fromkeys(("definition", "note", "source"), "")
    time = now()
    made = {"created": time, "changed": time, "author": store.who, "editor": store.who, "fingerprint": name}
    store.insert("concepts", {"id": identifier, **same, **empty, **made})
    for term in terms:
        move_term(store, term, identifier)
    for left in store.all("SELECT lang, folded FROM terms WHERE concept = ?", (concept,)):
        _refuse(store, identifier, left["lang"], left["folded"])
    return identifier


def delete(store: Store, concept: int) -> None:
    """Take a concept away with its terms, uses and places."""
    store.execute("UPDATE concepts SET touched = 1 WHERE id = ?", (concept,))
    store.execute("DELETE FROM concepts WHERE id = ?", (concept,))


def recreate(store: Store, concept: int, whole: Record) -> None:
    """Make a concept again from its snapshot, with its number and those of its terms as far as they are free."""
    _check_external(store, whole["external"], concept)
    values = {name: _plain(whole[name]) for name in (*FIELDS, *MADE)}
    values |= {"id": concept, "fingerprint": _own(store, whole["fingerprint"]), "changed": now()}
    store.insert("concepts", values)
    for term, fields in whole["terms"].items():
        recreate_term(store, concept, int(term), fields)


def recreate_term(store: Store, concept: int, term: int, fields: Record) -> None:
    """Make a term of a concept again from its snapshot, with its number if that is free."""
    _check_term(store, concept, fields["lang"], fold(fields["text"], fields["lang"]).text, fields["region"])
    taken = store.value("SELECT 1 FROM terms WHERE id = ?", (term,))
    record = {"concept": concept, "folded": "", "created": now(), "author": store.who} | ({} if taken else {"id": term})
    first = {name: fields[name] for name in ("lang", "text", "status", "note", "position")}
    put_term(store, store.insert("terms", record | first), fields)


def put_term(store: Store, term: int, fields: Record) -> None:
    """Set a term to what a snapshot says, its uses too where the works are still there."""
    record = term_record(store, term)
    values = {name: value for name, value in fields.items() if name != "uses"}
    new = record | values
    folded = fold(new["text"], new["lang"]).text
    _allow(store, record["concept"], new["lang"], folded)
    forms = _forms(new["lang"], new["text"], folded)
    _set(store, "terms", term, values | forms | {"touched": 1, "changed": now(), "editor": store.who})
    if "uses" in fields:
        store.execute("DELETE FROM uses WHERE term = ?", (term,))
        for work, count in fields["uses"].items():
            store.execute(
                "INSERT INTO uses (term, work, count) SELECT ?, id, ? FROM works WHERE id = ?", (term, count, work)
            )


def concepts_of(store: Store, terms: Collection[int]) -> dict[int, int]:
    """The concept of each term. Raises ``NotFound``."""
    return {term: int(term_record(store, term)["concept"]) for term in terms}


def term_record(store: Store, term: int) -> Record:
    """A term as the store has it. Raises ``NotFound``."""
    record = store.one("SELECT * FROM terms WHERE id = ?", (term,))
    if record is None:
        raise NotFound(f"There is no term number {term}.")
    return record


def _check_term(store: Store, concept: int, lang: str, folded: str, region: str, but: int = 0) -> None:
    text = store.value(
        "SELECT text FROM terms WHERE concept = ? AND lang = ? AND folded = ? AND region = ? AND id <> ?",
        (concept, lang, folded, region, but),
    )
    if text is not None:
        raise Conflict(f"The concept has the term “{text}” ({lang}) already.")


def _forms(lang: str, text: str, folded: str) -> Record:
    keys = {"key": term_key(lang, folded), "head": head(lang, text)}
    return {"folded": folded, "bare": without_marks(folded), **keys}


def _refuse(store: Store, concept: int, lang: str, folded: str) -> None:
    store.execute("INSERT OR IGNORE INTO refused (concept, lang, folded) VALUES (?, ?, ?)", (concept, lang, folded))


def _allow(store: Store, concept: int, lang: str, folded: str) -> None:
    store.execute("DELETE FROM refused WHERE concept = ? AND lang = ? AND folded = ?", (concept, lang, folded))


def _set(store: Store, table: str, identifier: int, values: Record) -> None:
    if values:
        sets = ", ".join(f'"{name}" = ?' for name in values)
        store.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*values.values(), identifier])


def _plain(value: Any) -> Any:
    """A value as a column keeps it."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
