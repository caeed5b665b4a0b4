"""Indices for large stores: what a page shows is found in order, and counted without reading what is counted."""

from __future__ import annotations

SQL = """
CREATE INDEX works_updated ON works (updated DESC, id DESC);
CREATE INDEX findings_order ON findings (state, work, number);
CREATE INDEX findings_facets ON findings (state, "check", severity, lang, work);
CREATE INDEX terms_suggested ON terms (concept) WHERE status = 'proposed' AND author <> '';
CREATE INDEX concepts_suggested ON concepts (langs DESC, uses DESC, score DESC, id)
    WHERE status = 'proposed' AND author <> '';
CREATE INDEX concepts_found ON concepts (langs DESC, uses DESC, score DESC, id)
    WHERE status = 'proposed' AND author = '';
CREATE INDEX revisions_who ON revisions (who);
CREATE INDEX revisions_what ON revisions (what);
CREATE INDEX events_who ON events (who);
CREATE INDEX jobs_kind ON jobs (kind, state, id);
"""
