"""Look-up: any language in, however it is typed, all languages out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from glossary.types import Concept, Status, Term
from tests.conftest import UNTIMED
from web import actions
from web.actions.looking import Within
from web.app import create_app
from web.cli import main
from web.config import Config
from web.errors import NotFound
from web.hits import CellHit, ConcordanceView, LookupView
from web.store import Store, search


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample works and their terms, which no test changes."""
    path = tmp_path_factory.mktemp("lookup") / "samples.db"
    with Store(path) as store:
        actions.load_samples(store)
        for work in actions.list_works(store).items:
            actions.mine_work(store, work.id)
    return path


@pytest.fixture
def full(samples: Path) -> Iterator[Store]:
    with Store(samples) as store:
        yield store


def first(view: LookupView) -> dict[str, list[str]]:
    """The terms of the concept that comes first, by language."""
    concept = view.concepts[0].concept
    return {term.lang: [one.text for one in concept.of(term.lang)] for term in concept.terms}


WAYS = [
    "chanye jiqun",
    "chanyejiqun",
    "chan ye ji qun",
    "chǎnyè jíqún",
    "Chǎnyèjíqún",
    "chan3ye4 ji2qun2",
    "chan3 ye4 ji2 qun2",
    "chan3ye4ji2qun2",
    "产业集群",
    "產業集羣",
    "產業集群",
    "cum cong nghiep",
    "cumcongnghiep",
    "cụm công nghiệp",
    "CỤM CÔNG NGHIỆP",
    "cujm coong nghieepj",
    "cumj coong nghieepj",
    "cu5m co6ng nghie65p",
    "cum5 cong6 nghiep65",
    "cluster",
    "Clusters",
    "clustering",
    "clustered",
    "clutser",
    "clustrs",
    "cum cong nghip",
    "cụm công nghiêp",
    "chanye jiqum",
    "产业集裙",
    "cluste",
    "cụm công ngh",
    "chanye jiq",
    "产业集",
]


@pytest.mark.parametrize("query", WAYS)
def test_every_way_of_typing_the_main_term_finds_its_concept_first(full: Store, query: str) -> None:
    found = actions.lookup(full, query)
    terms = first(found)
    assert "cluster" in terms["en"]
    assert "cụm công nghiệp" in terms["vi"]
    assert "产业集群" in terms["zh-Hans"]
    assert "產業聚落" in terms["zh-Hant"] or "產業集羣" in terms["zh-Hant"]
    assert found.sentences.items


READ = [
    ("chanye jiqun", "pinyin", "产业集群"),
    ("cujm coong nghieepj", "telex", "cụm công nghiệp"),
    ("cu5m co6ng nghie65p", "vni", "cụm công nghiệp"),
    ("cum cong nghiep", "text", "cum cong nghiep"),
    ("产业集群", "text", "产业集群"),
]


@pytest.mark.parametrize(("query", "manner", "text"), READ)
def test_a_look_up_says_how_it_read_the_query(full: Store, query: str, manner: str, text: str) -> None:
    read = actions.lookup(full, query).read
    assert (read.manner, read.text) == (manner, text)


def marked(cell: CellHit) -> tuple[list[str], list[str]]:
    return [cell.text[a:b] for a, b in cell.marks], [cell.text[a:b] for a, b in cell.counterparts]


@pytest.mark.parametrize("query", ["clusters", "cum cong nghiep", "chanye jiqun", "産業集群", "產業集羣"])
def test_sentences_mark_the_query_and_its_counterparts_and_say_where_they_stand(full: Store, query: str) -> None:
    view = actions.concordance(full, query.replace("産", "產"), limit=100)
    assert view.items
    assert len({item.url for item in view.items}) == len(view.items) == view.total
    for item in view.items:
        assert any(cell.marks for cell in item.cells)
        assert item.url == f"/works/{item.work}#r{item.row}"
        assert {cell.lang: cell.text for cell in item.cells} == {
            cell.lang: cell.text for cell in actions.get_row(full, item.work, item.row).cells if cell.text
        }
    answered = [cell for item in view.items for cell in item.cells if not cell.marks and cell.counterparts]
    assert {cell.lang for cell in answered} >= {"zh-Hant"} if query == "chanye jiqun" else answered


