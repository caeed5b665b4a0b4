"""Renderings that deviate from a language's usual one."""

from __future__ import annotations

from collections.abc import Callable

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
    (finding,) = run("terms", *[ROW] * 9, OTHER, LACKS, concepts=[CLUSTER])
    assert finding.langs[0] == "zh-Hans"


def test_what_people_approved_weighs_more(run: Callable[..., list[Finding]]) -> None:
    approved = Concept(CLUSTER.terms, status=Status.APPROVED)
    (finding,) = run("terms", ROW, ROW, ROW, DEVIATES, concepts=[approved])
    assert finding.severity is Severity.WARNING


def test_spelling_case_and_inflection_are_no_findings(run: Callable[..., list[Finding]]) -> None:
    concept = Concept((Term("en", "cluster"), Term("en", "Industrial cluster"), Term("vi", "cụm công nghiệp")))
    rows = [ROW, {"en": "Industrial clusters won.", "vi": "CỤM CÔNG NGHIỆP thắng.", "zh-Hans": "赢了。"}]
    assert not run("terms", *rows, concepts=[concept])


def test_without_concepts_there_are_no_findings(run: Callable[..., list[Finding]]) -> None:
    assert not run("terms", ROW, DEVIATES)
