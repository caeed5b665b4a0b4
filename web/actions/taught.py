"""What a user gives the aligner beside the texts: confirmed rows, and a glossary."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

from aligner.errors import InputError
from aligner.evaluation import parse_rows
from aligner.types import Span


def read_anchors(name: str, text: str, langs: Sequence[str]) -> list[dict[str, Span]]:
    """Confirmed rows out of the form that ``--format indices`` writes: one row a line, a column per language in the
    order of ``langs``, 0-based segment numbers. Raises ``InputError`` that names file and line."""
    anchors = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            (row,) = parse_rows(line)
        except ValueError:
            raise InputError(
                "Line {number} of {name} is no row of segment numbers.", _FORM, number=number, name=name
            ) from None
        if len(row) != len(langs):
            raise InputError(
                "Line {number} of {name} has {count} columns for {langs_count} texts.",
                _FORM,
                number=number,
                name=name,
                count=len(row),
                langs_count=len(langs),
            )
        if any(cell[0] < 0 or any(after - before != 1 for before, after in pairwise(cell)) for cell in row if cell):
            raise InputError(
                "Line {number} of {name} has segments that do not follow one another.", _FORM, number=number, name=name
            )
        spans = {lang: Span(cell[0], cell[-1] + 1) for lang, cell in zip(langs, row, strict=True) if cell}
        if spans:
            anchors.append(spans)
    return anchors


_FORM = "Give one row a line as “--format indices” writes it: a column per text, 0-based numbers with commas."
_GLOSSARY = "Give TBX, TMX, CSV, Excel, OmegaT or UTX, or a table with language tags in the first line."


def read_glossary(name: str, data: bytes | str, langs: Sequence[str] = ()) -> list[dict[str, tuple[str, ...]]]:
    """Concepts with their terms by language, out of a glossary file of any format that ``import-terms`` reads, or a
    plain table: a head line of language tags, then one concept a line, several terms of a cell set apart by ``|``.

    ``langs`` are the languages of columns that name none. Terms not to be used are left out. Raises ``InputError`` that
    names file and place.

    >>> read_glossary("g.tsv", "en\\tzh-TW\\nindustrial cluster\\t產業聚落|產業集羣\\n")
    [{'en': ('industrial cluster',), 'zh-Hant': ('產業聚落', '產業集羣')}]
    """
    from glossary import formats
    from glossary.formats import Incoming
    from glossary.types import Status
    from web.actions.exchange import format_of

    raw = data.encode() if isinstance(data, str) else data
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        raise InputError(
            "{name} holds no glossary.", "Give a head line of language tags and a concept a line.", name=name
        )
    stream = io.BytesIO(raw)
    useless = (Status.DEPRECATED, Status.FORBIDDEN)
    found = []
    incoming = Incoming(name, tuple(langs), lenient=True)
    for concept in formats.read(format_of(name, stream, _GLOSSARY), stream, incoming):
        by_language: dict[str, dict[str, None]] = {}
        for term in concept.terms:
            if term.status not in useless:
                by_language.setdefault(term.lang, {})[term.text] = None
        if len(by_language) > 1:
            found.append({lang: tuple(terms) for lang, terms in by_language.items()})
    if not found:
        raise InputError(
            "{name} holds no concept with terms in two languages.",
            "The first line of {name} must name its languages.",
            name=name,
        )
    return found
