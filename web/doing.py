"""What each kind of work in the background does, and what it says when it is over.

Every one can be begun anew after it was killed: what it had stored by then it finds, and does not store twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from web import actions
from web.actions.ahead import keep_links
from web.actions.alignment import Progress, part
from web.actions.rejudging import judge_left
from web.failures import packed_sentence
from web.store import Store, documents, imports, jobs, staged, works
from web.store.database import Record
from web.views import ImportItem, ImportPlan, ImportReport, VersionReport

if TYPE_CHECKING:
    from web.actions.deciding import Wish

PLANNED = 500
"""Concepts of each kind that are kept of a plan, to be decided on one by one."""

Result = Mapping[str, Any]
LOOKED_AT = ("align", "gaps", "mine", "check", "replace", "restore")
"""The kinds of work that make rows, or change what is known of their terms: whoever opens the work need not wait."""
FIGURES = ("rows", "look", "findings", "concepts")


def do(store: Store, job: Record, tell: Progress) -> Result:
    """Do a job to its end; what came of it, as names and figures."""
    result = _DOES[job["kind"]](store, job, tell)
    if job["kind"] in LOOKED_AT:
        keep_links(store, job["work"])
    return result


def _align(store: Store, job: Record, tell: Progress) -> Result:
    actions.refresh(store, job["work"], tell)
    return _figures(store, job["work"], *FIGURES)


def _gaps(store: Store, job: Record, tell: Progress) -> Result:
    actions.realign_gaps(store, job["work"], tell)
    return _figures(store, job["work"], "rows", "look")


def _mine(store: Store, job: Record, tell: Progress) -> Result:
    actions.mine_work(store, job["work"], tell)
    return _figures(store, job["work"], "concepts")


def _check(store: Store, job: Record, tell: Progress) -> Result:
    judge_left(store, job["work"], part(tell, 0.0, 0.5))
    actions.check_work(store, job["work"], part(tell, 0.5, 1.0))
    return _figures(store, job["work"], "findings")


def _figures(store: Store, work: int, *names: str) -> Result:
    summary = works.summary(store, work)
    return {name: getattr(summary, name) for name in names}


def _import(store: Store, job: Record, tell: Progress) -> Result:
    """Read files, and have the works aligned that they change; works of their own are stored one by one."""
    from web.actions.imports import merged

    asked, uploads = job["parameters"], staged.of_job(store, job["id"])
    groups = [[one] for one in uploads] if asked["separate"] else [uploads]
    done: list[ImportReport] = []
    for number, group in enumerate(groups):
        portion = part(tell, number / len(groups), (number + 1) / len(groups))
        one = actions.import_files(
            store, group, work=asked["work"], title=asked["title"], align=False, progress=portion
        )
        done.append(one)
        for work in one.works:
            if work.status != "ready":
                actions.start_job(store, "align", work.id)
        jobs.told(store, job["id"], _imported(merged(done)))
    return _imported(merged(done))


def _imported(report: ImportReport) -> Result:
    names = {"added": list(report.added), "known": list(report.known), "warnings": list(report.warnings)}
    return names | {"works": [work.slug for work in report.works]}


def _replace(store: Store, job: Record, tell: Progress) -> Result:
    asked, (upload,) = job["parameters"], staged.of_job(store, job["id"])
    if found := _stands(store, job, tell):
        return found
    return _version(actions.replace_document(store, asked["document"], upload, version=asked["version"], progress=tell))


def _restore(store: Store, job: Record, tell: Progress) -> Result:
    asked = job["parameters"]
    if found := _stands(store, job, tell):
        return found
    return _version(actions.restore_version(store, asked["document"], asked["number"], tell))


def _stands(store: Store, job: Record, tell: Progress) -> Result | None:
    """What came of a job whose process died when the new version stood already: what hangs on it is done then."""
    from web.actions.tables import remade

    asked, held = job["parameters"], documents.source(store, job["parameters"]["document"])
    if job["attempts"] < 2 or held["number"] != asked["stands"] + 1 or held["digest"] != asked["digest"]:
        return None
    remade(store, held["work"], tell)
    return {"document": held["id"], "number": held["number"], "known": False}


def _version(report: VersionReport) -> Result:
    return {
        "document": report.version.document,
        "number": report.version.number,
        "known": report.known,
        "kept": report.kept,
        "changes": dict(report.counts),
    }


def _plan(store: Store, job: Record, tell: Progress) -> Result:
    """Look what an import would do, and keep as much of it as people look at."""
    asked = job["parameters"]
    upload = staged.of_key(store, asked["key"])
    shown: Counter[str] = Counter()
    items: list[dict[str, Any]] = []

    def each(item: ImportItem) -> None:
        shown[item.action] += 1
        if shown[item.action] <= PLANNED:
            items.append(asdict(item))

    plan = actions.plan_import(store, upload.name, upload.data, _wish(asked["wish"]), each=each, items=0, progress=tell)
    told = {"items": items, "warnings": [packed_sentence(one) for one in plan.warnings]}
    return {"plan": asdict(plan) | told, "key": asked["key"], "wish": asked["wish"]}


def _wish(told: dict[str, Any]) -> Wish:
    from web.actions.deciding import Wish

    choices = {int(number): choice for number, choice in told["choices"].items()}
    return Wish(**told | {"langs": tuple(told["langs"]), "choices": choices})


def _terms(store: Store, job: Record, tell: Progress) -> Result:
    """Import a glossary file as was decided, in steps; that it is done is noted with the last one."""
    from web.actions import gradual
    from web.actions.gradual import Order

    asked, (upload,) = job["parameters"], staged.of_job(store, job["id"])
    wish = _wish(asked["wish"])
    decided: Counter[str] = Counter()
    result: dict[str, int] = {}

    def each(item: ImportItem) -> None:
        choice = wish.choices.get(item.number) or wish.kinds.get(item.action) or ""
        if item.action == "clashing":
            choice = choice or wish.clashes
        taken = {"add": "new", "merge": "changed", "replace": "changed", "skip": "left"}
        decided[taken.get(choice, item.action)] += 1

    def sealed(journal: imports.Journal) -> None:
        more = {"overtaken": journal.overtaken, "change": journal.batch}
        result.update(journal.counts | {name: value for name, value in more.items() if value})
        staged.drop_of_job(store, job["id"])
        jobs.told(store, job["id"], result)
        jobs.finish(store, job["id"], "done")

    def counted(plan: ImportPlan) -> dict[str, int]:
        return dict(decided) | {"same": plan.counts["same"]}

    data = BytesIO(upload.data)
    gradual.run(store, Order(job["id"], upload.name, data, wish, asked["token"], each, counted, sealed), tell)
    return result


def _back(store: Store, job: Record, tell: Progress) -> Result:
    from web.actions import gradual

    return {"back": True, "stayed": gradual.undo(store, job["id"], job["parameters"]["batch"], tell)}


def _export(store: Store, job: Record, tell: Progress) -> Result:
    from web.actions.exporting import write_export

    return asdict(write_export(store, job["id"], job["parameters"], tell))


_DOES: dict[str, Callable[[Store, Record, Progress], Result]] = {
    "align": _align,
    "gaps": _gaps,
    "mine": _mine,
    "check": _check,
    "import": _import,
    "replace": _replace,
    "restore": _restore,
    "plan": _plan,
    "terms": _terms,
    "back": _back,
    "export": _export,
}
