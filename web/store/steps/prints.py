"""What the last run of the checks found, by fingerprint, so that the next one can say what is new and what is gone."""

from __future__ import annotations

SQL = """
ALTER TABLE runs ADD COLUMN prints TEXT NOT NULL DEFAULT '[]';
"""
