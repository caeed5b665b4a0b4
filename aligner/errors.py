"""The errors that a person is meant to read: one sentence that names what, where, and how to mend it."""

from __future__ import annotations


class InputError(ValueError):
    """What was given cannot be used. The message is a whole sentence for the user; ``hint`` says how to mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.hint = hint
