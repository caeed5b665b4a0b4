"""A large glossary file into the store step by step, so that others can write in between, and yet as one change.

What becomes of each concept is decided first, and noted with the job (``web.store.imports``). Then each step is a short
transaction that says how far the whole is. A process that dies leaves an import that goes on where it stood; one that
is ended, or that cannot go on, is taken back in steps as well. What somebody else changed since it was decided is left
as they made it, and counted.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import BinaryIO

from glossary.types import Concept
from web.actions import comparing
from web.actions.alignment import Progress, part
from web.actions.deciding import CHUNK, Run, Wish, begin, decisions
from web.actions.importing import ADD, EDITS, NOTHING, Each, apply, overtaken, planned, show, step_of
from web.errors import Cancelled, Conflict
from web.store import Store, imports, jobs, live, usage, works
from web.store.imports import CANCELLED, FAILED, FORWARD, Journal
from web.views import ImportPlan, Upload

HOLD = 0.25
"""Seconds that a step may keep others from writing."""

BREATH = 0.1
"""Seconds from one step to the next: whoever waits to write looks again at least as often, and comes in between."""

FIRST, LEAST, MOST = 50, 10, 1000
"""Concepts of the first step, and of the shortest and longest one; how many a step takes follows from how long the one
before took."""

KEPT = 20_000
"""Concepts of a file that are kept in memory once they are read; a larger file is read again as it is stored."""


def _nothing(_: object) -> None: ...


@dataclass(frozen=True)
class Order:
    """What is to be imported: the job that it is done for, the file, how, and the plan that was shown if any; who is
    told of each concept, what is noted of the whole plan, and what is done in the transaction that ends it."""

    job: int
    name: str
    stream: BinaryIO
    wish: Wish
    token: str = ""
    each: Each = _nothing
    counted: Callable[[ImportPlan], Mapping[str, int]] = lambda plan: plan.counts
    sealed: Callable[[Journal], None] = _nothing

    def read(self, store: Store) -> tuple[Run, Iterator[Concept]]:
        """A pass over the file."""
        return begin(store, self.name, self.stream, self.wish)


def run(store: Store, order: Order, tell: Progress) -> ImportPlan | None:
    """Import a file for a job, or go on with it, or take it back to its end; what was decided, when it was decided now.

    Raises what ``import_terms`` raises, and ``Cancelled`` when somebody ended it and it is taken back, or when the
    service is closing.
    """
    journal = imports.of(store, order.job)
    plan, kept = None, None
    if journal is not None and journal.back != FORWARD:
        ended = journal.back == CANCELLED
        take_back(store, journal, tell)
        _over(store, journal)
        if ended:
            raise Cancelled
        journal = None
    if journal is None:
        journal, plan, kept = _decided(store, order, tell)
    try:
        _forward(store, order, journal, kept, tell)
    except BaseException as error:
        _turned_back(store, journal, error, tell)
        raise
    with store.atomic():
        order.sealed(journal)
        imports.drop(store, order.job)
    return plan


def import_here(
    store: Store, name: str, stream: BinaryIO, wish: Wish, token: str, each: Each, tell: Progress
) -> ImportPlan:
    """Import a file by steps in this process, as a job that others see; when the process dies, a service goes on."""
    from web.jobs import held

    stream.seek(0)
    told = {"wish": asdict(wish), "token": token}
    with held(store, "terms", name, told, [Upload(name, stream.read())]) as job:

        def both(message: str, fraction: float) -> None:
            jobs.note(store, job, fraction, message)
            tell(message, fraction)

        try:
            plan = run(store, Order(job, name, stream, wish, token, each), both)
        except Cancelled:
            raise Conflict("Somebody ended the import; nothing of it is left.") from None
    assert plan is not None  # a job of our own has just begun
    return plan


def _decided(store: Store, order: Order, tell: Progress) -> tuple[Journal, ImportPlan, list[Concept] | None]:
    """What becomes of each concept, noted; and the concepts, when they are not too many to be kept."""
    size = order.stream.seek(0, 2) or 1
    highest = imports.highest(store)
    seen, found = order.read(store)
    todo, targets, versions = bytearray(), array("q"), array("q")
    kept: list[Concept] | None = []
    for number, concept, decision in decisions(seen, found):
        if number % CHUNK == 1:
            tell("Comparing", 0.3 * min(order.stream.tell() / size, 1.0))
        show(number, concept, decision, order.each)
        todo.append(step_of(decision, order.wish, number))
        targets.append(decision.target)
        versions.append(decision.version)
        if kept is not None:
            kept.append(concept)
            kept = None if len(kept) > KEPT else kept
    plan = planned(seen, [], applied=True)
    if order.token and order.token != plan.token:
        raise overtaken()
    journal = Journal(order.job, bytes(todo), targets, versions, highest, dict(order.counted(plan)))
    with store.atomic(index=False):
        imports.begin(store, journal)
    return journal, plan, kept


def _forward(store: Store, order: Order, journal: Journal, kept: list[Concept] | None, tell: Progress) -> None:
    """Store what is not stored yet, and look for the terms in the works where that is not done yet."""
    seen, found = order.read(store)
    concepts = islice(kept if kept is not None else found, journal.at, None)
    pace = Pace()
    while journal.at < len(journal.todo):
        chunk = list(islice(concepts, pace.size))
        _ask(store, journal)
        with pace, store.atomic():
            _step(store, seen, journal, chunk)
        tell("Storing", 0.3 + 0.4 * journal.at / len(journal.todo))
    _find_uses(store, journal, part(tell, 0.7, 1.0))


class Pace:
    """How much a step takes at once, so that it holds the store for about ``HOLD`` seconds; the time between two."""

    def __init__(self) -> None:
        self.size = FIRST
        self.ended = 0.0

    def __enter__(self) -> None:
        if (rest := self.ended + BREATH - time.monotonic()) > 0:
            time.sleep(rest)
        self.began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        self.ended = time.monotonic()
        fits = self.size * HOLD / max(self.ended - self.began, 0.001)
        self.size = int(min(max(fits, LEAST, self.size / 4), MOST, self.size * 2))


def _ask(store: Store, journal: Journal) -> None:
    """Raises ``Cancelled`` when somebody asked for the end."""
    if jobs.stopped(store, journal.job):
        raise Cancelled


def _step(store: Store, seen: Run, journal: Journal, chunk: list[Concept]) -> None:
    """Write some concepts, all but those that others have changed or made by now, and note that."""
    places = range(journal.at, journal.at + len(chunk))
    todo = [journal.todo[place] for place in places]
    edited = {journal.targets[place]: journal.versions[place] for place in places if journal.todo[place] in EDITS}
    late = imports.changed_by_others(store, edited, journal.batch) if edited else set()
    taken = _taken(store, journal, chunk, todo)
    done = []
    for concept, step, place in zip(chunk, todo, places, strict=True):
        target = journal.targets[place]
        late_one = target in late if step in EDITS else step == ADD and not taken.isdisjoint(_keys(concept))
        journal.overtaken += late_one
        done.append((concept, NOTHING if late_one else step, target))
    before = imports.newest_revision(store)
    apply(seen, done, journal.batch or None)
    journal.batch = journal.batch or imports.batch_after(store, before)
    journal.at += len(chunk)
    imports.advance(store, journal)


def _taken(store: Store, journal: Journal, chunk: list[Concept], todo: list[int]) -> set[str]:
    """The matching forms of new concepts that somebody else's new concepts have by now."""
    keys = [key for concept, step in zip(chunk, todo, strict=True) if step == ADD for key in _keys(concept)]
    return imports.made_by_others(store, keys, journal) if keys else set()


