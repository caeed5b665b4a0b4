"""A word that stands twice by accident: “the the”, “của của”, 彌補彌補; reduplication is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aligner.fold import place_tones, simplified
from aligner.lang.vi import STOP_WORDS
from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
from glossary.checks._coverage import read
from glossary.types import Finding, Severity

_ENGLISH = frozenset(
    """
had that very no so bye ha hey yeah yes really many blah wah knock tut now there never on long far well please
more go big deep much oh hear what that's night boo hush pom chop dum tick ding bla la na da ra yo plus
""".split()  # noqa: SIM905
)
"""English words that people do say twice."""

_VIETNAMESE = frozenset(
    """
ào ầm ẩm ấm âm bao bừng bé bồng buồn bon bừa chang chầm chăm chậm chốc chồm chút chua cười cuồn chiều chung dài dần
dày dâng dịu dửng dồn dai dập đau đăm đều đêm đen đỏ đùng đời đâu đằng giây ghê gật hay hao hằng hăm hằm heo hây hoe
hồng hờ ha he hi hì hôi hớn im ken khăng khe khàn khẽ khư khóc khắp kìn kha lâu lầm lăm lẳng làng lanh lâng lẻ leo
le lim long lơ luôn lù lừ mãi màu mê man mỗi mông mơ mờ ngấm ngầm ngắn nâu nao nằm nằng nức nặng nếp nơi nơm
nghiêm nhanh nhao nhẹ nhỏ nhè nhan nho nhơ nhớ oang oe om ong phơi phất phăng phơn quanh quen rào rầm rành rần răm
rộn rưng ríu run sai sáng sang say sâu se sù song suốt sừng sờ tầng tất tăm tâm tấp thẳng thấp thênh thình thoang thôi
thơm thon thưa thường tí tím tinh to tối trắng tràn trơ trùng tròn trơn tươi tuần tuôn ư ừ ùn vài văng vắt vui vừa
vững vời vòng ù xa xanh xám xăm xin xinh xốp xôn xao xập xoành yên yêu ngùn nườm tưng lẽo ngoan
""".split()  # noqa: SIM905
)
"""Syllables that Vietnamese doubles to soften, strengthen or spread a meaning."""

_SOMETIMES = {
    "ai": regex.compile(r"\A (?:cũng|đều|đã|biết|mà)"),
    "mới": regex.compile(r"\A(?: mẻ|[.,])"),
    "người": regex.compile(r"\A(?:,? nhà nhà| đều| cũng| lớp lớp| đổ)\b"),
    "chỉ": regex.compile(r"\A (?:định|ra|dẫn|thị|huy|trích|đạo|đường|tay)\b"),
}
"""Syllables that are doubled in certain places alone, by what follows them."""
_MEANING = {
    "từ": regex.compile(r"slow|gradual|little|step|gentl|calm|eas(?:y|ily)", regex.IGNORECASE),
    "ngày": regex.compile(r"\bdays?\b|daily|every|always", regex.IGNORECASE),
}
"""Syllables that mean something of their own when doubled, and how English says it."""

_TRIED = frozenset(
    """
