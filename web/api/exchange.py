"""Exchange: terms out as a file, and in by a plan that is looked at first."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, DelimitedList, File, Float, String
from apiflask.validators import Length, OneOf, Range
from flask import Response, g, send_file

from web import actions
from web.actions.deciding import CLASHES, Wish
from web.api.answers import answers, sends
from web.api.schemas import ExportChoice
from web.views import ExportView, FormatView, ImportPlan

exchange = APIBlueprint("exchange", __name__, tag="Exchange of terms")

IN_MEMORY = 4 * 2**20  # an export larger than this waits on disk until it is sent


class TermsChoice(ExportChoice):
    """Which terms leave, and how."""

    format = String(required=True, metadata={"description": "The id of a format, see /api/v1/terms/formats."})
    work = String(metadata={"description": "Only concepts of this work: its number or slug."})
    status = String(
        load_default="approved",
        validate=OneOf(["approved", "proposed", "all"]),
        metadata={"description": "Terms that people decided on, also against; those only proposed; or all."},
    )
    domain = String(metadata={"description": "Only concepts of this domain."})
    min_confidence = Float(
        load_default=0.0,
        validate=Range(min=0, max=1),
        metadata={"description": "Leave out proposals that are less sure. What people decided is sure."},
    )
    since = String(
        load_default="", metadata={"description": "Only concepts added or changed from this day on: 2026-05-01 (UTC)."}
    )
    until = String(load_default="", metadata={"description": "Only concepts added or changed up to this day."})


class TermsFile(Schema):
    """A glossary file, and what it does not say itself."""

    file = File(required=True)  # type: ignore[no-untyped-call]
    format = String(load_default="", metadata={"description": "What the file is; found out without it."})
    langs = DelimitedList(
        String(), load_default=list, metadata={"description": "The languages of columns that name none, in order."}
    )
    status = String(load_default="proposed", validate=OneOf(["proposed", "approved", "admitted"]))
    lenient = Boolean(load_default=False, metadata={"description": "Mend what a standard forbids instead of refusing."})
    clashes = String(load_default="skip", validate=OneOf(CLASHES))
    texts = String(
        load_default="keep",
        validate=OneOf(["keep", "file"]),
        metadata={"description": "Definitions, notes and the like that differ: keep those here, or take the file's."},
    )


class PlannedFile(TermsFile):
    """The same file again with the plan that was shown."""

    token = String(
        required=True,
        validate=Length(min=1, max=64),
        metadata={"description": "The plan's token; 409 when file or glossary have changed since it was made."},
    )


@exchange.get("/terms/formats")
@answers(tuple[FormatView, ...], description="The formats that terms can be written in and read from.")
def list_term_formats() -> tuple[FormatView, ...]:
    """List the formats of glossaries."""
    return tuple(actions.term_formats())


@exchange.get("/terms/export")
@exchange.input(TermsChoice, location="query")
@sends("The glossary as a file.")
def export_terms(query_data: dict[str, Any]) -> Response:
    """Export terms. Those only proposed are left out unless status asks for them."""
    out = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 (Flask closes it when it is sent)
    chosen = query_data.pop("format")
    actions.export_terms(g.store, chosen, out, **query_data)
    size = out.tell()
    out.seek(0)
    form = next(form for form in actions.term_formats() if form.name == chosen.replace("_", "-"))
    response = send_file(out, form.media_type, as_attachment=True, download_name=f"glossary{form.suffix}")
    response.content_length = size
    return response


@exchange.get("/terms/export/preview")
@exchange.input(TermsChoice, location="query")
@answers(ExportView, description="What would be written, and what is left out and why.")
def preview_export(query_data: dict[str, Any]) -> ExportView:
    """Say what an export would write, and what it leaves out."""
    return actions.export_terms(g.store, query_data.pop("format"), None, **query_data)


@exchange.post("/terms/plan")
@exchange.input(TermsFile, location="form_and_files")
@answers(ImportPlan, description="What an import would do; items that are the same are only counted.")
def plan_import(form_and_files_data: dict[str, Any]) -> ImportPlan:
    """Say what an import of a glossary file would do. Nothing is stored."""
    data, wish = _wish(form_and_files_data)
    return actions.plan_import(g.store, data.filename or "file", data.stream, wish)


@exchange.post("/terms/import")
@exchange.input(PlannedFile, location="form_and_files")
@answers(ImportPlan, description="What was done.")
def import_terms(form_and_files_data: dict[str, Any]) -> ImportPlan:
    """Apply a plan that was shown: all of it, or, when anything has changed since, nothing."""
    token = form_and_files_data.pop("token")
    data, wish = _wish(form_and_files_data)
    return actions.import_terms(g.store, data.filename or "file", data.stream, wish, token=token)


def _wish(fields: dict[str, Any]) -> tuple[Any, Wish]:
    file = fields.pop("file")
    return file, Wish(**fields)
