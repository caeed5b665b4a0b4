"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

UNTIMED = (HealthCheck.too_slow,)
"""What hypothesis does not look at here: a machine may be busy, and a first call loads a lexicon. Tests that leave out
another of its looks name these too."""
settings.register_profile("untimed", deadline=None, suppress_health_check=UNTIMED)
settings.load_profile("untimed")

os.environ["DOICHIEU_NEURAL"] = "never"  # commands give the same here whether or not a model is installed

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """The store does not wait for the disk here: no test pulls the plug, and those that kill start other processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("web.store.database.SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles, gold rows and benchmarks beside the project; what needs it is skipped without it."""
    if not (SHARED / "articles").is_dir():
        pytest.skip("the real articles are not beside the project (../shared/articles)")
    return SHARED


@pytest.fixture(scope="session")
def articles(shared: Path) -> dict[str, Path]:
    """The five real articles by the number their file names begin with."""
    return {path.name[:3]: path for path in sorted((shared / "articles").glob("0*.txt"))}
