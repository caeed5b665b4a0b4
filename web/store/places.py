"""Where concepts occur: the rows that prove them, and which of several concepts a place belongs to."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection
from itertools import takewhile

from aligner.types import join_texts
from web.errors import NotFound
from web.store.database import Record, Store
from web.views import Page, PlaceView

Texts = dict[int, dict[str, str]]
"""Row number → language → the cell's text."""


def texts(store: Store, work: int, numbers: Collection[int]) -> Texts:
    """The cells of the rows with these numbers; languages in the order of the table."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for record in store.all(
        'SELECT r.number, c.lang, s.text FROM tables t JOIN "rows" r ON r."table" = t.id '
        'JOIN cells c ON c."row" = r.id JOIN documents d ON d.work = t.work AND d.lang = c.lang '
        "JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
        "WHERE t.work = ? AND r.number IN (SELECT value FROM json_each(?)) ORDER BY r.number, c.lang, s.number",
        (work, json.dumps(sorted(numbers))),
    ):
        found[record["number"], record["lang"]].append(record["text"])
    cells: Texts = defaultdict(dict)
    for (number, lang), parts in found.items():
        cells[number][lang] = join_texts(parts, lang)
    return cells


def page(store: Store, concept: int, offset: int, limit: int) -> Page[PlaceView]:
    """The rows in which a concept occurs, those with the most languages first, then in the order of the works."""
    count = "SELECT count(*) FROM (SELECT DISTINCT work, number FROM occurrences WHERE concept = ?)"
    rows = store.all(
        "SELECT o.work, w.slug, w.title, o.number, json_group_array(json_array(o.lang, json(o.spans))) AS spans "
        "FROM occurrences o JOIN works w ON w.id = o.work WHERE o.concept = ? GROUP BY o.work, o.number "
        "ORDER BY count(DISTINCT o.lang) DESC, o.work, o.number LIMIT ? OFFSET ?",
        (concept, limit, offset),
    )
    wanted: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row["work"]].add(row["number"])
    cells = {work: texts(store, work, numbers) for work, numbers in wanted.items()}
    found = []
    for row in rows:
        spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for lang, ones in json.loads(row["spans"]):
            spans[lang].update((start, stop) for start, stop in ones)
        marks = {lang: tuple(sorted(ones)) for lang, ones in spans.items()}
        shown = cells[row["work"]].get(row["number"], {})
        found.append(PlaceView(row["slug"], row["title"], row["number"], shown, marks))
    return Page(tuple(found), int(store.value(count, (concept,))), offset, limit)


def of_term(store: Store, term: int, offset: int, limit: int) -> Page[PlaceView]:
    """The rows in which a concept occurs with one of its terms, in the order of the works. Raises ``NotFound``."""
    record = store.one("SELECT concept, lang FROM terms WHERE id = ?", (term,))
    if record is None:
        raise NotFound("There is no term number {term}.", term=term)
    concept, lang = int(record["concept"]), record["lang"]
    owners: Owners = {lang: {}}
    for other in store.all("SELECT id, folded FROM terms WHERE concept = ? AND lang = ?", (concept, lang)):
        owners[lang][other["folded"]] = int(other["id"])
    found = [
        place
        for place in page(store, concept, 0, -1).items
        if any(
            _owner(place.texts.get(lang, "")[start:stop], lang, owners) == term
            for start, stop in place.spans.get(lang, ())
        )
    ]
    return Page(tuple(found[offset : offset + limit]), len(found), offset, limit)


def count(store: Store, work: int, concept: int) -> None:
    """Count anew how often a work uses each term of a concept, by the words at its places; what no term says counts for
    the one that the language uses most."""
    records = store.all("SELECT number, lang, spans FROM occurrences WHERE work = ? AND concept = ?", (work, concept))
    cells = texts(store, work, {record["number"] for record in records})
    owners: Owners = defaultdict(dict)
    usual: dict[str, int] = {}
    for term in store.all(
        "SELECT t.id, t.lang, t.folded FROM terms t LEFT JOIN uses u ON u.term = t.id AND u.work = ? "
        "WHERE t.concept = ? ORDER BY coalesce(u.count, 0) DESC, t.position",
        (work, concept),
    ):
        owners[term["lang"]].setdefault(term["folded"], int(term["id"]))
        usual.setdefault(term["lang"], int(term["id"]))
    found: Counter[int] = Counter()
    for record in records:
        lang = record["lang"]
        for start, stop in json.loads(record["spans"]):
            said = cells.get(record["number"], {}).get(lang, "")[start:stop]
            found[_owner(said, lang, owners) or usual.get(lang, 0)] += 1
    store.execute(
        "DELETE FROM uses WHERE work = ? AND term IN (SELECT id FROM terms WHERE concept = ?)", (work, concept)
    )
    store.insert_all("uses", ("term", "work", "count"), ((term, work, n) for term, n in found.items() if term))


def move(store: Store, concept: int, to: int) -> None:
    """Give a concept's places to another one."""
    store.execute("UPDATE occurrences SET concept = ? WHERE concept = ?", (to, concept))


