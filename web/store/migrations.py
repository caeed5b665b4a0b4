"""The schema, as the steps that lead to it. A step that has been published is never edited: add another one.

``PRAGMA user_version`` repeats how many steps were taken, so that opening an up-to-date file costs one look.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from web.store.index import SCHEMA as SEARCH

if TYPE_CHECKING:
    from sqlite_utils import Database

FIRST = """
CREATE TABLE works (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'aligning', 'ready', 'failed')),
    progress REAL NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '', worker TEXT NOT NULL DEFAULT '',
    mined INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, updated TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX works_status ON works (status);

-- The original bytes, once for each content, whatever works it stands in.
CREATE TABLE files (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, data BLOB NOT NULL
);

-- One text in one language. A file with two languages gives two documents with the same file and text; part tells them
-- apart. Language '' in lang_overrule: as detected.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    work INTEGER NOT NULL REFERENCES works (id) ON DELETE CASCADE,
    file INTEGER NOT NULL REFERENCES files (id),
    part INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL, role TEXT NOT NULL DEFAULT '',
    format TEXT NOT NULL, said TEXT NOT NULL DEFAULT '', lang_overrule TEXT NOT NULL DEFAULT '', text TEXT NOT NULL,
    created TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (work, lang), UNIQUE (work, file, part)
);
CREATE INDEX documents_file ON documents (file);

CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, kind TEXT NOT NULL, detected TEXT NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL,
    UNIQUE (document, number)
);

-- Labels that people gave. They name a block by its text, so that they survive reading the file anew.
CREATE TABLE labels (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    digest TEXT NOT NULL, occurrence INTEGER NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (document, digest, occurrence)
) WITHOUT ROWID;

CREATE TABLE segments (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, block INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL,
    UNIQUE (document, number)
);

