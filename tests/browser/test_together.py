"""Two people in one work, each in a browser of their own: what one does the other sees, and nobody's words are lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Site, watched
from web import actions
from web.store import Store

pytestmark = pytest.mark.browser


@pytest.fixture
def slug(shared_site: Site) -> str:
    with Store(shared_site.database) as store:
        return actions.list_works(store).items[-1].slug


@pytest.fixture
def person(browser: Browser, shared_site: Site, slug: str) -> Iterator[Callable[[str], Page]]:
    """A browser in which somebody signed in and has the work open."""
    with ExitStack() as stack:

        def opened(name: str) -> Page:
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
            stack.callback(context.close)
            page = watched(context, shared_site)
            page.goto(f"{shared_site.url}/works/{slug}#r1")
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(shared_site.password)
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/works/{slug}#r1")  # the row too
            expect(page.locator(".table[data-ready=yes]")).to_be_visible()
            return page

        yield opened
    assert shared_site.strays == []
    assert [text for text in shared_site.complaints if "409" not in text] == []


def has(name: str) -> re.Pattern[str]:
    return re.compile(rf"(^|\s){name}(\s|$)")


def stored(site: Site, slug: str, row: int) -> str:
    with Store(site.database) as store:
        return next(cell.text for cell in actions.get_row(store, slug, row).cells if cell.lang == "en")


def choose(page: Page, row: int) -> None:
    page.locator(f"#r{row} .gutter a").click()
    expect(page.locator(f"#r{row}")).to_have_class(has("on"))


def open_field(page: Page, row: int) -> Locator:
    choose(page, row)
    page.keyboard.press("e")
    field = page.locator(f"#r{row} .editor textarea")
    expect(field).to_be_focused()
    return field


def test_two_people_edit_one_work(person: Callable[[str], Page], shared_site: Site, slug: str) -> None:
    one, two = person("translator1"), person("translator2")
    expect(one.locator("#together .here")).to_have_text("Also here: translator2")

    # A row that one confirms is confirmed for the other, without a reload, who stays where she is.
    choose(two, 5)
    two.evaluate("window.stayed = true")
    choose(one, 3)
    one.keyboard.press("c")
    expect(two.locator("#r3")).to_have_class(has("confirmed"))
    expect(two.locator("#together .news")).to_contain_text("translator1")
    expect(two.locator("#r5")).to_have_class(has("on"))

    # What one types is seen by the other when it is saved; what she types herself meanwhile stays as it is.
    open_field(two, 5).fill("She is typing this")
    open_field(one, 4).fill("He has written this.")
    one.keyboard.press("Enter")
    expect(two.locator("#r4 .cell[data-lang=en]")).to_contain_text("He has written this.")
    expect(two.locator("#r5 .editor textarea")).to_have_value("She is typing this")
    expect(two.locator("#r5 .editor textarea")).to_be_focused()
    two.keyboard.press("Enter")
    expect(one.locator("#r5 .cell[data-lang=en]")).to_contain_text("She is typing this")

    # Two rows become one: the numbers behind it follow for both.
    rows = int(two.locator(".table").get_attribute("data-rows") or 0)
    choose(one, 7)
    one.keyboard.press("m")
    expect(one.locator(".table")).to_have_attribute("data-rows", str(rows - 1))
    expect(two.locator(".table")).to_have_attribute("data-rows", str(rows - 1))
    expect(two.locator("#r8 .number")).to_have_text("8")
    merged = one.locator("#r7 .cell").all_inner_texts()
    expect(two.locator("#r7 .cell")).to_have_text(merged, use_inner_text=True)

    # The whole table is drawn anew: hers is so too, in place.
    choose(two, 5)
    with Store(shared_site.database, who="translator1") as store:
        actions.realign(store, slug)
        rows = actions.get_rows(store, slug, limit=1).total  # the new words of a row may part it
    expect(two.locator(".table")).to_have_attribute("data-rows", str(rows))
    expect(two.locator("#together .news")).to_contain_text("drawn anew")
    expect(two.locator("#r3")).to_have_class(has("confirmed"))
    expect(two.locator("#r5")).to_have_class(has("on"))
    expect(two.locator("#r5")).to_be_in_viewport()
    expect(one.locator(".table")).to_have_attribute("data-rows", str(rows))
    assert two.evaluate("window.stayed")  # never loaded anew

    # Both change the same sentence: the slower one is shown both and takes hers.
    for text, key, left in (
        ("Words of the second.", "1", "Words of the second."),
        ("Words that give way.", "2", "He writes 2."),
        ("Words to be joined.", "3", "He writes 3. Words to be joined."),
    ):
        hers = open_field(two, 2)
        open_field(one, 2).fill(f"He writes {key}.")
        one.keyboard.press("Enter")
        expect(one.locator(".editor")).to_have_count(0)
        hers.fill(text)
        two.keyboard.press("Enter")
        dialog = two.locator("#conflict")
        expect(dialog).to_be_visible()
        expect(dialog.locator("[data-place=mine]")).to_have_text(text)
        expect(dialog.locator("[data-place=theirs]")).to_have_text(f"He writes {key}.")
        expect(dialog).to_contain_text("From translator1")
        expect(dialog.locator("h2")).to_be_focused()
        two.wait_for_function("since => performance.now() > since + 600", arg=two.evaluate("performance.now()"))
        two.keyboard.press(key)
        if key == "3":
            expect(dialog.locator("textarea")).to_be_focused()
            two.keyboard.press("Control+Enter")
        expect(dialog).to_be_hidden()
        expect(two.locator("#r2 .cell[data-lang=en] .seg").first).to_have_text(left)
        expect(one.locator("#r2 .cell[data-lang=en] .seg").first).to_have_text(left)
        assert stored(shared_site, slug, 2) == left
        if key != "2":  # whose words gave way is shown both as well
            expect(one.locator("#together .news")).to_contain_text(f"“He writes {key}.”")
            expect(one.locator("#together .news [lang=en]")).to_have_text(f"He writes {key}.")
    with Store(shared_site.database, who="reader") as store:
        found = store.all("SELECT who, after FROM revisions WHERE target LIKE 'row:%' AND what = 'edit-text'")
    assert {"translator1", "translator2"} == {record["who"] for record in found}
    assert any("Words of the second." in record["after"] for record in found)  # what gave way later is kept
