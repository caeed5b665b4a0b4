"""Documents to segments: sentences, headings and captions, each with its place in the source.

The splitter is rule-based and its own. It looks at every stop, asks what stands before it (an abbreviation, an
initial, a list number) and what follows (a closing quotation mark, a small letter, a digit), and cuts when a sentence
has ended. What differs between languages is data in ``aligner/lang``. What it does not do: it never cuts at a comma,
colon or semicolon, nor inside a bracket that opened in the middle of a sentence, unless that goes on for ``LONGEST``.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from aligner import lang as languages
from aligner.blocks import unwrap
from aligner.errors import InputError
from aligner.stops import LEAD, MARK, Patterns, Stop, closed, ends_in_stop, stops
from aligner.types import Document, Kind, Segment, Span

_ADDRESS = regex.compile(
    r"(?:https?://|ftp://|www\.)[^\s\p{Han}<>“”\"（），。；]+(?<![.,;:!?)\]'’])"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+",
    regex.IGNORECASE,
)
_BRACKET = re.compile(r"[(（\[【〔{《〈)）\]】〕}》〉]")
_CLOSING = {"(": ")）", "（": "）)", "[": "]】", "【": "】]", "〔": "〕", "{": "}", "《": "》", "〈": "〉"}
_DEPTH = 20  # brackets in brackets that are followed; more is no prose
_BLANK = regex.compile(r"\s*\Z")
_SUBSTANCE = regex.compile(r"[\p{L}\p{N}]")
LONGEST = 10_000
"""Characters of a segment: ten times as many as a long sentence has. What goes on without a stop is cut before that."""
_CUTS = tuple(map(regex.compile, (r";\s+|；", r"[,:]\s+|[，、：]", r"\s+", r"(?=\P{M})")))
_WHOLE = frozenset({Kind.TITLE, Kind.SUBTITLE, Kind.HEADING, Kind.BYLINE})


@cache
def _patterns(lang: str) -> Patterns:
    return Patterns.of(languages.get(lang).sentences)


def split(text: str, lang: str) -> list[Span]:
    """The sentences of one block, as ranges of its text without white space at their ends.

    >>> text = "Dr. Ma paid $2.7 billion. “Why?” he asked."
    >>> [span.of(text) for span in split(text, "en")]
    ['Dr. Ma paid $2.7 billion.', '“Why?” he asked.']
    """
    return [span for span, _ in _pieces(text, lang)]


def segment(document: Document) -> tuple[Segment, ...]:
    """The segments of a document in reading order; boilerplate is left out.

    A heading, title or byline stays whole unless each of its parts ends in a stop. A translator's note inside a
    paragraph is a segment of its own, of kind NOTE; otherwise a block's kind carries over to its segments.
    """
    segments: list[Segment] = []
    for number, block in enumerate(document.blocks):
        if block.kind is Kind.BOILERPLATE:
            continue
        lang = block.lang or document.lang
        for piece, is_note in _pieces(block.span.of(document.text), lang, whole=block.kind in _WHOLE):
            span = Span(block.span.start + piece.start, block.span.start + piece.stop)
            kind = Kind.NOTE if is_note else block.kind
            segments.append(Segment(unwrap(span.of(document.text)), lang, len(segments), number, span, kind))
    return tuple(segments)


def segment_lines(lines: Sequence[str], lang: str) -> tuple[Segment, ...]:
    """One segment a line, each as it is, empty ones too; offsets are those of the lines joined by line feeds.

    Raises ``InputError`` for a line that is far longer than a segment may be.
    """
    segments: list[Segment] = []
    place = 0
    for index, line in enumerate(lines):
        if len(line) > 2 * LONGEST:
            raise InputError(
                "Segment {number} has {count} characters; {longest} are the most.",
                "Split it first.",
                number=index + 1,
                count=len(line),
                longest=2 * LONGEST,
            )
        segments.append(Segment(line, lang, index, -1, Span(place, place + len(line))))
        place += len(line) + 1
    return tuple(segments)


def _pieces(text: str, lang: str, *, whole: bool = False) -> list[tuple[Span, bool]]:
    """Sentences and notes in order; ``whole`` keeps what stands between notes together when it is no full sentence."""
    patterns = _patterns(lang)
    brackets = _brackets(text)
    pieces: list[tuple[Span, bool]] = []
    place = 0
    notes = [*_notes(text, brackets, patterns)] if brackets else []
    if not notes and len(text) <= LONGEST and _is_one(text):
        return [(span, False) for span in _trimmed(text, [0, len(text)])]
    for note in [*notes, Span(len(text), len(text))]:
        spans = _sentences(text, Span(place, note.start), brackets, patterns)
        if whole and spans and not ends_in_stop(spans[-1].of(text)):
            spans = [Span(spans[0].start, spans[-1].stop)]
        if pieces and spans and not _SUBSTANCE.search(text, spans[0].start, spans[0].stop):
            pieces[-1] = (Span(pieces[-1][0].start, spans.pop(0).stop), pieces[-1][1])
        pieces += [(span, False) for span in spans]
        if note:
            pieces.append((note, True))
        place = note.stop
    return [(short, is_note) for span, is_note in pieces for short in _shortened(text, span)]


def _shortened(text: str, span: Span) -> Iterator[Span]:
    """A piece, cut where it is longer than a segment may be: behind a semicolon, a comma, a blank, or any letter."""
    start = span.start
    if span.stop - start <= LONGEST:
        yield span
        return
    while span.stop - start > LONGEST:
        least, most = start + LONGEST // 2, start + LONGEST
        ends = (deque(cut.finditer(text, least, most), maxlen=1) for cut in _CUTS)
        place = next((last[0].end() for last in ends if last), most)
        yield from _trimmed(text, [start, place])
        start = place
    yield from _trimmed(text, [start, span.stop])


def _is_one(text: str) -> bool:
    """Whether a text has no stop but one at its end, as most lines that hold one sentence. Then nothing is to be cut,
    whatever brackets and addresses there are."""
    mark = MARK.search(text)
    return mark is None or closed(text, mark.end(), len(text)) == len(text)


def _brackets(text: str) -> list[Span]:
    """The pairs of brackets by where they open, from the opening to behind the closing one; lone ones are left out."""
    if not _BRACKET.search(text):
        return []
    pairs: list[Span] = []
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        mark, place = match[0], match.start()
        if mark in _CLOSING:
            opened = [*opened[1 - _DEPTH :], (mark, place)]
            continue
        depth = next((i for i in reversed(range(len(opened))) if mark in _CLOSING[opened[i][0]]), None)
        if depth is not None:
            pairs.append(Span(opened[depth][1], place + 1))
            del opened[depth:]
    return sorted(pairs)


def _notes(text: str, brackets: list[Span], patterns: Patterns) -> Iterator[Span]:
    """Translator's and editor's notes that stand between sentences or at the end of the block.

    One inside a sentence stays there, since the sentence would fall apart; a block that is nothing but a note is cut
    into its sentences as any other, for whoever labels blocks has seen it.
    """
    place = 0
    for pair in brackets:
        inside = text[pair.start + 1 : pair.stop - 1]
        if pair.start < place or text[pair.start] in "《〈{" or not patterns.note.search(inside):
            continue
        before = text[place : pair.start].rstrip()
        last = _BLANK.match(text, pair.stop) is not None
        if (before or place or not last) and (last or not before or ends_in_stop(before)):
            yield pair
            place = pair.stop


def _sentences(text: str, part: Span, brackets: list[Span], patterns: Patterns) -> list[Span]:
    """The sentences of a part of a text, trimmed; a piece without a letter or digit joins its neighbour."""
    addressed = _addressed(text, part)
    edges = [part.start]
    waiting = deque(brackets)
    around: list[Span] = []
    for at, after in stops(text, part.start, part.stop):
        start = edges[-1]
        while waiting and waiting[0].start < at:
            around.append(waiting.popleft())
        around = [pair for pair in around if at < pair.stop - 1]
        if at < start or at in addressed or any(_holds(text, start, pair) for pair in around):
            continue
        end = closed(text, after, part.stop)
        if end == part.stop or Stop(text, start, at, after, end, part.stop).ends(patterns):
            edges.append(end)
    return _trimmed(text, [*edges, part.stop])


def _addressed(text: str, part: Span) -> set[int]:
    """The places of a part of a text that are within addresses; most texts have none, which is quickly seen."""
    if "@" not in text and "://" not in text and "w." not in text and "W." not in text:
        return set()
    if "@" not in text and "://" not in text and "www." not in text.lower():
        return set()
    return {place for match in _ADDRESS.finditer(text, part.start, part.stop) for place in range(*match.span())}


def _holds(text: str, start: int, bracket: Span) -> bool:
    """Whether stops inside a bracket are its own affair: it opened in mid-sentence, or is the title of a work."""
    lead = LEAD.match(text, start)
    return text[bracket.start] in "《〈" or lead is None or bracket.start >= lead.end()


def _trimmed(text: str, edges: list[int]) -> list[Span]:
    """The ranges between edges without white space; what holds no letter or digit goes to the piece before it."""
    spans: list[Span] = []
    for start, stop in pairwise(edges):
        while start < stop and text[start].isspace():
            start += 1
        while start < stop and text[stop - 1].isspace():
            stop -= 1
        if start == stop:
            continue
        if spans and not (
            _SUBSTANCE.search(text, start, stop) and _SUBSTANCE.search(text, spans[-1].start, spans[-1].stop)
        ):
            spans[-1] = Span(spans[-1].start, stop)
        else:
            spans.append(Span(start, stop))
    return spans
