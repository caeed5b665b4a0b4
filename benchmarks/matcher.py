"""Speed of the term matcher: building it, and finding terms, against the size of the glossary and of the text.

    python benchmarks/matcher.py [--terms N] [--rows N] [--json]

The glossary is made of the sample works' own words: groups of one to four words that follow one another in them, then
groups put together at random, until there are enough. The text is the sample works' rows, repeated. Times are CPU
seconds; every size is measured side by side with a hundredth of the terms and with ten times the text.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aligner.lang import get
from aligner.types import LANGS
from glossary.matcher import Matcher
from glossary.types import Concept, Term

GOLD = Path(__file__).resolve().parents[1] / "seeds" / "gold"


def lines(lang: str) -> list[str]:
    """All segments of the sample works in one language."""
    return [
        line
        for path in sorted(GOLD.glob(f"*/{lang}.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line
    ]


def glossary(lang: str, texts: Sequence[str], size: int) -> list[Concept]:
    """Concepts of one term each: word groups of the texts, then random ones of their words."""
    space = "" if lang.startswith("zh") else " "
    words = [[word.text for word in get(lang).words(text)] for text in texts]
    groups = {
        space.join(row[start : start + length]): None
        for length in (1, 2, 3, 4)
        for row in words
        for start in range(len(row) - length + 1)
    }
    terms = list(islice(groups, size))
    known, chance, pool = set(terms), random.Random(1), sorted({word for row in words for word in row})
    while len(terms) < size:
        term = space.join(chance.choices(pool, k=chance.randint(2, 5)))
        if term not in known:
            known.add(term)
            terms.append(term)
    chance.shuffle(terms)
    return [Concept((Term(lang, term),)) for term in terms]


def seconds(matcher: Matcher, texts: Sequence[str], lang: str) -> tuple[float, int]:
    """CPU seconds of a fresh copy of the matcher over the texts, and how many matches it found."""
    matcher = pickle.loads(pickle.dumps(matcher))
    get(lang).words("对照 đối chiếu")
    start = time.process_time()
    found = sum(len(matcher.find(text, lang)) for text in texts)
    return time.process_time() - start, found


def measure(lang: str, size: int, rows: int) -> dict[str, float | int | str]:
    """All figures of one language."""
    texts = lines(lang)
    concepts = glossary(lang, texts, size)
    start = time.process_time()
    matcher = Matcher(concepts)
    built = time.process_time() - start
    kept = pickle.dumps(matcher)
    start = time.process_time()
    pickle.loads(kept)
    loaded = time.process_time() - start
    small = Matcher(concepts[: max(1, size // 100)])
    once, more = list(islice(cycle(texts), rows)), list(islice(cycle(texts), rows * 10))
    taken, found = seconds(matcher, once, lang)
    return {
        "lang": lang,
        "terms": len(matcher),
        "build": round(built, 2),
        "load": round(loaded, 2),
        "megabytes": round(len(kept) / 1e6, 1),
        "rows": rows,
        "characters": sum(map(len, once)),
        "matches": found,
        "find": round(taken, 3),
        "find_hundredth_of_terms": round(seconds(small, once, lang)[0], 3),
        "find_ten_times_text": round(seconds(matcher, more, lang)[0], 3),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    for lang in LANGS:
        seconds(Matcher(glossary(lang, lines(lang)[:9], 9)), lines(lang)[:9], lang)  # lexicons are read once a process
    results = [measure(lang, args.terms, args.rows) for lang in LANGS]
    if args.json:
        print(json.dumps(results, indent=2))
        return
    print(f"{'':8}  terms   build  load   MB | {args.rows} rows: 1% of terms  all terms | {args.rows * 10} rows  (s)")
    for r in results:
        print(
            f"{r['lang']:8} {r['terms']:6}  {r['build']:5.2f}  {r['load']:4.2f}  {r['megabytes']:4.0f} |"
            f" {r['find_hundredth_of_terms']:21.3f} {r['find']:10.3f} | {r['find_ten_times_text']:9.3f}"
        )
    total = sum(float(r["find"]) for r in results)
    print(f"all languages of a {args.rows}-row work: {total:.2f} s")


if __name__ == "__main__":
    main()
