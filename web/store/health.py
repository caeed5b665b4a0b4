"""Whether a database is sound: what SQLite says of the file, and what must hold between its records whatever happened.

Each check is a question that gives back what breaks its rule, so that a sound database answers nothing. ``chains``
replays what people did, and ``indexed`` makes the search index anew beside the one that is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from web.store.database import Store
from web.store.migrations import astray
from web.store.shapes import misshapen

SHOWN = 20
"""Places of one fault that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that does not hold: its name, the sentence that says what is wrong, where, and in how many places."""

    rule: str
    sentence: str
    where: tuple[str, ...] = ()
    count: int = 1


TILES = """
SELECT 'work ' || t.work || ', ' || d.lang || ', row ' || r.number AS place FROM (
    SELECT c."row", c.lang, c.start, c.stop, r."table", r.number,
        lag(c.stop, 1, 0) OVER (PARTITION BY r."table", c.lang ORDER BY r.number) AS due
    FROM cells c JOIN "rows" r ON r.id = c."row") r
JOIN tables t ON t.id = r."table" JOIN documents d ON d.work = t.work AND d.lang = r.lang
WHERE r.start <> r.due OR r.stop < r.start
"""
ENDS = """
SELECT 'work ' || t.work || ', ' || d.lang AS place FROM tables t JOIN documents d ON d.work = t.work
WHERE EXISTS (SELECT 1 FROM json_each(t.langs) l WHERE l.value = d.lang)
    AND (SELECT count(*) FROM segments s WHERE s.document = d.id) <> coalesce(
        (SELECT max(c.stop) FROM cells c JOIN "rows" r ON r.id = c."row" WHERE r."table" = t.id AND c.lang = d.lang), 0)
"""
COLUMNS = """
SELECT 'work ' || t.work || ', row ' || r.number AS place FROM "rows" r JOIN tables t ON t.id = r."table"
WHERE (SELECT count(*) FROM cells c WHERE c."row" = r.id) <> json_array_length(t.langs)
    OR EXISTS (SELECT 1 FROM cells c WHERE c."row" = r.id AND c.lang NOT IN (SELECT value FROM json_each(t.langs)))
"""
NUMBERS = """
SELECT 'work ' || t.work AS place FROM tables t JOIN "rows" r ON r."table" = t.id
GROUP BY t.id HAVING min(r.number) <> 1 OR max(r.number) <> count(*)
UNION ALL
SELECT 'document ' || document FROM segments GROUP BY document HAVING min(number) <> 0 OR max(number) + 1 <> count(*)
UNION ALL
SELECT 'document ' || document FROM blocks GROUP BY document HAVING min(number) <> 0 OR max(number) + 1 <> count(*)
"""
SPANS = """
SELECT 'document ' || d.id || ', block ' || b.number AS place FROM blocks b JOIN documents d ON d.id = b.document
WHERE b.start < 0 OR b.stop < b.start OR b.stop > length(d.text)
UNION ALL
SELECT 'document ' || d.id || ', segment ' || s.number FROM segments s JOIN documents d ON d.id = s.document
WHERE s.start < 0 OR s.stop < s.start OR s.stop > length(d.text)
"""
TABLELESS = """
SELECT 'work ' || d.work || ', ' || d.lang AS place FROM documents d JOIN tables t ON t.work = d.work
WHERE NOT EXISTS (SELECT 1 FROM json_each(t.langs) l WHERE l.value = d.lang)
    AND EXISTS (SELECT 1 FROM segments s WHERE s.document = d.id)
UNION ALL
SELECT 'work ' || t.work || ', ' || l.value FROM tables t, json_each(t.langs) l
WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.work = t.work AND d.lang = l.value)
"""
ORPHANS = """
SELECT 'file ' || id AS place FROM files
WHERE id NOT IN (SELECT file FROM documents UNION ALL SELECT file FROM versions)
UNION ALL SELECT 'concept ' || id FROM concepts WHERE NOT EXISTS (SELECT 1 FROM terms WHERE concept = concepts.id)
UNION ALL SELECT 'place ' || o.id FROM occurrences o WHERE NOT EXISTS (
    SELECT 1 FROM tables t JOIN "rows" r ON r."table" = t.id WHERE t.work = o.work AND r.number = o.number)
