"""What people say about rows, concepts and terms: threads with mentions, resolved and reopened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex

from aligner.errors import InputError
from aligner.marks import composed
from web.actions.permissions import demand, needs
from web.errors import Forbidden, NotFound
from web.store import Store, comments, curation, revisions, tables, works
from web.views import Page, ThreadView

LONGEST = 5000
MOST = 500
"""Comments of a thread, which is shown and sent as a whole."""
"""Characters of a comment."""
STATES = ("open", "resolved", "")
_NAME = r"[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?"
_MENTION = regex.compile(rf"(?<![\p{{L}}\p{{N}}_@.])@(?P<quoted>\"[^\"\n]{{1,80}}\"|{_NAME})")
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}--\n]", regex.V1)


@needs("read")
def list_threads(
    store: Store,
    *,
    work: str | int | None = None,
    concept: int | None = None,
    state: str = "open",
    mention: str = "",
    offset: int = 0,
    limit: int = 100,
) -> Page[ThreadView]:
    """Threads, those last written in first: about a work's rows, about a concept and its terms, ``open``, ``resolved``
    or both (""), that mention somebody. Raises ``NotFound``, ``InputError`` for another state."""
    if state not in STATES:
        raise InputError("There is no state “{state}”.", "Choose open or resolved, or nothing for both.", state=state)
    where: dict[str, Any] = {} if work is None else {"work": works.resolve(store, work)}
    where |= {} if concept is None else {"concept": concept}
    return comments.threads(store, where, state=state, mention=mention, offset=offset, limit=limit)


@needs("read")
def row_threads(store: Store, ref: str | int, number: int) -> tuple[ThreadView, ...]:
    """The threads that stand at a row, the open ones first. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    tables.row(store, work, number)
    return comments.at_row(store, work, number)


@needs("read")
def count_row_threads(store: Store, ref: str | int) -> dict[int, int]:
    """How many open threads stand at the rows of a work, by the row's number. Raises ``NotFound``."""
    return {number: len(ones) for number, ones in comments.of_rows(store, works.resolve(store, ref)).items()}


@needs("read")
def count_open_threads(store: Store) -> int:
    """How many threads are open over everything."""
    return comments.count_open(store)


@needs("read")
def get_thread(store: Store, id: int) -> ThreadView:
    """One thread by the number of its first comment. Raises ``NotFound``."""
    found = comments.threads(store, {"id": id}).items
    if not found:
        raise NotFound("There is no thread number {id}.", id=id)
    return found[0]


@needs("read")
def list_names(store: Store) -> tuple[str, ...]:
    """Whom a comment can mention: accounts, and whoever changed or said something here."""
    return tuple(comments.names(store))


@needs("suggest")
def comment_row(store: Store, ref: str | int, number: int, text: str) -> ThreadView:
    """Begin a thread about a row. It stays with what the row says when texts are aligned anew, or replaced by a new
    version. Raises ``NotFound``, ``InputError``."""
    with store.atomic(index=False):
        work = works.resolve(store, ref)
        row = tables.row(store, work, number)
        about = {"work": work, "row": row.id, "number": number, "prints": comments.prints_of(store, work, number)}
        return _begun(store, about, text)


@needs("suggest")
def comment_concept(store: Store, concept: int, text: str, *, term: int | None = None) -> ThreadView:
    """Begin a thread about a concept, or about one of its terms. Raises ``NotFound``, ``InputError``."""
    with store.atomic(index=False):
        curation.held(store, concept)
        if term is not None and curation.term_record(store, term)["concept"] != concept:
            raise NotFound("Concept {concept} has no term number {term}.", concept=concept, term=term)
        curation.keep(store, concept)
        return _begun(store, {"concept": concept, "term": term}, text)


@needs("suggest")
def answer(store: Store, thread: int, text: str) -> ThreadView:
    """Go on with a thread; a resolved one stays resolved. Raises ``NotFound``, ``InputError``."""
    with store.atomic(index=False):
        first = get_thread(store, thread)
        if len(first.comments) >= MOST:
            raise InputError("The thread has {most} comments, which are the most.", "Begin another one.", most=MOST)
        said = checked_comment(text)
        comments.answer(store, first.id, said, mentioned(said, comments.names(store)))
        return get_thread(store, thread)


