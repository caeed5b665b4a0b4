"""What is installed: built the same way each time, whole, with nothing besides, and running from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
import regex
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from aligner.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
DATED = os.environ | {"SOURCE_DATE_EPOCH": "1767225600"}
PACKAGES = ("aligner", "glossary", "seeds", "web")
ENDINGS = {
    *(".py", ".pyi", ".txt", ".md", ".tsv", ".json", ".toml", ".html", ".css", ".js", ".svg", ".woff2"),
    *(".mo", ".lzma", ".xz", ".gz", ".bin", ".npy", ".npz", ".zst", ".csv", ".docx", ""),
}


def build(folder: Path) -> tuple[Path, Path]:
    """The wheel and the sdist, built anew."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=DATED, check=True, capture_output=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def edited() -> dict[Path, int]:
    """When each file of the project was written."""
    folders = (*PACKAGES, "tests", "fuzz", "tools", "benchmarks", "docs")
    return {
        path: path.stat().st_mtime_ns
        for one in folders
        for path in (ROOT / one).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


@pytest.fixture(scope="module")
def before() -> dict[Path, int]:
    """When each file was written, before the first build."""
    return edited()


@pytest.fixture(scope="module")
def built(before: dict[Path, int], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and sdist, built once."""
    return build(tmp_path_factory.mktemp("built"))


def tracked() -> set[str]:
    """The files of the project, as git knows them."""
    try:
        done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return set(done.stdout.splitlines())


def test_wheel_and_sdist_are_the_same_each_time(
    before: dict[Path, int], built: tuple[Path, Path], tmp_path: Path
) -> None:
    again = build(tmp_path)
    if before != edited():
        pytest.skip("somebody edits the project at this moment")
    assert [sha256(path.read_bytes()).hexdigest() for path in built] == [
        sha256(path.read_bytes()).hexdigest() for path in again
    ]


def test_the_wheel_holds_the_packages_their_data_and_notices_and_nothing_else(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[0]) as pack:
        names = set(pack.namelist())
    held = {name for name in names if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in held} == set(PACKAGES)
    assert {Path(name).suffix for name in held} <= ENDINGS
    for needed in (
        *("aligner/lexicon/NOTICE.md", "web/static/fonts/OFL.txt", "web/static/vendor/htmx-LICENSE.txt"),
        *("seeds/catalog.toml", "web/templates/base.html", "aligner/data/parameters.json"),
        *(f"web/translations/{name}/LC_MESSAGES/messages.mo" for name in ("en", "vi", "zh_Hans", "zh_Hant")),
    ):
        assert needed in held
    ours = {name for name in tracked() if name.startswith(PACKAGES) and not name.endswith((".po", ".cfg"))}
    assert ours <= held
    assert not [name for name in held - ours if not (ROOT / name).is_file()]


def test_the_sdist_holds_what_builds_and_tests_it(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as pack:
        names = {name.partition("/")[2] for name in pack.getnames()}
    assert {"pyproject.toml", "Makefile", "README.md", "SECURITY.md", "requirements.lock", "fuzz/targets.py"} <= names
    assert not [name for name in names if regex.search(r"(^|/)(\.venv|var|__pycache__|\.git)(/|$)", name)]


def test_what_is_installed_runs_from_any_folder(built: tuple[Path, Path], tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(built[0]) as pack:
        pack.extractall(place)
    environment = os.environ | {"PYTHONPATH": str(place), "DOICHIEU_DB": str(elsewhere / "a.db")}

    def run(*arguments: str) -> str:
        code = "from web.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=elsewhere, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("--version") == f"doichieu {VERSION}\n"
    assert str(place) in run("doctor")
    for lang, text in {"en": "The harbour opened in 1996.", "vi": "Cảng mở cửa năm 1996."}.items():
        (elsewhere / f"{lang}.txt").write_text(text, encoding="utf-8")
    assert "The harbour opened in 1996.\tCảng" in run("align", "en.txt", "vi.txt")
    assert "1 rows" in run("import", "en.txt", "vi.txt")


def test_every_dependency_has_bounds_and_the_lock_keeps_to_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [*project["dependencies"], *(text for found in project["optional-dependencies"].values() for text in found)]
    lock = dict(regex.findall(r"(?m)^([\w.-]+)==(\S+)$", (ROOT / "requirements.lock").read_text(encoding="utf-8")))
    for need in map(Requirement, texts):
        assert need.name.startswith("types-") or need.specifier, need
        assert lock[canonicalize_name(need.name)] in need.specifier, need


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_told_how_to_complete(shell: str) -> None:
    code = "from web.cli import main; main(prog_name='doichieu')"
    environment = os.environ | {"_DOICHIEU_COMPLETE": f"{shell}_source"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    if "version" in done.stderr and shell == "bash":
        pytest.skip("this bash is too old to be asked")
    assert (done.returncode, "_DOICHIEU_COMPLETE" in done.stdout) == (0, True), done.stderr


def test_commands_and_options_are_completed() -> None:
    code = "from web.cli import main; main(prog_name='doichieu')"
    for words, expected in (("doichieu exp", "export-everything"), ("doichieu backup --q", "--quiet")):
        facts = {"_DOICHIEU_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ | facts, capture_output=True, text=True
        )
        assert expected in done.stdout
