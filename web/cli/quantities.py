"""``doichieu quantities``: which numbers, amounts, measures and dates a text holds, as they are understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.errors import InputError
from web.cli._files import STDIN, Input
from web.cli._options import as_json, print_json, quiet, settings
from web.cli._terminal import note, printable

if TYPE_CHECKING:
    from fractions import Fraction

    from aligner.quantities import Quantity

EPILOG = """\b
Examples:
  doichieu quantities "27億美元" --lang zh-Hant
  doichieu quantities article.vi.txt --json
  echo "half a century" | doichieu quantities - --lang en"""


@click.command("quantities", epilog=EPILOG)
@click.argument("text", metavar="TEXT|FILE")
@click.option("--lang", metavar="LANG", help="The language of the text. Default: what it is detected to be.")
@as_json
@quiet
def COMMAND(text: str, lang: str | None) -> None:
    """Show the quantities of a text or file as they are understood.

    A line each: where it stands, what stands there, and its value, unit and kind; ~ marks what is vague or rounded,
    ? what is often no quantity at all (one, first), | other values that the same notation can have. Offsets count
    characters of the decoded text.
    """
    from aligner.lang import normalise

    found = list(_read(text, normalise(lang) if lang else ""))
    if settings().json:
        print_json([_record(quantity, start, said) for quantity, start, said in found])
        return
    for quantity, start, _ in found:
        place = f"{quantity.span.start + start}–{quantity.span.stop + start}"
        click.echo(f"{place}\t{printable(quantity.text)}\t{quantity}")
    note(f"{len(found)} {'quantity' if len(found) == 1 else 'quantities'}.")


def _read(text: str, lang: str) -> Iterator[tuple[Quantity, int, str]]:
    """The quantities with where their text begins, and its language. Raises ``InputError`` when that is not known."""
    from aligner.detect import detect
    from aligner.quantities import find
    from aligner.types import LANGS

    if text == STDIN or _names_file(text):
        from web.actions.reading import read_documents

        item = Input(text, lang)
        for document in read_documents(item.name, item.read(), lang):
            for block in document.blocks:
                lines = block.span.of(document.text).replace(
                    "\n", " "
                )  # as long as they are, unlike an unwrapped block
                for quantity in find(lines, document.lang):
                    yield quantity, block.span.start, document.lang
        return
    said = lang or detect(text).lang
    if said not in LANGS:
        raise InputError("Cannot tell the language of the text.", f"Say it: --lang {LANGS[0]}.")
    for quantity in find(text, said):
        yield quantity, 0, said


def _names_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or with a zero in it
        return False


def _record(quantity: Quantity, start: int, lang: str) -> dict[str, Any]:
    return {
        "text": quantity.text,
        "span": [quantity.span.start + start, quantity.span.stop + start],
        "lang": lang,
        "value": _number(quantity.low),
        **({"to": _number(quantity.high)} if quantity.ranged else {}),
        "unit": quantity.unit,
        "kind": quantity.kind,
        "exact": quantity.exact,
        "approximation": quantity.approx,
        "alternatives": [_number(value) for value in quantity.alternatives],
        "weak": quantity.weak,
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
