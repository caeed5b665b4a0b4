"""Where the counterpart of a word stands in the sentence beside it, when no concept of the glossary says so.

The shipped lexicons say what a word may be rendered as; what of that stands in the other sentence is its counterpart.
Where half of a query's words find nothing, nothing is said at all: a wrong mark is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from aligner.lang import get
from aligner.types import Span
from glossary.keys import Unit, joined, units

if TYPE_CHECKING:
    from aligner.lexicon import Lexicon

TRUSTED = 0.5
"""The least weight of a rendering that is followed."""

Forms = tuple[str, ...]
_FORM = {"en": "stem", "vi": "key", "zh": "key"}


class Counterparts:
    """The counterparts of one query, made ready once and looked for in many sentences.

    >>> text = "Không có lưới điện, chính phủ chỉ vẽ một vòng tròn."
    >>> [span.of(text) for span in Counterparts("the government", "en").find(text, "vi")]
    ['chính phủ']
    >>> Counterparts("the government", "en").find("Một ngày đẹp trời.", "vi")
    []
    """

    def __init__(self, query: str, lang: str) -> None:
        self.query = query
        self.language = lang.partition("-")[0]
        self._renderings: dict[str, list[list[tuple[Forms, float]]]] = {}

    def find(self, text: str, lang: str) -> list[Span]:
        """Where the counterparts stand in a text, from left to right; none in a text of the query's own language."""
        language = lang.partition("-")[0]
        if language == self.language or language not in _FORM:
            return []
        if language not in self._renderings:
            self._renderings[language] = _renderings(self.query, self.language, language)
        parts = units(text)
        places: dict[str, list[int]] = defaultdict(list)
        forms = [getattr(part, "key" if part.han else _FORM[language]) for part in parts]
        for number, form in enumerate(forms):
            places[form].append(number)
        whole, *words = self._renderings[language]
        if found := _best(whole, forms, places):
            return _spans(found, parts, text)
        hits = [hit for word in words if (hit := _best(word, forms, places))]
        if not hits or len(hits) * 2 < len(words):
            return []
        return _spans([span for hit in hits for span in hit], parts, text)


def _renderings(query: str, left: str, right: str) -> list[list[tuple[Forms, float]]]:
    """What the whole query may be rendered as, and then each of its words."""
    from aligner.lexicon import load

    lexicon = load(left, right)
    whole = joined(units(query), _FORM[left])
    stop = get(right).stop_words
    return [
        [
            (forms, weight)
            for rendering, weight in (lexicon.weighted(key) if key else ())
            if weight >= TRUSTED and rendering not in stop
            for forms in [tuple(rendering) if right == "zh" else tuple(rendering.split())]
        ]
        for key in [whole if whole in lexicon else "", *_words(query, left, lexicon)]
    ]


def _words(query: str, lang: str, lexicon: Lexicon) -> list[str]:
    """The words of a query that say something, as the lexicon has them."""
    if lang != "vi":
        return [word.key for word in get(lang).words(query) if word.content]
    syllables = list(get(lang).words(query))
    found, start = [], 0
    while start < len(syllables):
        for stop in range(min(len(syllables), start + lexicon.max_words), start, -1):
            key = " ".join(word.key for word in syllables[start:stop])
            if key in lexicon or stop == start + 1:
                if stop > start + 1 or syllables[start].content:
                    found.append(key)
                start = stop
                break
    return found


def _best(renderings: Iterable[tuple[Forms, float]], forms: Sequence[str], places: dict[str, list[int]]) -> list[Span]:
    """The places of the rendering that is trusted most, of those the longest."""
    for rendering, _ in sorted(renderings, key=lambda item: (-len(item[0]), -item[1])):
        size = len(rendering)
        found = [
            Span(start, start + size)
            for start in places.get(rendering[0], ())
            if tuple(forms[start : start + size]) == rendering
        ]
        if found:
            return found
    return []


def _spans(found: Iterable[Span], parts: Sequence[Unit], text: str) -> list[Span]:
    """Runs of units as spans of the text, joined where nothing but a blank stands between them."""
    spans: list[Span] = []
    for run in sorted(found, key=lambda span: (span.start, -span.stop)):
        start, stop = parts[run.start].start, parts[run.stop - 1].stop
        if spans and start <= spans[-1].stop:
            spans[-1] = Span(spans[-1].start, max(stop, spans[-1].stop))
        elif spans and not text[spans[-1].stop : start].strip(" "):
            spans[-1] = Span(spans[-1].start, stop)
        else:
            spans.append(Span(start, stop))
    return spans
