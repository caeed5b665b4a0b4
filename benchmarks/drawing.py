"""Costs over sizes as a picture, both by decade: a line for each cost, beside a line of n log n to compare with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

LEFT, WIDE, NAMES, GAP = 70, 470, 250, 16
STYLE = (
    "text{font:12px sans-serif;fill:#333}.head{font-weight:bold}.grid{stroke:#ccc}.lead{stroke:#aaa;stroke-width:.7}"
    ".line{fill:none;stroke:#2b5d8a;stroke-width:1.5}.dot{fill:#2b5d8a}"
    ".due{fill:none;stroke:#a33;stroke-width:1.5;stroke-dasharray:5 4}.said{fill:#a33}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.lead{stroke:#777}.line{stroke:#8ab8e0}"
    ".dot{fill:#8ab8e0}.due{stroke:#e99}.said{fill:#e99}}"
)
Place = Callable[[float], float]
Costs = Sequence[Mapping[str, float]]
"""Costs by their names, one mapping for each size."""


def drawn(sizes: Sequence[int], panels: Mapping[str, tuple[str, Costs]]) -> str:
    """An SVG with a panel for each heading: the unit, and the costs in it."""
    parts: list[str] = []
    top = 0
    for heading, (unit, costs) in panels.items():
        if costs and costs[0]:
            high = max(220, (len(costs[0]) + 1) * GAP + 30)
            parts += _panel(sizes, f"{heading}, {unit}", costs, top, high)
            top += high + 90
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDE + NAMES} {top}">\n'
        f"<title>Costs by the size of the store</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n"
    )


def _panel(sizes: Sequence[int], heading: str, costs: Costs, top: int, high: int) -> list[str]:
    """One panel from ``top`` on, whose lines take ``high``."""
    names = list(costs[0])
    least = 10.0 ** math.floor(math.log10(max(min(one[name] for one in costs for name in names), 0.01)))
    values = [max(one[name], least) for one in costs for name in names]
    floor, ceiling = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def across(size: float) -> float:
        return LEFT + (math.log10(size) - first) / max(last - first, 1e-9) * (WIDE - LEFT)

    def down(cost: float) -> float:
        return top + 36 + (ceiling - math.log10(max(cost, least))) / max(ceiling - floor, 1) * high

    parts = [f'<text class="head" x="{LEFT}" y="{top + 20}">{escape(heading)}</text>']
    for power in range(floor, ceiling + 1):
        y = down(10.0**power)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDE}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for size in sizes:
        parts.append(
            f'<text x="{across(size):.1f}" y="{top + high + 56}" text-anchor="middle">{size:,} segments</text>'
        )
    grown = [size * math.log(size) / (sizes[0] * math.log(sizes[0])) for size in sizes]
    start = 10.0**floor * 1.5
    due = [start * times for times in grown if start * times <= 10.0**ceiling]
    parts.append(f'<polyline class="due" points="{_points(sizes, due, across, down)}"/>')
    ends = [(down(costs[-1][name]), name, "") for name in names]
    if len(due) == len(sizes):
        ends.append((down(due[-1]), "n log n", ' class="said"'))
    else:
        parts.append(f'<text class="said" x="{across(sizes[0]) + 14:.1f}" y="{down(start) - 8:.1f}">n log n</text>')
    for name in names:
        line = [one[name] for one in costs]
        parts.append(f'<polyline class="line" points="{_points(sizes, line, across, down)}"/>')
        parts += [
            f'<circle class="dot" cx="{across(size):.1f}" cy="{down(cost):.1f}" r="2.5"/>'
            for size, cost in zip(sizes, line, strict=True)
        ]
    for (y, name, kind), at in zip(sorted(ends), _apart([y for y, _, _ in sorted(ends)], top + high + 36), strict=True):
        parts.append(f'<line class="lead" x1="{WIDE + 4}" x2="{WIDE + 22}" y1="{y:.1f}" y2="{at:.1f}"/>')
        parts.append(f'<text{kind} x="{WIDE + 26}" y="{at + 4:.1f}">{escape(name)}</text>')
    return parts


def _apart(places: Sequence[float], bottom: float) -> list[float]:
    """The places of labels, from the top: as near as they can be to where they belong, none upon another.

    >>> _apart([10, 12, 60], 100)
    [10, 26, 60]
    >>> _apart([90, 95, 99], 100)
    [68, 84, 100]
    """
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + GAP) if found else place)
    limit = bottom
    for number in reversed(range(len(found))):
        found[number] = min(found[number], limit)
        limit = found[number] - GAP
    return found


def _points(sizes: Sequence[int], costs: Sequence[float], across: Place, down: Place) -> str:
    return " ".join(f"{across(size):.1f},{down(cost):.1f}" for size, cost in zip(sizes, costs, strict=False))
