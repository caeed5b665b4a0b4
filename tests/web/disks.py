"""Disks without room and folders that nobody may write in, for the process that runs the tests."""

from __future__ import annotations

import ctypes
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OVERRIDES = 0b110
"""The bits of the administrator's rights to write and to read everything (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
_HEADER = (0x20080522, 0)


@contextmanager
def no_room(most: int = 16) -> Iterator[None]:
    """No file of this process, and none of those that it starts, grows over so many bytes. What is longer stays."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def locked(*paths: Path) -> Iterator[None]:
    """These files and folders can be read alone, also by the administrator, as everybody else has it."""
    modes = [path.stat().st_mode for path in paths]
    with _as_everybody():
        for path in paths:
            path.chmod(0o500 if path.is_dir() else 0o400)
        try:
            yield
        finally:
            for path, mode in zip(paths, modes, strict=True):
                path.chmod(mode)


@contextmanager
def _as_everybody() -> Iterator[None]:
    """Permissions hold for this thread."""
    if os.geteuid():
        yield
        return
    try:
        call = ctypes.CDLL(None, use_errno=True)
        call.capget, call.capset  # noqa: B018 - only Linux has them
    except (OSError, AttributeError):
        pytest.skip("the administrator can write everywhere")
    header, had = (ctypes.c_uint32 * 2)(*_HEADER), (ctypes.c_uint32 * 6)()
    if call.capget(header, had):
        pytest.skip("the administrator's rights cannot be read")
    fewer = (ctypes.c_uint32 * 6)(*had)
    fewer[0] = had[0] & ~OVERRIDES
    if call.capset(header, fewer):
        pytest.skip("the administrator's rights cannot be laid down")
    try:
        yield
    finally:
        assert call.capset(header, had) == 0
