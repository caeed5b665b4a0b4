"""Takes the pictures of the docs: a service of its own with the sample works, headless Chromium, docs/images/*.png.

python tools/screenshots.py            (all of them; needs Chromium and the test extra)
python tools/screenshots.py queue dark (those whose name holds one of these words)
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Literal
from unittest import mock

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from smaller_png import smaller

from benchmarks.serving import in_thread
from web import actions
from web.config import Config
from web.store import Store, database
from web.views import Upload

HOME = Path(__file__).resolve().parents[1] / "docs" / "images"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: tuple[str, ...] = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
FLAGS += ("--hide-scrollbars", "--font-render-hinting=none", "--force-color-profile=srgb")
PATIENCE = 30_000  # milliseconds
NARROW: ViewportSize = {"width": 390, "height": 780}
CHAIN, CLUSTERS = "battery-supply-chains", "industrial-clusters"
APPROVED = ("cluster", "battery", "lithium", "refineries", "cobalt", "workshops", "school")
GLOSSARY = """en,vi,zh-Hant
cluster,chùm công nghiệp,產業群聚
lithium,lithi,鋰
graphite,than chì,石墨
tariff,thuế quan,關稅
feedstock,nguyên liệu đầu vào,進料
"""
REVISED = (
    ("is paid for refining and cell making", "goes to refining and to the making of cells"),
    ("Cut a branch, and the tree lives;", "The tree lives when a branch is cut;"),
    ("Refining is dull, dirty and slow to learn", "Refining is dull, dirty, expensive and slow to learn"),
    (", an invented harbour on a real kind of coast,", ""),
)
"""What the second version of an English sample says otherwise."""


@dataclass(frozen=True)
class Shot:
    """A picture: the page, what is waited for, what is done on it, and how large the window is."""

    name: str
    path: str
    ready: str
    act: Callable[[Page], None] | None = None
    width: int = 1280
    height: int = 800
    scheme: Literal["light", "dark"] = "light"


class Noon(datetime):
    """A clock that stands still, so that no picture differs from the last for its date."""

    @classmethod
    def now(cls, tz: tzinfo | None = UTC) -> Noon:
        """Noon of a day in spring."""
        return cls(2026, 3, 2, 12, tzinfo=tz)


@contextmanager
def working(path: Path, who: str) -> Iterator[Store]:
    """The store as somebody uses it at noon."""
    with mock.patch.object(database, "datetime", Noon), Store(path, who=who) as store:
        yield store


def prepare(path: Path) -> None:
    """The sample works as a team in the middle of its work would have them."""
    with working(path, "reviewer1") as store:
        for work in actions.load_samples(store, align=False).works:
            actions.refresh(store, work.id)
        drafts = actions.list_concepts(store, limit=1000).items
        actions.approve(store, *(one.id for one in drafts if one.terms[0].text in APPROVED))
        for slug, row in ((CHAIN, 5), (CLUSTERS, 7)):
            actions.confirm_rows(store, [actions.get_row(store, slug, row).id], before=True)
        actions.comment_row(store, CHAIN, 7, "Eleven thousand kilometres by sea, or in all?")


def revise(path: Path) -> str:
    """Give the English of a sample a second version, and say where both are compared."""
    with working(path, "translator1") as store:
        document = actions.find_document(store, f"{CHAIN}:en")
        text = actions.document_bytes(store, document).decode()
        for before, after in REVISED:
            words = r"\s+".join(map(re.escape, before.split()))
            text, count = re.subn(words, after, text)
            if count != 1:
                raise LookupError(f"The sample does not say “{before}” once.")
        actions.replace_document(store, document, Upload("second.en.md", text.encode()))
    return f"/compare?old={document}@1&new={document}&view=inline&metrics=1"


def _look_up(page: Page) -> None:
    page.keyboard.press("ArrowDown")


def _find(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.wait_for_selector(".found.on")


def _in_focus(page: Page) -> None:
    page.wait_for_selector("#panel #say", state="attached")


def _import(page: Page) -> None:
    page.set_input_files(
        "input[type=file]", {"name": "glossary.csv", "mimeType": "text/csv", "buffer": GLOSSARY.encode()}
    )
    page.get_by_role("button", name="Preview the import").click()
    page.wait_for_url("**/glossary/import/*")
    page.wait_for_selector("tr.clashing")


def _concept(page: Page) -> None:
    page.locator(".hit-concept a[data-open]").first.click()
    page.wait_for_url("**/glossary/*")


def _top(page: Page) -> None:
    page.wait_for_selector(".row.on" if page.viewport_size == NARROW else "#panel #say", state="attached")
    page.evaluate("scrollTo(0, 0)")


def _keys(page: Page) -> None:
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")


TABLE = ".table[data-ready]"
SHOTS = (
    Shot("lookup", "/lookup?q=battery", ".hit-concept", _look_up),
    Shot("lookup-chinese", "/lookup?q=產業集羣", ".hit-concept", _look_up),
    Shot("parallel", f"/works/{CHAIN}#r6", TABLE, _top, 1440, 980),
    Shot("parallel-dark", f"/works/{CLUSTERS}#r9", TABLE, _in_focus, 1440, 900, "dark"),
    Shot("parallel-narrow", f"/works/{CHAIN}#r6", TABLE, _top, **NARROW),
    Shot("keys", f"/works/{CHAIN}#r6", TABLE, _keys),
    Shot("findings", f"/findings?work={CLUSTERS}", "html[data-findings=ready]", _find),
    Shot("queue", f"/glossary/queue?work={CLUSTERS}", ".candidate"),
    Shot("concept", "/lookup?q=cluster", ".hit-concept", _concept),
    Shot("import", "/glossary/import", "input[type=file]", _import),
    Shot("export", "/glossary/export", ".preview .big"),
)


def take(browser: Browser, base: str, shot: Shot) -> int:
    """One picture, in a window of its own; gives its size in bytes."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        locale="en-GB",
        reduced_motion="reduce",
        has_touch=shot.width < 500,
        is_mobile=shot.width < 500,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(base + shot.path, wait_until="networkidle")
    page.reload(wait_until="networkidle")  # the fonts are optional: at the second visit they are there
    page.wait_for_selector(shot.ready)
    if shot.act:
        shot.act(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    data = smaller(page.screenshot(animations="disabled", caret="hide"))
    (HOME / f"{shot.name}.png").write_bytes(data)
    context.close()
    return len(data)


def main() -> None:
    """Take the pictures that the command line names, or all."""
    wanted = sys.argv[1:]
    logging.getLogger("waitress").setLevel(logging.ERROR)
    chromium = next((found for name in NAMES if (found := shutil.which(name))), None)
    HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        stored = Path(folder) / "doichieu.db"
        prepare(stored)
        browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
        with in_thread(Config(db=stored)) as base:
            for shot in (*SHOTS, None):
                one = shot or Shot("compare", "", ".pair")
                if wanted and not any(word in one.name for word in wanted):
                    continue
                if shot is None:  # last, since it changes a work
                    one = Shot("compare", revise(stored), ".pair")
                print(f"{one.name}.png {take(browser, base, one) // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
