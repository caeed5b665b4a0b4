"""Pages that leave in parts: a browser draws the head of a long page, and fetches what it needs for the rest, while
that is still being made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, current_app, g, get_flashed_messages, request, stream_with_context

from web.guard import form_token
from web.store import Store

HERE = "\x1d"
"""Where a template may be cut: ``{{ flow_here }}``. No text has it."""


def flowing(template: str, **context: Any) -> Response:
    """A page in parts. Whatever may go wrong should have done so before: what left the service stays as it is."""
    form_token()  # what writes into the session does so before its cookie leaves
    get_flashed_messages()
    if request.method == "HEAD":
        return Response("", mimetype="text/html")
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    store: Store = g.pop("store")  # the guard takes it back when the view is done, which is too soon
    given = app.extensions["doichieu.stores"].give
    context["flow_here"] = HERE
    app.update_template_context(context)

    def made() -> Iterator[str]:
        g.store = store
        try:
            yield from parts(app.jinja_env.get_template(template).generate(context))
        finally:
            g.pop("store", None)

    response = Response(stream_with_context(made()), mimetype="text/html")
    response.call_on_close(lambda: given(store))
    return response


def parts(pieces: Iterator[str]) -> Iterator[str]:
    """Pieces put together as far as the places where the page may be cut.

    >>> list(parts(iter(["<head>", HERE, "<p>", "one", HERE, "two"])))
    ['<head>', '<p>one', 'two']
    """
    held: list[str] = []
    for piece in pieces:
        if piece != HERE:
            held.append(piece)
        elif held:
            yield "".join(held)
            held.clear()
    yield "".join(held)
