"""Fifty people at one service: what they wait for, whether anything is lost, and whether the memory stays as it is.

    python -m benchmarks.load                              50 people for three minutes, then as fast as it goes
    python -m benchmarks.load --clients 10 --seconds 20    a short one
    python -m benchmarks.load --seconds 90 --up 0          the service has only just begun
    python -m benchmarks.load --seconds 90 --up 0 --bare   and nothing was worked out before, as after an update

A service is started on a store of made-up sentences (``benchmarks.filling``), on this machine alone. People do as
``benchmarks.browsing`` says, and think between two deeds as people do: two seconds unless told otherwise, which is a
person who never looks up. One sentence belongs to all: each counts it up by one, in the version that was read, so that
its number in the end is the number of edits that were accepted, or one was lost; and every sentence that was edited has
to have the words of its last accepted edit. Afterwards a few people who do not think at all show how many requests a
second the service answers at the most.
"""

from __future__ import annotations

import argparse
import random
import secrets
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browsing import EDITS, LIVE, READS, SHARED, Browser, Seen
from benchmarks.filling import build
from benchmarks.lookup import queries
from benchmarks.serving import memory, processor, serve
from web.actions import doors
from web.actions.ahead import read_ahead
from web.actions.editing import edit_segment
from web.actions.keeping import backup_store, verify_store
from web.actions.people import add_account
from web.actions.tables import get_row
from web.store import Store

LIMITS = {READS: 200.0, EDITS: 500.0, LIVE: 200.0}  # milliseconds, at the 95th percentile
GROWTH = 1.1  # of the memory, from the third fifth to the last
COMING = 10.0
"""Seconds within which people come: fifty do not open their works in one moment."""
RUSH = 8
"""People at once who do not think: as many as the service has threads."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the service used: seconds of CPU time and of the clock, and megabytes now and then."""

    used: float
    clock: float
    held: tuple[float, ...]


def people(database: Path, count: int) -> list[str]:
    """An account for each person; the secrets of their sessions."""
    found = []
    with Store(database) as store:
        for number in range(count):
            name, password = f"person{number}", secrets.token_urlsafe(18)
            add_account(store, name, "admin" if number == 0 else "reviewer", password)
            found.append(doors.sign_in(store, name, password))
    return found


def filled(arguments: argparse.Namespace, database: Path) -> None:
    """A store to work in, as it was left by the jobs that made it: or a copy of the one that was made before."""
    kept = arguments.store
    if not (kept and kept.exists()):
        build(database, arguments.concepts, arguments.sentences)
        with Store(database) as store:
            read_ahead(store)
            if kept:
                backup_store(store, kept)
    else:
        shutil.copyfile(kept, database)
    if arguments.bare:
        with Store(database) as store, store.atomic():
            store.execute("DELETE FROM search_links")


def shared(database: Path, text: str = "") -> str:
    """The sentence that belongs to all, set when asked to."""
    with Store(database) as store:
        segment = get_row(store, SHARED, 1).cells[0].segments[0]
        if text:
            edit_segment(store, segment.id, text)
        return text or segment.text


