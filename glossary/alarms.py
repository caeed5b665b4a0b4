"""How often each check raises a false alarm on professional translations.

The figures are those of ``benchmarks/checks.py``; ``tools/write_checks_docs.py`` writes them here and into the docs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def alarms(check: str) -> Mapping[str, float]:
    """By language, how many of 100 good rows have a false alarm of the check (for ``quantities``: of 100 rows that hold
    one); nothing for a check that was not measured.

    >>> set(alarms("quantities")) <= {"vi", "zh-Hans", "zh-Hant"}, dict(alarms("custom:dashes"))
    (True, {})
    """
    return _measured().get(check, {})


@cache
def _measured() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(files("glossary").joinpath("alarms.json").read_text("utf-8"))
    return found
