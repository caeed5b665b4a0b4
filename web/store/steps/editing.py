"""Rows and segments as people mend them: confirmed, marked, moved, with their original words kept."""

from __future__ import annotations

SQL = """
-- confirmed: a person vouches for the row (confirmer says who), so that no alignment changes it; moved: the row that
-- holds the other half of this one, where order differs. Versions are numbers of revisions once people edit.
ALTER TABLE "rows" ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "rows" ADD COLUMN confirmer TEXT NOT NULL DEFAULT '';
ALTER TABLE "rows" ADD COLUMN bookmark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "rows" ADD COLUMN moved INTEGER;
UPDATE "rows" SET moved = (
    SELECT other.id FROM tables t, json_each(t.moved) pair, "rows" other WHERE t.id = "rows"."table"
        AND other."table" = t.id AND "rows".number - 1 IN
            (json_extract(pair.value, '$[0]'), json_extract(pair.value, '$[1]'))
        AND other.number - 1 IN (json_extract(pair.value, '$[0]'), json_extract(pair.value, '$[1]'))
        AND other.id <> "rows".id)
    WHERE "table" IN (SELECT id FROM tables WHERE moved <> '[]');
CREATE INDEX rows_confirmed ON "rows" ("table", confirmed, number);
CREATE INDEX rows_bookmark ON "rows" ("table", number) WHERE bookmark;

-- original: the words as the document has them, where a person wrote others.
ALTER TABLE segments ADD COLUMN original TEXT;
ALTER TABLE segments ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- The numbers of rows and segments that are gone: they are not given again, since revisions bring them back.
CREATE TABLE gone (noun TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO gone VALUES ('rows', 0), ('segments', 0);
CREATE TRIGGER rows_gone AFTER DELETE ON "rows" BEGIN
    UPDATE gone SET last = old.id WHERE noun = 'rows' AND last < old.id; END;
CREATE TRIGGER segments_gone AFTER DELETE ON segments BEGIN
    UPDATE gone SET last = old.id WHERE noun = 'segments' AND last < old.id; END;

-- What an undo took back, or a redo did again: the revision of the edit itself.
ALTER TABLE revisions ADD COLUMN origin INTEGER;
CREATE INDEX revisions_origin ON revisions (origin) WHERE origin IS NOT NULL;
CREATE INDEX revisions_editor ON revisions (work, who, id);
"""
