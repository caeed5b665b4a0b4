"""Terms out of a file into the glossary: first a plan that can be shown, then exactly that plan, all of it or nothing.

The plan has a token. Whoever applies a plan that was shown names it; when file or store have changed since, the token
is another one, and nothing is applied.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from typing import Any, BinaryIO, Literal

from aligner.errors import InputError
from glossary import formats
from glossary.formats import Incoming
from glossary.types import Concept, Status
from web.actions import comparing, entry
from web.actions.exchange import OWN_ID, format_of, opened
from web.errors import Conflict
from web.store import Store, concepts, curation, identity, known, tables, works
from web.views import ConceptView, ImportItem, ImportPlan

CHUNK = 200
"""Concepts that are looked up and written at a time."""

ITEMS = 1000
"""How many items a plan holds unless told otherwise; all of them go to ``each``."""

REMEMBERED = 1_000_000
"""Matching forms of new concepts that are remembered, to find those that stand twice in a file."""

CLASHES = ("skip", "add", "merge")
Each = Callable[[ImportItem], None]


@dataclass(frozen=True)
class Wish:
    """What an import is told: the format (by default found out), the languages of columns that name none, the status
    of terms that state none, whether faults are mended, and what becomes of clashes: left out (skip), concepts of their
    own (add), or joined to the concept they clash with (merge)."""

    format: str = ""
    langs: Sequence[str] = ()
    status: str = Status.PROPOSED
    lenient: bool = False
    clashes: Literal["skip", "add", "merge"] = "skip"


@dataclass
class _Decision:
    """What becomes of one concept. ``target`` is the concept here that it is or clashes with."""

    action: str
    target: int = 0
    by_id: bool = False
    edits: comparing.Edits = field(default_factory=comparing.Edits)
    reason: str = ""


@dataclass
class _Run:
    """A pass over a file: what is claimed already, what was found, and the token as it grows."""

    store: Store
    incoming: Incoming
    wish: Wish
    format: str
    claimed: dict[int, str] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)
    seen: dict[int, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    digest: Any = field(default_factory=lambda: blake2b(digest_size=12))

    @property
    def merged(self) -> Mapping[Status, Status]:
        """Statuses that the file's format cannot tell apart."""
        return formats.get(self.format).CARRIES.merged


def plan_import(
    store: Store,
    name: str,
    data: bytes | BinaryIO,
    wish: Wish | None = None,
    *,
    each: Each | None = None,
    items: int = ITEMS,
) -> ImportPlan:
    """What an import of a glossary file would do: which concepts are new, the same, changed, or clash with one here.

    Nothing is written. Raises ``InputError`` that names file and place.
    """
    run, concepts_in = _begin(store, name, data, wish or Wish())
    held: list[ImportItem] = []
    for number, concept, decision in _decisions(run, concepts_in):
        _show(number, concept, decision, each, held, items)
    return _plan(run, held, applied=False)


def import_terms(
    store: Store,
    name: str,
    data: bytes | BinaryIO,
    wish: Wish | None = None,
    *,
    token: str = "",
    each: Each | None = None,
    items: int = ITEMS,
) -> ImportPlan:
    """Import a glossary file, all of it or nothing: new concepts and changes; clashes as ``wish`` says.

    With the ``token`` of a plan that was shown it is just that plan. Raises ``InputError`` that names file and place,
    and ``Conflict`` when the plan is no longer what the token names.
    """
    stream = opened(data)
    wish = wish or Wish()
    with store.atomic():
        run, concepts_in = _begin(store, name, stream, wish)
        held: list[ImportItem] = []
        todo, targets = bytearray(), array("q")
        for number, concept, decision in _decisions(run, concepts_in):
            _show(number, concept, decision, each, held, items)
            todo.append(_step(decision, wish))
            targets.append(decision.target)
        plan = _plan(run, held, applied=True)
        if token and token != plan.token:
            raise Conflict("The glossary or the file has changed since the plan was shown. Look at the plan again.")
        _, again = _begin(store, name, stream, wish)
        touched = [one for chunk in _chunks(zip(again, todo, targets, strict=True)) for one in _apply(run, chunk)]
        _find_uses(store, touched)
    return plan


