# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Edits of a table: what people did to rows and segments, as revisions that can be taken back and done again.

An edit has a state before and a state after, both plain data: ``rows`` a region as ``regions`` reads it, ``marks`` the
fields of single rows, ``segments`` the words of segments, each only where it takes part; ``at`` is the number of the
first row concerned. To take an edit back is to lay its state before, provided that its state after still stands: who
changed the same rows since is asked first. The stack of a person in a work is nothing but the revisions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aligner.errors import said
from web.errors import Conflict
from web.store import regions, renumbering, revisions, tables, works
from web.store.database import Record, Store, now

NOUN = "row:"
"""How the target of a table's revisions begins."""
UNDO, REDO = "undo", "redo"
CHANGED = "It was changed again since then."


@dataclass(frozen=True, slots=True)
class Done:
    """What an edit did to the numbers of rows: the ``old`` rows from number ``at`` on are ``new`` rows now, of which
    ``rows`` (ids) are other than before, in their ``texts`` too or in what people marked them with alone. ``carried``
    says of cells with the same words as another one before, by language and number, which number that had.
    ``revision`` is its number, ``what`` its name."""

    revision: int
    what: str
    at: int
    old: int
    new: int
    rows: tuple[int, ...]
    texts: bool = True
    carried: Mapping[tuple[str, int], int] = field(default_factory=dict)


def write(store: Store, work: int, what: str, before: Record, after: Record, origin: int | None = None) -> Done:
    """Lay the state after where the state before stands, and note it; inside the caller's transaction.

    Raises ``Conflict`` when the state before does not stand any more.
    """
    head = tables.header(store, work)
    if head is None:
        raise Conflict("The work was aligned anew in the meantime.")
    held = _stands(store, head, before)
    if held is None:
        raise Conflict(CHANGED)
    at = held[0]["number"]
    target = f"{NOUN}{held[0]['id']}"
    revision = revisions.add(store, work, what, target, _plain(before, at), _plain(after, at))
    if origin is not None:
        store.execute("UPDATE revisions SET origin = ? WHERE id = ?", (origin, revision))
    regions.put_segments(store, head, _words(before), _words(after), revision)
    region = after.get("rows")
    if region is not None:
        regions.lay(store, head, held, region, revision)
        renumbering.shift(store, work, at, len(held), len(region))
    for row, fields in after.get("marks", {}).items():
        regions.put_fields(store, int(row), fields, revision)
    touched = _touched(store, before, after, revision)
    store.execute("UPDATE tables SET version = version + 1 WHERE id = ?", (head["id"],))
    works.touch(store, work)
    old, new = (len(held), len(region)) if region is not None else (1, 1)
    carried = _carried(held, region, at, set(_words(after))) if region is not None else {}
    return Done(revision, what, at, old, new, touched, region is not None or bool(_words(after)), carried)


def _carried(held: Sequence[Record], region: Sequence[Record], at: int, words: set[int]) -> dict[tuple[str, int], int]:
    """Where the words of each cell stood before, as what hangs on them still has it (``renumbering``): of rows that
    went, the last number says nothing."""
    sure = at + len(region) - 1 if len(region) < len(held) else at + len(held)
    stood: dict[tuple[str, tuple[int, ...]], int] = {}
    for row in held:
        if row["number"] < sure:
            stood |= {(lang, tuple(ids)): row["number"] for lang, ids in row["cells"].items() if ids}
    found = {}
    for number, row in enumerate(region, at):
        for lang, ids in row["cells"].items():
            before = stood.get((lang, tuple(ids)))
            if before is not None and words.isdisjoint(ids):
                found[lang, number] = before
    return found


def _plain(state: Record, at: int) -> Record:
    """A state as it is kept: without the numbers and versions that rows had by chance."""
    rows = [{k: v for k, v in row.items() if k not in ("number", "version")} for row in state.get("rows", ())]
    words = {one: {k: held[k] for k in regions.WORDS} if held else None for one, held in _words(state).items()}
    kept = {"rows": rows, "segments": words, "marks": state.get("marks", {})}
    return {"at": at} | {name: value for name, value in kept.items() if value}


def _words(state: Record) -> dict[int, Record | None]:
    return {int(one): words for one, words in state.get("segments", {}).items()}


def _stands(store: Store, head: Record, state: Record) -> list[Record] | None:
    """The rows as they are now where a state stands; nothing where it does not."""
    table = head["id"]
    words = _words(state)
    now_there = regions.segments(store, words)
    for one, wanted in words.items():
        there = now_there.get(one)
        if (there is None) != (wanted is None):
            return None
        if there and wanted and any(there[key] != wanted[key] for key in ("text", "original", "start", "stop")):
            return None
    ids = [row["id"] for row in state.get("rows", ())]
    first = (
        ids[0]
        if ids
        else next((int(row) for row in state.get("marks", {})), 0)
        or regions.row_of_segment(store, next(iter(words), 0))
    )
    number = regions.place(store, table, first)
    held = regions.read(store, table, number, number + max(len(ids), 1) - 1) if number else []
    if ids and [row["id"] for row in held] != ids:
        return None
    if not held or any(not regions.same(*pair) for pair in zip(held, state.get("rows", ()), strict=False)):
        return None
    return held if _marked(store, table, state.get("marks", {})) else None


