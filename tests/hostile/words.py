"""Words that nobody would type, for every field: names, notes, comments, queries, tags of languages."""

from __future__ import annotations

from collections.abc import Mapping


def words(size: int) -> Mapping[str, str]:
    """Hostile words by what is hostile about them; ``size`` characters where that is their size.

    >>> words(10)["long"]
    'aaaaaaaaaa'
    """
    return {
        "long": "a" * size,
        "long-words": ("workshops " * size)[:size],
        "lines": "a\n" * (size // 2),
        "carriage-returns": "\r" * (size // 4) + "a" + "\r\n" * (size // 4),
        "half-character": "mill \ud800 and \udfff",
        "half-character-alone": "\udc80",
        "nul": "mill\0house\0",
        "controls": "mill\x1b[31m\x07\x08\x7f\x85\x9b house",
        "right-to-left": "\u202emill\u2066\u2067\u200f house",
        "marks": "e" + "\u0301\u0323\u0302" * (size // 3),
        "nothing-wide": "\u200b\u2060\u00ad\ufeff",
        "blank": " \t\u3000\u00a0 ",
        "empty": "",
        "no-character": "mill \ufffe\uffff\U0010ffff",
        "supplementary": "𠮷𡈽𪚥𰻞" * (size // 100),
        "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'`-->",
        "template": "{{ 7 * 191 }}{% raw %}%(name)s {0.__class__} $" + "{7*7}",
        "formula": "=cmd|' /C calc'!A0",
        "formula-at": "@SUM(1+1)",
        "statement": "'; DROP TABLE works; --",
        "query": '"mill AND NEAR(* ^',
        "pattern": "(((a+)+)+)+$[",
        "path": "../../../../etc/passwd",
        "address": "javascript:alert(1)//",
        "head-line": "mill\r\nSet-Cookie: a=b",
        "number": "9" * 400,
        "not-a-number": "NaN",
        "below-nothing": "-1",
        "other-digits": "١²３",
        "tag": "zh-Hant-TW-x-private-" + "a" * 300,
        "tag-of-nothing": "en-\u202e",
    }
