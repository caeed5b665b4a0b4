"""The errors of the service that a person is meant to read. Unusable input is ``InputError``."""

from __future__ import annotations

from typing import Any

from aligner.errors import InputError, said


class NotFound(LookupError):
    """Nothing goes by that name or number. The message is a whole sentence, whose places the values fill."""

    def __init__(self, message: str = "Nothing goes by that name.", /, **values: Any) -> None:
        self.message = said(message, **values)
        super().__init__(self.message)


class Conflict(RuntimeError):
    """Somebody else changed the same thing in the meantime. The message is a whole sentence.

    ``facts`` hold what a person needs for a choice, so that nothing is lost: for a row its number and ``row`` as it is
    now, for words also ``mine``, ``theirs``, ``who`` and ``when``; the API sends them along.
    """

    def __init__(self, message: str = "", **facts: Any) -> None:
        self.message = said(message)
        super().__init__(self.message)
        self.facts = facts


class Forbidden(RuntimeError):
    """Who asks may not do this. The message is a whole sentence, whose places the values fill."""

    def __init__(self, message: str = "", /, **values: Any) -> None:
        self.message = said(message, **values)
        super().__init__(self.message)


class Cancelled(Exception):
    """Somebody asked for work in the background to end, or the service is closing."""


class TooMany(RuntimeError):
    """Too many tries: come again in so many ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries. Try again in {seconds} seconds.")
        self.seconds = seconds


class Unusable(InputError):
    """The database cannot be opened where it is, is none of ours, or too new."""


class Newer(Unusable):
    """The database was written by a newer version of the program."""
