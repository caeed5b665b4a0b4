"""Writes docs/checks.md: every check with what it looks for, and how often it raises an alarm on good translations.

    python tools/write_checks_docs.py

The rates come from ``benchmarks/checks.py`` over ``../shared/bench``; where that folder is not there, nothing is
written.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from glossary import checks

ROOT = Path(__file__).resolve().parents[1]
LANGS = ("vi", "zh-Hans", "zh-Hant")
HEAD = """# Checks

What each check looks for, and how often it raises an alarm on professional translations of news, where nearly every
alarm is a false one. A check that cries wolf is switched off by the people it is meant for, so these figures stand
beside it:

    python benchmarks/checks.py        (needs ../shared/bench; writes nothing)
    python tools/write_checks_docs.py  (writes this page)

Figures are rows with a finding per 100 rows, for `quantities` per 100 rows that hold a quantity, over the sets ntrex
and ntrexcat-sent as pairs with English. The checks were developed on these sets, so unseen texts will do somewhat
worse. `terms` needs a glossary and is silent here without one. Most alarms of `names` are true: one person written
莫利纳里 and then 莫利纳利, 特里萨 and then 特雷莎.

"""


def shares(counts: dict[str, dict[str, int]]) -> dict[str, float]:
    """False alarms per 100 rows, by language: what ``glossary.alarms`` ships and the workbench shows."""
    return {
        lang: round(100 * counts[lang]["false"] / counts[lang]["rows"], 1)
        for lang in LANGS
        if counts.get(lang, {}).get("rows")
    }


def main() -> int:
    if not (ROOT.parent / "shared" / "bench").is_dir():
        print("../shared/bench is not there: docs/checks.md was left as it is", file=sys.stderr)
        return 1
    command = [sys.executable, str(ROOT / "benchmarks" / "checks.py"), "--json"]
    measured = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["alarms"]
    rates = {name: shares(measured.get(name, {})) for name in checks.ids()}
    text = json.dumps(rates, indent=1) + "\n"
    (ROOT / "glossary" / "alarms.json").write_text(text, encoding="utf-8")
    lines = [HEAD, "| check | severity | vi | zh-Hans | zh-Hant |", "|---|---|---:|---:|---:|"]
    for name in checks.ids():
        found = rates[name]
        cells = [f"{found[lang]:.1f}" if lang in found else "–" for lang in LANGS]
        lines.append(f"| [`{name}`](#{name}) | {checks.get(name).severity.value} | {' | '.join(cells)} |")
    for name in checks.ids():
        check = checks.get(name)
        lines += ["", f"## {name}", "", f"**{check.title}.** {check.description}"]
    page = HEAD + "\n".join(lines[1:]) + "\n" + (ROOT / "tools" / "checks_usage.md").read_text(encoding="utf-8")
    (ROOT / "docs" / "checks.md").write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