def _keys(concept: Concept) -> Iterator[str]:
    for keys in comparing.keys(concept.terms).values():
        yield from keys


def _find_uses(store: Store, journal: Journal, tell: Progress) -> None:
    """Look for the terms in the works that are aligned, each of them a step; what is found is found before it."""
    made = imports.concepts_of(store, journal.batch) if journal.batch else []
    named = works.aligned(store) if made else []
    pace = Pace()
    for place, work in enumerate(named):
        if work <= journal.work:
            continue
        tell("Looking for the terms in the works", place / len(named))
        _ask(store, journal)
        found = usage.found(store, work, made)
        with pace, store.atomic():
            if not usage.keep(store, found):  # somebody mended the work in the meantime
                usage.keep(store, usage.found(store, work, made))
            journal.work = work
            imports.advance(store, journal)


def _turned_back(store: Store, journal: Journal, error: BaseException, tell: Progress) -> None:
    """After an import that did not come to its end: take it back, unless the service is closing and it will go on."""
    if isinstance(error, Cancelled) and not _asked(store, journal):
        return
    _turn(store, journal, CANCELLED if isinstance(error, Cancelled) else FAILED)
    take_back(store, journal, tell)
    _over(store, journal)


def _over(store: Store, journal: Journal) -> None:
    """What was taken back is over; what stays as others made it is told."""
    with store.atomic(index=False):
        jobs.told(store, journal.job, {"back": True, "stayed": journal.stayed})
        imports.drop(store, journal.job)


def take_back(store: Store, journal: Journal, tell: Progress) -> None:
    """Undo in steps what a change did to concepts, the latest first; those that somebody has changed again stay. Only
    the end of the service ends this early; then it goes on at the next start."""
    more, pace = bool(journal.batch), Pace()
    while more:
        _tell_still(store, journal, tell)
        with pace, store.atomic():
            more = imports.undo(store, journal, pace.size)


def undo(store: Store, job: int, batch: int, tell: Progress) -> int:
    """Take an import back that came to its end, for a job; how many concepts stay, since somebody has changed them
    again."""
    journal = imports.of(store, job)
    if journal is None:
        journal = Journal(job, b"", array("q"), array("q"), 0, {}, batch=batch, back=CANCELLED)
        with store.atomic(index=False):
            imports.begin(store, journal)
    take_back(store, journal, tell)
    with store.atomic(index=False):
        imports.drop(store, job)
        jobs.told(store, job, {"back": True, "stayed": journal.stayed})
        jobs.finish(store, job, "done")
    return journal.stayed


def undo_here(store: Store, batch: int) -> int:
    """Take an import back by steps in this process, as a job that others see; how many concepts stay."""
    from web.jobs import held

    with held(store, "back", "", {"batch": batch}) as job:
        return undo(store, job, batch, lambda message, fraction: jobs.note(store, job, fraction, message))


def _tell_still(store: Store, journal: Journal, tell: Progress) -> None:
    """Say how far taking back is. Whoever asks once more for its end is not heard: it is ending."""
    try:
        tell("Taking the import back", imports.part_undone(store, journal))
    except Cancelled:
        if not _asked(store, journal):
            raise
        _turn(store, journal, journal.back)


def _asked(store: Store, journal: Journal) -> bool:
    here = live.of(store.path, journal.job)
    return jobs.stopped(store, journal.job) or (here is not None and here.stop)


def _turn(store: Store, journal: Journal, back: int) -> None:
    """From now on the import is taken back, and nobody asks for its end any longer."""
    with store.atomic(index=False):
        imports.turn_back(store, journal.job, back)
    journal.back = back
    if here := live.of(store.path, journal.job):
        here.stop = False
