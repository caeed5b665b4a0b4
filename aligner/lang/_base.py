"""What a language is to the product: names, words, stop words, quotation marks and rules for sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from aligner.types import Span


def word_list(text: str) -> frozenset[str]:
    """A set of words from text that sets them apart with white space, as the language files hold them."""
    return frozenset(text.split())


class Word(NamedTuple):
    """One word of a text. A named tuple, since the aligner makes a hundred thousand of them a second.

    ``span`` leads into the text that was cut and ``text`` is that range; ``key`` is the form in which words are
    compared. ``content`` is false for words that say nothing about what a sentence is about (the, và, 的).
    """

    text: str
    span: Span
    key: str
    content: bool


class Form(NamedTuple):
    """The matching form of a word: its ``key``, and whether it says anything (``content``), as in ``Word``."""

    key: str
    content: bool


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks a language uses: outer pair, and the pair inside it."""

    outer: tuple[str, str]
    inner: tuple[str, str]


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """The part of sentence splitting that differs between languages, as data.

    ``abbreviations`` end in a full stop that never ends a sentence (Dr., TP.); ``closing`` ones may end it when what
    follows begins like a sentence (Inc., v.v.); ``numbered`` ones bind only a number that follows (No. 5, tr. 12).
    All are written without the final stop, in lower case. ``starters`` are the words that, capitalised after a closing
    abbreviation, do begin a sentence; when there are none, every capital does. ``labels`` are words that with a number
    head a passage (Chapter 2. Điều 1.). The rest are patterns: ``reporting`` for what follows a closed quotation in the
    same sentence (Smith asked); ``note`` for what a translator's or editor's note in brackets begins or ends with.
    """

    abbreviations: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    reporting: str = r"(?!)"
    note: str = r"(?!)"


@dataclass(frozen=True, slots=True)
class Language:
    """One language. A Chinese text is the same language in either script; names and quotation marks differ."""

    code: str
    names: Mapping[str, str]
    quotes: Mapping[str, Quotes]
    stop_words: frozenset[str]
    cut: Callable[[str], list[Word]]
    spellings: Callable[[str], list[str]]
    """The words of a text as they are written, folded, without their places: what ``cut`` finds, many times quicker."""
    forms: Callable[[str], tuple[Form, ...]]
    """The matching forms of one of these spellings; nearly always one."""
    sentences: SentenceRules = field(default_factory=SentenceRules)

    def name(self, lang: str = "") -> str:
        """The language's own name for itself, in the script that ``lang`` asks for."""
        return self.names.get(lang) or next(iter(self.names.values()))

    def words(self, text: str) -> list[Word]:
        """The words of a text in order, with their places in it; punctuation is no word."""
        return self.cut(text)
