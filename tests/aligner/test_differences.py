"""Two versions of a text: what differs reads well, leads back to the text, and makes the one of the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.differences import FORMS, Comparison, compare, difference, ignored, likeness, pair_up
from aligner.differences.metrics import figures
from aligner.differences.runs import common
from aligner.errors import InputError

GOLDEN = Path(__file__).parents[1] / "golden" / "differences.tsv"
CASES = [line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def shown(old: str, new: str, lang: str, ignore: frozenset[str]) -> str:
    text = ""
    for edit in difference(old, new, lang, ignore):
        gone, come = edit.old.of(old), edit.new.of(new)
        if edit.kind == "same":
            text += come
        else:
            text += (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
    return text


@pytest.mark.parametrize(("lang", "ignore", "old", "new", "expected"), CASES)
def test_differences_read_as_people_would_mark_them(lang: str, ignore: str, old: str, new: str, expected: str) -> None:
    assert shown(old, new, lang, ignored([ignore] if ignore else [])) == expected


PARTS = [
    "the",
    "ship",
    "came",
    "Hoà",
    "hòa",
    "bình",
    "产业",
    "產業",
    "政策",
    "裏",
    "里",
    " ",
    "  ",
    ",",
    "，",
    ".",
    "1996",
    "２",
    "é",
    "e\u0301",
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=24).map("".join)
LANGUAGES = st.sampled_from(["en", "vi", "zh-Hans", "zh-Hant"])
IGNORED = st.sets(st.sampled_from([*FORMS, "case"])).map(frozenset)


@given(TEXTS, TEXTS, LANGUAGES, IGNORED)
@settings(max_examples=150, deadline=None)
def test_the_edits_tile_both_texts_and_make_the_new_one(old: str, new: str, lang: str, ignore: frozenset[str]) -> None:
    edits = difference(old, new, lang, ignore)
    if not edits:
        assert old == new or ignore
        return
    assert "".join(edit.old.of(old) for edit in edits) == old
    assert "".join(edit.new.of(new) for edit in edits) == new
    assert all(edit.old or edit.new for edit in edits)
    assert [edit.kind == "same" for edit in edits] == [
        number % 2 == (edits[0].kind != "same") for number in range(len(edits))
    ]
    for edit in edits:
        if edit.kind == "same" and not ignore:
            assert edit.old.of(old) == edit.new.of(new)
        if edit.kind != "same":
            assert (edit.kind == "added") == (not edit.old)
            assert (edit.kind == "removed") == (not edit.new)
    assert 0.0 <= likeness(edits, old, new) < 1.0


@given(TEXTS, LANGUAGES, IGNORED)
@settings(max_examples=60, deadline=None)
def test_a_text_does_not_differ_from_itself(text: str, lang: str, ignore: frozenset[str]) -> None:
    assert difference(text, text, lang, ignore) == ()


@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_common_runs_are_common_and_in_order(a: list[int], b: list[int]) -> None:
    i = j = 0
    for x, y, size in common(a, b):
        assert x >= i
        assert y >= j
        assert a[x : x + size] == b[y : y + size]
        i, j = x + size, y + size


@given(st.lists(TEXTS, max_size=12), st.lists(TEXTS, max_size=12), LANGUAGES, IGNORED)
@settings(max_examples=80, deadline=None)
def test_pairs_tile_both_texts(old: list[str], new: list[str], lang: str, ignore: frozenset[str]) -> None:
    pairs = pair_up(old, new, lang, ignore)
    assert [at for pair in pairs for at in pair.new] == list(range(len(new)))
    assert sorted(at for pair in pairs if pair.kind != "left" for at in pair.old) == list(range(len(old)))
    for pair in pairs:
        if pair.other >= 0:
            assert {pair.kind, pairs[pair.other].kind} == {"moved", "left"}
            assert pairs[pair.other].old == pair.old


OLD = [
    "The harbour opened in 1996.",
    "Three thousand ships call there every year, and the town lives on them.",
    "The mayor says that it is not enough.",
    "A new quay is planned for next spring.",
    "Nobody lived there before.",
]


def kinds(found: Comparison) -> list[tuple[str, list[int], list[int]]]:
    return [(pair.kind, list(pair.old), list(pair.new)) for pair in found.pairs]


def test_sentences_are_found_moved_split_merged_changed_and_new() -> None:
    new = [
        "The harbour opened in 1998.",
        "Nobody lived there before.",
        "Three thousand ships call there every year.",
        "The town lives on them.",
        "The mayor says that it is not enough, and a new quay is planned for next spring.",
        "The council disagrees with him.",
    ]
    assert kinds(compare(OLD, new, "en")) == [
        ("changed", [0], [0]),
        ("moved", [4], [1]),
        ("split", [1], [2, 3]),
        ("merged", [2, 3], [4]),
        ("added", [], [5]),
        ("left", [4], []),
    ]


def test_a_text_that_is_the_same_has_no_changes() -> None:
    found = compare(OLD, OLD, "en")
    assert found.equal
    assert found.counts()["same"] == len(OLD)
    assert all(found.edits(pair) == () for pair in found.pairs)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ([], ["One."], "added"),
        (["One."], [], "removed"),
        (["今天下雨。", "港口開了。"], ["今天下雨。"], "removed"),
        (["港口很大。"], ["港口很小。"], "changed"),
    ],
)
def test_small_texts(old: list[str], new: list[str], kind: str) -> None:
    found = compare(old, new, "zh-Hant")
    assert found.counts()[kind] == 1
    assert not found.equal


def test_the_script_makes_no_difference_when_it_is_ignored() -> None:
    old, new = ["產業集羣，發展。", "裏面有人。"], ["产业集群,发展", "里面没有人。"]
    assert [pair.kind for pair in compare(old, new, "zh-Hans", ["form"]).pairs] == ["same", "changed"]
    assert not compare(old, new, "zh-Hans").counts()["same"]


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(InputError, match="colour"):
        compare([], [], "en", ["colour"])


def test_long_texts_are_cut_where_rare_words_agree() -> None:
    """3,000 sentences of which every tenth changed, and a chapter that moved: more pairs than are weighed at once."""
    old = [
        f"Sentence {number} tells of ship s{number} and harbour h{number * 7 % 3001} at noon." for number in range(3000)
    ]
    new = [text.replace("noon", "night") if number % 10 == 0 else text for number, text in enumerate(old)]
    new = new[:1000] + new[2000:] + new[1000:2000]
    found = compare(old, new, "en").counts()
    assert found["moved"] == found["left"]
    assert found["moved"] in range(1, 1001)
    assert found["added"] == found["removed"] == 0
    assert found["same"] + found["changed"] + found["moved"] == 3000


def test_all_changed_sentences_of_a_long_text_stay_in_step() -> None:
    old = [f"Ship s{number} came from harbour h{number * 7 % 1201} at noon." for number in range(1200)]
    new = [text.replace("noon", "night") for text in old]
    pairs = compare(old, new, "en").pairs
    assert [(pair.kind, pair.old.start, pair.new.start) for pair in pairs] == [("changed", n, n) for n in range(1200)]


@pytest.mark.parametrize(
    ("lang", "old", "new", "tokeniser", "asian"),
    [
        ("en", "The cat sat on the mat.", "The cat sat on a mat.", "tok:13a", "asian:no"),
        ("vi", "Con mèo ngồi trên tấm thảm.", "Con mèo nằm trên tấm thảm.", "tok:13a", "asian:no"),
        ("zh-Hant", "貓坐在墊子上。", "貓躺在墊子上。", "tok:zh", "asian:yes"),
    ],
)
def test_scores_name_their_tokeniser(lang: str, old: str, new: str, tokeniser: str, asian: str) -> None:
    found = figures([(old, new), (old, old), (old, "")], lang)
    assert tokeniser in found.signatures["bleu"]
    assert asian in found.signatures["ter"]
    changed, same, gone = found.pairs
    assert (same["chrf"], same["bleu"], same["ter"]) == (100.0, 100.0, 0.0)
    assert (gone["chrf"], gone["bleu"], gone["ter"]) == (0.0, 0.0, 100.0)
    for name in ("chrf", "bleu"):
        assert 0.0 < changed[name] < 100.0
        assert gone[name] < found.whole[name] < same[name]
    assert 0.0 < changed["ter"] < found.whole["ter"] < 100.0


def test_one_character_of_eight_is_an_eighth_of_ter() -> None:
    assert figures([("貓坐在墊子上。", "貓躺在墊子上。")], "zh-Hant", metrics=["ter"]).pairs[0]["ter"] == pytest.approx(
        100 / 7
    )


def test_both_placements_of_a_tone_mark_score_as_one() -> None:
    found = figures([("Hoà bình.", "Hòa bình.")], "vi")
    assert found.whole == {"chrf": 100.0, "bleu": 100.0, "ter": 0.0}
    assert found.signatures["chrf"].endswith("|ignored:script")


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(InputError, match="rouge"):
        figures([], "en", metrics=["rouge"])
