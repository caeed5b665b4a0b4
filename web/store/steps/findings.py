"""Runs of the checks, dismissals by finding, term, work or project, and how the checks are set for this store."""

from __future__ import annotations

SQL = """
-- What people waved through, kept apart from the findings, which every run writes anew. scope finding: what has this
-- fingerprint in the work; term: what the check says about this topic in the work; work: all that the check says in the
-- work; project: what the check says about this topic in any work (work is NULL). about: the topic as it is written, by
-- language. Those of one action share a batch: the id of its first one.
ALTER TABLE dismissals RENAME TO dismissals_before;
CREATE TABLE dismissals (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL CHECK (scope IN ('finding', 'term', 'work', 'project')),
    work INTEGER REFERENCES works (id) ON DELETE CASCADE,
    "check" TEXT NOT NULL, fingerprint TEXT NOT NULL DEFAULT '', topic TEXT NOT NULL DEFAULT '',
    about TEXT NOT NULL DEFAULT '{}', batch INTEGER,
    who TEXT NOT NULL, "when" TEXT NOT NULL, reason TEXT NOT NULL
);
INSERT INTO dismissals (scope, work, "check", fingerprint, who, "when", reason)
    SELECT 'finding', work, coalesce((SELECT "check" FROM findings f
        WHERE f.work = d.work AND f.fingerprint = d.fingerprint), ''), fingerprint, who, "when", reason
    FROM dismissals_before d;
UPDATE dismissals SET batch = id;
DROP TABLE dismissals_before;
CREATE UNIQUE INDEX dismissals_finding ON dismissals (work, fingerprint) WHERE scope = 'finding';
CREATE UNIQUE INDEX dismissals_term ON dismissals (work, "check", topic) WHERE scope = 'term';
CREATE UNIQUE INDEX dismissals_work ON dismissals (work, "check") WHERE scope = 'work';
CREATE UNIQUE INDEX dismissals_project ON dismissals ("check", topic) WHERE scope = 'project';
CREATE INDEX dismissals_batch ON dismissals (batch);

-- lang: the language at fault; topic and about: what the finding is about; state: open, dismissed (dismissal says by
-- what), or hidden, because its check is switched off or the profile leaves it out; run: the one that found it first.
ALTER TABLE findings ADD COLUMN lang TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
ALTER TABLE findings ADD COLUMN state TEXT NOT NULL DEFAULT 'open';
ALTER TABLE findings ADD COLUMN dismissal INTEGER;
ALTER TABLE findings ADD COLUMN run INTEGER;
UPDATE findings SET lang = coalesce(json_extract(langs, '$[0]'), ''),
    dismissal = (SELECT d.id FROM dismissals d WHERE d.work = findings.work AND d.fingerprint = findings.fingerprint);
UPDATE findings SET state = 'dismissed' WHERE dismissal IS NOT NULL;
CREATE INDEX findings_state ON findings (work, state, number);
CREATE INDEX findings_fingerprint ON findings (fingerprint);

-- Each run of the checks over a work: how many findings of each check and severity there were, how many of them the run
-- before did not have, and how many of that one's were gone.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES works (id) ON DELETE CASCADE,
    "when" TEXT NOT NULL, who TEXT NOT NULL, counts TEXT NOT NULL, fresh INTEGER NOT NULL, gone INTEGER NOT NULL,
    warnings TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX runs_work ON runs (work, id);

-- Files of patterns that are checked on top, by name; and what is set once for all works.
CREATE TABLE patterns (
    name TEXT PRIMARY KEY, text TEXT NOT NULL, who TEXT NOT NULL, "when" TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
