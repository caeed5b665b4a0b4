"""New versions of a document: what did not change keeps its rows, and what people did to them; the old one is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from aligner.errors import InputError
from web import actions
from web.errors import Conflict, Forbidden, NotFound
from web.store import Store
from web.views import RowView, Upload

CHANGED = """# Cối xay bên sông

Cối xay được xây dựng năm 1891. Mỗi năm nó xay 300 tấn gạo. Nó thuộc về một gia đình.

## Sau trận lụt

Sau trận lụt không ai sống ở đó nữa.
"""


@pytest.fixture
def work(store: Store, uploads: Mapping[str, Upload]) -> str:
    return actions.import_files(store, [uploads["en"], uploads["vi"], uploads["zh-Hant"]]).works[0].slug


def document(store: Store, work: str, lang: str = "vi") -> int:
    return actions.find_document(store, f"{work}:{lang}")


def rows(store: Store, work: str) -> dict[str, RowView]:
    """The rows by their English text, or by their Vietnamese where there is none."""
    found = actions.get_rows(store, work).items
    return {next(cell.text for cell in row.cells if cell.text): row for row in found}


def test_unchanged_sentences_keep_their_rows_and_what_people_did(store: Store, work: str) -> None:
    before = rows(store, work)
    tonnes = before["It ground 300 tonnes of rice a year."]
    words = next(cell.segments[0] for cell in tonnes.cells if cell.lang == "vi")
    actions.edit_segment(store, words.id, "Mỗi năm nó xay ba trăm tấn gạo.")
    store.who = "reviewer1"
    actions.confirm_rows(store, [before["It ground 300 tonnes of rice a year."].id])
    actions.bookmark_row(store, before["The mill by the river"].id)
    actions.comment_row(store, work, before["After the flood"].number, "A good heading.")
    report = actions.replace_document(store, f"{work}:vi", Upload("mill.second.vi.md", CHANGED.encode()))
    assert {kind: count for kind, count in report.counts.items() if count} == {
        "same": 4,
        "changed": 1,
        "added": 1,
        "removed": 1,
    }
    after = rows(store, work)
    for text in ("The mill by the river", "It ground 300 tonnes of rice a year.", "After the flood"):
        assert after[text].id == before[text].id
        assert (after[text].score, after[text].band) == (
            (before[text].score, before[text].band)
            if text != "It ground 300 tonnes of rice a year."
            else (after[text].score, "good")
        )
    confirmed = after["It ground 300 tonnes of rice a year."]
    assert (confirmed.confirmed, confirmed.confirmer) == (True, "reviewer1")
    kept = next(cell.segments[0] for cell in confirmed.cells if cell.lang == "vi")
    assert (kept.text, kept.edited, kept.id) == ("Mỗi năm nó xay ba trăm tấn gạo.", True, words.id)
    assert after["The mill by the river"].bookmark
    assert [thread.row for thread in actions.list_threads(store, work=work).items] == [after["After the flood"].number]


def test_changed_sentences_are_listed_and_no_longer_confirmed(store: Store, work: str) -> None:
    built = rows(store, work)["The mill was built in 1890."]
    actions.confirm_rows(store, [built.id])
    report = actions.replace_document(store, f"{work}:vi", Upload("mill.second.vi.md", CHANGED.encode()))
    after = rows(store, work)
    now = after["The mill was built in 1890."]
    assert now.id == built.id
    assert not now.confirmed
    assert now.version != built.version
    assert now.number in report.rows
    assert {after[text].number for text in after if "gia đình" in " ".join(c.text for c in after[text].cells)} <= set(
        report.rows
    )
    assert after["The mill by the river"].number not in report.rows
    texts = {cell.lang: cell.text for cell in now.cells}
    assert "1891" in texts["vi"]
    assert "1890" in texts["zh-Hant"]


FROM_FRONT = """# Cối xay bên sông

Cối xay được xây dựng năm 1890. Sau trận lụt không ai sống ở đó nữa. Mỗi năm nó xay 300 tấn gạo.

## Sau trận lụt

