"""How long a look-up takes in a large store: median and 95th percentile for each kind of query.

    python benchmarks/lookup.py                                    100,000 concepts, 1,000,000 sentences
    python benchmarks/lookup.py --concepts 2000 --sentences 20000  a small one
    python benchmarks/lookup.py --store FILE                       builds FILE once, and measures in it from then on
    python benchmarks/lookup.py --status forbidden                 kept to concepts of a status, or a --lang

The store is the one that ``benchmarks.filling`` makes. Times are CPU time of a warm process, so that other work on the
machine does not count; with ``--wall`` they are what the clock says.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.filling import Maker, Words, build, vocabulary
from glossary import pinyin
from web.actions.looking import Within, lookup
from web.store import Store

LIMIT = 20.0  # milliseconds, at the 95th percentile
TELEX = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
TELEX_LETTERS = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI_LETTERS = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}


def typed(text: str, letters: dict[str, str], tones: dict[str, str]) -> str:
    """Vietnamese as keystrokes."""
    words = []
    for word in text.split():
        parts = [part for part in unicodedata.normalize("NFD", word) if part in tones]
        plain = unicodedata.normalize("NFC", "".join(p for p in unicodedata.normalize("NFD", word) if p not in tones))
        words.append("".join(letters.get(letter, letter) for letter in plain) + "".join(tones[p] for p in parts))
    return " ".join(words)


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _slip(text: str) -> str:
    middle = max(1, len(text) // 2)
    return text[:middle] + text[middle + 1 :]


def queries(count: int, concepts: int) -> dict[str, list[str]]:
    """Queries of each kind about terms and words that the store has."""
    maker = Maker(vocabulary())
    terms = maker.terms(concepts)
    chosen = maker.random.sample(terms, min(count, len(terms)))
    words = maker.draw(count)
    kinds: dict[str, Callable[[Words], str]] = {
        "English": lambda t: t[0],
        "English, inflected": lambda t: t[0] + "s",
        "Vietnamese": lambda t: t[1],
        "Vietnamese, no marks": lambda t: _bare(t[1]),
        "Telex": lambda t: typed(t[1], TELEX_LETTERS, TELEX),
        "VNI": lambda t: typed(t[1], VNI_LETTERS, VNI),
        "Simplified": lambda t: t[2],
        "Traditional": lambda t: t[3],
        "pinyin": lambda t: pinyin.plain(pinyin.read(t[2])),
        "pinyin with tones": lambda t: " ".join(pinyin.read(t[2])),
        "beginning": lambda t: t[0][: max(3, len(t[0]) // 2)],
        "two letters": lambda t: t[0][:2],
        "misspelled": lambda t: _slip(t[0]),
        "misspelled, no marks": lambda t: _slip(_bare(t[1])),
    }
    found = {kind: [make(term) for term in chosen] for kind, make in kinds.items()}
    found["frequent word"] = [word[maker.random.randrange(4)] for word in words]
    found["one character"] = [word[maker.random.choice((2, 3))][0] for word in words]
    found["nothing"] = ["".join(maker.random.choices("qxzjkw", k=9)) for _word in words]
    return found


def measure(
    store: Store, asked: Iterable[str], clock: Callable[[], float], within: Within | None = None, lang: str = ""
) -> list[float]:
    """Milliseconds that each query takes, terms and sentences together."""
    times = []
    for query in asked:
        began = clock()
        lookup(store, query, within=within, lang=lang)
        times.append((clock() - began) * 1000)
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--concepts", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=60, help="of each kind")
    parser.add_argument("--store", type=Path, help="kept, and taken as it is when it is there")
    parser.add_argument("--status", default="", help="look up concepts of a status alone")
    parser.add_argument("--lang", default="", help="look up one language alone")
    parser.add_argument("--wall", action="store_true", help="measure by the clock")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.store or Path(folder) / "lookup.db"
        if not path.exists():
            build(path, arguments.concepts, arguments.sentences)
        clock = time.perf_counter if arguments.wall else time.process_time
        within = Within(status=arguments.status) if arguments.status else None
        every = []
        with Store(path) as store:
            kinds = queries(arguments.queries, arguments.concepts)
            for asked in kinds.values():
                measure(store, asked[:3], clock, within, arguments.lang)
            print(f"{'query':24}{'p50 ms':>9}{'p95 ms':>9}")
            for kind, asked in kinds.items():
                times = measure(store, asked, clock, within, arguments.lang)
                every += times
                print(f"{kind:24}{statistics.median(times):9.1f}{_p95(times):9.1f}")
            print(f"{'all':24}{statistics.median(every):9.1f}{_p95(every):9.1f}")
    return int(_p95(every) > LIMIT)


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
