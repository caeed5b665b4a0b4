"""What plants errors: the texts of a row by language, and what comes out of them when one is spoiled."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from aligner.types import Span

Texts = Mapping[str, str]
Spoiled = tuple[str, Span]
"""The text with the fault in it, and the fault's place there; an empty place where something was taken out."""

Spoil = Callable[[Texts, str, random.Random], Spoiled | None]


def replaced(text: str, start: int, stop: int, by: str) -> Spoiled:
    """The text with other words in a place."""
    return text[:start] + by + text[stop:], Span(start, start + len(by))


@cache
def jieba() -> Any:
    """What tells the words of a Chinese text apart."""
    import rjieba

    return rjieba.Jieba()
