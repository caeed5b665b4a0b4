"""What ``doichieu check --files`` says of the real articles in the standard profile: each thing that has to be found,
and how little else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from glossary.reports import Item
from web.actions.checking import check_texts, in_profile
from web.actions.reading import read_documents

Found = tuple[str, str, str]
"""Check, what is quoted, and what is suggested."""


@cache
def findings(*paths: Path) -> list[Item]:
    """The findings of the standard profile in versions of one text; a page by itself is in Simplified Chinese."""
    lang = "zh-Hans" if len(paths) == 1 else ""
    documents = [document for path in paths for document in read_documents(path.name, path.read_bytes(), lang)]
    return [one for one in check_texts(documents).items if in_profile("standard", one.check, str(one.severity))]


def shown(found: list[Item]) -> set[Found]:
    return {(one.check, quote, one.suggestion) for one in found for quotes in one.quotes.values() for quote in quotes}


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(("quantities", "二十世紀", ""), id="the century that became another"),
        pytest.param(("doubled-word", "彌補彌補", "彌補"), id="a word that stands twice"),
        pytest.param(("script", "制造商", "製造商"), id="a slip of conversion"),
        pytest.param(("script", "采礦業", "採礦業"), id="another slip of conversion"),
        pytest.param(("script", "併", "並"), id="a third slip of conversion"),
        pytest.param(("names", "多西", "杜如松"), id="one person under two names"),
        pytest.param(("terms", "產業集聚", "集羣"), id="clustering in Chinese"),
        pytest.param(("terms", "Phân cụm", "cụm"), id="clustering in Vietnamese"),
        pytest.param(("terms", "關鍵礦產", "關鍵礦物質"), id="critical minerals"),
        pytest.param(("terms", "thời hạn", "mốc thời gian"), id="timelines"),
    ],
)
def test_the_article_in_three_languages_shows_its_faults(articles: dict[str, Path], expected: Found) -> None:
    assert expected in shown(findings(articles["000"], articles["002"]))


TRUE = {"doubled-word", "names", "script", "quantities", "omission", "region"}
"""Checks whose findings in the article in three languages have been looked at, and are true."""


def test_the_article_in_three_languages_has_a_list_worth_reading(articles: dict[str, Path]) -> None:
    """The other quantities agree, and most of what the standard profile says is so."""
    found = findings(articles["000"], articles["002"])
    quantities = [one for one in found if one.check == "quantities"]
    assert [one.quotes["zh-Hant"] for one in quantities] == [("二十世紀",)]
    assert len(found) <= 30
    doubtful = [one.message for one in found if one.check not in {*TRUE, "terms"}]
    assert len(doubtful) <= len(found) * 0.2, doubtful


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        pytest.param("001", ("names", "R&D", "研发"), id="R&D left in English"),
        pytest.param("001", ("names", "药品采购协议", ""), id="an act under another name"),
        pytest.param("001", ("names", "达尔富尔和平协议", ""), id="the same act under a third name"),
        pytest.param("001", ("names", "国际贸易中心", ""), id="a tax credit that became an institution"),
        pytest.param("001", ("terms", "无尽边疆法案", "无尽前沿法案"), id="an act under two titles"),
        pytest.param("001", ("terms", "关键矿物质", "关键矿物"), id="critical minerals"),
        pytest.param("001", ("terms", "工业政策", "产业政策"), id="industrial policy"),
        pytest.param("001", ("names", "Warwick", "沃里克"), id="a name that is told in brackets elsewhere"),
        pytest.param("001", ("names", "Kadlec", "卡德勒克"), id="a name that is written by its sound elsewhere"),
        pytest.param("004", ("terms", "关键矿产", "关键矿物"), id="critical minerals in the other article"),
        pytest.param("004", ("terms", "公共服务部", "公众服务部"), id="a ministry under two names"),
    ],
)
def test_an_article_in_chinese_alone_shows_its_faults(articles: dict[str, Path], article: str, expected: Found) -> None:
    assert expected in shown(findings(articles[article]))


@pytest.mark.parametrize(("article", "most"), [("001", 30), ("003", 3), ("004", 8)])
def test_an_article_in_chinese_alone_has_a_short_list(articles: dict[str, Path], article: str, most: int) -> None:
    assert len(findings(articles[article])) <= most


def test_an_act_under_five_names_is_told_as_one(articles: dict[str, Path]) -> None:
    """国防生产法案, DPA, 药品采购协议, 达尔富尔和平协议, 和平协议: every finding leads back to the first."""
    told = [one for one in findings(articles["001"]) if "“DPA”" in one.message]
    assert all("国防生产法案" in one.message for one in told)
    assert sum(1 + len(one.rows) for one in told) == 3
