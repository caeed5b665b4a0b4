"""Concepts that people turned down: kept aside, so that they can come back but mining does not propose them again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from web.errors import NotFound
from web.store.database import Record, Store, now
from web.store.joining import Folded
from web.views import DeletedView, Page


def add(store: Store, concept: int, snapshot: Record, reason: str) -> int:
    """Remember a concept that is about to be deleted as turned down; ``snapshot`` brings it back."""
    held = store.one("SELECT fingerprint FROM concepts WHERE id = ?", (concept,)) or {}
    remove(store, concept)
    record = {"concept": concept, "fingerprint": held["fingerprint"], "snapshot": snapshot}
    identifier = store.insert("rejections", record | {"who": store.who, "when": now(), "reason": reason})
    store.execute(
        "INSERT OR IGNORE INTO rejected_keys (key, rejection) SELECT key, ? FROM terms WHERE concept = ?",
        (identifier, concept),
    )
    return identifier


def find(store: Store, concept: int) -> Record | None:
    """What is kept of a concept that was deleted, by its number."""
    found = store.one("SELECT * FROM rejections WHERE concept = ?", (concept,))
    return found and found | {"snapshot": json.loads(found["snapshot"])}


def get(store: Store, concept: int) -> Record:
    """The same. Raises ``NotFound``."""
    found = find(store, concept)
    if found is None:
        raise NotFound("No concept number {concept} was deleted.", concept=concept)
    return found


def remove(store: Store, concept: int) -> None:
    """Forget that a concept was turned down: mining may propose it again."""
    store.execute("DELETE FROM rejections WHERE concept = ?", (concept,))


def page(store: Store, offset: int, limit: int) -> Page[DeletedView]:
    """What was turned down, the latest first."""
    found = store.all("SELECT * FROM rejections ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset))
    return Page(tuple(map(_view, found)), int(store.value("SELECT count(*) FROM rejections")), offset, limit)


def _view(record: Record) -> DeletedView:
    terms: dict[str, list[str]] = defaultdict(list)
    for term in json.loads(record["snapshot"])["terms"].values():
        terms[term["lang"]].append(term["text"])
    named = {lang: tuple(texts) for lang, texts in terms.items()}
    return DeletedView(record["concept"], named, record["who"], record["when"], record["reason"])


def refused(store: Store, found: Sequence[Folded]) -> set[int]:
    """Which of the mined concepts, by their places in the list, were turned down before.

    As in ``joining``, one is the same that shares a term in every language that both have.
    """
    keys = [{":".join(key) for key in one.keys} for one in found]
    wanted = json.dumps(sorted(set().union(*keys)), ensure_ascii=False)
    known: dict[int, set[str]] = defaultdict(set)
    by_key: dict[str, set[int]] = defaultdict(set)
    for record in store.all(
        "SELECT key, rejection FROM rejected_keys WHERE rejection IN "
        "(SELECT rejection FROM rejected_keys WHERE key IN (SELECT value FROM json_each(?)))",
        (wanted,),
    ):
        known[record["rejection"]].add(record["key"])
        by_key[record["key"]].add(record["rejection"])
    return {
        number
        for number, mine in enumerate(keys)
        if any(_same(mine, known[other]) for key in mine for other in by_key.get(key, ()))
    }


def _same(one: set[str], other: set[str]) -> bool:
    return _langs(one) & _langs(other) == _langs(one & other)


def _langs(keys: set[str]) -> set[str]:
    return {key.partition(":")[0] for key in keys}
