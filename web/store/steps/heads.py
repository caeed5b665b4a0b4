"""The part of a term by which a text is asked for it."""

from __future__ import annotations

SQL = """
-- By which part a term is looked up when a text is asked for all terms in it (``web.store.heads``).
ALTER TABLE terms ADD COLUMN head TEXT NOT NULL DEFAULT '';
UPDATE terms SET head = term_head(lang, text);
CREATE INDEX terms_head ON terms (head, lang, concept);
"""
