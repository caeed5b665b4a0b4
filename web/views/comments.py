"""What people say about rows, concepts and terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentView:
    """What somebody said; ``mentions`` are the names of those it calls, ``edited`` when it was last changed."""

    id: int
    text: str
    who: str
    when: str
    mentions: tuple[str, ...]
    edited: str
    version: int


@dataclass(frozen=True, slots=True)
class ThreadView:
    """Comments that answer one another: about the row with the number ``row`` of a work (``slug``, ``title``), about a
    concept, or about one of its terms. ``about`` is what that says, by language; ``resolved`` is when the thread was
    settled, empty while it is open."""

    id: int
    work: int | None
    slug: str
    title: str
    row: int | None
    concept: int | None
    term: int | None
    about: dict[str, str]
    comments: tuple[CommentView, ...]
    resolved: str
    resolver: str
