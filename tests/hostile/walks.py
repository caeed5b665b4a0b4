"""The doors that a thing goes through: the library, a store, and the pages of the service."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError

if TYPE_CHECKING:
    from tests.hostile.growth import Clock
Walk = Callable[["Clock | Unread", int, Path], None]
Texts = dict[str, str]


@dataclass(frozen=True)
class Thing:
    """What is made larger, from a size to another one, and how it goes through its doors; the texts of one work."""

    walk: Walk
    least: int
    most: int
    texts: Callable[[int], Texts] | None = None


def together(things: Sequence[Thing]) -> Thing:
    """A work of the texts of several things, each in the size that is asked for."""

    def texts(size: int) -> Texts:
        held = [thing.texts(size) for thing in things if thing.texts]
        return {lang: "\n\n".join(one[lang] for one in held) for lang in held[0]}

    return Thing(work_of(texts), max(one.least for one in things), min(one.most for one in things), texts)


class Unread:
    """A clock that nobody looks at."""

    @contextmanager
    def __call__(self, door: str) -> Iterator[None]:
        yield


def load() -> None:
    """Read what the doors read when they are first used: tables, templates, modules."""
    with tempfile.TemporaryDirectory() as folder:
        work_of(lambda size: {"en": "The mill is here.", "vi": "Cối xay ở đây.", "zh-Hans": "作坊在这里。"})(
            Unread(), 1, Path(folder)
        )


def work_of(texts: Callable[[int], Texts]) -> Walk:
    """Texts of one work: read, aligned, mined, checked, exported, stored, shown and edited."""

    def walk(clock: Clock | Unread, size: int, folder: Path) -> None:
        held = texts(size)
        with suppress(InputError):  # what is refused has no further doors
            _libraries(clock, held)
            _service(clock, held, folder)

    return walk


def _libraries(clock: Clock | Unread, texts: Texts) -> None:
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


def _service(clock: Clock | Unread, texts: Texts, folder: Path) -> None:
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
        edits(clock, store)
        upload = Upload(uploads[0].name, uploads[0].data + b"\n\nThe end.", uploads[0].lang)
        with clock("another version"), suppress(InputError):
            actions.replace_document(store, 1, upload)
        with clock("difference"), suppress(InputError):
            actions.diff_files(uploads[0], upload)
        with clock("export all"):
            actions.export_rows(store, [1], "tmx", io.BytesIO())
    show(clock, folder / "a.db", *OF_A_WORK, *OF_ALL)


OF_A_WORK = ("/works/1", "/works/1/rows", "/works/1/rows/1", "/works/1/plot", "/works/1/history",
              "/works/1/documents/1", "/api/v1/works/1/rows")  # fmt: skip
OF_ALL = ("/works", "/findings", "/glossary", "/glossary/queue", "/glossary/matrix", "/lookup?q=mill", "/comments",
           "/api/v1/findings", "/api/v1/concepts", "/audit", "/findings/report.html", "/findings/report.xlsx",
           "/glossary/export", "/glossary/export/file?format=tbx-dct")  # fmt: skip
OF_A_CONCEPT = ("/glossary/1", "/api/v1/concepts/duplicates", "/api/v1/concepts/1/related", "/glossary/suggest?q=mill",
                 "/glossary/queue/1/targets", "/api/v1/renderings")  # fmt: skip


def edits(clock: Clock | Unread, store: Any) -> None:
    from web import actions

    row = actions.get_rows(store, 1, limit=1).items[0]
    segments = [segment for cell in row.cells for segment in cell.segments]
    with clock("edit"), suppress(InputError):
        actions.edit_segment(store, segments[0].id, segments[0].text[:-2] + "x")
    with clock("confirm"), suppress(InputError):
        actions.confirm_rows(store, [row.id])
    with clock("align the gaps"), suppress(InputError):
        actions.realign_gaps(store, 1)


def small_work(store: Any) -> None:
    from web import actions
    from web.views import Upload

    texts = {"en": "The mill is here. The old mill stood there.", "vi": "Cối xay ở đây. Cối xay cũ ở kia."}
    actions.import_files(store, [Upload(f"a.{lang}.txt", text.encode(), lang) for lang, text in texts.items()])


def show(clock: Clock | Unread, database: Path, *addresses: str) -> None:
    from web.app import create_app
    from web.config import Config

    client = create_app(Config(db=database, jobs=False)).test_client()
    for address in addresses:
        with clock(f"GET {address}"):
            answer = client.get(address, follow_redirects=True)
            if answer.status_code >= 500:
                raise AssertionError(f"{address} answers {answer.status_code}")
            answer.get_data()
