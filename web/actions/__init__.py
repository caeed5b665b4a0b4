"""What the product does, one function per verb: the commands, the API and the pages call only these.

Each takes the store first and hands out values of ``web.views``. A *ref* names a work by its number, slug, title or an
unambiguous beginning of one. What a person has to mend is an ``InputError``, ``NotFound`` or ``Conflict``.
"""

from __future__ import annotations

from web.actions.concepts import (
    add_concept,
    add_term,
    concept_history,
    concept_rows,
    delete_concept,
    delete_concepts,
    edit_concept,
    edit_term,
    get_concept,
    list_deleted,
    list_domains,
    list_duplicates,
    remove_term,
    restore_concept,
)
from web.actions.curation import (
    approve,
    forbid,
    merge_concepts,
    revert_change,
    set_status,
    split_concept,
)
from web.actions.documents import (
    delete_document,
    document_bytes,
    get_document,
    set_block_kind,
    set_document_language,
)
from web.actions.editing import (
    bookmark_row,
    confirm_rows,
    edit_segment,
    mark_moved,
    merge_rows,
    move_segments,
    redo,
    restore_segment,
    shift_rows,
    split_row,
    stack,
    swap_cells,
    undo,
)
from web.actions.exchange import export_rows, export_terms, term_formats
from web.actions.findings import (
    check_work,
    count_findings,
    dismiss,
    dismiss_finding,
    get_finding,
    known_by,
    list_dismissals,
    list_findings,
    list_runs,
    run_checks,
    undismiss,
    undo_dismissal,
)
from web.actions.gaps import realign_gaps
from web.actions.glossary import count_concepts, list_concepts, mine_work
from web.actions.importing import import_terms, plan_import
from web.actions.imports import import_files
from web.actions.jobs import cancel_job, count_jobs, get_job, import_later, list_jobs, restart_job, start_job
from web.actions.lookup import concordance, lookup
from web.actions.memory import recall
from web.actions.queries import forget_queries, is_kept, keep_query, list_queries, note_query
from web.actions.queue import accept_candidate, merge_candidate, next_candidate, reject_candidate
from web.actions.related import related_concepts
from web.actions.samples import load_folder, load_samples
from web.actions.staging import drop_file, stage_file, staged_file
from web.actions.switches import forget_patterns, get_checks, remember_patterns, set_checks
from web.actions.tables import export_work, formats, get_row, get_rows, get_table, next_row, realign, refresh
from web.actions.works import delete_work, get_work, list_works, rename_work

__all__ = [
    "accept_candidate",
    "add_concept",
    "add_term",
    "approve",
    "bookmark_row",
    "cancel_job",
    "check_work",
    "concept_history",
    "concept_rows",
    "concordance",
    "confirm_rows",
    "count_concepts",
    "count_findings",
    "count_jobs",
    "delete_concept",
    "delete_concepts",
    "delete_document",
    "delete_work",
    "dismiss",
    "dismiss_finding",
    "document_bytes",
    "drop_file",
    "edit_concept",
    "edit_segment",
    "edit_term",
    "export_rows",
    "export_terms",
    "export_work",
    "forbid",
    "forget_patterns",
    "forget_queries",
    "formats",
    "get_checks",
    "get_concept",
    "get_document",
    "get_finding",
    "get_job",
    "get_row",
    "get_rows",
    "get_table",
    "get_work",
    "import_files",
    "import_later",
    "import_terms",
    "is_kept",
    "keep_query",
    "known_by",
    "list_concepts",
    "list_deleted",
    "list_dismissals",
    "list_domains",
    "list_duplicates",
    "list_findings",
    "list_jobs",
    "list_queries",
    "list_runs",
    "list_works",
    "load_folder",
    "load_samples",
    "lookup",
    "mark_moved",
    "merge_candidate",
    "merge_concepts",
    "merge_rows",
    "mine_work",
    "move_segments",
    "next_candidate",
    "next_row",
    "note_query",
    "plan_import",
    "realign",
    "realign_gaps",
    "recall",
    "redo",
    "refresh",
    "reject_candidate",
    "related_concepts",
    "remember_patterns",
    "remove_term",
    "rename_work",
    "restart_job",
    "restore_concept",
    "restore_segment",
    "revert_change",
    "run_checks",
    "set_block_kind",
    "set_checks",
    "set_document_language",
    "set_status",
    "shift_rows",
    "split_concept",
    "split_row",
    "stack",
    "stage_file",
    "staged_file",
    "start_job",
    "swap_cells",
    "term_formats",
    "undismiss",
    "undo",
    "undo_dismissal",
]
