"""English words in the forms that one term takes: number, verb endings, British and American spelling.

Stems are too coarse for terms: Snowball makes one of *industry* and *industrial*, of *university* and *universe*. Here
only endings go that leave the word the same word, and only from the text towards the term: a text that has
*clustered* has the term *cluster*, but one that has *build* does not have the term *building*. What is left may be no
word at all (*processe*); it does no harm, since it only counts where a term has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import regex

from aligner.lang._base import word_list

LITERAL: Final = 0
NUMBER: Final = 1
VERB: Final = 2
"""How far a form is from the term: the same, another number or spelling, or inflected as a verb."""

_IRREGULAR_NUMBERS = """
    leaf leaves|half halves|shelf shelves|wolf wolves|thief thieves|loaf loaves|calf calves|life lives|wife wives
    knife knives|child children|foot feet|tooth teeth|mouse mice|goose geese|ox oxen|criterion criteria
    phenomenon phenomena|bacterium bacteria|curriculum curricula|stratum strata|spectrum spectra|index indices
    memorandum memoranda|referendum referenda|matrix matrices|appendix appendices|vertex vertices|stimulus stimuli
    nucleus nuclei|fungus fungi|radius radii|alumnus alumni
"""

_IRREGULAR_VERBS = """
    build built|buy bought|sell sold|grow grew grown|choose chose chosen|take took taken|give gave given
    write wrote written|drive drove driven|speak spoke spoken|begin began begun|bring brought|teach taught
    catch caught|fight fought|seek sought|deal dealt|spend spent|send sent|lend lent|pay paid|hold held|win won
    lose lost|show shown|know knew known|throw threw thrown|draw drew drawn|break broke broken|freeze froze frozen
    steal stole stolen|sink sank sunk|withdraw withdrew withdrawn|undertake undertook undertaken|keep kept
    overtake overtook overtaken|overcome overcame|become became|shrink shrank shrunk|make made
    undergo underwent undergone|withhold withheld|uphold upheld|rebuild rebuilt|outgrow outgrew outgrown
    outsell outsold|strike struck|forbid forbade forbidden
"""


def _by_form(lines: str) -> dict[str, str]:
    groups = (group.split() for line in lines.split("\n") for group in line.split("|"))
    return {form: word for word, *forms in filter(None, groups) for form in forms}


_SINGULAR, _VERB = _by_form(_IRREGULAR_NUMBERS), _by_form(_IRREGULAR_VERBS)

_OWN_WORDS = word_list("""
    goods arms customs economics politics physics mathematics statistics logistics ethics dynamics electronics
    mechanics optics robotics genetics linguistics athletics aesthetics semantics diagnostics analytics graphics
    cosmetics ceramics basics classics specifics generics news means species series securities proceeds remains
    futures commons greens lyrics odds premises thanks humanities headquarters whereabouts overseas besides
    sometimes always perhaps towards afterwards upwards downwards backwards forwards does is was has this thus yes
    his hers its ours theirs yours gas bus plus minus alas lens mass pass class glass

    building meeting training banking housing rating meaning evening morning interesting setting being hearing
    feeling wedding ceiling clothing during nothing something anything everything thing king ring wing spring string
    bring sing swing sterling outstanding willing leading matching wording lightning pudding shilling sibling
    darling viking offspring following including according regarding concerning considering notwithstanding
    engineering offering saving lighting painting writing bearing standing understanding undertaking proceeding
    firing listing crossing landing drawing blessing

    hundred sacred naked wicked rugged indeed need seed speed feed breed bleed greed deed weed exceed proceed
    succeed united limited advanced interested concerned supposed skilled wooded gifted talented seabed bed red shed
    led sled biased
