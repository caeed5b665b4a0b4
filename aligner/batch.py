"""Many works at once, through any ``concurrent.futures.Executor``: threads, processes, a Dask cluster's.

Jobs are values and results come as they are done. Few are under way at a time, so that neither the jobs nor the results
of thousands of works pile up. A job that fails is a result too, and a worker that dies takes no other job with it.
"""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import connection, get_all_start_methods, get_context
from typing import Generic, TypeVar

from aligner.errors import InputError

Given = TypeVar("Given")
Made = TypeVar("Made")

PENDING = 32
"""How many jobs are handed to the executor before the first of them is done, unless the caller says otherwise."""

DEADLY = 2
"""After so many workers that died of it alone, a job is given up."""


@dataclass(frozen=True, slots=True)
class Job(Generic[Given]):
    """One piece of work: its name, and what the function that does it is given. Both can cross process borders."""

    name: str
    given: Given


@dataclass(frozen=True, slots=True)
class Result(Generic[Given, Made]):
    """What became of a job: the value that was made, or else the sentence that says why there is none.

    ``trace`` is where it went wrong when the fault is not the input's; ``seconds`` is the time that the work took.
    """

    job: Job[Given]
    value: Made | None = None
    error: str = ""
    trace: str = ""
    seconds: float = 0.0

    @property
    def done(self) -> bool:
        """Whether the value was made."""
        return not self.error


@dataclass(slots=True)
class _Attempt(Generic[Given]):
    """A job on its way. ``deaths`` counts the workers that died while it was the only one under way."""

    job: Job[Given]
    deaths: int = 0


def run(
    jobs: Iterable[Job[Given]],
    executor: Executor | Callable[[], Executor],
    work: Callable[[Given], Made],
    *,
    pending: int = PENDING,
    killed: tuple[type[BaseException], ...] = (),
) -> Generator[Result[Given, Made], None, None]:
    """Do ``work(job.given)`` for every job, and give the results in the order in which they are done.

    ``executor`` is one that stays the caller's, or a function that makes one. At most ``pending`` jobs are under way,
    and ``jobs`` may be a generator: it is asked for the next one when there is room. An error in the work makes a
    result with ``error`` and stops nothing. Closing the iterator cancels what has not begun.

    When a worker process dies, the executor breaks (``BrokenExecutor``), and nobody knows which of the jobs under way
    killed it. So each of them is tried again alone in a new executor; one that kills its worker twice is given up, the
    others go on together. That takes a function as ``executor``: without one the error is raised. ``killed`` names the
    errors by which an executor that mends itself says that a job's workers died: such a job is tried once more alone.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     results = run([Job("nine", 9), Job("none", 0)], pool, lambda number: 90 // number)
    ...     sorted((result.job.name, result.value, result.error[:20]) for result in results)
    [('nine', 10, ''), ('none', None, 'Something went wrong')]
    """
    yield from _Run(iter(jobs), executor, work, max(pending, 1), killed).results()


