"""How views become answers: JSON bodies, the head lines of a paged list, and what the document says about them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, get_args, get_origin
from urllib.parse import urlencode

from apiflask.scaffold import APIScaffold
from flask import Response, jsonify, request

from web.views import JobView, Page

P = ParamSpec("P")

SHAPES: dict[str, Any] = {}
"""Every shape that an answer has, by its name in the document; filled as the routes are declared."""

_LINK = {"Link": {"description": "Where first, prev, next and last page are (RFC 8288).", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Where the new thing is.", "schema": {"type": "string"}}}
_LATER: dict[str, Any] = {
    "description": "With wait=false: it is in the queue, and all that it needs is stored. The job says the rest.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/JobView"}}},
    "headers": {"Location": {"description": "Where the job is.", "schema": {"type": "string"}}},
}


def answers(
    shape: Any, status: int = 200, description: str = "Done.", *, later: bool = False
) -> Callable[[Callable[P, Any]], Callable[P, Response]]:
    """Declare what a route answers, and turn the value it returns into that answer.

    ``shape`` is a dataclass of ``web.views``, a ``Page[…]`` or ``tuple[…, ...]`` of it, or None for an answer without
    a body. A route may also return ``(value, location)``. With ``later`` it may return a job instead, which is
    answered by 202.
    """
    content: dict[str, Any] = {}
    headers: dict[str, Any] = {}
    if shape is not None:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{_named(shape)}"}}}
    if get_origin(shape) is Page:
        headers = _LINK
    elif status == 201:
        headers = _LOCATION
    facts: dict[str, Any] = {"description": description, "content": content, "headers": headers}

    def declare(route: Callable[P, Any]) -> Callable[P, Response]:
        @wraps(route)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
            value = route(*args, **kwargs)
            location = ""
            if isinstance(value, tuple) and get_origin(shape) is not tuple:
                value, location = value
            response = Response(status=status) if shape is None else jsonify(value)
            response.status_code = 202 if later and isinstance(value, JobView) else status
            if location:
                response.headers["Location"] = location
            if isinstance(value, Page):
                response.headers["Link"] = links(value)
            return response

        told: dict[int | str, dict[str, Any]] = {status: {name: fact for name, fact in facts.items() if fact}}
        return _declared(answer, told | ({202: _LATER} if later else {}))

    return declare


def sends(description: str) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Declare that a route sends a file."""
    content = {"*/*": {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}}
    return lambda route: _declared(route, {200: {"description": description, "content": content}})


def _declared(route: Callable[P, Response], responses: dict[int | str, dict[str, Any]]) -> Callable[P, Response]:
    """The route, with its answers noted for the document."""
    declared: Callable[P, Response] = APIScaffold().doc(responses=responses)(route)
    return declared


def links(page: Page[Any]) -> str:
    """The head line that leads from one page of a list to the others."""
    size = max(1, page.limit)
    last = max(0, (page.total - 1) // size * size)
    places = {"first": 0, "prev": max(0, page.offset - size), "next": page.offset + size, "last": last}
    if page.offset <= 0:
        del places["prev"]
    if page.offset + size >= page.total:
        del places["next"]
    return ", ".join(f'<{_address(place, size)}>; rel="{rel}"' for rel, place in places.items())


def _address(offset: int, limit: int) -> str:
    query = [(name, value) for name, value in request.args.items(multi=True) if name not in ("offset", "limit")]
    return f"{request.path}?{urlencode([*query, ('offset', offset), ('limit', limit)])}"


def _named(shape: Any) -> str:
    """The name of a shape in the document, which is noted."""
    origin, inner = get_origin(shape), get_args(shape)
    if origin is Page:
        name = f"{inner[0].__name__}Page"
    elif origin is tuple:
        name = f"{inner[0].__name__}List"
    else:
        name = shape.__name__
    SHAPES[name] = shape
    return name
