"""What the glossary teaches: approved concepts help to align and are what a work is held to, in whatever work they were
found first."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
from click.testing import CliRunner

from aligner.errors import InputError
from aligner.fold import fold
from aligner.neural import embedders
from aligner.types import Span, Table
from glossary.types import Concept, Finding, Occurrence, Status, Term
from web import actions
from web.actions import tables as table_actions
from web.cli import main
from web.store import Store, concepts, known
from web.store.heads import Within, head, heads
from web.views import Upload

MILL = Concept(
    (
        Term("en", "mill", Status.APPROVED),
        Term("vi", "cối xay", Status.APPROVED),
        Term("vi", "máy xay", Status.FORBIDDEN),
        Term("zh-Hant", "磨坊", Status.ADMITTED),
    ),
    status=Status.APPROVED,
)
UNRELATED = Concept((Term("en", "heat pump", Status.APPROVED), Term("vi", "bơm nhiệt", Status.APPROVED)))


@pytest.mark.parametrize(
    ("lang", "term", "text"),
    [
        ("en", "industrial cluster", "Industrial Clusters"),
        ("en", "clusters", "a cluster"),
        ("en", "policy", "policies"),
        ("en", "organise", "organized"),
        ("en", "US", "the U.S. and"),
        ("en", "cybersecurity", "cyber-security"),
        ("vi", "cụm công nghiệp", "những CỤM CÔNG NGHIỆP lớn"),
        ("vi", "hoà bình", "nền hòa bình"),
        ("zh-Hant", "產業集羣", "推动产业集群发展"),
        ("zh-Hans", "群", "產業集羣"),
        ("zh-Hans", "5G网络", "建設5G網絡"),
    ],
)
def test_the_head_of_a_term_is_in_every_text_that_the_term_is_in(lang: str, term: str, text: str) -> None:
    assert head(lang, term) in heads(lang, [text])
    assert Within(lang, [text]).may_hold(fold(term, lang).text)


def load(store: Store, uploads: dict[str, Upload], *langs: str) -> str:
    (work,) = actions.import_files(store, [uploads[lang] for lang in langs]).works
    return work.slug


def test_approved_concepts_are_evidence_when_a_work_is_aligned(store: Store, uploads: dict[str, Upload]) -> None:
    actions.add_concept(store, MILL)
    actions.approve(store, actions.add_concept(store, UNRELATED).id)
    work = load(store, uploads, "en", "vi")
    assert "|glossary:1" in actions.get_work(store, work).signature
    (concept,) = actions.list_concepts(store, query="mill", status=["approved"]).items
    actions.forbid(store, concept.id)
    assert "glossary" not in actions.realign(store, work).signature
    actions.set_status(store, "approved", concepts=[concept.id])
    assert "|glossary:1" in actions.realign(store, work).signature


class Flat:
    """A model to which all texts are one."""

    name = "flat"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return np.ones((len(texts), 2), np.float32)


def test_a_model_is_asked_about_stored_works_when_the_environment_says_so(
    store: Store, uploads: dict[str, Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedders, "installed", lambda: True)
    monkeypatch.setattr(embedders, "_bundled", Flat)
    monkeypatch.delenv("DOICHIEU_NEURAL", raising=False)
    work = load(store, uploads, "en", "vi")
    assert "neural" not in actions.get_work(store, work).signature
    monkeypatch.setenv("DOICHIEU_NEURAL", "always")
    assert "|neural:flat/" in actions.realign(store, work).signature
    monkeypatch.setenv("DOICHIEU_NEURAL", "often")
    with pytest.raises(InputError, match="not “often”"):
        actions.realign(store, work)


def test_only_approved_and_admitted_terms_are_evidence(store: Store) -> None:
    actions.add_concept(store, MILL)
    texts = {"en": ["The mill."], "vi": ["Cối xay."], "zh-Hans": ["磨坊。"]}
    assert known.renderings(store, texts) == [{"en": ["mill"], "vi": ["cối xay"], "zh-Hant": ["磨坊"]}]
    assert known.renderings(store, {"en": ["The river."], "vi": ["Sông."]}) == []
    assert known.renderings(store, {"zh-Hans": ["磨坊"], "zh-Hant": ["磨坊"]}) == []


def test_a_work_is_held_to_what_it_never_gave(store: Store, uploads: dict[str, Upload]) -> None:
    work = load(store, uploads, "en", "vi")
    actions.add_concept(store, MILL)
    actions.add_concept(store, UNRELATED)
    table = actions.get_table(store, work)
    texts = {lang: [segment.text for segment in table.segments[table.column(lang)]] for lang in table.langs}
    (value,) = known.values(store, int(actions.get_work(store, work).summary.id), texts)
    assert {term.text: term.status for term in value.terms}["máy xay"] is Status.FORBIDDEN
    assert value.status is Status.APPROVED
    assert value.occurrences


def test_the_checks_get_the_decided_concepts(
    store: Store, uploads: dict[str, Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Concept] = []
    work = load(store, uploads, "en", "vi")
    actions.add_concept(store, MILL)

    def run(table: Table, *, concepts: Sequence[Concept], **_: object) -> list[Finding]:
        given.extend(concepts)
        return []

    monkeypatch.setattr("glossary.checks.run", run)
    actions.check_work(store, work)
    assert "mill" in {term.text for concept in given for term in concept.terms}


def test_terms_that_people_add_are_found_in_the_works(store: Store, uploads: dict[str, Upload]) -> None:
    work = load(store, uploads, "en", "vi", "zh-Hant")
    view = actions.add_concept(store, MILL)
    assert view.works == (work,)
    counts = {term.text: term.count for term in view.terms}
    assert counts["mill"] > 1
    assert counts["cối xay"] > 1
    assert counts["磨坊"] > 1
    assert counts["máy xay"] == 0
    places = actions.concept_rows(store, view.id)
    first = places.items[0]
    assert all(first.texts[lang][a:b].casefold() in counts for lang, spans in first.spans.items() for a, b in spans)
    actions.mine_work(store, work)
    assert {term.text: term.count for term in actions.get_concept(store, view.id).terms} == counts


def test_what_is_accepted_is_counted_in_the_works_that_mining_did_not_find_it_in(
    store: Store, uploads: dict[str, Upload]
) -> None:
    load(store, uploads, "en", "vi")
    view = actions.add_concept(store, Concept((Term("en", "mill"), Term("vi", "cối xay"))))
    counted = {term.text: term.count for term in view.terms}
    for table in ("uses", "occurrences"):  # as mining leaves works in which it did not find the concept
        store.execute(f"DELETE FROM {table}")
    (view,) = actions.approve(store, view.id)
    assert {term.text: term.count for term in view.terms} == counted
    assert min(counted.values()) > 1
    assert actions.concept_rows(store, view.id).total


def test_counts_follow_when_a_sentence_is_edited_and_the_edit_undone(store: Store, uploads: dict[str, Upload]) -> None:
    work = load(store, uploads, "en", "vi")
    view = actions.add_concept(store, Concept((Term("en", "mill"), Term("vi", "cối xay"))))
    actions.mine_work(store, work)
    row = next(row for row in actions.get_rows(store, work).items if "mill" in row.cells[0].text.split())
    before = {term.text: term.count for term in view.terms}
    said = row.cells[0].segments[0]
    actions.edit_segment(store, said.id, "One mill, another mill, a third mill and no more.")
    times = said.text.casefold().split().count("mill")
    after = {term.text: term.count for term in actions.get_concept(store, view.id).terms}
    assert after == before | {"mill": before["mill"] + 3 - times}
    actions.undo(store, work)
    assert {term.text: term.count for term in actions.get_concept(store, view.id).terms} == before


def test_mining_counts_stay_as_mining_counted(store: Store, uploads: dict[str, Upload]) -> None:
    slug = load(store, uploads, "en", "vi")
    work = actions.get_work(store, slug).summary.id
    mined = Concept((Term("en", "mill", count=1),), occurrences=(Occurrence(0, "en", (Span(4, 8),)),))
    with store.atomic():
        concepts.write(store, work, [mined])
    (view,) = actions.list_concepts(store, query="mill").items
    actions.approve(store, view.id)
    view = actions.add_term(store, view.id, Term("vi", "cối xay"))
    assert [(term.text, term.count > 1) for term in view.terms] == [("mill", False), ("cối xay", True)]


def test_the_evidence_of_one_text_is_none(store: Store, uploads: dict[str, Upload]) -> None:
    actions.add_concept(store, MILL)
    assert table_actions.evidence(store, []) is None
    assert "glossary" not in actions.get_work(store, load(store, uploads, "en")).signature


def terms(store: Store, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["terms", *arguments, "--db", str(store.path)])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_curates(store: Store, uploads: dict[str, Upload]) -> None:
    load(store, uploads, "en", "vi")
    code, out, _ = terms(store, "add", "--en", "mill", "--vi", "cối xay", "--zh-Hant", "磨坊", "--region", "TW")
    assert code == 0
    number = out.splitlines()[1].split("\t")[0]
    assert terms(store, "approve", number, "--prefer", "cối xay")[0] == 0
    assert terms(store, "add", "--to", number, "--vi", "máy xay")[0] == 0
    code, out, _ = terms(store, "forbid", number, "--term", "Máy xay")
    assert code == 0
    assert "✗máy xay" in out
    code, out, _ = terms(store, "list", "--status", "approved", "--query", "coi xay", "--json")
    (concept,) = json.loads(out)
    assert [(term["text"], term["region"]) for term in concept["terms"]] == [
        *(("mill", ""), ("cối xay", ""), ("máy xay", ""), ("磨坊", "TW")),
    ]
    assert terms(store, "edit", number, "--domain", "history", "--definition", "vi=nơi xay gạo")[0] == 0
    assert terms(store, "edit", number, "--term", "mill", "--note", "a building", "--pos", "noun")[0] == 0
    code, out, _ = terms(store, "history", number)
    assert code == 0
    assert "domain: history" in out
    assert [line.split("\t")[3] for line in out.splitlines()[1:]][-1] == "add"
    code, out, _ = terms(store, "split", number, "--term", "máy xay")
    assert code == 0
    other = out.splitlines()[2].split("\t")[0]
    assert terms(store, "merge", number, other)[0] == 0
    assert terms(store, "delete", number, "--reason", "none")[0] == 0
    assert number in terms(store, "deleted")[1]
    assert terms(store, "restore", number)[0] == 0
    change = terms(store, "history", number)[1].splitlines()[1].split("\t")[0]
    assert terms(store, "revert", change)[0] == 0
    assert terms(store, "show", number)[0] == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "99"], "There is no concept number 99."),
        (["approve", "x"], "is not a valid integer"),
        (["add"], "There is no term to add."),
        (["add", "--en", "mill"], "is a term of concept 1 already."),
        (["add", "--vi", "a", "--region", "Taiwan"], "is no region"),
        (["forbid", "1", "--term", "nothing"], "There is no term “nothing” in concept 1."),
        (["edit", "1"], "There is nothing to change."),
        (["edit", "1", "--text", "x"], "Say which one with --term."),
        (["split", "1", "--term", "mill", "--term", "cối xay", "--term", "máy xay", "--term", "磨坊"], "both sides"),
        (["merge", "1", "1"], "There is nothing to merge."),
        (["delete", "1", "2"], "There is no concept number 2."),
        (["list", "--work", "none"], "There is no work “none”."),
        (["restore", "1"], "No concept number 1 was deleted."),
        (["revert", "999"], "There is no revision number 999."),
    ],
)
def test_what_the_command_cannot_do_is_one_sentence(store: Store, arguments: list[str], sentence: str) -> None:
    actions.add_concept(store, MILL)
    before = actions.get_concept(store, 1)
    code, out, err = terms(store, *arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert actions.get_concept(store, 1) == before
