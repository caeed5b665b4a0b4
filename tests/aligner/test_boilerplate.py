"""Labels: what each block of a page is, on pages made up here, on the sample works, and on the real articles."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import cues
from aligner.boilerplate import label
from aligner.captions import is_caption
from aligner.quotes import repeated
from aligner.readers import read
from aligner.readers.txt import page_of
from aligner.types import Document, Kind

EN = [
    "The workshops stood close together, so that a mistake made in one was known in the next by noon. Nobody minded.",
    "Nobody in the council had planned it, and nobody could have planned it either, as they say now. It came about.",
    "When the second firm came, it found people who knew the trade and a road that was wide enough for its lorries.",
]
VI = [
    "Các xưởng thợ đứng sát nhau, nên một sai sót ở xưởng này thì đến trưa xưởng bên đã biết. Chẳng ai phiền lòng.",
    "Không ai trong hội đồng tính trước chuyện ấy, và giờ họ bảo cũng chẳng ai có thể tính trước được điều gì cả.",
    "Khi hãng thứ hai đến, hãng ấy tìm thấy những người rành nghề và một con đường đủ rộng cho xe tải của hãng.",
]
ZH = [
    "作坊挨得很近，这一家出了错，隔壁那一家中午就会知道，大家都习惯了这样的日子。谁也不觉得有什么不好。",
    "镇上没有人事先计划过这件事，如今他们说，就是想计划也计划不出来。事情就这样成了，也没有人觉得奇怪。",
    "第二家企业来的时候，找到了懂行的人，也找到了一条足够宽的路，卡车可以直接开到仓库的门口卸货装货。",
]


def labelled(lines: list[str], lang: str) -> list[str]:
    page = page_of("\n".join(lines))
    return [kind.value for kind in label(page.pieces, [lang] * len(page.pieces), lang)]


@pytest.mark.parametrize(
    ("lines", "lang", "kinds"),
    [
        (
            [
                "Home > Trade",
                "Near and far",
                "What the yards taught",
                "Ann Example and Bo B. Sample",
                "3 July 2025",
                EN[0],
            ],
            "en",
            ["boilerplate", "title", "subtitle", "byline", "boilerplate", "body"],
        ),
        (
            ["Gần và xa", "Theo Nhóm Châu Thổ", "Ảnh: Một xưởng thợ", *VI[:2], "ĐƯỜNG XA", VI[2]],
            "vi",
            ["title", "byline", "caption", "body", "body", "heading", "body"],
        ),
        (
            [
                "首页 | 专题 | 登录",
                "近与远_三角洲周刊",
                "听雨楼主 2小时前",
                "近与远",
                "——作坊的故事",
                "文／编辑部",
                ZH[0],
            ],
            "zh-Hans",
            ["boilerplate", "boilerplate", "boilerplate", "title", "subtitle", "byline", "body"],
        ),
        (
            ["近与远", ZH[0], "一、开头", ZH[1], "（一）路", ZH[2], "(王小明)"],
            "zh-Hans",
            ["title", "body", "heading", "body", "heading", "body", "byline"],
        ),
        (
            [
                "Near and far",
                EN[0],
                "Share this article",
                EN[1],
                "Advertisement",
                EN[2],
                "Tags: trade, towns",
                "12 comments",
            ],
            "en",
            ["title", "body", "boilerplate", "body", "boilerplate", "body", "boilerplate", "boilerplate"],
        ),
        (
            ["Gần và xa", *VI, "Bài viết liên quan", "Chợ nổi buổi sớm", "Ai trả tiền cho cây cầu?", "© 2024 Sổ tay"],
            "vi",
            ["title", "body", "body", "body", *["boilerplate"] * 4],
        ),
        (
            [
                "近与远",
                ZH[0],
                "编者按：本文有删节。",
                ZH[1],
                "图1 作坊一角",
                ZH[2],
                "注释",
                "[1] 见年鉴。",
                "[2] 同上。",
            ],
            "zh-Hans",
            ["title", "body", "note", "body", "caption", "body", "heading", "footnote", "footnote"],
        ),
        (
            ["Near and far", EN[0], "The owners gave two answers:", "1. Repair the road", "2. Pay the bills", EN[1]],
            "en",
            ["title", "body", "body", "list-item", "list-item", "body"],
        ),
        (
            [EN[0], "Translator's note: a yard is a workshop here.", EN[1], "(A yard is a shop. — Translator)", EN[2]],
            "en",
            ["body", "note", "body", "note", "body"],
        ),
        (
            ["近与远", ZH[0], "目标有三个：", "修好那一条通往河边的路；", "按时付清账款；", "教会下一代人。", ZH[1]],
            "zh-Hans",
            ["title", "body", "body", "list-item", "list-item", "list-item", "body"],
        ),
    ],
)
def test_plain_pages_are_labelled_by_place_and_words(lines: list[str], lang: str, kinds: list[str]) -> None:
    assert labelled(lines, lang) == kinds


@pytest.mark.parametrize(
    "lines",
    [
        ["One sentence is enough."],
        ["Hello world"],
        ["Near and far", "One sentence is enough."],
        EN,
        ["A title", "A second line", "A third line"],
        ["Introduction", EN[0], "Method", EN[1], "Result", EN[2]],
        [line for line in EN for _ in range(3)],
    ],
)
def test_a_clean_text_loses_nothing(lines: list[str]) -> None:
    assert "boilerplate" not in labelled(lines, "en")


@pytest.mark.parametrize(
    "line",
    [
        "He wanted to share the costs with his neighbours.",
        "Copyright law in China has changed.",
        "In 2024, 2569 2192 people were asked.",
        "The phone rang at 10:30 on 3 July 2025.",
        "首页设计的变化说明了什么问题呢？",
        "分享经济在这座小镇上从来就不新鲜。",
        "Trang chủ của hãng cho biết giá đã giảm.",
        "Growth zones",
        "R&D",
    ],
)
def test_sentences_and_headings_are_no_furniture(line: str) -> None:
    assert not cues.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "***",
        "https://example.org/a",
        "尖沙咀 : 2569 0000",
        "回應 : 0",
        "3 giờ trước",
        "5 min read",
        "1,234 lượt xem",
        "Home > News > Trade",
        "首页 | 专题 | 登录",
        "版权所有 © 2024",
        "Từ khóa: công nghiệp, cụm",
        "上一篇：末班渡船",
        "2024-06-03 14:20　来源：周刊　阅读：8,214",
        "原文截圖",
        "[Xem thêm]",
    ],
)
def test_furniture_is_known_by_its_words_and_shape(line: str) -> None:
    assert cues.is_furniture(line)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("3 July 2025", True),
        ("Published July 3, 2025 at 10:30 am", True),
        ("2025年2月28日", True),
        ("发布时间：2025-02-28 10:30", True),
        ("Ngày 12 tháng 5 năm 2024", True),
        ("Cập nhật lúc 07:15, thứ hai, 12/05/2024", True),
        ("二〇二五年二月28日", True),
        ("Plan 2025", False),
        ("In May 2024 it rained", False),
        ("2025年的政策", False),
    ],
)
def test_lines_that_are_dates(line: str, date: bool) -> None:
    assert cues.is_date(line) is date


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Photo: A yard in May", True),
        ("Figure 2. Output by year", True),
        ("Hình 3: Sản lượng", True),
        ("A yard in Tan Ha, April 2025Flo Example / Reuters", True),
        ("一名员工。图源:Flo Example / Reuters", True),
        ("合肥一家工厂（资料图）", True),
        ("图1 作坊一角", True),
        ("Một xưởng thợ. Ảnh: TTXVN", True),
        ("The minister told Reuters that the plan had failed.", False),
        ("The picture: a town that has lost its trade and found another one", False),
        ("图书馆的故事", False),
        ("Ảnh hưởng của chính sách", False),
    ],
)
def test_lines_that_are_captions(line: str, caption: bool) -> None:
    assert is_caption(line) is caption


def test_a_pull_quote_is_found_even_when_words_were_left_out() -> None:
    body = (
        "The town council had better hurry to become a keeper of good roads. Nothing else will do, say the firms here."
    )
    assert repeated([EN[0], "The town council had better become a keeper of good roads.", body, EN[1]]) == {1}
    assert repeated([EN[0], "A sentence that is nowhere else on the page.", body]) == set()
    assert repeated([ZH[0], "就是想计划也计划不出来，如今他们说", ZH[1]]) == set()


def test_a_heading_whose_words_recur_is_no_pull_quote() -> None:
    assert labelled(["Near and far", EN[0], "The council", EN[1], "A wide enough road", EN[2]], "en")[2::2] == [
        "heading",
        "heading",
    ]


@given(st.lists(st.sampled_from([*EN, "Share", "Near and far", "[1] See there.", "- one", "***", "Photo: x", "1. a"])))
def test_every_piece_gets_one_label(lines: list[str]) -> None:
    page = page_of("\n".join(lines))
    kinds = label(page.pieces, ["en"] * len(page.pieces), "en")
    assert len(kinds) == len(page.pieces)
    assert kinds.count(Kind.TITLE) <= 1


@given(st.lists(st.sampled_from([*EN, "Near and far", "[1] See there.", "- one", "Photo: x", "1. a", "Share"])))
def test_paragraphs_stay_when_a_button_stands_between(lines: list[str]) -> None:
    single = [line for line, before in zip(lines, ["", *lines], strict=False) if line != "Share" or before in EN]
    page = page_of("\n".join(single))
    kinds = label(page.pieces, ["en"] * len(page.pieces), "en")
    running = [kind for kind, piece in zip(kinds, page.pieces, strict=True) if piece.text in EN]
    assert Kind.BOILERPLATE not in running


# --- the real articles: anchors of a few words each


def one(articles: dict[str, Path], number: str, lang: str = "") -> Document:
    documents = read(articles[number].name, articles[number].read_bytes())
    return next(document for document in documents if not lang or document.lang == lang)


def kind_of(document: Document, beginning: str) -> list[Kind]:
    return [block.kind for block in document.blocks if block.text.startswith(beginning)]


@pytest.mark.parametrize(
    ("number", "beginning", "kind"),
    [
        ("000", "外交事務丨", Kind.BOILERPLATE),
        ("000", "听桥", Kind.BOILERPLATE),
        ("000", "原文截圖", Kind.BOILERPLATE),
        ("000", "2025年4月", Kind.CAPTION),
        ("000", "華盛頓需要一套有美國特色的產業政策", Kind.TITLE),
        ("000", "馬暘", Kind.BYLINE),
        ("000", "(本文第一作者", Kind.BODY),
        ("001", "加入怡居", Kind.BOILERPLATE),
        ("001", "過去7年", Kind.BOILERPLATE),
        ("001", "好文共賞", Kind.BOILERPLATE),
        ("001", "理解美国产业政策", Kind.TITLE),
        ("001", "2025年2月28日", Kind.BOILERPLATE),
        ("001", "写在前面", Kind.BODY),
        ("001", "声明", Kind.NOTE),
        ("001", "我要回應", Kind.BOILERPLATE),
        ("003", "美国NIST", Kind.TITLE),
        ("003", "(王海霞)", Kind.BYLINE),
        ("003", "[1]", Kind.FOOTNOTE),
        ("003", "[2]", Kind.FOOTNOTE),
        ("004", "全球化进程的终结", Kind.TITLE),
        ("004", "——", Kind.SUBTITLE),
        ("004", "陈济哲", Kind.BYLINE),
        ("004", "贵金属材料回收产物", Kind.CAPTION),
        ("004", "美国政府于2021年6月8日发布的", Kind.CAPTION),
    ],
)
def test_real_articles_are_labelled(articles: dict[str, Path], number: str, beginning: str, kind: Kind) -> None:
    assert kind_of(one(articles, number), beginning) == [kind]


def test_the_long_article_keeps_its_body_and_nothing_of_the_page_around_it(articles: dict[str, Path]) -> None:
    document = one(articles, "001")
    assert document.lang == "zh-Hans"
    kept = [block for block in document.blocks if block.kind is not Kind.BOILERPLATE]
    assert kept[0].kind is Kind.TITLE
    assert kept[-1].text.startswith("声明")
    assert {block.lang for block in kept[1:]} <= {"zh-Hans", "en"} or kept[2].text.startswith("(原文")
    assert not any("2569" in block.text for block in kept)
    assert all(block.text.strip() for block in document.blocks)
    kinds = Counter(block.kind for block in kept)
    assert kinds[Kind.PULL_QUOTE] == 5
    assert kinds[Kind.HEADING] >= 30


def test_headings_and_cut_sentences_of_the_markdown_article(articles: dict[str, Path]) -> None:
    document = one(articles, "004")
    kinds = Counter(block.kind for block in document.blocks)
    assert (kinds[Kind.HEADING], kinds[Kind.CAPTION], kinds[Kind.BOILERPLATE]) == (6, 6, 0)
    for anchor, cut in (("国内稀土加工", "国内\n\n稀土加工"), ("依然严重依赖", "依然严\n\n重依赖")):
        (block,) = (block for block in document.blocks if anchor in block.text)
        assert cut in block.span.of(document.text)


def test_headings_of_the_article_in_three_languages(articles: dict[str, Path]) -> None:
    for number, lang in (("000", "zh-Hant"), ("002", "vi"), ("002", "en")):
        document = one(articles, number, lang)
        kinds = Counter(block.kind for block in document.blocks)
        assert (kinds[Kind.TITLE], kinds[Kind.HEADING], kinds[Kind.CAPTION]) == (1, 4, 1)


def test_five_clusters_of_headings_in_the_clean_article(articles: dict[str, Path]) -> None:
    headings = [block.text[:2] for block in one(articles, "003").blocks if block.kind is Kind.HEADING]
    assert headings == ["一、", "二、", "三、", "四、", "五、"]
