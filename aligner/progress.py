"""How far an alignment has come, told while it runs, so that people see a bar and can end what takes too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Progress = Callable[[str, float], None]
"""Told the phase and the share of the whole that is done, 0 to 1, never falling. What it raises ends the alignment."""


@dataclass(frozen=True, slots=True)
class Meter:
    """The progress of a part of the work, told as progress of the whole: it goes from ``start`` to ``stop``."""

    tell: Progress | None = None
    start: float = 0.0
    stop: float = 1.0
    phase: str = ""

    def __call__(self, share: float) -> None:
        """Say that this share of the part is done."""
        if self.tell is not None:
            self.tell(self.phase, self.start + (self.stop - self.start) * min(max(share, 0.0), 1.0))

    def parts(self, weights: Sequence[float]) -> list[Meter]:
        """The parts that follow one another, each as long as its weight.

        >>> [(meter.start, meter.stop) for meter in Meter().parts([1, 3])]
        [(0.0, 0.25), (0.25, 1.0)]
        """
        total, at, found = sum(weights) or 1.0, 0.0, []
        for weight in weights:
            begin, at = at, at + weight
            start, stop = (self.start + (self.stop - self.start) * place / total for place in (begin, at))
            found.append(Meter(self.tell, start, stop, self.phase))
        return found

    def named(self, phase: str) -> Meter:
        """The same part under a name."""
        return Meter(self.tell, self.start, self.stop, phase)


SILENT = Meter()
"""The meter that nobody reads."""


def rising(tell: Progress | None) -> Progress | None:
    """The same listener, never told less than before."""
    if tell is None:
        return None
    most = 0.0

    def told(phase: str, share: float) -> None:
        nonlocal most
        most = max(most, share)
        tell(phase, most)

    return told
