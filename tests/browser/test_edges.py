"""The first and the last row of a work in two languages: what is done there by key, undone and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import until
from tests.web.conftest import TEXTS
from web import actions
from web.store import Store
from web.views import Upload

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

LAST = 6
STEPS = [  # row, keys to the cell, key, and what the rows hold then: numbers of sentences, "-" for none
    (1, 1, "Alt+ArrowUp", "Sentence moved", "0/- -/0 1/1 2/2 3/3 4/4 5/5", 1),
    (1, 2, "Control+ArrowDown", "Column shifted", "0/- 1/0 2/1 3/2 4/3 5/4 -/5", 2),
    (1, 2, "m", "Rows merged", "01/01 2/2 3/3 4/4 5/5", 1),
    (LAST, 1, "Shift+m", "Rows merged", "0/0 1/1 2/2 3/3 45/45", 5),
    (LAST, 1, "Alt+ArrowDown", "Sentence moved", "0/0 1/1 2/2 3/3 4/4 -/5 5/-", 7),
    (LAST, 2, "Control+ArrowDown", "Column shifted", "0/0 1/1 2/2 3/3 4/4 5/- -/5", 7),
]
REFUSED = [
    (1, "Shift+m", "There is no row above."),
    (1, "Control+ArrowUp", "There is no row above to take the text."),
    (LAST, "m", "There is no row after this one to merge it with."),
    (LAST, "x", "There is no row after this one to swap with."),
]


def test_the_ends_of_a_work_in_two_languages(empty_page: Page, empty_site: Site) -> None:
    page = empty_page
    with Store(empty_site.database) as store:
        uploads = [Upload(f"mill.{lang}.md", TEXTS[lang].encode()) for lang in ("en", "vi")]
        slug = actions.import_files(store, uploads).works[0].slug

    def held() -> str:
        with Store(empty_site.database) as store:
            rows = actions.get_table(store, slug).rows
        return " ".join("/".join("".join(map(str, range(s.start, s.stop))) or "-" for s in row.spans) for row in rows)

    def says(key: str, text: str) -> None:
        page.evaluate("document.getElementById('said').textContent = ''")
        page.keyboard.press(key)
        expect(page.locator("#said")).to_contain_text(text)

    def shows(numbers: str) -> None:
        assert held() == numbers
        counts = [[len(cell.strip("-")) for cell in row.split("/")] for row in numbers.split()]
        expect(page.locator(".row[data-row]")).to_have_count(len(counts))
        shown = (
            "rows => rows.map(row => [...row.querySelectorAll('.cell')].map(c => c.querySelectorAll('.seg').length))"
        )
        assert page.locator(".row[data-row]").evaluate_all(shown) == counts

    def go(row: int, steps: int) -> None:
        page.locator(f"#r{row}").focus()
        for _ in range(steps):
            page.keyboard.press("ArrowRight")

    page.goto(f"{empty_site.url}/works/{slug}")
    page.wait_for_selector(".table[data-ready]")
    whole = "0/0 1/1 2/2 3/3 4/4 5/5"
    for row, key, sentence in REFUSED:
        go(row, 1)
        says(key, sentence)
        shows(whole)
    for row, steps, key, said, after, focus in STEPS:
        go(row, steps)
        says(key, said)
        shows(after)
        expect(page.locator(f"#r{focus}:focus-within")).to_have_count(1)
        says("Control+z", "Undone")
        shows(whole)
        says("Control+y", "Done again")
        shows(after)
        says("Control+z", "Undone")
        shows(whole)

    # One sentence at either end, marked as moved: two halves of one row, until that is undone.
    go(1, 1)
    says("Control+ArrowDown", "Column shifted")
    page.keyboard.press("Home")
    says("w", "Now go to the other half")
    page.keyboard.press("End")
    says("w", "Marked as moved")
    expect(page.locator(".row[data-moved]")).to_have_count(2)
    says("Control+z", "Undone")
    expect(page.locator(".row[data-moved]")).to_have_count(0)
    says("Control+y", "Done again")
    expect(page.locator(".row[data-moved]")).to_have_count(2)
    says("Control+z", "Undone")
    says("Control+z", "Undone")
    shows(whole)
    # News that was asked for before an edit, and comes when that is undone again, does not bring its rows back.
    asked: list[Route] = []
    page.route("**/changes?*", lambda route: asked.append(route))
    until(page, lambda: bool(asked))
    go(1, 1)
    says("Alt+ArrowUp", "Sentence moved")
    news = asked[0].fetch()
    says("Control+z", "Undone")
    asked[0].fulfill(response=news)
    until(page, lambda: len(asked) > 1)
    shows(whole)
    empty_site.complaints[:] = [one for one in empty_site.complaints if "422" not in one]  # what was refused
