"""People: the accounts of a service, for its administrators."""

from __future__ import annotations

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.errors import InputError
from web import people_words
from web.actions import people, second
from web.errors import Conflict
from web.people import LADDER

blueprint = Blueprint("people", __name__, url_prefix="/people")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """All accounts, with what each may."""
    return _page()


@blueprint.post("")
def add() -> ResponseReturnValue:
    """Add an account; its first password is shown this once."""
    name = request.form.get("name", "")
    try:
        account, password = people.add_account(g.store, name, request.form.get("role", ""))
    except (InputError, Conflict) as error:
        return make_response(_page(problem=people_words.error(error), typed=name), 422)
    if not g.person:  # whoever was alone until now has to sign in from here on
        g.role = ""
    return make_response(render_template("person_added.html", account=account, password=password), 201)


@blueprint.post("/<int:account>/role")
def role(account: int) -> ResponseReturnValue:
    """Give an account another role."""
    view = people.set_role(g.store, account, request.form.get("role", ""))
    flash(_("%(name)s: %(role)s.", name=view.name, role=people_words.role(view.role)))
    return redirect(url_for("people.index"), 303)


@blueprint.post("/<int:account>/disable")
def disable(account: int) -> ResponseReturnValue:
    """Close an account, its sessions and its tokens."""
    view = people.set_disabled(g.store, account)
    flash(_("%(name)s cannot enter any more.", name=view.name))
    return redirect(url_for("people.index"), 303)


@blueprint.post("/<int:account>/enable")
def enable(account: int) -> ResponseReturnValue:
    """Open an account again."""
    view = people.set_disabled(g.store, account, False)
    flash(_("%(name)s can enter again.", name=view.name))
    return redirect(url_for("people.index"), 303)


@blueprint.post("/<int:account>/reset")
def reset(account: int) -> ResponseReturnValue:
    """Give an account a new first password, shown this once."""
    password = people.reset_password(g.store, account)
    view = next(one for one in people.list_accounts(g.store) if one.id == account)
    return make_response(render_template("person_added.html", account=view, password=password, again=True), 201)


@blueprint.post("/<int:account>/second")
def remove_second(account: int) -> ResponseReturnValue:
    """Take the second factor from an account whose device is lost."""
    second.remove_second(g.store, account)
    flash(_("The second factor was removed."))
    return redirect(url_for("people.index"), 303)


@blueprint.post("/tokens/<int:number>/revoke")
def revoke_token(number: int) -> ResponseReturnValue:
    """Make somebody's token worthless."""
    people.revoke_token(g.store, number)
    flash(_("The token is revoked."))
    return redirect(url_for("people.index"), 303)


def _page(**more: object) -> str:
    found = people.list_accounts(g.store)
    tokens = {one.id: people.list_tokens(g.store, one.id) for one in found if not one.disabled}
    shown = {"accounts": found, "tokens": tokens, "second": second.with_second(g.store)}
    return render_template("people.html", **shown, roles=[role.value for role in LADDER], **more)