-- The current aligned table of a work.
CREATE TABLE tables (
    id INTEGER PRIMARY KEY,
    work INTEGER NOT NULL UNIQUE REFERENCES works (id) ON DELETE CASCADE,
    langs TEXT NOT NULL, signature TEXT NOT NULL, warnings TEXT NOT NULL, moved TEXT NOT NULL, created TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE "rows" (
    id INTEGER PRIMARY KEY,
    "table" INTEGER NOT NULL REFERENCES tables (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, score REAL NOT NULL, band TEXT NOT NULL, shape TEXT NOT NULL, kind TEXT NOT NULL,
    evidence TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,
    UNIQUE ("table", number)
);
CREATE INDEX rows_band ON "rows" ("table", band);

-- Segments start to stop (half-open) of one language in one row.
CREATE TABLE cells (
    "row" INTEGER NOT NULL REFERENCES "rows" (id) ON DELETE CASCADE,
    lang TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    PRIMARY KEY ("row", lang)
) WITHOUT ROWID;

CREATE TABLE concepts (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, score REAL NOT NULL, domain TEXT NOT NULL,
    definition TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL, fingerprint TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE terms (
    id INTEGER PRIMARY KEY,
    concept INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL, status TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX terms_concept ON terms (concept, position);
CREATE INDEX terms_folded ON terms (folded);

-- How often a term occurs in a work, and where.
CREATE TABLE uses (
    term INTEGER NOT NULL REFERENCES terms (id) ON DELETE CASCADE,
    work INTEGER NOT NULL REFERENCES works (id) ON DELETE CASCADE,
    count INTEGER NOT NULL,
    PRIMARY KEY (term, work)
) WITHOUT ROWID;
CREATE INDEX uses_work ON uses (work);

CREATE TABLE occurrences (
    id INTEGER PRIMARY KEY,
    concept INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
    work INTEGER NOT NULL REFERENCES works (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, lang TEXT NOT NULL, spans TEXT NOT NULL
);
CREATE INDEX occurrences_concept ON occurrences (concept);
CREATE INDEX occurrences_work ON occurrences (work, number);

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    work INTEGER NOT NULL REFERENCES works (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, "check" TEXT NOT NULL, severity TEXT NOT NULL, langs TEXT NOT NULL, message TEXT NOT NULL,
    text TEXT NOT NULL, "values" TEXT NOT NULL, quotes TEXT NOT NULL, spans TEXT NOT NULL, suggestion TEXT NOT NULL,
    "rows" TEXT NOT NULL, fingerprint TEXT NOT NULL
);
CREATE INDEX findings_work ON findings (work, number);
CREATE INDEX findings_check ON findings ("check", severity);

-- What people waved through. Kept apart from the findings, which every run writes anew.
CREATE TABLE dismissals (
    work INTEGER NOT NULL REFERENCES works (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL, who TEXT NOT NULL, "when" TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (work, fingerprint)
) WITHOUT ROWID;

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    work INTEGER REFERENCES works (id) ON DELETE SET NULL,
    "when" TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, target TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL
);
CREATE INDEX revisions_work ON revisions (work, id);
"""

CURATION = """
-- Concepts as people keep them. external: the id that an exchange file gives it; touched: a person has had a hand in
-- it, so that no mining drops or overrules it; langs and uses are kept by triggers, for the order of lists.
ALTER TABLE concepts ADD COLUMN definitions TEXT NOT NULL DEFAULT '{}';
ALTER TABLE concepts ADD COLUMN external TEXT NOT NULL DEFAULT '';
ALTER TABLE concepts ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE concepts ADD COLUMN changed TEXT NOT NULL DEFAULT '';
ALTER TABLE concepts ADD COLUMN editor TEXT NOT NULL DEFAULT '';
ALTER TABLE concepts ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE concepts ADD COLUMN langs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE concepts ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;

-- bare: folded without marks; key: language and matching form, by which the same term of two concepts is found.
ALTER TABLE terms ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN part_of_speech TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN type TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN context TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN created TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN editor TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN changed TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE terms ADD COLUMN bare TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN key TEXT NOT NULL DEFAULT '';
UPDATE concepts SET changed = created, touched = status <> 'proposed',
    langs = (SELECT count(DISTINCT lang) FROM terms WHERE concept = concepts.id),
    uses = (SELECT coalesce(sum(u.count), 0) FROM terms t JOIN uses u ON u.term = t.id WHERE t.concept = concepts.id);
UPDATE terms SET bare = without_marks(folded), key = term_key(lang, folded), touched = status <> 'proposed',
    created = (SELECT created FROM concepts WHERE id = terms.concept),
    changed = (SELECT created FROM concepts WHERE id = terms.concept);

CREATE INDEX concepts_rank ON concepts (langs DESC, uses DESC, score DESC, id);
CREATE INDEX concepts_status ON concepts (status, langs DESC, uses DESC, score DESC, id);
CREATE INDEX concepts_domain ON concepts (domain);
CREATE INDEX concepts_changed ON concepts (changed);
CREATE UNIQUE INDEX concepts_external ON concepts (external) WHERE external <> '';
CREATE INDEX terms_key ON terms (key, concept);
CREATE INDEX terms_lang ON terms (concept, lang);

CREATE TRIGGER terms_added AFTER INSERT ON terms BEGIN
    UPDATE concepts SET langs = (SELECT count(DISTINCT lang) FROM terms WHERE concept = new.concept)
        WHERE id = new.concept; END;
CREATE TRIGGER terms_going BEFORE DELETE ON terms BEGIN
    UPDATE concepts SET uses = uses - (SELECT coalesce(sum(count), 0) FROM uses WHERE term = old.id)
        WHERE id = old.concept; END;
CREATE TRIGGER terms_gone AFTER DELETE ON terms BEGIN
    UPDATE concepts SET langs = (SELECT count(DISTINCT lang) FROM terms WHERE concept = old.concept)
        WHERE id = old.concept; END;
CREATE TRIGGER terms_moved AFTER UPDATE OF concept, lang ON terms BEGIN
    UPDATE concepts SET langs = (SELECT count(DISTINCT lang) FROM terms WHERE concept = concepts.id),
        uses = (SELECT coalesce(sum(u.count), 0) FROM terms t JOIN uses u ON u.term = t.id
            WHERE t.concept = concepts.id) WHERE id IN (old.concept, new.concept); END;
CREATE TRIGGER uses_added AFTER INSERT ON uses BEGIN
    UPDATE concepts SET uses = uses + new.count WHERE id = (SELECT concept FROM terms WHERE id = new.term); END;
CREATE TRIGGER uses_gone AFTER DELETE ON uses BEGIN
    UPDATE concepts SET uses = uses - old.count WHERE id = (SELECT concept FROM terms WHERE id = old.term); END;
CREATE TRIGGER uses_changed AFTER UPDATE OF count ON uses BEGIN
    UPDATE concepts SET uses = uses + new.count - old.count
        WHERE id = (SELECT concept FROM terms WHERE id = new.term); END;

-- The numbers of concepts that had a history and are gone: they are not given again.
CREATE TABLE retired (concept INTEGER PRIMARY KEY);
CREATE TRIGGER concepts_gone AFTER DELETE ON concepts WHEN old.touched BEGIN
    INSERT OR IGNORE INTO retired (concept) VALUES (old.id); END;

-- Terms that people took out of a concept: mining does not put them back.
CREATE TABLE refused (
    concept INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
    lang TEXT NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (concept, lang, folded)
) WITHOUT ROWID;

-- Proposals that people turned down, with all that is needed to bring one back, and their keys for mining to look up.
CREATE TABLE rejections (
    id INTEGER PRIMARY KEY, concept INTEGER NOT NULL UNIQUE, fingerprint TEXT NOT NULL, snapshot TEXT NOT NULL,
    who TEXT NOT NULL, "when" TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX rejections_fingerprint ON rejections (fingerprint);
CREATE TABLE rejected_keys (
    key TEXT NOT NULL, rejection INTEGER NOT NULL REFERENCES rejections (id) ON DELETE CASCADE,
    PRIMARY KEY (key, rejection)
) WITHOUT ROWID;
CREATE INDEX rejected_keys_rejection ON rejected_keys (rejection);

-- Revisions of one action share a batch: the id of its first one.
ALTER TABLE revisions ADD COLUMN batch INTEGER;
CREATE INDEX revisions_target ON revisions (target, id);
CREATE INDEX revisions_batch ON revisions (batch);
"""

HEADS = """
-- By which part a term is looked up when a text is asked for all terms in it (``web.store.heads``).
ALTER TABLE terms ADD COLUMN head TEXT NOT NULL DEFAULT '';
UPDATE terms SET head = term_head(lang, text);
CREATE INDEX terms_head ON terms (head, lang, concept);
"""

LISTS = """
-- Indices that answer alone: which terms have a text in them, and which are in several concepts.
CREATE INDEX terms_text ON terms (lang, bare, folded, concept);
DROP INDEX terms_key;
CREATE INDEX terms_key ON terms (key, concept, status);
"""

STEPS: tuple[tuple[str, str], ...] = (
    ("first", FIRST),
    ("curation", CURATION),
    ("search", SEARCH),
    ("heads", HEADS),
    ("lists", LISTS),
)

VERSION = len(STEPS)
"""The schema this program writes and reads."""


def migrate(database: Database, application: int) -> None:
    """Take the steps that the file still lacks, all of them in one transaction that no other writer can enter."""
    from sqlite_utils.migrations import Migrations

    from web.store.heads import head

    database.conn.create_function("without_marks", 1, without_marks, deterministic=True)
    database.conn.create_function("term_key", 2, term_key, deterministic=True)
    database.conn.create_function("term_head", 2, head, deterministic=True)
    steps = Migrations("doichieu")
    for name, sql in STEPS:

        def step(db: Database, sql: str = sql) -> None:
            for statement in sql.split(";\n"):
                if statement.strip():
                    db.execute(statement)

        steps(name=name)(step)
    connection = database.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(database)
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


def without_marks(folded: str) -> str:
    """A folded text without its marks: what a term is found by when it is typed without them.

    >>> without_marks("đường thủy")
    'duong thuy'
    """
    plain = unicodedata.normalize("NFD", folded.replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in plain if unicodedata.category(c) != "Mn"))


def term_key(lang: str, folded: str) -> str:
    """A folded term's language and matching form in one: both Chinese scripts are one, an English plural its singular.

    >>> term_key("en", "supply chains"), term_key("zh-Hant", "美国")
    ('en:supply chain', 'zh:美国')
    """
    from web.store.joining import key

    return ":".join(key(lang, folded))
