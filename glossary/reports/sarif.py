"""SARIF 2.1.0 (OASIS), for programs that collect the remarks of checkers.

The place of a result is its row, as a logical location, since rows stand in no file; the spans in its cells are among
the properties. What was dismissed is a result with a suppression.
"""

from __future__ import annotations

import json
from typing import Any

from aligner.version import VERSION
from glossary import checks
from glossary.reports._base import Item, Report

DESCRIPTION = "SARIF 2.1.0, for programs that collect the remarks of checkers"
SUFFIX = ".sarif"
MEDIA_TYPE = "application/sarif+json"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(report: Report) -> bytes:
    """One run with the checks as rules, and a result for each finding."""
    rules = [_rule(name, report) for name in checks.ids()]
    told = {item.check: item.message for item in report.items if item.check not in checks.ids()}
    rules += [{"id": name, "shortDescription": {"text": message}} for name, message in told.items()]
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    driver = {"name": "doichieu", "version": VERSION, "rules": rules}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "language": report.lang,
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, places[item.check]) for item in report.items],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()


def _rule(name: str, report: Report) -> dict[str, Any]:
    check = checks.get(name)
    title, description = report.checks.get(name, (check.title, check.description))
    rule: dict[str, Any] = {
        "id": name,
        "name": title,
        "shortDescription": {"text": title},
        "fullDescription": {"text": description},
        "defaultConfiguration": {"level": _LEVELS[str(check.severity)]},
    }
    if alarms := report.alarms.get(name):
        rule["properties"] = {"alarmsPer100Rows": dict(alarms)}
    return rule


def _result(item: Item, place: int) -> dict[str, Any]:
    rows = [{"name": f"row {row}", "fullyQualifiedName": f"{item.source}/{row}"} for row in (item.row, *item.rows)]
    result: dict[str, Any] = {
        "ruleId": item.check,
        "ruleIndex": place,
        "level": _LEVELS[item.severity],
        "message": {"text": item.message},
        "locations": [{"logicalLocations": [row]} for row in rows],
        "partialFingerprints": {"doichieu/v1": item.fingerprint},
        "properties": {
            "row": item.row,
            "langs": list(item.langs),
            "spans": {lang: [list(span) for span in spans] for lang, spans in item.spans.items()},
            "quotes": {lang: list(quotes) for lang, quotes in item.quotes.items()},
            "suggestion": item.suggestion,
        },
    }
    if item.dismissed:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": item.reason}]
    return result
