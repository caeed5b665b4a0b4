"""Two versions of a text in a real browser: imported, compared and talked about by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import regex
from playwright.sync_api import Page, expect

from web import actions
from web.store import Store

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
WORK = "industrial-clusters"


def test_two_revisions_are_compared_and_talked_about_by_keyboard(page: Page, site: Site, tmp_path: Path) -> None:
    with Store(site.database, who="reviewer1") as store:
        document = actions.find_document(store, f"{WORK}:vi")
        held = actions.document_bytes(store, document).decode()
        sentence = actions.get_row(store, WORK, 8).cells[1].text
        actions.comment_row(store, WORK, 3, "Seen.")
    there = regex.compile(r"\s+".join(map(regex.escape, sentence.split())))
    assert len(there.findall(held)) == 1
    second = tmp_path / "second.vi.html"
    new = f"Câu này hoàn toàn mới. {sentence[:-1]} (theo bản mới)."
    second.write_text(there.sub(new, held), encoding="utf-8")

    page.goto(f"{site.url}/works/{WORK}/documents/{document}/versions")
    page.set_input_files("#new-version", second)
    page.get_by_role("button", name="Import", exact=True).press("Enter")
    page.wait_for_url("**/compare?*")
    expect(page.locator(".flashes")).to_contain_text("Version 2 is current now")
    expect(page.locator(".room-head .quiet")).to_have_text("2 places differ")

    page.keyboard.press("n")
    expect(page.locator(".pair.on")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".pair.on ins")).to_contain_text("(theo bản mới)")
    page.keyboard.press("v")
    page.wait_for_url("**view=inline*")
    expect(page.locator(".pairs.inline .mark", has_text="~")).to_have_count(1)
    page.keyboard.press("i")
    page.wait_for_url("**form=1*")
    expect(page.locator("[role=switch][data-key=i]")).to_have_attribute("aria-checked", "true")
    page.keyboard.press("m")
    page.wait_for_url("**metrics=1*")
    expect(page.locator(".scores .signature").nth(1)).to_contain_text("tok:13a")
    page.keyboard.press("a")
    page.wait_for_url("**show=all*")
    assert page.locator(".pair.same").count() > 50
    page.keyboard.press("x")
    page.wait_for_url(f"**old={document}&*")
    expect(page.locator(".pair.removed")).to_have_count(1)
    page.keyboard.press("x")
    page.wait_for_url(f"**new={document}&*")
    expect(page.locator(".pair.added")).to_have_count(1)

    for _ in range(2):
        page.keyboard.press("n")
    row = page.locator(".pair.on .where a").get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{row}")
    expect(page.locator("#panel #say")).to_be_attached()
    page.keyboard.press(";")
    expect(page.locator("#say")).to_be_focused()
    page.keyboard.type("Better? @rev")
    expect(page.locator("#names [aria-selected=true]")).to_have_text("reviewer1")
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_have_value("Better? @reviewer1 ")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".thread .called")).to_have_text("@reviewer1")
    page.get_by_role("button", name="Resolve").press("Enter")
    expect(page.locator(".settled-ones:not(.past) > summary")).to_have_text("1 resolved")
    page.goto(f"{site.url}/comments?state=all&mention=reviewer1")
    expect(page.locator(".thread.resolved .text")).to_have_text("Better? @reviewer1")
