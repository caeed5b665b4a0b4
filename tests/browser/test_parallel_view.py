"""The parallel view in a real browser: links to rows, keys, filters, columns, counterparts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from web import actions
from web.store import Store

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
WORK = "/works/industrial-clusters"
ON = re.compile(r"\bon\b")


def current(page: Page) -> str | None:
    return page.evaluate("document.querySelector('.row.on')?.id ?? null")


def open_work(page: Page, site: Site, rest: str = "") -> None:
    page.goto(site.url + WORK + rest)
    page.wait_for_selector(".table[data-ready]")
    if rest.startswith("#"):
        expect(page.locator(rest)).to_have_class(ON)


def tops(page: Page) -> list[int]:
    """Where the cells of a row begin, all at one moment."""
    found: list[int] = page.locator("#r6 .cell").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    return found


def test_all_languages_stand_side_by_side_and_say_what_they_are(page: Page, site: Site) -> None:
    open_work(page, site)
    heads = page.locator(".head [role=columnheader][data-lang]")
    assert heads.all_inner_texts() == ["English", "Tiếng Việt", "简体中文", "繁體中文"]
    cells = page.locator("#r6 .cell")
    assert [cells.nth(i).get_attribute("lang") for i in range(4)] == ["en", "vi", "zh-Hans", "zh-Hant"]
    assert len(set(tops(page))) == 1


def test_heads_stay_in_sight(page: Page, site: Site) -> None:
    open_work(page, site, "#r40")
    page.wait_for_function("() => document.querySelector('.head').getBoundingClientRect().top <= 1")


def test_a_link_leads_to_its_row_wherever_it_is(page: Page, site: Site) -> None:
    open_work(page, site, "#r60")
    expect(page.locator("#r60")).to_be_in_viewport()
    expect(page.locator("#panel h2")).to_have_text("Row 60")
    page.evaluate("scrollTo(0, 0)")
    page.reload()  # the browser would go back to where the page was
    expect(page.locator("#r60")).to_have_class(ON)
    expect(page.locator("#r60")).to_be_in_viewport()


def test_j_and_k_move_and_the_address_follows(page: Page, site: Site) -> None:
    open_work(page, site, "#r10")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("#r11")).to_have_class(ON)
    expect(page).to_have_url(re.compile("#r11$"))


def test_a_key_goes_to_the_next_row_of_its_sort_and_with_shift_to_the_one_before(page: Page, site: Site) -> None:
    with Store(site.database) as store:
        look = [row.number for row in actions.get_rows(store, "industrial-clusters", which="look").items]
    assert len(look) > 1
    open_work(page, site)
    for key, number in (("l", look[0]), ("l", look[1]), ("Shift+L", look[0])):
        page.keyboard.press(key)
        expect(page.locator(f"#r{number}")).to_have_class(ON)


def test_keys_rest_while_an_input_method_composes(page: Page, site: Site) -> None:
    open_work(page, site, "#r10")
    page.evaluate(
        """for (const facts of [{isComposing: true}, {keyCode: 229}])
             document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true, ...facts}))"""
    )
    assert current(page) == "r10"
    page.keyboard.press("j")
    expect(page.locator("#r11")).to_have_class(ON)


def test_keys_rest_in_a_field_and_esc_leaves_it(page: Page, site: Site) -> None:
    open_work(page, site, "#r10")
    page.keyboard.press("/")
    page.keyboard.type("jjnk?1")
    assert current(page) == "r10"
    assert page.input_value("[data-search]") == "jjnk?1"
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#r11")).to_have_class(ON)


def test_question_mark_shows_all_keys(page: Page, site: Site) -> None:
    open_work(page, site)
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()


def test_number_keys_switch_columns_but_never_the_last(page: Page, site: Site) -> None:
    open_work(page, site)
    for key in "124":
        page.keyboard.press(key)
    expect(page.locator("#r6 .cell:visible")).to_have_count(1)
    page.keyboard.press("3")
    expect(page.locator("#r6 .cell:visible")).to_have_count(1)
    page.reload()
    expect(page.locator("#r6 .cell:visible")).to_have_count(1)
    page.keyboard.press("1")
    expect(page.locator("#r6 .cell:visible")).to_have_count(2)
    expect(page.locator("[data-column=vi]")).to_have_attribute("aria-pressed", "false")


def test_a_sentence_under_the_pointer_lights_its_counterparts(page: Page, site: Site) -> None:
    open_work(page, site)
    page.locator('#r6 .cell[data-lang="vi"] .seg').first.hover()
    expect(page.locator('#r6 .cell[data-lang="vi"] .seg.own')).to_have_count(1)
    for lang in ("en", "zh-Hans", "zh-Hant"):
        expect(page.locator(f'#r6 .cell[data-lang="{lang}"] .seg.lit').first).to_be_visible()
    expect(page.locator(".row:not(#r6) .seg.lit")).to_have_count(0)
    expect(page.locator('#r6 .cell[data-lang="vi"] .seg.lit')).to_have_count(0)


def test_arrow_keys_light_counterparts_too(page: Page, site: Site) -> None:
    open_work(page, site, "#r6")
    page.keyboard.press("ArrowRight")
    expect(page.locator('#r6 .cell[data-lang="en"] .seg.own')).to_have_count(1)
    expect(page.locator("#r6 .seg.lit")).to_have_count(3)


def test_only_rows_that_need_a_look(page: Page, site: Site) -> None:
    open_work(page, site)
    page.get_by_role("link", name="To look at").click()
    page.wait_for_url("**show=look")
    page.wait_for_selector(".table[data-ready]")
    expect(page.locator(".row").first).to_be_visible()
    expect(page.locator(".row:not(.check, .bad)")).to_have_count(0)
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "show=" not in url)


def test_only_rows_with_findings(page: Page, site: Site) -> None:
    open_work(page, site, "?show=findings")
    expect(page.locator(".row .count").first).to_be_visible()
    expect(page.locator(".row:not(:has(.count))")).to_have_count(0)


def test_search_ignores_vietnamese_marks_and_chinese_script(page: Page, site: Site) -> None:
    open_work(page, site, "?q=cum+cong+nghiep")
    assert page.locator("mark.hit").first.inner_text().casefold() == "cụm công nghiệp"
    open_work(page, site, "?q=產業集群")
    assert page.locator("mark.hit:lang(zh-Hans)").first.inner_text() == "产业集群"


def test_why_a_row_is_to_be_checked_stands_in_words(page: Page, site: Site) -> None:
    open_work(page, site, "?show=look")
    sign = page.locator(".row .gutter a").first
    sign.hover()
    expect(page.locator(".row .why").first).to_be_visible()
    assert len(page.locator(".row .why").first.inner_text()) > 8
    expect(sign).to_contain_text("check")


def test_the_outline_jumps(page: Page, site: Site) -> None:
    open_work(page, site)
    last = page.locator(".outline a[data-row]").last
    number = last.get_attribute("data-row")
    last.click()
    expect(page.locator(f"#r{number}")).to_be_in_viewport()
    expect(last).to_have_attribute("aria-current", "true")


def test_a_dismissed_finding_stays_dismissed(page: Page, site: Site) -> None:
    open_work(page, site, "?show=findings")
    number = page.locator(".row").first.get_attribute("id")
    open_work(page, site, f"#{number}")
    before = page.locator("#panel [data-dismiss]")
    expect(before.first).to_be_visible()
    count = before.count()
    page.keyboard.press("d")
    expect(page.locator("#panel .finding.dismissed")).to_have_count(1)
    page.reload()
    expect(page.locator("#panel .finding.dismissed")).to_have_count(1)
    assert page.locator("#panel [data-dismiss]").count() == count - 1


def test_on_a_phone_columns_stack_and_the_page_does_not_scroll_sideways(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (WORK, "/works", "/findings", "/glossary", f"{WORK}/documents/1"):
        page.goto(site.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    open_work(page, site, "#r6")
    found = tops(page)
    assert found == sorted(set(found))
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#r6 .gutter a").click()
    expect(page.locator("#panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_the_table_is_reached_with_the_tab_key(page: Page, site: Site) -> None:
    open_work(page, site)
    page.locator("#plot-right").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#r1")).to_have_class(ON)


def test_esc_closes_the_menu_before_it_leaves_the_filter(page: Page, site: Site) -> None:
    open_work(page, site, "?show=look")
    page.get_by_text("Export", exact=True).click()
    expect(page.locator(".export")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".export")).to_be_hidden()
    assert "show=look" in page.url


def test_keys_that_scroll_take_the_focus_along(page: Page, site: Site) -> None:
    open_work(page, site, "#r2")
    expect(page.locator("#r2")).to_have_class(ON)
    last = page.locator(".table").get_attribute("data-rows")
    page.keyboard.press("End")
    expect(page.locator(f"#r{last}")).to_have_class(ON)
    expect(page.locator(f"#r{last} .cell").first).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(page.locator("#r1")).to_have_class(ON)
    page.keyboard.press("PageDown")
    expect(page.locator("#r1")).not_to_have_class(ON)
    reached = int((current(page) or "r0")[1:])
    assert 4 < reached < 20
    expect(page.locator(f"#r{reached}")).to_be_in_viewport()
    page.keyboard.press("PageUp")
    expect(page.locator("#r1")).to_have_class(ON)


def test_nothing_out_of_sight_is_mended(page: Page, site: Site) -> None:
    open_work(page, site, "#r2")
    expect(page.locator("#r2")).to_have_class(ON)
    page.locator("#r2").hover()
    page.mouse.wheel(0, 100_000)
    expect(page.locator("#r2")).not_to_be_in_viewport()
    page.keyboard.press("c")
    expect(page.locator("#said")).to_contain_text("out of sight")
    expect(page.locator("#r2")).to_be_in_viewport()
    expect(page.locator(".row.confirmed")).to_have_count(0)
    page.keyboard.press("c")
    expect(page.locator(".row.confirmed")).to_have_count(1)


def test_what_is_done_leaves_a_list_at_the_next_move(page: Page, site: Site) -> None:
    open_work(page, site, "?show=unconfirmed")
    held = page.locator("[data-held]")
    many = int(held.inner_text())
    page.keyboard.press("j")
    expect(page.locator("#r1")).to_have_class(ON)
    page.keyboard.press("c")
    expect(page.locator("#r2")).to_have_class(ON)
    expect(page.locator("#r1.confirmed.leaving")).to_be_visible()
    expect(held).to_have_text(str(many - 1))
    expect(page.locator("#figures .done dd")).to_have_text("1")
    page.keyboard.press("j")
    expect(page.locator("#r3")).to_have_class(ON)
    expect(page.locator("#r1")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("#r1")).to_have_class(ON)
    expect(page.locator("#r1.leaving")).to_have_count(0)
    expect(held).to_have_text(str(many))
    page.keyboard.press("Shift+U")
    expect(page.locator("#said")).to_have_text("There is none before this row.")
