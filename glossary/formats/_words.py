"""Words of other programs for statuses, word classes and kinds of terms."""

from __future__ import annotations

import regex

from glossary.types import PartOfSpeech, Status, TermType

_NOISE = regex.compile(r"[\s_-]+|-admn-sts$")

_STATUSES = {
    **{status.value: status for status in Status},
    **dict.fromkeys(("preferred", "preferredterm", "standard", "standardized", "standardizedterm"), Status.APPROVED),
    **dict.fromkeys(("legalterm", "regulatedterm", "confirmed", "final", "ok", "yes"), Status.APPROVED),
    **dict.fromkeys(("admittedterm", "acceptable", "allowed", "synonym", "nonstandard"), Status.ADMITTED),
    **dict.fromkeys(("superseded", "supersededterm", "obsolete", "outdated", "replaced"), Status.DEPRECATED),
    **dict.fromkeys(("deprecatedterm", "notrecommended", "banned", "donotuse", "rejected"), Status.FORBIDDEN),
    **dict.fromkeys(("proposedterm", "provisional", "new", "draft", "suggested", "candidate"), Status.PROPOSED),
}
_PARTS = {
    **{part.value: part for part in PartOfSpeech},
    **dict.fromkeys(("n", "n.", "propernoun", "name", "nounphrase", "名词", "名詞", "danhtừ"), PartOfSpeech.NOUN),
    **dict.fromkeys(("v", "v.", "vt", "vi", "verbphrase", "动词", "動詞", "độngtừ"), PartOfSpeech.VERB),
    **dict.fromkeys(("adj", "adj.", "形容词", "形容詞", "tínhtừ"), PartOfSpeech.ADJECTIVE),
    **dict.fromkeys(("adv", "adv.", "副词", "副詞", "trạngtừ"), PartOfSpeech.ADVERB),
    **dict.fromkeys(("preposition", "conjunction", "interjection", "phrase", "sentence"), PartOfSpeech.OTHER),
}
_TYPES = {
    **{kind.value.lower(): kind for kind in TermType},
    **dict.fromkeys(("full", "mainentryterm", "entryterm"), TermType.FULL),
    **dict.fromkeys(("initialism", "initials"), TermType.ACRONYM),
    **dict.fromkeys(("abbreviatedform", "abbr", "abbr.", "clippedterm"), TermType.ABBREVIATION),
    **dict.fromkeys(("short", "shortcut"), TermType.SHORT),
    **dict.fromkeys(("synonym", "spellingvariant", "orthographicvariant"), TermType.VARIANT),
    **dict.fromkeys(("setphrase", "phraseologicalunit", "collocation"), TermType.PHRASE),
}


def status_named(word: str) -> Status | None:
    """The status that a word means, if any; TBX calls deprecated what must not be used.

    >>> status_named("Preferred"), status_named("not recommended"), status_named("deprecatedTerm-admn-sts")
    (<Status.APPROVED: 'approved'>, <Status.FORBIDDEN: 'forbidden'>, <Status.FORBIDDEN: 'forbidden'>)
    """
    return _STATUSES.get(_bare(word))


def part_of_speech_of(word: str) -> PartOfSpeech | None:
    """The word class that a word means, if any.

    >>> part_of_speech_of("properNoun"), part_of_speech_of("Adj.")
    (<PartOfSpeech.NOUN: 'noun'>, <PartOfSpeech.ADJECTIVE: 'adjective'>)
    """
    return _PARTS.get(_bare(word))


def type_of(word: str) -> TermType | None:
    """The kind of term that a word means, if any.

    >>> type_of("full form"), type_of("Initialism")
    (<TermType.FULL: 'fullForm'>, <TermType.ACRONYM: 'acronym'>)
    """
    return _TYPES.get(_bare(word))


def _bare(word: str) -> str:
    return _NOISE.sub("", word.strip().lower().removesuffix("-admn-sts"))
