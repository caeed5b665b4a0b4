"""A database in which every table holds something and people left something in every field; and the same with markup in
every text that people or files bring."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import regex

from glossary.types import Concept, Status, Term
from tests.web.conftest import TEXTS
from web import actions
from web.actions import doors, people, second
from web.actions.deciding import Wish
from web.actions.exporting import Export
from web.store import Store, audit
from web.views import Upload

PASSWORD = "four words in a row"
CHIEF = "chief"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0 Safari/537.36"
PATTERNS = """[[check]]
id = "mill"
message = "Say mill house."
pattern = "mill"
langs = ["en"]
suggestion = "mill house"
"""
SECOND = TEXTS["vi"].replace("1890", "1891").replace("300 tấn", "ba trăm tấn")


def fill(path: Path) -> None:
    """Make the database, by the actions that people take."""
    with Store(path) as store:
        _accounts(store)
        work = _texts(store)
        _mended(store, work)
        _glossary(store, work)
        _findings(store, work)
        _talk(store, work)
        _waiting(store, work)
        for statement in RARE.strip().split("\n"):
            store.execute(statement)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _accounts(store: Store) -> None:
    people.add_account(store, CHIEF, "admin", PASSWORD)
    people.add_account(store, "reviewer1", "reviewer", PASSWORD)
    store.act_as("reviewer1", "reviewer")
    people.make_token(store, "nightly export")
    secret, _ = second.begin_second(store, PASSWORD)
    assert secret
    store.act_as(CHIEF, "admin")
    people.make_token(store, "another export", days=0)
    people.add_account(store, "fresh1", "translator")
    doors.sign_in(store, CHIEF, PASSWORD, address="192.0.2.1", agent=AGENT)
    doors.refused(store, "GET /people", address="192.0.2.2")
    audit.note(store, audit.REFUSED, who="reviewer1", address="192.0.2.3", detail="code")
    store.execute("INSERT INTO attempts (key, at) VALUES ('somebody', unixepoch())")


def _texts(store: Store) -> str:
    uploads = [Upload(f"mill.{lang}.md", text.encode()) for lang, text in TEXTS.items()]
    work = actions.import_files(store, uploads).works[0].slug
    again = [Upload(f"mill again.{lang}.md", TEXTS[lang].replace("1954", "1955").encode()) for lang in ("en", "vi")]
    actions.refresh(store, actions.import_files(store, again, title="The mill, once more").works[0].id)
    actions.mine_work(store, work)
    actions.run_checks(store, work)
    return work


def _mended(store: Store, work: str) -> None:
    rows = actions.get_rows(store, work).items
    segment = next(cell.segments[0] for cell in rows[2].cells if cell.lang == "vi")
    actions.edit_segment(store, segment.id, "Mỗi năm nó xay ba trăm tấn gạo.")
    actions.confirm_rows(store, [rows[0].id, rows[2].id])
    actions.bookmark_row(store, rows[1].id)
    actions.merge_rows(store, rows[4].id)
    actions.undo(store, work)
    actions.set_block_kind(store, int(store.value("SELECT max(id) FROM blocks WHERE document = 1")), "note")
    document = actions.find_document(store, f"{work}:vi")
    actions.replace_document(store, document, Upload("mill.second.vi.md", SECOND.encode()))
    rows = actions.get_rows(store, work).items
    segment = next(cell.segments[0] for cell in rows[4].cells if cell.lang == "vi")
    actions.edit_segment(store, segment.id, "Không còn ai ở đó sau trận lụt.")
    actions.confirm_rows(store, [rows[0].id])
    actions.rename_work(store, work, "The mill by the river")


def _glossary(store: Store, work: str) -> None:
    term = Term("en", "turbine", context="The turbine turned.", note="Seldom used.", source="A book of words")
    other = Term("vi", "tua bin", Status.APPROVED, region="VN", part_of_speech="noun", type="fullForm")
    facts = {"domain": "machines", "definition": "It turns.", "note": "Of the mill.", "source": "A book of words"}
    concept = actions.add_concept(store, Concept((term, other), **facts), force=True)  # type: ignore[arg-type]
    actions.edit_concept(store, concept.id, {"note": "Of the old mill.", "definitions": {"vi": "Nó quay."}})
    actions.add_term(store, concept.id, Term("zh-Hans", "涡轮"))
    first, second_one, third, *_ = actions.list_concepts(store, work=work).items
    actions.approve(store, first.id)
    actions.edit_term(store, first.terms[0].id, {"note": "As on the sign."})
    actions.delete_concept(store, second_one.id, reason="No term at all.")
    actions.merge_concepts(store, third.id, actions.add_concept(store, Concept((Term("en", "millwheel"),))).id)
    actions.revert_change(store, int(store.value("SELECT max(id) FROM revisions WHERE what = 'merge'")))
    actions.forbid(store, terms=[actions.get_concept(store, first.id).terms[-1].id])
    actions.import_terms(
        store, "terms.csv", b"en,vi,domain,note\nflood,tr\xe1\xba\xadn l\xe1\xbb\xa5t,rivers,Of 1890.\n"
    )
    actions.note_query(store, "rice mill", "en")
    actions.keep_query(store, "cối xay")


def _findings(store: Store, work: str) -> None:
    actions.remember_patterns(store, "house.toml", PATTERNS.encode())
    actions.set_checks(store, off=["length"])
    actions.run_checks(store, work)
    for scope, one in zip(("finding", "term", "work", "project"), _distinct(store, work), strict=False):
        actions.dismiss(store, [one], f"It is meant so, says the {scope}.", scope)


def _distinct(store: Store, work: str) -> list[int]:
    """Findings of several checks, those of the patterns first: a scope may wave all of a check through."""
    found = actions.list_findings(store, work=work).items
    return [one.id for one in sorted(found, key=lambda one: not one.check.startswith("custom:"))]


def _talk(store: Store, work: str) -> None:
    store.act_as("reviewer1", "reviewer")
    thread = actions.comment_row(store, work, 2, "Is that so, @chief?")
    store.act_as(CHIEF, "admin")
    actions.answer(store, thread.id, "It is, @reviewer1.")
    actions.comment_row(store, work, 3, "And this one?")
    concept = actions.list_concepts(store).items[0]
    about = actions.comment_concept(store, concept.id, "A good term.", term=concept.terms[0].id)
    actions.edit_comment(store, about.comments[0].id, "A very good term.")
    actions.resolve_thread(store, about.id)


def _waiting(store: Store, work: str) -> None:
    actions.import_later(store, [Upload("later.en.md", b"# Later\n\nIt came later.\n", "en")], title="Later")
    actions.export_later(store, Export("terms", "csv", status="all"))
    actions.import_terms_later(store, Upload("terms of a job.csv", b"en,vi\nriver,s\xc3\xb4ng\n"), Wish())
    failed = actions.start_job(store, "mine", work)
    said = json.dumps({"sentence": "The file cannot be read.", "values": {}})
    store.execute(
        "UPDATE jobs SET state = 'failed', message = 'The file cannot be read.', result = ?, worker = 'w1', "
        "finished = created, started = created WHERE id = ?",
        (said, failed.id),
    )
    actions.stage_file(store, "key-of-a-file", Upload("staged.csv", b"en,vi\nbank,b\xe1\xbb\x9d\n", "en"))


# What comes of rarer things than those above.
RARE = """
UPDATE works SET message = 'Aligning', worker = 'w1';
UPDATE tables SET warnings = '["These texts do not seem to belong together."]', moved = '[[0, 1]]';
UPDATE runs SET warnings = '["The pattern custom:slow took too long."]';
UPDATE documents SET said = 'en', lang_overrule = lang;
UPDATE versions SET said = 'en', lang_overrule = lang;
UPDATE concepts SET external = 'entry-7' WHERE id = (SELECT min(id) FROM concepts);
UPDATE tokens SET used = '2026-05-01';
UPDATE second_factors SET confirmed = '2026-05-01T00:00:00Z', counter = 7;
INSERT INTO refused SELECT concept, lang, folded FROM terms LIMIT 1;
UPDATE findings SET "rows" = '[1, 2]' WHERE id = (SELECT min(id) FROM findings);
UPDATE documents SET role = 'translation' WHERE lang = 'vi';
INSERT INTO imports (job, todo, targets, versions, highest) SELECT max(id), X'01', X'', X'', 1 FROM jobs;
UPDATE imports SET counts = '{"new": 1}';
"""

# What people and files bring, by table. The rest are words of the program's own, numbers, times and digests.
FREE = {
    "accounts": "name",
    "blocks": "text",
    "comments": "text mentions who resolver",
    "concepts": "domain definition note source definitions external author editor",
    "dismissals": "topic about who reason",
    "documents": "name title text",
    "events": "who what target address detail",
    "findings": "message text values quotes suggestion topic about",
    "jobs": "title message who result",
    "patterns": "name text who",
    "queries": "who text",
    "refused": "folded",
    "rejections": "snapshot who reason",
    "revisions": "who what target before after",
    "rows": "confirmer",
    "runs": "who warnings",
    "segments": "text folded original",
    "sessions": "address agent",
    "staged": "name who",
    "tables": "signature warnings",
    "terms": "text folded note context source author editor bare",
    "tokens": "name start",
    "versions": "name title text blocks segments who",
    "works": "title message worker",
}
OWN = {
    "accounts": "key role password expires created seen",
    "attempts": "key",
    "blocks": "kind detected lang",
    "cells": "lang",
    "comments": "prints when edited resolved",
    "concepts": "kind status fingerprint created changed",
    "dismissals": "scope check fingerprint when",
    "documents": "lang role format said lang_overrule created",
    "events": "when",
    "files": "digest",
    "findings": "check severity langs spans rows fingerprint lang state",
    "gone": "noun",
    "imports": "counts",
    "jobs": "kind parameters state worker created started finished",
    "labels": "digest kind",
    "occurrences": "lang spans",
    "patterns": "when",
    "queries": "lang asked",
    "refused": "lang",
    "rejected_keys": "key",
    "rejections": "fingerprint when",
    "revisions": "when",
    "rows": "band shape kind evidence",
    "runs": "when counts prints",
    "second_factors": "secret confirmed",
    "segments": "kind",
    "sessions": "digest created seen",
    "settings": "name value",
    "staged": "key lang created",
    "tables": "langs moved created",
    "terms": "lang status region part_of_speech type created changed key head",
    "tokens": "digest role created expires used",
    "versions": "lang format said lang_overrule created replaced",
    "works": "slug status created updated",
}
JSON = {"about", "after", "before", "blocks", "definitions", "mentions", "quotes", "result", "segments", "snapshot"}
JSON |= {"values", "warnings"}
DERIVED = ("search_", "segments_fts", "terms_fts", "term_keys", "sqlite_", "_sqlite_")
_PLAIN = regex.compile(r"[a-z0-9_:.#+/-]{0,24}|[0-9TZ:-]{8,24}|zh-Han[st]")


def columns(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of text of every table that is not made of the others."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if not name.startswith(DERIVED)]
    found = {name: database.execute(f'PRAGMA table_info("{name}")').fetchall() for name in kept}
    return {name: [row[1] for row in rows if row[2] == "TEXT"] for name, rows in found.items()}


def poison(path: Path, payload: str) -> None:
    """Put the payload into every text that people or files bring, before what is there; numbers and words of the
    program's own stay, so that every page still has something to show."""
    with closing(sqlite3.connect(path)) as database:
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        for table, listed in FREE.items():
            for column in listed.split():
                kind = _toml if table == "patterns" and column == "text" else _json if column in JSON else _plain
                database.create_function("poisoned", 1, lambda text, kind=kind: kind(text, payload) if text else text)
                where = f"WHERE name <> '{CHIEF}'" if table == "accounts" else ""
                database.execute(f'UPDATE "{table}" SET "{column}" = poisoned("{column}") {where}')
        for _, sql in triggers:
            database.execute(sql)
        database.execute("UPDATE search_state SET signature = ''")
        database.commit()
    with Store(path) as store:
        from web.store import index

        index.catch_up(store)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _plain(text: str, payload: str) -> str:
    return f"{payload} {text}"


def _json(text: str, payload: str) -> str:
    return json.dumps(_leaves(json.loads(text), payload), ensure_ascii=False)


def _toml(text: str, payload: str) -> str:
    return text.replace('"Say mill house."', json.dumps(f"{payload} says the house."))


def _leaves(told: Any, payload: str) -> Any:
    """The same with the payload in every string that is no word of the program's own."""
    if isinstance(told, dict):
        return {key: _leaves(value, payload) for key, value in told.items()}
    if isinstance(told, list):
        return [_leaves(value, payload) for value in told]
    return f"{payload} {told}" if isinstance(told, str) and not _PLAIN.fullmatch(told) else told
