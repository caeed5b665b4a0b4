"""Words for files: their formats, what an export leaves out, what an import would do."""

from __future__ import annotations

from web.messages.marks import N_

FATES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "clashing": N_("clashing"),
    "same": N_("the same"),
    "differing": N_("worded otherwise"),
}

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
    "concepts changed at other times": N_("concepts changed at other times"),
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
