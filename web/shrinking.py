"""What leaves the service compressed: scripts and style sheets, worked out once for each file, and pages.

A page holds the token of its forms beside words that a visitor can choose. Whoever could make somebody else's browser
ask for it, over and over with words of his own, would learn the token from the length of the answers. So a page is
compressed only where the browser says that it was asked for from a page of ours, or by whoever sits before it.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from flask import Flask, Response, request

FILES = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
PAGES = ("text/html", "application/json")
ASKED = ("same-origin", "none")
"""``Sec-Fetch-Site`` of what no other site asked for. Browsers send it over https and on the own machine."""
LEAST = 1000
"""Bytes from which it is worth it."""
GZIP = 16 + zlib.MAX_WBITS


def install(app: Flask) -> None:
    """Compress files and pages for whoever takes them so."""
    app.after_request(_shrink)


def _shrink(response: Response) -> Response:
    file = request.endpoint == "static" and response.mimetype in FILES
    page = response.mimetype in PAGES and request.headers.get("Sec-Fetch-Site") in ASKED
    if not (file or (page and not response.direct_passthrough)) or response.status_code != 200:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or response.content_length in range(LEAST):
        return response
    if file:
        response.direct_passthrough = False
        response.set_data(_packed(response.get_data()))
    elif response.is_streamed:
        response.response = _flowing(response.iter_encoded())
        response.headers.pop("Content-Length", None)
    else:
        response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if etag := response.get_etag()[0]:
        response.set_etag(etag, weak=True)  # the same file, in other bytes
    response.headers.pop("Accept-Ranges", None)
    return response


@lru_cache(maxsize=64)
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _flowing(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Parts of a page compressed as they come: each can be read before the next is there."""
    packer = zlib.compressobj(5, zlib.DEFLATED, GZIP)
    try:
        for part in parts:
            yield packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH)
        yield packer.flush()
    finally:
        if close := getattr(parts, "close", None):
            close()
