"""Fifty people at one service: what they wait for, whether anything is lost, and whether the memory stays as it is.

    python benchmarks/load.py                              50 clients for two minutes, a second between clicks
    python benchmarks/load.py --clients 10 --seconds 20    a short one

A service is started on a store of made-up sentences (``benchmarks.filling``), on this machine alone. Every client reads,
looks up, edits, confirms and exports in a bounded loop. One sentence belongs to all of them: each counts it up by one,
in the version that was read, so that its number in the end is the number of edits that were accepted, or one was lost.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.filling import build
from benchmarks.lookup import queries
from web.actions.people import add_account, make_token
from web.store import Store

READS, EDITS, EXPORTS = "reads", "edits", "exports"
LIMITS = {READS: 200.0, EDITS: 500.0}  # milliseconds, at the 95th percentile
GROWTH = 1.25  # of the memory, from the first quarter to the end


@dataclass
class Seen:
    """What the clients saw."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    conflicts: int = 0
    told: int = 0
    counted: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client:
    """One person with a browser that keeps its connection."""

    def __init__(self, port: int, number: int, token: str, seen: Seen, words: list[str], works: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.random = random.Random(number)
        self.heads = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.seen, self.words, self.works = seen, words, works

    def ask(self, kind: str, method: str, path: str, body: Any = None) -> Any:
        """One request; the answer's JSON, or nothing."""
        data = json.dumps(body) if body is not None else None
        began = time.perf_counter()
        self.connection.request(method, path, data, self.heads)
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        with self.seen.lock:
            self.seen.times[kind].append(took)
            self.seen.statuses[answer.status] += 1
            if answer.status >= 500 and len(self.seen.wrong) < 5:
                self.seen.wrong.append(f"{method} {path}: {answer.status} {text[:200]!r}")
        if (answer.getheader("Content-Type") or "").partition(";")[0].endswith("json"):
            return json.loads(text)
        return None

    def rows(self, work: int, offset: int = 0, limit: int = 50) -> list[dict[str, Any]]:
        """Some rows of a work."""
        found = self.ask(READS, "GET", f"/api/v1/works/{work}/rows?offset={offset}&limit={limit}")
        return list(found["items"]) if found else []

    def read(self) -> None:
        """Look at a page of a work, and at the list."""
        self.ask(READS, "GET", f"/api/v1/works?limit={20}")
        self.rows(self.random.randint(1, self.works), self.random.choice((0, 0, 50, 100)))

    def look_up(self) -> None:
        """Look a word up, and the sentences that hold it."""
        word = quote(self.random.choice(self.words))
        self.ask(READS, "GET", f"/api/v1/lookup?query={word}")
        self.ask(READS, "GET", f"/api/v1/concordance?query={word}")

    def edit(self) -> None:
        """Write other words, and confirm the row."""
        rows = self.rows(self.random.randint(2, self.works), self.random.randrange(0, 200), 1)
        if not rows:
            return
        segment = rows[0]["cells"][0]["segments"][0]
        words = f"{segment['text'][:60]} {self.random.randrange(10**6)}"
        self.change("PATCH", f"/api/v1/segments/{segment['id']}", {"text": words, "version": segment["version"]})
        self.ask(EDITS, "POST", "/api/v1/rows/confirm", {"rows": [rows[0]["id"]], "confirmed": True})

    def count(self) -> None:
        """Count the sentence up that belongs to all."""
        segment = self.rows(1, 0, 1)[0]["cells"][0]["segments"][0]
        number = int(segment["text"].split()[-1]) + 1
        done = self.change(
            "PATCH", f"/api/v1/segments/{segment['id']}", {"text": f"Number {number}", "version": segment["version"]}
        )
        if done:
            with self.seen.lock:
                self.seen.counted += 1

    def change(self, method: str, path: str, body: Any) -> bool:
        """Change something; whether it was accepted. A conflict must tell what the other one wrote."""
        answer = self.ask(EDITS, method, path, body) or {}
        if answer.get("status") == 409:
            with self.seen.lock:
                self.seen.conflicts += 1
                self.seen.told += "theirs" in answer and "mine" in answer
            return False
        return "status" not in answer or answer["status"] < 400

    def export(self) -> None:
        """Take a work home."""
        self.ask(EXPORTS, "GET", f"/api/v1/works/{self.random.randint(1, self.works)}/export?format=tmx")

    def run(self, until: float, thought: float, shared: float) -> None:
        """Click until the time is over."""
        deeds: list[tuple[Callable[[], None], float]] = [
            *((self.read, 40.0), (self.look_up, 25.0), (self.edit, 20.0)),
            *((self.count, shared), (self.export, 3.0)),
        ]
        while time.monotonic() < until:
            (deed,) = self.random.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])
            try:
                deed()
            except (OSError, http.client.HTTPException, KeyError, ValueError) as error:
                with self.seen.lock:
                    self.seen.wrong.append(f"{deed.__name__}: {type(error).__name__} {error}")
                self.connection.close()
            time.sleep(self.random.uniform(0.5, 1.5) * thought)
        self.connection.close()


