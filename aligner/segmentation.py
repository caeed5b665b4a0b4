"""Documents to segments: sentences, headings and captions, each with its place in the source.

The splitter is rule-based and its own. It looks at every stop, asks what stands before it (an abbreviation, an
initial, a list number) and what follows (a closing quotation mark, a small letter, a digit), and cuts when a sentence
has ended. What differs between languages is data in ``aligner/lang``. What it does not do: it never cuts at a comma,
colon or semicolon, nor inside a bracket that opened in the middle of a sentence.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from aligner import lang as languages
from aligner.blocks import unwrap
from aligner.lang import SentenceRules
from aligner.types import Document, Kind, Segment, Span

_STOP = regex.compile(r"(?:[.!?。！？｡．…‼⁇⁈⁉]|(?<=\.) (?=\. ?\.)|(?<=\. \.) (?=\.))+")
_CLOSERS = regex.compile(
    r"[”’»）)\]】」』〉》〕〗﹂﹄]|\[\d{1,3}\]|[⁰¹²³⁴-⁹①-⑳]+"
    r"|(?<=\p{L}\p{L}[.!?])\d{1,3}(?=\s+\p{Lu})"
)
_SIGNED = regex.compile(r"\s*[—–-]{1,2}\s*\p{Han}{1,8}\s*[)）\]】〕]")
_LEAD = regex.compile(r"[\s\"'“‘«「『﹁﹃(（\[【〔《〈•·*–—-]*")
_GOES_ON = regex.compile(r"[,，、;；:：)）\]】》〉」』”»%…—–‑-]")
_LABEL = regex.compile(r"(?:\p{N}{1,3}(?:\.\p{N}{1,3})*|\p{Han}{1,3}|[ivxIVX]{1,5}|\p{L})\Z")
_TOKEN = regex.compile(r"(?:(?!\p{Han})[\p{L}\p{M}\p{N}.&'’-])+\Z")
_HAN = regex.compile(r"\p{Han}")
_ADDRESS = regex.compile(
    r"(?:https?://|ftp://|www\.)[^\s\p{Han}<>“”\"（），。；]+(?<![.,;:!?)\]'’])|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    regex.IGNORECASE,
)
_PAIRS = dict(zip("(（[【〔{《〈", ")）]】〕}》〉", strict=True))
_QUOTES = {"”": "“", "’": "‘", "」": "「", "』": "『", "»": "«", "﹂": "﹁", "﹄": "﹃", '"': '"', "'": "'"}
_WHOLE = frozenset({Kind.TITLE, Kind.SUBTITLE, Kind.HEADING, Kind.BYLINE})


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The rules of one language with their patterns compiled."""

    rules: SentenceRules
    reporting: regex.Pattern[str]
    note: regex.Pattern[str]


@cache
def _patterns(lang: str) -> _Patterns:
    rules = languages.get(lang).sentences
    return _Patterns(rules, regex.compile(rules.reporting), regex.compile(rules.note, regex.IGNORECASE))


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
        text = block.span.of(document.text)
        for piece, is_note in _pieces(text, lang, whole=block.kind in _WHOLE):
            span = Span(block.span.start + piece.start, block.span.start + piece.stop)
            kind = Kind.NOTE if is_note else block.kind
            segments.append(Segment(unwrap(span.of(document.text)), lang, len(segments), number, span, kind))
    return tuple(segments)


def segment_lines(lines: Sequence[str], lang: str) -> tuple[Segment, ...]:
    """One segment a line, each as it is, empty ones too; offsets are those of the lines joined by line feeds."""
    segments: list[Segment] = []
    place = 0
    for index, line in enumerate(lines):
        segments.append(Segment(line, lang, index, -1, Span(place, place + len(line))))
        place += len(line) + 1
    return tuple(segments)


def _pieces(text: str, lang: str, *, whole: bool = False) -> list[tuple[Span, bool]]:
    """Sentences and notes in order; ``whole`` keeps what stands between notes together when it is no full sentence."""
    patterns = _patterns(lang)
    brackets = _brackets(text)
    pieces: list[tuple[Span, bool]] = []
    place = 0
    for note in [*_notes(text, brackets, patterns), Span(len(text), len(text))]:
        spans = _sentences(text, Span(place, note.start), brackets, patterns)
        if whole and spans and not _ends_in_stop(spans[-1].of(text)):
            spans = [Span(spans[0].start, spans[-1].stop)]
        pieces += [(span, False) for span in spans]
        if note:
            pieces.append((note, True))
        place = note.stop
    return pieces


def _ends_in_stop(sentence: str) -> bool:
    last = sentence.rstrip("\"'”’»）)]】」』")[-1:]
    return bool(last) and _STOP.fullmatch(last) is not None