def test_counterparts_of_what_is_no_term_come_from_the_lexicons_or_not_at_all(full: Store) -> None:
    view = actions.concordance(full, "thirty", limit=50)
    assert view.items
    for item in view.items:
        for cell in item.cells:
            own, other = marked(cell)
            assert not (own and other)
            assert all(text in ("ba mươi", "30", "三十", "卅") for text in other)


def test_marks_are_exact_and_their_absence_is_not(store: Store) -> None:
    for text in ("đường", "dương", "đương", "duong"):
        actions.add_concept(store, Concept((Term("vi", text, Status.APPROVED),)))
    assert [found.concept.terms[0].text for found in actions.lookup(store, "đường").concepts] == ["đường"]
    assert [found.concept.terms[0].text for found in actions.lookup(store, "dương").concepts] == ["dương"]
    every = {found.concept.terms[0].text for found in actions.lookup(store, "duong").concepts}
    assert every == {"đường", "dương", "đương", "duong"}
    assert actions.lookup(store, "dướng").corrected


def test_approved_concepts_come_before_proposed_and_forbidden_terms_are_shown_as_such(store: Store) -> None:
    for status in (Status.FORBIDDEN, Status.PROPOSED, Status.APPROVED):
        terms = (Term("en", "rare earth", status), Term("vi", f"đất hiếm {status}", status))
        actions.add_concept(store, Concept(terms, status=status), force=True)
    found = actions.lookup(store, "rare earths").concepts
    assert [hit.concept.status for hit in found] == ["approved", "proposed", "forbidden"]
    assert found[-1].concept.terms[0].status == "forbidden"


def test_what_is_the_term_comes_before_what_begins_with_it_and_what_holds_it(store: Store) -> None:
    for text in ("copper mine", "copper", "raw copper"):
        actions.add_concept(store, Concept((Term("en", text, Status.APPROVED),)))
    found = actions.lookup(store, "copper").concepts
    shown = [(hit.concept.terms[0].text, hit.match) for hit in found]
    assert shown == [("copper", "exact"), ("copper mine", "prefix"), ("raw copper", "part")]
    assert found[2].spans(found[2].concept.terms[0].id) == ((4, 10),)
    assert found[2].spans(0) == ()


def test_tones_of_pinyin_are_exact_where_they_are_typed(store: Store) -> None:
    for text in ("市场", "市长", "试场"):
        actions.add_concept(store, Concept((Term("zh-Hans", text, Status.APPROVED),)))
    assert {hit.concept.terms[0].text for hit in actions.lookup(store, "shichang").concepts} == {"市场", "试场"}
    assert [hit.concept.terms[0].text for hit in actions.lookup(store, "shi4zhang3").concepts] == ["市长"]
    assert {hit.concept.terms[0].text for hit in actions.lookup(store, "shì chǎng").concepts} == {"市场", "试场"}


def test_ü_is_found_however_it_is_typed(store: Store) -> None:
    actions.add_concept(store, Concept((Term("zh-Hant", "旅遊", Status.APPROVED),)))
    for query in ("lvyou", "lüyou", "lu:3you2", "lǚyóu", "luyou", "lv3 you2"):
        assert actions.lookup(store, query).concepts, query


def test_characters_with_two_readings_are_read_by_their_word(store: Store) -> None:
    actions.add_concept(store, Concept((Term("zh-Hans", "重庆银行", Status.APPROVED),)))
    assert actions.lookup(store, "chongqing yinhang").concepts
    assert not actions.lookup(store, "zhongqing yinxing").concepts


