"""The doors that files come in by: functions, commands and addresses, for every kind of file."""

from __future__ import annotations

import io
import json
import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import regex

from tests.hostile.cases import ANCHORS, COPY, DOCUMENT, PATTERNS, TABLE, TERMS, WORKS, Case
from tests.hostile.others import SOUND

Door = Callable[[Case], str]
"""Takes a file and says ``result`` or what was said against it; raises for everything else."""


def sentence(said: str) -> str:
    """What was said, which has to be one clear sentence (and a hint)."""
    if "\n" in said or len(said) > 1200 or not said.rstrip("”)'\"").endswith((".", "?")):
        raise AssertionError(f"this is no sentence: {said[:1500]!r}")
    return said


def library(folder: Path) -> Door:
    """The functions of ``aligner`` and ``glossary``, and those of ``web.actions`` for what they do not read."""

    def call(case: Case) -> str:
        return _FUNCTIONS[case.door](case, folder)

    return call


def _document(case: Case, _: Path) -> str:
    from aligner.quantities import find
    from aligner.readers import read
    from aligner.segmentation import segment
    from aligner.types import LANGS

    count = 0
    for document in read(case.name, case.data):
        for piece in segment(document):
            count += 1
            if piece.lang in LANGS:
                find(piece.text, piece.lang)
    return f"result of {count} segments"


def _table(case: Case, _: Path) -> str:
    from aligner.formats import indices, jsonl, tmx, tsv, xlsx

    suffix = case.name.rpartition(".")[2]
    {"tmx": tmx, "tsv": tsv, "jsonl": jsonl, "xlsx": xlsx, "indices": indices}[suffix].read(case.data)
    return "result"


def _terms(case: Case, _: Path) -> str:
    from glossary import formats
    from glossary.formats import Incoming
    from web.actions.exchange import format_of

    found = formats.read(format_of(case.name, io.BytesIO(case.data)), io.BytesIO(case.data), Incoming(case.name))
    return f"result of {sum(1 for _ in found)} concepts"


def _patterns(case: Case, _: Path) -> str:
    import aligner
    from glossary.checks import run
    from web.actions.checking import read_custom

    checks = read_custom(case.name, case.data)
    found = run(aligner.align(SOUND), checks=(), further=checks)
    return f"result of {len(checks)} checks, {sum(1 for _ in found)} findings"


def _anchors(case: Case, _: Path) -> str:
    from web.actions.taught import read_anchors

    rows = read_anchors(case.name, case.data.decode("utf-8-sig", "replace"), ["en", "vi"])
    return f"result of {len(rows)} rows"


def _works(case: Case, folder: Path) -> str:
    from web.actions.worklist import find_works

    path = folder / case.name
    path.write_bytes(case.data)
    return f"result of {len(find_works(path, folder / 'out').works)} works"


def _copy(case: Case, folder: Path) -> str:
    from web.actions.keeping import restore_store, verify_store
    from web.store import Store

    path, target = folder / case.name, folder / "target.db"
    path.write_bytes(case.data)
    Store(target).close()
    before = target.read_bytes()
    try:
        restore_store(path, target)
    except BaseException:
        if target.read_bytes() != before:
            raise AssertionError("a copy that was refused is there all the same") from None
        raise
    with Store(target) as store:
        if wrong := verify_store(store).faults:
            raise AssertionError(f"what was put back is not sound: {wrong[0].sentence}")
    return "result"


_FUNCTIONS: dict[str, Callable[[Case, Path], str]] = {
    DOCUMENT: _document,
    TABLE: _table,
    TERMS: _terms,
    PATTERNS: _patterns,
    ANCHORS: _anchors,
    WORKS: _works,
    COPY: _copy,
}


def _turn(case: Case, choices: Sequence[Any]) -> Sequence[Any]:
    """Every door of several, or, so that it is quicker, the one whose turn it is for a file of this name."""
    return choices if os.environ.get("EVERY_DOOR") else [choices[zlib.crc32(case.name.encode()) % len(choices)]]


