"""Words for checks and for what they find."""

from __future__ import annotations

from web.messages.marks import N_

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
