"""The OpenAPI document at ``/api/v1/openapi.json``, and the page at ``/api/v1/docs`` that is drawn from it."""

from __future__ import annotations

from typing import Any, cast

import regex
from apiflask import APIBlueprint, APIFlask
from flask import Response, current_app, jsonify, render_template
from markupsafe import Markup

from aligner.version import VERSION
from web.api import problems
from web.api.answers import SHAPES
from web.api.schemas import components

reference = APIBlueprint(
    "reference", __name__, enable_openapi=False, static_folder="static", static_url_path="/docs/static"
)

_ABOUT = (
    "Everything that the commands and the pages do: works and their documents, aligned tables and rows, exports, "
    "concepts and findings. Lists come in pages (`offset`, `limit`, `total`, and a `Link` head line). Errors are "
    "problem details (RFC 9457). Where the service asks for an access token, send it as `Authorization: Bearer`."
)

_PROBLEM = {"$ref": "#/components/responses/Problem"}


@reference.get("/openapi.json")
def document() -> Response:
    """The document itself."""
    return jsonify(_spec())


@reference.get("/docs")
def page() -> str:
    """The document as a page for people, drawn here: nothing is fetched and no script runs."""
    spec = _spec()
    groups: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in spec["tags"]}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            groups[operation["tags"][0]].append({**operation, "method": method.upper(), "path": path})
    return render_template(
        "api/docs.html", spec=spec, groups=groups, shape=shape_name, properties=properties, prose=prose
    )


def complete(spec: dict[str, Any]) -> dict[str, Any]:
    """Finish the document that APIFlask made of the routes: shapes, problems, access, and only what is of the API."""
    spec["info"] = {"title": "Doichieu", "version": VERSION, "description": _ABOUT}
    parts = spec.setdefault("components", {})
    parts.setdefault("schemas", {}).update(components(SHAPES) | {"Problem": problems.SCHEMA})
    parts["responses"] = {
        "Problem": {
            "description": "What went wrong, in a sentence.",
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    }
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    spec["security"] = [{}, {"token": []}]
    spec["paths"] = {path: part for path, part in spec["paths"].items() if path.startswith("/api/")}
    used = {tag for part in spec["paths"].values() for operation in part.values() for tag in operation["tags"]}
    spec["tags"] = [tag for tag in spec["tags"] if tag["name"] in used]
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            operation["operationId"] = f"{method}{path.removeprefix('/api/v1').replace('/', '_')}".translate(_NO_BRACES)
            answers = operation["responses"]
            if "{" in path:
                answers["404"] = _PROBLEM
            if any(parameter["in"] == "query" for parameter in operation["parameters"]):
                answers["422"] = _PROBLEM
            if body := operation.get("requestBody"):
                body["required"] = True
                answers |= {"409": _PROBLEM, "422": _PROBLEM}
                if form := body["content"].get("multipart/form-data"):
                    form["encoding"] = {"langs": {"style": "form", "explode": False}}
            answers["default"] = _PROBLEM
    return spec


_NO_BRACES = str.maketrans("", "", "{}")


def prose(text: str) -> Markup:
    """A text with what stands between backticks set as code.

    >>> prose("`a<b` or ``c``")
    Markup('<code>a&lt;b</code> or <code>c</code>')
    """
    parts = regex.split(r"`{1,2}([^`]+)`{1,2}", text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts))


def shape_name(schema: dict[str, Any]) -> str:
    """The shape of a value in a word or two, for the page.

    >>> shape_name({"type": "array", "items": {"$ref": "#/components/schemas/Cell"}}), shape_name({"type": "string"})
    ('list of Cell', 'string')
    """
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if "anyOf" in schema:
        return " or ".join(shape_name(part) for part in schema["anyOf"])
    kind = schema.get("type", "any value")
    if kind == "array":
        parts = schema.get("prefixItems")
        return f"({', '.join(map(shape_name, parts))})" if parts else f"list of {shape_name(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {shape_name(schema['additionalProperties'])}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def properties(schema: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    """The members of an object: name, shape, what is said about it (with its choices), and whether it must be there."""
    found = []
    for name, part in schema.get("properties", {}).items():
        choices = part.get("enum") or part.get("items", {}).get("enum") or []
        said = part.get("description", "")
        if choices:
            said = f"{said} One of: {', '.join(choice or '“”' for choice in map(str, choices))}.".strip()
        found.append((name, shape_name(part), said, name in schema.get("required", [])))
    return found


def _spec() -> dict[str, Any]:
    """The document of this application, made once."""
    return cast(dict[str, Any], cast(APIFlask, current_app)._get_spec("json"))
