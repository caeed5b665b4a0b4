"""From groups of linked candidates to concepts: all renderings, one concept per idea, best first.

A concept starts as a group: one main candidate per language. Its further renderings are candidates that answer the
other languages' terms where the main one is missing. Groups that turn out to be renderings of one another become one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import regex

from aligner.fold import fold
from aligner.lexicon import load
from aligner.types import Span
from glossary.candidates import Phrase
from glossary.linking import Group, Key, Link, Links, Node
from glossary.patterns import borders
from glossary.types import Concept, Occurrence, Term
from glossary.units import Cell

EVIDENCE = 0.5  # the least fit in a row that proves a further rendering
OPTIONAL = 0.25  # the least strength of the link between two modifiers that are left out at will
LONGER = 0.65  # the same for one that holds the main term and more
UNLINKED = 0.4  # how sure a candidate is that no other language confirms
SHARE = 0.5  # the least share of a further rendering's rows that prove it
NESTED = 0.85  # how sure a longer term must be, against a shorter one that stands only inside it
UNNAMED = 0.6  # the same where English has no noun for it: it is a verb or an adjective there
OF_NAME = 0.8  # the same for what a name only specifies (U.S. government)
NESTED_NAME = 0.6  # the same for names: Kurt Campbell rather than Kurt
ONCE = 0.7  # how much less a concept weighs that occurs once
GENERAL = 0.3  # the same for words that say little wherever they stand (part, order, thing)
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
    """Groups with all their renderings; groups that say the same with a word that others leave out become one."""
    drafts = [Draft(group.strength, {lang: [key] for lang, key in group.members.items()}) for group in groups]
    owner = {node: number for number, one in enumerate(drafts) for node in one.nodes()}
    for number, one in enumerate(drafts):
        for lang, key in _renderings(one, links, phrases):
            if (lang, key) not in owner:
                one.terms.setdefault(lang, []).append(key)
                owner[lang, key] = number
    gone: set[int] = set()
    for number, one in enumerate(drafts):
        for other in sorted(_same(one, owner, links)):
            if other != number and other not in gone and number not in gone:
                gone.add(other)
                _take(one, number, drafts, other, owner, links, phrases)
    return [one for number, one in enumerate(drafts) if number not in gone and len(one.terms) > 1]


def _take(
    one: Draft, number: int, drafts: Sequence[Draft], other: int, owner: dict[Node, int], links: Links, phrases: Phrases
) -> None:
    """Take up the terms of another draft, and in languages that it lacks those that answer it."""
    longer = drafts[other]
    mains = {lang: keys[:1] for lang, keys in longer.terms.items()}
    missing: dict[str, list[Key]] = {lang: [()] for lang in one.terms if lang not in mains}
    found = _renderings(Draft(0.0, mains | missing), links, phrases)
    for node in (*longer.nodes(), *found):
        lang, key = node
        keeper = owner.setdefault(node, number)
        if keeper not in (number, other):
            rest = drafts[keeper]
            holds = any(_within(mains[name][0], keys[0]) for name, keys in rest.terms.items() if name in mains)
            if not holds or rest.terms[lang][0] != key:
                continue
            del rest.terms[lang]
            owner[node] = number
        if key not in one.terms.setdefault(lang, []):
            one.terms[lang].append(key)


def across_scripts(drafts: Sequence[Draft], phrases: Phrases) -> None:
    """Give Chinese terms their other script: the same characters in a column of the other one are the same term."""
    owned = {node for one in drafts for node in one.nodes()}
    for one in drafts:
        for lang, other in (("zh-Hans", "zh-Hant"), ("zh-Hant", "zh-Hans")):
            for key in one.terms.get(lang, ()):
                if key in phrases.get(other, ()) and (other, key) not in owned:
                    one.terms.setdefault(other, []).append(key)
                    owned.add((other, key))


def unlinked(drafts: Sequence[Draft], phrases: Phrases, alone: Mapping[str, AbstractSet[int]]) -> list[Draft]:
    """Candidates of works in one language: those that recur in its cells (``alone``, per language) and are no term yet."""
    owned = {node for one in drafts for node in one.nodes()}
    found = []
    for lang, numbers in alone.items():
        for key, phrase in phrases[lang].items():
            if (lang, key) in owned or general(lang, key):
                continue
            count = sum(place.cell in numbers for place in phrase.places)
            if count > 1 and (len(key) > 1 or phrase.name or count > 2) and phrase.value > 0:
                found.append(Draft(UNLINKED, {lang: [key]}))
    return found


def _same(one: Draft, owner: Mapping[Node, int], links: Links) -> set[int]:
    """Drafts whose term is this one's with a modifier that a rendering of this one has shown to be optional.

    Where 产业集群 renders plain *clusters*, *industrial clusters* is no other concept: 产业 is *industrial*.
    """
    optional = [
        (lang, modifier)
        for lang, keys in one.terms.items()
        for key in keys[1:]
        if (modifier := _modifier(key, keys[0]))
    ]
    found: set[int] = set()
    for node in optional:
        for (lang, modifier), entry in links.get(node, {}).items():
            if lang in one.terms and entry.strength >= OPTIONAL:
                main = one.terms[lang][0]
                for longer in ((lang, modifier + main), (lang, main + modifier)):
                    if longer in owner:
                        found.add(owner[longer])
    return found


def _modifier(key: Key, main: Key) -> Key:
    """What a longer key adds before or after a shorter one; nothing if it does not hold it at an end."""
    if len(key) > len(main):
        if key[-len(main) :] == main:
            return key[: -len(main)]
        if key[: len(main)] == main:
            return key[len(main) :]
    return ()


def _renderings(one: Draft, links: Links, phrases: Phrases) -> list[Node]:
    """Candidates that answer the draft's terms in rows where its own term of that language is missing."""
    mains = {lang: keys[0] for lang, keys in one.terms.items() if keys[0]}
    rows: dict[Node, dict[int, float]] = defaultdict(dict)
    for node in mains.items():
        best = _best_fits(links.get(node, {}))
        for other, entry in links.get(node, {}).items():
            if other[0] not in one.terms or other[1] == mains.get(other[0]):
                continue
            longer = _within(one.terms[other[0]][0], other[1])
            for row, fit in zip(entry.rows, entry.fits, strict=True):
                if fit >= (LONGER if longer else max(EVIDENCE, best[other[0], row] - 0.02)):
                    rows[other][row] = max(fit, rows[other].get(row, 0.0))
    found = []
    for (lang, key), proof in rows.items():
        if len(proof) < SHARE * phrases[lang][key].count:
            continue
        main = one.terms[lang][0]
        if len(proof) > 1 or not main or not (_within(main, key) or set(main) & set(key)):
            found.append((sum(proof.values()), (lang, key)))
    return [node for _, node in sorted(found, reverse=True)]


