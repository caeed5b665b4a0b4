"""``doichieu checks``: the checks with how often each errs, their switches, the profile, and files of patterns."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli._files import Input
from web.cli._options import as_json, comma_list, database, print_json, quiet, settings
from web.cli._terminal import note, table
from web.views import CheckSettings, CheckView

PROFILES = ("quiet", "standard", "strict")
LANGS = ("vi", "zh-Hans", "zh-Hant")
HEAD = ("check", "on", "severity", *LANGS, "what it looks for")

EPILOG = """\b
Examples:
  doichieu checks
  doichieu checks --off length,typography
  doichieu checks --profile standard
  doichieu checks --custom house-style.toml
  doichieu checks --forget house-style.toml"""


@click.command("checks", epilog=EPILOG)
@click.option("--on", metavar="CHECK,…", help="Switch these on.")
@click.option("--off", metavar="CHECK,…", help="Switch these off: their findings are hidden in all works.")
@click.option("--profile", type=click.Choice(PROFILES), help="Show the findings of this profile in all works.")
@click.option(
    "--custom", type=click.Path(path_type=Path), metavar="FILE", help="Remember a TOML file of patterns as checks."
)
@click.option("--forget", metavar="NAME", help="Forget a file of patterns.")
@database
@as_json
@quiet
def COMMAND(on: str | None, off: str | None, profile: str | None, custom: Path | None, forget: str | None) -> None:
    """List the checks, with how many of 100 rows of good translations each one alarms, and set them.

    What is set holds for all works in the database. Switches and profiles hide findings and show them again at once;
    files of patterns take part from the next “doichieu check” on.
    """
    from web.actions import forget_patterns, get_checks, remember_patterns, set_checks

    with settings().store() as store:
        if forget:
            forget_patterns(store, forget)
        if custom:
            remember_patterns(store, custom.name, Input(str(custom), "").read())
        if on or off or profile:
            set_checks(store, profile=profile, on=comma_list(on) or (), off=comma_list(off) or ())
        found = get_checks(store)
    if settings().json:
        print_json(found)
    else:
        _show(found)


def _show(found: CheckSettings) -> None:
    for line in table(HEAD, [_cells(check) for check in found.checks], right=(3, 4, 5), elastic=len(HEAD) - 1):
        click.echo(line)
    note(f"Profile: {found.profile}.{' Files of patterns: ' + ', '.join(found.files) + '.' if found.files else ''}")


def _cells(check: CheckView) -> tuple[str, ...]:
    rates = (f"{check.alarms[lang]:.1f}" if lang in check.alarms else "–" for lang in LANGS)
    return (check.id, "on" if check.on else "off", check.severity, *rates, check.description)
