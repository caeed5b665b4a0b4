"""What may be tuned on and what is only measured never mix."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from benchmarks import corpora, sets
from benchmarks.halves import DEVELOPMENT, TEST, development, half, held_out

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("size", range(6))
def test_the_halves_share_nothing_and_leave_nothing_out(size: int) -> None:
    documents = list(range(size))
    assert sorted(development(documents) + held_out(documents)) == documents
    assert [half(place) for place in documents] == [
        DEVELOPMENT if place in development(documents) else TEST for place in documents
    ]


def test_a_set_of_one_document_is_development() -> None:
    assert (development(["only"]), held_out(["only"])) == (["only"], [])


def test_the_sample_works_are_development_as_a_whole() -> None:
    assert {own for own, _ in sets.read("samples")} == {DEVELOPMENT}
    assert {own for own, _ in sets.named("samples.composed-40")} == {DEVELOPMENT}


def test_a_damaged_document_is_in_the_half_of_the_document_itself(shared: Path) -> None:
    for name in corpora.readers():
        clean = corpora.halves_of(name)
        for own, document in sets.read(name):
            if name not in corpora.LOOKED_AT:
                assert own == clean.get(document.name, DEVELOPMENT), (name, document.name)


def test_numbers_are_fitted_on_development_documents_alone(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("fit_parameters", ROOT / "tools" / "fit_parameters.py")
    assert spec is not None
    assert spec.loader is not None
    fit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fit)
    used = fit.documents(shared / "bench", (*fit.SETS, *fit.NOISY))
    held = {
        (name, document.name) for name in (*fit.SETS, *fit.NOISY) for own, document in sets.read(name) if own == TEST
    }
    assert used
    assert held.isdisjoint({(home.parent.name, home.name) for home, *_ in used})