def _brackets(text: str) -> list[Span]:
    """The outermost pairs of brackets, from the opening to behind the closing one; lone ones are no bracket."""
    pairs: list[Span] = []
    stack: list[tuple[str, int]] = []
    for match in regex.finditer(r"[(（\[【〔{《〈)）\]】〕}》〉]", text):
        mark, place = match[0], match.start()
        if mark in _PAIRS:
            stack.append((mark, place))
            continue
        depth = next((i for i in range(len(stack) - 1, -1, -1) if _matches(stack[i][0], mark)), None)
        if depth is not None:
            opened = stack[depth][1]
            del stack[depth:]
            pairs = [pair for pair in pairs if pair.start < opened]
            pairs.append(Span(opened, place + 1))
    return pairs


def _matches(opening: str, closing: str) -> bool:
    return _PAIRS[opening] == closing or (opening + closing) in ("(）", "（)", "[】", "【]")


def _notes(text: str, brackets: list[Span], patterns: _Patterns) -> Iterator[Span]:
    """Translator's and editor's notes that stand between sentences; one inside a sentence stays there."""
    for pair in brackets:
        if text[pair.start] in "《〈{" or not patterns.note.search(text, pair.start + 1, pair.stop - 1):
            continue
        before = text[: pair.start].rstrip()
        alone = not before and not text[pair.stop :].strip()
        at_end = not text[pair.stop :].strip()
        if not alone and (at_end or not before or _ends_in_stop(before)):
            stop = pair.stop
            yield Span(pair.start, stop)


def _sentences(text: str, part: Span, brackets: list[Span], patterns: _Patterns) -> list[Span]:
    """The sentences of a part of a text, trimmed; a piece without a letter or digit joins its neighbour."""
    addresses = [match.span() for match in _ADDRESS.finditer(text, part.start, part.stop)] if "." in text else []
    ends: list[int] = []
    start = part.start
    for match in _STOP.finditer(text, part.start, part.stop):
        at = match.start()
        if at < start or any(first <= at < last for first, last in addresses):
            continue
        begins = _LEAD.match(text, start, at)
        opened = begins.end() if begins else start
        if any(pair.start < at < pair.stop - 1 and pair.start >= opened - 0 for pair in brackets):
            continue
        end = _closed(text, start, match.end(), part.stop)
        if _Stop(text, start, at, match.end(), end, part.stop).ends(patterns):
            ends.append(end)
            start = end
    return _trimmed(text, [part.start, *ends, part.stop])


def _closed(text: str, start: int, place: int, limit: int) -> int:
    """Where a sentence really ends: behind the quotation marks, brackets and note marks that follow its stop."""
    while place < limit:
        signed = _SIGNED.match(text, place, limit)
        closer = signed or _CLOSERS.match(text, place, limit)
        if closer:
            place = closer.end()
        elif text[place] in "\"'" and text.count(text[place], start, place) % 2:
            place += 1
        else:
            break
    return place


def _trimmed(text: str, edges: list[int]) -> list[Span]:
    spans: list[Span] = []
    for start, stop in itertools.pairwise(edges):
        while start < stop and text[start].isspace():
            start += 1
        while start < stop and text[stop - 1].isspace():
            stop -= 1
        if start == stop:
            continue
        if spans and not regex.search(r"[\p{L}\p{N}]", text[start:stop]):
            spans[-1] = Span(spans[-1].start, stop)
        else:
            spans.append(Span(start, stop))
    return spans


