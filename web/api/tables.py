"""Tables: the aligned rows of a work, one by one, as numbers, or as a file."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from apiflask import APIBlueprint
from flask import Response, g, send_file

from aligner.types import Table
from web import actions
from web.api.answers import answers, sends
from web.api.schemas import Columns, ExportChoice, RowFilter, TableRow, TableView
from web.views import FormatView, Page, RowView, WorkView

tables = APIBlueprint("tables", __name__, tag="Tables and rows")

IN_MEMORY = 4 * 2**20  # an export larger than this waits on disk until it is sent


@tables.get("/works/<ref>/rows")
@tables.input(RowFilter, location="query")
@answers(Page[RowView], description="Rows in the order of the text; numbers stay whatever is filtered.")
def list_rows(ref: str, query_data: dict[str, Any]) -> Page[RowView]:
    """List the rows of a work."""
    return actions.get_rows(g.store, ref, **query_data)


@tables.get("/works/<ref>/rows/<int:number>")
@answers(RowView, description="The row with its segments and the reasons for its band.")
def get_row(ref: str, number: int) -> RowView:
    """Get one row by its number, counted from 1."""
    return actions.get_row(g.store, ref, number)


@tables.get("/works/<ref>/table")
@tables.input(Columns, location="query")
@answers(TableView, description="The table as numbers.")
def get_table(ref: str, query_data: dict[str, Any]) -> TableView:
    """Get the whole table as segment numbers, without texts."""
    return _numbers(actions.get_table(g.store, ref, query_data.get("langs")))


@tables.post("/works/<ref>/table")
@answers(WorkView, description="The work as it stands now.")
def realign(ref: str) -> WorkView:
    """Align a work anew."""
    return actions.realign(g.store, ref)


@tables.get("/works/<ref>/export")
@tables.input(ExportChoice, location="query")
@sends("The table as a file, named after the work.")
def export(ref: str, query_data: dict[str, Any]) -> Response:
    """Export the table of a work."""
    out = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 (Flask closes it when it is sent)
    chosen = query_data["format"]
    actions.export_work(g.store, ref, chosen, out, langs=query_data.get("langs"), tags=query_data["tags"])
    size = out.tell()
    out.seek(0)
    slug = actions.get_work(g.store, ref).summary.slug
    form = next(form for form in actions.formats() if form.name == chosen)
    response = send_file(out, form.media_type, as_attachment=True, download_name=f"{slug}{form.suffix}")
    response.content_length = size
    return response


@tables.get("/formats")
@answers(tuple[FormatView, ...], description="The formats that a table can be written in.")
def list_formats() -> tuple[FormatView, ...]:
    """List the formats of exports."""
    return tuple(actions.formats())


def _numbers(table: Table) -> TableView:
    """A table without its texts."""
    rows = tuple(
        TableRow(tuple((span.start, span.stop) for span in row.spans), row.score, row.band.value) for row in table.rows
    )
    return TableView(table.langs, table.sizes, table.signature, table.warnings, rows)
