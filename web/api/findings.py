"""Findings of the checks: waving them through, taking that back, reports, and how the checks are set."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import DelimitedList, Integer, List, String
from apiflask.validators import Length, OneOf
from flask import Response, g

from aligner.types import LANGS
from web import actions
from web.actions.reporting import report_formats, report_of_works, write_report
from web.api.answers import answers, sends
from web.api.schemas import Paging
from web.views import CheckSettings, DismissalView, FindingView, FormatView, Page, RunView

findings = APIBlueprint("findings", __name__, tag="Glossary and findings")
SCOPES = ("finding", "term", "work", "project")
STATUSES = ("open", "dismissed", "hidden")


class NewDismissal(Schema):
    """What is waved through, why, and how far that reaches."""

    findings = List(
        Integer(),
        required=True,
        validate=Length(min=1, max=1000),
        metadata={"description": "The numbers of the findings."},
    )
    reason = String(load_default="", metadata={"description": "Why they are right as they stand."})
    scope = String(
        load_default="finding",
        validate=OneOf(SCOPES),
        metadata={
            "description": "finding: these alone; term: what their checks say about the same in their work; work: all "
            "that their checks say there; project: what they say about the same in every work."
        },
    )


class DismissalFilter(Paging):
    """Which dismissals are wanted."""

    work = String(metadata={"description": "Only what holds in this work: its number or slug."})
    scope = String(validate=OneOf(SCOPES))


class ReportChoice(Schema):
    """What is reported, how, and in which language."""

    format = String(required=True, metadata={"description": "The id of a format, see /api/v1/reports/formats."})
    works = DelimitedList(String(), metadata={"description": "Only these works, by number or slug; all without it."})
    checks = DelimitedList(String(), metadata={"description": "Only what these checks found."})
    severity = String(validate=OneOf(["error", "warning", "info"]))
    lang = String(metadata={"enum": list(LANGS), "description": "Only what is at fault in this language."})
    status = String(load_default="open", validate=OneOf(STATUSES))
    language = String(load_default="en", validate=OneOf(LANGS), metadata={"description": "The reader's language."})


class Switches(Schema):
    """How the checks are to be set for all works."""

    profile = String(validate=OneOf(["quiet", "standard", "strict"]))
    on = List(String(), load_default=list, metadata={"description": "Checks to switch on, by id."})
    off = List(String(), load_default=list, metadata={"description": "Checks to switch off: their findings hide."})


class NewPatterns(Schema):
    """A file of patterns."""

    name = String(required=True, validate=Length(min=1, max=100))
    text = String(required=True, metadata={"description": "TOML, as docs/checks.md says."})


@findings.get("/findings/<int:id>")
@answers(FindingView, description="The finding as it is now.")
def get_finding(id: int) -> FindingView:
    """Get a finding by its number, which lasts until the next run of the checks."""
    return actions.get_finding(g.store, id)


@findings.get("/dismissals")
@findings.input(DismissalFilter, location="query")
@answers(Page[DismissalView], description="Dismissals, the latest first.")
def list_dismissals(query_data: dict[str, Any]) -> Page[DismissalView]:
    """List what was dismissed, why and by whom."""
    return actions.list_dismissals(g.store, **query_data)


@findings.post("/dismissals")
@findings.input(NewDismissal)
@answers(tuple[DismissalView, ...], description="The dismissals that cover the findings now.")
def dismiss(json_data: dict[str, Any]) -> tuple[DismissalView, ...]:
    """Dismiss findings, so that they stay so in every later run."""
    return actions.dismiss(g.store, json_data["findings"], json_data["reason"], json_data["scope"])


@findings.delete("/dismissals/<int:id>")
@answers(None, 204, "What it covered is open again, unless another one covers it.")
def undismiss(id: int) -> None:
    """Take a dismissal back."""
    actions.undismiss(g.store, [id])


@findings.post("/dismissals/undo")
@answers(tuple[DismissalView, ...], description="The dismissals that were taken back.")
def undo() -> tuple[DismissalView, ...]:
    """Take back what one dismissed last."""
    return actions.undo_dismissal(g.store)


@findings.get("/works/<ref>/runs")
@answers(tuple[RunView, ...], description="The runs of the checks over the work, the latest first.")
def list_runs(ref: str) -> tuple[RunView, ...]:
    """List when a work was checked, and what was new and gone each time."""
    return actions.list_runs(g.store, ref)


@findings.get("/reports")
@findings.input(ReportChoice, location="query")
@sends("The findings as a file.")
def report(query_data: dict[str, Any]) -> Response:
    """Report findings as a file, as they were last found."""
    form = query_data["format"]
    made = report_of_works(
        g.store,
        query_data.get("works", ()),
        checks=query_data.get("checks"),
        severity=query_data.get("severity"),
        fault=query_data.get("lang"),
        states=(query_data["status"],),
        lang=query_data["language"],
    )
    response = Response(write_report(made, form))
    kind = next(one for one in report_formats() if one.name == form)
    response.content_type = kind.media_type
    response.headers.set("Content-Disposition", "attachment", filename=f"findings{kind.suffix}")
    return response


@findings.get("/reports/formats")
@answers(tuple[FormatView, ...], description="The formats that findings can be reported in.")
def list_report_formats() -> tuple[FormatView, ...]:
    """List the formats of reports."""
    return tuple(report_formats())


@findings.get("/checks")
@answers(CheckSettings, description="The checks with their switches and how often each errs, and the profile.")
def get_checks() -> CheckSettings:
    """Get the checks as they are set for all works."""
    return actions.get_checks(g.store)


@findings.patch("/checks")
@findings.input(Switches)
@answers(CheckSettings, description="The checks as they are set now.")
def set_checks(json_data: dict[str, Any]) -> CheckSettings:
    """Choose a profile, switch checks on or off. Findings are hidden and shown at once."""
    return actions.set_checks(g.store, **json_data)


@findings.post("/checks/patterns")
@findings.input(NewPatterns)
@answers(CheckSettings, description="The checks, with those of the file.")
def add_patterns(json_data: dict[str, Any]) -> CheckSettings:
    """Keep a file of patterns, in place of the one of its name; works are held to it when they are next checked."""
    actions.remember_patterns(g.store, json_data["name"], json_data["text"].encode())
    return actions.get_checks(g.store)


@findings.delete("/checks/patterns/<name>")
@answers(None, 204, "The file is forgotten.")
def forget_patterns(name: str) -> None:
    """Forget a file of patterns."""
    actions.forget_patterns(g.store, name)
