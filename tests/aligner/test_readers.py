"""Readers: any format and encoding in, labelled documents out; and one clear sentence for what cannot be read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.blocks import unwrap
from aligner.errors import InputError
from aligner.readers import LIMIT, SUFFIXES, read, read_lines
from aligner.readers._decode import decode
from aligner.types import Document, Kind
from tests.aligner.bad_input import made

ENGLISH = "The workshops stood close together, so that a mistake made in one was known in the next by noon."
LATER = "A generation on, the same yards turn out parts for pumps that their founders would not recognise."
VIETNAMESE = "Các xưởng thợ đứng sát nhau, nên một sai sót ở xưởng này thì đến trưa xưởng bên đã biết."
HANS = "作坊挨得很近，这一家出了错，隔壁那一家中午就会知道。"
HANT = "小工廠挨得很近，這一家出了錯，隔壁那一家中午就會知道。"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text: str) -> bytes:
    """Windows-1258 as Vietnamese programs write it: vowel letters in one byte, tone marks after them in another."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += (letter + "".join(part for part in parts if part in TONES)).encode("cp1258")
    return bytes(out)


def kinds(documents: list[Document]) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for document in documents for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, encoding) for text in (ENGLISH, VIETNAMESE, HANS, HANT) for encoding in ("utf-8", "utf-8-sig")),
        *((text, encoding) for text in (ENGLISH, VIETNAMESE, HANS, HANT) for encoding in ("utf-16", "utf-32")),
        *((text, encoding) for text in (ENGLISH, VIETNAMESE, HANS, HANT) for encoding in ("utf-16-le", "utf-16-be")),
        (HANS, "gb18030"),
        (HANS, "gb2312"),
        (HANT, "gb18030"),
        (HANT, "big5"),
        ("他說：裏面有一羣人，冇人喺度講嘢。", "big5hkscs"),
        ("关键要点", "gb18030"),
        ("關鍵要點", "big5"),
        ("It’s “fine” — or so they say…", "cp1252"),
        ("The café’s façade was naïve.", "cp1252"),
    ],
)
def test_common_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode("page.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [VIETNAMESE, "Tiếng Việt", "Đối chiếu", "Được “mùa” — mất giá", "Nghiên cứu của Viện"])
def test_windows_1258_comes_out_composed(text: str) -> None:
    data = cp1258(text)
    assert any(byte in data for byte in (0xCC, 0xEC, 0xDE, 0xD2, 0xF2)), "no combining tone in the sample"
    found = decode("trang.txt", data)
    assert (found.encoding, found.text) == ("cp1258", text)
    assert unicodedata.is_normalized("NFC", found.text)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="gb2312">',
        '<META http-equiv=Content-Type content="text/html; charset=GBK">',
        '<?xml version="1.0" encoding="gb18030"?>',
    ],
)
def test_a_declared_encoding_settles_a_doubt(head: str) -> None:
    # Two bytes that are good Vietnamese as well as good Chinese: nothing but the declaration can tell.
    short = "概观".encode("gb18030")
    with pytest.raises(InputError, match="GB18030 or"):
        decode("kurz.txt", short)
    assert "概观" in decode("page.html", head.encode() + b"<p>" + short).text


def test_a_wrong_declaration_does_not_beat_valid_utf_8() -> None:
    assert HANS in decode("page.html", f'<meta charset="iso-8859-1"><p>{HANS}'.encode()).text


def test_text_is_composed_and_free_of_controls() -> None:
    data = unicodedata.normalize("NFD", VIETNAMESE).encode() + b"\r\nA\x00b\x08c\xe2\x80\x8bd\rE\xc2\xadF"
    assert read("a.txt", data)[0].text == VIETNAMESE + "\nAbcd\nEF"


@pytest.mark.parametrize("suffix", ["", *SUFFIXES])
def test_every_suffix_has_a_reader(suffix: str) -> None:
    data = {
        ".docx": made.word([("Normal", ENGLISH)]),
        ".pdf": made.pdf([made.article_lines([ENGLISH])]),
    }.get(suffix, ENGLISH.encode())
    (document,) = read(f"page{suffix}", data)
    assert (document.lang, [block.text for block in document.blocks]) == ("en", [ENGLISH])


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("page.txt", f"<!DOCTYPE html><title>x</title><h1>Near and far</h1><p>{ENGLISH}</p>".encode(), "title"),
        ("page.txt", f"# Near and far\n\n{ENGLISH}\n\n## Far\n\n{ENGLISH[:50]} again.\n".encode(), "title"),
        ("page.txt", made.word([("Title", "Near and far"), ("Normal", ENGLISH)]), "title"),
        ("page.md", made.pdf([[("Near and far", 70, 780, 24), *made.article_lines([ENGLISH])]]), "title"),
    ],
)
def test_a_file_is_read_as_what_it_is_not_as_what_it_is_called(name: str, data: bytes, kind: str) -> None:
    assert kinds(read(name, data))[:2] == [(kind, "Near and far"), ("body", ENGLISH)]


