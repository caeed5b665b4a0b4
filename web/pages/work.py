"""The parallel view: a work's texts side by side, row by row, with the reasons for each row's band."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.types import LANGS
from web import actions
from web.actions.linking import STATES, Link, at_once, row_links
from web.actions.together import seen
from web.errors import NotFound
from web.pages import keys
from web.pages.flowing import flowing
from web.pages.marking import marks_of, worst_of
from web.pages.works import align_later
from web.store.jumps import SORTS
from web.views import FindingView, RowView, WorkSummary, WorkView

blueprint = Blueprint("work", __name__, url_prefix="/works/<ref>")

CHUNK = 36
"""Rows of one part of the table: the first part comes with the page, the others when they come into sight."""
MOST = 400
"""The most rows of a part: parts grow when rows are split."""
AT_FIRST = 12
"""Rows that a large screen shows: they leave the service before the others. Beside a large glossary, more rows that
nobody has looked at before come as a part of their own."""
TERMS = 8
"""The most concepts that the panel of a row shows."""
ALL = 100_000
SHOWS = ("all", *SORTS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows the reader asked to see."""

    show: str
    query: str

    @property
    def filtered(self) -> bool:
        """Whether some rows may be missing."""
        return self.show != "all" or bool(self.query)


@blueprint.get("")
def view(ref: str) -> ResponseReturnValue:
    """The page of a work: head, filters, outline, and the first rows."""
    work = actions.get_work(g.store, ref)
    if ref != work.summary.slug:
        query = request.query_string.decode("ascii", "ignore")
        return redirect(url_for("work.view", ref=work.summary.slug) + (f"?{query}" if query else ""))
    since = seen(g.store, work.summary.id)  # before the rows are read, so that nothing in between is missed
    asked = _wanted()
    resume = _resume(work, asked)
    shown = numbers(work.summary, asked)
    first = bisect_left(shown, max(request.args.get("from", resume or 1, int), 1))
    start, after, here = _at_once(work.summary, shown, first // CHUNK * CHUNK)
    if after <= first < len(shown):
        start, after, here = _at_once(work.summary, shown, first)
    return flowing(
        "work.html",
        work=work.summary,
        view=work,
        langs=columns(work.summary),
        wanted=asked,
        total=len(shown),
        after=shown[after] if after < len(shown) else 0,
        chunks=_chunks(shown, start, after, here),
        found_in=lambda rows: found_in(work.summary, rows),
        at_first=AT_FIRST,
        resume=resume,
        since=since,
        stack=actions.stack(g.store, work.summary.id),
        groups=keys.GROUPS,
        formats=actions.formats(),
    )


@blueprint.get("/rows")
def rows(ref: str) -> ResponseReturnValue:
    """One part of the table: the rows from one number on, before another."""
    work = actions.get_summary(g.store, ref)
    asked = _wanted()
    shown = numbers(work, asked)
    start = bisect_left(shown, request.args.get("from", 1, int))
    stop = bisect_left(shown, request.args.get("before", ALL, int))
    part = actions.rows_at(g.store, work.id, shown[start : min(stop, start + MOST)])
    return render_template(
        "_rows.html", work=work, langs=columns(work), wanted=asked, rows=part, **found_in(work, part)
    )


@blueprint.get("/rows/<int:number>")
def row(ref: str, number: int) -> ResponseReturnValue:
    """The panel of one row: why it is in its band, what checks found, which terms it holds; nothing for one that was
    undone a moment ago."""
    work = actions.get_summary(g.store, ref)
    try:
        shown = actions.get_row(g.store, work.id, number)
    except NotFound:
        if "HX-Request" in request.headers:
            return "", 204
        raise
    found = actions.list_findings(g.store, work=work.id, rows=[number], limit=ALL).items
    links = row_links(g.store, work.id, [shown])[number]
    numbers = dict.fromkeys(link.concept for held in links.values() for link in held if link.concept)
    terms = [(actions.get_concept(g.store, one), _states(links, one)) for one in list(numbers)[:TERMS]]
    return render_template("_panel.html", work=work, row=shown, findings=found, terms=terms)


@blueprint.get("/progress")
def progress(ref: str) -> ResponseReturnValue:
    """How far the alignment is; the page loads anew when it is done."""
    work = actions.get_work(g.store, ref)
    response = make_response(render_template("_progress.html", work=work.summary))
    if work.summary.status not in ("aligning", "new"):
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.get("/export")
def export(ref: str) -> ResponseReturnValue:
    """The table as a file, in the format and the languages asked for."""
    work = actions.get_work(g.store, ref).summary
    name = request.args.get("format", "xlsx")
    langs = request.args.getlist("lang") or None
    tags = "region" if request.args.get("tags") == "region" else "bcp47"
    out = BytesIO()
    actions.export_work(g.store, work.id, name, out, langs=langs, tags=tags)  # type: ignore[arg-type]  # one of the two
    kind = next(item for item in actions.formats() if item.name == name)
    response = Response(out.getvalue(), content_type=kind.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{work.slug}{kind.suffix}")
    return response


@blueprint.post("/rename")
def rename(ref: str) -> ResponseReturnValue:
    """Give the work another title."""
    work = actions.rename_work(g.store, ref, request.form.get("title", ""))
    return redirect(url_for("work.view", ref=work.slug), 303)


@blueprint.post("/realign")
def realign(ref: str) -> ResponseReturnValue:
    """Align the work anew in the background."""
    work = actions.get_work(g.store, ref).summary
    align_later([work])
    return redirect(url_for("work.view", ref=work.slug), 303)


@blueprint.post("/delete")
def delete(ref: str) -> ResponseReturnValue:
    """Delete the work with all that belongs to it."""
    work = actions.get_work(g.store, ref).summary
    actions.delete_work(g.store, work.id)
    flash(_("“%(title)s” was deleted.", title=work.title))
    return redirect(url_for("works.index"), 303)


def _states(links: Mapping[str, Sequence[Link]], concept: int) -> tuple[str, tuple[str, ...]]:
    """How a row keeps to a concept at its worst, and which languages are without a good term of it."""
    here = [link for held in links.values() for link in held if link.concept == concept]
    worst = min(here, key=lambda link: STATES.index(link.state))
    return worst.state, worst.without


def _resume(work: WorkView, asked: Wanted) -> int:
    """Where one left off: the first row that is not confirmed, once some are; else 0."""
    summary = work.summary
    if asked.filtered or not summary.confirmed or summary.confirmed == summary.rows:
        return 0
    return actions.next_row(g.store, summary.id, "unconfirmed")


def _wanted() -> Wanted:
    return wanted(request.args.get("show", ""), request.args.get("q", ""))


def wanted(show: str = "", query: str = "") -> Wanted:
    """Which rows a reader asked for, as an address says it."""
    return Wanted(show if show in SHOWS else "all", query.strip()[:200])


def numbers(work: WorkSummary, asked: Wanted) -> Sequence[int]:
    """The numbers of the rows asked for."""
    if not asked.filtered:
        return range(1, work.rows + 1)
    which = "" if asked.show == "all" else asked.show
    return actions.row_numbers(g.store, work.id, query=asked.query, which=which)


def columns(work: WorkSummary) -> list[str]:
    """The languages of a work in the order of the columns."""
    return [lang for lang in LANGS if lang in work.langs]


def _at_once(work: WorkSummary, shown: Sequence[int], start: int) -> tuple[int, int, Sequence[RowView]]:
    """The rows that come with the page, from a place on to the end of its part or as many as can be had at once: where
    they begin, where the next one stands, and the rows."""
    stop = start // CHUNK * CHUNK + CHUNK
    here = actions.rows_at(g.store, work.id, shown[start:stop])
    count = at_once(g.store, here, AT_FIRST)
    return start, start + count if count < len(here) else stop, here[:count]


def _chunks(
    shown: Sequence[int], start: int, after: int, here: Sequence[RowView]
) -> list[tuple[int, Sequence[RowView], int]]:
    """The table in parts: the number of the first row, the rows that come with the page (none: to be fetched), and how
    many there are. Those that come are from ``start`` on, before ``after``."""
    places = sorted({*range(0, len(shown), CHUNK), *(min(place, len(shown)) for place in (start, after, len(shown)))})
    return [(shown[place], here if place == start else (), stop - place) for place, stop in pairwise(places)]


def found_in(work: WorkSummary, rows: Sequence[RowView]) -> dict[str, Any]:
    """What the rows are marked with: the places of open findings, how grave they are, and for rows whose other half
    stands elsewhere in the order, which languages are there."""
    there = {}
    for number in {row.moved for row in rows} - {0}:
        cells = actions.get_row(g.store, work.id, number).cells
        there[number] = {cell.lang for cell in cells if cell.text}
    numbers = [row.number for row in rows]
    found = actions.list_findings(g.store, work=work.id, rows=numbers, limit=ALL).items
    notes: dict[int, list[FindingView]] = defaultdict(list)
    for finding in found:
        if not finding.dismissed:
            notes[finding.row].append(finding)
    return {
        "marks": marks_of(found),
        "worst": worst_of(found),
        "notes": notes,
        "there": there,
        "links": row_links(g.store, work.id, rows),
        "talk": actions.count_row_threads(g.store, work.id),
    }
