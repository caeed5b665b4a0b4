"""The targets of fuzzing run, each over what it begins with; they need atheris only to go further."""

from __future__ import annotations

import pytest

from fuzz import seeds
from fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_what_it_begins_with(name: str) -> None:
    begins = seeds.of(name)
    assert begins
    for data in (*begins, b"", begins[0][: len(begins[0]) // 2]):
        TARGETS[name](data)
