"""What the actions hand out: plain frozen values without SQL and without Flask, for the CLI, the API and the pages.

Times are ISO 8601 in UTC (``2026-05-01T12:00:00Z``). Every stored thing carries the ``version`` that an edit must name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from aligner.types import Evidence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a longer list: ``items`` from ``offset`` on, at most ``limit`` of ``total``."""

    items: tuple[T, ...]
    total: int
    offset: int = 0
    limit: int = 100


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
class VersionView:
    """One version of a document: the one that stands has ``id`` 0 and no ``replaced``; an earlier one says who replaced
    it and when. ``number`` counts from 1; ``edited`` is how many sentences people wrote anew in the workbench."""

    id: int
    document: int
    work: int
    number: int
    name: str
    title: str
    lang: str
    format: str
    created: str
    size: int
    segments: int
    replaced: str = ""
    who: str = ""
    edited: int = 0

    @property
    def ref(self) -> str:
        """How it is named where versions are chosen: the document's number, and for an earlier one ``@`` its own."""
        return f"{self.document}@{self.number}" if self.replaced else str(self.document)


@dataclass(frozen=True, slots=True)
class VersionReport:
    """What a new version of a document brought: how many sentences are the same, changed, split, merged, moved, added,
    removed (``left`` is where one moved from); how many rows were ``kept``, and the numbers of the ``rows`` that hold
    new words. ``known``: the file stands already, and nothing was done."""

    work: WorkSummary
    version: VersionView
    counts: dict[str, int]
    kept: int
    rows: tuple[int, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class TextSide:
    """One side of a comparison: a file, or a version of a document (``ref``), which belongs to a work."""

    name: str
    lang: str
    sentences: int
    ref: str = ""
    work: str = ""
    title: str = ""
    number: int = 0
    when: str = ""


@dataclass(frozen=True, slots=True)
class EditSpan:
    """A stretch of both texts of a pair: ``kind`` is same, changed, added or removed; ``old`` and ``new`` are where it
    begins and ends in the one and the other, in characters. They tile both texts."""

    kind: str
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairView:
    """Sentences of the old text beside what became of them: ``kind`` is same, changed, split, merged, moved, left
    (where one moved from), added or removed. ``old`` and ``new`` are half-open ranges of sentences from 0, ``old_text``
    and ``new_text`` what they say; ``edits`` is empty where nothing of account differs. ``other`` is the place in the
    list where the other half of a moved sentence is (-1: none); ``alike`` the share of characters that is the same;
    ``scores`` chrF, BLEU and TER where they were asked for; ``row`` the row of a stored text, 0 for none."""

    kind: str
    old: tuple[int, int]
    new: tuple[int, int]
    old_text: str
    new_text: str
    edits: tuple[EditSpan, ...]
    other: int
    alike: float
    scores: dict[str, float] = field(default_factory=dict)
    row: int = 0


@dataclass(frozen=True, slots=True)
class DiffView:
    """Two texts compared. ``ignored`` is what was of no account, ``counts`` how many pairs there are of each kind,
    ``scores`` those of all pairs together with the sacreBLEU ``signatures`` of how they were reckoned."""

    old: TextSide
    new: TextSide
    lang: str
    ignored: tuple[str, ...]
    equal: bool
    counts: dict[str, int]
    pairs: tuple[PairView, ...]
    scores: dict[str, float] = field(default_factory=dict)
    signatures: dict[str, str] = field(default_factory=dict)


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
class SegmentView:
    """A segment within its cell. ``start`` and ``stop`` lead into the document's text; ``block`` is a number. Where a
    person wrote other words it is ``edited``, and ``original`` holds those of the document."""

    id: int
    index: int
    text: str
    kind: str
    block: int
    start: int
    stop: int
    original: str = ""
    edited: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of one row: segments ``start`` to ``stop`` (half-open, 0-based) and their text joined."""

    lang: str
    text: str
    start: int
    stop: int
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as it is shown. ``number`` counts from 1 and is what links use; ``kind`` is the most telling kind of its
    segments; ``findings`` is how many open findings stand at it; ``confirmer`` is who confirmed it. ``id`` stays with
    the row while rows before it come and go, ``version`` goes up with every change to it."""

    id: int
    number: int
    score: float
    band: str
    shape: str
    kind: str
    evidence: tuple[Evidence, ...]
    cells: tuple[Cell, ...]
    findings: int
    version: int
    confirmed: bool = False
    confirmer: str = ""
    bookmark: bool = False

    @property
    def moved(self) -> int:
        """The number of the row that holds the other half of this one, where order differs; 0 when there is none."""
        return next((item.hits + 1 for item in self.evidence if (item.source, item.verdict) == ("order", "moved")), 0)


@dataclass(frozen=True, slots=True)
class StackView:
    """What the next ``undo`` and ``redo`` of a person in a work would be, by name, empty for nothing; ``latest`` is the
    number of the last edit that anybody made there."""

    undo: str
    redo: str
    latest: int


@dataclass(frozen=True, slots=True)
class EditView:
    """What an edit did: the ``old`` rows from number ``at`` on are ``new`` rows now, those with the ids ``changed`` are
    other than before, and ``rows`` shows these where they are not too many. ``revision`` 0 means that nothing had to
    be done."""

    revision: int
    what: str
    work: str
    at: int
    old: int
    new: int
    changed: tuple[int, ...]
    rows: tuple[RowView, ...]
    stack: StackView


@dataclass(frozen=True, slots=True)
class PlotView:
    """The alignment as lengths: by language how many characters of it each row has, and a letter for each row:
    confirmed, good, to check, or bad (d: doubtful)."""

    STATES: ClassVar[dict[str, str]] = {"confirmed": "k", "good": "g", "check": "c", "bad": "d"}

    langs: tuple[str, ...]
    lengths: dict[str, tuple[int, ...]]
    states: str


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


@dataclass(frozen=True, slots=True)
class TermView:
    """One designation of a concept; ``author`` made it, ``editor`` changed it last, both empty for mining."""

    id: int
    lang: str
    text: str
    status: str
    count: int
    region: str = ""
    part_of_speech: str = ""
    type: str = ""
    context: str = ""
    source: str = ""
    note: str = ""
    created: str = ""
    author: str = ""
    changed: str = ""
    editor: str = ""


@dataclass(frozen=True, slots=True)
class ConceptView:
    """A concept with its terms in every language; ``count`` is how often they occur, ``works`` the slugs of the
    works where they do. ``definition`` holds for all languages, ``definitions`` those written for one; ``external``
    is the id that an exchange file gives it; its terms share its ``version``."""

    id: int
    terms: tuple[TermView, ...]
    kind: str
    status: str
    score: float
    domain: str
    definition: str
    count: int
    works: tuple[str, ...]
    definitions: dict[str, str] = field(default_factory=dict)
    note: str = ""
    source: str = ""
    external: str = ""
    created: str = ""
    author: str = ""
    changed: str = ""
    editor: str = ""
    version: int = 1

    def of(self, lang: str) -> tuple[TermView, ...]:
        """The terms of one language, most used first."""
        return tuple(term for term in self.terms if term.lang == lang)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A row that proves a concept: ``work`` is the slug, ``row`` the row's number, ``texts`` its cells by language,
    ``spans`` where the concept's terms stand in them, as (start, stop) pairs."""

    work: str
    title: str
    row: int
    texts: dict[str, str]
    spans: dict[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One change by a person. ``before`` and ``after`` hold what differs: the concept's fields by name, and under
    ``terms`` those of its terms by their numbers; None where there was, or is, no concept."""

    id: int
    when: str
    who: str
    what: str
    target: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class CommentView:
    """What somebody said; ``mentions`` are the names of those it calls, ``edited`` when it was last changed."""

    id: int
    text: str
    who: str
    when: str
    mentions: tuple[str, ...]
    edited: str
    version: int


@dataclass(frozen=True, slots=True)
class ThreadView:
    """Comments that answer one another: about the row with the number ``row`` of a work (``slug``, ``title``), about a
    concept, or about one of its terms. ``about`` is what that says, by language; ``resolved`` is when the thread was
    settled, empty while it is open."""

    id: int
    work: int | None
    slug: str
    title: str
    row: int | None
    concept: int | None
    term: int | None
    about: dict[str, str]
    comments: tuple[CommentView, ...]
    resolved: str
    resolver: str


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """One thing that a change set: of words their ``lang``, else the ``field``; what stood there before and after."""

    lang: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One change as people read it. ``work`` is a slug; ``row`` the number of the row concerned, 0 for none or one that
    is gone; ``undone``: it was taken back since; ``revertible``: it can be, unless something else stands there now."""

    id: int
    when: str
    who: str
    what: str
    target: str
    work: str
    row: int
    changes: tuple[HistoryChange, ...]
    undone: bool
    revertible: bool


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """A term that several concepts have, as matching sees it: ``texts`` as they are written, ``concepts`` their
    numbers."""

    lang: str
    texts: tuple[str, ...]
    concepts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeletedView:
    """A concept that was deleted, so that mining does not propose it again: its number, its terms by language."""

    id: int
    terms: dict[str, tuple[str, ...]]
    who: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class DismissalView:
    """Somebody waved something through. ``scope`` says what: finding (what has this ``fingerprint`` in the work), term
    (what the check says about this in the work), work (all that the check says there), or project (what it says about
    this in any work; ``work`` is empty then). ``work`` is a slug, ``about`` the term or words by language; those of one
    action share a ``batch``; ``findings`` is how many it covers now (0 where it comes with one of them)."""

    id: int
    scope: str
    work: str
    check: str
    fingerprint: str
    about: dict[str, str]
    reason: str
    who: str
    when: str
    batch: int
    findings: int = 0


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a check found. ``row`` is the row's number (from 1); ``message`` is an English sentence with ``{name}``
    places that ``values`` fill, ``text`` the same filled; ``spans`` are (start, stop) pairs in the cell's text, which
    count code points from 0. ``state`` is open, dismissed (``dismissal`` says by what) or hidden by the settings;
    ``about`` is what it is about, by language; ``fresh``: the last run found it, and no run before."""

    id: int
    work: int
    row: int
    check: str
    severity: str
    langs: tuple[str, ...]
    message: str
    text: str
    values: dict[str, Any]
    quotes: dict[str, tuple[str, ...]]
    spans: dict[str, tuple[tuple[int, int], ...]]
    suggestion: str
    fingerprint: str
    dismissed: bool
    rows: tuple[int, ...] = field(default=())
    state: str = "open"
    about: dict[str, str] = field(default_factory=dict)
    fresh: bool = False
    dismissal: DismissalView | None = None


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings there are by work (its number), check, severity, language and state, each with the other
    choices as they are."""

    works: dict[int, int]
    checks: dict[str, int]
    severities: dict[str, int]
    langs: dict[str, int]
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class RunView:
    """One run of the checks over a work: how many findings of each check by severity, how many the run before did not
    have, how many of that one's were gone, and what could not be checked."""

    id: int
    work: int
    when: str
    who: str
    counts: dict[str, dict[str, int]]
    fresh: int
    gone: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check as it can be switched: ``alarms`` is how many of 100 rows of professional translations have a finding of
    it, by language, as ``benchmarks/checks.py`` measured; ``file`` names the file of patterns that it stands in."""

    id: str
    title: str
    description: str
    severity: str
    on: bool
    alarms: dict[str, float]
    file: str = ""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How the checks are set for all works: the profile (quiet, standard or strict), the checks, the files of
    patterns."""

    profile: str
    checks: tuple[CheckView, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportView:
    """What an export writes, and what it leaves out, by reason; ``lost`` are facts about what is written for which the
    format has no place. ``samples`` are the first concepts: their terms by language."""

    format: str
    concepts: int
    terms: int
    left_out: dict[str, int]
    lost: dict[str, int]
    samples: tuple[dict[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class RowsView:
    """What an export of aligned rows writes, of how many works, and what it leaves out, by reason."""

    format: str
    works: int
    rows: int
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class ImportChange:
    """One thing that an import changes about a concept: what, before and after. ``applied`` is false for what stays
    as it is here, although the file says otherwise."""

    what: str
    before: str
    after: str
    applied: bool = True


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What becomes of one concept of a file. ``action`` is new, same, changed or clashing; ``concept`` the number of
    the concept here that it is, or clashes with (0 for none); ``reason`` why it clashes."""

    number: int
    name: str
    action: str
    concept: int
    terms: dict[str, tuple[str, ...]]
    changes: tuple[ImportChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, or did. ``counts`` has the concepts by action; ``items`` those that are not the same,
    as far as they were asked for; ``token`` names just this plan; ``applied`` tells whether it was carried out."""

    file: str
    format: str
    counts: dict[str, int]
    items: tuple[ImportItem, ...]
    warnings: tuple[str, ...]
    token: str
    applied: bool = False


@dataclass(frozen=True, slots=True)
class MemoryView:
    """A stored sentence like the one that was looked for, with what stands beside it in the other languages.

    ``percent`` is how like it is, 100 for the same; ``kind`` says what parts the two: identical, script (the same in
    the other Chinese script), form (case, marks, tags), numbers, or fuzzy. ``whole`` is false when the sentence is only
    part of its cell, so that the counterparts say more than it does. ``query_spans`` and ``spans`` are the (start,
    stop) places that differ, in the query and in ``text``. ``times`` counts the rows that are word for word the same;
    ``url`` is the path of the first in the workbench.
    """

    percent: int
    kind: str
    lang: str
    text: str
    counterparts: dict[str, str]
    work: str
    title: str
    row: int
    band: str
    url: str
    whole: bool = True
    query_spans: tuple[tuple[int, int], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class RecallView:
    """What the translation memory has for a sentence, best first. ``query`` is the sentence as it was looked for,
    ``lang`` its language, empty when that could not be told; then all languages were searched."""

    query: str
    lang: str
    matches: tuple[MemoryView, ...]


@dataclass(frozen=True, slots=True)
class JobView:
    """Work in the background. ``kind`` is import, align, gaps, mine or check; ``title`` what it is about; ``state`` is
    waiting, running, done, failed or cancelled; ``progress`` goes from 0 to 1; ``message`` says what is being done, or
    why it failed; ``left`` is how many seconds it may still take, None where nothing tells; ``work`` is a slug, empty
    for files that are no work yet; ``lang`` the language of a work's title; ``stopping`` when it was asked to end and
    has not done so yet."""

    id: int
    kind: str
    title: str
    state: str
    progress: float
    message: str
    who: str
    created: str
    started: str
    finished: str
    seconds: float
    work: str = ""
    lang: str = ""
    left: float | None = None
    stopping: bool = False
