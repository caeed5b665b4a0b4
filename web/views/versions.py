"""Versions of a text, and two texts compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from web.views.works import WorkSummary


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
