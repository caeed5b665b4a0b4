"""Comments: threads on rows, concepts and terms, with mentions; they stay with what they are about."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aligner.errors import InputError
from glossary.types import Concept, Term
from web import actions
from web.actions import comments
from web.errors import Conflict, Forbidden, NotFound
from web.store import Store
from web.views import Upload


@pytest.fixture
def work(store: Store, uploads: Mapping[str, Upload]) -> str:
    store.who = "reviewer1"
    return actions.import_files(store, [uploads["en"], uploads["vi"]]).works[0].slug


def test_a_thread_goes_from_question_to_answer_to_resolved_and_open_again(store: Store, work: str) -> None:
    thread = actions.comment_row(store, work, 2, "Was it 1890?")
    store.who = "reviewer2"
    actions.answer(store, thread.id, "It was. @Reviewer1")
    found = actions.resolve_thread(store, thread.id)
    assert [(one.who, one.text, one.mentions) for one in found.comments] == [
        ("reviewer1", "Was it 1890?", ()),
        ("reviewer2", "It was. @Reviewer1", ("reviewer1",)),
    ]
    assert found.resolver == "reviewer2"
    assert actions.list_threads(store).items == ()
    assert [one.id for one in actions.list_threads(store, state="resolved").items] == [thread.id]
    assert actions.resolve_thread(store, thread.id, resolved=False).resolved == ""
    assert [one.id for one in actions.list_threads(store, mention="reviewer1").items] == [thread.id]
    assert actions.list_threads(store, mention="reviewer2").total == 0
    assert [one.what for one in actions.work_history(store, work).items][:2] == ["reopen", "resolve"]


def test_a_row_counts_its_open_threads(store: Store, work: str) -> None:
    one, two = (actions.comment_row(store, work, 2, text) for text in ("One.", "Two."))
    actions.comment_row(store, work, 5, "Elsewhere.")
    assert actions.count_row_threads(store, work) == {2: 2, 5: 1}
    actions.resolve_thread(store, one.id)
    assert actions.count_row_threads(store, work) == {2: 1, 5: 1}
    assert [thread.id for thread in actions.row_threads(store, work, 2)] == [two.id, one.id]
    assert actions.row_threads(store, work, 2)[0].about["en"] == "The mill was built in 1890."


def test_comments_stay_with_what_the_row_says(store: Store, work: str, uploads: Mapping[str, Upload]) -> None:
    actions.comment_row(store, work, 4, "About the heading.")
    rows = actions.get_rows(store, work).items
    actions.merge_rows(store, rows[1].id)
    assert actions.count_row_threads(store, work) == {3: 1}
    actions.undo(store, work)
    assert actions.count_row_threads(store, work) == {4: 1}
    actions.import_files(store, [uploads["zh-Hant"]], work=work)
    (thread,) = actions.list_threads(store, work=work).items
    row = actions.get_row(store, work, thread.row or 0)
    assert next(cell.text for cell in row.cells if cell.lang == "en") == "After the flood"


def test_a_comment_whose_row_is_gone_goes_to_the_one_that_took_it_in(store: Store, work: str) -> None:
    actions.comment_row(store, work, 3, "About the rice.")
    actions.merge_rows(store, actions.get_rows(store, work).items[1].id)
    assert actions.count_row_threads(store, work) == {2: 1}


def test_one_changes_and_deletes_ones_own_comments(store: Store, work: str) -> None:
    thread = actions.comment_row(store, work, 2, "A slipp.")
    changed = actions.edit_comment(store, thread.id, "A slip.", version=1)
    assert (changed.comments[0].text, bool(changed.comments[0].edited)) == ("A slip.", True)
    with pytest.raises(Conflict):
        actions.edit_comment(store, thread.id, "Again.", version=1)
    store.act_as("translator1", "translator")
    with pytest.raises(Forbidden):
        actions.edit_comment(store, thread.id, "Mine now.")
    with pytest.raises(Forbidden):
        actions.delete_comment(store, thread.id)
    reply = actions.answer(store, thread.id, "Seen.").comments[-1]
    actions.delete_comment(store, reply.id)
    assert len(actions.get_thread(store, thread.id).comments) == 1
    store.act_as("reviewer1", "reviewer")
    actions.delete_comment(store, thread.id)
    with pytest.raises(NotFound):
        actions.get_thread(store, thread.id)


def test_concepts_and_terms_have_comments_that_wait_while_they_are_deleted(store: Store, work: str) -> None:
    concept = actions.add_concept(store, Concept((Term("en", "mill"), Term("vi", "cối xay"))))
    other = actions.add_concept(store, Concept((Term("en", "windmill"),)))
    term = concept.terms[1]
    actions.comment_concept(store, concept.id, "Which one?", term=term.id)
    assert actions.list_threads(store, concept=concept.id).items[0].about == {"vi": "cối xay"}
    with pytest.raises(NotFound):
        actions.comment_concept(store, other.id, "Not its term.", term=term.id)
    actions.delete_concept(store, concept.id)
    assert actions.list_threads(store).total == 0
    actions.restore_concept(store, concept.id)
    assert actions.list_threads(store).total == 1
    actions.merge_concepts(store, other.id, concept.id)
    (thread,) = actions.list_threads(store).items
    assert (thread.concept, thread.term) == (other.id, term.id)


def test_a_commented_proposal_is_not_dropped_by_mining(store: Store, work: str) -> None:
    actions.mine_work(store, work)
    concept = actions.list_concepts(store, limit=1).items[0]
    actions.comment_concept(store, concept.id, "Keep an eye on this.")
    for held in actions.get_work(store, work).documents:
        actions.delete_document(store, held.id)
    actions.mine_work(store, work) if actions.get_work(store, work).documents else None
    assert actions.get_concept(store, concept.id).id == concept.id


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 5001])
def test_a_comment_says_something_and_not_too_much(store: Store, work: str, text: str) -> None:
    with pytest.raises(InputError):
        actions.comment_row(store, work, 2, text)
    assert actions.list_threads(store).total == 0


def test_whoever_may_read_may_comment_but_nobody_unknown(store: Store, work: str) -> None:
    store.act_as("viewer1", "viewer")
    actions.comment_row(store, work, 2, "May I?")
    store.act_as("", "")
    with pytest.raises(Forbidden):
        actions.comment_row(store, work, 2, "May I too?")


def test_comments_go_with_their_work(store: Store, work: str) -> None:
    actions.comment_row(store, work, 2, "Gone soon.")
    actions.delete_work(store, work)
    assert store.value("SELECT count(*) FROM comments") == 0


def test_a_thread_does_not_go_on_without_end(store: Store, work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST", 3)
    thread = actions.comment_row(store, work, 2, "Was it 1890?")
    for _ in range(2):
        actions.answer(store, thread.id, "It was.")
    with pytest.raises(InputError, match="The thread has 3 comments"):
        actions.answer(store, thread.id, "It was.")
    assert actions.comment_row(store, work, 2, "Was it 1890?").id != thread.id
