"""Concepts that have to do with another one."""

from __future__ import annotations

from web.actions.permissions import needs
from web.curating import RelatedView
from web.store import Store, concepts
from web.store import related as nearby

MOST = 8


@needs("read")
def related_concepts(store: Store, id: int, *, limit: int = MOST) -> tuple[RelatedView, ...]:
    """Concepts with one of its terms, with longer or shorter ones, or in the same rows; the closest first, ``limit`` of
    each kind. Raises ``NotFound``."""
    concepts.view(store, id)
    found = nearby.related(store, id, limit)
    views = {view.id: view for view in concepts.views(store, [number for number, _, _ in found])}
    return tuple(RelatedView(views[number], how, weight) for number, how, weight in found if number in views)