@needs("suggest")
def edit_comment(store: Store, id: int, text: str, *, version: int | None = None) -> ThreadView:
    """Say one's own comment otherwise. Raises ``NotFound``, ``InputError``, ``Forbidden`` for somebody else's, and
    ``Conflict`` when it is no longer that version."""
    with store.atomic(index=False):
        held = comments.record(store, id)
        _own(store, held["who"])
        said = checked_comment(text)
        comments.change(store, id, said, mentioned(said, comments.names(store)), version)
        return get_thread(store, held["thread"])


@needs("suggest")
def delete_comment(store: Store, id: int) -> None:
    """Delete one's own comment; with the first one of a thread the answers too. Others' only a reviewer may delete, and
    the history keeps what was said. Raises ``NotFound``, ``Forbidden``."""
    with store.atomic(index=False):
        held = comments.record(store, id)
        if held["who"] != store.who or (held["id"] == held["thread"] and _answered(store, held["thread"], store.who)):
            demand(store, "review")
        said = {"text": held["text"], "who": held["who"], "when": held["when"]}
        revisions.add(store, held["work"], "delete", f"comment:{id}", said, None)
        comments.remove(store, id)


@needs("suggest")
def resolve_thread(store: Store, thread: int, *, resolved: bool = True) -> ThreadView:
    """Say that a thread is settled, or with ``resolved=False`` that it is open again; done twice it stays as it is.
    Raises ``NotFound``."""
    with store.atomic(index=False):
        found = get_thread(store, thread)
        if bool(found.resolved) != resolved:
            comments.resolve(store, thread, resolved=resolved)
            what = "resolve" if resolved else "reopen"
            revisions.add(store, found.work, what, f"comment:{thread}", not resolved, resolved)
        return get_thread(store, thread)


def _begun(store: Store, about: dict[str, Any], text: str) -> ThreadView:
    said = checked_comment(text)
    return get_thread(store, comments.add(store, about, said, mentioned(said, comments.names(store))))


def _own(store: Store, who: str) -> None:
    if who != store.who:
        raise Forbidden("Only whoever wrote a comment can change it.")


def _answered(store: Store, thread: int, who: str) -> bool:
    return any(one.who != who for one in get_thread(store, thread).comments)


def checked_comment(text: str) -> str:
    """A comment without what steers a terminal, in NFC. Raises ``InputError`` when it says nothing, or far too much.

    >>> checked_comment("  Is that so?\\r\\n ")
    'Is that so?'
    """
    said = _CONTROL.sub("", composed(text.replace("\r\n", "\n"))).strip()
    if not said:
        raise InputError("The comment is empty.", "Write a word or two.")
    if len(said) > LONGEST:
        raise InputError(
            "The comment has {count} characters; {longest} are the most.",
            "Shorten it.",
            count=len(said),
            longest=LONGEST,
        )
    return said


def mentioned(text: str, names: Sequence[str]) -> list[str]:
    """Who is called by a comment: ``@name``, and ``@"a name"`` where it has a blank, whatever the case, once each.

    >>> mentioned('@Reviewer1, look. Mail a@b. @"the office": @nobody?', ["reviewer1", "the office", "b"])
    ['reviewer1', 'the office']
    """
    known = {name.casefold(): name for name in names}
    found = (match["quoted"].strip('"').casefold() for match in _MENTION.finditer(text))
    return list(dict.fromkeys(known[name] for name in found if name in known))


def pieces(text: str, mentions: Sequence[str]) -> list[tuple[str, bool]]:
    """A comment in pieces, those true that mention somebody it calls.

    >>> pieces("Ask @anna, or @bert.", ["anna"])
    [('Ask ', False), ('@anna', True), (', or @bert.', False)]
    """
    called, found, at = {name.casefold() for name in mentions}, [], 0
    for match in _MENTION.finditer(text):
        if match["quoted"].strip('"').casefold() in called:
            found += [(text[at : match.start()], False), (match[0], True)]
            at = match.end()
    return [piece for piece in [*found, (text[at:], False)] if piece[0]]
