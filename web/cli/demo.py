"""``doichieu demo``: the sample works, or a folder of one's own, aligned, mined, checked and served."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click

from aligner.errors import InputError
from web import actions
from web.cli._options import as_json, own_database, plain, print_json, quiet, settings
from web.cli._terminal import Progress, progress, table, warn
from web.cli.works import counted, share
from web.config import DEFAULT_HOST, DEFAULT_PORT
from web.store import Store, revisions
from web.views import WorkSummary

HEAD = ("work", "languages", "rows", "to look at", "concepts", "findings", "time")
NUMBERS = (2, 3, 4, 5, 6)
MADE = "demo"
"""The revision that marks a database as the demo's own."""

EPILOG = """\b
Examples:
  doichieu demo
  doichieu demo --articles my-articles --no-serve"""


@click.command("demo", epilog=EPILOG)
@click.option(
    "--articles", type=click.Path(path_type=Path), metavar="FOLDER", help="A folder of texts, in place of the samples."
)
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve the workbench after the summary.")
@click.option(
    "--fresh/--keep", default=True, show_default=True, help="Build the database anew, or go on with the last."
)
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to serve on.")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True, help="The port.")
@own_database
@as_json
@quiet
def COMMAND(articles: Path | None, serve: bool, fresh: bool, host: str, port: int) -> None:
    """Load the sample works, align them, collect terms, run the checks, print a summary, and serve the workbench.

    The demo has a database of its own, which every run builds anew.
    """
    from web.cli._server import check_accounts, check_port, run

    path = settings().db or demo_database()
    if serve:
        check_port(host, port)
    if fresh:
        _clear(path)
    begin = time.monotonic()
    with Store(path) as store:
        seconds = _load(store, articles) if fresh else {}
        _summarise(store, seconds, time.monotonic() - begin)
    if serve:
        settings().db = path
        config = settings().config(host=host, port=port)
        check_accounts(config)
        run(config)


def demo_database() -> Path:
    """The file of the demo's own database, which may be thrown away at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("doichieu", appauthor=False) / "demo.db"


def _clear(path: Path) -> None:
    """Remove the last demo's database. Raises ``InputError`` for a file that holds anything else."""
    if path.exists():
        with Store(path) as store:
            if actions.list_works(store).total and not any(item["what"] == MADE for item in revisions.general(store)):
                raise InputError(f"{path} holds works that the demo did not make.", "Name another file with --db.")
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _load(store: Store, articles: Path | None) -> dict[int, float]:
    """Import everything, then align, mine and check work by work; the seconds that each took."""
    seconds: dict[int, float] = {}
    revisions.add(store, None, MADE, "store", None, None)
    with progress() as tell:
        load = _scaled(tell, 0.0, 0.2)
        if articles is None:
            report = actions.load_samples(store, load, align=False)
        else:
            report = actions.load_folder(store, articles, load, align=False)
        warnings = list(report.warnings)
        for number, work in enumerate(report.works):
            begin = time.monotonic()
            share = 0.8 / len(report.works)
            view = actions.refresh(store, work.id, _scaled(tell, 0.2 + number * share, share, f"{work.title}: "))
            warnings += view.warnings
            seconds[work.id] = time.monotonic() - begin
    warn(warnings)
    return seconds


def _scaled(tell: Progress, start: float, share: float, name: str = "") -> Callable[[str, float], None]:
    """The progress of a part as progress of the whole."""
    return lambda message, fraction: tell(f"{name}{message}", start + share * fraction)


def _summarise(store: Store, seconds: dict[int, float], total: float) -> None:
    """A line for each work, in the order they were made, and the totals."""
    works = sorted(actions.list_works(store, limit=100_000).items, key=lambda work: work.id)
    if settings().json:
        print_json([plain(work) | {"seconds": round(seconds.get(work.id, 0.0), 2)} for work in works])
        return
    lines = [[*_cells(work), f"{seconds[work.id]:.1f} s" if work.id in seconds else "–"] for work in works]
    langs = {lang for work in works for lang in work.langs}
    rows, look = sum(work.rows for work in works), sum(work.look for work in works)
    concepts = actions.list_concepts(store, limit=1).total
    findings = sum(work.findings for work in works)
    totals = [
        counted(len(works), "work"),
        counted(len(langs), "language"),
        str(rows),
        share(look, rows),
        str(concepts),
        str(findings),
    ]
    for number, line in enumerate(table(HEAD, [*lines, [*totals, f"{total:.1f} s"]], NUMBERS)):
        click.echo(click.style(line, bold=number in (0, len(lines) + 1) or None))


def _cells(work: WorkSummary) -> tuple[str, ...]:
    counts = (str(work.concepts), str(work.findings))
    return (work.title, " ".join(work.langs), str(work.rows), share(work.look, work.rows), *counts)