@dataclass(frozen=True, slots=True)
class _Stop:
    """One stop and its surroundings: the sentence so far is ``text[start:at]``, the stop ``text[at:after]``,
    and what closes with it reaches to ``end``. Nothing at or behind ``limit`` belongs to the text."""

    text: str
    start: int
    at: int
    after: int
    end: int
    limit: int

    def ends(self, patterns: _Patterns) -> bool:
        """Whether a sentence ends here."""
        text, rules = self.text, patterns.rules
        lead = _LEAD.match(text, self.end, self.limit)
        first = lead.end() if lead else self.end
        if not text[self.end : self.limit].strip():
            return True
        spaced = text[self.end].isspace()
        rest = text[self.end : min(self.limit, self.end + 80)].lstrip()
        if _GOES_ON.match(rest) and not (spaced and rest[0] in "—–-…"):
            return False
        following = text[first : first + 2] if first < self.limit else rest[:1]
        if self.end > self.after and self._quotation_goes_on(rest, patterns):
            return False
        mark = text[self.at : self.after]
        if mark.strip(". …") == "" and (len(mark) > 1 or mark == "…"):
            return self._ellipsis(following, spaced)
        if mark == "." or mark == "．":
            return self._full_stop(first, following, spaced, rules)
        if any(letter in "。！？｡．" for letter in mark):
            return True
        if not spaced and not self._han(following) and self.end == self.after and not self._han(text[self.at - 1]):
            return following[:1].isupper() and text[self.at - 1].islower()
        return not _small(following)

    def _han(self, letter: str) -> bool:
        return bool(_HAN.match(letter))

    def _quotation_goes_on(self, rest: str, patterns: _Patterns) -> bool:
        """Whether the sentence runs on behind a quotation that has just closed.

        It does before a verb of saying (“好!”他说。), and in Chinese when no colon or comma led up to the quotation,
        which then is a part of the sentence (提出“谁来付?”的问题). Otherwise a stop inside the marks ends the sentence.
        """
        closing = next((mark for mark in reversed(self.text[self.after : self.end]) if mark in _QUOTES), "")
        if not closing:
            return False
        single = self.text[self.at : self.after] in (".", "．")
        if not (single and not self._han(rest)) and patterns.reporting.match(rest):
            return True
        opened = self.text.rfind(_QUOTES[closing], self.start, self.at)
        before = self.text[self.start : opened].rstrip() if opened >= 0 else ""
        return bool(before) and self._han(before[-1]) and self._han(rest)

    def _ellipsis(self, following: str, spaced: bool) -> bool:
        """Three dots end a sentence before a capital; in Chinese where a clause of some length ran up to them."""
        if not self.text[self.start : self.at].strip():
            return False
        if self._han(following):
            clause = regex.search(r"[\p{Han}\p{N}\p{L}]*\Z", self.text, pos=self.start, endpos=self.at)
            return spaced or self.end > self.after or (clause is not None and len(clause[0]) > 5)
        return (spaced or self.end > self.after) and not _small(following)

    def _full_stop(self, first: int, following: str, spaced: bool, rules: SentenceRules) -> bool:
        """A single full stop: the one mark that abbreviations, initials, numbers and names use too."""
        text = self.text
        found = _TOKEN.search(text, self.start, self.at)
        token = found[0].lstrip(".-'’&") if found else ""
        before = text[self.start : self.at - len(token)].strip(" \t\n\"'“‘«「『(（[【•*–—-")
        if self._label(token, before, rules):
            return False
        han = self._han(following)
        if not spaced and self.end == self.after and not han and self._glued(token, following, rules):
            return False
        if self.end > self.after and text[self.end - 1] not in ")）]】’'":
            return han or not _small(following)
        name = token.lower()
        if name in rules.abbreviations:
            return False
        if name in rules.numbered and regex.match(r"[\p{N}]|[IVXLC]+(?!\p{L})", following):
            return False
        if (
            name in rules.closing
            or (len(token) == 1 and token.isupper())
            or regex.fullmatch(r"(?:\p{L}\.)+\p{L}", token)
        ):
            return not han and self._starts(first, rules, initial=len(token) == 1)
        return han or not _small(following)

    def _label(self, token: str, before: str, rules: SentenceRules) -> bool:
        """Whether the stop belongs to a list number or heading number: 1. a. IV. 一. Chapter 2. Điều 1."""
        head = self.text[self.start : self.at].strip(" \t\n\"'“‘«「『(（[【•*–—-")
        if not token and self._han(head):
            return regex.fullmatch(r"第?[一二三四五六七八九十百〇零]{1,4}", head) is not None
        if not token or not _LABEL.fullmatch(token):
            return False
        if not before:
            return True
        return token[0].isdigit() and (before.lower() in rules.labels or before[-1] in ";；:：、")

    def _glued(self, token: str, following: str, rules: SentenceRules) -> bool:
        """Whether a stop without a space behind it is part of a number, name or address, as in 2.7 or index.html."""
        if self._han(self.text[self.at - 1 : self.at]):
            return _small(following)
        lost_space = regex.fullmatch(r"\p{L}?\p{Ll}{2,}", token.split("-")[-1]) and following[:1].isupper()
        return not lost_space or token.lower() in rules.abbreviations or not following[1:].islower()

    def _starts(self, first: int, rules: SentenceRules, *, initial: bool) -> bool:
        """Whether what follows an abbreviation or initial begins a sentence."""
        word = regex.match(r"[\p{L}\p{M}\p{N}'’]+", self.text, pos=first, endpos=self.limit)
        if word is None or _small(word[0]) or not word[0][0].isalpha():
            return False
        if rules.starters:
            return word[0].lower() in rules.starters and (len(word[0]) > 1 or not initial)
        return not initial


def _small(following: str) -> bool:
    """Whether a text begins with a small letter; iPhone and eBay count as capitals."""
    return following[:1].islower() and not following[1:2].isupper()
