# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""Terms of concepts as people write them: new, changed, moved, made again. What was taken away is not mined again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aligner.errors import said
from aligner.fold import fold
from glossary.types import Term
from web.errors import Conflict, NotFound
from web.store import comments
from web.store.database import Record, Store, now
from web.store.heads import head
from web.store.migrations import term_key, without_marks
from web.store.snapshots import TERM_FIELDS


def insert_term(store: Store, concept: int, term: Term) -> int:
    """A new last term of a concept; its number. Raises ``Conflict`` when the concept has it already."""
    folded = fold(term.text, term.lang).text
    _check_term(store, concept, term.lang, folded, term.region)
    place = store.value("SELECT coalesce(max(position) + 1, 0) FROM terms WHERE concept = ?", (concept,))
    _allow(store, concept, term.lang, folded)
    time = now()
    record = {name: plain(getattr(term, name)) for name in TERM_FIELDS}
    record |= {"concept": concept, "position": place, **_forms(term.lang, term.text, folded), "touched": 1}
    times = {"created": time, "author": store.who, "changed": time, "editor": store.who}
    return store.insert("terms", record | times)


def insert_terms(store: Store, concept: int, terms: Sequence[Term]) -> None:
    """The terms of a concept that has none yet, all at once. Raises ``Conflict`` when one comes twice."""
    time = now()
    taken: set[tuple[str, str, str]] = set()
    records = []
    for place, term in enumerate(terms):
        folded = fold(term.text, term.lang).text
        if (term.lang, folded, term.region) in taken:
            raise _twice(term.text, term.lang)
        taken.add((term.lang, folded, term.region))
        record = {name: plain(getattr(term, name)) for name in TERM_FIELDS}
        record |= {"concept": concept, "position": place, **_forms(term.lang, term.text, folded), "touched": 1}
        records.append(record | {"created": time, "author": store.who, "changed": time, "editor": store.who})
    if records:
        store.insert_all("terms", list(records[0]), [list(record.values()) for record in records])


def update_term(store: Store, term: int, fields: Mapping[str, Any]) -> None:
    """Set fields of a term. Its old text is not mined into the concept again. Raises ``Conflict``, ``NotFound``."""
    record = term_record(store, term)
    values = {name: plain(value) for name, value in fields.items()}
    new = record | values
    folded = fold(new["text"], new["lang"]).text
    if (folded, new["lang"], new["region"]) != (record["folded"], record["lang"], record["region"]):
        _check_term(store, record["concept"], new["lang"], folded, new["region"], term)
        if (folded, new["lang"]) != (record["folded"], record["lang"]):
            refuse_text(store, record["concept"], record["lang"], record["folded"])
            _allow(store, record["concept"], new["lang"], folded)
    if any(record[name] != value for name, value in values.items()):
        forms = _forms(new["lang"], new["text"], folded)
        set_columns(store, "terms", term, values | forms | {"touched": 1, "changed": now(), "editor": store.who})


def delete_term(store: Store, term: int, *, refuse: bool = True) -> None:
    """Take a term away; mining does not put it back into the concept."""
    record = term_record(store, term)
    if refuse:
        refuse_text(store, record["concept"], record["lang"], record["folded"])
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
    refuse_text(store, record["concept"], record["lang"], record["folded"])
    _allow(store, concept, record["lang"], record["folded"])
    if same is None:
        values = {"concept": concept, "position": place, "touched": 1, "changed": now(), "editor": store.who}
        set_columns(store, "terms", term, values)
        return
    store.execute(
        "INSERT INTO uses (term, work, count) SELECT ?, work, count FROM uses WHERE term = ? "
        "ON CONFLICT (term, work) DO UPDATE SET count = max(count, excluded.count)",
        (same, term),
    )
    store.execute("DELETE FROM terms WHERE id = ?", (term,))


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
    set_columns(store, "terms", term, values | forms | {"touched": 1, "changed": now(), "editor": store.who})
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
        raise NotFound("There is no term number {term}.", term=term)
    return record


def _check_term(store: Store, concept: int, lang: str, folded: str, region: str, but: int = 0) -> None:
    text = store.value(
        "SELECT text FROM terms WHERE concept = ? AND lang = ? AND folded = ? AND region = ? AND id <> ?",
        (concept, lang, folded, region, but),
    )
    if text is not None:
        raise _twice(text, lang)


def _twice(text: str, lang: str) -> Conflict:
    return Conflict(said("The concept has the term “{text}” ({lang}) already.", text=text, lang=lang))


def _forms(lang: str, text: str, folded: str) -> Record:
    keys = {"key": term_key(lang, folded), "head": head(lang, text)}
    return {"folded": folded, "bare": without_marks(folded), **keys}


def refuse_text(store: Store, concept: int, lang: str, folded: str) -> None:
    """See to it that mining does not put a term into a concept again."""
    store.execute("INSERT OR IGNORE INTO refused (concept, lang, folded) VALUES (?, ?, ?)", (concept, lang, folded))


def _allow(store: Store, concept: int, lang: str, folded: str) -> None:
    store.execute("DELETE FROM refused WHERE concept = ? AND lang = ? AND folded = ?", (concept, lang, folded))


def set_columns(store: Store, table: str, identifier: int, values: Record) -> None:
    """Set columns of one record."""
    if values:
        sets = ", ".join(f'"{name}" = ?' for name in values)
        store.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*values.values(), identifier])


def plain(value: Any) -> Any:
    """A value as a column keeps it."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
