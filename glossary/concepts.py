"""From groups of linked candidates to concepts: all renderings, one concept per idea, best first.

A concept starts as a group: one main candidate per language. Its further renderings are candidates that answer the
other languages' terms where the main one is missing. Groups that turn out to be renderings of one another become one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aligner.fold import fold
from aligner.lang.en import stem
from aligner.lexicon import load
from aligner.types import Span
from glossary.candidates import Phrase
from glossary.linking import Group, Key, Links, Node
from glossary.patterns import borders
from glossary.types import Concept, Occurrence, Term
from glossary.units import Cell

EVIDENCE = 0.5  # the least fit in a row that proves a further rendering
SHARE = 0.5  # the least share of a further rendering's rows that prove it
ALONE = 0.6  # how much less a group weighs whose candidates are single everyday words

Phrases = Mapping[str, Mapping[Key, Phrase]]
Columns = Mapping[str, Sequence[Cell]]


@dataclass(slots=True)
class Draft:
    """A concept on the way: per language its candidates, the main one first."""

    strength: float
    terms: dict[str, list[Key]] = field(default_factory=dict)

    def nodes(self) -> Iterator[Node]:
        """Every candidate of the draft with its language."""
        return ((lang, key) for lang, keys in self.terms.items() for key in keys)


def draft(groups: Sequence[Group], links: Links, phrases: Phrases) -> list[Draft]:
    """Groups with all their renderings; groups that are renderings of a better one are taken up by it."""
    drafts = [Draft(group.strength, {lang: [key] for lang, key in group.members.items()}) for group in groups]
    owner = {node: number for number, one in enumerate(drafts) for node in one.nodes()}
    gone: set[int] = set()
    for number, one in enumerate(drafts):
        if number in gone:
            continue
        for node in _renderings(one, links, phrases):
            other = owner.get(node)
            if other is None:
                one.terms.setdefault(node[0], []).append(node[1])
                owner[node] = number
            elif other > number and other not in gone and _longer(drafts[other], one):
                gone.add(other)
                for lang, key in drafts[other].nodes():
                    if key not in one.terms.setdefault(lang, []):
                        one.terms[lang].append(key)
                        owner[lang, key] = number
    return [one for number, one in enumerate(drafts) if number not in gone]


def _renderings(one: Draft, links: Links, phrases: Phrases) -> list[Node]:
    """Candidates that answer the draft's terms in rows where its own term of that language is missing."""
    mains = {lang: keys[0] for lang, keys in one.terms.items()}
    rows: dict[Node, set[int]] = defaultdict(set)
    worth: Counter[Node] = Counter()
    for node in mains.items():
        for other, entry in links.get(node, {}).items():
            if other[0] in mains and other[1] != mains[other[0]]:
                for row, fit in zip(entry.rows, entry.fits, strict=True):
                    if fit >= EVIDENCE:
                        rows[other].add(row)
                        worth[other] += fit  # type: ignore[assignment]
    found = []
    for (lang, key), proof in rows.items():
        phrase = phrases[lang][key]
        if len(proof) < SHARE * phrase.count:
            continue
        main = mains[lang]
        if _within(main, key):
            if phrase.count > 1 and len(proof) > 1:
                found.append((worth[lang, key], (lang, key)))
        elif not _within(key, main) and not set(main) & set(key) - {""} or len(proof) > 1:
            found.append((worth[lang, key], (lang, key)))
    return [node for _, node in sorted(found, reverse=True)]


def _within(inner: Key, outer: Key) -> bool:
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def _longer(other: Draft, one: Draft) -> bool:
    """Whether another draft says the same with more words: in most languages they share, its term holds this one's."""
    shared = [lang for lang in other.terms if lang in one.terms]
    holding = sum(_within(one.terms[lang][0], other.terms[lang][0]) for lang in shared)
    return holding > 0 and holding * 2 >= len(shared)


def finish(drafts: Sequence[Draft], phrases: Phrases, columns: Columns, top: int) -> list[Concept]:
    """Drafts as concepts, best first, without those that stand only inside better ones."""
    ranked = sorted(drafts, key=lambda one: -_score(one, phrases))
    covered: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    concepts: list[Concept] = []
    for one in ranked:
        if len(concepts) >= top:
            break
        places = _places(one, phrases)
        if _hidden(places, covered):
            continue
        for (lang, cell), runs in places.items():
            covered[lang, cell] += [(start, stop) for start, stop, _ in runs]
        concepts.append(_concept(one, places, phrases, columns, _score(one, phrases)))
    return concepts


Places = dict[tuple[str, int], list[tuple[int, int, Key]]]


def _places(one: Draft, phrases: Phrases) -> Places:
    """Where the terms of a draft stand, per language and cell, longest first and without overlap."""
    found: Places = defaultdict(list)
    for lang, key in one.nodes():
        for place in phrases[lang][key].places:
            found[lang, place.cell].append((place.start, place.stop, key))
    for where, runs in found.items():
        kept: list[tuple[int, int, Key]] = []
        for start, stop, key in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
            if all(stop <= a or b <= start for a, b, _ in kept):
                kept.append((start, stop, key))
        found[where] = sorted(kept)
    return found


