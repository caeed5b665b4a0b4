"""Groups of candidates are the ones that working out every one of them would give."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import groups
from glossary.groups import MEMBER, Group
from glossary.linking import Link, Links, Node

LANGS = ("en", "vi", "zh-Hans", "zh-Hant")


@st.composite
def linkings(draw: st.DrawFn) -> Links:
    """Links of any strength between some candidates of four languages; many are alike."""
    nodes: list[Node] = [(lang, (f"{lang}{number}",)) for lang in LANGS for number in range(draw(st.integers(0, 4)))]
    links: Links = defaultdict(dict)
    for one, other in combinations(nodes, 2):
        strength = draw(st.sampled_from((0.0, 0.1, 0.25, 0.3, 0.4, 0.5, 0.56, 0.7, 0.9, 1.1)))
        if one[0] != other[0] and strength:
            rows = list(range(draw(st.integers(1, 3))))
            links[one][other] = links[other][one] = Link(one, other, rows=rows, strength=strength)
    return links


def every(links: Links) -> list[Group]:
    """All groups that a link may begin, worked out, and the best of what is left taken each time."""
    near = groups._by_lang(links)
    pairs = sorted(
        (
            (groups._weight(entry), node, other)
            for node, others in links.items()
            for other, entry in others.items()
            if node < other and entry.strength >= MEMBER
        ),
        reverse=True,
    )
    drafts = [groups._grow(node, other, links, near, LANGS) for _, node, other in pairs]
    taken: set[Node] = set()
    found = []
    for _, draft in sorted(drafts, key=lambda one: -one[0]):
        if taken.isdisjoint(draft.members.items()):
            taken.update(draft.members.items())
            found.append(draft)
    return found


@given(links=linkings())
@settings(max_examples=60, deadline=None)
def test_the_groups_are_those_of_working_out_every_one(links: Links) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "_join", lambda found, *_: found)
        assert groups.group(links, {lang: {} for lang in LANGS}) == every(links)
