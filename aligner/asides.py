"""Asides: segments that stand in brackets by themselves, as notes in the transcript of a talk do.

*(Laughter)*, （掌声） or *[Music]* says what was heard, not what was said, and *(Translator's note: …)* was said by
somebody else. Such a note answers a note of the other version or nothing, and is left out more readily than a sentence.
"""

from __future__ import annotations

import regex

from aligner.cues import is_note

LONGEST = 60  # characters of an aside; what is longer is a sentence in brackets
_OPENING = frozenset("([（［【〔 \t")
_BRACKETED = regex.compile(
    r"\s*(?:\(([^()]+)\)|\[([^][]+)]|（([^（）]+)）|［([^［］]+)］|【([^【】]+)】|〔([^〔〕]+)〕)\s*"
)
_CLOSING = frozenset(")]）］】〕 \t")
_SAID = regex.compile(r"[.!?。！？]")
_NUMBER = regex.compile(r"\s*(?:\p{N}{1,4}|\p{Latin}{1,2}|[ivxIVX]+|[一二三四五六七八九十]{1,3})\s*")


def is_aside(text: str) -> bool:
    """Whether a segment is a note in brackets and nothing else: no sentence with its stop, no number of a list.

    >>> [is_aside(text) for text in ("(Laughter)", "（笑聲）", "(He laughed.)", "(Cười) Vâng", "(a)", "（一）")]
    [True, True, False, False, False, False]
    """
    if text[:1] not in _OPENING or len(text) > LONGEST or (match := _BRACKETED.fullmatch(text)) is None:
        return False
    inside = match[match.lastindex or 1]
    return not _SAID.search(inside) and not _NUMBER.fullmatch(inside)


def is_remark(text: str) -> bool:
    """Whether a segment is a remark in brackets that names itself one of a translator or an editor.

    >>> [is_remark(text) for text in ("(Translator’s note: sic.)", "（原文如此。——譯註）", "(He laughed.)")]
    [True, True, False]
    """
    return text[:1] in _OPENING and text[-1:] in _CLOSING and is_note(text)
