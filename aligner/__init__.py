"""Sets versions of one text side by side: bytes in, an aligned table of N languages out.

>>> import aligner
>>> table = aligner.align({"en": ["One.", "Two."], "zh-Hans": ["一。", "二。"]})
>>> [row.shape for row in table.rows]
['1-1', '1-1']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aligner.errors import InputError
from aligner.types import Band, Block, Document, Evidence, Kind, Row, Segment, Span, Table

if TYPE_CHECKING:
    from aligner.pipeline import Options, align, align_segments
    from aligner.readers import read
    from aligner.segmentation import segment

__all__ = [
    "Band",
    "Block",
    "Document",
    "Evidence",
    "InputError",
    "Kind",
    "Options",
    "Row",
    "Segment",
    "Span",
    "Table",
    "align",
    "align_segments",
    "read",
    "segment",
]

_LAZY = {
    "align": "aligner.pipeline",
    "align_segments": "aligner.pipeline",
    "Options": "aligner.pipeline",
    "read": "aligner.readers",
    "segment": "aligner.segmentation",
}


def __getattr__(name: str) -> Any:
    """Import the heavy parts when they are first used, so that ``import aligner`` costs nothing."""
    if name not in _LAZY:
        raise AttributeError(f"module 'aligner' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
