"""A word that stands twice by accident: “the the”, “của của”, 彌補彌補; reduplication is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aligner.fold import simplified
from aligner.types import Span
from glossary.checks._base import Check, RowContext, located
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
ai ào ầm ẩm ấm âm bay bao bừng bé bồng buồn ba bon bừa cao chang chầm chăm chậm chốc chồm chút chua cười con
cùng cuồn chiều chung chuyên cứ dài dần dày dâng dịu dửng dồn dai dập đau đăm đầy đều đêm đen đỏ đùng đôi đời
đâu đó điều đằng đương giờ giây gần ghê gật hay hao hằng hăm hằm heo hây hoe hồng hơ hùng hờ ha he hi hì hôi hớn
im ken khăng khe khàn khẽ khư khóc khắp kìn kha lâu lầm lăm lần lẳng làng lanh lâng lẻ leo le lim long lớp lo lơ
luôn lúc lù lừ mãi màu mãn mê man mới mỗi mang mông mơ mờ ngay ngày ngấm ngầm ngắn người nâu nao năm nằm nằng
năng nức nặng nếp nơi nơm nghiêm nhà nhanh nhao nhẹ nhỏ nhè nhiều nhan nho nhơ nhớ nói oang oe om ong phân phơi
phất phăng phơn quanh quen ra rào rầm rành rần răm rộn rưng ríu run sáng sang sát say sâu sẽ se sù song suốt
sừng sờ tầng tất tăm tâm tấp tháng thao thẳng thấp thăm thênh thi thiết thình thoang thôi thơm thon thưa thường
tí tím tinh to tới tối trắng tràn trăm trên trơ trong trừng trùng tròn trơn từ từng tung tươi tự tuần tuôn ư ừ
ùn vài văng vàng vắt vui vừa vững vời vòng ù xa xanh xám xăm xin xinh xốp xôn xao xập xoành yên yêu ngùn nườm
phới tưng um bì lẽo ngoan sai thành sinh
""".split()  # noqa: SIM905
)
"""Syllables that Vietnamese doubles to soften, strengthen or spread a meaning."""

_CHINESE = frozenset(
    """
研究 讨论 考虑 商量 休息 锻炼 学习 了解 打听 收拾 准备 介绍 活动 检查 放松 感受 体验 尝试 分析 总结 比较 认识
教育 批评 表扬 安静 热闹 凉快 高兴 轻松 舒服 意思 见识 非常 很多 许多 好多 一个 一步 一遍 一次 一点 一层 一代
一件 一项 一家 一座 一条 一位 哈哈 呵呵 嘿嘿 谢谢 再见 加油 多少 什么 是否 年年 天天 一年 一天 一圈 一批 一片
一张 一页 一笔 一块 一排 一群 一阵 一声 一口 一句 一段 一串 咨询 关心 帮助 照顾 整理 打扫 沟通 交流 反省 庆祝
思考 回忆 观察 练习 享受 清醒 冷静 痛快
""".split()  # noqa: SIM905
)
"""Two-character words that Chinese doubles: verbs done a little, measures one by one."""

_WORDS = regex.compile(r"(?<![\p{L}\p{N}'’-])(\p{L}+(?: \p{L}+)?)( )\1(?![\p{L}\p{N}'’-])", regex.IGNORECASE)
_HAN = regex.compile(r"((?:(?!\p{N})\p{Han}){2,5})\1")
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


def _pairs(text: str, lang: str) -> Iterator[Span]:
    """The spans of doubled words, both copies included."""
    if lang.startswith("zh"):
        plain = simplified(text)
        for match in _HAN.finditer(plain):
            unit = match[1]
            if unit not in _CHINESE and len(set(unit)) > 1 and unit[0] not in "最好很太真更超":
                yield Span(*match.span())
        for match in _PARTICLES.finditer(plain):
            if _apart(plain, match.start()):
                yield Span(*match.span())
        return
    spoken = _ENGLISH if lang == "en" else _VIETNAMESE
    for match in _WORDS.finditer(text):
        unit = match[1]
        single = " " not in unit
        if single and (unit.casefold() in spoken or len(unit) == 1):
            continue
        if all(word[0].isupper() for word in match[0].split()):
            continue
        yield Span(*match.span())


def _of_row(row: RowContext) -> Iterator[Finding]:
    for lang in row.filled:
        text = row.texts[lang]
        for span in _pairs(text, lang):
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
