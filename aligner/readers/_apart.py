"""Large web pages, read in a process of their own.

The parser takes time that grows with the square of how deep elements stand in one another and of how many attributes
one has: a small file can hold it for days, and no Python code could stop it. In a process of its own it may: the kernel
ends it at its limits, and what called it goes on. Pages that cannot take long are read where they are.
"""

from __future__ import annotations

import math
import pickle
import subprocess
import sys

import regex

from aligner.errors import InputError
from aligner.pieces import Page

LONG, MARKS = 400_000, 20_000
"""Characters, and signs that may begin a tag, up to which a page cannot take more than a few seconds."""
MOST_MEMORY, SECONDS, SECONDS_OF_MILLION = 4 << 30, 30, 4
"""Bytes of address space; CPU time, and some more for each million characters."""
DEEPEST = 150_000
"""Elements one in another from which on the parser cannot come to its end in that time."""
_NESTING = regex.compile(
    r"<(/?)(?:div|section|article|span|font|b|i|u|em|strong|a|blockquote|ul|ol|table)\b", regex.IGNORECASE
)


def takes_long(markup: str) -> bool:
    """Whether a page might hold the parser for long.

    >>> takes_long("<p>a</p>" * 1000), takes_long("<div>" * 50_000)
    (False, True)
    """
    return len(markup) > LONG or markup.count("<") > MARKS


def depth(markup: str) -> int:
    """How deep the elements of a page stand in one another at the most, about: those that always end with a tag.

    >>> depth("<div><b>a</b><i>b</i></div>"), depth("<p>a<p>b")
    (2, 0)
    """
    deep = most = 0
    for match in _NESTING.finditer(markup):
        deep = max(deep - 1, 0) if match[1] else deep + 1
        most = max(most, deep)
    return most


def page_of(markup: str) -> Page:
    """``html.page_of`` in a process of its own. Raises ``InputError`` where it takes too much time or memory."""
    if depth(markup) > DEEPEST:
        raise _too_much()
    code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import main; main()"
    command = [sys.executable, "-c", code]
    data = markup.encode("utf-8", "surrogatepass")
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise _too_much()
    page: Page = pickle.loads(done.stdout)  # noqa: S301 (from this very module)
    return page


def _too_much() -> InputError:
    return InputError("The web page takes more time or memory than any page may.", "Give a smaller file.")


def main() -> None:
    """The other process: markup in, the page out."""
    markup = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
    _limit(SECONDS + math.ceil(SECONDS_OF_MILLION * len(markup) / 1e6))
    from aligner.readers.html import parsed

    sys.stdout.buffer.write(pickle.dumps(parsed(markup)))


def _limit(seconds: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (ImportError, ValueError, OSError):  # Windows has no such limits, and a lower one may stand already
        return
