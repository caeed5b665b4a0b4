"""``export --what terms``, ``export`` of rows in its wider forms, and ``import-terms`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from web.cli import main

CSV = """id,en,vi,zh-Hant,en status,vi status,zh-Hant status
c1,cluster,cụm công nghiệp,產業聚落,approved,approved,approved
c2,harbour,cảng,港口,approved,approved,forbidden
c3,draft,nháp,草稿,,,
"""


@pytest.fixture
def run(database: Path):  # type: ignore[no-untyped-def]
    """Run ``doichieu`` on a database of the test's own, and see how it ends."""

    def call(*arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["--db", str(database), *map(str, arguments)])
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def glossary(run, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """The database with three concepts; the file they came from."""
    path = tmp_path / "terms.csv"
    path.write_text(CSV, encoding="utf-8")
    run("import-terms", path)
    return path


@pytest.fixture
def works(run, tmp_path: Path, texts: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    """Two works, one in three languages and one in two."""
    for lang, text in texts.items():
        (tmp_path / f"mill.{lang}.md").write_text(text, encoding="utf-8")
        (tmp_path / f"inn.{lang}.md").write_text(text.replace("18", "17"), encoding="utf-8")
    run("import", "--work", "Mill", *(tmp_path / f"mill.{lang}.md" for lang in ("en", "vi", "zh-Hant")))
    run("import", "--work", "Inn", *(tmp_path / f"inn.{lang}.md" for lang in ("en", "vi")))


def test_an_import_shows_what_it_does(run, tmp_path: Path, glossary: Path) -> None:  # type: ignore[no-untyped-def]
    other = tmp_path / "theirs.csv"
    other.write_text("en,vi,note\ncluster,cụm công nghiệp,n\nharbour,bến,\nport,cổng,\n", encoding="utf-8")
    result = run("import-terms", other, "--dry-run")
    assert result.stdout == (
        "~\t1\t→ 1\ten: cluster · vi: cụm công nghiệp\n"
        "\t\t\tnote: n\n"
        "!\t2\t→ 2\ten: harbour · vi: bến\n"
        "\t\t\tconcept 2 has the same term in en, but others in vi\n"
        "\t\t\tnew term (vi): bến [proposed]\n"
        "+\t3\t\ten: port · vi: cổng\n"
    )
    assert "1 new, 0 same, 1 changed, 0 differing, 1 clashing" in result.stderr
    assert "clashes add" in result.stderr
    token = result.stderr.split("--plan ")[1].strip()
    other.write_text(other.read_text(encoding="utf-8") + "quay,bến tàu,\n", encoding="utf-8")
    assert "changed since the plan was shown" in run("import-terms", other, "--plan", token, code=2).stderr
    assert "2 new" in run("import-terms", other).stderr


def test_a_plan_that_was_shown_is_applied(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "terms.csv"
    path.write_text(CSV, encoding="utf-8")
    token = run("import-terms", path, "--dry-run").stderr.split("--plan ")[1].strip()
    assert run("import-terms", path, "--plan", token, "--quiet").stderr == ""
    assert "3 same" in run("import-terms", path).stderr


def test_an_import_as_json(run, glossary: Path) -> None:  # type: ignore[no-untyped-def]
    glossary.write_text(CSV.replace("cụm công nghiệp", "cụm"), encoding="utf-8")
    plan = json.loads(run("import-terms", glossary, "--dry-run", "--json").stdout)
    assert plan["counts"] == {"new": 0, "same": 2, "changed": 1, "differing": 0, "clashing": 0}
    assert plan["items"][0]["changes"][0] == {
        "what": "new term (vi)", "before": "", "after": "cụm [approved]", "applied": True
    }  # fmt: skip
    assert not plan["applied"]


def test_what_is_dropped_and_mended_is_told(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "x.tbx"
    path.write_text(
        '<tbx style="dct" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry>\n<transacGrp/>'
        '<langSec xml:lang="en"><termSec><term>a</term></termSec></langSec></conceptEntry></body></text></tbx>',
        encoding="utf-8",
    )
    refused = run("import-terms", path, code=2).stderr
    assert refused.startswith("doichieu: x.tbx, line 1: <conceptEntry> has no id")
    assert "--lenient" in refused
    told = run("import-terms", path, "--lenient").stderr
    assert "has no id, which TBX requires (line 1): mended" in told
    assert "no place for it: transacGrp 1" in told


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("none.csv", None, "There is no file"),
        ("empty.csv", "", "empty.csv is empty"),
        ("x.csv", "a,b\nc,d\n", "x.csv, line 1: it names no language"),
        ("x.pdf", "%PDF-1.4", "Say what it is with --format"),
        ("x.tmx", "<tmx><body><tu>", "x.tmx, line 1: the XML is broken"),
        (
            "x.jsonl",
            '{"format":"doichieu-glossary","version":1}\n{"terms":[{}]}\n',
            "x.jsonl, line 2: it is no concept: “lang” is missing",
        ),
        ("x.xlsx", "PK\x03\x04", "not a readable Excel workbook"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    run, tmp_path: Path, name: str, text: str | None, words: str
) -> None:  # type: ignore[no-untyped-def]
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert words in run("import-terms", tmp_path / name, code=2).stderr


def test_terms_are_exported_and_what_stays_behind_is_told(run, tmp_path: Path, glossary: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "g.tbx"
    told = run("export", "--what", "terms", "-o", out).stderr
    assert "Wrote 2 concepts with 6 terms as tbx-dct." in told
    assert "Left out: 3 terms that are only proposed (“--status all” writes them too)." in told
    assert len(etree.parse(str(out)).findall(".//{*}conceptEntry")) == 2
    run("export", "-o", out, "--status", "all")  # a TBX is of terms, whether or not that is said
    assert len(etree.parse(str(out)).findall(".//{*}conceptEntry")) == 3


def test_a_preview_writes_nothing(run, tmp_path: Path, glossary: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "g.tmx"
    told = run("export", "--what", "terms", "-o", out, "--preview").stdout
    assert "Would write 2 concepts with 5 terms as tmx." in told
    assert "  en: cluster · vi: cụm công nghiệp · zh-Hant: 產業聚落" in told
    assert "Left out: 1 term not to be used (a translation memory would offer them)" in told
    assert not out.exists()
    view = json.loads(run("export", "--what", "terms", "-o", out, "--preview", "--json").stdout)
    assert view["left_out"] == {"terms that are only proposed": 3, "terms not to be used": 1}


def test_terms_go_to_stdout_as_text(run, glossary: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("export", "--what", "terms").stdout.splitlines()[1].startswith("c1,cluster,cụm công nghiệp,,產業聚落,")
    assert run("export", "--what", "terms", "--format", "omegat", "--langs", "en,vi").stdout.startswith("# en → vi\n")
    assert json.loads(run("export", "--what", "terms", "--json").stdout.splitlines()[1])["id"] == "c1"


def test_a_workbook_goes_through_a_pipe(run, glossary: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("export", "--what", "terms", "--format", "xlsx").stdout_bytes.startswith(b"PK")


def test_a_file_for_each_pair(run, tmp_path: Path, glossary: Path, works: None) -> None:  # type: ignore[no-untyped-def]
    run("export", "--what", "terms", "--pairs", "-o", tmp_path / "t.tmx")
    assert sorted(path.name for path in tmp_path.glob("t.*.tmx")) == [
        "t.en-vi.tmx",
        "t.en-zh-Hant.tmx",
        "t.vi-zh-Hant.tmx",
    ]
    run("export", "mill", "--pairs", "-o", tmp_path / "r.tmx")
    assert sorted(path.name for path in tmp_path.glob("r.*.tmx")) == [
        "r.en-vi.tmx",
        "r.en-zh-Hant.tmx",
        "r.vi-zh-Hant.tmx",
    ]
    langs = {
        unit.get("{http://www.w3.org/XML/1998/namespace}lang")
        for unit in etree.parse(str(tmp_path / "r.en-vi.tmx")).iter("tuv")
    }
    assert langs == {"en", "vi"}


def test_rows_of_all_works_are_one_memory(run, tmp_path: Path, works: None) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "all.tmx"
    assert "12 rows of 2 works as tmx" in run("export", "--what", "rows", "-o", out).stderr
    tree = etree.parse(str(out))
    assert {prop.text for prop in tree.iterfind(".//prop[@type='work']")} == {"mill", "inn"}
    units = [unit.get("tuid") for unit in tree.iter("tu")]
    assert len(set(units)) == len(units) == 12
    told = run("export", "--what", "rows", "--langs", "en,zh-TW", "-o", out).stderr
    assert "6 rows" in told
    assert "Left out: 1 work without two of the languages." in told
    assert "holds one work" in run("export", "--what", "rows", "--format", "tsv", code=2).stderr


def test_rows_that_are_not_sure_stay_behind(run, tmp_path: Path, works: None) -> None:  # type: ignore[no-untyped-def]
    assert run("export", "mill", "--format", "tsv", "--min-confidence", "1").stdout.count("\n") < 7
    assert (
        "without leaving rows out" in run("export", "mill", "--format", "jsonl", "--min-confidence", "1", code=2).stderr
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--what", "terms", "--format", "tsv"], "Terms cannot be written as tsv"),
        (["--what", "rows", "--format", "utx"], "Rows cannot be written as utx"),
        (["--what", "terms", "-o", "x.doc"], "No format is known by the ending"),
        (["--what", "rows", "--status", "all", "-o", "x.tmx"], "choose terms, not rows"),
        (["--what", "terms", "--format", "utx", "-o", "x.utx"], "--langs en,vi"),
        (["--what", "terms", "--pairs"], "Several files need a name"),
        (["--what", "rows", "-o", "x.tmx"], "no aligned works yet"),
        (["--what", "terms", "--work", "1", "--work", "2", "-o", "x.tbx"], "Name one"),
    ],
)
def test_an_export_that_cannot_be_is_refused(
    run, tmp_path: Path, monkeypatch, arguments: list[str], words: str
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    assert words in run("export", *arguments, code=2).stderr
    assert not list(tmp_path.glob("x.*"))
