"""One conformance suite for all exchange formats: what a format says it carries comes back, whatever it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.formats._base import one_line
from aligner.types import LANGS, Span
from glossary import formats
from glossary.formats import Incoming, Meta
from glossary.formats._base import status_of
from glossary.formats._cleaning import prose
from glossary.formats.omegat import RANK, comment
from glossary.types import Concept, Occurrence, PartOfSpeech, Status, Term, TermType

ALL = formats.names()
WHOLE = tuple(name for name in ALL if not formats.get(name).CARRIES.pair)
PAIR = ("en", "zh-Hant")

CLUSTER = Concept(
    (
        Term("en", "industrial cluster", Status.APPROVED, 6, "a <b>note</b> & more", "US", PartOfSpeech.NOUN),
        Term(
            "en", "IC", Status.ADMITTED, type=TermType.ACRONYM, context="The IC grew.\nThen it shrank.", source="p. 3"
        ),
        Term("vi", "cụm công nghiệp", Status.APPROVED, source="Nghị định 68"),
        Term("zh-Hans", "产业集群", Status.APPROVED, region="CN"),
        Term("zh-Hant", "產業聚落", Status.APPROVED, region="TW", type=TermType.FULL),
        Term("zh-Hant", "產業集羣", Status.FORBIDDEN, note="the mainland's word", region="HK"),
        Term("zh-Hant", "產業群落", Status.DEPRECATED),
    ),
    status=Status.APPROVED,
    score=0.1 + 0.2,
    domain="industrial policy",
    definition="Firms of one trade\nin one place.",
    note="Not: group.",
    source="work 12",
    occurrences=(Occurrence(3, "en", (Span(1, 4),)),),
    definitions={"en": "firms close together", "zh-Hant": "同業廠商聚於一地"},
    id="c12",
)
TRICKY: dict[str, list[Concept]] = {
    "everything": [CLUSTER],
    "nothing": [],
    "bare": [Concept((Term("en", "a"), Term("zh-Hant", "甲")))],
    "one language": [Concept((Term("vi", "một"), Term("vi", "hai")), id="x"), Concept((Term("en", "b"),))],
    "proposed": [Concept((Term("en", "draft"), Term("zh-Hant", "草稿")), id="p1"), replace(CLUSTER, id="p2")],
    "all forbidden": [Concept((Term("en", "a", Status.FORBIDDEN), Term("zh-Hant", "b", Status.FORBIDDEN)))],
    "name": [Concept((Term("en", "Hanoi", part_of_speech=PartOfSpeech.NOUN), Term("zh-Hant", "河內")), kind="name")],
    "odd ids": [
        Concept((Term("en", "a"), Term("zh-Hant", "甲")), id=name)
        for name in ("1", "电池 3", "_.x", "a:b<&>", "-", "ế")
    ],
    "markup": [
        Concept(
            (Term("en", "<b>&amp;\"'</b> ]]>"), Term("zh-Hant", "<!-- -->")), note="&lt; <script>x</script>", id="m"
        )
    ],
    "formulas": [
        Concept((Term("en", "=1+1", note="-3"), Term("zh-Hant", "@SUM(A1)", note="'=x")), domain="+2", id="f"),
        Concept((Term("en", "'quoted'"), Term("zh-Hant", '=HYPERLINK("http://x")'))),
    ],
    "separators": [
        Concept((Term("en", "a|b\\c"), Term("en", "d;e,f"), Term("en", "\\|"), Term("zh-Hant", "甲,乙;丙"))),
        Concept((Term("en", "back\\slash"), Term("zh-Hant", '"quoted"')), note='say "yes", or; no', domain="a;b"),
    ],
    "hash": [Concept((Term("en", "#tag"), Term("zh-Hant", "#標籤")), note="# not a comment", id="h")],
    "lines": [
        Concept((Term("en", "two\nlines\tand tab"), Term("zh-Hant", "甲\u2028乙")), note=" a \n\n  b\r\nc ", id="l")
    ],
    "rare Han, emoji": [Concept((Term("zh-Hans", "𠮷野家𪚥"), Term("zh-Hant", "𠀀👩‍👩‍👧"), Term("en", "🇻🇳 㐀")))],
    "decomposed": [Concept((Term("vi", unicodedata.normalize("NFD", "Điều ước")), Term("en", "cafe\u0301")), id="d")],
    "controls": [Concept((Term("en", "a\x00b\x1b[31m\x07"), Term("zh-Hant", "\x7fc\x9d\ufffe")), note="x\x0by\x85z")],
    "escapes": [
        Concept((Term("en", "_x0041_ _x005F_"), Term("zh-Hant", "\\n %s {x} &#10;")), note="1e5", domain="007")
    ],
    "words of formats": [
        Concept((Term("en", "-"), Term("zh-Hant", "status")), note="Forbidden: do not use this term.", domain="-"),
        Concept((Term("en", "id", note="[x]"), Term("zh-Hant", "approved"))),
    ],
}


def written(name: str, concepts: Iterable[Concept], meta: Meta | None = None) -> BytesIO:
    out = BytesIO()
    formats.write(name, concepts, out, meta or meta_of(name))
    assert not out.closed
    return out


def meta_of(name: str) -> Meta:
    return Meta(langs=PAIR) if formats.get(name).CARRIES.pair else Meta()


def read(name: str, data: BytesIO, **said: object) -> list[Concept]:
    return list(formats.read(name, data, Incoming("file", **said)))  # type: ignore[arg-type]


def kept(name: str, concepts: Iterable[Concept], meta: Meta) -> list[Concept]:
    """What a format promises to bring back, worked out from what it declares to carry."""
    if name == "jsonl":
        return [concept for concept in concepts if concept.terms]
    found = []
    for concept in concepts:
        if name == "omegat":
            found += omegat_kept(concept)
        elif (held := kept_concept(name, concept, meta.langs or LANGS)) is not None:
            found.append(held)
    return found


def kept_concept(name: str, concept: Concept, langs: tuple[str, ...]) -> Concept | None:
    carries = formats.get(name).CARRIES
    by_language = {lang: [kept_term(name, term) for term in concept.of(lang)] for lang in langs}
    terms = [t for found in by_language.values() for t in found if t.text and t.status not in carries.without]
    if carries.shared:  # these repeat terms to fill their units, so they cannot tell a term that was there twice
        terms = list({(term.lang, term.text): term for term in reversed(terms)}.values())[::-1]
        if len({term.lang for term in terms}) < 2:
            return None
    if not terms:
        return None
    held = set(langs) if name in ("csv", "xlsx") else {term.lang for term in terms}  # where a definition has a place
    values = {
        "terms": tuple(terms),
        "kind": "name" if concept.kind == "name" else "term",
        "domain": one_line(concept.domain),
        "definition": prose(concept.definition),
        "note": flat(name)(concept.note),
        "source": prose(concept.source),
        "definitions": {
            lang: text for lang in LANGS if lang in held and (text := prose(concept.definitions.get(lang, "")))
        },
        "id": "" if regex.fullmatch(r"_\d+|-", one_line(concept.id)) else one_line(concept.id),
        "score": float(f"{concept.score:.12g}"),  # what a cell of a sheet shows
        "status": concept.status,
    }
    carried = {key: value for key, value in values.items() if key in carries.concept}
    return Concept(**{"status": status_of(terms)} | carried)  # type: ignore[arg-type]


def kept_term(name: str, term: Term) -> Term:
    carries = formats.get(name).CARRIES
    values = {item.name: getattr(term, item.name) for item in fields(Term) if item.name in carries.term}
    values |= {key: flat(name)(values[key]) for key in ("note", "context", "source") if key in values}
    values |= {key: one_line(values[key]) for key in ("text", "region") if key in values}
    values["status"] = carries.merged.get(term.status, term.status)
    return Term(**values)


def flat(name: str):  # type: ignore[no-untyped-def]
    return one_line if name in ("utx", "omegat") else prose


def omegat_kept(concept: Concept) -> list[Concept]:
    """The terms of both languages, the best first, with the comments for people as the note."""
    sides = [
        [
            Term(term.lang, one_line(term.text), term.status, note=term.note)
            for term in sorted(concept.of(lang), key=lambda term: RANK.index(term.status))
            if one_line(term.text)
        ]
        for lang in PAIR
    ]
    if not all(sides):
        return []
    notes = [MARKS.sub("", comment(concept, source, target)) for source in sides[0] for target in sides[1]]
    terms = tuple(replace(term, note="") for side in sides for term in side)
    return [Concept(terms, note="\n".join(dict.fromkeys(filter(None, notes))), status=status_of(terms))]


MARKS = regex.compile(r"^(\[(source )?(admitted|proposed|deprecated|forbidden)(: do not use)?\] ?)*")


@pytest.mark.parametrize("concepts", TRICKY.values(), ids=TRICKY)
@pytest.mark.parametrize("name", ALL)
def test_what_is_carried_comes_back(name: str, concepts: list[Concept]) -> None:
    assert read(name, written(name, concepts)) == kept(name, concepts, meta_of(name))


@pytest.mark.parametrize("name", ALL)
def test_region_tags_are_written_and_read_as_scripts(name: str) -> None:
    meta = replace(meta_of(name), tags="region")
    data = written(name, [CLUSTER], meta)
    if name not in ("xlsx", "jsonl"):
        assert b"zh-TW" in data.getvalue()
        assert b"zh-Han" not in data.getvalue()
    assert read(name, data) == kept(name, [CLUSTER], meta)


@pytest.mark.parametrize("name", WHOLE)
def test_languages_are_chosen(name: str) -> None:
    meta = Meta(langs=("vi", "en"))
    found = {term.lang for concept in read(name, written(name, [CLUSTER], meta)) for term in concept.terms}
    assert found == {"vi", "en"}


@pytest.mark.parametrize("concepts", TRICKY.values(), ids=TRICKY)
@pytest.mark.parametrize("name", [name for name in ALL if name != "xlsx"])
def test_output_is_clean_and_repeatable(name: str, concepts: list[Concept]) -> None:
    """Text files are UTF-8 in NFC without characters that act on a terminal, and no clock goes into them."""
    data = written(name, concepts).getvalue()
    assert written(name, concepts).getvalue() == data
    text = data.decode("utf-8-sig")
    if name != "jsonl":  # which keeps every text as it was
        assert unicodedata.is_normalized("NFC", text)
        assert not [char for char in text if unicodedata.category(char) == "Cc" and char not in "\t\r\n\x85"]


@pytest.mark.parametrize("name", ALL)
def test_title_and_date_stand_in_the_file_and_not_in_the_concepts(name: str) -> None:
    meta = replace(meta_of(name), title="T <&> #1\n=2", created=datetime(2026, 1, 2, tzinfo=UTC))
    data = written(name, [CLUSTER], meta)
    assert read(name, data) == kept(name, [CLUSTER], meta)


@pytest.mark.parametrize("name", ALL)
def test_concepts_are_written_and_read_one_by_one(name: str) -> None:
    """The writer asks for a concept only when the one before is written; the reader hands out the first at once."""
    asked = []

    def concepts() -> Iterable[Concept]:
        for number in range(3):
            asked.append(out.tell())
            yield replace(CLUSTER, id=f"c{number}")

    out = BytesIO()
    formats.write(name, concepts(), out, meta_of(name))
    if name != "xlsx":  # zipped in the end
        assert asked == sorted(asked)
        assert asked[2] > asked[1] > asked[0]
    assert next(iter(formats.read(name, out, Incoming("file")))).terms


def test_two_languages_are_asked_for() -> None:
    for name in set(ALL) - set(WHOLE):
        with pytest.raises(InputError, match="--langs en,vi"):
            written(name, [CLUSTER], Meta())


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match="tbx-dct"):
        formats.get("doc")


texts = st.text(st.characters(), max_size=10) | st.text("=+-@'\" \t\n\r|\\;,#_x0041\u0301[]<&", max_size=8)
words = texts.filter(lambda text: bool(one_line(text)))
regions = st.sampled_from(("", "CN", "TW", "HK", "US"))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    return Term(
        draw(st.sampled_from(LANGS)),
        draw(words),
        draw(st.sampled_from(Status)),
        draw(st.integers(0, 9)),
        draw(texts),
        draw(regions),
        draw(st.sampled_from([None, *PartOfSpeech])),
        draw(st.sampled_from([None, *TermType])),
        draw(texts),
        draw(texts),
    )


@st.composite
def glossaries(draw: st.DrawFn) -> list[Concept]:
    concepts = []
    for number in range(draw(st.integers(0, 3))):
        concepts.append(
            Concept(
                tuple(draw(st.lists(terms(), min_size=1, max_size=6, unique_by=lambda t: (t.lang, one_line(t.text))))),
                draw(st.sampled_from(("term", "name"))),
                draw(st.sampled_from(Status)),
                draw(st.floats(0, 1)),
                *(draw(texts) for _ in range(4)),
                definitions=draw(st.dictionaries(st.sampled_from(LANGS), words, max_size=2)),
                id=draw(st.sampled_from(("", f"c{number}", f"{number}", f"号 {number}"))),
            )
        )
    return concepts


@pytest.mark.parametrize("name", ALL)
@given(concepts=glossaries())
@settings(max_examples=40, deadline=None)
def test_any_glossary_comes_back(name: str, concepts: list[Concept]) -> None:
    assert read(name, written(name, concepts)) == kept(name, concepts, meta_of(name))


@pytest.mark.parametrize("name", ALL)
@given(data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_read_or_refused_by_the_one_error(name: str, data: bytes) -> None:
    with suppress(InputError):
        read(name, BytesIO(data))
