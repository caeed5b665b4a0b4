"""From the bytes of a file to documents, with the sentences that say what is wrong with it."""

from __future__ import annotations

from pathlib import PurePath

from aligner.errors import InputError
from aligner.types import LANGS, Document

NAMES = {"en": "English", "vi": "Vietnamese", "zh-Hans": "Simplified Chinese", "zh-Hant": "Traditional Chinese"}
"""The languages in English sentences."""


def read_documents(name: str, data: bytes, lang: str = "") -> list[Document]:
    """The documents that a file holds, one for each language. ``lang``, any usual tag, overrules what is detected.

    Raises ``InputError`` that names the file.
    """
    from aligner.lang import normalise
    from aligner.readers import read

    said = normalise(lang) if lang else ""
    documents = [_known(document) for document in read(name, data, lang=said)]
    if not documents:
        raise InputError("There is no text in {name}.", "Give a file with a text in it.", name=name)
    return documents


def read_segments(name: str, data: bytes, lang: str = "") -> list[Document]:
    """The one document of a file that holds one segment a line, each as it is, as its blocks.

    Raises ``InputError`` that names the file.
    """
    from aligner.detect import detect
    from aligner.lang import normalise
    from aligner.readers import read_lines

    if lang:
        return [read_lines(name, data, normalise(lang))]
    found = detect(read_lines(name, data, "").text).lang
    if found not in LANGS:
        raise _unknown(name)
    return [read_lines(name, data, found)]


def _known(document: Document) -> Document:
    if document.lang not in LANGS:
        raise _unknown(document.name)
    return document


def _unknown(name: str) -> InputError:
    return InputError(
        "Cannot tell the language of {name}.",
        "Say it: {example}={name} on the command line, or beside the file where it is chosen.",
        name=name,
        example=LANGS[0],
    )


def format_of(name: str) -> str:
    """What a document remembers as its format: the file name's ending.

    >>> format_of("Bài viết.DOCX"), format_of("notes")
    ('docx', 'txt')
    """
    return PurePath(name).suffix.lower().lstrip(".") or "txt"


def each_language_once(documents: list[Document], how: str) -> None:
    """Raises ``InputError`` with ``how`` to mend it when two documents share a language."""
    seen: dict[str, str] = {}
    for document in documents:
        if document.lang in seen:
            first = seen[document.lang]
            names = document.name if first == document.name else f"{first} and {document.name}"
            raise InputError("Two texts are in {lang}: {names}.", how, lang=NAMES[document.lang], names=names)
        seen[document.lang] = document.name
