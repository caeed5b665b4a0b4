"""How alike two texts are by the measures that translation is judged by: chrF, BLEU and TER, from sacreBLEU.

The old text is the reference. chrF and BLEU say how much is alike (100: all of it), TER how much has to be edited
(0: nothing). Each comes with sacreBLEU's signature. Texts are cut as suits the language:

- Chinese: BLEU by sacreBLEU's ``zh`` tokeniser and TER with ``asian`` support, both of which take characters one by
  one, so that no word cutter has a say in the figure.
- Vietnamese: ``13a`` and ``tercom``, which cut at blanks and signs and so count syllables, as Vietnamese is written;
  what joins syllables to words is left out for the same reason. Both placements of a tone mark (hoà, hòa) count as one.
- English: ``13a`` and ``tercom``, the usual ones.

chrF needs no tokeniser. Case counts everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from aligner.differences.units import SCRIPT, WIDTH
from aligner.differences.units import key as form_of
from aligner.errors import InputError

CHRF: Final = "chrf"
BLEU: Final = "bleu"
TER: Final = "ter"
METRICS = (CHRF, BLEU, TER)

Scores = Mapping[str, float]
"""Metric → score, 0 to 100; TER may be higher where more has to be edited than there is."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The scores of every pair, those of all together, and how each was reckoned."""

    pairs: tuple[Scores, ...]
    whole: Scores
    signatures: Mapping[str, str]


def figures(
    pairs: Sequence[tuple[str, str]],
    lang: str,
    *,
    metrics: Collection[str] = METRICS,
    ignore: frozenset[str] = frozenset(),
    tell: Callable[[float], None] | None = None,
) -> Figures:
    """Score pairs of an old and a new text; of what is to be ignored, script and width are made one beforehand.

    TER looks for shifted words and takes some 20 ms for a sentence of 50 characters; the others take a fraction of one.
    ``tell`` hears how far it is, from 0 to 1. Raises ``InputError`` for another metric.

    >>> found = figures([("The cat sat.", "The cat sat."), ("It was big.", "It was small.")], "en")
    >>> [round(scores["bleu"]) for scores in found.pairs], round(found.whole["ter"], 1), found.signatures["bleu"][:25]
    ([100, 35], 12.5, 'nrefs:1|case:mixed|eff:ye')
    """
    chosen = [name for name in METRICS if name in metrics]
    for name in metrics:
        if name not in METRICS:
            raise InputError("There is no metric “{name}”.", "Choose from: {choice}.", name=name, choice=METRICS)
    told = tell or (lambda _part: None)
    forms = ignore & {SCRIPT, WIDTH} | ({SCRIPT} if lang == "vi" else frozenset())
    ready = [(form_of(old, lang, forms).strip(), form_of(new, lang, forms).strip()) for old, new in pairs]
    each: list[dict[str, float]] = [{} for _ in ready]
    whole: dict[str, float] = {}
    for number, name in enumerate(chosen):

        def part(done: float, number: int = number) -> None:
            told((number + done) / len(chosen))

        scores, whole[name] = _ter(ready, lang, part) if name == TER else _alike(name, ready, lang, part)
        for found, score in zip(each, scores, strict=True):
            found[name] = score
    marks = "+".join(sorted(forms))
    signatures = {name: _signature(name, lang) + (f"|ignored:{marks}" if marks else "") for name in chosen}
    return Figures(tuple(each), whole, signatures)


def _signature(name: str, lang: str) -> str:
    return str(_metric(name, lang.split("-")[0]).get_signature().format())


def _alike(
    name: str, pairs: Sequence[tuple[str, str]], lang: str, tell: Callable[[float], None]
) -> tuple[list[float], float]:
    metric = _metric(name, lang.split("-")[0])
    scores = []
    for number, (old, new) in enumerate(pairs):
        tell(number / len(pairs))
        scores.append(100.0 if old == new else float(metric.sentence_score(new, [old]).score))
    whole = metric.corpus_score([new for _, new in pairs], [[old for old, _ in pairs]]).score if pairs else 100.0
    return scores, min(100.0, float(whole))


def _ter(pairs: Sequence[tuple[str, str]], lang: str, tell: Callable[[float], None]) -> tuple[list[float], float]:
    scores: list[float] = []
    edits = length = 0.0
    for number, (old, new) in enumerate(pairs):
        tell(number / len(pairs))
        score, some, words = _ter_of(old, new, lang.split("-")[0])
        scores.append(score)
        edits, length = edits + some, length + words
    return scores, 100.0 * edits / length if length else 100.0 * bool(edits)


@lru_cache(maxsize=20_000)
def _ter_of(old: str, new: str, lang: str) -> tuple[float, float, float]:
    """The score of a pair, its edits and the length of the reference: from these comes the score of all."""
    metric = _metric(TER, lang)
    found = metric.sentence_score(new, [old])
    return float(found.score), float(found.num_edits), float(found.ref_length)


@cache
def _metric(name: str, lang: str) -> Any:
    from sacrebleu.metrics.bleu import BLEU as Bleu
    from sacrebleu.metrics.chrf import CHRF as Chrf
    from sacrebleu.metrics.ter import TER as Ter

    if name == CHRF:
        return Chrf()
    if name == BLEU:
        return Bleu(tokenize="zh" if lang == "zh" else "13a", effective_order=True)
    return Ter(normalized=True, asian_support=lang == "zh", case_sensitive=True)
