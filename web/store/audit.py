# ruff: noqa: S608 (statements are put together from parts of our own; values are bound)
"""What happened at the doors, and the audit: that and all revisions as one list, the latest first."""

from __future__ import annotations

from dataclasses import dataclass

from web.people import AuditEntry
from web.store.database import Store, now

KEPT = 20_000
"""How many refused tries to sign in are kept: whoever knocks for days cannot fill the disk."""

_ENTRIES = """
SELECT e."when", e.who, 'access' AS kind, e.what, e.target, '' AS work, '' AS title, e.address, e.detail,
    0 AS revision, e.id FROM events e
UNION ALL
SELECT r."when", r.who, CASE WHEN instr(r.target, ':') THEN substr(r.target, 1, instr(r.target, ':') - 1) ELSE 'other'
    END, r.what, r.target, coalesce(w.slug, ''), coalesce(w.title, ''), '', '', r.id, r.id
    FROM revisions r LEFT JOIN works w ON w.id = r.work
"""

_WANTED = """
WHERE (:who = '' OR who = :who) AND (:kind = '' OR kind = :kind) AND (:what = '' OR what = :what)
    AND (:work = '' OR work = :work) AND (:since = '' OR "when" >= :since) AND (:until = '' OR "when" < :until)
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
    """Lines of the audit, the latest first, and how many there are."""
    values = {name: getattr(wanted, name) for name in Wanted.__slots__}
    total = int(store.value(f"SELECT count(*) FROM ({_ENTRIES}) {_WANTED}", values))
    found = store.all(
        f"SELECT * FROM ({_ENTRIES}) {_WANTED} ORDER BY \"when\" DESC, kind = 'access' DESC, id DESC "
        "LIMIT :limit OFFSET :offset",
        values | {"limit": limit, "offset": offset},
    )
    return [AuditEntry(**{key: value for key, value in record.items() if key != "id"}) for record in found], total


def choices(store: Store) -> dict[str, list[str]]:
    """What the audit can be narrowed to: who, kind and what there is."""
    return {
        name: [record["found"] for record in store.all(f"SELECT DISTINCT {name} AS found FROM ({_ENTRIES}) ORDER BY 1")]
        for name in ("who", "kind", "what")
    }
