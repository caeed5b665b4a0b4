"""Works: list, get, rename, delete."""

from __future__ import annotations

from aligner.errors import InputError
from web.actions.permissions import needs
from web.plain import line
from web.store import Store, documents, tables, works
from web.views import Page, WorkName, WorkSummary, WorkView

TITLE_LIMIT = 300  # characters
NAMED = 1000
"""Works that a list to choose from holds."""


@needs("read")
def list_works(store: Store, *, offset: int = 0, limit: int = 100) -> Page[WorkSummary]:
    """The works in the store, the latest changed first."""
    return works.summaries(store, offset, limit)


@needs("read")
def name_works(store: Store, chosen: str = "") -> tuple[WorkName, ...]:
    """The names of the works that changed last, as many as a list to choose from can hold, and of the one with the slug
    ``chosen``. Costs little in a store of any size."""
    return works.latest(store, NAMED, chosen)


@needs("read")
def get_work(store: Store, ref: str | int) -> WorkView:
    """A work with its documents (without their blocks) and its outline. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    held = tuple(documents.view(store, record["id"], with_blocks=False) for record in documents.of_work(store, work))
    head = tables.header(store, work) or {"signature": "", "warnings": ()}
    return WorkView(
        works.summary(store, work), held, tables.outline(store, work), head["signature"], tuple(head["warnings"])
    )


@needs("read")
def get_summary(store: Store, ref: str | int) -> WorkSummary:
    """A work in one line: what a part of its page needs to know. Raises ``NotFound``."""
    return works.summary(store, works.resolve(store, ref))


@needs("review")
def delete_work(store: Store, ref: str | int) -> None:
    """Delete a work with its documents, table and findings. Raises ``NotFound``."""
    with store.atomic():
        works.remove(store, works.resolve(store, ref))


@needs("edit")
def rename_work(store: Store, ref: str | int, title: str, *, version: int | None = None) -> WorkSummary:
    """Give a work another title; links to it stay as they are. Raises ``NotFound``, ``Conflict``, ``InputError``."""
    with store.atomic():
        work = works.resolve(store, ref)
        works.rename(store, work, checked_title(title), version)
        return works.summary(store, work)


def checked_title(title: str) -> str:
    """A title on one line. Raises ``InputError`` when it is empty or beyond all measure.

    >>> checked_title(" Two \\n lines ")
    'Two lines'
    """
    clean = line(title)
    if not clean:
        raise InputError("The title is empty.", "Give it a word or two.")
    if len(clean) > TITLE_LIMIT:
        raise InputError(
            "The title has {count} characters; {title_limit} are the most.",
            "Shorten it.",
            count=len(clean),
            title_limit=TITLE_LIMIT,
        )
    return clean