def busy(server: int, browsers: list[Browser], seconds: float, thought: float, count: float) -> Cost:
    """Let people go about, and look at the service meanwhile."""
    until = time.monotonic() + seconds
    options = (until, thought, count, thought > 0, COMING if thought else 0.0)
    threads = [threading.Thread(target=browser.run, args=options) for browser in browsers]
    began, clock = processor(server), time.monotonic()
    for thread in threads:
        thread.start()
    held = []
    while time.monotonic() < until:
        time.sleep(max(0.1, min(seconds / 20, until - time.monotonic())))
        held.append(memory(server))
    for thread in threads:
        thread.join(120)
    return Cost(processor(server) - began, time.monotonic() - clock, tuple(held))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--think", type=float, default=2.0, help="seconds between two deeds of a person")
    parser.add_argument("--shared", type=float, default=2.0, help="how often the sentence of all is edited, in percent")
    parser.add_argument("--up", type=float, default=60.0, help="seconds that the service is up before people come")
    parser.add_argument("--bare", action="store_true", help="what belongs together in rows was never worked out")
    parser.add_argument("--store", type=Path, help="keep the store in this file, as it is before people come")
    parser.add_argument("--rush", type=int, default=20, help="seconds as fast as it goes; 0 leaves that out")
    parser.add_argument("--concepts", type=int, default=5_000)
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--slack", type=float, default=1.0, help="how much longer people may wait, on a busy machine")
    arguments = parser.parse_args()
    seen, rush = Seen(), Seen()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "load.db"
        filled(arguments, database)
        words = [word for found in queries(40, arguments.concepts).values() for word in found]
        random.Random(7).shuffle(words)
        sessions = people(database, arguments.clients)
        shared(database, "Number 0")
        works = max(2, arguments.sentences // 1000)
        server, port = serve(database)
        try:
            time.sleep(arguments.up)
            browsers = [Browser(port, n, secret, seen, words, works) for n, secret in enumerate(sessions, 1)]
            cost = busy(server.pid, browsers, arguments.seconds, arguments.think, arguments.shared)
            hasty = [Browser(port, n, secret, rush, words, works) for n, secret in enumerate(sessions[:RUSH], 100)]
            most = busy(server.pid, hasty, arguments.rush, 0.0, 0.0) if arguments.rush else None
        finally:
            server.terminate()
            server.wait(30)
        said = int(shared(database).split()[-1])
        with Store(database) as store:
            faults = [f"{fault.sentence}: {'; '.join(fault.where)}" for fault in verify_store(store).faults]
            faults += lost(store, {**seen.written, **rush.written})
    print(
        f"{arguments.clients} people, {arguments.seconds} seconds; each does something every {arguments.think:g} "
        "seconds or so, and the page asks what the others changed every 2.5 seconds"
    )
    good = report(seen, cost, said, faults, arguments.slack)
    if most:
        asked = sum(rush.statuses.values())
        print(f"as fast as it goes: {asked / most.clock:.0f} requests a second, {most.used / asked * 1000:.1f} ms each")
        good = good and not rush.wrong
    return 0 if good else 1


def each_fifth(times: Sequence[float]) -> Iterator[float]:
    """The 95th percentile of each fifth, in the order in which they were answered."""
    for n in range(5):
        part = times[len(times) * n // 5 : len(times) * (n + 1) // 5]
        if part:
            yield statistics.quantiles(part, n=20)[-1] if len(part) > 1 else part[0]


def lost(store: Store, written: dict[int, tuple[int, str]]) -> list[str]:
    """The sentences that do not have the words of their last accepted edit."""
    return [
        f"segment {number} does not have the words that were accepted last"
        for number, (_revision, text) in written.items()
        if number and store.value("SELECT text FROM segments WHERE id = ?", (number,)) != text
    ]


def report(seen: Seen, cost: Cost, said: int, faults: list[str], slack: float) -> bool:
    """Print what was seen; whether all of it is as it should be."""
    print(f"{'':14}{'requests':>10}{'p50 ms':>9}{'p95 ms':>9}{'most ms':>9}")
    late = []
    for kind, times in sorted(seen.times.items()):
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"{kind:14}{len(times):10,}{statistics.median(times):9.1f}{p95:9.1f}{max(times):9.0f}")
        late += [kind] if p95 > LIMITS.get(kind, float("inf")) * slack else []
    for kind in (READS, EDITS):
        print(
            f"{kind} in each fifth of them, p95: {', '.join(f'{p95:.0f}' for p95 in each_fifth(seen.times[kind]))} ms"
        )
    asked, held = sum(seen.statuses.values()), cost.held
    fifths = [statistics.median(held[len(held) * n // 5 : len(held) * (n + 1) // 5]) for n in range(5)]
    print(f"statuses: {', '.join(f'{status} {count:,}' for status, count in sorted(seen.statuses.items()))}")
    print(
        f"the service: {asked / cost.clock:.0f} requests a second, {cost.used / asked * 1000:.1f} ms of CPU time each, "
        f"{cost.used / cost.clock:.0%} of a processor"
    )
    print(
        f"sentence of all: {seen.counted} edits accepted, it says {said}; {seen.news} answers told of others' changes"
    )
    print(f"conflicts: {seen.conflicts}, of which {seen.told} told what the other one wrote")
    print(f"memory in each fifth of the time: {', '.join(f'{one:.0f}' for one in fifths)} MB")
    for line in [*faults, *seen.wrong][:10]:
        print(line)
    failed = any(status >= 500 for status in seen.statuses)
    wrong = seen.wrong or faults or said != seen.counted or seen.told != seen.conflicts
    return not (failed or wrong or late or fifths[4] > GROWTH * fifths[2])


if __name__ == "__main__":
    sys.exit(main())
