"""Pages in two languages: where one ends and the other begins, and what is a mere quotation."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.bilingual import languages, parts, split_languages
from aligner.readers import read
from aligner.types import Block, Document, Kind, Span

ENGLISH = [
    "The workshops stood close together, so that a mistake made in one was known in the next by noon.",
    "Nobody in the council had planned it, and nobody could have planned it either, as they say now.",
    "When the second firm came, it found people who knew the trade and a road that was wide enough.",
    "What can be copied from all this is little, and it is the little that nobody likes to copy.",
    "The town has learned to pay its bills within a month, and it has not forgotten how to do so since.",
]
VIETNAMESE = [
    "Các xưởng thợ đứng sát nhau, nên một sai sót ở xưởng này thì đến trưa xưởng bên đã biết.",
    "Không ai trong hội đồng tính trước chuyện ấy, và giờ họ bảo cũng chẳng ai có thể tính trước được.",
    "Khi hãng thứ hai đến, hãng ấy tìm thấy những người rành nghề và một con đường đủ rộng.",
    "Từ tất cả những điều đó chẳng chép lại được bao nhiêu, mà phần ít ỏi ấy thì không ai thích chép.",
    "Thị trấn đã học được cách trả nợ trong vòng một tháng, và từ đó đến nay chưa quên cách làm ấy.",
]
HANS = [
    "作坊挨得很近，这一家出了错，隔壁那一家中午就会知道，大家都习惯了这样的日子。",
    "镇上没有人事先计划过这件事，如今他们说，就是想计划也计划不出来。",
    "第二家企业来的时候，找到了懂行的人，也找到了一条足够宽的路。",
    "这一切里能照搬的东西不多，而这不多的东西又偏偏没有人愿意照搬。",
    "镇上学会了一个月之内付清账款，从那以后再也没有忘记过怎么做。",
]
HANT = [
    "小工廠挨得很近，這一家出了錯，隔壁那一家中午就會知道，大家都習慣了這樣的日子。",
    "鎮上沒有人事先計劃過這件事，如今他們說，就是想計劃也計劃不出來。",
    "第二家企業來的時候，找到了懂行的人，也找到了一條足夠寬的路。",
    "這一切裡能照搬的東西不多，而這不多的東西又偏偏沒有人願意照搬。",
    "鎮上學會了一個月之內付清帳款，從那以後再也沒有忘記過怎麼做。",
]
TEXTS = {"en": ENGLISH, "vi": VIETNAMESE, "zh-Hans": HANS, "zh-Hant": HANT}
PAIRS = [("vi", "en"), ("en", "zh-Hans"), ("zh-Hant", "vi"), ("zh-Hans", "zh-Hant")]


def bodies(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is not Kind.BOILERPLATE]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_one_language_after_the_other_becomes_two_documents(first: str, second: str) -> None:
    page = "\n".join([*TEXTS[first], "***", *TEXTS[second]])
    found = read("page.txt", page.encode())
    assert [document.lang for document in found] == [first, second]
    assert [bodies(document) for document in found] == [TEXTS[first], TEXTS[second]]
    assert found[0].text == found[1].text


@pytest.mark.parametrize(("first", "second"), PAIRS[:3])
def test_languages_that_alternate_by_paragraph_become_two_documents(first: str, second: str) -> None:
    page = "\n\n".join(line for pair in zip(TEXTS[first], TEXTS[second], strict=True) for line in pair)
    found = read("page.txt", page.encode())
    assert [bodies(document) for document in found] == [TEXTS[first], TEXTS[second]]


def test_short_headings_follow_the_language_when_paragraphs_alternate() -> None:
    heads = ["Giới thiệu", "Introduction", "Kết luận", "Conclusion"]
    lines = [VIETNAMESE[0], ENGLISH[0], VIETNAMESE[1], ENGLISH[1], *heads[:2], VIETNAMESE[2], ENGLISH[2], *heads[2:]]
    assert languages(lines) == ["vi", "en"] * 5


def test_names_and_numbers_belong_to_the_text_around_them() -> None:
    lines = ["Damien Ma and Lizzi C. Lee", VIETNAMESE[0], "Florence Lo / Reuters", "2024", VIETNAMESE[1], "https://a.b"]
    assert languages([*lines, "***", *ENGLISH])[:7] == ["vi"] * 7


def test_a_quoted_paragraph_makes_no_page_in_two_languages() -> None:
    page = "\n".join([*HANS, ENGLISH[0], *HANS[:2]])
    found = read("page.txt", page.encode())
    assert [document.lang for document in found] == ["zh-Hans"]
    assert [block.lang for block in found[0].blocks].count("en") == 1
    assert ENGLISH[0] in bodies(found[0])


def test_furniture_in_another_script_does_not_decide() -> None:
    menu = ["電話 : 2569 0000", "聯絡我們", "關於我們", "訂閱電子報", "熱門文章", "最新消息與產業動態", "產業新聞"]
    found = read("page.txt", "\n".join([*menu, "三角洲的故事", *HANS, *menu]).encode())
    assert [document.lang for document in found] == ["zh-Hans"]
    assert bodies(found[0]) == ["三角洲的故事", *HANS]


def test_markup_that_names_the_language_counts() -> None:
    page = '<div lang="vi"><h2>Demo</h2></div><div lang="en"><h2>Demo</h2></div>'
    page = f"<p>{VIETNAMESE[0]}</p>{page}<p>{ENGLISH[0]}</p>"
    from aligner.readers import html

    pieces = html.page_of(page).pieces
    assert [piece.declared for piece in pieces] == ["", "vi", "en", ""]


def test_every_block_goes_to_exactly_one_part() -> None:
    langs = ["", "vi", "vi", "en", "", "en", "vi"]
    texts = ["", *VIETNAMESE[:2], *ENGLISH[:1], "***", ENGLISH[1], ""]
    found = parts(langs, [text * 6 for text in texts])
    assert found == {"vi": [0, 1, 2, 6], "en": [3, 4, 5]}


def test_a_document_is_split_by_the_languages_of_its_blocks() -> None:
    lines = [*VIETNAMESE, *ENGLISH]
    text = "\n".join(lines)
    langs = languages(lines)
    starts = [text.index(line) for line in lines]
    blocks = tuple(
        Block(line, Kind.BODY, lang, Span(start, start + len(line)))
        for line, lang, start in zip(lines, langs, starts, strict=True)
    )
    first, second = split_languages(Document("page", text, blocks, "vi"))
    assert (first.lang, second.lang) == ("vi", "en")
    assert first.blocks + second.blocks == blocks
    assert split_languages(first) == [first]


def test_the_real_page_in_two_languages(articles: dict[str, Path]) -> None:
    vietnamese, english = read("002.txt", articles["002"].read_bytes())
    assert (vietnamese.lang, english.lang) == ("vi", "en")
    assert vietnamese.text == english.text
    assert [block.text for block in vietnamese.blocks if block.kind is Kind.BOILERPLATE][-2:] == [
        "Nhận xét",
        "Đăng nhận xét",
    ]
    assert not [block for block in english.blocks if block.kind is Kind.BOILERPLATE]
