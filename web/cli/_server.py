"""Running the service: on the own machine as it is; where others can reach it, only when they have to sign in."""

from __future__ import annotations

import ctypes
import errno
import logging
import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import Any

import click
import regex

from aligner.errors import InputError
from web.cli._terminal import note, warn
from web.config import Config

THREADS = 8
M_ARENA_MAX = -8
"""The number of that option of glibc's ``mallopt``."""
BEYOND = 2
"""A request of more than so many times what an upload may have is cut off; one that is a little too large is told so
in the words of the page."""
PUBLIC = regex.compile(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?/?")


def check_accounts(config: Config) -> None:
    """See that the database can be used, and that others than the user of this machine will have to sign in.

    Raises ``InputError``.
    """
    from web.actions.people import has_accounts
    from web.store import Store

    if config.public and not PUBLIC.fullmatch(config.public):
        raise InputError(
            f"“{config.public[:80]}” is no address of a service.", "Write it as https://doichieu.example.org."
        )
    with Store(config.db) as store:
        if config.shared and not has_accounts(store):
            raise InputError(
                f"Others can reach {config.public or config.host}, and there is no account to sign in with.",
                "Add one with “doichieu user add NAME”; the first is an administrator's.",
            )


def check_port(host: str, port: int) -> None:
    """See before any long work that the address can be served on. Raises ``InputError``."""
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise _cannot_serve(host, port, error) from error


def _cannot_serve(host: str, port: int, error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
    mend = "Choose another port with --port." if taken else "Choose an address of this machine with --host."
    return InputError(f"Cannot serve on {host}:{port}: {reason}.", mend)


def _proxy(config: Config) -> dict[str, Any]:
    """How far the word of a proxy is taken: only its own, only about who asks and how."""
    if not config.public:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {
        "trusted_proxy": config.proxy,
        "trusted_proxy_headers": headers,
        "trusted_proxy_count": 1,
        "clear_untrusted_proxy_headers": True,
    }


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    raise KeyboardInterrupt


def _few_heaps() -> None:
    """Let the threads share their heaps where the C library is glibc: one for each of them holds tens of megabytes that
    only it may use again."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, 2)


def run(config: Config) -> None:
    """Serve until Ctrl-C. Raises ``InputError`` when the address is taken."""
    from waitress import create_server

    from web import warming
    from web.app import create_app
    from web.leftovers import clear

    clear(config.db)
    _few_heaps()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that somebody waits a moment is nothing to note
    app = create_app(config)
    try:
        options = {"threads": THREADS, "ident": "", "max_request_body_size": BEYOND * config.max_upload}
        server = create_server(app, host=config.host, port=config.port, **options, **_proxy(config))
    except OSError as error:
        raise _cannot_serve(config.host, config.port, error) from error
    host = f"[{config.host}]" if ":" in config.host else config.host
    click.echo(f"Doichieu is at http://{host}:{config.port} (Ctrl-C stops it)")
    if config.public:
        click.echo(f"People reach it at {config.public}")
    if config.shared and not config.secure:
        warn(["Passwords and texts travel unencrypted. Put a proxy with https before it: --public https://…"])
    signal.signal(signal.SIGTERM, _stop)  # what service managers send
    try:
        warming.begin(app).wait(warming.PATIENCE)  # who asks meanwhile is answered then
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        note("Stopped.")
