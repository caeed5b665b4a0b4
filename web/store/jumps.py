# ruff: noqa: S608 (statements are put together from conditions of our own; values are bound)
"""Rows of one sort: what a filter shows, and what one jumps to."""

from __future__ import annotations

from web.store.database import Record, Store

SORTS = {
    "look": "NOT r.confirmed AND r.band IN ('check', 'bad')",
    "odd": "r.shape <> :even",
    "unconfirmed": "NOT r.confirmed",
    "findings": "EXISTS (SELECT 1 FROM findings f WHERE f.work = :work AND f.number = r.number AND f.state = 'open')",
    "bookmarks": "r.bookmark",
    "edited": "EXISTS (SELECT 1 FROM cells c JOIN documents d ON d.work = :work AND d.lang = c.lang JOIN segments s "
    'ON s.document = d.id AND s.number >= c.start AND s.number < c.stop WHERE c."row" = r.id '
    "AND s.original IS NOT NULL)",
}
"""To be looked at; not one sentence beside one in every language; not confirmed; with open findings; with a bookmark;
with words of a person's own."""


def numbers(store: Store, head: Record, sort: str) -> list[int]:
    """The numbers of the rows of a sort."""
    found = store.all(
        f'SELECT r.number FROM "rows" r WHERE r."table" = :table AND {SORTS[sort]} ORDER BY r.number',
        _values(head),
    )
    return [int(record["number"]) for record in found]


def following(store: Store, head: Record, sort: str, start: int, by: int) -> int:
    """The number of the next row of a sort after ``start``, or with ``by`` below nought before it; 0 for none."""
    bound, which = ("r.number > :start", "min") if by > 0 else ("r.number < :start", "max")
    found = store.value(
        f'SELECT {which}(r.number) FROM "rows" r WHERE r."table" = :table AND {bound} AND {SORTS[sort]}',
        _values(head) | {"start": start},
    )
    return int(found or 0)


def lengths(store: Store, head: Record) -> list[Record]:
    """Of every row how many characters each language has in it, as JSON by language; and its state: ``confirmed``, or
    else its band."""
    return store.all(
        "SELECT CASE WHEN r.confirmed THEN 'confirmed' ELSE r.band END AS state, (SELECT json_group_object(lang, size) "
        "FROM (SELECT c.lang, coalesce(sum(length(s.text)), 0) AS size FROM cells c JOIN documents d "
        "ON d.work = :work AND d.lang = c.lang LEFT JOIN segments s ON s.document = d.id AND s.number >= c.start "
        'AND s.number < c.stop WHERE c."row" = r.id GROUP BY c.lang)) AS sizes '
        'FROM "rows" r WHERE r."table" = :table ORDER BY r.number',
        _values(head),
    )


def _values(head: Record) -> Record:
    return {"table": head["id"], "work": head["work"], "even": "-".join("1" for _ in head["langs"])}
