"""Sentences that one language lacks, or has alone; translator's notes, captions and pull quotes are not counted."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
from glossary.checks._coverage import shortened
from glossary.checks._lengths import percent
from glossary.types import Finding, Severity

_NOTE = regex.compile(
    r"\[\d+\]|[（(\[【]?\s*(?:譯註|译注|譯注|譯者|译者|編按|编按|編者|编者|編註|本文原|本文第|註[:：]|"
    r"注[:：]|（[^）]*(?:譯註|译注)）|圖源|图源|"
    r"圖片來源|图片来源|資料來源|资料来源|來源[:：]|来源[:：]|người dịch|lời người dịch|chú thích|"
    r"nguồn[:：]|ảnh[:：]|nd[:：]|"
    r"translator|editor['’]s note|photo|source[:：]|credit[:：]|note[:：])|[—-]+\s*(?:譯註|译注)|第[一二]作者",
    regex.IGNORECASE,
)
_WORD = regex.compile(r"\p{L}")


def _is_note(text: str) -> bool:
    return bool(_NOTE.match(text.strip())) or bool(regex.search(r"[—-]+\s*(?:譯註|译注|ND|BT)\s*[)）]\s*$", text))


def _of_row(row: RowContext) -> Iterator[Finding]:
    yield from _shortened(row)
    missing = [lang for lang in row.texts if lang not in row.filled]
    if not missing or row.aside or all(_is_note(row.texts[lang]) for lang in row.filled):
        return
    if max(len(_WORD.findall(row.texts[lang])) for lang in row.filled) < 3:
        return
    texts, filled = row.texts, row.filled
    spans = {lang: [Span(0, len(texts[lang]))] for lang in filled}
    if len(filled) == 1 and len(missing) > 1:
        message, severity = "Only “{lang}” has this: it stands in no other language.", Severity.INFO
        values = {"lang": filled[0]}
    else:
        message, severity = "“{lang}” has nothing here: the sentence may have been left out.", Severity.WARNING
        values = {"lang": ", ".join(missing)}
    yield located(
        Finding(
            "omission",
            severity,
            row.index,
            tuple(missing) if len(missing) < len(filled) or len(filled) > 1 else (*filled, *missing),
            message,
            values,
        ),
        spans,
        texts,
    )


def _shortened(row: RowContext) -> Iterator[Finding]:
    """A cell that is too short and has no words for what stands together in another: a part is probably missing."""
    if row.aside or not (found := shortened(row)):
        return
    lang, other, place = found
    yield located(
        Finding(
            "omission",
            Severity.WARNING,
            row.index,
            (lang, other),
            "“{lang}” has {percent}% of the usual length beside “{other}”: a part may have been left out.",
            {"lang": lang, "other": other, "percent": percent(row, other, lang)},
        ),
        {other: [place or Span(0, len(row.texts[other]))]},
        row.texts,
    )


CHECK = Check(
    "omission",
    "Omission and addition",
    "A sentence stands in some languages and has no counterpart in another, or one far too short.",
    Severity.WARNING,
    of_row=_of_row,
)
