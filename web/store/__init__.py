"""One SQLite file that keeps works, documents, tables, concepts and findings. All SQL of the project stands here.

``Store`` is the connection; the modules beside it hold one noun each, as functions that take the store first.
"""

from __future__ import annotations

from web.store.database import Store

__all__ = ["Store"]
