"""A comparison as one web page that stands alone: to read, to print, to send to somebody without the program.

No script and no request. What came and what went is told by underline and strike-through before it is told by colour,
so that it survives a printer and every eye.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from web.views import DiffView, PairView

_STYLE = """
:root{color-scheme:light dark;--paper:light-dark(#faf9f6,#151618);--sheet:light-dark(#fff,#1c1e21);
--ink:light-dark(#1b1c1e,#e8e6e1);--quiet:light-dark(#5a5c60,#a3a5a9);--line:light-dark(#e3e0d8,#2d3034);
--gone:light-dark(#fbe3dd,#4a2019);--gone-ink:light-dark(#8c2413,#ffb4a6);
--come:light-dark(#dcefe0,#1d3b27);--come-ink:light-dark(#1d5a30,#9fe3b2);
--ui:"Be Vietnam Pro",system-ui,"Segoe UI",Roboto,sans-serif}
:lang(zh-Hans){font-family:var(--ui),"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
:lang(zh-Hant){font-family:var(--ui),"PingFang TC","Microsoft JhengHei",
"Noto Sans CJK TC",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 var(--ui)}
header,main,footer{max-width:60rem;margin:0 auto;padding:24px}
h1{font-size:20px;line-height:1.35;font-weight:650;margin:0}
header p,footer p{margin:6px 0 0;color:var(--quiet);font-size:14px;overflow-wrap:anywhere}
main{padding-top:0}
article{background:var(--sheet);border:1px solid var(--line);border-radius:6px;padding:10px 16px;margin:10px 0;
break-inside:avoid}
article h2{font-size:13px;font-weight:600;color:var(--quiet);margin:0 0 4px;font-variant-numeric:tabular-nums}
article p{margin:0;overflow-wrap:anywhere;display:grid;grid-template-columns:1.4em 1fr}
article p+p{margin-top:4px}
.sign{color:var(--quiet);font-weight:600}
del,ins{border-radius:3px;padding:0 1px;box-decoration-break:clone;-webkit-box-decoration-break:clone}
del{background:var(--gone);color:var(--gone-ink);text-decoration:line-through;text-decoration-thickness:1.5px}
ins{background:var(--come);color:var(--come-ink);text-decoration:underline;text-decoration-thickness:1.5px;
text-underline-offset:3px}
.skipped{color:var(--quiet);font-size:13px;margin:14px 16px}
table{border-collapse:collapse;font-size:14px;margin-top:10px}
th,td{text-align:left;padding:3px 14px 3px 0;font-variant-numeric:tabular-nums;vertical-align:top}
td.signature{color:var(--quiet);font-size:12px;overflow-wrap:anywhere}
@media print{:root{color-scheme:light}body{background:none;font-size:10.5pt;line-height:1.5}
header,main,footer{padding:6px 0;max-width:none}
article{border:0;border-top:1px solid #999;border-radius:0;padding:6px 0}
del,ins{background:none;color:#000}del{text-decoration:line-through}ins{text-decoration:underline;font-weight:600}}
""".strip()

KIND = {
    "same": "the same",
    "changed": "changed",
    "split": "split",
    "merged": "merged",
    "moved": "moved here",
    "left": "moved away",
    "added": "added",
    "removed": "removed",
}


def page(view: DiffView, *, inline: bool = False, context: int = 1) -> str:
    """The page of a comparison; ``inline`` has what went and what came in one line, and ``context`` sentences that are
    the same stand around each change."""
    title = f"{view.old.name} → {view.new.name}"
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style></head>\n<body>\n",
            f"<header><h1>{escape(title)}</h1><p>{escape(summary(view))}</p>{_ignored(view)}{_scores(view)}</header>\n",
            "<main>\n",
            *(_part(view, part, inline) for part in stretches(view.pairs, context)),
            "</main>\n</body></html>\n",
        )
    )


def summary(view: DiffView) -> str:
    """How much there is of each kind, in a line.

    >>> from web.views import TextSide
    >>> side = TextSide("a", "en", 3)
    >>> summary(DiffView(side, side, "en", (), False, {"same": 2, "changed": 1, "left": 0}, ()))
    '1 changed, 2 the same'
    """
    order = ("changed", "split", "merged", "moved", "added", "removed", "same")
    found = [f"{view.counts[one]} {'moved' if one == 'moved' else KIND[one]}" for one in order if view.counts.get(one)]
    return ", ".join(found) or "no sentences"


def stretches(pairs: Sequence[PairView], context: int) -> Iterator[tuple[int, int] | int]:
    """Which pairs are shown, as ranges, and between these how many are passed over.

    >>> same, other = (PairView(kind, (0, 1), (0, 1), "", "", (), -1, 1.0) for kind in ("same", "added"))
    >>> list(stretches([same, same, same, other, same], 1))
    [2, (2, 5)]
    """
    shown = [False] * len(pairs)
    for number, pair in enumerate(pairs):
        if pair.kind != "same":
            first = max(0, number - context)
            shown[first : number + context + 1] = [True] * (min(len(pairs), number + context + 1) - first)
    at = 0
    while at < len(pairs):
        stop = at
        while stop < len(pairs) and shown[stop] == shown[at]:
            stop += 1
        yield (at, stop) if shown[at] else stop - at
        at = stop


def _part(view: DiffView, part: tuple[int, int] | int, inline: bool) -> str:
    if isinstance(part, int):
        return f'<p class="skipped">{part} {"sentence" if part == 1 else "sentences"} the same</p>\n'
    return "".join(_article(view, pair, inline) for pair in view.pairs[part[0] : part[1]])


def _article(view: DiffView, pair: PairView, inline: bool) -> str:
    scores = "".join(f" · {name} {score:.1f}" for name, score in pair.scores.items() if pair.kind != "same")
    head = f"<h2>{escape(place(pair))} · {KIND[pair.kind]}{escape(scores)}</h2>"
    if pair.kind == "same":
        lines = _line(" ", view.new.lang, escape(pair.new_text))
    elif inline and pair.edits:
        lines = _line("~", view.new.lang, _inline(pair))
    else:
        old = _line("−", view.old.lang, _side(pair, 0)) if pair.old_text else ""
        new = _line("+", view.new.lang, _side(pair, 1)) if pair.new_text else ""
        lines = old + new
    return f'<article class="{pair.kind}">{head}{lines}</article>\n'


def _line(sign: str, lang: str, html: str) -> str:
    return f'<p><span class="sign">{sign}</span><span lang="{escape(lang)}">{html}</span></p>'


def place(pair: PairView) -> str:
    """Where a pair stands in the old and the new text, counted from 1.

    >>> [place(PairView("", old, new, "", "", (), -1, 0.5)) for old, new in (((3, 4), (4, 6)), ((3, 3), (3, 4)))]
    ['4 → 5–6', '– → 4']
    """
    return f"{_range(pair.old)} → {_range(pair.new)}"


def _range(span: tuple[int, int]) -> str:
    start, stop = span
    return "–" if start == stop else str(start + 1) if stop == start + 1 else f"{start + 1}–{stop}"


def _side(pair: PairView, side: int) -> str:
    """One text with what is only in it marked."""
    text, tag, mine = ((pair.old_text, "del", "removed"), (pair.new_text, "ins", "added"))[side]
    if not pair.edits:
        return f"<{tag}>{escape(text)}</{tag}>" if pair.kind in ("added", "removed") else escape(text)
    found = []
    for edit in pair.edits:
        part = escape(text[slice(*(edit.old, edit.new)[side])])
        found.append(f"<{tag}>{part}</{tag}>" if part and edit.kind in (mine, "changed") else part)
    return "".join(found)


def _inline(pair: PairView) -> str:
    found = []
    for edit in pair.edits:
        old, new = escape(pair.old_text[slice(*edit.old)]), escape(pair.new_text[slice(*edit.new)])
        gone, come = f"<del>{old}</del>" if old else "", f"<ins>{new}</ins>" if new else ""
        found.append(new if edit.kind == "same" else gone + come)
    return "".join(found)


def _ignored(view: DiffView) -> str:
    return f"<p>Ignored: {', '.join(view.ignored)}.</p>" if view.ignored else ""


def _scores(view: DiffView) -> str:
    if not view.scores:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{score:.1f}</td>'
        f'<td class="signature">{escape(view.signatures.get(name, ""))}</td></tr>'
        for name, score in view.scores.items()
    )
    return f"<table>{rows}</table><p>The old text is the reference. chrF and BLEU: 100 is the same; TER: 0 is.</p>"
