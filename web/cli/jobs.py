"""``doichieu jobs``: what is done in the background, how far it is, and the way to end what waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, printable, progress, table
from web.cli.works import counted
from web.store import Store
from web.views import JobView, QueueView

HEAD = ("no.", "job", "title", "state", "done", "left")
NUMBERS, TITLE = (0, 4, 5), 2
LOOK = 1.0
"""Seconds between two looks at the queue."""
IDLE = 12
"""So many looks at a queue on which nobody works, before that is said: a service looks every five seconds."""
UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))

EPILOG = """\b
Examples:
  doichieu jobs
  doichieu jobs --follow
  doichieu jobs --cancel-waiting"""


@click.command("jobs", epilog=EPILOG)
@click.option("-f", "--follow", is_flag=True, help="Show a bar over all of it, and end when nothing is left to do.")
@click.option("--cancel-waiting", is_flag=True, help="End all jobs that wait; one that runs goes on.")
@database
@as_json
@quiet
@click.pass_context
def COMMAND(ctx: click.Context, follow: bool, cancel_waiting: bool) -> None:
    """Look at the background work of a service: what runs, what waits, what came of the last.

    A service that runs on the same database does it (doichieu serve). Ends with 1 when it was followed and some failed.
    """
    from web import actions

    with settings().store() as store:
        ended = actions.cancel_waiting(store) if cancel_waiting else 0
        if follow:
            watch(store, time.sleep)
        queue, failed = actions.queue_status(store), actions.list_failed(store)
        jobs = actions.list_jobs(store, limit=100).items
    if settings().json:
        print_json({"queue": queue, "jobs": jobs})
    elif follow:
        for job in failed:
            click.echo(f"{job.id}\t{job.kind}\t{printable(job.title)}\t{printable(job.message)}")
    elif not cancel_waiting:
        show(jobs)
    if cancel_waiting:
        note(f"{counted(ended, 'job')} cancelled.")
    elif jobs:
        note(told(queue) + ".")
    else:
        note("There is no background work.")
    if follow and queue.failed:
        ctx.exit(1)


def watch(store: Store, sleep: Callable[[float], None]) -> None:
    """A bar until nothing waits and nothing runs."""
    from web import actions

    idle = 0
    with progress() as tell:
        while (queue := actions.queue_status(store)).over < queue.total:
            running = next(iter(actions.list_jobs(store, state="running", limit=1).items), None)
            idle = 0 if running else idle + 1
            if idle == IDLE:
                tell.clear()
                note("No service works on them: start one with “doichieu serve”.")
            tell(f"{told(queue)} · {running.title}" if running else told(queue), queue.progress)
            sleep(LOOK)


def show(jobs: tuple[JobView, ...]) -> None:
    """The jobs, a line each."""
    rows = [cells(job) for job in jobs]
    if not rows:
        return
    if sys.stdout.isatty():
        for number, line in enumerate(table(HEAD, rows, NUMBERS, TITLE)):
            click.echo(click.style(line, bold=number == 0 or None))
        return
    for row in [HEAD, *rows]:
        click.echo("\t".join(map(printable, row)))


def cells(job: JobView) -> tuple[str, ...]:
    """A job as one line of a table."""
    state = f"{job.state}: {job.message}" if job.state == "failed" else "ending" if job.stopping else job.state
    left = duration(job.left) if job.left is not None else ""
    return str(job.id), job.kind, job.title, state, f"{job.progress:.0%}" if job.state == "running" else "", left


def told(queue: QueueView) -> str:
    """How far the queue is, in a few words.

    >>> told(QueueView(over=40, total=100, failed=2, progress=0.4, left=200.0))
    '40 of 100 jobs done, 2 failed, about 3 minutes left'
    """
    parts = [f"{queue.over:,} of {queue.total:,} job{'' if queue.total == 1 else 's'} done"]
    parts += [f"{queue.failed:,} failed"] if queue.failed else []
    parts += [f"about {duration(queue.left)} left"] if queue.left is not None else []
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time in its largest unit, rounded.

    >>> duration(0.2), duration(100), duration(9_000)
    ('1 second', '2 minutes', '2 hours')
    """
    for length, unit in UNITS:
        if seconds >= 1.5 * length or unit == "second":
            return counted(max(round(seconds / length), 1), unit)
    raise AssertionError(seconds)
