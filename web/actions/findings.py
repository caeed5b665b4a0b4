"""The checks: run them over a work, list what they found, wave findings through and take that back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from aligner.errors import InputError
from web.actions.alignment import Progress, silent
from web.actions.permissions import needs
from web.errors import NotFound
from web.plain import line
from web.store import Store, corpus, dismissals, findings, known, places, tables, works
from web.views import DismissalView, FindingCounts, FindingView, Page, RunView

if TYPE_CHECKING:
    from aligner.types import Table
    from glossary.checks import Check
    from glossary.types import Finding

REASON = 500
"""The most characters of a reason."""
SHORTEST = 4
"""The fewest characters by which a fingerprint is named."""
SHOWN = ("open", "dismissed")


@needs("edit")
def check_work(store: Store, ref: str | int, progress: Progress | None = None) -> int:
    """Run the checks over a work's rows, in place of what was found before; how many open findings there are.

    Raises ``NotFound`` when there is no such work, or when it is not aligned yet.
    """
    return works.summary(store, run_checks(store, ref, progress).work).findings


@needs("edit")
def run_checks(store: Store, ref: str | int, progress: Progress | None = None) -> RunView:
    """Run the checks over a work's rows, those of the remembered files of patterns too, in place of what was found
    before. Raises ``NotFound`` as ``check_work``."""
    from glossary.checks import run
    from glossary.checks._across import across_works
    from glossary.checks.consistency import across
    from web.actions.switches import remembered

    work = works.resolve(store, ref)
    table = tables.value(store, work)
    texts = {lang: [segment.text for segment in table.segments[table.column(lang)]] for lang in table.langs}
    concepts = known.values(store, work, texts)
    tell = progress or silent
    results = run(table, concepts=concepts, progress=lambda part: tell("Checking", 0.1 + 0.8 * part))
    results += across(table, corpus.elsewhere(store, work, table))
    results += across_works(table, corpus.usages(store, work))
    further, warnings = with_patterns(table, remembered(store))
    tell("Checking", 0.9)
    with store.atomic():
        return findings.write(store, work, table, [*results, *further], warnings)


def with_patterns(table: Table, patterns: Iterable[Check]) -> tuple[list[Finding], list[str]]:
    """What the patterns find; one that takes too long, or cannot say its suggestion, is a warning and not the end."""
    from glossary.checks import run

    found, warnings = [], []
    for check in patterns:
        try:
            found += run(table, checks=(), further=[check])
        except InputError as error:
            warnings.append(str(error))
    return found, warnings


@needs("read")
def list_runs(store: Store, ref: str | int) -> tuple[RunView, ...]:
    """The runs of the checks over a work, the latest first. Raises ``NotFound``."""
    return findings.runs(store, works.resolve(store, ref))


def _filter(
    store: Store,
    work: str | int | None,
    checks: Collection[str] | str | None,
    severity: str | None,
    lang: str | None,
    status: str | None,
    rows: Collection[int] | None,
) -> findings.Filter:
    if status not in (None, "all", *findings.STATES):
        raise InputError(
            "There is no status “{status}”.", "Choose from: {choice}, all.", status=status, choice=findings.STATES
        )
    states = SHOWN if status is None else None if status == "all" else (status,)
    identifier = None if work is None else works.resolve(store, work)
    names = [checks] if isinstance(checks, str) else checks
    return findings.Filter(identifier, names or None, severity or None, lang or None, states, rows)


@needs("read")
def list_findings(
    store: Store,
    *,
    work: str | int | None = None,
    check: Collection[str] | str | None = None,
    severity: str | None = None,
    lang: str | None = None,
    status: str | None = None,
    rows: Collection[int] | None = None,
    offset: int = 0,
    limit: int = 100,
) -> Page[FindingView]:
    """Findings, the open ones first, then in the order of the text: of one work, of some checks, of one severity, at
    fault in one language, at the rows with these numbers. ``status`` is open, dismissed, hidden (by the settings of the
    checks), or all; without it the hidden ones are left out. Raises ``NotFound``, ``InputError``."""
    wanted = _filter(store, work, check, severity, lang, status, rows)
    return findings.page(store, wanted, offset, limit)


@needs("read")
def count_findings(
    store: Store,
    *,
    work: str | int | None = None,
    check: str | None = None,
    severity: str | None = None,
    lang: str | None = None,
    status: str = "open",
) -> FindingCounts:
    """How many findings each choice would show, all others being as they are: what facets are made of."""
    number = None if work is None else works.resolve(store, work)
    chosen = {
        "check": check or None,
        "severity": severity or None,
        "lang": lang or None,
        "state": None if status == "all" else status,
    }
    counts: dict[str, dict[str, int]] = {name: {} for name in chosen}
    for *values, found in findings.counts(store, findings.Filter(number)):
        here = dict(zip(chosen, values, strict=True))
        for name, count in counts.items():
            if all(want in (None, here[other]) for other, want in chosen.items() if other != name):
                count[here[name]] = count.get(here[name], 0) + found
    every = findings.Filter(
        checks=[check] if check else None,
        severity=chosen["severity"],
        lang=chosen["lang"],
        states=None if status == "all" else [status],
    )
    return FindingCounts(findings.by_work(store, every), *counts.values())


@needs("read")
def get_finding(store: Store, id: int) -> FindingView:
    """One finding. Raises ``NotFound``."""
    return findings.get(store, id)


@needs("read")
def known_by(store: Store, fingerprint: str, *, work: str | int | None = None) -> tuple[FindingView, ...]:
    """The findings with this fingerprint, or this beginning of it, in one work or in all.

    Raises ``NotFound``, and ``InputError`` when it is the beginning of several.
    """
    name = fingerprint.strip().lower()
    if len(name) < SHORTEST or not name.isalnum():
        raise InputError(
            "“{fingerprint}” is no fingerprint.",
            "Write at least its first {shortest} characters.",
            fingerprint=fingerprint,
            shortest=SHORTEST,
        )
    identifier = None if work is None else works.resolve(store, work)
    found = findings.page(store, findings.Filter(identifier, fingerprint=name), 0, 1000).items
    if not found:
        raise NotFound("There is no finding “{fingerprint}”. “doichieu findings” lists them.", fingerprint=fingerprint)
    if len(several := sorted({item.fingerprint for item in found})) > 1:
        names = ", ".join(several[:5])
        raise InputError(
            "“{fingerprint}” is the beginning of {count} findings: {names}.",
            "Write more of it.",
            fingerprint=fingerprint,
            count=len(several),
            names=names,
        )
    return found


@needs("review")
def dismiss(store: Store, ids: Sequence[int], reason: str = "", scope: str = "finding") -> tuple[DismissalView, ...]:
    """Wave findings through: these alone (``finding``), all of their check about the same term in the work (``term``),
    all of their check in the work (``work``), or all of their check about the same in every work (``project``).

    It holds in every later run, and after aligning anew, as long as the words at fault and those around them stay.
    Raises ``NotFound``, ``InputError``.
    """
    said = line(reason)
    if len(said) > REASON:
        raise InputError(
            "The reason has {count} characters; {reason} are the most.", "Shorten it.", count=len(said), reason=REASON
        )
    if scope not in dismissals.SCOPES:
        raise InputError(
            "One cannot dismiss by “{scope}”.", "Choose from: {choice}.", scope=scope, choice=dismissals.SCOPES
        )
    with store.atomic():
        chosen = [findings.get(store, id) for id in dict.fromkeys(ids)]
        if scope in ("term", "project"):
            for view in chosen:
                if not view.about:
                    raise InputError("The finding quotes nothing that it could be about.", "Dismiss it for the work.")
        return tuple(dismissals.get(store, number) for number in dismissals.add(store, chosen, scope, said))


@needs("review")
def dismiss_finding(store: Store, id: int, reason: str = "", *, dismissed: bool = True) -> FindingView:
    """Wave one finding through, or take back whatever dismisses it. Raises ``NotFound``, ``InputError``."""
    with store.atomic():
        if dismissed:
            dismiss(store, [id], reason)
        elif (held := findings.get(store, id).dismissal) is not None:
            undismiss(store, [held.id])
        return findings.get(store, id)


@needs("review")
def undismiss(store: Store, ids: Sequence[int]) -> tuple[DismissalView, ...]:
    """Take dismissals back, by their numbers; what they were. What they covered is open again. Raises ``NotFound``."""
    with store.atomic():
        return tuple(dismissals.remove(store, list(dict.fromkeys(ids))))


@needs("review")
def undo_dismissal(store: Store) -> tuple[DismissalView, ...]:
    """Take back what this person's last action dismissed. Raises ``NotFound`` when there is nothing left of it."""
    with store.atomic():
        numbers = dismissals.latest(store, store.who)
        if not numbers:
            raise NotFound("There is nothing dismissed to take back.")
        return tuple(dismissals.remove(store, numbers))


