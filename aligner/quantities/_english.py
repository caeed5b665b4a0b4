"""The English vocabulary of quantities: numerals, scales, months, units."""

from __future__ import annotations

from fractions import Fraction as F

from aligner.quantities._units import PREFIXES, SYMBOLS

UNITS = {
    word: value
    for value, word in enumerate(
        """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()  # noqa: SIM905
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {
    "hundred": F(100), "thousand": F(10**3), "million": F(10**6), "billion": F(10**9), "trillion": F(10**12),
    "dozen": F(12), "bn": F(10**9), "tn": F(10**12), "mn": F(10**6), "m": F(10**6), "b": F(10**9), "k": F(10**3),
}  # fmt: skip
ORDINALS = {
    word: value
    for value, word in enumerate(
        """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth
""".split(),  # noqa: SIM905
        1,
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        [
            "twentieth",
            "thirtieth",
            "fortieth",
            "fiftieth",
            "sixtieth",
            "seventieth",
            "eightieth",
            "ninetieth",
            "hundredth",
        ],
        2,
    )
}
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], 1)
}
VAGUE = {
    "tens": (10, 100), "dozens": (12, 100), "scores": (20, 100), "hundreds": (100, 1000), "thousands": (1000, 10**6),
    "millions": (10**6, 10**9), "billions": (10**9, 10**12), "trillions": (10**12, 10**15),
    "decades": (10, 100), "centuries": (100, 1000), "millennia": (1000, 10**4),
}  # fmt: skip
_NAMED = {
    "percent": ("%", F(1)), "per cent": ("%", F(1)), "%": ("%", F(1)), "percentage point": ("pp", F(1)),
    "percentage points": ("pp", F(1)), "dollar": ("USD", F(1)), "dollars": ("USD", F(1)), "euro": ("EUR", F(1)),
    "cents": ("USD", F(1, 100)), "euros": ("EUR", F(1)), "pounds sterling": ("GBP", F(1)), "yuan": ("CNY", F(1)),
    "renminbi": ("CNY", F(1)), "yen": ("JPY", F(1)), "dong": ("VND", F(1)), "won": ("KRW", F(1)),
    "rupees": ("INR", F(1)), "us dollars": ("USD", F(1)), "u.s. dollars": ("USD", F(1)),
    "american dollars": ("USD", F(1)), "hong kong dollars": ("HKD", F(1)), "taiwan dollars": ("TWD", F(1)),
    "pounds": ("lb", F(1)), "pound": ("lb", F(1)), "mile": ("mi", F(1)), "miles": ("mi", F(1)),
    "feet": ("ft", F(1)), "foot": ("ft", F(1)), "inch": ("in", F(1)), "inches": ("in", F(1)), "yards": ("yd", F(1)),
    "yard": ("yd", F(1)), "micron": ("m", F(1, 10**6)), "microns": ("m", F(1, 10**6)),
    "square miles": ("mi2", F(1)), "square feet": ("ft2", F(1)), "square foot": ("ft2", F(1)),
    "square meters": ("m2", F(1)), "square metres": ("m2", F(1)), "square kilometers": ("km2", F(1)),
    "square kilometres": ("km2", F(1)), "cubic meters": ("m3", F(1)), "cubic metres": ("m3", F(1)),
    "acre": ("acre", F(1)), "acres": ("acre", F(1)), "hectare": ("ha", F(1)), "hectares": ("ha", F(1)),
    "ton": ("t", F(1)), "tons": ("t", F(1)), "tonne": ("t", F(1)), "tonnes": ("t", F(1)),
    "metric tons": ("t", F(1)), "ounce": ("oz", F(1)), "ounces": ("oz", F(1)), "gallons": ("gal", F(1)),
    "gallon": ("gal", F(1)), "barrels": ("bbl", F(1)), "stone": ("st", F(1)), "light-years": ("ly", F(1)),
    "horsepower": ("hp", F(1)), "calories": ("kcal", F(1)), "miles per hour": ("mph", F(1)),
    "miles an hour": ("mph", F(1)), "kilometers per hour": ("km/h", F(1)), "kilometres per hour": ("km/h", F(1)),
    "degrees celsius": ("°C", F(1)), "degrees fahrenheit": ("°F", F(1)), "bit": ("bit", F(1)), "bits": ("bit", F(1)),
    "year": ("year", F(1)), "years": ("year", F(1)), "decade": ("year", F(10)), "decades": ("year", F(10)),
    "century": ("year", F(100)), "centuries": ("year", F(100)), "millennium": ("year", F(1000)),
    "millennia": ("year", F(1000)), "month": ("month", F(1)), "months": ("month", F(1)), "week": ("week", F(1)),
    "weeks": ("week", F(1)), "fortnight": ("week", F(2)), "day": ("day", F(1)), "days": ("day", F(1)),
    "hour": ("hour", F(1)), "hours": ("hour", F(1)), "hrs": ("hour", F(1)), "minute": ("minute", F(1)),
    "minutes": ("minute", F(1)), "mins": ("minute", F(1)), "seconds": ("second", F(1)), "times": ("×", F(1)),
    "fold": ("×", F(1)), "x": ("×", F(1)), "weekend": ("", F(1)), "point": ("pt", F(1)), "points": ("pt", F(1)),
}  # fmt: skip
_BASES = {
    "watt-hour": "Wh", "watt hour": "Wh", "watthour": "Wh", "watt": "W", "meter": "m", "metre": "m", "gram": "g",
    "gramme": "g", "liter": "l", "litre": "l", "byte": "B", "volt": "V", "joule": "J", "ampere": "A", "amp": "A",
}  # fmt: skip
NAMES: dict[str, tuple[str, F]] = {
    **SYMBOLS, **{p + b + s: (u, f) for p, f in PREFIXES.items() for b, u in _BASES.items() for s in ("", "s")},
    **{p + "hertz": ("Hz", f) for p, f in PREFIXES.items()}, **_NAMED,
}  # fmt: skip
NAMES["kilo"] = NAMES["kilos"] = ("g", F(1000))
SINGLE = frozenset("mglvw$đ")
