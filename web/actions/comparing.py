"""A concept of a file beside one of the store: whether they are the same, and what the file would change.

A concept is the one that has its id, provided they share a term; else the only one that shares a term with it in every
language that both have, or in more of them than not. What is found by its id is our own glossary coming back from an
edit, so the file's words replace ours; what is found by its terms is somebody else's, so they only fill what is empty
here. Nothing is ever taken away, and what people decided does not become a proposal again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aligner.fold import fold
from glossary.types import Concept, Status, Term
from web.store.migrations import term_key
from web.views import ConceptView, ImportChange, TermView

USABLE = frozenset((Status.APPROVED, Status.ADMITTED))
OBSOLETE = frozenset((Status.DEPRECATED, Status.FORBIDDEN))
_TEXTS = ("domain", "definition", "note", "source")
_FACTS = ("part_of_speech", "type", "context", "source", "note")


@dataclass
class Edits:
    """What an import does to a concept: its fields, its terms by number, new terms; told in ``changes``. ``clash`` says
    why people have to decide, or is empty."""

    fields: dict[str, Any] = field(default_factory=dict)
    terms: dict[int, dict[str, Any]] = field(default_factory=dict)
    new: list[Term] = field(default_factory=list)
    changes: list[ImportChange] = field(default_factory=list)
    clash: str = ""
    merged: Mapping[Status, Status] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything is changed."""
        return bool(self.fields or self.terms or self.new)

    def tell(self, what: str, before: object, after: object, *, applied: bool = True) -> None:
        """Note a change for people."""
        self.changes.append(ImportChange(what, str(before or ""), str(after or ""), applied))


def keys(terms: Collection[Term] | Collection[TermView]) -> dict[str, set[str]]:
    """The matching forms of terms by language, both Chinese scripts as one; forbidden ones only when there is no other.

    >>> keys([Term("zh-Hant", "產業集羣"), Term("en", "clusters")])
    {'zh': {'zh:产业集群'}, 'en': {'en:cluster'}}
    """
    counted = [term for term in terms if term.status != Status.FORBIDDEN] or list(terms)
    found: dict[str, set[str]] = defaultdict(set)
    for term in counted:
        key = term_key(term.lang, fold(term.text, term.lang).text)
        found[key.partition(":")[0]].add(key)
    return dict(found)


def shared(mine: Mapping[str, set[str]], theirs: Mapping[str, set[str]]) -> set[str]:
    """The languages in which a term is the same."""
    return {lang for lang in mine.keys() & theirs.keys() if mine[lang] & theirs[lang]}


def agreement(mine: Mapping[str, set[str]], theirs: Mapping[str, set[str]]) -> int:
    """Whether they are the same idea: 2 when they share a term in every language that both have, 1 when in more
    languages than not, else 0.

    >>> agreement({"en": {"a"}, "vi": {"b"}}, {"en": {"a"}}), agreement({"en": {"a"}, "vi": {"b"}}, {"vi": {"c"}})
    (2, 0)
    """
    both, common = len(shared(mine, theirs)), len(mine.keys() & theirs.keys())
    return 0 if both <= common - both else 2 if both == common else 1


def edits(view: ConceptView, concept: Concept, *, by_id: bool, merged: Mapping[Status, Status] | None = None) -> Edits:
    """What the file's concept would change about the store's; ``merged`` are statuses that the file's format has no
    word of its own for, with those it writes in their place."""
    found = Edits(merged=merged or {})
    for name in _TEXTS:
        _text(found, name, getattr(view, name), getattr(concept, name), found.fields, by_id)
    definitions = dict(view.definitions)
    for lang, text in concept.definitions.items():
        given: dict[str, Any] = {}
        _text(found, f"definition ({lang})", definitions.get(lang, ""), text, given, by_id)
        definitions[lang] = next(iter(given.values()), definitions.get(lang, ""))
    definitions = {lang: text for lang, text in definitions.items() if text}
    if definitions != view.definitions:
        found.fields["definitions"] = definitions
    if concept.kind == "name" and view.kind != "name" and by_id:
        found.fields["kind"] = "name"
        found.tell("kind", view.kind, "name")
    taken: set[int] = set()
    for term in concept.terms:
        known = _counterpart(view, term, taken)
        if known is None:
            _add(found, view, term, by_id)
        else:
            taken.add(known.id)
            _change(found, known, term, by_id)
    _one_preferred(found, view)
    _whole(found, view, concept, by_id)
    return found


