"""How good the mined glossary is: the gold terms of the sample works, or a list by hand of any texts.

    python benchmarks/mining.py                                   the sample works, whose gold terms ship
    python benchmarks/mining.py --gold TERMS.tsv FILE…            a list of yours; files as ``doichieu mine --files``
    python benchmarks/mining.py --bench SET/DOC… --show 100       proposals for documents of ../shared/bench, to be read

A list has language tags in its first line and one concept a line, several forms of a cell with ``|``. A term is right
when it is one of the forms, but for case, hyphens, an English article and an English plural. Figures: the share of the
list's concepts for which one proposal among the first N has a right term in every language, and in two; once over all
concepts, once over those that stand twice or more in some two languages; and what share of the first hundred proposals
the list has, a lower bound of how many are worth keeping. CPU seconds are those of mining alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import regex

from aligner.types import LANGS, Segment, Span, Table, table_from_spans
from glossary.mining import mine
from glossary.types import Concept

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "seeds" / "gold"
BENCH = ROOT.parent / "shared" / "bench"
FIRST = 100
Gold = list[dict[str, set[str]]]


@dataclass(frozen=True)
class Found:
    """Shares of a list's concepts that are found: among how many, in every language, in two."""

    size: int
    complete: float
    double: float


def plain(lang: str, text: str) -> str:
    """A term without what makes no difference: case, hyphens, an English article or plural."""
    text = text.strip().casefold().replace("-", " ")
    if lang == "en":
        text = regex.sub(r"^(?:an?|the) ", "", text)
        text = regex.sub(r"(?<=[^s])s$", "", regex.sub(r"ies$", "y", text))
    return text


def read_list(path: Path) -> Gold:
    """The concepts of a list: forms by language."""
    head, *lines = path.read_text("utf-8").rstrip("\n").split("\n")
    langs = head.split("\t")
    return [
        {
            lang: {plain(lang, form) for form in cell.split("|")}
            for lang, cell in zip(langs, line.split("\t"), strict=False)
            if cell
        }
        for line in lines
    ]


def occurs(table: Table, lang: str, forms: Iterable[str]) -> int:
    """How often one of the forms stands in a column."""
    edge = "" if lang.startswith("zh") else r"(?!\p{L})"
    pattern = "|".join(sorted((regex.escape(form).removesuffix("y") for form in forms), key=len, reverse=True))
    begin = "" if lang.startswith("zh") else r"(?<!\p{L})"
    plural = r"(?:y|s|es|ies)?" if lang == "en" else "y?"
    found = regex.compile(f"{begin}(?:{pattern}){plural}{edge}")
    return sum(len(found.findall(plain("", table.text(row, lang)))) for row in table.rows)


def recurrent(table: Table, gold: Gold) -> Gold:
    """The concepts that stand in the text in all their languages, and twice or more in two."""
    kept = []
    for concept in gold:
        counts = sorted(occurs(table, lang, forms) for lang, forms in concept.items())
        if len(counts) > 1 and counts[0] > 0 and counts[-2] > 1:
            kept.append(concept)
    return kept


def found(gold: Gold, concepts: Sequence[Concept]) -> Found:
    """What share of a list the proposals hold."""
    terms = [{lang: {plain(lang, term.text) for term in one.of(lang)} for lang in LANGS} for one in concepts]
    hits = [
        (max((sum(bool(one[lang] & forms) for lang, forms in concept.items()) for one in terms), default=0), concept)
        for concept in gold
    ]
    size = max(len(gold), 1)
    complete = sum(hit == len(concept) for hit, concept in hits)
    return Found(len(gold), complete / size, sum(hit > 1 for hit, _ in hits) / size)


def listed(gold: Gold, concepts: Sequence[Concept]) -> float:
    """What share of the proposals the list has, with a right term in two languages: no more than a lower bound of how
    many are worth keeping, for no list has everything."""
    hits = 0
    for one in concepts:
        terms = {lang: {plain(lang, term.text) for term in one.of(lang)} for lang in LANGS}
        hits += any(sum(bool(terms[lang] & forms) for lang, forms in concept.items()) > 1 for concept in gold)
    return hits / max(len(concepts), 1)


