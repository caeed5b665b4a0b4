"""What becomes of each concept of a glossary file: new, the same as one here, changed, worded otherwise, or clashing.

A concept is decided by what the store has before anything of the file is stored. Concepts that stand twice in the file,
or that two of the file's concepts would change, are clashes too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from typing import Any, BinaryIO, Literal

from aligner.errors import InputError
from aligner.formats._base import one_line
from glossary import formats
from glossary.formats import Incoming
from glossary.types import Concept, Status
from web.actions import comparing, entry
from web.actions.exchange import OWN_ID, format_of, opened
from web.store import Store, concepts, identity
from web.views import ConceptView

CHUNK = 200
"""Concepts that are looked up and written at a time."""

REMEMBERED = 1_000_000
"""Matching forms of new concepts that are remembered, to find those that stand twice in a file."""

MOST = 250_000
"""Concepts of a file: what a processor does in some minutes."""

TOLD = 10
"""Concepts that one may be which are told by their numbers."""

CLASHES = ("skip", "add", "merge", "replace")


@dataclass(frozen=True)
class Wish:
    """What an import is told: the format (by default found out), the languages of columns that name none, the status
    of terms that state none, whether faults are mended, and what becomes of clashes: left out (skip), concepts of their
    own (add), joined to the concept they clash with (merge), or joined with their words in place of those here
    (replace). ``choices`` says so for single concepts by their numbers in the file; any of them can be left out, and
    those that are changed or worded otherwise can replace. ``kinds`` says so for all others of a kind. What is worded
    otherwise here alone (differing) stays so unless it is to be replaced, or ``texts`` are the file's throughout."""

    format: str = ""
    langs: Sequence[str] = ()
    status: str = Status.PROPOSED
    lenient: bool = False
    clashes: Literal["skip", "add", "merge", "replace"] = "skip"
    choices: Mapping[int, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    texts: Literal["keep", "file"] = "keep"


@dataclass
class Decision:
    """What becomes of one concept. ``target`` is the concept here that it is or clashes with."""

    action: str
    target: int = 0
    by_id: bool = False
    edits: comparing.Edits = field(default_factory=comparing.Edits)
    reason: str = ""
    version: int = 0  # of the target, as it was decided on


@dataclass
class Run:
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


def begin(store: Store, name: str, data: bytes | BinaryIO, wish: Wish) -> tuple[Run, Iterator[Concept]]:
    """A pass over a file: what it found, still empty, and the file's concepts, made fit to be kept."""
    from aligner.lang import normalise

    if wish.clashes not in CLASHES:
        raise InputError("Clashes cannot be “{name}”.", "Choose from: {choice}.", name=wish.clashes, choice=CLASHES)
    if unknown := {*wish.choices.values(), *wish.kinds.values()} - set(CLASHES):
        raise InputError("A concept cannot be “{name}”.", "Choose from: {choice}.", name=min(unknown), choice=CLASHES)
    stream = opened(data)
    format_ = wish.format.replace("_", "-") or format_of(name, stream)
    langs = tuple(dict.fromkeys(normalise(lang) for lang in wish.langs))
    incoming = Incoming(name, langs, entry.status(wish.status), wish.lenient)
    run = Run(store, incoming, wish, format_)
    run.digest.update(repr((format_, langs, wish.format, wish.status, wish.lenient)).encode())
    return run, (_fit(concept, incoming) for concept in formats.read(format_, stream, incoming))


def _fit(concept: Concept, incoming: Incoming) -> Concept:
    """A concept that the store can keep: one preferred term in a language and region, no term twice."""
    try:
        concept = entry.concept_of(concept)
    except InputError as error:
        name = one_line(concept.id or (concept.terms[0].text if concept.terms else ""))[:60]
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


def chunks(found: Iterable[Any]) -> Iterator[list[Any]]:
    """What is found, ``CHUNK`` at a time."""
    iterator = iter(found)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def decisions(run: Run, found: Iterator[Concept]) -> Iterator[tuple[int, Concept, Decision]]:
    """Every concept of the file with its number and what becomes of it."""
    number = 0
    for chunk in chunks(found):
        if number + len(chunk) > MOST:
            raise _too_many(run.incoming.name)
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
            decision.version = target.version if target else 0
            told = decision.action, decision.target, decision.version, decision.edits.changes, concept
            run.digest.update(repr(told).encode(errors="surrogatepass"))
            yield number, concept, decision


def _too_many(name: str) -> InputError:
    return InputError("“{name}” has more than {most} concepts.", "Split it into several files.", name=name, most=MOST)


@dataclass(frozen=True)
class _Around:
    """What the store has that may be the same as some concepts: by id, by matching form, the concepts themselves, and
    the matching forms of each."""

    names: dict[str, int]
    owners: dict[str, set[int]]
    views: dict[int, ConceptView]
    theirs: dict[int, dict[str, set[str]]]


def _decide(run: Run, number: int, concept: Concept, form: dict[str, set[str]], around: _Around) -> Decision:
    """Which concept here it is, if any, and what follows."""
    twice = _twice(run, number, concept, form)
    if twice:
        return Decision("clashing", reason=twice)
    views, theirs = around.views, around.theirs
    named = around.names.get(concept.id, 0) or _own_number(concept.id)
    if named in views and comparing.shared(form, theirs[named]):
        return _matched(run, concept, views[named], by_id=True)
    if named in views and concept.id in around.names:
        reason = f"concept {named} has the id “{concept.id}”, but shares no term with it"
        return Decision("clashing", named, reason=reason)
    near = sorted({one for keys in form.values() for key in keys for one in around.owners.get(key, ())})
    levels = {one: comparing.agreement(form, theirs[one]) for one in near}
    highest = max(levels.values(), default=0)
    fits = [one for one in near if highest and levels[one] == highest]
    if len(fits) == 1:
        return _matched(run, concept, views[fits[0]], by_id=False)
    if not near:
        return Decision("new")
    best = max(fits or near, key=lambda one: (len(comparing.shared(form, theirs[one])), -one))
    found = comparing.edits(views[best], concept, by_id=False, merged=run.merged)
    return Decision("clashing", best, edits=found, reason=_reason(concept, form, theirs, fits, best))


def _reason(
    concept: Concept, form: dict[str, set[str]], theirs: dict[int, dict[str, set[str]]], fits: list[int], best: int
) -> str:
    """Why a concept of the file is neither one here nor another one; languages as the file writes them, so that each
    script of Chinese is named."""
    if fits:
        return f"it may be any of the concepts {', '.join(map(str, fits[:TOLD]))}{' …' if len(fits) > TOLD else ''}"
    both = comparing.shared(form, theirs[best])
    other = sorted((form.keys() & theirs[best].keys()) - both)
    same, others = (", ".join(_written(concept, langs)) for langs in (sorted(both), other))
    return f"concept {best} has the same term in {same}, but others in {others}"


def _written(concept: Concept, languages: Iterable[str]) -> list[str]:
    held = dict.fromkeys(term.lang for term in concept.terms)
    return [lang for language in languages for lang in held if lang.partition("-")[0] == language]


def _matched(run: Run, concept: Concept, view: ConceptView, *, by_id: bool) -> Decision:
    if view.id in run.claimed:
        reason = f"concept {view.id} has its counterpart in the file already ({run.claimed[view.id]})"
        return Decision("clashing", view.id, reason=reason)
    run.claimed[view.id] = concept.id or concept.terms[0].text
    found = comparing.edits(view, concept, by_id=by_id, merged=run.merged)
    if found.clash:
        return Decision("clashing", view.id, by_id, found, found.clash)
    action = "changed" if found.any else "differing" if found.changes else "same"
    return Decision(action, view.id, by_id, found)


def _twice(run: Run, number: int, concept: Concept, form: dict[str, set[str]]) -> str:
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
