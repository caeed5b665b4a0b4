"""Second factors: the secret that an authenticator app shares with the service."""

from __future__ import annotations

SQL = """
-- "confirmed" is empty until a first code was right; "counter" is that of the last code used: none is taken twice.
CREATE TABLE second_factors (
    account INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret TEXT NOT NULL, confirmed TEXT NOT NULL DEFAULT '', counter INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""
