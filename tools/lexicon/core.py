"""Our own vocabulary: ``core-*.tsv`` and ``single-*.tsv``, one meaning a line in English, Vietnamese and Simplified
Chinese.

Several renderings of a meaning are separated by ``|`` in any column. A homograph says which meaning it is in
parentheses, *bank (river)*, which are for people only. Lines that begin with ``#`` are comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex

COLUMNS = ("en", "vi", "zh")
HINT = regex.compile(r"\s*\([^)]*\)")


def read(folder: Path, layer: str = "core") -> Iterator[dict[str, list[str]]]:
    """The meanings of all files of one layer in a folder, renderings by language."""
    for path in sorted(folder.glob(f"{layer}-*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                columns = line.split("\t")
                if len(columns) != len(COLUMNS) or not all(columns):
                    raise ValueError(f"{path.name}, line {number}: three columns expected: {line!r}")
                yield {
                    language: [HINT.sub("", rendering).strip() for rendering in column.split("|")]
                    for language, column in zip(COLUMNS, columns, strict=True)
                }
