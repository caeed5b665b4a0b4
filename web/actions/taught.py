"""What a user gives the aligner beside the texts: confirmed rows, and a glossary."""

from __future__ import annotations

from collections.abc import Sequence

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
            raise InputError(f"Line {number} of {name} is no row of segment numbers.", _FORM) from None
        if len(row) != len(langs):
            raise InputError(f"Line {number} of {name} has {len(row)} columns for {len(langs)} texts.", _FORM)
        if any(list(cell) != list(range(cell[0], cell[-1] + 1)) for cell in row if cell):
            raise InputError(f"Line {number} of {name} has segments that do not follow one another.", _FORM)
        spans = {lang: Span(cell[0], cell[-1] + 1) for lang, cell in zip(langs, row, strict=True) if cell}
        if spans:
            anchors.append(spans)
    return anchors


_FORM = "Give one row a line as “--format indices” writes it: a column per text, 0-based numbers with commas."


def read_glossary(name: str, text: str) -> list[dict[str, tuple[str, ...]]]:
    """Concepts out of a table with tabs: a head line of language tags, then one concept a line, several terms of one
    language set apart by ``|``. Raises ``InputError`` that names file and place.

    >>> read_glossary("g.tsv", "en\\tzh-TW\\nindustrial cluster\\t產業聚落|產業集羣\\n")
    [{'en': ('industrial cluster',), 'zh-Hant': ('產業聚落', '產業集羣')}]
    """
    from aligner.lang import normalise

    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines:
        raise InputError(f"{name} holds no glossary.", "Give a head line of language tags and a concept a line.")
    try:
        langs = [normalise(tag.strip()) for tag in lines[0].split("\t")]
    except InputError as error:
        raise InputError(f"The first line of {name} must name the languages of its columns. {error}") from None
    concepts = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(langs):
            raise InputError(f"Line {number} of {name} has {len(cells)} columns; the first line names {len(langs)}.")
        terms = {
            lang: tuple(term.strip() for term in cell.split("|") if term.strip())
            for lang, cell in zip(langs, cells, strict=False)
        }
        concepts.append({lang: found for lang, found in terms.items() if found})
    return [concept for concept in concepts if len(concept) > 1]
