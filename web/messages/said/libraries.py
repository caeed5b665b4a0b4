"""What aligner and glossary may say to people. Written by tools/write_sentences.py."""

from __future__ import annotations

from web.messages.marks import N_

TEMPLATES = (
    # aligner/differences/metrics.py
    N_("There is no metric “{name}”."),
    N_("Choose from: {choice}."),
    # aligner/differences/units.py
    N_("“{name}” is nothing that a comparison can ignore."),
    N_("Choose from: form, {choice}."),
    # aligner/lang/__init__.py
    N_("The language “{tag}” is not known."),
    N_("Use one of en, vi, zh-Hans, zh-Hant."),
    N_("“{tag}” does not say which Chinese script is meant."),
    N_("Say zh-Hans for Simplified or zh-Hant for Traditional Chinese."),
    N_("The language “{lang}” is not known."),
    # aligner/pipeline.py
    N_("One text alone cannot be aligned."),
    N_("Give two to four texts in different languages."),
    N_("The language {lang} was given twice."),
    N_("Give each language once."),
    N_("These texts do not seem to be versions of one another and were not forced together: {names}."),
    # aligner/readers/__init__.py
    N_("“{name}” holds no text."),
    N_("Give a file with at least one sentence."),
    N_("“{name}” is empty."),
    N_("Give a file with one segment a line."),
    N_("Give a file with text in it."),
    N_("“{name}” is {size:,.1f} MB, over the limit of {limit:,.1f} MB."),
    N_("Split the file into parts."),
    N_("“{name}” is an encrypted Word file or one in the old .doc format."),
    N_("Save it as .docx without a password."),
    N_("“{name}” is named .docx but is no Word file."),
    N_("Open it in a word processor and save it again."),
    N_("“{name}” is named .pdf but is no PDF file."),
    N_("Export it as PDF again, or give the text itself."),
    N_("“{name}” ends in {suffix}, which cannot be read."),
    N_("Give a file that ends in .txt, .text, .md, .markdown, .html, .htm, .xhtml, .docx, .pdf."),
    # aligner/readers/_apart.py
    N_("The web page takes more time or memory than any page may."),
    N_("Give a smaller file."),
    # aligner/readers/_decode.py
    N_("“{name}” begins as {encoding} text but holds bytes that are none."),
    N_("Save it again as UTF-8."),
    N_("“{name}” is UTF-8 text, but line {line} holds bytes that are none."),
    N_("Mend it, or save it again as UTF-8."),
    N_("“{name}” is a binary file, not a text."),
    N_("Give a .txt, .md, .html, .docx or .pdf file."),
    N_("The encoding of “{name}” cannot be told."),
    N_("Save the file as UTF-8 and give it again."),
    N_("The encoding of “{name}” could be {first} or {second}: the text is too short to tell."),
    # aligner/readers/docx.py
    N_("“{name}” is a zip file but no Word file."),
    N_("Save the text as .docx and give that file."),
    N_("“{name}” is protected by a password."),
    N_("Save it without one."),
    N_("“{name}” unpacks to more than {limit} MB."),
    N_("Split the document into parts."),
    N_("“{name}” is a broken Word file."),
    # aligner/readers/pdf.py
    N_("“{name}” has no text layer: its pages are pictures."),
    N_("Run OCR (text recognition) on it first."),
    N_("“{name}” has {count:,} pages, over the limit of {limit:,}."),
    N_("Split it into parts."),
    N_("“{name}” takes more time or memory than any PDF file may."),
    N_("Export it as PDF again."),
    N_("“{name}” is a broken PDF file."),
    # aligner/segmentation.py
    N_("Segment {number} has {count} characters; {longest} are the most."),
    N_("Split it first."),
    # glossary/checks/__init__.py
    N_("There is no check “{check}”."),
    N_("Choose from {choice}."),
    # glossary/custom.py
    N_("The pattern of “{name}” takes too long."),
    N_("Write it more plainly."),
    N_("“{name}” has a suggestion that is not one: {error}."),
    N_("Mend it."),
    N_("A file of checks holds [[check]] tables and nothing else."),
    N_("See docs/checks.md for how a file of checks is written."),
    N_("There are more than {most} checks in the file."),
    N_("Split it."),
    N_("Two checks are called “{name}”."),
    N_("Give each a name of its own."),
    N_("Check {number} has other keys than {choice}."),
    N_("Check {number} has no good id."),
    N_("Write small letters, digits and hyphens."),
    N_("The check “{name}”"),
    N_("{where} has no pattern, or one of more than {longest} characters."),
    N_("{where} has no message."),
    N_("{where} has another severity than error, warning or info."),
    N_("{where} has no list of languages."),
    N_('Write langs = ["vi"].'),
    N_("{where} has a suggestion that is no text."),
    N_("{where} has a pattern that is not one: {error}."),
    N_("Mend the pattern."),
    # glossary/formats/__init__.py
    N_("There is no glossary format “{name}”."),
    N_("Choose one of: {choice}."),
    # glossary/formats/_base.py
    N_("The format {format} holds two languages."),
    # glossary/formats/_columns.py
    N_("it names no language of a column."),
    # glossary/formats/_incoming.py
    N_("{name}: {fault}"),
    N_("{name}, {place}: {fault}"),
    N_("{what} ({place}, and {more} more): mended"),
    N_("{what} ({place}): mended"),
    N_("{kind} {count:,}"),
    N_("left out, because a glossary here has no place for it: {kinds}"),
    N_("a term has {count:,} characters; {most:,} are the most."),
    N_("a text has {count:,} characters; {most:,} are the most."),
    N_("a domain or id has {count:,} characters; {most:,} are the most."),
    N_("a concept has {count:,} terms; {most:,} are the most."),
    # glossary/formats/_sheet.py
    N_("Quote the texts."),
    N_("it has {count} columns, the first line {usual}."),
    N_("“{text}” is no number."),
    # glossary/formats/_tbx_read.py
    N_("style must be dca or dct."),
    N_("<{tag}> has no id, which TBX requires."),
    N_("the id “{name}” is none for XML: it must begin with a letter."),
    N_("<{tag}> has no <langSec>."),
    N_("the language “{tag}” is no language tag: write zh-Hant or zh-TW, with a hyphen."),
    N_("<{tag}> has no <termSec>."),
    N_("<{tag}> must begin with its one <term>."),
    N_("<{tag}> belongs to style dca, but the file says dct."),
    N_("<{tag}> of another namespace belongs to style dct, but the file says dca."),
    N_("“{text}” is no {name}: TBX-Basic has {allowed}."),
    # glossary/formats/_text.py
    N_("it begins as {encoding} text but holds bytes that are none ({reason})."),
    N_("Save it as UTF-8."),
    N_("its encoding cannot be told."),
    N_("Save it again."),
    N_("a quotation mark that opens a cell there is never closed."),
    N_("it is longer than {limit:,} characters."),
    # glossary/formats/_xml.py
    N_("Export it again."),
    N_("the XML is broken: {fault}."),
    N_("one entry has more than {limit:,} elements."),
    N_("it begins with <{tag}>, not with one of {known}."),
    N_("it declares entities of its own, which are not read."),
    N_("Export it again without."),
    # glossary/formats/jsonl.py
    N_("it does not say “format”: “{format}”, “version”: {version}."),
    N_("it is no concept: “{field}” is missing."),
    N_("it is no concept: {error}."),
    N_("it is longer than {limit} MB."),
    N_("it is not JSON."),
    N_("it is no JSON object."),
    # glossary/formats/omegat.py
    N_("nothing says its two languages."),
    N_("there is no tab between source and target."),
    # glossary/formats/tmx.py
    N_("it holds sentences, not terms."),
    # glossary/formats/utx.py
    N_("no line before it names the columns (#src, tgt …)."),
    N_("it does not begin with #UTX."),
    N_("it names no pair of known languages."),
    # glossary/formats/xlsx.py
    N_("it unpacks to more than {limit} MB."),
    N_("it is not a readable Excel workbook ({kind})."),
    N_("Save it again as .xlsx."),
    N_("“{value}…” is longer than the {cell:,} characters of an Excel cell."),
    N_("Choose csv or jsonl."),
    N_("a sheet says that it has more than {limit:,} rows."),
    # glossary/reports/__init__.py
    N_("There is no report format “{name}”."),
)
