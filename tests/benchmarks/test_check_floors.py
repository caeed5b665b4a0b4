"""False alarms of the checks stay as few as they were, and planted errors are found as before."""

from __future__ import annotations

from benchmarks import check_floors


def test_no_check_gets_worse_on_good_and_on_spoiled_texts(shared: object) -> None:
    assert check_floors.fallen(check_floors.pinned(), check_floors.reached()) == []


def test_what_is_worse_is_told() -> None:
    held = {"false alarms length": {"vi": 1.0}, "found digit": {"vi": 0.98, "zh-Hans": 0.99}}
    assert check_floors.fallen(held, held) == []
    now = {"false alarms length": {"vi": 3.0}, "found digit": {"vi": 0.9}}
    assert [line.split(":")[0] for line in check_floors.fallen(held, now)] == [
        "false alarms length, vi",
        "found digit, vi",
        "found digit, zh-Hans",
    ]
