# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Findings of the checks, and what people waved through."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from aligner.types import Table
from glossary.types import Finding
from web.errors import NotFound
from web.store import revisions
from web.store.database import Record, Store, now
from web.views import FindingView, Page

COLUMNS = (
    *("work", "number", "check", "severity", "langs", "message", "text", "values", "quotes", "spans"),
    *("suggestion", "rows", "fingerprint"),
)
ORDER = {"error": 0, "warning": 1, "info": 2}


def write(store: Store, work: int, table: Table, findings: Sequence[Finding]) -> None:
    """Make these the work's findings. Dismissed ones stay dismissed: they are known by their fingerprints."""
    store.execute("DELETE FROM findings WHERE work = ?", (work,))
    store.insert_all("findings", COLUMNS, (_record(work, table, finding) for finding in findings))
    store.execute("UPDATE works SET checked = 1 WHERE id = ?", (work,))


def _record(work: int, table: Table, finding: Finding) -> tuple[object, ...]:
    texts = table.texts(table.rows[finding.row])
    spans = {lang: [[span.start, span.stop] for span in spans] for lang, spans in finding.spans.items()}
    return (
        *(work, finding.row + 1, finding.check, str(finding.severity), list(finding.langs), finding.message),
        *(finding.text, json.dumps(finding.values, ensure_ascii=False, default=str)),
        *({lang: list(quotes) for lang, quotes in finding.quotes.items()}, spans, finding.suggestion),
        *([row + 1 for row in finding.rows], finding.fingerprint(texts)),
    )


def dismiss(store: Store, finding: int, reason: str, dismissed: bool) -> FindingView:
    """Remember that a finding was waved through, or forget it. Raises ``NotFound``."""
    found = store.one("SELECT * FROM findings WHERE id = ?", (finding,))
    if found is None:
        raise NotFound(f"There is no finding number {finding}.")
    key = (found["work"], found["fingerprint"])
    store.execute("DELETE FROM dismissals WHERE work = ? AND fingerprint = ?", key)
    if dismissed:
        values = {"work": key[0], "fingerprint": key[1], "who": store.who, "when": now(), "reason": reason}
        store.insert("dismissals", values)
    revisions.add(store, key[0], "dismiss", f"finding:{key[1]}", not dismissed, dismissed)
    return _view(found | {"dismissed": dismissed})


def page(
    store: Store,
    work: int | None,
    check: str | None,
    severity: str | None,
    offset: int,
    limit: int,
    rows: Collection[int] | None = None,
) -> Page[FindingView]:
    """Findings, open before dismissed, then by work and row; with ``rows`` only those at rows with these numbers."""
    wanted = {"f.work": work, 'f."check"': check, "f.severity": severity}
    given = {name: value for name, value in wanted.items() if value is not None}
    conditions, parameters = [f"{name} = ?" for name in given], list(given.values())
    if rows is not None:
        conditions.append("f.number IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(sorted(rows)))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    total = int(store.value(f"SELECT count(*) FROM findings f {where}", parameters))
    found = store.all(
        "SELECT f.*, d.fingerprint IS NOT NULL AS dismissed FROM findings f "
        f"LEFT JOIN dismissals d ON d.work = f.work AND d.fingerprint = f.fingerprint {where} "
        "ORDER BY dismissed, f.work, f.number, f.id LIMIT ? OFFSET ?",
        [*parameters, limit, offset],
    )
    return Page(tuple(map(_view, found)), total, offset, limit)


def _view(r: Record) -> FindingView:
    quotes = {lang: tuple(items) for lang, items in json.loads(r["quotes"]).items()}
    spans = {lang: tuple((start, stop) for start, stop in items) for lang, items in json.loads(r["spans"]).items()}
    return FindingView(
        **{key: r[key] for key in ("id", "work", "check", "severity", "message", "text", "suggestion", "fingerprint")},
        row=r["number"],
        langs=tuple(json.loads(r["langs"])),
        values=json.loads(r["values"]),
        quotes=quotes,
        spans=spans,
        dismissed=bool(r["dismissed"]),
        rows=tuple(json.loads(r["rows"])),
    )
