"""The translation memory: stored sentences like a given one."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import DelimitedList, Integer, String
from apiflask.validators import Length, Range
from flask import g

from aligner.types import LANGS
from web import actions
from web.actions.memory import LONGEST, MOST
from web.api.answers import answers
from web.views import RecallView

memory = APIBlueprint("memory", __name__, tag="Translation memory")


class MemoryQuery(Schema):
    """A sentence, and which sentences like it are wanted."""

    query = String(
        required=True,
        validate=Length(min=1, max=LONGEST),
        metadata={"description": "A sentence in any of the languages; Chinese is found in both scripts."},
    )
    lang = String(
        load_default="",
        metadata={"enum": ["", *LANGS], "description": "The language of the sentence; detected without it."},
    )
    langs = DelimitedList(
        String(metadata={"enum": [*LANGS]}),
        load_default=(),
        metadata={"description": "Languages to give counterparts in, separated by commas; all without it."},
    )
    least = Integer(
        data_key="min",
        load_default=70,
        validate=Range(min=0, max=100),
        metadata={"description": "The least percentage of a match."},
    )
    limit = Integer(
        load_default=10, validate=Range(min=1, max=MOST), metadata={"description": "How many matches to give."}
    )


@memory.get("/tm")
@memory.input(MemoryQuery, location="query")
@answers(RecallView, description="The matches, the nearest first.")
def recall(query_data: dict[str, Any]) -> RecallView:
    """Find stored sentences like one, with their counterparts in the other languages."""
    return actions.recall(g.store, query_data.pop("query"), **query_data)
