"""Works, documents, segments, rows, concepts, findings and revisions: the first schema."""

from __future__ import annotations

SQL = """
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
