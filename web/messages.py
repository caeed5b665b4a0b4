"""Words for values that come from below the pages, marked for the catalogues: the English source and where it belongs.

The libraries speak English and know nothing of the interface; what they may say is listed here, so that the
catalogues hold it and a test sees that nothing is missing.
"""

from __future__ import annotations


def N_(text: str) -> str:  # the name that gettext's tools look for
    """Mark a text for translation and leave it as it is."""
    return text


KINDS = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "byline": N_("byline"),
    "heading": N_("heading"),
    "body": N_("body text"),
    "caption": N_("caption"),
    "pull-quote": N_("pull quote"),
    "note": N_("note"),
    "list-item": N_("list item"),
    "footnote": N_("footnote"),
    "boilerplate": N_("page furniture"),
}

BANDS = {"good": N_("good"), "check": N_("to check"), "bad": N_("doubtful")}

SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "info": N_("remark")}

CHECKS = {
    "consistency": N_("Consistency"),
    "doubled-word": N_("Doubled word"),
    "hans-hant": N_("Two scripts, one text"),
    "length": N_("Length"),
    "markup": N_("Markup"),
    "names": N_("Names"),
    "omission": N_("Omission and addition"),
    "quantities": N_("Quantities"),
    "region": N_("Regional wording"),
    "script": N_("Script"),
    "terms": N_("Terms"),
    "typography": N_("Typography"),
    "untranslated": N_("Untranslated"),
}

CHECK_NOTES = {
    "consistency": N_(
        "The same text is translated in two ways within a work or beside another work of the store, or two "
        "texts have one and the same translation."
    ),
    "doubled-word": N_("The same word stands twice in a row, which reduplication (xanh xanh, 漸漸, 研究研究) is not."),
    "hans-hant": N_(
        "The Simplified and the Traditional version of one text say different things; differences of script "
        "and of regional wording are none."
    ),
    "length": N_("A cell is far longer or shorter than translations between these languages are."),
    "markup": N_(
        "A tag, placeholder, web or mail address, or piece of code is not kept as it is in the other language."
    ),
    "names": N_(
        "A name is rendered in two ways, left in Latin letters here and rendered there, or replaced by "
        "another; an acronym is lost, left in English, or written out as something else."
    ),
    "omission": N_("A sentence stands in some languages and has no counterpart in another, or one far too short."),
    "quantities": N_(
        "A number, amount, measure or date of one language has another value, or none, in the others: 27億 = "
        "2,7 tỷ = 2.7 billion."
    ),
    "region": N_("Mainland wording in a text that is written for Taiwan (軟件 for 軟體), or the reverse."),
    "script": N_(
        "A Simplified character in Traditional text or the reverse, a word that automatic conversion got "
        "wrong (采礦 for 採礦), or two forms of one character within a text (羣 and 群)."
    ),
    "terms": N_(
        "A term is rendered otherwise than in the rest of the work or in other works, is missing where the "
        "others have theirs, falls together with another, or was forbidden or deprecated."
    ),
    "typography": N_(
        "A quotation mark or bracket without its counterpart or with the wrong one, half-width punctuation "
        "between Chinese characters, stray spaces, two styles of quotation marks or of tone marks in one "
        "text, hidden characters."
    ),
    "untranslated": N_(
        "English prose stands in a Vietnamese or Chinese cell, outside of quotation marks and brackets."
    ),
}
"""What each check looks for, as it says itself."""

STATES = {
    "Waiting": N_("Waiting"),
    "Starting": N_("Starting"),
    "Aligning": N_("Aligning"),
    "Comparing meanings": N_("Comparing meanings"),
    "Collecting terms": N_("Collecting terms"),
    "Checking": N_("Checking"),
}

JOBS = {
    "import": N_("Reading files"),
    "align": N_("Aligning, collecting terms, checking"),
    "gaps": N_("Aligning the gaps between confirmed rows"),
    "mine": N_("Collecting terms"),
    "check": N_("Checking"),
}

EDITS = {
    "merge-rows": N_("rows merged"),
    "split-row": N_("row split"),
    "move-segments": N_("sentence moved"),
    "shift-rows": N_("column shifted"),
    "swap-cells": N_("cells swapped"),
    "mark-moved": N_("marked as moved"),
    "unmark-moved": N_("no longer marked as moved"),
    "edit-text": N_("sentence edited"),
    "restore-text": N_("original words restored"),
    "confirm-rows": N_("confirmed"),
    "unconfirm-rows": N_("confirmation taken back"),
    "bookmark-row": N_("bookmark set"),
    "unbookmark-row": N_("bookmark taken away"),
    "realign-gaps": N_("gaps aligned anew"),
    "undo": N_("undone"),
    "redo": N_("done again"),
}
"""What people do to rows (``web.actions.editing``)."""

