"""The workbench in a real browser: adding texts, languages of the interface, colours, labels, export."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

ENGLISH = """# The mill by the river

The mill was built in 1890. It ground 300 tonnes of rice a year.

## After the flood

Nobody lived there after the flood. In 1954 the village opened a school in it.
"""
VIETNAMESE = """# Cối xay bên sông

Cối xay được xây dựng năm 1890. Mỗi năm nó xay 300 tấn gạo.

## Sau trận lụt

Sau trận lụt không ai sống ở đó nữa. Năm 1954 làng mở một trường học trong cối xay.
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two versions of a story of our own."""
    made = [tmp_path / "mill.md", tmp_path / "coi-xay.md"]
    made[0].write_text(ENGLISH, encoding="utf-8")
    made[1].write_text(VIETNAMESE, encoding="utf-8")
    return made


def add(page: Page, site: Site, files: list[Path]) -> None:
    page.goto(f"{site.url}/works")
    page.set_input_files("#files", files)
    page.get_by_role("button", name="Align").click()
    page.wait_for_selector(".work-item .figures")
    page.wait_for_load_state()  # a select is listened to when the page has come


def test_two_files_become_a_table(empty_page: Page, empty_site: Site, files: list[Path]) -> None:
    add(empty_page, empty_site, files)
    assert empty_page.locator(".texts select").evaluate_all("all => all.map(s => s.value).sort()") == ["en", "vi"]
    empty_page.locator(".work-item h2 a").click()
    empty_page.wait_for_selector(".table[data-ready]")
    rows = empty_page.locator(".row").evaluate_all(
        "all => all.map(row => Array.from(row.querySelectorAll('.cell'), cell => cell.innerText))"
    )
    assert ["It ground 300 tonnes of rice a year.", "Mỗi năm nó xay 300 tấn gạo."] in rows
    assert len(rows) == 6


def test_a_file_dropped_anywhere_is_listed_before_it_is_sent(empty_page: Page, empty_site: Site) -> None:
    empty_page.goto(f"{empty_site.url}/works")
    empty_page.evaluate(
        """const data = new DataTransfer();
           data.items.add(new File(["A story."], "a & <b>.txt", {type: "text/plain"}));
           for (const type of ["dragover", "drop"])
             document.body.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}))"""
    )
    expect(empty_page.locator("#chosen .name")).to_have_text("a & <b>.txt")
    expect(empty_page.get_by_role("button", name="Align")).to_be_visible()
    empty_page.keyboard.press("Escape")
    expect(empty_page.get_by_role("button", name="Align")).to_be_hidden()


def test_an_empty_list_offers_the_sample_works(empty_page: Page, empty_site: Site) -> None:
    empty_page.goto(f"{empty_site.url}/works")
    empty_page.get_by_role("button", name="Load the sample works").click()
    expect(empty_page.locator(".work-item")).to_have_count(2)
    expect(empty_page.locator(".work-item .figures")).to_have_count(2, timeout=4 * PATIENCE)


def test_a_wrong_language_can_be_corrected(empty_page: Page, empty_site: Site, files: list[Path]) -> None:
    add(empty_page, empty_site, files[:1])
    with empty_page.expect_navigation():
        empty_page.locator(".texts select").select_option("vi")
    expect(empty_page.locator(".work-item p [lang=vi]")).to_have_text("Tiếng Việt")
    expect(empty_page.locator(".texts select")).to_have_value("vi")


def test_a_label_can_be_overruled(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/works/industrial-clusters/documents/1")
    block = page.locator(".block.boilerplate").first
    name = block.get_attribute("id")
    block.locator("select").select_option("note")
    expect(page.locator(f"#{name}.note")).to_be_visible()
    page.reload()
    expect(page.locator(f"#{name} select")).to_have_value("note")


@pytest.mark.parametrize(
    ("lang", "heading"), [("en", "Works"), ("vi", "Tác phẩm"), ("zh-Hans", "作品"), ("zh-Hant", "作品")]
)
def test_the_interface_speaks_four_languages(page: Page, site: Site, lang: str, heading: str) -> None:
    page.goto(f"{site.url}/works")
    page.locator(f".languages [lang={lang}]").click()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("h1")).to_have_text(heading)
    page.goto(f"{site.url}/works/industrial-clusters#r9")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    if lang != "en":
        for english in ("All rows", "Export", "Outline"):
            expect(page.locator("body")).not_to_contain_text(english, use_inner_text=True)


def test_switching_the_language_keeps_the_row(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/works/industrial-clusters#r9")
    page.wait_for_selector("#r9.on")
    page.locator(".languages [lang=vi]").click()
    page.wait_for_selector("html[lang=vi] #r9.on")


def test_dark_and_light(page: Page, site: Site) -> None:
    ground: Callable[[], str] = lambda: page.evaluate("getComputedStyle(document.body).backgroundColor")  # noqa: E731
    page.goto(f"{site.url}/works")
    light = ground()
    page.emulate_media(color_scheme="dark")
    dark = ground()
    assert light != dark
    page.locator(".theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("body")).to_have_css("background-color", light)
    page.locator(".theme").click()
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", dark)


def test_export_downloads_the_chosen_format(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/works/industrial-clusters")
    page.get_by_text("Export", exact=True).click()
    page.locator("input[name=format][value=tsv]").check()
    page.locator("input[name=lang][value=zh-Hans]").uncheck()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "industrial-clusters.tsv"
    head = download.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    assert "zh-Hant" in head
    assert "zh-Hans" not in head


def test_findings_and_glossary_lead_back_to_rows(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/findings?work=industrial-clusters&severity=error")
    where = page.locator(".found .to-row").first
    number = (where.get_attribute("href") or "").rpartition("#r")[2]
    where.click()
    page.wait_for_selector(f"#r{number}.on")
    page.goto(f"{site.url}/glossary?work=industrial-clusters")
    page.locator(".concept .facts a").first.click()
    expect(page.locator("mark.hit").first).to_be_visible()


def test_the_glossary_finds_terms_typed_without_marks(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/glossary")
    term = page.locator(".concept .first [lang=vi]").first.inner_text()
    plain = unicodedata.normalize("NFD", term.replace("đ", "d").replace("Đ", "D"))
    page.keyboard.press("/")
    page.keyboard.type("".join(letter for letter in plain if not unicodedata.combining(letter)))
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    expect(page.locator(".concept [lang=vi]").get_by_text(term, exact=True).first).to_be_visible()


def test_a_language_that_cannot_be_told_is_said_when_the_file_is_chosen(
    empty_page: Page, empty_site: Site, tmp_path: Path
) -> None:
    french = tmp_path / "port.txt"
    french.write_text("Le port a ouvert ses portes il y a trente ans. Personne ne l'avait prévu.\n", encoding="utf-8")
    empty_page.goto(f"{empty_site.url}/works")
    empty_page.set_input_files("#files", [french])
    empty_page.get_by_role("button", name="Align").click()
    expect(empty_page.locator("[role=alert], .problem, .error").first).to_contain_text("Cannot tell the language")
    empty_page.wait_for_load_state("load")
    empty_page.set_input_files("#files", [french])
    empty_page.locator("#chosen select").select_option("vi")
    empty_page.get_by_role("button", name="Align").click()
    expect(empty_page.locator(".work-item p [lang=vi]").first).to_have_text("Tiếng Việt")
    assert all("422" in complaint for complaint in empty_site.complaints)  # the refusal of the first try
    empty_site.complaints.clear()
