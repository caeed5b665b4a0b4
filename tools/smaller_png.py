"""Makes the PNG of a page smaller: 256 colours at most, well compressed, nothing but the picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

MOST = 256  # colours that one byte can name
HEAD = b"\x89PNG\r\n\x1a\n"


def smaller(png: bytes) -> bytes:
    """The same picture with at most 256 colours: for others the nearest one of them stands instead.

    Reads what browsers write: eight bits, RGB or RGBA, not interlaced; raises ``ValueError`` for anything else.
    """
    pixels = _pixels(png)
    height, width, _ = pixels.shape
    codes = pixels.astype(np.int64) @ np.array([65536, 256, 1])
    found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    colours = _parts(found)
    palette = colours[_kept(colours, counts)]
    nearest = np.array([np.abs(palette - colour).sum(axis=1).argmin() for colour in colours], dtype=np.uint8)
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = nearest[places.reshape(height, width)]
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return HEAD + b"".join(
        (
            _chunk(b"IHDR", head),
            _chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _kept(colours: NDArray[np.int64], counts: NDArray[np.int64]) -> list[int]:
    """Which colours stay: half of them the most frequent, half the ones that would be missed most."""
    kept = [int(one) for one in np.argsort(-counts, kind="stable")[: MOST // 2]]
    missed = np.full(len(colours), np.inf)
    for one in kept:
        missed = np.minimum(missed, np.abs(colours - colours[one]).sum(axis=1))
    while len(kept) < min(MOST, len(colours)):
        kept.append(int((missed * np.sqrt(counts)).argmax()))
        missed = np.minimum(missed, np.abs(colours - colours[kept[-1]]).sum(axis=1))
    return kept


def _parts(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.stack((codes >> 16, codes >> 8 & 255, codes & 255), axis=1)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(HEAD)
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _pixels(png: bytes) -> NDArray[np.uint8]:
    """Height × width × 3."""
    chunks = list(_chunks(png))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if not png.startswith(HEAD) or depth != 8 or kind not in (2, 6) or interlaced:
        raise ValueError("This is not a PNG of eight bits, RGB or RGBA, that is not interlaced.")
    size = 3 if kind == 2 else 4
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    lines = np.frombuffer(data, dtype=np.uint8).reshape(height, 1 + width * size)
    above = np.zeros((width, size), dtype=np.uint8)
    rows = []
    for line in lines:
        above = _unfiltered(int(line[0]), line[1:].reshape(width, size), above)
        rows.append(above[:, :3])
    return np.stack(rows)


def _unfiltered(method: int, line: NDArray[np.uint8], above: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if method == 0:
        return line
    if method == 1:
        return np.cumsum(line, axis=0, dtype=np.uint8)
    if method == 2:
        return line + above
    done = np.zeros_like(line)
    left, corner = [0] * line.shape[1], [0] * line.shape[1]
    for at, (given, over) in enumerate(zip(line.tolist(), above.tolist(), strict=True)):
        guess = [(a + b) // 2 for a, b in zip(left, over, strict=True)] if method == 3 else _paeth(left, over, corner)
        left, corner = [(one + more) & 255 for one, more in zip(given, guess, strict=True)], over
        done[at] = left
    return done


def _paeth(left: list[int], over: list[int], corner: list[int]) -> list[int]:
    return [
        min((a, b, c), key=lambda one, p=a + b - c: abs(p - one))  # type: ignore[misc]
        for a, b, c in zip(left, over, corner, strict=True)
    ]
