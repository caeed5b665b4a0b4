"""Names in English, Vietnamese and Chinese out of the Unicode CLDR data that ``babel`` carries."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

READER = r"""
import json, sys
sys.path.insert(0, sys.argv[1])
from babel import Locale
wide = ("wide",)
out = {}
for tag in ("en", "vi", "zh_Hans", "zh_Hant"):
    locale = Locale.parse(tag)
    names = {}
    for kind in ("territories", "languages", "scripts", "currencies"):
        names.update({f"{kind}/{code}": [name] for code, name in getattr(locale, kind).items()})
    for code, forms in locale._data["currency_names_plural"].items():
        names.setdefault(f"currencies/{code}", []).extend(forms.values())
    for width in wide:
        for number, name in locale.months["format"][width].items():
            names.setdefault(f"months/{number}", []).append(name)
        for number, name in locale.days["format"][width].items():
            names.setdefault(f"days/{number}", []).append(name)
    for code, patterns in locale.unit_display_names.items():
        names[f"units/{code}"] = [patterns[width] for width in ("long", "short") if width in patterns]
    out[tag] = names
print(json.dumps(out))
"""

Names = dict[str, dict[str, list[str]]]
"""Locale → what is named → its names there."""


def read(wheel: Path, cache: Path) -> Names:
    """The names of all four locales out of a babel wheel, which is unpacked and read in a process of its own."""
    import json

    folder = cache / wheel.stem
    if not folder.is_dir():
        with zipfile.ZipFile(wheel) as bundle:
            bundle.extractall(folder)
    answer = subprocess.run([sys.executable, "-c", READER, str(folder)], check=True, capture_output=True, text=True)
    names: Names = json.loads(answer.stdout)
    return names


def concepts(names: Names) -> Iterator[dict[str, list[str]]]:
    """What is named, with its names by language: {"en": […], "vi": […], "zh": […]}; only what all three name."""
    for what in sorted(names["en"]):
        by_language = {
            "en": names["en"][what],
            "vi": names["vi"].get(what, []),
            "zh": [*names["zh_Hans"].get(what, []), *names["zh_Hant"].get(what, [])],
        }
        if all(by_language.values()):
            yield by_language
