"""Terms that a work renders otherwise than the other works of a store do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.fold import fold
from aligner.types import Span, Table
from glossary.checks._base import TableContext, gathered, ordered
from glossary.checks._parts import same
from glossary.types import Finding, Severity

WORKS, PLACES = 2, 3
"""Other works, and places in them, that have to have a rendering before it is the usual one …"""
SHARE = 0.75
"""… and the share of all their places of the term in that language."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How a work, and all other works, render a concept in one language.

    ``about`` is a term of another language by which people know the concept (language → text), ``own`` the work's
    renderings with their counts, ``elsewhere`` those of other works with counts and the number of works, ``rows`` the
    indices of the work's rows that have one.
    """

    lang: str
    about: Mapping[str, str]
    own: Mapping[str, int]
    elsewhere: Mapping[str, tuple[int, int]]
    rows: Sequence[int]


def across_works(table: Table, usages: Sequence[Usage]) -> list[Finding]:
    """For information, each rendering of this work that no other work has where these agree on another one."""
    context = TableContext(ordered(table))
    return sorted(
        (finding for usage in usages for finding in _deviating(usage, context)), key=lambda one: (one.row, one.message)
    )


def _deviating(usage: Usage, context: TableContext) -> Iterator[Finding]:
    lang, total = usage.lang, sum(count for count, _ in usage.elsewhere.values())
    usual, (count, works) = max(usage.elsewhere.items(), key=lambda item: item[1], default=("", (0, 0)))
    if works < WORKS or count < PLACES or count < SHARE * total:
        return
    if any(same(own, usual, lang) for own in usage.own):
        return
    for own in usage.own:
        if any(same(own, other, lang) for other in usage.elsewhere):
            continue
        if places := _places(own, usage, context):
            values = {"text": own, "usual": usual, "count": works, "lang": lang}
            message = "“{text}” is “{usual}” in {count} other works."
            about = dict(usage.about)
            found = Finding("terms", Severity.INFO, 0, (lang,), message, values, suggestion=usual, about=about)
            yield gathered(found, lang, places, context)


def _places(own: str, usage: Usage, context: TableContext) -> dict[int, list[Span]]:
    found = {}
    plain = fold(own, usage.lang).text
    for row in usage.rows:
        folded = fold(context.rows[row].texts[usage.lang], usage.lang)
        start = folded.text.find(plain)
        if start >= 0:
            found[row] = [folded.original(Span(start, start + len(plain)))]
    return found
