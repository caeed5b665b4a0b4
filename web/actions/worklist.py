"""Which works a batch is made of: the sub-folders or file names of a folder, or the lines of a manifest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from web.actions.samples import below, name_parts, shared_stems


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a work, the language that is said for it ("" when none), and its bytes when they come along."""

    path: str
    lang: str = ""
    data: bytes | None = None

    @property
    def name(self) -> str:
        """What the file is called in tables and sentences."""
        return Path(self.path).name.encode(errors="replace").decode()

    def read(self) -> bytes:
        """The file's bytes. Raises ``InputError`` when it is missing, no file, or over the limit."""
        from aligner.readers import LIMIT

        if self.data is not None:
            return self.data
        path = Path(self.path)
        try:
            if path.is_dir():
                os.listdir(path)  # a folder that cannot be read says so
            if path.exists() and not path.is_file():
                raise InputError("{name} is no file.", "Name a file with a text in it.", name=self.name)
            if path.stat().st_size > LIMIT:
                raise InputError(
                    "{name} is larger than {limit} MB.", "Give a smaller file.", name=self.name, limit=LIMIT // 2**20
                )
            return path.read_bytes()
        except FileNotFoundError:
            raise InputError("There is no file {path}.", "Check the name.", path=self.path) from None
        except OSError as error:
            raise InputError(
                "Cannot read {name}: {reason}.", "Check the file.", name=self.name, reason=error.strerror or error
            ) from None


@dataclass(frozen=True, slots=True)
class Work:
    """The files that are versions of one text, under a name that no other work of the batch has."""

    name: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """The works of a batch in their order, and the files of a folder that no reader reads."""

    works: tuple[Work, ...]
    left_out: tuple[str, ...] = ()


def find_works(place: Path, out: Path, *, segmented: bool = False) -> WorkList:
    """The works of a folder or a manifest; ``out``, when it lies in the folder, is none of them.

    Raises ``InputError`` when there are none, and for a manifest with a line that cannot be understood.
    """
    from web.actions.manifest import manifest

    if not place.exists():
        raise InputError("There is no folder or manifest {place}.", "Check the name.", place=place)
    found = _folder(place, out, segmented) if place.is_dir() else WorkList(tuple(manifest(place)))
    if not found.works:
        raise InputError(
            "There are no works in {place}.", "Name a folder with texts in it, or a list of works.", place=place
        )
    return found


def _folder(folder: Path, out: Path, segmented: bool) -> WorkList:
    left_out: list[str] = []

    def texts(paths: Iterable[Path]) -> list[Path]:
        """The files that can be texts, in the order of their names."""
        files = [p for p in sorted(paths) if _is_file(p) and not p.name.startswith(".") and p.stem.lower() != "readme"]
        left_out.extend(str(path) for path in files if not _readable(path, segmented))
        return [path for path in files if _readable(path, segmented)]

    def inside(place: Path) -> list[Path]:
        """The texts of a folder; what cannot be read of its folders instead, so that its work says so."""
        try:
            return texts(below(place, _is_file))
        except OSError as error:
            return [Path(error.filename or place)]

    places = [p for p in sorted(folder.iterdir()) if p.is_dir() and not p.name.startswith(".") and not _same(p, out)]
    loose = texts(folder.iterdir())
    by_lang = {place: lang_of(place.name) for place in places}
    works: list[tuple[str, tuple[Source, ...]]] = list(_by_stem(loose))
    if not loose and all(by_lang.values()) and len(set(by_lang.values())) > 1:
        works += _across({place: inside(place) for place in places}, by_lang)
    else:
        works += [(place.name, _hinted(found)) for place in places if (found := inside(place))]
    return WorkList(tuple(_named_apart(works)), tuple(left_out))


def _is_file(path: Path) -> bool:
    """Whether it is a file, or passes for one by its ending: a link that leads nowhere is a version that is missing,
    and its work says so."""
    return path.is_file() or (bool(path.suffix) and not path.is_dir())


def _same(path: Path, out: Path) -> bool:
    return path.absolute() == out.absolute() or (out.exists() and path.samefile(out))


def _readable(path: Path, segmented: bool) -> bool:
    """Whether the ending is that of a text; one segment a line is often kept in files that end in the language."""
    from aligner.readers import SUFFIXES

    return path.suffix.lower() in ("", *SUFFIXES) or (segmented and bool(lang_of(path.suffix[1:])))


def lang_of(tag: str) -> str:
    """The language that a tag names, or nothing."""
    from aligner.lang import normalise

    try:
        return normalise(tag) if tag else ""
    except InputError:
        return ""


def _parts(path: Path) -> tuple[str, str]:
    """A file's name without language and ending, and the language: ``corpus.en`` says it as ``corpus.en.txt`` does."""
    lang = lang_of(path.suffix[1:])
    return (path.stem, lang) if lang else name_parts(path.name)


def _by_stem(paths: list[Path]) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """Files of one flat folder: those that differ by a language in their names are one work, others one each."""
    shared = _shared(paths)
    groups: dict[str, list[Source]] = {}
    for path in paths:
        stem, lang = _parts(path)
        if stem in shared:
            groups.setdefault(f"stem:{stem}", []).append(Source(str(path), lang))
        else:
            groups.setdefault(f"file:{path.name}", []).append(Source(str(path)))
    for key, sources in groups.items():
        kind, _, name = key.partition(":")
        yield name if kind == "stem" else Path(name).stem, tuple(sources)


def _shared(paths: list[Path]) -> set[str]:
    """The stems that come with more than one language."""
    plain = shared_stems(path.name for path in paths if not lang_of(path.suffix[1:]))
    langs: dict[str, set[str]] = {}
    for path in paths:
        if lang := lang_of(path.suffix[1:]):
            langs.setdefault(path.stem, set()).add(lang)
    return plain | {stem for stem, found in langs.items() if len(found) > 1}


def _hinted(paths: list[Path]) -> tuple[Source, ...]:
    """The files of one work, with the language where several names say one: ``en.md``, ``talk.vi.txt``."""
    shared = _shared(paths)
    whole = {path: lang for path in paths if (lang := lang_of(path.stem))}
    told = whole if len(set(whole.values())) > 1 else {}
    found = []
    for path in paths:
        stem, lang = _parts(path)
        found.append(Source(str(path), told.get(path) or (lang if stem in shared else "")))
    return tuple(found)


def _across(places: dict[Path, list[Path]], by_lang: dict[Path, str]) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """Works whose versions lie in one folder for each language, under the same name there."""
    groups: dict[str, list[Source]] = {}
    for place, paths in places.items():
        for path in paths:
            stem, lang = _parts(path)
            name = stem if lang == by_lang[place] else path.stem
            if path.is_dir():
                Source(str(path)).read()  # says why not
            key = path.relative_to(place).with_name(name).as_posix()
            groups.setdefault(key, []).append(Source(str(path), by_lang[place]))
    yield from ((key, tuple(sources)) for key, sources in sorted(groups.items()))


def _named_apart(works: Iterable[tuple[str, tuple[Source, ...]]]) -> Iterator[Work]:
    taken: set[str] = set()
    for name, sources in works:
        free = next(n for n in (name, *(f"{name} ({i})" for i in range(2, len(taken) + 3))) if n not in taken)
        taken.add(free)
        yield Work(free, sources)
