"""Work in the background: two threads do the jobs of the store, each one after the other. What somebody waits for, and
what changes nothing, has a lane of its own (``web.store.jobs.LANES``), so that it need not wait for long work.

The queue is the store itself (``web.store.jobs``), so nothing is lost when the process dies: the next start takes up
what no living process holds. Every job writes in one transaction at its end; a job that is cancelled, or killed, leaves
what was there before.
"""

from __future__ import annotations

import logging
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aligner.errors import InputError
from web.actions.alignment import Progress
from web.errors import Cancelled, Conflict, NotFound
from web.failures import packed
from web.store import Store, imports, jobs, live, staged, works
from web.store.database import Record
from web.trouble import trouble
from web.views import Upload

LOG = logging.getLogger(__name__)
INTERVAL = 0.2  # seconds between two notes of progress in the store
PAUSE = 5.0  # seconds between two looks at the store when nobody calls


AGAIN = ("align", "gaps", "mine", "check")
"""The kinds of work that begin anew when their work was changed underneath."""


_running: set[Jobs] = set()
"""The workers of this process, which ``wake`` calls; those of other processes look for themselves."""


_inline: set[str] = set()
"""Those who do a job of their own in this process, beside its worker."""


class Jobs:
    """The background workers of one service, one for each lane: ``start`` them, ``wake`` them when there is work,
    ``close`` them at the end."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.name = f"{os.getpid()}:{secrets.token_hex(4)}@{_began(os.getpid())}"
        self._stop = threading.Event()
        self._turn = threading.Condition()
        self._called: set[str] = set()  # the lanes that are to look at the queue
        self._idle: set[str] = set()  # those that looked since, and found nothing
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the threads, once; they begin with what a dead process left behind."""
        if not self._threads:
            _running.add(self)
            self._threads = [
                threading.Thread(target=self._run, args=(lane,), name=f"doichieu-jobs-{lane}", daemon=True)
                for lane in jobs.LANES
            ]
            for thread in self._threads:
                thread.start()

    def wake(self) -> None:
        """Look at the queue now."""
        with self._turn:
            self._called.update(jobs.LANES)
            self._idle.clear()
            self._turn.notify_all()

    def wait(self, timeout: float = 60.0) -> bool:
        """Wait until there is nothing to do; false when that took too long."""
        with self._turn:
            return self._turn.wait_for(lambda: len(self._idle) == len(jobs.LANES), timeout)

    def close(self, timeout: float = 5.0) -> None:
        """Stop; the jobs in hand end where they can and go back into the queue, for the next start."""
        _running.discard(self)
        self._stop.set()
        self.wake()
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0.0))

    def _run(self, lane: str) -> None:
        try:
            opened = Store(self.database)
        except InputError as error:  # pages say so too
            LOG.error("nothing is done in the background: %s", error)
            return
        with opened as store:
            while not self._stop.is_set():
                with self._turn:
                    self._called.discard(lane)
                found = self._look(store, lane)
                with self._turn:
                    if found is False and lane not in self._called:  # so that it is never said of one just added to
                        self._idle.add(lane)
                        self._turn.notify_all()
                    if not found:
                        self._turn.wait_for(lambda: lane in self._called, PAUSE)

    def _look(self, store: Store, lane: str) -> bool | None:
        """Do the next job of a lane; whether there was one, and nothing where that could not be told."""
        try:
            if job := jobs.take(store, self.name, lambda worker: alive(worker, self.name), lane):
                store.who = job["who"]
                self._do(store, job)
                self.wake()  # what waited for this one
                return True
            store.who = ""
            if lane == jobs.LONG:
                adopt(store, self.name)
            return False
        except Exception as error:
            if found := trouble(error):
                LOG.error("nothing is done in the background: %s", found.sentence)
            else:
                LOG.exception("the background worker met something unexpected")
            return None

    def _do(self, store: Store, job: Record) -> None:
        """Do one job, and say how it ended."""
        from web.doing import do

        number, work = job["id"], job["work"]
        began = time.monotonic()
        try:
            result = do(store, job, self._teller(store, job))
            with store.atomic():
                staged.drop_of_job(store, number)
                jobs.told(store, number, result)
                jobs.finish(store, number, "done", "", time.monotonic() - began)
                if job["kind"] == "align":
                    again = jobs.running(store, "align", work)
                    state = ("aligning", 0.0, jobs.WAITING) if again else ("ready", 1.0, "")
                    works.set_status(store, work, *state)
        except Cancelled:
            self._ended(store, number, began)
        except Conflict as error:
            self._overtaken(store, job, error, began)
        except (NotFound, InputError) as error:
            self._failed(store, job, error, began)
        except Exception as error:
            if found := trouble(error):
                self._failed(store, job, InputError(found.sentence), began)
                return
            LOG.exception("job %s (%s of work %s) failed", number, job["kind"], work)
            name = type(error).__name__
            reason = InputError("Something went wrong in the program itself ({name}); its log says more.", name=name)
            self._failed(store, job, reason, began)
        finally:
            live.end(store.path, number)

    def _teller(self, store: Store, job: Record) -> Progress:
        """What a job tells of its progress to; it raises ``Cancelled`` when the job is to end."""
        last = -INTERVAL
        here = live.begin(store.path, job["id"])

        def tell(message: str, fraction: float) -> None:
            nonlocal last
            here.progress, here.message = min(fraction, 1.0), message
            if here.stop:
                raise Cancelled
            if time.monotonic() - last < INTERVAL:
                return
            last = time.monotonic()
            if self._stop.is_set() or jobs.stopped(store, job["id"]):
                raise Cancelled
            if store.db.conn.in_transaction:
                return
            with suppress(sqlite3.OperationalError):  # somebody writes for long; the bar can wait
                jobs.note(store, job["id"], fraction, message)
                if job["kind"] == "align":
                    works.set_status(store, job["work"], "aligning", fraction, message, self.name)

        return tell

    def _ended(self, store: Store, number: int, began: float) -> None:
        """A job ended before its end: because somebody asked for it, or because the service is closing."""
        here = live.of(store.path, number)
        asked = here is not None and here.stop

        def note() -> None:
            with suppress(NotFound), store.atomic():
                if jobs.record(store, number)["state"] != "running":
                    return  # it has said itself how it ended
                if self._stop.is_set() and not asked and not jobs.stopped(store, number):
                    jobs.requeue(store, number, anew=True)
                else:
                    jobs.finish(store, number, "cancelled", "", time.monotonic() - began)
                    jobs.settle(store, number)

        self._surely(note)

    def _overtaken(self, store: Store, job: Record, error: Conflict, began: float) -> None:
        """The work was changed underneath: once more, unless that waits already. What somebody decided looking at what
        stood there before is not done to something else."""
        if job["kind"] not in AGAIN:
            self._failed(store, job, error, began)
            return

        def note() -> None:
            if jobs.queued(store, job["kind"], job["work"]):
                jobs.finish(store, job["id"], "cancelled", "", time.monotonic() - began)
            else:
                jobs.requeue(store, job["id"], anew=True)

        self._surely(note)

    def _failed(self, store: Store, job: Record, error: Exception, began: float) -> None:
        def note() -> None:
            with store.atomic():
                jobs.told(store, job["id"], {"failure": packed(error)})
                jobs.finish(store, job["id"], "failed", str(error), time.monotonic() - began)
                with suppress(NotFound):
                    jobs.settle(store, job["id"])

        self._surely(note)

    def _surely(self, note: Callable[[], None]) -> None:
        """Say how a job ended, however long the store cannot be written; where the service ends before that, the next
        start finds the job as one that was interrupted."""
        while True:
            try:
                return note()
            except (sqlite3.OperationalError, OSError):
                if self._stop.wait(PAUSE):
                    return None


