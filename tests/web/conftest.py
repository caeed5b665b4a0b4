"""Fixtures for the service: an empty store, and a short text of our own in four languages to put into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.pipeline import Options
from aligner.types import Document, Table
from web.store import Store
from web.views import Upload

TEXTS = {
    "en": """# The mill by the river

The mill was built in 1890. It ground 300 tonnes of rice a year.

## After the flood

Nobody lived there after the flood. In 1954 the village opened a school in it.
""",
    "vi": """# Cối xay bên sông

Cối xay được xây dựng năm 1890. Mỗi năm nó xay 300 tấn gạo.

## Sau trận lụt

Sau trận lụt không ai sống ở đó nữa. Năm 1954 làng mở một trường học trong cối xay.
""",
    "zh-Hans": """# 河边的磨坊

这座磨坊建于1890年。它每年磨300吨大米。

## 洪水之后

洪水之后没有人住在那里。1954年，村里在磨坊里开办了一所学校。
""",
    "zh-Hant": """# 河邊的磨坊

這座磨坊建於1890年。它每年磨300噸稻米。

## 洪水之後

洪水之後沒有人住在那裡。1954年，村裡在磨坊裡開辦了一所學校。
""",
}


@pytest.fixture
def texts() -> dict[str, str]:
    """The story of the mill as Markdown, by language: six segments each, in step."""
    return dict(TEXTS)


@pytest.fixture
def uploads(texts: dict[str, str]) -> dict[str, Upload]:
    """The same as files, by language."""
    return {lang: Upload(f"mill.{lang}.md", text.encode()) for lang, text in texts.items()}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a test's own database is."""
    return tmp_path / "doichieu.db"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(database) as opened:
        yield opened


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> str:
    """Every alignment of this test comes with this warning."""
    from web.actions import alignment

    table_of_texts = alignment.table_of_texts
    sentence = "These texts do not seem to belong together."

    def with_warning(texts: Mapping[str, Document | Sequence[str]], options: Options | None = None) -> Table:
        return replace(table_of_texts(texts, options), warnings=(sentence,))

    monkeypatch.setattr(alignment, "table_of_texts", with_warning)
    return sentence
