"""What differs between the two scripts of one text, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.types import Table
from glossary import checks
from glossary.types import Finding

SAME = [
    {"zh-Hans": "这座小镇靠一家工厂过日子。", "zh-Hant": "這座小鎮靠一家工廠過日子。"},
    {"zh-Hans": "他说：“软件和网络都好。”", "zh-Hant": "他說：「軟體和網路都好。」"},
    {"zh-Hans": "台湾的群众在里面等着出租车。", "zh-Hant": "臺灣的羣眾在裏面等著計程車。"},
]
LATER = {"zh-Hans": "工厂在三月关了门，没有人知道。", "zh-Hant": "工廠在三月關了門，沒有人知道。"}
BAD = [
    (LATER | {"zh-Hant": "工廠在五月關了門，沒有人知道。"}, {"zh-Hans": ("三",), "zh-Hant": ("五",)}),
    (LATER | {"zh-Hant": "工廠在三月關了門。"}, {"zh-Hans": ("没有人知道",), "zh-Hant": ()}),
    (LATER | {"zh-Hans": "工厂在三月初关了大门，没有人知道。"}, {"zh-Hans": ("初", "大"), "zh-Hant": ()}),
]


@pytest.mark.parametrize(("row", "quotes"), BAD)
def test_real_differences_are_found(
    run: Callable[..., list[Finding]], row: dict[str, str], quotes: dict[str, tuple[str, ...]]
) -> None:
    (finding,) = run("hans-hant", *SAME, row)
    assert (finding.row, finding.quotes) == (3, quotes)


def test_script_punctuation_and_region_are_no_differences(run: Callable[..., list[Finding]]) -> None:
    assert not run("hans-hant", *SAME, LATER)


def test_two_translations_made_apart_are_left_alone(run: Callable[..., list[Finding]]) -> None:
    other = [row | {"zh-Hant": "鎮上的人" + row["zh-Hant"][3:]} for row in SAME]
    assert not run("hans-hant", *other, BAD[0][0])


def test_the_sample_works_have_versions_made_apart(gold: Callable[[Path, tuple[str, ...]], Table]) -> None:
    for work in (Path(__file__).parents[3] / "seeds" / "gold").iterdir():
        if work.is_dir():
            table = gold(work, ("en", "vi", "zh-Hans", "zh-Hant"))
            assert not checks.run(table, checks=["hans-hant"])
