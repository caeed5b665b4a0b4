"""What stands before every page: who may ask, from where, and what a browser may do with the answer.

Other sites' pages run in the same browser as the workbench. They are kept out by the name in the ``Host`` line (a name
that was rebound to this machine is not ours), by ``Sec-Fetch-Site`` and ``Origin``, and by a token in every form.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from web.api.problems import problem
from web.config import Config

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("static", "access.", "settings.")
"""What is there without an access token: the page that asks for it, and what that page is made of."""


def install(app: Flask) -> None:
    """Put the guard before every request of the application, and its head lines on every answer."""
    app.before_request(_settle)
    app.before_request(_check_host)
    app.before_request(_check_origin)
    app.before_request(_check_access)
    app.before_request(_check_form)
    app.after_request(_protect)
    app.jinja_env.globals["form_token"] = form_token


def is_loopback(name: str) -> bool:
    """Whether a host name means this machine.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("rebound.example")
    (True, True, True, False)
    """
    if name in ("localhost", "localhost.") or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def form_token() -> str:
    """The token that every form of this browser session carries."""
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(18)
    return str(session["form"])


def badge(token: str) -> str:
    """What a session keeps of the access token: enough to know it again, of no use elsewhere."""
    return sha256(f"doichieu:{token}".encode()).hexdigest()


def let_in(token: str) -> bool:
    """Compare a token with the one of the service, in constant time, and remember the browser when it is right."""
    config: Config = g.config
    if not hmac.compare_digest(token.encode(), config.token.encode()):
        return False
    session.permanent = True
    session["access"] = badge(config.token)
    return True


def _settle() -> None:
    g.config = current_app.config["DOICHIEU"]


def _check_host() -> None:
    config: Config = g.config
    name = urlsplit(f"//{request.host}").hostname or ""
    if is_loopback(config.host) and not is_loopback(name):
        abort(421, f"This service answers on its own machine only, not under the name “{name}”.")


def _check_origin() -> None:
    """A request that changes something comes from our own pages, or from a program that is no browser."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    if site not in ("", "same-origin", "none") or (origin and urlsplit(origin).netloc != request.host):
        abort(403, "The request came from another site's page.")


def _check_access() -> ResponseReturnValue | None:
    config: Config = g.config
    endpoint = request.endpoint or ""
    if not config.token or endpoint == "static" or endpoint.startswith(OPEN[1:]):
        return None
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), config.token.encode()):
        g.program = True
        return None
    if hmac.compare_digest(str(session.get("access", "")).encode(), badge(config.token).encode()):
        return None
    if request.path.startswith("/api/"):
        detail = "Send the access token that the service printed when it started, as “Authorization: Bearer …”."
        return problem(401, detail, {"WWW-Authenticate": 'Bearer realm="doichieu"'})
    target = request.full_path.rstrip("?") if request.method == "GET" else "/"
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": url_for("access.ask")})
    return redirect(url_for("access.ask", next=target))


def _check_form() -> None:
    if request.method in SAFE or request.path.startswith("/api/"):
        return
    given = request.form.get("token") or request.headers.get("X-Form-Token", "")
    if not given or not hmac.compare_digest(given.encode(), str(session.get("form", "")).encode()):
        abort(403, "The page was open too long. Load it again, then repeat what you did.")


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/fonts/"):
        response.headers["Cache-Control"] = "public, max-age=2592000, immutable"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache"
    return response
