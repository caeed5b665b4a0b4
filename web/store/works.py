# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Works: a work groups the documents that are versions of one text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

import regex

from aligner.marks import composed
from aligner.types import LANGS
from web.errors import Conflict, NotFound
from web.store import documents, revisions
from web.store.database import Record, Store, now
from web.views import Page, WorkName, WorkSummary

SUMMARY = """
SELECT w.id, w.slug, w.title, w.status, w.progress, w.message, w.created, w.updated, w.version,
    (SELECT group_concat(lang) FROM documents WHERE work = w.id) AS langs,
    (SELECT count(*) FROM documents WHERE work = w.id) AS documents,
    (SELECT count(*) FROM "rows" r JOIN tables t ON r."table" = t.id WHERE t.work = w.id) AS "rows",
    (SELECT count(*) FROM "rows" r JOIN tables t ON r."table" = t.id
        WHERE t.work = w.id AND r.band IN ('check', 'bad') AND NOT r.confirmed) AS look,
    (SELECT count(*) FROM "rows" r JOIN tables t ON r."table" = t.id
        WHERE t.work = w.id AND r.band = 'bad' AND NOT r.confirmed) AS bad,
    (SELECT count(*) FROM "rows" r JOIN tables t ON r."table" = t.id WHERE t.work = w.id AND r.confirmed) AS confirmed,
    (SELECT count(DISTINCT term.concept) FROM uses u JOIN terms term ON term.id = u.term WHERE u.work = w.id)
        AS concepts,
    (SELECT count(*) FROM findings f WHERE f.work = w.id AND f.state = 'open') AS findings
FROM works w
"""


def summaries(store: Store, offset: int, limit: int) -> Page[WorkSummary]:
    """The works, the latest changed first."""
    found = store.all(
        f"{SUMMARY} WHERE w.id IN (SELECT id FROM works ORDER BY updated DESC, id DESC LIMIT ? OFFSET ?) "
        "ORDER BY w.updated DESC, w.id DESC",  # sorted first, so that only what is shown is counted
        (limit, offset),
    )
    return Page(tuple(map(_summary, found)), int(store.value("SELECT count(*) FROM works")), offset, limit)


def summary(store: Store, work: int) -> WorkSummary:
    """One work by its id. Raises ``NotFound``."""
    record = store.one(f"{SUMMARY} WHERE w.id = ?", (work,))
    if record is None:
        raise NotFound("There is no work number {work}.", work=work)
    return _summary(record)


def latest(store: Store, limit: int, chosen: str = "") -> tuple[WorkName, ...]:
    """The works that changed last by name alone, without counting what they hold; and the one with the slug ``chosen``,
    however long ago it changed."""
    found = store.all(
        "SELECT w.id, w.slug, w.title, (SELECT group_concat(lang) FROM documents WHERE work = w.id) AS langs "
        "FROM works w WHERE w.id IN (SELECT id FROM works ORDER BY updated DESC, id DESC LIMIT ?) OR w.slug = ? "
        "ORDER BY w.updated DESC, w.id DESC",
        (limit, chosen),
    )
    return tuple(WorkName(one["id"], one["slug"], one["title"], _langs(one["langs"])) for one in found)