BROKEN_WORD = made.word([("Normal", ENGLISH)])
PAGES = made.pdf([made.article_lines([ENGLISH])])


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "“empty.txt” is empty"),
        ("blank.txt", " \n\u00a0\n\t".encode(), "holds no text"),
        ("spaces.md", b"   \n\n  ", "is empty"),
        ("rule.md", b"***\n\n---\n", "holds no text"),
        ("script.html", b"<html><script>var a = 1</script></html>", "holds no text"),
        ("noise.txt", bytes(range(256)) * 8, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), "binary"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "ends in .png"),
        ("table.xls", b"a,b", "ends in .xls"),
        ("broken.txt", b"caf\x8f \xff\x81 \x9d\xff\x81", "encoding"),
        (
            "cut.txt",
            b"One.\n" + VIETNAMESE.encode().replace(b"\xe1", b"", 1),
            "but line 2 holds bytes that are none",
        ),
        ("patched.txt", (HANT * 4).encode()[:-1], "UTF-8 text, but line 1"),
        ("half.txt", b"\xff\xfe\x00", "bytes that are none"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted Word file or one in the old .doc"),
        ("text.docx", ENGLISH.encode(), "no Word file"),
        ("cut.docx", BROKEN_WORD[: len(BROKEN_WORD) // 2], "broken Word file"),
        ("flipped.docx", made.damaged(BROKEN_WORD), "broken Word file"),
        ("zip.docx", made.word_parts(other="<a/>"), "zip file but no Word file"),
        ("xml.docx", made.word_parts(document="<w:document"), "broken Word file"),
        ("blank.docx", made.word([]), "holds no text"),
        ("bomb.docx", made.zip_bomb(260), "unpacks to more than 256 MB"),
        ("text.pdf", ENGLISH.encode(), "no PDF file"),
        ("cut.pdf", PAGES[:120], "broken PDF"),
        ("locked.pdf", made.locked(PAGES), "protected by a password"),
        ("scan.pdf", made.pdf([[], []]), "no text layer"),
    ],
)
def test_bad_input_gets_one_sentence_with_its_name_and_a_remedy(name: str, data: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(name, data)
    assert f"“{name}”" in str(caught.value)
    assert says in str(caught.value)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(InputError, match=r"“big\.txt” is 2\.0 MB, over the limit of 1\.0 MB"):
        read("big.txt", b"a" * 2 * 1048576, limit=1048576)
    assert LIMIT == 64 * 1048576


def test_entities_in_a_word_file_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;"><!ENTITY z SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        f"<w:t>{ENGLISH}&y;&z;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert kinds(read("a.docx", made.word_parts(document=bomb))) == [("body", ENGLISH)]


HTML = """<!DOCTYPE html><html lang="en"><head><title>Near and far | The Gazette</title><style>p{}</style></head><body>
<header><a href="/">The Gazette</a></header><nav><ul><li><a href="/a">News</a></li><li><a>Trade</a></li></ul></nav>
<article><h1>Near &amp; far</h1><p class="byline">Ann Example</p><figure><img src="x"><figcaption>A yard in May
</figcaption></figure><p>The workshops stood <b>close</b> together, so that a mistake
made in one was known<br>in the next by noon.</p>
<h2>Later</h2><p>Nobody planned it, and nobody could have <a href="#">planned</a> it either, they say now.</p>
<ul><li>One road</li><li>Two yards</li></ul><p><ruby>漢<rt>hàn</rt></ruby> is a word.</p>
<aside class="pullquote">Nobody could have planned it either.</aside><p style="display:none">Hidden words.</p>
<div hidden>More hidden words.</div><!-- a comment --></article><footer>© 2024 The Gazette</footer></body></html>"""


def test_html_gives_blocks_with_what_their_tags_say() -> None:
    assert [pair for pair in kinds(read("a.html", HTML.encode())) if pair[0] != "boilerplate"] == [
        ("title", "Near & far"),
        ("byline", "Ann Example"),
        ("caption", "A yard in May"),
        ("body", ENGLISH),
        ("heading", "Later"),
        ("body", "Nobody planned it, and nobody could have planned it either, they say now."),
        ("list-item", "One road"),
        ("list-item", "Two yards"),
        ("body", "漢 is a word."),
        ("pull-quote", "Nobody could have planned it either."),
    ]


def test_html_nested_50000_levels_deep_is_read() -> None:
    page = "<div>" * 50_000 + f"<p>{ENGLISH}</p>" + "</div>" * 50_000
    assert kinds(read("deep.html", page.encode())) == [("body", ENGLISH)]


MARKDOWN = f"""---
title: "Near and far"
---
# Near *and* far

*A yard in May*

{ENGLISH.replace(" so ", chr(10) + "so ")}

## Later

- One **road**
- Two [yards](http://example.org/a_(b))

> Nobody planned `it`, they say now, and nobody could have planned it either.

```
code()
```

[^1]: A note.
"""


def test_markdown_gives_blocks_without_its_marks() -> None:
    assert [pair for pair in kinds(read("a.md", MARKDOWN.encode())) if pair[0] != "boilerplate"] == [
        ("title", "Near and far"),
        ("caption", "A yard in May"),
        ("body", ENGLISH),
        ("heading", "Later"),
        ("list-item", "One road"),
        ("list-item", "Two yards"),
        ("body", "Nobody planned it, they say now, and nobody could have planned it either."),
        ("footnote", "A note."),
    ]


def test_word_styles_tables_and_footnotes_are_read_in_order() -> None:
    data = made.word(
        [
            ("Title", "Near and far"),
            ("Subtitle", "A story of neighbours"),
            ("Normal", ENGLISH),
            ("Heading 1", "Later"),
            ("List Bullet", "One road"),
            ("Caption", "A yard"),
            ("Normal", "Nobody planned it, and nobody could have planned it either, they say now."),
        ]
    )
    found = [kind for kind, _ in kinds(read("a.docx", data))]
    assert found == ["title", "subtitle", "body", "heading", "list-item", "caption", "body"]


def test_text_boxes_and_deleted_text_of_a_word_file() -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:pict>"
    part = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
        f"<w:r><w:t>Before</w:t></w:r><w:r>{box}</w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:r><w:t xml:space='preserve'> and after.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert [text for _, text in kinds(read("a.docx", made.word_parts(document=part)))] == [
        "Before and after.",
        "In the box.",
    ]


def test_pdf_lines_become_paragraphs_and_running_heads_go() -> None:
    first = f"{ENGLISH} Nobody in the council could remember deciding any of it, and the manu"
    pages = [
        [
            ("The Gazette", 70, 815, 9),
            ("Near and far", 70, 780, 24),
            *made.article_lines([f"{first}-"], top=740),
            ("1", 290, 30, 9),
        ],
        [
            ("The Gazette", 70, 815, 9),
            *made.article_lines(["facturers did not mind."], top=770),
            ("Later", 70, 720, 15),
            *made.article_lines([LATER], top=690),
            ("2", 290, 30, 9),
        ],
    ]
    (document,) = read("a.pdf", made.pdf(pages))
    assert [(block.kind, block.text) for block in document.blocks if block.kind is not Kind.BOILERPLATE] == [
        (Kind.TITLE, "Near and far"),
        (Kind.BODY, f"{first}facturers did not mind."),
        (Kind.HEADING, "Later"),
        (Kind.BODY, LATER),
    ]
    assert sum(block.kind is Kind.BOILERPLATE for block in document.blocks) == 4


def test_hard_wrapped_lines_are_joined_and_paragraph_lines_are_not() -> None:
    wrapped = (
        "The workshops stood close together, so that a mistake\nmade in one was known in the next by noon. Nobody\n"
        "planned it, and nobody could have planned it either,\nthey say now.\n\nThe road came later.\n"
    )
    assert [text for _, text in kinds(read("a.txt", wrapped.encode()))] == [
        f"{ENGLISH} Nobody planned it, and nobody could have planned it either, they say now.",
        "The road came later.",
    ]
    assert len(read("b.txt", f"{ENGLISH}\nThe road came later.\n{HANS}\n".encode())[0].blocks) == 3


def test_a_sentence_cut_by_a_page_break_is_one_block() -> None:
    half = "小工廠挨得很近，這一家出了錯，隔壁那一家中午就會知道，所以鎮上的人常說，想要學得快，就得離"
    rest = "得近，離得近了，別人的錯也就成了自己的本事，這話說了三十年，還是對的。"
    (document,) = read("a.txt", f"{half}\n\n{rest}\n\n{HANT}".encode())
    assert document.blocks[0].text == half + rest
    assert document.blocks[0].span.of(document.text) == f"{half}\n\n{rest}"


def test_a_named_language_overrules_detection() -> None:
    (document,) = read("a.txt", HANS.encode(), lang="zh-Hant")
    assert (document.lang, {block.lang for block in document.blocks}) == ("zh-Hant", {"zh-Hant"})


def test_a_named_language_picks_its_part_of_a_page_in_two() -> None:
    page = "\n".join([VIETNAMESE] * 6 + ["***"] + [ENGLISH] * 6)
    (document,) = read("a.txt", page.encode(), lang="en")
    assert document.lang == "en"
    assert {block.lang for block in document.blocks if block.kind is not Kind.BOILERPLATE} == {"en"}
    assert len(document.blocks) == 13


def test_an_unknown_language_has_no_code() -> None:
    assert read("a.txt", "これは新しい産業政策についての記事です。とても長い文章です。".encode())[0].lang == ""


def test_segmented_text_is_taken_as_it_is() -> None:
    document = read_lines("a.txt", " One. Two.\r\n\r\n© 2024\r\n".encode(), "en")
    assert [(block.text, block.kind) for block in document.blocks] == [
        (" One. Two.", Kind.BODY),
        ("", Kind.BODY),
        ("© 2024", Kind.BODY),
    ]
    assert all(block.span.of(document.text) == block.text for block in document.blocks)


def test_what_a_browser_prints_around_a_page_is_boilerplate() -> None:
    head, foot = "11/22/26, 6:57 AM Near and far - Gazette", "https://gazette.example/near 1/1"
    page = [(head, 30, 820, 8), *made.article_lines([ENGLISH]), (foot, 30, 20, 8)]
    found = kinds(read("a.pdf", made.pdf([page])))
    assert [text for kind, text in found if kind == "boilerplate"] == [head, foot]


def test_segments_end_where_lines_end_and_nowhere_else() -> None:
    document = read_lines("a.txt", "One\u2028and\x0ba\x0chalf\x85.\nTwo.\rThree.\r\n\n".encode(), "en")
    assert [block.text for block in document.blocks] == ["One and a half .", "Two.", "Three.", ""]


LINES = st.lists(
    st.sampled_from(
        [ENGLISH, VIETNAMESE, HANS, HANT, "", " ", "\u00a0", "***", "# Near", "Growth zones", "一、概观", "- one"]
    )
    | st.text(max_size=40),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from([".txt", ".md", ".html"]))
def test_spans_lead_back_into_the_text(lines: list[str], suffix: str) -> None:
    text = "\n".join([ENGLISH, *lines])
    try:
        documents = read(f"a{suffix}", text.encode("utf-8", "ignore"))
    except InputError:
        return
    for document in documents:
        assert unicodedata.is_normalized("NFC", document.text)
        for block in document.blocks:
            assert unwrap(block.span.of(document.text)) == block.text
        starts = [block.span.start for block in document.blocks]
        assert starts == sorted(starts)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("number", "lang"), [("000", "zh-Hant"), ("002", "vi"), ("002", "en")])
def test_real_articles_keep_exactly_the_gold_text(
    shared: Path, articles: dict[str, Path], number: str, lang: str
) -> None:
    path = articles[number]
    document = next(document for document in read(path.name, path.read_bytes()) if document.lang == lang)
    kept = squeezed("".join(block.text for block in document.blocks if block.kind is not Kind.BOILERPLATE))
    assert kept == squeezed((shared / "gold" / f"{lang}.txt").read_text("utf-8"))


SEEDS = Path(__file__).parents[2] / "seeds"
SEED_FILES = sorted(path for path in (SEEDS / "works").glob("*/*") if path.suffix in SUFFIXES)


@pytest.mark.parametrize("path", SEED_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_pages_keep_exactly_the_gold_text(path: Path) -> None:
    for document in read(path.name, path.read_bytes()):
        gold = SEEDS / "gold" / path.parent.name / f"{document.lang}.txt"
        kept = squeezed("".join(block.text for block in document.blocks if block.kind is not Kind.BOILERPLATE))
        assert kept == squeezed(gold.read_text("utf-8"))
