"""Why work in the background failed, kept in its parts: whoever looks later reads it in a language of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aligner.errors import InputError, Said, said


def packed(error: Exception) -> dict[str, Any]:
    """An error as plain data that JSON can keep.

    >>> packed(InputError("{name} is empty.", "Add text.", name="a.txt"))["message"]
    {'template': '{name} is empty.', 'values': {'name': 'a.txt'}}
    """
    message = getattr(error, "message", "") or str(error)
    return {"message": _plain(message), "hint": _plain(getattr(error, "hint", ""))}


def unpacked(failure: Mapping[str, Any]) -> InputError:
    """The error that was packed.

    >>> str(unpacked(packed(InputError("{name} is empty.", "Add text.", name="a.txt"))))
    'a.txt is empty. Add text.'
    """
    return InputError(_sentence(failure.get("message", "")), _sentence(failure.get("hint", "")))


def packed_sentence(sentence: str) -> Any:
    """A sentence as plain data that JSON can keep, in its parts where it knows them.

    >>> packed_sentence("As it stands."), packed_sentence(said("{name} is empty", name="a.txt"))
    ('As it stands.', {'template': '{name} is empty', 'values': {'name': 'a.txt'}})
    """
    return _plain(sentence)


def unpacked_sentence(kept: Any) -> str:
    """The sentence that was packed.

    >>> unpacked_sentence(packed_sentence(said("{name} is empty", name="a.txt"))).template
    '{name} is empty'
    """
    found: str = _sentence(kept)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        return {"template": value.template, "values": {name: _plain(one) for name, one in value.values.items()}}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _sentence(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return tuple(map(_sentence, value)) if isinstance(value, list) else value
    filled = {name: _sentence(one) for name, one in value["values"].items()}
    return said(value["template"], **filled)
