"""Which concepts are worth proposing: scores, terms that live only inside longer ones, and the forms to show."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

import regex

from aligner.fold import fold
from aligner.lexicon import load
from aligner.types import Span
from glossary.candidates import Phrase
from glossary.chinese import tag
from glossary.commonness import level
from glossary.concepts import Columns, Draft, Phrases, general
from glossary.cutting import Cell
from glossary.linking import Key
from glossary.patterns import named, verbal
from glossary.statistics import dice
from glossary.tagging import noun
from glossary.types import Concept, Occurrence, Term

NESTED = 0.85  # how sure a longer term must be, against a shorter one that stands only inside it
PART = 0.4  # the same for what stands once, and in fewer languages
NESTED_NAME = 0.6  # the same for names: Kurt Campbell rather than Kurt
FEWER = 0.2  # what a draft weighs that has terms in one language only
FEWER_NAME = 0.5  # the same for a name: one language may have left it out
ONCE = 0.7  # how much less a concept weighs that occurs once
UNNAMED = 0.4  # the same where English has no noun for it: it is a verb or an adjective there
ADJECTIVE = 0.6  # the same for English words that only specify others (global)
OF_NAME = 0.8  # the same for what a name only specifies (U.S. government)
GENERAL = 0.3  # the same for words that say little wherever they stand (part, order, thing)
LEAST = 0.3  # drafts that score less are not proposed: words that met by chance
TOGETHER = 0.95  # how much it counts that renderings together stand where the other languages' terms do
NAME = 1.5  # what a name weighs
SEVERAL = 1.7  # the size, in units, from which a term counts as one of several words
VERB = 0.5  # how much less a word weighs that is a verb at bottom in most languages
ALONE = (0.25, 0.9)  # what a single word weighs that is everywhere, and how much more one of this text
MUCH = 3.0  # so many decimal orders more frequent than in general is as much as counts
LEAST_TEXT = 1000  # shorter texts, in units, say no more about frequency than this

_PLURAL = regex.compile(r"(?:ies|(?:s|x|z|ch|sh)es|(?<![sui])s)\Z")


def finish(drafts: Sequence[Draft], phrases: Phrases, columns: Columns, top: int) -> list[Concept]:
    """Drafts as concepts, best first, without those that stand only inside better ones."""
    places = [_places(one, phrases) for one in drafts]
    hidden = _hidden(drafts, places, {n for n, one in enumerate(drafts) if _is_name(one, phrases)})
    sizes = {lang: sum(len(cell.units) for cell in column) for lang, column in columns.items()}
    for one, found in zip(drafts, places, strict=True):
        one.strength = max(one.strength, TOGETHER * _together(found, columns))
    scores = [_score(one, phrases, sizes) for one in drafts]
    order = sorted(
        (n for n, score in enumerate(scores) if n not in hidden and score >= LEAST), key=lambda n: -scores[n]
    )
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


def _together(places: Places, columns: Columns) -> float:
    """How far the terms of a draft, all renderings taken together, stand in the same rows: the mean Dice coefficient
    over its pairs of languages; 0 when no language has several renderings, for then the links have said it."""
    rows: dict[str, set[int]] = defaultdict(set)
    keys: dict[str, set[Key]] = defaultdict(set)
    for (lang, number), runs in places.items():
        rows[lang].add(columns[lang][number].row)
        keys[lang].update(key for _, _, key in runs)
    pairs = [(a, b) for a, b in combinations(rows, 2) if a[:2] != b[:2]]
    if not pairs or max(map(len, keys.values())) < 2:
        return 0.0
    return sum(dice(len(rows[a] & rows[b]), len(rows[a]), len(rows[b])) for a, b in pairs) / len(pairs)


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
        union: dict[str, Counter[bool]] = defaultdict(Counter)
        total: Counter[str] = Counter()
        for where, runs in found.items():
            for start, stop, _ in runs:
                total[where[0]] += 1
                longer = {n for a, b, n in covers[where] if a <= start and stop <= b and b - a > stop - start}
                inside[where[0]].update(longer)
                union[where[0]][True] += bool(longer & names)
        votes = sum(
            any(
                count == total[lang] and n != number and _surer(drafts[n], drafts[number], need, total.total())
                for n, count in inside[lang].items()
            )
            for lang in total
        )
        parts = sum(sum(union[lang].values()) == total[lang] for lang in total) if number in names else 0
        if 2 * max(votes, parts) > len(total):
            hidden.add(number)
    return hidden


def _surer(longer: Draft, one: Draft, need: float, places: int) -> bool:
    """Whether a longer draft is sure enough to stand for one within it. What stands once, and in fewer languages than
    the longer one, is only a part of it."""
    part = places == len(one.terms) < len(longer.terms)
    return longer.strength >= (PART if part else need) * one.strength


def _score(one: Draft, phrases: Phrases, sizes: Mapping[str, int]) -> float:
    """How good a proposal is: how often, in how many languages, how sure, how much of a term."""
    counts = [sum(phrases[lang][key].count for key in keys) for lang, keys in one.terms.items()]
    frequency = min(math.sqrt(min(counts) * sorted(counts)[len(counts) // 2]), 30)
    total = len(phrases)
    name = _is_name(one, phrases)
    fewer = FEWER_NAME if name else FEWER
    languages = 1.0 if total == 1 else fewer + (1 - fewer) * (len(counts) - 1) / (total - 1)
    size = sum(_size(lang, keys, phrases) for lang, keys in one.terms.items()) / len(counts)
    if name:
        termhood = NAME
    else:
        single = min(max((SEVERAL - size) / (SEVERAL - 1), 0.0), 1.0)
        alone = ALONE[0] + ALONE[1] * _distinct(one, phrases, sizes)
        several = 0.9 + 0.25 * min(size, 2.5) - 0.2 * max(0.0, size - 3.0)
        termhood = single * alone + (1 - single) * several
        verbs = sum(len(keys[0]) == 1 and _verb(phrases[lang][keys[0]]) for lang, keys in one.terms.items())
        termhood *= VERB if 2 * verbs > len(counts) else 1.0
    light = sum(general(lang, keys[0]) for lang, keys in one.terms.items())
    termhood *= 1 - (1 - GENERAL) * light / len(counts)
    if "en" in phrases and "en" not in one.terms:
        termhood *= UNNAMED
    elif "en" in phrases and not name and _of_name(phrases["en"][one.terms["en"][0]]):
        termhood *= OF_NAME
    english = one.terms.get("en", [()])[0]
    if len(english) == 1 and not name and phrases["en"][english].adjective:
        termhood *= ADJECTIVE
    often = math.log2(1 + frequency) * (ONCE if frequency < 2 else 1.0)
    return math.sqrt(min(one.strength, 1.0)) * languages * termhood * often


def _verb(phrase: Phrase) -> bool:
    """Whether a single word is a verb at bottom: in English an -ing form that no list has as a noun."""
    if phrase.lang != "en":
        word = phrase.key[0]
        return verbal(phrase.lang, word) and (phrase.lang == "vi" or tag(word) in ("", "v"))
    return all(form.endswith("ing") and not noun(form.lower()) for form in phrase.surfaces)


def _of_name(phrase: Phrase) -> bool:
    """Whether an English term begins with a name that only specifies it: U.S. government, Chinese automaker."""
    return phrase.surfaces.most_common(1)[0][0][:1].isupper() and phrase.capitals == 0


def _size(lang: str, keys: Sequence[Key], phrases: Phrases) -> int:
    """The units of the main term, or of a longer rendering that is usual too; Vietnamese words count their parts."""
    usual = [key for key in keys if phrases[lang][key].count * 3 >= phrases[lang][keys[0]].count]
    return max(
        sum(1 + (unit.count(" ") > 1) + (len(unit) > 3 and lang.startswith("zh")) for unit in key)
        for key in usual or keys[:1]
    )


def _distinct(one: Draft, phrases: Phrases, sizes: Mapping[str, int]) -> float:
    """How much more frequent the terms of a draft are in this text than in general, from 0 to 1: a thousand times
    is much. The mean over its languages."""
    values = []
    for lang, keys in one.terms.items():
        count = sum(phrases[lang][key].count for key in keys)
        usual = level(lang, _word(lang, phrases[lang][keys[0]]))
        more = math.log10(count / max(sizes[lang], LEAST_TEXT)) - (usual - 9)
        values.append(min(max(more / MUCH, 0.0), 1.0))
    return sum(values) / len(values)


def _word(lang: str, phrase: Phrase) -> str:
    """A phrase as lists of words have it."""
    if lang == "en":
        return phrase.surfaces.most_common(1)[0][0].lower()
    return _joined(lang, phrase.key)


def _joined(lang: str, key: Key) -> str:
    return ("" if lang.startswith("zh") else " ").join(key)


def _is_name(one: Draft, phrases: Phrases) -> bool:
    """Names are known by their capitals in every language that has capitals; where there is none, by the dictionary."""
    votes = [phrases[lang][keys[0]].name for lang, keys in one.terms.items() if not lang.startswith("zh")]
    if not votes:
        return all(phrases[lang][keys[0]].name or named("".join(keys[0])) for lang, keys in one.terms.items())
    return all(votes)


def _concept(
    one: Draft, places: Places, phrases: Phrases, columns: Columns, small: Mapping[str, AbstractSet[str]], score: float
) -> Concept:
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
    if cell.lang == "en" and any(unit.capital for unit in cell.units[start:stop]):
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
    merged = [
        (max(forms, key=lambda text: (forms[text], not text.isupper(), -len(text), text)), forms.total())
        for forms in same.values()
    ]
    return sorted(merged, key=lambda item: (-item[1], item[0]))


def _bare(lang: str, text: str) -> str:
    folded = fold(text, lang).text
    if lang != "en":
        return folded
    return _PLURAL.sub(_singular, folded).replace("-", " ")


def _singular(match: regex.Match[str]) -> str:
    ending = match[0]
    return "y" if ending == "ies" else ending[:-2] if len(ending) > 2 else ""
