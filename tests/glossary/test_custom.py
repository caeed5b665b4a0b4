"""Patterns that people write: the useful ones work, those that would take all time or memory are refused."""

from __future__ import annotations

import pytest

from aligner.errors import InputError
from glossary.custom import custom
from web.actions.checking import read_custom


def file_of(pattern: str) -> bytes:
    return f"[[check]]\nid = 'a'\nmessage = 'm'\npattern = '''{pattern}'''\n".encode()


@pytest.mark.parametrize(
    "pattern",
    [
        r"\p{Han}{2,40} [^.]{0,500}",
        r"(?:\d{1,3}\.){1,5}",
        r"\(\?R\) [(?R)] a{1000}b{1000}",
        "(?:colou?r|grey){3}" * 20,
        r"(?P<a>x){9}(?P=a)\p{Lu}{900}",
    ],
)
def test_patterns_that_have_an_end_are_taken(pattern: str) -> None:
    (check,) = read_custom("house.toml", file_of(pattern))
    assert check.id == "custom:a"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(?:(?:(?:a{1000}){1000}){1000}){1000}", "repeats too much"),
        ("(?:" * 6 + "a" + "){10}" * 6, "repeats too much"),
        ("(?:b{100}a{100}){100}", "repeats too much"),
        ("(?R)?" * 100 + "a", "cannot be called"),
        ("(?P<q>a(?&q)?)*", "cannot be called"),
        ("(a(?1)?)*", "cannot be called"),
        ("(" * 500 + ")" * 500, "recursion"),
        ("(?au)a", "incompatible"),
        ("a{99999999999999999999}", "repeats too much"),
    ],
)
def test_patterns_that_would_fill_the_memory_are_refused(pattern: str, said: str) -> None:
    with pytest.raises(InputError, match="has a pattern that is not one: .*" + said):
        custom({"check": [{"id": "a", "pattern": pattern, "message": "m"}]})


@pytest.mark.parametrize(
    "text",
    [
        b"a = " + b"9" * 5000,
        b"a" + b".a" * 200_000 + b" = 1",
        b"[[check]]\n" + b'"b c"' + b' . "d"' * 30 + b" = 1",
        b"a = {" + b"x." * 30 + b"y = 1}",
        b"a = " + b"[" * 100_000,
        b"a = '" + b"x" * 1_000_001 + b"'",
        b"\xff",
    ],
)
def test_files_that_are_no_file_of_patterns_end_in_a_sentence(text: bytes) -> None:
    with pytest.raises(InputError):
        read_custom("house.toml", text)


def test_dots_in_patterns_and_remarks_are_no_long_keys() -> None:
    text = "# " + "a." * 50 + "b\n" + file_of("a." * 50 + "b").decode() + 'suggestion = "' + "a." * 50 + 'b"\n'
    assert read_custom("house.toml", text.encode())
