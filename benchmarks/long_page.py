"""The parallel view of a long work in a real browser: when the first rows are seen, what moves, and what is sent.

    python benchmarks/long_page.py [--rows 2000] [--runs 3] [--database FILE]

A work is made of the sentences of the samples, over and over with other numbers, so that nothing has to be aligned.
The figures are the browser's own (Performance API, layout-shift entries, bytes as they were transferred), medians over
the runs, each with an empty cache. Then the page is scrolled from end to end: frames that took longer than 50 ms.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from aligner.types import Document, Row, Span, Table
from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store, documents, tables, works
from web.store.documents import NewDocument

LANGS = ("en", "vi", "zh-Hant")
SAMPLE = "industrial-clusters"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SCROLL = """
async () => {
  const late = []; let last = performance.now(); let going = true; let frames = 0;
  const tick = (now) => {
    frames += 1;
    if (now - last > 50) late.push(now - last);
    last = now;
    if (going) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  const end = () => document.documentElement.scrollHeight - innerHeight;
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  while (scrollY < end() - 2) {
    scrollBy({ top: 700, behavior: "instant" });
    await pause(30);
  }
  going = false;
  return { frames, late: late.length, worst: Math.max(0, ...late), rows: document.querySelectorAll(".row").length };
}
"""


def long_work(store: Store, rows: int) -> str:
    """A work of so many rows, mined and checked as the samples are; its slug."""
    for sample in actions.load_samples(store).works:
        if sample.slug == SAMPLE:
            actions.mine_work(store, sample.id)
    source = actions.get_table(store, SAMPLE, LANGS)
    columns: dict[str, list[Any]] = {lang: [] for lang in LANGS}
    made: list[Row] = []
    while len(made) < rows:
        row = source.rows[len(made) % len(source.rows)]
        spans = []
        for lang in LANGS:
            start = len(columns[lang])
            columns[lang] += [replace(s, index=start + i) for i, s in enumerate(source.cell(row, lang))]
            spans.append(Span(start, len(columns[lang])))
        made.append(Row(tuple(spans), row.score, row.band))
    with store.atomic():
        work = works.add(store, "A long work")
        for part, lang in enumerate(LANGS):
            text = " ".join(segment.text for segment in columns[lang])
            value = Document(f"long.{lang}.txt", text, (), lang)
            documents.add(store, work, NewDocument(value, f"{lang} {rows}".encode(), part, "txt"))
        tables.write(store, work, Table(LANGS, tuple(tuple(columns[lang]) for lang in LANGS), tuple(made)))
        works.set_status(store, work, "ready", 1.0, "")
    actions.mine_work(store, work)
    return works.summary(store, work).slug


def measure(browser: Browser, url: str) -> dict[str, float]:
    """One visit with an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.add_init_script(WATCH)
    page = context.new_page()
    sent = _counted(page)
    page.goto(url, wait_until="networkidle")
    page.wait_for_selector(".table[data-ready]")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    answered = page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd")
    found = {"first contentful paint, ms": paint, "page answered, ms": answered, "kB sent": sum(sent) / 1000}
    found["layout shift"] = page.evaluate("window.moved")
    context.close()
    return found


def _counted(page: Page) -> list[float]:
    """The bytes of every answer as they come over the wire, heads included."""
    sent: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    return sent


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "page.db"
        with Store(database) as store:
            slug = long_work(store, asked.rows)
        app = create_app(Config(db=database, testing=True, jobs=False))
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        url = f"http://127.0.0.1:{server.effective_port}/works/{slug}"
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            measure(browser, url)  # the service reads its data when it is first asked
            visits = [measure(browser, url) for _ in range(asked.runs)]
            print(f"{asked.rows} rows, {len(LANGS)} languages, median of {asked.runs}")
            for name in visits[0]:
                print(f"  {name:28}{statistics.median(visit[name] for visit in visits):10.3f}")
            context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
            page = context.new_page()
            page.goto(url, wait_until="networkidle")
            seen = page.evaluate(SCROLL)
            print(f"  scrolled to the end: {seen['rows']} rows fetched, {seen['late']} of {seen['frames']} frames")
            print(f"  over 50 ms, the longest {seen['worst']:.0f} ms")
            browser.close()
        server.close()


if __name__ == "__main__":
    main()