def adopt(store: Store, own: str) -> None:
    """Give works a job that are marked as being aligned without one: an older version of the program left them."""
    for one in works.aligning(store):
        if not jobs.running(store, "align", one["id"]) and not alive(one["worker"], own):
            submit(store, one["id"])


def submit(store: Store, work: int) -> None:
    """Put a work into the queue: aligning it, mining its terms and checking it go on in the background, in whichever
    service runs on this database. Raises ``NotFound``."""
    from web.actions.jobs import start_job

    start_job(store, "align", work)


def wake(store: Store) -> None:
    """Let the workers of this process look at the queue of a store."""
    for worker in tuple(_running):
        if worker.database.resolve() == store.path.resolve():
            worker.wake()


@contextmanager
def held(store: Store, kind: str, title: str, told: Mapping[str, Any], uploads: Sequence[Upload] = ()) -> Iterator[int]:
    """A job that the caller does itself, at once, as a command does; its number. Others see it, and how far it is in
    ``live``; it is gone when it fails, and when the process dies the next service takes it up."""
    name = f"{os.getpid()}:{secrets.token_hex(4)}@{_began(os.getpid())}"
    _inline.add(name)
    began = time.monotonic()
    job = 0
    try:
        with store.atomic(index=False):
            size = sum(len(one.data) for one in uploads)
            job = jobs.add(store, kind, None, title, size=size, parameters=told)
            staged.for_job(store, job, uploads)
            jobs.hold(store, job, name)
        yield job
        with store.atomic(index=False):
            staged.drop_of_job(store, job)
            jobs.finish(store, job, "done", "", time.monotonic() - began)
    except BaseException:
        if job and imports.of(store, job) is None:
            jobs.remove(store, job)
        raise
    finally:
        _inline.discard(name)


def alive(worker: str, own: str) -> bool:
    """Whether the process that took a work still runs. Ours is known by its whole name, since numbers come again;
    another one by when it began, where the system tells.

    >>> alive("", "1:a"), alive("1:b", "1:a"), alive("1:a", "1:a")
    (False, False, True)
    """
    number, _, rest = worker.partition(":")
    if not number.isdigit():
        return False
    if number == own.partition(":")[0]:
        return worker == own or worker in _inline
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    began, now = rest.partition("@")[2], _began(int(number))
    return not began or not now or began == now


def _began(process: int) -> str:
    """When a process began, in the system's own ticks; empty where the system does not tell."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    return ""
