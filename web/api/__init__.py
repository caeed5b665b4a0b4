"""The JSON API under ``/api/v1``: one blueprint a noun, an OpenAPI document, and a page to read it.

Every route calls one function of ``web.actions`` and answers with its view as it is; every error is a problem detail.
"""

from __future__ import annotations

from apiflask import APIBlueprint, APIFlask
from flask import Response, current_app, request
from werkzeug.exceptions import MethodNotAllowed, NotFound, UnsupportedMediaType

from web.api import problems
from web.api.concepts import concepts
from web.api.documents import documents
from web.api.editing import editing
from web.api.exchange import exchange
from web.api.findings import findings
from web.api.glossary import glossary
from web.api.jobs import jobs
from web.api.lookup import lookup
from web.api.memory import memory
from web.api.openapi import complete, reference
from web.api.people import people
from web.api.renderings import renderings
from web.api.tables import tables
from web.api.versions import versions
from web.api.works import works

__all__ = ["register"]

_NOUNS = (
    *(works, documents, tables, editing, concepts, glossary),
    *(lookup, memory, exchange, findings, jobs, renderings, versions, people, reference),
)
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_BODIES = ("application/json", "multipart/form-data")


def register(app: APIFlask) -> None:
    """Add the API to an application whose requests find the open store in ``flask.g.store``."""
    app.config.update(
        AUTO_200_RESPONSE=False,
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_SERVERS=False,
        AUTO_OPERATION_ID=False,
        OPENAPI_VERSION="3.1.0",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # readable answers in four languages
    app.json.sort_keys = False  # type: ignore[attr-defined]  # in the order of the views
    app.spec_processor(complete)  # type: ignore[arg-type]  # the document is made as a dict
    app.register_blueprint(_blueprint())


def _blueprint() -> APIBlueprint:
    """The API with everything in it; what no route takes is answered here too, so that it is a problem detail."""
    api = APIBlueprint("api", __name__, url_prefix="/api")
    problems.install(api)
    api.before_request(_check_body)
    for noun in _NOUNS:
        api.register_blueprint(noun, url_prefix="/v1")
    nothing = api.doc(hide=True)(_nothing)
    for rule in ("", "/", "/<path:rest>"):
        api.add_url_rule(rule, "nothing", nothing, methods=_METHODS)
    return api


def _nothing(rest: str = "") -> Response:  # noqa: ARG001 (the path is in the request)
    """Say that there is nothing here, or by which methods there is something."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        raise NotFound
    allowed = [method for method in _METHODS if adapter.match(method=method)[0] != request.endpoint]
    if allowed:
        raise MethodNotAllowed(allowed, f"{request.method} is not for this path; it takes {', '.join(allowed)}.")
    raise NotFound("There is nothing at this path. What there is stands at /api/v1/docs.")


def _check_body() -> None:
    """Refuse a body in any other form: a page elsewhere can send forms, but neither JSON nor files unasked."""
    if request.content_length and request.method not in ("GET", "HEAD") and request.mimetype not in _BODIES:
        raise UnsupportedMediaType(f"Send {' or '.join(_BODIES)}, not {request.mimetype or 'an unnamed type'}.")
