"""Web pages that could hold the parser for days are read in a process that has its limits, others where they are."""

from __future__ import annotations

import pytest

from aligner.errors import InputError
from aligner.readers import _apart, html, read

SENTENCE = "The workshops stood close together, so that a mistake made in one was known in the next by noon."


@pytest.mark.parametrize(
    ("markup", "long"),
    [
        (f"<p>{SENTENCE}</p>" * 2_000, False),
        ("<div>" * 50_000, True),
        ("<p " + " ".join(f"a{number}" for number in range(80_000)) + ">", True),
    ],
)
def test_only_pages_that_could_take_long_are_read_apart(markup: str, long: bool) -> None:
    assert _apart.takes_long(markup) is long


def test_a_large_page_is_the_same_page_whichever_process_reads_it() -> None:
    markup = f"<h1>Big\ud800 towns</h1><p lang=en>{SENTENCE}</p>" * 20
    assert _apart.page_of(markup) == html.parsed(markup)


def test_a_page_that_takes_too_long_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    monkeypatch.setattr(_apart, "subprocess", _Slow(code))
    with pytest.raises(InputError, match="takes more time or memory than any page may"):
        read("a.html", b"<html>" + b"<div>" * 50_000)


def test_a_page_so_deep_that_the_parser_cannot_come_to_its_end_is_refused_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_apart, "subprocess", None)  # nothing is begun
    with pytest.raises(InputError, match="takes more time or memory than any page may"):
        read("a.html", b"<html>" + b"<div>" * 200_000 + SENTENCE.encode() + b"</div>" * 200_000)


class _Slow:
    """In place of ``subprocess``: the kernel ends what runs."""

    def __init__(self, code: str) -> None:
        self.code = code

    def run(self, command: list[str], **more: object) -> object:
        import subprocess

        return subprocess.run([command[0], "-c", self.code], **more)  # type: ignore[call-overload]


def test_a_run_of_blank_spans_takes_linear_time() -> None:
    page = html.parsed("<p>" + "<span> </span>" * 40_000 + SENTENCE)
    assert [piece.text for piece in page.pieces] == [SENTENCE]
