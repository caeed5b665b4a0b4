"""Drift of proposed concepts: one term of the leading language, rendered in two ways by another.

What mining proposes is no rule, so the proof has to come from the table. Renderings are compared only between rows in
which the leading language uses the same term (*hub* apart from *center*); its own variation is never held against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._anchors import Anchor, anchors, known
from glossary.checks._parts import Parts, parts, same, within
from glossary.checks._places import Texts
from glossary.concepts import general
from glossary.types import Concept

OUTSIDE = 2
"""Rows in which a rendering has to stand in for the usual one, when nothing but that speaks for it."""


@dataclass(frozen=True)
class Drift:
    """A rendering that competes with the usual one: where (row → span), in which language, of which term."""

    concept: Concept
    lang: str
    anchor: str
    usual: str
    rival: str
    places: dict[int, Span]


@dataclass(frozen=True)
class _Rival:
    """What one row has in place of the usual rendering; ``proven`` when the further languages have theirs."""

    text: str
    row: int
    span: Span
    proven: bool


def drifts(concepts: Sequence[Concept], texts: Texts) -> Iterator[Drift]:
    """The competing renderings of all concepts, one for each rendering, with all rows that have it."""
    held = known(concepts, texts)
    for one in held:
        for numbers in anchors(one):
            yield from _Drifting(one, numbers, held, texts).drifts()


class _Drifting(Anchor):
    """A term of the leading language, with what competes with its usual renderings."""

    def drifts(self) -> Iterator[Drift]:
        """The competing renderings of this term."""
        if len(self.rows) < 2:
            return
        for lang, (number, rows) in self.usual.items():
            usual = self.concept.of(lang)[number].text
            for rival, places in self._competing(lang, usual, set(rows)):
                if len(rows) >= max(len(places), self._least(usual, rival, lang)):
                    yield Drift(self.concept, lang, self.term, usual, rival, dict(sorted(places.items())))

    def _competing(self, lang: str, usual: str, rows: AbstractSet[int]) -> Iterator[tuple[str, dict[int, Span]]]:
        """What the rows without the usual rendering have for it, where one row at least proves it."""
        found: dict[str, list[_Rival]] = defaultdict(list)
        silent = []
        for row in self.rows:
            if row in rows or not self._filled(row, lang):
                continue
            rivals = [rival for rival in self._rivals(row, lang, usual) if not self._literal(rival)]
            if rivals:
                best = max(rivals, key=lambda rival: rival.proven)
                found[fold(best.text, lang).text].append(best)
            else:
                silent.append(row)
        for rival in self._standing_in(silent, lang, usual) if len(rows) > 1 else ():
            found[fold(rival.text, lang).text].append(rival)
        for same_ones in found.values():
            if any(rival.proven for rival in same_ones):
                yield same_ones[0].text, {rival.row: rival.span for rival in same_ones}

    def _literal(self, rival: _Rival) -> bool:
        """Whether the leading language has the very same letters: a piece of a name that was left as it was."""
        return rival.text.casefold() in self.texts.context.rows[rival.row].texts[self.lead].casefold()

    def _least(self, usual: str, rival: str, lang: str) -> int:
        """The rows that the usual rendering must hold: two; one is enough for half-way different compounds."""
        shared = len(set(parts(usual, lang)) & set(parts(rival, lang)))
        return 1 if len(self.key) > 1 and shared * 2 >= len(parts(rival, lang)) else 2

    def _rivals(self, row: int, lang: str, usual: str) -> Iterator[_Rival]:
        """What a row has for the term instead: a word made of the usual one, another rendering, one in a compound."""
        text = self.texts.context.rows[row].texts[lang]
        stable = self._stable(row, lang)
        for span, root in self.texts.prefixed.get(row, ()) if lang == "vi" else ():
            if fold(root, lang).text == fold(usual, lang).text:
                yield _Rival(span.of(text), row, span, stable)
        terms = self.concept.of(lang)
        for number, spans in self.one.places.of(row, lang).items():
            if not same(terms[number].text, usual, lang):
                yield _Rival(terms[number].text, row, spans[0], stable)
        for span in self.texts.beginnings(row, lang, usual):
            yield _Rival(span.of(text), row, span, len(parts(usual, lang)) > 2)
        for span in self._compound(row, lang):
            word = span.of(text)
            if set(parts(word, lang)) & set(parts(usual, lang)) and (
                not same(word, usual, lang) or general(lang, (fold(word, lang).text,))
            ):
                yield _Rival(word, row, span, True)

    def _stable(self, row: int, lang: str) -> bool:
        """Whether at least half of the further languages have their usual rendering in a row."""
        others = [row in self.usual[other][1] for other in self.usual if other != lang and self._filled(row, other)]
        return sum(others) * 2 >= len(others)

    def _filled(self, row: int, lang: str) -> bool:
        return lang in self.texts.context.rows[row].filled

    def _compound(self, row: int, lang: str) -> Iterator[Span]:
        """What stands for the term in the renderings of longer concepts that hold it."""
        text = self.texts.context.rows[row].texts[lang]
        for other in self.known:
            if other is self.one or other.lead != self.lead or other.concept.kind != self.concept.kind:
                continue
            for number in other.places.of(row, self.lead):
                key = other.keys[number]
                if len(key) > len(self.key) and self._speaks_in(key) and not self._idiom(key, row):
                    for spans in other.places.of(row, lang).values():
                        yield self._rest(key, spans[0], text, row, lang)

    def _speaks_in(self, key: Parts) -> bool:
        """Whether a compound is one of the term: its head, or a term of several words that it holds."""
        head = key[: len(self.key)] if self.lead == "vi" else key[-len(self.key) :]
        return head == self.key or (len(self.key) > 1 and within(self.key, key))

    def _idiom(self, key: Parts, row: int) -> bool:
        """Whether part of the term makes up another concept with what stands around it: high-speed rail | network."""
        return any(
            other is not self.one
            and other.lead == self.lead
            and len(other.places.rows) > 1
            and any(
                len(k) > 1
                and within(k, key)
                and len(k) < len(key)
                and not within(k, self.key)
                and not within(self.key, k)
                and set(k) & set(self.key)
                for n in other.places.of(row, self.lead)
                for k in [other.keys[n]]
            )
            for other in self.known
        )

    def _rest(self, key: Parts, span: Span, text: str, row: int, lang: str) -> Span:
        """A compound's rendering without that of what is added to the term there."""
        added = [
            part
            for other in self.known
            if other is not self.one and other.lead == self.lead
            for n in other.places.of(row, self.lead)
            if within(other.keys[n], key) and not set(other.keys[n]) & set(self.key)
            for spans in other.places.of(row, lang).values()
            for part in spans
        ]
        for part in sorted(added, key=lambda part: part.start - part.stop):
            if part.start <= span.start < part.stop < span.stop:
                return _stripped(Span(part.stop, span.stop), text)
            if span.start < part.start < span.stop <= part.stop:
                return _stripped(Span(span.start, part.start), text)
        return span

    def _standing_in(self, rows: Sequence[int], lang: str, usual: str) -> Iterator[_Rival]:
        """Renderings of other concepts that stand, without these, in rows where nothing else answers the term."""
        for other in self.known:
            if other is self.one or other.lead != self.lead or other.concept.kind != self.concept.kind:
                continue
            for number, term in enumerate(other.concept.of(lang)):
                alone = [
                    _Rival(term.text, row, other.places.of(row, lang)[number][0], self._stable(row, lang))
                    for row in rows
                    if number in other.places.of(row, lang) and not other.places.has(row, self.lead)
                ]
                if len(alone) >= OUTSIDE and not same(term.text, usual, lang):
                    yield from alone


def _stripped(span: Span, text: str) -> Span:
    part = span.of(text)
    return Span(span.start + len(part) - len(part.lstrip()), span.stop - (len(part) - len(part.rstrip())))