def names(store: Store, works: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The slugs and titles of works, by their numbers."""
    query = "SELECT id, slug, title FROM works WHERE id IN (SELECT value FROM json_each(?))"
    return {int(r["id"]): (r["slug"], r["title"]) for r in store.all(query, (json.dumps(list(works)),))}


def exact(store: Store, ref: str | int) -> int | None:
    """The id of the work that has this very number, slug or title; letter case does not matter."""
    name = str(ref).strip()
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 19 and name == str(int(name)) else None
    found = store.value("SELECT id FROM works WHERE id = ? OR slug = ? ORDER BY id", (number, name))
    if found is None:  # titles are compared one by one: nobody but people at a command line names works by them
        titles = store.all("SELECT id, title FROM works ORDER BY id")
        found = next((one["id"] for one in titles if one["title"].casefold() == name.casefold()), None)
    return None if found is None else int(found)


def resolve(store: Store, ref: str | int) -> int:
    """The id of the work that ``ref`` names: a number, a slug, a title, or a beginning that only one work has.

    Raises ``NotFound`` when none or several answer to it.
    """
    if (found := exact(store, ref)) is not None:
        return found
    name = str(ref).strip().casefold()
    records = store.all("SELECT id, slug, title FROM works ORDER BY id")
    begin = [r for r in records if name and (r["slug"].startswith(name) or r["title"].casefold().startswith(name))]
    if len(begin) == 1:
        return int(begin[0]["id"])
    if begin:
        names = ", ".join(record["slug"] for record in begin[:5])
        raise NotFound(
            "“{ref}” is the beginning of {count} works: {names}. Write more of the name.",
            ref=ref,
            count=len(begin),
            names=names,
        )
    raise NotFound("There is no work “{ref}”. “doichieu works” lists them.", ref=ref)


def add(store: Store, title: str, slug: str = "") -> int:
    """A new work, with a slug of its own made from the title."""
    time = now()
    record = {"slug": _free(store, slug or slugify(title)), "title": title, "created": time, "updated": time}
    work = store.insert("works", record)
    revisions.add(store, work, "import", f"work:{work}", None, {"title": title})
    return work


def rename(store: Store, work: int, title: str, version: int | None) -> None:
    """Give another title; the slug stays, since links use it. Raises ``Conflict``."""
    before = summary(store, work)
    touch(store, work, version, title=title)
    revisions.add(store, work, "rename", f"work:{work}", {"title": before.title}, {"title": title})


def remove(store: Store, work: int) -> None:
    """Delete a work with everything in it, the files that no other work has, and the concepts left without a use."""
    gone = summary(store, work)
    revisions.add(store, None, "delete", f"work:{work}", {"slug": gone.slug, "title": gone.title}, None)
    used = concepts_used(store, work)
    store.execute("DELETE FROM works WHERE id = ?", (work,))
    documents.drop_files(store)
    forget_unused_concepts(store, used)


def concepts_used(store: Store, work: int, among: Sequence[int] | None = None) -> list[int]:
    """The numbers of the concepts that a work uses, or of those among some."""
    if among is None:
        query, bound = "SELECT DISTINCT t.concept FROM uses u JOIN terms t ON t.id = u.term WHERE u.work = ?", (work,)
        return [int(concept) for (concept,) in store.db.execute(query, bound).fetchall()]
    query = (
        "SELECT value FROM json_each(?) WHERE EXISTS "
        "(SELECT 1 FROM terms t CROSS JOIN uses u ON u.term = t.id AND u.work = ? WHERE t.concept = value)"
    )
    return [int(concept) for (concept,) in store.db.execute(query, (json.dumps(list(among)), work)).fetchall()]


def forget_unused_concepts(store: Store, concepts: Sequence[int]) -> None:
    """Drop those of these concepts that are proposed and occur in no work any more, and such terms of the others, but
    for what people had a hand in."""
    among = "(SELECT value FROM json_each(?))"
    wanted = (json.dumps(list(concepts)),)
    store.execute(
        f"DELETE FROM concepts WHERE id IN {among} AND status = 'proposed' AND NOT touched AND NOT EXISTS "
        "(SELECT 1 FROM terms t JOIN uses u ON u.term = t.id WHERE t.concept = concepts.id)",
        wanted,
    )
    store.execute(
        f"DELETE FROM terms WHERE concept IN {among} AND status = 'proposed' AND NOT touched AND NOT EXISTS "
        "(SELECT 1 FROM uses WHERE term = terms.id) "
        "AND EXISTS (SELECT 1 FROM concepts WHERE id = terms.concept AND status = 'proposed')",
        wanted,
    )


def touch(store: Store, work: int, version: int | None = None, **values: Any) -> None:
    """Change a work and count its version up. With a ``version``: raises ``Conflict`` unless it is still that one."""
    sets = "".join(f", {name} = ?" for name in values)
    condition = "" if version is None else " AND version = ?"
    changed = store.execute(
        f"UPDATE works SET version = version + 1, updated = ?{sets} WHERE id = ?{condition}",
        [now(), *values.values(), work, *([] if version is None else [version])],
    )
    if not changed:
        summary(store, work)
        raise Conflict("The work was changed in the meantime. Load it again and repeat the change.")


def set_status(store: Store, work: int, status: str, progress: float, message: str, worker: str = "") -> None:
    """Say what is being done with a work; this is no edit, so its version stays."""
    store.execute(
        "UPDATE works SET status = ?, progress = ?, message = ?, worker = ? WHERE id = ?",
        (status, progress, message, worker, work),
    )


def made(store: Store, work: int) -> tuple[bool, bool]:
    """Whether the work's terms were mined, and whether its checks were run."""
    flags = store.one("SELECT mined, checked FROM works WHERE id = ?", (work,)) or {}
    return bool(flags.get("mined")), bool(flags.get("checked"))


def aligned(store: Store) -> list[int]:
    """The works that have a table."""
    return [int(one["work"]) for one in store.all("SELECT work FROM tables ORDER BY work")]


def wait_for_alignment(store: Store, message: str) -> None:
    """Say of every aligned work that it waits to be aligned anew."""
    store.execute(
        "UPDATE works SET status = 'aligning', progress = 0, message = ?, worker = '' "
        "WHERE id IN (SELECT work FROM tables)",
        (message,),
    )


def aligning(store: Store) -> list[Record]:
    """The works that are waiting or being aligned, the oldest first, with who works on them."""
    return store.all("SELECT id, worker FROM works WHERE status = 'aligning' ORDER BY updated, id")


def slugify(title: str) -> str:
    """A name for addresses and commands: lower case, marks dropped, everything else a hyphen; Chinese stays.

    >>> slugify("Chính sách công nghiệp: Đổi mới!"), slugify("产业集群"), slugify("2024"), slugify("…")
    ('chinh-sach-cong-nghiep-doi-moi', '产业集群', 'work-2024', 'work')
    """
    text = composed(title.casefold().replace("đ", "d"), "NFD")
    text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    slug = regex.sub(r"[^\p{L}\p{N}]+", "-", text).strip("-")[:60].strip("-")
    return f"work-{slug}".rstrip("-") if not slug or slug.isdigit() else slug


def _free(store: Store, slug: str) -> str:
    like = "SELECT slug FROM works WHERE slug = ? OR (slug >= ? AND slug < ?)"  # the hyphen, and what comes after it
    taken = {record["slug"] for record in store.all(like, (slug, f"{slug}-", f"{slug}."))}
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def _summary(record: Record) -> WorkSummary:
    return WorkSummary(langs=_langs(record.pop("langs")), **record)


def _langs(held: str | None) -> tuple[str, ...]:
    """Languages as SQLite joined them, in the product's order."""
    langs = set((held or "").split(","))
    return tuple(lang for lang in LANGS if lang in langs)
