"""Why a row is in its band, in words: what was looked at, how it went, and whether that speaks for the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from aligner.types import FINER, Evidence
from web import telling
from web.figures import ngettext
from web.telling import Run, fill
from web.views import RowView


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a row's band: what was looked at, how it went, how much of it is there (0 to 1, or None), and
    whether that speaks for the row (good), against it (bad), or asks for a look (check)."""

    label: str
    runs: tuple[Run, ...]
    share: float | None = None
    tone: str = "good"


def name_runs(langs: Iterable[str], joiner: str = "") -> list[Run]:
    """The names of languages, each in its own language, with commas between."""
    return telling.name_runs(langs, joiner or _(", "))


def reasons(row: RowView) -> list[Reason]:
    """Why a row is in its band: one reason per kind of evidence, over all pairs of its languages."""
    by_source: dict[str, list[Evidence]] = {}
    for item in row.evidence:
        by_source.setdefault(item.source, []).append(item)
    writers: dict[str, Callable[[Sequence[Evidence]], Reason]] = {
        "lexicon": _words,
        "quantities": _quantities,
        "names": _names,
        "length": _length,
        "kind": _kind,
        "order": _order,
        "agreement": _agreement,
        "neural": _meaning,
    }
    found = [write(by_source[source]) for source, write in writers.items() if source in by_source]
    if row.band != "good" and all(reason.tone == "good" for reason in found):
        text = _("nothing stands out; the signs together are weaker than usual")
        found.append(Reason(_("Together"), (Run(text),), None, "check"))
    return found


def gist(row: RowView) -> list[Run]:
    """The reasons that count, in one line: what speaks against the row, or else how many of its words were found."""
    found = reasons(row)
    telling = [reason for reason in found if reason.tone != "good"] or found[:1]
    runs: list[Run] = []
    for reason in telling:
        runs += [*([Run(_("; "))] if runs else []), Run(reason.label + _(": ")), *reason.runs]
    return runs


def _sum(items: Sequence[Evidence]) -> tuple[int, int]:
    return sum(item.hits for item in items), sum(item.trials for item in items)


def _words(items: Sequence[Evidence]) -> Reason:
    hits, trials = _sum(items)
    label = _("Words")
    if not trials:
        return Reason(label, (Run(_("no words to compare")),), None, "check")
    runs = [Run(_("%(hits)s of %(trials)s found", hits=hits, trials=trials))]
    thin = [item for item in items if item.verdict in ("weak", "none")]
    if thin and len(items) > 1:
        worst = min(thin, key=lambda item: (item.hits + 1) / (item.trials + 2))
        runs = fill(_("{found}, few between {langs}"), {"found": runs, "langs": name_runs(worst.langs, " – ")})
    share = hits / trials
    tone = "bad" if share < 0.2 else "check" if share < 0.35 or thin else "good"
    return Reason(label, tuple(runs), share, tone)


def _quantities(items: Sequence[Evidence]) -> Reason:
    hits, trials = _sum(items)
    apart = [item for item in items if item.verdict == "differ"]
    label = _("Quantities")
    if not apart:
        return Reason(label, (Run(_("those on both sides agree")),), 1.0)
    worst = max(apart, key=lambda item: item.trials - item.hits)
    # Both sides were looked up, so one quantity that differs counts twice.
    differing, count = -(-(worst.trials - worst.hits) // 2), -(-worst.trials // 2)
    text = ngettext("%(num)s of %(count)s differs", "%(num)s of %(count)s differ", differing, count=count)
    runs = [Run(text)]
    if len(items) > 1:
        runs = fill(_("{differing} between {langs}"), {"differing": runs, "langs": name_runs(worst.langs, " – ")})
    return Reason(label, tuple(runs), hits / trials if trials else 0.0, "check")


def _names(items: Sequence[Evidence]) -> Reason:
    hits, trials = _sum(items)
    label = _("Names")
    if hits == trials:
        return Reason(label, (Run(_("written alike")),), 1.0)
    text = _("%(hits)s of %(trials)s written alike", hits=hits, trials=trials)
    return Reason(label, (Run(text),), hits / trials, "good")


def _length(items: Sequence[Evidence]) -> Reason:
    odd = [item for item in items if item.verdict in ("short", "long") and len(item.langs) == 2]
    label = _("Length")
    if not odd:
        return Reason(label, (Run(_("usual")),), 1.0)
    first = odd[0]
    other, lang = first.langs
    text = _("{lang} is short beside {other}") if first.verdict == "short" else _("{lang} is long beside {other}")
    runs = fill(text, {"lang": name_runs([lang]), "other": name_runs([other])})
    return Reason(label, tuple(runs), 0.4, "check")


def _kind(items: Sequence[Evidence]) -> Reason:
    agree = all(item.verdict == "agree" for item in items)
    text = _("the same in all languages") if agree else _("a heading or note beside plain text")
    return Reason(_("Kind"), (Run(text),), None, "good" if agree else "check")


def _order(items: Sequence[Evidence]) -> Reason:
    item = items[0]
    label = _("Order")
    if item.verdict == "moved":
        return Reason(label, (Run(_("its other half is row %(number)s", number=item.hits + 1)),), None, "good")
    if item.verdict == "none":
        runs = fill(_("nothing in {langs}"), {"langs": name_runs(item.langs)})
        return Reason(_("Counterpart"), tuple(runs), None, "check")
    return Reason(label, (Run(_("in step")),), 1.0)


def _meaning(items: Sequence[Evidence]) -> Reason:
    """What a model says that was asked because the row was in doubt."""
    order = ("none", "weak", "fair", "strong")
    worst = min(items, key=lambda item: order.index(item.verdict) if item.verdict in order else 0)
    label = _("Meaning")
    if worst.verdict == "strong":
        return Reason(label, (Run(_("close, by the language model")),), 1.0)
    text = (
        _("only partly alike, by the language model")
        if worst.verdict == "fair"
        else _("far apart, by the language model")
    )
    runs = [Run(text)]
    if len(items) > 1:
        runs += [Run(_(": ")), *name_runs(worst.langs, " – ")]
    return Reason(label, tuple(runs), 0.5 if worst.verdict == "fair" else 0.2, "check")


def _agreement(items: Sequence[Evidence]) -> Reason:
    apart = [item.langs for item in items if item.verdict == "differ"]
    finer = list(dict.fromkeys(item.langs for item in items if item.verdict == FINER))
    label = _("Agreement")
    if finer and not apart:
        return Reason(label, (Run(_("aligned more finely inside the row")), Run(_(": ")), *_pairs(finer)), None, "good")
    if not apart:
        return Reason(label, (Run(_("all pairs of languages say the same")),), None, "good")
    return Reason(label, (Run(_("the languages disagree on this row")), Run(_(": ")), *_pairs(apart)), None, "check")


def _pairs(found: Sequence[tuple[str, ...]]) -> list[Run]:
    pairs: list[Run] = []
    for langs in found:
        pairs += [*([Run(_("; "))] if pairs else []), *name_runs(langs, " – ")]
    return pairs
