"""Works and their texts: what they are, what came in with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkName:
    """A work by name: for lists to choose from, which count nothing."""

    id: int
    slug: str
    title: str
    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkSummary:
    """A work in one line. ``look`` counts the rows in band check or bad, ``bad`` those in band bad alone, ``confirmed``
    those that people confirmed, which are in neither;
    ``status`` is new, aligning, ready or failed; ``progress`` goes from 0 to 1; ``message`` says what is being done,
    or why it failed; ``findings`` leaves the dismissed ones out."""

    id: int
    slug: str
    title: str
    langs: tuple[str, ...]
    documents: int
    rows: int
    look: int
    bad: int
    concepts: int
    findings: int
    status: str
    progress: float
    message: str
    created: str
    updated: str
    version: int
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class BlockView:
    """A labelled block of a document; ``overruled`` when a person gave the label."""

    id: int
    number: int
    kind: str
    lang: str
    text: str
    start: int
    stop: int
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One text in one language, and the file it came from. ``role`` is original, translation or empty;
    ``overruled`` when a person gave the language."""

    id: int
    work: int
    name: str
    title: str
    lang: str
    role: str
    digest: str
    size: int
    format: str
    segments: int
    blocks: tuple[BlockView, ...]
    created: str
    version: int
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A row that holds a title (level 1) or a heading (level 2): what one jumps by. ``row`` is the row's number."""

    row: int
    level: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work with its documents and its outline. Documents of ``get_work`` come without their blocks."""

    summary: WorkSummary
    documents: tuple[DocumentView, ...]
    outline: tuple[OutlineEntry, ...]
    signature: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatView:
    """A format that a table can be written in."""

    name: str
    description: str
    suffix: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in: its name, its bytes and, when somebody said it, its language. The name is what people and
    head lines can bear: without folders and control characters, of 200 characters at the most, its ending kept."""

    name: str
    data: bytes
    lang: str = ""

    def __post_init__(self) -> None:
        last = self.name.replace("\\", "/").rstrip("/").rpartition("/")[2]
        shown = "".join(" " if one.isspace() else one for one in last if one.isprintable() or one.isspace())
        stem, dot, ending = " ".join(shown.split()).rpartition(".")
        short = f"{stem[:190]}{dot}{ending[:9]}" if dot else ending[:200]
        object.__setattr__(self, "name", short or "untitled")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: the works it touched, the names of files added, of files already there by digest
    (``known``), and sentences about what needs a look."""

    works: tuple[WorkSummary, ...]
    added: tuple[str, ...]
    known: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
