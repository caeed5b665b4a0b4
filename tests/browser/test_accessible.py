"""Every page, and what opens on it, is looked over by axe-core (WCAG 2.2 A and AA) in both colour schemes, wide and
narrow; on a telephone no page is wider than the screen."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.conftest import Site, watched
from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
SHORT = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "scrollable-region-focusable", "target-size"]},
    "resultTypes": ["violations"],
}
"""What another colour scheme and width may change."""
OPENED = {
    "/works/<ref>": (("press", "?"), ("click", ".menus .menu:last-of-type > summary")),
    "/findings": (("click", ".menus .menu > summary"),),
    "/glossary/queue": (("press", "e"), ("press", "m")),
    "/glossary/<int:concept>": (("click", ".terms details > summary"),),
}
"""Dialogs, menus and forms that open on a page: the key or the button that opens each."""
HEADINGS = """Array.from(document.querySelectorAll("h1, h2, h3, h4, h5"))
    .filter((one) => one.offsetParent && !one.closest("dialog")).map((one) => Number(one.tagName[1]))"""
PAGES = {
    "/": "/?q=village",
    "/account": "/account",
    "/audit": "/audit",
    "/comments": "/comments",
    "/compare": "/compare?left={left}&right={right}",
    "/findings": "/findings",
    "/glossary": "/glossary",
    "/glossary/<int:concept>": "/glossary/{concept}",
    "/glossary/export": "/glossary/export",
    "/glossary/import": "/glossary/import",
    "/glossary/matrix": "/glossary/matrix",
    "/glossary/queue": "/glossary/queue",
    "/glossary/suggest": "/glossary/suggest",
    "/jobs": "/jobs",
    "/lookup": "/lookup?q=village",
    "/lookup/near": "/lookup/near?q=Nobody+lived+in+the+village.",
    "/people": "/people",
    "/sign-in": "/sign-in",
    "/works": "/works",
    "/works/<ref>": "/works/{work}",
    "/works/<ref>/documents/<int:document>": "/works/{work}/documents/{left}",
    "/works/<ref>/documents/<int:document>/versions": "/works/{work}/documents/{left}/versions",
    "/works/<ref>/history": "/works/{work}/history",
}
"""The address that stands for each page."""
PARTS = {
    "/comments/names",
    "/findings/<int:finding>/edit",
    "/findings/progress",
    "/glossary/<int:concept>/comments",
    "/glossary/import/<key>",
    "/glossary/queue/<int:concept>/targets",
    "/jobs/imports",
    "/jobs/mark",
    "/lookup/like",
    "/lookup/sentences",
    "/sign-in/code",
    "/works/<int:work>/item",
    "/works/<int:work>/progress",
    "/works/<ref>/changes",
    "/works/<ref>/documents/<int:document>/versions/progress",
    "/works/<ref>/plot",
    "/works/<ref>/progress",
    "/works/<ref>/rows",
    "/works/<ref>/rows/<int:number>",
    "/works/<ref>/rows/<int:number>/comments",
}
"""What pages load into themselves, and what needs a file or a work that is on its way."""
OTHER = ("/api", "/static", "/findings/report", "/settings/", "/compare/file", "/glossary/export/file")


def test_no_page_is_forgotten(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    shown = {rule for rule in rules if not rule.startswith(OTHER) and not rule.endswith(("/file", "/next", "/export"))}
    assert shown | {"/glossary/export"} == PAGES.keys() | PARTS


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_pages_have_no_barrier_that_axe_finds(
    browser: Browser, site: Site, scheme: Literal["light", "dark"], width: int
) -> None:
    with Store(site.database) as store:
        work = actions.list_works(store).items[0]
        left, right = (document.id for document in actions.get_work(store, str(work.id)).documents[:2])
        concept = actions.list_concepts(store).items[0].id
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )
    page = watched(context, site)
    found: dict[str, list[Any]] = {}
    for rule, address in PAGES.items():
        page.goto(site.url + address.format(work=work.slug, left=left, right=right, concept=concept))
        page.wait_for_load_state("networkidle")
        levels = page.evaluate(HEADINGS)
        if levels.count(1) != 1 or any(below - above > 1 for above, below in pairwise(levels)):
            found.setdefault(rule, []).append(("headings", levels))
        for act, what in (("", ""), *OPENED.get(rule, ())):
            if act == "press":
                page.keyboard.press(what)
            elif act:
                page.locator(what).first.click()
            for violation in Axe().run(page, options=RULES if scheme == "light" else SHORT).response["violations"]:
                nodes = [node["html"][:160] + " — " + node["failureSummary"][:300] for node in violation["nodes"][:4]]
                found.setdefault(f"{rule} {what}", []).append((violation["id"], nodes))
            if wide := page.evaluate("document.scrollingElement.scrollWidth - innerWidth") > 0:
                found.setdefault(f"{rule} {what}", []).append(("wider than the screen", wide))
            if act == "press":
                page.keyboard.press("Escape")
    context.close()
    assert found == {}


@pytest.fixture
def app(tmp_path: Any) -> Flask:
    """The service, for its map of addresses."""
    return create_app(Config(db=tmp_path / "doichieu.db", testing=True, jobs=False))
