"""A service of our own on this machine, to be looked at from outside: started, watched, ended."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from waitress.server import create_server

from web.app import create_app
from web.config import Config


@contextmanager
def in_thread(config: Config, around: Callable[[Any], Any] | None = None) -> Iterator[str]:
    """The service in a thread of this process, on a free port; its address. Ended with the block.

    ``around`` puts something between the service and whoever asks it: it is given the WSGI application and gives one.
    """
    app = create_app(config)
    server = create_server(around(app) if around else app, host="127.0.0.1", port=0, threads=4)

    def run() -> None:
        with suppress(OSError):  # the sockets are closed underneath it at the end
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    app.extensions["doichieu.jobs"].close()
    thread.join(5)


def free_port() -> int:
    """A port of this machine that nobody listens on. It lies below those that the system itself gives to whoever asks
    for any, so that it is still free when the process that it is meant for comes to take it."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def serve(database: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a service on a free port of this machine; the process, and the port. It has to be ended."""
    port = free_port()
    code = "from web.cli import main; main()"
    command = [sys.executable, "-c", code, "--db", str(database), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server, port
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise RuntimeError("the service does not answer")


def memory(process: int) -> float:
    """Megabytes that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def processor(process: int) -> float:
    """Seconds of CPU time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
