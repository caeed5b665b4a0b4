"""Scripts and style sheets leave the service compressed: a third of their size, worked out once for each file.

Pages do not: they hold the token of their forms beside words that a visitor can choose, and the length of such an
answer would tell about the token.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

KINDS = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
LEAST = 1000
"""Bytes from which it is worth it."""


def install(app: Flask) -> None:
    """Compress static files for whoever takes them so."""
    app.after_request(_shrink)


def _shrink(response: Response) -> Response:
    if request.endpoint != "static" or response.status_code != 200 or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or (response.content_length or 0) < LEAST:
        return response
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    if etag := response.get_etag()[0]:
        response.set_etag(etag, weak=True)  # the same file, in other bytes
    response.headers.pop("Accept-Ranges", None)
    return response


@lru_cache(maxsize=64)
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)
