"""Terms out of a file into the glossary: first a plan that can be shown, then exactly that plan, all of it or nothing.

The plan has a token. Whoever applies a plan that was shown names it; when file or store have changed since, the token
is another one, and nothing is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import BinaryIO

from glossary.types import Concept
from web.actions import comparing
from web.actions.alignment import Progress, silent
from web.actions.deciding import CHUNK, Decision, Run, Wish, begin, decisions
from web.actions.exchange import opened
from web.actions.permissions import needs
from web.errors import Conflict
from web.store import Store, concepts, curation, identity, usage, works
from web.views import ImportItem, ImportPlan

ITEMS = 1000
"""How many items a plan holds unless told otherwise; all of them go to ``each``."""

AT_ONCE = 500
"""Concepts that are stored in one transaction; of more, others can write in between."""

Each = Callable[[ImportItem], None]


@needs("curate")
def plan_import(
    store: Store,
    name: str,
    data: bytes | BinaryIO,
    wish: Wish | None = None,
    *,
    each: Each | None = None,
    items: int = ITEMS,
    progress: Progress = silent,
) -> ImportPlan:
    """What an import of a glossary file would do: which concepts are new, the same, changed, or clash with one here.

    Nothing is written. Raises ``InputError`` that names file and place.
    """
    stream = opened(data)
    size = stream.seek(0, 2) or 1
    stream.seek(0)
    run, concepts_in = begin(store, name, stream, wish or Wish())
    held: list[ImportItem] = []

    def one(item: ImportItem) -> None:
        if each is not None:
            each(item)
        if len(held) < items:
            held.append(item)

    for number, concept, decision in decisions(run, concepts_in):
        if number % CHUNK == 1:
            progress("Comparing", min(stream.tell() / size, 1.0))
        if each is not None or len(held) < items:
            show(number, concept, decision, one)
    return planned(run, held, applied=False)


@needs("curate")
def import_terms(
    store: Store,
    name: str,
    data: bytes | BinaryIO,
    wish: Wish | None = None,
    *,
    token: str = "",
    each: Each | None = None,
    items: int = ITEMS,
    progress: Progress = silent,
) -> ImportPlan:
    """Import a glossary file, all of it or nothing: new concepts and changes; clashes as ``wish`` says.

    With the ``token`` of a plan that was shown it is just that plan, whatever becomes of clashes. A file of more than
    ``AT_ONCE`` concepts goes in by steps (``gradual``), as a job that everybody sees.
    Raises ``InputError`` that names file and place, and ``Conflict`` when the plan is no longer what the token names.
    """
    from web.actions.gradual import import_here

    stream = opened(data)
    wish = wish or Wish()
    held: list[ImportItem] = []
    try:
        plan = _at_once(store, name, stream, wish, token, held, progress)
    except _Large:
        held.clear()

        def one(item: ImportItem) -> None:
            if each is not None:
                each(item)
            if len(held) < items:
                held.append(item)

        plan = import_here(store, name, stream, wish, token, one, progress)
        return replace(plan, items=tuple(held))
    if each is not None:
        for item in held:
            each(item)
    return replace(plan, items=tuple(held[:items]))


class _Large(Exception):
    """A file has too many concepts for one transaction; nothing of it is stored yet."""


def _at_once(
    store: Store, name: str, stream: BinaryIO, wish: Wish, token: str, held: list[ImportItem], progress: Progress
) -> ImportPlan:
    """Import a file in one transaction. Raises ``_Large`` when that would keep others waiting."""
    with store.atomic():
        run, concepts_in = begin(store, name, stream, wish)
        todo: list[tuple[Concept, int, int]] = []
        for number, concept, decision in decisions(run, concepts_in):
            if number > AT_ONCE:
                raise _Large
            show(number, concept, decision, held.append)
            todo.append((concept, step_of(decision, wish, number), decision.target))
        plan = planned(run, [], applied=True)
        if token and token != plan.token:
            raise overtaken()
        touched = apply(run, todo)
        if touched:
            named = works.aligned(store)
            for place, work in enumerate(named):
                progress("Looking for the terms in the works", place / len(named))
                usage.write(store, work, touched)
    return plan


def overtaken() -> Conflict:
    """What is said when a plan is no longer what it was when it was shown."""
    return Conflict("The glossary or the file has changed since the plan was shown. Look at the plan again.")


def show(number: int, concept: Concept, decision: Decision, each: Each) -> None:
    """Hand on what becomes of a concept, unless it is the same."""
    if decision.action == "same":
        return
    langs = dict.fromkeys(term.lang for term in concept.terms)
    terms = {lang: tuple(term.text for term in concept.of(lang)) for lang in langs}
    changes = tuple(decision.edits.changes)
    each(ImportItem(number, concept.id, decision.action, decision.target, terms, changes, decision.reason))


def planned(run: Run, held: list[ImportItem], *, applied: bool) -> ImportPlan:
    """What a pass over a file has found."""
    counts = {action: run.counts[action] for action in ("new", "same", "changed", "differing", "clashing")}
    token = run.digest.hexdigest()
    return ImportPlan(
        run.incoming.name, run.format, counts, tuple(held), tuple(run.incoming.warnings()), token, applied=applied
    )


NOTHING, ADD, _EDIT, _EDIT_BY_ID = range(4)
EDITS = (_EDIT, _EDIT_BY_ID)


def step_of(decision: Decision, wish: Wish, number: int) -> int:
    """What is to be done about a concept."""
    choice = wish.choices.get(number, "") or wish.kinds.get(decision.action, "")
    if wish.texts == "file" and not choice and decision.action in ("changed", "differing"):
        choice = "replace"
    clash = (choice or wish.clashes) if decision.action == "clashing" else ""
    if decision.action == "same" or "skip" in (choice, clash):
        return NOTHING
    if decision.action == "differing" and choice != "replace":
        return NOTHING
    if decision.action == "new" or clash == "add":
        return ADD
    if not decision.target:
        return NOTHING  # what stands twice in the file has nothing here to be joined to
    return _EDIT_BY_ID if decision.by_id or "replace" in (choice, clash) else _EDIT


def apply(run: Run, chunk: Sequence[tuple[Concept, int, int]], batch: int | None = None) -> list[int]:
    """Write some concepts, as part of the change ``batch`` where that has begun; the numbers of those that are new or
    have new terms."""
    targets = list(dict.fromkeys(target for _, step, target in chunk if step in EDITS))
    touched, store = [], run.store
    with curation.changing(store, "import", targets, batch=batch) as new:
        for concept, step, target in chunk:
            if step == ADD:
                new.append(_insert(store, concept))
                touched.append(new[-1])
            elif step != NOTHING:
                found = comparing.edits(
                    concepts.view(store, target), concept, by_id=step == _EDIT_BY_ID, merged=run.merged
                )
                if found.fields:
                    curation.update(store, target, found.fields)
                for number, fields in found.terms.items():
                    curation.update_term(store, number, fields)
                for term in found.new:
                    curation.insert_term(store, target, term)
                touched += [target] if found.new else []
    return touched


def _insert(store: Store, concept: Concept) -> int:
    """A new concept; without its id where another one has that already."""
    taken = concept.id and identity.by_external(store, [concept.id])
    return curation.insert(store, replace(concept, id="") if taken else concept)
