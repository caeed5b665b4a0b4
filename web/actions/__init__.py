"""What the product does, one function per verb: the commands, the API and the pages call only these.

Each takes the store first and hands out values of ``web.views``. A *ref* names a work by its number, slug, title or an
unambiguous beginning of one. What a person has to mend is an ``InputError``, ``NotFound`` or ``Conflict``.
"""

from __future__ import annotations

from web.actions.documents import (
    delete_document,
    document_bytes,
    get_document,
    set_block_kind,
    set_document_language,
)
from web.actions.findings import check_work, dismiss_finding, list_findings
from web.actions.glossary import list_concepts, mine_work
from web.actions.imports import import_files
from web.actions.samples import load_folder, load_samples
from web.actions.tables import export_work, formats, get_row, get_rows, get_table, realign, refresh
from web.actions.works import delete_work, get_work, list_works, rename_work

__all__ = [
    "check_work",
    "delete_document",
    "delete_work",
    "dismiss_finding",
    "document_bytes",
    "export_work",
    "formats",
    "get_document",
    "get_row",
    "get_rows",
    "get_table",
    "get_work",
    "import_files",
    "list_concepts",
    "list_findings",
    "list_works",
    "load_folder",
    "load_samples",
    "mine_work",
    "realign",
    "refresh",
    "rename_work",
    "set_block_kind",
    "set_document_language",
]
