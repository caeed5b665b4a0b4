"""Chinese in both scripts: words cut by jieba on the Simplified form, Latin words and numbers kept whole."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from aligner.fold import fold, simplified
from aligner.lang._base import Form, Language, Quotes, SentenceRules, Word, word_list
from aligner.lang.en import LANGUAGE as _ENGLISH
from aligner.lang.en import stem
from aligner.types import Span

_RUN = regex.compile(
    r"(?P<han>\p{Han}+)"
    r"|(?<!\p{Latin})(?:\p{Latin}[.．]){2,}\p{Latin}?(?!\p{Latin})"
    r"|\p{N}+(?:[.,．，]\p{N}+)+(?!\p{Latin})"
    r"|(?:(?!\p{Han})[\p{L}\p{N}])(?:(?!\p{Han})[\p{L}\p{M}\p{N}])*"
    r"(?:['’\-‐‑](?:(?!\p{Han})[\p{L}\p{N}])(?:(?!\p{Han})[\p{L}\p{M}\p{N}])*)*"
)
_HAN = regex.compile(r"\p{Han}")


@cache
def _jieba() -> Any:
    import rjieba

    return rjieba  # with the dictionary that it has loaded by now: another Jieba would load it again


def cut(text: str) -> list[Word]:
    """Chinese words with their places in the original text, whichever script it is in; keys are Simplified.

    >>> [word.key for word in cut("合肥的產業集羣，在U.S.投資3.5億美元")]
    ['合肥', '的', '产业', '集群', '在', 'usa', '投资', '3.5', '亿', '美元']
    """
    simple = simplified(text)
    jieba = _jieba()
    words = []
    for match in _RUN.finditer(simple):
        place = match.start()
        if match.lastgroup == "han":
            for word in jieba.cut(match[0]):
                if len(word) > 2 and word[0] in "万亿兆" and word[-1] == "元":
                    words.append(Word(text[place], Span(place, place + 1), word[0], True))
                    place, word = place + 1, word[1:]
                stop = place + len(word)
                words.append(Word(text[place:stop], Span(place, stop), word, word not in STOP_WORDS))
                place = stop
        else:
            key = fold(match[0], "zh").text
            words.append(Word(text[place : match.end()], Span(*match.span()), stem(key), True))
    return words


def spellings(text: str) -> list[str]:
    """The words as ``cut`` finds them, in Simplified characters; 亿美元 is still one.

    >>> spellings("產業集羣投資3.5億美元")
    ['产业', '集群', '投资', '3.5', '亿美元']
    """
    jieba = _jieba()
    found: list[str] = []
    for match in _RUN.finditer(simplified(text)):
        if match.lastgroup == "han":
            found += jieba.cut(match[0])
        else:
            found.append(match[0])
    return found


def forms(spelling: str) -> tuple[Form, ...]:
    """The matching forms of a spelling: two for an amount that the word cutter took for one word."""
    if not _HAN.match(spelling):
        return (Form(stem(fold(spelling, "zh").text), True),)
    if len(spelling) > 2 and spelling[0] in "万亿兆" and spelling[-1] == "元":
        return (Form(spelling[0], True), Form(spelling[1:], spelling[1:] not in STOP_WORDS))
    return (Form(spelling, spelling not in STOP_WORDS),)


STOP_WORDS = word_list("""
    的 了 着 过 地 得 之 乎 者 也 矣 吗 呢 吧 啊 呀 嘛 么 哦 罢 罢了 而已 等 等等 所 以 于 而 且 与 和 及 以及 或 或者
    并 并且 而且 不仅 不但 不只 还 还是 还有 也是 又 再 都 就 就是 便 才 却 则 乃 即 即使 尽管 虽 虽然 但 但是 不过
    然而 可是 只是 因 因为 因此 因而 所以 由于 由 由此 于是 从而 以便 以免 为 为了 为着 如 如果 若 假如 要是 只要 只有
    除非 除了 除 无论 不论 不管 在 是 有 把 被 让 使 使得 给 对 对于 关于 向 往 朝 从 自 自从 到 至 至于 当 当中 按
    按照 根据 据 依 依照 通过 经 经过 随 随着 沿 沿着 跟 同 同样 比 像 好像 似乎 似的 一样 一般 这 那 此 该 其 某 各
    每 每个 这个 那个 这些 那些 这样 那样 这种 那种 这里 那里 这么 那么 什么 怎么 怎样 如何 为何 为什么 哪 哪些 哪个
    哪里 谁 多少 几 我 你 您 他 她 它 我们 你们 他们 她们 它们 咱 咱们 自己 自身 本身 其他 其它 其余 其中 其实 之一
    之间 之后 之前 之下 之上 之中 之外 以外 以内 以来 以上 以下 上 下 中 里 内 外 前 后 间 时 时候 一 一个 一些 一种
    一直 一旦 一定 有些 有的 有关 另 另外 另一 另一个 此外 同时 然后 接着 首先 其次 最后 最终 甚至 甚至于 乃至 尤其
    特别 特别是 尤其是 例如 比如 譬如 正如 即便 与其 宁可 何况 况且 反而 反之 否则 总之 换言之 也就是说 不 没 没有 无
    非 未 别 勿 不是 并非 很 非常 十分 更 更加 最 较 比较 太 极 极其 相当 越 越来越 已 已经 曾 曾经 正 正在 将 将会 会
    能 能够 可 可以 可能 应 应该 应当 须 必须 需 需要 要 想 愿 愿意 来 去 起来 下来 上来 出来 过来 过去 下去 上去 起
    出 进 进行 个 种 些 点 次 只 仅 仅仅 几乎 大约 约 左右 究竟 到底 难道 岂 何 竟 竟然 居然 果然 仍 仍然 依然 始终 刚
    刚刚 立即 马上 往往 常 常常 经常 有时 偶尔 再次 重新 互相 相互 彼此 双方 以至 以致 致使 令 叫 凭 凭借 鉴于 基于
    作为 成为 称为 认为
    """)

_REPORTING = (
    r"(?:的|\p{Han}{0,6}?(?:(?:[说說问問答喊叫写寫称稱笑叹嘆]|(?<!知)道)[道着著]?(?=[，。：；！,.:;!“「]|\Z)"
    r"|表示|指出|写道|寫道|强调|強調|补充|補充|回答|反问|反問|解释|解釋))"
)

_NOTE = (
    r"\A\s*(?:[译譯编編校原]者?[注註按]|[译譯编編]者|注|註|按语?|按語?)\s*[:：，,]"
    r"|[—–\-－]\s*[译譯编編校原]?者?[注註按]\s*[。.]?\s*\Z|[—–\-－]\s*[译譯编編]者\s*[。.]?\s*\Z"
)

# Latin abbreviations stand in Chinese text too.
_LATIN = _ENGLISH.sentences

LANGUAGE = Language(
    code="zh",
    names={"zh": "中文", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"},
    quotes={
        "zh-Hans": Quotes(("“", "”"), ("‘", "’")),
        "zh-Hant": Quotes(("「", "」"), ("『", "』")),
    },
    stop_words=STOP_WORDS,
    cut=cut,
    spellings=spellings,
    forms=forms,
    sentences=SentenceRules(
        abbreviations=_LATIN.abbreviations,
        closing=_LATIN.closing,
        numbered=_LATIN.numbered,
        starters=_LATIN.starters,
        labels=word_list("图 圖 表 附图 附圖 附表 第"),
        reporting=_REPORTING,
        note=_NOTE,
    ),
)
