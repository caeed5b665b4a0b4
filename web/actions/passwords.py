"""Passwords: which ones will do, how they are kept (argon2id), and how they are compared.

A password is taken as it is typed, whatever the keyboard: only the composition of its letters is made one (NFC), since
the same Vietnamese letter comes composed from one input method and in parts from another.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining

from aligner.errors import InputError
from aligner.marks import composed

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 200
"""Characters of a password. There are no rules about kinds of characters: long and unguessed is what counts."""

GUESSES = 1e8
"""A password has to stand so many guesses of whoever tries words, names, years, keys in a row and their variations."""
STRETCH = 40
"""Characters that are looked at from either end: the estimate takes quadratic time."""

OWN = ("doichieu", "đốichiếu", "đối chiếu", "viewer", "translator", "reviewer", "terminologist", "admin")
"""Words of this product: by themselves they are no secret."""
COMMON = (
    *("matkhau", "anhyeuem", "emyeuanh", "yeuem", "xinchao", "khongbiet", "vietnam", "hanoi", "saigon", "nguyen"),
    *("woaini", "mima", "nihao", "zhongguo", "beijing", "taiwan", "taibei", "xianggang"),
)
"""Vietnamese and Chinese words, as keyboards without their letters write them, that people take for passwords."""

MEMORY, PASSES, LANES = 19 * 1024, 2, 1
"""Argon2id as OWASP recommends it at the least: 19 MiB, two passes, one lane."""

_room = threading.BoundedSemaphore(2)  # so that many at the door at once do not take all memory


def fit(password: str, name: str = "") -> str:
    """The password as it is hashed. Raises ``InputError`` when it is too short, too long, or among those tried first.

    >>> fit("correct horse battery")
    'correct horse battery'
    """
    text = composed(password)
    if len(text) < SHORTEST:
        raise InputError(
            "The password has fewer than {shortest} characters.",
            "Four or five words in a row make a good one.",
            shortest=SHORTEST,
        )
    if len(text) > LONGEST:
        raise InputError("The password has more than {longest} characters.", "Choose a shorter one.", longest=LONGEST)
    plain = text.casefold()
    bare = "".join(letter for letter in plain if letter.isalnum())
    own = (*OWN, *((name.casefold(),) if len(name) > 3 else ()))
    for word in own:
        bare = bare.replace(word, "")
    if plain in _common() or bare in _common() or len(set(bare)) < 5 or guesses(text, own) < GUESSES:
        raise InputError(
            "The password is one of those that are guessed first.", "Four or five words in a row make a good one."
        )
    return text


def guesses(text: str, own: Sequence[str] = ()) -> float:
    """How many guesses a text stands of whoever begins with the likely ones, with its marks and without them.

    >>> guesses("123456789012") < GUESSES < guesses("four words in a row")
    True
    """
    from zxcvbn import zxcvbn

    bare = "".join(letter for letter in composed(text, "NFD") if not combining(letter))
    both = {text, bare.translate(_STROKES)}
    ends = {part for whole in both for part in (whole[:STRETCH], whole[-STRETCH:])}
    found = {part: float(zxcvbn(part, user_inputs=[*own, *COMMON])["guesses"]) for part in ends}
    return min(max(found[whole[:STRETCH]], found[whole[-STRETCH:]]) for whole in both)


_STROKES = str.maketrans("đĐ", "dD")


def new() -> str:
    """A password that nobody can guess, to be told once: five groups of four letters and digits.

    >>> len(new())
    24
    """
    letters = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def digest(password: str) -> str:
    """The hash of a password that is fit, with its salt and the parameters of argon2."""
    with _room:
        return _hasher().hash(composed(password))


def verify(stored: str, password: str) -> bool:
    """Whether a password is the one that was hashed. With no hash (no such account) it takes as long as with one."""
    from argon2.exceptions import InvalidHashError, VerificationError

    text = composed(password)[: LONGEST + 1]
    with _room:
        try:
            return _hasher().verify(stored or _nobody(), text) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether a hash was made with other parameters than now."""
    return _hasher().check_needs_rehash(stored)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY, parallelism=LANES)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The 30,000 passwords that leaks show most often."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])
