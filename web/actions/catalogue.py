"""The catalogue of works that are known by their files' digests: the samples, and the seed articles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the catalogue: the work it belongs to, its languages, and its role: ``original``, ``translation``, or
    ``original+translation`` for a page that holds both without saying here which is which."""

    slug: str
    work_title: str
    sample: bool
    file: str
    langs: tuple[str, ...]
    role: str


@cache
def catalogue() -> Mapping[str, Entry]:
    """The entries by the SHA-256 of their files."""
    content = tomllib.loads(files("seeds").joinpath("catalog.toml").read_text(encoding="utf-8"))
    return {
        document["sha256"]: Entry(
            work["slug"],
            work["title"],
            bool(work.get("sample", False)),
            document["file"],
            tuple(document["langs"]),
            document.get("role", ""),
        )
        for work in content["work"]
        for document in work["document"]
    }
