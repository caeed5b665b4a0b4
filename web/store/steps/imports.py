"""Large glossary files that come in, or are taken back, in steps."""

from __future__ import annotations

SQL = """
-- An import in steps, or one that is taken back in steps: what was decided about each concept of the file ("todo",
-- "targets", "versions": arrays, a number for each), how many concepts are done ("at"), the last work in which they
-- were looked for, the change that its revisions belong to, the highest concept before it began, how many concepts
-- others had changed by then; whether all of it is being taken back ("back"), down to which revision ("undone"), by
-- which change ("reverted"), and how many concepts stay as others made them. Gone as soon as it is over.
CREATE TABLE imports (
    job INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    todo BLOB NOT NULL, targets BLOB NOT NULL, versions BLOB NOT NULL, highest INTEGER NOT NULL,
    counts TEXT NOT NULL DEFAULT '{}', at INTEGER NOT NULL DEFAULT 0, work INTEGER NOT NULL DEFAULT 0,
    batch INTEGER NOT NULL DEFAULT 0, overtaken INTEGER NOT NULL DEFAULT 0, back INTEGER NOT NULL DEFAULT 0,
    undone INTEGER NOT NULL DEFAULT 0, reverted INTEGER NOT NULL DEFAULT 0, stayed INTEGER NOT NULL DEFAULT 0
);
"""
