"""Numbers, times and dates as the language of the interface writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from babel.dates import format_date, format_time, format_timedelta, get_datetime_format
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from flask_babel import get_domain, get_locale


def number(value: float) -> str:
    """A number with the marks of its language: 12,000 or 12.000."""
    return str(format_decimal(value, locale=_locale()))


def ngettext(singular: str, plural: str, num: int, **variables: object) -> str:
    """A message about a number of things, in the interface's language, the number written as that language does."""
    found = get_domain().get_translations().ungettext(singular, plural, num)
    return str(found % {"num": number(num), **variables})


def rate(value: float) -> str:
    """A number with one digit after the mark, so that several stand in line: 0.8 or 0,8."""
    return str(format_decimal(value, "0.0", locale=_locale()))


def percent(part: float) -> str:
    """A part of one as whole percent."""
    return str(format_percent(part, locale=_locale()))


def duration(seconds: float) -> str:
    """A time in its largest unit, rounded: 12 seconds, 3 minutes."""
    return str(format_timedelta(timedelta(seconds=max(round(seconds), 1)), threshold=1.5, locale=_locale()))


def size(length: int) -> str:
    """How large a file is: 812 kB, 3.4 MB."""
    unit, count = ("digital-kilobyte", length / 1e3) if length < 1e6 else ("digital-megabyte", length / 1e6)
    shown = round(max(count, 0.1), 0 if count >= 100 else 1)
    return str(format_unit(shown, unit, "short", locale=_locale()))


def moment(time: str) -> str:
    """A time of the store (UTC, ISO 8601) as date, hour and minute of this machine's zone; empty for none."""
    if not time:
        return ""
    here, locale = _here(time), _locale()
    form = str(get_datetime_format("medium", locale=locale))
    hour, date = format_time(here, "short", locale=locale), format_date(here, "medium", locale=locale)
    return form.replace("'", "").format(hour, date).replace("\u202f", "\u00a0")


def day(time: str) -> str:
    """The same as a date alone."""
    return str(format_date(_here(time), "medium", locale=_locale())) if time else ""


def _here(time: str) -> datetime:
    then = datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return then.astimezone().replace(tzinfo=None)


def _locale() -> str:
    return str(get_locale() or "en")