def _best_fits(entries: Mapping[Node, Link]) -> dict[tuple[str, int], float]:
    """The best fit of anything in each language and row."""
    best: dict[tuple[str, int], float] = defaultdict(float)
    for (lang, _), entry in entries.items():
        for row, fit in zip(entry.rows, entry.fits, strict=True):
            best[lang, row] = max(best[lang, row], fit)
    return best


def _within(inner: Key, outer: Key) -> bool:
    return bool(inner) and any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def finish(drafts: Sequence[Draft], phrases: Phrases, columns: Columns, top: int) -> list[Concept]:
    """Drafts as concepts, best first, without those that stand only inside better ones."""
    places = [_places(one, phrases) for one in drafts]
    hidden = _hidden(drafts, places, {n for n, one in enumerate(drafts) if _is_name(one, phrases)})
    scores = [_score(one, phrases) for one in drafts]
    order = sorted((n for n in range(len(drafts)) if n not in hidden), key=lambda n: -scores[n])
    small = {lang: _small(column) for lang, column in columns.items()}
    return [_concept(drafts[n], places[n], phrases, columns, small, scores[n]) for n in order[:top]]


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


def _hidden(drafts: Sequence[Draft], places: Sequence[Places], names: AbstractSet[int]) -> set[int]:
    """Drafts that, in most of their languages, stand only inside a longer one that is as sure and as frequent."""
    covers: dict[tuple[str, int], list[tuple[int, int, int]]] = defaultdict(list)
    for number, found in enumerate(places):
        for where, runs in found.items():
            covers[where] += [(start, stop, number) for start, stop, _ in runs]
    hidden = set()
    for number, found in enumerate(places):
        need = NESTED_NAME if number in names else NESTED
        inside: dict[str, Counter[int]] = defaultdict(Counter)
        total: Counter[str] = Counter()
        for where, runs in found.items():
            for start, stop, _ in runs:
                total[where[0]] += 1
                longer = {n for a, b, n in covers[where] if a <= start and stop <= b and b - a > stop - start}
                inside[where[0]].update(longer)
        votes = sum(
            any(
                count == total[lang] and n != number and drafts[n].strength >= need * drafts[number].strength
                for n, count in inside[lang].items()
            )
            for lang in total
        )
        if 2 * votes > len(total):
            hidden.add(number)
    return hidden


