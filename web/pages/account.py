"""One's own account: the password, the browsers one is signed in with, and tokens for programs."""

from __future__ import annotations

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from aligner.errors import InputError
from web import people_words
from web.actions import doors, people, second
from web.errors import Conflict
from web.guard import remember
from web.people import LADDER, may

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
def view() -> ResponseReturnValue:
    """The page of one's account; on the own machine, what it takes to work with others."""
    return _page()


@blueprint.post("/password")
def password() -> ResponseReturnValue:
    """Choose another password. Other browsers are signed out, and this one gets another session."""
    if g.person is None or not g.person.session:
        return redirect(url_for("account.view"), 303)
    new = request.form.get("new", "")
    try:
        if new != request.form.get("again", ""):
            raise InputError("The two new passwords differ.", "Type the new one twice.")
        people.change_password(g.store, request.form.get("old", ""), new, but=g.person.session)
    except InputError as error:
        return make_response(_page(problem=people_words.error(error)), 422)
    response = make_response(redirect(url_for("account.view"), 303))
    agent = request.headers.get("User-Agent", "")
    remember(response, doors.renew(g.store, g.person, address=request.remote_addr or "", agent=agent))
    flash(_("Your password was changed. Other browsers are signed out."))
    return response


@blueprint.post("/second")
def begin_second() -> ResponseReturnValue:
    """Show a new secret for an authenticator app, this once."""
    if g.person is None or not g.person.session:
        return redirect(url_for("account.view"), 303)
    try:
        secret, address = second.begin_second(g.store, request.form.get("password", ""))
    except InputError as error:
        return make_response(_page(second_problem=people_words.error(error)), 422)
    return _page(secret=secret, drawing=_drawn(address))


@blueprint.post("/second/confirm")
def confirm_second() -> ResponseReturnValue:
    """Take the first code; from then on each sign-in asks for one."""
    try:
        second.confirm_second(g.store, request.form.get("code", "")[:20])
    except InputError as error:
        return make_response(_page(second_problem=people_words.error(error)), 422)
    flash(_("From now on signing in asks for a code."))
    return redirect(url_for("account.view"), 303)


@blueprint.post("/second/drop")
def drop_second() -> ResponseReturnValue:
    """Do without the second factor."""
    try:
        second.drop_second(g.store, request.form.get("password", ""))
    except InputError as error:
        return make_response(_page(second_problem=people_words.error(error)), 422)
    flash(_("Signing in does not ask for a code any more."))
    return redirect(url_for("account.view"), 303)


@blueprint.post("/tokens")
def make_token() -> ResponseReturnValue:
    """Make a token, and show it this once. In a browser that needs the password: a token outlives its session."""
    if g.person is None or not g.person.session:
        return redirect(url_for("account.view"), 303)
    try:
        people.confirm_password(g.store, request.form.get("password", ""))
        made = people.make_token(
            g.store,
            request.form.get("name", ""),
            role=request.form.get("role", ""),
            days=request.form.get("days", people.TOKEN_DAYS, int),
        )
    except (InputError, Conflict) as error:
        return make_response(_page(token_problem=people_words.error(error)), 422)
    return make_response(_page(made=made), 201)


@blueprint.post("/tokens/<int:number>/revoke")
def revoke_token(number: int) -> ResponseReturnValue:
    """Make a token worthless."""
    people.revoke_token(g.store, number)
    flash(_("The token is revoked."))
    return redirect(url_for("account.view"), 303)


@blueprint.post("/sessions/end")
def end_sessions() -> ResponseReturnValue:
    """Sign out all other browsers."""
    if g.person:
        doors.end_sessions(g.store, g.person)
        flash(_("All other browsers are signed out."))
    return redirect(url_for("account.view"), 303)


def _page(**more: object) -> str:
    own = g.person is not None
    return render_template(
        "account.html",
        tokens=people.list_tokens(g.store) if own else (),
        sessions=doors.list_sessions(g.store, g.person) if own else (),
        roles=[role.value for role in LADDER if own and LADDER.index(role) <= LADDER.index(g.person.role)],
        lacking=g.lacking,
        may_what=people_words.permissions(g.role),
        alone=not own and may(g.role, "manage"),
        has_second=own and second.is_set(g.store, g.person.account),
        **more,
    )


def _drawn(address: str) -> Markup:
    """An address as a square of dots that a camera reads."""
    import segno

    drawing = segno.make(address, error="m").svg_inline(scale=4, border=3, omitsize=True)
    return Markup(drawing)  # noqa: S704 - paths and numbers alone; the text is drawn, not written