def test_a_query_can_be_kept_to_a_work_a_status_and_a_domain(full: Store) -> None:
    here = Within(work="industrial-clusters")
    assert first(actions.lookup(full, "cluster", within=here))["vi"][0] == "cụm công nghiệp"
    assert {item.work for item in actions.concordance(full, "the", within=here).items} == {"industrial-clusters"}
    for other in (Within(status="forbidden"), Within(status="decided"), Within(domain="law")):
        found = actions.lookup(full, "cluster", within=other)
        assert (found.concepts, found.corrected) == ((), "")
        assert found.sentences.items
    assert actions.lookup(full, "cluster", within=Within(status="proposed")).concepts
    for wrong, error in ((Within(status="odd"), InputError), (Within(work="nowhere"), NotFound)):
        with pytest.raises(error):
            actions.lookup(full, "cluster", within=wrong)


@pytest.mark.parametrize("query", ["mill", "mil", "stone mill", "mo fang"])
@pytest.mark.parametrize("few", [0, 10_000])
def test_what_a_query_is_kept_to_is_found_behind_however_many_others(
    store: Store, monkeypatch: pytest.MonkeyPatch, query: str, few: int
) -> None:
    """Whether the terms that count are few enough to be named, or are looked up one by one."""
    monkeypatch.setattr(search, "FEW", few)
    with store.atomic():
        for number in range(120):
            shape = Term("en", f"mill {number}"), Term("en", f"stone mill {number}"), Term("zh-Hans", f"磨坊{number}")
            actions.add_concept(store, Concept(shape), force=True)
        last = actions.add_concept(
            store,
            Concept((Term("en", "mill wheel"), Term("en", "stone mill x"), Term("zh-Hans", "磨坊轮")), domain="law"),
            force=True,
        )
        actions.forbid(store, last.id)
        other = actions.add_concept(store, Concept((Term("vi", "mill gỗ"), Term("vi", "stone mill gỗ"))), force=True)
    for within in (Within(domain="law"), Within(status="forbidden"), Within(status="decided", domain="law")):
        assert [hit.concept.id for hit in actions.lookup(store, query, within=within).concepts] == [last.id]
    if query != "mo fang":
        assert [hit.concept.id for hit in actions.lookup(store, query, lang="vi").concepts] == [other.id]


def test_a_query_can_be_kept_to_one_language_and_one_manner(full: Store) -> None:
    assert actions.lookup(full, "cluster", lang="vi").concepts == ()
    assert first(actions.lookup(full, "产业集群", lang="zh-TW"))["en"][0] == "cluster"
    vietnamese = actions.concordance(full, "pin", lang="vi")
    assert vietnamese.items
    assert all(cell.marks for item in vietnamese.items for cell in item.cells if cell.lang == "vi")
    letters = actions.lookup(full, "chanye jiqun", manner="text")
    assert not [hit for hit in letters.concepts if hit.match == "exact"] or letters.corrected
    with pytest.raises(InputError, match="not known"):
        actions.lookup(full, "a", lang="xx")


HARMLESS = [
    '"',
    "'",
    '"cluster',
    "cluster*",
    "NEAR(a b)",
    "a AND b OR",
    "words : x",
    "^a",
    "-",
    "{stems} : a",
    "%_",
    "\x00a",
]


@pytest.mark.parametrize("query", [*HARMLESS, "", "  ", "。", "(" * 500, "a" * 5000, "产" * 5000, "a b " * 500])
def test_no_query_is_an_error_or_a_command(full: Store, query: str) -> None:
    assert actions.lookup(full, query).total >= 0
    assert actions.concordance(full, query).total >= 0


@settings(max_examples=60, deadline=None, suppress_health_check=(*UNTIMED, HealthCheck.function_scoped_fixture))
@given(query=st.text(max_size=30) | st.text(alphabet='cluster"*:()^ -産业集cụmđ1', max_size=30))
def test_any_text_can_be_looked_up(full: Store, query: str) -> None:
    found = actions.lookup(full, query)
    for item in found.sentences.items:
        for cell in item.cells:
            for start, stop in (*cell.marks, *cell.counterparts):
                assert 0 <= start < stop <= len(cell.text)


