# ruff: noqa: S608 (statements are put together from parts of our own; values are bound)
"""What happened at the doors, and the audit: that and all revisions as one list, the latest first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aligner.types import LANGS
from web.people import AuditEntry
from web.store.concepts import RANK
from web.store.database import Record, Store, now

KEPT = 20_000
"""How many refused tries to sign in are kept: whoever knocks for days cannot fill the disk."""

_EVENTS = """
SELECT e."when", e.who, 'access' AS kind, e.what, e.target, '' AS work, '' AS title, e.address, e.detail,
    0 AS revision, e.id FROM events e
"""
_KIND = "CASE WHEN instr(r.target, ':') THEN substr(r.target, 1, instr(r.target, ':') - 1) ELSE 'other' END"
_REVISIONS = f"""
SELECT r."when", r.who, {_KIND} AS kind, r.what, r.target, coalesce(w.slug, '') AS work, coalesce(w.title, '') AS title,
    '' AS address, '' AS detail, r.id AS revision, r.id FROM revisions r LEFT JOIN works w ON w.id = r.work
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the audit: empty means all. ``since`` is included, ``until`` is not; both are times or days."""

    who: str = ""
    kind: str = ""
    what: str = ""
    work: str = ""
    since: str = ""
    until: str = ""


def note(store: Store, what: str, target: str = "", *, address: str = "", detail: str = "", who: str = "") -> None:
    """Write down what happened at a door, or to an account. Never a password or a token."""
    record = {"when": now(), "who": who or store.who, "what": what, "target": target}
    store.insert("events", record | {"address": address, "detail": detail})
    if what == REFUSED:
        query = "SELECT id FROM events WHERE what = ? ORDER BY id DESC LIMIT 1 OFFSET ?"
        store.execute("DELETE FROM events WHERE what = ? AND id <= (" + query + ")", (REFUSED, REFUSED, KEPT))


REFUSED = "sign-in refused"


def entries(store: Store, wanted: Wanted, offset: int, limit: int) -> tuple[list[AuditEntry], int]:
    """Lines of the audit, the latest first, and how many there are. Both halves are read in order by their indices, as
    far as is needed."""
    found, total = [], 0
    for half, conditions in ((_EVENTS, _of_events(wanted)), (_REVISIONS, _of_revisions(wanted))):
        if conditions is None:
            continue
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        values: dict[str, object] = {name: getattr(wanted, name) for name in Wanted.__slots__}
        total += int(store.value(f"SELECT count(*) {half[half.index('FROM') :]} {where}", values))
        values["limit"] = offset + limit
        short = "e" if half is _EVENTS else "r"
        found += store.all(f'{half} {where} ORDER BY {short}."when" DESC, {short}.id DESC LIMIT :limit', values)
    found.sort(key=lambda one: (one["when"], one["kind"] == "access", one["id"]), reverse=True)
    shown = found[offset : offset + limit]
    named = _concepts(store, (one["target"] for one in shown))
    return [
        AuditEntry(**{key: value for key, value in one.items() if key != "id"} | named.get(one["target"], {}))
        for one in shown
    ], total


def _concepts(store: Store, targets: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By which term the concepts among some targets are known: the first that they have, or had before they went."""
    wanted = sorted({one for one in targets if one.startswith("concept:")})
    terms: dict[str, list[Record]] = {one: [] for one in wanted}
    for term in store.all(
        "SELECT t.* FROM json_each(?) w JOIN terms t ON t.concept = CAST(substr(w.value, 9) AS INTEGER) "
        "ORDER BY t.position, t.id",
        (json.dumps(wanted),),
    ):
        terms[f"concept:{term['concept']}"].append(term)
    named = {one: _named(held, gone=False) for one, held in terms.items() if held}
    for record in store.all(
        "SELECT target, before FROM revisions WHERE id IN (SELECT max(id) FROM revisions "
        "WHERE target IN (SELECT value FROM json_each(?)) AND after = 'null' GROUP BY target)",
        (json.dumps([one for one in wanted if one not in named]),),
    ):
        held = (json.loads(record["before"]) or {}).get("terms", {}).values()
        named[record["target"]] = _named(sorted(held, key=lambda term: term["position"]), gone=True)
    return {one: named.get(one, {"gone": not store.value(_IS_THERE, (one,))}) for one in wanted}


_IS_THERE = "SELECT 1 FROM concepts WHERE id = CAST(substr(?, 9) AS INTEGER)"


def _named(terms: Iterable[Record], *, gone: bool) -> dict[str, Any]:
    """The first of some terms, in the order in which a concept shows them."""
    first = min(terms, key=lambda term: (LANGS.index(term["lang"]), RANK[term["status"]]), default=None)
    return {"gone": gone} | ({"title": first["text"], "lang": first["lang"]} if first else {})


def _of_events(wanted: Wanted) -> list[str] | None:
    """The conditions on events; nothing when none is wanted."""
    if wanted.kind not in ("", "access") or wanted.work:
        return None
    return _common(wanted, "e")


def _of_revisions(wanted: Wanted) -> list[str] | None:
    """The conditions on revisions; nothing when none is wanted."""
    if wanted.kind == "access":
        return None
    kinds = [f"{_KIND} = :kind"] if wanted.kind else []
    return [*_common(wanted, "r"), *kinds, *(["w.slug = :work"] if wanted.work else [])]


def _common(wanted: Wanted, short: str) -> list[str]:
    sides = {"who": "who = :who", "what": "what = :what", "since": '"when" >= :since', "until": '"when" < :until'}
    return [f"{short}.{condition}" for name, condition in sides.items() if getattr(wanted, name)]


def choices(store: Store) -> dict[str, list[str]]:
    """What the audit can be narrowed to: who, kind and what there is."""
    who = {*_distinct(store, "revisions", "who"), *_distinct(store, "events", "who")}
    what = {*_distinct(store, "revisions", "what"), *_distinct(store, "events", "what")}
    kinds = set(_kinds(store)) | ({"access"} if store.value("SELECT 1 FROM events LIMIT 1") else set())
    return {"who": sorted(who), "kind": sorted(kinds), "what": sorted(what)}


def _distinct(store: Store, table: str, column: str) -> list[str]:
    """What stands in a column, from one value to the next: its index is not read through."""
    found = store.all(
        f"WITH RECURSIVE one (value) AS (SELECT min({column}) FROM {table} UNION ALL "
        f"SELECT (SELECT min({column}) FROM {table} WHERE {column} > one.value) FROM one WHERE one.value IS NOT NULL) "
        "SELECT value FROM one WHERE value IS NOT NULL"
    )
    return [record["value"] for record in found]


def _kinds(store: Store) -> list[str]:
    """What stands before the colon of targets, in the same way."""
    found = store.all(
        "WITH RECURSIVE one (value) AS (SELECT min(target) FROM revisions UNION ALL "
        "SELECT (SELECT min(target) FROM revisions WHERE target > CASE WHEN instr(one.value, ':') "
        "THEN substr(one.value, 1, instr(one.value, ':') - 1) || ';' ELSE one.value END) "
        "FROM one WHERE one.value IS NOT NULL) SELECT value FROM one WHERE value IS NOT NULL"
    )
    kinds = (record["value"].partition(":") for record in found)
    return [kind if colon else "other" for kind, colon, _rest in kinds]
