"""The sample works, their gold and the catalogue agree with each other and with themselves."""

from __future__ import annotations

import hashlib
import io
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import docx
import opencc
import pytest
import regex
from selectolax.lexbor import LexborHTMLParser

from aligner.types import LANGS

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CATALOG = tomllib.loads((SEEDS / "catalog.toml").read_text(encoding="utf-8"))
SAMPLES = [work["slug"] for work in CATALOG["work"] if work.get("sample")]
ROLES = {"original", "translation", "original+translation"}
CHECKS = {"quantities", "terms", "names", "omission", "script", "region", "typography", "doubled-word", "untranslated"}
ENCODINGS = {"zh-Hans.html": "gb18030", "zh-Hant.txt": "big5"}
"""The encodings of the battery work that are not UTF-8."""
TRADITIONAL_TOO = set("台床里游雇采群占吃岩祕")
"""Characters in good use in Taiwan that OpenCC would set in another form."""
STOP = regex.compile(r"[.!?。？！…][”」）)\]]*$")


@dataclass(frozen=True)
class Gold:
    """The gold of one work as it stands in its files."""

    texts: dict[str, list[str]]
    rows: list[list[list[int]]]
    terms: list[list[list[str]]]
    findings: list[dict[str, str]]
    crossing: list[list[str]]
    parted: list[list[str]]


def lines(path: Path) -> list[str]:
    """The lines of a file, which must end with a line feed."""
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n"), path.name
    assert "\r" not in text, path.name
    return text.removesuffix("\n").split("\n")


@cache
def gold(slug: str) -> Gold:
    """Read the gold folder of one work."""
    folder = SEEDS / "gold" / slug
    head, *terms = lines(folder / "terms.tsv")
    assert head.split("\t") == list(LANGS)
    columns, *findings = lines(folder / "findings.tsv")
    assert columns.split("\t") == ["check", "lang", "quote", "message"]
    crossing = folder / "crossing.tsv"
    return Gold(
        texts={lang: lines(folder / f"{lang}.txt") for lang in LANGS},
        rows=[
            [[int(index) for index in cell.split(",") if index] for cell in line.split("\t")]
            for line in lines(folder / "rows.tsv")
        ],
        terms=[[[form for form in cell.split("|") if form] for cell in line.split("\t")] for line in terms],
        findings=[dict(zip(columns.split("\t"), line.split("\t"), strict=True)) for line in findings],
        crossing=[line.split("\t") for line in lines(crossing) if line[0] != "#"] if crossing.exists() else [],
        parted=[line.split("\t") for line in lines(folder / "parted.tsv") if line[0] != "#"],
    )


def documents(slug: str) -> list[dict[str, object]]:
    """The catalogue's documents of one work."""
    return next(work["document"] for work in CATALOG["work"] if work["slug"] == slug)


