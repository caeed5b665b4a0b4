"""Background work: put it into the queue, look how far it is, end it, begin it anew.

What a job does is done by the same actions that a command line calls; ``web.jobs`` runs them, in two lanes.
"""

from __future__ import annotations

from aligner.errors import InputError
from web.actions.permissions import demand, needs
from web.errors import Conflict
from web.store import Store, documents, imports, jobs, live, spell, staged, tables, works
from web.views import JobView, Page, QueueView

KINDS = ("align", "gaps", "mine", "check")
"""What can be asked for about a work, or about all; the others come with what they are told (``web.actions.later``)."""

WITH_FILES = ("import", "replace", "terms")
"""Those that read files, which are gone when they are read."""


def asks(kind: str) -> str:
    """The permission that a job of a kind asks for, of whoever begins it, ends it, or begins it anew.

    >>> asks("align"), asks("terms"), asks("export")
    ('edit', 'curate', 'read')
    """
    return {"terms": "curate", "plan": "curate", "back": "curate", "export": "read"}.get(kind, "edit")


@needs("read")
def list_jobs(store: Store, *, state: str = "", offset: int = 0, limit: int = 100) -> Page[JobView]:
    """Background jobs: what runs, what waits, then what is over, the latest first; those in one ``state``, or with
    "active" those that are not over. Raises ``InputError`` for a state that there is not."""
    known = {"": (*jobs.ACTIVE, *jobs.OVER), "active": jobs.ACTIVE} | {one: (one,) for one in jobs.ACTIVE + jobs.OVER}
    if state not in known:
        raise InputError(
            "There is no state “{state}”.", "Choose from: {choice}.", state=state, choice=filter(None, known)
        )
    return jobs.page(store, known[state], offset, limit)


@needs("read")
def count_jobs(store: Store) -> tuple[int, float]:
    """How many jobs are not over, and how far the queue is (0 to 1), counted from when it was empty last."""
    return spell.count(store)


@needs("read")
def queue_status(store: Store) -> QueueView:
    """How much of the queue is done since it was empty last, and how long the rest may take."""
    return spell.whole(store)


@needs("read")
def list_failed(store: Store, limit: int = 50) -> tuple[JobView, ...]:
    """The jobs that failed since the queue was empty last, the latest first; those that were begun anew are no longer
    among them."""
    return tuple(jobs.view(store, job) for job in spell.failed(store, limit))


@needs("read")
def get_job(store: Store, id: int) -> JobView:
    """One job. Raises ``NotFound``."""
    return jobs.view(store, id)


@needs("read")
def document_job(store: Store, document: int) -> JobView | None:
    """The last job that imported a version of a text or brought one back; nothing where there is none."""
    return jobs.of_document(store, document)


@needs("read")
def count_failed(store: Store, since: str) -> int:
    """How many jobs of whoever asks have failed since a moment, as the store writes it."""
    return jobs.failed(store, store.who, since)


@needs("edit")
def start_job(store: Store, kind: str, ref: str | int) -> JobView:
    """Have a work aligned (with all that follows), mined or checked in the background.

    Where the same waits for the work already, that job is handed back. Raises ``NotFound``, ``InputError``.
    """
    from web.jobs import wake

    if kind not in KINDS:
        raise InputError("There is no job “{kind}”.", "Choose from: {choice}.", kind=kind, choice=KINDS)
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
def start_jobs(store: Store, kind: str) -> int:
    """Have every aligned work aligned anew, mined or checked in the background; how many jobs that gives. Works for
    which the same waits already have their job. Raises ``InputError``."""
    from web.jobs import wake

    if kind not in KINDS:
        raise InputError("There is no job “{kind}”.", "Choose from: {choice}.", kind=kind, choice=KINDS)
    with store.atomic(index=False):
        count = jobs.add_for_works(store, kind)
        if kind == "align":
            works.wait_for_alignment(store, jobs.WAITING)
    wake(store)
    return count


@needs("read")
def cancel_job(store: Store, id: int) -> JobView:
    """End a job: one that waits at once, one that runs at the next place where it can, with nothing half-done.

    Whoever may begin such a job may end it. Raises ``NotFound``, ``Conflict`` when it is over.
    """
    demand(store, asks(jobs.record(store, id)["kind"]))
    if here := live.of(store.path, id):
        here.stop = True  # it may be writing for long, and nobody else can write before it ends
    with store.atomic(index=False):
        state = jobs.record(store, id)["state"]
        if state == "waiting" and imports.turn_back(store, id, imports.CANCELLED):
            pass  # what is in the store of it already is taken back first
        elif state == "waiting":
            jobs.finish(store, id, "cancelled")
            jobs.settle(store, id)
        elif state == "running":
            jobs.ask_to_stop(store, id)
        elif here is None or state != "cancelled":
            raise Conflict("The job is over already.")
    return jobs.view(store, id)


@needs("edit")
def cancel_waiting(store: Store) -> int:
    """End all jobs that wait, whoever began them; what runs goes on. How many there were."""
    with store.atomic(index=False):
        return jobs.cancel_waiting(store)


@needs("read")
def restart_job(store: Store, id: int) -> JobView:
    """Begin a job anew that failed, was cancelled or is done. Raises ``NotFound``, ``Conflict`` when it is not over, or
    when its files are gone."""
    from web.jobs import wake

    demand(store, asks(jobs.record(store, id)["kind"]))
    with store.atomic():
        held = jobs.record(store, id)
        if held["state"] not in jobs.OVER:
            raise Conflict("The job is not over yet.")
        if held["kind"] in WITH_FILES and not staged.of_job(store, id):
            raise Conflict("Its files are no longer here. Add them again.")
        jobs.requeue(store, id, anew=True)
        spell.joined(store, id, anew=True)
        if held["kind"] == "align":
            works.set_status(store, held["work"], "aligning", 0.0, jobs.WAITING)
    wake(store)
    return jobs.view(store, id)
