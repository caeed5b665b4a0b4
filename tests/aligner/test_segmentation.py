"""Segmentation: golden tables, offsets that give back the text, notes, headings, the real articles."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import segmentation
from aligner.blocks import unwrap
from aligner.errors import InputError
from aligner.segmentation import LONGEST, segment, segment_lines, split
from aligner.types import LANGS, Block, Document, Kind, Span

GOLDEN = Path(__file__).parents[1] / "golden"


def golden(code: str) -> list[tuple[str, str]]:
    """The cases of one table: the rule it stands for, and the text with a mark at each boundary."""
    cases = []
    for paragraph in (GOLDEN / f"segmentation-{code}.txt").read_text("utf-8").strip().split("\n\n"):
        lines = paragraph.split("\n")
        rule = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
        text = "\n".join(line for line in lines if not line.startswith("#"))
        if text:
            cases.append((rule, text))
    return cases


CASES = [pytest.param(code, text, id=f"{code}-{rule}") for code in ("en", "vi", "zh") for rule, text in golden(code)]


@pytest.mark.parametrize(("code", "marked"), CASES)
def test_splits_as_the_table_says(code: str, marked: str) -> None:
    text = marked.replace("‖", "")
    assert [span.of(text) for span in split(text, code)] == [part.strip() for part in marked.split("‖") if part.strip()]


@pytest.mark.parametrize("code", ["en", "vi", "zh"])
def test_each_table_has_forty_cases(code: str) -> None:
    assert len(golden(code)) >= 40


def document(*blocks: tuple[Kind, str], code: str = "en") -> Document:
    """A document of the given blocks, set apart by blank lines."""
    text, made = "", []
    for kind, raw in blocks:
        made.append(Block(unwrap(raw), kind, code, Span(len(text), len(text) + len(raw))))
        text += raw + "\n\n"
    return Document("test", text, tuple(made), code)


def test_boilerplate_is_left_out() -> None:
    made = segment(document((Kind.BODY, "One. Two."), (Kind.BOILERPLATE, "Share this."), (Kind.BODY, "Three.")))
    assert [(s.text, s.block, s.index) for s in made] == [("One.", 0, 0), ("Two.", 0, 1), ("Three.", 2, 2)]


def test_line_breaks_are_unwrapped() -> None:
    made = segment(document((Kind.BODY, "产业\n集群。发展\n很快。"), code="zh-Hans"))
    assert [s.text for s in made] == ["产业集群。", "发展很快。"]


@pytest.mark.parametrize("kind", [Kind.TITLE, Kind.SUBTITLE, Kind.HEADING, Kind.BYLINE])
def test_headings_stay_whole(kind: Kind) -> None:
    made = segment(document((kind, "Who Pays? The Battery Race")))
    assert [(s.text, s.kind) for s in made] == [("Who Pays? The Battery Race", kind)]


def test_a_heading_of_full_sentences_is_split() -> None:
    assert [s.text for s in segment(document((Kind.HEADING, "Build fast. Build well.")))] == [
        "Build fast.",
        "Build well.",
    ]


def test_a_caption_and_its_credit_are_two() -> None:
    made = segment(document((Kind.CAPTION, "2024年5月,工廠裏的員工。圖源:Agency / Wire"), code="zh-Hant"))
    assert [(s.text, s.kind) for s in made] == [
        ("2024年5月,工廠裏的員工。", Kind.CAPTION),
        ("圖源:Agency / Wire", Kind.CAPTION),
    ]


@pytest.mark.parametrize(
    ("code", "before", "note", "after"),
    [
        ("zh-Hant", "它很短。", "(原題“X”,見2025年。——譯註)", ""),
        ("zh-Hans", "它很短。", "（译注：原题“X”。见2025年。）", "下一句。"),
        ("zh-Hans", "它很短。", "（编者按：略。）", "下一句。"),
        ("zh-Hant", "", "（譯者註：略。）", "下一句。"),
        ("vi", "Nó ngắn. ", "(Chú thích của người dịch: bỏ qua. Xem sau.)", " Câu sau."),
        ("vi", "Nó ngắn. ", "(ND: bỏ qua)", ""),
        ("en", "It is short. ", "[Translator’s note: see above. And below.]", " Next."),
        ("en", "It is short. ", "(As of 2024. —Trans.)", ""),
    ],
)
def test_a_note_in_a_paragraph_is_a_segment_of_its_own(code: str, before: str, note: str, after: str) -> None:
    made = segment(document((Kind.BODY, before + note + after), code=code))
    assert [(s.text, s.kind) for s in made] == [
        (text.strip(), kind) for text, kind in ((before, Kind.BODY), (note, Kind.NOTE), (after, Kind.BODY)) if text
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh-Hans", "这家公司（译注：当时在首都）搬走了。"),
        ("en", "The bureau (translator’s note: then in the capital) moved."),
        ("vi", "Cục (ND: khi ấy ở thủ đô) chuyển đi."),
        ("en", "It is short (see the notes on p. 5)."),
    ],
)
def test_a_note_inside_a_sentence_stays_there(code: str, text: str) -> None:
    assert [(s.text, s.kind) for s in segment(document((Kind.BODY, text), code=code))] == [(text, Kind.BODY)]


def test_a_block_that_is_a_note_keeps_its_kind() -> None:
    made = segment(document((Kind.NOTE, "（译注：很短。见下。）"), code="zh-Hans"))
    assert [(s.text, s.kind) for s in made] == [("（译注：很短。", Kind.NOTE), ("见下。）", Kind.NOTE)]


def test_lines_are_taken_as_they_are() -> None:
    lines = ["One. Two.", "", "  Three "]
    made = segment_lines(lines, "en")
    assert [s.text for s in made] == lines
    assert [s.span.of("\n".join(lines)) for s in made] == lines
    assert [(s.index, s.block) for s in made] == [(0, -1), (1, -1), (2, -1)]


FRAGMENTS = [
    *("Dr.", "U.S.", "the", "The", "said", "3.5", "1.", "a.", "v.v.", "TP.", "iPad", "https://x.y/z?A.", "a@b.c"),
    *("工厂", "他说", "：", "“", "”", "「", "」", "。", "？", "……", "（", "）", "《", "》", "译注：", "\u3000"),
    *(".", "!", "...", ",", "(", ")", "[3]", "—", "ND:", " ", "\n", " \n\n", '"', "'", "*"),
]
PROSE = st.lists(
    st.one_of(
        st.sampled_from(FRAGMENTS),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)
KINDS = st.sampled_from([Kind.BODY, Kind.HEADING, Kind.CAPTION, Kind.NOTE, Kind.BOILERPLATE])


@pytest.mark.parametrize("code", LANGS)
@given(blocks=st.lists(st.tuples(KINDS, PROSE), max_size=4))
def test_segments_cover_every_block_in_order(code: str, blocks: list[tuple[Kind, str]]) -> None:
    """Every segment is its range of the text unwrapped; between segments there is only white space."""
    page = document(*blocks, code=code)
    made = segment(page)
    assert [s.index for s in made] == list(range(len(made)))
    covered = [False] * len(page.text)
    place = 0
    for s in made:
        raw = s.span.of(page.text)
        assert raw
        assert raw == raw.strip()
        assert s.text == unwrap(raw)
        assert s.span.start >= place
        block = page.blocks[s.block]
        assert block.span.start <= s.span.start < s.span.stop <= block.span.stop
        place = s.span.stop
        covered[s.span.start : s.span.stop] = [True] * len(s.span)
    for block in page.blocks:
        for i in block.span:
            wanted = block.kind is not Kind.BOILERPLATE and not page.text[i].isspace()
            assert covered[i] or not wanted
            assert not (covered[i] and block.kind is Kind.BOILERPLATE)


@pytest.mark.parametrize(
    ("raw", "flat"),
    [
        ("one line", "one line"),
        ("two \n  lines", "two lines"),
        ("cut\n\n\nacross", "cut across"),
        ("产业\n集群", "产业集群"),
        ("产业，\n\n 集群", "产业，集群"),
        ("他说：“\n好。”\n她走了", "他说：“好。”她走了"),
        ("用 GPU\n训练", "用 GPU 训练"),
        ("训练\nGPU", "训练 GPU"),
        ("he said “yes”\n“no”", "he said “yes” “no”"),
        ("\nedges\n", "edges"),
    ],
)
def test_unwrap(raw: str, flat: str) -> None:
    assert unwrap(raw) == flat


@given(st.text(st.sampled_from("a产。“” \n\u3000")))
def test_unwrap_leaves_no_line_break_and_no_letter_out(text: str) -> None:
    flat = unwrap(text)
    assert "\n" not in flat
    assert "".join(flat.split()) == "".join(text.split())


@pytest.mark.parametrize("code", ["en", "vi", "zh-Hant"])
def test_every_gold_line_of_the_real_article_is_found(code: str, shared: Path, articles: dict[str, Path]) -> None:
    """Lines of the page are its blocks; what the page has besides the article is not our affair here."""
    lines = articles["000" if code == "zh-Hant" else "002"].read_text("utf-8").splitlines()
    if code != "zh-Hant":
        fence = next(i for i, line in enumerate(lines) if line.strip() == "***")
        lines = lines[fence + 1 :] if code == "en" else lines[:fence]
    gold = (shared / "gold" / f"{code}.txt").read_text("utf-8").splitlines()
    found = [span.of(line) for line in lines for span in split(line, code)]
    assert [line for line in gold if line not in set(found)] == []
    assert [line for line in found if line in set(gold)] == gold


@pytest.mark.parametrize(
    ("unit", "ends"),
    [
        *[("a", "a"), ("mill ", "l"), ("mill, a ", ","), ("mill, a; ", ";"), ("产业", "产业"), ("产业，", "，")],
        *[("𠮷", "𠮷"), ("e\u0301\u0323", "\u0323"), ("(mill ", "l"), ("“a", "“a")],
    ],
)
def test_what_goes_on_without_a_stop_is_cut_where_it_may_be(unit: str, ends: str) -> None:
    text = unit * (3 * LONGEST // len(unit))
    spans = split(text, "en")
    assert 3 <= len(spans) <= 7
    assert all(0 < span.stop - span.start <= LONGEST for span in spans)
    assert all(text[one.stop : two.start].strip() == "" for one, two in pairwise(spans))
    assert {text[span.stop - 1] for span in spans[:-1]} <= set(ends)


def test_a_line_that_is_to_be_a_segment_is_refused_when_it_is_far_too_long() -> None:
    with pytest.raises(InputError, match="Segment 2 has 20001 characters"):
        segment_lines(["a", "b" * (2 * LONGEST + 1)], "en")


_PARTS = st.sampled_from(
    [
        "One",
        "two",
        "U.S.",
        "Dr.",
        "他说",
        "好",
        ".",
        "?!",
        "…",
        "。",
        "”",
        '"',
        ")",
        "(",
        "（注：x）",
        "(ND: x)",
        " ",
        "a@b.vn",
        "3.5",
    ]
)


@given(st.lists(_PARTS, max_size=9).map("".join), st.sampled_from(LANGS), st.booleans())
def test_a_text_with_one_stop_is_split_as_any_other(text: str, lang: str, whole: bool) -> None:
    quick = segmentation._pieces(text, lang, whole=whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segmentation, "_is_one", lambda _: False)
        assert segmentation._pieces(text, lang, whole=whole) == quick