def test_what_nothing_has_says_so_with_what_may_be_meant(full: Store) -> None:
    nothing = actions.lookup(full, "qqxxzz")
    assert (nothing.concepts, nothing.sentences.items, nothing.corrected) == ((), (), "")
    near = actions.lookup(full, "govermnent")
    assert near.corrected in near.suggestions
    assert near.corrected.startswith("government")
    assert near.query == "govermnent"
    for parted in ("econo mists", "econo-mists call"):
        found = actions.lookup(full, parted)
        assert found.corrected.startswith("economist")
        assert found.sentences.items
    sentence = actions.concordance(full, "economsts")
    assert sentence.corrected.startswith("economist")
    assert sentence.items


def test_the_beginning_of_a_word_is_no_slip(full: Store) -> None:
    found = actions.lookup(full, "economists cal")
    assert not found.corrected
    assert [marked(cell)[0] for cell in found.sentences.items[0].cells if cell.marks] == [["Economists call"]]


def test_pages_of_a_concordance_give_each_row_once(full: Store) -> None:
    whole = actions.concordance(full, "the", limit=500)
    assert whole.next is None
    offset: int | None = 0
    urls: list[str] = []
    while offset is not None:
        part: ConcordanceView = actions.concordance(full, "the", offset=offset, limit=7)
        assert len(part.items) <= 7
        urls += [item.url for item in part.items]
        offset = part.next
    assert urls == [item.url for item in whole.items]
    assert len(set(urls)) == len(urls) > 50


def test_rows_come_by_turns_out_of_all_works(full: Store) -> None:
    works = [item.work for item in actions.concordance(full, "the", limit=6).items]
    assert works == ["industrial-clusters", "battery-supply-chains"] * 3 or works == works[:2] * 3
    assert len(set(works)) == 2


def test_a_sentence_of_a_work_in_one_language_is_found_too(store: Store, uploads: dict) -> None:  # type: ignore[type-arg]
    actions.import_files(store, [uploads["vi"]])
    (item,) = actions.concordance(store, "truong hoc").items
    assert [cell.lang for cell in item.cells] == ["vi"]
    assert [marked(cell)[0] for cell in item.cells] == [["trường học"]]


def test_sentences_like_another_come_with_those_that_share_rare_words(full: Store) -> None:
    text = "Economists call such a place an industrial cluster, and ministers everywhere want one."
    found = search.candidates(full, text, "en", 5)
    assert found[0].text.startswith("Economists call such a place an industrial cluster")
    assert {one.lang for one in found} == {"en"}
    chinese = search.candidates(full, "經濟學家稱這種地方為產業聚落", "zh-Hans", 5)
    assert {one.lang for one in chinese} <= {"zh-Hans", "zh-Hant"}
    assert chinese[0].text.startswith("經濟學家稱這種地方為產業聚落")
    assert search.candidates(full, "?!", "en", 5) == []
    assert len(search.candidates(full, "the of and", "", 5)) == 5


