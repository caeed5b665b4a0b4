# ruff: noqa: S608 (statements are put together from parts of our own; values are bound)
"""Comments on rows, concepts and terms, in threads that are open or resolved.

Rows are made anew whenever texts are aligned. A comment keeps the number of its row, and the prints of what the row
said; when the row is gone, it goes to the one that says most of it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from aligner.types import LANGS
from web.errors import Conflict, NotFound
from web.store.database import Record, Store, now
from web.views import CommentView, Page, ThreadView

PRINT = 8  # bytes of a print; a work has thousands of sentences, not millions

_THREAD = """
SELECT c.*, coalesce(w.slug, '') AS slug, coalesce(w.title, '') AS title,
    (SELECT max(id) FROM comments l WHERE l.thread = c.id) AS latest
FROM comments c LEFT JOIN works w ON w.id = c.work
WHERE c.thread = c.id
    AND (c.concept IS NULL OR EXISTS (SELECT 1 FROM concepts WHERE id = c.concept))
    AND (c.term IS NULL OR EXISTS (SELECT 1 FROM terms WHERE id = c.term))
"""

Prints = Mapping[str, Sequence[str]]


def add(store: Store, about: Record, text: str, mentions: Sequence[str]) -> int:
    """A comment that begins a thread; its number. ``about`` has work, row, number and prints, or concept and term."""
    record = about | {"text": text, "mentions": list(mentions), "who": store.who, "when": now()}
    comment = store.insert("comments", record)
    store.execute("UPDATE comments SET thread = id WHERE id = ?", (comment,))
    return comment


def answer(store: Store, thread: int, text: str, mentions: Sequence[str]) -> int:
    """A comment that goes on with a thread; its number. Raises ``NotFound``."""
    first = record(store, thread)
    names = ("work", "row", "number", "prints", "concept", "term")
    about = {name: first[name] for name in names} | {"thread": first["thread"]}
    return store.insert("comments", about | {"text": text, "mentions": list(mentions), "who": store.who, "when": now()})


def record(store: Store, comment: int) -> Record:
    """A comment as the store has it. Raises ``NotFound``."""
    found = store.one("SELECT * FROM comments WHERE id = ?", (comment,))
    if found is None:
        raise NotFound("There is no comment number {comment}.", comment=comment)
    return found


def change(store: Store, comment: int, text: str, mentions: Sequence[str], version: int | None) -> None:
    """Say it otherwise. Raises ``Conflict``."""
    touched = store.execute(
        "UPDATE comments SET text = ?, mentions = ?, edited = ?, version = version + 1 "
        "WHERE id = ? AND (? IS NULL OR version = ?)",
        (text, json.dumps(list(mentions), ensure_ascii=False), now(), comment, version, version),
    )
    if not touched:
        raise Conflict("The comment was changed in the meantime. Load it again and repeat the change.")


def remove(store: Store, comment: int) -> None:
    """Delete a comment; with the first one of a thread the thread."""
    store.execute("DELETE FROM comments WHERE id = ?", (comment,))


def resolve(store: Store, thread: int, *, resolved: bool) -> None:
    """Say that a thread is settled, or open again."""
    store.execute(
        "UPDATE comments SET resolved = ?, resolver = ?, version = version + 1 WHERE id = ?",
        (now() if resolved else "", store.who if resolved else "", thread),
    )


def threads(
    store: Store, where: Mapping[str, Any], *, state: str = "", mention: str = "", offset: int = 0, limit: int = 100
) -> Page[ThreadView]:
    """Threads about something (``work``, ``concept``, ``term``, ``id``), in one ``state`` (open or resolved), that
    mention somebody: those last written in first."""
    conditions = [f"c.{name} = ?" for name in where]
    parameters = list(where.values())
    if state:
        conditions.append("c.resolved = ''" if state == "open" else "c.resolved <> ''")
    if mention:
        conditions.append(
            "EXISTS (SELECT 1 FROM comments m, json_each(m.mentions) n WHERE m.thread = c.id AND n.value = ?)"
        )
        parameters.append(mention)
    query = _THREAD + "".join(f" AND {condition}" for condition in conditions)
    total = int(store.value(f"SELECT count(*) FROM ({query})", parameters))
    found = store.all(f"{query} ORDER BY latest DESC LIMIT ? OFFSET ?", [*parameters, limit, offset])
    return Page(_views(store, found), total, offset, limit)


def of_rows(store: Store, work: int) -> dict[int, list[int]]:
    """The numbers of a work's open threads by the number of the row at which each stands."""
    found = store.all(
        "SELECT id, work, \"row\", number, prints FROM comments WHERE work = ? AND thread = id AND resolved = ''",
        (work,),
    )
    places = _places(store, work, found)
    by_row: dict[int, list[int]] = defaultdict(list)
    for one in found:
        by_row[places[one["id"]]].append(one["id"])
    return dict(by_row)


