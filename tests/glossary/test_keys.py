"""Whatever is typed, and however it is spelled, comes to the forms by which it is found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary import pinyin
from glossary.keys import has_han, joined, occurrences, streams, units
from glossary.keystrokes import telex, valid, vni
from glossary.queries import readings

# what is looked for, the text, what is found there
FOUND = [
    ("cluster", "Clusters and clustering, clustered.", ["Clusters", "clustering", "clustered"]),
    (
        "industrial clusters",
        "An INDUSTRIAL cluster; industrial, cluster",
        ["INDUSTRIAL cluster", "industrial, cluster"],
    ),
    ("supply chain", "supply-chain", ["supply-chain"]),
    ("china", "China’s and CHINA", ["China", "CHINA"]),
    ("us", "the U.S. economy", ["U.S."]),
    ("duong", "Đường và dương, duong", ["Đường", "dương", "duong"]),
    ("đường", "Đường và dương, duong", ["Đường"]),
    ("hoà bình", "hòa bình", ["hòa bình"]),
    ("hoa binh", "hoà bình", ["hoà bình"]),
    ("产业集群", "產業集羣與产业集群", ["產業集羣", "产业集群"]),
    ("產業", "产业", ["产业"]),
    ("台湾", "臺灣", ["臺灣"]),
    ("AI产业", "ＡＩ產業", ["ＡＩ產業"]),
    ("2.7", "2.7 and 27", ["2.7"]),
    ("aa", "a a aa", ["aa"]),
    ("集群", "业集 群", ["集 群"]),
    ("xyz", "nothing of the kind", []),
    ("", "anything", []),
]


@pytest.mark.parametrize(("query", "text", "found"), FOUND)
def test_a_query_is_found_in_every_spelling(query: str, text: str, found: list[str]) -> None:
    assert [span.of(text) for span in occurrences(units(query), units(text))] == found


def test_a_beginning_is_found_where_it_is_asked_for() -> None:
    text = "industrial clusters"
    assert occurrences(units("industrial clus"), units(text)) == []
    assert [s.of(text) for s in occurrences(units("industrial clus"), units(text), prefix=True)] == [text]


def test_marks_bind_the_whole_query_unless_each_word_is_taken_for_itself() -> None:
    query, text = units("cụm cong"), units("cụm công")
    assert occurrences(query, text) == []
    assert len(occurrences(query, text, exact=False)) == 1
    assert occurrences(units("cúm cong"), text, exact=False) == []


def test_places_lead_back_into_text_that_folding_made_longer_or_shorter() -> None:
    text = "Straße: cu\u0323m công\u200b nghiệp 產業"
    found = occurrences(units("cụm công nghiệp"), units(text))
    assert [unicodedata.normalize("NFC", span.of(text)) for span in found] == ["cụm công\u200b nghiệp"]
    assert [span.of(text) for span in occurrences(units("产业"), units(text))] == ["產業"]
    assert [span.of(text) for span in occurrences(units("strasse"), units(text))] == ["Straße"]


@given(st.text(max_size=80))
def test_any_text_can_be_cut_and_its_streams_hold_no_signs_of_the_query_language(text: str) -> None:
    cut = units(text)
    assert all(0 <= one.start < one.stop <= len(text) for one in cut)
    assert [one.start for one in cut] == sorted(one.start for one in cut)
    words, stems, han, _ = streams(text)
    assert not set('"*^:()+-{}') & set(words + stems + han)


@given(st.text(alphabet="abcdđeêhoàòưng 产业集群產業集羣,.'-", max_size=40))
@example("òa.业")
def test_a_text_finds_itself(text: str) -> None:
    parts = units(text)
    if parts:
        assert occurrences(parts, parts)
        assert joined(units(joined(parts))) == joined(parts)


def test_a_text_knows_whether_it_has_chinese() -> None:
    assert [has_han(text) for text in ("plain", "đường", "ひらがな", "a 业")] == [False, False, False, True]


PINYIN = [
    ("chanye jiqun", "chanyejiqun", ""),
    ("chanyejiqun", "chanyejiqun", ""),
    ("Chǎnyè Jíqún", "chanyejiqun", "chǎnyèjíqún"),
    ("chan3ye4 ji2qun2", "chanyejiqun", "chǎnyèjíqún"),
    ("chan3 ye4 ji2 qun2", "chanyejiqun", "chǎnyèjíqún"),
    ("lǚyóu", "lvyou", "lǚyóu"),
    ("lü3you2", "lvyou", "lǚyóu"),
    ("lu:3 you2", "lvyou", "lǚyóu"),
    ("lvyou", "lvyou", ""),
    ("xi'an", "xian", ""),
    ("dongxi5", "dongxi", ""),
    ("dong1xi5", "dongxi", "dōngxi"),
    ("liu2 gui1 jiu3", "liuguijiu", "liúguījiǔ"),
    ("xyz1", "xyz", ""),
    ("cụm", "", ""),
    ("đường", "", ""),
    ("产业", "", ""),
    ("a 1", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("typed", "plain", "tones"), PINYIN)
def test_pinyin_is_read_in_every_way_of_typing_it(typed: str, plain: str, tones: str) -> None:
    assert (pinyin.toneless(typed), pinyin.toned(typed)) == (plain, tones)


def test_every_syllable_is_cut_out_again_wherever_it_stands() -> None:
    for syllable in pinyin.SYLLABLES:
        assert (syllable,) in pinyin.cuts(syllable)
        assert ("zhong", syllable) in pinyin.cuts(f"zhong{syllable}") or syllable[0] in "aeo"


def test_long_runs_of_letters_are_cut_without_trying_every_way() -> None:
    assert pinyin.cuts("xian" * 60)
    assert pinyin.cuts("a" * 200 + "v") == []


TYPED = [
    (telex, "cujm coong nghieepj", "cụm công nghiệp"),
    (telex, "cumj coong nghieepj", "cụm công nghiệp"),
    (telex, "cumj congo nghiepej", "cụm công nghiệp"),
    (telex, "chuooix cung uwngs", "chuỗi cung ứng"),
    (telex, "ddaats hieems", "đất hiếm"),
    (telex, "dduwowngf", "đường"),
    (telex, "nguwoif", "người"),
    (telex, "thuowr", "thuở"),
    (telex, "quoocs gia", "quốc gia"),
    (telex, "giaf", "già"),
    (telex, "gif", "gì"),
    (telex, "thuyr", "thủy"),
    (telex, "industrial clusters", ""),
    (telex, "policy", ""),
    (telex, "cum cong nghiep", ""),
    (telex, "产业", ""),
    (vni, "cu5m co6ng nghie65p", "cụm công nghiệp"),
    (vni, "cum5 cong6 nghiep65", "cụm công nghiệp"),
    (vni, "d9a6t1 hie6m1", "đất hiếm"),
    (vni, "d9u7o7ng2", "đường"),
    (vni, "na8m", "năm"),
    (vni, "chan3ye4 ji2qun2", ""),
    (vni, "covid19", ""),
    (vni, "2024", ""),
]


@pytest.mark.parametrize(("method", "typed", "text"), TYPED)
def test_keystrokes_make_the_vietnamese_that_was_meant(method: object, typed: str, text: str) -> None:
    assert callable(method)
    made = method(typed)
    assert units(made) == units(text)


@pytest.mark.parametrize(
    "word", ["nghiệp", "khuya", "quyển", "giêng", "đường", "thuở", "oẳn", "uỷ", "ý", "yêu", "xoèn"]
)
def test_syllables_of_the_language_are_known(word: str) -> None:
    assert valid(word)


@pytest.mark.parametrize("word", ["strong", "clủ", "nghiêp", "bôat", "qư", "áṕ", "mốt́"])
def test_what_no_syllable_can_be_is_refused(word: str) -> None:
    assert not valid(word)


def test_what_was_typed_comes_before_what_it_may_stand_for() -> None:
    assert [one.manner for one in readings("ban")] == ["text", "pinyin"]
    assert [one.manner for one in readings("bans")] == ["text", "telex", "pinyin"]
    assert [one.manner for one in readings("产业")] == ["text"]


@given(st.text(max_size=300))
def test_any_query_can_be_read(query: str) -> None:
    found = readings(query)
    assert not found or found[0].manner == "text"
    assert all(len(one.units) <= 200 for one in found)
