"""What a database holds that the steps of the schema after the first one made room for, as each version wrote it."""

from __future__ import annotations

import sqlite3

WRITTEN = {
    "curation": """
UPDATE concepts SET definitions = '{"vi": "Nhà xay lúa."}', external = 'entry-1', author = 'terms1',
    editor = 'terms1', changed = '2026-01-05T10:00:00Z', touched = 1 WHERE id = 1;
UPDATE terms SET region = 'VN', part_of_speech = 'noun', type = 'fullForm',
    context = 'By the river.', source = 'A book', author = 'terms1', created = '2026-01-02T10:00:00Z',
    editor = 'terms1', changed = '2026-01-05T10:00:00Z', touched = 1
    WHERE id = 2;
INSERT INTO retired VALUES (7);
INSERT INTO refused VALUES (1, 'vi', 'nhà xay');
INSERT INTO rejections (id, concept, fingerprint, snapshot, who, "when", reason) VALUES
    (1, 7, 'a7', '{"terms": {}}', 'terms1', '2026-01-05T10:00:00Z', 'No term.');
INSERT INTO rejected_keys VALUES ('en:flood', 1);
UPDATE revisions SET batch = 2 WHERE id = 2;
""",
    "jobs": """
INSERT INTO jobs (id, kind, work, title, parameters, size, state, message, worker, attempts, who, created, started,
    finished, seconds) VALUES
    (1, 'import', NULL, 'Later', '{"work": null, "title": "Later", "separate": false}', 40, 'waiting', '', '', 0,
    'reviewer1', '2026-01-06T10:00:00Z', '', '', 0),
    (2, 'check', 1, 'The mill', '{}', 400, 'done', '', 'w1', 1, 'reviewer1', '2026-01-06T10:00:00Z',
    '2026-01-06T10:00:01Z', '2026-01-06T10:00:02Z', 1.5);
INSERT INTO staged (id, job, key, name, lang, data, who, created) VALUES
    (1, 1, '', 'later.md', 'en', X'49742063616D65206C617465722E0A', 'reviewer1', '2026-01-06T10:00:00Z'),
    (2, NULL, 'a-key', 'terms.csv', '', X'656E2C76690A', 'reviewer1', '2026-01-06T10:00:00Z');
INSERT INTO queries (id, who, text, lang, kept, times, asked) VALUES
    (1, 'reviewer1', 'mill', 'en', 1, 3, '2026-01-06T10:00:00Z');
""",
    "people": """
INSERT INTO accounts (id, name, key, role, password, expires, disabled, created, seen, version) VALUES
    (1, 'Chief', 'chief', 'admin', '$argon2id$x', '', 0, '2026-01-07T10:00:00Z', '2026-01-07T11:00:00Z', 2),
    (2, 'reviewer1', 'reviewer1', 'reviewer', '$argon2id$y', '2026-01-10T10:00:00Z', 1, '2026-01-07T10:00:00Z', '', 1);
INSERT INTO sessions (id, digest, account, created, seen, address, agent) VALUES
    (1, 'd1', 1, '2026-01-07T10:00:00Z', '2026-01-07T11:00:00Z', '192.0.2.1', 'a browser');
INSERT INTO tokens (id, digest, account, name, start, role, created, expires, used) VALUES
    (1, 'd2', 1, 'nightly', 'doichieu_abcd', 'viewer', '2026-01-07T10:00:00Z', '2027-01-07T10:00:00Z', '2026-01-08');
INSERT INTO events (id, "when", who, what, target, address, detail) VALUES
    (1, '2026-01-07T10:00:00Z', 'Chief', 'token made', 'account:Chief', '192.0.2.1', 'nightly (viewer)');
INSERT INTO attempts VALUES ('account:somebody', 1767780000.5);
""",
    "findings": """
INSERT INTO dismissals (id, scope, work, "check", fingerprint, topic, about, batch, who, "when", reason) VALUES
    (11, 'term', 1, 'terms', '', 'mill', '{"en": "mill"}', 11, 'reviewer1', '2026-01-08T10:00:00Z', 'So it is called.'),
    (12, 'work', 1, 'length', '', '', '{}', 12, 'reviewer1', '2026-01-08T10:00:00Z', 'A free translation.'),
    (13, 'project', NULL, 'names', '', 'Mill', '{}', 13, 'reviewer1', '2026-01-08T10:00:00Z', 'A house style.');
INSERT INTO runs (id, work, "when", who, counts, fresh, gone, warnings) VALUES
    (1, 1, '2026-01-08T10:00:00Z', 'reviewer1', '{"numbers": {"error": 1}}', 1, 0, '["Slow."]');
UPDATE findings SET lang = 'vi', topic = 'two', about = '{"en": "two"}', run = 1 WHERE id = 1;
INSERT INTO patterns VALUES ('house.toml', '[[check]]', 'reviewer1', '2026-01-08T10:00:00Z');
INSERT INTO settings VALUES ('profile', '"default"');
""",
    "editing": """
UPDATE "rows" SET confirmed = 1, confirmer = 'reviewer1', bookmark = 1, version = 3 WHERE id = 2;
UPDATE "rows" SET moved = 5 WHERE id = 4;
UPDATE "rows" SET moved = 4 WHERE id = 5;
UPDATE segments SET original = 'It ground 300 tonnes a year.', version = 3 WHERE id = 3;
UPDATE gone SET last = 40 WHERE noun = 'rows';
UPDATE revisions SET origin = 1 WHERE id = 2;
""",
    "prints": """
UPDATE runs SET prints = '["f1", "f2"]';
""",
    "versions": """
INSERT INTO versions (id, document, number, file, part, name, title, lang, format, said, lang_overrule, text, blocks,
    segments, created, replaced, who) VALUES
    (1, 2, 1, 2, 0, 'mill.vi.md', 'Cối xay', 'vi', 'md', '', '', '# Cối xay', '[]', '[]', '2026-01-02T10:00:00Z',
    '2026-01-09T10:00:00Z', 'reviewer1');
UPDATE documents SET number = 2 WHERE id = 2;
INSERT INTO comments (id, thread, work, "row", number, prints, concept, term, text, mentions, who, "when", edited,
    resolved, resolver, version) VALUES
    (1, 1, 1, 2, 2, '{"en": "p1"}', NULL, NULL, 'Is that so, @Chief?', '["Chief"]', 'reviewer1', '2026-01-09T10:00:00Z',
    '2026-01-09T10:05:00Z', '2026-01-09T11:00:00Z', 'Chief', 2),
    (2, 1, 1, 2, 2, '{}', NULL, NULL, 'It is.', '[]', 'Chief', '2026-01-09T10:30:00Z', '', '', '', 1),
    (3, 3, NULL, NULL, NULL, '{}', 1, 2, 'A good term.', '[]', 'Chief', '2026-01-09T10:30:00Z', '', '', '', 1);
""",
    "second": """
INSERT INTO second_factors VALUES (1, 'JBSWY3DPEHPK3PXP', '2026-01-09T10:00:00Z', 58934);
""",
    "results": """
UPDATE jobs SET result = '{"added": 3}' WHERE id = 2;
""",
    "imports": """
INSERT INTO imports (job, todo, targets, versions, highest, counts, at, work, batch, overtaken, back, undone, reverted,
    stayed) VALUES (1, X'0100', X'00000000000000000100000000000000', X'00000000000000000200000000000000', 1,
    '{"new": 1, "same": 1}', 1, 0, 2, 1, 2, 2, 0, 0);
""",
}
"""By step; a step that makes room for nothing but indices or what is made of the rest has none."""

NOTHING = ("first", "search", "heads", "lists", "corpus", "large", "stamps", "links")


def write(database: sqlite3.Connection, step: str) -> None:
    """Write what this step made room for."""
    database.executescript(WRITTEN.get(step, ""))
