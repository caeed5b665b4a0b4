"""What the page says is what was counted."""

from __future__ import annotations

import pytest

from aligner.evaluation import Measure, Ratio, Scores
from aligner.types import Band
from benchmarks import coverage, page, peers, synthetic
from benchmarks.composed import many_to_many
from benchmarks.corpora import Parallel
from benchmarks.halves import DEVELOPMENT, TEST
from benchmarks.measures import Tally, measure, together

DOCUMENT = Parallel(
    "ships",
    {
        "en": ["We saw 3 ships.", "The weather was good.", "We went home by train in 1998."],
        "vi": ["Chúng tôi thấy 3 con tàu.", "Thời tiết tốt.", "Chúng tôi về nhà bằng tàu hỏa năm 1998."],
    },
    {("en", "vi"): [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]},
)


def test_halves_add_up_to_both() -> None:
    one, other = Tally(), Tally()
    measure(DOCUMENT, one)
    measure(DOCUMENT, other)
    both = together({DEVELOPMENT: one, TEST: other})
    assert both.segments == 12
    assert both.scores["pairs", "en-vi"].strict.recall == Ratio(6, 6)
    assert both.f1("pairs", "en-vi", "strict") == both.mean("pairs", "strict") == 1
    assert sum(ratio.whole for ratio in both.bands.values()) == 6


def test_two_languages_make_no_table() -> None:
    tally = Tally()
    measure(DOCUMENT, tally)
    assert tally.pairs("table") == tally.pairs("attainable") == []


def test_wrong_rows_are_counted_where_people_look() -> None:
    tally = Tally(bands={Band.GOOD: Ratio(9, 10), Band.CHECK: Ratio(4, 6), Band.BAD: Ratio(0, 1)})
    assert tally.flagged == Ratio(3, 4)


@pytest.mark.parametrize(
    ("kind", "found"),
    [("each", 0.5), ("mean", 0.75)],
)
def test_an_aim_for_each_pair_is_held_against_the_lowest(kind: str, found: float) -> None:
    full, half = (Scores(Measure(Ratio(n, 2), Ratio(n, 2))) for n in (2, 1))
    mixed = Tally(scores={("pairs", "en-vi"): full, ("pairs", "en-zh-Hans"): half})
    assert page.reached(mixed, "strict", kind) == pytest.approx(found)


def test_words_are_known_by_themselves_or_within_a_phrase_and_stand_in_the_counterpart() -> None:
    one = Parallel("x", {"en": ["The policy."], "zh-Hans": ["政策。"]}, {("en", "zh-Hans"): [((0,), (0,))]})
    found = coverage.of_documents([one])
    assert (found["en → zh-Hans"].words, found["en → zh-Hans"].known, found["en → zh-Hans"].standing) == (1, 1, 1)
    assert (found["zh-Hans → en"].words, found["zh-Hans → en"].standing) == (1, 1)
    apart = Parallel("x", one.texts, {("en", "zh-Hans"): [((0,), ()), ((), (0,))]})
    assert coverage.of_documents([apart])["en → zh-Hans"].standing == 0


def test_unknown_words_are_listed_from_development_documents_alone() -> None:
    one = Parallel("x", {"en": ["Zyxqwert."], "vi": ["Zyxqwert."]}, {("en", "vi"): [((0,), (0,))]})
    other = Parallel("y", {"en": ["Qwertzyx."], "vi": ["Qwertzyx."]}, {("en", "vi"): [((0,), (0,))]})
    report = coverage.report({"set": [(DEVELOPMENT, one), (TEST, other)]})
    listed = " ".join(report["unknown"]["en → vi"])
    assert "zyxqwert" in listed
    assert "qwertzyx" not in listed
    assert set(report["shares"]["set"]["en → vi"]) == {DEVELOPMENT, TEST}


def test_the_slow_peer_is_given_the_shortest_document_of_the_test_half() -> None:
    def sized(name: str, size: int) -> Parallel:
        return Parallel(name, {"en": ["a"] * size, "vi": ["b"] * size}, {("en", "vi"): []})

    corpus = [(DEVELOPMENT, sized("tiny", 1)), (TEST, sized("long", 9)), (TEST, sized("short", 3))]
    document, pair = peers.chosen(corpus)
    assert (document.name, pair) == ("short", ("en", "vi"))


def test_synthetic_text_is_the_same_each_time_and_does_not_repeat_itself() -> None:
    one = synthetic.text(300)
    assert one == synthetic.text(300)
    assert len(set(one.texts["en"])) == len(one.texts["en"])
    for side, lang in enumerate(("en", "zh-Hans")):
        places = [i for bead in one.gold["en", "zh-Hans"] for i in bead[side]]
        assert places == list(range(len(one.texts[lang])))
    assert 0.02 < many_to_many([one]) < 0.2