UNION ALL SELECT 'finding ' || f.id FROM findings f WHERE f.number > 0 AND NOT EXISTS (
    SELECT 1 FROM tables t JOIN "rows" r ON r."table" = t.id WHERE t.work = f.work AND r.number = f.number)
UNION ALL SELECT 'finding ' || id FROM findings
    WHERE dismissal IS NOT NULL AND dismissal NOT IN (SELECT id FROM dismissals)
UNION ALL SELECT 'row ' || r.id FROM "rows" r
    WHERE r.moved IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "rows" o WHERE o.id = r.moved AND o."table" = r."table")
"""
COUNTS = """
SELECT 'concept ' || c.id AS place FROM concepts c
WHERE c.langs <> (SELECT count(DISTINCT lang) FROM terms WHERE concept = c.id)
    OR c.uses <> (SELECT coalesce(sum(u.count), 0) FROM terms t JOIN uses u ON u.term = t.id WHERE t.concept = c.id)
"""
REVISIONS = """
SELECT 'revision ' || id AS place FROM revisions
WHERE NOT json_valid(before) OR NOT json_valid(after) OR batch > id OR origin >= id
    OR (batch IS NOT NULL AND batch NOT IN (SELECT id FROM revisions))
    OR (origin IS NOT NULL AND origin NOT IN (SELECT id FROM revisions))
"""
REUSED = """
SELECT noun || ' ' || last AS place FROM gone
WHERE (noun = 'rows' AND last < 0) OR (noun = 'segments' AND last < 0)
UNION ALL SELECT 'concept ' || concept FROM retired WHERE concept IN (SELECT id FROM concepts WHERE NOT touched)
"""
RULES: tuple[tuple[str, str, str], ...] = (
    ("rows-tile", "Rows do not follow one another without a gap", TILES),
    ("rows-end", "Rows do not hold all segments of a text", ENDS),
    ("cells", "A row has not just one cell for each language of its table", COLUMNS),
    ("numbers", "Numbers are missing or stand twice", NUMBERS),
    ("spans", "A span leads out of its text", SPANS),
    ("columns", "A text with segments is no column of its work's table, or the other way round", TABLELESS),
    ("orphans", "A record belongs to nothing", ORPHANS),
    ("counts", "A concept's counts are not those of its terms", COUNTS),
    ("revisions", "A revision cannot be read, or names one that is not there", REVISIONS),
    ("numbers-given-twice", "A number was given again to something else", REUSED),
)


def faults(store: Store) -> Iterator[Fault]:
    """Everything that is wrong with the file and between its records, except the search index."""
    said = [str(row[0]) for row in store.db.execute(f"PRAGMA integrity_check({SHOWN})").fetchall()]
    if said != ["ok"]:
        yield Fault("file", "SQLite finds the file damaged", tuple(said), len(said))
        return
    broken = [f"{r['table']} {r['rowid']}" for r in store.all("PRAGMA foreign_key_check")]
    if broken:
        yield _fault("references", "A record names another one that is not there", broken)
    if missing := astray(store.db.conn):
        yield _fault("schema", "The file lacks parts of its schema", missing)
        return
    if wrong := list(misshapen(store)):
        yield _fault("values", "A value is not what its column holds", wrong)
        return
    for rule, sentence, query in RULES:
        if places := [record["place"] for record in store.all(query)]:
            yield _fault(rule, sentence, places)
    if links := _links(store):
        yield _fault("chain", "What a revision says stood there before is not what the one before it left", links)


def _fault(rule: str, sentence: str, places: list[str]) -> Fault:
    return Fault(rule, sentence, tuple(places[:SHOWN]), len(places))


def _links(store: Store) -> list[str]:
    from web.store.chains import broken

    return list(broken(store))
