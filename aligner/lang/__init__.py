"""The languages of the product, one module each, and how language tags from outside are read."""

from __future__ import annotations

from functools import cache

from aligner import registry
from aligner.errors import InputError
from aligner.lang._base import Form, Language, Quotes, SentenceRules, Word
from aligner.types import LANGS

__all__ = ["Form", "Language", "Quotes", "SentenceRules", "Word", "get", "normalise"]

_PRIMARY = {
    **dict.fromkeys(("en", "eng", "english"), "en"),
    **dict.fromkeys(("vi", "vie", "vn", "vietnamese"), "vi"),
    **dict.fromkeys(("zh", "zho", "chi", "cmn", "chinese"), "zh"),
    **dict.fromkeys(("hans", "chs", "sc", "gb"), "zh-Hans"),
    **dict.fromkeys(("hant", "cht", "tc", "big5"), "zh-Hant"),
}
_SCRIPT = {
    **dict.fromkeys(("hans", "chs"), "zh-Hans"),
    **dict.fromkeys(("hant", "cht"), "zh-Hant"),
}
_REGION = {
    **dict.fromkeys(("cn", "sg", "my"), "zh-Hans"),
    **dict.fromkeys(("tw", "hk", "mo"), "zh-Hant"),
}
_CHOICE = "Use one of " + ", ".join(LANGS) + "."


def normalise(tag: str, default: str = "") -> str:
    """A language tag as people and files write it, as one of the product's four; case and ``_`` do not matter.

    ``zh`` alone names no script, so it is refused unless ``default`` says what it shall mean.

    >>> normalise("en-US"), normalise("zh_TW"), normalise("zh-CN"), normalise("CHT"), normalise("zh-Hans-HK")
    ('en', 'zh-Hant', 'zh-Hans', 'zh-Hant', 'zh-Hans')
    """
    subtags = tag.strip().replace("_", "-").lower().split("-")
    primary = _PRIMARY.get(subtags[0], "")
    if not primary:
        raise InputError("The language “{tag}” is not known.", _CHOICE, tag=tag)
    if primary != "zh":
        return primary
    for table in (_SCRIPT, _REGION):
        for subtag in subtags[1:]:
            if subtag in table:
                return table[subtag]
    if default:
        return default
    raise InputError(
        "“{tag}” does not say which Chinese script is meant.",
        "Say zh-Hans for Simplified or zh-Hant for Traditional Chinese.",
        tag=tag,
    )


@cache
def get(lang: str) -> Language:
    """The language of a code: ``en``, ``vi``, ``zh-Hans``, ``zh-Hant``, or ``zh`` for what both scripts share.

    >>> get("vi").name("vi"), get("zh-Hant").name("zh-Hant"), get("zh-Hans") is get("zh")
    ('Tiếng Việt', '繁體中文', True)
    """
    try:
        language: Language = registry.member(__name__, lang.split("-")[0], "LANGUAGE")
    except KeyError:
        raise InputError("The language “{lang}” is not known.", _CHOICE, lang=lang) from None
    return language
