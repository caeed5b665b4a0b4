"""A file on its way in: what is known about it, what was noticed in it, and the limits of what is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from dataclasses import dataclass, field

from aligner.errors import InputError, Said, said
from aligner.formats._base import one_line
from glossary.formats._cleaning import prose
from glossary.types import Concept, Status

TERM_LIMIT, NAME_LIMIT, TEXT_LIMIT, TERMS_LIMIT = 500, 200, 20_000, 1_000
"""The most characters of a term, of a domain or id and of any other text, and the most terms of a concept: more than a
glossary has, less than a file made to fill the memory."""


@dataclass
class Incoming:
    """A file on its way in: what is known about it, and what was noticed in it.

    ``langs`` are the languages of columns that do not name any; ``status`` is that of terms which state none;
    ``lenient`` mends what a standard forbids instead of refusing it. ``dropped`` counts what has no place here, by
    kind; ``mended`` what was mended, by sentence, with the first place.
    """

    name: str
    langs: tuple[str, ...] = ()
    status: Status = Status.PROPOSED
    lenient: bool = False
    dropped: Counter[str] = field(default_factory=Counter)
    mended: dict[str, tuple[str, int]] = field(default_factory=dict)
    scripts: Counter[str] = field(default_factory=Counter)

    def refuse(self, place: str, fault: str, hint: str = "") -> InputError:
        """The error that names the file and the place: raise what this returns."""
        if not place:
            return InputError("{name}: {fault}", hint, name=self.name, fault=fault)
        return InputError("{name}, {place}: {fault}", hint, name=self.name, place=place, fault=fault)

    def mend(self, place: str, fault: str) -> None:
        """Refuse what the standard forbids, or, when lenient, note it and go on."""
        if not self.lenient:
            raise self.refuse(place, fault, "Mend it there, or read it leniently (--lenient), which mends such places.")
        self.note(place, fault)

    def note(self, place: str, fault: str) -> None:
        """Count a fault that was mended."""
        first, count = self.mended.get(fault, (place, 0))
        self.mended[fault] = (first, count + 1)

    def warnings(self) -> list[str]:
        """What was noticed, as sentences without a stop."""
        found: list[str] = []
        for fault, (place, count) in self.mended.items():
            what = said(fault.template.rstrip("."), **fault.values) if isinstance(fault, Said) else fault.rstrip(".")
            if count > 1:
                found.append(said("{what} ({place}, and {more} more): mended", what=what, place=place, more=count - 1))
            else:
                found.append(said("{what} ({place}): mended", what=what, place=place))
        if self.dropped:
            kinds = tuple(said("{kind} {count:,}", kind=k, count=n) for k, n in self.dropped.most_common(12))
            found.append(said("left out, because a glossary here has no place for it: {kinds}", kinds=kinds))
        return found

    def term(self, text: str, place: str) -> str:
        """The text of a term: clean, on one line. Raises ``InputError`` when it is too long to be one."""
        found = one_line(text)
        if len(found) > TERM_LIMIT:
            raise self.refuse(
                place, _long("a term has {count:,} characters; {most:,} are the most.", found, TERM_LIMIT)
            )
        return found

    def text(self, text: str, place: str) -> str:
        """Any other text: clean, with its line breaks."""
        if not text:
            return ""
        found = prose(text)
        if len(found) > TEXT_LIMIT:
            raise self.refuse(
                place, _long("a text has {count:,} characters; {most:,} are the most.", found, TEXT_LIMIT)
            )
        return found

    def label(self, text: str, place: str) -> str:
        """A domain or an id: clean, on one line."""
        found = one_line(text)
        if len(found) > NAME_LIMIT:
            raise self.refuse(
                place, _long("a domain or id has {count:,} characters; {most:,} are the most.", found, NAME_LIMIT)
            )
        return found

    def region(self, text: str) -> str:
        """A region as a code of two letters, out of a code, a language tag or a usual name; anything else is dropped.

        >>> Incoming("x").region("tw"), Incoming("x").region("zh-HK"), Incoming("x").region("Taiwan")
        ('TW', 'HK', 'TW')
        """
        from glossary.formats._language import region_of

        found = region_of(one_line(text))
        if found is None:
            self.dropped[f"region “{one_line(text)[:40]}”"] += 1
        return found or ""

    def script(self, text: str) -> str:
        """The script of Chinese that does not say it: by its characters, else as most of the file so far."""
        from aligner.detect import script_counts

        simplified, traditional = script_counts(text)
        if simplified != traditional:
            found = "zh-Hans" if simplified > traditional else "zh-Hant"
            self.scripts[found] += 1
            return found
        return "zh-Hant" if self.scripts["zh-Hant"] > self.scripts["zh-Hans"] else "zh-Hans"

    def concept(self, concept: Concept, place: str) -> Concept:
        """A concept that was read whole. Raises ``InputError`` when it has too many terms."""
        if len(concept.terms) > TERMS_LIMIT:
            raise self.refuse(
                place,
                _long("a concept has {count:,} terms; {most:,} are the most.", concept.terms, TERMS_LIMIT),
                "Split it.",
            )
        return concept


def _long(template: str, found: Sized, most: int) -> Said:
    return said(template, count=len(found), most=most)