@needs("read")
def list_dismissals(
    store: Store, *, work: str | int | None = None, scope: str | None = None, offset: int = 0, limit: int = 100
) -> Page[DismissalView]:
    """What was dismissed, the latest first; those that hold in one work, of one scope. Raises ``NotFound``,
    ``InputError``."""
    if scope is not None and scope not in dismissals.SCOPES:
        raise InputError(
            "There is no scope “{scope}”.", "Choose from: {choice}.", scope=scope, choice=dismissals.SCOPES
        )
    identifier = None if work is None else works.resolve(store, work)
    return dismissals.page(store, identifier, scope, offset, limit)


@needs("read")
def finding_texts(store: Store, found: Iterable[FindingView]) -> dict[tuple[int, int], dict[str, str]]:
    """The texts of the rows at which findings stand: (work, row) → language → text; empty cells are left out."""
    wanted: dict[int, set[int]] = {}
    for view in found:
        wanted.setdefault(view.work, set()).add(view.row)
    return {
        (work, number): texts
        for work, numbers in wanted.items()
        for number, texts in places.texts(store, work, numbers).items()
    }


@needs("read")
def list_reasons(store: Store, limit: int = 8) -> tuple[str, ...]:
    """The reasons that were given last, each once: what is likely to be said again."""
    return dismissals.reasons(store, limit)
