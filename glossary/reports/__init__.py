"""Reports of findings: one file a format, its id the module's name. Values in, bytes out.

A format is a module with ``DESCRIPTION``, ``SUFFIX``, ``MEDIA_TYPE`` and ``write(report) -> bytes``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from aligner import registry
from aligner.errors import InputError
from glossary.reports._base import Item, Report, Run, Source, items_of

__all__ = ["Item", "Report", "ReportFormat", "Run", "Source", "get", "items_of", "names"]


class ReportFormat(Protocol):
    """What a module of this package offers."""

    DESCRIPTION: str
    SUFFIX: str
    MEDIA_TYPE: str

    @staticmethod
    def write(report: Report) -> bytes:
        """The report as a file."""
        ...


def names() -> tuple[str, ...]:
    """The ids of all formats, sorted; nothing is imported for it.

    >>> names()
    ('csv', 'html', 'json', 'sarif', 'xlsx')
    """
    return registry.names(__name__)


def get(name: str) -> ReportFormat:
    """One format by its id. Raises ``InputError`` that lists the ids when there is none of that name.

    >>> get("sarif").SUFFIX
    '.sarif'
    """
    if name not in names():
        raise InputError("There is no report format “{name}”.", "Choose one of: {choice}.", name=name, choice=names())
    return cast(ReportFormat, import_module(f"{__name__}.{name}"))
