"""Data put into words: what a row's evidence, a finding or a state means to the reader of a translation.

Everything here returns text in the interface's language. Text of the documents stays in its own, so a sentence is a
list of runs: each carries the language of its words, or none where they are the interface's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import regex
from flask_babel import gettext as _

from aligner.types import Evidence
from web import telling
from web.figures import ngettext
from web.messages import (
    BANDS,
    BECAME,
    CHANGES,
    CHECK_NOTES,
    CHECKS,
    CLASHES,
    EDITS,
    FATES,
    FIELDS,
    FORMATS,
    JOBS,
    KINDS,
    LEFT_OUT,
    LIKENESSES,
    PARTS_OF_SPEECH,
    RELATIONS,
    REPORTS,
    SEVERITIES,
    STATES,
    STATUSES,
    TERM_FORMATS,
    TERM_STATES,
    TERM_TYPES,
)
from web.sentences import parts as parts
from web.sentences import sentence as sentence
from web.sentences import told as told
from web.telling import LANGUAGE_NAMES as LANGUAGE_NAMES
from web.telling import Run as Run
from web.telling import fill as fill
from web.views import FindingView, RowView

STRANGERS = "These texts do not seem to be versions of one another and were not forced together: "
"""How the aligner's warning about texts that do not belong together begins."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a row's band: what was looked at, how it went, how much of it is there (0 to 1, or None), and
    whether that speaks for the row (good), against it (bad), or asks for a look (check)."""

    label: str
    runs: tuple[Run, ...]
    share: float | None = None
    tone: str = "good"


def kind(name: str) -> str:
    """A block's label: heading, caption …"""
    return _(KINDS[name]) if name in KINDS else name


def band(name: str) -> str:
    """A row's band: good, to check, doubtful."""
    return _(BANDS[name]) if name in BANDS else name


def check(name: str) -> str:
    """A check by its title."""
    return _(CHECKS[name]) if name in CHECKS else name


def check_note(name: str, description: str) -> str:
    """What a check looks for; a check of a file of patterns says it itself."""
    return _(CHECK_NOTES[name]) if name in CHECK_NOTES else description


def severity(name: str) -> str:
    """How much a finding matters."""
    return _(SEVERITIES[name]) if name in SEVERITIES else name


def job(kind: str) -> str:
    """What a background job does."""
    return _(JOBS[kind]) if kind in JOBS else kind


def edit(what: str) -> str:
    """What a person did to rows."""
    return _(EDITS[what]) if what in EDITS else what


def term_state(state: str) -> str:
    """How a row keeps to the glossary with a term."""
    return _(TERM_STATES[state]) if state in TERM_STATES else state


def fate(action: str) -> str:
    """What becomes of a concept of a file."""
    return _(FATES[action]) if action in FATES else action


def term_format(name: str, description: str) -> str:
    """What a format of terms is for."""
    return _(TERM_FORMATS[name]) if name in TERM_FORMATS else description


def left_out(reason: str) -> str:
    """What an export leaves out, or has no place for."""
    return _(LEFT_OUT[reason]) if reason in LEFT_OUT else reason


def clash(reason: str) -> list[Run]:
    """Why a concept of a file clashes with one here."""
    for pattern, message in CLASHES.items():
        if found := regex.fullmatch(pattern, reason):
            parts = {name: _clash_part(name, value) for name, value in found.groupdict().items()}
            return fill(_(message), parts)
    return [Run(reason, "en")]


def import_change(what: str) -> list[Run]:
    """What an import changes about a concept: a field, of a term where it names one."""
    if found := regex.fullmatch(r"(new term|term|definition) \((\S+?)( \S+)?\)", what):
        names = {"new term": _("New term"), "term": FIELDS["text"], "definition": FIELDS["definition"]}
        return [Run(_(names[found[1]]) + " "), *name_runs([found[2]]), Run(found[3] or "")]
    if found := regex.fullmatch(r"(.+): (region|status)", what):
        return [Run(f"{found[1]}: {field(found[2])}")]
    return [Run(field(what))]


