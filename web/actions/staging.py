"""Files that wait for a person to say what becomes of them."""

from __future__ import annotations

from web.actions.permissions import needs
from web.store import Store, jobs, staged
from web.views import Upload


@needs("curate")
def stage_file(store: Store, key: str, upload: Upload) -> None:
    """Keep a file for two days under a key that nobody can guess."""
    with store.atomic(index=False):
        staged.under_key(store, key, upload)


@needs("curate")
def staged_file(store: Store, key: str) -> Upload:
    """The file under a key. Raises ``NotFound`` when it was imported, or waited too long."""
    return staged.of_key(store, key)


@needs("curate")
def drop_file(store: Store, key: str) -> None:
    """Throw the file under a key away, and what its import would have done."""
    with store.atomic(index=False):
        staged.drop_key(store, key)
        jobs.forget_plan(store, key)
