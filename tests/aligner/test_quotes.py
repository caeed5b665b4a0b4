"""Pull quotes: found as if every block were held against every other one, whatever is sorted out beforehand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.pieces import HAN, ends_sentence, weight
from aligner.quotes import repeated

SENTENCES = (
    "Nobody in the council had planned it, and nobody could have planned it either, as they say now.",
    "What can be copied from all this is little, and it is the little that nobody likes to copy.",
    "The town has learned to pay its bills within a month.",
    "Ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha.",
    "Không ai trong hội đồng tính trước chuyện ấy, và giờ họ bảo cũng chẳng ai có thể tính trước được.",
    "第二家企业来的时候，找到了懂行的人，也找到了一条足够宽的路。",
    "镇上学会了一个月之内付清账款，从那以后再也没有忘记过怎么做。",
)


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Whole sentences in a row, or a part of one."""
    text = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)))
    return text if draw(st.booleans()) else text[draw(st.integers(0, 30)) : draw(st.integers(40, 120))]


def by_all(texts: list[str]) -> set[int]:
    """What the module promises, worked out the long way."""
    groups = []
    for text in texts:
        letters = "".join(filter(str.isalnum, text.lower()))
        size = 4 if HAN.search(text) else 8
        groups.append({letters[at : at + size] for at in range(len(letters) - size + 1)})
    stand = [30 <= weight(text) <= 320 and (ends_sentence(text) or weight(text) >= 60) for text in texts]
    pairs = ((i, j) for i in range(len(texts)) for j in range(len(texts)) if stand[i] and i != j)
    longer = ((i, j) for i, j in pairs if weight(texts[j]) > 1.5 * weight(texts[i]))
    common = {group for own in groups for group in own if sum(group in other for other in groups) > 40}
    return {i for i, j in longer if groups[i] and len((groups[i] & groups[j]) - common) >= 0.78 * len(groups[i])}


@settings(deadline=None, max_examples=60)
@given(st.lists(blocks(), max_size=50))
def test_no_quote_is_lost(texts: list[str]) -> None:
    assert repeated(texts) == by_all(texts)
