"""The shapes of what people send about concepts and terms. What their words must be like is for the actions to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, DelimitedList, Dict, Integer, List, Nested, String
from apiflask.validators import Length, OneOf

from aligner.types import LANGS
from glossary.types import REGIONS, PartOfSpeech, Status, TermType
from web.api.schemas import Edit, Paging

STATUSES = [status.value for status in Status]
_LANGS = {"enum": [*LANGS]}
_MANY = 10_000


def _status(**more: Any) -> String:
    return String(validate=OneOf(STATUSES), metadata={"description": "Where it stands in its life."}, **more)


class ConceptFilter(Paging):
    """Which concepts are wanted."""

    work = String(metadata={"description": "Only concepts of this work: its number or slug."})
    query = String(load_default="", metadata={"description": "Only concepts with a term that holds this."})
    status = DelimitedList(
        String(validate=OneOf(STATUSES)),
        load_default=[],
        metadata={"description": "Only concepts in these states, separated by commas."},
    )
    domain = String(metadata={"description": "Only concepts of this domain; empty: those without one."})
    langs = DelimitedList(
        String(metadata=_LANGS),
        load_default=[],
        metadata={"description": "Only concepts with terms in all of these languages, separated by commas."},
    )
    kind = String(load_default="", validate=OneOf(["", "term", "name"]))
    order = String(
        load_default="rank",
        validate=OneOf(["rank", "changed", "number"]),
        metadata={"description": "rank: most languages and uses first; changed: the latest change first."},
    )


class TermFields(Schema):
    """What may be said about a term."""

    status = _status()
    region = String(
        metadata={"description": f"Where it is used: {', '.join(REGIONS)} or any ISO 3166 code; empty: everywhere."}
    )
    part_of_speech = String(validate=OneOf(["", *(one.value for one in PartOfSpeech)]))
    type = String(
        validate=OneOf(["", *(one.value for one in TermType)]),
        metadata={"description": "What form of its concept's name it is, as TBX has it."},
    )
    context = String(metadata={"description": "A sentence that shows its use."})
    source = String(metadata={"description": "Where term or sentence come from."})
    note = String()


class NewTerm(TermFields):
    """A term of a new concept."""

    lang = String(required=True, metadata=_LANGS)
    text = String(required=True, validate=Length(min=1))


class Force(Schema):
    """Whether to go on although another concept has the term."""

    force = Boolean(
        load_default=False,
        metadata={"description": "Even though another concept has the term; 409 names it otherwise."},
    )


class AddedTerm(NewTerm, Edit, Force):
    """A term for a concept that is there."""


class TermEdit(TermFields, Edit, Force):
    """Changes of a term; the version is its concept's."""

    lang = String(metadata=_LANGS)
    text = String(validate=Length(min=1))


class ConceptFields(Schema):
    """What may be said about a concept."""

    kind = String(validate=OneOf(["term", "name"]))
    status = _status()
    domain = String()
    definition = String(metadata={"description": "What it means, for all languages."})
    definitions = Dict(
        keys=String(metadata=_LANGS),
        values=String(),
        metadata={"description": "What it means, by language; these replace all that there were."},
    )
    note = String()
    source = String()
    external = String(metadata={"description": "The id that exchange files know it by; no two concepts share one."})


class NewConcept(ConceptFields, Force):
    """A concept with its terms."""

    terms = List(Nested(NewTerm), required=True, validate=Length(min=1))


class ConceptEdit(ConceptFields, Edit):
    """Changes of a concept; with a status, its terms follow as when it is decided on."""


class Decision(Schema):
    """A decision on concepts as a whole, and on single terms."""

    status = _status(required=True)
    concepts = List(Integer(), load_default=[], validate=Length(max=_MANY))
    terms = List(Integer(), load_default=[], validate=Length(max=_MANY))
    preferred = List(
        Integer(),
        load_default=[],
        metadata={"description": "When concepts are approved: terms to prefer to the most used ones."},
    )


class Merge(Edit):
    """Concepts that are one; the version is that of the first."""

    into = Integer(required=True, metadata={"description": "The concept that stays."})
    others = List(Integer(), required=True, validate=Length(min=1, max=_MANY))


class Split(Edit):
    """Terms that are a concept of their own."""

    terms = List(Integer(), required=True, validate=Length(min=1))


class Deletion(Schema):
    """Why a concept is deleted, and on which version that was decided."""

    version = Integer(metadata={"description": "409 when it is no longer the newest. Any without it."})
    reason = String(load_default="", validate=Length(max=500))


def fields(data: Mapping[str, Any], *but: str) -> dict[str, Any]:
    """What was sent, without what is not a field of the thing itself."""
    return {name: value for name, value in data.items() if name not in ("version", "force", *but)}
