"""N languages into one table: two are aligned, each further one joins the rows so far with the votes of all.

A table of pairs glued together contradicts itself; here every language that joins is compared with all languages
that are already there, so the rows stay consistent and a third language helps the other two. Afterwards each of the
first two is taken out and joined again, since they had fewer voters, with what the text has taught by then. Last, the
rows that a pair of languages contradicts are searched anew over all languages at once (``refining``), and rows that
overlap are made one (``straddling``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from aligner.columns import Column
from aligner.learning import Lessons
from aligner.neural.votes import Neural
from aligner.pairing import Model, Pair, Side, align_sides
from aligner.refining import Joined, refine
from aligner.search import Step
from aligner.straddling import merge
from aligner.taught import Glossary
from aligner.types import Span


def join(
    columns: Mapping[str, Column],
    passes: int = 2,
    glossary: Glossary | None = None,
    anchors: Sequence[Mapping[str, Span]] = (),
    neural: Neural | None = None,
) -> list[Joined]:
    """One consistent list of rows over any number of languages; those without any text have an empty span in each.

    ``anchors`` are rows that people confirmed, in order: they stay as they are, and only the gaps are aligned.
    """
    rows: list[Joined] = []
    done = dict.fromkeys(columns, 0)
    for anchor in [*anchors, {lang: Span(len(column), len(column)) for lang, column in columns.items()}]:
        gap = {lang: column.part(done[lang], anchor[lang].start) for lang, column in columns.items()}
        for row in _gap(gap, passes, glossary, neural):
            spans = {lang: Span(s.start + done[lang], s.stop + done[lang]) for lang, s in row.spans.items()}
            rows.append(replace(row, spans=spans))
        rows.append(Joined(dict(anchor), 1.0))
        done = {lang: span.stop for lang, span in anchor.items()}
    return rows[:-1]


def _gap(columns: Mapping[str, Column], passes: int, glossary: Glossary | None, neural: Neural | None) -> list[Joined]:
    """The rows between two anchors."""
    filled = {lang: column for lang, column in columns.items() if len(column)}
    nothing = dict.fromkeys(columns, Span(0, 0))
    return [replace(row, spans=nothing | row.spans) for row in _join(filled, passes, glossary, neural)]


def _join(columns: Mapping[str, Column], passes: int, glossary: Glossary | None, neural: Neural | None) -> list[Joined]:
    langs = list(columns)
    if len(langs) < 2:
        return [Joined({lang: Span(i, i + 1)}, 1.0) for lang in langs for i in range(len(columns[lang]))]
    order = _order(langs)
    first, second = order[:2]
    steps, model = align_sides(Side((columns[first],)), Side((columns[second],)), passes, glossary, neural)
    lessons = dict(model.lessons)
    rows = [Joined({first: Span(s.i, s.i + s.a), second: Span(s.j, s.j + s.b)}, s.posterior) for s in steps]
    for lang in order[2:]:
        rows = _add(columns, rows, lang, passes, glossary, neural, lessons)
    if len(langs) > 2:
        for lang in order[:2]:
            rows = _add(columns, _without(rows, lang), lang, passes, glossary, neural, lessons)
    model = Model(lessons, glossary, neural)
    return merge(columns, refine(columns, rows, model), model)


def _order(langs: list[str]) -> list[str]:
    """The pair with the best evidence first: two scripts of Chinese, then Chinese with English, then the others.

    The order decides only who has fewer voters at first.
    """
    if len(langs) == 2:
        return langs
    rank = {pair: _closeness(*pair) for pair in combinations(langs, 2)}
    first, second = max(rank, key=lambda pair: rank[pair])
    rest = [lang for lang in langs if lang not in (first, second)]
    return [first, second, *rest]


def _closeness(left: str, right: str) -> float:
    chinese = left.startswith("zh") + right.startswith("zh")
    if chinese == 2:
        return 3.0
    if chinese == 1 and "en" in (left, right):
        return 2.0
    return 1.0


def _add(
    columns: Mapping[str, Column],
    rows: Sequence[Joined],
    lang: str,
    passes: int,
    glossary: Glossary | None,
    neural: Neural | None,
    lessons: dict[Pair, Lessons],
) -> list[Joined]:
    """Join one language to the rows so far; what the text taught about new pairs goes into ``lessons``."""
    there = list(rows[0].spans)
    left = Side(tuple(columns[other].grouped([row.spans[other] for row in rows]) for other in there))
    known = {(other, lang): lessons[other, lang] for other in there if (other, lang) in lessons}
    known |= {(other, lang): lessons[lang, other].turned() for other in there if (lang, other) in lessons}
    steps, model = align_sides(left, Side((columns[lang],)), passes, glossary, neural, known)
    lessons.update({pair: taught for pair, taught in model.lessons.items() if pair not in known})
    return [_merge(rows, step, there, lang) for step in steps]


def _merge(rows: Sequence[Joined], step: Step, there: Sequence[str], lang: str) -> Joined:
    run = rows[step.i : step.i + step.a]
    spans: dict[str, Span] = {}
    for other in there:
        if run:
            spans[other] = Span(run[0].spans[other].start, run[-1].spans[other].stop)
        else:
            at = rows[step.i].spans[other].start if step.i < len(rows) else rows[-1].spans[other].stop
            spans[other] = Span(at, at)
    spans[lang] = Span(step.j, step.j + step.b)
    posterior = (
        min([step.posterior, *(row.posterior for row in run)]) if len(run) != 1 or not step.b else step.posterior
    )
    return Joined(spans, posterior)


def _without(rows: Sequence[Joined], lang: str) -> list[Joined]:
    """The rows with one language taken out; rows that held nothing else go."""
    kept = [Joined({o: s for o, s in row.spans.items() if o != lang}, row.posterior) for row in rows]
    return [row for row in kept if any(row.spans.values())]
