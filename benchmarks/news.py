"""The professional translations of news under ``../shared/bench``, as tables that checks can be run on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from aligner.types import LANGS, Segment, Span, Table, table_from_spans

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
SETS = ("ntrex", "ntrexcat-sent")


def lines(path: Path, lang: str) -> tuple[Segment, ...]:
    """One segment a line."""
    place, segments = 0, []
    for index, text in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n")):
        segments.append(Segment(text, lang, index, -1, Span(place, place + len(text))))
        place += len(text) + 1
    return tuple(segments)


def gold(path: Path) -> Iterator[tuple[list[int], list[int]]]:
    """The beads of a gold file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        left, _, right = line.partition("\t")
        yield [int(n) for n in left.split(",") if n], [int(n) for n in right.split(",") if n]


def joined(folder: Path, langs: tuple[str, ...]) -> Table:
    """One table of English and the given languages: rows are the finest cut that all pairs with English share."""
    segments = {lang: lines(folder / f"{lang}.txt", lang) for lang in ("en", *langs)}
    beads = {lang: list(gold(folder / f"gold.en-{lang}.tsv")) for lang in langs}
    cuts = {lang: {0: 0} for lang in langs}
    for lang in langs:
        left = right = 0
        for a, b in beads[lang]:
            left, right = left + len(a), right + len(b)
            cuts[lang][left] = right
    shared = sorted(set.intersection(*({*cut} for cut in cuts.values())))
    rows, places = [], dict.fromkeys(langs, 0)
    for start, stop in pairwise(shared):
        spans = [Span(start, stop)]
        for lang in langs:
            spans.append(Span(places[lang], cuts[lang][stop]))
            places[lang] = cuts[lang][stop]
        rows.append(tuple(spans))
    return table_from_spans(("en", *langs), segments, rows)


def tables(bench: Path, sets: tuple[str, ...], pairs: bool) -> Iterator[tuple[str, Table]]:
    """The tables of all documents, once per language with English, or with all languages at once."""
    for name in sets:
        for folder in sorted(path for path in (bench / name).iterdir() if path.is_dir()):
            langs = tuple(lang for lang in LANGS[1:] if (folder / f"gold.en-{lang}.tsv").exists())
            for group in [(lang,) for lang in langs] if pairs else [langs]:
                if group:
                    yield f"{name}/{folder.name}", joined(folder, group)


def rebuilt(table: Table, rows: list[dict[str, str]]) -> Table:
    """A table of the given texts, one segment a cell."""
    segments: dict[str, list[Segment]] = {lang: [] for lang in table.langs}
    spans = []
    for texts in rows:
        cells = []
        for lang in table.langs:
            start = len(segments[lang])
            if texts[lang]:
                segments[lang].append(Segment(texts[lang], lang, start, -1, Span(0, len(texts[lang]))))
            cells.append(Span(start, len(segments[lang])))
        spans.append(tuple(cells))
    return table_from_spans(table.langs, {lang: tuple(column) for lang, column in segments.items()}, spans)
