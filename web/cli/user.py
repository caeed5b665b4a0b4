"""``doichieu user``: accounts of those who work together, and tokens of their programs."""

from __future__ import annotations

import sys

import click

from aligner.errors import InputError
from web.cli._options import as_json, database, plain, print_json, quiet, settings
from web.cli._terminal import note, table
from web.people import LADDER, AccountView, TokenView

ROLE = click.Choice([role.value for role in LADDER])
NAME = click.argument("name", metavar="NAME")
STDIN = click.option("--password-stdin", "stdin", is_flag=True, help="Read the password from the first line of stdin.")
HEAD = ("no.", "name", "role", "state", "added", "last sign-in")
TOKEN_HEAD = ("no.", "account", "for", "token", "role", "made", "until", "last used")

EPILOG = """\b
Examples:
  doichieu user add chief
  doichieu user add reviewer1 --role reviewer
  doichieu user role reviewer1 terminologist
  doichieu user token reviewer1 "nightly export" --role viewer --days 90
  doichieu user disable reviewer1"""


@click.group("user", epilog=EPILOG)
def COMMAND() -> None:
    """Accounts, for when others than the user of this machine reach the service.

    Each role may what the one before it may. A viewer reads, looks up, exports, suggests terms and comments; a
    translator edits works, texts and rows; a reviewer waves findings through, takes changes back and deletes works; a
    terminologist decides on terms; an admin manages accounts and reads the audit. The first account is an admin's.
    """


@COMMAND.command("add")
@NAME
@click.option("--role", type=ROLE, help="What the account may. Default: admin for the first, else translator.")
@STDIN
@database
@as_json
@quiet
def add(name: str, role: str | None, stdin: bool) -> None:
    """Add an account. Without a password of its own it gets one for three days, to be replaced at the first sign-in."""
    from web.actions.people import add_account

    with settings().store() as store:
        account, made = add_account(store, name, role or "", _password(stdin))
    if settings().json:
        print_json(plain(account) | ({"password": made} if made else {}))
        return
    note(f"Added {account.name}, {account.role}.")
    _say(made)


@COMMAND.command("list")
@database
@as_json
@quiet
def list_() -> None:
    """List the accounts."""
    from web.actions.people import list_accounts

    with settings().store() as store:
        found = list_accounts(store)
    if settings().json:
        print_json(found)
    elif not found:
        note("There are no accounts: nobody but the user of this machine can use the service.")
    else:
        _print(HEAD, [_cells(account) for account in found])


@COMMAND.command("role")
@NAME
@click.argument("role", type=ROLE)
@database
@as_json
@quiet
def role_(name: str, role: str) -> None:
    """Give an account another role, from its next request on."""
    from web.actions.people import set_role

    with settings().store() as store:
        _done(set_role(store, name, role), f"{name} is {role} now.")


@COMMAND.command("password")
@NAME
@STDIN
@database
@quiet
def password(name: str, stdin: bool) -> None:
    """Give an account another password; whoever is signed in with it is signed out."""
    from web.actions.people import reset_password

    with settings().store() as store:
        made = reset_password(store, name, _password(stdin))
    note(f"{name} has another password, and is signed out everywhere.")
    _say(made)


@COMMAND.command("disable")
@NAME
@database
@as_json
@quiet
def disable(name: str) -> None:
    """Close an account, its sessions and its tokens. What it did stays under its name."""
    from web.actions.people import set_disabled

    with settings().store() as store:
        _done(set_disabled(store, name), f"{name} cannot enter any more.")


@COMMAND.command("enable")
@NAME
@database
@as_json
@quiet
def enable(name: str) -> None:
    """Open a disabled account again."""
    from web.actions.people import set_disabled

    with settings().store() as store:
        _done(set_disabled(store, name, False), f"{name} can enter again.")


@COMMAND.command("second-off")
@NAME
@database
@quiet
def second_off(name: str) -> None:
    """Take the second factor from an account whose device is lost, and sign it out."""
    from web.actions.second import remove_second

    with settings().store() as store:
        remove_second(store, name)
    note(f"{name} signs in with the password alone now.")


@COMMAND.command("token")
@NAME
@click.argument("purpose", metavar="FOR")
@click.option("--role", type=ROLE, help="The most that it may. Default: what the account may.")
@click.option("--days", type=click.IntRange(0, 3650), default=365, show_default=True, help="How long; 0: no end.")
@database
@as_json
@quiet
def token(name: str, purpose: str, role: str | None, days: int) -> None:
    """Make a token for a program, and print it: once, the store keeps no copy."""
    from web.actions.people import make_token

    with settings().store() as store:
        view, text = make_token(store, purpose, role=role or "", days=days, owner=name)
    if settings().json:
        print_json(plain(view) | {"token": text})
        return
    click.echo(text)
    note(f"Token {view.id} of {view.account}, {view.role}, {f'until {view.expires[:10]}' if days else 'without end'}.")


@COMMAND.command("tokens")
@click.argument("name", metavar="NAME")
@database
@as_json
@quiet
def tokens(name: str) -> None:
    """List the tokens of an account."""
    from web.actions.people import list_tokens

    with settings().store() as store:
        found = list_tokens(store, name)
    if settings().json:
        print_json(found)
    elif not found:
        note(f"{name} has no tokens.")
    else:
        _print(TOKEN_HEAD, [_token_cells(one) for one in found])


@COMMAND.command("revoke")
@click.argument("number", type=int, metavar="TOKEN")
@database
@quiet
def revoke(number: int) -> None:
    """Make a token worthless, by its number."""
    from web.actions.people import revoke_token

    with settings().store() as store:
        revoke_token(store, number)
    note(f"Token {number} is worthless now.")


def _password(stdin: bool) -> str:
    """A password from stdin, or typed twice; nothing where none was given, so that one is made."""
    if stdin:
        text = sys.stdin.readline().rstrip("\r\n")
        if not text:
            raise InputError("There is no password on stdin.", "Write it in the first line.")
        return text
    if not sys.stdin.isatty():
        return ""
    prompt = "Password (Enter alone: one is made, for three days)"
    return str(
        click.prompt(prompt, default="", show_default=False, hide_input=True, confirmation_prompt=True, err=True)
    )


def _say(made: str) -> None:
    if made:
        click.echo(made)
        note("This password opens the door for three days and has to be replaced at the first sign-in.")


def _done(account: AccountView, sentence: str) -> None:
    if settings().json:
        print_json(account)
    else:
        note(sentence)


def _print(head: tuple[str, ...], rows: list[list[str]]) -> None:
    for line in table(head, rows, (0,), 2) if sys.stdout.isatty() else ("\t".join(row) for row in [list(head), *rows]):
        click.echo(line)


def _cells(account: AccountView) -> list[str]:
    state = "disabled" if account.disabled else "first password" if account.temporary else "open"
    return [str(account.id), account.name, account.role, state, account.created[:10], account.seen[:16]]


def _token_cells(token: TokenView) -> list[str]:
    facts = [token.account, token.name, f"{token.start}…", token.role, token.created[:10], token.expires[:10] or "–"]
    return [str(token.id), *facts, token.used or "–"]