def _hidden(places: Places, covered: Mapping[tuple[str, int], list[tuple[int, int]]]) -> bool:
    """Whether, in most languages, every place lies inside a place of a concept that was kept before."""
    free: Counter[str] = Counter()
    langs = {lang for lang, _ in places}
    for where, runs in places.items():
        free[where[0]] += sum(
            not any(a <= start and stop <= b for a, b in covered.get(where, ())) for start, stop, _ in runs
        )
    return sum(not free[lang] for lang in langs) * 2 >= len(langs)


def _score(one: Draft, phrases: Phrases) -> float:
    """How good a proposal is: how often, in how many languages, how sure, how much of a term."""
    counts = [sum(phrases[lang][key].count for key in keys) for lang, keys in one.terms.items()]
    frequency = sorted(counts)[len(counts) // 2]
    size = sum(min(3, _length(lang, keys[0])) for lang, keys in one.terms.items()) / len(counts)
    languages = min(1.3, 0.4 + 0.3 * len(counts))
    name = _is_name(one, phrases)
    if size < 1.5 and not name:
        termhood = ALONE * _rarity(one)
    else:
        termhood = 1.3 if name else 1.0 + 0.2 * min(size, 2.5)
    return min(one.strength, 1.0) * languages * termhood * math.log2(1 + min(frequency, 30))


def _length(lang: str, key: Key) -> int:
    return len(key)


def _rarity(one: Draft) -> float:
    """Less for a word with many renderings in the lexicon: everyday words have many, terms few."""
    senses = [
        len(load(lang, "zh" if lang == "en" else "en").translations(_joined(lang, keys[0])))
        for lang, keys in one.terms.items()
        if lang == "en" or lang.startswith("zh")
    ]
    return 1.6 / (1 + 0.04 * max(senses, default=0))


def _joined(lang: str, key: Key) -> str:
    return ("" if lang.startswith("zh") else " ").join(key)


def _is_name(one: Draft, phrases: Phrases) -> bool:
    """Names are known by their capitals in every language that has capitals."""
    votes = [phrases[lang][keys[0]].name for lang, keys in one.terms.items() if not lang.startswith("zh")]
    return bool(votes) and all(votes)


def _concept(one: Draft, places: Places, phrases: Phrases, columns: Columns, score: float) -> Concept:
    name = _is_name(one, phrases)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for (lang, number), runs in places.items():
        cell = columns[lang][number]
        for start, stop, key in runs:
            span = Span(cell.units[start].start, cell.units[stop - 1].stop)
            counts[lang][_form(lang, span.of(cell.text), phrases[lang][key], name)] += 1
            spans[cell.row, lang].append(span)
    terms = [
        Term(lang, text, count=count)
        for lang in columns
        if lang in counts
        for text, count in _merged(lang, counts[lang])
    ]
    occurrences = tuple(Occurrence(row, lang, tuple(found)) for (row, lang), found in sorted(spans.items()))
    kind = "name" if name else "term"
    return Concept(tuple(terms), kind, score=round(score, 4), occurrences=occurrences)


def _form(lang: str, text: str, phrase: Phrase, name: bool) -> str:
    """The form to show: as it stands, but without a capital that only the beginning of a sentence gave it."""
    if lang.startswith("zh") or name or phrase.name:
        return text
    if text.isupper() and len(text) > 5:
        return text.lower()
    words = text.split(" ")
    if words[0][1:].islower() or len(words[0]) == 1:
        words[0] = words[0].lower()
    return " ".join(words)


def _merged(lang: str, counts: Counter[str]) -> list[tuple[str, int]]:
    """Forms that differ by case or an English plural counted as one, under the more usual of them; most used first."""
    same: dict[str, Counter[str]] = defaultdict(Counter)
    for text, count in counts.items():
        same[_bare(lang, text)][text] += count
    merged = [(forms.most_common(1)[0][0], forms.total()) for forms in same.values()]
    return sorted(merged, key=lambda item: (-item[1], item[0]))


def _bare(lang: str, text: str) -> str:
    folded = fold(text, lang).text
    if lang != "en":
        return folded
    head, _, last = folded.rpartition(" ")
    if last.endswith("s") and stem(last) == stem(last[:-1]):
        last = stem(last) if last.endswith(("ies", "es")) else last[:-1]
    elif last.endswith("s") and not last.endswith("ss"):
        last = stem(last)
    elif last.endswith("y"):
        last = stem(last)
    return f"{head} {last}".replace("-", " ")


def general(lang: str, key: Key) -> bool:
    """Whether a single word is too general to be proposed without a counterpart."""
    return len(key) == 1 and key[0] in borders(lang).alone_not
