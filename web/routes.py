"""What each address of the service asks for, before anything else is done with a request.

The actions ask again (``web.actions.permissions``): this table is the outer door, and what a reader checks. A test
walks the whole map of addresses and fails when one is not listed here; until then it is for administrators.
"""

from __future__ import annotations

from web.people import Permission

OPEN = "open"
"""For everybody, signed in or not."""

_TABLE = {
    OPEN: """
        static api.reference.static access.ask access.enter access.ask_code access.enter_code access.leave
        settings.language settings.colours
    """,
    Permission.READ: """
        api.versions.list_versions api.versions.get_version_bytes api.versions.compare
        api.versions.list_threads api.versions.get_thread api.versions.list_row_threads
        api.versions.list_work_history api.versions.list_row_history api.versions.list_term_history
        compare.index compare.file versions.index versions.progress jobs.file jobs.export api.jobs.get_job_file
        api.jobs.export_later api.jobs.cancel_job api.jobs.restart_job jobs.cancel jobs.restart
        versions.file versions.history comments.index comments.names
        comments.row comments.concept works.start works.index works.item works.progress work.view work.rows
        work.row work.progress work.export documents.view documents.file findings.index findings.progress
        findings.report
        glossary.index concept.view lookup.index lookup.sentences lookup.near lookup.like lookup.note
        lookup.keep lookup.forget jobs.index jobs.mark jobs.imports queue.index queue.targets exchange.export
        exchange.export_file matrix.index api.jobs.list_jobs api.jobs.queue_status api.jobs.get_job
        api.renderings.list_renderings
        api.renderings.get_renderings api.renderings.list_related api.renderings.list_queries
        api.renderings.keep_query account.view account.password account.make_token account.revoke_token
        account.end_sessions account.begin_second account.confirm_second account.drop_second api.nothing
        api.reference.document api.reference.page api.works.list_works api.works.get_work
        api.documents.list_documents api.documents.get_document api.documents.get_bytes api.tables.list_rows
        api.tables.get_row api.tables.get_table api.tables.export api.tables.list_formats
        api.glossary.list_findings api.findings.get_finding api.findings.list_dismissals
        api.findings.list_runs api.findings.report api.findings.list_report_formats api.findings.get_checks
        api.concepts.list_concepts api.concepts.get_concept api.concepts.list_deleted
        api.concepts.list_duplicates api.concepts.list_rows api.concepts.list_history api.lookup.look_up
        api.lookup.concordance api.memory.recall api.exchange.list_term_formats api.exchange.export_terms
        api.exchange.preview_export api.people.me api.people.list_changes together.changes api.editing.stack
        api.editing.next_row mending.jump mending.plot
    """,
    Permission.SUGGEST: """
        api.versions.comment_row api.versions.comment_concept api.versions.answer api.versions.edit_comment
        api.versions.delete_comment api.versions.resolve api.versions.take_back comments.add_row
        comments.add_concept comments.answer comments.resolve comments.edit versions.take_back suggest.form
        suggest.send concept.add_term api.concepts.add_concept api.concepts.add_term
    """,
    Permission.EDIT: """
        api.versions.add_version api.versions.restore_version versions.add versions.restore findings.edit
        findings.fix findings.run works.add works.samples works.align jobs.cancel_waiting
        api.jobs.start_job api.jobs.start_jobs api.jobs.cancel_waiting api.jobs.import_later work.rename
        jobs.mine
        work.realign documents.language documents.label api.works.create_work api.works.rename_work
        api.documents.set_language api.documents.set_kind api.tables.realign api.glossary.mine_work
        api.glossary.check_work mending.edit mending.gaps api.editing.edit_segment api.editing.restore_segment
        api.editing.merge_rows api.editing.split_row api.editing.move_segments api.editing.shift_rows
        api.editing.swap_cells api.editing.mark_moved api.editing.bookmark_row api.editing.confirm_rows
        api.editing.realign_gaps api.editing.undo api.editing.redo
    """,
    Permission.REVIEW: """
        api.findings.dismiss api.findings.undismiss api.findings.undo api.findings.set_checks
        api.findings.add_patterns api.findings.forget_patterns findings.dismiss_many findings.undismiss
        findings.undo findings.switch findings.patterns work.delete documents.delete findings.dismiss
        api.works.delete_work api.documents.delete_document
    """,
    Permission.CURATE: """
        concept.edit concept.decide concept.edit_term concept.split concept.merge concept.delete
        concept.restore concept.revert api.concepts.edit_concept api.concepts.delete_concept
        api.concepts.restore_concept api.concepts.decide api.concepts.merge_concepts
        api.concepts.split_concept api.concepts.revert_change api.concepts.edit_term api.concepts.remove_term
        api.exchange.plan_import api.exchange.import_terms queue.decide queue.undo glossary.bulk glossary.undo
        api.jobs.import_terms_later exchange.choose exchange.upload exchange.plan exchange.apply
    """,
    Permission.MANAGE: """
        people.index people.add people.role people.disable people.enable people.reset people.revoke_token
        people.remove_second audit.index audit.file api.people.list_people api.people.list_audit
    """,
}

ROUTES: dict[str, str] = {endpoint: str(asked) for asked, listed in _TABLE.items() for endpoint in listed.split()}
"""The permission that each endpoint asks for."""

PASSIVE = frozenset(
    (
        "together.changes",
        "work.progress",
        "works.item",
        "works.progress",
        "jobs.index",
        "jobs.mark",
        "versions.progress",
        "findings.progress",
        "jobs.imports",
        "static",
    )
)
"""What a page asks for by itself, while nobody touches it: no sign that somebody is there."""

FRESH = frozenset(
    (
        *("account.view", "account.password", "account.begin_second", "account.confirm_second"),
        *("access.leave", "static", "settings.language", "settings.colours"),
    )
)
"""What somebody may do who first has to choose a password, or to set up a second factor."""


def asked(endpoint: str) -> str:
    """The permission that an endpoint asks for; one that is not listed is for administrators."""
    return ROUTES.get(endpoint, Permission.MANAGE.value)
