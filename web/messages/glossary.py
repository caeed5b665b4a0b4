"""Words for concepts and terms, and for what ties them to one another."""

from __future__ import annotations

from web.messages.marks import N_

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
