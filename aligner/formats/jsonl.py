"""JSON Lines with everything in it: a head line about the table, then one object a row.

``texts`` is there for whoever reads the file with jq or pandas; ``segments`` carries what brings the table back as it
was, with offsets, kinds and evidence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from aligner.errors import InputError
from aligner.formats._base import Meta, cells, decoded
from aligner.types import Band, Evidence, Kind, Row, Segment, Span, Table

DESCRIPTION = "JSON Lines with segments, offsets, kinds and reasons; reads back as the same table"
SUFFIX = ".jsonl"
MEDIA_TYPE = "application/jsonl"

_FORMAT, _VERSION = "doichieu-table", 1


def write(table: Table, out: BinaryIO, meta: Meta) -> None:
    """Write the head and one line for each row. Languages keep their script tags, whatever ``meta.tags`` says."""
    head: dict[str, Any] = {"format": _FORMAT, "version": _VERSION, "title": meta.title, "langs": table.langs}
    head |= {"sources": dict(meta.sources), "signature": table.signature, "warnings": table.warnings}
    head["moved"] = [[one + 1, other + 1] for one, other in table.moved]
    if meta.created:
        head["created"] = meta.created.isoformat()
    out.write(_line(head))
    for number, row in enumerate(table.rows, 1):
        out.write(_line(_row(number, row, table)))


def read(data: bytes) -> Table:
    """The table as it was written. Raises ``InputError`` that names the line when the file is not one of ours."""
    lines = decoded(data, "JSONL").split("\n")
    head = _object(lines[0], 1)
    if head.get("format") != _FORMAT or head.get("version") != _VERSION:
        raise InputError(
            "Line 1 of the JSONL file does not say “format”: “{format}”, “version”: {version}.",
            "Export the work again as JSONL.",
            format=_FORMAT,
            version=_VERSION,
        )
    number = 1
    try:
        langs = tuple(str(lang) for lang in head["langs"])
        segments: dict[str, list[Segment]] = {lang: [] for lang in langs}
        rows = []
        for number, line in enumerate(lines[1:], 2):
            if line.strip():
                rows.append(_read_row(_object(line, number), segments))
        columns = tuple(tuple(segments[lang]) for lang in langs)
        moved = tuple((int(one) - 1, int(other) - 1) for one, other in head.get("moved", ()))
        return Table(langs, columns, tuple(rows), str(head["signature"]), tuple(map(str, head["warnings"])), moved)
    except InputError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            "Line {number} of the JSONL file is not a row of an aligned table: {error}.",
            "Export the work again as JSONL.",
            number=number,
            error=repr(error),
        ) from None


def _row(number: int, row: Row, table: Table) -> dict[str, Any]:
    """One row as an object: what people look for first, then what machines need."""
    return {
        "row": number,
        "band": row.band.value,
        "score": row.score,
        "texts": cells(table, row),
        "segments": {lang: [_segment(segment, lang) for segment in table.cell(row, lang)] for lang in table.langs},
        "evidence": [_evidence(item) for item in row.evidence],
    }


def _segment(segment: Segment, lang: str) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "text": segment.text,
        "index": segment.index,
        "block": segment.block,
        "start": segment.span.start,
        "stop": segment.span.stop,
        "kind": segment.kind.value,
    }
    return facts if segment.lang == lang else facts | {"lang": segment.lang}


def _evidence(item: Evidence) -> dict[str, Any]:
    facts: dict[str, Any] = {"source": item.source, "verdict": item.verdict, "langs": item.langs}
    return facts | {"hits": item.hits, "trials": item.trials}


def _read_row(facts: dict[str, Any], segments: dict[str, list[Segment]]) -> Row:
    """One row back from its object; its segments are put at the end of their columns."""
    spans = []
    for lang, column in segments.items():
        start = len(column)
        column.extend(_read_segments(facts["segments"][lang], lang))
        spans.append(Span(start, len(column)))
    evidence = tuple(
        Evidence(item["source"], item["verdict"], tuple(item["langs"]), item["hits"], item["trials"])
        for item in facts["evidence"]
    )
    return Row(tuple(spans), facts["score"], Band(facts["band"]), evidence)


def _read_segments(items: Iterable[dict[str, Any]], lang: str) -> Iterable[Segment]:
    for item in items:
        span = Span(item["start"], item["stop"])
        yield Segment(item["text"], item.get("lang", lang), item["index"], item["block"], span, Kind(item["kind"]))


def _object(line: str, number: int) -> dict[str, Any]:
    """One line as a JSON object."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError(
            "Line {number} of the JSONL file is not JSON.", "Was the file cut off?", number=number
        ) from None
    if not isinstance(value, dict):
        raise InputError("Line {number} of the JSONL file is not a JSON object.", number=number)
    return value


def _line(value: dict[str, Any]) -> bytes:
    """One line of readable JSON; half characters, which UTF-8 cannot hold, are escaped."""
    try:
        return f"{json.dumps(value, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:
        return f"{json.dumps(value)}\n".encode()
