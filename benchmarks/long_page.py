"""The parallel view of a long work in a real browser: when the first rows are seen, what moves, what is sent, how it
scrolls, and whether one arrives where one jumps to.

    python benchmarks/long_page.py [--rows 2000] [--runs 3] [--database FILE]

A work is made of the sentences of the samples, over and over with other numbers, so that nothing has to be aligned;
with a file it is made once. The figures are the browser's own (Performance API, layout-shift entries, bytes as they
were transferred), medians over the runs, each with an empty cache. CPU is what the service took for a visit, whatever
else the machine did. Then rows are jumped to; then the page is scrolled, by turns of the wheel and from end to end as
one drags the bar: frames that took longer than 50 ms, and how much of the window had no rows yet.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from aligner.types import Document, Row, Span, Table
from benchmarks.serving import in_thread
from web import actions
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
async ({ by, pause, far }) => {
  const late = []; let last = performance.now(); let going = true; let frames = 0; let empty = 0; let looked = 0;
  const box = document.querySelector(".table").getBoundingClientRect();
  const look = () => {
    for (let y = 80; y < innerHeight - 40; y += 90) {
      looked += 1;
      if (document.elementFromPoint(box.left + 200, y)?.matches(".chunk.waits")) empty += 1;
    }
  };
  const tick = (now) => {
    frames += 1;
    if (now - last > 50) late.push(now - last);
    last = now;
    look();
    if (going) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  const end = () => document.documentElement.scrollHeight - innerHeight;
  const sleep = (time) => new Promise((done) => setTimeout(done, time));
  window.scrollTo({ top: 0, behavior: "instant" });
  while (scrollY < Math.min(end() - 2, far)) {
    scrollBy({ top: by, behavior: "instant" });
    await sleep(pause);
  }
  const stopped = performance.now();
  while (document.elementFromPoint(box.left + 200, innerHeight / 2)?.matches(".chunk.waits")) await sleep(5);
  going = false;
  return { frames, late: late.length, worst: Math.max(0, ...late), empty: (100 * empty) / looked,
    drawn: performance.now() - stopped, rows: document.querySelectorAll(".row").length };
}
"""
PACES = {
    "by turns of the wheel": {"by": 120, "pause": 40, "far": 30_000},
    "from end to end": {"by": 12_000, "pause": 16, "far": 10_000_000},
}
ARRIVED = """
(number) => {
  const row = document.getElementById(`r${number}`);
  if (!row?.classList.contains("on")) return false;
  const box = row.getBoundingClientRect();
  const middle = (Math.max(box.top, 44) + Math.min(box.bottom, innerHeight)) / 2;
  const there = document.elementFromPoint(box.left + 200, middle);
  return box.bottom > 44 && box.top < innerHeight && row.contains(there) && row.innerText.length > 3;
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


def jumped(page: Page, rows: int) -> tuple[int, list[str]]:
    """Jump to rows in every way there is; how often, and where one did not arrive."""
    missed: list[str] = []
    tried = 0
    for number in (rows // 2, 3, rows, rows // 3, rows // 3 + 60, 1):
        ways = [("link", f"location.hash = '#r{number}'")]
        if number not in (1, rows):
            ways.append(
                ("outline", f"document.querySelector('.outline a[data-row=\"{_heading(page, number)}\"]').click()")
            )
        for way, script in ways:
            wanted = number if way == "link" else _heading(page, number)
            page.evaluate(script)
            missed += [] if _comes(page, wanted) else [f"{way} {wanted}"]
            tried += 1
    for key, wanted in (("End", rows), ("Home", 1)):
        page.keyboard.press(key)
        missed += [] if _comes(page, wanted) else [key]
        tried += 1
    return tried, missed


def _heading(page: Page, number: int) -> int:
    """The heading at or before a row."""
    entries = page.eval_on_selector_all(".outline a[data-row]", "all => all.map(one => Number(one.dataset.row))")
    return max(int(one) for one in entries if one <= max(number, entries[0]))


def _comes(page: Page, number: int) -> bool:
    """Whether the row is in focus, in sight and drawn, and still so a while later."""
    try:
        page.wait_for_function(ARRIVED, arg=number, timeout=20_000)
        page.wait_for_timeout(700)
        return bool(page.evaluate(ARRIVED, number))
    except TimeoutError:
        return False


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database", type=Path)
    asked = parser.parse_args()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder:
        database = asked.database or Path(folder) / "page.db"
        made = database.exists()
        with Store(database) as store:
            slug = _longest(store) if made else long_work(store, asked.rows)
            rows = works.summary(store, works.resolve(store, slug)).rows
        with in_thread(Config(db=database, testing=True, jobs=False)) as base, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            show(browser, f"{base}/works/{slug}", rows, asked.runs)
            browser.close()


def _longest(store: Store) -> str:
    return max(actions.list_works(store, limit=1000).items, key=lambda work: work.rows).slug


def show(browser: Browser, url: str, rows: int, runs: int) -> None:
    """Measure and print."""
    measure(browser, url)  # the service reads its data when it is first asked
    before = time.process_time()
    visits = [measure(browser, url) for _ in range(runs)]
    spent = (time.process_time() - before) / runs
    print(f"{rows} rows, {len(LANGS)} languages, median of {runs}")
    for name in visits[0]:
        print(f"  {name:28}{statistics.median(visit[name] for visit in visits):10.3f}")
    print(f"  {'CPU, this client included, ms':28}{1000 * spent:10.0f}")
    page = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True).new_page()
    page.goto(url, wait_until="networkidle")
    tried, missed = jumped(page, rows)
    print(f"  {tried} jumps, {len(missed)} did not arrive {missed or ''}")
    for name, pace in PACES.items():
        page.goto(url, wait_until="networkidle")
        seen = page.evaluate(SCROLL, pace)
        print(f"  scrolled {name}: {seen['rows']} rows fetched, {seen['late']} of {seen['frames']} frames over 50 ms,")
        print(f"    the longest {seen['worst']:.0f} ms; {seen['empty']:.1f}% of the window empty on the way;")
        print(f"    where it stopped, rows were there {seen['drawn']:.0f} ms later")


if __name__ == "__main__":
    main()
