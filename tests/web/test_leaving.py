"""The preview of an export, counted by the database, says what writing the file says."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import formats
from glossary.types import Concept, Status, Term
from tests.conftest import UNTIMED
from tests.glossary.test_exchange import ALL, glossaries, written
from web import actions
from web.actions.importing import import_terms
from web.store import Store

CHOICES = st.fixed_dictionaries(
    {
        "status": st.sampled_from(("approved", "proposed", "all")),
        "langs": st.sampled_from((None, ["en", "vi"], ["zh-Hant", "en"])),
        "min_confidence": st.sampled_from((0.0, 0.4, 0.9)),
    }
)


@given(one=glossaries(), other=glossaries(), chosen=CHOICES, domain=st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=(*UNTIMED, HealthCheck.function_scoped_fixture))
def test_a_preview_counts_what_the_file_has(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[Concept],
    other: list[Concept],
    chosen: dict[str, Any],
    domain: bool,
) -> None:
    with Store(tmp_path_factory.mktemp("store") / "x.db") as store:
        for glossary in (one, other):
            import_terms(store, "x.tbx", written("tbx-dct", glossary).getvalue())
        domains = actions.list_domains(store)
        asked = chosen | {"domain": next(iter(domains)).upper() if domain and domains else None}
        for name in ALL:
            pair = {"langs": chosen["langs"] or ["en", "vi"]} if formats.get(name).CARRIES.pair else {}
            preview = actions.export_terms(store, name, None, **asked | pair)
            assert preview == actions.export_terms(store, name, io.BytesIO(), **asked | pair)


def test_a_term_said_to_be_replaced_is_counted_where_it_comes_back_as_forbidden(store: Store) -> None:
    terms = (Term("en", "mill", Status.APPROVED), Term("vi", "nhà xay", Status.DEPRECATED, note="old"))
    actions.add_concept(store, Concept(terms, status=Status.APPROVED), force=True)
    view = actions.export_terms(store, "tbx-2008", None)
    assert view == actions.export_terms(store, "tbx-2008", io.BytesIO())
    assert view.samples == ({"en": ("mill",), "vi": ("nhà xay",)},)
