"""Sentences that no call of ours says as a template, and hints of commands put for people in front of a page."""

from __future__ import annotations

from web.messages.marks import N_

SENTENCES = (
    N_("The request came from another site's page."),
    N_("The page was open too long. Load it again, then repeat what you did."),
    N_("Nothing goes by that name."),
)

PLACES = (
    N_("line {line}"),
    N_("row {row}"),
    N_("sheet {sheet}, row {row}"),
    N_("line {line}, entry {entry}"),
    N_("column {column}"),
    N_("region “{region}”"),
    N_("terms in {lang}"),
    N_("terms in no language"),
    N_("status “{status}”"),
    N_("part of speech “{value}”"),
    N_("term type “{value}”"),
    N_("property {name}"),
    N_("empty terms"),
    N_("second contexts"),
    N_("concepts without a term in these languages"),
    N_("sheets without a head that names languages"),
    N_("id"),
)
"""Where in a file something stands, and what a glossary has no place for."""

ON_PAGES = {
    "Say which, the source first: --langs en,vi.": N_("Choose two languages, the source first."),
    "Say them, the source first: --langs en,vi.": N_("Write them under “What the file does not say itself”: en, vi."),
    "Say them: --langs en,vi.": N_("Write them under “What the file does not say itself”: en, vi."),
    "Put a tag above each column ({choice}), or say the columns' languages: --langs en,vi.": N_(
        "Put a tag above each column ({choice}), or write the languages under “What the file does not say itself”."
    ),
    "Mend it there, or read it leniently (--lenient), which mends such places.": N_(
        "Mend it there, or tick “Mend what a standard forbids” under “What the file does not say itself”."
    ),
    "Export terms with --what terms.": N_("Export the glossary, not the works."),
    "Import them one at a time, or name a work for each with --work NAME.": N_(
        "Add them as separate works, or to the work they belong to."
    ),
    "Give another work with --work NAME, or say the language: LANG=FILE.": N_(
        "Add them as separate works, or to the work they belong to."
    ),
    "Say it: {example}={name} on the command line, or beside the file where it is chosen.": N_(
        "Choose it beside the file."
    ),
    "Say the language, if that was not seen: {lang2}={name}.": N_("If that was not seen, choose the language there."),
    "Say which one is to be compared: --lang LANG.": N_("Choose the language to compare."),
    "Import some with “doichieu import”.": N_("Add files under Works first."),
    "There is no finding “{fingerprint}”. “doichieu findings” lists them.": N_("There is no finding “{fingerprint}”."),
    "There is no work “{ref}”. “doichieu works” lists them.": N_("There is no work “{ref}”."),
    "There is no text “{ref}”. Name a document's number, and for a version @ and its number.": N_(
        "There is no text “{ref}”."
    ),
    "Say what it is with --format: csv, jsonl, omegat, tbx-2008, tbx-dca, tbx-dct, tmx, utx, xlsx.": N_(
        "Choose its format under “What the file does not say itself”."
    ),
}
"""What a page says where the sentence names options of a command."""
