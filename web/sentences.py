"""What the packages say in English, said in the language of the interface: errors, warnings, what is wrong with a file.

A sentence that knows its template is looked up by that. One that was kept as plain text, as the warnings of a table
are, is held against all templates, the wordiest first.
"""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import Any

import regex
from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

from aligner.errors import Said
from web.messages.marks import N_
from web.messages.people import ROLES
from web.messages.said import TEMPLATES
from web.messages.sentences import ON_PAGES, PLACES, SENTENCES
from web.telling import LANGUAGE_NAMES

NOUNS = {
    noun: noun
    for noun in (
        N_("term"),
        N_("status"),
        N_("region"),
        N_("part of speech"),
        N_("type"),
        N_("language"),
        N_("domain"),
        N_("definition"),
        N_("note"),
        N_("source"),
        N_("context"),
        N_("id"),
        N_("query"),
        N_("label"),
        N_("format"),
        N_("none"),
    )
}
"""Words of our own that stand in a sentence as a value."""

_ENGLISH = {"English": "en", "Vietnamese": "vi", "Simplified Chinese": "zh-Hans", "Traditional Chinese": "zh-Hant"}
_LONGEST = 2000
"""Characters of a text without a template that are held against the templates."""


def told(error: Exception) -> str:
    """What went wrong and how to mend it, as an error says it."""
    message = getattr(error, "message", None)
    if message is None:
        return sentence(str(error))
    return _joined(sentence(message), sentence(getattr(error, "hint", "")))


def parts(error: Exception) -> tuple[str, str]:
    """The same, what went wrong and how to mend it apart."""
    return sentence(getattr(error, "message", None) or str(error)), sentence(getattr(error, "hint", ""))


def sentence(text: str) -> str:
    """A sentence of the packages in the language of the interface, as far as its words are known."""
    if not text:
        return ""
    if isinstance(text, Said):
        return _filled(ON_PAGES.get(text.template, text.template), text.values)
    if text in _known():
        return str(_(ON_PAGES.get(text, text)))
    return _read(text) if len(text) <= _LONGEST else text


def _filled(template: str, values: Any) -> str:
    made = _(template) if template in _known() else template
    return _PLACES.vformat(made, (), {name: _value(name, value) for name, value in values.items()}) if values else made


def _value(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return _(", ").join(str(_value(name, one)) for one in value)
    if isinstance(value, Said):
        return sentence(value)
    if not isinstance(value, str):
        return value
    if name.startswith(("lang", "other", "one", "there", "names")):
        return _own_names(value)
    if name == "role":
        return _(ROLES[value]) if value in ROLES else value
    if value in NOUNS:
        return _(value)
    return sentence(value) if name in ("fault", "what", "place", "kind", "where", "conflict", "reason") else value


def _own_names(text: str) -> str:
    """Languages, named in English or by their tags, as each calls itself."""
    if text in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[text]
    for english, lang in _ENGLISH.items():
        text = text.replace(english, LANGUAGE_NAMES[lang])
    return text


def _joined(first: str, second: str) -> str:
    return f"{first}{'' if first.endswith('。') else ' '}{second}".strip() if second else first


class _Places(Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        """Figures with the marks of the interface's language."""
        if isinstance(value, int | float) and format_spec.startswith(","):
            digits = "#,##0.0" if format_spec.endswith(".1f") else "#,##0"
            return str(format_decimal(value, digits, locale=str(get_locale() or "en")))
        return super().format_field(value, format_spec if not isinstance(value, str) else "")


_PLACES = _Places()
_PLACE = regex.compile(r"\{(\w+)[^{}]*\}")
_LETTER = regex.compile(r"\p{L}")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset((*TEMPLATES, *PLACES, *SENTENCES, *ON_PAGES, *ON_PAGES.values()))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[regex.Pattern[str], str], ...]:
    """Templates with places and words as patterns, the wordiest first; a hint may follow each."""
    found = [text for text in sorted(_known()) if "{" in text and len(_LETTER.findall(_PLACE.sub("", text))) > 2]
    found.sort(key=lambda text: -len(_PLACE.sub("", text)))
    return tuple((_pattern(text), text) for text in found)


def _pattern(template: str) -> regex.Pattern[str]:
    pieces: list[str] = []
    last, seen = 0, set()
    for place in _PLACE.finditer(template):
        pieces.append(regex.escape(template[last : place.start()], special_only=True))
        pieces.append(f"(?P={place[1]})" if place[1] in seen else f"(?P<{place[1]}>.{{0,300}}?)")
        seen.add(place[1])
        last = place.end()
    pieces.append(regex.escape(template[last:], special_only=True))
    return regex.compile("".join(pieces) + r"(?:(?<=[.。]) (?P<and_>.+))?", regex.DOTALL)


@lru_cache(maxsize=500)
def _match(text: str) -> tuple[str, tuple[tuple[str, str], ...], str] | None:
    """The template that a text was made from, what fills it, and what follows."""
    for pattern, template in _patterns():
        try:
            found = pattern.fullmatch(text, timeout=0.05)
        except TimeoutError:
            continue
        if found:
            values = found.groupdict()
            rest = values.pop("and_") or ""
            if not rest or rest in _known() or _match(rest):
                return template, tuple(values.items()), rest
    head, dot, rest = text.partition(". ")
    if dot and f"{head}." in _known() and (rest in _known() or _match(rest)):
        return f"{head}.", (), rest
    return None


def _read(text: str) -> str:
    found = _match(text)
    if found is None:
        return text
    template, values, rest = found
    return _joined(_filled(ON_PAGES.get(template, template), dict(values)), sentence(rest))
