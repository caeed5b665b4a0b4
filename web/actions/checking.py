"""Checking texts that are in no database: they are aligned, mined, and checked in one go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import regex

from aligner.errors import InputError

if TYPE_CHECKING:
    from aligner.types import Document
    from glossary.checks import Check
    from glossary.reports import Report

PROFILES = ("quiet", "standard", "strict")
"""Errors alone; errors, warnings, and remarks on terms and names; everything."""
SIZE = 1_000_000
"""The most bytes of a file of patterns."""
_STRING = regex.compile(
    r'''"""(?:\\.|[^\\])*?"""|\'{3}.*?\'{3}|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'|\#[^\n]*+''', regex.DOTALL
)
_LONG_KEY = regex.compile(r"(?<![\w-])(?:[\w-]++\s*+\.\s*+){20}")


def in_profile(profile: str, check: str, severity: str) -> bool:
    """Whether a profile shows findings of a check at a severity.

    >>> [in_profile(name, "length", "info") for name in PROFILES]
    [False, False, True]
    """
    from web.store.settling import REMARKS

    if profile == "quiet":
        return severity == "error"
    return profile == "strict" or severity != "info" or check in REMARKS


def known_checks(named: Collection[str]) -> None:
    """Raises ``InputError`` for a check that there is not."""
    from glossary import checks

    for name in named:
        checks.get(name)


def read_custom(name: str, data: bytes) -> list[Check]:
    """The checks of a TOML file. Raises ``InputError`` that says what is wrong with it."""
    import tomllib

    from glossary.custom import custom

    if len(data) > SIZE:
        raise InputError("{name} has more than {size:,} bytes.", "Split it.", name=name, size=SIZE)
    try:
        text = data.decode("utf-8-sig")
        if _LONG_KEY.search(_STRING.sub("a", text)):
            raise ValueError("a key has more than twenty parts")  # the time they take goes with the square
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("{name} is no TOML file: {error}.", "Mend that place.", name=name, error=error) from None
    return custom(read)


def check_texts(
    documents: Sequence[Document],
    *,
    name: str = "",
    segmented: bool = False,
    named: Sequence[str] | None = None,
    further: Sequence[Check] = (),
    lang: str = "en",
) -> Report:
    """What the checks find in versions of one text, to be reported in the language ``lang``; terms are held to what the
    texts themselves show.

    ``segmented``: each block of a document is one segment as it is. ``named``: only these checks, and the ``further``
    ones. Rows count from 1 and are those of ``doichieu align`` over the same documents, the language first that comes
    first in ``LANGS``: what the others are held to is hardly ever a translation. Raises ``InputError``.
    """
    from aligner.types import LANGS
    from glossary import checks
    from glossary.mining import mine
    from web.actions.alignment import table_of_texts
    from web.actions.reporting import report_of_table

    if not documents:
        raise InputError("There is no text to check.", "Give a file that has text.")
    ordered = sorted(documents, key=lambda one: LANGS.index(one.lang))
    texts = {one.lang: [block.text for block in one.blocks] if segmented else one for one in ordered}
    table = table_of_texts(texts)
    concepts = mine(table) if named is None or "terms" in named else []
    found = checks.run(table, concepts=concepts, checks=named, further=further)
    return report_of_table(table, found, name, lang)
