"""N languages into one table: two are aligned, each further one joins the rows so far with the votes of all.

A table of pairs glued together contradicts itself; here every language that joins is compared with all languages
that are already there, so the rows stay consistent and a third language helps the other two. Afterwards the rows that
are in doubt are searched anew over all languages at once (``refining``), and rows that overlap are made one
(``straddling``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from aligner.columns import Column
from aligner.learning import Lessons
from aligner.pairing import Model, Pair, Setting, Side
from aligner.progress import SILENT
from aligner.refining import Joined, refine
from aligner.search import Step
from aligner.straddling import merge
from aligner.sweeping import align_sides
from aligner.types import Span

COMMON = 0.75
"""Share of the segments of two languages that are found to belong together, from which no other two are tried first."""


def join(
    columns: Mapping[str, Column], setting: Setting | None = None, anchors: Sequence[Mapping[str, Span]] = ()
) -> list[Joined]:
    """One consistent list of rows over any number of languages; those without any text have an empty span in each.

    ``anchors`` are rows that people confirmed, in order: they stay as they are, and only the gaps are aligned.
    """
    setting = setting or Setting()
    rows: list[Joined] = []
    done = dict.fromkeys(columns, 0)
    ends = [*anchors, {lang: Span(len(column), len(column)) for lang, column in columns.items()}]
    for anchor, meter in zip(ends, setting.meter.parts(_sizes(ends)), strict=True):
        gap = {lang: column.part(done[lang], anchor[lang].start) for lang, column in columns.items()}
        for row in _gap(gap, replace(setting, meter=meter)):
            spans = {lang: Span(s.start + done[lang], s.stop + done[lang]) for lang, s in row.spans.items()}
            rows.append(replace(row, spans=spans))
        rows.append(Joined(dict(anchor), 1.0))
        done = {lang: span.stop for lang, span in anchor.items()}
    return rows[:-1]


def _sizes(ends: Sequence[Mapping[str, Span]]) -> list[float]:
    """How many segments stand before each of these rows, after the one before."""
    totals = [0, *(sum(span.start for span in end.values()) for end in ends)]
    return [float(stop - start + 1) for start, stop in pairwise(totals)]


def _gap(columns: Mapping[str, Column], setting: Setting) -> list[Joined]:
    """The rows between two anchors."""
    filled = {lang: column for lang, column in columns.items() if len(column)}
    nothing = dict.fromkeys(columns, Span(0, 0))
    return [replace(row, spans=nothing | row.spans) for row in _join(filled, setting)]


def _join(columns: Mapping[str, Column], setting: Setting) -> list[Joined]:
    langs = list(columns)
    if len(langs) < 2:
        return [Joined({lang: Span(i, i + 1)}, 1.0) for lang in langs for i in range(len(columns[lang]))]
    begun, *joined, refined, merged = setting.meter.parts(_weights(len(langs)))
    place = tuple((lang, columns[lang].origin.span) for lang in langs)
    known = setting.memory.get(place, {}) if setting.neural is not None else {}
    (first, second), steps, model = _begun(columns, replace(setting, meter=begun), known)
    lessons = {**known, **model.lessons}
    rows = [Joined({first: Span(s.i, s.i + s.a), second: Span(s.j, s.j + s.b)}, s.posterior) for s in steps]
    rest = [lang for lang in langs if lang not in (first, second)]
    for lang, meter in zip(rest, joined, strict=True):
        rows = _add(columns, rows, lang, replace(setting, meter=meter), lessons)
    setting.memory[place] = lessons
    model = setting.model(lessons)
    rows = refine(columns, rows, model, refined)
    merged(0.0)
    return merge(columns, rows, model)


def _weights(langs: int) -> list[float]:
    """About how long each phase takes beside the others: two languages, each further one, the last look and the
    overlaps."""
    if langs == 2:
        return [2.0, 0.0, 0.1]
    return [2.0, *(2.0 * number for number in range(2, langs)), langs * 0.5, 0.2]


def _begun(
    columns: Mapping[str, Column], setting: Setting, known: Mapping[Pair, Lessons]
) -> tuple[Pair, list[Step], Model]:
    """The two languages that are aligned first, and how: those with the best evidence (two scripts of Chinese, then
    Chinese with English, then the others), unless so much is missing in one of them that two others have more in
    common. The order decides only who has fewer voters at first."""
    found: list[tuple[float, Pair, list[Step], Model]] = []
    for pair in sorted(combinations(columns, 2), key=lambda pair: -_closeness(*pair)):
        left, right = (Side((columns[lang],)) for lang in pair)
        steps, model = align_sides(left, right, setting if not found else replace(setting, meter=SILENT), known)
        common = sum((s.a + s.b) * s.posterior for s in steps if s.a and s.b) / (len(left) + len(right))
        found.append((common, pair, steps, model))
        if common > COMMON:
            break
    return max(found, key=lambda one: one[0])[1:]


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
    setting: Setting,
    lessons: dict[Pair, Lessons],
) -> list[Joined]:
    """Join one language to the rows so far; what the text taught about new pairs goes into ``lessons``."""
    there = list(rows[0].spans)
    left = Side(tuple(columns[other].grouped([row.spans[other] for row in rows]) for other in there))
    known = {(other, lang): lessons[other, lang] for other in there if (other, lang) in lessons}
    known |= {(other, lang): lessons[lang, other].turned() for other in there if (lang, other) in lessons}
    steps, model = align_sides(left, Side((columns[lang],)), setting, known)
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
