"""The OpenAPI document says what the API does: every route stands in it, every answer is as it describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary.types import Concept, Term
from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store, jobs, staged
from web.views import Upload

METHODS = {"get", "post", "put", "patch", "delete"}
TEXTS = {
    "en.txt": "One thing\n\nThe town paved the road in 2024.\n\nNobody planned the first workshop.\n",
    "vi.txt": "Một điều\n\nThị trấn trải nhựa con đường năm 2025.\n\nKhông ai hoạch định xưởng đầu tiên.\n",
}


WITHOUT_BODY = {
    *(f"/api/v1/works/{{ref}}/{noun}" for noun in ("table", "concepts", "findings", "gaps", "undo", "redo")),
    *("/api/v1/concepts/{id}/restore", "/api/v1/changes/{id}/revert"),
    *("/api/v1/jobs/{id}/cancel", "/api/v1/jobs/{id}/restart", "/api/v1/jobs/cancel-waiting"),
    "/api/v1/dismissals/undo",
    *("/api/v1/documents/{id}/versions/{number}/restore", "/api/v1/history/{id}/take-back"),
}
"""What is posted to without saying more."""


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app: Flask = create_app(Config(db=tmp_path / "test.db", testing=True, jobs=False))
    return app


@pytest.fixture
def spec(app: Flask) -> dict[str, Any]:
    return dict(app.test_client().get("/api/v1/openapi.json").json)


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, part in spec["paths"].items():
        for method, operation in part.items():
            yield path, method, operation


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def resolve(spec: dict[str, Any], ref: str) -> dict[str, Any]:
    found: Any = spec
    for step in ref.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def mismatch(spec: dict[str, Any], schema: dict[str, Any], value: Any, place: str = "") -> str:
    """Where the value is not as the schema says, empty when it is: the part of JSON Schema that the document uses."""
    if "$ref" in schema:
        return mismatch(spec, resolve(spec, schema["$ref"]), value, place)
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
    kind = schema.get("type")
    if kind and (not isinstance(value, kinds[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return f"{place}: {value!r} is no {kind}"
    if kind == "object":
        missing = set(schema.get("required", ())) - set(value)
        unknown = set(value) - set(schema["properties"]) if "properties" in schema else set()
        if missing or unknown:
            return f"{place}: missing {missing}, unknown {unknown}"
        for name, part in value.items():
            rest = schema.get("additionalProperties")
            inner = schema.get("properties", {}).get(name, rest if isinstance(rest, dict) else {})
            if wrong := mismatch(spec, inner, part, f"{place}/{name}"):
                return wrong
    if kind == "array":
        for number, part in enumerate(value):
            inner = schema["prefixItems"][number] if "prefixItems" in schema else schema.get("items", {})
            if wrong := mismatch(spec, inner, part, f"{place}/{number}"):
                return wrong
    return ""


def test_every_route_stands_in_the_document(app: Flask, spec: dict[str, Any]) -> None:
    """And nothing else does: neither pages nor the document itself."""
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and not rule.endpoint.startswith(("api.reference", "api.nothing"))
        for method in rule.methods or ()
        if method.lower() in METHODS
    }
    assert {(path, method) for path, method, _ in operations(spec)} == routes
    assert len(routes) > 20


def test_document_is_well_formed(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    assert spec["info"]["title"]
    assert spec["info"]["version"]
    for ref in references(spec):
        assert resolve(spec, ref)
    assert not re.search(r"'nullable'|_\w+_'", str(spec["components"]["schemas"]))
    names = [operation["operationId"] for _, _, operation in operations(spec)]
    assert len(set(names)) == len(names)
    tags = {tag["name"] for tag in spec["tags"]}
    for path, method, operation in operations(spec):
        assert operation["summary"].endswith("."), path
        assert set(operation["tags"]) <= tags
        in_path = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"]
        assert in_path == re.findall(r"{(\w+)}", path)
        assert all(parameter["required"] for parameter in operation["parameters"] if parameter["in"] == "path")
        takes_one = method == "patch" or (method == "post" and path not in WITHOUT_BODY)
        assert ("requestBody" in operation) == takes_one, path
        assert any(status.startswith("2") for status in operation["responses"])
        assert all("description" in answer or "$ref" in answer for answer in operation["responses"].values())


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/api/v1/works", {"offset", "limit"}),
        ("/api/v1/works/{ref}/rows", {"ref", "offset", "limit", "langs", "bands", "query", "which"}),
        ("/api/v1/works/{ref}/export", {"ref", "format", "langs", "tags"}),
        ("/api/v1/concepts", {"offset", "limit", "work", "query", "status", "domain", "langs", "kind", "order"}),
        ("/api/v1/findings", {"offset", "limit", "work", "check", "severity", "lang", "status"}),
    ],
)
def test_parameters_are_documented(spec: dict[str, Any], path: str, names: set[str]) -> None:
    assert {parameter["name"] for parameter in spec["paths"][path]["get"]["parameters"]} == names


def concepts(database: Path) -> dict[str, int]:
    """Concepts to walk over: what is done with each, and its number, or that of its term or change."""
    with Store(database) as store:
        made = [
            actions.add_concept(
                store, Concept((Term("en", f"{word} one"), Term("en", f"{word} two"), Term("vi", word)))
            )
            for word in ("kept", "split", "deleted", "changed", "merged", "other", "removed")
        ]
        ids = {view.of("vi")[0].text: view.id for view in made}
        actions.delete_concept(store, ids["deleted"])
        actions.edit_concept(store, ids["changed"], {"note": "new"})
        (change, _) = actions.concept_history(store, ids["changed"])
        return ids | {"term": made[0].terms[0].id, "change": change.id}


def background(database: Path) -> dict[str, int]:
    """Jobs to walk over: one that is over, and one that wrote a file."""
    with Store(database) as store:
        over = jobs.add(store, "import", None, "another file")
        jobs.finish(store, over, "failed", "It could not be read.")
        staged.for_job(store, over, [Upload("a.txt", b"A text.")])
        written = jobs.add(store, "export", None, "works.tmx")
        jobs.finish(store, written, "done")
        folder = database.with_name(f"{database.name}.exports")
        folder.mkdir()
        (folder / str(written)).write_bytes(b"<tmx/>")
        return {"over": over, "written": written}


def waiting(database: Path) -> int:
    """A job that waits."""
    with Store(database) as store:
        return jobs.add(store, "import", None, "a file")


def finding(client: FlaskClient) -> dict[str, int]:
    """Something to dismiss, and a dismissal that covers it: the year of the texts differs."""
    client.post("/api/v1/works/1/findings")
    found = client.get("/api/v1/findings", query_string={"check": "quantities"}).get_json()["items"][0]["id"]
    held = client.post("/api/v1/dismissals", json={"findings": [found], "scope": "work"}).get_json()
    return {"findings": found, "dismissals": held[0]["id"]}


def remark(client: FlaskClient) -> int:
    """A comment of one's own on a row."""
    answer = client.post("/api/v1/works/1/rows/1/comments", json={"text": "Which mill?"})
    return int(answer.get_json()["id"])


