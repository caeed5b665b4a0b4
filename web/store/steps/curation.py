"""What people decide about concepts and terms, and what lists of them are sorted by."""

from __future__ import annotations

SQL = """
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
