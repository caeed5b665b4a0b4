"""Thousands of works imported through the service as background jobs: how many a second, and whether it lasts.

    python -m benchmarks.importing                             10,000 works of 100 segments (some hours)
    python -m benchmarks.importing --works 200 --kill 100      a short one
    python -m benchmarks.importing --store FILE                goes on in FILE, which is kept

A service is started on this machine alone. Works of four languages are sent to it as files, one job each, as a program
would; it reads, stores, aligns, mines and checks them one after the other. After ``--kill`` works the process is killed
and started again. A line for every tenth says how much CPU time a work took, the memory of the service.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.filling import LANGS, STOP, Maker, Words, together, vocabulary
from benchmarks.serving import memory, processor, serve
from web.actions.keeping import verify_store
from web.actions.people import add_account, has_accounts, make_token
from web.store import Store

ROWS = 25
WORDS = 150
"""Words of one work: a text has its subject, and says the same words again."""
AHEAD = 200
"""So many jobs wait at most unless told otherwise: a program sends more when some are done."""
SMALL: tuple[Words, ...] = (
    ("of the", "của", "的", "的"),
    ("and", "và", "和", "和"),
    ("in", "trong", "在", "在"),
    ("is", "là", "是", "是"),
    ("for", "cho", "为", "為"),
    ("with", "với", "与", "與"),
    ("to", "đến", "到", "到"),
    ("that", "rằng", "，", "，"),
)
"""What stands between the others in any language: without it every run of words might be a term."""


@dataclass(frozen=True, slots=True)
class Line:
    """How it stood: works that are ready, seconds of the clock and of CPU time since the last line, megabytes."""

    ready: int
    clock: float
    used: float
    held: float


def sentence(maker: Maker) -> Words:
    """Three to five runs of a word or two, with small words between them."""
    parts = []
    for number in range(maker.random.randint(3, 5)):
        parts += [maker.random.choice(SMALL)] if number else []
        parts += maker.draw(maker.random.choice((1, 2, 2)))
    return together(parts, STOP)


def texts(number: int, words: list[Words]) -> dict[str, str]:
    """A work of a hundred segments in four languages, the same one for a number in every run."""
    maker = Maker(random.Random(number).sample(words, WORDS))
    maker.random.seed(number)
    rows = [sentence(maker) for _ in range(ROWS)]
    head = [f"Number {number}"] * len(LANGS)
    return {
        lang: "\n\n".join([head[place], *(row[place][:1].upper() + row[place][1:] for row in rows)])
        for place, lang in enumerate(LANGS)
    }


def body(number: int, held: dict[str, str]) -> tuple[bytes, str]:
    """The files of a work as a form."""
    edge = secrets.token_hex(12)
    parts = [("title", "", f"Number {number}")]
    parts.append(("langs", "", ",".join(held)))
    parts += [("files", f"{number}.{lang}.txt", text) for lang, text in held.items()]
    lines = []
    for name, file, text in parts:
        kind = f'; filename="{file}"\r\nContent-Type: text/plain' if file else ""
        lines.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{kind}\r\n\r\n{text}\r\n')
    return "".join([*lines, f"--{edge}--\r\n"]).encode(), f"multipart/form-data; boundary={edge}"


class Program:
    """A program with a token."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token

    def ask(self, method: str, path: str, data: bytes | None = None, kind: str = "application/json") -> Any:
        """One request; waits where it is told to."""
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            heads = {"Authorization": f"Bearer {self.token}", "Content-Type": kind}
            connection.request(method, path, data, heads)
            answer = connection.getresponse()
            text = answer.read()
            connection.close()
            if answer.status == 429:
                time.sleep(float(answer.getheader("Retry-After", "1")))
                continue
            if answer.status >= 400:
                raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
            return json.loads(text)


def ready(store: Store) -> tuple[int, int]:
    """How many works are done with all that follows, and how many jobs are not over."""
    done = store.value("SELECT count(*) FROM works WHERE status = 'ready' AND mined AND checked")
    return int(done), int(store.value("SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')"))


def run(database: Path, works: int, kill: int, ahead: int = AHEAD, step: int = 0) -> Iterator[Line]:
    """Import all works, and say after so many (a tenth unless told otherwise) how it stands."""
    words = vocabulary()
    with Store(database) as store:
        if not has_accounts(store):
            add_account(store, "program", "admin", secrets.token_urlsafe(18))
        token = make_token(store, "import", owner="program")[1]
        sent = done = ready(store)[0]
        first, step = done, step or max((works - done) // 10, 1)
        server, port = serve(database)
        program = Program(port, token)
        began, used, last = time.monotonic(), 0.0, done
        try:
            while done < works:
                waiting = ready(store)[1]
                while sent < works and waiting < ahead:
                    program.ask("POST", "/api/v1/jobs/import", *body(sent, texts(sent, words)))
                    sent, waiting = sent + 1, waiting + 1
                time.sleep(0.5)
                done = ready(store)[0]
                if kill and done - first >= kill:
                    used -= processor(server.pid)  # what it has used since the last line counts all the same
                    server.kill()
                    server.wait(30)
                    kill = 0
                    print(f"killed after {done} works, and started again", file=sys.stderr)
                    server, port = serve(database)
                    program = Program(port, token)
                if done - last >= step or done >= works:
                    now = time.monotonic()
                    yield Line(done - last, now - began, processor(server.pid) - used, memory(server.pid))
                    began, used, last = now, processor(server.pid), done
        finally:
            server.terminate()
            server.wait(60)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--works", type=int, default=10_000)
    parser.add_argument("--kill", type=int, default=-1, help="kill the service after so many works; half unless told")
    parser.add_argument("--ahead", type=int, default=AHEAD, help="jobs that wait at most")
    parser.add_argument("--step", type=int, default=0, help="works from one line to the next; a tenth unless told")
    parser.add_argument("--store", type=Path, help="kept; what is done in it is not done again")
    arguments = parser.parse_args()
    kill = arguments.works // 2 if arguments.kill < 0 else arguments.kill
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.store or Path(folder) / "import.db"
        print(f"{'works':>8}{'clock s':>10}{'CPU s':>9}{'CPU s a work':>14}{'MB':>7}")
        lines, done = [], 0
        for line in run(path, arguments.works, kill, arguments.ahead, arguments.step):
            done += line.ready
            lines.append(line)
            rate = line.used / max(line.ready, 1)
            print(f"{done:8,}{line.clock:10.0f}{line.used:9.1f}{rate:14.2f}{line.held:7.0f}", flush=True)
        with Store(path) as store:
            faults = verify_store(store).faults
            count = ready(store)[0]
    print(f"{count:,} works are there, {len(faults)} faults")
    costs = [line.used / max(line.ready, 1) for line in lines]
    grows = len(lines) > 3 and (costs[-1] > 1.5 * costs[1] or lines[-1].held > 1.25 * lines[1].held)
    return int(bool(count < arguments.works or faults or grows))


if __name__ == "__main__":
    sys.exit(main())
