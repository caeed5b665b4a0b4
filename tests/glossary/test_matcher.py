"""Terms are found in any form that is still the same term, in no other, where they stand, the longest first."""

from __future__ import annotations

import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aligner.fold import fold
from aligner.types import LANGS, Span
from glossary.inflection import singulars, spelling, variants, verbs
from glossary.matcher import Matcher
from glossary.tokens import cut
from glossary.types import Concept, Match, PartOfSpeech, Term

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = [
    pytest.param(name, *line.split("\t"), id=f"{name} {line.partition(chr(9))[0]}")
    for name in ("en", "vi", "zh")
    for line in (GOLDEN / f"matches-{name}.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def concepts(terms: str, lang: str) -> list[Concept]:
    """One concept for each term; a name begins with @."""
    return [
        Concept((Term(lang, text.lstrip("@")),), kind="name" if text.startswith("@") else "term")
        for text in terms.split(" | ")
    ]


def quotes(found: list[Match], text: str) -> list[str]:
    return [match.span.of(text) for match in found]


@pytest.mark.parametrize(("name", "terms", "text", "expected"), CASES)
def test_terms_are_found_as_the_table_says(name: str, terms: str, text: str, expected: str) -> None:
    text, wanted = text.replace("\\n", "\n"), [] if expected == "-" else expected.replace("\\n", "\n").split(" | ")
    for lang in [lang for lang in LANGS if lang.startswith(name)]:
        assert quotes(Matcher(concepts(terms, lang)).find(text, lang), text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("university", "universe"),
        ("organization", "organ"),
        ("police", "policy"),
        ("general", "generate"),
        ("experiment", "experience"),
        ("international", "internal"),
        ("plane", "plan"),
        ("car", "care"),
        ("wander", "wanted"),
        ("filling", "filing"),
        ("tense", "tents"),
    ],
)
def test_words_that_stems_confuse_are_kept_apart(one: str, other: str) -> None:
    assert not {form for form, _ in variants(one)} & {form for form, _ in variants(other)}


@pytest.mark.parametrize("word", ["goods", "economics", "news", "crisis", "bus", "glass", "series", "is", "gas"])
def test_words_that_only_look_like_plurals_have_no_singular(word: str) -> None:
    assert not list(singulars(word))


@pytest.mark.parametrize("word", ["building", "need", "hundred", "string", "red", "evening", "being"])
def test_words_that_only_look_like_verb_forms_have_no_verb(word: str) -> None:
    assert not list(verbs(word))


def test_both_ways_of_spelling_have_one_form() -> None:
    pairs = "colour color|centre center|analyse analyze|travelled traveled|licence license|catalogue catalog"
    for british, american in (pair.split() for pair in pairs.split("|")):
        assert spelling(british) == spelling(american)


def test_all_concepts_that_have_the_term_are_reported_once_each() -> None:
    both = [Concept((Term("en", "bank"), Term("en", "banks"))), Concept((Term("en", "Bank"),))]
    found = Matcher(both).find("Two banks.", "en")
    assert [(match.concept, match.term.text) for match in found] == [(0, "banks"), (1, "Bank")]


def test_the_term_of_the_texts_own_script_is_reported() -> None:
    matcher = Matcher([Concept((Term("zh-Hans", "产业集群"), Term("zh-Hant", "產業集群")))])
    assert matcher.find("產業集羣", "zh-Hant")[0].term.lang == "zh-Hant"
    assert matcher.find("產業集羣", "zh-Hans")[0].term.lang == "zh-Hans"


def test_nouns_and_names_are_not_inflected_as_verbs() -> None:
    noun = Matcher([Concept((Term("en", "cluster", part_of_speech=PartOfSpeech.NOUN),))])
    assert quotes(noun.find(text := "clusters clustered", "en"), text) == ["clusters"]
    name = Matcher([Concept((Term("en", "Ford"),), kind="name")])
    assert quotes(name.find(text := "Forded by Fords", "en"), text) == ["Fords"]


def test_nested_terms_are_found_when_asked_for() -> None:
    matcher = Matcher(concepts("supply | supply chain | chain store", "en"))
    assert quotes(matcher.find(text := "supply chain store", "en", nested=True), text) == [
        "supply chain",
        "supply",
        "chain store",
    ]


def test_in_a_glossary_that_writes_terms_small_a_capital_means_a_name() -> None:
    small = concepts("bank | tax | duty | tariff | chip | rate | coal | steel | wage | rent", "en")
    matcher = Matcher([*small, Concept((Term("en", "Turkey"),))])
    assert quotes(matcher.find(text := "turkey from Turkey", "en"), text) == ["Turkey"]
    loud = Matcher([Concept((Term("en", concept.terms[0].text.upper()),)) for concept in small])
    assert quotes(loud.find(text := "a tax on banks", "en"), text) == ["tax", "banks"]


def test_a_language_without_terms_has_no_matches() -> None:
    assert Matcher([]).find("text", "en") == []
    assert Matcher(concepts("cluster", "en")).find("cluster", "vi") == []
    assert len(Matcher(concepts("、 | “”", "zh-Hans"))) == 1


def test_a_pickled_matcher_finds_the_same() -> None:
    matcher = Matcher(concepts("cluster | supply chain | US", "en"))
    before = matcher.find("Supply chains of US clusters", "en")
    assert pickle.loads(pickle.dumps(matcher)).find("Supply chains of US clusters", "en") == before


ALPHABETS = {
    "en": "abcdeinrstyABU.'’-\u00ad",
    "vi": "abcdhnàáạòóôốơừđĐhoàuý-",
    "zh-Hans": "产业集群中国人民银行美好网络台湾AIa5",
    "zh-Hant": "產業集羣群中國人民銀行美好網絡臺灣裏裡A5",
}
GAPS = {"en": [" ", "-", "  ", "\n", "’ “"], "vi": [" ", "  ", "\n"], "zh-Hans": ["", " ", "\n"], "zh-Hant": ["", "」"]}
LANG = st.sampled_from(LANGS)


@st.composite
def words(draw: st.DrawFn, lang: str) -> list[str]:
    """One to four words (characters of Chinese) that make a term."""
    size = st.integers(4, 6) if lang.startswith("zh") else st.integers(1, 4)
    if lang.startswith("zh"):
        letters = st.sampled_from(ALPHABETS[lang].translate(dict.fromkeys(map(ord, "AIa5"))))
        return draw(size.flatmap(lambda n: st.lists(letters, min_size=n, max_size=n)))
    word = st.text(st.sampled_from([c for c in ALPHABETS[lang] if c.isalpha()]), min_size=2, max_size=6)
    return draw(size.flatmap(lambda n: st.lists(word, min_size=n, max_size=n)))


@st.composite
def texts(draw: st.DrawFn, lang: str) -> str:
    return draw(st.text(st.sampled_from(ALPHABETS[lang] + " ,。“”\n"), max_size=30))


def joined(parts: list[str], lang: str) -> str:
    return ("" if lang.startswith("zh") else " ").join(parts)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_planted_term_is_always_found(data: st.DataObject) -> None:
    lang = data.draw(LANG)
    parts = data.draw(words(lang))
    term = Term(lang, joined(parts, lang))
    planted = parts[0] + "".join(data.draw(st.sampled_from(GAPS[lang])) + part for part in parts[1:])
    before, after = data.draw(texts(lang)), data.draw(texts(lang))
    text = f"{before}; {planted}; {after}"
    span = Span(len(before) + 2, len(before) + 2 + len(planted))
    assert span in [match.span for match in Matcher([Concept((term,))]).find(text, lang)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_spans_lead_to_the_term_and_stay_in_the_text(data: st.DataObject) -> None:
    lang = data.draw(LANG)
    own = [Concept((Term(lang, joined(data.draw(words(lang)), lang)),)) for _ in range(data.draw(st.integers(1, 4)))]
    text = data.draw(texts(lang)) + own[0].terms[0].text.upper() + data.draw(texts(lang))
    end = 0
    for match in Matcher(own).find(text, lang):
        assert end <= match.span.stop <= len(text)
        assert all(one & other for one, other in _side_by_side(match.span.of(text), match.term.text, lang))
        end = match.span.stop


def _side_by_side(found: str, term: str, lang: str) -> list[tuple[set[str], set[str]]]:
    """The forms of the words of two texts, word by word, or of each as one word where they are not as many."""
    one, two = ([text[start:stop] for start, stop in cut(text)] for text in (found, term))
    if len(one) != len(two):
        one, two = ["".join(one)], ["".join(two)]
    return [(_forms(a, lang), _forms(b, lang)) for a, b in zip(one, two, strict=True)]


def _forms(word: str, lang: str) -> set[str]:
    plain = fold(word, lang).text.replace(".", "")
    return {form for form, _ in variants(plain)} if lang == "en" else {plain}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_more_terms_never_cost_the_longest(data: st.DataObject) -> None:
    """Where a term was found, it is found among any others too, or a longer one, or one that begins before it."""
    lang = data.draw(LANG)
    parts = data.draw(words(lang))
    others = [data.draw(words(lang)) for _ in range(data.draw(st.integers(0, 5)))]
    others += [parts[:size] for size in range(1, len(parts))]
    term = Concept((Term(lang, joined(parts, lang)),))
    text = f"; {term.terms[0].text};"
    assume(Matcher([term]).find(text, lang))
    crowd = [*(Concept((Term(lang, joined(other, lang)),)) for other in others), term]
    found = Matcher(crowd).find(text, lang)
    assert Span(2, len(text) - 1) in [match.span for match in found]
    assert len(crowd) - 1 in [match.concept for match in found]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_matches_do_not_overlap_unless_they_are_the_same_stretch(data: st.DataObject) -> None:
    lang = data.draw(LANG)
    own = [Concept((Term(lang, joined(data.draw(words(lang))[:2], lang)),)) for _ in range(6)]
    text = joined([concept.terms[0].text for concept in own], lang)
    spans = sorted({match.span for match in Matcher(own).find(text, lang)})
    assert all(one.stop <= other.start for one, other in pairwise(spans))
