"""The glossary in a real browser: proposals decided by keyboard, several at once, files; and background work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from web import actions
from web.store import Store, jobs

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


def approved(site: Site) -> int:
    with Store(site.database) as store:
        return actions.count_concepts(store).get("approved", 0)


def test_ten_mined_terms_are_accepted_by_keyboard_and_leave_as_tbx(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/glossary")
    page.keyboard.press("q")
    page.wait_for_url("**/glossary/queue")
    seen = set()
    for number in range(1, 11):
        seen.add(page.locator(".candidate").get_attribute("data-concept"))
        page.keyboard.press("a")
        expect(page.locator("#queue-left")).to_contain_text(f"{number} decided")
    assert len(seen) == 10
    assert approved(site) == 10
    page.keyboard.press("z")
    expect(page.locator("#queue-left")).to_contain_text("9 decided")
    assert page.locator(".candidate").get_attribute("data-concept") in seen
    page.keyboard.press("a")
    expect(page.locator("#queue-left")).to_contain_text("10 decided")
    page.goto(f"{site.url}/glossary/export")
    expect(page.locator(".preview .big")).to_contain_text("10 concepts")
    page.get_by_label("tbx-dct").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    data = download.value.path().read_bytes()
    assert len(list(etree.fromstring(data).iter("{*}conceptEntry"))) == 10
    assert faults(data) == []


def faults(tbx: bytes) -> list[str]:
    """What is wrong with a TBX file by its shape, and by the standard's schemas where these are beside the project."""
    root = etree.fromstring(tbx)
    found = (
        [] if (root.get("type"), root.get("style")) == ("TBX-Basic", "dct") else ["it is not TBX-Basic in DCT style"]
    )
    found += [
        f"{entry.get('id')} has no term" for entry in root.iter("{*}conceptEntry") if not entry.findall(".//{*}term")
    ]
    folder = ROOT.parent / "shared" / "standards"
    if folder.is_dir():
        core = etree.RelaxNG(etree.parse(str(folder / "core.rng")))
        core.validate(root)
        found += [str(fault) for fault in core.error_log]
        for prefix in ("min", "basic"):
            module = etree.RelaxNG(etree.parse(str(folder / f"{prefix}.rng")))
            for element in root.iter(f"{{http://www.tbxinfo.net/ns/{prefix}}}*"):
                module.validate(etree.fromstring(etree.tostring(element, with_tail=False)))
                found += [str(fault) for fault in module.error_log]
    return found


def test_a_proposal_is_edited_merged_turned_down_and_skipped_by_keyboard(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/glossary/queue?work=industrial-clusters")
    candidate = page.locator(".candidate")
    first = candidate.get_attribute("data-concept")
    page.keyboard.press("e")
    field = page.locator("#amend input[name^=text-]").first
    expect(field).to_be_focused()
    field.fill("edited here")
    page.keyboard.press("a")  # a letter in a field is a letter
    expect(field).to_have_value("edited herea")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".say")).to_contain_text("Accepted")
    with Store(site.database) as store:
        assert actions.get_concept(store, int(first or 0)).terms[0].text == "edited herea"
    second = candidate.get_attribute("data-concept")
    page.keyboard.press("x")
    expect(page.locator(".say")).to_contain_text("Turned down")
    third = candidate.get_attribute("data-concept")
    page.keyboard.press("s")
    expect(candidate).not_to_have_attribute("data-concept", third or "")
    fourth = candidate.get_attribute("data-concept")
    assert len({first, second, third, fourth}) == 4
    page.keyboard.press("m")
    page.locator("#merge input[type=search]").fill("edited herea")
    page.locator("#targets .pickone", has_text="edited herea").first.click()
    expect(page.locator(".say")).to_contain_text("Merged")
    with Store(site.database) as store:
        assert str(fourth) not in {str(one.id) for one in actions.list_concepts(store, limit=1000).items}
    for _ in range(3):
        before = page.locator("#queue-left").inner_text()
        page.keyboard.press("z")
        expect(page.locator("#queue-left")).not_to_have_text(before)
    assert approved(site) == 0


def test_several_are_ticked_decided_and_taken_back(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/glossary")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#ticked")).to_have_text("2")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".did")).to_contain_text("2 concepts: approved.")
    assert approved(site) == 2
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".flashes")).to_contain_text("as they were before")
    assert approved(site) == 0


def test_a_file_of_terms_is_looked_at_before_it_is_imported(page: Page, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("en,vi\ncluster,chùm sao\nseaplane,thủy phi cơ\n", encoding="utf-8")
    page.goto(f"{site.url}/glossary/import")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Preview the import").click()
    page.wait_for_url("**/glossary/import/*")
    row = page.locator("tr.clashing")
    expect(row.locator(".reason")).to_have_text(re.compile("has the same term in English"))
    expect(row.locator(".reason")).to_be_in_viewport()
    for _ in range(page.locator("tr[data-item]").count()):
        if page.evaluate("document.activeElement.matches('tr.clashing')"):
            break
        page.keyboard.press("j")
    page.keyboard.press("r")
    expect(row.locator("select")).to_have_value("replace")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(row.locator("select")).to_have_value("add")
    page.get_by_role("button", name="Import these").click()
    expect(page.locator(".flashes")).to_contain_text("Imported from terms.csv: 2 new concepts")
    expect(page.locator(".concept").first.locator(".first").first).to_be_visible()


def test_the_preview_of_an_export_follows_the_choice(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/glossary/export")
    expect(page.locator(".preview")).to_contain_text("Nothing is chosen")
    page.get_by_label("only proposed").check()
    expect(page.locator(".preview .big b").first).not_to_have_text("0")
    page.get_by_label("omegat").check()
    expect(page.locator(".preview")).to_contain_text("It holds two languages")
    page.get_by_label("Target language").select_option("zh-Hant")
    expect(page.locator(".samples-list [lang=zh-Hant]").first).to_be_visible()
    page.goto(f"{site.url}/glossary/matrix")
    expect(page.locator(".renderings tbody tr").first).to_be_visible()
    page.locator(".renderings .rendering").first.click()
    expect(page.locator(".place mark").first).to_be_visible()


def test_background_work_is_seen_ended_and_begun_anew(page: Page, site: Site) -> None:
    changes = "state = 'running', worker = '1:elsewhere', progress = 0.4, message = 'Checking', started = created"
    with Store(site.database) as store, store.atomic():  # a job of another service that still runs is left to it
        work = actions.list_works(store).items[0]
        job = jobs.add(store, "check", work.id, work.title)
        store.execute(f"UPDATE jobs SET {changes} WHERE id = ?", (job,))
    page.goto(f"{site.url}/works")
    page.get_by_role("link", name="1 job").click()
    page.wait_for_url("**/jobs")
    line = page.locator(".job-list li").first
    expect(line).to_contain_text("40%")
    line.get_by_role("button", name="Cancel").click()
    expect(page.locator(".job-list li").first).to_contain_text("Ending")
    with Store(site.database) as store:
        store.execute(
            "UPDATE jobs SET state = 'cancelled', worker = '', stop = 0, finished = created WHERE id = ?", (job,)
        )
    expect(page.locator(".job-list.over")).to_contain_text("cancelled")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".job-list.over")).to_contain_text("findings")
    expect(page.locator("#jobs-mark")).to_be_hidden()