def _text(found: Edits, name: str, before: str, after: str, into: dict[str, Any], by_id: bool) -> None:
    """Take a text over when there is none here, or when the file is our own come back."""
    if not after or after == before:
        return
    if before and not by_id:
        found.tell(name, before, after, applied=False)
        return
    into[name] = after
    found.tell(name, before, after)


def _counterpart(view: ConceptView, term: Term, taken: set[int]) -> TermView | None:
    """The term here that is the same: of the same region, or of one where either names none."""
    folded = fold(term.text, term.lang).text
    same = [
        known for known in view.of(term.lang) if known.id not in taken and fold(known.text, known.lang).text == folded
    ]
    exact = [known for known in same if known.region == term.region]
    near = [known for known in same if not known.region or not term.region]
    return next(iter(exact or near), None)


def _add(found: Edits, view: ConceptView, term: Term, by_id: bool) -> None:
    """A term that the concept does not have. Somebody else's preferred one is admitted beside ours."""
    preferred = [t.text for t in view.of(term.lang) if t.status == Status.APPROVED and t.region == term.region]
    if term.status is Status.APPROVED and preferred and not by_id:
        term = replace(term, status=Status.ADMITTED)
    found.new.append(term)
    region = f"-{term.region}" if term.region else ""
    found.tell(f"new term ({term.lang}{region})", "", f"{term.text} [{term.status}]")


def _change(found: Edits, known: TermView, term: Term, by_id: bool) -> None:
    """What the file says otherwise about a term that is there."""
    given: dict[str, Any] = {}
    name = f"“{known.text}” ({known.lang})"
    if by_id and term.text != known.text:
        given["text"] = term.text
        found.tell(f"term ({known.lang})", known.text, term.text)
    if term.region and not known.region:
        given["region"] = term.region
        found.tell(f"{name}: region", "", term.region)
    for fact in _FACTS:
        value = getattr(term, fact)
        taken_over: dict[str, Any] = {}
        _text(found, f"{name}: {fact.replace('_', ' ')}", getattr(known, fact), str(value or ""), taken_over, by_id)
        if taken_over:
            given[fact] = value
    status = _status(found, known, term, name, by_id)
    if status is not None:
        given["status"] = status
        found.tell(f"{name}: status", known.status, status)
    if given:
        found.terms[known.id] = given


def _status(found: Edits, known: TermView, term: Term, name: str, by_id: bool) -> Status | None:
    """The status that a term gets, if it changes. What is decided both ways has to be decided by people."""
    here, there = Status(known.status), term.status
    if there is Status.PROPOSED or there in (here, found.merged.get(here)):
        return None
    if here is Status.PROPOSED or by_id:
        return there
    if (here in USABLE) != (there in USABLE):
        found.clash = f"{name} is {here} here and {there} in the file"
    found.tell(f"{name}: status", here, there, applied=False)
    return None


def _one_preferred(found: Edits, view: ConceptView) -> None:
    """See to it that a language and region keep one preferred term: what the file prefers now comes first."""
    seen: set[tuple[str, str]] = set()
    for term in found.new:
        if term.status is Status.APPROVED:
            if (term.lang, term.region) in seen:
                found.new[found.new.index(term)] = replace(term, status=Status.ADMITTED)
            seen.add((term.lang, term.region))
    raised = [t for t in view.terms if found.terms.get(t.id, {}).get("status") is Status.APPROVED]
    others = [t for t in view.terms if t not in raised and found.terms.get(t.id, {}).get("status") is None]
    for known in [*raised, *(t for t in others if t.status == Status.APPROVED)]:
        place = known.lang, str(found.terms.get(known.id, {}).get("region", known.region))
        if place in seen:
            found.terms.setdefault(known.id, {})["status"] = Status.ADMITTED
            found.tell(f"“{known.text}” ({known.lang}): status", known.status, Status.ADMITTED)
        seen.add(place)


def _whole(found: Edits, view: ConceptView, concept: Concept, by_id: bool) -> None:
    """The concept's own status: approved with its first usable term, else what the file says of its own concept."""
    given = [edit.get("status") for edit in found.terms.values()] + [term.status for term in found.new]
    if view.status == Status.PROPOSED and USABLE & {status for status in given if status}:
        found.fields["status"] = Status.APPROVED
    elif by_id and concept.status is not Status.PROPOSED and concept.status != view.status:
        found.fields["status"] = concept.status
    if "status" in found.fields:
        found.tell("status", view.status, found.fields["status"])
