"""OmegaT itself opens what is exported for it: run without a window, where it is installed (Debian: ``omegat``)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from aligner import formats as tables
from aligner.formats import Meta as RowMeta
from aligner.types import Segment, Span, Table, table_from_spans
from glossary import formats
from glossary.formats import Meta
from glossary.types import Concept, Status, Term

OMEGAT = shutil.which("omegat")
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>{target}</target_lang><sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations></project></omegat>
"""
CONCEPTS = [
    Concept(
        (
            Term("en", "industrial cluster", Status.APPROVED),
            Term("vi", "cụm công nghiệp", Status.APPROVED),
            Term("vi", "phân cụm", Status.FORBIDDEN),
            Term("zh-Hant", "產業聚落 <𠮷>", Status.APPROVED),
        ),
        definition="Firms\nclose together.",
        id="c1",
    ),
    Concept((Term("en", "#tag", Status.APPROVED), Term("vi", "thẻ", Status.APPROVED)), id="c2"),
]

pytestmark = pytest.mark.skipif(OMEGAT is None, reason="OmegaT is not installed (apt-get install omegat)")


def run(folder: Path, target: str, source: str) -> Path:
    """Let OmegaT translate a project with what its memories know; the folder of the translations."""
    for name in ("source", "target", "omegat", "dictionary", "glossary", "tm/auto"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "omegat.project").write_text(PROJECT.format(target=target), encoding="utf-8")
    (folder / "source" / "a.txt").write_text(source, encoding="utf-8")
    script = Path(__file__).parent / "omegat.groovy"
    options = ["--mode=console-translate", f"--config-dir={folder / 'config'}", f"--script={script}"]
    done = subprocess.run(
        [str(OMEGAT), str(folder), *options],
        env={**os.environ, "GLOSSARY_FOLDER": str(folder / "glossary"), "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "target"


def test_a_memory_of_terms_translates_and_a_glossary_is_read(tmp_path: Path) -> None:
    (tmp_path / "tm" / "auto").mkdir(parents=True)
    (tmp_path / "glossary").mkdir()
    meta = Meta(langs=("en", "vi"))
    with (tmp_path / "tm" / "auto" / "terms.tmx").open("wb") as out:
        formats.write("tmx", CONCEPTS, out, meta)
    with (tmp_path / "glossary" / "terms.utf8").open("wb") as out:
        formats.write("omegat", CONCEPTS, out, meta)
    target = run(tmp_path, "VI", "industrial cluster")
    assert (target / "a.txt").read_text(encoding="utf-8").strip() == "cụm công nghiệp"
    read = [line.split("\t") for line in (tmp_path / "glossary-read.tsv").read_text(encoding="utf-8").splitlines()]
    assert [[cell.strip() for cell in line[:2]] for line in read] == [
        ["industrial cluster", "cụm công nghiệp"],
        ["industrial cluster", "phân cụm"],
        ["#tag", "thẻ"],
    ]
    assert [line[2] for line in read[:2]] == ["Firms close together.", "[forbidden: do not use] Firms close together."]


@pytest.mark.parametrize(("target", "tags"), [("ZH-TW", "region"), ("ZH-HANT", "bcp47")])
def test_a_memory_in_many_languages_gives_the_one_that_is_wanted(tmp_path: Path, target: str, tags: str) -> None:
    (tmp_path / "tm" / "auto").mkdir(parents=True)
    with (tmp_path / "tm" / "auto" / "terms.tmx").open("wb") as out:
        formats.write("tmx", CONCEPTS, out, Meta(tags=tags))  # type: ignore[arg-type]
    translated = run(tmp_path, target, "industrial cluster")
    assert (translated / "a.txt").read_text(encoding="utf-8").strip() == "產業聚落 <𠮷>"


def test_a_memory_of_aligned_rows_translates(tmp_path: Path) -> None:
    (tmp_path / "tm" / "auto").mkdir(parents=True)
    with (tmp_path / "tm" / "auto" / "rows.tmx").open("wb") as out:
        tables.write("tmx", rows(), out, RowMeta())
    target = run(tmp_path, "VI", "The harbour opened in 1996. Three thousand ships call & go.")
    assert (target / "a.txt").read_text(encoding="utf-8").strip() == "Cảng mở cửa năm 1996. Ba nghìn tàu đến & đi."


def rows() -> Table:
    """Two aligned sentences."""
    texts = {
        "en": ("The harbour opened in 1996.", "Three thousand ships call & go."),
        "vi": ("Cảng mở cửa năm 1996.", "Ba nghìn tàu đến & đi."),
    }
    segments = {
        lang: [Segment(text, lang, number, 0, Span(0, len(text))) for number, text in enumerate(column)]
        for lang, column in texts.items()
    }
    return table_from_spans(("en", "vi"), segments, [(Span(0, 1), Span(0, 1)), (Span(1, 2), Span(1, 2))])
