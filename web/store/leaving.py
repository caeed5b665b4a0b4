# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""What an export of terms would write and leave behind, counted by the database: a glossary of a hundred thousand
concepts is previewed without reading it. It says what ``glossary.selection.selected`` says of the same concepts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from aligner.formats._base import one_line
from glossary.formats import Carries
from glossary.selection import NOUNS, Selection, Tally
from glossary.types import Concept, Term
from web.store import concepts
from web.store.database import Store

REASONS = {
    "other": "terms in other languages",
    "proposed": "terms that are only proposed",
    "decided": "terms that are decided",
    "without": "terms not to be used",
}
_COLUMNS = {"id": "external"}
"""Where a fact about a concept stands under another name."""


def preview(
    store: Store, choice: concepts.Choice, selection: Selection, carries: Carries, samples: int
) -> tuple[Tally, list[Concept]]:
    """The tally of an export, and the first concepts that it would write, whole."""
    wanted = _Wanted(store, choice, selection, carries)
    tally = Tally()
    found = store.one(wanted.counts, wanted.bound) or {}
    tally.left["concepts of other domains"] = int(found["strange"] or 0)
    tally.left["concepts that are less sure"] = int(found["unsure"] or 0)
    for name, reason in REASONS.items():
        tally.left[reason] = int(found[name] or 0)
    tally.left["concepts with terms in one language only"] = int(found["lonely"] or 0)
    tally.concepts, tally.terms = int(found["concepts"] or 0), int(found["terms"] or 0)
    for noun, names in wanted.nouns.items():
        tally.lost[noun] = sum(int(found[name] or 0) for name in names)
    first = [int(one["concept"]) for one in store.all(wanted.first, [*wanted.bound, samples])]
    return tally, list(concepts.value(store, first).values())


@dataclass(frozen=True, slots=True)
class _Part:
    """What is summed up under a name: first over the terms of a concept, then over all that leave."""

    name: str
    inner: str


class _Wanted:
    """The statements that count what leaves and what stays, and name the first that leave."""

    def __init__(self, store: Store, choice: concepts.Choice, selection: Selection, carries: Carries) -> None:
        condition, self.bound = choice.condition(store)
        strange, unsure = "0", "0"
        if selection.domain is not None:
            strange = "c.domain NOT IN (SELECT value FROM json_each(?))"
            self.bound = [json.dumps(_domains(store, selection.domain)), *self.bound]
        if selection.least > 0:
            unsure = (
                "(c.status = 'proposed' AND max(c.score, 0) / (1.0 + max(c.score, 0)) < ? AND NOT EXISTS "
                "(SELECT 1 FROM terms d WHERE d.concept = c.id AND d.status <> 'proposed'))"
            )
            at = 1 if selection.domain is not None else 0
            self.bound = [*self.bound[:at], selection.least, *self.bound[at:]]
        facts = self._facts(carries)
        reason = _reason(selection, carries)
        inner = ", ".join(f"total({part.inner}) AS {part.name}" for part in facts)
        base = (
            f"WITH chosen AS MATERIALIZED (SELECT c.*, {strange} AS is_strange, {unsure} AS is_unsure FROM concepts c "
            f"WHERE {condition}), judged AS (SELECT t.*, {reason} AS reason FROM chosen c JOIN terms t "
            "ON t.concept = c.id WHERE NOT c.is_strange AND NOT c.is_unsure), "
            "held AS (SELECT concept, count(CASE WHEN reason = '' THEN 1 END) AS own, "
            "min(CASE WHEN reason = '' THEN lang END) <> max(CASE WHEN reason = '' THEN lang END) AS several, "
            + ", ".join(f"total(reason = '{name}') AS {name}" for name in REASONS)
            + (f", {inner}" if inner else "")
            + " FROM judged t GROUP BY concept) "
        )
        leaves = "own > 0 AND several" if carries.shared else "own > 0"
        own = [f"total(CASE WHEN {leaves} THEN {part.name} END) AS {part.name}" for part in facts]
        own += [f"total(({leaves}) AND {fact}) AS {name}" for name, fact in self._own(carries)]
        self.counts = (
            f"{base} SELECT (SELECT count(*) FROM chosen WHERE is_strange) AS strange, "
            "(SELECT count(*) FROM chosen WHERE is_unsure AND NOT is_strange) AS unsure, "
            f"total({leaves}) AS concepts, total(CASE WHEN {leaves} THEN own END) AS terms, "
            f"{'total(own > 0 AND NOT several)' if carries.shared else '0'} AS lonely, "
            + ", ".join([*(f"total({name}) AS {name}" for name in REASONS), *own])
            + " FROM held h JOIN concepts c ON c.id = h.concept"
        )
        self.first = (
            f"{base} SELECT h.concept FROM held h JOIN concepts c ON c.id = h.concept WHERE {leaves} "
            f"ORDER BY {concepts.ORDERS['rank']} LIMIT ?"
        )
        self.nouns: dict[str, list[str]] = {}
        for name in [*(part.name for part in facts), *(name for name, _ in self._own(carries))]:
            noun = NOUNS.get(name.partition("_of_")[2], "marks that a term was replaced, rather than forbidden")
            self.nouns.setdefault(noun, []).append(name)

    def _facts(self, carries: Carries) -> list[_Part]:
        """Facts about terms that the format has no place for."""
        lost = sorted(NOUNS.keys() & {item.name for item in fields(Term)} - carries.term)
        found = [_Part(f"term_of_{name}", f"reason = '' AND t.{name} NOT IN ('', 'term')") for name in lost]
        merged = ", ".join(f"'{status}'" for status in sorted(carries.merged))
        return [*found, *([_Part("merged", f"reason = '' AND t.status IN ({merged})")] if merged else [])]

    def _own(self, carries: Carries) -> list[tuple[str, str]]:
        """Facts about concepts that the format has no place for; an id is given to each that has none."""
        lost = sorted(NOUNS.keys() & {item.name for item in fields(Concept)} - carries.concept)
        facts = {name: f"c.{_COLUMNS.get(name, name)} NOT IN ('', '{{}}', 'term')" for name in lost}
        return [(f"concept_of_{name}", "1" if name == "id" else fact) for name, fact in facts.items()]


def _domains(store: Store, asked: str) -> list[str]:
    """The domains as they are written that are the one asked for."""
    found = store.all("SELECT DISTINCT domain FROM concepts")
    return [one["domain"] for one in found if one_line(one["domain"]).casefold() == asked.casefold()]


def _reason(selection: Selection, carries: Carries) -> str:
    """Why a term stays behind, the first reason there is; nothing where it leaves."""
    cases: list[tuple[str, str]] = []
    if selection.langs:
        cases.append((f"t.lang NOT IN ({_quoted(selection.langs)})", "other"))
    if selection.status != "all":
        decided = selection.status == "proposed"
        cases.append((f"t.status {'<>' if decided else '='} 'proposed'", "decided" if decided else "proposed"))
    if carries.without:
        cases.append((f"t.status IN ({_quoted(sorted(carries.without))})", "without"))
    whens = " ".join(f"WHEN {condition} THEN '{name}'" for condition, name in cases)
    return f"CASE {whens} ELSE '' END" if whens else "''"


def _quoted(words: Sequence[Any]) -> str:
    """Names of our own, of languages and states, as SQL writes them."""
    return ", ".join(f"'{word}'" for word in words)
