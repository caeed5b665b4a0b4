"""Findings: dismissed by finding, term, work and project, kept through runs and alignments, taken back; switches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from aligner.errors import InputError
from aligner.types import Row, Span, Table
from glossary.types import Concept, Finding, Severity, Status, Term
from web import actions
from web.actions.editing import edit_segment
from web.errors import Conflict, NotFound
from web.store import Store, findings, revisions, tables, works
from web.views import FindingView, Upload

ENGLISH = [
    "The mill was built in 1890.",
    "It ground 300 tonnes of rice a year.",
    "The miller sold the flour on the market.",
    "Nobody lived there after the flood of 1931.",
    "The village opened a school in it in 1954.",
]
VIETNAMESE = [
    "Cối xay được xây năm 1890.",
    "Mỗi năm nó xay 500 tấn gạo.",
    "Người thợ xay bán bột của của mình ở chợ.",
    "Sau trận lụt năm 1913 không ai sống ở đó.",
    "Năm 1954 làng mở một trường học của của mình trong đó.",
]


def upload(name: str, lines: Sequence[str]) -> Upload:
    return Upload(name, "\n\n".join(lines).encode(), name[:2])


def imported(store: Store, name: str, vietnamese: Sequence[str] = VIETNAMESE) -> int:
    files = [upload("en.txt", [f"{name}.", *ENGLISH]), upload("vi.txt", [f"{name}.", *vietnamese])]
    work = actions.import_files(store, files, work=name).works[0].id
    actions.check_work(store, work)
    return work


@pytest.fixture
def mill(store: Store) -> int:
    """A work with two numbers that differ, and one word twice in a row in two places."""
    return imported(store, "mill")


def listed(store: Store, work: int | None = None, status: str = "open", check: str | None = None) -> list[FindingView]:
    return list(actions.list_findings(store, work=work, status=status, check=check).items)


def one(store: Store, work: int, quote: str) -> FindingView:
    return next(item for item in listed(store, work, "all") if quote in str(item.quotes))


def test_a_dismissed_finding_stays_dismissed_through_runs_alignments_and_edits_elsewhere(
    store: Store, mill: int
) -> None:
    before = len(listed(store, mill))
    (held,) = actions.dismiss(store, [one(store, mill, "500").id], "  The  census says so. ")
    assert (held.scope, held.reason, held.work, held.findings) == ("finding", "The census says so.", "mill", 1)
    for again in (lambda: actions.check_work(store, mill), lambda: actions.realign(store, mill)):
        again()
        assert one(store, mill, "500").state == "dismissed"
    _merge_rows(store, mill, 1)
    actions.check_work(store, mill)
    view = one(store, mill, "500")
    assert view.row == 2
    assert (view.state, view.dismissal and view.dismissal.reason) == ("dismissed", "The census says so.")
    assert len(listed(store, mill)) == before - 1
    assert works.summary(store, mill).findings == before - 1


def _merge_rows(store: Store, work: int, index: int) -> None:
    """Put a row and the next into one, as somebody who mends the table would."""
    table = tables.value(store, work)
    first, second = table.rows[index : index + 2]
    spans = tuple(Span(a.start, b.stop) for a, b in zip(first.spans, second.spans, strict=True))
    merged: Table = replace(table, rows=(*table.rows[:index], Row(spans), *table.rows[index + 2 :]))
    with store.atomic():
        tables.write(store, work, merged)


def test_another_number_in_the_same_place_is_another_finding(store: Store) -> None:
    work = imported(store, "mill")
    actions.dismiss(store, [one(store, work, "500").id])
    other = imported(store, "second", [line.replace("500", "700") for line in VIETNAMESE])
    assert one(store, other, "700").state == "open"
    changed = [line.replace("xay 500", "xay đúng 500") for line in VIETNAMESE]
    table = tables.value(store, imported(store, "third", changed))
    assert table.rows  # the same words in another work are that work's business
    assert one(store, works.resolve(store, "third"), "500").state == "open"


@pytest.mark.parametrize(
    ("scope", "here", "there"),
    [("finding", 1, 0), ("term", 2, 0), ("work", 2, 0), ("project", 2, 2)],
)
def test_scopes_reach_as_far_as_they_say(store: Store, mill: int, scope: str, here: int, there: int) -> None:
    other = imported(store, "second", [line.replace("Cối xay được", "Cái cối được") for line in VIETNAMESE])
    doubled = listed(store, mill, check="doubled-word")
    assert len(doubled) == 2
    actions.dismiss(store, [doubled[0].id], "as spoken", scope)

    def dismissed(work: int) -> int:
        return len(listed(store, work, "dismissed", "doubled-word"))

    assert (dismissed(mill), dismissed(other)) == (here, there)
    assert not listed(store, mill, "dismissed", "quantities")
    actions.check_work(store, mill)
    actions.check_work(store, other)
    assert (dismissed(mill), dismissed(other)) == (here, there)
    newcomer = imported(store, "third", [line.replace("Cối xay được", "Cối đá được") for line in VIETNAMESE])
    assert dismissed(newcomer) == there
    actions.undo_dismissal(store)
    assert (dismissed(mill), dismissed(other), dismissed(newcomer)) == (0, 0, 0)
    with pytest.raises(NotFound):
        actions.undo_dismissal(store)


def test_many_are_dismissed_and_brought_back_as_one(store: Store, mill: int) -> None:
    store.who = "reviewer1"
    ids = [item.id for item in listed(store, mill)]
    assert len(ids) >= 4
    held = actions.dismiss(store, ids, "old work")
    assert len({view.batch for view in held}) == 1
    assert not listed(store, mill)
    noted = [record for record in revisions.of_work(store, mill) if record["what"] == "dismiss"]
    assert len(noted) == len(held)
    assert {(record["who"], record["after"]["reason"], record["batch"]) for record in noted} == {
        ("reviewer1", "old work", noted[-1]["id"])
    }
    store.who = "reviewer2"
    with pytest.raises(NotFound):
        actions.undo_dismissal(store)
    store.who = "reviewer1"
    assert len(actions.undo_dismissal(store)) == len(ids)
    assert len(listed(store, mill)) == len(ids)
    assert [record["what"] for record in revisions.of_work(store, mill)][: len(ids)] == ["undismiss"] * len(ids)


def test_the_narrowest_dismissal_shows_and_each_can_be_taken_back(store: Store, mill: int) -> None:
    view = listed(store, mill, check="doubled-word")[0]
    actions.dismiss(store, [view.id], "all of it", "work")
    (held,) = actions.dismiss(store, [view.id], "this one")
    found = actions.get_finding(store, view.id)
    assert found.dismissal is not None
    assert found.dismissal.id == held.id
    assert [item.scope for item in actions.list_dismissals(store, work=mill).items] == ["finding", "work"]
    actions.undismiss(store, [held.id])
    again = actions.get_finding(store, view.id).dismissal
    assert again is not None
    assert (again.scope, again.reason) == ("work", "all of it")
    assert actions.list_dismissals(store, scope="finding").total == 0


def test_a_reason_given_anew_takes_the_old_ones_place(store: Store, mill: int) -> None:
    view = one(store, mill, "500")
    (first,) = actions.dismiss(store, [view.id], "hm")
    (second,) = actions.dismiss(store, [view.id], "The census says so.")
    assert (first.id, second.reason) == (second.id, "The census says so.")


def test_terms_are_dismissed_by_their_concept_whatever_rendering_is_at_fault(store: Store) -> None:
    wrong = [line.replace("Cối xay", "Máy xát").replace("cối xay", "nhà máy") for line in VIETNAMESE]
    work = imported(store, "mill", [*wrong[:4], "Năm 1954 làng mở trường trong nhà máy."])
    approved = Status.APPROVED
    actions.add_concept(
        store, Concept((Term("en", "mill", approved), Term("vi", "cối xay", approved)), status=approved)
    )
    actions.check_work(store, work)
    found = listed(store, work, check="terms")
    assert found
    assert {tuple(item.about.items()) for item in found} == {(("en", "mill"),)}
    actions.dismiss(store, [found[0].id], "house style", "term")
    assert listed(store, work, check="terms") == []


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda store, id: actions.dismiss(store, [id], "x" * 501), "501 characters"),
        (lambda store, id: actions.dismiss(store, [id], "", "world"), "by “world”"),
        (lambda store, id: actions.dismiss(store, [999], ""), "no finding number 999"),
        (lambda store, id: actions.undismiss(store, [999]), "no dismissal number 999"),
        (lambda store, id: actions.known_by(store, "ab"), "is no fingerprint"),
        (lambda store, id: actions.known_by(store, "0" * 16), "no finding"),
        (lambda store, id: actions.list_findings(store, status="shut"), "no status"),
        (lambda store, id: actions.list_dismissals(store, scope="world"), "no scope"),
        (lambda store, id: actions.set_checks(store, off=["spelling"]), "no check"),
        (lambda store, id: actions.set_checks(store, profile="loud"), "no profile"),
        (lambda store, id: actions.remember_patterns(store, "a/b", b""), "plain name"),
        (lambda store, id: actions.forget_patterns(store, "house.toml"), "no file"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(store: Store, mill: int, call: object, says: str) -> None:
    before = actions.count_findings(store, status="all")
    with pytest.raises((InputError, NotFound)) as error:
        call(store, listed(store, mill)[0].id)  # type: ignore[operator]
    assert says in str(error.value)
    assert actions.count_findings(store, status="all") == before


def test_switches_and_profiles_hide_and_show_at_once(store: Store, mill: int) -> None:
    every = {item.check for item in listed(store, mill)}
    assert {"quantities", "doubled-word"} <= every
    shown = actions.set_checks(store, off=["doubled-word"])
    assert [view.id for view in shown.checks if not view.on] == ["doubled-word"]
    assert {item.check for item in listed(store, mill)} == every - {"doubled-word"}
    assert actions.list_findings(store, work=mill, check="doubled-word").total == 0
    assert len(listed(store, mill, "hidden")) == 2
    assert works.summary(store, mill).findings == len(listed(store, mill))
    actions.check_work(store, mill)
    assert "doubled-word" not in {item.check for item in listed(store, mill)}
    actions.set_checks(store, on=["doubled-word"], profile="quiet")
    assert {item.severity for item in listed(store, mill)} == {"error"}
    actions.set_checks(store, profile="strict")
    assert {item.check for item in listed(store, mill)} == every


def test_facets_count_what_each_choice_would_show(store: Store, mill: int) -> None:
    counts = actions.count_findings(store, check="doubled-word")
    assert counts.checks["quantities"] == len(listed(store, mill, check="quantities"))
    assert counts.langs == {"vi": 2}
    assert counts.works == {mill: 2}
    actions.dismiss(store, [listed(store, mill, check="doubled-word")[0].id])
    assert actions.count_findings(store, check="doubled-word").states == {"open": 1, "dismissed": 1}


HOUSE = """
[[check]]
id = "mill"
pattern = '(?i)cối xay'
langs = ["vi"]
message = "The house says máy xay."
suggestion = 'máy xay'

