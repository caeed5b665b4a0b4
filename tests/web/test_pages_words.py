"""The interface's words: complete in four languages, and true to the data that they are about."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Flask

from aligner import formats, registry
from aligner.types import Band, Evidence, Kind
from glossary import reports
from glossary.reports.html import WORDS
from glossary.types import Severity, Status
from web import messages, words
from web.app import create_app
from web.config import Config
from web.i18n import LOCALES
from web.pages.marking import marked, pieces
from web.views import Cell, FindingView, RowView, SegmentView

WEB = Path(words.__file__).parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
PLACES = regex.compile(r"%\((\w+)\)s")


@pytest.fixture(params=LOCALES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def catalogue(lang: str, ending: str = "po") -> Catalog:
    path = WEB / "translations" / LOCALES[lang] / "LC_MESSAGES" / f"messages.{ending}"
    with path.open("rb") as file:
        return read_po(file, locale=LOCALES[lang]) if ending == "po" else read_mo(file)


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def used() -> set[str]:
    """Every message in the sources, by its first form."""
    found = extract_from_dir(str(WEB), METHODS, keywords=KEYWORDS)
    return {found[0] if isinstance(found, tuple) else found for _, _, found, _, _ in found}


def test_every_message_is_in_every_catalogue(lang: str) -> None:
    held = {ids(message)[0] for message in catalogue(lang) if message.id}
    assert used() - held == set()
    assert held - used() == set(), "no longer used"


def test_every_message_with_a_number_has_its_plural(lang: str) -> None:
    """A message that stands alone somewhere too is found by its first form, and then has no plural."""
    counted = {ids(message)[0] for message in catalogue(lang) if message.id and len(ids(message)) > 1}
    found = extract_from_dir(str(WEB), METHODS, keywords=KEYWORDS)
    assert {one[0] for _, _, one, _, _ in found if isinstance(one, tuple)} - counted == set()


def test_no_message_is_empty_or_fuzzy(lang: str) -> None:
    for message in catalogue(lang):
        if message.id:
            assert all(strings(message)), message.id
            assert not message.fuzzy, message.id


def test_nothing_is_left_in_english(lang: str) -> None:
    if lang == "en":
        return
    for message in catalogue(lang):
        if message.id and regex.search(r"\p{L}", regex.sub(r"%\(\w+\)s|\{[^}]*\}", "", ids(message)[0])):
            assert strings(message)[0] not in ids(message), message.id


def test_placeholders_are_kept(lang: str) -> None:
    for message in catalogue(lang):
        if not message.id:
            continue
        for one in strings(message):
            assert set(PLACES.findall(one)) == set(PLACES.findall(ids(message)[-1])), message.id
            if "%(" not in one:
                assert fields(one) == fields(ids(message)[0]), message.id


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_what_is_compiled_is_what_is_written(lang: str) -> None:
    written = {ids(message): strings(message) for message in catalogue(lang) if message.id}
    compiled = {ids(message): strings(message) for message in catalogue(lang, "mo") if message.id}
    assert compiled == written


def test_scripts_are_not_mixed_up() -> None:
    from aligner.detect import detect

    for lang in ("zh-Hans", "zh-Hant"):
        text = "".join(one for message in catalogue(lang) if message.id for one in strings(message))
        assert detect(text).lang == lang
    mainland = ("文件", "搜索", "信息", "程序", "默认", "登录", "打印")
    for message in catalogue("zh-Hant"):
        for one in strings(message):
            assert not any(word in one for word in mainland), one


def test_every_value_from_below_has_words() -> None:
    assert set(messages.KINDS) == {str(kind) for kind in Kind}
    assert set(messages.BANDS) == {str(band) for band in Band}
    assert set(messages.SEVERITIES) == {str(severity) for severity in Severity}
    assert set(messages.STATUSES) == {str(status) for status in Status}
    assert set(messages.FORMATS) == set(formats.names())
    checks = registry.members("glossary.checks", "CHECK")
    assert {check.id: check.title for check in checks.values()} == messages.CHECKS
    assert {check.id: check.description for check in checks.values()} == messages.CHECK_NOTES


def test_reports_have_words() -> None:
    assert set(messages.REPORTS) == set(reports.names())
    assert set(messages.REPORTS.values()) == {reports.get(name).DESCRIPTION for name in reports.names()}
    assert set(WORDS) == set(messages.REPORT_WORDS)


def check_sentences() -> Iterator[str]:
    """The sentences in which checks say what they found: strings with a capital or quotation mark first, a full stop
    last, and no docstring or description."""
    package = Path(registry.__file__).parents[1] / "glossary" / "checks"
    for path in package.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        calls = (
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Check"
        )
        docs |= {id(part) for call in calls for part in ast.walk(call)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in docs else None
            if isinstance(text, str) and " " in text and regex.match(r"[“A-Z].*\w.*\.$", text):
                yield text


def test_every_sentence_of_a_check_is_in_the_catalogues() -> None:
    said = set(check_sentences())
    assert len(said) > 10
    errors = {sentence for sentence in said if sentence.startswith(("There is no check", "Choose from"))}
    assert said - errors - set(messages.FINDINGS) == set()
    assert set(messages.FINDINGS) - said == set()


# Data in words.


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(Config(db=tmp_path / "doichieu.db", testing=True, jobs=False))


def row(*evidence: Evidence, band: str = "check", langs: tuple[str, ...] = ("en", "vi", "zh-Hant")) -> RowView:
    cells = tuple(Cell(lang, "x", 0, 1, ()) for lang in langs)
    return RowView(1, 23, 0.5, band, "1-1-1", "body", evidence, cells, 0, 1)


REASONS = [
    (Evidence("lexicon", "strong", ("en", "vi"), 12, 14), "Words", "12 of 14 found", "good"),
    (Evidence("lexicon", "none", ("en", "vi")), "Words", "no words to compare", "check"),
    (Evidence("lexicon", "none", ("en", "vi"), 0, 12), "Words", "0 of 12 found", "bad"),
    (Evidence("quantities", "agree", ("en", "vi"), 4, 4), "Quantities", "those on both sides agree", "good"),
    (Evidence("quantities", "differ", ("en", "vi"), 8, 10), "Quantities", "1 of 5 differs", "check"),
    (Evidence("quantities", "differ", ("en", "vi"), 6, 10), "Quantities", "2 of 5 differ", "check"),
    (Evidence("names", "agree", ("en", "vi"), 2, 2), "Names", "written alike", "good"),
    (Evidence("length", "usual", ("en", "vi")), "Length", "usual", "good"),
    (Evidence("length", "short", ("en", "vi")), "Length", "Tiếng Việt is short beside English", "check"),
    (Evidence("length", "long", ("en", "zh-Hant")), "Length", "繁體中文 is long beside English", "check"),
    (Evidence("order", "none", ("vi", "zh-Hant")), "Counterpart", "nothing in Tiếng Việt, 繁體中文", "check"),
    (Evidence("order", "moved", ("vi",), 4), "Order", "its other half is row 5", "good"),
    (Evidence("kind", "differ", ("en", "vi")), "Kind", "a heading or note beside plain text", "check"),
    (
        Evidence("agreement", "differ", ("en", "vi")),
        "Agreement",
        "the languages disagree on this row: English – Tiếng Việt",
        "check",
    ),
    (
        Evidence("agreement", "finer", ("en", "vi"), 1, 1),
        "Agreement",
        "aligned more finely inside the row: English – Tiếng Việt",
        "good",
    ),
]


@pytest.mark.parametrize(("evidence", "label", "said", "tone"), REASONS, ids=lambda value: str(value)[:30])
def test_evidence_becomes_words(app: Flask, evidence: Evidence, label: str, said: str, tone: str) -> None:
    with app.test_request_context():
        reason = words.reasons(row(evidence, band="good"))[0]
        assert (reason.label, "".join(run.text for run in reason.runs), reason.tone) == (label, said, tone)


def test_many_pairs_are_summed_and_the_weakest_is_named(app: Flask) -> None:
    weak = Evidence("lexicon", "weak", ("vi", "zh-Hant"), 1, 9)
    with app.test_request_context():
        reason = words.reasons(row(Evidence("lexicon", "strong", ("en", "vi"), 9, 11), weak))[0]
        assert "".join(run.text for run in reason.runs) == "10 of 20 found, few between Tiếng Việt – 繁體中文"
        assert [run.lang for run in reason.runs if run.lang] == ["vi", "zh-Hant"]


def test_a_row_to_check_always_has_a_reason_to(app: Flask) -> None:
    with app.test_request_context():
        said = words.gist(row(Evidence("lexicon", "strong", ("en", "vi"), 12, 14)))
        assert "weaker than usual" in "".join(run.text for run in said)


def finding(message: str, **values: object) -> FindingView:
    quotes = {"zh-Hant": ("2.7億美元",), "en": ("$2.7 billion",)}
    spans = {"zh-Hant": ((2, 8),), "en": ((0, 12),)}
    return FindingView(
        *(1, 1, 9, "quantities", "error", ("zh-Hant", "en"), message, "", values, quotes, spans, "", "f", False)
    )


def test_quoted_words_keep_their_language(app: Flask) -> None:
    view = finding(
        "“{text}” in {lang} differs from “{other_text}” in {other}.",
        text="2.7億美元",
        lang="zh-Hant",
        other_text="$2.7 billion",
        other="en",
    )
    for lang, locale in LOCALES.items():
        with app.test_request_context(headers={"Accept-Language": lang}):
            runs = words.finding(view)
            by_text = {run.text: run.lang for run in runs}
            assert by_text["2.7億美元"] == "zh-Hant", locale
            assert by_text["$2.7 billion"] == "en"
            assert by_text["繁體中文"] == "zh-Hant"


def test_marks_cover_the_words_and_nothing_is_lost() -> None:
    view = finding("x")
    cut = marked("值達2.7億美元。", view, "zh-Hant")
    assert [(piece.text, piece.mark) for piece in cut] == [("值達", ""), ("2.7億美元", "error"), ("。", "")]
    assert marked("$2.7 billion a year", view, "en")[0].mark == "beside"


def test_two_sentences_of_a_cell_are_marked_each_in_its_place() -> None:
    parts = (SegmentView(1, 0, "好。", "body", 0, 0, 2), SegmentView(2, 1, "好的。", "body", 0, 2, 5))
    cell = Cell("zh-Hans", "好。好的。", 0, 2, parts)
    found = pieces(cell, [], "好的")
    assert [[(piece.text, piece.mark) for piece in part] for part in found] == [
        [("好。", "")],
        [("好的", "hit"), ("。", "")],
    ]


def test_texts_that_do_not_belong_together_are_named(app: Flask) -> None:
    from aligner.pipeline import _warning

    with app.test_request_context():
        runs = words.warning(_warning([("en", "vi"), ("zh-Hant",)]))
        assert "".join(run.text for run in runs).endswith("English + Tiếng Việt | 繁體中文.")
        assert words.warning("Something else.") == [words.Run("Something else.", "en")]


def test_a_mark_on_the_whole_cell_says_nothing() -> None:
    assert [piece.mark for piece in marked("$2.7 billion", finding("x"), "en")] == [""]
