"""What the first person to open a page would wait for, done while nobody waits: a service reads the terms of its
glossary, its dictionaries and templates when it begins, beside answering."""

from __future__ import annotations

import gc
import logging
import time
from threading import Thread

from flask import Flask

from aligner.errors import InputError
from web.actions.ahead import MOST as LONG
from web.actions.ahead import keep_links
from web.actions.freshness import found_in
from web.actions.linking import row_links
from web.actions.looking import lookup
from web.actions.remembering import MOST, memory
from web.store import Store, vocabulary, works
from web.store.rows import by_number

LOG = logging.getLogger(__name__)
ROWS = 36
"""Rows of the work that was changed last that are looked at as its page does."""
AHEAD, WORKS = MOST * 3 // 4, 500
"""Rows that are worked out ahead at the most, and of how many works: fewer than are remembered."""
TEMPLATES = ("work.html", "_rows.html", "_panel.html", "_comments.html", "_lookup.html", "_found.html", "works.html")


def begin(app: Flask) -> None:
    """Do it in the background; what goes wrong there, whoever opens the page is told."""
    Thread(target=_warm, args=(app,), name="doichieu-warming", daemon=True).start()


def _warm(app: Flask) -> None:
    try:
        warm(app)
        settle()
    except InputError as error:
        LOG.warning("not made ready: %s", error)
    except Exception:
        LOG.exception("not made ready")


def settle() -> None:
    """Look no more for circles among what is there by now: it stays, and to go through a large glossary again and again
    would hold everybody up for a fifth of a second each time."""
    gc.collect()
    gc.freeze()


def warm(app: Flask) -> None:
    """Read what the page of a work, edits in it and the look-up need."""
    with Store(app.config["DOICHIEU"].db) as store:
        if snapshot := vocabulary.current(store, make=True):
            memory(snapshot).spotter.learn_all(store, snapshot.stamp, snapshot.owner.changed)
        for work in works.latest(store, 1):
            rows = by_number(store, work.id, range(1, ROWS + 1))
            row_links(store, work.id, rows)
            if rows:
                found_in(store, work.id, rows[:3])
        lookup(store, "中 nam")
        for name in TEMPLATES:
            app.jinja_env.get_template(name)
        read_ahead(store)


def read_ahead(store: Store, most: int = AHEAD) -> int:
    """Work out what belongs together in the rows of the works that were changed last; how many rows that were. Rests
    as long as it works, so that whoever asks for something meanwhile hardly waits."""
    done = 0
    for work in works.latest(store, WORKS):
        if done < most:
            done += keep_links(store, work.id, min(most - done, LONG), time.sleep)
    return done