TERM_STATES = {
    "kept": N_("approved, and kept in all columns"),
    "other": N_("approved, but said otherwise beside it"),
    "candidate": N_("proposed"),
    "forbidden": N_("not to be used"),
}
"""How a row keeps to the glossary."""

FATES = {"new": N_("new"), "changed": N_("changed"), "clashing": N_("clashing"), "same": N_("the same")}

CLASHES = {
    r"concept (?P<number>\d+) has the id “(?P<id>.*)”, but shares no term with it": N_(
        "Concept {number} has the id “{id}”, but shares no term with it."
    ),
    r"it may be any of the concepts (?P<numbers>[\d, ]+)": N_("It may be any of the concepts {numbers}."),
    r"concept (?P<number>\d+) has the same term in (?P<same>.*), but others in (?P<others>.*)": N_(
        "Concept {number} has the same term in {same}, but others in {others}."
    ),
    r"concept (?P<number>\d+) has its counterpart in the file already \((?P<name>.*)\)": N_(
        "Concept {number} has its counterpart in the file already ({name})."
    ),
    r"the id “(?P<id>.*)” stands twice in the file": N_("The id “{id}” stands twice in the file."),
    r"number (?P<number>\d+) in the file has the same terms": N_("Number {number} in the file has the same terms."),
    r"(?P<name>.*) is (?P<here>\w+) here and (?P<there>\w+) in the file": N_(
        "{name} is {here} here and {there} in the file."
    ),
}

TERM_FORMATS = {
    "csv": N_("for spreadsheets and term bases, a column for each language"),
    "jsonl": N_("one concept a line with everything it has; reads back as the same"),
    "omegat": N_("glossary of OmegaT: source, target, comment"),
    "tbx-2008": N_("TBX-Basic 2008, for older term bases and tools"),
    "tbx-dca": N_("TBX-Basic 2019, for term bases that want types as attributes"),
    "tbx-dct": N_("TBX-Basic 2019, for term bases: everything that people decide"),
    "tmx": N_("terms as a translation memory"),
    "utx": N_("a simple bilingual glossary for machine and human translation"),
    "xlsx": N_("an Excel table to read and to fill in, a column for each language"),
}

LEFT_OUT = {
    "concepts of other domains": N_("concepts of other domains"),
    "concepts that are less sure": N_("concepts that are less sure"),
    "concepts with terms in one language only": N_("concepts with terms in one language only"),
    "terms in other languages": N_("terms in other languages"),
    "terms that are only proposed": N_("terms that are only proposed"),
    "terms that are decided": N_("terms that are decided"),
    "terms not to be used": N_("terms not to be used"),
    "definitions": N_("definitions"),
    "definitions of one language": N_("definitions of one language"),
    "notes": N_("notes"),
    "sources": N_("sources"),
    "domains": N_("domains"),
    "contexts": N_("contexts"),
    "regions": N_("regions"),
    "parts of speech": N_("parts of speech"),
    "types of terms": N_("types of terms"),
    "marks of names": N_("marks of names"),
    "ids": N_("ids"),
    "marks that a term was replaced, rather than forbidden": N_(
        "marks that a term was replaced, rather than forbidden"
    ),
}

RELATIONS = {
    "same": N_("the same term"),
    "longer": N_("a longer term"),
    "shorter": N_("a shorter term"),
    "together": N_("often in the same rows"),
}

LIKENESSES = {
    "identical": N_("the same"),
    "script": N_("the same in the other script"),
    "form": N_("other case, marks or spaces"),
    "numbers": N_("other numbers"),
    "fuzzy": N_("other words"),
}

STATUSES = {
    "proposed": N_("proposed"),
    "approved": N_("approved"),
    "admitted": N_("admitted"),
    "deprecated": N_("deprecated"),
    "forbidden": N_("forbidden"),
}

FIELDS = {
    "kind": N_("Kind"),
    "status": N_("Status"),
    "domain": N_("Domain"),
    "definition": N_("Definition"),
    "definitions": N_("Definitions"),
    "note": N_("Note"),
    "source": N_("Source"),
    "external": N_("Id"),
    "lang": N_("Language"),
    "text": N_("Term"),
    "region": N_("Region"),
    "part_of_speech": N_("Part of speech"),
    "type": N_("Form"),
    "context": N_("Example"),
}

