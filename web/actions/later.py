"""Work put into the queue together with what it needs: files to read, a version to bring back, a glossary to import, a
file to write. All of it is in the store before the caller goes on, so that nothing is lost with the process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError
from web.actions.permissions import needs
from web.actions.works import checked_title
from web.errors import Conflict
from web.store import Store, documents, imports, jobs, revisions, staged, versions, works
from web.store.documents import digest
from web.views import JobView, Upload

if TYPE_CHECKING:
    from web.actions.deciding import Wish
    from web.actions.exporting import Export


@needs("edit")
def import_later(
    store: Store,
    uploads: Sequence[Upload],
    *,
    work: str | int | None = None,
    title: str = "",
    separate: bool = False,
) -> JobView:
    """Have files imported and aligned in the background, as ``import_files`` would; with ``separate`` each is a work of
    its own. Raises ``InputError``, ``NotFound`` for a work."""
    if not uploads:
        raise InputError("There are no files to import.", "Name at least one.")
    name = checked_title(title) if title else ""
    into = None if work is None else works.resolve(store, work)
    shown = name or ", ".join(one.name for one in uploads)
    told = {"work": into, "title": name, "separate": separate and into is None}
    return _queued(store, "import", None, shown[:200], told, uploads)


@needs("edit")
def replace_later(store: Store, document: str | int, upload: Upload, *, version: int | None = None) -> JobView:
    """Have a file imported as the new version of a document in the background, as ``replace_document`` would.

    Raises ``NotFound``, ``Conflict`` when the document is no longer that ``version``.
    """
    from web.actions.versions import find_document

    held = documents.source(store, find_document(store, document))
    if version is not None and held["version"] != version:
        raise Conflict("The document was changed in the meantime. Load it again and repeat the change.")
    told = {"version": held["version"], "stands": held["number"], "digest": digest(upload.data)}
    return _queued(store, "replace", held["work"], held["title"], told | {"document": held["id"]}, [upload])


@needs("edit")
def restore_later(store: Store, document: int, number: int) -> JobView:
    """Have an earlier version of a document made the one that stands, in the background. Raises ``NotFound``,
    ``Conflict`` when it stands already."""
    held = documents.source(store, document)
    if held["number"] == number:
        raise Conflict("This version stands already.")
    told = {"number": number, "stands": held["number"], "digest": digest(versions.data(store, document, number))}
    return _queued(store, "restore", held["work"], held["title"], told | {"document": document})


@needs("curate")
def plan_later(store: Store, key: str, wish: Wish) -> JobView:
    """Have it looked up in the background what an import of the file under a key would do. Raises ``NotFound``."""
    upload = staged.of_key(store, key)
    told = {"key": key, "wish": asdict(wish)}
    return _queued(store, "plan", None, upload.name, told, size=len(upload.data))


@needs("curate")
def plan_job(store: Store, key: str) -> JobView | None:
    """The job that looks at the file under a key; nothing where none was asked to."""
    return jobs.of_key(store, key)


@needs("curate")
def import_terms_later(store: Store, upload: Upload, wish: Wish, *, token: str = "") -> JobView:
    """Have a glossary file imported in the background, as ``import_terms`` would: with a ``token`` just the plan that
    was shown, or nothing."""
    told = {"wish": asdict(wish), "token": token}
    return _queued(store, "terms", None, upload.name, told, [upload])


@needs("curate")
def revert_later(store: Store, revision: int) -> JobView | None:
    """Have a large import taken back in the background, as ``revert_change`` would; nothing when the change is another
    one, or small enough to be taken back at once."""
    from web.actions.importing import AT_ONCE

    batch = imports.large(store, revision, AT_ONCE)
    if not batch:
        return None
    queued = jobs.of_batch(store, batch)
    name = jobs.that_made(store, batch) or revisions.get(store, batch)["when"].replace("T", " ")[:16]
    return queued or _queued(store, "back", None, name, {"batch": batch})


@needs("read")
def export_later(store: Store, export: Export) -> JobView:
    """Have a file written in the background, to be fetched when the job is done. Raises ``InputError``, ``NotFound``
    when it could not be written at all."""
    from web.actions.exporting import checked

    work, title, size = checked(store, export)
    return _queued(store, "export", work, title, asdict(export), size=size)


def _queued(
    store: Store,
    kind: str,
    work: int | None,
    title: str,
    told: dict[str, Any],
    uploads: Sequence[Upload] = (),
    size: int = 0,
) -> JobView:
    from web.jobs import wake

    with store.atomic(index=False):
        weight = size or sum(len(one.data) for one in uploads)
        job = jobs.add(store, kind, work, title, size=weight, parameters=told)
        staged.for_job(store, job, uploads)
    wake(store)
    return jobs.view(store, job)
