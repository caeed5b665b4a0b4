"""The API under a generator of requests made from its own document: no fault of the server, no answer that the document
does not describe, whatever is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from glossary.types import Concept, Term
from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store
from web.views import Upload

EXAMPLES = int(os.environ.get("DOICHIEU_API_EXAMPLES", "3"))
"""Requests for each operation: enough to send what nobody expects, and little enough for every run. ``make prove`` asks
for more, other ones each time."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    database = tmp_path / "doichieu.db"
    with Store(database) as store:
        texts = {"en": "# Mill\n\nOne mill stood there. It was old.", "vi": "# Cối xay\n\nMột cối xay ở đó. Nó cũ."}
        uploads = [Upload(f"a.{lang}.md", text.encode(), lang) for lang, text in texts.items()]
        actions.refresh(store, actions.import_files(store, uploads).works[0].id)
        actions.add_concept(store, Concept((Term("en", "turbine"), Term("vi", "tua bin"))))
    app = create_app(Config(db=database, testing=True, jobs=False))
    yield app
    app.extensions["doichieu.jobs"].close()


def test_no_request_leads_to_a_fault_or_to_an_answer_that_is_not_documented(app: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    faults: dict[str, str] = {}
    tried = 0
    bounded = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=EXAMPLES == 3,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )

    def ask(case: Any) -> None:
        nonlocal tried
        tried += 1
        answer = case.call()
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            faults[case.operation.label] = f"{case.path_parameters} {case.query} {case.body}: {group.exceptions}"

    for found in schema.get_all_operations():
        bounded(given(case=found.ok().as_strategy())(ask))()
    assert faults == {}
    assert tried > 100
