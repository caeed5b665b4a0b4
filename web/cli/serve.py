"""``doichieu serve``: the workbench in the browser, and the JSON API."""

from __future__ import annotations

import click

from web.cli._options import database, quiet, settings
from web.config import DEFAULT_HOST, DEFAULT_PORT

EPILOG = """\b
Examples:
  doichieu serve
  doichieu serve --db project.db --port 9000
  doichieu serve --host 0.0.0.0 --token correct-horse-battery"""


@click.command("serve", epilog=EPILOG)
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to serve on.")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True, help="The port.")
@click.option(
    "--token",
    default="",
    envvar="DOICHIEU_TOKEN",
    help="What the browser has to give for access. An address beyond this machine always has one: without this option "
    "it is made and printed.",
)
@database
@quiet
def COMMAND(host: str, port: int, token: str) -> None:
    """Serve the workbench and the JSON API until Ctrl-C."""
    from web.cli._server import check_port, run, token_for

    check_port(host, port)
    run(settings().config(host=host, port=port, token=token_for(host, token)))
