"""Costs over sizes as a picture, both by decade: a line for each cost, beside a line of n log n to compare with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDE, HIGH, LEFT, TOP, NAMES = 560, 620, 70, 30, 230
STYLE = (
    "text{font:12px sans-serif;fill:#333}.grid{stroke:#ccc}.line{fill:none;stroke:#2b5d8a;stroke-width:1.5}"
    ".due{fill:none;stroke:#a33;stroke-width:1.5;stroke-dasharray:5 4}.dot{fill:#2b5d8a}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#555}.line{stroke:#8ab8e0}.dot{fill:#8ab8e0}"
    ".due{stroke:#e99}}"
)


Place = Callable[[float], float]


def drawn(sizes: Sequence[int], costs: Sequence[Mapping[str, float]]) -> str:
    """An SVG of costs in milliseconds by their names, one mapping for each size."""
    names = list(costs[0])
    values = [max(one[name], 0.1) for one in costs for name in names]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def across(size: float) -> float:
        return LEFT + (math.log10(size) - first) / max(last - first, 1e-9) * (WIDE - LEFT)

    def down(cost: float) -> float:
        return TOP + (high - math.log10(max(cost, 0.1))) / max(high - low, 1) * (HIGH - TOP)

    parts = [f'<text x="{LEFT}" y="18">milliseconds of CPU time, by segments</text>']
    for power in range(low, high + 1):
        y = down(10.0**power)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDE}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{across(size):.1f}" y="{HIGH + 20}" text-anchor="middle">{size:,}</text>')
    due = [10.0**low * 3 * size * math.log(size) / (sizes[0] * math.log(sizes[0])) for size in sizes]
    parts += [f'<polyline class="due" points="{_points(sizes, due, across, down)}"/>']
    ends = [(down(due[-1]), "n log n")]
    for name in names:
        line = [one[name] for one in costs]
        parts.append(f'<polyline class="line" points="{_points(sizes, line, across, down)}"/>')
        parts += [
            f'<circle class="dot" cx="{across(size):.1f}" cy="{down(cost):.1f}" r="2.5"/>'
            for size, cost in zip(sizes, line, strict=True)
        ]
        ends.append((down(line[-1]), name))
    at = 0.0
    for y, name in sorted(ends):
        at = max(y + 4, at + 14)
        parts.append(f'<text x="{WIDE + 8}" y="{at:.1f}">{escape(name)}</text>')
    body = "\n".join(parts)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {WIDE + NAMES} {max(HIGH + 40, int(at) + 20)}">\n'
        f"<title>Costs by the size of the store</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n"
    )


def _points(sizes: Sequence[int], costs: Sequence[float], across: Place, down: Place) -> str:
    return " ".join(f"{across(size):.1f},{down(cost):.1f}" for size, cost in zip(sizes, costs, strict=True))
