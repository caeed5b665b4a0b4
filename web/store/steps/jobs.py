"""What runs in the background, files that wait to be read, and what people looked up."""

from __future__ import annotations

SQL = """
-- Work in the background. kind: import, align, mine or check; title: what it is about, for people; parameters: what it
-- was told; size: bytes or characters to go through, by which later jobs are estimated; worker: the process that runs
-- it; stop: somebody asked it to end; attempts: how often it was begun; seconds: how long the last attempt took.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, work INTEGER REFERENCES works (id) ON DELETE CASCADE,
    title TEXT NOT NULL, parameters TEXT NOT NULL DEFAULT '{}', size INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    progress REAL NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '', worker TEXT NOT NULL DEFAULT '',
    stop INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, who TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, started TEXT NOT NULL DEFAULT '', finished TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0
);
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX jobs_work ON jobs (work, state);

-- Files that wait: for a job to read them, or under a key for a person to confirm what becomes of them.
CREATE TABLE staged (
    id INTEGER PRIMARY KEY, job INTEGER REFERENCES jobs (id) ON DELETE CASCADE, key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL, lang TEXT NOT NULL DEFAULT '', data BLOB NOT NULL, who TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL
);
CREATE INDEX staged_job ON staged (job);
CREATE INDEX staged_key ON staged (key);

-- What people looked up: the latest of each person, and those that they keep.
CREATE TABLE queries (
    id INTEGER PRIMARY KEY, who TEXT NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL DEFAULT '',
    kept INTEGER NOT NULL DEFAULT 0, times INTEGER NOT NULL DEFAULT 1, asked TEXT NOT NULL,
    UNIQUE (who, text, lang)
);
"""