def change(client: FlaskClient) -> int:
    """A change that can be taken back: a term's words."""
    client.patch(f"/api/v1/concepts/{client.get('/api/v1/concepts').get_json()['items'][0]['id']}", json={"note": "n"})
    items = client.get("/api/v1/works/1/history").get_json()["items"]
    return int(next(item["id"] for item in items if item["revertible"]))


PATTERNS = '[[check]]\nid = "mill"\npattern = "mill"\nmessage = "Say works."'
GLOSSARY_FILE = ("/api/v1/terms/plan", "/api/v1/terms/import", "/api/v1/jobs/terms")


def glossary_file(client: FlaskClient, path: str) -> dict[str, Any]:
    """What the routes that take a glossary file are given; an import names the plan that was shown just before."""

    def fields() -> dict[str, Any]:
        return {"file": (BytesIO(b"en,vi\nturbine,tua-bin\n"), "glossary.csv")}

    form = fields()
    if not path.endswith("/plan"):
        form["token"] = client.post(GLOSSARY_FILE[0], data=fields()).get_json()["token"]
    return {"data": form, "content_type": "multipart/form-data"}


def test_every_answer_is_as_documented(app: Flask, spec: dict[str, Any]) -> None:
    """Walk all routes with real data: readers first, edits next, deletion at the end."""
    client = app.test_client()
    files = [(BytesIO(text.encode()), name) for name, text in TEXTS.items()]
    bodies: dict[tuple[str, str], dict[str, Any]] = {
        ("/api/v1/works", "post"): {"data": {"files": files}, "content_type": "multipart/form-data"},
        ("/api/v1/works/{ref}", "patch"): {"json": {"title": "New"}},
        ("/api/v1/documents/{id}", "patch"): {"json": {"lang": "vi"}},
        ("/api/v1/blocks/{id}", "patch"): {"json": {"kind": "note"}},
        ("/api/v1/works/{ref}/export", "get"): {"query_string": {"format": "tmx"}},
        ("/api/v1/terms/export", "get"): {"query_string": {"format": "csv", "status": "all"}},
        ("/api/v1/terms/export/preview", "get"): {"query_string": {"format": "csv", "status": "all"}},
        ("/api/v1/tm", "get"): {"query_string": {"query": "The mill was built in 1890."}},
        ("/api/v1/lookup", "get"): {"query_string": {"query": "the mill"}},
        ("/api/v1/concordance", "get"): {"query_string": {"query": "the mill", "limit": "1"}},
    }
    ids = concepts(app.config["DOICHIEU"].db)
    bodies |= {
        ("/api/v1/concepts", "post"): {"json": {"terms": [{"lang": "en", "text": "new"}], "definitions": {"vi": "x"}}},
        ("/api/v1/concepts/status", "post"): {"json": {"status": "approved", "concepts": [ids["kept"]]}},
        ("/api/v1/concepts/merge", "post"): {"json": {"into": ids["merged"], "others": [ids["other"]]}},
        ("/api/v1/concepts/{id}/split", "post"): {"json": {"terms": [ids["term"] + 3]}},
        ("/api/v1/concepts/{id}/terms", "post"): {"json": {"lang": "zh-Hant", "text": "新", "region": "TW"}},
        ("/api/v1/concepts/{id}", "patch"): {"json": {"domain": "economy", "status": "forbidden"}},
        ("/api/v1/terms/{id}", "patch"): {"json": {"text": "newer", "status": "approved"}},
    }
    bodies |= {
        ("/api/v1/rows/{id}/merge", "post"): {"json": {}},
        ("/api/v1/rows/{id}/split", "post"): {"json": {"segment": 3}},
        ("/api/v1/rows/{id}/move", "post"): {"json": {"lang": "en", "by": 1}},
        ("/api/v1/rows/{id}/shift", "post"): {"json": {"lang": "vi", "by": 1}},
        ("/api/v1/rows/{id}/swap", "post"): {"json": {"lang": "en"}},
        ("/api/v1/rows/{id}/moved", "post"): {"json": {"other": 8}},
        ("/api/v1/rows/{id}/bookmark", "post"): {"json": {}},
        ("/api/v1/rows/confirm", "post"): {"json": {"rows": [2]}},
        ("/api/v1/segments/{id}/restore", "post"): {"json": {}},
        ("/api/v1/segments/{id}", "patch"): {"json": {"text": "Other words."}},
        ("/api/v1/works/{ref}/rows/next", "get"): {"query_string": {"which": "look"}},
    }
    work_to_do = background(app.config["DOICHIEU"].db)
    found: dict[str, int] = {}
    bodies |= {
        ("/api/v1/reports", "get"): {"query_string": {"format": "sarif"}},
        ("/api/v1/checks", "patch"): {"json": {"profile": "standard", "off": ["length"]}},
        ("/api/v1/checks/patterns", "post"): {"json": {"name": "house.toml", "text": PATTERNS}},
    }
    bodies |= {
        ("/api/v1/jobs", "post"): {"json": {"kind": "check", "work": "1"}},
        ("/api/v1/jobs/all", "post"): {"json": {"kind": "mine"}},
        ("/api/v1/jobs/export", "post"): {"json": {"what": "rows", "format": "tmx"}},
        ("/api/v1/jobs/import", "post"): {
            "data": {"files": [(BytesIO(b"A text."), "a.txt")], "langs": "en"},
            "content_type": "multipart/form-data",
        },
        ("/api/v1/queries", "post"): {"json": {"query": "the mill"}},
    }
    bodies |= {
        ("/api/v1/comments/{id}/answers", "post"): {"json": {"text": "The one by the river."}},
        ("/api/v1/comments/{id}/resolved", "patch"): {"json": {"resolved": True}},
        ("/api/v1/comments/{id}", "patch"): {"json": {"text": "Which mill, @reviewer1?"}},
        ("/api/v1/works/{ref}/rows/{number}/comments", "post"): {"json": {"text": "Is this right?"}},
        ("/api/v1/concepts/{id}/comments", "post"): {"json": {"text": "Is this right?"}},
        ("/api/v1/documents/{id}/versions", "post"): {
            "data": {"file": (BytesIO(TEXTS["vi.txt"].replace("2025", "2026").encode()), "vi.txt")},
            "content_type": "multipart/form-data",
        },
        ("/api/v1/compare", "get"): {"query_string": {"old": "2@1", "new": "2"}},
    }
    numbers = {
        ("/api/v1/jobs/{id}/restart", "post"): work_to_do["over"],
        ("/api/v1/jobs/{id}/file", "get"): work_to_do["written"],
        **{(f"/api/v1/rows/{{id}}/{verb}", "post"): 7 for verb in ("shift", "moved")},
        ("/api/v1/concepts/{id}/split", "post"): ids["split"],
        ("/api/v1/concepts/{id}/restore", "post"): ids["deleted"],
        ("/api/v1/changes/{id}/revert", "post"): ids["change"],
        ("/api/v1/concepts/{id}", "delete"): ids["removed"],
    }
    order = ["post", "get", "patch", "put", "delete"]
    walk = sorted(
        operations(spec),
        key=lambda step: (order.index(step[1]), step[0] != "/api/v1/works", step[0] == "/api/v1/works/{ref}"),
    )
    walked = set()
    for path, method, operation in walk:
        if (path, method) == ("/api/v1/dismissals", "post"):
            found = finding(client)
            bodies[path, method] = {"json": {"findings": [found["findings"]], "reason": "as spoken"}}
        nouns = {"concepts": ids["kept"], "terms": ids["term"], "jobs": work_to_do["over"], **found}
        number = numbers.get((path, method), nouns.get(path.split("/")[3], 2))
        if path.startswith("/api/v1/segments/"):  # aligning anew gives them others
            number = client.get("/api/v1/works/1/rows").get_json()["items"][0]["cells"][0]["segments"][0]["id"]
        if path == "/api/v1/findings/{id}":  # every run gives them others
            number = client.get("/api/v1/findings", query_string={"status": "all"}).get_json()["items"][0]["id"]
        if path.startswith("/api/v1/comments/{id}"):
            number = remark(client)
        if path.startswith("/api/v1/history/"):
            number = change(client)
        if path == "/api/v1/jobs/{id}/cancel":
            number = waiting(app.config["DOICHIEU"].db)
        place = (
            path.replace("{term}", str(ids["term"]))
            .replace("{ref}", "1")
            .replace("{number}", "1")
            .replace("{id}", str(number))
        )
        place = place.replace("{name}", "house.toml")
        given = glossary_file(client, path) if path in GLOSSARY_FILE else bodies.get((path, method), {})
        answer = client.open(place, method=method.upper(), **given)
        assert str(answer.status_code) in operation["responses"], (method, path, answer.text)
        assert answer.status_code < 300, (method, path, answer.text)
        described = operation["responses"][str(answer.status_code)]
        if schema := described.get("content", {}).get("application/json", {}).get("schema"):
            assert mismatch(spec, schema, answer.json) == "", (method, path)
        for name in described.get("headers", {}):
            assert answer.headers[name]
        walked.add((path, method))
    assert len(walked) == len(list(operations(spec)))
    problem = client.get("/api/v1/works/1")
    assert problem.status_code == 404
    assert mismatch(spec, {"$ref": "#/components/schemas/Problem"}, problem.get_json(force=True)) == ""


def test_page_shows_every_route_and_fetches_nothing_from_elsewhere(app: Flask, spec: dict[str, Any]) -> None:
    client = app.test_client()
    page = client.get("/api/v1/docs")
    assert page.mimetype == "text/html"
    for path, _, operation in operations(spec):
        assert f"<code>{path}</code>" in page.text
        assert f'id="{operation["operationId"]}"' in page.text
    for name in spec["components"]["schemas"]:
        assert f'id="{name}"' in page.text
    assert not re.search(r"<script(?! src=\"/)|style=\"|\son\w+=|https?://|<style|`", page.text)
    for style in re.findall(r'rel="stylesheet" href="([^"]+)"', page.text):
        assert client.get(style).mimetype == "text/css"
    for anchor in re.findall(r'href="#([^"]+)"', page.text):
        assert f'id="{anchor}"' in page.text
