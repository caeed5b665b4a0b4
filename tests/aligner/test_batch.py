"""Many jobs through executors of every kind: all results come, few are under way, and dying workers take none along."""

from __future__ import annotations

import doctest
import operator
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import aligner
from aligner.batch import Job, Processes, cores, processes, run
from aligner.errors import InputError

Call = Job[Callable[[], Any]]
ROOT = Path(__file__).resolve().parents[2]
DIE = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


def powers(count: int) -> list[Call]:
    """Jobs that every process can do without this file: two to the power of their number."""
    return [Job(f"power {number}", partial(pow, 2, number)) for number in range(count)]


def refuse() -> None:
    raise InputError("This cannot be read.", hint="Give another.")


@pytest.mark.parametrize("executor", [partial(ThreadPoolExecutor, 3), processes(2)], ids=["threads", "processes"])
def test_every_job_comes_back_once(executor: Callable[[], Executor]) -> None:
    results = list(run(powers(50), executor, operator.call))
    assert sorted(result.value or 0 for result in results) == [2**number for number in range(50)]
    assert all(result.done and result.seconds >= 0 for result in results)


def test_works_are_aligned_as_they_are_one_by_one() -> None:
    texts = {"en": "Hello. We saw 3 ships.", "vi": "Xin chào. Chúng tôi thấy 3 con tàu."}
    jobs = [Job(f"work {number}", texts) for number in range(3)]
    for result in run(jobs, processes(1), aligner.align):
        assert result.value == aligner.align(texts)


def test_a_job_that_fails_is_a_result_and_stops_nothing() -> None:
    jobs: list[Call] = [Job("bad", refuse), Job("odd", partial(operator.truediv, 1, 0)), *powers(4)]
    with ThreadPoolExecutor(2) as pool:
        results = {result.job.name: result for result in run(jobs, pool, operator.call)}
    assert len(results) == 6
    assert results["bad"].error == "This cannot be read. Give another."
    assert (results["bad"].trace, results["bad"].done) == ("", False)
    assert results["odd"].error == "Something went wrong in the program itself (ZeroDivisionError: division by zero)."
    assert "Traceback" in results["odd"].trace
    assert results["power 3"].value == 8


def test_what_cannot_be_sent_to_a_worker_is_a_result_too() -> None:
    jobs: list[Call] = [Job("lambda", lambda: 1), *powers(2)]
    results = {result.job.name: result for result in run(jobs, processes(1), operator.call)}
    assert "pickle" in results["lambda"].error or "local object" in results["lambda"].error  # as Python 3.13 says it
    assert results["power 1"].value == 2


@pytest.mark.parametrize("pending", [1, 3])
def test_few_jobs_are_under_way_and_the_next_is_asked_for_when_there_is_room(pending: int) -> None:
    asked, most = 0, 0

    def jobs() -> Iterator[Job[int]]:
        nonlocal asked
        for number in range(20):
            asked += 1
            yield Job(str(number), number)

    with ThreadPoolExecutor(2) as pool:
        for come, _ in enumerate(run(jobs(), pool, abs, pending=pending)):
            most = max(most, asked - come)
    assert asked == 20
    assert most <= pending


def test_closing_the_iterator_cancels_what_has_not_begun() -> None:
    gate, done = threading.Event(), []

    def work(number: int) -> None:
        done.append(number)
        if number:
            gate.wait(240)

    with ThreadPoolExecutor(1) as pool:
        results = run((Job(str(number), number) for number in range(10)), pool, work, pending=5)
        assert next(results).job.given == 0
        results.close()
        gate.set()
    assert len(done) <= 2


def test_a_job_that_kills_its_worker_is_given_up_and_the_others_are_done() -> None:
    jobs = powers(30)
    jobs[3:3] = [Job("killer", partial(exec, DIE))]
    jobs[20:20] = [Job("leaver", partial(os._exit, 0))]
    results = {result.job.name: result for result in run(jobs, processes(2), operator.call, pending=6)}
    assert len(results) == 32
    assert results["killer"].error == results["leaver"].error == "The worker process died of it 2 times."
    assert sum(result.done for result in results.values()) == 30


def test_a_job_whose_worker_died_by_chance_is_done_in_the_end(tmp_path: Path) -> None:
    once = f"import pathlib; f = pathlib.Path({str(tmp_path / 'died')!r})\nif not f.exists(): f.touch(); {DIE}"
    jobs: list[Call] = [Job("unlucky", partial(exec, once)), *powers(6)]
    results = list(run(jobs, processes(2), operator.call))
    assert all(result.done for result in results)
    assert len(results) == 7


def test_a_broken_executor_of_the_callers_own_is_an_error() -> None:
    jobs: list[Call] = [Job("killer", partial(os._exit, 1)), *powers(3)]
    with ProcessPoolExecutor(1) as pool, pytest.raises(BrokenExecutor):
        list(run(jobs, pool, operator.call))


def test_an_executor_that_cancels_its_jobs_has_gone() -> None:
    """As Dask's client does when it loses its scheduler."""

    class Leaving(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
            future = super().submit(fn, *args, **kwargs) if args[1] < 2 else Future[Any]()
            future.cancel()
            return future

    with Leaving(1) as pool, pytest.raises(BrokenExecutor):
        list(run([Job(str(number), number) for number in range(4)], pool, abs))


def test_errors_that_say_that_workers_died_are_tried_once_more_alone() -> None:
    """As Dask has it: its executor lives on, and tells of a job whose workers died."""
    calls: dict[str, int] = {}

    class Dead(Exception):
        pass

    class Mending(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
            future = super().submit(fn, *args, **kwargs)
            name = args[1]
            calls[name] = calls.get(name, 0) + 1
            if name == "deadly" or (name == "unlucky" and calls[name] == 1):
                future.exception()
                future._exception = Dead()
            return future

    jobs = [Job(name, name) for name in ("fine", "deadly", "unlucky", "good")]
    with Mending(1) as pool:
        results = {result.job.name: result for result in run(jobs, pool, str.upper, killed=(Dead,))}
    assert calls == {"fine": 1, "deadly": 2, "unlucky": 2, "good": 1}
    assert {name for name, result in results.items() if not result.done} == {"deadly"}
    assert results["unlucky"].value == "UNLUCKY"


def test_workers_stop_when_the_iterator_is_closed() -> None:
    pools: list[Processes] = []

    def make() -> Processes:
        pools.append(Processes(1))
        return pools[-1]

    jobs: list[Call] = [Job("short", partial(pow, 2, 2)), Job("long", partial(time.sleep, 600))]
    results = run(jobs, make, operator.call)
    next(results)
    workers = list(pools[0]._processes.values())
    results.close()
    for worker in workers:
        worker.join(240)
        assert not worker.is_alive()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at /proc")
def test_workers_end_with_the_process_that_started_them() -> None:
    code = """
import operator, os, time
from functools import partial
from aligner.batch import Job, processes, run
if __name__ == "__main__":
    jobs = [Job("pid", os.getpid), Job("long", partial(time.sleep, 600))]
    for result in run(jobs, processes(1), operator.call):
        print(result.value, flush=True)
"""
    owner = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    worker = Path("/proc", owner.stdout.readline().strip())
    assert worker.exists()
    owner.kill()
    owner.wait()
    owner.stdout.close()
    for _ in range(4_000):
        if not worker.exists():
            break
        time.sleep(0.05)
    assert not worker.exists()


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_the_examples_of_the_page_work() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "batch.md"), module_relative=False)
    assert tried > 3
    assert failed == 0
