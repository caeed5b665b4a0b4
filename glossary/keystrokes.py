"""Vietnamese as it comes off the keyboard when no input method is on: Telex (``cujm coong nghieepj``) and VNI
(``cu5m co6ng nghie65p``).

Marks may be typed where they belong or at the end of the syllable, as all input methods allow. A word is read so only
when it comes out as a syllable that Vietnamese has: so an English word is seldom taken for keystrokes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import regex

from aligner.lang._base import word_list

_TONES = {"grave": "\u0300", "acute": "\u0301", "hook": "\u0309", "tilde": "\u0303", "dot": "\u0323"}
_TELEX_TONES = {"f": "grave", "s": "acute", "r": "hook", "x": "tilde", "j": "dot"}
_VNI_TONES = {"1": "acute", "2": "grave", "3": "hook", "4": "tilde", "5": "dot"}
_ROOF = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"a": "ă", "o": "ơ", "u": "ư"}
_WORD = regex.compile(r"[a-z0-9]+")
_CLUSTERS = "aăâeêioôơuưy"
_STOPS = ("c", "ch", "p", "t")

_INITIALS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", "")
_RHYMES = word_list("""
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op
    ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh uêt ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh
    uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
    """)
_AFTER_QU = word_list("""
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê êch ên ênh êt êu ôc y ych yên
    yêt ynh yt ơ ơi ơn i it
    """)


def telex(query: str) -> str:
    """What was typed by the Telex rules, or nothing when that makes no Vietnamese.

    >>> telex("cujm coong nghieepj"), telex("Ddaats hieems"), telex("duwowngf"), telex("cumj congo nghiepej")
    ('cụm công nghiệp', 'đất hiếm', 'dường', 'cụm công nghiệp')
    >>> telex("clusters"), telex("cong nghiep"), telex("coong ty Apple")
    ('', '', 'công ty apple')
    """
    return _read(query, _telex_word)


def vni(query: str) -> str:
    """What was typed by the VNI rules, or nothing when that makes no Vietnamese.

    >>> vni("cu5m co6ng nghie65p"), vni("d9a6t1 hie6m1"), vni("chi1nh sa1ch"), vni("covid19")
    ('cụm công nghiệp', 'đất hiếm', 'chính sách', '')
    """
    return _read(query, _vni_word)


def _read(query: str, made_of: Callable[[str], str]) -> str:
    text = query.casefold()
    if not text.isascii():
        return ""
    pieces = _WORD.findall(text)
    words = []
    for number, piece in enumerate(pieces):
        made = made_of(piece)
        words.append(made if valid(made, unfinished=number == len(pieces) - 1) else piece)
    return " ".join(words) if words != pieces else ""


def _telex_word(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        if key == "d" and "d" in letters[:1]:
            letters[0] = "đ"
        elif key in _ROOF and key in letters and not _apart(letters, key):
            letters[_last(letters, key)] = _ROOF[key]
        elif key == "w" and _horn(letters):
            pass
        elif key == "w":
            letters.append("ư")
        elif key in _TELEX_TONES and any(letter in _CLUSTERS for letter in letters):
            tone = _TELEX_TONES[key]
        else:
            letters.append(key)
    return _with_tone("".join(letters), tone)


def _vni_word(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key == "6":
            place = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in _ROOF), None)
            if place is None:
                return word
            letters[place] = _ROOF[letters[place]]
        elif key in "78":
            if not _horn(letters):
                return word
        elif key == "9":
            if letters[:1] != ["d"]:
                return word
            letters[0] = "đ"
        elif key.isdigit():
            return word
        else:
            letters.append(key)
    return _with_tone("".join(letters), tone)


def _apart(letters: list[str], key: str) -> bool:
    """Whether another vowel that takes part in the syllable stands after the last ``key``: then it is no roof."""
    return any(letter in "aeo" for letter in letters[_last(letters, key) + 1 :])


def _last(letters: list[str], key: str) -> int:
    return len(letters) - 1 - letters[::-1].index(key)


def _horn(letters: list[str]) -> bool:
    """Give the vowels their horn or breve: uo becomes ươ. Whether there was one to give it to."""
    text = "".join(letters)
    if "uo" in text or "ưo" in text:
        place = text.find("uo") if "uo" in text else text.find("ưo")
        after = text[place + 2 :]
        if place and text[place - 1] == "q":
            letters[place + 1] = "ơ"
        elif not after and text[:place] in ("h", "th", "kh"):
            letters[place : place + 2] = ["u", "ơ"]
        else:
            letters[place : place + 2] = ["ư", "ơ"]
        return True
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in _HORN and not (letters[place] == "a" and letters[place - 1 : place] == ["u"]):
            letters[place] = _HORN[letters[place]]
            return True
    return False


def _with_tone(word: str, tone: str) -> str:
    """A word with a tone on the vowel that carries it."""
    word = word.replace("ưo", "ươ")
    if not tone:
        return word
    head = 2 if word.startswith("qu") or (word.startswith("gi") and any(c in _CLUSTERS for c in word[2:])) else 0
    places = [i for i in range(head, len(word)) if word[i] in _CLUSTERS]
    if not places:
        return word
    hatted = [i for i in places if word[i] in "ăâêôơư"]
    if hatted:
        place = hatted[-1]
    elif len(places) == 1 or (len(places) == 2 and places[-1] == len(word) - 1):
        place = places[0]
    else:
        place = places[1]
    return unicodedata.normalize("NFC", word[: place + 1] + _TONES[tone] + word[place + 1 :])


@lru_cache(maxsize=1 << 14)
def valid(word: str, *, unfinished: bool = False) -> bool:
    """Whether a lower-case word is a syllable that Vietnamese can have; an ``unfinished`` one may still lack its tone.

    >>> valid("nghiệp"), valid("quý"), valid("gì"), valid("chine"), valid("nghiep"), valid("mot")
    (True, True, True, False, True, True)
    """
    parts = unicodedata.normalize("NFD", word)
    tones = [part for part in parts if part in _TONES.values()]
    plain = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES.values()))
    if len(tones) > 1:
        return False
    for initial in _INITIALS:
        if not plain.startswith(initial):
            continue
        rhyme = plain[len(initial) :]
        if initial == "gi" and not rhyme:
            return True
        known = _AFTER_QU if initial == "qu" else _known()
        if rhyme in known:
            stopped = rhyme.endswith(_STOPS)
            bare = plain.isascii() and not tones
            return not stopped or bare or unfinished or tones in ([_TONES["acute"]], [_TONES["dot"]])
    return False


@cache
def _known() -> frozenset[str]:
    """The rhymes as they are, and without marks: a part of what was typed may have none."""
    bare = {unicodedata.normalize("NFD", rhyme) for rhyme in _RHYMES}
    return _RHYMES | {"".join(c for c in rhyme if not unicodedata.combining(c)) for rhyme in bare}