def run(database: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["--db", str(database), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_print_terms_and_sentences(samples: Path) -> None:
    printed = run(samples, "lookup", "chanye jiqun", "--sentences", "2")
    assert "Read as pinyin: 产业集群." in printed
    assert "\tcluster; industrial cluster\tcụm công nghiệp" in printed
    assert printed.count("industrial-clusters\t") == 2
    view = json.loads(run(samples, "lookup", "clusters", "--json", "--limit", "1", "--sentences", "0"))
    assert len(view["concepts"]) == 1
    assert view["sentences"]["items"] == []
    sentences = run(samples, "concordance", "government", "--limit", "2")
    assert sentences.startswith("work\trow\ten\tvi\tzh-Hans\tzh-Hant\n")
    assert "--offset 2" in sentences or "go on with --offset" in sentences
    assert "Nothing has “qqxxzz”." in run(samples, "lookup", "qqxxzz")
    assert "Shown: government" in run(samples, "lookup", "govermnent")
    assert "No sentence has “qqxxzz”." in run(samples, "concordance", "qqxxzz")
    for command in ("lookup", "concordance"):
        result = CliRunner().invoke(main, ["--db", str(samples), command, " ?! "])
        assert result.exit_code
        assert "There is nothing to look up." in result.output


@pytest.fixture
def client(samples: Path) -> FlaskClient:
    return create_app(Config(db=samples, testing=True, jobs=False)).test_client()


def test_the_api_gives_the_same_as_the_actions(client: FlaskClient, full: Store) -> None:
    answer = client.get("/api/v1/lookup", query_string={"query": "chanye jiqun", "limit": 1, "sentences": 1}).get_json()
    view = actions.lookup(full, "chanye jiqun", limit=1, sentences=1)
    assert answer["read"] == {"manner": "pinyin", "text": "产业集群"}
    assert [hit["concept"]["id"] for hit in answer["concepts"]] == [hit.concept.id for hit in view.concepts]
    assert answer["sentences"]["items"][0]["url"] == view.sentences.items[0].url
    part = client.get("/api/v1/concordance", query_string={"query": "the", "limit": 3}).get_json()
    assert len(part["items"]) == 3
    again = client.get("/api/v1/concordance", query_string={"query": "the", "offset": part["next"]}).get_json()
    assert again["items"][0]["url"] not in [item["url"] for item in part["items"]]
    assert client.get("/api/v1/lookup").status_code == 422
    assert client.get("/api/v1/lookup?query=a&lang=xx").status_code == 422


def test_the_page_shows_terms_and_sentences_and_while_one_types_only_these(client: FlaskClient) -> None:
    page = client.get("/lookup?q=chanye+jiqun").get_data(as_text=True)
    assert page.startswith("<!doctype html>")
    assert "<mark>产业集群</mark>" in page
    assert '<mark class="answer">Cụm công nghiệp</mark>' in page
    assert 'href="/works/industrial-clusters#r' in page
    assert "Read as" not in client.get("/lookup?q=mo+mu+mi+ma").get_data(as_text=True)
    part = client.get("/lookup?q=clust", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" not in part
    assert "<mark>clust" in part
    more = client.get("/lookup/sentences?q=the&offset=5&columns=vi,en,evil", headers={"HX-Request": "true"})
    assert more.get_data(as_text=True).count("<article") == 30
    assert "evil" not in more.get_data(as_text=True)
    assert client.get("/lookup/sentences?q=the").get_data(as_text=True).startswith("<!doctype html>")


def test_what_was_typed_is_shown_and_never_obeyed(client: FlaskClient) -> None:
    page = client.get("/lookup", query_string={"q": '<script>alert("1")</script>', "lang": '"><b>'}).get_data(
        as_text=True
    )
    assert "<script>alert" not in page
    assert '"><b>' not in page


def test_the_empty_page_shows_what_can_be_typed(client: FlaskClient, tmp_path: Path) -> None:
    page = client.get("/lookup").get_data(as_text=True)
    assert 'class="chip"' in page
    assert "cum cong nghiep" in page or "chan ye ji qun" in page
    nothing = create_app(Config(db=tmp_path / "empty.db", testing=True, jobs=False)).test_client().get("/lookup")
    assert "There is nothing to look up yet" in nothing.get_data(as_text=True)


def test_concepts_that_only_hold_the_query_wait_until_they_are_asked_for(client: FlaskClient) -> None:
    page = client.get("/lookup?q=battery").get_data(as_text=True)
    every = client.get("/lookup?q=battery&concepts=all").get_data(as_text=True)
    assert page.count('class="hit-concept') <= page.count('class="hit-concept exact') + 2
    assert every.count('class="hit-concept') > page.count('class="hit-concept')
    assert "concepts=all" in page
    assert "concepts=all" not in every.split('<div id="found"')[1]
