"""How the checks are set for all works: which are on, which profile holds, which files of patterns come on top."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from aligner.errors import InputError
from web.actions.checking import PROFILES, read_custom
from web.actions.permissions import needs
from web.plain import line
from web.store import Store, options, revisions, settling
from web.views import CheckSettings, CheckView

if TYPE_CHECKING:
    from glossary.checks import Check

FILES, NAME = 20, 100
"""The most files of patterns, and the most characters of the name of one."""


@needs("read")
def get_checks(store: Store) -> CheckSettings:
    """The checks with their switches and how often each errs, the profile, and the files of patterns."""
    from glossary import checks
    from glossary.alarms import alarms

    off = options.switched_off(store)
    views = []
    for name in checks.ids():
        check = checks.get(name)
        severity = str(check.severity)
        views.append(CheckView(name, check.title, check.description, severity, name not in off, dict(alarms(name))))
    files = options.patterns(store)
    for file, text in files.items():
        for check in read_custom(file, text.encode()):
            said = (check.id, check.title, check.description, str(check.severity))
            views.append(CheckView(*said, check.id not in off, {}, file))
    return CheckSettings(options.profile(store), tuple(views), tuple(files))


@needs("review")
def set_checks(
    store: Store,
    *,
    profile: str | None = None,
    on: Collection[str] = (),
    off: Collection[str] = (),
) -> CheckSettings:
    """Choose a profile, switch checks on or off. Their findings are shown or hidden at once, in all works; nothing has
    to be run again. Raises ``InputError`` for a check or profile that there is not."""
    if profile is not None and profile not in PROFILES:
        raise InputError("There is no profile “{profile}”.", "Choose from: {choice}.", profile=profile, choice=PROFILES)
    with store.atomic():
        known = [view.id for view in get_checks(store).checks]
        for name in (*on, *off):
            if name not in known:
                raise InputError("There is no check “{name}”.", "Choose from {choice}.", name=name, choice=known)
        before = {"profile": options.profile(store), "off": sorted(options.switched_off(store))}
        if profile is not None:
            options.set_profile(store, profile)
        options.switch_off(store, (options.switched_off(store) - set(on)) | set(off))
        after = {"profile": options.profile(store), "off": sorted(options.switched_off(store))}
        if after != before:
            revisions.add(store, None, "set checks", "finding:checks", before, after)
            settling.settle(store)
        return get_checks(store)


@needs("review")
def remember_patterns(store: Store, name: str, data: bytes) -> Sequence[str]:
    """Keep a TOML file of patterns, in place of the one of this name: its checks run over every work from now on.

    The ids of its checks. Raises ``InputError`` that says what is wrong with the file.
    """
    name = line(name)
    if not 0 < len(name) <= NAME or "/" in name or "\\" in name:
        raise InputError("The file of patterns needs a plain name.", "Call it house-style.toml, for one.")
    found = read_custom(name, data)
    with store.atomic():
        held = options.patterns(store)
        if name not in held and len(held) >= FILES:
            raise InputError("There are {files} files of patterns already.", "Forget one first.", files=FILES)
        taken = {
            one.id: other for other, text in held.items() if other != name for one in read_custom(other, text.encode())
        }
        for check in found:
            if check.id in taken:
                other = taken[check.id]
                raise InputError(
                    "“{name}” is a check of {other} too.", "Give it a name of its own.", name=check.id, other=other
                )
        before = options.keep_patterns(store, name, data.decode("utf-8-sig"))
        after = data.decode("utf-8-sig")
        if before != after:
            revisions.add(store, None, "set patterns", "finding:patterns", _told(name, before), _told(name, after))
    return [check.id for check in found]


@needs("review")
def forget_patterns(store: Store, name: str) -> None:
    """Forget a file of patterns; what its checks found is gone with the next run. Raises ``NotFound``."""
    with store.atomic():
        before = options.forget_patterns(store, name)
        revisions.add(store, None, "set patterns", "finding:patterns", _told(name, before), None)


def _told(name: str, text: str | None) -> dict[str, str] | None:
    """A file of patterns as a revision tells of it."""
    return None if text is None else {"name": name, "text": text}


def remembered(store: Store) -> list[Check]:
    """The checks of all files of patterns."""
    return [check for name, text in options.patterns(store).items() for check in read_custom(name, text.encode())]
