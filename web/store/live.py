"""How far the jobs of this process are, in its memory: a long transaction keeps back both what the job says of itself
and what somebody asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass
class Live:
    """A job that runs in this process: how far it is, what it is doing, and whether it is to end."""

    progress: float = 0.0
    message: str = ""
    stop: bool = False


_running: dict[tuple[str, int], Live] = {}


def begin(path: Path, job: int) -> Live:
    """Note that a job runs here."""
    return _running.setdefault((str(path.resolve()), job), Live())


def end(path: Path, job: int) -> None:
    """Note that a job runs here no longer."""
    _running.pop((str(path.resolve()), job), None)


def of(path: Path, job: int) -> Live | None:
    """What is known here of a job; nothing where it does not run in this process."""
    return _running.get((str(path.resolve()), job)) if _running else None
