"""Every field of the service that takes words: of forms, of the API's bodies, of addresses, and names of files.

Nothing is listed by hand: forms are watched for what they are asked for, the API says in its document what it takes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import TestResponse

FILES = {"file", "files"}
PREFIX = "/api/v1"


@dataclass(frozen=True)
class Field:
    """A field of one address: ``place`` is form, query, json, part (of a multipart body), file or path. The name of a
    field in an object of a list has a dot."""

    endpoint: str
    method: str
    address: str
    place: str
    name: str


class Watched(ImmutableMultiDict[str, str]):
    """What a form or an address brings, and in ``asked`` what the program wanted of it."""

    asked: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, *rest: Any, **more: Any) -> Any:
        """As ever."""
        self.asked.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key: str, *rest: Any, **more: Any) -> list[Any]:
        """As ever."""
        self.asked.add(key)
        return super().getlist(key, *rest, **more)


class Fields:
    """The fields of an application, and what sends words into them."""

    def __init__(
        self,
        app: Flask,
        browser: FlaskClient,
        token: str,
        given: Mapping[str, Mapping[str, Any]],
        renew: Callable[[], str],
    ) -> None:
        """``given`` is what is sent so that something would be done; ``renew`` signs in anew and gives the token of
        the forms, where a request has ended the session or begun another one."""
        app.request_class = type("Request", (app.request_class,), {"parameter_storage_class": Watched})
        self.browser, self.token, self.given, self.renew = browser, token, given, renew
        self.document = browser.get(f"{PREFIX}/openapi.json").get_json()

    def of_reading(self, endpoint: str, address: str) -> Iterator[Field]:
        """What an address that shows something takes: in its query, and words in its path."""
        path = address.partition("?")[0]
        names: set[str] = {one["name"] for one in self._operation(path, "get").get("parameters", ()) if _words(one)}
        if not path.startswith("/api/"):
            Watched.asked = set()
            self.browser.get(address, buffered=True)
            names = Watched.asked - {"token"}
        for name in sorted(names):
            yield Field(endpoint, "GET", address, "query", name)

    def of_change(self, endpoint: str, method: str, address: str) -> Iterator[Field]:
        """What an address that changes something takes."""
        given = self.given.get(endpoint, {})
        for name in sorted(FILES & set(given)):
            yield Field(endpoint, method, address, "file", name)
        if address.startswith("/api/"):
            yield from self._body(endpoint, method, address)
            return
        if isinstance(given.get("row"), int):
            yield from (Field(endpoint, method, address, "json", name) for name in given)
            return
        Watched.asked = set()
        self._send(endpoint, method, address, "form", dict(given))
        for name in sorted(Watched.asked - {"token"} - FILES):
            yield Field(endpoint, method, address, "part" if FILES & set(given) else "form", name)

    def send(self, field: Field, word: str, file: str = "en.md") -> TestResponse:
        """The answer to a request in which this field holds this word, and all others what they should."""
        given = dict(self.given.get(field.endpoint, {}))
        name, _, inner = field.name.partition(".")
        if field.place == "query":
            path, _, query = field.address.partition("?")
            kept = "&".join(part for part in query.split("&") if part and not part.startswith(f"{name}="))
            return self.browser.get(f"{path}?{kept}&{name}={quote(word, errors='surrogatepass')}", buffered=True)
        if inner:
            first = given[name][0] if given.get(name) and isinstance(given[name][0], dict) else {}
            given[name] = [{**first, inner: word}]
        elif field.place != "file":
            given[name] = [word] if isinstance(given.get(name), list) else word
        named = word if field.place == "file" else ""
        return self._send(field.endpoint, field.method, field.address, field.place, given, named, file)

    def _send(
        self,
        endpoint: str,
        method: str,
        address: str,
        place: str,
        given: dict[str, Any],
        named: str = "",
        file: str = "",
    ) -> TestResponse:
        told: dict[str, Any] = {"method": method, "headers": {"X-Form-Token": self.token}, "buffered": True}
        answer = self._answered(address, place, given, named, file, told)
        if "session" in str(answer.headers.getlist("Set-Cookie")):
            self.token = self.renew()
        return answer

    def _answered(
        self, address: str, place: str, given: dict[str, Any], named: str, file: str, told: dict[str, Any]
    ) -> TestResponse:
        if place == "json":
            return self.browser.open(address, data=json.dumps(given), content_type="application/json", **told)
        if place == "form" and not FILES & set(given):
            pairs = [(key, one) for key, value in given.items() for one in _each(value)]
            body = urlencode([*pairs, ("token", self.token)], errors="surrogatepass")
            kind = "application/x-www-form-urlencoded"
            return self.browser.open(address, data=body, content_type=kind, **told)
        for name in FILES & set(given):
            sent = given[name] if isinstance(given[name], bytes) else str(given[name]).encode()
            given[name] = (io.BytesIO(sent), f"{_sendable(named)}.{file}" if named else f"mill.{file or 'en.md'}")
        parts: dict[str, Any] = {"token": self.token}
        for key, value in given.items():
            parts[key] = value if key in FILES else [_sendable(one) for one in _each(value)]
        return self.browser.open(address, data=parts, **told)

    def _operation(self, path: str, method: str) -> Mapping[str, Any]:
        for known, operations in self.document["paths"].items():
            if re.fullmatch(re.sub(r"\\?\{\w+\\?\}", "[^/]+", re.escape(known)), path):
                found: Mapping[str, Any] = operations.get(method.lower(), {})
                if found:
                    return found
        return {}

    def _body(self, endpoint: str, method: str, address: str) -> Iterator[Field]:
        for kind, content in self._operation(address, method).get("requestBody", {}).get("content", {}).items():
            place = "json" if kind.endswith("json") else "part"
            for name, facts in self._facts(content["schema"])["properties"].items():
                inner = (
                    self._facts(facts.get("items", {})).get("properties", {}) if facts.get("type") == "array" else {}
                )
                for within, what in inner.items():
                    if what.get("type") == "string":
                        yield Field(endpoint, method, address, place, f"{name}.{within}")
                if not inner and name not in FILES and _wordy(facts):
                    yield Field(endpoint, method, address, place, name)

    def _facts(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        found: Mapping[str, Any] = self.document["components"]["schemas"][name] if name else schema
        return found


def _wordy(facts: Mapping[str, Any]) -> bool:
    kinds = facts.get("type")
    return "string" in (kinds if isinstance(kinds, list) else [kinds]) or facts.get("items", {}).get("type") == "string"


def _words(parameter: Mapping[str, Any]) -> bool:
    return parameter["in"] == "query" and _wordy(parameter["schema"])


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _sendable(text: Any) -> str:
    """What the client of the tests can put into a multipart body: it knows no half characters."""
    return str(text).encode("utf-8", "replace").decode()
