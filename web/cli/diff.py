"""``doichieu diff``: what differs between two versions of a text, without any database."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from web.cli._files import check_output, inputs, write_out
from web.cli._options import as_json, comma_list, plain, quiet, settings
from web.cli._terminal import note, progress
from web.views import DiffView, PairView, Upload

METRICS = ("chrf", "bleu", "ter")
EPILOG = """\b
Examples:
  doichieu diff draft.docx final.docx
  doichieu diff --ignore form zh-Hans=article.txt zh-Hant=article.hant.txt
  doichieu diff --format html -o changes.html old.vi.txt new.vi.txt
  doichieu diff --metrics all --sort chrf machine.vi.txt human.vi.txt"""


@click.command("diff", epilog=EPILOG)
@click.argument("old", metavar="[LANG=]OLD")
@click.argument("new", metavar="[LANG=]NEW")
@click.option("--lang", metavar="LANG", help="The language, where it is not seen or the files hold several.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "html", "json"]),
    help="Lines for a terminal, a page that stands alone, or JSON. Default: by the ending of OUT, else text.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="The file to write.")
@click.option("--inline", is_flag=True, help="What went and what came in one line, instead of one below the other.")
@click.option(
    "--ignore",
    metavar="FORM,…",
    default="",
    help="What makes no difference: script, width, spaces, punctuation, all four as form, and case.",
)
@click.option(
    "--context", type=click.IntRange(0, 1000), default=1, show_default=True, help="Sentences around a change."
)
@click.option("--metrics", metavar="NAME,…", default="", help="Score every pair: chrf, bleu, ter, or all.")
@click.option(
    "--sort", type=click.Choice(METRICS), help="Only what differs, the least alike first, as this metric has it."
)
@as_json
@quiet
@click.pass_context
def COMMAND(
    ctx: click.Context,
    old: str,
    new: str,
    lang: str | None,
    format_: str | None,
    output: Path | None,
    inline: bool,
    ignore: str,
    context: int,
    metrics: str,
    sort: str | None,
) -> None:
    """Compare two versions, or two translations, of a text in one language.

    Sentence by sentence first, so that what was moved, split or merged is seen as that; then by Chinese characters,
    Vietnamese syllables or English words. Ends with 0 when both are the same, with 1 when they differ, with 2 when that
    cannot be told.
    """
    from web.actions.diffing import diff_files

    given = inputs([old, new] if lang is None else [_said(one, lang) for one in (old, new)])
    check_output(output, given)
    chosen = format_ or _by_ending(output) or ("json" if settings().json else "text")
    names = comma_list(metrics) if metrics else []
    wanted = [*METRICS] if names and "all" in names else [*(names or ()), *([sort] if sort else ())]
    uploads = [Upload(one.name, one.read(), one.lang) for one in given]
    with progress() as tell:
        view = diff_files(*uploads, ignore=comma_list(ignore) or () if ignore else (), metrics=wanted, progress=tell)
    pairs = _sorted(view, sort) if sort else None
    colour = output is None and sys.stdout.isatty()
    text = _written(view, pairs, Look(chosen, inline, context, colour))
    write_out(output, lambda out: out.write(text.encode(errors="replace")))
    if view.equal and not view.ignored and uploads[0].data != uploads[1].data:
        note("The texts are the same; the files differ in what is no text of theirs.")
    ctx.exit(0 if view.equal else 1)


@dataclass(frozen=True)
class Look:
    """How a comparison is written."""

    format: str
    inline: bool
    context: int
    colour: bool


def _said(argument: str, lang: str) -> str:
    """A file with the language that was said for both, unless it says its own."""
    return argument if inputs([argument])[0].lang else f"{lang}={argument}"


def _by_ending(output: Path | None) -> str | None:
    ending = output.suffix.lower() if output else ""
    return {".html": "html", ".htm": "html", ".json": "json"}.get(ending)


def _sorted(view: DiffView, metric: str) -> list[PairView]:
    """The pairs that differ, the least alike first."""
    sign = -1.0 if metric == "ter" else 1.0
    differing = [pair for pair in view.pairs if pair.kind not in ("same", "left")]
    return sorted(differing, key=lambda pair: sign * pair.scores.get(metric, 0.0))


def _written(view: DiffView, pairs: Sequence[PairView] | None, look: Look) -> str:
    if look.format == "json":
        shown = view if pairs is None else replace(view, pairs=tuple(replace(one, other=-1) for one in pairs))
        return json.dumps(plain(shown), ensure_ascii=False, indent=2) + "\n"
    if look.format == "html":
        from web.actions.diff_page import page

        shown = view if pairs is None else replace(view, pairs=tuple(pairs))
        return page(shown, inline=look.inline, context=look.context)
    from web.cli._changes import lines

    told = lines(view, pairs, inline=look.inline, context=look.context, colour=look.colour)
    return "".join(line + "\n" for line in told)
