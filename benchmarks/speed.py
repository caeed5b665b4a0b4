"""Speed and memory, by command: each measured in a process of its own, by processor time, on one core.

Start-up is ``doichieu align`` on two files of 100 sentences. Segments a second come from the same command on a long
text, reading, splitting and writing included, less what it takes on two files of one sentence. How time grows is
measured on the library, on texts out of the project's own vocabulary (``synthetic.py``) and on real ones when there.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from aligner.evaluation import evaluate, parse_rows
from benchmarks import processes, synthetic
from benchmarks.composed import chained
from benchmarks.corpora import BENCH, SHARED, Parallel, readers

SMALL, BIG, WINDOWS = 400, 40_000, 7
TARGETS = {"startup": 1.5, "speed": 5000.0, "growth": 1.5, "memory": 512.0}
"""Seconds by the clock; segments a second at least; times; MB."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement and what is aimed at; ``unit`` says how to read the value."""

    name: str
    value: float
    unit: str
    target: str
    detail: str


def files(document: Parallel, langs: Sequence[str], folder: str, limit: int | None = None) -> list[str]:
    """Write the texts as files, one segment a line, and name them as the command line takes them."""
    names = []
    for lang in langs:
        path = Path(folder) / f"{lang}.txt"
        path.write_text("\n".join(document.texts[lang][:limit]) + "\n", encoding="utf-8")
        names.append(f"{lang}={path}")
    return names


def command(document: Parallel, langs: Sequence[str], limit: int | None, times: int = 3) -> processes.Cost:
    """``doichieu align`` on the first segments of a document, from files to a TMX file."""
    with tempfile.TemporaryDirectory() as folder:
        given = files(document, langs, folder, limit)
        return processes.best([*processes.ALIGN, *given, "-o", f"{folder}/table.tmx"], times)


def startup() -> list[Figure]:
    """What the command takes on two files of 100 sentences of the sample works."""
    works = chained(list(readers()["samples"]()), "samples")
    found = []
    for langs in (("en", "vi"), ("en", "zh-Hans"), ("vi", "zh-Hant")):
        cost = command(works, langs, 100)
        detail = f"{cost.cpu:.2f} s of processor time"
        found.append(Figure(f"`doichieu align`, 100 sentences, {'-'.join(langs)}", cost.wall, "s", "< 1.5 s", detail))
    return found


def end_to_end() -> list[Figure]:
    """Segments a second of the command, reading, splitting and writing included, start-up apart."""
    texts: list[tuple[Parallel, tuple[str, ...]]] = [(synthetic.text(4000), ("en", "zh-Hans"))]
    if BENCH.is_dir():
        news = chained([document for name in ("ntrexcat-sent", "ntrex") for document in readers()[name]()], "news")
        texts += [(news, ("en", "vi")), (news, ("en", "zh-Hans")), (news, ("en", "vi", "zh-Hant"))]
    if (real := real_text()) is not None:
        texts.append((real, ("en", "zh-Hans")))
    found = []
    for document, langs in texts:
        whole, nothing = command(document, langs, None, times=4), command(document, langs, 1, times=4)
        segments = sum(len(document.texts[lang]) for lang in langs)
        speed = segments / max(whole.cpu - nothing.cpu, 1e-6)
        detail = f"{segments:,} segments in {whole.cpu:.2f} s, start-up {nothing.cpu:.2f} s of it"
        name = f"end to end, {document.name}, {'-'.join(langs)}"
        found.append(Figure(name, speed, "segments a second", "≥ 5,000", detail))
    return found


def real_text() -> Parallel | None:
    """The longest real text there is: the long Bible text and all other texts in English and Simplified Chinese."""
    pair = ("en", "zh-Hans")
    if not (BENCH / "bible-long-sent").is_dir():
        return None
    names = ("bible-long-sent", "bible-sent", "ntrexcat-sent", "react-sent", "ntrex")
    parts = [d for name in names for d in readers()[name]() if pair in d.gold]
    return chained([Parallel(d.name, d.texts, {pair: d.gold[pair]}) for d in parts], "real")


