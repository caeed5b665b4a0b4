"""A real headless Chromium, and the service to point it at: its own store, its own port, no way out to other hosts.

``SLOW=8 python -m pytest tests/browser`` is a bad day: the browser has an eighth of a processor, and each answer of the
service is late by up to a tenth of ``SLOW`` seconds, so that answers overtake one another. What fails then is a race.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route, expect, sync_playwright

from benchmarks.serving import in_thread
from web import actions
from web.actions.people import add_account
from web.config import Config
from web.store import Store

SLOW = float(os.environ.get("SLOW") or 0)
PATIENCE = int(60_000 * max(1, SLOW / 2))  # milliseconds: a busy machine is slow, and slowness is not what is tested
expect.set_options(timeout=PATIENCE)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TAKEN_BACK = re.compile(r"htmx:(sendAbort|afterRequest), ")
"""What htmx writes when a newer question takes the place of one that is on its way; nothing is wrong then."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def late(app: Any) -> Any:
    """The service on a bad day: each answer comes when it comes; what never changes comes a little sooner."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if SLOW:
            time.sleep(random.uniform(0, SLOW / (40 if environ["PATH_INFO"].startswith("/static/") else 10)))
        return app(environ, start)

    return answer


def slowed(page: Page) -> Page:
    """The page as a browser shows it that has little of the processor, on a bad day."""
    if SLOW > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    return page


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait until something holds that no element of the page shows, such as what stands in the database."""
    end = time.monotonic() + PATIENCE / 1000
    while not true():
        assert time.monotonic() < end, "it did not come true"
        page.wait_for_timeout(50)


@dataclass
class Site:
    """The running service: where it is, and what a browser asked of other hosts or complained about."""

    url: str
    database: Path
    password: str = ""
    strays: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("DOICHIEU_SKIP_BROWSER") == "1" and os.environ.get("CI") != "true":
            pytest.skip("there is no Chromium, and DOICHIEU_SKIP_BROWSER=1")
        pytest.fail("there is no Chromium: run `sh tests/browser/install.sh`")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample works, aligned, mined and checked once; tests that change it take a copy."""
    database = tmp_path_factory.mktemp("samples") / "doichieu.db"
    with Store(database) as store:
        for work in actions.load_samples(store, align=False).works:
            actions.refresh(store, work.id)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


@pytest.fixture
def site(samples: Path, tmp_path: Path) -> Iterator[Site]:
    """The service with the sample works."""
    database = tmp_path / "doichieu.db"
    shutil.copy(samples, database)
    with in_thread(Config(db=database, testing=True), late) as url:
        yield Site(url, database)


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """The service with nothing in it."""
    database = tmp_path / "doichieu.db"
    with in_thread(Config(db=database, testing=True), late) as url:
        yield Site(url, database)


def watched(context: BrowserContext, site: Site) -> Page:
    """A page of which every request is held to the site and every complaint is noted."""

    def only_here(route: Route, request: Request) -> None:
        here = request.url.startswith((site.url + "/", "data:"))
        if not here:
            site.strays.append(request.url)
        with suppress(Error):  # the window was closed while it asked
            route.continue_() if here else route.abort()

    def complain(text: str) -> None:
        if not TAKEN_BACK.match(text):
            site.complaints.append(text)

    context.route("**/*", only_here)
    page = slowed(context.new_page())
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: complain(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: site.complaints.append(str(error)))
    return page


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A window on the sample works; afterwards, nothing was asked of other hosts and nothing was complained about."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield watched(context, site)
    context.close()
    assert site.strays == []
    assert site.complaints == []


@pytest.fixture
def empty_page(browser: Browser, empty_site: Site) -> Iterator[Page]:
    """The same on a service with nothing in it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield watched(context, empty_site)
    context.close()
    assert empty_site.strays == []
    assert empty_site.complaints == []


PASSWORD = "four words in a row"


@pytest.fixture
def shared_site(samples: Path, tmp_path: Path) -> Iterator[Site]:
    """The service with the sample works and accounts of several roles, who all have the same password."""
    database = tmp_path / "doichieu.db"
    shutil.copy(samples, database)
    with Store(database, who="chief") as store:
        for name, role in (("chief", "admin"), ("translator1", "translator"), ("translator2", "translator")):
            add_account(store, name, role, PASSWORD)
    with in_thread(Config(db=database, testing=True), late) as url:
        yield Site(url, database, PASSWORD)