def count_open(store: Store) -> int:
    """How many threads are open."""
    return int(store.value("SELECT count(*) FROM comments WHERE resolved = '' AND thread = id"))


def at_row(store: Store, work: int, number: int) -> tuple[ThreadView, ...]:
    """The threads that stand at a row, the open ones first, each in the order in which it began."""
    found = store.all(f"{_THREAD} AND c.work = ? ORDER BY c.resolved <> '', c.id", (work,))
    places = _places(store, work, found)
    return _views(store, [one for one in found if places[one["id"]] == number])


def settle(store: Store, work: int) -> None:
    """Give the comments of a work whose rows are gone to the rows that say the same now: after aligning anew."""
    found = store.all('SELECT id, "row", number, prints FROM comments WHERE work = ? AND thread = id', (work,))
    if not found:
        return
    for thread, number in _places(store, work, found).items():
        row = store.value(
            'SELECT r.id FROM "rows" r JOIN tables t ON t.id = r."table" WHERE t.work = ? AND r.number = ?',
            (work, number),
        )
        store.execute('UPDATE comments SET "row" = ?, number = ? WHERE thread = ?', (row, number, thread))


def prints_of(store: Store, work: int, number: int) -> dict[str, list[str]]:
    """What a row says, as prints of its sentences by language."""
    return _prints(store, work, number).get(number, {})


def move(store: Store, concept: int, to: int) -> None:
    """Give the comments on a concept to another one that took it in; those on a term that this one has too are about
    the whole."""
    store.execute(
        "UPDATE comments SET concept = ?, term = CASE WHEN term IN (SELECT id FROM terms) THEN term END "
        "WHERE concept = ?",
        (to, concept),
    )


def move_term(store: Store, term: int, to: int) -> None:
    """Let the comments on a term go with it to another concept."""
    store.execute("UPDATE comments SET concept = ? WHERE term = ?", (to, term))


def names(store: Store) -> list[str]:
    """Whoever has a name here: accounts, and all who changed or said something, by name."""
    found = store.all(
        "SELECT name AS who FROM accounts WHERE NOT disabled UNION SELECT who FROM revisions UNION "
        "SELECT who FROM comments UNION SELECT author FROM concepts UNION SELECT editor FROM concepts"
    )
    return sorted({one["who"] for one in found if one["who"]}, key=str.casefold)


def _places(store: Store, work: int, found: Sequence[Record]) -> dict[int, int]:
    """The number of the row at which each thread stands now: its own row, else the one that says most of what it said,
    else the nearest to where it stood."""
    there = {
        int(one["id"]): int(one["number"])
        for one in store.all(
            'SELECT r.id, r.number FROM "rows" r JOIN tables t ON t.id = r."table" WHERE t.work = ? AND r.id IN '
            "(SELECT value FROM json_each(?))",
            (work, json.dumps([one["row"] for one in found])),
        )
    }
    places = {one["id"]: there[one["row"]] for one in found if one["row"] in there}
    lost = [one for one in found if one["id"] not in places]
    return places | (_found_again(store, work, lost) if lost else {})