""")
"""Words that end as if they were forms of another, and are words of their own."""

_VOWEL = regex.compile(r"[aeiouy]")
_SHORT = regex.compile(r"[^aeiou]*[aeiou][^aeiouwxy]\Z")
_ENCE = regex.compile(r"(?<=\b(?:def|off|lic|pret))ence(?=s?\Z)")
_SPELLINGS = (
    (regex.compile(r"(?<=[a-z]{2})is(?=(?:e|es|ed|er|ers|ing|ation|ations)\Z)"), "iz"),
    (regex.compile(r"(?<=[a-z]{2}l)ys(?=(?:e|es|ed|ing|er|ers)\Z)"), "yz"),
    (regex.compile(r"(?<=[a-z]{2}[a-z])our(?=s?\Z|ed\Z|ing\Z|able\Z|ite\Z|er\Z|ers\Z|al\Z|hood)"), "or"),
    (regex.compile(r"(?<=[a-z]{2}[bt])(?<!timb)re(?=s?\Z)"), "er"),
    (regex.compile(r"(?<=[aeiou][a-z]*[aeiou])ll(?=(?:ed|ing|er|ers)\Z)"), "l"),
    (regex.compile(r"(?<=[a-z]{3}og)ue(?=s?\Z)"), ""),
    (regex.compile(r"(?<=gram)me(?=s?\Z)"), ""),
    (_ENCE, "ense"),
    (regex.compile(r"(?<=\A(?:judg|acknowledg))ement"), "ment"),
    (regex.compile(r"\Aaluminium\Z"), "aluminum"),
    (regex.compile(r"\Aageing\Z"), "aging"),
    (regex.compile(r"\Agrey(?=s?\Z)"), "gray"),
)


@lru_cache(maxsize=1 << 12)
def spelling(word: str) -> str:
    """A folded English word as it is compared: British spellings as Americans write them.

    >>> [spelling(word) for word in ("organisation", "labour", "centres", "modelling", "defence", "hour", "rise")]
    ['organization', 'labor', 'centers', 'modeling', 'defense', 'hour', 'rise']
    """
    for pattern, put in _SPELLINGS:
        word = pattern.sub(put, word)
    return word


def singulars(word: str) -> Iterator[str]:
    """What a folded English word may be the plural of.

    >>> [list(singulars(word)) for word in ("policies", "clusters", "analyses", "businessmen", "goods", "class")]
    [['policy', 'policie'], ['cluster'], ['analysis', 'analyse'], ['businessman'], [], []]
    """
    if word in _OWN_WORDS or len(word) < 3:
        return
    if word in _SINGULAR:
        yield _SINGULAR[word]
    if (word.endswith("men") and len(word) > 4) or word in ("men", "women"):
        yield word[:-2] + "an"
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith(("yses", "ises", "eses", "oses")):
        yield word[:-2] + "is"
    elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]
    yield word[:-1]


def verbs(word: str) -> Iterator[str]:
    """What a folded English word may be the past or the -ing form of.

    >>> [list(verbs(word)) for word in ("clustered", "planning", "hoping", "applied", "built", "building", "string")]
    [['cluster', 'clustere'], ['plann', 'planne', 'plan'], ['hope'], ['apply'], ['build'], [], []]
    """
    if word in _OWN_WORDS:
        return
    if word in _VERB:
        yield _VERB[word]
        return
    if word.endswith("ied") and len(word) > 4:
        yield word[:-3] + "y"
        return
    if word in ("dying", "lying", "tying"):
        yield word[:-4] + "ie"
        return
    base = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
    if len(base) < 2 or not _VOWEL.search(base):
        return
    if len(base) > 2 and not _SHORT.fullmatch(base):
        yield base
    yield base + "e"
    if (len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeioulsz") or (
        len(base) > 4 and base.endswith("ll")
    ):
        yield base[:-1]


@lru_cache(maxsize=1 << 12)
def variants(word: str) -> tuple[tuple[str, int], ...]:
    """The forms in which terms are looked for where a text has a folded English word, and how far each is from it.

    >>> variants("clusters"), variants("organised")
    ((('clusters', 0), ('cluster', 1)), (('organized', 0), ('organis', 2), ('organize', 2)))
    """
    found = {spelling(word): LITERAL}
    for form in singulars(word):
        found.setdefault(spelling(form), NUMBER)
    for form in verbs(word):
        found.setdefault(spelling(form), VERB)
    return tuple(found.items())


def numbers(word: str) -> tuple[tuple[str, int], ...]:
    """The forms under which a term's folded word is kept: as it is, and in the singular.

    >>> numbers("supply"), numbers("chains"), numbers("clustering")
    ((('supply', 0),), (('chains', 0), ('chain', 1)), (('clustering', 0),))
    """
    return tuple((form, level) for form, level in variants(word) if level < VERB)
