"""When each concept last changed, so that what a process remembers of the glossary is known to hold still."""

from __future__ import annotations

SQL = """
-- A number for each concept that goes up with every change to what is looked for in texts: its terms, and what was
-- decided about them. The highest is that of the whole glossary. Concepts that are gone keep theirs.
CREATE TABLE search_changed (concept INTEGER PRIMARY KEY, stamp INTEGER NOT NULL);
CREATE INDEX search_changed_stamp ON search_changed (stamp);
-- By what a process knows that it is still the same database that it remembers something of.
CREATE TABLE search_line (line INTEGER NOT NULL);
INSERT INTO search_line VALUES (random());

CREATE TRIGGER search_changed_added AFTER INSERT ON terms BEGIN
    INSERT INTO search_changed VALUES (new.concept, 1 + coalesce((SELECT max(stamp) FROM search_changed), 0))
        ON CONFLICT (concept) DO UPDATE SET stamp = excluded.stamp; END;
CREATE TRIGGER search_changed_gone AFTER DELETE ON terms BEGIN
    INSERT INTO search_changed VALUES (old.concept, 1 + coalesce((SELECT max(stamp) FROM search_changed), 0))
        ON CONFLICT (concept) DO UPDATE SET stamp = excluded.stamp; END;
CREATE TRIGGER search_changed_moved AFTER UPDATE OF concept ON terms WHEN old.concept <> new.concept BEGIN
    INSERT INTO search_changed VALUES (old.concept, 1 + coalesce((SELECT max(stamp) FROM search_changed), 0))
        ON CONFLICT (concept) DO UPDATE SET stamp = excluded.stamp; END;
CREATE TRIGGER search_changed_words AFTER UPDATE OF concept, position, lang, text, folded, head, status,
    part_of_speech ON terms BEGIN
    INSERT INTO search_changed VALUES (new.concept, 1 + coalesce((SELECT max(stamp) FROM search_changed), 0))
        ON CONFLICT (concept) DO UPDATE SET stamp = excluded.stamp; END;
CREATE TRIGGER search_changed_decided AFTER UPDATE OF kind, status, touched ON concepts BEGIN
    INSERT INTO search_changed VALUES (new.id, 1 + coalesce((SELECT max(stamp) FROM search_changed), 0))
        ON CONFLICT (concept) DO UPDATE SET stamp = excluded.stamp; END;
"""
