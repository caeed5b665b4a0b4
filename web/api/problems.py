"""Errors of the API as problem details (RFC 9457): one JSON object with a sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from apiflask import APIBlueprint, HTTPError
from flask import Response, current_app, json, request
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, default_exceptions

from aligner.errors import InputError
from web.errors import Conflict, Forbidden, Newer, NotFound, TooMany, Unusable
from web.trouble import GONE, NEWER, trouble

MEDIA_TYPE = "application/problem+json"

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 describes it.",
    "properties": {
        "type": {"type": "string", "description": "Always about:blank: the status says what kind of problem it is."},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "One sentence for people: what, where, how to mend it."},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "hint": {"type": "string", "description": "How to mend it, where the detail says it too."},
        "row": {"type": "object", "description": "With 409 on a row: the row as it is now."},
        "mine": {"type": "string", "description": "With 409 on a segment: the words that were sent."},
        "theirs": {"type": "string", "description": "With 409 on a segment: the words that are there now."},
        "who": {"type": "string", "description": "With 409: who changed it last."},
        "when": {"type": "string", "description": "With 409: when that was."},
        "errors": {"type": "object", "description": "By place and field, what was wrong with the request."},
    },
    "required": ["type", "title", "status", "instance"],
}


def install(blueprint: APIBlueprint) -> None:
    """Answer every error inside the blueprint with a problem. Each code has its own handler, since a handler of the
    application for the same code would otherwise come first."""
    for code in default_exceptions:
        blueprint.register_error_handler(code, _http)
    blueprint.register_error_handler(HTTPException, _http)
    blueprint.register_error_handler(HTTPError, _api)
    blueprint.register_error_handler(Unusable, lambda _: problem(503, GONE))
    blueprint.register_error_handler(Newer, lambda _: problem(503, NEWER))
    blueprint.register_error_handler(InputError, lambda error: problem(422, str(error), hint=error.hint))
    blueprint.register_error_handler(NotFound, lambda error: problem(404, str(error)))
    blueprint.register_error_handler(Forbidden, lambda error: problem(403, str(error)))
    blueprint.register_error_handler(TooMany, _too_many)
    blueprint.register_error_handler(Conflict, lambda error: problem(409, str(error), **error.facts))
    blueprint.register_error_handler(Exception, _unexpected)


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A problem as a response; members without a value are left out."""
    facts = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    facts |= {"instance": request.path, **more}
    body = json.dumps({name: value for name, value in facts.items() if value})
    return Response(body, status, headers, content_type=MEDIA_TYPE)


def _http(error: HTTPException) -> BaseResponse:
    """An error that Flask or Werkzeug raised; a response that somebody aborted with goes out as it is."""
    if error.response is not None:
        return cast(BaseResponse, error.response)
    detail = error.description or ""
    if isinstance(error, RequestEntityTooLarge):
        limit = current_app.config.get("MAX_CONTENT_LENGTH")
        size = f" of {limit // 2**20} MB" if limit else ""
        detail = f"The request is larger than the limit{size}. Send the files one by one, or make them smaller."
    if error.code == 400 and request.is_json:
        detail = "The body of the request is not JSON."
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return problem(error.code or 500, detail, headers)


def _api(error: HTTPError) -> Response:
    """An error of the request's shape: which field is wrong stands in ``errors``."""
    places = error.detail if isinstance(error.detail, dict) else {}
    fields = [f"{field}: {' '.join(map(str, what))}" for place in places.values() for field, what in _flat(place)]
    return problem(error.status_code, " ".join(fields) or error.message or "", error.headers, errors=places)  # type: ignore[arg-type]


def _too_many(error: TooMany) -> Response:
    return problem(429, str(error), {"Retry-After": str(error.seconds)})


def _flat(place: Any) -> list[tuple[str, list[Any]]]:
    """The messages of one place by field, however deep the validator put them."""
    if not isinstance(place, dict):
        return [("request", place if isinstance(place, list) else [place])]
    found = []
    for field, what in place.items():
        if isinstance(what, dict):
            found += [(f"{field}.{inner}", messages) for inner, messages in _flat(what)]
        else:
            found.append((str(field), what if isinstance(what, list) else [what]))
    return found


def _unexpected(error: Exception) -> Response:
    """A fault of ours: the log has the traceback, the client a sentence."""
    if found := trouble(error):
        current_app.logger.warning("%s %s: %s", request.method, request.path, error)
        return problem(found.status, found.sentence)
    current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, "The server failed on this request; its log says where.")
