"""Large stores of made-up works and concepts, as they are after months of work: for the benchmarks of the service.

Texts are put together at random from words of the shipped lexicons, always in the same way: a word is the rarer the
further down the list it stands, as in any language. Beside texts, rows and concepts a store holds what people and
programs leave behind: places of the terms, confirmed rows with their revisions, findings, comments, jobs and events.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import opencc

from aligner.fold import fold
from aligner.lexicon.shipped import read_table
from web.store import Store, index
from web.store.heads import head
from web.store.migrations import term_key, without_marks
from web.store.settling import settle

LANGS = ("en", "vi", "zh-Hans", "zh-Hant")
ROWS_A_WORK, ROWS_A_BLOCK = 250, 5
CONFIRMED, FOUND, COMMENTED, NOTED = 5, 5, 100, 10
"""Every how many rows one is confirmed, has a finding, a comment; and how many rows there are for one event."""
BETWEEN = {"en": " ", "vi": " ", "zh-Hans": "", "zh-Hant": ""}
STOP = {"en": ".", "vi": ".", "zh-Hans": "。", "zh-Hant": "。"}
STATES = ("proposed",) * 6 + ("approved",) * 3 + ("forbidden",)
CHECKS = (("quantities", "error"), ("omission", "warning"), ("terms", "info"), ("typography", "warning"))
PEOPLE = tuple(f"reviewer{number}" for number in range(1, 9))
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
Words = tuple[str, str, str, str]
Placed = tuple[Words, int, tuple[int, ...]]
"""A sentence, the term that stands in it (-1: none), and at which character in each language."""


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

    def placed(self, terms: Sequence[Words]) -> Iterator[Placed]:
        """Sentences of six to twelve words, every second one with a term in it."""
        weights = list(accumulate(1 / (rank + 50) for rank in range(len(terms))))
        while True:
            for inside in self.random.choices(range(len(terms)), cum_weights=weights, k=1000):
                parts = self.draw(self.random.randint(5, 11))
                if self.random.random() < 0.5:
                    middle = len(parts) // 2
                    before = together(parts[:middle])
                    parts.insert(middle, terms[inside])
                    starts = tuple(len(text) + len(BETWEEN[lang]) for text, lang in zip(before, LANGS, strict=True))
                    yield together(parts, STOP), inside, starts
                else:
                    yield together(parts, STOP), -1, ()

    def sentences(self, terms: Sequence[Words]) -> Iterator[Words]:
        """The sentences alone."""
        return (sentence for sentence, _inside, _starts in self.placed(terms))


def together(parts: Sequence[Words], stop: dict[str, str] | None = None) -> Words:
    texts = [BETWEEN[lang].join(part[i] for part in parts) + (stop or {}).get(lang, "") for i, lang in enumerate(LANGS)]
    return texts[0], texts[1], texts[2], texts[3]


def build(path: Path, concepts: int, sentences: int) -> None:
    """Fill a store, beside its name until it is whole, so that one which is there is never half of one."""
    maker = Maker(vocabulary())
    terms = maker.terms(concepts)
    began = time.perf_counter()
    room = path.with_name(f"{path.name}.part")
    room.unlink(missing_ok=True)
    with Store(room) as store:
        store.db.conn.execute("PRAGMA synchronous = OFF")
        with store.atomic(index=False):
            _write_concepts(store, maker, terms)
            _write_works(store, terms, islice(maker.placed(terms), max(sentences // len(LANGS), 1)))
            settle(store)
        said = f"{concepts:,} concepts, {store.value('SELECT count(*) FROM segments'):,} sentences"
        print(f"{said} written in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        began = time.perf_counter()
        index.catch_up(store)
    print(f"indexed in {time.perf_counter() - began:.0f} s, {room.stat().st_size >> 20} MB", file=sys.stderr)
    room.rename(path)


def _at(minutes: int) -> str:
    return (BEGINNING + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _write_concepts(store: Store, maker: Maker, terms: Sequence[Words]) -> None:
    names = ("id", "kind", "status", "touched", "score", "domain")
    more = ("definition", "note", "source", "fingerprint", "created")
    states = [maker.random.choice(STATES) for _ in terms]
    store.insert_all(
        "concepts",
        (*names, *more),
        (
            (n, "term", state, int(state != "proposed"), 1.0, "", "", "", "", str(n), _at(0))
            for n, state in enumerate(states, 1)
        ),
    )
    store.insert_all(
        "terms",
        ("id", "concept", "position", "lang", "text", "status", "note", "folded", "bare", "key", "head"),
        (
            ((number - 1) * 4 + place + 1, number, place, lang, text, state, "", *_forms(lang, text))
            for number, (state, term) in enumerate(zip(states, terms, strict=True), 1)
            for place, (lang, text) in enumerate(zip(LANGS, term, strict=True))
        ),
    )


def _forms(lang: str, text: str) -> tuple[str, str, str, str]:
    """How a term is compared and looked up."""
    folded = fold(text, lang).text
    return folded, without_marks(folded), term_key(lang, folded), head(lang, text)


def _write_works(store: Store, terms: Sequence[Words], sentences: Iterator[Placed]) -> None:
    store.insert("files", {"id": 1, "digest": sha256(b"").hexdigest(), "size": 0, "data": b""})
    work = 0
    while rows := list(islice(sentences, ROWS_A_WORK)):
        work += 1
        _write_work(store, work, [texts for texts, _inside, _starts in rows])
        _write_places(store, work, terms, rows)
        _write_past(store, work, len(rows))


def _write_work(store: Store, work: int, rows: Sequence[Words]) -> None:
    title, created = rows[0][0][:60], _at(work)
    state = {"status": "ready", "mined": 1, "checked": 1, "created": created, "updated": created}
    store.insert("works", {"slug": f"w{work}", "title": title} | state)
    head = {"id": work, "work": work, "langs": LANGS, "signature": "", "warnings": [], "moved": [], "created": created}
    store.insert("tables", head | {"version": 1 + len(_confirmed(work, len(rows)))})
    first = (work - 1) * ROWS_A_WORK + 1
    for part in range(len(LANGS)):
        _write_document(store, work, part, title, [row[part] for row in rows])
    edits = {first + number: revision for number, revision in _confirmed(work, len(rows))}
    names = ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "version", "confirmed", "confirmer")
    numbers = range(first, first + len(rows))
    store.insert_all(
        "rows",
        names,
        (
            (
                *(row, work, row - first + 1, 0.99 if row % 9 else 0.6, "good" if row % 9 else "check", "1-1-1-1"),
                *("body", "[]", edits.get(row, 1), int(row in edits), _person(edits[row]) if row in edits else ""),
            )
            for row in numbers
        ),
    )
    store.insert_all(
        "cells",
        ("row", "lang", "start", "stop"),
        ((row, lang, row - first, row - first + 1) for row in numbers for lang in LANGS),
    )


def _write_document(store: Store, work: int, part: int, title: str, texts: Sequence[str]) -> None:
    """One text, in paragraphs of a few sentences."""
    lang = LANGS[part]
    paragraphs = [BETWEEN[lang].join(texts[n : n + ROWS_A_BLOCK]) for n in range(0, len(texts), ROWS_A_BLOCK)]
    head = {"work": work, "file": 1, "part": part, "name": f"{work}.{lang}", "title": title, "lang": lang}
    document = store.insert(
        "documents", head | {"format": "txt", "text": "\n\n".join(paragraphs), "created": _at(work)}
    )
    blocks, segments, start = [], [], 0
    for block, paragraph in enumerate(paragraphs):
        blocks.append((document, block, "body", "body", lang, paragraph, start, start + len(paragraph)))
        at = start
        for number in range(block * ROWS_A_BLOCK, min((block + 1) * ROWS_A_BLOCK, len(texts))):
            text = texts[number]
            segments.append((document, number, block, "body", text, fold(text, lang).text, at, at + len(text)))
            at += len(text) + len(BETWEEN[lang])
        start += len(paragraph) + 2
    names = ("document", "number", "block", "kind", "text", "folded", "start", "stop")
    store.insert_all("blocks", ("document", "number", "kind", "detected", "lang", "text", "start", "stop"), blocks)
    store.insert_all("segments", names, segments)


def _write_places(store: Store, work: int, terms: Sequence[Words], rows: Sequence[Placed]) -> None:
    """Where the terms stand: what mining finds."""
    uses = Counter(inside for _texts, inside, _starts in rows if inside >= 0)
    store.insert_all(
        "uses",
        ("term", "work", "count"),
        ((inside * 4 + part + 1, work, count) for inside, count in uses.items() for part in range(4)),
    )
    store.insert_all(
        "occurrences",
        ("concept", "work", "number", "lang", "spans"),
        (
            (inside + 1, work, number, lang, [[start, start + len(terms[inside][part])]])
            for number, (_texts, inside, starts) in enumerate(rows, 1)
            if inside >= 0
            for part, (lang, start) in enumerate(zip(LANGS, starts, strict=True))
        ),
    )


def _confirmed(work: int, rows: int) -> list[tuple[int, int]]:
    """The rows of a work that were confirmed, from 0, and the revision of each."""
    each = -(-ROWS_A_WORK // CONFIRMED)
    return [(number, (work - 1) * each + n + 1) for n, number in enumerate(range(0, rows, CONFIRMED))]


def _person(number: int) -> str:
    return PEOPLE[number % len(PEOPLE)]


def _write_past(store: Store, work: int, rows: int) -> None:
    """What people and programs left behind."""
    first = (work - 1) * ROWS_A_WORK + 1
    revisions = []
    for number, revision in _confirmed(work, rows):
        row, who = first + number, _person(revision)
        sides = [
            {"at": number + 1, "marks": {str(row): {"confirmed": given, "confirmer": name}}}
            for given, name in ((0, ""), (1, who))
        ]
        began = (revision, work, _at(work * 60 + number), who, "confirm-rows", f"row:{row}")
        revisions.append((*began, *sides, revision))
    columns = ("id", "work", "when", "who", "what", "target", "before", "after", "batch")
    store.insert_all("revisions", columns, revisions)
    _write_findings(store, work, rows)
    for number in range(COMMENTED // 2, rows, COMMENTED):
        said = {"work": work, "row": first + number, "number": number + 1, "text": "Is this the right word here?"}
        comment = store.insert("comments", said | {"who": _person(number), "when": _at(work)})
        store.execute("UPDATE comments SET thread = id WHERE id = ?", (comment,))
    store.insert_all(
        "events",
        ("when", "who", "what", "target", "address", "detail"),
        ((_at(work * 60 + n), _person(n), "signed in", "", "192.0.2.7", "") for n in range(rows // NOTED)),
    )
    times = {name: _at(work) for name in ("created", "started", "finished")}
    job = {"kind": "align", "work": work, "title": f"w{work}", "size": rows * len(LANGS), "state": "done"}
    store.insert("jobs", job | {"progress": 1.0, "who": _person(work), "seconds": 2.0} | times)


def _write_findings(store: Store, work: int, rows: int) -> None:
    """A run of the checks, and what it found."""
    found: list[tuple[Any, ...]] = []
    for number in range(1, rows + 1, FOUND):
        check, severity = CHECKS[number // FOUND % len(CHECKS)]
        print_ = f"{work:08x}{number:08x}"
        said = (f"The number {number} is missing.", f"The number {number} is missing.")
        found.append(
            (
                *(work, number, check, severity, ["en", "vi"], *said, {"number": str(number)}, {}, {}, "", []),
                *(print_, "vi", f"{number % 400:016x}", {}, work),
            )
        )
    names = (
        *("work", "number", "check", "severity", "langs", "message", "text", "values", "quotes", "spans"),
        *("suggestion", "rows", "fingerprint", "lang", "topic", "about", "run"),
    )
    counts = Counter((line[2], line[3]) for line in found)
    told = {check: {severity: count} for (check, severity), count in counts.items()}
    prints = [[line[12], 1] for line in found]
    run = {"id": work, "work": work, "when": _at(work), "who": _person(work), "counts": told, "fresh": len(found)}
    store.insert("runs", run | {"gone": 0, "prints": prints})
    store.insert_all("findings", names, found)
