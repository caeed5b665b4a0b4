"""Checks without code: patterns with a message, as a TOML file says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from aligner.errors import InputError, said
from aligner.lang import normalise
from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
from glossary.types import Finding, Severity

MOST, LONGEST = 1000, 1000
"""The most patterns of a file, and the most characters of one."""
SECONDS = 1.0
"""How long one pattern may search one cell."""
_KEYS = {"id", "pattern", "langs", "message", "severity", "suggestion", "ignore-case"}
_NAME = regex.compile(r"[a-z0-9][a-z0-9-]{0,60}")
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

    def find(self, row: RowContext) -> Iterator[Finding]:
        """One finding for each cell that has the pattern, with all its places."""
        for lang in row.filled:
            if self.langs and lang not in self.langs:
                continue
            try:
                matches = list(self.pattern.finditer(row.texts[lang], timeout=SECONDS))
            except TimeoutError:
                raise InputError(
                    "The pattern of “{name}” takes too long.", "Write it more plainly.", name=self.id
                ) from None
            if spans := [Span(*match.span()) for match in matches if match.end() > match.start()]:
                better = self._suggested(matches[0]) if self.suggestion else ""
                values = {"message": self.message}
                found = Finding(self.id, self.severity, row.index, (lang,), "{message}", values, suggestion=better)
                yield located(found, {lang: spans}, row.texts)

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
        compiled = regex.compile(pattern, flags)
    except regex.error as error:
        raise InputError(
            "{where} has a pattern that is not one: {error}.", "Mend the pattern.", where=where, error=error
        ) from None
    severity = Severity(item.get("severity", "warning"))
    return _Rule(f"custom:{name}", compiled, tuple(map(normalise, langs)), message.strip(), severity, suggestion)