def serve(database: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a service on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    code = "from web.cli import main; main()"
    command = [sys.executable, "-c", code, "--db", str(database), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server, port
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise RuntimeError("the service does not answer")


def people(database: Path, count: int) -> list[str]:
    """An account for each person; their tokens."""
    tokens = []
    with Store(database) as store:
        for number in range(count):
            name = f"person{number}"
            add_account(store, name, "admin" if number == 0 else "reviewer", secrets.token_urlsafe(18))
            tokens.append(make_token(store, "load", owner=name)[1])
    return tokens


def memory(process: int) -> float:
    """Megabytes that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def processor(process: int) -> float:
    """Seconds of CPU time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between two clicks of a person")
    parser.add_argument("--shared", type=float, default=2.0, help="how often the sentence of all is edited, in percent")
    parser.add_argument("--concepts", type=int, default=5_000)
    parser.add_argument("--sentences", type=int, default=100_000)
    arguments = parser.parse_args()
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "load.db"
        build(database, arguments.concepts, arguments.sentences)
        words = [word for found in queries(40, arguments.concepts).values() for word in found]
        tokens = people(database, arguments.clients + 1)
        server, port = serve(database)
        try:
            first = Client(port, 0, tokens[0], Seen(), words, 1)
            segment = first.rows(1, 0, 1)[0]["cells"][0]["segments"][0]
            first.ask(EDITS, "PATCH", f"/api/v1/segments/{segment['id']}", {"text": "Number 0"})
            works = int(first.ask(READS, "GET", "/api/v1/works?limit=1")["total"])
            until = time.monotonic() + arguments.seconds
            clients = [Client(port, n, token, seen, words, works) for n, token in enumerate(tokens[1:], 1)]
            threads = [
                threading.Thread(target=client.run, args=(until, arguments.think, arguments.shared))
                for client in clients
            ]
            began = processor(server.pid)
            for thread in threads:
                thread.start()
            held = []
            while time.monotonic() < until:
                time.sleep(max(0.1, min(arguments.seconds / 20, until - time.monotonic())))
                held.append(memory(server.pid))
            for thread in threads:
                thread.join(120)
            used = processor(server.pid) - began
            last = first.rows(1, 0, 1)[0]["cells"][0]["segments"][0]["text"]
        finally:
            server.terminate()
            server.wait(30)
    return report(seen, int(last.split()[-1]), held, used)


def report(seen: Seen, counted: int, held: list[float], used: float) -> int:
    """Print what was seen; 0 when all of it is as it should be."""
    failed = sum(count for status, count in seen.statuses.items() if status >= 500)
    print(f"{'':10}{'requests':>10}{'p50 ms':>9}{'p95 ms':>9}{'most ms':>9}")
    late = []
    for kind, times in sorted(seen.times.items()):
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"{kind:10}{len(times):10,}{statistics.median(times):9.1f}{p95:9.1f}{max(times):9.0f}")
        late += [kind] if p95 > LIMITS.get(kind, float("inf")) else []
    early = statistics.median(held[len(held) // 5 : 2 * len(held) // 5 + 1])
    print(f"statuses: {', '.join(f'{status} {count:,}' for status, count in sorted(seen.statuses.items()))}")
    asked = sum(seen.statuses.values())
    print(
        f"CPU time of the service: {used / max(asked, 1) * 1000:.1f} ms a request, {asked / used:.0f} requests a second"
    )
    print(f"sentence of all: {seen.counted} edits accepted, it says {counted}")
    print(f"conflicts: {seen.conflicts}, of which {seen.told} told what the other one wrote")
    print(f"memory: {early:.0f} MB in the second fifth, {held[-1]:.0f} MB in the end")
    for line in seen.wrong[:10]:
        print(line)
    lost = counted != seen.counted or seen.told != seen.conflicts
    return int(bool(failed or seen.wrong or lost or late or held[-1] > GROWTH * early))


if __name__ == "__main__":
    sys.exit(main())
