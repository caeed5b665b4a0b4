"""What a text has for terms to be found by, as numbers: its runs of words, and of English the heads of its words.

Terms and texts are brought to the same fingerprints (``aligner.fingerprints``), so that which of a hundred thousand
terms may stand in a text is a look-up of some hundred numbers. Like a head (``web.store.heads``), a run only ever lets
in too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.fingerprints import Ints, Prints, prints, runs
from glossary.tokens import family
from web.store.heads import HAN, RUN, STEM, stem, stems, term_words, words_of

SALTS = {"en": 0, "vi": 0x9E3779B97F4A7C15, "zh": 0xC2B2AE3D27D4EB4F}
"""What makes the fingerprints of a family of languages its own."""
_ALONE = "\0"
"""What begins the run of a term of one English word, which is looked up by its head."""


def runs_of_term(kin: str, folded: str, head: str) -> list[tuple[str, ...]]:
    """By which runs a term is found: all of a group have to be in a text, and one group is enough.

    >>> runs_of_term("vi", "cụm công nghiệp", ""), runs_of_term("en", "supply chain", "")
    ([('cụmcôngnghiệp',)], [('suppl chain',), ('supplych',)])
    >>> runs_of_term("en", "bank", "bank")
    [('\\x00bank',)]
    """
    words = term_words(kin, folded)
    if not words:
        return []
    if kin != "en" or HAN.search(folded):
        return [("".join(words[:RUN]),)]
    if len(words) == 1:
        return [(_ALONE + head,)]
    closed = "".join(words)
    pairs = dict.fromkeys(f"{stem(one)} {stem(two)}" for one, two in pairwise(words))
    return [tuple(pairs), (closed[: max(STEM, len(closed) - 3)],)]


def runs_of_texts(texts: Sequence[tuple[str, str]]) -> tuple[Prints, NDArray[np.int32]]:
    """The runs of texts (language, text): their fingerprints, and in which of the texts each stands; a run that comes
    again in a text may be there twice. Those of each family of languages are others."""
    kins = [family(lang) for lang, _ in texts]
    cut = [words_of("zh-Hans" if kin == "zh" else lang, text) for kin, (lang, text) in zip(kins, texts, strict=True)]
    found, owners = _joined(cut, [at for at, kin in enumerate(kins) if kin != "en" or HAN.search(texts[at][1])])
    salts = np.array([SALTS.get(kin, 0) for kin in kins], np.uint64)
    found ^= salts[owners]
    said: list[str] = []
    sizes = [0] * len(cut)
    for at, kin in enumerate(kins):
        if kin == "en":
            before = len(said)
            _add_english(said, cut[at])
            sizes[at] = len(said) - before
    if not said:
        return found, owners
    at_each = np.repeat(np.arange(len(cut), dtype=np.int32), sizes)
    return np.concatenate([found, prints(said)]), np.concatenate([owners, at_each])


def _add_english(said: list[str], words: Sequence[str]) -> None:
    last: tuple[str, ...] = ()
    before = ""
    for word in words:
        if word == "s":  # of a possessive
            continue
        own, here = _of_word(word)
        said += own
        if last:
            said += [f"{a} {b}" for a in last for b in here]
            said.append(_ALONE + (before + word)[:STEM])  # written in two, a term of one word
        last, before = here, word


def _joined(cut: Sequence[Sequence[str]], which: Sequence[int]) -> tuple[Prints, NDArray[np.int32]]:
    """All runs of a few words of some texts, without what stands between them."""
    parts = [[word.encode(errors="surrogatepass") for word in cut[at]] for at in which]
    data = b"".join(word for words in parts for word in words)
    if not data:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    counts = np.array([len(words) for words in parts])
    ends = np.cumsum([len(word) for words in parts for word in words], dtype=np.int64)
    starts: Ints = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
    last = np.repeat(np.cumsum(counts), counts) - 1  # the last word of the text in which a word stands
    places = np.arange(len(ends))
    owners = np.repeat(np.array(which, np.int32), counts)
    stops = [np.minimum(places + more, last) for more in range(RUN)]
    found = runs(data, starts, *(ends[stop] for stop in stops))
    kept = [places + more <= last for more in range(RUN)]
    return (
        np.concatenate([numbers[keep] for numbers, keep in zip(found, kept, strict=True)]),
        np.concatenate([owners[keep] for keep in kept]),
    )


@lru_cache(maxsize=1 << 13)
def _of_word(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An English word's heads, and its beginnings, for what is written in two words or in one; and the beginnings of
    what it may be a form of, for the pairs that it makes with its neighbours."""
    here = tuple(stems(word))
    return (*(_ALONE + one for one in here), *(word[:stop] for stop in range(STEM, len(word) + 1))), here
