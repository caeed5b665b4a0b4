"""Work in the background."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class JobView:
    """Work in the background. ``kind`` is import, align, gaps, mine, check, replace or restore (a version), terms (a
    glossary file), or export; ``title`` what it is about; ``state`` is waiting, running, done, failed or cancelled;
    ``progress`` goes from 0 to 1; ``message`` says what is being done, or why it failed; ``left`` is how many seconds
    it may still take, None where nothing tells; ``work`` is a slug, empty for files that are no work yet; ``lang`` the
    language of the title of a work or text; ``stopping`` when it was asked to end and has not done so yet;
    ``document`` the text that it is about, or 0; ``result`` what came of it, as names and figures."""

    id: int
    kind: str
    title: str
    state: str
    progress: float
    message: str
    who: str
    created: str
    started: str
    finished: str
    seconds: float
    work: str = ""
    lang: str = ""
    left: float | None = None
    stopping: bool = False
    document: int = 0
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue as a whole, since it was empty last: ``over`` of ``total`` jobs are over, ``failed`` of these failed;
    ``progress`` goes from 0 to 1; ``left`` is how many seconds the rest may take, None where nothing tells."""

    over: int
    total: int
    failed: int
    progress: float
    left: float | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """How many ``jobs`` were put into the queue, or taken out of it."""

    jobs: int
