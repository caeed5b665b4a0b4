"""Sentences are found by how they begin once folded, so that the same text is found in all works."""

from __future__ import annotations

SQL = """
CREATE INDEX segments_beginning ON segments (substr(folded, 1, 40));
"""
