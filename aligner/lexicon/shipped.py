"""The tables that ship with the package, read on demand.

One gzipped text for each layer and direction: a comment line that ends in the length of the longest key, then one
``key<TAB>renderings`` a line, sorted by key. For single words a table is kept as its lines and searched by halving:
cutting a text into lines takes a fraction of the time that filling a dictionary does, and most keys are never asked
for. The aligner asks for thousands of words at once and does so by their fingerprints, without any cutting.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files

from aligner.lexicon.tables import Table

LAYERS = ("core", "names", "cedict")
"""Our own vocabulary, names out of CLDR, and what derives from CC-CEDICT; each with its licence, see ``NOTICE.md``."""
SINGLE = "single"
"""Single Chinese characters and Vietnamese syllables that are words: each has many renderings, of which any may stand
there. Among much other evidence they tell which sentences belong together; they do not tell what a term is called."""


class Lines:
    """Sorted ``key<TAB>value`` lines, looked up like a dictionary one by one, or through ``table`` all at once."""

    def __init__(self, data: bytes = b"", longest: int = 0) -> None:
        self.data = data
        self.longest = longest
        """The length of the longest key: in words, for Chinese keys in characters."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines, cut when the first is asked for."""
        return self.data.decode().split("\n")[:-1]

    @cached_property
    def table(self) -> Table:
        """The same as arrays."""
        return Table.parsed(self.data)

    def get(self, key: str, default: str = "") -> str:
        """The value of a key, else the default."""
        lines, start = self.lines, f"{key}\t"
        at = bisect_left(lines, start)
        if at < len(lines) and (line := lines[at]).startswith(start):
            return line[len(start) :]
        return default

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) != ""

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self.lines)

    def __len__(self) -> int:
        return self.data.count(b"\n")


def read_table(name: str) -> Lines:
    """The table of a file name without ``.tsv.gz``; an empty one where nothing of that name ships."""
    path = files(__package__).joinpath("data", f"{name}.tsv.gz")
    if not path.is_file():
        return Lines()
    head, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
    return Lines(body if body.endswith(b"\n") or not body else body + b"\n", int(head.rsplit(b" ", 1)[1]))
