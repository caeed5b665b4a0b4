"""What a browser remembers of its reader: the interface's language and the colours."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, request
from flask.typing import ResponseReturnValue

from web.i18n import COOKIE, LOCALES, THEME, THEMES, cookie_name

blueprint = Blueprint("settings", __name__, url_prefix="/settings")
YEAR = 365 * 24 * 3600


@blueprint.get("/language/<lang>")
def language(lang: str) -> ResponseReturnValue:
    """Switch the interface's language, and go back to where one was."""
    return _remember(COOKIE, lang, tuple(LOCALES))


@blueprint.get("/colours/<theme>")
def colours(theme: str) -> ResponseReturnValue:
    """Switch between light, dark and what the system says, and go back to where one was."""
    return _remember(THEME, theme, THEMES)


def _remember(cookie: str, value: str, known: tuple[str, ...]) -> ResponseReturnValue:
    if value not in known:
        abort(404)
    response = redirect(own_path(request.args.get("next", "/")))
    response.set_cookie(cookie_name(cookie), value, max_age=YEAR, httponly=True, samesite="Lax", secure=g.config.secure)
    return response


def own_path(target: str) -> str:
    r"""A path of this service, or its first page where the target leads elsewhere.

    >>> own_path("/works/a?show=look"), own_path("//example.org"), own_path("/\\x.org")
    ('/works/a?show=look', '/', '/')
    """
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return target if plain and not parts.scheme and not parts.netloc else "/"
