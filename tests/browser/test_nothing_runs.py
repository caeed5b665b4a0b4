"""Markup in every field of the database, before a real browser that would run it: nothing runs, on any page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from benchmarks.serving import in_thread
from tests.browser.conftest import PATIENCE, late, slowed
from tests.web.filled import fill, poison
from tests.web.walking import addresses, signed_in
from web.app import create_app
from web.config import Config
from web.guard import SESSION

PAYLOAD = (
    "\"'><xss-probe onclick=alert(1)></xss-probe><img src=/none.png onerror=\"window.hit='img'\">"
    "<svg onload=\"window.hit='svg'\"></svg><script>window.hit='script'</script></title></textarea>"
    "<img src=/none.png onerror=\"window.hit='img'\"><iframe srcdoc='<script>parent.hit=1</script>'></iframe>"
)
FOUND = """() => {
  const bad = window.hit ? [`it ran: ${window.hit}`] : [];
  for (const node of document.querySelectorAll("xss-probe, iframe, img:not([src^='data:']), body script:not([src])"))
    bad.push(`<${node.localName}>`);
  for (const node of document.querySelectorAll("*"))
    for (const one of node.attributes)
      if (/^on/.test(one.name) ||
          /^\\s*(javascript|data:text)/i.test(one.value) && /^(href|src|action|formaction)$/.test(one.name))
        bad.push(`${one.name} of <${node.localName}>`);
  return bad;
}"""
MEETS = {
    "work.view": ("j", "j", "c", "Escape", "e", "Escape", "k", "Control+k", "Escape", "?", "Escape"),
    "findings.index": ("j", "j", "e", "Escape", "?", "Escape"),
    "queue.index": ("j", "n", "?", "Escape"),
    "glossary.index": ("j", "x", "?", "Escape"),
    "lookup.index": ("j", "j", "Enter"),
    "concept.view": ("?", "Escape"),
}
"""Keys that make the modules of a page show what they fetched."""
NO_PAGES = ("comments.names", "together.changes", "mending.jump", "mending.plot", "work.export", "exchange.export_file")
NO_PAGES += ("audit.file", "compare.file", "documents.file", "versions.file", "jobs.file", "findings.report")
"""What is data for a page, or a file to take along: ``tests/web/test_access_fields.py`` looks at these."""


@pytest.fixture
def poisoned(tmp_path: Path) -> Path:
    database = tmp_path / "doichieu.db"
    fill(database)
    poison(database, PAYLOAD)
    return database


@pytest.fixture
def page(browser: Browser, poisoned: Path) -> Iterator[tuple[Page, str, list[str]]]:
    """A window without the Content-Security-Policy that would stop what got through, and what was said in it."""
    said: list[str] = []
    with in_thread(Config(db=poisoned, testing=True, jobs=False), late) as url:
        context = browser.new_context(bypass_csp=True, base_url=url, locale="en-GB")
        context.add_cookies([{"name": SESSION, "value": signed_in(poisoned), "url": url}])
        opened = slowed(context.new_page())
        opened.set_default_timeout(PATIENCE)

        def dismissed(dialog: Dialog) -> None:
            said.append(dialog.message)
            dialog.dismiss()

        opened.on("dialog", dismissed)
        opened.on("request", lambda request: said.append(request.url) if request.url.endswith("none.png") else None)
        yield opened, url, said
        context.close()


def test_nothing_runs_on_any_page(page: tuple[Page, str, list[str]], poisoned: Path) -> None:
    window, _, said = page
    app = create_app(Config(db=poisoned, testing=True, jobs=False))
    shown = 0
    for endpoint, path in addresses(app, poisoned):
        if path.startswith(("/api/", "/settings/")) or endpoint in NO_PAGES:
            continue
        window.goto(path, wait_until="load")
        for key in MEETS.get(endpoint, ()):
            window.keyboard.press(key)
        window.wait_for_function("() => !document.querySelector('.chunk.waits, .htmx-request, [aria-busy=true]')")
        assert window.evaluate(FOUND) == [], path
        assert said == [], path
        shown += "xss-probe" in window.inner_text("body")
    app.extensions["doichieu.jobs"].close()
    assert shown > 25
    # The same payload, put into a page without care, runs: the test sees what it looks for.
    window.goto("/account")
    window.evaluate("html => { document.querySelector('h1').innerHTML = html }", PAYLOAD)
    window.wait_for_function("() => window.hit")
    assert len(window.evaluate(FOUND)) > 3
    assert said != []
