"""Mending an alignment in a real browser: by keyboard alone, undone again, with keys of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from web import actions
from web.store import Store

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
SLUG = "industrial-clusters"
WORK = f"/works/{SLUG}"
ON = re.compile(r"\bon\b")
CONFIRMED = re.compile(r"\bconfirmed\b")


def open_work(page: Page, site: Site, rest: str = "") -> None:
    page.goto(site.url + WORK + rest)
    page.wait_for_selector(".table[data-ready]")
    if rest.startswith("#"):
        expect(page.locator(rest)).to_have_class(ON)


def shapes(site: Site) -> list[Any]:
    with Store(site.database) as store:
        table = actions.get_table(store, SLUG)
        return [tuple((span.start, span.stop) for span in row.spans) for row in table.rows]


def press(page: Page, *keys: str, says: str = "") -> None:
    for key in keys:
        page.keyboard.press(key)
    if says:
        expect(page.locator("#said")).to_have_text(says)


def test_a_wrong_alignment_is_repaired_by_keyboard_alone_and_undone(page: Page, site: Site) -> None:
    """One column slipped by a row: it is pulled back, a row is cut and joined, and undone after a reload."""
    right = shapes(site)
    with Store(site.database, who="browser") as store:
        row = actions.get_row(store, SLUG, 10)
        actions.shift_rows(store, row.id, "vi", 1)
    wrong = shapes(site)
    assert wrong != right

    open_work(page, site, "#r10")
    press(page, "ArrowRight", "ArrowRight")
    expect(page.locator("#r10 .cell[data-lang=vi] .void")).to_be_focused()
    press(page, "Control+ArrowUp", says="Column shifted")
    assert shapes(site) == right
    expect(page.locator("#r10 .cell[data-lang=vi] .seg")).to_have_count(1)

    press(page, "ArrowRight", "s")
    expect(page.locator(".editor.cut textarea")).to_be_focused()
    press(page, "x", "Enter", says="Row split")
    assert len(shapes(site)) == len(right) + 1
    last = page.locator(".outline a[data-row]").last
    with Store(site.database) as store:
        expect(last).to_have_attribute("data-row", str(actions.get_work(store, SLUG).outline[-1].row))
    press(page, "m", says="Rows merged")
    assert len(shapes(site)) == len(right)
    press(page, "e")
    page.locator(".editor textarea").fill("Other words stand here now.")
    press(page, "Enter", says="Sentence edited")
    expect(page.locator("#r10 .seg.edited")).to_have_count(1)
    expect(page.locator("#panel .original")).to_be_visible()

    page.reload()
    page.wait_for_selector(".table[data-ready]")
    for _edit in ("edit", "merge", "split"):
        press(page, "Control+z", says="Undone")
        page.evaluate("document.getElementById('said').textContent = ''")
    assert shapes(site) == right
    press(page, "Control+Shift+z", says="Done again")
    assert len(shapes(site)) == len(right) + 1


def test_keys_rest_while_composing_and_words_survive_a_closed_window(page: Page, site: Site) -> None:
    before = shapes(site)
    page.route("**/edit", lambda route: None)  # the service does not answer before the window is closed
    open_work(page, site, "#r10")
    page.evaluate(
        """for (const facts of [{isComposing: true}, {keyCode: 229}])
             document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "m", bubbles: true, ...facts}))"""
    )
    press(page, "ArrowRight", "e")
    area = page.locator(".editor textarea")
    expect(area).to_be_focused()
    # The browser's own input method: letters that are being composed, keys that are meant for it, and its word.
    method = page.context.new_cdp_session(page)
    press(page, "End")
    method.send("Input.imeSetComposition", {"text": "chanye", "selectionStart": 6, "selectionEnd": 6})
    expect(area).to_have_value(re.compile("chanye$"))
    for key in ("Enter", "Escape"):
        method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "code": key})
    expect(area).to_be_visible()  # they were the input method's
    method.send("Input.insertText", {"text": "产业"})
    assert shapes(site) == before
    page.unroute("**/edit")
    page.reload()  # nothing was saved, and nothing is lost
    expect(page.locator(".editor textarea")).to_have_value(re.compile("产业$"))
    expect(page.locator(".editor textarea")).to_be_focused()
    press(page, "Escape")
    expect(page.locator(".editor")).to_have_count(0)
    with Store(site.database) as store:
        assert not any(
            row.cells[0].segments[0].edited for row in actions.get_rows(store, SLUG).items if row.cells[0].text
        )


def test_confirming_goes_on_and_the_work_resumes_there(page: Page, site: Site) -> None:
    open_work(page, site, "#r3")
    press(page, "Shift+C")
    expect(page.locator(".row.confirmed")).to_have_count(3)
    press(page, "j")
    expect(page.locator("#r4")).to_have_class(ON)
    press(page, "c")
    expect(page.locator("#r4")).to_have_class(CONFIRMED)
    expect(page.locator("#r5")).to_have_class(ON)
    expect(page.locator("#figures .done dd")).to_have_text("4")
    expect(page.locator("#gaps")).to_be_visible()
    open_work(page, site)
    expect(page.locator("#r5")).to_have_class(ON)
    press(page, "b")
    expect(page.locator("#r5 .marked")).to_be_visible()
    page.locator("#gaps button").click()
    expect(page.locator(".flashes")).to_contain_text("gaps")
    expect(page.locator(".row.confirmed")).to_have_count(4)


def test_keys_can_be_changed_with_a_notice_where_one_is_taken(page: Page, site: Site) -> None:
    open_work(page, site, "#r10")
    press(page, "?")
    page.get_by_role("button", name="Change keys").click()
    page.get_by_role("button", name="bookmark", exact=True).click()
    press(page, "m")
    expect(page.locator("#key-notice")).to_contain_text("merge with the next row")
    page.get_by_role("button", name="Use it here instead").click()
    page.get_by_role("button", name="merge with the next row").click()
    press(page, "Control+m", "Escape")
    page.reload()
    page.wait_for_selector(".table[data-ready]")
    rows = len(shapes(site))
    press(page, "m")
    expect(page.locator("#r10 .marked")).to_be_visible()
    assert len(shapes(site)) == rows
    press(page, "Control+m", says="Rows merged")
    assert len(shapes(site)) == rows - 1
    press(page, "?")
    page.locator("#key-set").select_option("omegat")
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()
    press(page, "a")
    expect(page.locator("#r10")).to_have_class(CONFIRMED)


def test_the_plot_goes_to_the_row_under_the_pointer_and_by_arrow_keys(page: Page, site: Site) -> None:
    open_work(page, site)
    plot = page.locator("#plot")
    expect(plot).to_have_attribute("aria-valuetext", re.compile("Row 1"))
    box = plot.bounding_box()
    assert box
    plot.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    reached = "() => Number(document.querySelector('.row.on')?.id.slice(1) || 0)"
    page.wait_for_function(f"() => ({reached})() > 20")
    number = page.evaluate(reached)
    assert 20 < number < 50
    plot.focus()
    press(page, "ArrowDown", "ArrowDown", "Enter")
    expect(page.locator(f"#r{number + 2}")).to_have_class(ON)


def test_quantities_are_linked_across_the_columns_by_pointer_and_by_key(page: Page, site: Site) -> None:
    open_work(page, site, "#r5")
    mark = page.locator("#r5 .cell[data-lang=en] mark.m-quantity").first
    mark.hover()
    for lang in ("en", "vi", "zh-Hans"):
        expect(page.locator(f"#r5 .cell[data-lang={lang}] mark.linked").first).to_be_visible()
    page.mouse.move(0, 0)
    press(page, "t")
    expect(page.locator("#r5 mark:focus")).to_have_count(1)
    expect(page.locator("mark.linked").first).to_be_visible()
    expect(page.locator(".tip")).to_be_visible()


def test_a_double_click_opens_the_sentence_at_the_word_and_saves_the_one_before(page: Page, site: Site) -> None:
    open_work(page, site, "#r6")
    first = page.locator("#r6 .cell[data-lang=en] .seg").first
    first.dblclick(position={"x": 120, "y": 12})
    area = page.locator(".editor textarea")
    expect(area).to_be_focused()
    place = area.evaluate("one => [one.selectionStart, one.value.length]")
    assert 0 < place[0] < place[1]
    page.keyboard.type("really ")
    page.locator("#r8 .cell[data-lang=vi] .seg").first.dblclick()
    expect(page.locator("#r8 .editor textarea")).to_be_focused()
    expect(page.locator("#r6 .cell[data-lang=en]")).to_contain_text("really ")
    press(page, "Escape")
    expect(page.locator(".editor")).to_have_count(0)
    press(page, "Control+z", says="Undone")
    expect(page.locator("#r6")).to_have_class(ON)
    expect(page.locator("#r6 .cell[data-lang=en]")).not_to_contain_text("really ")