def _begin(store: Store, name: str, data: bytes | BinaryIO, wish: Wish) -> tuple[_Run, Iterator[Concept]]:
    from aligner.lang import normalise

    if wish.clashes not in CLASHES:
        raise InputError(f"Clashes cannot be “{wish.clashes}”.", f"Choose from: {', '.join(CLASHES)}.")
    stream = opened(data)
    format_ = wish.format.replace("_", "-") or format_of(name, stream)
    langs = tuple(dict.fromkeys(normalise(lang) for lang in wish.langs))
    incoming = Incoming(name, langs, entry.status(wish.status), wish.lenient)
    run = _Run(store, incoming, wish, format_)
    run.digest.update(repr((format_, langs, wish)).encode())
    return run, (_fit(concept, incoming) for concept in formats.read(format_, stream, incoming))


def _fit(concept: Concept, incoming: Incoming) -> Concept:
    """A concept that the store can keep: one preferred term in a language and region, no term twice."""
    try:
        concept = entry.concept_of(concept)
    except InputError as error:
        name = concept.id or (concept.terms[0].text if concept.terms else "")
        raise incoming.refuse(f"entry {name}" if name else "", str(error)[:300]) from None
    from aligner.fold import fold

    kept, taken, preferred = [], set(), set()
    for term in concept.terms:
        same = term.lang, fold(term.text, term.lang).text, term.region
        if same in taken:
            incoming.dropped["terms that stand twice in their concept"] += 1
            continue
        taken.add(same)
        if term.status is Status.APPROVED:
            if (term.lang, term.region) in preferred:
                term = replace(term, status=Status.ADMITTED)
            preferred.add((term.lang, term.region))
        kept.append(term)
    return replace(concept, terms=tuple(kept))


