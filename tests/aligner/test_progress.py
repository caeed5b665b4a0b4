"""An alignment tells how far it has come, and ends when whoever is told says so."""

from __future__ import annotations

import pytest

from aligner.pipeline import Options, align
from aligner.types import Span

TEXTS = {
    "en": [f"The mill ground {number} tonnes of rice in the year {1800 + number}." for number in range(240)],
    "vi": [f"Năm {1800 + number} cối xay nghiền {number} tấn gạo." for number in range(240)],
    "zh-Hans": [f"{1800 + number}年磨坊磨了{number}吨大米。" for number in range(240)],
}


class Enough(Exception):
    """What somebody raises who has waited enough."""


@pytest.mark.parametrize("langs", [("en", "vi"), ("en", "vi", "zh-Hans")])
@pytest.mark.parametrize("anchors", [(), ({"en": Span(120, 121), "vi": Span(120, 121)},)])
def test_progress_rises_to_the_whole(langs: tuple[str, ...], anchors: tuple[dict[str, Span], ...]) -> None:
    told: list[tuple[str, float]] = []
    texts = {lang: TEXTS[lang] for lang in langs}
    align(texts, Options(anchors=anchors, progress=lambda phase, share: told.append((phase, share))))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(set(shares)) >= 4 * (len(langs) - 1)
    assert {phase for phase, _ in told} >= {"aligning", "judging"}


@pytest.mark.parametrize("at", [0.0, 0.3, 0.9])
def test_what_the_listener_raises_ends_the_alignment(at: float) -> None:
    def listener(phase: str, share: float) -> None:
        if share >= at:
            raise Enough

    with pytest.raises(Enough):
        align(TEXTS, Options(progress=listener))


def test_progress_is_no_part_of_how_a_table_was_made() -> None:
    quiet = align(TEXTS)
    assert align(TEXTS, Options(progress=lambda phase, share: None)) == quiet
    assert Options(progress=lambda phase, share: None) == Options()
