"""Look up in a real browser: what is found comes as one types, and the keyboard goes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import until
from web.store import Store

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
SEEN = """selector => new MutationObserver(() => { window.seen ||= Boolean(document.querySelector(selector)) })
    .observe(document.body, {subtree: true, attributes: true, attributeFilter: ["class"]})"""
STRUCK = """(find, keys) => {
  document.querySelector("input[name=q]").focus();
  find.focus();
  for (const key of keys) find.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
}"""
"""Keys that follow one another at once, however slow the machine is."""


def remembered(site: Site) -> list[str]:
    with Store(site.database) as store:
        return [record["text"] for record in store.all("SELECT text FROM queries")]


def test_what_is_found_comes_as_one_types_and_the_address_follows(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup")
    expect(page.locator("input[name=q]")).to_be_focused()
    expect(page.locator(".hints .chip").first).to_be_visible()
    page.keyboard.type("chanye jiqun", delay=10)
    expect(page.locator(".read b")).to_have_text("产业集群")
    expect(page.locator(".hit-concept").first.locator(".first").first).to_have_text("cluster")
    expect(page.locator(".kwic mark.hit").first).to_have_text("产业集群")
    expect(page.locator(".kwic mark.answer").nth(3)).to_be_visible()
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
    expect(page.locator(".kwic").first).to_be_visible()
    for _ in range(page.locator("[data-find]").count()):
        if page.evaluate("document.activeElement.matches('.kwic')"):
            break
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
    page.wait_for_function("since => performance.now() > since + 400", arg=page.evaluate("performance.now()"))
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


def test_one_concept_is_found_however_it_is_typed(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.wait_for_url("**/lookup")
    for typed in ("chanye jiqun", "產業集羣", "cum cong nghiep", "cụm công nghiệp", "clustering"):
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
        page.wait_for_url(f"**/lookup?{urlencode({'q': typed})}")
        card = page.locator(".hit-concept").first
        expect(card.locator("[data-lang=zh-Hans]").first).to_have_text("产业集群")
        expect(card.locator("[data-lang=vi]").first).to_have_text("cụm công nghiệp")
        expect(card).to_contain_text("sản nghiệp tập quần")
        expect(page.locator(".kwic mark").first).to_be_visible()


def test_a_term_or_a_pair_is_copied_by_a_key_and_enter_opens_the_concept(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    page.goto(f"{site.url}/lookup?q=产业集群")
    page.evaluate(SEEN, ".hit-concept.copied")
    page.locator("input[name=q]").press("ArrowDown")
    for keys, copied in (
        ("3", "产业集群"),
        ("c", "cluster\tcụm công nghiệp\t产业集群\t產業聚落"),
        ("12", "cluster\tcụm công nghiệp"),
    ):
        page.locator("[data-find]").first.evaluate(STRUCK, keys)
        page.wait_for_function("text => navigator.clipboard.readText().then(held => held === text)", arg=copied)
        expect(page.locator("#copied")).to_contain_text(copied.split("\t")[-1])
    page.wait_for_function("() => window.seen")  # it is marked for a moment
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/*")
    expect(page.locator("h1")).to_have_text("cluster")


def test_a_look_up_is_kept_to_a_work_and_a_status(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup?q=cluster")
    expect(page.locator(".hit-concept").first).to_be_visible()
    page.get_by_label("Work").select_option("battery-supply-chains")
    page.wait_for_url("**/lookup?q=cluster&work=battery-supply-chains")
    expect(page.get_by_role("link", name="Look everywhere")).to_be_visible()
    page.get_by_label("Work").select_option("industrial-clusters")
    expect(page.locator(".hit-concept").first).to_be_visible()
    page.get_by_label("Status").select_option("forbidden")
    page.wait_for_url("**/lookup?q=cluster&status=forbidden&work=industrial-clusters")
    expect(page.locator(".hit-concept")).to_have_count(0)
    expect(page.locator(".kwic").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Status")).to_have_value("forbidden")


def test_queries_are_remembered_and_kept_by_a_key(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup")
    page.keyboard.type("chanye jiqun", delay=5)
    page.wait_for_url("**/lookup?q=chanye+jiqun")
    expect(page.locator(".hit-concept").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    expect(page.locator("#keep-query")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("/")
    page.keyboard.type("grid")
    page.wait_for_url("**/lookup?q=grid")
    expect(page.locator("#keep-query")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    until(page, lambda: "grid" in remembered(site))
    page.goto(f"{site.url}/lookup")
    expect(page.get_by_role("region", name="Kept").locator(".chip")).to_have_text("chanye jiqun")
    page.get_by_role("region", name="Recent").get_by_role("link", name="grid").click()
    page.wait_for_url("**/lookup?q=grid")


def test_a_pasted_sentence_finds_its_like_with_what_differs(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/lookup")
    page.keyboard.insert_text("Marsh calls such zones clusters without memory.")
    expect(page.locator("#near-head")).to_be_visible()
    expect(page.locator(".like ins").first).to_be_visible()
    page.locator("input[name=q]").fill("")
    expect(page.locator(".like")).to_have_count(0)
    page.get_by_role("link", name="Similar sentences").click()
    expect(page.locator("textarea[name=q]")).to_be_focused()
    page.keyboard.insert_text("Marsh calls such zones clusters without memory.")
    expect(page.locator(".like ins").first).to_be_visible()
    expect(page.locator(".like .yours del").first).to_be_visible()
    expect(page.locator(".like .others [lang=vi]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/*#r*")
