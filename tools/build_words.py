"""Builds what ``glossary/borders`` knows of words in general: word classes of English, how common words are.

    python tools/build_words.py            write the data
    python tools/build_words.py --check    compare with what is shipped; exit 1 when it differs

Sources and licences: ``glossary/borders/NOTICE.md``. Packages are fetched by name and version into ``--cache``.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from lexicon.sources import PYPI, Sources  # noqa: E402

from glossary.tagging import ending  # noqa: E402

DATA = ROOT / "glossary" / "borders"
PYPI.update({"textblob": "0.20.1", "symspellpy": "6.10.1"})
MOST_ENGLISH = 30_000
"""So many of the most frequent English words have a count; the others are rare."""
LEAST_CHINESE = 60
"""Chinese words with a smaller count are rare."""
CLASSES = frozenset(
    [
        "NN",
        "NNS",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "RB",
        "RBR",
        "RBS",
        "RP",
        "VB",
        "VBD",
        "VBG",
        "VBN",
        "VBP",
        "VBZ",
        "IN",
        "DT",
        "CD",
        "MD",
        "PRP",
        "PRP$",
        "CC",
        "TO",
        "WDT",
        "WP",
        "WP$",
        "WRB",
        "EX",
        "UH",
        "PDT",
    ]
)


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
    yield "classes.en.tsv.gz", grouped(classes(sources.read("textblob", "en/en-lexicon.txt").splitlines()))
    rules = [line for line in sources.read("textblob", "en/en-context.txt").splitlines() if line[:1] not in (";", "")]
    yield "rules.en.txt", ("\n".join(rules) + "\n").encode()
    english = sources.read("symspellpy", "symspellpy/frequency_dictionary_en_82_765.txt").lstrip("\ufeff")
    yield "levels.en.tsv.gz", grouped(levels(map(str.split, english.splitlines()), MOST_ENGLISH, 0))
    chinese = (line.split()[:2] for line in sources.read("jieba", "jieba/dict.txt").splitlines())
    yield "levels.zh.tsv.gz", grouped(levels(chinese, None, LEAST_CHINESE))


def classes(lines: Iterable[str]) -> dict[str, list[str]]:
    """Words by the class they most often have, where the ending of the word does not tell it."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        word, _, tag = line.partition(" ")
        tag = tag.strip().partition("|")[0]
        if tag in CLASSES and re.fullmatch(r"[A-Za-z]+(?:[-'][A-Za-z]+)?", word) and tag != ending(word):
            found[tag].append(word)
    return found


def levels(counts: Iterable[list[str]], most: int | None, least: int) -> dict[str, list[str]]:
    """Words by their level: the decimal logarithm of how often they stand in a billion words, to a tenth."""
    known = [(int(count), word) for word, count in counts]
    total = sum(count for count, _ in known)
    found: dict[str, list[str]] = defaultdict(list)
    for count, word in sorted(known, reverse=True)[:most]:
        if count >= least and word.isalpha():
            found[f"{math.log10(count / total * 1e9):.1f}"].append(word)
    return found


def grouped(words: Mapping[str, list[str]]) -> bytes:
    """One line for each group: its name, then its words."""
    lines = [f"{name}\t{' '.join(sorted(members))}" for name, members in sorted(words.items())]
    return gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)


if __name__ == "__main__":
    raise SystemExit(main())
