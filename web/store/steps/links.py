"""What belongs together in rows, kept so that a service that begins anew need not work it out again."""

from __future__ import annotations

SQL = """
-- By what a row says and how it was looked at (name): what was found, as of which stamp of the glossary. Made of the
-- rest, and never asked for more than that. The newest are kept, of however many works; they have the highest id.
CREATE TABLE search_links (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL, said BLOB NOT NULL
);
"""
