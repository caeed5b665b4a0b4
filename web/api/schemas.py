"""The shapes of the API: what goes out is derived from the views themselves, what comes in is checked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, DelimitedList, File, Integer, List, String
from apiflask.validators import Length, OneOf, Range
from marshmallow import post_load
from pydantic import TypeAdapter

from aligner.types import LANGS, Band, Kind
from web.actions.looking import Within
from web.store.jumps import SORTS

LIMIT = 1000
"""The most items that one page of a list may have."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as numbers: for each language the half-open range of its segments."""

    spans: tuple[tuple[int, int], ...]
    score: float
    band: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A work's table as numbers: languages, how many segments each has, and the rows that tile them."""

    langs: tuple[str, ...]
    sizes: tuple[int, ...]
    signature: str
    warnings: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are now."""

    count: int


def _lang(*more: str) -> String:
    """A language: the document lists ours, the actions take their aliases (zh-TW …) too and refuse others."""
    return String(metadata={"enum": [*more, *LANGS]})


class Paging(Schema):
    """Where a list begins and how much of it is wanted."""

    offset = Integer(load_default=0, validate=Range(min=0), metadata={"description": "How many items to skip."})
    limit = Integer(
        load_default=100,
        validate=Range(min=1, max=LIMIT),
        metadata={"description": f"How many items to give, {LIMIT} at most."},
    )


class Columns(Schema):
    """Which languages are wanted, in which order."""

    langs = DelimitedList(
        _lang(),
        metadata={"description": "Languages in the order wanted, separated by commas; all without it."},
    )


class RowFilter(Columns, Paging):
    """Which rows of a work are wanted."""

    bands = DelimitedList(
        String(validate=OneOf([band.value for band in Band])),
        metadata={"description": "Only rows in these confidence bands, separated by commas."},
    )
    query = String(load_default="", metadata={"description": "Only rows that hold this text, in any language."})
    which = String(
        load_default="",
        validate=OneOf(["", *SORTS]),
        metadata={"description": "Only rows of this sort: not 1-1 (odd), unconfirmed, bookmarks …"},
    )


class ExportChoice(Columns):
    """How a table is written."""

    format = String(required=True, metadata={"description": "The id of a format, see /api/v1/formats."})
    tags = String(
        load_default="bcp47",
        validate=OneOf(["bcp47", "region"]),
        metadata={"description": "bcp47 writes zh-Hans and zh-Hant, region writes zh-CN and zh-TW."},
    )


class FindingFilter(Paging):
    """Which findings are wanted."""

    work = String(metadata={"description": "Only findings in this work: its number or slug."})
    check = String(metadata={"description": "Only what this check found."})
    severity = String(validate=OneOf(["error", "warning", "info"]))
    lang = String(metadata={"enum": list(LANGS), "description": "Only what is at fault in this language."})
    status = String(
        validate=OneOf(["open", "dismissed", "hidden", "all"]),
        metadata={"description": "hidden: by the profile or a switch. Without it: open and dismissed ones."},
    )


class Query(Schema):
    """What is looked up, and where."""

    query = String(required=True, metadata={"description": "What is looked up, in any language."})
    lang = String(metadata={"enum": list(LANGS), "description": "Only what is written in this language."})
    manner = String(
        load_default="",
        validate=OneOf(["", "text", "telex", "vni", "pinyin"]),
        metadata={"description": "Read the query in this way only."},
    )
    status = String(
        load_default="",
        validate=OneOf(["", "decided", "proposed", "approved", "admitted", "deprecated", "forbidden"]),
        metadata={"description": "Only concepts in this state; decided: in any but proposed."},
    )
    domain = String(load_default="", metadata={"description": "Only concepts of this domain."})
    work = String(load_default="", metadata={"description": "Only concepts and sentences of this work."})

    @post_load
    def within(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Put together what the look-up keeps to."""
        return data | {"within": Within(data.pop("status"), data.pop("domain"), data.pop("work"))}


