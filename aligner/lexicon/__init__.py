"""Which words of one language stand for which of another: three undirected pairs over English, Vietnamese, Chinese.

The data are package data, built by ``tools/build_lexicon.py`` and read only when a pair is asked for; their sources
and licences stand in ``NOTICE.md`` beside this file. Words are looked up in *key form*: English casefolded and
stemmed, Vietnamese lower-case NFC syllables, Chinese Simplified; several words are joined by one space.

>>> "政策" in load("en", "zh").translations("polici")
True
"""

from __future__ import annotations

from aligner.lexicon.hanviet import MOST_READINGS, hanviet, readings, syllables
from aligner.lexicon.lookup import PART_WEIGHT, Lexicon, extend, load

__all__ = ["MOST_READINGS", "PART_WEIGHT", "Lexicon", "extend", "hanviet", "load", "readings", "syllables"]
