"""Findings by keyboard: waved through with a reason, still so after another run, taken back, mended in place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, until
from web import actions
from web.store import Store

pytestmark = pytest.mark.browser
WORK = "industrial-clusters"


def open_findings(page: Page, site: Site, query: str = f"?work={WORK}") -> None:
    page.goto(f"{site.url}/findings{query}")
    page.wait_for_selector("html[data-findings=ready]")


def runs(site: Site) -> int:
    with Store(site.database) as store:
        return len(actions.list_runs(store, WORK))


def words(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).first.inner_text().split())


def test_a_finding_dismissed_by_keyboard_stays_so_when_the_checks_run_again_until_it_is_taken_back(
    page: Page, site: Site
) -> None:
    open_findings(page, site)
    before = page.locator(".found").count()
    page.keyboard.press("j")
    page.keyboard.press("j")
    message = words(page, ".found.on .message")
    after = words(page, ".found.on + .found .message")
    page.keyboard.press("d")
    expect(page.locator("#dismiss input[name=reason]")).to_be_focused()
    page.keyboard.type("The original says so")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_have_count(before - 1)
    assert words(page, ".found.on .message") == after  # the next one is in focus
    expect(page.locator(".found.on")).to_be_focused()
    expect(page.locator("#said")).to_have_text("1 finding dismissed.")

    with page.expect_navigation():
        page.get_by_role("button", name="Check again").click()
    until(page, lambda: runs(site) == 2)
    expect(page.locator("#checking")).to_have_count(0)  # the list comes anew when the checks are done
    page.wait_for_selector("html[data-findings=ready]")
    expect(page.locator(".found")).to_have_count(before - 1)
    open_findings(page, site, f"?work={WORK}&status=dismissed")
    assert words(page, ".found .message") == message
    expect(page.locator(".found .reason")).to_contain_text("The original says so")

    open_findings(page, site)
    page.keyboard.press("u")
    expect(page.locator(".found")).to_have_count(before)
    assert words(page, ".found.on .message") == message  # what came back is in focus


def test_several_are_chosen_and_dismissed_together_and_one_for_its_check(page: Page, site: Site) -> None:
    open_findings(page, site)
    before = page.locator(".found").count()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#dismiss .chosen-count")).to_have_text("2")
    page.keyboard.press("Escape")
    expect(page.locator("#dismiss")).to_be_hidden()
    expect(page.locator(".found input:checked")).to_have_count(0)
    page.keyboard.press("*")
    expect(page.locator("#dismiss .chosen-count")).to_have_text(str(before))
    page.keyboard.press("d")
    page.keyboard.type("Looked at")
    page.keyboard.press("Enter")
    expect(page.locator(".nothing")).to_contain_text("Everything has been looked at")
    expect(page.locator("h1")).to_be_focused()  # where nothing is left, the place is kept all the same
    page.keyboard.press("u")
    expect(page.locator(".found")).to_have_count(before)
    expect(page.locator(".found.on")).to_be_focused()
    check = page.locator(".found h2").first.inner_text().splitlines()[-1].split(maxsplit=1)[-1]
    same = page.locator(".found h2", has_text=check).count()
    page.locator(".found").first.click()
    page.keyboard.press("w")
    expect(page.locator("#dismiss select")).to_have_value("work")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_have_count(before - same)


def test_keys_rest_while_one_types_or_an_input_method_composes(page: Page, site: Site) -> None:
    open_findings(page, site)
    before = page.locator(".found").count()
    page.keyboard.press("j")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'd', isComposing: true, bubbles: true}))")
    expect(page.locator("#dismiss")).to_be_hidden()
    page.keyboard.press("d")
    page.keyboard.type("jkxuoe")
    expect(page.locator("#dismiss input[name=reason]")).to_have_value("jkxuoe")
    page.keyboard.press("Escape")
    expect(page.locator("#dismiss")).to_be_hidden()
    expect(page.locator(".found.on")).to_be_focused()
    expect(page.locator(".found")).to_have_count(before)


def test_a_finding_is_mended_in_place_and_leads_to_its_row(page: Page, site: Site) -> None:
    open_findings(page, site, f"?work={WORK}&check=script")
    page.keyboard.press("j")
    wrong = page.locator(".found.on mark.error").first.inner_text()
    before = page.locator(".found").count()
    page.keyboard.press("e")
    field = page.locator("form.fix textarea:focus")
    expect(field).to_have_value(re.compile(wrong))
    page.locator("form.fix [data-do=take]").click()
    expect(field).not_to_have_value(re.compile(wrong))
    page.keyboard.press("Control+Enter")
    expect(page.locator(".say")).to_contain_text("checked anew")
    expect(page.locator(".found")).to_have_count(before - 1)
    open_findings(page, site)
    page.keyboard.press("j")
    number = (page.locator(".found.on .to-row").get_attribute("href") or "").rpartition("#r")[2]
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#r{number}.on")
