"""Every plug-in has what its kind must have: a docstring, its attributes, and a name of its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import pytest

from aligner import registry

KINDS = {
    "aligner.formats": ("DESCRIPTION", "SUFFIX", "MEDIA_TYPE", "write"),
    "aligner.lang": ("LANGUAGE",),
    "aligner.readers": ("SUFFIXES", "read"),
    "aligner.scorers": ("SCORER",),
    "glossary.checks": ("CHECK",),
    "glossary.formats": ("DESCRIPTION", "SUFFIX", "MEDIA_TYPE", "write"),
    "glossary.reports": ("DESCRIPTION", "SUFFIX", "MEDIA_TYPE", "write"),
}
PLUGINS = [(package, name) for package in KINDS if find_spec(package) is not None for name in registry.names(package)]


@pytest.fixture(params=PLUGINS, ids=lambda plugin: ".".join(plugin))
def plugin(request: pytest.FixtureRequest) -> tuple[str, ModuleType]:
    package, name = request.param
    return package, import_module(f"{package}.{name}")


def test_every_plugin_says_what_it_is(plugin: tuple[str, ModuleType]) -> None:
    _, module = plugin
    assert len((module.__doc__ or "").split()) > 3


def test_every_plugin_has_what_its_kind_needs(plugin: tuple[str, ModuleType]) -> None:
    package, module = plugin
    for attribute in KINDS[package]:
        assert getattr(module, attribute, None), f"{module.__name__} has no {attribute}"


@pytest.mark.parametrize("package", [package for package in KINDS if package != "glossary.formats"])
def test_there_are_plugins(package: str) -> None:
    assert registry.names(package)


def test_formats_differ_in_what_they_are_called() -> None:
    for package in ("aligner.formats", "glossary.formats", "glossary.reports"):
        if find_spec(package) is not None:
            described = registry.members(package, "DESCRIPTION").values()
            assert len(set(described)) == len(described)


def test_checks_are_called_as_their_files_and_explain_themselves() -> None:
    checks = registry.members("glossary.checks", "CHECK")
    for name, check in checks.items():
        assert check.id == name.replace("_", "-")
        assert check.title
        assert check.description.endswith(".")
        assert check.of_row or check.of_table
    assert len({check.title for check in checks.values()}) == len(checks)