研究 讨论 考虑 商量 休息 锻炼 学习 了解 打听 收拾 准备 介绍 活动 检查 放松 感受 体验 尝试 分析 总结 比较 认识
教育 批评 表扬 安静 热闹 凉快 高兴 轻松 舒服 意思 见识 咨询 关心 帮助 照顾 整理 打扫 沟通 交流 反省 庆祝
思考 回忆 观察 练习 享受 清醒 冷静 痛快
""".split()  # noqa: SIM905
)
"""Two-character words that Chinese doubles for doing a thing a little, after whoever does it or is to do it."""
_WHO_TRIES = tuple("好来去多要得该想先再请们我你他她咱帮让家")

_STRESSED = frozenset("非常 许多 什么 多少 是否 真的 年年 天天".split())  # noqa: SIM905
"""Words that are doubled for stress or for one after the other, as the other language then shows."""
_STRESS_TOO = regex.compile(
    r"\b(\w+),? (?:(?:by|after|and|upon|to|on|or) )?\1\b|\b(?:each|every|gradual|repeated|incremental|extreme|"
    r"incredibl|enormous|individual)",
    regex.IGNORECASE,
)
_SPOKEN = frozenset("哈呵嘿嘻啊呀嗯哦噢喔喂咚叮当铃嘀滴答哇呜嗷汪喵咩吱咯咕噜轰隆砰啪谢好对是不拜")
"""Characters that stand four times and more in speech and noise."""

_NEAR = 100
"""Characters before and after a doubled word that are looked at: the words beside it."""
_WORDS = regex.compile(r"(?<![\p{L}\p{N}'’-])(\p{L}+(?: \p{L}+)?)( )\1(?![\p{L}\p{N}'’-])", regex.IGNORECASE)
_NEXT, _LAST = regex.compile(r" (\p{L}+)"), regex.compile(r"(\p{L}+) \Z")
_DOUBLED_TOO = regex.compile(r",? (\p{L}+) \1(?!\p{L})", regex.IGNORECASE)
_DOUBLED_BEFORE = regex.compile(r"(?<!\p{L})(\p{L}+) \1,? \Z", regex.IGNORECASE)
"""Another doubled word beside it: nói nói cười cười, người người nhà nhà."""
_HAN = regex.compile(r"((?:(?!\p{N})\p{Han}){2,8})\1")
_PARTICLES = regex.compile(
    "和和(?![美气睦顺])|是是(?!非)|(?<![目有标似别众是真])的的(?![确喀])|(?<!一目)了了(?![解之事结断])|"
    "([与但而就也把被从将于我他她它这那及并或很都已不以使让由])\\1"
)
"""Function characters that never stand twice, outside of set words (和和美美, 是是非非, 目的的)."""


def _apart(text: str, place: int) -> bool:
    """Whether the two characters at a place are words by themselves: 他/他, and not 可以/以."""
    import rjieba

    start = max(0, place - 8)
    position = start
    edges = set()
    for word in rjieba.cut(text[start : place + 10], False):
        position += len(word)
        edges.add(position)
    return place in edges | {start} and (place + 2 in edges)


def _pairs(row: RowContext, lang: str) -> Iterator[Span]:
    """The spans of doubled words, both copies included."""
    text = row.texts[lang]
    if lang.startswith("zh"):
        plain = simplified(text)
        for match in _HAN.finditer(plain):
            if not _meant(match[1], plain[max(0, match.start() - _NEAR) : match.start()], row):
                yield Span(*match.span())
        for match in _PARTICLES.finditer(plain):
            if _apart(plain, match.start()):
                yield Span(*match.span())
        return
    for match in _WORDS.finditer(text):
        if all(word[0].isupper() for word in match[0].split()):
            continue
        if not (_english(match[1]) if lang == "en" else _vietnamese(match, row)):
            yield Span(*match.span())


def _meant(unit: str, before: str, row: RowContext) -> bool:
    """Whether Chinese doubles a word on purpose: 研究研究, 一步一步, 哈哈哈哈."""
    if len(set(unit)) == 1:
        return unit[0] in _SPOKEN or len(unit) > 2
    if unit in _TRIED:
        return not before or before.endswith(_WHO_TRIES) or not before[-1].isalpha()
    if unit in _STRESSED or (unit[0] in "很太好超一" and len(unit) == 2):
        return "en" not in row.filled or _english_has(_STRESS_TOO, row)
    return len(unit) == 3 and unit[0] in "最很太好超真" and _is_chinese(unit[1:])


def _english(unit: str) -> bool:
    return " " not in unit and (unit.casefold() in _ENGLISH or len(unit) == 1)


def _vietnamese(match: regex.Match[str], row: RowContext) -> bool:
    """Whether Vietnamese doubles a word on purpose, or two words only meet: trở thành + thành viên, năm năm."""
    unit, text = match[1].casefold(), match.string
    if " " in unit:
        return unit.startswith(("từng ", "mỗi ", "càng ", "một "))
    after, before = text[match.end() : match.end() + _NEAR], text[max(0, match.start() - _NEAR) : match.start()]
    follower, leader = _NEXT.match(after), _LAST.search(before)
    begins = bool(follower and _is_word(f"{unit} {follower[1]}".casefold()))
    ends = bool(leader and _is_word(f"{leader[1]} {unit}".casefold()))
    if len(unit) == 1 or (unit in _VIETNAMESE and begins == ends):
        return True
    if unit in _SOMETIMES and _SOMETIMES[unit].search(after):
        return True
    if unit in _MEANING and _english_has(_MEANING[unit], row) == ("en" in row.filled):
        return True
    if unit == "năm":
        return row.filled == ("vi",) or _has_five(row)
    if _DOUBLED_TOO.match(after) or _DOUBLED_BEFORE.search(before):
        return True
    if not (leader and follower and begins and ends) or unit in STOP_WORDS:
        return False
    if (leader[1].casefold(), unit) == ("trở", "thành"):
        return True
    both = (f"{leader[1]} {unit}".casefold(), f"{unit} {follower[1]}".casefold())
    return "en" not in row.filled or all(_answered(word, row.texts["en"]) for word in both)


def _english_has(pattern: regex.Pattern[str], row: RowContext) -> bool:
    """Whether something stands in the row's English, which is looked through once for all words of the row."""
    key = (__name__, pattern)
    if key not in row.memo:
        row.memo[key] = bool(pattern.search(row.texts.get("en") or ""))
    return bool(row.memo[key])


def _has_five(row: RowContext) -> bool:
    """Whether another language of the row has a five."""
    key = (__name__, 5)
    if key not in row.memo:
        others = (lang for lang in row.filled if lang != "vi")
        row.memo[key] = any(5 in (found.low, found.high) for lang in others for found in row.quantities(lang))
    return bool(row.memo[key])


def _answered(word: str, english: str) -> bool:
    """Whether the English has one of the renderings of a Vietnamese word."""
    from aligner.lexicon import load

    text = read(english, "en")
    return any(map(text.has, load("vi", "en").translations(place_tones(word))))


def _is_chinese(word: str) -> bool:
    from aligner.lexicon import load

    return word in load("zh", "en")


def _is_word(key: str) -> bool:
    from aligner.lexicon import load

    key = place_tones(key)
    return key in load("vi", "zh") and key in load("vi", "en")


def _of_row(row: RowContext) -> Iterator[Finding]:
    for lang in row.filled:
        text = row.texts[lang]
        for span in _pairs(row, lang):
            twice = span.of(text)
            once = twice[: len(twice) // 2].strip()
            yield located(
                Finding(
                    "doubled-word",
                    Severity.WARNING,
                    row.index,
                    (lang,),
                    "“{word}” stands twice in a row.",
                    {"word": once},
                    suggestion=once,
                ),
                {lang: [span]},
                row.texts,
            )


CHECK = Check(
    "doubled-word",
    "Doubled word",
    "The same word stands twice in a row, which reduplication (xanh xanh, 漸漸, 研究研究) is not.",
    Severity.WARNING,
    of_row=_of_row,
)
