"""The interface's own languages: chosen by cookie, else by what the browser prefers."""

from __future__ import annotations

import regex
from flask import Flask, current_app, request
from flask_babel import Babel, get_domain, get_locale
from markupsafe import Markup

from aligner.detect import detect
from aligner.types import LANGS
from web import words
from web.figures import number

LOCALES = {"en": "en", "vi": "vi", "zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant"}
COOKIE = "doichieu-language"
THEME = "doichieu-theme"
THEMES = ("auto", "light", "dark")
ALIASES = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-my": "zh-Hans"} | dict.fromkeys(
    ("zh-tw", "zh-hk", "zh-mo"), "zh-Hant"
)
LOOKED_AT = 500
"""So many characters tell in which language something is written."""
_HAN = regex.compile(r"\p{Han}")
SHORT = {"en": "EN", "vi": "VI", "zh-Hans": "简", "zh-Hant": "繁"}


def install(app: Flask) -> None:
    """Make the application speak four languages, and its templates know which."""
    Babel(
        app, locale_selector=lambda: LOCALES[chosen()], default_translation_directories=f"{app.root_path}/translations"
    )
    app.jinja_env.globals.update(
        LANGS=LANGS,
        LANGUAGE_NAMES=words.LANGUAGE_NAMES,
        SHORT_NAMES=SHORT,
        interface=interface,
        theme=theme,
        words=words,
        ngettext=_counted,
        tongue=tongue,
    )


def tongue(text: str) -> Markup:
    """The ``lang`` of words whose language nobody noted, as an attribute; empty where it is the page's, or uncertain.

    Chinese characters get a script in any case, so that they are drawn and read as Chinese.
    """
    found = detect(text[:LOOKED_AT])
    lang = found.lang if found.confidence >= 0.5 else ""
    if not lang and _HAN.search(text):
        lang = interface() if interface().startswith("zh") else found.lang or "zh-Hans"
    return Markup(' lang="{}"').format(lang) if lang and lang != interface() else Markup()


def _counted(singular: str, plural: str, num: int, **variables: object) -> Markup:
    """A message about a number of things, for a page: escaped, and the number as its language writes it."""
    found = get_domain().get_translations().ungettext(singular, plural, num)
    return Markup(found) % {"num": number(num), **variables}  # noqa: S704  (the words are the catalogue's)


def cookie_name(name: str) -> str:
    """What a cookie is called: over https by a name that binds it to this host and to https."""
    return f"__Host-{name}" if current_app.config["DOICHIEU"].secure else name


def interface() -> str:
    """The language of the page that is being made, as ``lang`` attributes write it."""
    return next((lang for lang, locale in LOCALES.items() if locale == str(get_locale())), "en")


def chosen() -> str:
    """The interface language for this request: the cookie's, else the first of the browser's that there is."""
    cookie = request.cookies.get(cookie_name(COOKIE), "")
    if cookie in LOCALES:
        return cookie
    return preferred([tag for tag, quality in request.accept_languages if quality > 0])


def preferred(tags: list[str]) -> str:
    """The first of a browser's languages that the interface has; English else.

    >>> preferred(["fr", "zh-HK", "en"]), preferred(["vi-VN"]), preferred(["zh"]), preferred(["de"])
    ('zh-Hant', 'vi', 'zh-Hans', 'en')
    """
    for tag in tags:
        low = tag.lower().replace("_", "-")
        for lang in LOCALES:
            if low == lang.lower() or low.startswith(lang.lower() + "-"):
                return lang
        if low in ALIASES:
            return ALIASES[low]
    return "en"


def theme() -> str:
    """The colours that this browser asked for: auto, light or dark."""
    cookie = request.cookies.get(cookie_name(THEME), "auto")
    return cookie if cookie in THEMES else "auto"
