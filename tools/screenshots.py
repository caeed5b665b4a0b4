"""Takes the pictures of the docs from a running workbench with the sample works.

doichieu demo                        (in one terminal)
python tools/screenshots.py          (in another; needs Chromium and the test extra)
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HOME = Path(__file__).resolve().parents[1] / "docs" / "images"
SHOTS = (("parallel", "/works/battery-supply-chains#r12", "light"),)
OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8765"
    HOME.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=OPTIONS
        )
        for name, path, scheme in SHOTS:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
            page.goto(base + path)
            page.wait_for_timeout(1000)
            page.screenshot(path=HOME / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
