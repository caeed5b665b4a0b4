"""Part of a longer list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a longer list: ``items`` from ``offset`` on, at most ``limit`` of ``total``."""

    items: tuple[T, ...]
    total: int
    offset: int = 0
    limit: int = 100