CHANGES = {
    "add": N_("added"),
    "edit": N_("edited"),
    "add term": N_("term added"),
    "edit term": N_("term edited"),
    "remove term": N_("term removed"),
    "approve": N_("approved"),
    "admit": N_("admitted"),
    "deprecate": N_("deprecated"),
    "forbid": N_("forbidden"),
    "propose": N_("proposed again"),
    "merge": N_("merged"),
    "split": N_("split"),
    "delete": N_("deleted"),
    "restore": N_("brought back"),
    "revert": N_("taken back"),
    "import": N_("imported"),
    "version": N_("new version"),
    "rename": N_("renamed"),
    "language": N_("language set"),
    "label": N_("label set"),
    "resolve": N_("comments resolved"),
    "reopen": N_("comments reopened"),
    "dismiss": N_("finding dismissed"),
    "undismiss": N_("dismissal taken back"),
    "set checks": N_("checks set"),
    "set patterns": N_("patterns set"),
}

BECAME = {
    "same": N_("the same"),
    "changed": N_("changed"),
    "split": N_("split into several"),
    "merged": N_("merged into one"),
    "moved": N_("moved here"),
    "left": N_("moved away"),
    "added": N_("added"),
    "removed": N_("removed"),
}

PARTS_OF_SPEECH = {
    "noun": N_("noun"),
    "verb": N_("verb"),
    "adjective": N_("adjective"),
    "adverb": N_("adverb"),
    "other": N_("other"),
}

TERM_TYPES = {
    "fullForm": N_("full form"),
    "acronym": N_("acronym"),
    "abbreviation": N_("abbreviation"),
    "shortForm": N_("short form"),
    "variant": N_("variant"),
    "phrase": N_("phrase"),
}

FORMATS = {
    "html": N_("Web page that stands alone, to read, print or send"),
    "indices": N_("Segment numbers, for programs that compare alignments"),
    "jsonl": N_("JSON Lines with segments, offsets and reasons"),
    "tmx": N_("TMX 1.4, for translation memories (OmegaT, Trados, memoQ …)"),
    "tsv": N_("Tab-separated text, for spreadsheets and the terminal"),
    "xlsx": N_("Excel workbook, to read, filter and comment on"),
}

REPORTS = {
    "csv": N_("CSV, a line for each finding, for spreadsheets"),
    "html": N_("Web page that stands alone, by check and by row, to read, print or send"),
    "json": N_("JSON, a list of findings with their spans, for programs"),
    "sarif": N_("SARIF 2.1.0, for programs that collect the remarks of checkers"),
    "xlsx": N_("Excel workbook, a line for each finding, header frozen, to filter and comment on"),
}

REPORT_WORDS = (
    N_("Findings"),
    N_("error"),
    N_("warning"),
    N_("remark"),
    N_("Errors"),
    N_("Warnings"),
    N_("Remarks"),
    N_("All"),
    N_("Check"),
    N_("By check"),
    N_("By row"),
    N_("Row {number}"),
    N_("also in rows {rows}"),
    N_("Perhaps"),
    N_("no counterpart"),
    N_("Dismissed"),
    N_("Dismissed: {reason}"),
    N_("False alarms per 100 rows"),
    N_("The checks found nothing here."),
    N_("{count} rows, {langs}"),
    N_("Made with Doichieu"),
    N_("False alarms were measured on professional translations, in rows with a finding per 100 rows."),
)

SENTENCES = (
    # web/actions/editing.py, drafting.py, gaps.py
    N_("There is nothing to undo in this work."),
    N_("There is nothing to do again in this work."),
    N_("There is no row after this one to merge it with."),
    N_("There is no row after this one to swap with."),
    N_("There is no row above to take the text."),
    N_("The row above is confirmed."),
    N_("Take its confirmation back first."),
    N_("There is nothing of this language in the row to move."),
    N_("There is nothing before the cursor."),
    N_("There is nothing after the cursor."),
    N_("Put it inside the text, or before a later sentence."),
    N_("Put it inside the text."),
    N_("Choose a cell with text."),
    N_("Choose an earlier row."),
    N_("Choose a later row, or an empty cell."),
    N_("That would change nothing."),
    N_("The sentence is empty."),
    N_("Write its words, or move it to another row."),
    N_("These two rows cannot be halves of one: both have text in the same language."),
    N_("Choose a row that has text only where this one has none."),
    N_("The row is not marked as moved."),
    N_("Somebody else changed this row in the meantime."),
    N_("Somebody else changed this sentence in the meantime."),
    N_("It was changed again since then. It cannot be taken back or done again as it was."),
    N_("The work was aligned anew in the meantime."),
    N_("The work was aligned anew in the meantime. It cannot be taken back or done again as it was."),
    N_("The work has one text alone."),
    N_("Add another version of it first."),
    N_("The work is not aligned yet."),
    N_("The request came from another site's page."),
    N_("The page was open too long. Load it again, then repeat what you did."),
    # web/trouble.py
    N_("The disk is full, or the database may not grow: nothing was changed. Make room, then repeat what you did."),
    N_("The database cannot be written: its file or folder is read-only. Nothing was changed."),
    N_("The database is busy: somebody has been writing for long. Nothing was changed; repeat what you did."),
    N_("The database file is damaged. “doichieu verify” says how; “doichieu restore” puts a copy back."),
    N_("The database cannot be read or written where it is. Nothing was changed."),
    N_("The text holds half a character, which cannot be kept. Type it anew."),
    N_("There is nothing with so great a number."),
)

