"""A first glossary straight out of texts, without any store: what ``mine --files`` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from aligner.types import Document
from glossary.types import Concept


def mine_texts(documents: Sequence[Document], *, segmented: bool = False, top: int = 300) -> list[Concept]:
    """The concepts that versions of one text show, best first; one text alone offers the terms that recur in it.

    ``segmented``: each block of a document is one segment as it is. Rows are those of ``doichieu align`` over the same
    documents in the same order.
    """
    from glossary.mining import mine
    from web.actions.alignment import table_of_texts

    texts = {one.lang: [block.text for block in one.blocks] if segmented else one for one in documents}
    return mine(table_of_texts(texts), top)


def mined_json(concept: Concept, langs: Sequence[str]) -> dict[str, Any]:
    """A mined concept as plain values: its terms with counts in each of ``langs``, most used first, its kind and score,
    and as evidence the rows where it stands, with (start, stop) pairs in the cell's text of each language."""
    rows: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(dict)
    for place in concept.occurrences:
        rows[place.row].setdefault(place.lang, []).extend((span.start, span.stop) for span in place.spans)
    return {
        "terms": {lang: [{"text": term.text, "count": term.count} for term in concept.of(lang)] for lang in langs},
        "kind": concept.kind,
        "score": concept.score,
        "evidence": [
            {"row": row, "spans": {lang: rows[row][lang] for lang in langs if lang in rows[row]}}
            for row in sorted(rows)
        ],
    }
