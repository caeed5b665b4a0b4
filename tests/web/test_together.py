"""Two people in one work: each is told what the other did, cheaply, and nothing is told twice or forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner.errors import InputError
from web import actions
from web.actions import editing
from web.actions.together import MOST, after, changes, seen
from web.errors import Conflict
from web.store import Store, together
from web.views import Upload


@pytest.fixture
def mill(store: Store, uploads: dict[str, Upload]) -> str:
    """The story of the mill, aligned in four languages."""
    store.who = "one"
    return actions.import_files(store, list(uploads.values()), title="The mill", align=True).works[0].slug


@pytest.fixture
def other(database: Path, mill: str) -> Iterator[Store]:
    """The same store as somebody else has it open."""
    with Store(database, who="two") as opened:
        yield opened


def row(store: Store, work: str, number: int) -> tuple[int, int]:
    found = actions.get_row(store, work, number)
    return found.id, found.version


def test_nothing_is_told_when_nothing_happened(store: Store, mill: str) -> None:
    assert changes(store, mill, seen(store, mill)) is None


def test_a_confirmed_row_is_told_with_who_confirmed_it(store: Store, other: Store, mill: str) -> None:
    since = seen(store, mill)
    editing.confirm_rows(other, [row(other, mill, 2)[0]])
    told = changes(store, mill, since)
    assert told is not None
    assert [(edit.who, edit.what, edit.at, edit.old, edit.new) for edit in told.edits] == [
        ("two", "confirm-rows", 2, 1, 1)
    ]
    assert [(one.number, one.confirmed, one.confirmer) for one in told.rows] == [(2, True, "two")]
    assert not told.whole
    assert changes(store, mill, told.since) is None


def test_whose_words_gave_way_is_told_which_they_were(store: Store, other: Store, mill: str) -> None:
    first, second = (actions.get_row(store, mill, 2).cells[n].segments[0].id for n in (0, 1))
    editing.edit_segment(store, first, "Mine.")
    since = seen(store, mill)
    editing.edit_segment(other, second, "Beside it.")
    editing.edit_segment(other, first, "Theirs.")
    told = changes(store, mill, since)
    assert told is not None
    assert [(edit.what, edit.yours) for edit in told.edits] == [("edit-text", ""), ("edit-text", "Mine.")]
    editing.edit_segment(store, first, "Mine again.")
    editing.edit_segment(other, first, "Theirs again.")
    for who, yours in ((store, ["", "Mine again."]), (other, ["Theirs.", ""])):
        found = changes(who, mill, told.since)
        assert found is not None
        assert [edit.yours for edit in found.edits] == yours


def test_rows_that_became_one_are_told_as_such(store: Store, other: Store, mill: str) -> None:
    since = seen(store, mill)
    before = actions.get_rows(store, mill).total
    editing.merge_rows(other, row(other, mill, 2)[0])
    told = changes(store, mill, since)
    assert told is not None
    assert [(edit.at, edit.old, edit.new) for edit in told.edits] == [(2, 2, 1)]
    assert actions.get_rows(store, mill).total == before - 1
    actions.undo(other, mill)
    again = changes(store, mill, told.since)
    assert again is not None
    assert [(edit.what, edit.at, edit.old, edit.new) for edit in again.edits] == [("undo", 2, 1, 2)]
    assert [one.number for one in again.rows] == [2, 3]


def test_who_edits_alone_knows_the_state_that_the_edit_left(store: Store, other: Store, mill: str) -> None:
    since = seen(store, mill)
    one = editing.confirm_rows(store, [row(store, mill, 2)[0]])
    alone = after(store, mill, since, one.revision)
    assert alone == seen(store, mill)
    assert changes(store, mill, alone) is None
    editing.confirm_rows(other, [row(other, mill, 3)[0]])
    two = editing.confirm_rows(store, [row(store, mill, 4)[0]])
    assert after(store, mill, alone, two.revision) == ""
    told = changes(store, mill, alone)
    assert told is not None
    assert [edit.at for edit in told.edits] == [3, 4]


def test_typing_that_goes_on_is_told_each_time(store: Store, other: Store, mill: str) -> None:
    segment = actions.get_row(other, mill, 2).cells[0].segments[0].id
    first = editing.edit_segment(other, segment, "The mill was")
    since = seen(store, mill)
    editing.edit_segment(other, segment, "The mill was old", going_on=first.revision)
    told = changes(store, mill, since)
    assert told is not None
    assert [one.cells[0].segments[0].text for one in told.rows] == ["The mill was old"]
    assert not told.whole


def test_a_table_drawn_anew_is_read_anew(store: Store, other: Store, mill: str) -> None:
    since = seen(store, mill)
    actions.realign(other, mill)
    told = changes(store, mill, since)
    assert told is not None
    assert (told.whole, told.rows) == (True, ())
    assert changes(store, mill, told.since) is None


def test_whoever_was_away_for_long_reads_anew(store: Store, other: Store, mill: str) -> None:
    since = seen(store, mill)
    identifier = row(other, mill, 1)[0]
    for count in range(MOST + 1):
        editing.bookmark_row(other, identifier, bookmark=count % 2 == 0)
    told = changes(store, mill, since)
    assert told is not None
    assert told.whole


def test_only_the_work_that_was_asked_about_counts(store: Store, other: Store, mill: str) -> None:
    text = Upload("other.en.md", b"# Other\n\nOne more.\n")
    second = actions.import_files(other, [text], title="Another").works[0].slug
    since = seen(store, mill)
    editing.confirm_rows(other, [row(other, second, 1)[0]])
    assert changes(store, mill, since) is None


def test_the_slower_of_two_gets_both_texts(store: Store, other: Store, mill: str) -> None:
    here = actions.get_row(store, mill, 2).cells[0].segments[0]
    version = together.state(store, 1)[0]
    assert version == 0
    editing.edit_segment(other, here.id, "Theirs stands.", version=1)
    with pytest.raises(Conflict) as refused:
        editing.edit_segment(store, here.id, "Mine comes late.", version=1)
    facts = refused.value.facts
    assert (facts["mine"], facts["theirs"], facts["who"]) == ("Mine comes late.", "Theirs stands.", "two")


@pytest.mark.parametrize("since", ["", "1", "1-2", "a-b-c", "1-2-3-4", "9" * 40 + "-1-1"])
def test_a_state_that_is_none_is_refused(store: Store, mill: str, since: str) -> None:
    with pytest.raises(InputError):
        changes(store, mill, since)
