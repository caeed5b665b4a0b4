"""The text of a block: what is left of a paragraph when the line breaks of the page are taken out."""

from __future__ import annotations

import regex

_BREAK = regex.compile(r"\n\s*")
_WIDE = r"[\p{Han}\p{Block=CJK_Symbols_And_Punctuation}\p{Block=Halfwidth_And_Fullwidth_Forms}]"
_BEFORE = regex.compile(rf"{_WIDE}[“”‘’…—]*\Z|\A[“”‘’…—]*\Z")
_AFTER = regex.compile(rf"[“”‘’…—]*(?:{_WIDE}|\Z)")


def unwrap(text: str) -> str:
    """Text with each line break, and the spaces around it, made one space, or nothing between Chinese characters.

    Several breaks in a row count as one; breaks at either end go. A line of Chinese may end or begin with a mark
    that Latin script uses too (” …), so such marks take the side of what stands next to them.

    >>> unwrap("two\\n  lines"), unwrap("产业\\n集群，\\n加速"), unwrap("用 GPU\\n训练")
    ('two lines', '产业集群，加速', '用 GPU 训练')
    """
    if "\n" not in text:
        return text
    parts: list[str] = []
    place = 0
    for match in _BREAK.finditer(text):
        start, stop = match.span()
        while start > place and text[start - 1].isspace():
            start -= 1
        parts.append(text[place:start])
        edge = start == 0 or stop == len(text)
        wide = not edge and _BEFORE.search(text[max(0, start - 6) : start]) and _AFTER.match(text, stop, stop + 6)
        if not edge and not wide:
            parts.append(" ")
        place = stop
    parts.append(text[place:])
    return "".join(parts)