def visible(path: Path) -> str:
    """The words of a seed file without tags and white space, by means other than the product's own readers."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    else:
        battery = path.parent.name == "battery-supply-chains"
        text = data.decode(ENCODINGS.get(path.name, "utf-8") if battery else "utf-8")
    if path.suffix == ".html":
        tree = LexborHTMLParser(text)
        tree.strip_tags(["script", "style"])
        assert tree.body is not None
        text = tree.body.text()
    return squeeze(unicodedata.normalize("NFC", text))


def squeeze(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


@pytest.mark.parametrize("slug", SAMPLES)
def test_gold_rows_tile_every_text(slug: str) -> None:
    work = gold(slug)
    assert all(len(row) == len(LANGS) and any(row) for row in work.rows)
    for column, lang in enumerate(LANGS):
        indices = [index for row in work.rows for index in row[column]]
        assert indices == list(range(len(work.texts[lang]))), lang


@pytest.mark.parametrize("slug", SAMPLES)
@pytest.mark.parametrize("lang", LANGS)
def test_a_sample_text_is_of_article_length(slug: str, lang: str) -> None:
    assert 35 <= sum(bool(STOP.search(segment)) for segment in gold(slug).texts[lang]) <= 60


@pytest.mark.parametrize("slug", SAMPLES)
def test_gold_shows_merged_split_omitted_and_added_segments(slug: str) -> None:
    work = gold(slug)
    shapes = [tuple(len(cell) for cell in row) for row in work.rows]
    pairs = {
        (shape[i], shape[j]) for shape in shapes for i in range(4) for j in range(4) if i != j and shape[i] + shape[j]
    }
    assert {(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (1, 0), (0, 1)} <= pairs
    assert any(sorted(shape) == [0, 1, 1, 1] for shape in shapes), "one sentence is left out in one language"


@pytest.mark.parametrize("slug", SAMPLES)
def test_gold_text_is_nfc_and_clean(slug: str) -> None:
    for lang, segments in gold(slug).texts.items():
        for segment in segments:
            assert segment, lang
            assert segment == segment.strip() == unicodedata.normalize("NFC", segment), (lang, segment)
            assert not regex.search(r"\p{Cc}|\p{Cf}|\p{Zs}{2}|\xa0", segment), (lang, segment)


@pytest.mark.parametrize("slug", SAMPLES)
def test_chinese_stays_in_its_script(slug: str) -> None:
    """Simplified text has no Traditional character, Traditional text none but the planted slips."""
    work = gold(slug)
    simplified = "".join(work.texts["zh-Hans"])
    assert opencc.OpenCC("t2s").convert(simplified) == simplified
    slips = {finding["quote"] for finding in work.findings if finding["check"] == "script"}
    traditional = "\n".join(work.texts["zh-Hant"])
    for slip in slips:
        traditional = traditional.replace(slip, "")
    convert = opencc.OpenCC("s2t").convert
    odd = {char for char in traditional if convert(char) != char} - TRADITIONAL_TOO
    assert not odd


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_traditional_text_is_a_translation_and_no_conversion(slug: str) -> None:
    work = gold(slug)
    converter = opencc.OpenCC("s2twp")
    converted = {converter.convert(segment) for segment in work.texts["zh-Hans"]}
    same = sum(segment in converted for segment in work.texts["zh-Hant"])
    assert same <= len(work.texts["zh-Hant"]) // 6


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_term_occurs_as_it_is_written(slug: str) -> None:
    work = gold(slug)
    assert 20 <= len(work.terms) <= 40
    whole = {lang: "\n".join(segments) for lang, segments in work.texts.items()}
    for concept in work.terms:
        assert len(concept) == len(LANGS)
        for lang, forms in zip(LANGS, concept, strict=True):
            assert len(set(forms)) == len(forms)
            assert [form for form in forms if form not in whole[lang]] == [], lang


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_planted_fault_stands_once_in_its_text(slug: str) -> None:
    work = gold(slug)
    assert {finding["check"] for finding in work.findings} == CHECKS
    for finding in work.findings:
        assert "\n".join(work.texts[finding["lang"]]).count(finding["quote"]) == 1, finding
        assert finding["message"].endswith("."), finding


@pytest.mark.parametrize("slug", SAMPLES)
def test_crossing_pairs_are_in_no_row(slug: str) -> None:
    work = gold(slug)
    for pair, left, right in work.crossing:
        i, j = (LANGS.index(lang) for lang in pair.split(":"))
        wanted = ([int(left)], [int(right)])
        assert work.texts[LANGS[i]][int(left)]
        assert work.texts[LANGS[j]][int(right)]
        assert wanted not in [(row[i], row[j]) for row in work.rows]
    assert bool(work.crossing) == (slug == "industrial-clusters")


@pytest.mark.parametrize("slug", SAMPLES)
def test_parts_of_a_row_are_finer_and_tile_it(slug: str) -> None:
    work = gold(slug)
    for pair in combinations(LANGS, 2):
        i, j = map(LANGS.index, pair)
        parts = [
            tuple([int(n) for n in cell.split(",")] for cell in cells)
            for name, *cells in work.parted
            if name == ":".join(pair)
        ]
        rows = [row for row in work.rows if any(left[0] in row[i] for left, _ in parts)]
        for row in rows:
            own = [part for part in parts if part[0][0] in row[i]]
            assert len(own) > 1, own
            assert [n for left, _ in own for n in left] == row[i]
            assert [n for _, right in own for n in right] == row[j]
    assert {name for name, *_ in work.parted} <= {":".join(pair) for pair in combinations(LANGS, 2)}


@pytest.mark.parametrize("slug", SAMPLES)
def test_gold_text_stands_in_its_file_in_order(slug: str) -> None:
    work = gold(slug)
    held = {lang: SEEDS / str(document["file"]) for document in documents(slug) for lang in list(document["langs"])}  # type: ignore[call-overload]
    assert set(held) == set(LANGS)
    for lang, path in held.items():
        text, place = visible(path), 0
        for segment in work.texts[lang]:
            found = text.find(squeeze(segment), place)
            assert found >= 0, (path.name, segment)
            place = found + len(squeeze(segment))
        assert place < len(text) or path.suffix in {".md", ".docx"}, "a page ends with furniture"


def test_one_page_holds_vietnamese_first_then_english() -> None:
    text = visible(SEEDS / "works" / "industrial-clusters" / "page.html")
    work = gold("industrial-clusters")
    ends = [text.rfind(squeeze(work.texts["vi"][-1])), text.rfind("***"), text.find(squeeze(work.texts["en"][0]))]
    assert -1 not in ends
    assert ends == sorted(ends)


@pytest.mark.parametrize("work", CATALOG["work"], ids=lambda work: str(work["slug"]))
def test_the_catalogue_is_complete(work: dict[str, object]) -> None:
    assert regex.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(work["slug"]))
    assert work["title"]
    assert set(work) == {"slug", "title", "document"} | ({"sample"} if "sample" in work else set())
    seen: list[str] = []
    for document in documents(str(work["slug"])):
        assert set(document) == {"file", "langs", "role", "title", "sha256"}
        assert document["role"] in ROLES
        assert document["title"]
        assert regex.fullmatch(r"[0-9a-f]{64}", str(document["sha256"]))
        seen.extend(list(document["langs"]))  # type: ignore[call-overload]
    assert set(seen) <= set(LANGS)
    assert len(set(seen)) == len(seen)


def test_the_catalogue_names_each_sample_file_and_its_digest() -> None:
    shipped = [document for slug in SAMPLES for document in documents(slug)]
    files = {f"works/{path.parent.name}/{path.name}" for path in (SEEDS / "works").glob("*/*")}
    assert {document["file"] for document in shipped} == files
    for document in shipped:
        data = (SEEDS / str(document["file"])).read_bytes()
        assert hashlib.sha256(data).hexdigest() == document["sha256"], document["file"]


def test_the_catalogue_knows_the_real_articles(articles: dict[str, Path]) -> None:
    known = [document for work in CATALOG["work"] if not work.get("sample") for document in work["document"]]
    assert {document["file"] for document in known} == {f"{number}_" for number in articles}
    for document in known:
        data = articles[document["file"][:3]].read_bytes()
        assert hashlib.sha256(data).hexdigest() == document["sha256"], document["file"]


def test_the_samples_show_other_encodings() -> None:
    folder = SEEDS / "works" / "battery-supply-chains"
    for name, encoding in ENCODINGS.items():
        data = (folder / name).read_bytes()
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
        assert data.decode(encoding).encode(encoding) == data
