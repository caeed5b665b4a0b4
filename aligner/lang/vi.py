"""Vietnamese: syllables, numbers, abbreviations."""

from __future__ import annotations

import re

import regex

from aligner.fold import fold, folded, place_tones
from aligner.lang._base import Form, Language, Quotes, SentenceRules, Word, word_list
from aligner.letters import FAR, LATIN, MARKS, NUMBERS
from aligner.types import Span

_WORD = regex.compile(r"\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")

_NEAR_WORD = re.compile(f"[{NUMBERS}]+(?:[.,][{NUMBERS}]+)+|[{LATIN}{NUMBERS}][{LATIN}{MARKS}{NUMBERS}]*")
_PLAIN_WORD = re.compile(f"[{LATIN}{NUMBERS}][{LATIN}{MARKS}{NUMBERS}]*")
_POINT = re.compile(f"[.,](?<=[{NUMBERS}].)[{NUMBERS}]")
"""The same where no number has a point or a comma inside; and what tells of these."""


def cut(text: str) -> list[Word]:
    """Vietnamese syllables, each a word of its own: which of them belong together is a matter of the dictionary.

    >>> [word.key for word in cut("Hoà bình: 2,7 tỷ đô-la")]
    ['hòa', 'bình', '2,7', 'tỷ', 'đô', 'la']
    """
    plain = fold(text, "vi")
    words = []
    for match in _WORD.finditer(plain.text):
        key = match[0]
        span = plain.original(Span(*match.span()))
        words.append(Word(text[span.start : span.stop], span, key, key not in STOP_WORDS))
    return words


def spellings(text: str) -> list[str]:
    """The syllables as ``cut`` finds them, with the tone mark wherever it was written."""
    plain = folded(text)
    pattern = _WORD if FAR.search(plain) else _NEAR_WORD if _POINT.search(plain) else _PLAIN_WORD
    found: list[str] = pattern.findall(plain)
    return found


def forms(spelling: str) -> tuple[Form, ...]:
    """The matching form of a spelling.

    >>> forms("hoà")
    (Form(key='hòa', content=True),)
    """
    key = place_tones(spelling)
    return (Form(key, key not in STOP_WORDS),)


STOP_WORDS = word_list("""
    à ạ ấy ai anh bao bằng bên bị bởi bấy bất bây bạn biết bỗng các cả cái càng cần chẳng chỉ chính cho chứ chưa
    chúng chị chiếc có còn con cũng cùng cứ của cuộc dù dưới do đang đã đâu đây đấy đến đều để đi điều đó đối đôi
    được đủ em gì giữa gần hãy hay hầu hết hoặc hơn hẳn họ kể khác khi không kìa là lại lắm lên liền luôn lúc mà mãi
    mình mỗi mới một mọi mấy mặc nào nay này nên nếu ngay ngoài ngài người nhau như nhưng những nhé nhất nhằm nhỉ nó
    nơi nữa ông ở phải qua quá ra rằng rất rồi sau sao sẽ song sự ta tại tận thay theo thế thì thêm thật thôi tôi
    trên trong trước trở tuy từ từng tuỳ tùy và vào vẫn vậy vài về vì việc với vừa vốn xuống xem y ừ vâng dạ thưa
    lần hề vẻ
    """)

_ABBREVIATIONS = word_list("""
    tp t.p tx tt q p h x ths ts pgs gs pgs.ts gs.ts gs.tskh tskh bs ks kts ls cn nsnd nsưt nsut đ.c đc ô
    mr mrs ms dr prof st v vs nxb n.x.b tr.cn ths.bs bs.ths ts.bs k.s ncs ubnd ccb gđ pgđ tgđ ptgđ
    """)
_CLOSING = word_list("v.v vv v.v.v tp.hcm inc ltd co corp jr sr ltđ tnhh cp k.t hcm p.m a.m tcn scn")
_NUMBERED = word_list("tr đ k điều số no p q kh st")

_LABELS = word_list(
    "bài bảng biểu bước câu chương điều đoạn giai hình hồi khoản khối kỳ lớp mục phần phụ quyển tập tiết tiểu"
)

_REPORTING = (
    r"(?:\p{Lu}[\p{L}\p{M}]*\s+)(?:[\p{L}\p{M}]+\s+){0,3}(?:nói|hỏi|đáp|viết|kêu|kể|reo|hét|thốt|quát|trả lời|cho biết|"
    r"cho hay|nhấn mạnh|khẳng định|thắc mắc|than thở|bổ sung)(?!\p{L})"
)

_NOTE = (
    r"\A\s*(?:(?:chú thích|ghi chú|chú|lời|lời bàn|lưu ý)?\s*(?:của\s+)?"
    r"(?:người dịch|dịch giả|người biên tập|biên tập viên|ban biên tập|tòa soạn|toà soạn)|n\.?d\.?|btv|bbt|"
    r"chú thích|ghi chú)\s*[:.,—–-]"
    r"|[—–-]\s*(?:n\.?d\.?|btv|bbt|người dịch|chú thích của người dịch)\.?\s*\Z"
)

LANGUAGE = Language(
    code="vi",
    names={"vi": "Tiếng Việt"},
    quotes={"vi": Quotes(("“", "”"), ("‘", "’"))},
    stop_words=STOP_WORDS,
    cut=cut,
    spellings=spellings,
    forms=forms,
    sentences=SentenceRules(
        abbreviations=_ABBREVIATIONS,
        closing=_CLOSING,
        numbered=_NUMBERED,
        labels=_LABELS,
        reporting=_REPORTING,
        note=_NOTE,
    ),
)
