"""``doichieu serve``: the workbench in the browser, and the JSON API."""

from __future__ import annotations

import click

from web.cli._options import database, quiet, settings
from web.config import DEFAULT_HOST, DEFAULT_PORT

EPILOG = """\b
Examples:
  doichieu serve
  doichieu serve --db project.db --port 9000
  doichieu user add NAME && doichieu serve --host 0.0.0.0
  doichieu serve --public https://doichieu.example.org"""


@click.command("serve", epilog=EPILOG)
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to serve on.")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True, help="The port.")
@click.option(
    "--public",
    metavar="URL",
    envvar="DOICHIEU_PUBLIC",
    help="What people type in the browser when a proxy stands before the service. With https, cookies are sent over "
    "nothing else.",
)
@click.option(
    "--proxy",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Where that proxy asks from; what it says about the asker's address is believed.",
)
@click.option(
    "--second-factor",
    "second",
    is_flag=True,
    envvar="DOICHIEU_SECOND_FACTOR",
    help="Whoever signs in has to set up a second factor: codes of an authenticator app.",
)
@database
@quiet
def COMMAND(host: str, port: int, public: str | None, proxy: str, second: bool) -> None:
    """Serve the workbench and the JSON API until Ctrl-C.

    On the own machine nobody has to sign in while there is no account. Where others can reach the service there has to
    be one: see “doichieu user”.
    """
    from web.cli._server import check_accounts, check_port, run

    address = (public or "").rstrip("/") or None
    config = settings().config(host=host, port=port, public=address, proxy=proxy, second=second)
    check_port(host, port)
    check_accounts(config)
    run(config)