@dataclass
class _Run(Generic[Given, Made]):
    """The state of one ``run``: what waits, what is suspected of killing workers, and what is under way."""

    waiting: Iterator[Job[Given]]
    executor: Executor | Callable[[], Executor]
    work: Callable[[Given], Made]
    pending: int
    killed: tuple[type[BaseException], ...]
    suspects: deque[_Attempt[Given]] = field(default_factory=deque)
    under_way: dict[Future[_Outcome[Made]], _Attempt[Given]] = field(default_factory=dict)
    pool: Executor | None = None

    def results(self) -> Iterator[Result[Given, Made]]:
        finished = False
        try:
            while True:
                yield from self._fill()
                if not self.under_way and not self.suspects:
                    break
                yield from self._settle()
            finished = True
        finally:
            self._close(finished)

    def _fill(self) -> Iterator[Result[Given, Made]]:
        """Hand out jobs while there is room; suspects go one at a time, with nothing beside them."""
        while len(self.under_way) < (1 if self.suspects else self.pending):
            if self.suspects:
                attempt = self.suspects.popleft()
                yield from self._submit(attempt)
                return
            job = next(self.waiting, None)
            if job is None:
                return
            yield from self._submit(_Attempt(job))

    def _submit(self, attempt: _Attempt[Given]) -> Iterator[Result[Given, Made]]:
        try:
            future = self._open().submit(_outcome, self.work, attempt.job.given)
        except BrokenExecutor as error:
            attempt.deaths += not self.under_way
            yield from self._broken([attempt], error)
        else:
            self.under_way[future] = attempt

    def _settle(self) -> Iterator[Result[Given, Made]]:
        """Wait until something is done, and give its results; see to an executor that broke."""
        alone = len(self.under_way) == 1
        done = wait(self.under_way, return_when=FIRST_COMPLETED).done
        if not isinstance(self.executor, Executor) and any(isinstance(_error(f), BrokenExecutor) for f in done):
            done = wait(self.under_way).done  # all that are under way break with it
        lost: list[_Attempt[Given]] = []
        gone = BrokenExecutor()
        for future in done:
            attempt = self.under_way.pop(future)
            error = _error(future)
            if isinstance(error, BrokenExecutor):
                attempt.deaths += alone
                lost.append(attempt)
                gone = error
            elif isinstance(error, self.killed):
                attempt.deaths += 1
                yield from self._again(attempt)
            elif error is not None:
                yield Result(attempt.job, error=_sentence(error), trace="".join(traceback.format_exception(error)))
            else:
                outcome = future.result()
                yield Result(attempt.job, outcome.value, outcome.error, outcome.trace, outcome.seconds)
        if lost:
            yield from self._broken(lost, gone)

    def _broken(self, lost: list[_Attempt[Given]], error: BrokenExecutor) -> Iterator[Result[Given, Made]]:
        """Leave a broken executor, and see to the jobs that were lost with it."""
        if isinstance(self.executor, Executor):
            raise error
        if self.pool is not None:
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = None
        for attempt in lost:
            yield from self._again(attempt)

    def _again(self, attempt: _Attempt[Given]) -> Iterator[Result[Given, Made]]:
        if attempt.deaths < DEADLY:
            self.suspects.append(attempt)
        else:
            yield Result(attempt.job, error=f"The worker process died of it {DEADLY} times.")

    def _open(self) -> Executor:
        if isinstance(self.executor, Executor):
            return self.executor
        if self.pool is None:
            self.pool = self.executor()
        return self.pool

    def _close(self, finished: bool) -> None:
        for future in self.under_way:
            future.cancel()
        if isinstance(self.pool, Processes) and not finished:
            self.pool.stop()
        if self.pool is not None:
            self.pool.shutdown(wait=finished, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[Made]):
    """What comes back from a worker: a value or a sentence, since not every error can cross process borders."""

    value: Made | None = None
    error: str = ""
    trace: str = ""
    seconds: float = 0.0


def _outcome(work: Callable[[Given], Made], given: Given) -> _Outcome[Made]:
    """Do one job, in the worker."""
    start = time.perf_counter()
    try:
        return _Outcome(work(given), seconds=time.perf_counter() - start)
    except InputError as error:
        return _Outcome(error=str(error), seconds=time.perf_counter() - start)
    except Exception as error:
        return _Outcome(None, _sentence(error), traceback.format_exc(), time.perf_counter() - start)


def _error(future: Future[_Outcome[Made]]) -> BaseException | None:
    """What went wrong outside of the work; an executor that cancels on its own has gone."""
    if future.cancelled():
        return BrokenExecutor("The executor cancelled its jobs.")
    return future.exception()


def _sentence(error: BaseException) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    return f"Something went wrong in the program itself ({text[:300]})."


class Processes(ProcessPoolExecutor):
    """Worker processes that end with the process that started them, and can be stopped in the middle of their work.

    They are started afresh rather than forked, so threads of the caller do no harm; the function that they run has to
    be importable. Ctrl-C is left to the caller.
    """

    def __init__(self, count: int) -> None:
        context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
        reader, self._lifeline = context.Pipe(duplex=False)
        super().__init__(count, mp_context=context, initializer=_live_with, initargs=(reader,))

    def stop(self) -> None:
        """End the workers now."""
        self._lifeline.close()


def processes(count: int = 0) -> Callable[[], Processes]:
    """A function for ``run`` that makes pools of ``count`` processes, or of one for each core."""
    size = count or cores()
    return lambda: Processes(size)


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _live_with(lifeline: connection.Connection) -> None:
    """Leave Ctrl-C to the owner, and end when the other end of the line closes, as it does when the owner dies."""
    import signal

    def watch() -> None:
        connection.wait([lifeline])
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=watch, daemon=True).start()
