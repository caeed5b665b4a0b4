"""Data put into words: what a finding, a state or a label means to the reader of a translation.

Everything here returns text in the interface's language. Text of the documents stays in its own, so a sentence is a
list of runs: each carries the language of its words, or none where they are the interface's.
"""

from __future__ import annotations

import regex
from flask_babel import gettext as _

from web import telling
from web.evidence_words import Reason as Reason
from web.evidence_words import gist as gist
from web.evidence_words import name_runs as name_runs
from web.evidence_words import reasons as reasons
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
from web.views import FindingView

STRANGERS = "These texts do not seem to be versions of one another and were not forced together: "
"""How the aligner's warning about texts that do not belong together begins."""


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
    if found := regex.fullmatch(r"“(.*)” \((\S+)\): ([a-z ]+)", what, regex.DOTALL):
        named = [Run(f"“{found[1]}”", found[2]), Run(" ("), *name_runs([found[2]]), Run(")")]
        return [*named, Run(_(": ") + field(found[3].replace(" ", "_")))]
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


def finding(view: FindingView) -> tuple[Run, ...]:
    """A finding's sentence; quoted words keep their language."""
    return telling.finding(view, _)
