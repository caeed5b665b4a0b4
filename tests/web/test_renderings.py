"""Concepts over works: which rendering how often where, which language alone varies, and in which rows."""

from __future__ import annotations

import pytest

from aligner.errors import InputError
from glossary.types import Concept, Status, Term
from web import actions
from web.errors import NotFound
from web.store import Store
from web.views import Upload

ROWS = {
    "en": ["The cluster grew.", "A cluster needs a port.", "Two clusters met.", "The cluster won."],
    "vi": ["Cụm lớn lên.", "Một chùm cần một cảng.", "Hai cụm gặp nhau.", "Cụm đã thắng."],
    "zh-Hans": ["集群成长了。", "集群需要港口。", "两个集群相遇了。", "集群赢了。"],
}


@pytest.fixture
def concept(store: Store) -> int:
    """A concept with two renderings in Vietnamese alone, in one work."""
    uploads = [Upload(f"a.{lang}.txt", "\n\n".join(rows).encode(), lang) for lang, rows in ROWS.items()]
    actions.import_files(store, uploads, title="Clusters")
    terms = (Term("en", "cluster"), Term("vi", "cụm"), Term("vi", "chùm"), Term("zh-Hans", "集群"))
    return actions.add_concept(store, Concept(terms, status=Status.APPROVED)).id


def test_each_language_has_its_renderings_and_the_one_that_varies_is_named(store: Store, concept: int) -> None:
    found = actions.concept_matrix(store, concept)
    assert {lang: [(one.text, one.count) for one in found.of(lang)] for lang in ROWS} == {
        "en": [("cluster", 4)],
        "vi": [("cụm", 3), ("chùm", 1)],
        "zh-Hans": [("集群", 4)],
    }
    assert (found.unsteady, found.alone) == (("vi",), "vi")
    assert [row.cells["vi"] for row in found.rows] == [("Cụm",), ("chùm",), ("cụm",), ("Cụm",)]
    (work,) = found.works
    assert (work.title, work.langs) == ("Clusters", ("en", "vi", "zh-Hans"))


def test_the_list_begins_with_what_varies(store: Store, concept: int) -> None:
    actions.add_concept(store, Concept((Term("en", "port"), Term("vi", "cảng"), Term("zh-Hans", "港口"))))
    every = actions.list_renderings(store)
    assert every.items[0].concept.id == concept
    assert every.total == 2
    assert [one.concept.id for one in actions.list_renderings(store, varied=True).items] == [concept]
    assert actions.list_renderings(store, work="clusters", query="cảng").total == 1
    with pytest.raises(InputError):
        actions.list_renderings(store, order="splendid")


def test_forms_of_one_word_are_no_variation(store: Store, concept: int) -> None:
    plural = actions.add_term(store, concept, Term("en", "clusters")).of("en")[-1].id
    store.execute("INSERT INTO uses (term, work, count) VALUES (?, 1, 1)", (plural,))
    found = actions.concept_matrix(store, concept)
    assert len(found.of("en")) == 2
    assert found.unsteady == ("vi",)
    assert actions.list_renderings(store, varied=True).items[0].alone == "vi"


def test_sentences_of_one_rendering(store: Store, concept: int) -> None:
    terms = {term.text: term.id for term in actions.get_concept(store, concept).terms}
    assert actions.concept_rows(store, concept).total == 4
    assert [place.row for place in actions.concept_rows(store, concept, term=terms["chùm"]).items] == [2]
    page = actions.concept_rows(store, concept, term=terms["cụm"], offset=1, limit=1)
    assert (page.total, [place.row for place in page.items]) == (3, [3])
    with pytest.raises(NotFound):
        actions.concept_rows(store, concept, term=max(terms.values()) + 1)


def test_concepts_of_the_same_rows_are_related(store: Store, concept: int) -> None:
    for word in ("grew", "needs", "met", "won"):
        actions.add_concept(store, Concept((Term("en", word),)))
    often = actions.add_concept(store, Concept((Term("en", "the"), Term("vi", "lớn"), Term("zh-Hans", "了"))))
    assert {one.concept.id: one.how for one in actions.related_concepts(store, concept)} == {often.id: "together"}


# --- what somebody looked up


def test_queries_are_remembered_for_each_person_the_latest_first(store: Store) -> None:
    store.who = "translator1"
    for query in ("cluster", "harbour", "cluster"):
        actions.note_query(store, query)
    assert sorted(one.text for one in actions.list_queries(store)) == ["cluster", "harbour"]
    store.who = "translator2"
    assert actions.list_queries(store) == ()


def test_what_was_typed_on_the_way_is_forgotten(store: Store) -> None:
    for query in ("cụm", "cụm công", "cụm công nghiệp"):
        actions.note_query(store, query)
    assert [one.text for one in actions.list_queries(store)] == ["cụm công nghiệp"]


def test_what_is_kept_stays(store: Store) -> None:
    actions.keep_query(store, "  industrial   cluster ", "en")
    actions.note_query(store, "harbour")
    assert actions.is_kept(store, "industrial cluster", "en")
    assert not actions.is_kept(store, "industrial cluster")
    actions.forget_queries(store)
    assert [(one.text, one.lang, one.kept) for one in actions.list_queries(store)] == [
        ("industrial cluster", "en", True)
    ]
    actions.keep_query(store, "industrial cluster", "en", kept=False)
    assert [one.kept for one in actions.list_queries(store)] == [False]
    with pytest.raises(InputError):
        actions.note_query(store, " ")


def test_no_more_are_remembered_than_anybody_looks_through(store: Store) -> None:
    for number in range(40):
        actions.note_query(store, f"{number} mills")
    assert len(actions.list_queries(store, limit=100)) == 24
