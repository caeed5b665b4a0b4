"""What grows: works made of hostile lines and paragraphs, in any size; and what crowds a store."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.crowds import CROWDS
from tests.hostile.texts import ENGLISH, HANS, MARKS, UNITS, VIETNAMESE
from tests.hostile.walks import Texts, Thing, work_of


def _unit(unit: str) -> Thing:
    """One line of a unit without end, in each language."""

    def texts(size: int) -> Texts:
        line = unit * (size // len(unit) + 1)
        return {"en": line, "vi": line, "zh-Hans": line}

    return Thing(work_of(texts), 4_000, 1_000_000, texts)


def _beside(unit: str) -> Thing:
    """One long line beside sound sentences."""

    def texts(size: int) -> Texts:
        line = unit * (size // len(unit) + 1)
        return {
            "en": f"{ENGLISH}\n{line}\n{ENGLISH}",
            "vi": f"{VIETNAMESE}\n{VIETNAMESE}",
            "zh-Hans": f"{HANS}\n{line}",
        }

    return Thing(work_of(texts), 4_000, 1_000_000, texts)


def _many(unit: Callable[[int], Texts], most: int = 100_000) -> Thing:
    """Many paragraphs."""

    def texts(size: int) -> Texts:
        blocks = [unit(number) for number in range(size)]
        return {lang: "\n\n".join(block[lang] for block in blocks) for lang in blocks[0]}

    return Thing(work_of(texts), 250, most, texts)


_WORDS = {
    "letters": "a",
    "capitals": "A",
    "capitals-and-small": "Ab",
    "letters-with-marks": "ế",
    "words": "workshops stood close together ",
    "vietnamese-words": "các xưởng thợ đứng sát nhau ",
    "chinese-without-a-stop": "作坊挨得很近",
    "one-character": "著",
    "sentences": ENGLISH,
    "names": "Nguyễn Văn Bình ",
    "capital-words": "Mill River ",
    "joined-by-hyphens": "mill-",
    "joined-by-underscores": "mill_",
    "joined-by-points": "mill.",
    "joined-by-apostrophes": "mill'",
    "joined-by-slashes": "mill/",
    "mail": "a@",
    "mail-ends": "a@b.",
    "open-quotes": "“mill ",
    "quotes": "“mill” ",
    "brackets": "mill (cảng) ",
    "open-brackets": "mill (",
    "chinese-brackets": "产业集群（cluster）",
    "small-brackets": "《产业》",
    "doubled": "the the ",
    "acronyms": "World Trade Organization (WTO) ",
    "dotted": "Mill·River·",
    "percents": "%(a)",
    "braces": "{{a",
    "backquotes": "`a",
    "tag": "<a b",
    "blank-and-letter": "a \u00a0",
    "numbers": "12,345.6 million dollars ",
    "year": "in 1996, ",
    "mixed": "mill 产业 cảng ",
}

THINGS: dict[str, Thing] = {
    **{f"line of {name}": _unit(unit) for name, unit in (_WORDS | UNITS).items()},
    **{f"line of {ord(mark):x}": _unit(mark) for mark in MARKS},
    **{f"line of {ord(mark):x} spaced": _unit(mark + " ") for mark in MARKS},
    **{f"beside {name}": _beside(unit) for name, unit in _WORDS.items()},
    "equal paragraphs": _many(lambda n: {"en": ENGLISH, "vi": VIETNAMESE, "zh-Hans": HANS}),
    "paragraphs": _many(
        lambda n: {"en": f"Mill {n}. {ENGLISH}", "vi": f"Xưởng {n}. {VIETNAMESE}", "zh-Hans": f"{n}。{HANS}"}
    ),
    "equal lines": _many(lambda n: {"en": "Mill.", "vi": "Xưởng.", "zh-Hans": "作坊。"}),
    **CROWDS,
}