def import_value(value: str) -> str:
    """What an import puts in; the state of a new term is said in the interface's language."""
    found = regex.fullmatch(r"(.*) \[(\w+)\]", value, regex.DOTALL)
    return f"{found[1]} ({status(found[2])})" if found else status(value)


def _clash_part(name: str, value: str) -> list[Run]:
    if name in ("same", "others"):
        both = [Run(_(", ")) for _one in value.split(", ")]
        named = [name_runs([lang])[0] for lang in value.split(", ")]
        return [run for pair in zip(named, both, strict=True) for run in pair][:-1]
    return [Run(status(value) if name in ("here", "there") else value)]


def relation(how: str) -> str:
    """What one concept has to do with another."""
    return _(RELATIONS[how]) if how in RELATIONS else how


def likeness(kind: str) -> str:
    """What parts two sentences that are alike."""
    return _(LIKENESSES[kind]) if kind in LIKENESSES else kind


def status(name: str) -> str:
    """Where a concept stands in its life."""
    return _(STATUSES[name]) if name in STATUSES else name


FIELD_NAMES = frozenset(FIELDS)
"""The fields of concepts and terms that have a name to be shown by."""


def field(name: str) -> str:
    """A field of a concept or term."""
    return _(FIELDS[name]) if name in FIELDS else name


def change(what: str) -> str:
    """What a person did to a concept, a work or rows."""
    return _(CHANGES[what]) if what in CHANGES else edit(what)


def became(kind: str) -> str:
    """What became of a sentence in the other text."""
    return _(BECAME[kind]) if kind in BECAME else kind


def part_of_speech(name: str) -> str:
    """The word class of a term."""
    return _(PARTS_OF_SPEECH[name]) if name in PARTS_OF_SPEECH else name


def term_type(name: str) -> str:
    """What form of its concept's name a term is."""
    return _(TERM_TYPES[name]) if name in TERM_TYPES else name


def format(name: str, description: str) -> str:
    """What a format is for."""
    return _(FORMATS[name]) if name in FORMATS else description


def report(name: str, description: str) -> str:
    """What a report of findings is for."""
    return _(REPORTS[name]) if name in REPORTS else description


def state(message: str) -> str:
    """What the background worker is doing."""
    if message.startswith("Reading "):
        return str(_("Reading %(name)s", name=message.removeprefix("Reading ")))
    return _(STATES[message]) if message in STATES else message


def too_many(seconds: int) -> str:
    """What somebody is told who tried a password too often."""
    told: str = ngettext(
        "Too many tries. Try again in %(num)s second.", "Too many tries. Try again in %(num)s seconds.", seconds
    )
    return told


def warning(text: str) -> list[Run]:
    """A warning of the alignment; which texts do not belong together is said in their languages' names."""
    if not text.startswith(STRANGERS):
        shown = sentence(text)
        return [Run(shown, "en" if shown == text else "")]
    groups = [part.removesuffix(" alone").split(" with ") for part in text[len(STRANGERS) :].rstrip(".").split("; ")]
    runs: list[Run] = []
    for group in groups:
        runs += [*([Run(" | ")] if runs else []), *name_runs(group, " + ")]
    message = _("These texts do not seem to be versions of one another, and were not forced together: {groups}.")
    return fill(message, {"groups": runs})


def name_runs(langs: Iterable[str], joiner: str = "") -> list[Run]:
    """The names of languages, each in its own language, with commas between."""
    return telling.name_runs(langs, joiner or _(", "))


def finding(view: FindingView) -> tuple[Run, ...]:
    """A finding's sentence; quoted words keep their language."""
    return telling.finding(view, _)


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
    apart = [item.langs for item in items if item.verdict != "agree"]
    label = _("Agreement")
    if not apart:
        return Reason(label, (Run(_("all pairs of languages say the same")),), None, "good")
    pairs: list[Run] = []
    for langs in apart:
        pairs += [*([Run(_("; "))] if pairs else []), *name_runs(langs, " – ")]
    return Reason(label, (Run(_("the languages disagree on this row")), Run(_(": ")), *pairs), None, "check")
