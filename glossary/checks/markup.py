"""What has to stay as it is in every language: tags, placeholders, web and mail addresses, code.

Compared with the leading language of the row, and with the rows around it, since alignment may cut elsewhere. Addresses
of pages in several languages (en.example.org/en/ beside vi.example.org/vi/) are the same one.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
from glossary.types import Finding, Severity

_PATTERNS = regex.compile(
    r"(?P<code>`[^`\n]{1,200}`)"
    r"|(?P<mail>[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,9}[A-Za-z]{2,63}(?![A-Za-z]))"
    r"|(?P<url>(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'*+,;=%()\[\]]+)"
    r"|(?P<tag></?[A-Za-z][\w:-]{0,30}(?:\s[^<>\n]{0,200})?/?>)"
    r"|(?P<placeholder>\{\{\s?[\w.]+\s?\}\}|\$?\{[^{}\s]{0,40}\}|%\(\w+\)[sdif](?![A-Za-z])"
    r"|(?<![\dA-Za-z%])%(?:\d+\$)?(?:s|d|i|f|\.\d+f|@)(?![A-Za-z]))"
    r"|(?P<identifier>(?<![\w/.@-])(?:[A-Za-z]\w*\(\)|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)(?![\w@-]))",
    regex.ASCII,
)
_SEVERITY = {"tag": Severity.ERROR, "placeholder": Severity.ERROR}
_LANGUAGE = r"(?:en|vi|zh|cn|tw|hk)(?:[-_](?:us|gb|vn|hans|hant|cn|tw|hk))?"
_LOCAL = regex.compile(rf"(?:(?<=//)|(?<=[/.=])){_LANGUAGE}(?=[/.&]|\Z)|(?:\A|(?<=//))www\.", regex.IGNORECASE)
_CLOSING = {")": "(", "]": "["}


@dataclass(frozen=True)
class _Item:
    """Something to keep: what it is, where it stands, and the form in which it is compared."""

    kind: str
    span: Span
    key: str


def _items(text: str) -> list[_Item]:
    found = []
    for match in _PATTERNS.finditer(text):
        kind, (start, stop) = str(match.lastgroup), match.span()
        if kind == "url":
            stop = start + len(_trimmed(match[0]))
        found.append(_Item(kind, Span(start, stop), _key(kind, text[start:stop])))
    return found


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it."""
    stop, marks = len(address), Counter(address)
    while stop:
        last = address[stop - 1]
        if last not in ".,;:!?'" and not (last in _CLOSING and marks[_CLOSING[last]] < marks[last]):
            break
        marks[last] -= 1
        stop -= 1
    return address[:stop]


def _key(kind: str, text: str) -> str:
    """The form in which two of a kind are compared."""
    if kind == "url":
        plain = fold(text, "en").text.removeprefix("https://").removeprefix("http://")
        return regex.sub(r"/{2,}", "/", _LOCAL.sub("", f"//{plain}")).strip("/.")
    if kind == "mail":
        return text.casefold()
    if kind == "tag":
        return regex.sub(r"(?<=<|</)\s*(\w[\w:-]*).*?(/?)>\Z", r"\1>", text, flags=regex.DOTALL).casefold()
    return text


def _of_row(row: RowContext) -> Iterator[Finding]:
    if not any(_PATTERNS.search(row.texts[lang]) for lang in row.filled):
        return
    lead, *others = row.filled
    own = _items(row.texts[lead])
    for lang in others:
        theirs = _items(row.texts[lang])
        lost = _without(own, theirs, row, lang)
        added = _without(theirs, own, row, lead)
        rivals: dict[str, deque[_Item]] = defaultdict(deque)
        for item in added:
            rivals[item.kind].append(item)
        alone = []
        for item in lost:
            if rivals[item.kind]:
                yield _differs(row, lang, rivals[item.kind].popleft(), lead, item)
            else:
                alone.append(item)
        for item in alone:
            yield _lacks(row, lead, item, lang)
        for item in sorted((one for kept in rivals.values() for one in kept), key=lambda one: one.span.start):
            yield _lacks(row, lang, item, lead)


def _without(items: list[_Item], others: list[_Item], row: RowContext, lang: str) -> list[_Item]:
    """The items beyond those that the other cell has, or the cells before and after it in this language."""
    left = Counter(item.key for item in others)
    found = []
    for item in items:
        if left[item.key] > 0:
            left[item.key] -= 1
        else:
            found.append(item)
    near = {one.key for beside in row.near() for one in _items(beside.texts[lang])} if found else frozenset[str]()
    return [item for item in found if item.key not in near]


def _differs(row: RowContext, lang: str, item: _Item, other: str, kept: _Item) -> Finding:
    text, original = item.span.of(row.texts[lang]), kept.span.of(row.texts[other])
    finding = Finding(
        "markup",
        _SEVERITY.get(item.kind, Severity.WARNING),
        row.index,
        (lang, other),
        "“{text}” in {lang} differs from “{other_text}” in {other}.",
        {"text": text, "lang": lang, "other_text": original, "other": other},
        suggestion=original,
    )
    return located(finding, {lang: [item.span], other: [kept.span]}, row.texts)


def _lacks(row: RowContext, lang: str, item: _Item, other: str) -> Finding:
    finding = Finding(
        "markup",
        _SEVERITY.get(item.kind, Severity.WARNING),
        row.index,
        (lang, other),
        "“{text}” in {lang} has no counterpart in {others}.",
        {"text": item.span.of(row.texts[lang]), "lang": lang, "others": other},
    )
    return located(finding, {lang: [item.span]}, row.texts)


CHECK = Check(
    "markup",
    "Markup",
    "A tag, placeholder, web or mail address, or piece of code is not kept as it is in the other language.",
    Severity.ERROR,
    of_row=_of_row,
)
