"""Indices that answer a list of terms alone."""

from __future__ import annotations

SQL = """
-- Indices that answer alone: which terms have a text in them, and which are in several concepts.
CREATE INDEX terms_text ON terms (lang, bare, folded, concept);
DROP INDEX terms_key;
CREATE INDEX terms_key ON terms (key, concept, status);
"""
