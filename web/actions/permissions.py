"""What an action asks for, declared where it is defined, and looked at in one place.

The store that is handed to an action carries who acts and in which role. The outermost action decides: what it calls to
do its work is part of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from aligner.errors import Said, said
from web.errors import Forbidden
from web.people import FIRST, Permission, may
from web.store import Store

P = ParamSpec("P")
R = TypeVar("R")


def needs(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare the permission that an action needs; it raises ``Forbidden`` for whoever lacks it."""
    asked = Permission(permission)

    def declare(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            store = args[0] if args else kwargs.get("store")
            if not isinstance(store, Store):
                return action(*args, **kwargs)
            if not store.inside:
                demand(store, asked)
            store.inside += 1
            try:
                return action(*args, **kwargs)
            finally:
                store.inside -= 1

        guarded.needs = asked  # type: ignore[attr-defined]  # what tests and the route table compare
        return guarded

    return declare


def demand(store: Store, permission: str) -> None:
    """Refuse whoever lacks a permission: for actions that need more in some cases. Raises ``Forbidden``."""
    if not may(store.role, permission):
        raise Forbidden(sentence(permission))


def sentence(permission: str) -> Said:
    """What somebody is told who may not do a thing.

    >>> sentence("curate")
    'This needs the role terminologist.'
    """
    return said("This needs the role {role}.", role=FIRST[Permission(permission)].value)
