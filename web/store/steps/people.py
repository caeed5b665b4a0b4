"""Accounts, the browsers they are signed in with, their tokens, and what happened at the doors."""

from __future__ import annotations

SQL = """
-- "key" is the name as it is compared: folded, so that two names never differ by case or width alone. "expires" is set
-- while the password is one that an administrator gave.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'translator', 'reviewer', 'terminologist', 'admin')),
    password TEXT NOT NULL, expires TEXT NOT NULL DEFAULT '', disabled INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, seen TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1
);

-- Of a session and of a token the store has the digest alone: who reads the file cannot sign in with it.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created TEXT NOT NULL, seen TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE tokens (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL, start TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'translator', 'reviewer', 'terminologist', 'admin')),
    created TEXT NOT NULL, expires TEXT NOT NULL, used TEXT NOT NULL DEFAULT ''
);
CREATE INDEX tokens_account ON tokens (account);

CREATE TABLE events (
    id INTEGER PRIMARY KEY, "when" TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, target TEXT NOT NULL,
    address TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX events_when ON events ("when", id);
CREATE INDEX events_what ON events (what, id);
CREATE INDEX revisions_when ON revisions ("when", id);

-- Tries to sign in, as seconds since 1970, until they are too old to count.
CREATE TABLE attempts (key TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX attempts_key ON attempts (key, at);
CREATE INDEX attempts_at ON attempts (at);
"""
