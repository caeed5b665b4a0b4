"""What crowds a store: concepts, candidates, threads, findings of one row, titles; each in any size."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from tests.hostile.texts import ENGLISH
from tests.hostile.walks import OF_A_CONCEPT, OF_A_WORK, OF_ALL, Thing, edits, show, small_work
from web.errors import NotFound

if TYPE_CHECKING:
    from tests.hostile.growth import Clock
    from tests.hostile.walks import Unread


def _glossary(lines: Callable[[int], Iterable[str]], most: int = 100_000) -> Thing:
    """A file of terms, English and Vietnamese, beside a small work."""

    def walk(clock: Clock | Unread, size: int, folder: Path) -> None:
        from web import actions
        from web.actions.deciding import Wish
        from web.store import Store

        data = "\n".join(["en,vi", *lines(size)]).encode()
        with Store(folder / "a.db") as store:
            small_work(store)
            with clock("import"):
                actions.import_terms(store, "a.csv", data, Wish(clashes="add"))
            with clock("the same file again"):
                actions.plan_import(store, "a.csv", data)
            with clock("check in the store"):
                actions.run_checks(store, 1)
            with clock("mine into the store"):
                actions.mine_work(store, 1)
            edits(clock, store)
            with clock("approve"):
                actions.approve(store, 1)
        show(clock, folder / "a.db", *OF_A_WORK, *OF_A_CONCEPT, *OF_ALL)

    return Thing(walk, 500, most)


def _comments(clock: Clock | Unread, size: int, folder: Path) -> None:
    """Answers in one thread as long as it takes them, and threads on one row."""
    from web import actions
    from web.store import Store

    with Store(folder / "a.db", who="reviewer1") as store:
        small_work(store)
        thread = actions.comment_row(store, 1, 1, "first").id
        with clock("answer"), suppress(InputError):
            for number in range(size):
                actions.answer(store, thread, f"answer {number} @reviewer1")
        with clock("comment"):
            for number in range(size):
                actions.comment_row(store, 1, 1, f"comment {number}")
    show(clock, folder / "a.db", *OF_A_WORK, *OF_ALL, "/works/1/rows/1/comments", "/api/v1/comments")


def _mixed_case(number: int) -> str:
    return "".join(letter.upper() if number >> place & 1 else letter for place, letter in enumerate("millstoneswheel"))


def _candidates(clock: Clock | Unread, size: int, folder: Path) -> None:
    """A queue of so many, each with a place in a work, and one in ten with a term that somebody suggested."""
    from web import actions
    from web.actions.deciding import Wish
    from web.store import Store

    lines = (f"mill {n},{'cối xay' if n % 10 else f'xưởng {n}'}" for n in range(size))
    with Store(folder / "a.db", who="reviewer1") as store:
        small_work(store)
        with clock("import"):
            actions.import_terms(store, "a.csv", "\n".join(["en,vi", *lines]).encode(), Wish(clashes="add"))
        with clock("the next"):
            actions.next_candidate(store, skip=size - 10)
            actions.count_waiting(store)
        with clock("accept"):
            actions.accept_candidate(store, 1)
        with clock("reject"):
            actions.reject_candidate(store, 2)
        with clock("merge"):
            actions.merge_candidate(store, 3, 4)
        with clock("decide on a tenth"):
            actions.decide_many(store, range(5, size // 10 + 5), "approved")
        with clock("delete a tenth"):
            actions.decide_many(store, range(size // 2, size // 2 + size // 10), "delete")
        with clock("decide on half"):
            actions.decide_many(store, range(size // 2 + size // 10, size), "admitted")
        with clock("mine into the store"):
            actions.mine_work(store, 1)
    skipped = f"/glossary/queue?skip={size // 3}"
    show(clock, folder / "a.db", skipped, "/glossary?status=proposed&sort=en", *OF_A_CONCEPT, *OF_A_WORK, *OF_ALL)


def _findings_of_a_row(clock: Clock | Unread, size: int, folder: Path) -> None:
    """A row that so many rows became, with more findings than it had rows."""
    from web import actions
    from web.store import Store
    from web.views import Upload

    english = "\n\n".join(f"The the mill {n} ,stood  near near it." for n in range(size))
    vietnamese = "\n\n".join(f"Cối xay xay {n + 1} ,đứng  gần đó." for n in range(size))
    uploads = [Upload("a.en.txt", english.encode(), "en"), Upload("a.vi.txt", vietnamese.encode(), "vi")]
    with Store(folder / "a.db", who="reviewer1") as store:
        actions.import_files(store, uploads, title="a")
        pattern = b"[[check]]\nid = 'a'\nmessage = 'm'\npattern = '(?i)the'\n"
        with clock("patterns"):
            actions.remember_patterns(store, "a.toml", pattern)
        rows = actions.get_rows(store, 1, limit=1)
        with clock("merge all rows"):
            actions.merge_rows(store, rows.items[0].id, count=rows.total)
        for door in ("check", "check again"):
            with clock(door):
                actions.run_checks(store, 1)
        found = actions.list_findings(store, limit=100).items
        with clock("dismiss"):
            actions.dismiss(store, [found[0].id])
        with clock("dismiss a hundred"):
            actions.dismiss(store, [one.id for one in found], "so it is")
        with clock("dismiss all of a check"):
            actions.dismiss(store, [found[0].id], scope="work")
        with clock("undo"):
            actions.undo_dismissal(store)
        edits(clock, store)
        with clock("check after the edits"):
            actions.run_checks(store, 1)
        row = actions.get_rows(store, 1, limit=1).items[0]
        segment = row.cells[0].segments[size // 2].id
        with clock("split"), suppress(InputError):
            actions.split_row(store, row.id, segment)
        with clock("export all"):
            actions.export_rows(store, [1], "tmx", io.BytesIO())
    show(clock, folder / "a.db", *OF_A_WORK, *OF_ALL)


def _titles(clock: Clock | Unread, size: int, folder: Path) -> None:
    """A title of so many letters wherever a file or a person can give one."""
    from web import actions
    from web.store import Store
    from web.views import Upload

    title, others = "mill " * (size // 5), "Cối xay ở đây.\n\nCối xay cũ ở kia."
    files = {
        "a.en.md": f"---\ntitle: {title}\n---\n\nThe mill.\n",
        "b.en.md": f"# {title}\n\nThe mill.\n",
        "c.en.html": f"<html><head><title>{title}</title></head><body><p>The mill is here.</p></body></html>",
        "d.en.html": f"<html><body><h1>{title}</h1><p>The mill is here.</p></body></html>",
        "e.en.txt": f"{title.strip()}\n\nThe mill is here.\n",
    }
    with Store(folder / "a.db", who="reviewer1") as store:
        small_work(store)
        with clock("rename"), suppress(InputError):
            actions.rename_work(store, 1, title)
        for name, text in files.items():
            uploads = [Upload(name, text.encode(), "en"), Upload(f"{name[0]}.vi.txt", others.encode(), "vi")]
            with clock(f"import with this title {name}"), suppress(InputError):
                actions.import_files(store, uploads, title=title)
            with clock(f"import {name}"), suppress(InputError):
                actions.import_files(store, uploads)
            with clock(f"difference {name}"), suppress(InputError):
                actions.diff_files(uploads[0], Upload(name, (text + ENGLISH).encode(), "en"))
        with clock("find by it"), suppress(NotFound):
            actions.get_work(store, title)
    show(clock, folder / "a.db", "/works/2", "/works/3/rows", "/works/4", "/works/6", *OF_A_WORK, *OF_ALL)


CROWDS: dict[str, Thing] = {
    "concepts": _glossary(lambda size: (f"mill {n},xưởng {n}" for n in range(size))),
    "concepts with one term": _glossary(lambda size: (f"mill,xưởng {n}" for n in range(size))),
    "concepts but for case": _glossary(lambda size: (f"{_mixed_case(n)},xưởng {n}" for n in range(size)), 32_000),
    "equal concepts": _glossary(lambda size: ("mill,cối xay" for _ in range(size))),
    "long terms": _glossary(lambda size: (f"{'mill ' * (n % 80 + 1)}{n},xưởng {n}" for n in range(size)), 32_000),
    "terms of few concepts": _glossary(
        lambda size: ("|".join(f"mill {n} {m}" for m in range(900)) + f",xưởng {n}" for n in range(size // 900 + 1))
    ),
    "comments": Thing(_comments, 500, 8_000),
    "candidates": Thing(_candidates, 400, 102_400),
    "findings of a row": Thing(_findings_of_a_row, 40, 10_240),
    "titles": Thing(_titles, 4_000, 10_240_000),
}
