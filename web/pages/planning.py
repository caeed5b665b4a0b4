"""Large glossary files: what their import would do is looked up, and then done, in the background."""

from __future__ import annotations

import secrets
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web import actions
from web.actions.deciding import CLASHES, Wish
from web.failures import unpacked_sentence
from web.store.jobs import ACTIVE
from web.views import ImportChange, ImportItem, ImportPlan, JobView, Upload

AT_ONCE = 150_000
"""Bytes of a file that are looked through while somebody waits for the page, about a second."""

MANY = 500
"""Concepts from which on an import goes on in the background."""


def large(upload: Upload) -> bool:
    """Whether a file takes long to look through."""
    return bool(g.config.jobs) and len(upload.data) > AT_ONCE


def begin(upload: Upload, wish: Wish, asked: dict[str, Any]) -> ResponseReturnValue:
    """Keep a file aside and have it looked through."""
    key = secrets.token_urlsafe(12)
    actions.stage_file(g.store, key, upload)
    actions.plan_later(g.store, key, wish)
    return redirect(url_for("exchange.plan", key=key, **asked), 303)


def waiting(key: str) -> str:
    """The page with the bar, as long as a file is being looked through, or with why that ended; empty when there is a
    plan, or none was asked for."""
    job = actions.plan_job(g.store, key)
    if job is None or job.state == "done":
        return ""
    part = "HX-Request" in request.headers
    asked = {name: value for name, value in request.args.items() if name != "show"}
    return render_template("_import_job.html" if part else "import_job.html", job=job, key=key, asked=asked)


def over(key: str) -> bool:
    """Whether a file has been looked through."""
    job = actions.plan_job(g.store, key)
    return job is not None and job.state not in ACTIVE


def found(key: str) -> ImportPlan | None:
    """The plan that was made in the background; nothing where none was."""
    job = actions.plan_job(g.store, key)
    return _plan(job) if job and job.state == "done" else None


def _plan(job: JobView) -> ImportPlan:
    held = dict(job.result["plan"])
    items = tuple(_item(item) for item in held.pop("items"))
    return ImportPlan(**held | {"items": items, "warnings": tuple(map(unpacked_sentence, held["warnings"]))})


def _item(held: dict[str, Any]) -> ImportItem:
    changes = tuple(ImportChange(**change) for change in held["changes"])
    terms = {lang: tuple(texts) for lang, texts in held["terms"].items()}
    return ImportItem(**held | {"changes": changes, "terms": terms})


def kinds(plan: ImportPlan) -> dict[str, str]:
    """What was chosen for all of a kind, those too that are not shown one by one."""
    chosen = {action: request.form.get(f"all-{action}", "") for action in plan.counts}
    return {action: choice for action, choice in chosen.items() if choice in CLASHES and takes(action, choice)}


def takes(action: str, choice: str) -> bool:
    """Whether a choice is one for concepts of a kind."""
    return action == "clashing" or choice == "skip" or (action in ("changed", "differing") and choice == "replace")


def many(plan: ImportPlan) -> bool:
    """Whether an import takes long."""
    return bool(g.config.jobs) and sum(plan.counts.values()) - plan.counts.get("same", 0) > MANY


def later(key: str, wish: Wish, token: str) -> ResponseReturnValue:
    """Have the import done in the background."""
    actions.import_terms_later(g.store, actions.staged_file(g.store, key), wish, token=token)
    actions.drop_file(g.store, key)
    return redirect(url_for("jobs.index"), 303)
