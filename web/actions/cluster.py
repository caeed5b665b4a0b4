"""A Dask cluster as the place where works are aligned."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import regex

from aligner.errors import InputError
from web.actions.batch import Runner, version

WAIT = 10
"""Seconds in which a scheduler has to answer."""

ADDRESS = regex.compile(r"([a-z]+://)?[^/]+:\d+(/.*)?")
"""Without a port Dask waits for nobody, and cannot let go of the attempt."""

LEAST = 32
"""Jobs under way on a cluster that is small, or has yet to grow."""


@contextmanager
def cluster(address: str) -> Iterator[Runner]:
    """The cluster whose scheduler stands at ``address``, as ``tcp://host:port``.

    Raises ``InputError`` when Dask is not installed, no scheduler answers, or its workers have another program.
    """
    if not ADDRESS.fullmatch(address):
        raise InputError(
            "“{address}” is no address of a Dask scheduler.", "Write it like tcp://host:8786.", address=address
        )
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise InputError("Dask is not installed.", "Install it: pip install 'doichieu[dask]'.") from None
    with _quiet():
        try:
            client = distributed.Client(address, timeout=WAIT, set_as_default=False)
        except (TimeoutError, OSError, ValueError, ImportError):
            raise InputError(
                "No Dask scheduler answers at {address}.",
                "Start one with “dask scheduler”, or leave out --dask to use the cores of this machine.",
                address=address,
            ) from None
        try:
            _check(client)
            pending = max(LEAST, 2 * sum(client.nthreads().values()))
            yield Runner(client.get_executor(pure=False), pending, carry=True, killed=(distributed.KilledWorker,))
        finally:
            with suppress(Exception):  # what was done is here; a goodbye that fails must not hide how it ended
                client.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own messages off the terminal: what matters comes back with the jobs."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    levels = {name: logging.getLogger(name).level for name in names}
    try:
        for name in names:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def _check(client: Any) -> None:
    """See that the workers that are there make the tables that this program makes."""
    try:
        answers: dict[str, Any] = client.run(version)
    except ImportError as error:
        raise InputError(
            "The workers of the Dask cluster have no doichieu ({error}).",
            "Install it there as it is here.",
            error=error,
        ) from None
    for worker, answer in answers.items():
        if theirs_differs(answer):
            raise InputError(
                "The Dask worker at {worker} has doichieu {answer}, this is {version}.",
                "Install the same there.",
                worker=worker,
                answer=answer,
                version=version(),
            )


def theirs_differs(answer: str) -> bool:
    """Whether a worker makes other tables than this program."""
    return answer != version()
