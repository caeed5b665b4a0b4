"""Works are mined one by one as they come, each beside all that are there: the glossary is the one that mining all of
them again gives, and what a work adds does not depend on how many came before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.web.conftest import TEXTS
from web import actions
from web.store import Store
from web.views import Upload


def story(number: int) -> list[Upload]:
    """A work that shares most of its terms with the others, in two languages."""
    more = {
        "en": f"\n\nThe flood of {1900 + number} broke the mill and the school of the village. The mill stood still.",
        "vi": f"\n\nTrận lụt năm {1900 + number} phá cối xay và trường học của làng. Cối xay đứng im.",
    }
    return [Upload(f"{number}.{lang}.md", (TEXTS[lang] + text).encode(), lang) for lang, text in more.items()]


def glossary(store: Store) -> list[Any]:
    """Which terms belong together, how often each work uses them, and where."""
    terms = store.all("SELECT concept, lang, folded, id FROM terms")
    known = {one["id"]: (one["lang"], one["folded"]) for one in terms}
    names = {
        concept: min(known[one["id"]] for one in terms if one["concept"] == concept)
        for concept in {one["concept"] for one in terms}
    }

    def told(records: Iterable[dict[str, Any]]) -> list[Any]:
        return sorted(tuple(map(str, one.values())) for one in records)

    uses = [
        {"term": known[one["term"]], "work": one["work"], "count": one["count"]}
        for one in store.all("SELECT term, work, count FROM uses")
    ]
    places = [
        one | {"concept": names[one["concept"]]}
        for one in store.all("SELECT concept, work, number, lang, spans FROM occurrences")
    ]
    groups = [{"concept": names[one["concept"]], "term": known[one["id"]]} for one in terms]
    return [told(groups), told(uses), told(places)]


def test_works_mined_as_they_come_give_what_mining_all_again_gives(store: Store) -> None:
    works = []
    for number in range(3):
        (added,) = actions.import_files(store, story(number)).works
        works.append(added.id)
        actions.mine_work(store, added.id)
    as_they_came = glossary(store)
    assert all(as_they_came)
    for work in reversed(works):
        actions.mine_work(store, work)
    assert glossary(store) == as_they_came