def growth() -> list[Figure]:
    """Time per segment at 40,000 segments a side (the real text: as many as there are) against 400."""
    found = []
    for kind in ("synthetic", *(["real"] if real_text() else [])):
        job = [sys.executable, "-m", "benchmarks.speed", "library", kind]
        small = json.loads(processes.run([*job, str(SMALL)]).output)
        big = json.loads(processes.run([*job, str(BIG)]).output)
        detail = (
            f"{small['each'] * 1e6:.0f} µs a segment at {small['size']:,} a side, {big['each'] * 1e6:.0f} at "
            f"{big['size']:,}; peak memory {big['peak']:,.0f} MB"
        )
        found.append(Figure(f"growth, {kind} text", big["each"] / small["each"], "times", "≤ 1.5", detail))
    return found


def memory() -> list[Figure]:
    """The most memory of ``doichieu align`` on ``bible-long-sent`` in three languages, and what is right there."""
    home = BENCH / "bible-long-sent" / "dev-books"
    if not home.is_dir():
        return []
    langs = ("en", "zh-Hans", "zh-Hant")
    document = next(readers()["bible-long-sent"]())
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/table.tsv"
        given = [f"{lang}={home / f'{lang}.txt'}" for lang in langs]
        args = ["align", "--neural", "never", "--segmented", *given, "--format", "indices", "-o", out]
        cost = json.loads(processes.run([sys.executable, "-m", "benchmarks.speed", "cli", *args]).output)
        rows = parse_rows(Path(out).read_text(encoding="utf-8"))
    right = {
        f"{a}-{b}": evaluate(truth, [(row[langs.index(a)], row[langs.index(b)]) for row in rows]).unit.f1
        for (a, b), truth in document.gold.items()
    }
    segments = sum(map(len, document.texts.values()))
    detail = (
        f"{segments:,} segments in {cost['cpu']:.0f} s of processor time, start-up, reading and writing included; unit "
        f"F1 {', '.join(f'{pair} {value:.3f}' for pair, value in right.items())}"
    )
    return [Figure("peak memory, `bible-long-sent`, three languages", cost["peak"], "MB", "≤ 512 MB", detail)]


def measure(tell: Callable[[str], None]) -> dict[str, Any]:
    """All of it, with the date and the kind of machine."""
    figures: list[Figure] = []
    for part in (startup, end_to_end, growth, memory):
        for figure in part():
            figures.append(figure)
            tell(f"{figure.name}: {figure.value:,.2f} {figure.unit} (aim {figure.target}); {figure.detail}")
    return {"date": processes.today(), "machine": processes.machine(), "figures": [asdict(f) for f in figures]}


def in_library(kind: str, size: int) -> dict[str, float]:
    """Seconds of processor time per segment of the library on a text of a size, everything loaded before."""
    from aligner.pipeline import align

    text = real_text() if kind == "real" and SHARED.is_dir() else synthetic.text(BIG)
    assert text is not None
    pair = next(iter(text.gold))
    align(_part(text, 0, 100))
    whole = len(text.texts[pair[0]])
    starts = [0] if size >= whole else [number * (whole - size) // max(1, WINDOWS - 1) for number in range(WINDOWS)]
    each = []
    for begin in starts[: 1 if size > SMALL else WINDOWS]:
        part = _part(text, begin, size)
        start = time.process_time()
        align(part)
        each.append((time.process_time() - start) / sum(map(len, part.values())))
    return {"each": median(each), "size": min(size, whole), "peak": processes.peak()}


def _part(text: Parallel, begin: int, size: int) -> Mapping[str, list[str]]:
    """As many left segments from a place on, with what the gold sets beside them."""
    ((left, right), gold), *_ = text.gold.items()
    beads = [(x, y) for x, y in gold if x and y and begin <= x[0] < begin + size]
    first, last = min(y[0] for _, y in beads), max(y[-1] for _, y in beads)
    return {left: text.texts[left][begin : begin + size], right: text.texts[right][first : last + 1]}


def in_command(args: Sequence[str]) -> dict[str, float]:
    """What the command line takes in this very process, memory included."""
    from web.cli import main

    main(list(args), standalone_mode=False)
    return {"cpu": time.process_time(), "peak": processes.peak()}


if __name__ == "__main__":
    if sys.argv[1] == "library":
        print(json.dumps(in_library(sys.argv[2], int(sys.argv[3]))))
    else:
        print(json.dumps(in_command(sys.argv[2:])))
