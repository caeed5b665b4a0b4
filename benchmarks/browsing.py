"""A person at a browser, as the service sees one: pages, parts of pages, edits, and the question what others changed.

Everybody has a work open and goes about in it, looks words up, mends sentences, confirms rows, takes files home; now
and then another work is opened. While a work is open the page asks every few seconds what the others did, as
``web/static/together.js`` does, and takes what it is told.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import quote

import regex

LIVE, READS, EDITS, EXPORTS = "live changes", "reads", "edits", "exports"
PAUSE = 2.5
"""Seconds between two questions what others changed."""
CHUNK = 36
SHARED = "w1"
"""The work whose first sentence belongs to all."""
_ROW = regex.compile(r'id="r(\d+)" data-row="(\d+)" data-version="(\d+)"')
_PART = regex.compile(
    r'<div class="cell"[^>]*lang="([\w-]+)">\s*'
    r'<span class="seg[^>]*data-seg="(\d+)" data-version="(\d+)"[^>]*>(.*?)</span>'
)
_TAG = regex.compile(r"<[^>]+>")


@dataclass
class Seen:
    """What the people saw; ``written`` are the words of sentences by the revision that wrote them."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    conflicts: int = 0
    told: int = 0
    counted: int = 0
    news: int = 0
    written: dict[int, tuple[int, str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Row:
    """A row as the page shows it: its sentences by number, with version and words."""

    version: int
    parts: dict[int, tuple[int, str]]


def rows_of(html: str) -> dict[int, Row]:
    """The rows in a page or a part of one."""
    found = {}
    starts = [*_ROW.finditer(html)]
    for place, start in enumerate(starts):
        until = starts[place + 1].start() if place + 1 < len(starts) else len(html)
        parts = {
            int(number): (int(version), unescape(_TAG.sub("", text)))
            for lang, number, version, text in _PART.findall(html, start.end(), until)
            if lang == "en"
        }
        found[int(start[2])] = Row(int(start[3]), parts)
    return found


class Browser:
    """One person, who stays signed in and keeps the connection."""

    def __init__(self, port: int, number: int, secret: str, seen: Seen, words: Sequence[str], works: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.random = random.Random(number)
        self.seen, self.words, self.works = seen, words, works
        token = sha256(f"form:{secret}".encode()).hexdigest()[:32]
        self.heads = {"Cookie": f"doichieu-session={secret}", "X-Form-Token": token}
        self.slug, self.since, self.rows = "", "", {}  # type: str, str, dict[int, Row]

    def ask(self, kind: str, path: str, body: Any = None, *, part: bool = False) -> str:
        """One request; what was answered."""
        data = json.dumps(body) if body is not None else None
        heads = self.heads | ({"HX-Request": "true"} if part else {})
        heads |= {"Content-Type": "application/json"} if data else {}
        began = time.perf_counter()
        self.connection.request("POST" if data else "GET", path, data, heads)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        took = (time.perf_counter() - began) * 1000
        with self.seen.lock:
            self.seen.times[kind].append(took)
            self.seen.statuses[answer.status] += 1
            if answer.status >= 400 and answer.status != 409 and len(self.seen.wrong) < 5:
                self.seen.wrong.append(f"{path}: {answer.status} {text[:200]!r}")
        return text

    def open(self, slug: str = "") -> None:
        """Open a work, and scroll once."""
        self.slug = slug or f"w{self.random.randint(2, self.works)}"
        page = self.ask(READS, f"/works/{self.slug}")
        self.since = (regex.search(r'data-since="([\d-]+)"', page) or [""] * 2)[1]
        self.rows = rows_of(page)
        self.scroll()

    def scroll(self) -> None:
        """Another part of the table comes into sight."""
        first = 1 + CHUNK * self.random.randint(0, 5)
        self.rows |= rows_of(self.ask(READS, f"/works/{self.slug}/rows?from={first}&before={first + CHUNK}", part=True))

    def focus(self) -> None:
        """Look at a row: why it stands as it does, and what was said about it."""
        number = self.random.randint(1, 240)
        self.ask(READS, f"/works/{self.slug}/rows/{number}", part=True)
        self.ask(READS, f"/works/{self.slug}/rows/{number}/comments", part=True)

    def look_up(self) -> None:
        """Type a word: what is found comes while one types, and comes again."""
        word = self.random.choice(self.words)
        for typed in (word[: max(2, len(word) // 2)], word):
            self.ask(READS, f"/lookup?q={quote(typed)}", part=True)

    def screens(self) -> None:
        """Go to one of the other screens."""
        screen = self.random.choice(
            ("/works", "/glossary", "/findings", "/glossary/queue", f"/works/{self.slug}/history")
        )
        self.ask(READS, screen)

    def edit(self) -> None:
        """Write other words into a sentence."""
        held = [(one, row) for one, row in self.rows.items() if row.parts]
        if not held:
            return self.open()
        _, row = self.random.choice(held)
        number, (version, text) = self.random.choice([*row.parts.items()])
        words = f"{text[:60].rstrip()} {self.random.randrange(10**6)}"
        self.change({"verb": "words", "segment": number, "text": words, "version": version})
        return None

    def confirm(self) -> None:
        """Confirm a row."""
        if not self.rows:
            return self.open()
        number = self.random.choice([*self.rows])
        self.change({"verb": "confirm", "row": number, "version": self.rows[number].version})
        return None

    def count(self) -> None:
        """Count the sentence up that belongs to all, in the version that was read."""
        rows = rows_of(self.ask(READS, f"/works/{SHARED}/rows?from=1&before=2", part=True))
        ((number, (version, text)),) = next(iter(rows.values())).parts.items()
        words = f"Number {int(text.split()[-1]) + 1}"
        body = {"verb": "words", "segment": number, "text": words, "version": version}
        if self.change(body, slug=SHARED):
            with self.seen.lock:
                self.seen.counted += 1

    def change(self, body: dict[str, Any], slug: str = "") -> bool:
        """Make an edit; whether it was accepted. A conflict has to tell what the other one wrote."""
        answer = json.loads(self.ask(EDITS, f"/works/{slug or self.slug}/edit", body, part=True))
        if "detail" in answer:
            with self.seen.lock:
                self.seen.conflicts += 1
                self.seen.told += bool(answer.get("rows")) or ("theirs" in answer and "mine" in answer)
            self.rows |= {one: row for one, row in rows_of(answer.get("rows", "")).items() if one in self.rows}
            if "theirs" in answer and not slug:
                self.ask(READS, f"/works/{self.slug}/rows?from=1&before={CHUNK + 1}", part=True)
                self.open(self.slug)
            return False
        self.rows |= {} if slug else rows_of(answer["rows"])
        if not slug and answer.get("before") == self.since:
            self.since = answer["since"]
        if body["verb"] == "words" and answer["revision"]:
            with self.seen.lock:
                before = self.seen.written.get(body["segment"], (0, ""))
                self.seen.written[body["segment"]] = max(before, (answer["revision"], body["text"]))
        return True

    def export(self) -> None:
        """Take the work home."""
        name = self.random.choice(("tmx", "tsv", "xlsx"))
        self.connection.request("GET", f"/works/{self.slug}/export?format={name}", headers=self.heads)
        began = time.perf_counter()
        answer = self.connection.getresponse()
        answer.read()
        with self.seen.lock:
            self.seen.times[EXPORTS].append((time.perf_counter() - began) * 1000)
            self.seen.statuses[answer.status] += 1

    def live(self) -> None:
        """What the others changed."""
        text = self.ask(LIVE, f"/works/{self.slug}/changes?since={self.since}", part=True)
        if text:
            told = json.loads(text)
            self.since = told["since"]
            self.rows |= {one: row for one, row in rows_of(told["rows"]).items() if one in self.rows}
            with self.seen.lock:
                self.seen.news += 1

    def run(self, until: float, thought: float, shared: float, live: bool = True, within: float = 0.0) -> None:
        """Come ``within`` some seconds, and go about until the time is over: half to one and a half of ``thought``
        seconds pass between two deeds."""
        time.sleep(self.random.uniform(0, within))
        deeds: dict[Callable[[], None], float] = {self.focus: 22, self.scroll: 16, self.look_up: 14, self.edit: 20}
        deeds |= {self.confirm: 14, self.screens: 5, self.open: 4, self.export: 2, self.count: shared}
        act = time.monotonic() + self.random.uniform(0, thought)
        ask = time.monotonic() + self.random.uniform(0, PAUSE)
        self.deed(self.open)
        while (now := time.monotonic()) < until:
            if live and now >= ask:
                self.deed(self.live)
                ask = time.monotonic() + PAUSE
            elif now >= act:
                (deed,) = self.random.choices([*deeds], [*deeds.values()])
                self.deed(deed)
                act = time.monotonic() + self.random.uniform(0.5, 1.5) * thought
            else:
                time.sleep(max(0.0, min(act, ask if live else act) - now))
        self.connection.close()

    def deed(self, deed: Callable[[], None]) -> None:
        """Do something; what goes wrong is noted."""
        try:
            deed()
        except (OSError, http.client.HTTPException, KeyError, ValueError, StopIteration) as error:
            with self.seen.lock:
                self.seen.wrong.append(f"{deed.__name__}: {type(error).__name__} {error}")
            self.connection.close()
