"""Reports of what the checks found: in works of a store, or in a table that nobody stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.types import LANGS
from web import telling
from web.actions.permissions import needs
from web.store import Store, findings, places, tables, works
from web.views import FindingView, FormatView

if TYPE_CHECKING:
    from aligner.types import Table
    from glossary.reports import Item, Report, Run, Source
    from glossary.types import Finding

MOST = 100_000
"""The most findings of a report."""


def report_formats() -> list[FormatView]:
    """The formats that findings can be reported in, by name."""
    from glossary import reports

    found = [(name, reports.get(name)) for name in reports.names()]
    return [FormatView(name, format.DESCRIPTION, format.SUFFIX, format.MEDIA_TYPE) for name, format in found]


def write_report(report: Report, format: str) -> bytes:
    """A report as a file. Raises ``InputError`` for an unknown format."""
    from glossary import reports

    return reports.get(format).write(report)


@needs("read")
def report_of_works(
    store: Store,
    refs: Sequence[str | int] = (),
    *,
    checks: Collection[str] | None = None,
    severity: str | None = None,
    fault: str | None = None,
    states: Collection[str] = ("open",),
    lang: str = "en",
) -> Report:
    """The findings of these works, or of all, as they were last checked, told in the language ``lang``: of some checks,
    of one severity, at fault in one language, in some states. Raises ``NotFound``, ``InputError``."""
    summaries = [works.summary(store, work) for work in _works(store, refs)]
    items: list[Item] = []
    sources: dict[str, Source] = {}
    tell = _translator(lang)
    for summary in summaries:
        wanted = findings.Filter(summary.id, checks or None, severity or None, fault or None, states)
        found = findings.page(store, wanted, 0, MOST).items
        texts = places.texts(store, summary.id, {item.row for item in found})
        head = tables.header(store, summary.id)
        langs = head["langs"] if head else summary.langs
        sources[summary.slug] = _source(summary.slug, summary.title, langs, summary.rows, texts)
        items += [_item(view, summary.slug, tell) for view in sorted(found, key=lambda item: (item.row, item.id))]
    return _report(items, sources, lang)


def report_of_table(table: Table, found: Sequence[Finding], name: str, lang: str = "en") -> Report:
    """The findings of a table, told in the language ``lang``. Raises ``InputError`` for a language there is not."""
    from dataclasses import replace

    from glossary.reports import items_of

    tell = _translator(lang)
    items = []
    for item, finding in zip(items_of(table, found, name), found, strict=True):
        message, said = _said(telling.finding(finding, tell))
        items.append(replace(item, message=message, said=said))
    texts = {item.row: table.texts(table.rows[item.row - 1]) for item in items}
    return _report(items, {name: _source(name, name, table.langs, len(table.rows), texts)}, lang)


def _works(store: Store, refs: Sequence[str | int]) -> list[int]:
    if refs:
        return list(dict.fromkeys(works.resolve(store, ref) for ref in refs))
    return [summary.id for summary in works.summaries(store, 0, MOST).items if summary.rows]


def _translator(lang: str) -> telling.Translate:
    if lang not in LANGS:
        raise InputError("There is no interface in “{lang}”.", "Choose from: {choice}.", lang=lang, choice=LANGS)
    return telling.translator(lang)


def _source(name: str, title: str, langs: Sequence[str], rows: int, texts: dict[int, dict[str, str]]) -> Source:
    from glossary.reports import Source

    lang = next((one for row in texts.values() for one, text in row.items() if text == title), "")
    return Source(name, title, tuple(langs), rows, texts, lang or (langs[0] if title != name and langs else ""))


def _item(view: FindingView, source: str, tell: telling.Translate) -> Item:
    from glossary.reports import Item

    message, said = _said(telling.finding(view, tell))
    return Item(
        source=source,
        check=view.check,
        severity=view.severity,
        row=view.row,
        langs=view.langs,
        spans=view.spans,
        quotes=view.quotes,
        message=message,
        suggestion=view.suggestion,
        fingerprint=view.fingerprint,
        rows=view.rows,
        said=said,
        dismissed=view.dismissed,
        reason=view.dismissal.reason if view.dismissal else "",
    )


def _said(runs: Sequence[telling.Run]) -> tuple[str, tuple[Run, ...]]:
    from glossary.reports import Run

    return "".join(run.text for run in runs), tuple(Run(run.text, run.lang, run.quoted) for run in runs)


def _report(items: Sequence[Item], sources: dict[str, Source], lang: str) -> Report:
    from glossary import checks
    from glossary.alarms import alarms
    from glossary.reports import Report

    tell = _translator(lang)
    titles = {name: (tell(checks.get(name).title), tell(checks.get(name).description)) for name in checks.ids()}
    rates = {name: alarms(name) for name in checks.ids()}
    return Report(tuple(items), sources, lang, tell, titles, rates, datetime.now(UTC))