FINDINGS = (
    N_("“{text}” in {lang} differs from “{other_text}” in {other}."),
    N_("“{text}” in {lang} has no counterpart in {others}."),
    N_("Only “{lang}” has this: it stands in no other language."),
    N_("“{lang}” has nothing here: the sentence may have been left out."),
    N_("“{lang}” has {percent}% of the usual length beside “{other}”: a part may have been left out."),
    N_("“{lang}” is much longer than usual beside “{other}”: {percent}% of what is to be expected."),
    N_("“{lang}” is much shorter than usual beside “{other}”: {percent}% of what is to be expected."),
    N_("“{text}” is a Traditional form in Simplified text: “{right}”."),
    N_("“{text}” is a Simplified form, or a slip of conversion, in Traditional text: “{right}”."),
    N_("“{text}” is “{usual}” elsewhere."),
    N_("“{term}” ought to be “{usual}” in {lang}, which this row does not have."),
    N_("“{mark}” is opened and never closed."),
    N_("“{mark}” closes what was never opened."),
    N_("“{opening}” is closed by “{closing}”."),
    N_("“{mark}” between Chinese characters ought to be full-width."),
    N_("The text has half-width punctuation between Chinese characters in {count} places."),
    N_("There is a space before “{mark}”."),
    N_("The full-width “{mark}” stands between Latin letters."),
    N_("Two spaces stand one after the other."),
    N_("A character that nobody sees stands here: {code}."),
    N_("Letters and their marks are apart here and one character elsewhere (Unicode NFD and NFC)."),
    N_("Quotation marks are written {usual} and, in {count} places, {rare}."),
    N_("Tone marks stand on either vowel in this text: “{text}” here, elsewhere as in “{right}”."),
    N_("English was left in “{lang}”."),
    N_("“{lang}” repeats the English text unchanged."),
    N_("“{word}” stands twice in a row."),
    N_("The whole cell is in Traditional characters."),
    N_("The whole cell is in Simplified characters."),
    N_("“{name}” is “{text}” here and “{usual}” elsewhere."),
    N_("“{name}” is left as it is here and is “{usual}” elsewhere."),
    N_("“{lang}” has “{name}” elsewhere, and not here."),
    N_("“{name}” is left as it is in {lang} here, and not elsewhere."),
    N_("“{lang}” renders the same text otherwise in row {row}: “{usual}”."),
    N_("“{lang}” has the same text in row {row}, for another one in “{other}”: “{other_text}”."),
    N_("“{text}” is forbidden: say “{usual}”."),
    N_("“{text}” is forbidden."),
    N_("“{text}” is deprecated: say “{usual}”."),
    N_("“{text}” is deprecated."),
    N_("“{text}” is “{usual}” in {count} other works."),
    N_("“{text}” is written “{usual}” elsewhere in the text."),
    N_("“{text}” is Taiwan wording in a mainland text: “{right}”."),
    N_("“{text}” is mainland wording in a Taiwan text: “{right}”."),
    N_("The two scripts differ in more than script here: “{hans}” and “{hant}”."),
    N_("“{text}” stands in one script only."),
    N_("“{name}” is left in English here and is “{usual}” elsewhere."),
    N_("“{name}” is left in English: “{usual}” is what the language says."),
    N_("“{text}” may be “{name}” written out wrongly: elsewhere it is “{usual}”."),
    N_("“{text}” stands here for “{name}”."),
    N_("“{text}” stands here for “{name}”, and is “{owner}” elsewhere."),
    N_("“{text}” stands for “{one}” here and for “{two}” elsewhere, which {apart} tells apart."),
    N_("“{lang}” renders the same text otherwise in row {row} of “{work}”: “{usual}”."),
    N_("“{same}” has the same text in row {row} of “{work}”, for another one in “{lang}”: “{usual}”."),
)
