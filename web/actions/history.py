"""Who changed what, when, and from what to what: of a work, of a row, of a term; and taking one change back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aligner.types import Kind
from web.actions.permissions import demand, needs
from web.errors import Conflict, NotFound
from web.store import Store, comments, concepts, dismissals, documents, edits, history, tables, works
from web.store.database import Record
from web.views import HistoryChange, HistoryView, Page, RevisionView

ROW_HISTORY = 100
"""So many changes of one row are told."""

_SINCE = "It was changed again since then. Take the later changes back first."
_REVERTIBLE = ("row", "concept", "document", "block", "work", "comment", "finding")
_KEPT = ("import", "delete", "undo", "redo", "undismiss", "set checks", "set patterns")
"""What is no change of something that is there, or is taken back as what it took back."""


@needs("read")
def work_history(store: Store, ref: str | int, *, offset: int = 0, limit: int = 100) -> Page[HistoryView]:
    """What people changed about a work, its texts, rows and comments, the latest first. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    found, total = history.of_work(store, work, offset, limit)
    return Page(_views(store, work, found), total, offset, limit)


@needs("read")
def row_history(store: Store, ref: str | int, number: int) -> tuple[HistoryView, ...]:
    """What people changed about a row and the sentences in it, the latest first. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    row = tables.row(store, work, number)
    segments = [segment.id for cell in row.cells for segment in cell.segments]
    return _views(store, work, history.of_row(store, work, row.id, segments, ROW_HISTORY))


@needs("read")
def term_history(store: Store, concept: int, term: int) -> tuple[RevisionView, ...]:
    """What people changed about one term of a concept, the latest first. Raises ``NotFound``."""
    from web.actions.concepts import concept_history

    key, found = str(term), []
    for one in concept_history(store, concept):
        before, after = (_only(side, key) for side in (one.before, one.after))
        if before or after:
            found.append(RevisionView(one.id, one.when, one.who, one.what, one.target, before, after))
    if not found and all(known.id != term for known in concepts.view(store, concept).terms):
        raise NotFound("Concept {concept} has no term number {term}.", concept=concept, term=term)
    return tuple(found)


def _only(side: dict[str, Any] | None, term: str) -> dict[str, Any] | None:
    """One side of a change as far as it is about a term."""
    terms = (side or {}).get("terms", {})
    return {"terms": {term: terms[term]}} if term in terms else None


@needs("suggest")
def take_back(store: Store, revision: int) -> HistoryView:
    """Take one change back, wherever it was made; that is a change too, and stands in the history.

    One's own changes need the right to make them, others' a reviewer. Raises ``NotFound``, and ``Conflict`` when it was
    taken back already, cannot be, or something else stands there now.
    """
    held = history.one(store, revision)
    noun = held["target"].partition(":")[0]
    _allowed(store, held, noun)
    if held["undone"]:
        raise Conflict("This change was taken back already.")
    if not _revertible(held):
        raise Conflict("This is no change that can be taken back.")
    _TAKE[noun](store, held)
    return _views(store, held["work"], [history.one(store, revision)])[0]


def _allowed(store: Store, held: Record, noun: str) -> None:
    if noun == "concept":
        demand(store, "curate")
    elif noun == "finding" or held["who"] != store.who:
        demand(store, "review")
    elif noun != "comment":
        demand(store, "edit")


def _revertible(held: Record) -> bool:
    noun, what = held["target"].partition(":")[0], held["what"]
    return noun in _REVERTIBLE and (noun == "concept" or what not in _KEPT) and not held["undone"]


def _take_row(store: Store, held: Record) -> None:
    from web.actions.stepping import finished

    with store.atomic():
        done = edits.take_back(store, history.raw(store, held["id"]))
        finished(store, held["work"], done)


def _take_concept(store: Store, held: Record) -> None:
    from web.actions.curation import revert_change

    revert_change(store, held["id"])


def _take_document(store: Store, held: Record) -> None:
    from web.actions.documents import set_document_language
    from web.actions.versions import restore_version

    document = int(held["target"].partition(":")[2])
    there = documents.source(store, document)
    if held["what"] == "version":
        if there["number"] != held["after"]["version"]:
            raise Conflict(_SINCE)
        restore_version(store, document, held["before"]["version"])
    else:
        if there["lang"] != held["after"]:
            raise Conflict(_SINCE)
        set_document_language(store, document, held["before"])


def _take_block(store: Store, held: Record) -> None:
    from web.actions.documents import set_block_kind

    block = int(held["target"].partition(":")[2])
    if documents.block_record(store, block)["kind"] != held["after"]:
        raise Conflict(_SINCE)
    set_block_kind(store, block, str(Kind(held["before"])))


def _take_work(store: Store, held: Record) -> None:
    from web.actions.works import rename_work

    if works.summary(store, held["work"]).title != held["after"]["title"]:
        raise Conflict(_SINCE)
    rename_work(store, held["work"], held["before"]["title"])


def _take_comment(store: Store, held: Record) -> None:
    from web.actions.comments import resolve_thread

    thread = int(held["target"].partition(":")[2])
    if bool(comments.record(store, thread)["resolved"]) != held["after"]:
        raise Conflict(_SINCE)
    resolve_thread(store, thread, resolved=held["before"])


def _take_finding(store: Store, held: Record) -> None:
    from web.actions.findings import undismiss

    if not (there := dismissals.stated(store, held["work"], held["after"])):
        raise Conflict(_SINCE)
    undismiss(store, there)


_TAKE = {
    "row": _take_row,
    "concept": _take_concept,
    "document": _take_document,
    "block": _take_block,
    "work": _take_work,
    "comment": _take_comment,
    "finding": _take_finding,
}


def _views(store: Store, work: int | None, found: Sequence[Record]) -> tuple[HistoryView, ...]:
    rows = [int(one["target"].partition(":")[2]) for one in found if one["target"].startswith("row:")]
    numbers = history.row_numbers(store, work, rows) if work is not None else {}
    return tuple(
        HistoryView(
            *(one["id"], one["when"], one["who"], one["what"], one["target"], one["slug"]),
            numbers.get(int(one["target"].partition(":")[2]), 0) if one["target"].startswith("row:") else 0,
            tuple(_changes(one)),
            bool(one["undone"]),
            _revertible(one),
            len((one["after"] or {}).get("marks", ())) if one["target"].startswith("row:") else 0,
        )
        for one in found
    )


def _changes(one: Record) -> list[HistoryChange]:
    before, after = one["before"], one["after"]
    noun = one["target"].partition(":")[0]
    if noun == "row":
        return _of_row(before or {}, after or {})
    if noun == "document" and one["what"] == "version":
        return [HistoryChange("", "version", *(f"{side['version']} · {side['name']}" for side in (before, after)))]
    if noun == "finding":
        return _of_finding(before or {}, after or {})
    if isinstance(before, dict) or isinstance(after, dict):
        names = dict.fromkeys([*(before or {}), *(after or {})])
        return [HistoryChange("", name, _said(before, name), _said(after, name)) for name in names if name != "terms"]
    if isinstance(before, bool) or before == after:
        return []
    return [HistoryChange("", one["what"], str(before or ""), str(after or ""))]


def _said(side: Any, name: str) -> str:
    value = (side or {}).get(name)
    return "" if value is None else str(value)


def _of_row(before: Record, after: Record) -> list[HistoryChange]:
    """The words that an edit changed; merging and moving says by its name what it did."""
    found = []
    old, new = before.get("segments", {}), after.get("segments", {})
    for one in dict.fromkeys([*old, *new]):
        was, is_ = old.get(one) or {}, new.get(one) or {}
        if was.get("text") != is_.get("text"):
            lang = is_.get("lang") or was.get("lang") or ""
            found.append(HistoryChange(lang, "text", was.get("text", ""), is_.get("text", "")))
    return found


def _of_finding(before: Record, after: Record) -> list[HistoryChange]:
    """Which check it was, the words that it was about, and the reason that was given."""
    found = [HistoryChange("", "check", before.get("check", ""), after.get("check", ""))]
    old, new = before.get("about") or {}, after.get("about") or {}
    found += [
        HistoryChange(lang, "quote", old.get(lang, ""), new.get(lang, "")) for lang in dict.fromkeys([*old, *new])
    ]
    if before.get("reason") or after.get("reason"):
        found.append(HistoryChange("", "reason", before.get("reason", ""), after.get("reason", "")))
    return found
