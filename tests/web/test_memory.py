"""The translation memory finds stored sentences like a given one in any language, with what stands beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from aligner.errors import InputError
from web import actions
from web.app import create_app
from web.cli import main
from web.config import Config
from web.store import Store
from web.views import MemoryView, RecallView, Upload

FULL = {"en", "vi", "zh-Hans", "zh-Hant"}
BUILT = {
    "en": "The mill was built in 1890.",
    "vi": "Cối xay được xây dựng năm 1890.",
    "zh-Hans": "这座磨坊建于1890年。",
    "zh-Hant": "這座磨坊建於1890年。",
}


@pytest.fixture
def mill(store: Store, uploads: Mapping[str, Upload]) -> Store:
    """A store that has the story of the mill in four languages."""
    actions.import_files(store, list(uploads.values()))
    return store


@pytest.mark.parametrize("lang", sorted(BUILT))
def test_the_same_sentence_is_found_whole_with_all_its_counterparts(mill: Store, lang: str) -> None:
    found = actions.recall(mill, BUILT[lang])
    best = found.matches[0]
    assert (best.percent, best.kind, best.lang, best.text) == (100, "identical", lang, BUILT[lang])
    assert best.counterparts == {other: text for other, text in BUILT.items() if other != lang}
    assert (best.work, best.row, best.band) == ("the-mill-by-the-river", 2, "good")
    assert best.url == "/works/the-mill-by-the-river#r2"
    assert (best.whole, best.times, best.spans) == (True, 1, ())


def test_a_sentence_like_it_comes_with_what_differs(mill: Store) -> None:
    best = actions.recall(mill, "The old mill was built in 1912.").matches[0]
    assert 80 <= best.percent < 95
    assert [best.text[start:stop] for start, stop in best.spans] == ["1890"]


def test_simplified_finds_traditional_and_says_so(store: Store, uploads: Mapping[str, Upload]) -> None:
    actions.import_files(store, [uploads["en"], uploads["zh-Hant"]])
    (best,) = actions.recall(store, BUILT["zh-Hans"]).matches
    assert (best.percent, best.kind, best.lang) == (99, "script", "zh-Hant")
    assert best.counterparts == {"en": BUILT["en"]}


def test_sentences_that_share_a_cell_are_found_together_and_apart(store: Store) -> None:
    files = [
        Upload("en.txt", b"The mill was old. It ground rice.\n\nNobody lived there after the flood.", "en"),
        Upload("vi.txt", "Cối xay đã cũ và nó xay gạo.\n\nSau trận lụt không ai sống ở đó nữa.".encode(), "vi"),
    ]
    actions.import_files(store, files)
    rows = [[cell.text for cell in row.cells] for row in actions.get_rows(store, 1).items]
    if rows[0][0] != "The mill was old. It ground rice.":
        pytest.skip("the aligner sets these sentences otherwise")
    together = actions.recall(store, "The mill was old. It ground rice.").matches[0]
    assert (together.percent, together.whole) == (100, True)
    apart = actions.recall(store, "It ground rice.").matches[0]
    assert (apart.percent, apart.whole, apart.text) == (100, False, "It ground rice.")


def test_the_best_comes_first_and_the_least_is_kept(mill: Store) -> None:
    found = actions.recall(mill, "The mill was built in the village in 1890.", least=0).matches
    percents = [match.percent for match in found]
    assert percents == sorted(percents, reverse=True)
    assert actions.recall(mill, "The mill was built in the village in 1890.", least=99).matches == ()
    assert len(actions.recall(mill, "The mill", least=0, limit=1).matches) == 1


def test_counterparts_are_in_the_languages_asked_for(mill: Store) -> None:
    best = actions.recall(mill, BUILT["en"], langs=["zh-TW", "vi"]).matches[0]
    assert list(best.counterparts) == ["zh-Hant", "vi"]
    assert actions.recall(mill, BUILT["en"], langs=["en"]).matches == ()


def test_a_sentence_without_counterpart_is_no_match(store: Store, uploads: Mapping[str, Upload]) -> None:
    actions.import_files(store, [uploads["en"]])
    assert actions.recall(store, BUILT["en"]).matches == ()


def test_sentences_translated_alike_are_one_match(store: Store, uploads: Mapping[str, Upload]) -> None:
    actions.import_files(store, [uploads["en"], uploads["vi"]])
    again = [
        Upload("x.en.md", uploads["en"].data + b"\nThe end.\n", "en"),
        Upload("x.vi.md", uploads["vi"].data + "\nHết.\n".encode(), "vi"),
    ]
    actions.import_files(store, again)
    assert [match.times for match in actions.recall(store, BUILT["en"]).matches] == [2]


@pytest.mark.parametrize("text", ["", " \n ", "word " * 1000])
def test_what_is_no_sentence_is_refused(store: Store, text: str) -> None:
    with pytest.raises(InputError):
        actions.recall(store, text)


@pytest.mark.parametrize("text", ["?!…", "\x00\"' OR 1=1 --", 'words : "x" NEAR(*', "qqq xxx"])
def test_what_is_nowhere_is_not_found(mill: Store, text: str) -> None:
    assert actions.recall(mill, text, least=50).matches == ()


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert actions.recall(store, "?!…") == RecallView("?!…", "", ())


def run(database: Path, *arguments: str, stdin: str | None = None) -> str:
    result = CliRunner().invoke(main, ["--db", str(database), "tm", *arguments], input=stdin)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_prints_a_line_a_match(mill: Store, database: Path) -> None:
    head, line, *_ = run(database, "The mill was built in 1891.", "--langs", "vi").splitlines()
    assert head.split("\t") == ["percent", "kind", "work", "row", "band", "lang", "text", "vi"]
    assert line.split("\t")[:2] == ["98", "numbers"]
    assert line.split("\t")[-2:] == [BUILT["en"], BUILT["vi"]]


def test_the_command_prints_json_and_reads_stdin(mill: Store, database: Path) -> None:
    found = json.loads(run(database, "-", "--json", "--lang", "zh-TW", stdin=BUILT["zh-Hans"]))
    assert found["lang"] == "zh-Hant"
    assert found["matches"][0]["percent"] == 100
    assert found["matches"][0]["lang"] == "zh-Hans"


def test_the_command_says_when_nothing_is_near(mill: Store, database: Path) -> None:
    assert "70 %" in run(database, "Quite another thing altogether")
    refused = CliRunner().invoke(main, ["--db", str(database), "tm", "-"], input=b"\xff\xfe\xfa")
    assert refused.exit_code == 2


@pytest.fixture
def client(mill: Store, database: Path) -> FlaskClient:
    app = create_app(Config(db=database, testing=True, jobs=False))
    client: FlaskClient = app.test_client()
    return client


def test_the_api_answers_what_the_action_finds(client: FlaskClient, mill: Store) -> None:
    answer = client.get("/api/v1/tm", query_string={"query": "The mill was built in 1895.", "langs": "vi,zh-Hant"})
    assert answer.status_code == 200
    (best, *_) = answer.json["matches"]
    assert best["counterparts"] == {"vi": BUILT["vi"], "zh-Hant": BUILT["zh-Hant"]}
    assert set(best) == set(MemoryView.__dataclass_fields__)
    assert client.get(best["url"].partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "wanted", [{}, {"query": ""}, {"query": "x", "min": 101}, {"query": "x", "limit": 0}, {"query": "x", "lang": "fr"}]
)
def test_the_api_refuses_what_it_cannot_use(client: FlaskClient, wanted: dict[str, str]) -> None:
    answer = client.get("/api/v1/tm", query_string=wanted)
    assert answer.status_code in (400, 422)
    assert answer.mimetype == "application/problem+json"


def test_the_document_describes_the_route(client: FlaskClient) -> None:
    operation = client.get("/api/v1/openapi.json").json["paths"]["/api/v1/tm"]["get"]
    assert {parameter["name"] for parameter in operation["parameters"]} == {"query", "lang", "langs", "min", "limit"}
    assert operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/RecallView")
