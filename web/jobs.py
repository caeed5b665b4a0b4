"""Work in the background: one thread aligns what was uploaded, one work after the other.

The queue is the store itself: a work with status ``aligning`` waits or is being aligned, and ``worker`` names the
process that took it. So nothing is lost when the process dies: the next start takes up what no living process holds.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from pathlib import Path

from aligner.errors import InputError
from web.errors import Conflict, NotFound
from web.store import Store, works

LOG = logging.getLogger(__name__)
WAITING = "Waiting"
INTERVAL = 0.2  # seconds between two notes of progress in the store
PAUSE = 5.0  # seconds between two looks at the store when nobody calls


_running: set[Jobs] = set()
"""The workers of this process, which ``submit`` wakes; those of other processes look for themselves."""


class Jobs:
    """The background worker of one service: ``start`` it, ``submit`` works to the queue, ``close`` it at the end."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.name = f"{os.getpid()}:{secrets.token_hex(4)}"
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._lock = threading.Lock()  # so that "idle" is never said of a queue that was just added to
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread, once; it begins with what a dead process left behind."""
        if self._thread is None:
            _running.add(self)
            self._thread = threading.Thread(target=self._run, name="doichieu-jobs", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Look at the queue now."""
        with self._lock:
            self._idle.clear()
            self._wake.set()

    def wait(self, timeout: float = 60.0) -> bool:
        """Wait until the queue is empty; false when that took too long."""
        return self._idle.wait(timeout)

    def close(self, timeout: float = 5.0) -> None:
        """Stop after the work in hand; what is left is taken up at the next start."""
        _running.discard(self)
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        with Store(self.database) as store:
            while not self._stop.is_set():
                self._wake.clear()
                try:
                    if work := self._take(store):
                        self._do(store, work)
                        continue
                    with self._lock:
                        if not self._wake.is_set():
                            self._idle.set()
                except Exception:
                    LOG.exception("the background worker met something unexpected")
                self._wake.wait(PAUSE)

    def _take(self, store: Store) -> int | None:
        """The next work that waits or whose process is gone, marked as ours."""
        if not works.aligning(store):
            return None
        with store.atomic():
            for record in works.aligning(store):
                if not alive(record["worker"], self.name):
                    works.set_status(store, record["id"], "aligning", 0.0, "Starting", self.name)
                    return int(record["id"])
        return None

    def _do(self, store: Store, work: int) -> None:
        from web.actions import refresh

        last = 0.0

        def tell(message: str, fraction: float) -> None:
            nonlocal last
            if time.monotonic() - last > INTERVAL:
                works.set_status(store, work, "aligning", fraction, message, self.name)
                last = time.monotonic()

        try:
            refresh(store, work, tell)
            works.set_status(store, work, "ready", 1.0, "")
        except Conflict:
            submit(store, work)
        except NotFound:
            pass  # deleted while it waited
        except InputError as error:
            works.set_status(store, work, "failed", 0.0, str(error))
        except Exception as error:
            LOG.exception("aligning work %s failed", work)
            reason = f"Something went wrong in the program itself ({type(error).__name__}); its log says more."
            works.set_status(store, work, "failed", 0.0, reason)


def submit(store: Store, work: int) -> None:
    """Put a work into the queue: aligning it, mining its terms and checking it go on in the background, in whichever
    service runs on this database. Raises ``NotFound``."""
    works.summary(store, work)
    works.set_status(store, work, "aligning", 0.0, WAITING)
    for jobs in tuple(_running):
        if jobs.database.resolve() == store.path.resolve():
            jobs.wake()


def alive(worker: str, own: str) -> bool:
    """Whether the process that took a work still runs. Ours is known by its whole name, since numbers come again.

    >>> alive("", "1:a"), alive("1:b", "1:a"), alive("1:a", "1:a")
    (False, False, True)
    """
    number, _, _ = worker.partition(":")
    if not number.isdigit():
        return False
    if number == own.partition(":")[0]:
        return worker == own
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
