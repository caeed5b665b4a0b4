"""The door: signing in, and out."""

from __future__ import annotations

import time

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.actions import doors
from web.actions.people import has_accounts
from web.errors import Forbidden, TooMany
from web.guard import forget, remember
from web.pages.settings import own_path

blueprint = Blueprint("access", __name__)

HALF = "halfway"
"""Under which name the signed cookie holds whose password was right, and when."""
MOMENT = 300.0
"""Seconds to type the code."""


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
        secret = doors.sign_in(g.store, name, request.form.get("password", ""), **_asker())
    except doors.CodeNeeded as needed:
        session[HALF] = (needed.account, int(time.time()), needed.proof)
        return redirect(url_for("access.ask_code", next=target), 303)
    except TooMany as error:
        return _wait(_form(target, wait=error.seconds), error.seconds)
    except Forbidden:
        return make_response(_form(target, name=name, wrong=True), 403)
    return _opened(target, secret)


@blueprint.get("/sign-in/code")
def ask_code() -> ResponseReturnValue:
    """Ask for the code of the second factor, after the password was right."""
    target = own_path(request.args.get("next", "/"))
    return _code_form(target) if _half()[0] else redirect(url_for("access.ask", next=target))


@blueprint.post("/sign-in/code")
def enter_code() -> ResponseReturnValue:
    """Compare the code and open a new session."""
    target = own_path(request.form.get("next", "/"))
    account, proof = _half()
    if not account:
        return redirect(url_for("access.ask", next=target), 303)
    try:
        secret = doors.give_code(g.store, account, request.form.get("code", "")[:20], proof=proof, **_asker())
    except TooMany as error:
        return _wait(_code_form(target, wait=error.seconds), error.seconds)
    except Forbidden:
        return make_response(_code_form(target, wrong=True), 403)
    return _opened(target, secret)


@blueprint.post("/sign-out")
def leave() -> ResponseReturnValue:
    """End the session, here and in the store."""
    if g.person and g.person.session:
        doors.sign_out(g.store, g.person, address=request.remote_addr or "")
    response = make_response(redirect(url_for("access.ask"), 303))
    forget(response)
    flash(_("You are signed out."))
    return response


def _half() -> tuple[int, str]:
    """The account whose password was right a moment ago, with the proof of it; 0 for none."""
    account, since, proof = session.get(HALF) or (0, 0, "")
    return (int(account), str(proof)) if time.time() - since < MOMENT else (0, "")


def _asker() -> dict[str, str]:
    return {"address": request.remote_addr or "", "agent": request.headers.get("User-Agent", "")}


def _opened(target: str, secret: str) -> ResponseReturnValue:
    if g.person and g.person.session:  # who signs in once more in this browser leaves the session before
        doors.sign_out(g.store, g.person, address=request.remote_addr or "")
    response = make_response(redirect(target, 303))
    remember(response, secret)
    return response


def _wait(page: str, seconds: int) -> ResponseReturnValue:
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _code_form(target: str, *, wrong: bool = False, wait: int = 0) -> str:
    return render_template("sign_in_code.html", next=target, wrong=wrong, wait=wait)


def _form(target: str, *, name: str = "", wrong: bool = False, wait: int = 0) -> str:
    return render_template(
        "sign_in.html", next=target, name=name, wrong=wrong, wait=wait, nobody=not has_accounts(g.store)
    )