def share(store: Store, concepts: Collection[int]) -> None:
    """Give each place of these concepts to the one whose term stands there; what is nobody's stays where it is."""
    wanted = json.dumps(sorted(concepts))
    owners = _owners(store, wanted)
    records = store.all("SELECT * FROM occurrences WHERE concept IN (SELECT value FROM json_each(?))", (wanted,))
    rows: dict[int, set[int]] = defaultdict(set)
    for record in records:
        rows[record["work"]].add(record["number"])
    cells = {work: texts(store, work, numbers) for work, numbers in rows.items()}
    for record in records:
        text = cells[record["work"]].get(record["number"], {}).get(record["lang"], "")
        spans: dict[int, list[list[int]]] = defaultdict(list)
        for start, stop in json.loads(record["spans"]):
            owner = _owner(text[start:stop], record["lang"], owners) or record["concept"]
            spans[owner].append([start, stop])
        if set(spans) != {record["concept"]}:
            store.execute("DELETE FROM occurrences WHERE id = ?", (record["id"],))
            for owner, ones in spans.items():
                place = {name: record[name] for name in ("work", "number", "lang")}
                store.insert("occurrences", {"concept": owner, **place, "spans": ones})


Owners = dict[str, dict[str, int]]
"""Language → folded term → concept."""


def _owners(store: Store, wanted: str) -> Owners:
    owners: Owners = defaultdict(dict)
    for record in store.all(
        "SELECT concept, lang, folded FROM terms WHERE concept IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        (wanted,),
    ):
        owners[record["lang"]][record["folded"]] = int(record["concept"])
    return owners


def _owner(text: str, lang: str, owners: Owners) -> int:
    """The concept whose term a stretch of text is: the same, or the one with the longest common beginning."""
    from aligner.fold import fold

    folded = fold(text, lang).text
    terms = owners.get(lang, {})
    if folded in terms:
        return terms[folded]
    begun = {
        term: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(term, folded, strict=False)))
        for term in terms
    }
    best = max(begun, key=lambda term: begun[term], default="")
    return terms[best] if best and begun[best] * 2 > len(folded) else 0


def keep(store: Store, concept: int) -> Record:
    """A concept's places as plain data, by work, each with the version of the table that they lie in."""
    kept: Record = {}
    for record in store.all(
        "SELECT o.work, t.version, o.number, o.lang, o.spans FROM occurrences o JOIN tables t ON t.work = o.work "
        "WHERE o.concept = ?",
        (concept,),
    ):
        work = kept.setdefault(str(record["work"]), {"table": record["version"], "places": []})
        work["places"].append([record["number"], record["lang"], json.loads(record["spans"])])
    return kept


def put_back(store: Store, concept: int, kept: Record) -> None:
    """Give a concept the places that ``keep`` kept, as far as they lie in tables that are still the same."""
    for work, held in kept.items():
        if store.value("SELECT version FROM tables WHERE work = ?", (work,)) == held["table"]:
            records = ((concept, int(work), number, lang, spans) for number, lang, spans in held["places"])
            store.insert_all("occurrences", ("concept", "work", "number", "lang", "spans"), records)
