# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Whether a finding is open, dismissed or hidden: noted beside it, whenever something changes that decides it.

Lists, counts and marks then ask for one word, however a finding came to be waved through.
"""

from __future__ import annotations

import json

from web.store import options
from web.store.database import Store

_DISMISSAL = """coalesce(
    (SELECT id FROM dismissals d WHERE d.scope = 'finding' AND d.work = findings.work
        AND d.fingerprint = findings.fingerprint),
    (SELECT id FROM dismissals d WHERE d.scope = 'term' AND d.work = findings.work AND d."check" = findings."check"
        AND d.topic = findings.topic),
    (SELECT id FROM dismissals d WHERE d.scope = 'work' AND d.work = findings.work AND d."check" = findings."check"),
    (SELECT id FROM dismissals d WHERE d.scope = 'project' AND d."check" = findings."check"
        AND d.topic = findings.topic)
)"""
"""The dismissal that covers a finding, the narrowest first."""

_SHOWN = {
    "quiet": "severity = 'error'",
    "standard": "severity <> 'info' OR \"check\" IN (SELECT value FROM json_each(?))",
    "strict": "1",
}
REMARKS = ("terms", "names")
"""The checks whose remarks the standard profile shows."""


def settle(store: Store, work: int | None = None) -> None:
    """Note of the findings of a work, or of all works, which are open, dismissed, or hidden by the settings."""
    where, given = ("", ()) if work is None else (" WHERE work = ?", (work,))
    store.execute(f"UPDATE findings SET dismissal = {_DISMISSAL}{where}", given)
    profile, off = options.profile(store), options.switched_off(store)
    remarks = (json.dumps(REMARKS),) if profile == "standard" else ()
    store.execute(
        "UPDATE findings SET state = CASE WHEN dismissal IS NOT NULL THEN 'dismissed' "
        f"WHEN ({_SHOWN[profile]}) AND \"check\" NOT IN (SELECT value FROM json_each(?)) THEN 'open' "
        f"ELSE 'hidden' END{where}",
        (*remarks, json.dumps(sorted(off)), *given),
    )