def _chunks(found: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(found)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _decisions(run: _Run, found: Iterator[Concept]) -> Iterator[tuple[int, Concept, _Decision]]:
    """Every concept of the file with its number and what becomes of it."""
    number = 0
    for chunk in _chunks(found):
        forms = [comparing.keys(concept.terms) for concept in chunk]
        names = identity.by_external(run.store, {concept.id for concept in chunk if concept.id})
        owners = identity.by_key(run.store, {key for form in forms for keys in form.values() for key in keys})
        wanted = {*names.values(), *(_own_number(concept.id) for concept in chunk)}.union(*owners.values())
        views = {view.id: view for view in concepts.views(run.store, sorted(wanted))}
        theirs = {one: comparing.keys(view.terms) for one, view in views.items()}
        for concept, form in zip(chunk, forms, strict=True):
            number += 1
            decision = _decide(run, number, concept, form, _Around(names, owners, views, theirs))
            run.counts[decision.action] += 1
            target = views.get(decision.target)
            version = target.version if target else 0
            told = decision.action, decision.target, version, decision.edits.changes, concept
            run.digest.update(repr(told).encode(errors="surrogatepass"))
            yield number, concept, decision


@dataclass(frozen=True)
class _Around:
    """What the store has that may be the same as some concepts: by id, by matching form, the concepts themselves, and
    the matching forms of each."""

    names: dict[str, int]
    owners: dict[str, set[int]]
    views: dict[int, ConceptView]
    theirs: dict[int, dict[str, set[str]]]


def _decide(run: _Run, number: int, concept: Concept, form: dict[str, set[str]], around: _Around) -> _Decision:
    """Which concept here it is, if any, and what follows."""
    twice = _twice(run, number, concept, form)
    if twice:
        return _Decision("clashing", reason=twice)
    views, theirs = around.views, around.theirs
    named = around.names.get(concept.id, 0) or _own_number(concept.id)
    if named in views and comparing.shared(form, theirs[named]):
        return _matched(run, concept, views[named], by_id=True)
    if named in views and concept.id in around.names:
        reason = f"concept {named} has the id “{concept.id}”, but shares no term with it"
        return _Decision("clashing", named, reason=reason)
    near = sorted({one for keys in form.values() for key in keys for one in around.owners.get(key, ())})
    levels = {one: comparing.agreement(form, theirs[one]) for one in near}
    fits = [one for one in near if levels[one] and levels[one] == max(levels.values())]
    if len(fits) == 1:
        return _matched(run, concept, views[fits[0]], by_id=False)
    if not near:
        return _Decision("new")
    best = max(fits or near, key=lambda one: (len(comparing.shared(form, theirs[one])), -one))
    found = comparing.edits(views[best], concept, by_id=False, merged=run.merged)
    return _Decision("clashing", best, edits=found, reason=_reason(form, theirs, fits, best))


def _reason(form: dict[str, set[str]], theirs: dict[int, dict[str, set[str]]], fits: list[int], best: int) -> str:
    if fits:
        return f"it may be any of the concepts {', '.join(map(str, fits))}"
    both = comparing.shared(form, theirs[best])
    other = sorted((form.keys() & theirs[best].keys()) - both)
    return f"concept {best} has the same term in {', '.join(sorted(both))}, but others in {', '.join(other)}"


def _matched(run: _Run, concept: Concept, view: ConceptView, *, by_id: bool) -> _Decision:
    if view.id in run.claimed:
        reason = f"concept {view.id} has its counterpart in the file already ({run.claimed[view.id]})"
        return _Decision("clashing", view.id, reason=reason)
    run.claimed[view.id] = concept.id or concept.terms[0].text
    found = comparing.edits(view, concept, by_id=by_id, merged=run.merged)
    if found.clash:
        return _Decision("clashing", view.id, by_id, found, found.clash)
    return _Decision("changed" if found.any else "same", view.id, by_id, found)


def _twice(run: _Run, number: int, concept: Concept, form: dict[str, set[str]]) -> str:
    """Why a concept stands twice in the file, if it does: the same id, or the same terms in every language."""
    if concept.id:
        if hash(concept.id) in run.ids:
            return f"the id “{concept.id}” stands twice in the file"
        run.ids.add(hash(concept.id))
    if len(run.seen) > REMEMBERED:
        return ""
    whole = hash(tuple(sorted(key for keys in form.values() for key in keys)))
    first = run.seen.setdefault(whole, number)
    return f"number {first} in the file has the same terms" if first != number else ""


def _own_number(name: str) -> int:
    """The number that an id of this program's own making tells, or 0."""
    digits = name.removeprefix(OWN_ID)
    return int(digits) if name.startswith(OWN_ID) and digits.isdecimal() and len(digits) < 16 else 0


def _show(
    number: int, concept: Concept, decision: _Decision, each: Each | None, held: list[ImportItem], items: int
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


def _plan(run: _Run, held: list[ImportItem], *, applied: bool) -> ImportPlan:
    counts = {action: run.counts[action] for action in ("new", "same", "changed", "clashing")}
    token = run.digest.hexdigest()
    return ImportPlan(
        run.incoming.name, run.format, counts, tuple(held), tuple(run.incoming.warnings()), token, applied=applied
    )


_NOTHING, _ADD, _EDIT, _EDIT_BY_ID = range(4)


def _step(decision: _Decision, wish: Wish) -> int:
    """What is to be done about a concept."""
    if decision.action == "same" or (decision.action == "clashing" and wish.clashes == "skip"):
        return _NOTHING
    if decision.action == "new" or (decision.action == "clashing" and wish.clashes == "add"):
        return _ADD
    if not decision.target:
        return _NOTHING  # what stands twice in the file has nothing here to be joined to
    return _EDIT_BY_ID if decision.by_id else _EDIT


def _apply(run: _Run, chunk: Sequence[tuple[Concept, int, int]]) -> list[int]:
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


def _find_uses(store: Store, touched: Sequence[int]) -> None:
    """Look for the new terms in all works that are aligned."""
    if touched:
        only = touched if len(touched) <= CHUNK else None
        for summary in works.summaries(store, 0, 1_000_000).items:
            if tables.header(store, summary.id):
                known.write(store, summary.id, only)