def segments(path: Path, lang: str) -> tuple[Segment, ...]:
    """One segment a line."""
    texts = path.read_text("utf-8").removesuffix("\n").split("\n")
    return tuple(Segment(text, lang, number, -1, Span(0, len(text))) for number, text in enumerate(texts))


def gold_table(folder: Path) -> Table:
    """The table of a gold folder with its ``rows.tsv``."""
    langs = [lang for lang in LANGS if (folder / f"{lang}.txt").exists()]
    columns = {lang: segments(folder / f"{lang}.txt", lang) for lang in langs}
    places = [0] * len(langs)
    rows = []
    for line in (folder / "rows.tsv").read_text("utf-8").removesuffix("\n").split("\n"):
        cells = [*line.split("\t"), *[""] * len(langs)]
        sizes = [len(cell.split(",")) if cell else 0 for cell in cells[: len(langs)]]
        rows.append(tuple(Span(place, place + size) for place, size in zip(places, sizes, strict=True)))
        places = [place + size for place, size in zip(places, sizes, strict=True)]
    return table_from_spans(tuple(langs), columns, rows)


def bench_table(name: str) -> Table:
    """The table of a document of the bench, all its languages in common rows."""
    from benchmarks.news import joined

    folder = BENCH / name
    return joined(folder, tuple(lang for lang in LANGS[1:] if (folder / f"gold.en-{lang}.tsv").exists()))


def files_table(names: Sequence[str]) -> Table:
    """The table that ``doichieu mine --files`` mines."""
    from web.actions.alignment import table_of_texts
    from web.actions.reading import read_documents
    from web.cli._files import inputs

    documents = [one for item in inputs(names) for one in read_documents(item.name, item.read(), item.lang)]
    return table_of_texts({document.lang: document for document in documents})


def report(name: str, table: Table, gold: Gold, top: int, show: int) -> None:
    """Mine a table and print the figures and, if asked, the proposals."""
    mine(table, 1)  # lexicons are loaded
    start = time.process_time()
    concepts = mine(table, top)
    seconds = time.process_time() - start
    print(f"{name}: {len(table.rows)} rows, {', '.join(table.langs)}; {len(concepts)} concepts in {seconds:.2f} s CPU")
    for label, part in (("all", gold), ("twice or more", recurrent(table, gold))) if gold else ():
        share = found(part, concepts)
        print(f"  {label}: {share.size} concepts; in every language {share.complete:.3f}, in two {share.double:.3f}")
    if gold:
        print(f"  of the first {FIRST} proposals the list has {listed(gold, concepts[:FIRST]):.2f}")
    for number, one in enumerate(concepts[:show], 1):
        cells = ("; ".join(f"{t.text} ×{t.count}" for t in one.of(lang)) or "–" for lang in table.langs)
        print(f"  {number:3} {one.kind} {one.score:5.2f}  {' | '.join(cells)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="[LANG=]FILE", help="versions of one text")
    parser.add_argument("--gold", type=Path, help="the list to measure the files by")
    parser.add_argument("--bench", nargs="*", default=[], metavar="SET/DOC", help="documents of ../shared/bench")
    parser.add_argument("--top", type=int, help="how many proposals count (100 for the samples, else 300)")
    parser.add_argument("--show", type=int, default=0, help="print so many proposals")
    options = parser.parse_args()
    for name in options.bench:
        report(name, bench_table(name), [], options.top or 300, options.show)
    if options.files:
        gold = read_list(options.gold) if options.gold else []
        report("files", files_table(options.files), gold, options.top or 300, options.show)
    elif not options.bench:
        for folder in sorted(path.parent for path in SAMPLES.glob("*/terms.tsv")):
            gold = read_list(folder / "terms.tsv")
            report(folder.name, gold_table(folder), gold, options.top or 100, options.show)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