class LookupQuery(Query):
    """What is looked up, and how much of it is wanted."""

    limit = Integer(
        load_default=10, validate=Range(min=1, max=LIMIT // 2), metadata={"description": "How many concepts to give."}
    )
    sentences = Integer(
        load_default=10, validate=Range(min=0, max=100), metadata={"description": "How many sentences to give."}
    )


class ConcordanceQuery(Query):
    """What sentences are wanted, and how many."""

    offset = Integer(
        load_default=0, validate=Range(min=0), metadata={"description": "The “next” of the answer before."}
    )
    limit = Integer(
        load_default=20, validate=Range(min=1, max=LIMIT // 2), metadata={"description": "How many rows to give."}
    )


WAIT = "False answers at once; the work is aligned in the background, and its status tells when that is done."


class NewWork(Schema):
    """Files to read, and the little that may be said about them."""

    files = List(
        File(),  # type: ignore[no-untyped-call]
        required=True,
        validate=Length(min=1),
        metadata={"description": "The versions of one text; a file with two languages is split."},
    )
    langs = DelimitedList(
        _lang(""),
        metadata={"description": "The languages of the files in their order, where detection should not decide."},
    )
    title = String(load_default="", validate=Length(max=500))
    wait = Boolean(
        load_default=True,
        metadata={"description": "False answers at once, 202 with the job that reads, stores and aligns the files."},
    )
    work = String(metadata={"description": "Add the files to this work: its number or slug."})


class Edit(Schema):
    """What every edit may say: the version it was made on, so that it does not undo somebody else's."""

    version = Integer(
        metadata={"description": "The version that was edited; 409 when it is no longer the newest. Any without it."},
    )


class Title(Edit):
    """A new title."""

    title = String(required=True, validate=Length(min=1, max=500))


class Language(Edit):
    """A language, overruling what was detected."""

    lang = String(
        required=True,
        metadata={"enum": ["", *LANGS], "description": "The language of the text; empty means as detected."},
    )
    wait = Boolean(load_default=True, metadata={"description": WAIT})


class Label(Schema):
    """What a block is, overruling what was found."""

    kind = String(required=True, validate=OneOf([kind.value for kind in Kind]))
    wait = Boolean(load_default=True, metadata={"description": WAIT})


class Waiting(Schema):
    """Whether the answer waits for the work to be done."""

    wait = Boolean(load_default=True, metadata={"description": "False answers at once, 202 with the job that does it."})


class AuditQuery(Paging):
    """Which lines of the audit are wanted; empty means all."""

    who = String(load_default="", metadata={"description": "By this person."})
    kind = String(load_default="", metadata={"description": "About this: access, row, concept, work …"})
    what = String(load_default="", metadata={"description": "Only this, as the audit names it."})
    work = String(load_default="", metadata={"description": "In the work with this slug."})
    since = String(load_default="", metadata={"description": "From this day on: 2026-05-01."})
    until = String(load_default="", metadata={"description": "Up to this day and with it."})


class Since(Schema):
    """From when on."""

    since = String(load_default="", metadata={"description": "The state that an earlier answer named."})


def components(shapes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The JSON Schemas of the given shapes by name, and of everything inside them.

    Taken from the dataclasses, so that document and answer cannot disagree; generic ``Page[X]`` is named ``XPage``.
    """
    adapters = [(name, "serialization", TypeAdapter(shape)) for name, shape in shapes.items()]
    found, whole = TypeAdapter.json_schemas(adapters, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    inner = whole.get("$defs", {})
    names = {ref["$ref"].rsplit("/", 1)[1]: name for (name, _), ref in found.items() if "$ref" in ref}
    schemas = {names.get(name, name): _plain(schema, names) for name, schema in inner.items()}
    return schemas | {str(name): _plain(ref, names) for (name, _), ref in found.items() if "$ref" not in ref}


def _plain(schema: Any, names: Mapping[str, str]) -> Any:
    """A schema without the titles that only repeat the names, and with the references renamed."""
    if isinstance(schema, list):
        return [_plain(item, names) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {}
    for key, value in schema.items():
        if key == "title" and isinstance(value, str):
            continue
        if key == "$ref":
            place, _, name = value.rpartition("/")
            value = f"{place}/{names.get(name, name)}"
        made[key] = _plain(value, names)
    return made
