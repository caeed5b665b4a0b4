"""What comes in about versions, comparisons and comments."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, DelimitedList, File, Integer, String
from apiflask.validators import Length, OneOf

from aligner.differences import CASE, FORMS
from aligner.types import LANGS
from web.api.schemas import Edit, Paging

METRICS = ("chrf", "bleu", "ter")


class NewVersion(Edit):
    """A file that is the new version of a document."""

    file = File(required=True, metadata={"description": "The new version."})  # type: ignore[no-untyped-call]
    lang = String(
        load_default="",
        metadata={"enum": ["", *LANGS], "description": "Its language, where detection should not decide."},
    )
    wait = Boolean(
        load_default=True,
        metadata={"description": "False answers at once, 202 with the job that reads, compares and aligns it."},
    )


class Comparing(Schema):
    """Which texts are compared, and how."""

    old = String(required=True, metadata={"description": "The one text: 12, 12@1 or 12@file."})
    new = String(required=True, metadata={"description": "The other text, in the same language."})
    ignore = DelimitedList(
        String(validate=OneOf(["form", *FORMS, CASE])),
        load_default=(),
        metadata={"description": "What makes no difference; form is script, width, spaces and punctuation."},
    )
    metrics = DelimitedList(
        String(validate=OneOf(METRICS)),
        load_default=(),
        metadata={"description": "Score every pair by these; TER takes some 20 ms for each that differs."},
    )


class ThreadFilter(Paging):
    """Which threads are wanted."""

    work = String(metadata={"description": "Only about rows of this work: its number or slug."})
    concept = Integer(metadata={"description": "Only about this concept and its terms."})
    state = String(load_default="open", validate=OneOf(["open", "resolved", ""]))
    mention = String(load_default="", metadata={"description": "Only those that mention this name."})


class Comment(Schema):
    """What somebody says."""

    text = String(required=True, validate=Length(min=1, max=5000))


class TermComment(Comment):
    """What somebody says about a concept, or one of its terms."""

    term = Integer(metadata={"description": "The number of the term; about the concept without it."})


class CommentEdit(Edit):
    """A comment said otherwise."""

    text = String(required=True, validate=Length(min=1, max=5000))


class Resolved(Schema):
    """Whether a thread is settled."""

    resolved = Boolean(required=True)
