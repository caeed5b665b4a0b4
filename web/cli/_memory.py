"""What a command that aligns once and ends does about memory: it keeps what it has until the end.

Texts make very many objects, hardly one of them in a circle, and arrays that come and go by the thousand. To look
through the former, and to give the latter back to the system each time, took a tenth of a short run.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress

_COLLECT = 400_000
"""New objects before they are looked through for circles: some 50 MB."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of the GNU C library's malloc.h
_KEPT, _LARGE = 256 << 20, 32 << 20
"""Bytes that are kept when they are free, and from which on a piece of memory goes back at once."""


def keep_memory() -> None:
    """Look for circles seldom, and hold on to freed memory where the C library can be told so."""
    gc.set_threshold(_COLLECT, 10, 10)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no such thing, and needs none
            tell = ctypes.CDLL(None).mallopt
            tell(_MMAP_THRESHOLD, _LARGE)
            tell(_TRIM_THRESHOLD, _KEPT)
