"""How long a look-up takes in a large store: median and 95th percentile for each kind of query.

    python benchmarks/lookup.py                                    100,000 concepts, 1,000,000 sentences
    python benchmarks/lookup.py --concepts 2000 --sentences 20000  a small one
    python benchmarks/lookup.py --store FILE                       builds FILE once, and measures in it from then on

The store is made of words of the shipped lexicons, put together at random but always in the same way: a word is the
rarer the further down the list it stands, as in any language. Times are CPU time of a warm process, so that other work
on the machine does not count; with ``--wall`` they are what the clock says.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path

import opencc

from aligner.lexicon.shipped import read_table
from glossary import pinyin
from web.actions.looking import lookup
from web.store import Store, index

LANGS = ("en", "vi", "zh-Hans", "zh-Hant")
ROWS_A_WORK = 250
BETWEEN = {"en": " ", "vi": " ", "zh-Hans": "", "zh-Hant": ""}
STOP = {"en": ".", "vi": ".", "zh-Hans": "。", "zh-Hant": "。"}
STATES = ("proposed",) * 6 + ("approved",) * 3 + ("forbidden",)
TIME = "2026-01-01T00:00:00Z"
LIMIT = 20.0  # milliseconds, at the 95th percentile
Words = tuple[str, str, str, str]
TELEX = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
TELEX_LETTERS = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI_LETTERS = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}


def vocabulary() -> list[Words]:
    """Words in all four languages, as the lexicons have them."""
    chinese = {line.split("\t")[0]: line.split("\t")[1] for line in read_table("core.en-zh").lines}
    chinese |= {line.split("\t")[0]: line.split("\t")[1] for line in read_table("cedict.en-zh").lines}
    traditional = opencc.OpenCC("s2t").convert
    found = []
    for line in [*read_table("core.en-vi").lines, *read_table("cedict.en-vi").lines]:
        english, vietnamese = line.split("\t")[:2]
        if english in chinese and english.replace(" ", "").isalpha():
            simple = chinese[english].split("|")[0].partition("~")[0]
            found.append((english, vietnamese.split("|")[0].partition("~")[0], simple, traditional(simple)))
    return list(dict.fromkeys(found))


class Maker:
    """Draws words, terms and sentences, the same ones in every run."""

    def __init__(self, words: Sequence[Words]) -> None:
        self.random = random.Random(7)
        self.words = list(words)
        self.random.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def draw(self, count: int) -> list[Words]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def terms(self, count: int) -> list[Words]:
        """Different terms of one to three words."""
        found: dict[str, Words] = {}
        while len(found) < count:
            parts = self.draw(self.random.choice((1, 2, 2, 2, 3, 3)))
            term = together(parts)
            found.setdefault(term[0], term)
        return list(found.values())

    def sentences(self, terms: Sequence[Words]) -> Iterator[Words]:
        """Sentences of six to twelve words, every second one with a term in it."""
        weights = list(accumulate(1 / (rank + 50) for rank in range(len(terms))))
        while True:
            inside = self.random.choices(terms, cum_weights=weights, k=1000)
            for term in inside:
                parts = self.draw(self.random.randint(5, 11))
                if self.random.random() < 0.5:
                    parts.insert(len(parts) // 2, term)
                yield together(parts, STOP)


def together(parts: Sequence[Words], stop: dict[str, str] | None = None) -> Words:
    texts = [BETWEEN[lang].join(part[i] for part in parts) + (stop or {}).get(lang, "") for i, lang in enumerate(LANGS)]
    return texts[0], texts[1], texts[2], texts[3]


def build(path: Path, concepts: int, sentences: int) -> None:
    """Fill a store."""
    maker = Maker(vocabulary())
    terms = maker.terms(concepts)
    began = time.perf_counter()
    with Store(path) as store:
        store.db.conn.execute("PRAGMA synchronous = OFF")
        with store.atomic(index=False):
            _write_concepts(store, maker, terms)
            _write_works(store, islice(maker.sentences(terms), max(sentences // len(LANGS), 1)))
        said = f"{concepts} concepts, {store.value('SELECT count(*) FROM segments')} sentences"
        print(f"{said} written in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        began = time.perf_counter()
        index.catch_up(store)
        print(f"indexed in {time.perf_counter() - began:.0f} s, {path.stat().st_size >> 20} MB", file=sys.stderr)


def _write_concepts(store: Store, maker: Maker, terms: Sequence[Words]) -> None:
    names = ("id", "kind", "status", "score", "domain", "definition", "note", "source", "fingerprint", "created")
    states = [maker.random.choice(STATES) for _ in terms]
    store.insert_all(
        "concepts",
        names,
        ((n, "term", state, 1.0, "", "", "", "", str(n), TIME) for n, state in enumerate(states, 1)),
    )
    store.insert_all(
        "terms",
        ("concept", "position", "lang", "text", "folded", "status", "note"),
        (
            (number, place, lang, text, text, state, "")
            for number, (state, term) in enumerate(zip(states, terms, strict=True), 1)
            for place, (lang, text) in enumerate(zip(LANGS, term, strict=True))
        ),
    )


def _write_works(store: Store, sentences: Iterator[Words]) -> None:
    store.insert("files", {"id": 1, "digest": "none", "size": 0, "data": b""})
    work = 0
    while rows := list(islice(sentences, ROWS_A_WORK)):
        work += 1
        title = rows[0][0][:60]
        store.insert("works", {"slug": f"w{work}", "title": title, "status": "ready", "created": TIME, "updated": TIME})
        table = store.insert(
            "tables", {"work": work, "langs": LANGS, "signature": "", "warnings": [], "moved": [], "created": TIME}
        )
        first = (work - 1) * ROWS_A_WORK + 1
        for part, lang in enumerate(LANGS):
            head = {"work": work, "file": 1, "part": part, "name": f"{work}.{lang}", "title": title, "lang": lang}
            document = store.insert("documents", head | {"format": "txt", "text": "", "created": TIME})
            store.insert_all(
                "segments",
                ("document", "number", "block", "kind", "text", "folded", "start", "stop"),
                ((document, n, n, "body", row[part], "", 0, 0) for n, row in enumerate(rows)),
            )
        store.insert_all(
            "rows",
            ("id", "table", "number", "score", "band", "shape", "kind", "evidence"),
            ((first + n, table, n + 1, 0.99, "good", "1-1-1-1", "body", "[]") for n in range(len(rows))),
        )
        store.insert_all(
            "cells",
            ("row", "lang", "start", "stop"),
            ((first + n, lang, n, n + 1) for n in range(len(rows)) for lang in LANGS),
        )


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


def measure(store: Store, asked: Iterable[str], clock: Callable[[], float]) -> list[float]:
    """Milliseconds that each query takes, terms and sentences together."""
    times = []
    for query in asked:
        began = clock()
        lookup(store, query)
        times.append((clock() - began) * 1000)
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--concepts", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=60, help="of each kind")
    parser.add_argument("--store", type=Path, help="kept, and taken as it is when it is there")
    parser.add_argument("--wall", action="store_true", help="measure by the clock")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.store or Path(folder) / "lookup.db"
        if not path.exists():
            build(path, arguments.concepts, arguments.sentences)
        clock = time.perf_counter if arguments.wall else time.process_time
        every = []
        with Store(path) as store:
            kinds = queries(arguments.queries, arguments.concepts)
            for asked in kinds.values():
                measure(store, asked[:3], clock)
            print(f"{'query':24}{'p50 ms':>9}{'p95 ms':>9}")
            for kind, asked in kinds.items():
                times = measure(store, asked, clock)
                every += times
                print(f"{kind:24}{statistics.median(times):9.1f}{_p95(times):9.1f}")
            print(f"{'all':24}{statistics.median(every):9.1f}{_p95(every):9.1f}")
    return int(_p95(every) > LIMIT)


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
