"""The Vietnamese vocabulary of quantities: numerals, scales, months, units."""

from __future__ import annotations

from fractions import Fraction as F

from aligner.quantities._units import PREFIXES, SYMBOLS

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
SCALES = {
    "chục": F(10), "tá": F(12), "trăm": F(100), "nghìn": F(10**3), "ngàn": F(10**3), "vạn": F(10**4),
    "triệu": F(10**6), "tỷ": F(10**9), "tỉ": F(10**9),
}  # fmt: skip
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6}
_NAMED = {
    "%": ("%", F(1)), "phần trăm": ("%", F(1)), "điểm phần trăm": ("pp", F(1)), "điểm %": ("pp", F(1)),
    "đô la": ("USD", F(1)), "đô-la": ("USD", F(1)), "đôla": ("USD", F(1)), "đô la mỹ": ("USD", F(1)),
    "đô-la mỹ": ("USD", F(1)), "đô": ("USD", F(1)), "mỹ kim": ("USD", F(1)), "xu": ("USD", F(1, 100)),
    "đô la úc": ("AUD", F(1)), "đô la hồng kông": ("HKD", F(1)), "đô la đài loan": ("TWD", F(1)),
    "euro": ("EUR", F(1)), "ơ-rô": ("EUR", F(1)), "bảng anh": ("GBP", F(1)), "bảng": ("GBP", F(1)),
    "nhân dân tệ": ("CNY", F(1)), "tệ": ("CNY", F(1)), "yên": ("JPY", F(1)), "yen": ("JPY", F(1)),
    "đồng": ("VND", F(1)), "won": ("KRW", F(1)), "rupee": ("INR", F(1)),
    "mét": ("m", F(1)), "ki-lô-mét": ("m", F(1000)), "kilômét": ("m", F(1000)), "kilomet": ("m", F(1000)),
    "ki lô mét": ("m", F(1000)), "cây số": ("m", F(1000)), "hải lý": ("nmi", F(1)), "xen-ti-mét": ("m", F(1, 100)),
    "xentimét": ("m", F(1, 100)), "centimet": ("m", F(1, 100)), "milimét": ("m", F(1, 1000)), "dặm": ("mi", F(1)),
    "feet": ("ft", F(1)), "foot": ("ft", F(1)), "inch": ("in", F(1)), "inches": ("in", F(1)),
    "yard": ("yd", F(1)), "micromet": ("m", F(1, 10**6)), "micrômét": ("m", F(1, 10**6)),
    "micrô mét": ("m", F(1, 10**6)), "micron": ("m", F(1, 10**6)), "nanomet": ("m", F(1, 10**9)),
    "nanomét": ("m", F(1, 10**9)), "thước": ("m", F(1)), "mét vuông": ("m2", F(1)),
    "ki-lô-mét vuông": ("km2", F(1)),
    "kilômét vuông": ("km2", F(1)), "km vuông": ("km2", F(1)), "m vuông": ("m2", F(1)), "dặm vuông": ("mi2", F(1)),
    "feet vuông": ("ft2", F(1)), "bộ vuông": ("ft2", F(1)), "foot vuông": ("ft2", F(1)), "mét khối": ("m3", F(1)),
    "héc ta": ("ha", F(1)), "hécta": ("ha", F(1)), "hecta": ("ha", F(1)), "héc-ta": ("ha", F(1)),
    "mẫu anh": ("acre", F(1)), "mẫu": ("acre", F(1)), "acre": ("acre", F(1)), "gam": ("g", F(1)),
    "gram": ("g", F(1)), "ki-lô-gam": ("g", F(1000)), "kilôgam": ("g", F(1000)), "kilogam": ("g", F(1000)),
    "cân": ("g", F(1000)), "ký": ("g", F(1000)), "tấn": ("t", F(1)), "pound": ("lb", F(1)), "cân anh": ("lb", F(1)),
    "ounce": ("oz", F(1)), "lít": ("l", F(1)), "gallon": ("gal", F(1)), "thùng": ("", F(1)),
    "mã lực": ("hp", F(1)), "độ c": ("°C", F(1)), "độ f": ("°F", F(1)), "độ celsius": ("°C", F(1)),
    "km/giờ": ("km/h", F(1)), "dặm/giờ": ("mph", F(1)), "dặm một giờ": ("mph", F(1)), "năm ánh sáng": ("ly", F(1)),
    "năm": ("year", F(1)), "tuổi": ("year", F(1)), "thập kỷ": ("year", F(10)), "thập kỉ": ("year", F(10)),
    "thập niên": ("year", F(10)), "thế kỷ": ("year", F(100)), "thế kỉ": ("year", F(100)),
    "thiên niên kỷ": ("year", F(1000)), "tháng": ("month", F(1)), "tuần": ("week", F(1)), "ngày": ("day", F(1)),
    "giờ": ("hour", F(1)), "tiếng": ("hour", F(1)), "tiếng đồng hồ": ("hour", F(1)), "giờ đồng hồ": ("hour", F(1)),
    "phút": ("minute", F(1)), "giây": ("second", F(1)), "lần": ("×", F(1)), "tuần lễ": ("week", F(1)),
    "hôm": ("day", F(1)), "quý": ("month", F(3)), "điểm": ("pt", F(1)),
}  # fmt: skip
_BASES = {
    "watt giờ": "Wh", "watt-giờ": "Wh", "watt": "W", "oát": "W", "oát giờ": "Wh", "byte": "B", "hertz": "Hz",
    "héc": "Hz", "volt": "V", "vôn": "V", "jun": "J", "ampe": "A",
}  # fmt: skip
NAMES: dict[str, tuple[str, F]] = {
    **SYMBOLS, **{prefix + base: (unit, size) for prefix, size in PREFIXES.items() for base, unit in _BASES.items()},
    **_NAMED,
}  # fmt: skip
WAVERING = frozenset({"mẫu", "xu", "bảng", "cân", "thước", "ký", "đồng", "tiếng", "hôm", "quý"})
"""Units that mostly mean something else after a lone *một*: một bảng is a table."""
SINGLE = frozenset("mglvw$đ")
FIVE = "ɲăm"
"""What stands for ``năm`` in the text that rules see where a scale or a unit follows: there it is mostly five."""
UNITS[FIVE] = MONTHS[FIVE] = 5
WEEKDAYS[FIVE] = WEEKDAYS["năm"]
NAMES[FIVE] = NAMES["năm"]
