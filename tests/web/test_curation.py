"""The glossary as people keep it: every change is a revision, mining respects it, and all of it can be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from aligner.errors import InputError
from aligner.fold import fold
from aligner.types import Span
from glossary.types import Concept, Occurrence, PartOfSpeech, Status, Term, TermType
from tests.conftest import UNTIMED
from web import actions
from web.errors import Conflict, NotFound
from web.store import Store, concepts, curation, known, migrations, works
from web.store.database import APPLICATION_ID
from web.views import ConceptView, Upload

CLUSTER = Concept(
    (
        Term("en", "cluster", count=7),
        Term("en", "clustering", count=2),
        Term("vi", "cụm công nghiệp", count=5),
        Term("vi", "phân cụm", count=2),
        Term("zh-Hant", "產業聚落", count=7),
    ),
    occurrences=(Occurrence(0, "en", (Span(0, 7),)), Occurrence(1, "vi", (Span(0, 8),))),
)
CHAIN = Concept((Term("en", "supply chain", count=4), Term("vi", "chuỗi cung ứng", count=4)))


@pytest.fixture
def work(store: Store) -> int:
    with store.atomic():
        return works.add(store, "A work")


def mined(store: Store, work: int, *found: Concept) -> list[ConceptView]:
    with store.atomic():
        concepts.write(store, work, found)
    return list(actions.list_concepts(store, order="number").items)


def statuses(view: ConceptView) -> dict[str, str]:
    return {term.text: term.status for term in view.terms}


def texts(view: ConceptView) -> set[str]:
    return {term.text for term in view.terms}


def term(view: ConceptView, text: str) -> int:
    return next(term.id for term in view.terms if term.text == text)


def test_everything_about_a_concept_is_kept(store: Store) -> None:
    store.who = "an"
    given = Concept(
        (
            Term(
                "zh-TW",
                " 產業聚落 ",
                note="a\nb",
                region="tw",
                part_of_speech=PartOfSpeech.NOUN,
                type=TermType.VARIANT,
                context="形成產業聚落。",
                source="news",
            ),
        ),
        kind="name",
        domain="economy",
        definition="firms close together",
        note="see 2",
        source="book",
        definitions={"vi": "các hãng ở gần nhau"},
        id="c12",
    )
    view = actions.add_concept(store, given)
    (found,) = view.terms
    assert (found.text, found.lang, found.region, found.part_of_speech) == ("產業聚落", "zh-Hant", "TW", "noun")
    assert (found.type, found.context, found.source, found.note) == ("variant", "形成產業聚落。", "news", "a\nb")
    assert (view.kind, view.domain, view.definition, view.definitions) == (
        *("name", "economy", "firms close together"),
        {"vi": "các hãng ở gần nhau"},
    )
    assert (view.note, view.source, view.external, view.author, found.editor) == ("see 2", "book", "c12", "an", "an")
    assert view.created
    ((_, value),) = concepts.every(store)
    assert value.definitions == given.definitions
    assert value.id == "c12"
    assert value.terms[0].part_of_speech is PartOfSpeech.NOUN


@pytest.mark.parametrize(
    "bad",
    [
        Concept(()),
        Concept((Term("en", " \n "),)),
        Concept((Term("zh", "产业"),)),
        Concept((Term("tlh", "a"),)),
        Concept((Term("en", "a\x00b"),)),
        Concept((Term("en", "\ud800"),)),
        Concept((Term("en", "a" * 501),)),
        Concept((Term("en", "a", region="Taiwan"),)),
        Concept((Term("en", "a", part_of_speech="thing"),)),  # type: ignore[arg-type]
        Concept((Term("en", "a"),), kind="idea"),
        Concept((Term("en", "a"),), status="good"),  # type: ignore[arg-type]
        Concept((Term("en", "a"),), definitions={"xx": "y"}),
    ],
)
def test_what_is_no_concept_is_refused_and_nothing_is_kept(store: Store, bad: Concept) -> None:
    with pytest.raises(InputError):
        actions.add_concept(store, bad)
    assert actions.list_concepts(store).total == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Term("en", "Supply chains"), Term("en", "supply chain")),
        (Term("zh-Hant", "產業集羣"), Term("zh-Hans", "产业集群")),
        (Term("vi", "hoà bình"), Term("vi", "hòa bình")),
    ],
)
def test_a_term_that_another_concept_has_is_warned_of(store: Store, first: Term, second: Term) -> None:
    one = actions.add_concept(store, Concept((first,)))
    with pytest.raises(Conflict, match=f"concept {one.id} already"):
        actions.add_concept(store, Concept((second,)))
    other = actions.add_concept(store, Concept((second,)), force=True)
    (double,) = actions.list_duplicates(store).items
    assert double.concepts == (one.id, other.id)


@pytest.mark.parametrize("text", ["ma", "mạ", "mã"])
def test_other_marks_are_another_word(store: Store, text: str) -> None:
    actions.add_concept(store, Concept((Term("vi", "má"),)))
    assert texts(actions.add_concept(store, Concept((Term("vi", text),)))) == {text}


def test_a_forbidden_term_may_be_right_elsewhere(store: Store) -> None:
    actions.add_concept(store, Concept((Term("vi", "cụm"), Term("vi", "phân cụm", Status.FORBIDDEN))))
    assert actions.add_concept(store, Concept((Term("vi", "phân cụm"),))).id
    assert actions.list_duplicates(store).total == 0


def test_approving_prefers_the_most_used_term_of_each_language_and_admits_the_others(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    (view,) = actions.approve(store, view.id)
    assert view.status == "approved"
    assert statuses(view) == {
        "cluster": "approved",
        "clustering": "admitted",
        "cụm công nghiệp": "approved",
        "phân cụm": "admitted",
        "產業聚落": "approved",
    }
    assert [term.text for term in view.of("vi")] == ["cụm công nghiệp", "phân cụm"]


def test_a_concept_as_a_whole_is_never_only_admitted(store: Store) -> None:
    view = actions.add_concept(store, Concept((Term("en", "mill", Status.ADMITTED),), status=Status.ADMITTED))
    assert (view.status, view.terms[0].status) == ("approved", "admitted")


def test_approving_takes_what_it_is_told(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    (view,) = actions.approve(store, view.id, preferred=[term(view, "phân cụm")], others="deprecated")
    assert statuses(view)["phân cụm"] == "approved"
    assert statuses(view)["cụm công nghiệp"] == statuses(view)["clustering"] == "deprecated"
    with pytest.raises(InputError):
        actions.approve(store, view.id, preferred=[term(view, "phân cụm")], others="fine")


def test_a_language_and_region_have_one_preferred_term(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    actions.approve(store, view.id)
    (view,) = actions.set_status(store, "approved", terms=[term(view, "phân cụm")])
    assert statuses(view)["phân cụm"] == "approved"
    assert statuses(view)["cụm công nghiệp"] == "admitted"
    view = actions.add_term(store, view.id, Term("zh-Hant", "產業集羣", Status.APPROVED, region="HK"))
    assert statuses(view)["產業集羣"] == statuses(view)["產業聚落"] == "approved"
    view = actions.add_term(store, view.id, Term("zh-Hant", "產業羣集", Status.APPROVED, region="HK"))
    assert (statuses(view)["產業羣集"], statuses(view)["產業集羣"]) == ("approved", "admitted")


def test_forbidden_terms_stay_forbidden_when_their_concept_is_approved(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    actions.forbid(store, terms=[term(view, "phân cụm")])
    (view,) = actions.approve(store, view.id)
    assert statuses(view)["phân cụm"] == "forbidden"
    assert [term.text for term in view.of("vi")] == ["cụm công nghiệp", "phân cụm"]


def test_a_decision_on_a_concept_is_one_on_its_terms(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    for status, whole in (("forbidden", "forbidden"), ("proposed", "proposed"), ("admitted", "approved")):
        (view,) = actions.set_status(store, status, concepts=[view.id])
        assert view.status == whole
        assert set(statuses(view).values()) == {status}
    with pytest.raises(NotFound):
        actions.set_status(store, "approved", concepts=[view.id, 999])
    assert set(statuses(actions.get_concept(store, view.id)).values()) == {"admitted"}


def test_approving_a_term_approves_its_concept(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    (view,) = actions.set_status(store, "approved", terms=[term(view, "cluster")])
    assert (view.status, statuses(view)["cluster"], statuses(view)["clustering"]) == (
        "approved",
        "approved",
        "proposed",
    )


def test_an_edit_of_an_old_version_is_a_conflict(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    edited = actions.edit_concept(store, view.id, {"domain": "economy"}, version=view.version)
    for edit in (
        lambda: actions.edit_concept(store, view.id, {"domain": "law"}, version=view.version),
        lambda: actions.edit_term(store, view.terms[0].id, {"note": "x"}, version=view.version),
        lambda: actions.add_term(store, view.id, Term("vi", "cụm"), version=view.version),
        lambda: actions.delete_concept(store, view.id, version=view.version),
        lambda: actions.split_concept(store, view.id, [view.terms[0].id], version=view.version),
        lambda: actions.set_status(store, "approved", concepts=[view.id], version=view.version),
    ):
        with pytest.raises(Conflict):
            edit()
    assert actions.get_concept(store, view.id) == edited
    assert edited.version == view.version + 1


def test_every_change_is_a_revision_with_what_stood_there(store: Store, work: int) -> None:
    store.who = "binh"
    (view,) = mined(store, work, CLUSTER)
    actions.edit_concept(store, view.id, {"domain": "economy"})
    actions.edit_concept(store, view.id, {"domain": "economy"})
    actions.edit_term(store, term(view, "phân cụm"), {"note": "a verb"})
    edit_term, edit = actions.concept_history(store, view.id)
    assert (edit.what, edit.who, edit.before, edit.after) == ("edit", "binh", {"domain": ""}, {"domain": "economy"})
    number = str(term(view, "phân cụm"))
    assert edit_term.before == {"terms": {number: {"note": ""}}}
    assert edit_term.after == {"terms": {number: {"note": "a verb"}}}


def test_mining_again_changes_nothing_that_people_decided(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    actions.approve(store, view.id)
    actions.remove_term(store, term(view, "phân cụm"))
    actions.edit_term(store, term(view, "clustering"), {"text": "industrial clustering"})
    before = actions.get_concept(store, view.id)
    (after,) = mined(store, work, CLUSTER)
    assert statuses(after) == statuses(before)
    assert texts(after) == {"cluster", "industrial clustering", "cụm công nghiệp", "產業聚落"}
    assert mined(store, work) == [actions.get_concept(store, view.id)]


@pytest.mark.parametrize("touch", ["edit", "forbid", "rename", "remove"])
def test_what_a_person_had_a_hand_in_outlives_its_uses(store: Store, work: int, touch: str) -> None:
    (view,) = mined(store, work, CLUSTER)
    one = term(view, "phân cụm")
    hands: dict[str, Callable[[], object]] = {
        "edit": lambda: actions.edit_concept(store, view.id, {"note": "x"}),
        "forbid": lambda: actions.forbid(store, terms=[one]),
        "rename": lambda: actions.edit_term(store, one, {"text": "phân khu"}),
        "remove": lambda: actions.remove_term(store, one),
    }
    hands[touch]()
    (left,) = mined(store, work)
    assert left.id == view.id
    (again,) = mined(store, work, CLUSTER)
    assert again.id == view.id
    assert ("phân cụm" in texts(again)) == (touch in ("edit", "forbid"))


def test_what_was_turned_down_is_not_proposed_again(store: Store, work: int) -> None:
    cluster, chain = mined(store, work, CLUSTER, CHAIN)
    actions.delete_concept(store, chain.id, reason="too general")
    assert [view.id for view in mined(store, work, CLUSTER, CHAIN)] == [cluster.id]
    other = works.add(store, "Another")
    variant = Concept((Term("en", "supply chains", count=1), Term("zh-Hant", "供應鏈", count=1)))
    assert [view.id for view in mined(store, other, variant)] == [cluster.id]
    (deleted,) = actions.list_deleted(store).items
    assert (deleted.id, deleted.reason, deleted.terms["vi"]) == (chain.id, "too general", ("chuỗi cung ứng",))
    elsewhere = Concept((Term("en", "supply chain", count=1), Term("vi", "dây chuyền", count=1)))
    assert len(mined(store, other, elsewhere)) == 2


def test_a_deleted_concept_comes_back_whole(store: Store, work: int) -> None:
    view, _ = mined(store, work, CLUSTER, CHAIN)
    before = actions.edit_concept(store, view.id, {"definition": "d", "external": "x1"})
    actions.delete_concept(store, view.id)
    with pytest.raises(NotFound):
        actions.get_concept(store, view.id)
    assert [one.what for one in actions.concept_history(store, view.id)] == ["delete", "edit"]
    assert actions.add_concept(store, Concept((Term("en", "new"),))).id != view.id
    back = actions.restore_concept(store, view.id)
    assert (back.id, back.terms[0].id, back.count, back.external) == (
        *(before.id, before.terms[0].id, before.count, "x1"),
    )
    assert actions.list_deleted(store).total == 0
    assert mined(store, work, CLUSTER, CHAIN)[0].id == view.id


def test_merging_gathers_terms_uses_and_places(store: Store, work: int) -> None:
    other = Concept(
        (Term("en", "Clusters", count=3), Term("en", "cluster", count=1), Term("zh-Hans", "产业集群", count=3)),
        domain="economy",
        occurrences=(Occurrence(2, "en", (Span(0, 8),)),),
    )
    first = mined(store, work, CLUSTER)[0]
    second = next(view for view in mined(store, works.add(store, "B"), other) if view.id != first.id)
    actions.approve(store, first.id)
    actions.approve(store, second.id)
    merged = actions.merge_concepts(store, first.id, second.id)
    assert merged.domain == "economy"
    assert statuses(merged)["产业集群"] == "approved"
    assert [term.text for term in merged.of("en")] == ["cluster", "Clusters", "clustering"]
    assert statuses(merged)["Clusters"] == "admitted"
    assert store.value("SELECT count(*) FROM occurrences WHERE concept = ?", (first.id,)) == 3
    assert [view.id for view in mined(store, work, CLUSTER)] == [first.id]
    with pytest.raises(InputError):
        actions.merge_concepts(store, first.id, first.id)


def test_what_was_merged_is_not_mined_apart_again(store: Store, work: int) -> None:
    park = Concept((Term("en", "industrial park", count=2), Term("vi", "khu công nghiệp", count=2)))
    one, two = mined(store, work, CLUSTER, park)
    actions.merge_concepts(store, one.id, two.id)
    (view,) = mined(store, work, CLUSTER, park)
    assert texts(view) == texts(one) | texts(two)
    assert view.count == one.count + two.count


def test_splitting_leaves_each_term_with_its_uses(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    actions.approve(store, view.id)
    number = actions.split_concept(store, view.id, [term(view, "clustering"), term(view, "phân cụm")])
    old, new = actions.get_concept(store, view.id), actions.get_concept(store, number)
    assert (old.count, new.count) == (19, 4)
    assert statuses(new) == {"clustering": "approved", "phân cụm": "approved"}
    assert old.works == new.works == ("a-work",)
    again = mined(store, work, CLUSTER)
    assert [texts(one) for one in again] == [texts(old), texts(new)]
    for terms in ([], [one.id for one in old.terms], [new.terms[0].id]):
        with pytest.raises(InputError):
            actions.split_concept(store, view.id, terms)


@pytest.mark.parametrize(
    ("decided", "expected"),
    [({"phân cụm": "forbidden"}, "forbidden"), ({"phân cụm": "forbidden", "clustering": "deprecated"}, "deprecated")],
)
def test_a_concept_of_terms_not_to_be_used_is_none_to_be_used(
    store: Store, work: int, decided: dict[str, str], expected: str
) -> None:
    (view,) = mined(store, work, CLUSTER)
    actions.approve(store, view.id)
    for text, status in decided.items():
        actions.set_status(store, status, terms=[term(view, text)])
    number = actions.split_concept(store, view.id, [term(view, text) for text in decided])
    assert actions.get_concept(store, number).status == expected
    assert actions.get_concept(store, view.id).status == "approved"


def test_places_go_with_the_terms_that_stand_there(store: Store, uploads: dict[str, Upload]) -> None:
    (work,) = actions.import_files(store, [uploads["en"], uploads["vi"]]).works
    both = Concept((Term("en", "mill"), Term("vi", "cối xay"), Term("en", "village"), Term("vi", "làng")))
    view = actions.add_concept(store, both)
    assert view.works == (work.slug,)
    before = {(place.row, lang) for place in actions.concept_rows(store, view.id).items for lang in place.spans}
    number = actions.split_concept(store, view.id, [term(view, "village"), term(view, "làng")])
    rows = {
        text[start:stop].casefold()
        for place in actions.concept_rows(store, number).items
        for lang, spans in place.spans.items()
        for start, stop in spans
        for text in (place.texts[lang],)
    }
    assert rows == {"village", "làng"}
    for revision in actions.concept_history(store, number):
        actions.revert_change(store, revision.id)
    assert {(place.row, lang) for place in actions.concept_rows(store, view.id).items for lang in place.spans} == before


def state(store: Store) -> str:
    """All concepts and terms as plain data, without what a change and its undoing count up."""
    ids = [record["id"] for record in store.all("SELECT id FROM concepts ORDER BY id")]
    return json.dumps({one: curation.snapshot(store, one) for one in ids}, sort_keys=True)


def test_any_change_can_be_taken_back(store: Store, work: int) -> None:
    one, two = mined(store, work, CLUSTER, CHAIN)
    for change in (
        lambda: actions.approve(store, one.id, two.id),
        lambda: actions.edit_concept(store, one.id, {"definitions": {"en": "x"}, "kind": "name"}),
        lambda: actions.add_term(store, one.id, Term("zh-Hans", "产业集群")),
        lambda: actions.edit_term(store, one.terms[0].id, {"text": "clusters of firms", "region": "US"}),
        lambda: actions.remove_term(store, one.terms[1].id),
        lambda: actions.forbid(store, two.id),
        lambda: actions.merge_concepts(store, one.id, two.id),
        lambda: actions.split_concept(store, one.id, [one.terms[0].id]),
        lambda: actions.delete_concept(store, two.id),
        lambda: actions.delete_concepts(store, [one.id, two.id]),
        lambda: actions.add_concept(store, Concept((Term("en", "new"),))),
    ):
        before = state(store)
        change()
        changed = state(store)
        assert changed != before
        latest = store.value("SELECT max(id) FROM revisions")
        actions.revert_change(store, latest)
        assert state(store) == before
        actions.revert_change(store, store.value("SELECT max(id) FROM revisions"))
        assert json.loads(state(store)).keys() == json.loads(changed).keys()
        actions.revert_change(store, store.value("SELECT max(id) FROM revisions"))
        assert state(store) == before


def test_what_was_changed_again_is_not_taken_back(store: Store, work: int) -> None:
    (view,) = mined(store, work, CLUSTER)
    actions.edit_concept(store, view.id, {"note": "a"})
    actions.edit_concept(store, view.id, {"note": "b"})
    second, first = actions.concept_history(store, view.id)
    with pytest.raises(Conflict):
        actions.revert_change(store, first.id)
    actions.revert_change(store, second.id)
    actions.revert_change(store, first.id)
    assert actions.get_concept(store, view.id).note == ""
    with pytest.raises(NotFound):
        actions.revert_change(store, 10_000)


STEPS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=(*UNTIMED, HealthCheck.function_scoped_fixture))
@given(steps=STEPS)
def test_after_any_changes_the_store_is_in_order(tmp_path_factory: pytest.TempPathFactory, steps: list) -> None:  # type: ignore[type-arg]
    """Counts are those of the terms, every concept has a term, one is preferred, and all can be taken back in turn."""
    path: Path = tmp_path_factory.mktemp("store") / "store.db"
    with Store(path) as store:
        work = works.add(store, "A work")
        mined(store, work, CLUSTER, CHAIN)
        start, revisions = state(store), store.value("SELECT max(id) FROM revisions")
        for what, first, second in steps:
            try:
                _change(store, what, first, second)
            except (InputError, NotFound, Conflict, IndexError):
                continue
            _check(store)
        for record in store.all("SELECT DISTINCT batch FROM revisions WHERE id > ? ORDER BY 1 DESC", (revisions,)):
            actions.revert_change(store, record["batch"])
            _check(store)
        assert json.loads(state(store)) == json.loads(start)


def _change(store: Store, what: int, first: int, second: int) -> None:
    views = actions.list_concepts(store, order="number").items
    one, other = (views[number % len(views)] for number in (first, second)) if views else (None, None)
    if one is None or other is None:
        actions.add_concept(store, CHAIN)
        return
    chosen = one.terms[second % len(one.terms)]
    status = list(Status)[second % len(Status)]
    (
        lambda: actions.set_status(store, status, concepts=[one.id]),
        lambda: actions.set_status(store, status, terms=[chosen.id]),
        lambda: actions.edit_term(store, chosen.id, {"text": f"{chosen.text}{second % 3}"}, force=True),
        lambda: actions.remove_term(store, chosen.id),
        lambda: actions.merge_concepts(store, one.id, other.id),
        lambda: actions.split_concept(store, one.id, [chosen.id]),
        lambda: actions.delete_concept(store, one.id),
        lambda: actions.add_term(store, one.id, Term("en", f"word {second}"), force=True),
        lambda: actions.restore_concept(store, actions.list_deleted(store).items[0].id if first % 2 else second),
    )[what]()


def _check(store: Store) -> None:
    assert store.value("PRAGMA integrity_check") == "ok"
    assert store.all("PRAGMA foreign_key_check") == []
    for view in actions.list_concepts(store, limit=1000).items:
        assert view.terms
        assert view.count == sum(term.count for term in view.terms)
        langs = store.value("SELECT langs FROM concepts WHERE id = ?", (view.id,))
        assert langs == len({term.lang for term in view.terms})
        preferred = [(term.lang, term.region) for term in view.terms if term.status == "approved"]
        assert len(preferred) == len(set(preferred))
    keys = store.all("SELECT concept, lang, folded, region FROM terms GROUP BY 1, 2, 3, 4 HAVING count(*) > 1")
    assert keys == []


def test_a_glossary_of_the_first_schema_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with sqlite3.connect(path, isolation_level=None) as connection:
        migrations.migrate(Database(connection), APPLICATION_ID, 1)
    concept, when = 7, "2026-01-01T00:00:00Z"
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO works (slug, title, created, updated) VALUES ('a', 'A', ?, ?)", (when, when))
        values = (concept, "term", "approved", 1, "law", "d", "n", "s", "f", when)
        connection.execute(f"INSERT INTO concepts VALUES ({', '.join('?' * 10)}, 1)", values)
        for place, (lang, text) in enumerate([("en", "Mills"), ("vi", "Cối xay"), ("zh-Hant", "磨坊")]):
            term = (place + 1, concept, place, lang, text, fold(text, lang).text, "approved", "x")
            connection.execute("INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?)", term)
            connection.execute("INSERT INTO uses VALUES (?, 1, ?)", (place + 1, place + 1))
    with Store(path) as store:
        view = actions.get_concept(store, concept)
        assert (view.count, view.domain, view.note, view.status, view.created) == (
            6,
            "law",
            "n",
            "approved",
            when,
        )
        assert [(term.text, term.count, term.note, term.status) for term in view.terms] == [
            *(("Mills", 1, "x", "approved"), ("Cối xay", 2, "x", "approved"), ("磨坊", 3, "x", "approved")),
        ]
        assert actions.list_concepts(store, query="coi xay").total == 1
        assert known.relevant(store, {"en": ["one mill"]}) == [concept]
        with pytest.raises(Conflict):
            actions.add_concept(store, Concept((Term("en", "mill"),)))
        _check(store)
        mined(store, 1)
        assert actions.list_concepts(store).total == 1
