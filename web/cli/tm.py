"""``doichieu tm``: stored sentences like a given one, with what they are in the other languages."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

import click

from aligner.errors import InputError
from web.cli._options import as_json, database, languages, print_json, quiet, settings
from web.cli._terminal import SIGNS, note, printable, wrap
from web.views import MemoryView

EPILOG = """\b
Examples:
  doichieu tm "Industrial clusters grew out of the villages."
  doichieu tm "產業集羣在鄉村中成長。" --min 50 --langs en,vi
  doichieu tm - --json < sentence.txt"""

INDENT = 11


@click.command("tm", epilog=EPILOG)
@click.argument("sentence")
@click.option("--lang", default="", metavar="LANG", help="The language of SENTENCE. Default: what is detected.")
@languages
@click.option(
    "--min", "least", type=click.IntRange(0, 100), default=70, show_default=True, help="The least percentage."
)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many matches to print.")
@database
@as_json
@quiet
def COMMAND(sentence: str, lang: str, langs: list[str] | None, least: int, limit: int) -> None:
    """Find stored sentences like SENTENCE, the nearest first, with their translations.

    100 % is the same sentence. Case, marks, figures and the Chinese script cost a percent or so each, words their
    share of the sentence. Chinese is found in both scripts. SENTENCE may be - for what comes on stdin. --langs names
    the languages to show; a match has one of them at least.
    """
    from web.actions import recall

    text = _stdin() if sentence == "-" else sentence
    with settings().store() as store:
        found = recall(store, text, lang=lang, langs=langs or (), least=least, limit=limit)
    if settings().json:
        print_json(found)
        return
    if not found.matches:
        note(f"Nothing in the database is {least} % like this, or more.")
        return
    for line in _shown(found.matches) if sys.stdout.isatty() else _tabs(found.matches):
        click.echo(line)


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read(1 << 16).decode()
    except UnicodeDecodeError:
        raise InputError("What came on stdin is no UTF-8 text.", "Convert it, or give the sentence itself.") from None


def _shown(matches: Sequence[MemoryView]) -> Iterator[str]:
    """The matches one below the other, with brackets round what differs: styles do not survive broken lines."""
    room = max(shutil.get_terminal_size().columns - INDENT, INDENT)
    for match in matches:
        where = f"{match.work} {match.row}" + (f" and {match.times - 1} more" if match.times > 1 else "")
        part = "" if match.whole else ", part of the row"
        yield click.style(f"{match.percent:>3} % {SIGNS[match.band]} {where} ({match.kind}{part})", bold=True)
        yield from _cell(match.lang, match.text, room, match.spans)
        for lang, text in match.counterparts.items():
            yield from _cell(lang, text, room)


def _cell(lang: str, text: str, room: int, spans: Sequence[tuple[int, int]] = ()) -> Iterator[str]:
    for number, line in enumerate(wrap(_bracketed(text, spans) if spans else text, room)):
        label = f"  {lang}" if number == 0 else ""
        yield f"{label:<{INDENT}}{line}"


def _bracketed(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with brackets round some stretches.

    >>> _bracketed("one two", [(0, 3)])
    '[one] two'
    """
    made, place = "", 0
    for start, stop in spans:
        made += f"{text[place:start]}[{text[start:stop]}]"
        place = stop
    return made + text[place:]


def _tabs(matches: Sequence[MemoryView]) -> Iterator[str]:
    langs = list(dict.fromkeys(lang for match in matches for lang in match.counterparts))
    yield "\t".join(("percent", "kind", "work", "row", "band", "lang", "text", *langs))
    for match in matches:
        cells = (match.text, *(match.counterparts.get(lang, "") for lang in langs))
        yield "\t".join(
            (str(match.percent), match.kind, match.work, str(match.row), match.band, match.lang, *map(printable, cells))
        )
