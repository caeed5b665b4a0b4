"""What is joined by any link belongs together: the rows that links force, and what gold loses when it is one table.

A table has one row for all languages. Where the gold of vi–zh puts two sentences into one bead, the row that holds them
also holds their counterparts in English, so the finer gold of en–vi cannot be met there. ``table_gold`` is the finest
table that keeps every link of all pairs; its score against the gold of each pair is what a table can reach that breaks
no link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from aligner.evaluation import Pairing, Scores, evaluate, singles
from benchmarks.corpora import Pair, Parallel

Node = TypeVar("Node", bound=Hashable)
Place = tuple[str, int]
"""A segment: its language and its index."""


def components(links: Iterable[Iterable[Node]]) -> list[list[Node]]:
    """Groups of what is linked directly or through others, in the order in which they first appear.

    >>> components([("a", 1), ("b", 2), (2, "c"), ("d",)])
    [['a', 1], ['b', 2, 'c'], ['d']]
    """
    parent: dict[Node, Node] = {}

    def top(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for link in links:
        nodes = list(link)
        for node in nodes:
            parent.setdefault(node, node)
        for node in nodes[1:]:
            parent[top(node)] = top(nodes[0])
    groups: defaultdict[Node, list[Node]] = defaultdict(list)
    for node in parent:
        groups[top(node)].append(node)
    return list(groups.values())


def pairing(group: Iterable[Place], left: str, right: str) -> Pairing:
    """A group of segments as a bead of two of its languages.

    >>> pairing([("en", 4), ("vi", 7), ("en", 3), ("zh-Hant", 9)], "en", "vi")
    ((3, 4), (7,))
    """
    places = sorted(group)
    return tuple(i for lang, i in places if lang == left), tuple(j for lang, j in places if lang == right)


def table_gold(gold: Mapping[Pair, Iterable[Pairing]]) -> dict[Pair, list[Pairing]]:
    """The beads of each pair out of the one table that all links of all pairs force.

    >>> table_gold({("en", "vi"): [((0,), (0,)), ((1,), (1,))], ("vi", "zh-Hans"): [((0, 1), (0,))]})["en", "vi"]
    [((0, 1), (0, 1))]
    """
    links = [[(a, i) for i in x] + [(b, j) for j in y] for (a, b), beads in gold.items() for x, y in beads]
    rows = components(links)
    return {(a, b): [bead for row in rows for bead in singles(pairing(row, a, b))] for a, b in gold}


def attainable(document: Parallel) -> dict[Pair, Scores]:
    """The scores of each pair's gold when it is forced into one table."""
    forced = table_gold(document.gold)
    return {pair: evaluate(beads, forced[pair]) for pair, beads in document.gold.items()}
