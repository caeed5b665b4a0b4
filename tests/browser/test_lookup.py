"""Look up in a real browser: what is found comes as one types, and the keyboard goes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


def test_what_is_found_comes_as_one_types_and_the_address_follows(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup")
    expect(page.locator("input[name=q]")).to_be_focused()
    expect(page.locator(".hints .chip").first).to_be_visible()
    page.keyboard.type("chanye jiqun", delay=10)
    expect(page.locator(".read b")).to_have_text("产业集群")
    expect(page.locator(".hit-concept").first.locator(".first").first).to_have_text("cluster")
    expect(page.locator(".kwic mark.hit").first).to_have_text("产业集群")
    assert page.locator(".kwic mark.answer").count() > 3
    page.wait_for_url("**/lookup?q=chanye+jiqun")
    page.reload()
    expect(page.locator(".read b")).to_have_text("产业集群")


def test_arrows_go_from_find_to_find_and_enter_opens_a_sentence(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup?q=governments")
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-find]").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    while page.evaluate("!document.activeElement.matches('.kwic')"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/*#r*")


def test_nothing_is_asked_while_an_input_method_composes(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/lookup?" in request.url else None)
    page.evaluate(
        "() => { const field = document.querySelector('input[name=q]'); field.value = 'chan';"
        "field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true})); }"
    )
    page.wait_for_timeout(400)
    assert asked == []
    page.evaluate(
        "() => { const field = document.querySelector('input[name=q]'); field.value = '产业';"
        "field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true})); }"
    )
    expect(page.locator(".hit-concept").first).to_be_visible()
    assert len(asked) == 1


def test_escape_empties_the_box_and_more_sentences_come_below(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup?q=the")
    expect(page.locator(".kwic")).to_have_count(10)
    page.get_by_role("link", name="More sentences").click()
    expect(page.locator(".kwic")).to_have_count(40)
    page.locator("input[name=q]").focus()
    page.keyboard.press("Escape")
    expect(page.locator("input[name=q]")).to_have_value("")
    expect(page.locator(".hints")).to_be_visible()
    expect(page.locator(".kwic")).to_have_count(0)


def test_the_slash_leads_here_from_pages_without_a_box(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/works")
    page.keyboard.press("/")
    page.wait_for_url("**/lookup")
