"""What somebody may have meant by what they typed: the words themselves, keystrokes of Vietnamese, or pinyin."""

from __future__ import annotations

from dataclasses import dataclass

from glossary import keystrokes, pinyin
from glossary.keys import Unit, units

LONGEST = 200
"""Characters of a query that are read; nobody types more, and what is pasted is found by its beginning."""

MANNERS = ("text", "telex", "vni", "pinyin")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a query: its manner (one of ``MANNERS``), the text that it stands for, and the units of that.

    Read as pinyin, ``text`` is the key without tones and ``tones`` the one with them, if any were typed.
    """

    manner: str
    text: str
    units: tuple[Unit, ...]
    tones: str = ""


def readings(query: str) -> tuple[Reading, ...]:
    """The ways to read a query, the plainest first; none when there is no letter or figure in it.

    >>> [(reading.manner, reading.text) for reading in readings("cujm coong nghieepj")]
    [('text', 'cujm coong nghieepj'), ('telex', 'cụm công nghiệp'), ('pinyin', 'cujmcoongnghieepj')]
    >>> [(reading.manner, reading.text, reading.tones) for reading in readings("chan3ye4")]
    [('text', 'chan3ye4', ''), ('pinyin', 'chanye', 'chǎnyè')]
    >>> readings(" ?! ")
    ()
    """
    text = " ".join(query[:LONGEST].split())
    typed = units(text)
    if not typed:
        return ()
    found = [Reading("text", text, typed)]
    for manner, decoded in (("telex", keystrokes.telex(text)), ("vni", keystrokes.vni(text))):
        if decoded:
            found.append(Reading(manner, decoded, units(decoded)))
    if letters := pinyin.toneless(text):
        found.append(Reading("pinyin", letters, (), pinyin.toned(text)))
    return tuple(found)
