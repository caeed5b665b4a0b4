"""A region of a table on its way to another shape: read, changed in memory, and compared with what it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from aligner.errors import InputError
from aligner.types import Evidence
from web.actions.rejudging import SOON, UNJUDGED, Judgement, judged, segments_of
from web.errors import Conflict, NotFound
from web.store import Store, regions, revisions, tables
from web.store.database import Record

Marks = dict[int, tuple[Record, Record]]
"""Row → some of its fields, before and after."""


@dataclass
class Draft:
    """Rows of a work as they were (``before``) and as they are to be (``rows``), with the words that change."""

    store: Store
    work: int
    head: Record
    before: list[Record]
    rows: list[Record]
    words: dict[int, tuple[Record | None, Record | None]] = field(default_factory=dict)
    new: int = 0

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages of the table."""
        return tuple(self.head["langs"])

    def row(self, row: int) -> Record:
        """The row with this id."""
        return next(one for one in self.rows if one["id"] == row)

    def cell(self, row: Record, lang: str) -> list[int]:
        """The segments of one cell. Raises ``InputError`` for a language that the table has not."""
        if lang not in self.langs:
            raise InputError(
                "There is no language “{lang}” here.", "Choose from: {choice}.", lang=lang, choice=self.langs
            )
        held: list[int] = row["cells"][lang]
        return held

    def add(self, place: int) -> Record:
        """A new row without text at a place among the rows."""
        number = tables.free(self.store, "rows") + self.new
        self.new += 1
        fields = {"score": 1.0, "band": "good", "evidence": [], "confirmed": 0, "confirmer": "", "bookmark": 0}
        row = {"id": number, **fields, "moved": None, "cells": {lang: [] for lang in self.langs}}
        self.rows.insert(place, row)
        return row

    def drop(self, row: Record) -> None:
        """Take a row out; its segments are elsewhere by now."""
        self.rows = [one for one in self.rows if one is not row]

    def next_to(self, row: Record, by: int) -> Record:
        """The row below (1) or above (-1); at the end of the table a new one."""
        place = next(place for place, one in enumerate(self.rows) if one is row) + by
        if 0 <= place < len(self.rows):
            return self.rows[place]
        return self.add(max(place, 0))

    def elsewhere(self, row: int) -> Record:
        """A row of the same table, wherever it is. Raises ``NotFound``."""
        number = regions.place(self.store, self.head["id"], row)
        if not number:
            raise NotFound("The work has no row with the id {row}.", row=row)
        return regions.read(self.store, self.head["id"], number, number)[0]

    def split(self, segment: int, offset: int) -> None:
        """Cut the only row before a segment, or inside it; the other languages where their text has come as far."""
        (row,) = self.rows
        lang = next((lang for lang, ids in row["cells"].items() if segment in ids), None)
        if lang is None:
            raise NotFound("The row has no sentence number {segment}.", segment=segment)
        ids = row["cells"][lang]
        place = ids.index(segment)
        if cut := self._cut(segment, offset):
            ids = [*ids[: place + 1], cut, *ids[place + 1 :]]
            place += 1
        if place == 0:
            raise InputError(
                "There is nothing before the cursor.", "Put it inside the text, or before a later sentence."
            )
        lengths = self._lengths(row)
        share = sum(lengths[one] for one in ids[:place]) / max(sum(lengths[one] for one in ids), 1)
        below = self.add(1)
        row["cells"][lang], below["cells"][lang] = ids[:place], ids[place:]
        for other in self.langs:
            held = row["cells"][other]
            if other != lang and held:
                so_far = [0, *accumulate(lengths[one] for one in held)]
                at = min(range(len(so_far)), key=lambda k: abs(so_far[k] / max(so_far[-1], 1) - share))
                row["cells"][other], below["cells"][other] = held[:at], held[at:]

    def _lengths(self, row: Record) -> dict[int, int]:
        ids = [one for held in row["cells"].values() for one in held]
        lengths = {one: len(words["text"]) for one, words in regions.segments(self.store, ids).items()}
        return lengths | {one: len(words["text"]) for one, (_, words) in self.words.items() if words}

    def _cut(self, segment: int, offset: int) -> int:
        """Cut a segment in two; the id of the second half, or 0 where the cut would leave nothing on one side."""
        held = regions.segments(self.store, [segment])[segment]
        one, other = held["text"][:offset].rstrip(), held["text"][offset:].lstrip()
        if not one or not other:
            if other:
                return 0
            raise InputError("There is nothing after the cursor.", "Put it inside the text.")
        state = {key: held[key] for key in regions.WORDS}
        place = held["start"] + round((held["stop"] - held["start"]) * offset / len(held["text"]))
        first, second = state | {"text": one, "stop": place}, state | {"text": other, "start": place}
        if held["original"] is not None:
            originals = _halves(held["original"], offset / len(held["text"]), held["lang"])
            first["original"], second["original"] = originals
        new = tables.free(self.store, "segments")
        self.words |= {segment: (state, first), new: (None, second)}
        return new

    def shift(self, row: Record, lang: str, by: int) -> None:
        """Move one language down or up from a row on, to the end of the region."""
        place = next(place for place, one in enumerate(self.rows) if one is row)
        held = [self.cell(one, lang) for one in self.rows[place:]]
        if by > 0:
            below = [[], *held]
            if below[-1]:
                self.add(len(self.rows))
        else:
            if held[0] and place == 0:
                raise InputError("There is no row above to take the text.", "Choose a later row, or an empty cell.")
            if held[0] and self.rows[place - 1]["confirmed"]:
                raise InputError("The row above is confirmed.", "Take its confirmation back first.")
            if held[0]:
                self.rows[place - 1]["cells"][lang] = self.rows[place - 1]["cells"][lang] + held[0]
            below = [*held[1:], []]
        for one, ids in zip(self.rows[place:], below, strict=False):
            one["cells"][lang] = ids

    def halves(self, pair: list[Record]) -> Marks:
        """The marks that make two rows halves of one, and one row (again) a whole; former halves are whole again."""
        wanted = {one["id"]: pair[1 - place]["id"] if len(pair) == 2 else None for place, one in enumerate(pair)}
        rows = {one["id"]: one for one in pair}
        for one in pair:
            former = one["moved"]
            if former is not None and former not in rows and regions.place(self.store, self.head["id"], former):
                rows[former] = self.elsewhere(former)
                wanted[former] = None
        marks: Marks = {}
        for one, other in wanted.items():
            row = rows[one]
            missing = [lang for lang in self.langs if not row["cells"][lang]]
            kept = [item for item in row["evidence"] if item[0] != "order"]
            if missing:
                kept += tables.pack([Evidence("order", "none" if other is None else "moved", tuple(missing))])
            before = {"moved": row["moved"], "evidence": row["evidence"]}
            marks[one] = (before, {"moved": other, "evidence": kept})
        return marks

    def states(self) -> tuple[Record, Record]:
        """What was, and what is to be, as ``edits`` takes them. Raises ``InputError`` when both are the same."""
        rows = [row for row in self.rows if any(row["cells"].values())]
        known = {row["id"]: row for row in self.before}
        changed = [row for row in rows if row["id"] not in known or row["cells"] != known[row["id"]]["cells"]]
        if not changed:
            raise InputError("That would change nothing.", "")
        judgements = self._judged(changed[:SOON]) + [UNJUDGED] * len(changed[SOON:])
        for row, (score, band, evidence) in zip(changed, judgements, strict=True):
            fields = {"score": score, "band": str(band), "evidence": tables.pack(evidence), "moved": None}
            row |= fields | {"confirmed": 0, "confirmer": ""}
        first, last = _trimmed(self.before, rows)
        old, new = self.before[first : len(self.before) - last], rows[first : len(rows) - last]
        kept = {row["id"] for row in new}
        other = {row["id"] for row in changed}
        lost = [row for row in old if row["moved"] is not None and (row["id"] not in kept or row["id"] in other)]
        marks = self._bereft(lost, {row["id"] for row in old}, new)
        before = {"rows": old, "segments": {one: words for one, (words, _) in self.words.items()}}
        after = {"rows": new, "segments": {one: words for one, (_, words) in self.words.items()}}
        before["marks"] = {str(row): was for row, (was, _) in marks.items()}
        after["marks"] = {str(row): becomes for row, (_, becomes) in marks.items()}
        return before, after

    def _judged(self, rows: list[Record]) -> list[Judgement]:
        """What the texts of these rows say about them."""
        ids = [one for row in rows for held in row["cells"].values() for one in held]
        words = regions.segments(self.store, ids) | {one: new for one, (_, new) in self.words.items() if new}
        return judged(self.langs, [segments_of(row["cells"], words) for row in rows])

    def _bereft(self, lost: list[Record], inside: set[int], new: list[Record]) -> Marks:
        """The marks of rows outside the region whose other half is no longer what it was; those inside are set."""
        marks: Marks = {}
        for row in lost:
            other = row["moved"]
            if other not in inside and regions.place(self.store, self.head["id"], other):
                there = self.elsewhere(other)
                marks |= {one: mark for one, mark in self.halves([there]).items() if one == other}
            for one in new:
                if one["id"] == other:
                    one["moved"] = None
        return marks


