"""Keys that are a letter, figure or sign can be had with Alt, or not at all; the list of keys says which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


def choose(page: Page, way: str) -> None:
    """In the list of keys, as a person does."""
    page.locator("button.ask-keys").click()
    page.locator("#keys select[data-letter-keys]").select_option(way)
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.locator("h1").first.click()


def test_letters_are_keys_alone_with_alt_or_not_at_all(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/glossary/queue")
    first = page.locator(".candidate .first").first
    word = first.inner_text()
    choose(page, "off")
    for key in ("s", "x", "?", "/"):
        page.keyboard.press(key)
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator("[data-do=skip] kbd")).to_be_hidden()
    expect(first).to_have_text(word)

    choose(page, "alt")
    expect(page.locator("[data-do=skip] kbd")).to_be_visible()
    assert page.locator("[data-do=skip] kbd").evaluate("kbd => getComputedStyle(kbd, '::before').content") == '"Alt "'
    page.keyboard.press("s")
    expect(first).to_have_text(word)
    page.keyboard.press("Alt+s")
    expect(first).not_to_have_text(word)
    # Another page, another day, and a system that writes another character with Alt.
    page.goto(f"{site.url}/lookup?q=governments")
    page.locator("[data-find]").first.focus()
    struck = '{key: "÷", code: "Slash", altKey: true, bubbles: true}'
    page.evaluate(f'document.dispatchEvent(new KeyboardEvent("keydown", {struck}))')
    expect(page.locator("input[name=q]")).to_be_focused()
    page.goto(f"{site.url}/findings")
    items = page.locator(".found")
    expect(items.first).to_be_visible()
    page.keyboard.press("j")
    assert page.evaluate("!document.activeElement.matches('.found, .found *')")
    page.keyboard.press("Alt+j")
    expect(items.first).to_be_focused()
    page.keyboard.press("Alt+d")
    expect(page.locator(".act-bar.shown")).to_be_visible()

    page.goto(f"{site.url}/works/industrial-clusters#r3")
    expect(page.locator("#r3")).to_be_focused()
    page.keyboard.press("b")
    page.keyboard.press("Shift+C")
    expect(page.locator(".row.confirmed")).to_have_count(0)
    page.keyboard.press("Alt+c")
    expect(page.locator(".row.confirmed")).to_have_count(1)
    page.keyboard.press("Control+z")  # what no character writes is a key as ever
    expect(page.locator(".row.confirmed")).to_have_count(0)
    choose(page, "alone")
    page.locator("#r3").click()
    page.keyboard.press("c")
    expect(page.locator(".row.confirmed")).to_have_count(1)


@pytest.mark.parametrize("kept", ['{"row.down": [1, null, "", {}], "row.up": "k"}', "[[]]", '"x"', "{", "1"])
def test_keys_that_are_none_are_passed_over(page: Page, site: Site, kept: str) -> None:
    """Whatever stands in the browser's memory, the other keys of the parallel view go on."""
    page.add_init_script(f"localStorage.setItem('keys:changed', {json.dumps(kept)})")
    page.goto(f"{site.url}/works/industrial-clusters")
    first = page.locator("tr[id='r1'], [id='r1']").first
    expect(first).to_be_visible()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    assert site.complaints == []
