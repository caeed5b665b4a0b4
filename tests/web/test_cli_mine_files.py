"""``doichieu mine --files``: a glossary straight out of files, without a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from web.cli import main

ENGLISH = [
    "The supply chain of battery makers is long.",
    "A broken supply chain stops the factory.",
    "Clean Harbour Ltd repairs the supply chain.",
]
CHINESE = ["電池製造商的供應鏈很長。", "供應鏈中斷，工廠就停工。", "清港公司修復供應鏈。"]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two versions of one text, one segment a line."""
    paths = []
    for name, lines in (("chain.txt", ENGLISH), ("lian.txt", CHINESE)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(str(tmp_path / name))
    return paths


def run(*arguments: str, code: int = 0) -> Result:
    """Run ``doichieu mine`` with a database that cannot be opened: none may be needed."""
    result = CliRunner().invoke(main, ["--db", "/nowhere/none.db", "mine", *arguments])
    assert result.exit_code == code, result.output
    return result


def concepts(*arguments: str) -> list[dict[str, Any]]:
    """What ``--json`` prints."""
    printed: list[dict[str, Any]] = json.loads(run("--files", "--json", *arguments).stdout)
    return printed


def test_concepts_come_best_first_with_their_terms_counted(files: list[str]) -> None:
    """Every language given has a list, and the chain is the first concept."""
    found = concepts("--segmented", *files)
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert found[0]["terms"] == {
        "en": [{"text": "supply chain", "count": 3}],
        "zh-Hant": [{"text": "供應鏈", "count": 3}],
    }
    assert found[0]["kind"] == "term"
    assert all(set(one) == {"terms", "kind", "score", "evidence"} for one in found)


def test_evidence_leads_into_the_rows(files: list[str]) -> None:
    """Spans are places in the cell's text, as many as the counts say."""
    texts = {"en": ENGLISH, "zh-Hant": CHINESE}
    for one in concepts("--segmented", *files):
        for lang, terms in one["terms"].items():
            places = [(row["row"], span) for row in one["evidence"] for span in row["spans"].get(lang, [])]
            assert len(places) == sum(term["count"] for term in terms)
            shown = {texts[lang][row][start:stop].lower() for row, (start, stop) in places}
            assert {term["text"].lower() for term in terms} <= shown


def test_the_language_can_be_said_and_the_number_of_concepts_limited(files: list[str]) -> None:
    """``LANG=FILE`` overrules what is detected; ``--top`` cuts the list."""
    found = concepts(f"en={files[0]}", f"zh-Hant={files[1]}", "--top", "1")
    assert len(found) == 1
    assert list(found[0]["terms"]) == ["en", "zh-Hant"]


def test_one_text_alone_is_mined_too(files: list[str]) -> None:
    """A text without a translation offers the terms that recur in it."""
    assert {"en": [{"text": "supply chain", "count": 3}]} in [one["terms"] for one in concepts(files[0])]


def test_a_table_is_printed_for_people(files: list[str]) -> None:
    """Without ``--json`` there is a line for each concept, with tabs in a pipe."""
    lines = run("--files", "--segmented", *files).stdout.splitlines()
    assert lines[0].split("\t") == ["", "kind", "en", "zh-Hant"]
    assert lines[1].split("\t") == ["1", "term", "supply chain ×3", "供應鏈 ×3"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--files", "nowhere.txt"], "There is no file nowhere.txt."),
        (["--files", "{0}", "{0}"], "Two texts are in English"),
        (["--segmented", "some-work"], "--segmented says how files are read."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(files: list[str], arguments: list[str], sentence: str) -> None:
    """No traceback: what is wrong, and how to mend it."""
    result = run(*(argument.format(*files) for argument in arguments), code=2)
    assert sentence in result.stderr
