"""Terms in and out of the store: what is chosen, what an import shows, and that it does just that."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from aligner.errors import InputError
from glossary import formats
from glossary.formats import Incoming, Meta
from glossary.types import Concept, PartOfSpeech, Status, Term
from tests.conftest import UNTIMED
from tests.glossary.test_exchange import ALL, CLUSTER, WHOLE, glossaries, written
from web import actions
from web.actions import deciding
from web.actions.deciding import Wish
from web.actions.importing import import_terms, plan_import
from web.errors import Conflict
from web.store import Store, concepts, identity, revisions
from web.views import ImportPlan, Upload

HEAD = "id,en,vi,zh-Hant,en status,vi status,definition\n"


def add(store: Store, *terms: Term, **fields: object) -> int:
    status = Status.APPROVED if any(term.status is not Status.PROPOSED for term in terms) else Status.PROPOSED
    concept = Concept(terms, **{"status": status} | fields)  # type: ignore[arg-type]
    return actions.add_concept(store, concept, force=True).id


def run(store: Store, text: str, *, token: str = "", **said: object) -> ImportPlan:
    return import_terms(store, "x.csv", text.encode(), Wish(**said), token=token)  # type: ignore[arg-type]


def plan(store: Store, text: str, **said: object) -> ImportPlan:
    return plan_import(store, "x.csv", text.encode(), Wish(**said))  # type: ignore[arg-type]


def stored(store: Store) -> list[Concept]:
    return [replace(concept, score=0.0) for _, concept in concepts.every(store)]


def exported(store: Store, name: str = "jsonl", **choice: object) -> list[Concept]:
    out = io.BytesIO()
    actions.export_terms(store, name, out, **choice)  # type: ignore[arg-type]
    return list(formats.read(name, out, Incoming("x")))


@pytest.fixture
def cluster(store: Store) -> int:
    return add(
        store,
        Term("en", "cluster", Status.APPROVED),
        Term("vi", "cụm công nghiệp", Status.APPROVED),
        Term("zh-Hant", "產業聚落", Status.APPROVED),
        id="c1",
    )


# --- out


def test_proposed_terms_stay_behind_unless_asked_for(store: Store, cluster: int) -> None:
    add(store, Term("en", "draft"), Term("vi", "nháp"))
    out = io.BytesIO()
    told = actions.export_terms(store, "tbx-dct", out)
    assert (told.concepts, told.terms, told.left_out) == (1, 3, {"terms that are only proposed": 2})
    assert len(exported(store, status="all")) == 2
    assert [concept.terms[0].text for concept in exported(store, status="proposed")] == ["draft"]


def test_what_is_left_out_is_counted_by_reason(store: Store, cluster: int) -> None:
    add(store, Term("en", "wrong", Status.FORBIDDEN), Term("vi", "sai", Status.APPROVED), domain="law")
    actions.edit_concept(store, cluster, {"definition": "d", "note": "n"})
    told = actions.export_terms(store, "utx", None, langs=["en", "vi"])
    assert told.left_out == {"terms in other languages": 1}
    assert told.lost == {"definitions": 1}
    told = actions.export_terms(store, "tmx", None, langs=["en", "zh-TW"])
    assert told.left_out["terms not to be used"] == 1
    assert "concepts of other domains" in actions.export_terms(store, "csv", None, domain="law").left_out
    assert told.samples == ({"en": ("cluster",), "zh-Hant": ("產業聚落",)},)


def test_proposals_that_are_not_sure_stay_behind_but_never_what_is_decided(store: Store, cluster: int) -> None:
    add(store, Term("en", "draft"), Term("vi", "nháp"))
    told = actions.export_terms(store, "csv", None, status="all", min_confidence=0.5)
    assert (told.concepts, told.left_out) == (1, {"concepts that are less sure": 1})


def test_only_what_was_changed_on_certain_days_is_taken(store: Store, cluster: int) -> None:
    day = actions.get_concept(store, cluster).changed[:10]
    assert len(exported(store, since=day, until=day)) == 1
    told = actions.export_terms(store, "csv", None, until="2001-01-01")
    assert (told.concepts, told.left_out) == (0, {"concepts changed at other times": 1})
    assert actions.export_terms(store, "csv", None, since="2999-01-01").concepts == 0


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"format": "csv", "since": "yesterday"}, "no day"),
        ({"format": "doc"}, "no glossary format"),
        ({"format": "omegat"}, "two languages"),
        ({"format": "csv", "status": "odd"}, "Choose from"),
        ({"format": "csv", "langs": ["xx"]}, "not known"),
        ({"format": "csv", "min_confidence": 2.0}, "between 0 and 1"),
    ],
)
def test_an_export_that_cannot_be_is_refused(store: Store, choice: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        actions.export_terms(store, out=None, **choice)  # type: ignore[arg-type]


def test_terms_of_one_work(store: Store, uploads: dict[str, Upload], cluster: int) -> None:
    actions.import_files(store, [uploads["en"], uploads["vi"]])
    actions.mine_work(store, 1)
    assert all(concept.id != "c1" for concept in exported(store, work=1, status="all"))


# --- round trips through the store


@pytest.mark.parametrize("name", WHOLE)
def test_what_leaves_a_store_fills_another_one_with_the_same(store: Store, tmp_path, name: str) -> None:  # type: ignore[no-untyped-def]
    data = written(name, [CLUSTER])
    import_terms(store, f"x{formats.get(name).SUFFIX}", data, Wish(name))
    out = io.BytesIO()
    actions.export_terms(store, name, out, status="all")
    with Store(tmp_path / "other.db") as other:
        report = import_terms(other, "x", out, Wish(name))
        assert report.counts["new"] == 1
        assert stored(other) == stored(store)


@pytest.mark.parametrize("name", ALL)
def test_what_leaves_comes_back_as_the_same(store: Store, name: str) -> None:
    """An export that is imported into the store it came from changes nothing, whether or not its concepts have ids."""
    import_terms(store, "x.jsonl", written("jsonl", [CLUSTER]))
    add(store, Term("en", "harbour", Status.APPROVED), Term("zh-Hant", "港口", Status.ADMITTED), note="n")
    before = stored(store)
    out = io.BytesIO()
    langs = ["en", "zh-Hant"] if formats.get(name).CARRIES.pair else None
    actions.export_terms(store, name, out, status="all", langs=langs)
    report = import_terms(store, "x", out, Wish(name))
    told = int(name == "omegat")  # all that is said of a concept is one comment there, and so is worded otherwise
    expected = {"new": 0, "same": 2 - told, "changed": 0, "differing": told, "clashing": 0}
    assert report.counts == expected, report.items
    assert stored(store) == before


@given(glossary=glossaries())
@settings(max_examples=25, deadline=None, suppress_health_check=(*UNTIMED, HealthCheck.function_scoped_fixture))
def test_any_glossary_is_the_same_the_second_time(
    tmp_path_factory: pytest.TempPathFactory, glossary: list[Concept]
) -> None:
    """Whatever an import stored, importing the same file again finds nothing new to do."""
    data = written("tbx-dct", glossary).getvalue()
    with Store(tmp_path_factory.mktemp("store") / "x.db") as store:
        first = import_terms(store, "x.tbx", data)
        second = plan_import(store, "x.tbx", data)
        assert second.counts["new"] == 0
        assert second.counts["changed"] == 0
        assert second.counts["clashing"] >= first.counts["clashing"]


# --- what an import shows


def test_new_concepts_are_added_with_everything(store: Store) -> None:
    report = import_terms(store, "x.jsonl", written("jsonl", [CLUSTER]))
    assert report.counts == {"new": 1, "same": 0, "changed": 0, "differing": 0, "clashing": 0}
    ((_, concept),) = concepts.every(store)
    assert concept.id == "c12"
    assert concept.definitions == CLUSTER.definitions
    assert {term.text: term.status for term in concept.terms} == {term.text: term.status for term in CLUSTER.terms}


def test_the_same_is_only_counted(store: Store, cluster: int) -> None:
    report = run(store, HEAD + "c1,cluster,cụm công nghiệp,產業聚落,approved,approved,\n")
    assert (report.counts["same"], report.items) == (1, ())


def test_simplified_finds_traditional(store: Store, cluster: int) -> None:
    report = run(store, "zh-CN,en\n产业聚落,cluster\n")
    (item,) = report.items
    assert (item.action, item.concept) == ("changed", cluster)
    assert [change.what for change in item.changes] == ["new term (zh-Hans)"]


def test_by_its_id_the_file_replaces_what_is_here(store: Store, cluster: int) -> None:
    actions.edit_concept(store, cluster, {"definition": "old"})
    report = run(store, HEAD + "c1,Cluster,cụm công nghiệp,產業聚落,forbidden,approved,new\n")
    (item,) = report.items
    assert {change.what: (change.before, change.after) for change in item.changes} == {
        "definition": ("old", "new"),
        "term (en)": ("cluster", "Cluster"),
        "“cluster” (en): status": ("approved", "forbidden"),
    }
    view = actions.get_concept(store, cluster)
    assert (view.definition, view.of("en")[0].text, view.of("en")[0].status) == ("new", "Cluster", "forbidden")


def test_by_its_terms_the_file_only_fills_what_is_empty(store: Store, cluster: int) -> None:
    actions.edit_concept(store, cluster, {"definition": "ours"})
    text = "en,vi,definition,note,en pos,en status\ncluster,cụm công nghiệp,theirs,theirs too,noun,admitted\n"
    (item,) = run(store, text).items
    assert [(change.what, change.applied) for change in item.changes] == [
        ("definition", False),
        ("note", True),
        ("“cluster” (en): part of speech", True),
        ("“cluster” (en): status", False),
    ]
    view = actions.get_concept(store, cluster)
    assert (view.definition, view.note, view.of("en")[0].status) == ("ours", "theirs too", "approved")
    assert view.of("en")[0].part_of_speech == PartOfSpeech.NOUN


def test_proposals_never_undo_decisions(store: Store, cluster: int) -> None:
    assert run(store, HEAD + "c1,cluster,cụm công nghiệp,產業聚落,proposed,,\n").counts["same"] == 1


def test_a_decision_lifts_a_proposal(store: Store) -> None:
    draft = add(store, Term("en", "draft"), Term("vi", "nháp"))
    run(store, "en,vi\ndraft,nháp\n", status="approved")
    view = actions.get_concept(store, draft)
    assert (view.status, {term.status for term in view.terms}) == ("approved", {"approved"})


def test_a_language_keeps_one_preferred_term(store: Store, cluster: int) -> None:
    run(store, "en,vi,zh-Hant,vi status\ncluster,cụm,產業聚落,approved\n")
    terms = {term.text: term.status for term in actions.get_concept(store, cluster).of("vi")}
    assert terms == {"cụm công nghiệp": "approved", "cụm": "admitted"}
    (item,) = run(store, HEAD + "c1,cluster,cụm,產業聚落,,approved,\n").items
    assert {change.what for change in item.changes} == {"“cụm” (vi): status", "“cụm công nghiệp” (vi): status"}
    terms = {term.text: term.status for term in actions.get_concept(store, cluster).of("vi")}
    assert terms == {"cụm công nghiệp": "admitted", "cụm": "approved"}


CLASHES = {
    "other renderings": ("en,vi\ncluster,phân cụm\n", "has the same term in en, but others in vi"),
    "other renderings of one script": ("en,zh-Hant\ncluster,星團\n", "has the same term in en, but others in zh-Hant"),
    "an id of another idea": (HEAD + "c1,harbour,cảng,港口,,,\n", "has the id “c1”, but shares no term with it"),
    "decided otherwise": (
        "en,vi,en status\ncluster,cụm công nghiệp,forbidden\n",
        "is approved here and forbidden in the",
    ),
    "an id that stands twice": (HEAD + "x,a,b,,,,\ny,c,d,,,,\nx,e,f,,,,\n", "the id “x” stands twice in the file"),
    "terms that stand twice": ("en,vi\na,b\nc,d\nA,B\n", "number 1 in the file has the same terms"),
    "two lines for one concept": (
        "en,vi\ncluster,cụm công nghiệp\ncluster | grouping,cụm công nghiệp\n",
        "has its counterpart in the file already",
    ),
}


@pytest.mark.parametrize(("text", "reason"), CLASHES.values(), ids=CLASHES)
def test_what_clashes_is_shown_and_left_out(store: Store, cluster: int, text: str, reason: str) -> None:
    before = actions.get_concept(store, cluster).terms
    report = run(store, text)
    clashing = [item for item in report.items if item.action == "clashing"]
    assert [reason in item.reason for item in clashing] == [True]
    assert actions.get_concept(store, cluster).terms == before


def test_a_clash_is_added_or_joined_when_asked_for(store: Store, cluster: int) -> None:
    text = CLASHES["other renderings"][0]
    run(store, text, clashes="merge")
    assert {term.text for term in actions.get_concept(store, cluster).of("vi")} == {"cụm công nghiệp", "phân cụm"}
    run(store, "en,zh-Hant\ncluster,星團\n", clashes="add")
    assert len(stored(store)) == 2


def test_the_words_of_a_file_take_the_place_of_those_here_when_asked_for(store: Store, cluster: int) -> None:
    actions.edit_concept(store, cluster, {"definition": "ours", "external": ""})
    text = "en,vi,definition,note\ncluster,cụm công nghiệp,theirs,new\n"
    run(store, text)
    assert actions.get_concept(store, cluster).definition == "ours"
    run(store, text.replace("new", "newer"), choices={1: "replace"})
    view = actions.get_concept(store, cluster)
    assert (view.definition, view.note) == ("theirs", "newer")
    run(store, text.replace("vi,", "zh-Hant,").replace("cụm công nghiệp", "星團"), clashes="replace")
    view = actions.get_concept(store, cluster)
    assert (view.definition, view.note) == ("theirs", "new")
    assert "星團" in {term.text for term in view.of("zh-Hant")}


def test_what_is_worded_otherwise_here_alone_is_shown_and_replaced_when_asked_for(store: Store, cluster: int) -> None:
    """A terminologist who brings a corrected list sees which definitions differ, and can take those of the file."""
    actions.edit_concept(store, cluster, {"definition": "Ours."})
    text = "en,vi,definition\ncluster,cụm công nghiệp,Theirs.\n"
    shown = plan(store, text)
    assert (shown.counts["differing"], [item.action for item in shown.items]) == (1, ["differing"])
    assert [(change.before, change.after, change.applied) for change in shown.items[0].changes] == [
        ("Ours.", "Theirs.", False)
    ]
    run(store, text)
    assert actions.get_concept(store, cluster).definition == "Ours."
    for said in ({"choices": {1: "replace"}}, {"kinds": {"differing": "replace"}}, {"texts": "file"}):
        run(store, text, **said)
        assert actions.get_concept(store, cluster).definition == "Theirs."
        actions.edit_concept(store, cluster, {"definition": "Ours."})


def test_it_may_be_any_of_several(store: Store) -> None:
    for rendering in ("cụm", "chùm"):
        add(store, Term("en", "cluster", Status.APPROVED), Term("vi", rendering, Status.APPROVED))
    (item,) = run(store, "en,zh-Hant\ncluster,聚落\n").items
    assert (item.action, "any of the concepts 1, 2" in item.reason) == ("clashing", True)


# --- that it does just that


def test_a_plan_stores_nothing(store: Store, cluster: int) -> None:
    before = stored(store)
    shown = plan(store, "en,vi\nharbour,cảng\n")
    assert (shown.counts["new"], shown.applied) == (1, False)
    assert stored(store) == before


def test_a_plan_that_was_shown_is_applied_as_it_was(store: Store, cluster: int) -> None:
    text = "en,vi\nharbour,cảng\ncluster,cụm công nghiệp\n"
    shown = plan(store, text)
    report = run(store, text, token=shown.token)
    assert (report.counts, report.items, report.applied) == (shown.counts, shown.items, True)


def test_a_plan_is_not_applied_when_the_glossary_or_the_file_has_changed(store: Store, cluster: int) -> None:
    text = "en,vi,note\nharbour,cảng,\ncluster,cụm công nghiệp,n\n"
    shown = plan(store, text)
    with pytest.raises(Conflict, match="changed since the plan was shown"):
        run(store, text.replace("harbour", "port"), token=shown.token)
    actions.edit_concept(store, cluster, {"domain": "x"})
    with pytest.raises(Conflict):
        run(store, text, token=shown.token)
    shown = plan(store, text)
    add(store, Term("en", "harbour", Status.APPROVED))
    with pytest.raises(Conflict):
        run(store, text, token=shown.token)
    assert actions.get_concept(store, cluster).note == ""


def test_nothing_is_half_imported(store: Store, cluster: int) -> None:
    before = stored(store)
    lines = "".join(f"harbour {n},cảng {n}\n" for n in range(450))
    with pytest.raises(InputError, match=r"x\.csv, line 452"):
        run(store, f"en,vi\n{lines}a,b,too much\n")
    assert stored(store) == before


def test_an_import_is_one_revision_that_can_be_taken_back(store: Store, cluster: int) -> None:
    run(store, "en,vi,note\nharbour,cảng,\ncluster,cụm công nghiệp,n\n")
    made = [record for record in revisions.general(store) if record["what"] == "import"]
    assert {record["target"] for record in made} == {f"concept:{cluster}", f"concept:{cluster + 1}"}
    actions.revert_change(store, made[0]["id"])
    assert [concept.note for concept in stored(store)] == [""]


def test_imported_terms_are_found_in_the_works(store: Store, uploads: dict[str, Upload]) -> None:
    actions.import_files(store, [uploads["en"], uploads["vi"]])
    run(store, "en,vi\nflood,trận lụt\n", status="approved")
    (view,) = actions.list_concepts(store, query="flood").items
    assert view.count > 0
    assert view.works


def test_every_item_is_handed_on_as_it_comes(store: Store) -> None:
    seen = []
    text = "en,vi\n" + "".join(f"harbour {n},cảng {n}\n" for n in range(5))
    plan_import(store, "x.csv", text.encode(), each=seen.append, items=2)
    assert [item.number for item in seen] == [1, 2, 3, 4, 5]


def test_the_fields_of_a_pair_format_fill_what_others_left_empty(store: Store, cluster: int) -> None:
    concept = Concept((Term("en", "cluster", note="n"), Term("vi", "cụm công nghiệp")), domain="trade")
    data = written("utx", [concept], Meta(langs=("en", "vi")))
    import_terms(store, "x.utx", data)
    assert actions.get_concept(store, cluster).domain == "trade"


def test_a_term_that_a_crowd_of_concepts_has_is_looked_at_in_few_of_them(store: Store) -> None:
    count = identity.CROWD + 20
    run(store, "en,vi\n" + "".join(f"mill,nghĩa {number}\n" for number in range(count)))
    key = store.value("SELECT key FROM terms WHERE text = 'mill'")
    assert len(identity.by_key(store, {key})[key]) == identity.CROWD
    again = plan(store, "en,vi\n" + "".join(f"mill,nghĩa {number}\n" for number in range(count)))
    assert again.counts["same"] == count
    other = plan(store, "en,vi\n" + "".join(f"mill,cách {number}\n" for number in range(3)) + "mill,\n")
    assert other.counts["clashing"] == 4
    assert max(len(item.reason) for item in other.items) < 120


def test_a_file_of_far_too_many_concepts_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MOST", 3)
    with pytest.raises(InputError, match=r"“x.csv” has more than 3 concepts\."):
        run(store, "en,vi\n" + "".join(f"mill {number},nghĩa {number}\n" for number in range(4)))
    assert store.value("SELECT count(*) FROM concepts") == 0