def _score(one: Draft, phrases: Phrases) -> float:
    """How good a proposal is: how often, in how many languages, how sure, how much of a term."""
    counts = [sum(phrases[lang][key].count for key in keys) for lang, keys in one.terms.items()]
    frequency = min(sorted(counts)[len(counts) // 2], 30)
    total = len(phrases)
    languages = 1.0 if total == 1 else 0.4 + 0.6 * (len(counts) - 1) / (total - 1)
    size = sum(_size(lang, keys, phrases) for lang, keys in one.terms.items()) / len(counts)
    name = _is_name(one, phrases)
    if name:
        termhood = 1.5
    elif size < 1.3:
        termhood = ALONE * _rarity(one)
    else:
        termhood = 0.9 + 0.25 * min(size, 2.5) - 0.2 * max(0.0, size - 3.0)
    light = sum(general(lang, keys[0]) for lang, keys in one.terms.items())
    termhood *= 1 - (1 - GENERAL) * light / len(counts)
    if "en" in phrases and "en" not in one.terms:
        termhood *= UNNAMED
    elif not name and any(part[:1].isupper() for part in next(iter(phrases["en"][one.terms["en"][0]].surfaces)).split(" ")[:1]) if "en" in one.terms else False:
        termhood *= OF_NAME
    often = math.log2(1 + frequency) * (ONCE if frequency < 2 else 1.0)
    return min(one.strength, 1.0) ** 0.5 * languages * termhood * often


def _size(lang: str, keys: Sequence[Key], phrases: Phrases) -> int:
    """The units of the main term, or of a longer rendering that is usual too; Vietnamese words count their parts."""
    usual = [key for key in keys if phrases[lang][key].count * 3 >= phrases[lang][keys[0]].count]
    return max(sum(1 + (unit.count(" ") > 1) + (len(unit) > 3 and lang.startswith("zh")) for unit in key) for key in usual or keys[:1])


def _rarity(one: Draft) -> float:
    """Less for a word with many renderings in the lexicon: everyday words have many, terms few."""
    senses = [
        len(load(lang, "zh" if lang == "en" else "en").translations(_joined(lang, keys[0])))
        for lang, keys in one.terms.items()
    ]
    return 1.6 / (1 + 0.04 * max(senses, default=0))


def _joined(lang: str, key: Key) -> str:
    return ("" if lang.startswith("zh") else " ").join(key)


def _is_name(one: Draft, phrases: Phrases) -> bool:
    """Names are known by their capitals in every language that has capitals."""
    votes = [phrases[lang][keys[0]].name for lang, keys in one.terms.items() if not lang.startswith("zh")]
    return bool(votes) and all(votes)


def _concept(one: Draft, places: Places, phrases: Phrases, columns: Columns, small: Mapping[str, AbstractSet[str]], score: float) -> Concept:
    name = _is_name(one, phrases)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for (lang, number), runs in places.items():
        cell = columns[lang][number]
        for start, stop, _ in runs:
            span = Span(cell.units[start].start, cell.units[stop - 1].stop)
            counts[lang][_form(cell, start, stop, small[lang])] += 1
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


def _form(cell: Cell, start: int, stop: int, small: AbstractSet[str]) -> str:
    """The form to show: as it stands, but without the capitals that only its place gave it, going by ``small``, the
    words that the column also writes without."""
    first = cell.units[start].start
    text = cell.text[first : cell.units[stop - 1].stop]
    if cell.lang.startswith("zh"):
        return text
    for unit in cell.units[start:stop]:
        if unit.text[0].isupper() and not unit.capital and (unit.text.lower() in small or _known(cell.lang, unit.key)):
            text = text[: unit.start - first] + unit.text.lower() + text[unit.stop - first :]
    return text


def _known(lang: str, key: str) -> bool:
    return any(key in load(lang, other) for other in ("en", "vi", "zh") if other != lang)


def _small(column: Sequence[Cell]) -> AbstractSet[str]:
    return {unit.text for cell in column for unit in cell.units if unit.text.islower()}


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
    return _PLURAL.sub(_singular, folded).replace("-", " ")


_PLURAL = regex.compile(r"(?:ies|(?:s|x|z|ch|sh)es|(?<![sui])s)\Z")


def _singular(match: regex.Match[str]) -> str:
    ending = match[0]
    return "y" if ending == "ies" else ending[:-2] if len(ending) > 2 else ""


def general(lang: str, key: Key) -> bool:
    """Whether a single word is too general to be proposed without a counterpart."""
    return len(key) == 1 and key[0] in borders(lang).alone_not
