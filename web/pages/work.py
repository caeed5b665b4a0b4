"""The parallel view: a work's texts side by side, row by row, with the reasons for each row's band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.types import LANGS
from web import actions
from web.pages.marking import marks_of, terms_in, worst_of
from web.pages.works import align_later
from web.views import Page, RowView, WorkView

blueprint = Blueprint("work", __name__, url_prefix="/works/<ref>")

CHUNK = 50
"""Rows of one part of the table: the first parts come with the page, the others when they come into sight."""
FIRST = 2
LOOK = ("check", "bad")
ALL = 100_000
SHOWS = ("all", "look", "findings")


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
    wanted = _wanted()
    start = max(request.args.get("from", 1, int) - 1, 0) // CHUNK * CHUNK
    page = _rows(work, wanted, start, CHUNK * FIRST)
    look = actions.get_rows(g.store, work.summary.id, bands=LOOK, limit=ALL)
    return render_template(
        "work.html",
        work=work.summary,
        view=work,
        langs=_columns(work),
        wanted=wanted,
        page=page,
        chunks=_chunks(page, start),
        **_found(work, page.items),
        look=[row.number for row in look.items],
        formats=actions.formats(),
        chunk=CHUNK,
    )


@blueprint.get("/rows")
def rows(ref: str) -> ResponseReturnValue:
    """One part of the table."""
    work = actions.get_work(g.store, ref)
    wanted = _wanted()
    offset = max(request.args.get("offset", 0, int), 0)
    page = _rows(work, wanted, offset, CHUNK)
    return render_template(
        "_rows.html",
        work=work.summary,
        langs=_columns(work),
        wanted=wanted,
        rows=page.items,
        **_found(work, page.items),
    )


@blueprint.get("/rows/<int:number>")
def row(ref: str, number: int) -> ResponseReturnValue:
    """The panel of one row: why it is in its band, what checks found, which terms it holds."""
    work = actions.get_work(g.store, ref)
    shown = actions.get_row(g.store, work.summary.id, number)
    found = actions.list_findings(g.store, work=work.summary.id, rows=[number], limit=ALL).items
    terms = terms_in(shown, actions.list_concepts(g.store, work=work.summary.id, limit=ALL).items)
    return render_template("_panel.html", work=work.summary, row=shown, findings=found, terms=terms)


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


def _wanted() -> Wanted:
    show = request.args.get("show", "all")
    return Wanted(show if show in SHOWS else "all", request.args.get("q", "").strip()[:200])


def _columns(work: WorkView) -> list[str]:
    return [lang for lang in LANGS if lang in work.summary.langs]


def _rows(work: WorkView, wanted: Wanted, offset: int, limit: int) -> Page[RowView]:
    """The rows asked for."""
    return actions.get_rows(
        g.store,
        work.summary.id,
        offset=offset,
        limit=limit,
        bands=LOOK if wanted.show == "look" else None,
        query=wanted.query,
        which=wanted.show if wanted.show not in ("all", "look") else "",
    )


def _chunks(page: Page[RowView], start: int) -> list[tuple[int, Sequence[RowView], int]]:
    """The table in parts: offset, the rows that come with the page (none: to be fetched), and how many there are."""
    parts: list[tuple[int, Sequence[RowView], int]] = []
    for offset in range(0, page.total, CHUNK):
        place = offset - start
        here = page.items[place : place + CHUNK] if 0 <= place < CHUNK * FIRST else ()
        parts.append((offset, here, min(CHUNK, page.total - offset)))
    return parts


def _found(work: WorkView, rows: Sequence[RowView]) -> dict[str, Any]:
    """What the rows are marked with: the places of open findings, how grave they are, and for rows whose other half
    stands elsewhere in the order, which languages are there."""
    there = {}
    for number in {row.moved for row in rows} - {0}:
        cells = actions.get_row(g.store, work.summary.id, number).cells
        there[number] = {cell.lang for cell in cells if cell.text}
    numbers = [row.number for row in rows]
    found = actions.list_findings(g.store, work=work.summary.id, rows=numbers, limit=ALL).items
    talk = actions.count_row_threads(g.store, work.summary.id)
    return {"marks": marks_of(found), "worst": worst_of(found), "there": there, "talk": talk}
