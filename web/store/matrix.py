# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""How works render concepts: which term of which language how often in which work."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from aligner.types import LANGS
from web.curating import RenderingView, WorkRenderings
from web.store.concepts import Choice
from web.store.database import Store

ORDERS = {
    "alone": "(p.unsteady = 1 AND p.langs > 2) DESC, p.varied DESC, p.uses DESC, p.id",
    "used": "p.uses DESC, p.id",
}
"""Those first in which one language alone varies, then those that vary most; or those that are used most. Forms of one
word, as singular and plural, are no variation."""

_COUNTS = """
WITH used AS (
    SELECT t.concept, t.lang, t.key, sum(u.count) AS count FROM terms t JOIN uses u ON u.term = t.id
    {which} GROUP BY t.concept, t.lang, t.key HAVING sum(u.count) > 0
), per_lang AS (
    SELECT concept, lang, count(*) AS renderings, sum(count) AS uses FROM used GROUP BY concept, lang
), per_concept AS (
    SELECT concept AS id, count(*) AS langs, sum(renderings > 1) AS unsteady, sum(renderings - 1) AS varied,
        sum(uses) AS uses FROM per_lang GROUP BY concept HAVING count(*) > 1
)
"""
_SEVERAL = "t.concept IN (SELECT concept FROM terms GROUP BY concept, lang HAVING count(*) > 1)"
"""The concepts that may vary at all: an index answers that, and most are left out."""


def page(store: Store, choice: Choice, order: str, offset: int, limit: int, *, varied: bool) -> tuple[list[int], int]:
    """The numbers of concepts that are rendered in two languages or more, ``varied``: by more than one term in one of
    them; and how many there are. Counted is what the chosen work uses, or all."""
    condition, bound = choice.condition(store)
    conditions = [] if choice.work is None else [f"u.work = {int(choice.work)}"]
    conditions += [_SEVERAL] if varied else []
    within = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    which = "AND p.unsteady > 0" if varied else ""
    tail = f"FROM per_concept p JOIN concepts c ON c.id = p.id WHERE {condition} {which}"
    counts = _COUNTS.format(which=within)
    total = int(store.value(f"{counts} SELECT count(*) {tail}", bound))
    query = f"{counts} SELECT p.id {tail} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?"
    return [int(record["id"]) for record in store.all(query, [*bound, limit, offset])], total


def renderings(store: Store, ids: Sequence[int], work: int | None = None) -> dict[int, tuple[WorkRenderings, ...]]:
    """For each concept the works that use it, each with its renderings by language, most used first."""
    only = "" if work is None else "AND u.work = ?"
    found: dict[int, dict[str, dict[str, list[RenderingView]]]] = defaultdict(lambda: defaultdict(dict))
    titles: dict[str, tuple[str, tuple[str, ...]]] = {}
    for record in store.all(
        "SELECT t.concept, w.slug, w.title, tb.langs, t.lang, t.id, t.text, t.status, u.count FROM terms t "
        "JOIN uses u ON u.term = t.id JOIN works w ON w.id = u.work LEFT JOIN tables tb ON tb.work = w.id "
        f"WHERE t.concept IN (SELECT value FROM json_each(?)) {only} AND u.count > 0 "
        "ORDER BY w.title, w.id, u.count DESC, t.position",
        [json.dumps(list(ids)), *([] if work is None else [work])],
    ):
        held = json.loads(record["langs"] or "[]")
        titles[record["slug"]] = record["title"], tuple(lang for lang in LANGS if lang in held)
        one = RenderingView(record["id"], record["text"], record["status"], record["count"])
        found[record["concept"]][record["slug"]].setdefault(record["lang"], []).append(one)
    return {
        concept: tuple(
            WorkRenderings(slug, *titles[slug], {lang: tuple(ones) for lang, ones in cells.items()})
            for slug, cells in works.items()
        )
        for concept, works in found.items()
    }