def _copied(row: Record) -> Record:
    """A row whose cells can be changed; what else it has is set anew, never changed in place."""
    return row | {"cells": {lang: list(ids) for lang, ids in row["cells"].items()}}


def _trimmed(before: list[Record], after: list[Record]) -> tuple[int, int]:
    """How many rows at the beginning and at the end are the same; at least one is left on both sides."""
    most = min(len(before), len(after)) - 1
    first = 0
    while first < most and before[first] == after[first]:
        first += 1
    last = 0
    while last < most - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return first, last


def _halves(text: str, share: float, lang: str) -> tuple[str, str]:
    """A text cut at a share of its length, between words where the language has blanks."""
    place = min(max(round(len(text) * share), 1), max(len(text) - 1, 1))
    if not lang.startswith("zh"):
        blanks = [at for at, character in enumerate(text) if character == " "]
        place = min(blanks, key=lambda at: abs(at - place), default=place)
    return text[:place].rstrip(), text[place:].lstrip()


def draft(store: Store, row: int, version: int | None, *, before: int = 0, after: int | None = 0) -> Draft:
    """The region around a row: so many rows before and after it; ``after`` None goes as far as the next confirmed row.

    Raises ``NotFound``, and ``Conflict`` when the row is no longer that version.
    """
    found = regions.of_row(store, row)
    if found is None:
        raise NotFound("There is no row with the id {row}. It may have been merged, or the work aligned anew.", row=row)
    if version is not None and version != found["version"]:
        last = revisions.last(store, found["version"]) or {"who": "", "when": ""}
        raise Conflict(
            "Somebody else changed this row in the meantime.",
            **last,
            row=tables.row(store, found["work"], found["number"]),
        )
    number, table = found["number"], found["table"]
    end = number + after if after is not None else regions.next_confirmed(store, table, number) - 1
    rows = regions.read(store, table, max(number - before, 1), end)
    head = tables.header(store, found["work"]) or {}
    return Draft(store, found["work"], head, rows, [_copied(row) for row in rows])