def _marked(store: Store, table: int, marks: dict[str, Record]) -> bool:
    """Whether these rows have these fields; only what people change counts."""
    found = {
        record["id"]: record
        for record in store.all(
            'SELECT * FROM "rows" WHERE "table" = ? AND id IN (SELECT value FROM json_each(?))',
            (table, json.dumps([int(row) for row in marks])),
        )
    }
    return all(
        int(row) in found and all(found[int(row)][key] == fields[key] for key in regions.HELD if key in fields)
        for row, fields in marks.items()
    )


def _touched(store: Store, before: Record, after: Record, revision: int) -> tuple[int, ...]:
    """The rows that are other than before, once each; those whose words changed get the version too."""
    kept = {row["id"]: row for row in before.get("rows", ())}
    rows = [
        row["id"]
        for row in after.get("rows", ())
        if row["id"] not in kept or any(row[key] != kept[row["id"]][key] for key in ("cells", *regions.FIELDS))
    ]
    rows += [int(row) for row in after.get("marks", {})]
    written = json.dumps(sorted(_words(after)))
    for record in store.all(
        'SELECT c."row" FROM segments s JOIN documents d ON d.id = s.document JOIN tables t ON t.work = d.work '
        'JOIN "rows" r ON r."table" = t.id JOIN cells c ON c."row" = r.id AND c.lang = d.lang '
        "AND s.number >= c.start AND s.number < c.stop WHERE s.id IN (SELECT value FROM json_each(?))",
        (written,),
    ):
        rows.append(record["row"])
        store.execute('UPDATE "rows" SET version = ? WHERE id = ?', (revision, record["row"]))
    return tuple(dict.fromkeys(rows))


# The stack.

_MINE = f"work = ? AND who = ? AND target LIKE '{NOUN}%'"
_DONE = "(SELECT u.what FROM revisions u WHERE u.origin = r.id ORDER BY u.id DESC LIMIT 1) IS NOT 'undo'"


def undoable(store: Store, work: int) -> Record | None:
    """The edit that this person would take back in a work: the last one that stands."""
    return store.one(
        f"SELECT * FROM revisions r WHERE {_MINE} AND origin IS NULL AND {_DONE} ORDER BY id DESC LIMIT 1",
        (work, store.who),
    )


def redoable(store: Store, work: int) -> Record | None:
    """The edit that this person would do again: the one taken back last, unless another was made since."""
    undone = store.one(
        f"SELECT * FROM revisions r WHERE {_MINE} AND origin IS NOT NULL AND what = '{UNDO}' AND id > coalesce("
        f"(SELECT max(id) FROM revisions WHERE {_MINE} AND origin IS NULL), 0) AND NOT EXISTS "
        "(SELECT 1 FROM revisions l WHERE l.origin = r.origin AND l.id > r.id) ORDER BY id DESC LIMIT 1",
        (work, store.who, work, store.who),
    )
    return None if undone is None else store.one("SELECT * FROM revisions WHERE id = ?", (undone["origin"],))


def latest(store: Store, work: int) -> int:
    """The number of the last edit that anybody made in a work; 0 before the first."""
    query = f"SELECT max(id) FROM revisions WHERE work = ? AND target LIKE '{NOUN}%'"
    return int(store.value(query, (work,)) or 0)


def take_back(store: Store, revision: Record) -> Done:
    """Lay what was there before an edit. Raises ``Conflict`` that names who changed it since."""
    return _again(store, revision, UNDO, "after", "before")


def do_again(store: Store, revision: Record) -> Done:
    """Lay what an edit had made. Raises ``Conflict``."""
    return _again(store, revision, REDO, "before", "after")


def _again(store: Store, revision: Record, what: str, old: str, new: str) -> Done:
    states = {key: json.loads(revision[key]) for key in (old, new)}
    try:
        return write(store, revision["work"], what, states[old], states[new], revision["id"])
    except Conflict as conflict:
        other = store.one(
            f"SELECT who, \"when\" FROM revisions WHERE work = ? AND id > ? AND target LIKE '{NOUN}%' AND who <> ? "
            "ORDER BY id DESC LIMIT 1",
            (revision["work"], revision["id"], store.who),
        )
        raise Conflict(
            said("{conflict} It cannot be taken back or done again as it was.", conflict=conflict), **other or {}
        ) from None


def extend(store: Store, revision: int, segment: int, text: str, original: str | None) -> bool:
    """Let the last edit of a segment's words go on to others, so that typing is one step of the stack; whether it was
    the last, and this person's."""
    found = store.one(
        f"SELECT * FROM revisions r WHERE id = ? AND who = ? AND origin IS NULL AND {_DONE} AND id = "
        f"(SELECT max(id) FROM revisions WHERE work = r.work AND target LIKE '{NOUN}%')",
        (revision, store.who),
    )
    after = json.loads(found["after"]) if found else {}
    if found is None or list(after.get("segments", {})) != [str(segment)]:
        return False
    after["segments"][str(segment)] |= {"text": text, "original": original}
    store.execute(
        'UPDATE revisions SET after = ?, "when" = ? WHERE id = ?',
        (json.dumps(after, ensure_ascii=False), now(), revision),
    )
    return True
