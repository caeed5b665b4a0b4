"""What stands before every page: who may ask, from where, and what a browser may do with the answer.

Other sites' pages run in the same browser as the workbench. They are kept out by the name in the ``Host`` line (a name
that was rebound to this machine is not ours), by ``Sec-Fetch-Site`` and ``Origin``, and by a token in every form. Who
asks is known by a session's cookie or a program's token; on the own machine, while there is no account, by being there.
"""

from __future__ import annotations

import hmac
import ipaddress
import json
import secrets
import socket
import sqlite3
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from web import people
from web.actions import doors
from web.actions.people import has_accounts
from web.actions.permissions import sentence
from web.actions.second import is_set
from web.api.problems import problem
from web.config import Config, is_loopback
from web.errors import Forbidden, TooMany
from web.i18n import cookie_name
from web.pace import Pace
from web.routes import FRESH, OPEN, PASSIVE, asked
from web.store.pool import Pool

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
SESSION = "doichieu-session"
"""The cookie that holds the secret of a session."""
LOCAL = "browser"
"""Under which name the user of this machine acts, who needs no account."""
BURST, RATE = 400, 40.0
"""Requests that one account or address may send at once, and then a second."""
REFUSALS = 60, 0.2
"""Requests beyond the role that are in the audit: of one account at once, and then a second."""
PLAIN = 900
"""Bytes of a body that is too short to be too deep."""


def install(app: Flask) -> None:
    """Put the guard before every request of the application, and its head lines on every answer."""
    app.extensions["doichieu.pace"] = Pace(BURST, RATE)
    app.extensions["doichieu.stores"] = Pool(app.config["DOICHIEU"].db)
    for step in (_settle, _check_host, _check_origin, _identify, _check_pace, _check_access, _check_form, _check_body):
        app.before_request(step)
    app.extensions["doichieu.refusals"] = Pace(*REFUSALS)
    app.extensions["doichieu.noted"] = Pace(burst=50, rate=0.2, askers=1)
    app.after_request(_protect)
    app.after_request(_keep_account)
    app.teardown_request(_close_store)
    app.jinja_env.globals.update(form_token=form_token, may=lambda permission: people.may(g.role, permission))
    app.context_processor(lambda: {"person": g.get("person"), "signing": g.get("signing", False)})


def remember(response: Response, secret: str) -> None:
    """Give the browser the secret of its session; what the browser had before is worthless from here on."""
    session.clear()
    config: Config = g.config
    response.set_cookie(cookie_name(SESSION), secret, path="/", httponly=True, secure=config.secure, samesite="Lax")


