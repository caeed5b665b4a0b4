"""Terms out of a file into the glossary: first a plan that can be shown, then exactly that plan, all of it or nothing.

The plan has a token. Whoever applies a plan that was shown names it; when file or store have changed since, the token
is another one, and nothing is applied.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import BinaryIO

from glossary.types import Concept
from web.actions import comparing
from web.actions.alignment import Progress, part, silent
from web.actions.deciding import CHUNK, Decision, Run, Wish, begin, chunks, decisions
from web.actions.exchange import opened
from web.actions.permissions import needs
from web.errors import Conflict
from web.store import Store, concepts, curation, identity, known, works
from web.views import ImportItem, ImportPlan

ITEMS = 1000
"""How many items a plan holds unless told otherwise; all of them go to ``each``."""

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
    for number, concept, decision in decisions(run, concepts_in):
        if number % CHUNK == 1:
            progress("Comparing", min(stream.tell() / size, 1.0))
        _show(number, concept, decision, each, held, items)
    return _plan(run, held, applied=False)


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
    sealed: Callable[[ImportPlan], None] | None = None,
) -> ImportPlan:
    """Import a glossary file, all of it or nothing: new concepts and changes; clashes as ``wish`` says.

    With the ``token`` of a plan that was shown it is just that plan, whatever becomes of clashes. ``sealed`` is called
    in the same transaction: what it stores stands just when the terms do.
    Raises ``InputError`` that names file and place, and ``Conflict`` when the plan is no longer what the token names.
    """
    stream = opened(data)
    wish = wish or Wish()
    with store.atomic():
        size = stream.seek(0, 2) or 1
        stream.seek(0)
        run, concepts_in = begin(store, name, stream, wish)
        held: list[ImportItem] = []
        todo, targets = bytearray(), array("q")
        for number, concept, decision in decisions(run, concepts_in):
            if number % CHUNK == 1:
                progress("Comparing", 0.4 * min(stream.tell() / size, 1.0))
            _show(number, concept, decision, each, held, items)
            todo.append(_step(decision, wish, number))
            targets.append(decision.target)
        plan = _plan(run, held, applied=True)
        if token and token != plan.token:
            raise Conflict("The glossary or the file has changed since the plan was shown. Look at the plan again.")
        _, again = begin(store, name, stream, wish)
        touched: list[int] = []
        for place, chunk in enumerate(chunks(zip(again, todo, targets, strict=True))):
            progress("Storing", 0.4 + 0.4 * place * CHUNK / max(len(todo), 1))
            touched += _apply(run, chunk)
        _find_uses(store, touched, part(progress, 0.8, 1.0))
        if sealed:
            sealed(plan)
    return plan


def _show(
    number: int, concept: Concept, decision: Decision, each: Each | None, held: list[ImportItem], items: int
) -> None:
    if decision.action == "same" or (each is None and len(held) >= items):
        return
    langs = dict.fromkeys(term.lang for term in concept.terms)
    terms = {lang: tuple(term.text for term in concept.of(lang)) for lang in langs}
    changes = tuple(decision.edits.changes)
    item = ImportItem(number, concept.id, decision.action, decision.target, terms, changes, decision.reason)
    if each is not None:
        each(item)
    if len(held) < items:
        held.append(item)


def _plan(run: Run, held: list[ImportItem], *, applied: bool) -> ImportPlan:
    counts = {action: run.counts[action] for action in ("new", "same", "changed", "clashing")}
    token = run.digest.hexdigest()
    return ImportPlan(
        run.incoming.name, run.format, counts, tuple(held), tuple(run.incoming.warnings()), token, applied=applied
    )


_NOTHING, _ADD, _EDIT, _EDIT_BY_ID = range(4)


def _step(decision: Decision, wish: Wish, number: int) -> int:
    """What is to be done about a concept."""
    choice = wish.choices.get(number, "") or wish.kinds.get(decision.action, "")
    clash = (choice or wish.clashes) if decision.action == "clashing" else ""
    if decision.action == "same" or "skip" in (choice, clash):
        return _NOTHING
    if decision.action == "new" or clash == "add":
        return _ADD
    if not decision.target:
        return _NOTHING  # what stands twice in the file has nothing here to be joined to
    return _EDIT_BY_ID if decision.by_id or "replace" in (choice, clash) else _EDIT


def _apply(run: Run, chunk: Sequence[tuple[Concept, int, int]]) -> list[int]:
    """Write some concepts; the numbers of those that are new or have new terms."""
    targets = list(dict.fromkeys(target for _, step, target in chunk if step in (_EDIT, _EDIT_BY_ID)))
    touched, store = [], run.store
    with curation.changing(store, "import", targets) as new:
        for concept, step, target in chunk:
            if step == _ADD:
                new.append(_insert(store, concept))
                touched.append(new[-1])
            elif step != _NOTHING:
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


def _find_uses(store: Store, touched: Sequence[int], tell: Progress) -> None:
    """Look for the new terms in all works that are aligned."""
    if touched:
        only = touched if len(touched) <= CHUNK else None
        named = works.aligned(store)
        for place, work in enumerate(named):
            tell("Looking for the terms in the works", place / len(named))
            known.write(store, work, only)
