"""Which candidates of all languages make one concept: links of two languages joined to groups, best first.

Every link may begin a group: in each further language the candidate joins that agrees best with all before. Of all
groups that could be, the best is taken, then the best of what is left, and so on. How good one can become at most is
told by the strongest links of its two ends, so that most of them need not be worked out: the best of all is not among
them, or one of their ends is taken by then.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import chain, combinations, permutations

import numpy as np

from glossary.candidates import Phrase
from glossary.linking import Key, Link, Links, Node

JOIN = 0.2  # the least mean strength between two groups of different languages that become one
SURE = 0.55  # a link so strong that it needs no second one to agree with it
MEMBER = 0.3  # the least strength of a link that makes or joins a group
WIDER = 0.3  # how much more a group weighs for each language beyond two
ROUNDED = 1 + 1e-9  # sums in another order differ by less than this


@dataclass(slots=True)
class Group:
    """The main candidate of each language of one concept, and how well they agree."""

    members: dict[str, Key]
    strength: float


Tie = tuple[float, Link, int]
"""What a link weighs, the link, and its place among those of its candidate and language."""


@dataclass(slots=True)
class Near:
    """The links of one candidate into one language: all, those that need no second one, and the greatest weight."""

    ties: dict[Node, Tie]
    sure: list[Node]
    most: float


Nears = Mapping[Node, Mapping[str, Near]]
Draft = tuple[float, int, Group | None, Node, Node]
"""A group that may be: its weight, or the most that it can weigh, below nought; its place; itself once worked out; and
the two ends of the link that it begins with."""

_NONE = Near({}, [], 0.0)


def group(links: Links, phrases: Mapping[str, Mapping[Key, Phrase]]) -> list[Group]:
    """Groups of candidates over the languages, best first; every candidate is the main one of one group at most."""
    langs = list(phrases)
    near = _by_lang(links)
    drafts = _promises(near, langs)
    heapify(drafts)
    taken: set[Node] = set()
    groups: list[Group] = []
    while drafts:
        _, place, draft, node, other = heappop(drafts)
        if node in taken or other in taken:
            continue
        if draft is None:
            weight, draft = _grow(node, other, links, near, langs)
            heappush(drafts, (-weight, place, draft, node, other))
        elif taken.isdisjoint(draft.members.items()):
            taken.update(draft.members.items())
            groups.append(draft)
    return _join(groups, links, taken)


def _by_lang(links: Links) -> Nears:
    weights: dict[int, float] = {}
    near: dict[Node, dict[str, Near]] = {}
    for node, others in links.items():
        held = near[node] = {}
        for other, entry in others.items():
            weight = weights.get(id(entry))
            if weight is None:
                weight = weights[id(entry)] = _weight(entry)
            one = held.get(other[0])
            if one is None:
                one = held[other[0]] = Near({}, [], 0.0)
            one.ties[other] = weight, entry, len(one.ties)
            one.most = max(one.most, weight)
            if entry.strength >= SURE:
                one.sure.append(other)
    return near


def _promises(near: Nears, langs: Sequence[str]) -> list[Draft]:
    """Every group that a link may begin, with the most that it can weigh."""
    pairs = sorted(
        (
            (weight, node, other)
            for node, held in near.items()
            for one in held.values()
            for other, (weight, entry, _) in one.ties.items()
            if node < other and entry.strength >= MEMBER
        ),
        reverse=True,
    )
    most = _most(near, pairs, langs) if pairs else ()
    return [(-value, place, None, *pairs[place][1:]) for place, value in enumerate(most)]


def _most(near: Nears, pairs: Sequence[tuple[float, Node, Node]], langs: Sequence[str]) -> list[float]:
    """The most that the groups of these pairs can weigh: each language that joins brings the heaviest link of either
    end, and two that join the heaviest link of anything that one of the ends leads to."""
    column = {lang: number for number, lang in enumerate(langs)}
    script = [lang[:2] for lang in langs]
    number = {node: place for place, node in enumerate(near)}
    places = [(number[node], column[lang], one) for node, held in near.items() for lang, one in held.items()]
    nodes, into = np.array([place[:2] for place in places]).T
    top = np.zeros((len(near), len(langs)))
    top[nodes, into] = [one.most for _, _, one in places]
    beyond = np.zeros((len(near), len(langs), len(langs)))
    firsts = np.cumsum([0, *(len(one.ties) for _, _, one in places[:-1])])
    others = [number[other] for _, _, one in places for other in one.ties]
    beyond[nodes, into] = np.maximum.reduceat(top[others], firsts)
    ends = np.array([(number[node], number[other]) for _, node, other in pairs])
    held = np.array([(column[node[0]], column[other[0]]) for _, node, other in pairs])
    weight = np.array([weight for weight, _, _ in pairs])
    best = weight.copy()
    for own in permutations(range(len(langs)), 2):
        chosen = (held == own).all(1)
        tops, far = top[ends[chosen]], beyond[ends[chosen]].max(1)
        free = [lang for lang in range(len(langs)) if lang not in own]
        for further in chain.from_iterable(combinations(free, count + 1) for count in range(len(free))):
            ties = [weight[chosen]] if script[own[0]] != script[own[1]] else []
            ties += [tops[:, e, lang] for lang in further for e in (0, 1) if script[own[e]] != script[lang]]
            ties += [far[:, one, two] for one, two in combinations(further, 2) if script[one] != script[two]]
            if ties:
                best[chosen] = np.maximum(best[chosen], sum(ties) / len(ties) * (1 + WIDER * len(further)))
    return [float(value) for value in best * ROUNDED]


def _grow(node: Node, other: Node, links: Links, near: Nears, langs: Sequence[str]) -> tuple[float, Group]:
    """The two ends of a link, and of each further language the candidate that agrees best with all before."""
    members = dict([node, other])
    ties = [links[node][other]]
    for lang in langs:
        if lang not in members and (best := _agreeing([near[one].get(lang, _NONE) for one in members.items()])):
            members[lang] = best[0][1]
            ties += best[1]
    telling = [tie for tie in ties if not _scripts(tie)] or ties
    pairs = max(1, len(members) * (len(members) - 1) // 2 - (len(ties) - len(telling)))
    strength = sum(tie.strength for tie in telling) / pairs
    weight = sum(map(_weight, telling)) / pairs
    return weight * (1 + WIDER * (len(members) - 2)), Group(members, strength)


def _agreeing(there: Sequence[Near]) -> tuple[Node, list[Link]] | None:
    """Of what the first two of several candidates are linked with in one language the one that agrees best with all of
    them, the earlier one of two that agree alike, and the links that say so. One link alone has to be a sure one."""
    first, second = there[0].ties, there[1].ties
    held = [near.ties for near in there]
    could = {*there[0].sure, *there[1].sure, *(first.keys() & second.keys())}
    for more in held[2:]:
        could |= (first.keys() | second.keys()) & more.keys()
    most = MEMBER * len(there)
    found: tuple[tuple[bool, int], Node, list[Tie]] | None = None
    for third in could:
        known = [ties[third] for ties in held if third in ties]
        value = sum([tie[0] for tie in known])
        if value < most:
            continue
        if len(known) * 2 <= len(there) and not any(tie[1].strength >= SURE for tie in known):
            continue
        place = (third not in first, (first.get(third) or second[third])[2])
        if found is None or value > most or place < found[0]:
            found, most = (place, third, known), value
    return (found[1], [tie[1] for tie in found[2]]) if found else None


def _join(groups: list[Group], links: Links, taken: AbstractSet[Node]) -> list[Group]:
    """Groups of different languages that belong together become one; free candidates fill languages still missing."""
    home = {node: one for one in groups for node in one.members.items()}
    singles = {node: Group(dict([node]), 0.0) for node in links if node not in taken}
    home.update(singles)
    options: dict[tuple[int, int], tuple[float, Group, Group]] = {}
    for node, others in links.items():
        for other in others:
            one, two = home[node], home[other]
            if id(one) < id(two) and (len(one.members) > 1 or len(two.members) > 1):
                options.setdefault((id(one), id(two)), (_between(one, two, links), one, two))
    alive = set(map(id, groups)) | set(map(id, singles.values()))
    for value, one, two in sorted(options.values(), key=lambda option: -option[0]):
        if value < JOIN:
            break
        if id(one) not in alive or id(two) not in alive or one.members.keys() & two.members.keys():
            continue
        if _between(one, two, links) < JOIN:
            continue
        big, small = (one, two) if len(one.members) >= len(two.members) else (two, one)
        big.strength = (big.strength * len(big.members) + value * len(small.members)) / (
            len(big.members) + len(small.members)
        )
        big.members.update(small.members)
        alive.discard(id(small))
    return [one for one in groups if id(one) in alive]


def _between(one: Group, two: Group, links: Links) -> float:
    """The mean strength of the links between the members of two groups, two scripts of one language left aside."""
    ties = [
        entry.strength if (entry := links[node].get(other)) else 0.0
        for node in one.members.items()
        for other in two.members.items()
        if node[0][:2] != other[0][:2]
    ]
    if ties:
        return sum(ties) / len(ties)
    return max(
        links[node][other].strength
        for node in one.members.items()
        for other in two.members.items()
        if other in links[node]
    )


def _weight(entry: Link) -> float:
    """Frequent links first, but only as far as they are strong; two scripts of one language prove little."""
    return entry.strength * (1 + 0.25 * math.log2(len(entry.rows))) * (0.5 if _scripts(entry) else 1.0)


def _scripts(entry: Link) -> bool:
    return entry.left[0][:2] == entry.right[0][:2]