"""


def test_what_is_moved_or_taken_out_leaves_its_row_in_place(store: Store, work: str) -> None:
    before = rows(store, work)
    flood, rice = before["Nobody lived there after the flood."], before["It ground 300 tonnes of rice a year."]
    for row in (flood, rice):
        actions.bookmark_row(store, row.id)
    actions.confirm_rows(store, [flood.id, rice.id])
    actions.replace_document(store, f"{work}:vi", Upload("mill.second.vi.md", FROM_FRONT.encode()))
    after = rows(store, work)
    left, there = after["Nobody lived there after the flood."], after["Sau trận lụt không ai sống ở đó nữa."]
    assert (left.id, left.bookmark, left.confirmed) == (flood.id, True, False)
    assert (left.moved, there.moved) == (there.number, left.number)
    assert after["It ground 300 tonnes of rice a year."].confirmed
    without = FROM_FRONT.replace("Mỗi năm nó xay 300 tấn gạo.", "")
    actions.replace_document(store, f"{work}:vi", Upload("mill.third.vi.md", without.encode()))
    alone = rows(store, work)["It ground 300 tonnes of rice a year."]
    assert (alone.id, alone.bookmark, alone.confirmed) == (rice.id, True, False)


def test_a_sentence_that_people_cut_stays_cut(store: Store, work: str) -> None:
    row = rows(store, work)["It ground 300 tonnes of rice a year."]
    words = next(cell.segments[0] for cell in row.cells if cell.lang == "vi")
    actions.split_row(store, row.id, words.id, len("Mỗi năm nó"))
    before = {row.id: [cell.text for cell in row.cells] for row in actions.get_rows(store, work).items}
    actions.replace_document(store, f"{work}:vi", Upload("mill.second.vi.md", CHANGED.encode()))
    after = {row.id: [cell.text for cell in row.cells] for row in actions.get_rows(store, work).items}
    halves = [texts for texts in before.values() if texts[1] in ("Mỗi năm nó", "xay 300 tấn gạo.")]
    assert len(halves) == 2
    assert all(texts in after.values() for texts in halves)


def test_the_old_version_is_kept_and_can_stand_again(store: Store, work: str, uploads: Mapping[str, Upload]) -> None:
    number = document(store, work)
    actions.replace_document(store, number, Upload("mill.second.vi.md", CHANGED.encode()))
    now, before = actions.list_versions(store, number)
    assert (now.number, now.ref, before.number, before.ref) == (2, str(number), 1, f"{number}@1")
    assert actions.version_bytes(store, number, 1) == uploads["vi"].data
    assert actions.version_bytes(store, number, 2) == CHANGED.encode()
    actions.restore_version(store, number, 1)
    assert actions.document_bytes(store, number) == uploads["vi"].data
    assert [one.number for one in actions.list_versions(store, number)] == [3, 2, 1]
    assert len(actions.get_rows(store, work).items) == 6
    assert actions.diff_versions(store, f"{number}@1", str(number)).equal


def test_what_people_wrote_comes_back_with_its_version(store: Store, work: str) -> None:
    number = document(store, work)
    built = rows(store, work)["The mill was built in 1890."]
    words = next(cell.segments[0] for cell in built.cells if cell.lang == "vi")
    actions.edit_segment(store, words.id, "Cối xay dựng năm 1890.")
    actions.replace_document(store, number, Upload("mill.second.vi.md", CHANGED.encode()))
    actions.restore_version(store, number, 1)
    now = rows(store, work)["The mill was built in 1890."]
    assert next(cell.text for cell in now.cells if cell.lang == "vi") == "Cối xay dựng năm 1890."


def test_the_same_file_changes_nothing(store: Store, work: str, uploads: Mapping[str, Upload]) -> None:
    report = actions.replace_document(store, f"{work}:vi", uploads["vi"])
    assert report.known
    assert report.version.number == 1


def test_a_file_in_another_language_is_refused(store: Store, work: str, uploads: Mapping[str, Upload]) -> None:
    with pytest.raises(InputError, match=r"English.*Vietnamese"):
        actions.replace_document(store, f"{work}:vi", Upload("other.md", uploads["en"].data + b"\nMore of it."))
    assert actions.list_versions(store, document(store, work))[0].number == 1


def test_a_document_that_was_changed_meanwhile_is_a_conflict(store: Store, work: str) -> None:
    number = document(store, work)
    seen = actions.get_document(store, number).version
    actions.replace_document(store, number, Upload("a.md", CHANGED.encode()), version=seen)
    with pytest.raises(Conflict):
        actions.replace_document(store, number, Upload("b.md", CHANGED.encode() + b"\nXong."), version=seen)


@pytest.mark.parametrize("ref", ["99", "nothing:vi", "mill", "the-mill-by-the-river:zh-Hans"])
def test_a_document_that_is_not_there_is_named(store: Store, work: str, ref: str) -> None:
    with pytest.raises(NotFound):
        actions.find_document(store, ref)


def test_a_text_alone_in_its_work_has_versions_too(store: Store) -> None:
    work = actions.import_files(
        store, [Upload("a.md", b"# Mill\n\nThe mill was built in 1890. It ground rice.\n")]
    ).works[0]
    first = actions.get_rows(store, work.id).items
    actions.replace_document(
        store, f"{work.slug}:en", Upload("b.md", b"# Mill\n\nThe mill was built in 1890. It ground wheat. It stands.\n")
    )
    after = actions.get_rows(store, work.id).items
    assert [row.cells[0].text for row in after] == [
        "Mill",
        "The mill was built in 1890.",
        "It ground wheat.",
        "It stands.",
    ]
    assert [row.id for row in after[:3]] == [row.id for row in first]


def test_deleting_a_text_deletes_its_versions_and_their_files(store: Store, work: str) -> None:
    number = document(store, work)
    actions.replace_document(store, number, Upload("b.md", CHANGED.encode()))
    actions.delete_document(store, number)
    assert store.value("SELECT count(*) FROM versions") == 0
    assert store.value("SELECT count(*) FROM files") == 2


def test_dismissed_findings_of_unchanged_rows_stay_dismissed(store: Store, work: str) -> None:
    text = CHANGED.replace("300 tấn", "400 tấn")
    actions.replace_document(store, f"{work}:vi", Upload("a.md", text.encode()))
    actions.check_work(store, work)
    wrong = [
        f for f in actions.list_findings(store, work=work).items if f.check == "quantities" and "400" in str(f.values)
    ]
    assert wrong
    actions.dismiss_finding(store, wrong[0].id, reason="as in the original")
    actions.replace_document(store, f"{work}:vi", Upload("b.md", text.replace("1891", "1892").encode()))
    again = [f for f in actions.list_findings(store, work=work).items if f.fingerprint == wrong[0].fingerprint]
    assert [f.dismissed for f in again] == [True]


def test_versions_and_translations_are_compared(store: Store, work: str, uploads: Mapping[str, Upload]) -> None:
    number = document(store, work)
    actions.replace_document(store, number, Upload("b.md", CHANGED.encode()))
    found = actions.diff_versions(store, f"{number}@1", str(number), metrics=["chrf"])
    assert found.counts["changed"] == found.counts["added"] == found.counts["removed"] == 1
    pair = next(pair for pair in found.pairs if pair.kind == "changed")
    assert [pair.new_text[slice(*edit.new)] for edit in pair.edits if edit.kind != "same"] == ["1891"]
    assert pair.row == rows(store, work)["The mill was built in 1890."].number
    assert 0 < pair.scores["chrf"] < 100
    assert found.signatures["chrf"].startswith("nrefs:1")
    actions.import_files(store, [uploads["zh-Hans"]], work=work)
    hant, hans = document(store, work, "zh-Hant"), document(store, work, "zh-Hans")
    scripts = actions.diff_versions(store, str(hans), str(hant))
    assert scripts.ignored == ("script",)
    differing = [(p.old_text, p.new_text) for p in scripts.pairs if p.kind != "same"]
    assert differing == [("它每年磨300吨大米。", "它每年磨300噸稻米。")]
    assert [one.document for one in actions.comparable(store, hans)] == [hans, hant]


def test_what_was_edited_here_is_compared_with_the_file(store: Store, work: str) -> None:
    number = document(store, work)
    words = next(c.segments[0] for c in rows(store, work)["After the flood"].cells if c.lang == "vi")
    actions.edit_segment(store, words.id, "Sau cơn lũ")
    found = actions.diff_versions(store, f"{number}@file", str(number))
    assert [(p.old_text, p.new_text) for p in found.pairs if p.kind != "same"] == [("Sau trận lụt", "Sau cơn lũ")]


@pytest.mark.parametrize(
    ("old", "new", "error"), [("1", "2", InputError), ("1@7", "1", NotFound), ("x", "1", NotFound)]
)
def test_what_cannot_be_compared_is_said(store: Store, work: str, old: str, new: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        actions.diff_versions(store, old, new)


# History.


def test_the_history_tells_who_changed_what_from_what(store: Store, work: str) -> None:
    store.who = "reviewer1"
    row = rows(store, work)["After the flood"]
    words = next(cell.segments[0] for cell in row.cells if cell.lang == "vi")
    actions.edit_segment(store, words.id, "Sau cơn lũ")
    actions.replace_document(store, f"{work}:vi", Upload("b.md", CHANGED.encode()))
    version, edit, made = actions.work_history(store, work).items
    assert (made.what, edit.what, version.what) == ("import", "edit-text", "version")
    assert [(change.lang, change.before, change.after) for change in edit.changes] == [
        ("vi", "Sau trận lụt", "Sau cơn lũ")
    ]
    now = rows(store, work)["After the flood"].number
    assert (edit.who, edit.row) == ("reviewer1", now)
    assert [one.id for one in actions.row_history(store, work, now)] == [edit.id]
    other = rows(store, work)["The mill was built in 1890."].number
    assert actions.row_history(store, work, other) == ()


def test_one_change_is_taken_back(store: Store, work: str) -> None:
    row = rows(store, work)["After the flood"]
    words = next(cell.segments[0] for cell in row.cells if cell.lang == "vi")
    actions.edit_segment(store, words.id, "Sau cơn lũ")
    actions.rename_work(store, work, "Another title")
    edit = next(one for one in actions.work_history(store, work).items if one.what == "edit-text")
    taken = actions.take_back(store, edit.id)
    assert taken.undone
    assert next(c.text for c in rows(store, work)["After the flood"].cells if c.lang == "vi") == "Sau trận lụt"
    with pytest.raises(Conflict, match="already"):
        actions.take_back(store, edit.id)
    rename = next(one for one in actions.work_history(store, work).items if one.what == "rename")
    actions.take_back(store, rename.id)
    assert actions.get_work(store, work).summary.title == "The mill by the river"


def test_a_new_version_is_taken_back_unless_another_came_since(store: Store, work: str) -> None:
    number = document(store, work)
    actions.replace_document(store, number, Upload("b.md", CHANGED.encode()))
    actions.replace_document(store, number, Upload("c.md", CHANGED.replace("1891", "1892").encode()))
    second, first = [one for one in actions.work_history(store, work).items if one.what == "version"]
    with pytest.raises(Conflict, match="changed again"):
        actions.take_back(store, first.id)
    actions.take_back(store, second.id)
    assert actions.document_bytes(store, number) == CHANGED.encode()


def test_others_changes_are_for_reviewers_to_take_back(store: Store, work: str) -> None:
    store.act_as("reviewer1", "reviewer")
    actions.rename_work(store, work, "Another title")
    change = actions.work_history(store, work).items[0]
    store.act_as("translator1", "translator")
    with pytest.raises(Forbidden):
        actions.take_back(store, change.id)
    store.act_as("reviewer2", "reviewer")
    assert actions.take_back(store, change.id)


def test_the_history_of_a_term_has_its_own_changes_only(store: Store, work: str) -> None:
    actions.mine_work(store, work)
    concept = actions.list_concepts(store, limit=1).items[0]
    one, other = concept.terms[:2]
    actions.edit_term(store, one.id, {"note": "seen"})
    actions.edit_term(store, other.id, {"note": "also seen"})
    found = actions.term_history(store, concept.id, one.id)
    assert [change.after["terms"][str(one.id)]["note"] for change in found if change.after] == ["seen"]
    with pytest.raises(NotFound):
        actions.term_history(store, concept.id, 9999)


def test_a_file_that_is_another_text_of_the_work_is_refused(store: Store, uploads: Mapping[str, Upload]) -> None:
    work = actions.import_files(store, [uploads["en"], uploads["vi"]]).works[0].slug
    before = rows(store, work)
    with pytest.raises(InputError, match=r"mill\.vi\.md is in the work already, as mill\.vi\.md"):
        actions.replace_document(store, document(store, work, "en"), replace(uploads["vi"], lang="en"))
    assert rows(store, work) == before
    assert store.value("SELECT count(*) FROM versions") == 0
