"""The steps of the schema, one file each, in the order in which they are taken.

A step that has been published is never edited: add another file, and its name at the end of ``STEPS``.
"""

from __future__ import annotations

from web.store.index import SCHEMA
from web.store.steps import (
    corpus,
    curation,
    editing,
    findings,
    first,
    heads,
    imports,
    jobs,
    large,
    links,
    lists,
    people,
    prints,
    results,
    second,
    stamps,
    versions,
)

STEPS: tuple[tuple[str, str], ...] = (
    ("first", first.SQL),
    ("curation", curation.SQL),
    ("search", SCHEMA),
    ("heads", heads.SQL),
    ("lists", lists.SQL),
    ("jobs", jobs.SQL),
    ("people", people.SQL),
    ("findings", findings.SQL),
    ("editing", editing.SQL),
    ("prints", prints.SQL),
    ("versions", versions.SQL),
    ("second", second.SQL),
    ("corpus", corpus.SQL),
    ("results", results.SQL),
    ("large", large.SQL),
    ("imports", imports.SQL),
    ("stamps", stamps.SQL),
    ("links", links.SQL),
)
