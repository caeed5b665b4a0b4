"""Renderings that deviate from a language's usual one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from aligner.types import LANGS, Table
from glossary import checks, mine
from glossary.checks._parts import same
from glossary.types import Concept, Finding, Severity, Status, Term

CLUSTER = Concept(
    (Term("en", "cluster"), Term("vi", "cụm công nghiệp"), Term("vi", "khu công nghiệp"), Term("zh-Hans", "产业集群"))
)
ROW = {"en": "The clusters grew.", "vi": "Các cụm công nghiệp lớn lên.", "zh-Hans": "产业集群壮大了。"}
DEVIATES = {"en": "The cluster shrank.", "vi": "Khu công nghiệp nhỏ lại.", "zh-Hans": "产业集群缩小了。"}
LACKS = {"en": "The cluster closed.", "vi": "Cụm công nghiệp đóng cửa.", "zh-Hans": "那里关闭了。"}
OTHER = {"en": "Rain fell.", "vi": "Trời mưa.", "zh-Hans": "下雨了。"}


def test_the_rendering_that_deviates_is_found_with_the_usual_one(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("terms", ROW, ROW, ROW, DEVIATES, concepts=[CLUSTER])
    assert finding.row == 3
    assert finding.quotes == {"vi": ("Khu công nghiệp",)}
    assert finding.suggestion == "cụm công nghiệp"
    assert finding.severity is Severity.INFO


def test_a_term_that_a_steady_language_lacks_is_found(run: Callable[..., list[Finding]]) -> None:
    approved = Concept(CLUSTER.terms, status=Status.APPROVED)
    (finding,) = run("terms", *[ROW] * 9, OTHER, LACKS, concepts=[approved])
    assert finding.langs[0] == "zh-Hans"
    assert not run("terms", *[ROW] * 9, OTHER, LACKS, concepts=[CLUSTER])


def test_what_people_approved_weighs_more(run: Callable[..., list[Finding]]) -> None:
    approved = Concept(CLUSTER.terms, status=Status.APPROVED)
    (finding,) = run("terms", ROW, ROW, ROW, DEVIATES, concepts=[approved])
    assert finding.severity is Severity.WARNING


def test_spelling_case_and_inflection_are_no_findings(run: Callable[..., list[Finding]]) -> None:
    concept = Concept((Term("en", "cluster"), Term("en", "Industrial cluster"), Term("vi", "cụm công nghiệp")))
    rows = [ROW, {"en": "Industrial clusters won.", "vi": "CỤM CÔNG NGHIỆP thắng.", "zh-Hans": "赢了。"}]
    assert not run("terms", *rows, concepts=[concept])


def test_a_competing_rendering_is_one_finding_with_all_its_rows(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("terms", ROW, ROW, DEVIATES, ROW, DEVIATES, concepts=[CLUSTER])
    assert (finding.row, finding.rows) == (2, (4,))


def test_what_people_approved_is_held_row_by_row(run: Callable[..., list[Finding]]) -> None:
    approved = Concept(CLUSTER.terms, status=Status.APPROVED)
    found = run("terms", ROW, ROW, DEVIATES, ROW, DEVIATES, ROW, concepts=[approved])
    assert [(finding.row, finding.rows) for finding in found] == [(2, ()), (4, ())]


@pytest.mark.parametrize(
    ("preferred", "other", "rows_at_fault", "suggestion"),
    [
        (Status.APPROVED, Status.PROPOSED, [3], "cụm công nghiệp"),
        (Status.APPROVED, Status.FORBIDDEN, [3], "cụm công nghiệp"),
        (Status.APPROVED, Status.ADMITTED, [], ""),
        (Status.ADMITTED, Status.DEPRECATED, [3], "cụm công nghiệp"),
        (Status.FORBIDDEN, Status.APPROVED, [0, 1, 2], "khu công nghiệp"),
        (Status.FORBIDDEN, Status.PROPOSED, [0, 1, 2], "khu công nghiệp"),
    ],
)
def test_the_preferred_term_is_the_rule_however_rare(
    run: Callable[..., list[Finding]], preferred: Status, other: Status, rows_at_fault: list[int], suggestion: str
) -> None:
    terms = [
        *(Term("en", "cluster", Status.APPROVED), Term("zh-Hans", "产业集群", Status.APPROVED)),
        *(Term("vi", "cụm công nghiệp", preferred), Term("vi", "khu công nghiệp", other)),
    ]
    found = run("terms", ROW, ROW, ROW, DEVIATES, concepts=[Concept(tuple(terms), status=Status.APPROVED)])
    assert [finding.row for finding in found] == rows_at_fault
    assert {finding.suggestion for finding in found} == ({suggestion} if suggestion else set())


MILL = {"en": "The mill burned down.", "vi": "Cái cối xay bị cháy.", "zh-Hans": "磨坊烧毁了。"}


def refusing(status: Status, *good: Term, whole: Status = Status.APPROVED) -> Concept:
    bad = Term("vi", "cối xay", status)
    return Concept((Term("en", "mill", Status.APPROVED), bad, *good), status=whole)


@pytest.mark.parametrize(
    ("concept", "suggestion", "severity"),
    [
        (refusing(Status.FORBIDDEN, Term("vi", "nhà máy xay", Status.APPROVED)), "nhà máy xay", Severity.ERROR),
        (refusing(Status.DEPRECATED, Term("vi", "nhà máy xay", Status.APPROVED)), "nhà máy xay", Severity.WARNING),
        (
            refusing(Status.FORBIDDEN, Term("vi", "xưởng", Status.ADMITTED), Term("vi", "máy", Status.APPROVED)),
            "máy",
            Severity.ERROR,
        ),
        (refusing(Status.FORBIDDEN), "", Severity.ERROR),
        (refusing(Status.DEPRECATED), "", Severity.WARNING),
        (refusing(Status.FORBIDDEN, whole=Status.PROPOSED), "", Severity.ERROR),
        (Concept((Term("vi", "cối xay", Status.FORBIDDEN),), status=Status.APPROVED), "", Severity.ERROR),
        (Concept((Term("vi", "cối xay"),), status=Status.FORBIDDEN), "", Severity.ERROR),
        (Concept((Term("vi", "cối xay", Status.APPROVED),), status=Status.DEPRECATED), "", Severity.WARNING),
    ],
)
def test_a_refused_term_is_told_wherever_it_stands(
    run: Callable[..., list[Finding]], concept: Concept, suggestion: str, severity: Severity
) -> None:
    (finding,) = run("terms", OTHER, MILL, concepts=[concept])
    assert (finding.row, finding.quotes, finding.severity) == (1, {"vi": ("cối xay",)}, severity)
    assert finding.suggestion == suggestion


@pytest.mark.parametrize(
    ("concept", "row"),
    [
        pytest.param(refusing(Status.FORBIDDEN), MILL | {"en": "The coffee grinder burned."}, id="another meaning"),
        pytest.param(
            refusing(Status.FORBIDDEN, Term("vi", "cối xay gió", Status.APPROVED)),
            MILL | {"vi": "Cối xay gió bị cháy."},
            id="part of a good term",
        ),
        pytest.param(refusing(Status.ADMITTED), MILL, id="admitted"),
        pytest.param(refusing(Status.PROPOSED), MILL, id="only proposed"),
    ],
)
def test_what_is_no_use_of_a_refused_term(
    run: Callable[..., list[Finding]], concept: Concept, row: dict[str, str]
) -> None:
    assert not run("terms", OTHER, row, concepts=[concept])


APPROVED = Concept(
    (Term("en", "mill", Status.APPROVED), Term("vi", "cối xay", Status.APPROVED)), status=Status.APPROVED
)


def test_a_term_that_people_chose_is_missed_in_a_pair_of_languages(run: Callable[..., list[Finding]]) -> None:
    lacks = {"en": "The mill stopped.", "vi": "Nó dừng lại."}
    pair = {lang: MILL[lang] for lang in ("en", "vi")}
    (finding,) = run("terms", pair, {"en": "Rain.", "vi": "Mưa."}, lacks, concepts=[APPROVED])
    assert (finding.row, finding.suggestion, finding.severity) == (2, "cối xay", Severity.INFO)
    assert finding.quotes == {"en": ("mill",)}


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            [{"en": "The mill.", "vi": "Cối xay."}, {"en": "The mill.", "vi": "Nó."}], id="a pronoun after it"
        ),
        pytest.param([{"en": "It stopped.", "vi": "Cối xay dừng lại."}], id="the leading language has the pronoun"),
        pytest.param([{"en": "The mill.", "vi": ""}], id="nothing at all"),
    ],
)
def test_a_chosen_term_is_not_missed_there(run: Callable[..., list[Finding]], texts: list[dict[str, str]]) -> None:
    assert not run("terms", *texts, concepts=[APPROVED])


def concept(**terms: str) -> Concept:
    """A proposed concept; ``zh`` is Traditional, several terms are set apart by ``|``."""
    langs = {"zh": "zh-Hant"}
    return Concept(
        tuple(Term(langs.get(lang, lang), text) for lang, column in terms.items() for text in column.split("|"))
    )


def rows(*columns: str) -> list[dict[str, str]]:
    """Rows written ``en / vi / zh-Hant``."""
    return [dict(zip(("en", "vi", "zh-Hant"), column.split(" / "), strict=True)) for column in columns]


def test_a_modifier_may_be_rendered_otherwise_in_a_compound(run: Callable[..., list[Finding]]) -> None:
    texts = rows(
        "Makers grew. / Nhà sản xuất lớn lên. / 製造商成長。",
        "The maker fell. / Nhà sản xuất sụp đổ. / 製造商垮了。",
        "A maker factory held. / Nhà máy sản xuất đứng vững. / 製造工廠還在。",
    )
    proposed = [
        concept(en="makers", vi="nhà sản xuất", zh="製造商"),
        concept(en="maker factory", vi="nhà máy sản xuất", zh="製造工廠"),
    ]
    assert not run("terms", *texts, concepts=proposed)


@pytest.mark.parametrize(
    ("proposed", "texts"),
    [
        pytest.param(
            concept(en="United States|American", vi="Hoa Kỳ", zh="美國"),
            rows(
                "The United States won. / Hoa Kỳ thắng. / 美國贏了。",
                "The United States lost. / Hoa Kỳ thua. / 美國輸了。",
                "American firms won. / Hãng Hoa Kỳ thắng. / 美國企業贏了。",
            ),
            id="a name and its adjective in the leading language",
        ),
        pytest.param(
            concept(en="manufacturer|manufacturing", vi="nhà sản xuất", zh="製造商|製造業"),
            rows(
                "A manufacturer came. / Nhà sản xuất đến. / 製造商來了。",
                "Manufacturers left. / Nhà sản xuất đi. / 製造商走了。",
                "Manufacturing fell. / Nhà sản xuất giảm. / 製造業下滑。",
            ),
            id="derivations",
        ),
        pytest.param(
            concept(en="hubs|center", vi="trung tâm", zh="樞紐|中心"),
            rows(
                "Hubs grew. / Trung tâm lớn lên. / 樞紐成長。",
                "The hub fell. / Trung tâm sụp đổ. / 樞紐垮了。",
                "The center held. / Trung tâm đứng vững. / 中心還在。",
            ),
            id="two terms of the leading language that one language does not tell apart",
        ),
        pytest.param(
            concept(en="firms", vi="công ty", zh="企業|公司"),
            rows(
                "Firms grew. / Công ty lớn lên. / 企業成長。",
                "Firms fell. / Công ty sụp đổ. / 企業垮了。",
                "Firms held. / Công ty đứng vững. / 公司還在。",
            ),
            id="an everyday word",
        ),
        pytest.param(
            concept(en="industrial cluster", vi="cụm công nghiệp|cụm", zh="產業集羣|集羣"),
            rows(
                "An industrial cluster grew. / Cụm công nghiệp lớn lên. / 產業集羣成長。",
                "Industrial clusters fell. / Cụm công nghiệp sụp đổ. / 產業集羣垮了。",
                "An industrial cluster held. / Cụm đứng vững. / 集羣還在。",
            ),
            id="a short form",
        ),
        pytest.param(
            concept(en="hub", vi="trung tâm|đầu mối", zh="樞紐|中心"),
            rows(
                "Hubs grew. / Trung tâm lớn lên. / 樞紐成長。",
                "The hub fell. / Trung tâm sụp đổ. / 樞紐垮了。",
                "The hub held. / Đầu mối đứng vững. / 中心還在。",
            ),
            id="all other languages vary there too",
        ),
    ],
)
def test_what_is_no_drift_of_a_proposed_concept(
    run: Callable[..., list[Finding]], proposed: Concept, texts: list[dict[str, str]]
) -> None:
    assert not run("terms", *texts, concepts=[proposed])


@pytest.mark.parametrize(
    ("proposed", "texts", "quotes"),
    [
        pytest.param(
            [concept(en="hub|center", vi="trung tâm", zh="樞紐|中心")],
            rows(
                "Hubs grew. / Trung tâm lớn lên. / 樞紐成長。",
                "The hub fell. / Trung tâm sụp đổ. / 樞紐垮了。",
                "The hub held. / Trung tâm đứng vững. / 中心還在。",
            ),
            {"zh-Hant": ("中心",)},
            id="another rendering",
        ),
        pytest.param(
            [concept(en="clustering", vi="cụm", zh="集羣")],
            rows(
                "Clustering grew. / Cụm lớn lên. / 集羣成長。",
                "Clustering fell. / Cụm sụp đổ. / 集羣垮了。",
                "Clustering held. / Phân cụm đứng vững. / 集羣還在。",
            ),
            {"vi": ("Phân cụm",)},
            id="a word made of the usual one",
        ),
        pytest.param(
            [
                concept(en="timelines", vi="mốc thời gian", zh="時間線"),
                concept(en="review", vi="đánh giá", zh="評估"),
                concept(en="review timelines", vi="thời hạn đánh giá", zh="評估時間線"),
            ],
            rows(
                "Timelines grew. / Mốc thời gian dài ra. / 時間線變長。",
                "A timeline fell. / Mốc thời gian ngắn lại. / 時間線變短。",
                "Review timelines held. / Thời hạn đánh giá giữ nguyên. / 評估時間線沒變。",
            ),
            {"vi": ("Thời hạn",)},
            id="within a compound",
        ),
        pytest.param(
            [concept(en="critical minerals", vi="khoáng sản quan trọng", zh="關鍵礦物")],
            rows(
                "Critical minerals grew. / Khoáng sản quan trọng tăng. / 關鍵礦物增加。",
                "Critical minerals held. / Khoáng sản quan trọng giữ nguyên. / 關鍵礦物沒變。",
                "Critical minerals fell. / Khoáng sản quan trọng giảm. / 關鍵礦產減少。",
            ),
            {"zh-Hant": ("關鍵礦產",)},
            id="a rendering that mining did not see",
        ),
    ],
)
def test_drift_of_proposed_concepts_is_found(
    run: Callable[..., list[Finding]],
    proposed: list[Concept],
    texts: list[dict[str, str]],
    quotes: dict[str, tuple[str, ...]],
) -> None:
    (finding,) = run("terms", *texts, concepts=proposed)
    assert finding.row == 2
    assert finding.quotes == quotes


@pytest.mark.parametrize(
    ("lang", "one", "other", "expected"),
    [
        ("zh-Hant", "製造業", "製造商", True),
        ("zh-Hant", "產業集羣", "集羣", True),
        ("zh-Hans", "产业集群", "产业集聚", False),
        ("vi", "kinh tế", "nền kinh tế", True),
        ("vi", "khu công nghiệp", "cụm công nghiệp", False),
        ("zh-Hans", "老虎·伍兹", "老虎伍兹", True),
        ("zh-Hans", "外长", "外交部长", True),
        ("zh-Hans", "关键矿产", "关键矿物质", False),
        ("vi", "đói nghèo", "nghèo đói", True),
    ],
)
def test_short_forms_and_endings_are_the_same_rendering(lang: str, one: str, other: str, expected: bool) -> None:
    assert same(one, other, lang) is expected
    assert same(other, one, lang) is expected


SEEDS = Path(__file__).parents[3] / "seeds" / "gold"


@pytest.mark.parametrize(
    ("work", "planted"),
    [
        ("industrial-clusters", {"产业集聚", "Khu công nghiệp"}),
        ("battery-supply-chains", {"关键矿产"}),
    ],
)
def test_mined_concepts_of_a_sample_show_the_planted_drift(
    gold: Callable[[Path, tuple[str, ...]], Table], work: str, planted: set[str]
) -> None:
    table = gold(SEEDS / work, LANGS)
    found = checks.run(table, concepts=mine(table), checks=["terms"])
    assert planted <= {quote for finding in found for quotes in finding.quotes.values() for quote in quotes}
    assert len(found) <= 5


def test_the_real_article_shows_its_drift_and_little_else(
    gold: Callable[[Path, tuple[str, ...]], Table], shared: Path
) -> None:
    table = gold(shared / "gold", ("en", "vi", "zh-Hant"))
    found = checks.run(table, concepts=mine(table), checks=["terms"])
    pairs = {(finding.values["text"], finding.values["usual"]) for finding in found}
    assert {
        ("產業集聚", "集羣"),
        ("Phân cụm", "cụm"),
        ("關鍵礦產", "關鍵礦物質"),
        ("thời hạn", "mốc thời gian"),
        ("Mỹ", "Hoa Kỳ"),
    } <= pairs
    assert len(found) <= 25


APART = [
    concept(en="hub", vi="đầu mối", zh="中心"),
    concept(en="midpoint", vi="điểm giữa", zh="中心"),
]
HUBS = rows(
    "The hub grew. / Đầu mối lớn lên. / 中心成長。",
    "The hub fell. / Đầu mối sụp đổ. / 中心垮了。",
    "The hub held. / Đầu mối đứng vững. / 中心還在。",
)
MIDPOINTS = rows(
    "The midpoint moved. / Điểm giữa dời đi. / 中心移動。", "The midpoint stood. / Điểm giữa đứng yên. / 中心不動。"
)


def test_two_terms_that_fall_together_in_one_rendering_are_told(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("terms", *HUBS, *MIDPOINTS, concepts=APART)
    assert (finding.row, finding.rows, finding.quotes) == (3, (4,), {"zh-Hant": ("中心",)})
    assert "“midpoint” here and for “hub” elsewhere, which vi tells apart" in finding.text
    assert finding.severity is Severity.INFO


def test_terms_that_every_language_renders_by_one_have_not_fallen_together(run: Callable[..., list[Finding]]) -> None:
    alike = [concept(en="hub", vi="trung tâm", zh="中心"), concept(en="midpoint", vi="trung tâm", zh="中心")]
    texts = rows(*[f"The {word} {n}. / Trung tâm {n}. / 中心{n}。" for word in ("hub", "midpoint") for n in (1, 2)])
    assert not run("terms", *texts, concepts=alike)


ONE_FORM = ["关键矿物很贵。", "他们开采关键矿物。", "关键矿物不够。"]


@pytest.mark.parametrize(
    ("lang", "texts", "quote", "suggestion"),
    [
        ("zh-Hans", [*ONE_FORM, "需要关键矿产。"], "关键矿产", "关键矿物"),
        ("zh-Hans", [*ONE_FORM, "需要关键矿物质。"], "关键矿物质", "关键矿物"),
        ("zh-Hans", ["他们讨论《无尽前沿法案》。"] * 3 + ["《无尽边疆法案》通过了。"], "无尽边疆法案", "无尽前沿法案"),
        (
            "vi",
            [
                "Khoáng sản quan trọng thì đắt.",
                "Họ bán khoáng sản quan trọng.",
                "Cần khoáng sản quan trọng.",
                "Họ mua khoáng chất quan trọng.",
            ],
            *("khoáng chất quan trọng", "khoáng sản quan trọng"),
        ),
    ],
)
def test_a_term_in_two_forms_within_one_text_is_found(
    run: Callable[..., list[Finding]], lang: str, texts: list[str], quote: str, suggestion: str
) -> None:
    (finding,) = run("terms", *[{lang: text} for text in texts])
    assert (finding.quotes, finding.suggestion) == ({lang: (quote,)}, suggestion)
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["美国制造业很大。", "美国产业很大。", "美国的公司很多。"], id="a free combination"),
        pytest.param([*ONE_FORM, "关键矿工来了。"], id="another meaning"),
        pytest.param(["先进制造业很大。"] * 3 + ["先进制造商来了。"], id="an ending"),
        pytest.param([*ONE_FORM, "矿物和矿产不同。"], id="the words alone"),
    ],
)
def test_what_are_no_two_forms_of_a_term(run: Callable[..., list[Finding]], texts: list[str]) -> None:
    assert not run("terms", *[{"zh-Hans": text} for text in texts])


def test_two_forms_that_people_approved_are_both_good(run: Callable[..., list[Finding]]) -> None:
    good = [Term("zh-Hans", text, Status.APPROVED) for text in ("关键矿物", "关键矿产")]
    texts = [{"zh-Hans": text} for text in (*ONE_FORM, "需要关键矿产。")]
    assert not run("terms", *texts, concepts=[Concept(tuple(good), status=Status.APPROVED)])


def test_without_concepts_there_are_no_findings(run: Callable[..., list[Finding]]) -> None:
    assert not run("terms", ROW, DEVIATES)


def test_findings_are_the_same_in_whatever_order_the_languages_come(
    gold: Callable[[Path, tuple[str, ...]], Table], shared: Path
) -> None:
    """A store keeps a work's columns in another order than files are given in."""
    table = gold(shared / "gold", ("en", "vi", "zh-Hant"))
    concepts = mine(table)
    expected = checks.run(table, concepts=concepts)
    assert expected
    for order in permutations(range(3)):
        rows = tuple(replace(row, spans=tuple(row.spans[n] for n in order)) for row in table.rows)
        langs = tuple(table.langs[n] for n in order)
        other = replace(table, langs=langs, segments=tuple(table.segments[n] for n in order), rows=rows)
        assert checks.run(other, concepts=concepts) == expected
