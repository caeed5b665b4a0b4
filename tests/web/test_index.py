"""The search index is what a fresh one would be, whatever was done to the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.types import Concept, Status, Term
from tests.conftest import UNTIMED
from web import actions
from web.store import Store, index, migrations
from web.views import Upload

TABLES = ("term_keys", "search_words", "search_slips")
TEXTS = {
    "en": ("The mill was built.", "It ground rice. The rice was good.", "Nobody’s mill in the U.S.!"),
    "vi": ("Cối xay được dựng.", "Nó xay gạo. Gạo ngon.", "Không ai có cối xay."),
    "zh-Hans": ("磨坊建成了。", "它磨大米。大米很好。", "没有人的磨坊。"),
    "zh-Hant": ("磨坊建成了。", "它磨大米。大米很好。", "沒有人的磨坊。"),
}
TERMS = {"en": ("rice mill", "mill"), "vi": ("cối xay", "gạo"), "zh-Hans": ("磨坊", "旅游"), "zh-Hant": ("大米",)}


def held(store: Store) -> dict[str, Any]:
    """All that the index holds."""
    for noun in index.NOUNS:
        store.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{noun}_v USING fts5vocab(main, {noun}_fts, instance)")
    found: dict[str, Any] = {
        f"{noun}_fts": sorted(map(str, store.all(f"SELECT * FROM temp.{noun}_v"))) for noun in index.NOUNS
    }
    return found | {
        name: store.all(
            f"SELECT * FROM {name} ORDER BY 1, 2, 3"
            if name != "search_slips"
            else "SELECT * FROM search_slips ORDER BY 1, 2"
        )
        for name in TABLES
    }


def rebuilt(store: Store) -> dict[str, Any]:
    index.rebuild(store)
    index.catch_up(store)
    return held(store)


def add_texts(store: Store, lang: str, part: int) -> None:
    data = "\n\n".join(TEXTS[lang][part:]).encode()
    works = actions.list_works(store).items
    missing = [work for work in works if lang not in work.langs]
    actions.import_files(store, [Upload(f"{part}.txt", data, lang)], work=missing[0].id if missing else None, title="W")


def delete_text(store: Store, lang: str, part: int) -> None:
    for work in actions.list_works(store).items:
        for document in actions.get_work(store, work.id).documents:
            if document.lang == lang and len(work.langs) > 1:
                actions.delete_document(store, document.id)
                return


def delete_work(store: Store, lang: str, part: int) -> None:
    for work in actions.list_works(store).items[:1]:
        actions.delete_work(store, work.id)


def realign(store: Store, lang: str, part: int) -> None:
    for work in actions.list_works(store).items[:1]:
        actions.refresh(store, work.id)
        actions.mine_work(store, work.id)


def add_term(store: Store, lang: str, part: int) -> None:
    terms = (Term(lang, TERMS[lang][part % len(TERMS[lang])], Status.APPROVED),)
    actions.add_concept(store, Concept(terms, status=Status.APPROVED), force=True)


def edit_term(store: Store, lang: str, part: int) -> None:
    for concept in actions.list_concepts(store, limit=1).items:
        actions.edit_term(store, concept.terms[0].id, {"text": f"new {part}"}, force=True)


def remove_concept(store: Store, lang: str, part: int) -> None:
    for concept in actions.list_concepts(store, limit=1).items:
        actions.delete_concept(store, concept.id)


def fail(store: Store, lang: str, part: int) -> None:
    """A transaction that is undone."""
    try:
        with store.atomic():
            add_term(store, lang, part)
            delete_work(store, lang, part)
            raise RuntimeError
    except RuntimeError:
        pass


def twice(store: Store, lang: str, part: int) -> None:
    """A sentence that changes twice, goes, and comes again under its number, in one transaction."""
    with store.atomic():
        found = store.one("SELECT * FROM segments ORDER BY id LIMIT 1")
        if found:
            store.execute("UPDATE segments SET text = 'once' WHERE id = ?", (found["id"],))
            store.execute("UPDATE segments SET text = 'twice changed' WHERE id = ?", (found["id"],))
            store.execute("DELETE FROM segments WHERE id = ?", (found["id"],))
            store.insert("segments", found | {"text": found["text"] if part else "thrice"})


EDITS = [add_texts, add_texts, delete_text, delete_work, realign, add_term, edit_term, remove_concept, fail, twice]


@settings(max_examples=12, deadline=None, suppress_health_check=(*UNTIMED, HealthCheck.function_scoped_fixture))
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.sampled_from(list(TEXTS)), st.integers(0, 1)), max_size=8))
def test_the_index_equals_a_fresh_one_after_any_edits(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[Callable[[Store, str, int], None], str, int]]
) -> None:
    with Store(tmp_path_factory.mktemp("index") / "a.db") as store:
        for edit, lang, part in edits:
            edit(store, lang, part)
            assert not index.pending(store)
        before = held(store)
        assert before == rebuilt(store)


def test_each_edit_alone_keeps_the_index(store: Store) -> None:
    for lang in TEXTS:
        add_texts(store, lang, 0)
    for edit in EDITS:
        edit(store, "en", 1)
        assert held(store) == rebuilt(store), edit.__name__


def test_an_empty_store_has_an_empty_index(store: Store) -> None:
    add_texts(store, "vi", 0)
    add_term(store, "zh-Hans", 1)
    delete_work(store, "vi", 0)
    remove_concept(store, "zh-Hans", 0)
    assert not any(held(store).values())


def test_an_older_database_is_indexed_when_it_is_opened(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(database) as store:
        add_texts(store, "en", 0)
        add_term(store, "vi", 0)
        full = held(store)
        names = store.all("SELECT name FROM sqlite_master WHERE name LIKE 'search_%' AND type = 'trigger'")
        for record in names:
            store.execute(f"DROP TRIGGER {record['name']}")
        for table in ("segments_fts", "terms_fts", *TABLES, "search_queue", "search_state"):
            store.execute(f"DROP TABLE {table}")
        place = [name for name, _ in migrations.STEPS].index("search")
        store.execute("DELETE FROM _sqlite_migrations WHERE name = 'search'")
        store.execute(f"PRAGMA user_version = {place}")
    monkeypatch.setattr(index, "BATCH", 2)
    with Store(database) as store:
        assert not index.pending(store)
        assert held(store) == full


def test_an_index_of_other_rules_is_made_anew(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(database) as store:
        add_texts(store, "en", 0)
        full = held(store)
    monkeypatch.setattr(index, "signature", lambda: "other rules")
    with Store(database) as store:
        store.execute("INSERT INTO segments_fts (segments_fts) VALUES ('delete-all')")
        assert held(store) != full
        assert actions.lookup(store, "mill").sentences.items
        assert held(store) == full


def test_what_was_written_without_a_transaction_is_found_too(store: Store) -> None:
    add_texts(store, "en", 0)
    store.execute("UPDATE segments SET text = 'A windmill.' WHERE number = 0")
    assert index.pending(store)
    assert actions.lookup(store, "windmill").sentences.items
    assert not index.pending(store)


def test_misspellings_are_kept_of_words_and_not_of_figures() -> None:
    assert index.slips("rice") == {"ice", "rce", "rie", "ric"}
    assert index.slips("2024") == index.slips("ab") == index.slips("x" * 40) == set()
