"""Running the service: on the own machine as it is, on any other address with an access token only."""

from __future__ import annotations

import errno
import ipaddress
import secrets
import signal
import socket
from types import FrameType

import click

from aligner.errors import InputError
from web.cli._terminal import note
from web.config import Config

THREADS = 8


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def token_for(host: str, token: str) -> str:
    """The access token: the one given, none on the own machine, else a new one."""
    return token if token or is_loopback(host) else secrets.token_urlsafe(24)


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


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    raise KeyboardInterrupt


def run(config: Config) -> None:
    """Serve until Ctrl-C. Raises ``InputError`` when the address is taken."""
    from waitress import create_server

    from web.app import create_app

    app = create_app(config)
    try:
        server = create_server(app, host=config.host, port=config.port, threads=THREADS, ident="")
    except OSError as error:
        raise _cannot_serve(config.host, config.port, error) from error
    host = f"[{config.host}]" if ":" in config.host else config.host
    click.echo(f"Doichieu is at http://{host}:{config.port} (Ctrl-C stops it)")
    if config.token:
        click.echo(f"Access token: {config.token}")
    signal.signal(signal.SIGTERM, _stop)  # what service managers send
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        note("Stopped.")
