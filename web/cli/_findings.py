"""Findings on standard output: a line each, JSON, CSV, or SARIF for programs that show the remarks of checkers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from web.cli._terminal import printable

FORMATS = ("table", "json", "csv", "sarif")
Record = dict[str, Any]
_HEAD = ("source", "row", "severity", "check", "langs", "message", "quotes", "suggestion", "fingerprint")
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def written(records: Sequence[Record], format_: str) -> Iterator[str]:
    """The lines of one format. ``source`` of a record is its work, or the files that it was found in."""
    if format_ == "json":
        yield json.dumps(list(records), ensure_ascii=False, indent=2)
    elif format_ == "csv":
        yield from _csv(records)
    elif format_ == "sarif":
        yield json.dumps(_sarif(records), ensure_ascii=False, indent=2)
    else:
        for one in records:
            yield "\t".join((one["source"], str(one["row"]), one["severity"], one["check"], printable(one["message"])))


def _csv(records: Sequence[Record]) -> Iterator[str]:
    for cells in [_HEAD, *map(_cells, records)]:
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(cells)
        yield out.getvalue()


def _cells(one: Record) -> tuple[str, ...]:
    quotes = "; ".join(f"{lang}: {' | '.join(texts)}" for lang, texts in one["quotes"].items())
    values = one | {"langs": " ".join(one["langs"]), "quotes": quotes}
    return tuple(_safe(str(values[name])) for name in _HEAD)


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _sarif(records: Sequence[Record]) -> Record:
    from importlib.metadata import version

    from glossary import checks

    rules: list[Record] = [
        {
            "id": name,
            "name": (check := checks.get(name)).title,
            "shortDescription": {"text": check.title},
            "fullDescription": {"text": check.description},
            "defaultConfiguration": {"level": _LEVELS[str(check.severity)]},
        }
        for name in checks.ids()
    ]
    told = {one["check"]: one["message"] for one in records if one["check"].startswith("custom:")}
    rules += [{"id": name, "shortDescription": {"text": message}} for name, message in told.items()]
    driver = {
        "name": "doichieu",
        "version": version("doichieu"),
        "rules": rules,
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [*map(_result, records)]}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(one: Record) -> Record:
    """The place of a result is its row: logical, since rows stand in no file."""
    places = [
        {"name": f"row {row}", "fullyQualifiedName": f"{one['source']}/{row}"} for row in (one["row"], *one["rows"])
    ]
    return {
        "ruleId": one["check"],
        "level": _LEVELS[one["severity"]],
        "message": {"text": one["message"]},
        "locations": [{"logicalLocations": [place]} for place in places],
        "partialFingerprints": {"doichieu/v1": one["fingerprint"]},
        "properties": {key: one[key] for key in ("langs", "spans", "quotes", "suggestion")},
    }
