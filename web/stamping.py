"""Scripts, style sheets and fonts are asked for once: their address has a stamp, which is another when one of them is
another, so that a browser may keep what it has for good.

The stamp is a folder of the address, so that what a script or a style sheet names beside itself has it as well.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request

FOR_GOOD = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Give the addresses of static files their stamp. Without one, or with that of another day, they are served too,
    and the browser asks each time whether they still hold."""
    stamp = stamp_of(Path(app.static_folder or ""))

    @app.url_defaults
    def give(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("stamp", stamp)

    @app.url_value_preprocessor
    def take(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if endpoint == "static" and values is not None:
            g.stamp = values.pop("stamp", "")

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304) and g.get("stamp") == stamp:
            response.headers["Cache-Control"] = FOR_GOOD
        return response

    app.add_url_rule("/static/v-<stamp>/<path:filename>", endpoint="static", view_func=app.view_functions["static"])


def stamp_of(folder: Path) -> str:
    """A few letters that change with any file of a folder: its name or what is in it."""
    found = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:10]
