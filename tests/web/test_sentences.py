"""What the packages say to people: every sentence has a template, and every template its words in four languages."""

from __future__ import annotations

import ast
import importlib.util
import pickle
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from aligner.errors import InputError, said
from web import sentences
from web.app import create_app
from web.config import Config
from web.failures import packed, unpacked
from web.i18n import COOKIE, LOCALES
from web.messages.said import TEMPLATES
from web.messages.sentences import ON_PAGES

ROOT = Path(__file__).parents[2]
OTHERS = [lang for lang in LOCALES if lang != "en"]


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_sentences", ROOT / "tools" / "write_sentences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(Config(db=tmp_path / "store.db"))


def sample(template: str) -> dict[str, Any]:
    """Something for each place of a template, a figure where it is written as one."""
    names = sentences._PLACE.finditer(template)
    return {place[1]: 7 if ":" in place[0] else f"x{number}" for number, place in enumerate(names)}


def test_what_is_said_is_collected(writer: ModuleType) -> None:
    listed = {text for lines in writer.found().values() for text in lines if not text.startswith("# ")}
    assert listed == set(TEMPLATES), "run: python tools/write_sentences.py"


def test_no_sentence_that_pages_show_is_put_together_where_it_is_raised(writer: ModuleType) -> None:
    loose = []
    for path in (path for folder in ("aligner", "glossary", "web") for path in (ROOT / folder).rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(writer.COMMANDS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in writer.CALLS:
                given = [*node.args[:2], *(word.value for word in node.keywords if word.arg == "hint")]
                loose += [f"{place}:{node.lineno}" for one in given if isinstance(one, ast.JoinedStr)]
    assert loose == []


@pytest.mark.parametrize("lang", OTHERS)
def test_every_sentence_has_words_of_its_own_in_every_language(lang: str, app: Flask) -> None:
    with app.test_request_context(), force_locale(LOCALES[lang]):
        same = [text for text in TEMPLATES if sentences.sentence(said(text, **sample(text))) == text]
        same = [text for text in same if any(letter.isalpha() for letter in sentences._PLACE.sub("", text))]
    assert same == []


def test_a_sentence_that_was_kept_as_text_is_read_again(app: Flask) -> None:
    """Warnings are kept without their templates; they say the same as the sentence that knows its own."""
    with app.test_request_context(), force_locale("zh_Hant"):
        for template in TEMPLATES:
            made = said(template, **sample(template))
            if len(sentences._PLACE.sub("", template)) > 12:
                assert sentences.sentence(str(made)) == sentences.sentence(made), template


def test_what_nobody_wrote_stays_as_it_is(app: Flask) -> None:
    with app.test_request_context(), force_locale("vi"):
        for text in ("", "Nothing of ours {name}", "a" * 5000, "{", "“” is empty" * 50):
            assert sentences.sentence(text) == text


def test_hints_of_commands_are_put_for_pages() -> None:
    assert not any("--" in text or "doichieu " in text for text in ON_PAGES.values())
    for command, page in ON_PAGES.items():
        assert set(sample(page)) <= set(sample(command))


def test_figures_and_languages_in_a_sentence_are_those_of_the_reader(app: Flask) -> None:
    error = InputError(
        "“{name}” is {size:,.1f} MB, over the limit of {limit:,.1f} MB.", name="a.txt", size=1234.56, limit=50.0
    )
    with app.test_request_context():
        with force_locale("vi"):
            assert sentences.told(error) == "“a.txt” có dung lượng 1.234,6 MB, vượt giới hạn 50,0 MB."
        with force_locale("zh_Hans"):
            text = said("The work has a text in {lang} already: {name}.", lang="Traditional Chinese", name="b")
            assert sentences.sentence(text) == "该作品已有繁體中文文本：b。"


def test_a_sentence_survives_other_processes_and_the_store() -> None:
    fault = said("it has {count} columns, the first line {usual}.", count=3, usual=2)
    error = InputError("{name}, {place}: {fault}", "Quote the texts.", name="{x}.csv", place="line 2", fault=fault)
    for kept in (pickle.loads(pickle.dumps(error)), unpacked(packed(error))):
        assert str(kept) == "{x}.csv, line 2: it has 3 columns, the first line 2. Quote the texts."
        assert kept.message.template == error.message.template
        assert kept.message.values["fault"].template == fault.template


UPLOADS = {
    "vi": ("a.docx", b"no zip", "có đuôi .docx nhưng không phải tệp Word. Hãy mở"),
    "zh-Hans": ("a.pdf", b"no pdf", "的扩展名是 .pdf，但不是 PDF 文件。请重新导出"),
    "zh-Hant": ("a.exe", b"MZ", "的副檔名是 .exe，無法讀取。請提供"),
}


@pytest.mark.parametrize(("lang", "name", "data", "words"), [(lang, *told) for lang, told in UPLOADS.items()])
def test_a_file_that_is_none_is_refused_in_the_language_of_the_page(
    app: Flask, lang: str, name: str, data: bytes, words: str
) -> None:
    assert words in post(app.test_client(), lang, "/works", {"files": (BytesIO(data), name)})


GLOSSARIES = {
    "vi": ("a.csv", b"en,vi\na,b,c\n", "a.csv, dòng 2: nó có 3 cột, dòng đầu có 2. Hãy đặt văn bản"),
    "zh-Hans": ("a.tbx", b"<html/>", "a.tbx：以 &lt;html&gt; 开头，而不是 &lt;"),
    "zh-Hant": ("a.csv", b"x,y\na,b\n", "或在「檔案本身沒有說明的內容」下填寫語言"),
}


@pytest.mark.parametrize(("lang", "name", "data", "words"), [(lang, *told) for lang, told in GLOSSARIES.items()])
def test_a_glossary_that_is_none_is_refused_in_the_language_of_the_page(
    app: Flask, lang: str, name: str, data: bytes, words: str
) -> None:
    assert words in post(app.test_client(), lang, "/glossary/import", {"file": (BytesIO(data), name)})


def post(client: FlaskClient, lang: str, path: str, data: dict[str, Any]) -> str:
    client.set_cookie(COOKIE, lang)
    token = client.get("/glossary/import").text.partition('name="token" value="')[2].partition('"')[0]
    response = client.post(path, data={"token": token, **data}, content_type="multipart/form-data")
    return response.text
