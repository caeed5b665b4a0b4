"""Units by their canonical name, and the dimension and size by which different units can be compared."""

from __future__ import annotations

from fractions import Fraction as F

SIZES: dict[str, tuple[str, F]] = {
    "m": ("length", F(1)), "mi": ("length", F(1609344, 1000)), "ft": ("length", F(3048, 10000)),
    "in": ("length", F(254, 10000)), "yd": ("length", F(9144, 10000)), "nmi": ("length", F(1852)),
    "li": ("length", F(500)), "ly": ("light-year", F(1)), "m2": ("area", F(1)), "ha": ("area", F(10000)),
    "km2": ("area", F(10**6)), "acre": ("area", F(40468564224, 10**7)), "mu": ("area", F(2000, 3)),
    "ft2": ("area", F(9290304, 10**8)), "mi2": ("area", F(2589988110336, 10**6)), "ping": ("area", F(400, 121)),
    "g": ("mass", F(1)), "t": ("mass", F(10**6)), "lb": ("mass", F(45359237, 10**5)),
    "oz": ("mass", F(28349523125, 10**9)), "jin": ("mass", F(500)), "st": ("mass", F(635029318, 10**5)),
    "l": ("volume", F(1)), "gal": ("volume", F(3785411784, 10**9)), "m3": ("volume", F(1000)),
    "bbl": ("oil", F(1)), "W": ("power", F(1)), "hp": ("power", F(7457, 10)), "Wh": ("energy", F(3600)),
    "J": ("energy", F(1)), "kcal": ("energy", F(4184)), "B": ("data", F(8)), "bit": ("data", F(1)),
    "Hz": ("frequency", F(1)), "V": ("voltage", F(1)), "A": ("current", F(1)), "Pa": ("pressure", F(1)),
    "km/h": ("speed", F(1)), "mph": ("speed", F(1609344, 10**6)),
    "year": ("time", F(36525, 100)), "month": ("time", F(36525, 1200)), "week": ("time", F(7)), "day": ("time", F(1)),
    "hour": ("time", F(1, 24)), "minute": ("time", F(1, 1440)), "second": ("time", F(1, 86400)),
}  # fmt: skip
"""Unit → dimension and size in the dimension's base unit (time in days, a year of 365.25)."""

TEMPERATURES: tuple[str, str] = ("°C", "°F")

DURATIONS: frozenset[str] = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})

CURRENCIES: frozenset[str] = frozenset(
    """
USD EUR GBP JPY CNY VND TWD HKD KRW INR AUD CAD SGD CHF RUB THB MYR IDR PHP BRL MXN ZAR SEK NOK DKK NZD
""".split()  # noqa: SIM905
)

SYMBOLS: dict[str, tuple[str, F]] = {
    "km": ("m", F(1000)), "m": ("m", F(1)), "cm": ("m", F(1, 100)), "mm": ("m", F(1, 1000)), "nm": ("m", F(1, 10**9)),
    "μm": ("m", F(1, 10**6)), "km²": ("km2", F(1)), "km2": ("km2", F(1)), "m²": ("m2", F(1)), "m2": ("m2", F(1)),
    "m³": ("m3", F(1)), "m3": ("m3", F(1)), "ha": ("ha", F(1)), "kg": ("g", F(1000)), "g": ("g", F(1)),
    "mg": ("g", F(1, 1000)), "lb": ("lb", F(1)), "lbs": ("lb", F(1)), "oz": ("oz", F(1)), "ft": ("ft", F(1)),
    "w": ("W", F(1)), "kw": ("W", F(10**3)), "mw": ("W", F(10**6)), "gw": ("W", F(10**9)), "tw": ("W", F(10**12)),
    "wh": ("Wh", F(1)), "kwh": ("Wh", F(10**3)), "mwh": ("Wh", F(10**6)), "gwh": ("Wh", F(10**9)),
    "twh": ("Wh", F(10**12)), "kb": ("B", F(10**3)), "mb": ("B", F(10**6)), "gb": ("B", F(10**9)),
    "tb": ("B", F(10**12)), "hz": ("Hz", F(1)), "khz": ("Hz", F(10**3)), "mhz": ("Hz", F(10**6)),
    "ghz": ("Hz", F(10**9)), "v": ("V", F(1)), "kv": ("V", F(10**3)), "km/h": ("km/h", F(1)), "kph": ("km/h", F(1)),
    "mph": ("mph", F(1)), "°c": ("°C", F(1)), "℃": ("°C", F(1)), "°f": ("°F", F(1)), "℉": ("°F", F(1)),
    "ml": ("l", F(1, 1000)), "l": ("l", F(1)), "kpa": ("Pa", F(10**3)), "mpa": ("Pa", F(10**6)),
    "usd": ("USD", F(1)), "eur": ("EUR", F(1)), "gbp": ("GBP", F(1)), "jpy": ("JPY", F(1)), "cny": ("CNY", F(1)),
    "rmb": ("CNY", F(1)), "vnd": ("VND", F(1)), "vnđ": ("VND", F(1)), "twd": ("TWD", F(1)), "hkd": ("HKD", F(1)),
    "€": ("EUR", F(1)), "£": ("GBP", F(1)), "$": ("USD", F(1)), "đ": ("VND", F(1)),
}  # fmt: skip
"""Unit signs that all languages share, in lower case (MW and mW fall together: nobody writes of milliwatts)."""

SIGNS: dict[str, str] = {
    "$": "USD", "us$": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD",
    "s$": "SGD", "nz$": "NZD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₫": "VND", "₹": "INR", "rmb": "CNY",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "cny": "CNY", "vnd": "VND", "twd": "TWD", "hkd": "HKD",
}  # fmt: skip
"""Currency marks that stand before the amount. A bare ¥ is yen or yuan; ``compare`` takes either."""

PREFIXES: dict[str, F] = {
    "": F(1), "kilo": F(10**3), "mega": F(10**6), "giga": F(10**9), "tera": F(10**12), "centi": F(1, 100),
    "milli": F(1, 1000), "micro": F(1, 10**6), "nano": F(1, 10**9),
}  # fmt: skip


def kind_of(unit: str) -> str:
    """The kind of a quantity in this unit."""
    if unit in ("%", "pp"):
        return "percent"
    if unit in CURRENCIES:
        return "money"
    if unit == "pt":
        return "number"
    return "duration" if unit in DURATIONS else "measure" if unit else "number"
