"""What a user's own glossary adds to the evidence: approved concepts, as renderings in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aligner.columns import Column
from aligner.fold import simplified
from aligner.lang import get
from aligner.lexicon import Lexicon
from aligner.scorers._base import Bound
from aligner.scorers.lexicon import base, trials

Concepts = Iterable[Mapping[str, Sequence[str]]]


class Glossary:
    """Concepts as a lexicon for every pair of their languages; each is worked out when a pair is first asked for.

    >>> glossary = Glossary([{"en": ["industrial cluster"], "zh-Hans": ["产业集群"]}])
    >>> glossary.lexicon("en", "zh-Hant").translations("industri cluster")
    ('产业集群',)
    """

    def __init__(self, concepts: Concepts) -> None:
        self.concepts = [{lang: tuple(terms) for lang, terms in concept.items()} for concept in concepts]
        self._lexicons: dict[tuple[str, str], Lexicon] = {}

    def __len__(self) -> int:
        return len(self.concepts)

    def lexicon(self, left: str, right: str) -> Lexicon:
        """The renderings from one language to another; both Chinese scripts are one."""
        pair = base(left), base(right)
        if pair not in self._lexicons:
            found: dict[str, list[str]] = {}
            for concept in self.concepts:
                sides = [
                    {key(term, lang) for lang, terms in concept.items() if base(lang) == side for term in terms} - {""}
                    for side in pair
                ]
                for x in sides[0]:
                    found.setdefault(x, []).extend(sorted(sides[1]))
            layer = {x: "|".join(dict.fromkeys(ys)) for x, ys in found.items() if ys}
            chinese = pair[0] == "zh"
            longest = max((len(x) if chinese else x.count(" ") + 1 for x in layer), default=0)
            self._lexicons[pair] = Lexicon(pair, (layer,), longest)
        return self._lexicons[pair]

    def bind(self, left: Column, right: Column) -> Bound | None:
        """The glossary as evidence over two columns. A term that is not answered is no miss: it may be rendered
        otherwise, which is for the checks to say."""
        if base(left.lang) == base(right.lang):
            return None
        forth, back = self.lexicon(left.lang, right.lang), self.lexicon(right.lang, left.lang)
        return Bound(
            trials(left, right, forth, "glossary", absent=False), trials(right, left, back, "glossary", absent=False)
        )


def key(term: str, lang: str) -> str:
    """The form in which a term is matched.

    >>> key("Industrial Clusters", "en"), key("產業集羣", "zh-Hant")
    ('industri cluster', '产业集群')
    """
    if lang.startswith("zh"):
        return simplified(term)
    return " ".join(part for word in get(lang).words(term) for part in word.key.split("-") if part)