def command_line(folder: Path) -> Door:
    """``doichieu`` with the file as its argument."""
    from click.testing import CliRunner

    from web.cli import main

    texts = [folder / f"sound.{lang}.txt" for lang in SOUND]
    for path, text in zip(texts, SOUND.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    en, vi = map(str, texts)
    database, out = str(folder / "cli.db"), str(folder / "out")
    CliRunner().invoke(main, ["--db", database, "import", "--work", "sound", en, vi])
    verbs: dict[str, tuple[tuple[str, ...], ...]] = {
        DOCUMENT: (
            ("import", "FILE"), ("diff", en, "FILE", "-o", f"{out}.html"), ("import", "--replaces", "1", "en=FILE"),
            ("align", "en=FILE", vi, "-o", f"{out}.tsv"), ("check", "en=FILE", vi),
            ("diff", "en=FILE", en, "--metrics", "all"),
        ),
        TERMS: (("import-terms", "FILE"), ("align", en, vi, "--glossary", "FILE", "-o", f"{out}.tsv")),
        TABLE: (("align", en, vi, "--glossary", "FILE", "-o", f"{out}.tsv"), ("align-all", "FILE", "-o", out)),
        PATTERNS: (("checks", "--custom", "FILE"), ("check", en, vi, "--custom", "FILE")),
        ANCHORS: (("align", en, vi, "--anchors", "FILE", "-o", f"{out}.tsv"),),
        WORKS: (("align-all", "FILE", "-o", out, "--jobs", "1"),),
        COPY: (("restore", "FILE"),),
    }  # fmt: skip

    def run(case: Case) -> str:
        path = folder / "file" / case.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(case.data)
        said = ""
        for verb in _turn(case, verbs[case.door]):
            store = str(folder / "restored.db") if case.door == COPY else database
            done = CliRunner().invoke(main, ["--db", store, *(word.replace("FILE", str(path)) for word in verb)])
            said = done.stderr.strip()
            if done.exit_code not in (0, 1, 2) or "Traceback" in said or "program itself" in said:
                raise AssertionError(f"{verb[0]}, exit {done.exit_code}: {said[-400:]} {done.exception!r:.300}")
            if done.exit_code < 2:
                said = f"result {done.exit_code} of {verb[0]}"
            else:
                sentence(said)
        path.unlink()
        return said

    return run


def upload(folder: Path) -> Door:
    """The web service: each kind of file through its form and its address."""
    from web.app import create_app
    from web.config import Config

    client = create_app(Config(db=folder / "http.db", jobs=False)).test_client()
    sound = {"files": (io.BytesIO(SOUND["en"].encode()), "sound.en.txt")}
    client.post("/api/v1/works", data=sound, content_type="multipart/form-data")
    token = regex.findall(r'name="token" value="([^"]+)"', client.get("/works").get_data(as_text=True))[0]
    ways: dict[str, tuple[tuple[str, str], ...]] = {
        DOCUMENT: (("/api/v1/works", "files"), ("/api/v1/documents/1/versions", "file"), ("/works", "files")),
        TABLE: (("/api/v1/terms/plan", "file"),),
        TERMS: (("/api/v1/terms/plan", "file"), ("/api/v1/terms/import", "file"), ("/glossary/import", "file")),
    }

    def send(case: Case) -> str:
        said = "result"
        for where, field in _turn(case, ways.get(case.door, ())) if case.door in ways else ():
            form: dict[str, Any] = {field: (io.BytesIO(case.data), case.name)}
            form |= {} if where.startswith("/api/") else {"token": token}
            said = _said(client.post(where, data=form, content_type="multipart/form-data"))
        if case.door == PATTERNS:
            body = json.dumps({"name": case.name, "text": case.data.decode("utf-8", "surrogateescape")})
            said = _said(client.post("/api/v1/checks/patterns", data=body, content_type="application/json"))
            form = {"file": (io.BytesIO(case.data), case.name), "token": token}
            _said(client.post("/findings/patterns", data=form, content_type="multipart/form-data"))
        return said

    return send


def _said(answer: Any) -> str:
    if answer.status_code >= 500 or answer.status_code in (401, 403, 404, 405):
        raise AssertionError(f"HTTP {answer.status_code}: {answer.get_data(as_text=True)[:400]}")
    if answer.status_code < 400:
        return "result"
    told = answer.get_json(silent=True)
    return sentence(str(told["detail"])) if told else "refused on a page"
