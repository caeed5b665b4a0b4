"""What the first people to open pages would wait for, done before them. A service that begins reads the terms of its
glossary and what its pages are made of before it answers; the rest it does beside answering, and rests as long as it
works, so that whoever asks for something meanwhile hardly waits. What takes longer, a process beside it does
(``web.actions.ahead``)."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable
from importlib import import_module
from threading import Event, Thread

from flask import Flask

from aligner.errors import InputError
from web.actions import ahead
from web.actions.freshness import found_in
from web.actions.linking import row_links
from web.actions.looking import lookup
from web.actions.remembering import memory
from web.store import Store, vocabulary, works
from web.store.rows import by_number

LOG = logging.getLogger(__name__)
PATIENCE = 10.0
"""Seconds that a service waits for what its first pages need: the terms of a very large glossary take longer, and
whoever opens a page meanwhile gets it, if slowly."""
ROWS = 36
"""Rows of the work that was changed last that are looked at as its page does."""
FIRST = ("work.html", "_rows.html", "_panel.html", "_comments.html", "_lookup.html", "_found.html", "works.html")
MODULES = (
    *("web.actions.tables", "web.actions.works", "web.actions.carrying", "web.actions.history", "web.actions.queries"),
    *(
        "web.actions.glossary",
        "aligner.formats.tmx",
        "aligner.formats.xlsx",
        "glossary.reports.xlsx",
        "glossary.alarms",
    ),
)
"""What pages and exports need that is read when it is first asked for."""


def begin(app: Flask) -> Event:
    """Do all that in the background; set as soon as the first pages have what they need. What goes wrong there, whoever
    opens the page is told."""
    ready = Event()
    Thread(target=_warm, args=(app, ready), name="doichieu-warming", daemon=True).start()
    return ready


def _warm(app: Flask, ready: Event) -> None:
    beside = ahead.begin(app.config["DOICHIEU"].db)
    try:
        warm(app, ready)
        settle()
    except InputError as error:
        LOG.warning("not made ready: %s", error)
    except Exception:
        LOG.exception("not made ready")
    finally:
        ready.set()
    if beside:
        beside.wait()


def settle() -> None:
    """Look no more for circles among what is there by now: it stays, and to go through a large glossary again and again
    would hold everybody up for a fifth of a second each time."""
    gc.collect()
    gc.freeze()


def warm(app: Flask, ready: Event | None = None) -> None:
    """Read what pages, edits and the look-up need; ``ready`` is set when the first pages have it."""
    with Store(app.config["DOICHIEU"].db) as store:
        snapshot = vocabulary.current(store, make=True)
        latest = works.latest(store, 1)
        for work in latest:
            row_links(store, work.id, by_number(store, work.id, range(1, ROWS + 1)))
        for name in FIRST:
            app.jinja_env.get_template(name)
        if ready:
            ready.set()
        for work in latest:
            if rows := by_number(store, work.id, range(1, 4)):
                found_in(store, work.id, rows)
        lookup(store, "中 nam")
        for name in MODULES:
            _resting(import_module, name)
        for name in app.jinja_env.list_templates(["html"]):
            _resting(app.jinja_env.get_template, name)
        if snapshot:
            memory(snapshot).spotter.learn_all(store, snapshot.stamp, snapshot.owner.changed, time.sleep)


def _resting(read: Callable[[str], object], name: str) -> None:
    began = time.monotonic()
    read(name)
    time.sleep(time.monotonic() - began)
