"""Languages as other programs name them: tags, English names, names in the language itself, ``Chinese (Taiwan)``."""

from __future__ import annotations

from functools import cache

import regex

from aligner.errors import InputError

_TAG = regex.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_REGION = regex.compile(r"[-_]([A-Z]{2})(?=[-_]|$)", regex.IGNORECASE)
_NAMES = {
    "en": ("english", "tiếng anh", "tieng anh", "英文", "英语", "英語"),
    "vi": ("vietnamese", "tiếng việt", "tieng viet", "越南语", "越南語", "越南文", "越文"),
    "zh": ("chinese", "mandarin", "tiếng trung", "tiếng hoa", "tieng trung", "中文", "汉语", "漢語", "华语", "華語"),
}
_HANT = ("traditional", "hant", "taiwan", "hong kong", "hongkong", "macau", "macao", "phồn thể", "繁", "正體", "cht")
_HANS = ("simplified", "hans", "prc", "china", "mainland", "singapore", "giản thể", "简", "簡", "chs")
_PLACE_IN_TAG = regex.compile(r"[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?[-_]([A-Za-z]{2})")
_REGIONS = {
    "taiwan": "TW",
    "china": "CN",
    "prc": "CN",
    "vietnam": "VN",
    "viet nam": "VN",
    "hong kong": "HK",
    "hongkong": "HK",
    "macau": "MO",
    "macao": "MO",
    "singapore": "SG",
    "united states": "US",
    "unitedstates": "US",
    "united kingdom": "GB",
    "unitedkingdom": "GB",
}
_USUAL = {"zh-Hans": "CN", "zh-Hant": "TW"}
CHINESE = "zh"
"""Chinese of a script that is not said: each term's own characters have to tell."""


@cache
def language_of(name: str) -> tuple[str, str] | None:
    """The language and the region that a tag or name means, or nothing when it is none of the product's.

    Regions that merely say the script (``zh-TW`` for Traditional) are not taken for regions.

    >>> language_of("zh_TW"), language_of("Chinese (Hong Kong)"), language_of("en-US"), language_of("zh-Hant-TW")
    (('zh-Hant', ''), ('zh-Hant', 'HK'), ('en', 'US'), ('zh-Hant', 'TW'))
    >>> language_of("Vietnamese"), language_of("zh"), language_of("fr")
    (('vi', ''), ('zh', ''), None)
    """
    name = name.strip()
    if _TAG.fullmatch(name):
        found = _by_tag(name)
        if found:
            return found
    return _by_name(name.lower().replace("_", " "))


def _by_tag(tag: str) -> tuple[str, str] | None:
    from aligner.lang import normalise

    try:
        lang = normalise(tag, default=CHINESE)
    except InputError:
        return None
    region = _REGION.search(tag)
    said = region[1].upper() if region else ""
    scripted = regex.search(r"[-_]han[st]\b", tag, regex.IGNORECASE)
    return lang, "" if said == _USUAL.get(lang) and not scripted else said


def _by_name(name: str) -> tuple[str, str] | None:
    lang = next((lang for lang, names in _NAMES.items() if any(name.startswith(known) for known in names)), "")
    if not lang and any(sign in name for sign in ("繁體", "繁体", "简体", "簡體", "正體")):
        lang = CHINESE
    if not lang:
        return None
    region = next((code for word, code in _REGIONS.items() if word in name and code not in ("CN", "TW", "VN")), "")
    if lang == CHINESE:
        if any(word in name for word in _HANT):
            lang = "zh-Hant"
        elif any(word in name for word in _HANS):
            lang = "zh-Hans"
    return lang, region


def region_of(text: str) -> str | None:
    """A region as a code of two letters, empty when there is none, or nothing when the text is not understood."""
    if not text or (len(text) == 2 and text.isascii() and text.isalpha()):
        return text.upper()
    if found := _PLACE_IN_TAG.fullmatch(text):
        return str(found[1]).upper()
    return _REGIONS.get(text.lower())
