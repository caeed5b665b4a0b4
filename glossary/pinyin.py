"""Pinyin as people type it: without tones, with marks, with numbers, together or apart; and how Chinese is read.

Keys are written without blanks, *ü* as *v* where there are no tones (*lvyou*) and as itself where there are (*lǚyóu*).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from aligner.lang._base import word_list

_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}
_TONES = frozenset(_MARKS.values())
_TYPED = regex.compile(r"(?:[a-zü:āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]+[0-5]?[\s'’·\-]*)+")
_NUMBERED = regex.compile(r"([a-zü]+)([0-5])")
_GAP = regex.compile(r"[\s'’·\-]+")
MOST_WAYS = 8
"""Most ways to cut one run of letters into syllables that are followed."""

SYLLABLES = word_list("""
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cei cen ceng
    cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu
    cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo e ei
    en eng er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui
    gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie
    jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo
    la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve ma mai
    man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian
    niang niao nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin
    ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru
    rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua
    shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting
    tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu
    xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai
    zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan
    zui zun zuo
    """)


def read(text: str) -> tuple[str, ...]:
    """How each Chinese character of a text is read, with tone marks; words with two readings are told by the word.

    >>> read("重庆旅游"), read("AI 重")
    (('chóng', 'qìng', 'lǚ', 'yóu'), ('zhòng',))
    """
    from pypinyin import Style, lazy_pinyin

    runs = regex.findall(r"\p{Han}+", text)
    return tuple(
        unicodedata.normalize("NFC", syllable)
        for run in runs
        for syllable in lazy_pinyin(run, style=Style.TONE, errors="ignore")
    )


def plain(syllables: Iterable[str]) -> str:
    """Syllables as one key without tones.

    >>> plain(["lǚ", "yóu"])
    'lvyou'
    """
    parts = unicodedata.normalize("NFD", "".join(syllables).casefold())
    letters = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return letters.replace("u:", "v").replace("ü", "v")


def toneless(query: str) -> str:
    """What somebody typed, as a key without tones; empty when it cannot be pinyin.

    >>> toneless("chanye jiqun"), toneless("Chǎnyè jíqún"), toneless("chan3ye4 ji2qun2"), toneless("xi'an")
    ('chanyejiqun', 'chanyejiqun', 'chanyejiqun', 'xian')
    >>> toneless("cụm"), toneless("产业")
    ('', '')
    """
    text = unicodedata.normalize("NFC", query.casefold().strip())
    if not _TYPED.fullmatch(text):
        return ""
    return plain([regex.sub(r"[0-5]", "", _GAP.sub("", text))])


def toned(query: str) -> str:
    """What somebody typed with marks or with a number after every syllable, as a key with marks; empty without.

    >>> toned("chǎnyè jíqún"), toned("chan3ye4 ji2qun2"), toned("lv3you2"), toned("chanye")
    ('chǎnyèjíqún', 'chǎnyèjíqún', 'lǚyóu', '')
    """
    text = _GAP.sub("", unicodedata.normalize("NFC", query.casefold().strip()).replace("u:", "ü"))
    if not toneless(query):
        return ""
    if text[-1:].isdigit():
        text = text.replace("v", "ü")
        parts = _NUMBERED.findall(text)
        if "".join(a + b for a, b in parts) != text or any(plain([a]) not in SYLLABLES for a, _ in parts):
            return ""
        return "".join(_mark(letters, tone) for letters, tone in parts)
    return text if any(part in _TONES for part in unicodedata.normalize("NFD", text)) else ""


def _mark(letters: str, tone: str) -> str:
    """One syllable with its tone mark: on a or e, on the o of ou, else on the last vowel."""
    if tone not in _MARKS:
        return letters
    places = [i for i, letter in enumerate(letters) if letter in "aeiouü"]
    if not places:
        return letters
    best = next((i for i in places if letters[i] in "ae"), letters.find("ou") if "ou" in letters else places[-1])
    return unicodedata.normalize("NFC", letters[: best + 1] + _MARKS[tone] + letters[best + 1 :])


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(syllable[:size] for syllable in SYLLABLES for size in range(1, len(syllable) + 1))


def cuts(letters: str, *, unfinished: bool = False) -> list[tuple[str, ...]]:
    """The ways to cut a run of letters into syllables, those with long ones first; ``unfinished`` lets the last one
    be the beginning of a syllable.

    >>> cuts("jiqun"), cuts("xian"), cuts("cluster"), cuts("chanyej", unfinished=True)[0]
    ([('ji', 'qun')], [('xian',), ('xi', 'an')], [], ('chan', 'ye', 'j'))
    """
    found = []
    for way in _ways(letters, unfinished):
        found.append(way)
        if len(found) == MOST_WAYS:
            break
    return sorted(found, key=len)


def _ways(letters: str, unfinished: bool) -> Iterator[tuple[str, ...]]:
    reach = [False] * len(letters) + [True]  # from where the end can be reached: no blind alley is followed twice
    for start in range(len(letters) - 1, -1, -1):
        rest = letters[start:]
        reach[start] = any(reach[start + n] for n in range(1, 7) if rest[:n] in SYLLABLES and start + n < len(reach))
        reach[start] = reach[start] or (unfinished and rest in _beginnings())
    stack: list[tuple[int, tuple[str, ...]]] = [(0, ())] if letters and reach[0] else []
    while stack:
        start, way = stack.pop()
        if start == len(letters):
            yield way
            continue
        if unfinished and letters[start:] not in SYLLABLES and letters[start:] in _beginnings():
            stack.append((len(letters), (*way, letters[start:])))
        for size in range(1, 7):
            piece = letters[start : start + size]
            if len(piece) == size and piece in SYLLABLES and reach[start + size]:
                stack.append((start + size, (*way, piece)))