def _found_again(store: Store, work: int, lost: Sequence[Record]) -> dict[int, int]:
    homes: dict[tuple[str, str], list[int]] = defaultdict(list)
    last = 1
    for number, by_lang in _prints(store, work).items():
        last = max(last, number)
        for lang, ones in by_lang.items():
            for one in ones:
                homes[lang, one].append(number)
    places = {}
    for thread in lost:
        votes: Counter[int] = Counter()
        for lang, ones in json.loads(thread["prints"]).items():
            for one in ones:
                votes.update(homes.get((lang, one), ()))
        near = int(thread["number"] or 1)
        best = max(votes, key=lambda number: (votes[number], -abs(number - near)), default=min(near, last))
        places[thread["id"]] = best
    return places


def _prints(store: Store, work: int, number: int | None = None) -> dict[int, dict[str, list[str]]]:
    """What the rows of a work say, by number and language."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in store.all(
        'SELECT r.number, c.lang, coalesce(s.original, s.text) AS text FROM tables t JOIN "rows" r ON r."table" = t.id '
        'JOIN cells c ON c."row" = r.id JOIN documents d ON d.work = t.work AND d.lang = c.lang '
        "JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
        "WHERE t.work = ? AND (? IS NULL OR r.number = ?) ORDER BY r.number, c.lang, s.number",
        (work, number, number),
    ):
        print_ = blake2b(one["text"].encode(errors="replace"), digest_size=PRINT).hexdigest()
        found[one["number"]][one["lang"]].append(print_)
    return {one: dict(by_lang) for one, by_lang in found.items()}


def _views(store: Store, found: Sequence[Record]) -> tuple[ThreadView, ...]:
    """Threads with their comments, their places and what they are about."""
    said: dict[int, list[CommentView]] = defaultdict(list)
    for one in store.all(
        "SELECT * FROM comments WHERE thread IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps([thread["id"] for thread in found]),),
    ):
        facts = {name: one[name] for name in ("id", "text", "who", "when", "edited", "version")}
        said[one["thread"]].append(CommentView(mentions=tuple(json.loads(one["mentions"])), **facts))
    places: dict[int, int] = {}
    for work in {one["work"] for one in found if one["work"] is not None}:
        places |= _places(store, work, [one for one in found if one["work"] == work])
    return tuple(
        ThreadView(
            **{name: one[name] for name in ("id", "work", "slug", "title", "concept", "term", "resolved", "resolver")},
            row=places.get(one["id"]),
            about=_about(store, one, places.get(one["id"])),
            comments=tuple(said[one["id"]]),
        )
        for one in found
    )


def _about(store: Store, thread: Record, number: int | None) -> dict[str, str]:
    """What a thread is about, in the languages that have it: the beginning of the row's cells, or terms."""
    if thread["concept"] is not None:
        chosen = "id = ?" if thread["term"] else "concept = ?"
        query = f"SELECT lang, text FROM terms WHERE {chosen} ORDER BY position DESC, id DESC"
        found = {one["lang"]: one["text"] for one in store.all(query, (thread["term"] or thread["concept"],))}
    else:
        found = {
            one["lang"]: one["text"]
            for one in store.all(
                'SELECT c.lang, s.text FROM tables t JOIN "rows" r ON r."table" = t.id JOIN cells c ON c."row" = r.id '
                "JOIN documents d ON d.work = t.work AND d.lang = c.lang "
                "JOIN segments s ON s.document = d.id AND s.number = c.start AND c.stop > c.start "
                "WHERE t.work = ? AND r.number = ?",
                (thread["work"], number),
            )
        }
    return {lang: found[lang] for lang in LANGS if lang in found}