def forget(response: Response) -> None:
    """Take the session away from the browser, and what it kept of the pages."""
    session.clear()
    config: Config = g.config
    response.delete_cookie(cookie_name(SESSION), path="/", httponly=True, secure=config.secure, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'


def form_token() -> str:
    """The token that every form of this browser carries: of a session it can be told from its secret alone."""
    if g.get("secret"):
        return sha256(f"form:{g.secret}".encode()).hexdigest()[:32]
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(18)
    return str(session["form"])


def _settle() -> None:
    g.config = current_app.config["DOICHIEU"]
    g.person, g.secret, g.role, g.signing, g.lacking = None, "", "", True, False


def _note(what: str) -> None:
    """Say in the log of the service that a request was turned away; whoever sends many does not fill it."""
    if not current_app.extensions["doichieu.noted"].wait("all"):
        asker = f"{g.role and g.store.who!r} at {request.remote_addr}"
        current_app.logger.warning("%s: %s %r from %s", what, request.method, request.path[:200], asker)


def _check_host() -> None:
    name = (urlsplit(f"//{request.host}").hostname or "").rstrip(".")
    if not _ours(g.config, name):
        _note("Another host name")
        abort(421, f"This service does not answer under the name “{name[:100]}”.")


def _ours(config: Config, name: str) -> bool:
    """Whether the service goes by a name. One for this machine alone goes by its names alone."""
    if is_loopback(name):
        return True
    if config.public:
        return name == (urlsplit(config.public).hostname or "")
    if is_loopback(config.host):
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        own = socket.gethostname().lower()
        return name in (own, f"{own}.local", config.host.lower())
    return True


def _check_origin() -> None:
    """A request that changes something comes from our own pages, or from a program that is no browser."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    if site not in ("", "same-origin", "none") or (origin and urlsplit(origin).netloc != request.host):
        _note("Another site's page")
        abort(403, "The request came from another site's page.")


def _identify() -> ResponseReturnValue | None:
    """Find out who asks, and open the store for them."""
    endpoint = request.endpoint or ""
    if endpoint.endswith("static"):
        return None
    config: Config = g.config
    g.store = store = current_app.extensions["doichieu.stores"].take()
    store.act_as("nobody", "")
    g.signing = config.shared or has_accounts(store)
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        g.person = doors.by_token(store, given.strip())
        if g.person is None:
            return _unknown("The access token is not valid, or no longer.")
    elif g.signing:
        secret = request.cookies.get(cookie_name(SESSION), "")
        g.person = doors.by_session(store, secret, passive=endpoint in PASSIVE)
        g.secret = secret if g.person else ""
    else:
        store.act_as(LOCAL, people.Role.ADMIN)
    if g.person:
        store.act_as(g.person.name, g.person.role)
        g.lacking = bool(config.second and g.person.session and not is_set(store, g.person.account))
    g.role = store.role
    return None


def _check_pace() -> None:
    """Let nobody who is not alone on the machine ask without end."""
    if not g.signing or "store" not in g:
        return
    who = f"account:{g.person.account}" if g.person else f"address:{doors.network(request.remote_addr or '')}"
    if seconds := current_app.extensions["doichieu.pace"].wait(who):
        _note("Too many requests")
        raise TooMany(seconds)


def _check_access() -> ResponseReturnValue | None:
    endpoint = request.endpoint or "api.nothing"  # nothing is at this address, which is for whoever may read
    permission = asked(endpoint)
    if permission == OPEN or people.may(g.role, permission):
        if g.person and (g.person.temporary or g.lacking) and endpoint not in FRESH and permission != OPEN:
            return _to(url_for("account.view"), "The account is not ready yet: sign in with a browser first.")
        return None
    if g.role:
        if not current_app.extensions["doichieu.refusals"].wait(g.store.who):
            doors.refused(g.store, f"{request.method} {request.path}", address=request.remote_addr or "")
        raise Forbidden(sentence(permission))
    target = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return _to(url_for("access.ask", next=target), "Send an access token, as “Authorization: Bearer …”.")


def _to(page: str, plain: str) -> ResponseReturnValue:
    """Lead a browser to a page that it has to see first; tell a program what is missing."""
    if request.path.startswith("/api/"):
        return _unknown(plain)
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": page})
    return redirect(page, 303)


def _unknown(plain: str) -> Response:
    return problem(401, plain, {"WWW-Authenticate": 'Bearer realm="doichieu"'})


def _check_form() -> None:
    """What comes with a cookie has to bring the token of its pages as well; a program has none, nor needs one."""
    if request.method in SAFE or (request.path.startswith("/api/") and not g.secret):
        return
    given = request.form.get("token") or request.headers.get("X-Form-Token", "")
    expected = form_token() if g.secret else str(session.get("form", ""))
    if not given or not hmac.compare_digest(given.encode(), expected.encode()):
        _note("Without the token of the form")
        abort(403, "The page was open too long. Load it again, then repeat what you did.")


def _check_body() -> None:
    """A body that says it is JSON can be read as such: one that is too deep, or a number of thousands of digits, is
    refused here, since the readers further on stumble over it."""
    if request.is_json and (request.content_length is None or request.content_length > PLAIN):
        try:
            json.loads(request.get_data(cache=True))
        except (ValueError, RecursionError):
            abort(400, "The body of the request is not JSON.")


def _keep_account(response: Response) -> Response:
    """Note in the audit which files people took with them."""
    taken = response.headers.get("Content-Disposition", "").startswith("attachment")
    if taken and g.get("person") and request.method != "HEAD" and response.status_code in (200, 206):
        try:
            doors.exported(g.store, request.full_path.rstrip("?"), address=request.remote_addr or "")
        except sqlite3.Error as error:  # whoever saves texts from a full disk may
            current_app.logger.warning("An export could not be noted in the audit: %s", error)
    return response


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if g.get("config") and g.config.secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.path.startswith("/static/fonts/"):
        response.headers["Cache-Control"] = "public, max-age=2592000, immutable"
    elif g.get("person"):
        response.headers["Cache-Control"] = "no-store"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache"
    return response


def _close_store(_error: BaseException | None = None) -> None:
    store = g.pop("store", None)
    if store is not None:
        current_app.extensions["doichieu.stores"].give(store)
