"""Which documents of a set may be tuned on, and which only measured: the one definition that every tool here uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

T = TypeVar("T")
Half = Literal["development", "test"]
DEVELOPMENT: Half = "development"
TEST: Half = "test"


def development(documents: Sequence[T]) -> list[T]:
    """Every second document in sorted order, the first among them: what numbers are fitted on.

    A set of one document is development, since whoever builds looks at it.

    >>> development(["a", "b", "c"]), development(["a"])
    (['a', 'c'], ['a'])
    """
    return list(documents[::2])


def held_out(documents: Sequence[T]) -> list[T]:
    """The other documents: only measured, never fitted on.

    >>> held_out(["a", "b", "c"]), held_out(["a"])
    (['b'], [])
    """
    return list(documents[1::2])


def half(place: int) -> Half:
    """The half of the document at a place in sorted order, counted from 0.

    >>> half(0), half(1)
    ('development', 'test')
    """
    return TEST if place % 2 else DEVELOPMENT
