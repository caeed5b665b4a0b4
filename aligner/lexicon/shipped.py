"""The tables that ship with the package, read on demand.

One gzipped text for each layer and direction: a comment line that ends in the length of the longest key, then one
``key<TAB>renderings`` a line, sorted.
"""

from __future__ import annotations

import gzip
from importlib.resources import files

LAYERS = ("core", "names", "cedict")
"""Our own vocabulary, names out of CLDR, and what derives from CC-CEDICT; each with its licence, see ``NOTICE.md``."""


def read_layer(layer: str, left: str, right: str) -> tuple[dict[str, str], int]:
    """The table of one layer and direction, and the length of its longest key; empty where the layer has none."""
    path = files(__package__).joinpath("data", f"{layer}.{left}-{right}.tsv.gz")
    if not path.is_file():
        return {}, 0
    head, _, body = gzip.decompress(path.read_bytes()).decode().partition("\n")
    fields = body.rstrip("\n").replace("\n", "\t").split("\t")
    return dict(zip(fields[::2], fields[1::2], strict=True)), int(head.rsplit(" ", 1)[1])
