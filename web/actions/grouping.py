"""Which of the files that are imported together belong to which work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aligner.errors import InputError
from web.actions.catalogue import catalogue
from web.actions.works import checked_title
from web.store import Store, documents, works
from web.store.documents import digest
from web.views import Upload

SEPARATELY = "Import them one at a time, or name a work for each with --work NAME."


@dataclass
class Group:
    """Files of one call that belong to one work: ``work`` is its id when the store has it. ``known`` stand in it."""

    work: int | None = None
    title: str = ""
    slug: str = ""
    uploads: list[Upload] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def without_repeats(uploads: Sequence[Upload]) -> tuple[list[Upload], list[str]]:
    """The uploads, each content once, and the names of those that say the same again."""
    seen: dict[str, Upload] = {}
    repeated = []
    for upload in uploads:
        key = digest(upload.data)
        if key in seen:
            repeated.append(upload.name)
        seen.setdefault(key, upload)
    return list(seen.values()), repeated


def group_for(store: Store, uploads: Sequence[Upload], work: str | int, title: str = "") -> Group:
    """All files in the work that is named; a name that no work has makes a new one."""
    found = works.exact(store, work)
    group = Group(found, title or ("" if found is not None else checked_title(str(work))))
    for upload in uploads:
        if found is not None and found in documents.works_with(store, digest(upload.data)):
            group.known.append(upload.name)
        else:
            group.uploads.append(upload)
    return group


def groups_of(store: Store, uploads: Sequence[Upload], title: str = "") -> list[Group]:
    """The files of the catalogue by their works, and all others together; new files join those that are known.

    Raises ``InputError`` when the known ones stand in different works, so that the new ones could join any of them.
    """
    by_slug: dict[str, list[Upload]] = {}
    for upload in uploads:
        entry = catalogue().get(digest(upload.data))
        by_slug.setdefault(entry.slug if entry else "", []).append(upload)
    found: list[Group] = []
    for slug, together in by_slug.items():
        new, homes = _homes(store, together)
        if slug:
            entry = catalogue()[digest(together[0].data)]
            work = works.exact(store, slug)
            found += _joined(Group(work, entry.work_title, slug, new), homes)
        elif new and len(set(homes.values())) > 1:
            names = ", ".join(homes)
            raise InputError(
                "{name} could join several works: those of {names}.", SEPARATELY, name=new[0].name, names=names
            )
        else:
            found += _joined(Group(None, title, "", new), homes)
    return _once(found)


def _once(groups: list[Group]) -> list[Group]:
    """The groups with those of one work put together."""
    by_work: dict[int, Group] = {}
    for group in groups:
        if group.work is None:
            continue
        first = by_work.setdefault(group.work, group)
        if first is not group:
            first.uploads += group.uploads
            first.known += group.known
    return [group for group in groups if group.work is None or by_work[group.work] is group]


def _homes(store: Store, uploads: Sequence[Upload]) -> tuple[list[Upload], dict[str, int]]:
    """The uploads that are new, and for the names of the others the work in which they stand."""
    new, homes = [], {}
    for upload in uploads:
        if held := documents.works_with(store, digest(upload.data)):
            homes[upload.name] = held[0]
        else:
            new.append(upload)
    return new, homes


def _joined(group: Group, homes: dict[str, int]) -> list[Group]:
    """The group with the known files of its work, and a group without new files for each other work of known ones."""
    if group.work is None and homes:
        group.work = next(iter(homes.values()))
    others: dict[int, Group] = {} if group.work is None else {group.work: group}
    for name, work in homes.items():
        others.setdefault(work, Group(work)).known.append(name)
    if group.work is None:
        return [group]
    return [item for item in others.values() if item.uploads or item.known]
