"""What the actions hand out: plain frozen values without SQL and without Flask, for the CLI, the API and the pages.

Times are ISO 8601 in UTC (``2026-05-01T12:00:00Z``). Every stored thing carries the ``version`` that an edit must name.
"""

from __future__ import annotations

from web.views.comments import CommentView, ThreadView
from web.views.concepts import (
    ConceptView,
    DeletedView,
    DuplicateView,
    PlaceView,
    TermView,
)
from web.views.exchange import (
    ExportView,
    ImportChange,
    ImportItem,
    ImportPlan,
    RowsView,
)
from web.views.findings import (
    CheckSettings,
    CheckView,
    DismissalView,
    FindingCounts,
    FindingView,
    RunView,
)
from web.views.history import HistoryChange, HistoryView, RevisionView
from web.views.jobs import JobView, Queued, QueueView
from web.views.memory import MemoryView, RecallView
from web.views.paging import Page
from web.views.rows import (
    Cell,
    EditView,
    PlotView,
    RowView,
    SegmentView,
    StackView,
)
from web.views.versions import (
    DiffView,
    EditSpan,
    PairView,
    TextSide,
    VersionReport,
    VersionView,
)
from web.views.works import (
    BlockView,
    DocumentView,
    FormatView,
    ImportReport,
    OutlineEntry,
    Upload,
    WorkName,
    WorkSummary,
    WorkView,
)

__all__ = [
    "BlockView",
    "Cell",
    "CheckSettings",
    "CheckView",
    "CommentView",
    "ConceptView",
    "DeletedView",
    "DiffView",
    "DismissalView",
    "DocumentView",
    "DuplicateView",
    "EditSpan",
    "EditView",
    "ExportView",
    "FindingCounts",
    "FindingView",
    "FormatView",
    "HistoryChange",
    "HistoryView",
    "ImportChange",
    "ImportItem",
    "ImportPlan",
    "ImportReport",
    "JobView",
    "MemoryView",
    "OutlineEntry",
    "Page",
    "PairView",
    "PlaceView",
    "PlotView",
    "QueueView",
    "Queued",
    "RecallView",
    "RevisionView",
    "RowView",
    "RowsView",
    "RunView",
    "SegmentView",
    "StackView",
    "TermView",
    "TextSide",
    "ThreadView",
    "Upload",
    "VersionReport",
    "VersionView",
    "WorkName",
    "WorkSummary",
    "WorkView",
]
