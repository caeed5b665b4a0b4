"""The queue of proposals: one after the other is decided on, each decision is one change, and can be taken back."""

from __future__ import annotations

import pytest

from aligner.errors import InputError
from glossary.types import Concept, Status, Term
from web import actions
from web.actions.queue import Amendment
from web.errors import Conflict, NotFound
from web.store import Store
from web.views import ConceptView


def propose(store: Store, *terms: Term, who: str = "") -> ConceptView:
    before, store.who = store.who, who
    made = actions.add_concept(store, Concept(terms))
    store.who = before
    return made


@pytest.fixture
def cluster(store: Store) -> ConceptView:
    return propose(store, Term("en", "cluster"), Term("vi", "cụm"), Term("vi", "chùm"), who="")


def test_what_people_suggested_comes_before_what_was_mined(store: Store, cluster: ConceptView) -> None:
    suggested = propose(store, Term("en", "harbour"), who="translator1")
    first = actions.next_candidate(store)
    assert first is not None
    assert (first.concept.id, first.concept.author, first.left) == (suggested.id, "translator1", 2)
    second = actions.next_candidate(store, skip=1)
    assert second is not None
    assert second.concept.id == cluster.id
    assert actions.next_candidate(store, skip=2) is None


def test_a_decided_one_makes_room_for_the_next(store: Store, cluster: ConceptView) -> None:
    other = propose(store, Term("en", "harbour"))
    seen = []
    for decide in (actions.accept_candidate, actions.reject_candidate):
        found = actions.next_candidate(store)
        assert found is not None
        seen.append(found.concept.id)
        decide(store, found.concept.id, version=found.concept.version)
    assert sorted(seen) == sorted((cluster.id, other.id))
    assert actions.next_candidate(store) is None
    assert [len(actions.concept_history(store, one)) for one in seen] == [2, 2]  # added, and decided: one change each


def test_accepting_approves_and_rejecting_keeps_it_from_coming_back(store: Store, cluster: ConceptView) -> None:
    done = actions.accept_candidate(store, cluster.id)
    assert [term.status for term in actions.get_concept(store, cluster.id).terms] == [
        "approved",
        "approved",
        "admitted",
    ]
    actions.revert_change(store, done.change)
    assert actions.get_concept(store, cluster.id).status == "proposed"
    done = actions.reject_candidate(store, cluster.id, reason="too vague")
    (gone,) = actions.list_deleted(store).items
    assert (gone.id, gone.reason) == (cluster.id, "too vague")
    actions.revert_change(store, done.change)
    assert (
        actions.get_concept(store, cluster.id).terms == cluster.terms or actions.get_concept(store, cluster.id).status
    )


def test_amending_is_one_change(store: Store, cluster: ConceptView) -> None:
    first, second, third = (term.id for term in cluster.terms)
    amendment = Amendment(
        {"domain": "economics"},
        {first: {"text": "industrial cluster"}, second: {"text": ""}, third: {"status": "approved"}},
        [Term("zh-Hans", "产业集群")],
    )
    done = actions.accept_candidate(store, cluster.id, amendment, version=cluster.version)
    view = actions.get_concept(store, cluster.id)
    assert [(term.lang, term.text, term.status) for term in view.terms] == [
        ("en", "industrial cluster", "approved"),
        ("vi", "chùm", "approved"),
        ("zh-Hans", "产业集群", "approved"),
    ]
    assert (view.domain, view.status) == ("economics", "approved")
    actions.revert_change(store, done.change)
    back = actions.get_concept(store, cluster.id)
    assert [(term.text, term.status) for term in back.terms] == [(term.text, "proposed") for term in cluster.terms]


def test_a_concept_is_not_left_without_terms(store: Store, cluster: ConceptView) -> None:
    with pytest.raises(InputError, match="needs a term"):
        actions.accept_candidate(store, cluster.id, Amendment(terms={term.id: {"text": " "} for term in cluster.terms}))
    assert actions.get_concept(store, cluster.id).terms == cluster.terms


def test_merging_gives_its_terms_to_the_other(store: Store, cluster: ConceptView) -> None:
    twin = propose(store, Term("en", "industrial cluster"), Term("vi", "cụm công nghiệp"))
    done = actions.merge_candidate(store, twin.id, cluster.id)
    assert {term.text for term in actions.get_concept(store, cluster.id).of("vi")} == {"cụm", "chùm", "cụm công nghiệp"}
    with pytest.raises(NotFound):
        actions.get_concept(store, twin.id)
    actions.revert_change(store, done.change)
    assert len(actions.get_concept(store, twin.id).terms) == 2


