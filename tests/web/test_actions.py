"""The actions: what import, overruling, aligning anew, export and the lists promise."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from aligner.errors import InputError
from web import actions
from web.errors import Conflict, NotFound
from web.store import Store, works
from web.views import Upload

Files = dict[str, Upload]


def import_mill(store: Store, uploads: Files, *langs: str) -> int:
    return actions.import_files(store, [uploads[lang] for lang in langs]).works[0].id


def test_files_given_together_become_one_aligned_work(store: Store, uploads: Files) -> None:
    report = actions.import_files(store, list(uploads.values()))
    (work,) = report.works
    assert (work.title, work.slug, work.status) == ("The mill by the river", "the-mill-by-the-river", "ready")
    assert work.langs == ("en", "vi", "zh-Hans", "zh-Hant")
    assert report.added == tuple(upload.name for upload in uploads.values())
    rows = actions.get_rows(store, work.id).items
    assert [row.shape for row in rows] == ["1-1-1-1"] * 6
    assert rows[1].cells[3].text == "這座磨坊建於1890年。"


def test_a_file_that_comes_in_while_it_is_being_aligned_is_not_stored_twice(store: Store, uploads: Files) -> None:
    began = []

    def other(message: str, fraction: float) -> None:
        if message == "Aligning" and not began:
            began.append(message)
            with Store(store.path) as second:
                actions.import_files(second, [uploads["en"], uploads["vi"]])

    report = actions.import_files(store, [uploads["en"], uploads["vi"], uploads["zh-Hans"]], progress=other)
    assert actions.list_works(store).total == 1
    assert (report.added, len(report.known)) == ((uploads["zh-Hans"].name,), 2)
    assert actions.get_work(store, report.works[0].id).summary.langs == ("en", "vi", "zh-Hans")


def test_offsets_lead_back_into_the_stored_text(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "vi")
    for row in actions.get_rows(store, work).items:
        for cell in row.cells:
            document = next(d for d in actions.get_work(store, work).documents if d.lang == cell.lang)
            text = store.value("SELECT text FROM documents WHERE id = ?", (document.id,))
            assert [text[s.start : s.stop] for s in cell.segments] == [s.text for s in cell.segments]


def test_the_original_bytes_are_kept(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "vi")
    (document,) = actions.get_work(store, work).documents
    assert actions.document_bytes(store, document.id) == uploads["vi"].data
    assert (document.size, document.format) == (len(uploads["vi"].data), "md")


def test_the_same_file_twice_is_noticed_whatever_its_name(store: Store, uploads: Files) -> None:
    import_mill(store, uploads, "en", "vi")
    again = actions.import_files(store, [Upload("other-name.md", uploads["vi"].data)])
    assert (again.added, again.known) == ((), ("other-name.md",))
    assert actions.list_works(store).total == 1
    known = actions.import_files(store, [Upload("seed.md", uploads["en"].data), Upload("seed.md", uploads["en"].data)])
    assert (known.added, len(known.known)) == ((), 2)
    twice = actions.import_files(store, [uploads["zh-Hans"], uploads["zh-Hans"]], work="Another")
    assert (len(twice.added), len(twice.known)) == (1, 1)


def test_a_further_version_joins_the_work_of_the_one_that_is_there(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en")
    report = actions.import_files(store, [uploads["en"], uploads["vi"]])
    assert [item.id for item in report.works] == [work]
    assert (report.added, report.known) == (("mill.vi.md",), ("mill.en.md",))
    assert actions.get_rows(store, work).items[0].shape == "1-1"


def test_a_language_twice_without_a_work_is_refused_and_nothing_is_stored(store: Store, uploads: Files) -> None:
    other = Upload("other.md", b"Another story, in English, about something else.")
    with pytest.raises(InputError, match=r"Two texts are in English: mill\.en\.md and other\.md\. Import them"):
        actions.import_files(store, [uploads["en"], uploads["vi"], other])
    assert actions.list_works(store).total == 0
    assert store.value("SELECT count(*) FROM files") == 0


def test_a_work_is_named_by_slug_title_or_a_new_name(store: Store, uploads: Files) -> None:
    first = actions.import_files(store, [uploads["en"]], work="The mill")
    second = actions.import_files(store, [uploads["vi"]], work="the MILL")
    third = actions.import_files(store, [uploads["zh-Hans"]], work="The m")
    assert first.works[0].id == second.works[0].id != third.works[0].id
    assert third.works[0].title == "The m"


def test_a_file_may_stand_in_several_works(store: Store, uploads: Files) -> None:
    first = actions.import_files(store, [uploads["en"]], work="A").works[0]
    second = actions.import_files(store, [uploads["en"], uploads["vi"]], work="B").works[0]
    assert (first.langs, second.langs) == (("en",), ("en", "vi"))


def test_known_files_of_several_works_are_only_reported(store: Store, uploads: Files) -> None:
    for lang in ("en", "vi"):
        actions.import_files(store, [uploads[lang]], work=lang * 2)
    report = actions.import_files(store, [uploads["en"], uploads["vi"]])
    assert (len(report.works), len(report.known), report.added) == (2, 2, ())
    with pytest.raises(InputError, match="could join several works"):
        actions.import_files(store, [uploads["en"], uploads["vi"], uploads["zh-Hans"]])


def test_what_cannot_be_read_stores_nothing(store: Store, uploads: Files) -> None:
    for bad in (Upload("empty.txt", b""), Upload("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)):
        with pytest.raises(InputError):
            actions.import_files(store, [uploads["en"], bad])
    with pytest.raises(InputError):
        actions.import_files(store, [])
    with pytest.raises(InputError, match="not known"):
        actions.import_files(store, [Upload("mill.md", uploads["en"].data, "fr")])
    assert actions.list_works(store).total == 0


def test_a_work_that_changed_while_it_was_aligned_is_a_conflict(
    store: Store, uploads: Files, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.actions import imports

    work = import_mill(store, uploads, "en")
    table_of = imports.table_of

    def meanwhile(documents, options=None):  # type: ignore[no-untyped-def]
        with Store(database) as other:
            actions.rename_work(other, work, "Changed meanwhile")
        return table_of(documents, options)

    monkeypatch.setattr(imports, "table_of", meanwhile)
    with pytest.raises(Conflict):
        actions.import_files(store, [uploads["vi"]], work=work)
    assert actions.get_work(store, work).summary.langs == ("en",)


def test_import_without_aligning_leaves_the_work_new(store: Store, uploads: Files) -> None:
    report = actions.import_files(store, [uploads["en"], uploads["vi"]], align=False)
    assert (report.works[0].status, report.works[0].rows) == ("new", 0)
    assert actions.get_rows(store, report.works[0].id).total == 0
    with pytest.raises(NotFound, match="not aligned"):
        actions.get_table(store, report.works[0].id)
    assert actions.realign(store, report.works[0].id).summary.status == "ready"


def test_import_tells_its_progress_from_0_to_1(store: Store, uploads: Files) -> None:
    told: list[float] = []
    actions.import_files(store, list(uploads.values()), progress=lambda message, fraction: told.append(fraction))
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1


def test_a_page_with_two_languages_becomes_two_documents_of_one_file(store: Store, texts: dict[str, str]) -> None:
    page = Upload("mill.md", f"{texts['vi'] * 5}\n***\n\n{texts['en'] * 5}".encode())
    work = actions.import_files(store, [page]).works[0]
    assert (work.langs, work.documents) == (("en", "vi"), 2)
    documents = actions.get_work(store, work.id).documents
    assert len({document.digest for document in documents}) == 1
    assert store.value("SELECT count(*) FROM files") == 1


def test_a_language_can_be_overruled_and_taken_back(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "zh-Hans")
    document = next(d for d in actions.get_work(store, work).documents if d.lang == "zh-Hans")
    changed = actions.set_document_language(store, document.id, "zh-TW", version=document.version)
    assert (changed.lang, changed.overruled, changed.version) == ("zh-Hant", True, 2)
    assert actions.get_work(store, work).summary.langs == ("en", "zh-Hant")
    assert [row.shape for row in actions.get_rows(store, work).items] == ["1-1"] * 6
    with pytest.raises(Conflict):
        actions.set_document_language(store, document.id, "vi", version=1)
    back = actions.set_document_language(store, document.id, "")
    assert (back.lang, back.overruled) == ("zh-Hans", False)


def test_two_documents_of_a_work_cannot_have_one_language(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "vi")
    document = actions.get_work(store, work).documents[0]
    with pytest.raises(InputError, match=r"a text in Vietnamese already: mill\.vi\.md"):
        actions.set_document_language(store, document.id, "vi")
    with pytest.raises(InputError, match="not known"):
        actions.set_document_language(store, document.id, "xx")


def test_overruling_a_label_realigns_and_survives_reading_anew(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "vi")
    english, vietnamese = actions.get_work(store, work).documents
    block = actions.get_document(store, english.id).blocks[1]
    view = actions.set_block_kind(store, block.id, "boilerplate")
    assert view.blocks[1].kind == "boilerplate"
    assert view.segments == 4
    assert actions.get_rows(store, work).total >= 6
    actions.set_document_language(store, english.id, "zh-Hant")
    actions.set_document_language(store, english.id, "en")
    assert actions.get_document(store, english.id).blocks[1].kind == "boilerplate"
    with pytest.raises(InputError, match="no label"):
        actions.set_block_kind(store, view.blocks[1].id, "poem")
    with pytest.raises(NotFound):
        actions.set_block_kind(store, 10**6, "note")
    assert vietnamese.lang == "vi"


def test_rows_of_some_languages_keep_their_numbers(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "vi", "zh-Hant")
    page = actions.get_rows(store, work, langs=["zh-TW", "en"], offset=4, limit=2)
    assert ([row.number for row in page.items], page.total) == ([5, 6], 6)
    assert [cell.lang for cell in page.items[0].cells] == ["zh-Hant", "en"]
    assert actions.get_table(store, work, ["zh-Hant", "en"]).langs == ("zh-Hant", "en")
    with pytest.raises(InputError, match="no language “zh-Hans” here"):
        actions.get_rows(store, work, langs=["zh-Hans"])
    with pytest.raises(InputError, match="no band “great”"):
        actions.get_rows(store, work, bands=["great"])
    with pytest.raises(NotFound):
        actions.get_row(store, work, 7)


def test_the_outline_lists_titles_and_headings(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "vi")
    entries = actions.get_work(store, work).outline
    assert [(entry.level, entry.texts["en"]) for entry in entries] == [
        (1, "The mill by the river"),
        (2, "After the flood"),
    ]
    assert actions.get_row(store, work, entries[1].row).cells[1].text == "Sau trận lụt"


def test_search_finds_simplified_in_traditional(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "zh-Hant")
    assert [row.number for row in actions.get_rows(store, work, query="开办").items] == [6]


@pytest.mark.parametrize("format", ["tsv", "tmx", "xlsx", "jsonl", "html", "indices"])
def test_every_format_exports_every_row(store: Store, uploads: Files, format: str) -> None:
    work = import_mill(store, uploads, "en", "vi", "zh-Hant")
    out = io.BytesIO()
    actions.export_work(store, work, format, out, langs=["vi", "en"])
    assert out.getvalue()
    if format == "jsonl":
        assert json.loads(out.getvalue().splitlines()[0])["title"] == "The mill by the river"
    if format == "indices":
        assert out.getvalue().decode().splitlines() == [f"{n}\t{n}" for n in range(6)]


def test_formats_are_described_and_unknown_ones_refused(store: Store, uploads: Files) -> None:
    assert {view.name for view in actions.formats()} >= {"tsv", "tmx", "xlsx", "jsonl", "html", "indices"}
    assert all(view.description and view.suffix.startswith(".") for view in actions.formats())
    work = import_mill(store, uploads, "en")
    with pytest.raises(InputError, match="no format “pdf”"):
        actions.export_work(store, work, "pdf", io.BytesIO())


def test_realigning_makes_the_glossary_and_the_findings_anew(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "vi", "zh-Hant")
    before = (actions.mine_work(store, work), actions.check_work(store, work))
    summary = actions.realign(store, work).summary
    assert (summary.concepts, summary.findings) == before
    assert (actions.list_concepts(store, work=work).total, summary.version) == (before[0], 2)


def test_checks_find_a_number_that_differs(store: Store, uploads: Files) -> None:
    changed = Upload("mill.vi.md", uploads["vi"].data.replace(b"300", b"500"))
    work = actions.import_files(store, [uploads["en"], changed]).works[0].id
    assert actions.check_work(store, work) > 0
    page = actions.list_findings(store, work=work)
    assert {item.row for item in page.items} == {3}
    assert actions.list_findings(store, work=work, severity="none").total == 0
    assert actions.get_row(store, work, 3).findings > 0


def test_deleting_a_document_realigns_the_rest(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en", "vi")
    english, vietnamese = actions.get_work(store, work).documents
    actions.delete_document(store, english.id)
    assert actions.get_rows(store, work).items[0].shape == "1"
    actions.delete_document(store, vietnamese.id)
    assert actions.get_work(store, work).documents == ()
    with pytest.raises(InputError, match="no documents"):
        actions.realign(store, work)
    actions.delete_work(store, work)
    with pytest.raises(NotFound):
        actions.get_work(store, work)


def test_titles_are_checked(store: Store, uploads: Files) -> None:
    work = import_mill(store, uploads, "en")
    assert actions.rename_work(store, work, " New\ntitle ").title == "New title"
    for bad in ("", " \n", "x" * 301):
        with pytest.raises(InputError):
            actions.rename_work(store, work, bad)


def test_a_folder_is_sorted_into_works_and_bad_files_do_not_stop_it(
    store: Store, texts: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    (folder / "Both").mkdir(parents=True)
    (folder / "Both" / "one.md").write_text(texts["en"] + "One more sentence.\n", encoding="utf-8")
    (folder / "Both" / "two.md").write_text(texts["vi"] + "Thêm một câu nữa.\n", encoding="utf-8")
    for lang in ("en", "zh-Hant"):
        (folder / f"mill_{lang}.md").write_text(texts[lang], encoding="utf-8")
    (folder / "alone.md").write_text(texts["vi"], encoding="utf-8")
    (folder / "chapter-vi.md").write_text(texts["zh-Hans"], encoding="utf-8")
    (folder / "README.md").write_text("How this folder is made.", encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"no word file")
    (folder / ".hidden").write_bytes(b"x")
    (folder / "Both" / ".git").mkdir()
    (folder / "Both" / ".git" / "config.txt").write_text("Not an article at all.", encoding="utf-8")
    report = actions.load_folder(store, folder)
    assert {(work.title, work.langs) for work in report.works} == {
        ("Both", ("en", "vi")),
        ("mill", ("en", "zh-Hant")),
        ("Cối xay bên sông", ("vi",)),
        ("河边的磨坊", ("zh-Hans",)),
    }
    assert len(report.warnings) == 1
    assert "broken.docx" in report.warnings[0]


def test_versions_that_share_a_language_stand_alone(store: Store, texts: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "texts" / "mixed"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(texts["en"], encoding="utf-8")
    (folder / "b.md").write_text("Quite another story, told in English as well.", encoding="utf-8")
    report = actions.load_folder(store, folder.parent)
    assert len(report.works) == 2
    assert "not versions of one text" in report.warnings[0]


def test_a_folder_with_nothing_in_it_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to import"):
        actions.load_folder(store, tmp_path)
    with pytest.raises(InputError, match="not a folder"):
        actions.load_folder(store, tmp_path / "missing")


def test_the_samples_load_as_their_catalogue_says(store: Store) -> None:
    from web.actions.catalogue import catalogue

    report = actions.load_samples(store)
    wanted = {entry.slug for entry in catalogue().values() if entry.sample}
    assert {work.slug for work in report.works} == wanted
    assert all(work.langs == ("en", "vi", "zh-Hans", "zh-Hant") for work in report.works)
    assert actions.load_samples(store).added == ()
    assert actions.list_works(store).total == len(wanted)


def test_the_seed_articles_are_recognised(store: Store, shared: Path) -> None:
    report = actions.load_folder(store, shared / "articles", align=False)
    assert sorted(len(work.langs) for work in report.works) == [1, 1, 1, 3]
    assert works.exact(store, "industrial-policy-with-american-characteristics") is not None
    assert report.warnings == ()
