"""The tables that ship with the package, read on demand.

One gzipped text for each layer and direction: a comment line that ends in the length of the longest key, then one
``key<TAB>renderings`` a line, sorted by key. A table is kept as its lines and searched by halving: cutting a text into
lines takes a fraction of the time that filling a dictionary does, and most keys are never asked for.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Sequence
from importlib.resources import files

LAYERS = ("core", "names", "cedict")
"""Our own vocabulary, names out of CLDR, and what derives from CC-CEDICT; each with its licence, see ``NOTICE.md``."""


class Lines:
    """Sorted ``key<TAB>value`` lines, looked up like a dictionary."""

    __slots__ = ("lines", "longest")

    def __init__(self, lines: Sequence[str], longest: int) -> None:
        self.lines = lines
        self.longest = longest
        """The length of the longest key: in words, for Chinese keys in characters."""

    def get(self, key: str, default: str = "") -> str:
        """The value of a key, else the default."""
        start = f"{key}\t"
        at = bisect_left(self.lines, start)
        if at < len(self.lines) and self.lines[at].startswith(start):
            return self.lines[at][len(start) :]
        return default

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) != ""

    def __len__(self) -> int:
        return len(self.lines)


def read_table(name: str) -> Lines:
    """The table of a file name without ``.tsv.gz``; an empty one where nothing of that name ships."""
    path = files(__package__).joinpath("data", f"{name}.tsv.gz")
    if not path.is_file():
        return Lines((), 0)
    head, _, body = gzip.decompress(path.read_bytes()).decode().partition("\n")
    return Lines(body.rstrip("\n").split("\n"), int(head.rsplit(" ", 1)[1]))
