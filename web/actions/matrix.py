"""How a concept is rendered over works: which term of which language, how often, and which one language varies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from aligner.errors import InputError
from aligner.fold import fold
from aligner.types import LANGS
from web.actions.permissions import needs
from web.curating import MatrixView, RowRenderings, WorkRenderings
from web.store import Store, concepts, matrix, places, works
from web.store.migrations import term_key
from web.views import ConceptView, Page

ROWS = 500
"""Rows of one concept that are shown at most."""


@needs("read")
def list_renderings(
    store: Store,
    *,
    work: str | int | None = None,
    query: str = "",
    domain: str | None = None,
    varied: bool = False,
    order: str = "alone",
    offset: int = 0,
    limit: int = 50,
) -> Page[MatrixView]:
    """Concepts with how every work renders them; ``varied``: only those with several renderings in a language. Order
    "alone": those first in which one language alone varies; "used": the most used. Raises ``NotFound``,
    ``InputError``."""
    if order not in matrix.ORDERS:
        raise InputError("There is no order “{order}”.", "Choose from: {choice}.", order=order, choice=matrix.ORDERS)
    number = None if work is None else works.resolve(store, work)
    choice = concepts.Choice(number, query, domain=domain)
    ids, total = matrix.page(store, choice, order, offset, limit, varied=varied)
    found = matrix.renderings(store, ids, number)
    views = concepts.views(store, ids)
    return Page(tuple(_view(view, found.get(view.id, ())) for view in views), total, offset, limit)


@needs("read")
def concept_matrix(store: Store, id: int) -> MatrixView:
    """How every work renders one concept, and every row that does. Raises ``NotFound``."""
    view = concepts.view(store, id)
    rows = []
    for place in places.page(store, id, 0, ROWS).items:
        cells = {
            lang: tuple(dict.fromkeys(text[start:stop] for start, stop in place.spans.get(lang, ())))
            for lang, text in place.texts.items()
        }
        rows.append(RowRenderings(place.work, place.row, cells))
    rows.sort(key=lambda one: (one.work, one.row))
    return _view(view, matrix.renderings(store, [id]).get(id, ()), tuple(rows))


def _view(view: ConceptView, held: Sequence[WorkRenderings], rows: tuple[RowRenderings, ...] = ()) -> MatrixView:
    used: dict[str, set[str]] = defaultdict(set)
    for work in held:
        for lang, ones in work.cells.items():
            used[lang].update(term_key(lang, fold(one.text, lang).text) for one in ones)
    unsteady = tuple(lang for lang in LANGS if len(used.get(lang, ())) > 1)
    alone = unsteady[0] if len(unsteady) == 1 and len(used) > 2 else ""
    return MatrixView(view, tuple(held), unsteady, alone, rows)
