"""Two texts of one language compared: two files, two versions of a document, or two translations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from aligner.differences import Comparison, Pair, compare, likeness
from aligner.differences import ignored as checked_ignore
from aligner.differences.units import SCRIPT
from aligner.errors import InputError
from aligner.types import Document, Span
from web.actions.alignment import Progress, silent
from web.actions.permissions import needs
from web.actions.reading import NAMES, read_documents
from web.errors import NotFound
from web.store import Store, documents, tables, versions, works
from web.views import DiffView, EditSpan, PairView, TextSide, Upload, VersionView

_REF = regex.compile(r"(\d{1,15})(?:@(\d{1,9}|file))?")
MOST = 100
"""So many texts can be chosen from; what is further off is named in the address."""

AS_READ = "file"
"""The version whose words are those of the file, whatever people wrote in the workbench."""


@dataclass(frozen=True, slots=True)
class Text:
    """One side: its sentences, and what is said about it. ``document`` where it is stored, ``rows`` the row of each of
    its sentences."""

    side: TextSide
    sentences: tuple[str, ...]
    document: int = 0
    rows: tuple[int, ...] = ()


def diff_files(
    old: Upload,
    new: Upload,
    *,
    ignore: Collection[str] = (),
    metrics: Collection[str] = (),
    progress: Progress | None = None,
) -> DiffView:
    """Compare two files, without a store. Each may say its language; a page with two languages has to.

    Raises ``InputError`` when they are in different languages, or cannot be read.
    """
    tell = progress or silent
    tell(f"Reading {old.name}", 0.0)
    olds, news = (read_documents(one.name, one.data, one.lang) for one in (old, new))
    one, other = _one_language(olds, news, old.lang or new.lang)
    return _diff(_of_file(one), _of_file(other), ignore, metrics, tell)


@needs("read")
def diff_versions(
    store: Store,
    old: str,
    new: str,
    *,
    ignore: Collection[str] = (),
    metrics: Collection[str] = (),
    progress: Progress | None = None,
) -> DiffView:
    """Compare two stored texts of one language: versions of a document, or documents. A text is named by its document's
    number (``12``), an earlier version by ``12@1``, the words of the file without what people wrote by ``12@file``.

    Raises ``NotFound``, ``InputError`` when they are in different languages.
    """
    return _diff(_stored(store, old), _stored(store, new), ignore, metrics, progress or silent, store)


@needs("read")
def comparable(store: Store, document: int) -> tuple[VersionView, ...]:
    """What a document can be compared with: its own versions first, then those of other texts in its language, of the
    same work before others. Raises ``NotFound``."""
    own = versions.of_document(store, document)
    lang, work = own[0].lang.split("-")[0], own[0].work
    others = [one for one in documents.in_languages(store, lang) if one["id"] != document]
    others.sort(key=lambda one: (one["work"] != work, one["work"], one["lang"], one["id"]))
    return (*own, *(view for one in others[:MOST] for view in versions.of_document(store, int(one["id"]))))


@needs("read")
def latest_texts(store: Store) -> tuple[VersionView, ...]:
    """The versions of the texts that came last, to choose the first of two from."""
    return tuple(view for one in documents.latest(store, MOST) for view in versions.of_document(store, one))


@needs("read")
def work_names(store: Store, works_of: Collection[int]) -> dict[int, tuple[str, str]]:
    """The slugs and titles of works, by their numbers."""
    return works.names(store, sorted(works_of))


def _one_language(olds: Sequence[Document], news: Sequence[Document], said: str) -> tuple[Document, Document]:
    """The texts of either side that are in one language; of several the one that was said."""
    both = [(one, other) for one in olds for other in news if _family(one.lang) == _family(other.lang)]
    exact = [pair for pair in both if pair[0].lang == pair[1].lang]
    found = exact or both
    if said and len(found) > 1:
        from aligner.lang import normalise

        found = [pair for pair in found if pair[0].lang == normalise(said)] or found
    if not found:
        raise _different(olds[0].lang, olds[0].name, news[0].lang, news[0].name)
    if len(found) > 1:
        langs = " and ".join(NAMES[pair[0].lang] for pair in found)
        raise InputError(
            "Both files hold texts in {langs}.", "Say which one is to be compared: --lang LANG.", langs=langs
        )
    return found[0]


def _family(lang: str) -> str:
    return lang.split("-")[0]


def _different(one: str, name: str, other: str, other_name: str) -> InputError:
    return InputError(
        "{name} is in {one} and {other_name} in {other}; a comparison takes two texts in one language.",
        "To set two languages side by side, align them.",
        name=name,
        one=NAMES[one],
        other_name=other_name,
        other=NAMES[other],
    )


def _of_file(document: Document) -> Text:
    from aligner.segmentation import segment

    sentences = tuple(one.text for one in segment(document))
    return Text(TextSide(document.name, document.lang, len(sentences), title=document.title), sentences)


def _stored(store: Store, ref: str) -> Text:
    match = _REF.fullmatch(ref.strip())
    if match is None:
        raise NotFound(
            "There is no text “{ref}”. Name a document's number, and for a version @ and its number.", ref=ref[:60]
        )
    document, wanted = int(match[1]), match[2]
    held = documents.source(store, document)
    if wanted is None or wanted == AS_READ or int(wanted) == held["number"]:
        facts, words = held, documents.words(store, document)
        if not words:
            return replace(_of_file(documents.value(store, document)), document=document)
    else:
        facts = versions.record(store, document, int(wanted))
        words = facts["segments"]
    said = [one["original"] if wanted == AS_READ and one["original"] is not None else one["text"] for one in words]
    summary = works.summary(store, int(held["work"]))
    current = facts is held
    side = TextSide(
        *(facts["name"], facts["lang"], len(said), ref.strip(), summary.slug, summary.title),
        *(int(facts["number"]), facts["created"]),
    )
    rows = _rows(store, int(held["work"]), facts["lang"], len(said)) if current else ()
    return Text(side, tuple(said), document if current else 0, rows)


def _rows(store: Store, work: int, lang: str, size: int) -> tuple[int, ...]:
    """The number of the row of each sentence; none where the text is not aligned."""
    numbers = [0] * size
    for number, start, stop in tables.places(store, work, lang):
        numbers[start:stop] = [number] * (stop - start)
    return tuple(numbers[:size])


def _diff(
    old: Text,
    new: Text,
    ignore: Collection[str],
    metrics: Collection[str],
    tell: Progress,
    store: Store | None = None,
) -> DiffView:
    if _family(old.side.lang) != _family(new.side.lang):
        raise _different(old.side.lang, old.side.name, new.side.lang, new.side.name)
    chosen = checked_ignore(ignore)
    if old.side.lang != new.side.lang:
        chosen |= {SCRIPT}  # else every character differs
    tell("Comparing", 0.1)
    found = _paired_by_rows(store, old, new, chosen) if store else None
    found = found or _compared(old.sentences, new.sentences, new.side.lang, chosen)
    pairs = [_pair(found, pair, new.rows) for pair in found.pairs]
    view = DiffView(old.side, new.side, new.side.lang, tuple(sorted(chosen)), found.equal, found.counts(), tuple(pairs))
    return scored(view, metrics, tell) if metrics else view


@lru_cache(maxsize=6)
def _compared(old: tuple[str, ...], new: tuple[str, ...], lang: str, ignore: frozenset[str]) -> Comparison:
    """A comparison; pages that leaf through it, or sort it, ask for the same one."""
    return compare(old, new, lang, ignore)


def _paired_by_rows(store: Store, old: Text, new: Text, ignore: frozenset[str]) -> Comparison | None:
    """Two translations of one work are set side by side as its rows do, which people may have mended."""
    if not old.document or not new.document or old.document == new.document or old.side.work != new.side.work:
        return None
    work = works.resolve(store, old.side.work)
    if not tables.header(store, work):
        return None
    from aligner.differences.units import key

    pairs: list[Pair] = []
    i = j = 0
    lang = new.side.lang
    left, right = ({n: (a, b) for n, a, b in tables.places(store, work, one.side.lang)} for one in (old, new))
    for number in sorted({*left, *right}):
        p, q = left.get(number, (i, i))[1], right.get(number, (j, j))[1]
        if i == p and j == q:
            continue
        one, other = ("".join(key(t, lang, ignore) for t in side) for side in (old.sentences[i:p], new.sentences[j:q]))
        kind = "added" if i == p else "removed" if j == q else "same" if one == other else "changed"
        pairs.append(Pair(kind, Span(i, p), Span(j, q)))
        i, j = p, q
    if (i, j) != (len(old.sentences), len(new.sentences)):
        return None
    found = Comparison(old.sentences, new.sentences, lang, ignore, tuple(pairs))
    settled = [
        Pair("same", one.old, one.new) if one.kind == "changed" and not found.edits(one) else one for one in pairs
    ]
    return replace(found, pairs=tuple(settled))


def _pair(found: Comparison, pair: Pair, rows: Sequence[int]) -> PairView:
    old, new = found.texts(pair)
    edits = () if pair.kind == "same" else found.edits(pair)
    spans = tuple(EditSpan(e.kind, (e.old.start, e.old.stop), (e.new.start, e.new.stop)) for e in edits)
    alike = likeness(edits, old, new) if old and new else 0.0
    row = rows[pair.new.start] if pair.new and pair.new.start < len(rows) else 0
    return PairView(
        *(pair.kind, (pair.old.start, pair.old.stop), (pair.new.start, pair.new.stop), old, new, spans, pair.other),
        *(round(alike, 4), {}, row),
    )


def scored(view: DiffView, metrics: Collection[str], tell: Progress | None = None) -> DiffView:
    """The comparison with chrF, BLEU or TER of every pair and of all together. The old text is the reference."""
    from aligner.differences.metrics import figures

    told = tell or silent
    counted = [number for number, pair in enumerate(view.pairs) if pair.kind != "left"]
    texts = [(view.pairs[number].old_text, view.pairs[number].new_text) for number in counted]
    found = figures(
        *(texts, view.lang),
        metrics=metrics,
        ignore=frozenset(view.ignored),
        tell=lambda done: told("Scoring", 0.2 + 0.8 * done),
    )
    pairs = list(view.pairs)
    for number, scores in zip(counted, found.pairs, strict=True):
        pairs[number] = replace(pairs[number], scores={name: round(score, 2) for name, score in scores.items()})
    whole = {name: round(score, 2) for name, score in found.whole.items()}
    return replace(view, pairs=tuple(pairs), scores=whole, signatures=dict(found.signatures))
