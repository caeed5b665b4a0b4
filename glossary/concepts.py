"""From groups of linked candidates to concepts: all renderings, one concept per idea, best first.

A concept starts as a group: one main candidate per language. Its further renderings are candidates that answer the
other languages' terms where the main one is missing. Groups that turn out to be renderings of one another become one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from glossary.candidates import Phrase
from glossary.cutting import Cell
from glossary.groups import Group
from glossary.linking import Key, Link, Links, Node
from glossary.patterns import borders

EVIDENCE = 0.5  # the least fit in a row that proves a further rendering
OPTIONAL = 0.25  # the least strength of the link between two modifiers that are left out at will
LONGER = 0.65  # the same for one that holds the main term and more
UNLINKED = 0.4  # how sure a candidate is that no other language confirms
WEAK = 0.6  # a draft weaker than this, and of fewer languages, gives up a rendering that fits another one better
FITTER = 1.1  # how much better than elsewhere it must fit where it stands once
SHARE = 0.5  # the least share of a further rendering's rows that prove it

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
    gone: set[int] = set()
    for number, one in enumerate(drafts):
        if number in gone:
            continue
        for (lang, key), rows in _renderings(one, links, phrases):
            other = owner.get((lang, key))
            if other is not None:
                keeper = drafts[other]
                if other == number or _within(one.terms[lang][0], key):
                    continue
                weak = keeper.strength < WEAK and len(keeper.terms) < len(one.terms)
                if rows < 2 and not (weak and _fitter((lang, key), one, keeper, links)):
                    continue
                if rows > 1 and other > number and keeper.terms.keys() < one.terms.keys():
                    gone.add(other)
                    for node in keeper.nodes():
                        owner[node] = number
                        one.terms.setdefault(node[0], []).append(node[1])
                    continue
                if rows > 1 and not _closer((lang, key), one, keeper, links):
                    continue
                keeper.terms[lang].remove(key)
                if not keeper.terms[lang]:
                    del keeper.terms[lang]
            one.terms.setdefault(lang, []).append(key)
            owner[lang, key] = number
    for number, one in enumerate(drafts):
        for other in sorted(_same(one, owner, links)):
            if other != number and other not in gone and number not in gone:
                gone.add(other)
                _take(one, number, drafts, other, owner, links, phrases)
    return [one for number, one in enumerate(drafts) if number not in gone and len(one.terms) > 1]


def _closer(node: Node, one: Draft, keeper: Draft, links: Links) -> bool:
    """Whether a candidate is tied more strongly to the main terms of one draft than to those of the one that has it."""
    ties = []
    for draft in (one, keeper):
        mains = [(lang, keys[0]) for lang, keys in draft.terms.items() if lang != node[0]]
        known = [links[node][main].strength for main in mains if main in links.get(node, {})]
        ties.append(sum(known) / max(1, len(mains)))
    return ties[0] > ties[1]


def _fitter(node: Node, one: Draft, keeper: Draft, links: Links) -> bool:
    """Whether a candidate that proves little fits one draft in its row clearly better than the one that has it."""
    fits = []
    for draft in (one, keeper):
        mains = [(lang, keys[0]) for lang, keys in draft.terms.items() if lang != node[0] and keys[0]]
        fits.append(max((max(links[node][main].fits) for main in mains if main in links.get(node, {})), default=0.0))
    return fits[0] > FITTER * fits[1]


def _take(
    one: Draft, number: int, drafts: Sequence[Draft], other: int, owner: dict[Node, int], links: Links, phrases: Phrases
) -> None:
    """Take up the terms of another draft, and in languages that it lacks those that answer it."""
    longer = drafts[other]
    mains = {lang: keys[:1] for lang, keys in longer.terms.items()}
    missing: dict[str, list[Key]] = {lang: [()] for lang in one.terms if lang not in mains}
    found = _renderings(Draft(0.0, mains | missing), links, phrases)
    for node in (*longer.nodes(), *(node for node, _ in found)):
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
    """Candidates of works in one language: they recur in its cells (``alone``, per language) and are no term yet."""
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


def _renderings(one: Draft, links: Links, phrases: Phrases) -> list[tuple[Node, int]]:
    """Candidates that answer the draft's terms better than its own term of that language does, and in how many rows."""
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
            found.append((sum(proof.values()), (lang, key), len(proof)))
    return [(node, count) for _, node, count in sorted(found, reverse=True)]


def _best_fits(entries: Mapping[Node, Link]) -> dict[tuple[str, int], float]:
    """The best fit of anything in each language and row."""
    best: dict[tuple[str, int], float] = defaultdict(float)
    for (lang, _), entry in entries.items():
        for row, fit in zip(entry.rows, entry.fits, strict=True):
            best[lang, row] = max(best[lang, row], fit)
    return best


def _within(inner: Key, outer: Key) -> bool:
    return bool(inner) and any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def general(lang: str, key: Key) -> bool:
    """Whether a single word is too general to be proposed without a counterpart."""
    return len(key) == 1 and key[0] in borders(lang).alone_not
