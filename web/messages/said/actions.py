"""What the actions may say to people. Written by tools/write_sentences.py."""

from __future__ import annotations

from web.messages.marks import N_

TEMPLATES = (
    # web/actions/checking.py
    N_("{name} has more than {size:,} bytes."),
    N_("{name} is no TOML file: {error}."),
    N_("Mend that place."),
    N_("There is no text to check."),
    N_("Give a file that has text."),
    # web/actions/comments.py
    N_("There is no state “{state}”."),
    N_("Choose open or resolved, or nothing for both."),
    N_("There is no thread number {id}."),
    N_("Concept {concept} has no term number {term}."),
    N_("Only whoever wrote a comment can change it."),
    N_("The comment is empty."),
    N_("Write a word or two."),
    N_("The comment has {count} characters; {longest} are the most."),
    N_("Shorten it."),
    # web/actions/concepts.py
    N_("Concept {id} has no term number {term}."),
    N_("It is the only term of its concept."),
    N_("Delete the concept."),
    N_("“{text}” ({lang}) is a term of concept {others} already. Add to that one, or force it if it is another idea."),
    N_("There is no field “{name}” to edit."),
    # web/actions/curation.py
    N_("Term {term} is of concept {concept}, which is not among those to approve."),
    N_("There is nothing to merge."),
    N_("Name two concepts or more."),
    N_("Name terms of that concept."),
    N_("A split leaves terms on both sides."),
    N_("Name some of the concept's terms, not all."),
    # web/actions/days.py
    N_("“{text}” is no day."),
    N_("Write it as 2026-05-01."),
    # web/actions/deciding.py
    N_("Clashes cannot be “{name}”."),
    N_("A concept cannot be “{name}”."),
    # web/actions/diffing.py
    N_("Both files hold texts in {langs}."),
    N_("{name} is in {one} and {other_name} in {other}; a comparison takes two texts in one language."),
    N_("To set two languages side by side, align them."),
    # web/actions/documents.py
    N_("There is no label “{kind}”."),
    N_("Choose from: {labels}."),
    N_("The work has a text in {lang} already: {name}."),
    N_("Change that one's language first, or take it out of the work."),
    # web/actions/doors.py
    N_("The name or the password is wrong."),
    N_("The code is wrong."),
    # web/actions/drafting.py
    N_("There is no language “{lang}” here."),
    N_("The work has no row with the id {row}."),
    N_("The row has no sentence number {segment}."),
    N_("There is nothing before the cursor."),
    N_("Put it inside the text, or before a later sentence."),
    N_("There is nothing after the cursor."),
    N_("Put it inside the text."),
    N_("There is no row above to take the text."),
    N_("Choose a later row, or an empty cell."),
    N_("The row above is confirmed."),
    N_("Take its confirmation back first."),
    N_("That would change nothing."),
    N_("There is no row with the id {row}. It may have been merged, or the work aligned anew."),
    N_("Somebody else changed this row in the meantime."),
    # web/actions/editing.py
    N_("The sentence is empty."),
    N_("Write its words, or move it to another row."),
    N_("The sentence has {count} characters; {longest} are the most."),
    N_("Split it first."),
    N_("There is no sentence number {segment}. It may have been joined or aligned anew."),
    N_("Somebody else changed this sentence in the meantime."),
    N_("There is no row after this one to merge it with."),
    N_("Choose an earlier row."),
    N_("There is nothing of this language in the row to move."),
    N_("Choose a cell with text."),
    N_("There is no row after this one to swap with."),
    N_("The row is not marked as moved."),
    N_("These two rows cannot be halves of one: both have text in the same language."),
    N_("Choose a row that has text only where this one has none."),
    N_("No row was named."),
    N_("Name one or more."),
    N_("These rows are not all of one work."),
    N_("Name rows of one work."),
    # web/actions/entry.py
    N_("A concept needs a term."),
    N_("Give at least one, with its language."),
    N_("The concept has {count} terms; {terms_limit} are the most."),
    N_("The status is empty."),
    N_("There is no {field} “{value}”."),
    N_("The {noun} holds a character that is no text (U+{code:04X})."),
    N_("Take it out."),
    N_("The {noun} has {count} characters; {limit} are the most."),
    N_("The term is empty."),
    N_("Write the word or words."),
    N_("There is no kind “{value}”."),
    N_("“{value}” is no region."),
    N_("Give a code of two letters, as CN, TW, HK."),
    # web/actions/exchange.py
    N_("There is no status “{status}” to export."),
    N_("A confidence lies between 0 and 1, not at {least}."),
    N_("{format} holds a table whole, without leaving rows out."),
    N_("Choose tmx, tsv, xlsx or html."),
    N_("{format} holds one work, and {count} were asked for."),
    N_("Name one, or choose tmx."),
    N_("There are no aligned works yet."),
    N_("{name} begins with <{tag}>, which is no glossary."),
    N_("{name} is no glossary by its ending, nor by what is in it."),
    # web/actions/exporting.py
    N_("There is no export of “{what}”."),
    N_("Only tmx holds several works."),
    N_("Choose tmx, or name one work."),
    N_("Cannot write in {folder}."),
    N_("Give the user of the service the right to."),
    N_("The file is no longer here. Have it written again."),
    # web/actions/findings.py
    N_("There is no status “{status}”."),
    N_("Choose from: {choice}, all."),
    N_("“{fingerprint}” is no fingerprint."),
    N_("Write at least its first {shortest} characters."),
    N_("“{fingerprint}” is the beginning of {count} findings: {names}."),
    N_("Write more of it."),
    N_("The reason has {count} characters; {reason} are the most."),
    N_("One cannot dismiss by “{scope}”."),
    N_("The finding quotes nothing that it could be about."),
    N_("Dismiss it for the work."),
    N_("There is nothing dismissed to take back."),
    N_("There is no scope “{scope}”."),
    # web/actions/gaps.py
    N_("The work has one text alone."),
    N_("Add another version of it first."),
    # web/actions/glossary.py
    N_("There is no order “{order}”."),
    # web/actions/gradual.py
    N_("Somebody ended the import; nothing of it is left."),
    # web/actions/grouping.py
    N_("{name} could join several works: those of {names}."),
    # web/actions/history.py
    N_("This change was taken back already."),
    N_("This is no change that can be taken back."),
    N_("It was changed again since then. Take the later changes back first."),
    # web/actions/importing.py
    N_("The glossary or the file has changed since the plan was shown. Look at the plan again."),
    # web/actions/imports.py
    N_("There are no files to import."),
    N_("Name at least one."),
    N_("Another import brought in some of these files in the meantime. Import them again."),
    # web/actions/jobs.py
    N_("There is no job “{kind}”."),
    N_("The work is not aligned yet."),
    N_("Align it first."),
    N_("The job is over already."),
    N_("The job is not over yet."),
    N_("Its files are no longer here. Add them again."),
    # web/actions/later.py
    N_("The document was changed in the meantime. Load it again and repeat the change."),
    N_("This version stands already."),
    # web/actions/memory.py
    N_("There is no sentence to look for."),
    N_("Give one sentence in any of the four languages."),
    N_("The sentence is longer than {longest:,} characters."),
    N_("Look for one sentence at a time."),
    # web/actions/passwords.py
    N_("The password has fewer than {shortest} characters."),
    N_("Four or five words in a row make a good one."),
    N_("The password has more than {longest} characters."),
    N_("Choose a shorter one."),
    N_("The password is one of those that are guessed first."),
    # web/actions/people.py
    N_("The first account is an administrator's."),
    N_("Add it with the role admin."),
    N_("The present password is wrong."),
    N_("Type the one you signed in with."),
    N_("The new password is the old one."),
    N_("Choose another one."),
    N_("The token has no name."),
    N_("Say what it is for."),
    N_("A token cannot last {days} days."),
    N_("Say a number from 1 to 3650, or 0 for no end."),
    N_("The account has {tokens} tokens, which is the most there can be. Revoke one first."),
    N_("The account “{name}” is disabled."),
    N_("“{text}” cannot be the name of an account."),
    N_("Use letters, digits, dots, hyphens and underscores: up to 40, beginning with a letter or digit."),
    N_("There is no role “{role}”."),
    N_("This is the last administrator; somebody has to be one. Make somebody else an admin first."),
    # web/actions/permissions.py
    N_("This needs the role {role}."),
    # web/actions/queries.py
    N_("There is no query."),
    N_("Type something to look up."),
    # web/actions/queue.py
    N_("Concept {id} waits for no decision."),
    N_("No concept is chosen."),
    N_("Choose one or more."),
    N_("Leave at least one."),
    # web/actions/reading.py
    N_("There is no text in {name}."),
    N_("Give a file with a text in it."),
    N_("Cannot tell the language of {name}."),
    N_("Two texts are in {lang}: {names}."),
    # web/actions/reporting.py
    N_("There is no interface in “{lang}”."),
    # web/actions/second.py
    N_("This account has a second factor already. Remove it first."),
    N_("The code is not right."),
    N_("Wait for the next one, and see that the clock of the device is right."),
    # web/actions/stepping.py
    N_("There is nothing to undo in this work."),
    N_("There is nothing to do again in this work."),
    # web/actions/switches.py
    N_("There is no profile “{profile}”."),
    N_("There is no check “{name}”."),
    N_("The file of patterns needs a plain name."),
    N_("Call it house-style.toml, for one."),
    N_("There are {files} files of patterns already."),
    N_("Forget one first."),
    N_("“{name}” is a check of {other} too."),
    N_("Give it a name of its own."),
    # web/actions/tables.py
    N_("The work has no documents."),
    N_("Import a file into it first."),
    N_("There is no {noun} “{value}” here."),
    # web/actions/together.py
    N_("The state is none that this service named."),
    N_("Load the page again."),
    # web/actions/versions.py
    N_("There is no document “{name}”. Name its number, or its work and language: WORK:LANG."),
    N_("The work “{work}” has no text in {lang}."),
    N_("{name} is in {there}, and the document that it is to replace in {lang}."),
    # web/actions/works.py
    N_("The title is empty."),
    N_("Give it a word or two."),
    N_("The title has {count} characters; {title_limit} are the most."),
)
