"""Options of the commands that align files, as decorators, and the settings that they make together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.types import Table
from web.cli._files import Input
from web.cli._options import F
from web.cli._terminal import Progress, note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.neural import Embedder, Mode

BATCH = 32
"""Sentences that are embedded between two looks at the progress."""

MODES = ("auto", "always", "never")
"""As in ``aligner.neural``, which the help does without: it must come up at once."""


def glossary(command: F) -> F:
    """``--glossary FILE``."""
    return click.option(
        "--glossary",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Terms as evidence: TBX, TMX, CSV, Excel, OmegaT, UTX, or a table with language tags in the first line.",
    )(command)


def neural(command: F) -> F:
    """``--neural``."""
    return click.option(
        "--neural",
        type=click.Choice(MODES),
        default="auto",
        show_default=True,
        envvar="DOICHIEU_NEURAL",
        show_envvar=True,
        help="Embed sentences (doichieu[neural]): where doubt is left, when it is installed; all of them; none.",
    )(command)


def passes(command: F) -> F:
    """``--passes``."""
    return click.option(
        "--passes",
        type=click.IntRange(1, 4),
        default=2,
        show_default=True,
        help="From the second on, a text teaches its own words and habits; 1 is quicker.",
    )(command)


def concepts(path: Path | None, langs: Sequence[str] = ()) -> list[dict[str, tuple[str, ...]]]:
    """The concepts of a glossary file, or none; ``langs`` name columns that name none. Raises ``InputError``."""
    if path is None:
        return []
    from web.actions.taught import read_glossary

    return read_glossary(path.name, Input(str(path), "").read(), langs)


def embedder(mode: Mode) -> Embedder | None:
    """The model that ``--neural`` stands for; none when there is none. Nothing is loaded before it is needed.

    Raises ``InputError`` for ``always`` without a model: at once, before anything is read.
    """
    if mode == "never":
        return None
    from aligner.neural import chosen

    return chosen(mode)


def told(model: Embedder | None, tell: Progress) -> Embedder | None:
    """The model as one that tells how far it is."""
    return Told(model, tell) if model else None


class Told:
    """An embedder that tells how far it is: embedding takes by far the most time."""

    def __init__(self, model: Embedder, tell: Progress) -> None:
        self.model, self.tell = model, tell
        self.name = model.name

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The model's own vectors."""
        import numpy as np

        parts = []
        for start in range(0, len(texts), BATCH):
            self.tell(f"Embedding {len(texts):,} sentences", 0.5 + 0.4 * start / len(texts))
            parts.append(self.model.embed(texts[start : start + BATCH]))
        return np.concatenate(parts)


def tell_embedded(table: Table) -> None:
    """Say how many sentences were embedded, where any were."""
    from aligner.neural import count_embedded

    if count := count_embedded(table.signature):
        total = sum(table.sizes)
        note(f"doichieu: {count:,} sentences of {total:,} were embedded.")
