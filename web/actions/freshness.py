"""What hangs on the texts of rows, after these were edited: findings of the checks, and the places of terms."""

from __future__ import annotations

from collections.abc import Collection

from web.store import Store


def freshen(store: Store, work: int, rows: Collection[int]) -> None:
    """Look at rows anew, by their ids."""
