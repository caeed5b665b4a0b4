"""How fast one account or address may ask: a bucket of requests that refills while it waits."""

from __future__ import annotations

import time
from threading import Lock


class Pace:
    """At most ``burst`` requests at once and ``rate`` a second from one asker; of at most ``askers`` it is remembered.

    >>> pace = Pace(burst=2, rate=1.0)
    >>> [pace.wait("a", now=0.0) for _ in range(3)]
    [0, 0, 1]
    >>> pace.wait("a", now=1.5), pace.wait("b", now=1.5)
    (0, 0)
    """

    def __init__(self, burst: int, rate: float, askers: int = 4096) -> None:
        self.burst = burst
        self.rate = rate
        self.askers = askers
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def wait(self, who: str, now: float | None = None) -> int:
        """How many seconds to wait; 0 lets the request in and counts it."""
        at = time.monotonic() if now is None else now
        with self._lock:
            left, then = self._left.pop(who, (float(self.burst), at))
            left = min(self.burst, left + (at - then) * self.rate)
            passes = left >= 1
            self._left[who] = (left - 1 if passes else left, at)  # at the end: the first is the one asked for longest
            if len(self._left) > self.askers:
                del self._left[next(iter(self._left))]
            return 0 if passes else max(1, int((1 - left) / self.rate))
