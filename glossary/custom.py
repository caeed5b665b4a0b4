"""Checks without code: patterns with a message, as a TOML file says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import regex

from aligner.errors import InputError, said
from aligner.lang import normalise
from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
from glossary.types import Finding, Severity

MOST, LONGEST = 1000, 1000
"""The most patterns of a file, and the most characters of one."""
REPEATS = 10_000
"""How often a pattern may repeat what is inside it, all repeats in one another multiplied: they are written out."""
SECONDS, BUDGET = 1.0, 60.0
"""How long one pattern may search one cell, and all cells together where it is slow."""
_KEYS = {"id", "pattern", "langs", "message", "severity", "suggestion", "ignore-case"}
_NAME = regex.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_SIGN = regex.compile(
    r"\\[pPNLgkx]\{[^}]*\}|\\.|(?P<set>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])"
    r"|(?P<call>\(\?(?:R|[+-]?\d+|&|P>))|(?P<open>\()|(?P<close>\))|\{(?P<least>\d*)(?:,(?P<most>\d*))?\}|.",
    regex.DOTALL,
)
_HINT = "See docs/checks.md for how a file of checks is written."


@dataclass(frozen=True)
class _Rule:
    """One pattern; no ``langs``: all languages."""

    id: str
    pattern: regex.Pattern[str]
    langs: tuple[str, ...]
    message: str
    severity: Severity
    suggestion: str
    spent: list[float] = field(default_factory=lambda: [0.0])

    def find(self, row: RowContext) -> Iterator[Finding]:
        """One finding for each cell that has the pattern, with all its places."""
        for lang in row.filled:
            if self.langs and lang not in self.langs:
                continue
            matches = self._matches(row.texts[lang])
            if spans := [Span(*match.span()) for match in matches if match.end() > match.start()]:
                better = self._suggested(matches[0]) if self.suggestion else ""
                values = {"message": self.message}
                found = Finding(self.id, self.severity, row.index, (lang,), "{message}", values, suggestion=better)
                yield located(found, {lang: spans}, row.texts)

    def _matches(self, text: str) -> list[regex.Match[str]]:
        """All places of the pattern. Raises ``InputError`` where it takes too long for this text, or for all so far."""
        began = perf_counter()
        try:
            found = list(self.pattern.finditer(text, timeout=SECONDS))
            if (took := perf_counter() - began) > SECONDS / 100:
                self.spent[0] += took
            if self.spent[0] > BUDGET:
                raise TimeoutError
        except (TimeoutError, MemoryError):
            raise InputError(
                "The pattern of “{name}” takes too long.", "Write it more plainly.", name=self.id
            ) from None
        return found

    def _suggested(self, match: regex.Match[str]) -> str:
        """The suggestion with the pattern's groups in place."""
        try:
            return match.expand(self.suggestion)
        except (regex.error, IndexError) as error:
            raise InputError(
                "“{name}” has a suggestion that is not one: {error}.", "Mend it.", name=self.id, error=error
            ) from None


def custom(data: Mapping[str, Any]) -> list[Check]:
    """The checks of a TOML file, as it was read. Raises ``InputError`` that says which one is wrong, and how.

    >>> (check,) = custom({"check": [{"id": "dashes", "pattern": "--", "message": "Write a dash."}]})
    >>> check.id
    'custom:dashes'
    """
    given = data.get("check")
    if not isinstance(given, list) or not given or set(data) != {"check"}:
        raise InputError("A file of checks holds [[check]] tables and nothing else.", _HINT)
    if len(given) > MOST:
        raise InputError("There are more than {most} checks in the file.", "Split it.", most=MOST)
    rules = [_rule(item, number) for number, item in enumerate(given, 1)]
    for rule in rules:
        if sum(other.id == rule.id for other in rules) > 1:
            raise InputError("Two checks are called “{name}”.", "Give each a name of its own.", name=rule.id)
    return [Check(rule.id, rule.message, rule.message, rule.severity, of_row=rule.find) for rule in rules]


def _rule(item: Any, number: int) -> _Rule:
    if not isinstance(item, dict) or not set(item) <= _KEYS:
        raise InputError("Check {number} has other keys than {choice}.", _HINT, number=number, choice=sorted(_KEYS))
    name, pattern, message = (item.get(key) for key in ("id", "pattern", "message"))
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InputError("Check {number} has no good id.", "Write small letters, digits and hyphens.", number=number)
    where = said("The check “{name}”", name=name)
    if not isinstance(pattern, str) or not 0 < len(pattern) <= LONGEST:
        raise InputError(
            "{where} has no pattern, or one of more than {longest} characters.", _HINT, where=where, longest=LONGEST
        )
    if not isinstance(message, str) or not message.strip():
        raise InputError("{where} has no message.", _HINT, where=where)
    if item.get("severity", "warning") not in [str(severity) for severity in Severity]:
        raise InputError("{where} has another severity than error, warning or info.", _HINT, where=where)
    langs, suggestion = item.get("langs", []), item.get("suggestion", "")
    if not isinstance(langs, list) or not all(isinstance(lang, str) for lang in langs):
        raise InputError("{where} has no list of languages.", 'Write langs = ["vi"].', where=where)
    if not isinstance(suggestion, str):
        raise InputError("{where} has a suggestion that is no text.", _HINT, where=where)
    try:
        flags = regex.IGNORECASE if item.get("ignore-case") is True else 0
        compiled = regex.compile(_bounded(pattern), flags)
    except (regex.error, ValueError, RecursionError, OverflowError) as error:
        raise InputError(
            "{where} has a pattern that is not one: {error}.", "Mend the pattern.", where=where, error=error
        ) from None
    severity = Severity(item.get("severity", "warning"))
    return _Rule(f"custom:{name}", compiled, tuple(map(normalise, langs)), message.strip(), severity, suggestion)


def _bounded(pattern: str) -> str:
    """The pattern itself. Raises ``ValueError`` for one that grows without end: repeats are written out in memory when
    it is compiled, and a group that calls itself may fill the memory before any time is up.

    >>> _bounded(r"\\p{Han}{2,4}[(?R)]")
    '\\\\p{Han}{2,4}[(?R)]'
    >>> _bounded("(?:a{1000}){1000}")
    Traceback (most recent call last):
    ValueError: it repeats too much
    """
    sizes = [[0, 1]]  # at each depth of groups: how much all so far comes to, and the last of it
    for found in _SIGN.finditer(pattern):
        if found["call"]:
            raise ValueError("groups cannot be called again")
        if found["open"]:
            sizes.append([0, 1])
            continue
        size = 1
        if found["close"] and len(sizes) > 1:
            size = max(sum(sizes.pop()), 1)
        elif found["least"] is not None:
            times = max((int(count[:9]) for count in (found["least"], found["most"]) if count), default=1)
            size = sizes[-1].pop() * max(times, 1)
            sizes[-1].append(0)
        sizes[-1][:] = [sum(sizes[-1]), size]
        if sum(sizes[-1]) > REPEATS:
            raise ValueError("it repeats too much")
    return pattern
