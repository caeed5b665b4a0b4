"""The checks: run them over a work, list what they found."""

from __future__ import annotations

from collections.abc import Collection

from web.actions.alignment import Progress, silent
from web.actions.permissions import needs
from web.store import Store, findings, known, tables, works
from web.views import FindingView, Page


@needs("edit")
def check_work(store: Store, ref: str | int, progress: Progress | None = None) -> int:
    """Run the checks over a work's rows, in place of what was found before; how many open findings there are.

    Raises ``NotFound`` when there is no such work, or when it is not aligned yet.
    """
    from glossary.checks import run

    work = works.resolve(store, ref)
    table = tables.value(store, work)
    texts = {lang: [segment.text for segment in table.segments[table.column(lang)]] for lang in table.langs}
    concepts = known.values(store, work, texts)
    tell = progress or silent
    results = run(table, concepts=concepts, progress=lambda part: tell("Checking", 0.1 + 0.8 * part))
    tell("Checking", 0.9)
    with store.atomic():
        findings.write(store, work, table, results)
        return works.summary(store, work).findings


@needs("review")
def dismiss_finding(store: Store, id: int, reason: str = "", *, dismissed: bool = True) -> FindingView:
    """Wave a finding through, or take that back. It stays so in every later run, as long as the texts stay the same.

    Raises ``NotFound``.
    """
    with store.atomic():
        return findings.dismiss(store, id, reason, dismissed)


@needs("read")
def list_findings(
    store: Store,
    *,
    work: str | int | None = None,
    check: str | None = None,
    severity: str | None = None,
    rows: Collection[int] | None = None,
    offset: int = 0,
    limit: int = 100,
) -> Page[FindingView]:
    """Findings, the open ones first, then in the order of the text: of one work, one check, one severity,
    at the rows with these numbers."""
    identifier = None if work is None else works.resolve(store, work)
    return findings.page(store, identifier, check, severity, offset, limit, rows)
