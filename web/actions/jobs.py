"""Background work: put it into the queue, look how far it is, end it, begin it anew.

What a job does is done by the same actions that a command line calls; ``web.jobs`` runs them one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from aligner.errors import InputError
from web.actions.permissions import needs
from web.actions.works import checked_title
from web.errors import Conflict
from web.store import Store, documents, jobs, staged, tables, works
from web.views import JobView, Page, Upload

KINDS = ("align", "gaps", "mine", "check")
"""What can be asked for about a work; ``import`` comes with files."""


@needs("read")
def list_jobs(store: Store, *, state: str = "", offset: int = 0, limit: int = 100) -> Page[JobView]:
    """Background jobs: what runs, what waits, then what is over, the latest first; those in one ``state``, or with
    "active" those that are not over. Raises ``InputError`` for a state that there is not."""
    known = {"": (*jobs.ACTIVE, *jobs.OVER), "active": jobs.ACTIVE} | {one: (one,) for one in jobs.ACTIVE + jobs.OVER}
    if state not in known:
        raise InputError(f"There is no state “{state}”.", f"Choose from: {', '.join(filter(None, known))}.")
    return jobs.page(store, known[state], offset, limit)


@needs("read")
def count_jobs(store: Store) -> tuple[int, float]:
    """How many jobs are not over, and how far they are together (0 to 1)."""
    return jobs.active(store)


@needs("read")
def get_job(store: Store, id: int) -> JobView:
    """One job. Raises ``NotFound``."""
    return jobs.view(store, id)


@needs("edit")
def start_job(store: Store, kind: str, ref: str | int) -> JobView:
    """Have a work aligned (with all that follows), mined or checked in the background.

    Where the same waits for the work already, that job is handed back. Raises ``NotFound``, ``InputError``.
    """
    from web.jobs import wake

    if kind not in KINDS:
        raise InputError(f"There is no job “{kind}”.", f"Choose from: {', '.join(KINDS)}.")
    work = works.resolve(store, ref)
    with store.atomic():
        job = jobs.queued(store, kind, work)
        if job is None:
            summary = works.summary(store, work)
            if kind != "align" and not tables.header(store, work):
                raise InputError("The work is not aligned yet.", "Align it first.")
            job = jobs.add(store, kind, work, summary.title, size=documents.characters(store, work))
        if kind == "align":
            works.set_status(store, work, "aligning", 0.0, jobs.WAITING)
    wake(store)
    return jobs.view(store, job)


@needs("edit")
def import_later(
    store: Store,
    uploads: Sequence[Upload],
    *,
    work: str | int | None = None,
    title: str = "",
    separate: bool = False,
) -> JobView:
    """Have files imported and aligned in the background, as ``import_files`` would; with ``separate`` each is a work of
    its own. The files are in the store before this returns. Raises ``InputError``, ``NotFound`` for a work."""
    from web.jobs import wake

    if not uploads:
        raise InputError("There are no files to import.", "Name at least one.")
    name = checked_title(title) if title else ""
    into = None if work is None else works.resolve(store, work)
    shown = name or ", ".join(one.name for one in uploads)
    told = {"work": into, "title": name, "separate": separate and into is None}
    size = sum(len(one.data) for one in uploads)
    with store.atomic():
        job = jobs.add(store, "import", None, shown[:200], size=size, parameters=told)
        staged.for_job(store, job, uploads)
    wake(store)
    return jobs.view(store, job)


@needs("edit")
def cancel_job(store: Store, id: int) -> JobView:
    """End a job: one that waits at once, one that runs at the next place where it can, with nothing half-done.

    Raises ``NotFound``, ``Conflict`` when it is over.
    """
    with store.atomic():
        state = jobs.record(store, id)["state"]
        if state == "waiting":
            jobs.finish(store, id, "cancelled")
            jobs.settle(store, id)
        elif state == "running":
            jobs.ask_to_stop(store, id)
        else:
            raise Conflict("The job is over already.")
    return jobs.view(store, id)


@needs("edit")
def restart_job(store: Store, id: int) -> JobView:
    """Begin a job anew that failed, was cancelled or is done. Raises ``NotFound``, ``Conflict`` when it is not over, or
    when its files are gone."""
    from web.jobs import wake

    with store.atomic():
        held = jobs.record(store, id)
        if held["state"] not in jobs.OVER:
            raise Conflict("The job is not over yet.")
        if held["kind"] == "import" and not staged.of_job(store, id):
            raise Conflict("Its files are no longer here. Add them again.")
        jobs.requeue(store, id, anew=True)
        if held["kind"] == "align":
            works.set_status(store, held["work"], "aligning", 0.0, jobs.WAITING)
    wake(store)
    return jobs.view(store, id)
