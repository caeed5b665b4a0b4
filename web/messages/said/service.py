"""What the store and the pages may say to people. Written by tools/write_sentences.py."""

from __future__ import annotations

from web.messages.marks import N_

TEMPLATES = (
    # web/jobs.py
    N_("Something went wrong in the program itself ({name}); its log says more."),
    # web/pages/account.py
    N_("The two new passwords differ."),
    N_("Type the new one twice."),
    # web/pages/queue.py
    N_("There is nothing at this address."),
    # web/pages/suggest.py
    N_("No term is given."),
    N_("Write it in one language at least."),
    # web/store/accounts.py
    N_("There is an account “{name}” already."),
    N_("There is no account “{ref}”."),
    N_("There is no account number {account}."),
    N_("There is no token number {number}."),
    # web/store/comments.py
    N_("There is no comment number {comment}."),
    N_("The comment was changed in the meantime. Load it again and repeat the change."),
    # web/store/concepts.py
    N_("There is no concept number {concept}."),
    # web/store/curation.py
    N_("Concept {other} has the id “{external}” already."),
    # web/store/dismissals.py
    N_("There is no dismissal number {number}."),
    # web/store/documents.py
    N_("{name} is in {lang}, and the work has a document in that language already: {taken}."),
    N_("There is no block number {block}."),
    N_("There is no document number {document}."),
    # web/store/edits.py
    N_("The work was aligned anew in the meantime."),
    N_("It was changed again since then."),
    N_("{conflict} It cannot be taken back or done again as it was."),
    # web/store/findings.py
    N_("There is no finding number {finding}."),
    # web/store/history.py
    N_("There is no change number {revision}."),
    # web/store/job_views.py
    N_("There is no job number {job}."),
    # web/store/jobs.py
    N_("It was interrupted {count} times, each time the program ended. Start it again when there is more memory."),
    # web/store/options.py
    N_("There is no file of patterns “{name}”."),
    # web/store/places.py
    N_("There is no term number {term}."),
    # web/store/rejections.py
    N_("No concept number {concept} was deleted."),
    # web/store/revert.py
    N_("This is no change of a concept, and cannot be taken back here."),
    # web/store/revisions.py
    N_("There is no revision number {number}."),
    # web/store/rows.py
    N_("The work has no row number {number}."),
    # web/store/snapshots.py
    N_("The concept was changed in the meantime. Load it again and repeat the change."),
    # web/store/staged.py
    N_("The file is no longer here. Choose it again."),
    # web/store/terms.py
    N_("The concept has the term “{text}” ({lang}) already."),
    # web/store/together.py
    N_("There is no work number {work}."),
    # web/store/versions.py
    N_("{name} is in the work already, as {other}."),
    N_("Give the new version of this text."),
    N_("Document {document} has no version {number}."),
    # web/store/works.py
    N_("“{ref}” is the beginning of {count} works: {names}. Write more of the name."),
    N_("The work was changed in the meantime. Load it again and repeat the change."),
    # web/trouble.py
    N_("The disk is full, or the database may not grow: nothing was changed. Make room, then repeat what you did."),
    N_("The database cannot be written: its file or folder is read-only. Nothing was changed."),
    N_("The database is busy: somebody has been writing for long. Nothing was changed; repeat what you did."),
    N_("The database file is damaged. “doichieu verify” says how; “doichieu restore” puts a copy back."),
    N_("The database cannot be read or written where it is. Nothing was changed."),
    N_("The database was written by a newer version of the program. Start that version, or put a copy back."),
    N_("The text holds half a character, which cannot be kept. Type it anew."),
    N_("There is nothing with so great a number."),
)
