"""Every address of the service that shows something, so that it leads somewhere in the database of ``filled``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from tests.web.filled import CHIEF, PASSWORD
from web.actions import doors
from web.store import Store

QUERIES = {
    "compare.index": {"old": "{document}@1", "new": "{document}@2", "metrics": "ter", "show": "all"},
    "compare.file": {"old": "{document}@1", "new": "{document}@2", "metrics": "1"},
    "findings.index": {"status": "all"},
    "findings.report": {"status": "all"},
    "lookup.index": {"q": "mill", "concepts": "all"},
    "lookup.sentences": {"q": "mill"},
    "lookup.like": {"q": "The mill was built in 1890 by the river."},
    "lookup.near": {"q": "The mill was built in 1890 by the river."},
    "glossary.index": {"status": "", "sort": "changed"},
    "matrix.index": {"show": "all"},
    "queue.targets": {"q": "mill"},
    "exchange.export_file": {"format": "csv", "status": "all"},
    "exchange.export": {"format": "csv", "status": "all"},
    "work.export": {"format": "html"},
    "mending.jump": {"which": "look"},
    "api.editing.next_row": {"which": "look"},
    "comments.index": {"state": "all"},
    "suggest.form": {"q": "mill"},
    "works.index": {"sort": "title"},
    "api.tables.export": {"format": "html"},
    "api.lookup.look_up": {"query": "mill"},
    "api.lookup.concordance": {"query": "mill"},
    "api.memory.recall": {"query": "The mill was built in 1890."},
    "api.exchange.export_terms": {"format": "csv", "status": "all"},
    "api.exchange.preview_export": {"format": "csv", "status": "all"},
    "api.findings.report": {"format": "html"},
    "api.versions.compare": {"old": "{document}@1", "new": "{document}@2"},
    "api.versions.list_threads": {"state": ""},
}
"""What an address is asked with, where it shows little by itself."""


def addresses(app: Flask, database: Path) -> Iterator[tuple[str, str]]:
    """The endpoint and the address of every rule that answers to GET, but for files of the program's own."""
    values = _numbers(database)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static"):
            continue
        told = _told(rule, values)
        query = {name: text.format(**values) for name, text in QUERIES.get(rule.endpoint, {}).items()}
        with app.test_request_context():
            path = rule.build(told | query, append_unknown=True)
        assert path is not None, rule.rule
        yield rule.endpoint, path[1]


def changes(app: Flask, database: Path, others: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """The endpoint, the method and the address of every rule that changes something; ``others`` gives the parts of
    addresses that are not those of ``filled``."""
    values = _numbers(database)
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"POST", "PATCH", "PUT", "DELETE"}):
            told = {**_told(rule, values), **others.get(rule.endpoint, {})}
            with app.test_request_context():
                path = rule.build(told)
            assert path is not None, rule.rule
            yield rule.endpoint, method, path[1]


def _told(rule: Rule, values: Mapping[str, str | int]) -> dict[str, Any]:
    told: dict[str, Any] = {name: values[name] for name in rule.arguments}
    if rule.endpoint.startswith(("api.concepts", "api.renderings", "api.versions.comment_concept")):
        told["id"] = values["concept"]
    elif rule.endpoint.startswith(("api.documents", "api.versions.get_version", "api.versions.list_versions")):
        told["id"] = values["document"]
    elif rule.endpoint == "api.versions.list_term_history":
        told |= {"id": values["concept"], "term": values["term"]}
    return told


def _numbers(database: Path) -> dict[str, str | int]:
    with Store(database) as store:
        return {
            "ref": store.value("SELECT slug FROM works WHERE id = 1"),
            "work": 1,
            "document": store.value("SELECT document FROM versions"),
            "concept": store.value("SELECT concept FROM comments WHERE concept IS NOT NULL"),
            "term": store.value("SELECT term FROM comments WHERE term IS NOT NULL"),
            "thread": store.value("SELECT min(thread) FROM comments"),
            "finding": store.value("SELECT min(id) FROM findings"),
            "job": store.value("SELECT max(id) FROM jobs"),
            "id": 1,
            "number": store.value("SELECT min(number) FROM comments WHERE number IS NOT NULL"),
            "change": store.value("SELECT id FROM revisions WHERE what = 'forbid'"),
            "block": store.value("SELECT max(id) FROM blocks WHERE document = 1"),
            "account": store.value("SELECT id FROM accounts WHERE name = 'reviewer1'"),
            "comment": store.value("SELECT min(id) FROM comments"),
            "do": "approve",
            "key": "key-of-a-file",
            "name": "html",
            "lang": "en",
            "theme": "dark",
            "rest": "nothing",
        }


def signed_in(database: Path) -> str:
    """The secret of a session of the administrator."""
    with Store(database) as store:
        return doors.sign_in(store, CHIEF, PASSWORD)