def test_a_term_suggested_for_an_approved_concept_waits_too(store: Store, cluster: ConceptView) -> None:
    actions.accept_candidate(store, cluster.id)
    store.who = "translator1"
    actions.add_term(store, cluster.id, Term("en", "grouping"))
    actions.add_term(store, cluster.id, Term("en", "clump"))
    found = actions.next_candidate(store)
    assert found is not None
    assert [term.text for term in found.concept.terms if term.id in found.suggested] == ["grouping", "clump"]
    assert actions.get_concept(store, cluster.id).status == "approved"
    done = actions.accept_candidate(store, cluster.id)
    assert {term.status for term in actions.get_concept(store, cluster.id).of("en")} == {"approved", "admitted"}
    actions.revert_change(store, done.change)
    actions.reject_candidate(store, cluster.id)
    assert [term.text for term in actions.get_concept(store, cluster.id).of("en")] == ["cluster"]
    assert actions.next_candidate(store) is None
    with pytest.raises(InputError, match="waits for no decision"):
        actions.accept_candidate(store, cluster.id)


def test_who_saw_an_older_version_is_told(store: Store, cluster: ConceptView) -> None:
    actions.edit_concept(store, cluster.id, {"note": "new"})
    for decide in (actions.accept_candidate, actions.reject_candidate):
        with pytest.raises(Conflict):
            decide(store, cluster.id, version=cluster.version)


def test_several_are_decided_on_as_one_change(store: Store, cluster: ConceptView) -> None:
    other = propose(store, Term("en", "harbour"))
    done = actions.decide_many(store, [cluster.id, other.id], "forbidden")
    assert actions.count_concepts(store) == {"forbidden": 2}
    actions.revert_change(store, done.change)
    assert actions.count_concepts(store) == {"proposed": 2}
    done = actions.decide_many(store, [cluster.id, other.id], "delete")
    assert actions.count_concepts(store) == {}
    actions.revert_change(store, done.change)
    assert actions.count_concepts(store) == {"proposed": 2}
    with pytest.raises(InputError, match="No concept is chosen"):
        actions.decide_many(store, [], "approved")
    with pytest.raises(InputError):
        actions.decide_many(store, [cluster.id], "splendid")


def test_the_queue_can_be_kept_to_a_domain_or_a_kind(store: Store, cluster: ConceptView) -> None:
    actions.add_concept(store, Concept((Term("en", "Alonso"),), kind="name", domain="people"))
    for choice, name in (({"kind": "name"}, "Alonso"), ({"domain": "people"}, "Alonso"), ({"kind": "term"}, "cluster")):
        found = actions.next_candidate(store, **choice)  # type: ignore[arg-type]  # each by its name
        assert found is not None
        assert (found.concept.terms[0].text, found.left) == (name, 1)


# --- what has to do with it


def test_related_are_those_with_the_same_term_longer_and_shorter_ones(store: Store, cluster: ConceptView) -> None:
    for terms in (
        (Term("en", "clusters", Status.FORBIDDEN), Term("vi", "bó")),
        (Term("en", "cluster policy"), Term("vi", "chính sách cụm")),
        (Term("en", "custard"), Term("vi", "cụ")),
    ):
        actions.add_concept(store, Concept(terms), force=True)
    same = actions.add_concept(store, Concept((Term("en", "Clusters"), Term("vi", "tập hợp"))), force=True)
    found = {one.concept.terms[0].text: one.how for one in actions.related_concepts(store, cluster.id)}
    assert found == {"Clusters": "same", "cluster policy": "longer"}
    assert same.id in {one.concept.id for one in actions.related_concepts(store, cluster.id)}
    policy = next(one.concept.id for one in actions.related_concepts(store, cluster.id) if one.how == "longer")
    assert {one.how for one in actions.related_concepts(store, policy)} == {"shorter"}


def test_words_are_whole_but_chinese_has_no_borders(store: Store) -> None:
    short = propose(store, Term("en", "port"), Term("zh-Hans", "港口"))
    propose(store, Term("en", "portion"), Term("vi", "phần"))
    propose(store, Term("zh-Hans", "深水港口区"))
    found = {one.concept.terms[0].text: one.how for one in actions.related_concepts(store, short.id)}
    assert found == {"深水港口区": "longer"}
