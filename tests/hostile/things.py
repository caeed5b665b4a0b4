"""What grows: works, glossaries and what people leave behind, each in any size, and the doors that it goes through."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError
from tests.hostile.texts import ENGLISH, HANS, MARKS, UNITS, VIETNAMESE

if TYPE_CHECKING:
    from tests.hostile.growth import Clock

Walk = Callable[["Clock", int, Path], None]
Texts = dict[str, str]


@dataclass(frozen=True)
class Thing:
    """What is made larger, from a size to another one, and how it goes through its doors."""

    walk: Walk
    least: int
    most: int


def _work(texts: Callable[[int], Texts]) -> Walk:
    """Texts of one work: read, aligned, mined, checked, exported, stored, shown and edited."""

    def walk(clock: Clock, size: int, folder: Path) -> None:
        held = texts(size)
        with suppress(InputError):  # what is refused has no further doors
            _libraries(clock, held)
            _service(clock, held, folder)

    return walk


def _libraries(clock: Clock, texts: Texts) -> None:
    from aligner import formats
    from aligner.pipeline import align
    from aligner.quantities import find
    from aligner.readers import read
    from aligner.segmentation import segment
    from glossary import checks
    from glossary.mining import mine

    segments = {}
    for lang, text in texts.items():
        with clock("read"):
            documents = read(f"a.{lang}.txt", text.encode(), lang=lang)
        with clock("segment"):
            segments[lang] = segment(documents[0])
        with clock("quantities"):
            for one in segments[lang]:
                find(one.text, lang)
    with clock("align"):
        table = align({lang: [one.text for one in held] for lang, held in segments.items()})
    with clock("mine"):
        concepts = mine(table)
    for check in checks.ids():
        with clock(f"check {check}"):
            checks.run(table, concepts=concepts, checks=[check])
    for name in formats.names():
        with clock(f"write {name}"):
            formats.write(name, table, io.BytesIO())


def _service(clock: Clock, texts: Texts, folder: Path) -> None:
    from web import actions
    from web.store import Store
    from web.views import Upload

    uploads = [Upload(f"a.{lang}.txt", text.encode(), lang) for lang, text in texts.items()]
    with Store(folder / "a.db") as store:
        with clock("import"):
            actions.import_files(store, uploads, title="a")
        with clock("mine into the store"):
            actions.mine_work(store, 1)
        with clock("check in the store"):
            actions.run_checks(store, 1)
        _edits(clock, store)
        upload = Upload(uploads[0].name, uploads[0].data + b"\n\nThe end.", uploads[0].lang)
        with clock("another version"), suppress(InputError):
            actions.replace_document(store, 1, upload)
        with clock("difference"), suppress(InputError):
            actions.diff_files(uploads[0], upload)
        with clock("export all"):
            actions.export_rows(store, [1], "tmx", io.BytesIO())
    _pages(clock, folder / "a.db", *_OF_A_WORK, *_OF_ALL)


_OF_A_WORK = ("/works/1", "/works/1/rows", "/works/1/rows/1", "/works/1/plot", "/works/1/history",
              "/works/1/documents/1", "/api/v1/works/1/rows")  # fmt: skip
_OF_ALL = ("/works", "/findings", "/glossary", "/glossary/queue", "/glossary/matrix", "/lookup?q=mill", "/comments",
           "/api/v1/findings", "/api/v1/concepts", "/audit", "/findings/report.html", "/findings/report.xlsx",
           "/glossary/export", "/glossary/export/file?format=tbx-dct")  # fmt: skip
_OF_A_CONCEPT = ("/glossary/1", "/api/v1/concepts/duplicates", "/api/v1/concepts/1/related", "/glossary/suggest?q=mill",
                 "/glossary/queue/1/targets", "/api/v1/renderings")  # fmt: skip


def _edits(clock: Clock, store: Any) -> None:
    from web import actions

    row = actions.get_rows(store, 1, limit=1).items[0]
    segments = [segment for cell in row.cells for segment in cell.segments]
    with clock("edit"), suppress(InputError):
        actions.edit_segment(store, segments[0].id, segments[0].text[:-2] + "x")
    with clock("confirm"), suppress(InputError):
        actions.confirm_rows(store, [row.id])
    with clock("align the gaps"), suppress(InputError):
        actions.realign_gaps(store, 1)


def _glossary(lines: Callable[[int], Iterable[str]], most: int = 100_000) -> Thing:
    """A file of terms, English and Vietnamese, beside a small work."""

    def walk(clock: Clock, size: int, folder: Path) -> None:
        from web import actions
        from web.actions.deciding import Wish
        from web.store import Store

        data = "\n".join(["en,vi", *lines(size)]).encode()
        with Store(folder / "a.db") as store:
            _small_work(store)
            with clock("import"):
                actions.import_terms(store, "a.csv", data, Wish(clashes="add"))
            with clock("the same file again"):
                actions.plan_import(store, "a.csv", data)
            with clock("check in the store"):
                actions.run_checks(store, 1)
            with clock("mine into the store"):
                actions.mine_work(store, 1)
            _edits(clock, store)
            with clock("approve"):
                actions.approve(store, 1)
        _pages(clock, folder / "a.db", *_OF_A_WORK, *_OF_A_CONCEPT, *_OF_ALL)

    return Thing(walk, 500, most)


def _small_work(store: Any) -> None:
    from web import actions
    from web.views import Upload

    texts = {"en": "The mill is here. The old mill stood there.", "vi": "Cối xay ở đây. Cối xay cũ ở kia."}
    actions.import_files(store, [Upload(f"a.{lang}.txt", text.encode(), lang) for lang, text in texts.items()])


def _comments(clock: Clock, size: int, folder: Path) -> None:
    """Answers in one thread as long as it takes them, and threads on one row."""
    from web import actions
    from web.store import Store

    with Store(folder / "a.db", who="reviewer1") as store:
        _small_work(store)
        thread = actions.comment_row(store, 1, 1, "first").id
        with clock("answer"), suppress(InputError):
            for number in range(size):
                actions.answer(store, thread, f"answer {number} @reviewer1")
        with clock("comment"):
            for number in range(size):
                actions.comment_row(store, 1, 1, f"comment {number}")
    _pages(clock, folder / "a.db", *_OF_A_WORK, *_OF_ALL, "/works/1/rows/1/comments", "/api/v1/comments")


def _mixed_case(number: int) -> str:
    return "".join(letter.upper() if number >> place & 1 else letter for place, letter in enumerate("millstoneswheel"))


def _pages(clock: Clock, database: Path, *addresses: str) -> None:
    from web.app import create_app
    from web.config import Config

    client = create_app(Config(db=database, jobs=False)).test_client()
    for address in addresses:
        with clock(f"GET {address}"):
            answer = client.get(address, follow_redirects=True)
            if answer.status_code >= 500:
                raise AssertionError(f"{address} answers {answer.status_code}")
            answer.get_data()


def _unit(unit: str) -> Thing:
    """One line of a unit without end, in each language."""

    def texts(size: int) -> Texts:
        line = unit * (size // len(unit) + 1)
        return {"en": line, "vi": line, "zh-Hans": line}

    return Thing(_work(texts), 4_000, 1_000_000)


def _beside(unit: str) -> Thing:
    """One long line beside sound sentences."""

    def texts(size: int) -> Texts:
        line = unit * (size // len(unit) + 1)
        return {
            "en": f"{ENGLISH}\n{line}\n{ENGLISH}",
            "vi": f"{VIETNAMESE}\n{VIETNAMESE}",
            "zh-Hans": f"{HANS}\n{line}",
        }

    return Thing(_work(texts), 4_000, 1_000_000)


def _many(unit: Callable[[int], Texts], most: int = 100_000) -> Thing:
    """Many paragraphs."""

    def texts(size: int) -> Texts:
        blocks = [unit(number) for number in range(size)]
        return {lang: "\n\n".join(block[lang] for block in blocks) for lang in blocks[0]}

    return Thing(_work(texts), 250, most)


_WORDS = {
    "letters": "a",
    "capitals": "A",
    "capitals-and-small": "Ab",
    "letters-with-marks": "ế",
    "words": "workshops stood close together ",
    "vietnamese-words": "các xưởng thợ đứng sát nhau ",
    "chinese-without-a-stop": "作坊挨得很近",
    "one-character": "著",
    "sentences": ENGLISH,
    "names": "Nguyễn Văn Bình ",
    "capital-words": "Mill River ",
    "joined-by-hyphens": "mill-",
    "joined-by-underscores": "mill_",
    "joined-by-points": "mill.",
    "joined-by-apostrophes": "mill'",
    "joined-by-slashes": "mill/",
    "mail": "a@",
    "mail-ends": "a@b.",
    "open-quotes": "“mill ",
    "quotes": "“mill” ",
    "brackets": "mill (cảng) ",
    "open-brackets": "mill (",
    "chinese-brackets": "产业集群（cluster）",
    "small-brackets": "《产业》",
    "doubled": "the the ",
    "acronyms": "World Trade Organization (WTO) ",
    "dotted": "Mill·River·",
    "percents": "%(a)",
    "braces": "{{a",
    "backquotes": "`a",
    "tag": "<a b",
    "blank-and-letter": "a \u00a0",
    "numbers": "12,345.6 million dollars ",
    "year": "in 1996, ",
    "mixed": "mill 产业 cảng ",
}

THINGS: dict[str, Thing] = {
    **{f"line of {name}": _unit(unit) for name, unit in (_WORDS | UNITS).items()},
    **{f"line of {ord(mark):x}": _unit(mark) for mark in MARKS},
    **{f"line of {ord(mark):x} spaced": _unit(mark + " ") for mark in MARKS},
    **{f"beside {name}": _beside(unit) for name, unit in _WORDS.items()},
    "equal paragraphs": _many(lambda n: {"en": ENGLISH, "vi": VIETNAMESE, "zh-Hans": HANS}),
    "paragraphs": _many(
        lambda n: {"en": f"Mill {n}. {ENGLISH}", "vi": f"Xưởng {n}. {VIETNAMESE}", "zh-Hans": f"{n}。{HANS}"}
    ),
    "equal lines": _many(lambda n: {"en": "Mill.", "vi": "Xưởng.", "zh-Hans": "作坊。"}),
    "concepts": _glossary(lambda size: (f"mill {n},xưởng {n}" for n in range(size))),
    "concepts with one term": _glossary(lambda size: (f"mill,xưởng {n}" for n in range(size))),
    "concepts but for case": _glossary(lambda size: (f"{_mixed_case(n)},xưởng {n}" for n in range(size)), 32_000),
    "equal concepts": _glossary(lambda size: ("mill,cối xay" for _ in range(size))),
    "long terms": _glossary(lambda size: (f"{'mill ' * (n % 80 + 1)}{n},xưởng {n}" for n in range(size)), 32_000),
    "terms of few concepts": _glossary(
        lambda size: ("|".join(f"mill {n} {m}" for m in range(900)) + f",xưởng {n}" for n in range(size // 900 + 1))
    ),
    "comments": Thing(_comments, 500, 8_000),
}
