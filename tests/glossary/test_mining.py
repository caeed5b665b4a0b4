"""Mining as a whole: against the gold of the sample works, on the real article, and at its edges."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.types import Table
from glossary import mine
from glossary.types import Concept

Make = Callable[[dict[str, list[str]]], Table]
Sample = Callable[[str], Table]
Gold = list[dict[str, set[str]]]

GOLD = Path(__file__).resolve().parents[2] / "seeds" / "gold"
FLOORS = {"industrial-clusters": (0.8, 0.9), "battery-supply-chains": (0.9, 0.95)}
"""Share of gold concepts that occur twice or more and are found in every language, and in two at least."""


def plain(lang: str, text: str) -> str:
    """A term without what makes no difference: case, hyphens, an English article or plural."""
    text = text.strip().casefold().replace("-", " ")
    if lang == "en":
        text = regex.sub(r"^(?:an?|the) ", "", text)
        text = regex.sub(r"(?<=[^s])s$", "", regex.sub(r"ies$", "y", text))
    return text


def gold_terms(slug: str, table: Table) -> Gold:
    """The gold concepts of a sample work that occur in two rows or more in every language they have a term in."""
    head, *lines = (GOLD / slug / "terms.tsv").read_text("utf-8").removesuffix("\n").split("\n")
    concepts = []
    for line in lines:
        terms = {
            lang: {plain(lang, form) for form in forms.split("|")}
            for lang, forms in zip(head.split("\t"), line.split("\t"), strict=True)
            if forms
        }
        texts = {lang: [plain("", table.text(row, lang)) for row in table.rows] for lang in terms}
        if all(sum(any(form in text for form in terms[lang]) for text in texts[lang]) > 1 for lang in terms):
            concepts.append(terms)
    return concepts


def right(concept: Concept, gold: dict[str, set[str]]) -> int:
    """In how many languages a concept has a term that gold has."""
    return sum(bool(gold[lang] & {plain(lang, term.text) for term in concept.of(lang)}) for lang in gold)


@pytest.mark.parametrize("slug", FLOORS)
def test_the_first_hundred_hold_the_gold_terms(sample: Sample, slug: str) -> None:
    """Most gold concepts that recur are found among the first hundred in every language, nearly all in two."""
    table = sample(slug)
    gold = gold_terms(slug, table)
    found = mine(table, top=100)
    hits = [max(right(one, terms) for one in found) for terms in gold]
    complete = sum(hit == len(terms) for hit, terms in zip(hits, gold, strict=True)) / len(gold)
    double = sum(hit >= 2 for hit in hits) / len(gold)
    assert (complete, double) >= FLOORS[slug]
    assert double >= FLOORS[slug][1]


@pytest.mark.parametrize("slug", FLOORS)
def test_concepts_are_true_to_the_table(sample: Sample, slug: str) -> None:
    """Every span lies in its cell and shows a form of the term; best come first; nothing is proposed twice."""
    table = sample(slug)
    found = mine(table)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    seen: set[tuple[str, str]] = set()
    for one in found:
        assert one.kind in {"term", "name"}
        for place in one.occurrences:
            text = table.text(table.rows[place.row], place.lang)
            shown = {plain(place.lang, term.text) for term in one.of(place.lang)}
            assert {plain(place.lang, span.of(text)) for span in place.spans} <= shown
        mains = {(lang, one.of(lang)[0].text) for lang in {term.lang for term in one.terms}}
        assert not mains & seen
        seen |= mains


def test_mining_twice_gives_the_same(sample: Sample) -> None:
    """No order of hashing or of time changes what is proposed."""
    table = sample("industrial-clusters")
    assert mine(table, top=60) == mine(table, top=60) == mine(table, top=80)[:60]


def test_rows_are_counted_through_several_tables(sample: Sample) -> None:
    """The second table's rows follow the first's, and both add to one concept."""
    one, two = sample("industrial-clusters"), sample("battery-supply-chains")
    rows = {place.row for concept in mine([one, two]) for place in concept.occurrences}
    assert min(rows) < len(one.rows) <= max(rows) < len(one.rows) + len(two.rows)


@pytest.mark.parametrize("lang", ["en", "vi", "zh-Hans", "zh-Hant"])
def test_one_language_alone_can_be_mined(sample: Sample, side_by_side: Make, lang: str) -> None:
    """A work without translations offers the terms that recur in it."""
    table = sample("battery-supply-chains")
    texts = [segment.text for segment in table.segments[table.column(lang)]]
    found = mine(side_by_side({lang: texts}))
    wanted = {"en": "lithium", "vi": "nhà máy tinh luyện", "zh-Hans": "电池", "zh-Hant": "精煉廠"}
    assert wanted[lang] in [one.terms[0].text for one in found[:15]]
    assert all(term.lang == lang for one in found for term in one.terms)


def test_names_of_a_work_in_chinese_alone_are_marked(side_by_side: Make) -> None:
    """No other language's capitals tell them: the dictionary does, and capitals of their own."""
    texts = [
        "美国的电池比日本多。",
        "NIST说，美国的R&D在日本。",
        "NIST的电池需要R&D。",
        "美国、日本和NIST都要电池和R&D。",
    ]
    found = mine(side_by_side({"zh-Hans": texts}))
    kinds = {one.terms[0].text: one.kind for one in found}
    assert kinds["美国"] == kinds["NIST"] == kinds["日本"] == "name"
    assert kinds["电池"] == "term"
    assert "R&D" in kinds
    assert not {"R", "D"} & kinds.keys()


