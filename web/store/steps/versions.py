"""Earlier versions of documents, and what people say about rows, terms and concepts."""

from __future__ import annotations

SQL = """
-- number: which version of the document this is, from 1; an earlier one stands in versions as it was read and split:
-- blocks and segments as plain data, labels those that people gave.
ALTER TABLE documents ADD COLUMN number INTEGER NOT NULL DEFAULT 1;
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    file INTEGER NOT NULL REFERENCES files (id),
    part INTEGER NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL, format TEXT NOT NULL,
    said TEXT NOT NULL, lang_overrule TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, segments TEXT NOT NULL,
    created TEXT NOT NULL, replaced TEXT NOT NULL, who TEXT NOT NULL,
    UNIQUE (document, number)
);
CREATE INDEX versions_file ON versions (file);

-- A comment is about a row of a work, about a concept, or about one of its terms. A thread is the number of its first
-- comment, which says whether it is resolved. Rows are made anew when texts are aligned: prints are those of the row's
-- sentences by language, by which the row is found again; number is where it stood last. Concepts and terms keep their
-- numbers when they are deleted and brought back, so that their comments wait for them.
CREATE TABLE comments (
    id INTEGER PRIMARY KEY,
    thread INTEGER REFERENCES comments (id) ON DELETE CASCADE,
    work INTEGER REFERENCES works (id) ON DELETE CASCADE,
    "row" INTEGER, number INTEGER, prints TEXT NOT NULL DEFAULT '{}',
    concept INTEGER, term INTEGER,
    text TEXT NOT NULL, mentions TEXT NOT NULL DEFAULT '[]',
    who TEXT NOT NULL, "when" TEXT NOT NULL, edited TEXT NOT NULL DEFAULT '',
    resolved TEXT NOT NULL DEFAULT '', resolver TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((work IS NULL) <> (concept IS NULL))
);
CREATE INDEX comments_thread ON comments (thread, id);
CREATE INDEX comments_work ON comments (work, "row");
CREATE INDEX comments_concept ON comments (concept);
CREATE INDEX comments_open ON comments (resolved, id) WHERE thread = id;
"""
