"""``doichieu quantities``: texts and files read as values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import main


def call(*arguments: str, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["quantities", *arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("27億美元", "zh-Hant", (2_700_000_000, "USD", "money", True)),
        ("khoảng 2,7 tỷ", "vi", (2_700_000_000, "", "number", False)),
        ("75 percent", "en", (75, "%", "percent", True)),
        ("280 GW", "en", (280_000_000_000, "W", "measure", True)),
        ("3.5%", "en", (3.5, "%", "percent", True)),
    ],
)
def test_a_text_is_read_as_a_value(text: str, lang: str, expected: tuple[object, ...]) -> None:
    (found,) = json.loads(call(text, "--lang", lang, "--json").stdout)
    assert tuple(found[key] for key in ("value", "unit", "kind", "exact")) == expected
    start, stop = found["span"]
    assert text[start:stop] == found["text"]


def test_a_file_is_read_with_offsets_of_its_text(tmp_path: Path) -> None:
    text = "The mill\n\nIt was built in 1890.\n\nIt ground 300 tonnes of rice\na year for 40 years.\n"
    path = tmp_path / "mill.txt"
    path.write_text(text, encoding="utf-8")
    found = json.loads(call(str(path), "--json").stdout)
    assert [one["value"] for one in found][:2] == [1890, 300]
    assert all(text[slice(*one["span"])] == one["text"] and one["lang"] == "en" for one in found)
    lines = call(str(path)).stdout.splitlines()
    assert lines[0] == "26–30\t1890\t1890 year"
    assert json.loads(call("-", "--lang", "en", "--json", stdin=text).stdout) == found


def test_a_range_has_two_ends() -> None:
    (found,) = json.loads(call("10–20 km", "--lang", "en", "--json").stdout)
    assert (found["value"], found["to"]) == (10_000, 20_000)


@pytest.mark.parametrize("arguments", [("12",), ("one hour", "--lang", "tlh")])
def test_a_language_that_is_not_known_is_asked_for(arguments: tuple[str, ...]) -> None:
    runner = CliRunner().invoke(main, ["quantities", *arguments])
    assert runner.exit_code != 0
