"""Writes docs/checks.md: every check with what it looks for, how often it raises an alarm on good translations, and how
many planted errors it finds; and ``glossary/alarms.json``, the false alarms that pages and commands show.

    python tools/write_checks_docs.py [--from REPORT]

The figures come from ``benchmarks/checks.py --json`` over ``../shared/bench``, or from what it printed before; where
that folder is not there, nothing is written. How checks are run stands in ``tools/checks_usage.md``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.alarms import ERRORS  # noqa: E402
from benchmarks.found import EVERY  # noqa: E402
from glossary import checks  # noqa: E402

LANGS = ("vi", "zh-Hans", "zh-Hant")
HEAD = """# Checks

What each check looks for, how often it raises an alarm on professional translations of news, and how many errors that
were planted into these it finds. A check that cries wolf is switched off by the people it is meant for, so these
figures stand beside it:

    python benchmarks/checks.py --planted        (needs ../shared/bench; writes nothing)
    python benchmarks/checks.py --show CHECK     (every alarm of one check)
    python tools/write_checks_docs.py            (writes this page, and the figures that pages show)

## Alarms on good translations

Rows with a finding per 100 rows, for `quantities` per 100 rows that hold a quantity, over the sets ntrex and
ntrexcat-sent as pairs with English. Translators err too: every alarm was read, and the verdict with its reason stands
in `benchmarks/adjudicated.toml`. The first figure counts all alarms, the one in brackets those that are false; what
nobody read counts as false. All profiles are in it, remarks that only `strict` shows too. A habit of a whole text (two
styles of quotation marks, half-width colons) is one finding for the text. The checks were developed on these sets, so
unseen texts will do somewhat worse. `terms` needs a glossary and is silent here without one.

"""
FOUND = """
## Planted errors that are found

Errors of each kind are planted into the good rows of ntrexcat-sent by a seeded generator (`benchmarks/planting.py`,
`swapping.py`), never beside an alarm that is there already. Found: of 100 planted, those that a check meant for the
kind tells in their row. True: of 100 rows that these checks tell of the spoiled texts, those that were planted or are
true by verdict of a person. A third of a sentence and a clause are cut from sentences of 75 letters and more, a Han
character counting as three; shorter ones are put in too many ways.
"""
KINDS = {
    "digit": "a digit of a quantity changed",
    "scale": "a scale word swapped (triệu for tỷ, 萬 for 億)",
    "percent-sign": "the sign or word for percent lost",
    "percent": "a percentage left out",
    "amount": "an amount, year or number left out",
    "month": "another month",
    "name": "a name replaced",
    "term": "a term swapped for a rival",
    "script": "a character of the other script",
    "quote": "one of two quotation marks or brackets lost",
    "doubled": "a word doubled",
    "sentence": "a sentence left out",
    "third": "a third of a sentence left out",
    "clause": "a clause left out",
    "untranslated": "the English left untranslated",
}
"""What is planted, by the kind's name."""

CHECKED = {kind.name: kind.checks for kind in EVERY}


def figures(arguments: list[str]) -> dict[str, Any]:
    """What the benchmark measures now, or measured before (``--from FILE``)."""
    if arguments[:1] == ["--from"]:
        text = Path(arguments[1]).read_text(encoding="utf-8")
    else:
        command = [sys.executable, str(ROOT / "benchmarks" / "checks.py"), "--json"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(text)
    return found


def shares(counts: dict[str, dict[str, int]]) -> dict[str, float]:
    """False alarms per 100 rows, by language: what ``glossary.alarms`` ships and the workbench shows."""
    return {
        lang: round(100 * counts[lang]["false"] / counts[lang]["rows"], 1)
        for lang in LANGS
        if counts.get(lang, {}).get("rows")
    }


def alarms_table(alarms: dict[str, Any]) -> list[str]:
    """The table of alarms: all of them, and the false ones in brackets."""
    lines = ["| check | severity | vi | zh-Hans | zh-Hant |", "|---|---|---:|---:|---:|"]
    for name in (*checks.ids(), ERRORS):
        label = "all findings of severity error" if name == ERRORS else f"[`{name}`](#{name})"
        severity = "" if name == ERRORS else checks.get(name).severity.value
        lines.append(f"| {label} | {severity} | {' | '.join(_rates(alarms.get(name, {}), lang) for lang in LANGS)} |")
    return lines


def _rates(found: dict[str, Any], lang: str) -> str:
    count = found.get(lang)
    if not count or not count["rows"]:
        return "–"
    return f"{100 * count['alarms'] / count['rows']:.1f} ({100 * count['false'] / count['rows']:.1f})"


def found_table(planted: dict[str, Any], kinds: Iterable[str]) -> list[str]:
    """The table of planted errors: how many were found, and how many of those told are true."""
    lines = ["| planted | found: vi | zh-Hans | zh-Hant | true: vi | zh-Hans | zh-Hant |", "|---|" + "---:|" * 6]
    for kind in kinds:
        of_kind = planted.get(kind, {})
        cells = [_share(of_kind, lang, what) for what in ("recall", "precision") for lang in LANGS]
        lines.append(f"| {KINDS[kind]} | {' | '.join(cells)} |")
    return lines


def _share(found: dict[str, Any], lang: str, what: str) -> str:
    return f"{100 * found[lang][what]:.0f}" if lang in found and found[lang]["planted"] else "–"


def page(report: dict[str, Any]) -> str:
    """The page with all figures."""
    alarms, planted = report["alarms"], report["planted"]
    lines = [*alarms_table(alarms), FOUND, *found_table(planted, KINDS)]
    for name in checks.ids():
        check = checks.get(name)
        lines += ["", f"## {name}", "", f"**{check.title}.** {check.description}"]
        if alarms.get(name):
            rates = ", ".join(f"{lang} {_rates(alarms[name], lang)}" for lang in LANGS)
            lines += ["", f"Alarms in 100 rows, false ones in brackets: {rates}."]
        if own := [kind for kind in KINDS if name in CHECKED[kind] and planted.get(kind)]:
            lines += ["", *found_table(planted, own)]
    usage = (ROOT / "tools" / "checks_usage.md").read_text(encoding="utf-8")
    return HEAD + "\n".join(lines) + "\n" + usage


def main(arguments: list[str]) -> int:
    """Writes the page and the figures that go with the package."""
    if not (ROOT.parent / "shared" / "bench").is_dir():
        print("../shared/bench is not there: docs/checks.md was left as it is", file=sys.stderr)
        return 1
    report = figures(arguments)
    rates = {name: shares(report["alarms"].get(name, {})) for name in checks.ids()}
    (ROOT / "glossary" / "alarms.json").write_text(json.dumps(rates, indent=1) + "\n", encoding="utf-8")
    (ROOT / "docs" / "checks.md").write_text(page(report), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
