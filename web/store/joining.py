"""Which concept of the store a mined one belongs to: works are mined one by one, but share their terms.

Simplified and Traditional Chinese fold to the same characters, so a Chinese work joins the concept that another work
gave in the other script. Where the terms point to several concepts, or disagree in a language, all stay apart.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b

import regex

from glossary.types import Concept
from web.store.database import Store

Key = tuple[str, str]
"""Language (one for both Chinese scripts) and matching form of a term."""

_PLURAL = regex.compile(r"(?<=...)(?<![sui])s\Z")


@dataclass(frozen=True)
class Folded:
    """A mined concept with the folded texts of its terms, and the fingerprint of these."""

    concept: Concept
    texts: tuple[str, ...]
    fingerprint: str

    @property
    def keys(self) -> set[Key]:
        """The matching forms of all terms."""
        return {key(term.lang, text) for term, text in zip(self.concept.terms, self.texts, strict=True)}


def folded(concept: Concept) -> Folded:
    """A concept made ready to be compared."""
    from aligner.fold import fold

    texts = tuple(fold(term.text, term.lang).text for term in concept.terms)
    return Folded(concept, texts, fingerprint(zip([term.lang for term in concept.terms], texts, strict=True)))


def key(lang: str, text: str) -> Key:
    """The matching form of a folded term: an English plural is its singular, Chinese has one script.

    >>> key("en", "supply chains") == key("en", "supply chain"), key("zh-Hant", "美国") == key("zh-Hans", "美国")
    (True, True)
    """
    language = lang.partition("-")[0]
    if language != "en":
        return language, text
    return language, text[:-3] + "y" if regex.search(r"..ies\Z", text) else _PLURAL.sub("", text)


def fingerprint(terms: Iterable[tuple[str, str]]) -> str:
    """What a concept is known by: the languages and folded texts of the terms it was first given."""
    text = "\x1f".join(sorted(f"{lang}\x1e{text}" for lang, text in terms))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def match(store: Store, found: Sequence[Folded]) -> list[int | None]:
    """For each mined concept of one work the stored one that it is, nothing when it is a new one, or ``SETTLED``.

    Those that other works use, or people had a hand in, come first; then those that this work alone had before.
    Concepts in several languages each have one of their own, unless people merged two; those in one language may share
    one, as synonyms do.
    """
    known = _known(store, found)
    names = json.dumps([one.fingerprint for one in found])
    query = "SELECT id, fingerprint FROM concepts WHERE fingerprint IN (SELECT value FROM json_each(?))"
    same = {record["fingerprint"]: int(record["id"]) for record in store.all(query, (names,))}
    every = {*known, *same.values()}
    settled, out = _touched(store, every), _refused(store, every)
    matches: list[int | None] = [None] * len(found)
    taken: set[int] = set()
    for live in (_live(store, every), every):
        for number, one in enumerate(found):
            if matches[number] is None and same.get(one.fingerprint) in live - taken:
                matches[number] = same[one.fingerprint]
                taken.add(same[one.fingerprint])
        owners = _owners({concept: keys for concept, keys in known.items() if concept in live})
        for number, one in enumerate(found):
            if matches[number] is not None:
                continue
            fits = _fits(one.keys, known, out, owners)
            if len(fits) == 1:
                matches[number] = _taken(one, fits[0], known[fits[0]] | out[fits[0]], taken, settled)
            elif fits and settled.issuperset(fits) and one.keys <= set().union(*(known[fit] for fit in fits)):
                matches[number] = SETTLED
    return matches


SETTLED = 0
"""In place of a concept's number: people have spread all its terms over several concepts, so it is none of its own."""


def _taken(one: Folded, choice: int, keys: set[Key], taken: set[int], settled: AbstractSet[int]) -> int | None:
    """The one concept that fits, unless it is another mined concept's already; a merged one takes all its parts."""
    if len({lang for lang, _ in one.keys}) > 1:
        if choice in taken and not (choice in settled and one.keys <= keys):
            return None
        taken.add(choice)
    return choice


def _touched(store: Store, concepts: AbstractSet[int]) -> set[int]:
    """The concepts among these that people had a hand in."""
    query = "SELECT id FROM concepts WHERE touched AND id IN (SELECT value FROM json_each(?))"
    return {int(record["id"]) for record in store.all(query, (json.dumps(sorted(concepts)),))}


def _refused(store: Store, concepts: AbstractSet[int]) -> dict[int, set[Key]]:
    """What people took out of these concepts, as matching forms."""
    out: dict[int, set[Key]] = defaultdict(set)
    query = "SELECT * FROM refused WHERE concept IN (SELECT value FROM json_each(?))"
    for record in store.all(query, (json.dumps(sorted(concepts)),)):
        out[int(record["concept"])].add(key(record["lang"], record["folded"]))
    return out


def _live(store: Store, concepts: AbstractSet[int]) -> set[int]:
    """The concepts among these that some work uses or people had a hand in."""
    query = (
        "SELECT id FROM concepts WHERE id IN (SELECT value FROM json_each(?)) AND "
        "(status <> 'proposed' OR touched OR EXISTS "
        "(SELECT 1 FROM terms t JOIN uses u ON u.term = t.id WHERE t.concept = concepts.id))"
    )
    return {int(record["id"]) for record in store.all(query, (json.dumps(sorted(concepts)),))}


def _owners(known: Mapping[int, set[Key]]) -> dict[Key, set[int]]:
    owners: dict[Key, set[int]] = defaultdict(set)
    for concept, keys in known.items():
        for name in keys:
            owners[name].add(concept)
    return owners


def _fits(
    keys: set[Key], known: Mapping[int, set[Key]], out: Mapping[int, set[Key]], owners: Mapping[Key, set[int]]
) -> list[int]:
    """The concepts that share a term in every language that both have; what people took out of one counts as shared,
    so that a term whose text they mended does not come back by itself."""
    langs = {lang for lang, _ in keys}
    return [
        concept
        for concept in sorted({concept for name in keys for concept in owners.get(name, ())})
        if {lang for lang, _ in known[concept]} & langs
        <= {lang for lang, _ in (known[concept] | out.get(concept, set())) & keys}
    ]


def _known(store: Store, found: Sequence[Folded]) -> dict[int, set[Key]]:
    """The matching forms of every stored concept that has a term like one of these."""
    texts = {form for one in found for lang, text in one.keys for form in _forms(lang, text)}
    known: dict[int, set[Key]] = defaultdict(set)
    for record in store.all(
        "SELECT concept, lang, folded FROM terms WHERE concept IN "
        "(SELECT concept FROM terms WHERE folded IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(texts), ensure_ascii=False),),
    ):
        known[int(record["concept"])].add(key(record["lang"], record["folded"]))
    return known


def _forms(lang: str, text: str) -> set[str]:
    return {text, f"{text}s", regex.sub(r"y\Z", "ies", text)} if lang == "en" else {text}
