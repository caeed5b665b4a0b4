"""The door: signing in, and out."""

from __future__ import annotations

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.actions import doors
from web.actions.people import has_accounts
from web.errors import Forbidden, TooMany
from web.guard import forget, remember
from web.pages.settings import own_path

blueprint = Blueprint("access", __name__)


@blueprint.get("/sign-in")
def ask() -> ResponseReturnValue:
    """Ask for name and password, where there is anything to sign in to."""
    target = own_path(request.args.get("next", "/"))
    if g.person or not g.signing:
        return redirect(target)
    return _form(target)


@blueprint.post("/sign-in")
def enter() -> ResponseReturnValue:
    """Compare the password and open a new session; after several wrong ones the answer takes its time."""
    target = own_path(request.form.get("next", "/"))
    name = request.form.get("name", "").strip()
    try:
        secret = doors.sign_in(
            g.store,
            name,
            request.form.get("password", ""),
            address=request.remote_addr or "",
            agent=request.headers.get("User-Agent", ""),
        )
    except TooMany as error:
        response = make_response(_form(target, wait=error.seconds), 429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    except Forbidden:
        return make_response(_form(target, name=name, wrong=True), 403)
    response = make_response(redirect(target, 303))
    remember(response, secret)
    return response


@blueprint.post("/sign-out")
def leave() -> ResponseReturnValue:
    """End the session, here and in the store."""
    if g.person and g.person.session:
        doors.sign_out(g.store, g.person, address=request.remote_addr or "")
    response = make_response(redirect(url_for("access.ask"), 303))
    forget(response)
    flash(_("You are signed out."))
    return response


def _form(target: str, *, name: str = "", wrong: bool = False, wait: int = 0) -> str:
    return render_template(
        "sign_in.html", next=target, name=name, wrong=wrong, wait=wait, nobody=not has_accounts(g.store)
    )