[[check]]
id = "slow"
pattern = 'a'
message = "Never said."
suggestion = '\\4'
"""


def test_files_of_patterns_are_remembered_stored_and_dismissed(store: Store, mill: int) -> None:
    assert list(actions.remember_patterns(store, "house.toml", HOUSE.encode())) == ["custom:mill", "custom:slow"]
    run = actions.run_checks(store, mill)
    assert any("custom:slow" in warning for warning in run.warnings)
    found = listed(store, mill, check="custom:mill")
    assert {(item.suggestion, item.quotes["vi"][0].lower()) for item in found} == {("máy xay", "cối xay")}
    actions.dismiss(store, [found[0].id], "quoted", "project")
    actions.realign(store, mill)
    assert not listed(store, mill, check="custom:mill")
    assert len(listed(store, mill, "dismissed", "custom:mill")) == len(found)
    settings = actions.get_checks(store)
    assert settings.files == ("house.toml",)
    assert {view.id: view.file for view in settings.checks if view.file} == {
        "custom:mill": "house.toml",
        "custom:slow": "house.toml",
    }
    with pytest.raises(InputError, match="house"):
        actions.remember_patterns(store, "other.toml", HOUSE.encode())
    actions.forget_patterns(store, "house.toml")
    actions.check_work(store, mill)
    assert not listed(store, mill, "all", "custom:mill")


def test_each_run_says_what_is_new_and_what_is_gone(store: Store, mill: int) -> None:
    (first,) = actions.list_runs(store, mill)
    assert (first.fresh, first.gone) == (sum(sum(one.values()) for one in first.counts.values()), 0)
    assert not any(item.fresh for item in listed(store, mill))
    actions.remember_patterns(store, "house.toml", HOUSE.encode())
    actions.realign(store, mill)
    second, _ = actions.list_runs(store, mill)
    assert (second.fresh, second.gone) == (len(listed(store, mill, check="custom:mill")), 0)
    assert {item.check for item in listed(store, mill) if item.fresh} == {"custom:mill"}
    actions.forget_patterns(store, "house.toml")
    actions.check_work(store, mill)
    assert actions.list_runs(store, mill)[0].gone == second.fresh


def test_what_hangs_on_an_edited_sentence_follows(store: Store) -> None:
    words = [line.replace("Mỗi năm", "Mỗi -- năm") for line in VIETNAMESE]
    work = imported(store, "mill", words)
    house = "[[check]]\nid = 'hyphens'\npattern = '--'\nmessage = 'Write a dash.'\n"
    actions.remember_patterns(store, "house.toml", house.encode())
    actions.check_work(store, work)
    number = one(store, work, "500")
    actions.dismiss(store, [number.id], "The census says so.")
    (hyphens,) = listed(store, work, check="custom:hyphens")
    segment = next(cell.segments[0] for cell in actions.get_row(store, work, number.row).cells if cell.lang == "vi")
    edit_segment(store, segment.id, segment.text.replace("Mỗi", "Cứ mỗi"))
    again = one(store, work, "500")
    assert (again.state, again.row) == ("dismissed", number.row)
    (left,) = listed(store, work, check="custom:hyphens")
    assert left.spans != hyphens.spans


def test_a_finding_of_several_rows_goes_on_to_the_next_when_one_is_mended(store: Store) -> None:
    work = imported(store, "mill")
    table = tables.value(store, work)
    rows = {table.texts(row)["vi"]: number for number, row in enumerate(table.rows)}
    first, second = rows[VIETNAMESE[2]], rows[VIETNAMESE[4]]
    spans = {"vi": (Span(*_place(VIETNAMESE[2], "của của")),)}
    drift = Finding("terms", Severity.INFO, first, ("vi",), "", {}, spans, {"vi": ("của của",)}, rows=(second,))
    with store.atomic():
        findings.write(store, work, table, [replace(drift, about={"en": "mill"}, gathered=True)])
    (before,) = listed(store, work)
    actions.dismiss(store, [before.id], "spoken")
    segment = next(cell.segments[0] for cell in actions.get_row(store, work, first + 1).cells if cell.lang == "vi")
    edit_segment(store, segment.id, "Người thợ xay bán bột ở chợ.")
    (after,) = listed(store, work, "dismissed", "terms")
    assert (before.row, after.row, after.rows) == (first + 1, second + 1, ())
    start, stop = after.spans["vi"][0]
    assert VIETNAMESE[4][start:stop] == "của của"


def _place(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def test_a_dismissal_is_taken_back_out_of_the_history(store: Store, mill: int) -> None:
    view = one(store, mill, "500")
    actions.dismiss(store, [view.id], "x", "term")
    change = next(item for item in actions.work_history(store, mill).items if item.what == "dismiss")
    actions.take_back(store, change.id)
    assert actions.get_finding(store, view.id).state == "open"
    assert actions.work_history(store, mill).items[0].what == "undismiss"
    with pytest.raises(Conflict):
        actions.take_back(store, change.id)
