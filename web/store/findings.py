# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Findings of the checks: what each run wrote, asked for by what people look for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.types import Table
from glossary import identity
from glossary.types import Finding
from web.errors import NotFound
from web.store import settling
from web.store.database import Record, Store, now
from web.views import DismissalView, FindingView, Page, RunView

COLUMNS = (
    *("work", "number", "check", "severity", "langs", "message", "text", "values", "quotes", "spans"),
    *("suggestion", "rows", "fingerprint", "lang", "topic", "about", "run"),
)
STATES = ("open", "dismissed", "hidden")
RUNS = 50
"""The runs of a work that are remembered."""
_VIEW = (
    'SELECT f.*, w.slug, d.scope, d.work AS d_work, d."check" AS d_check, d.fingerprint AS d_fingerprint, d.reason, '
    'd.about AS d_about, d.who, d."when", d.batch, '
    "f.run IS NOT NULL AND f.run = (SELECT max(id) FROM runs r WHERE r.work = f.work) AND "
    "f.run <> (SELECT min(id) FROM runs r WHERE r.work = f.work) AS fresh "
    "FROM findings f JOIN works w ON w.id = f.work LEFT JOIN dismissals d ON d.id = f.dismissal"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are wanted; what is None or empty is not asked for. ``rows`` are numbers of rows, and
    ``fingerprint`` may be the beginning of one."""

    work: int | None = None
    checks: Collection[str] | None = None
    severity: str | None = None
    lang: str | None = None
    states: Collection[str] | None = None
    rows: Collection[int] | None = None
    ids: Collection[int] | None = None
    fingerprint: str = ""

    def sql(self) -> tuple[str, list[Any]]:
        """The condition, and the values in it."""
        wanted = {"f.work": self.work, "f.severity": self.severity, "f.lang": self.lang}
        given = {name: value for name, value in wanted.items() if value is not None}
        conditions, parameters = [f"{name} = ?" for name in given], list(given.values())
        states = None if self.states is None else set(self.states)
        if states and len(states) == 1:
            conditions.append("f.state = ?")
            parameters += states
            states = None
        lists = {'f."check"': self.checks, "f.state": states, "f.number": self.rows, "f.id": self.ids}
        for name, among in lists.items():
            if among is not None:
                conditions.append(f"{name} IN (SELECT value FROM json_each(?))")
                parameters.append(json.dumps(sorted(among)))
        if self.fingerprint:
            conditions.append("f.fingerprint >= ? AND f.fingerprint < ?")
            parameters += [self.fingerprint, self.fingerprint + "~"]
        return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), parameters


def write(store: Store, work: int, table: Table, findings: Sequence[Finding], warnings: Sequence[str] = ()) -> RunView:
    """Make these the work's findings, and note the run. What was dismissed stays so: it is known by fingerprint and
    topic."""
    prints = identity.fingerprints(findings, table)
    counts: dict[str, Counter[str]] = {}
    for finding in findings:
        counts.setdefault(finding.check, Counter())[str(finding.severity)] += 1
    last = store.one("SELECT id, prints FROM runs WHERE work = ? ORDER BY id DESC LIMIT 1", (work,))
    before: dict[str, int] = dict(json.loads(last["prints"])) if last else {}
    fresh, gone = len(set(prints) - set(before)), len(set(before) - set(prints))
    when = now()
    head = {"work": work, "when": when, "who": store.who, "counts": {name: dict(held) for name, held in counts.items()}}
    run = store.insert("runs", {**head, "fresh": fresh, "gone": gone, "warnings": list(warnings)})
    seen = {one: before.get(one, run) for one in prints}
    store.execute("UPDATE runs SET prints = '[]' WHERE work = ?", (work,))
    store.execute("UPDATE runs SET prints = ? WHERE id = ?", (json.dumps(list(seen.items())), run))
    store.execute(
        "DELETE FROM runs WHERE work = ? AND id NOT IN (SELECT id FROM runs WHERE work = ? ORDER BY id DESC LIMIT ?)",
        (work, work, RUNS),
    )
    store.execute("DELETE FROM findings WHERE work = ?", (work,))
    records = (_record(work, one, name, seen[name]) for one, name in zip(findings, prints, strict=True))
    store.insert_all("findings", COLUMNS, records)
    store.execute("UPDATE works SET checked = 1 WHERE id = ?", (work,))
    settling.settle(store, work)
    return RunView(run, work, when, store.who, head["counts"], fresh, gone, tuple(warnings))  # type: ignore[arg-type]


def _record(work: int, finding: Finding, fingerprint: str, run: int) -> tuple[object, ...]:
    spans = {lang: [[span.start, span.stop] for span in spans] for lang, spans in finding.spans.items()}
    about = identity.about(finding)
    return (
        *(work, finding.row + 1, finding.check, str(finding.severity), list(finding.langs), finding.message),
        *(finding.text, json.dumps(finding.values, ensure_ascii=False, default=str)),
        *({lang: list(quotes) for lang, quotes in finding.quotes.items()}, spans, finding.suggestion),
        *([row + 1 for row in finding.rows], fingerprint, finding.langs[0] if finding.langs else ""),
        *(identity.topic(about), identity.shown(about), run),
    )


def add(store: Store, work: int, found: Sequence[tuple[Finding, str]]) -> None:
    """Add findings, each with its fingerprint, to those of the last run: what looking at some rows anew gave."""
    run = store.value("SELECT max(id) FROM runs WHERE work = ?", (work,))
    store.insert_all("findings", COLUMNS, (_record(work, one, name, run) for one, name in found))
    settling.settle(store, work)


def runs(store: Store, work: int) -> tuple[RunView, ...]:
    """The runs of the checks over a work, the latest first."""
    found = store.all("SELECT * FROM runs WHERE work = ? ORDER BY id DESC", (work,))
    names = ("id", "work", "when", "who", "fresh", "gone")
    return tuple(
        RunView(
            **{name: r[name] for name in names},
            counts=json.loads(r["counts"]),
            warnings=tuple(json.loads(r["warnings"])),
        )
        for r in found
    )


def get(store: Store, finding: int) -> FindingView:
    """One finding. Raises ``NotFound``."""
    found = page(store, Filter(ids=[finding]), 0, 1).items
    if not found:
        raise NotFound("There is no finding number {finding}.", finding=finding)
    return found[0]


def page(store: Store, wanted: Filter, offset: int, limit: int) -> Page[FindingView]:
    """Findings, open before dismissed before hidden, then by work and row."""
    where, parameters = wanted.sql()
    total = int(store.value(f"SELECT count(*) FROM findings f {where}", parameters))
    order = "f.work, f.number, f.id"
    if wanted.states is None or len(wanted.states) > 1:  # of one state an index has them in this order
        order = f"CASE f.state WHEN 'open' THEN 0 WHEN 'dismissed' THEN 1 ELSE 2 END, {order}"
    part = f"SELECT f.id FROM findings f {where} ORDER BY {order} LIMIT ? OFFSET ?"
    found = store.all(f"{_VIEW} WHERE f.id IN ({part}) ORDER BY {order}", [*parameters, limit, offset])
    return Page(tuple(map(_view, found)), total, offset, limit)


FACETS = {"check": 'f."check"', "severity": "f.severity", "lang": "f.lang", "state": "f.state"}


def counts(store: Store, wanted: Filter) -> list[tuple[str, str, str, str, int]]:
    """How many findings there are of each check, severity, language and state."""
    where, parameters = wanted.sql()
    names = ", ".join(FACETS.values())
    found = store.all(f"SELECT {names}, count(*) AS n FROM findings f {where} GROUP BY {names}", parameters)
    return [(r["check"], r["severity"], r["lang"], r["state"], r["n"]) for r in found]


def by_work(store: Store, wanted: Filter) -> dict[int, int]:
    """How many of the findings each work has."""
    where, parameters = wanted.sql()
    found = store.all(f"SELECT f.work, count(*) AS n FROM findings f {where} GROUP BY f.work", parameters)
    return {int(r["work"]): int(r["n"]) for r in found}


def _view(r: Record) -> FindingView:
    quotes = {lang: tuple(items) for lang, items in json.loads(r["quotes"]).items()}
    spans = {lang: tuple((start, stop) for start, stop in items) for lang, items in json.loads(r["spans"]).items()}
    names = ("id", "work", "check", "severity", "message", "text", "suggestion", "fingerprint", "state")
    return FindingView(
        **{key: r[key] for key in names},
        row=r["number"],
        langs=tuple(json.loads(r["langs"])),
        values=json.loads(r["values"]),
        quotes=quotes,
        spans=spans,
        dismissed=r["dismissal"] is not None,
        rows=tuple(json.loads(r["rows"])),
        about=json.loads(r["about"]),
        fresh=bool(r["fresh"]),
        dismissal=_dismissal(r) if r["scope"] else None,
    )


def _dismissal(r: Record) -> DismissalView:
    return DismissalView(
        **{name: r[name] for name in ("scope", "reason", "who", "when", "batch")},
        id=r["dismissal"],
        work=r["slug"] if r["d_work"] else "",
        check=r["d_check"],
        fingerprint=r["d_fingerprint"],
        about=json.loads(r["d_about"]),
    )
