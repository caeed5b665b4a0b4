"""Findings at rows that people edited, between two runs of the checks over the whole work."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace

from aligner.types import Table
from glossary import identity
from glossary.types import Finding
from web.store import findings, places
from web.store.database import Record, Store
from web.store.places import Texts


def relocate(store: Store, work: int, rows: Collection[int], texts: Texts, gone: Collection[str]) -> None:
    """Drop the findings of the checks ``gone`` at rows with these numbers, and those of other checks whose words at
    fault are no longer there; what stays is where its words are now. A finding that stands for several rows goes on to
    the next one of them."""
    _leave(store, work, rows, texts)
    for record in _at(store, work, rows):
        spans = None if record["check"] in gone else _spans(record, texts.get(record["number"], {}))
        if spans is None and record["check"] not in gone and _went_on(store, work, record):
            continue
        if spans is None:
            store.execute("DELETE FROM findings WHERE id = ?", (record["id"],))
        elif spans != json.loads(record["spans"]):
            store.execute("UPDATE findings SET spans = ? WHERE id = ?", (json.dumps(spans), record["id"]))


def _leave(store: Store, work: int, rows: Collection[int], texts: Texts) -> None:
    """Take these rows out of findings that stand for several, where they no longer have the words at fault."""
    for record in store.all("SELECT * FROM findings WHERE work = ? AND \"rows\" <> '[]'", (work,)):
        further = json.loads(record["rows"])
        kept = [n for n in further if n not in rows or _spans(record, texts.get(n, {})) is not None]
        if kept != further:
            store.execute('UPDATE findings SET "rows" = ? WHERE id = ?', (json.dumps(kept), record["id"]))


def _went_on(store: Store, work: int, record: Record) -> bool:
    """Let a finding stand at the next of its rows that has its words; whether there is one."""
    further = json.loads(record["rows"])
    cells = places.texts(store, work, further) if further else {}
    for place, number in enumerate(further):
        if spans := _spans(record, cells.get(number, {})):
            store.execute(
                'UPDATE findings SET number = ?, spans = ?, "rows" = ? WHERE id = ?',
                (number, json.dumps(spans), json.dumps(further[place + 1 :]), record["id"]),
            )
            return True
    return False


def _at(store: Store, work: int, rows: Collection[int]) -> list[Record]:
    return store.all(
        "SELECT * FROM findings WHERE work = ? AND number IN (SELECT value FROM json_each(?))",
        (work, json.dumps(sorted(rows))),
    )


def _spans(record: Record, texts: dict[str, str]) -> dict[str, list[list[int]]] | None:
    """Where the quotes of a finding stand in its cells now; nothing when those at fault are gone."""
    langs = json.loads(record["langs"])
    quotes, before = json.loads(record["quotes"]), json.loads(record["spans"])
    found = {}
    for lang, spans in before.items():
        places = []
        for (start, stop), quote in zip(spans, quotes.get(lang, ()), strict=False):
            text = texts.get(lang, "")
            place = start if text[start:stop] == quote else text.find(quote)
            if place >= 0:
                places.append([place, place + len(quote)])
            elif langs and lang == langs[0]:
                return None
        if places:
            found[lang] = places
    return found


def drop(store: Store, work: int, rows: Collection[int], checks: Collection[str]) -> None:
    """Forget what these checks found at rows with these numbers."""
    for record in _at(store, work, rows):
        if record["check"] in checks:
            store.execute("DELETE FROM findings WHERE id = ?", (record["id"],))


def add(store: Store, work: int, numbers: Sequence[int], table: Table, found: Sequence[Finding]) -> None:
    """Add what was found in some rows; ``table`` is of these rows alone, which have these ``numbers`` in the work."""
    here = [replace(one, row=numbers[one.row] - 1, rows=()) for one in found]
    findings.add(store, work, list(zip(here, identity.fingerprints(found, table), strict=True)))