@pytest.mark.parametrize(
    "columns",
    [
        {"en": [], "vi": []},
        {"en": ["1,000"], "vi": ["1.000"]},
        {"en": ["…"], "zh-Hans": ["……"]},
        {"en": ["!", ""], "vi": ["", "?"]},
        {"zh-Hans": ["丨𠮷𠮷"], "zh-Hant": ["ABC 𠮷"]},
    ],
)
def test_tables_without_terms_give_none_and_do_no_harm(side_by_side: Make, columns: dict[str, list[str]]) -> None:
    """Empty columns, numbers, punctuation, rare characters: no crash, hardly a concept."""
    assert len(mine(side_by_side(columns))) <= 2
    assert mine([]) == []


PIECES = {
    "en": ["Supply chains", "the refinery", "Ann Lee", "of", "3 cells", "U.S.", "(WTO)", "grew.", "re-use", "$x$", "–"],
    "vi": ["Chuỗi cung ứng", "nhà máy", "Ann Lee", "của", "3 ô", "Mỹ", "(WTO)", "tăng.", "tái chế", "$x$", "–"],
    "zh-Hans": [
        "供应链",
        "精炼厂",
        "安·李(Ann Lee)",
        "的",
        "三个",
        "美国",
        "世贸组织(WTO)",
        "增长。",
        "再工业化",
        "x",
        "𠮷",
    ],
    "zh-Hant": [
        "供應鏈",
        "精煉廠",
        "安·李(Ann Lee)",
        "的",
        "三個",
        "美國",
        "世貿組織(WTO)",
        "增長。",
        "再工業化",
        "x",
        "羣",
    ],
}


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 4).flatmap(
        lambda size: st.lists(st.lists(st.integers(-1, 10), max_size=5), min_size=size, max_size=size)
    ),
    st.sets(st.sampled_from(sorted(PIECES)), min_size=1),
)
def test_whatever_the_rows_hold_the_evidence_is_true(
    side_by_side: Make, rows: list[list[int]], langs: set[str]
) -> None:
    """Spans lie in their cells in order and without overlap, as many as the counts say, and show what is counted."""
    columns = {
        lang: [("" if lang.startswith("zh") else " ").join(PIECES[lang][n] for n in row if n >= 0) for row in rows]
        for lang in sorted(langs)
    }
    table = side_by_side(columns)
    found = mine(table)
    assert found == mine(table)
    for one in found:
        places = [(place, table.text(table.rows[place.row], place.lang)) for place in one.occurrences]
        for place, text in places:
            assert list(place.spans) == sorted(place.spans)
            assert all(0 <= span.start < span.stop <= len(text) for span in place.spans)
            assert all(a.stop <= b.start for a, b in pairwise(place.spans))
        for lang in {term.lang for term in one.terms}:
            shown = [plain(lang, span.of(text)) for place, text in places if place.lang == lang for span in place.spans]
            assert len(shown) == sum(term.count for term in one.of(lang))
            assert {plain(lang, term.text) for term in one.of(lang)} <= set(shown)


def test_the_real_article_is_mined_as_a_terminologist_would(article: Table) -> None:
    """Clustering is among the first twenty with its variants; the article's chief terms have all their languages."""
    found = mine(article)
    texts = [{lang: {plain(lang, term.text) for term in one.of(lang)} for lang in article.langs} for one in found]
    cluster = next(one for one in texts[:20] if "clustering" in one["en"])
    assert {"cụm", "cụm công nghiệp", "phân cụm"} <= cluster["vi"]
    assert {"集羣", "產業集羣", "產業集聚"} <= cluster["zh-Hant"]
    for terms in [
        ("supply chain", "chuỗi cung ứng", "供應鏈"),
        ("permanent magnet", "nam châm vĩnh cửu", "永磁體"),
        ("policymaker", "nhà hoạch định chính sách", "決策者"),
        ("industrial policy", "chính sách công nghiệp", "產業政策"),
        ("hefei", "hợp phì", "合肥"),
        ("ai", "ai", "人工智能"),
        ("campbell", "campbell", "坎貝爾"),
    ]:
        assert any(
            all(term in one[lang] for lang, term in zip(article.langs, terms, strict=True)) for one in texts[:60]
        ), terms
