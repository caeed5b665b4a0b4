"""Reports: whatever the format, every finding is there, no text acts on the program that opens it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from glossary import checks, reports
from glossary.reports import Item, Report, Run, Source

TEXTS = {
    1: {"en": "<b>The</b> mill & the river", "vi": "Cối xay của của <script>alert(1)</script>", "zh-Hant": "=磨坊"},
    4: {"en": "It ground 300 tonnes.", "vi": "=cmd|' /C calc'!A0 500 tấn", "zh-Hant": ""},
}


def item(check: str, severity: str, row: int, lang: str, quote: str, **more: object) -> Item:
    start = TEXTS[row][lang].index(quote)
    values: dict[str, object] = {
        "spans": {lang: [(start, start + len(quote))]},
        "quotes": {lang: (quote,)},
        "message": f"“{quote}” is wrong.",
        "said": (Run("“"), Run(quote, lang), Run("” is wrong.")),
        "suggestion": "",
        "fingerprint": f"{row:016x}",
    }
    return Item("mill", check, severity, row, (lang, "en"), **(values | more))  # type: ignore[arg-type]


ITEMS = (
    item("doubled-word", "warning", 1, "vi", "của của", suggestion="của", rows=(4,)),
    item("custom:script", "info", 1, "vi", "<script>", dismissed=True, reason="=quoted"),
    item("quantities", "error", 4, "vi", "500 tấn", suggestion="=300"),
)


@pytest.fixture
def report() -> Report:
    """Three findings at two rows in three languages, one of them dismissed; texts that would like to act."""
    source = Source("mill", "The <mill>", ("en", "vi", "zh-Hant"), 12, TEXTS, "en")
    titles = {name: (checks.get(name).title, checks.get(name).description) for name in checks.ids()}
    rates = {"quantities": {"vi": 0.8, "zh-Hant": 1.0}}
    return Report(ITEMS, {"mill": source}, "vi", checks=titles, alarms=rates, created=datetime(2026, 5, 1, tzinfo=UTC))


def of_json(data: bytes) -> set[tuple[str, str, int]]:
    return {(one["check"], one["severity"], one["row"]) for one in json.loads(data)}


def of_sarif(data: bytes) -> set[tuple[str, str, int]]:
    back = {"error": "error", "warning": "warning", "note": "info"}
    results = json.loads(data)["runs"][0]["results"]
    return {(one["ruleId"], back[one["level"]], one["properties"]["row"]) for one in results}


def of_csv(data: bytes) -> set[tuple[str, str, int]]:
    lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {(one["check"], one["severity"], int(one["row"])) for one in lines}


def of_xlsx(data: bytes) -> set[tuple[str, str, int]]:
    from openpyxl import load_workbook

    head, *lines = load_workbook(BytesIO(data))["Findings"].iter_rows(values_only=True)
    found = [dict(zip(head, line, strict=True)) for line in lines]
    return {(str(one["check"]), str(one["severity"]), int(str(one["row"]))) for one in found}


def of_html(data: bytes) -> set[tuple[str, str, int]]:
    page = html.fromstring(data.decode())
    found = set()
    for article in page.xpath('//div[@class="rows"]//article'):
        row = int(article.get("id").rpartition("r")[2])
        for says in article.xpath('.//div[starts-with(@class, "says")]'):
            title = says.xpath("string(./h3)").partition(" · ")[0].lstrip("■◆○")
            names = {checks.get(name).title: name for name in checks.ids()}
            found.add((names.get(title, title), says.get("class").split()[1], row))
    return found


READERS: dict[str, Callable[[bytes], set[tuple[str, str, int]]]] = {
    "csv": of_csv,
    "html": of_html,
    "json": of_json,
    "sarif": of_sarif,
    "xlsx": of_xlsx,
}


@pytest.mark.parametrize("name", reports.names())
def test_every_format_has_every_finding(report: Report, name: str) -> None:
    found = READERS[name](reports.get(name).write(report))
    assert found == {(one.check, one.severity, one.row) for one in ITEMS}


@pytest.mark.parametrize("name", reports.names())
def test_the_same_findings_give_the_same_bytes_and_none_are_a_report_too(report: Report, name: str) -> None:
    write = reports.get(name).write
    if name != "xlsx":  # which holds the time at which it was packed
        assert write(report) == write(report)
    assert READERS[name](write(Report((), report.sources))) == set()


@pytest.mark.parametrize("name", reports.names())
@given(text=st.text(max_size=30), quote=st.text(min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_any_text_can_be_reported(name: str, text: str, quote: str) -> None:
    whole = f"{text}{quote}"
    spans = {"vi": [(len(text), len(whole))]}
    one = Item("a", "script", "error", 1, ("vi",), spans, {"vi": (quote,)}, quote, quote, "0" * 16)
    data = reports.get(name).write(Report((one,), {"a": Source("a", text, ("vi",), 1, {1: {"vi": whole}})}))
    assert READERS[name](data) == {("script", "error", 1)}


def test_json_has_just_the_keys_it_promises(report: Report) -> None:
    first = json.loads(reports.get("json").write(report))[0]
    assert first == {
        "check": "doubled-word",
        "severity": "warning",
        "row": 1,
        "langs": ["vi", "en"],
        "spans": {"vi": [[8, 15]]},
        "quotes": {"vi": ["của của"]},
        "message": "“của của” is wrong.",
        "suggestion": "của",
        "fingerprint": f"{1:016x}",
    }


def test_no_cell_of_a_spreadsheet_is_a_formula(report: Report) -> None:
    from openpyxl import load_workbook

    for line in csv.reader(io.StringIO(reports.get("csv").write(report).decode("utf-8-sig"), newline="")):
        assert not any(cell[:1] in ("=", "+", "-", "@", "＝", "\t") for cell in line)
    data = reports.get("xlsx").write(report)
    cells = [cell for sheet in load_workbook(BytesIO(data)) for line in sheet.iter_rows() for cell in line]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "=300" in {cell.value for cell in cells}
    with zipfile.ZipFile(BytesIO(data)) as pack:
        assert not any(b"<f>" in pack.read(name) for name in pack.namelist())


def test_the_page_stands_alone_and_lights_the_places_in_their_language(report: Report) -> None:
    text = reports.get("html").write(report).decode()
    page = html.fromstring(text)
    assert not page.xpath("//script | //link | //img | //iframe | //@onclick | //@src")
    assert not regex.search(r"https?:|url\(|@import", text)
    assert page.get("lang") == "vi"
    assert [mark.text for mark in page.xpath('//div[@class="checks"]//mark')] == ["500 tấn", "của của"]
    assert {mark.getparent().get("lang") for mark in page.xpath("//mark")} == {"vi"}
    for view in ("checks", "rows"):
        assert len(page.xpath(f'//div[@class="{view}"]//div[starts-with(@class, "says")]')) == len(ITEMS)
        langs = page.xpath(f'(//div[@class="{view}"]//dl)[1]/div/dt/@lang')
        assert langs == ["en", "vi", "zh-Hant"]
    targets = {target.get("id") for target in page.xpath("//*[@id]")}
    assert {link[1:] for link in page.xpath("//a/@href")} <= targets
    assert len(targets) == len(page.xpath("//*[@id]"))
    assert "Dismissed: =quoted" in page.text_content()
    assert page.xpath('string(//table//tr[th/a[@href="#quantities"]])').endswith("Quantities10010.81.0")


def test_the_page_says_everything_through_the_readers_words(report: Report) -> None:
    from dataclasses import replace

    from glossary.reports.html import WORDS

    asked: set[str] = set()

    def words(text: str) -> str:
        asked.add(text)
        return text.upper() if "{" not in text else text

    text = reports.get("html").write(replace(report, words=words)).decode()
    reports.get("html").write(Report((), {}, words=words))
    reports.get("html").write(replace(report, items=(replace(ITEMS[1], reason=""),), words=words))
    assert asked == set(WORDS)
    assert "FALSE ALARMS PER 100 ROWS" in text
    etree.fromstring(regex.sub(r"<(meta|input)([^>]*)>", r"<\1\2/>", text.partition("\n")[2].replace(" checked", "")))


def test_sarif_has_what_its_schema_asks_for(report: Report) -> None:
    log = json.loads(reports.get("sarif").write(report))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert all(place["logicalLocations"][0]["fullyQualifiedName"] for place in result["locations"])
    assert [result.get("suppressions") for result in run["results"]] == [
        None,
        [{"kind": "external", "status": "accepted", "justification": "=quoted"}],
        None,
    ]
