"""What others did to a work's rows since somebody last looked, without reading the table."""

from __future__ import annotations

import json

from web.errors import NotFound
from web.store.database import Record, Store

# "yours" are the words of whoever asks that an edit of somebody else put others in the place of: who wrote them last.
_EDITS = """
SELECT id AS revision, who, what, "when", json_extract(after, '$.at') AS at,
    coalesce(json_array_length(before, '$.rows'), 1) AS old, coalesce(json_array_length(after, '$.rows'), 1) AS new,
    coalesce(CASE WHEN r.what = 'edit-text' AND r.who <> :me THEN (
        SELECT (SELECT iif(p.who = :me, json_extract(gone.value, '$.text', '$.lang'), '') FROM revisions p
            WHERE p.target = r.target AND p.id < r.id AND p.what = 'edit-text'
                AND json_extract(p.after, '$.segments."' || gone.key || '".text') = json_extract(gone.value, '$.text')
            ORDER BY p.id DESC LIMIT 1)
        FROM json_each(r.before, '$.segments') gone LIMIT 1) END, '') AS yours
FROM revisions r WHERE work = :work AND id > :since AND target LIKE 'row:%' ORDER BY id LIMIT :limit
"""


def state(store: Store, work: int) -> tuple[int, int, int]:
    """Three numbers that tell whether anything changed: the last revision of the rows, the version of the table (which
    goes up too when the work is aligned anew), and that of the work. Raises ``NotFound``."""
    found = store.one(
        "SELECT coalesce((SELECT max(id) FROM revisions WHERE work = w.id AND target LIKE 'row:%'), 0) AS last, "
        "coalesce((SELECT t.version FROM tables t WHERE t.work = w.id), 0) AS drawn, w.version "
        "FROM works w WHERE w.id = ?",
        (work,),
    )
    if found is None:
        raise NotFound("There is no work number {work}.", work=work)
    return int(found["last"]), int(found["drawn"]), int(found["version"])


def edits(store: Store, work: int, since: int, limit: int) -> list[Record]:
    """Edits of the rows after a revision, in order: who, what, when, and that the ``old`` rows from number ``at`` on
    became ``new`` rows; and the words of whoever asks that were replaced by them."""
    found = store.all(_EDITS, {"work": work, "since": since, "limit": limit, "me": store.who})
    for edit in found:
        edit["yours"], edit["lang"] = json.loads(edit["yours"]) if edit["yours"] else ("", "")
    return found


def rows(store: Store, work: int, since: int, limit: int) -> list[int]:
    """The ids of the rows that a revision changed from this one on: of that one too, since typing goes on in it."""
    found = store.all(
        'SELECT r.id FROM "rows" r JOIN tables t ON t.id = r."table" WHERE t.work = ? AND r.version >= ? AND '
        "r.version > 1 ORDER BY r.number LIMIT ?",
        (work, since, limit),
    )
    return [int(record["id"]) for record in found]
