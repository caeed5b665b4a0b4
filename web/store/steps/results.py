"""What came of work in the background."""

from __future__ import annotations

SQL = """
-- "result": what a job says when it is over, as names and figures: what was added, which version stands now, which file
-- there is to fetch; of one that failed the sentence in its parts, so that it can be said in any language.
ALTER TABLE jobs ADD COLUMN result TEXT NOT NULL DEFAULT '{}';
"""
