"""One stand-alone web page of findings, to read, print or send: by check and by row, with the texts beside them.

No script and no request: style is inside, the fonts are the reader's own. Every text carries its language, the places
at fault are lit, and how many findings there are stands in front.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from aligner.formats._base import clean
from glossary.reports._base import NAMES, SEVERITIES, SIGNS, Item, Report, Run, Source, excerpt
from glossary.reports._style import STYLE

DESCRIPTION = "Web page that stands alone, by check and by row, to read, print or send"
SUFFIX = ".html"
MEDIA_TYPE = "text/html"

_MEASURED = "False alarms were measured on professional translations, in rows with a finding per 100 rows."
WORDS = (
    "Findings",
    "error",
    "warning",
    "remark",
    "Errors",
    "Warnings",
    "Remarks",
    "All",
    "Check",
    "By check",
    "By row",
    "Row {number}",
    "also in rows {rows}",
    "Perhaps",
    "no counterpart",
    "Dismissed",
    "Dismissed: {reason}",
    "False alarms per 100 rows",
    _MEASURED,
    "The checks found nothing here.",
    "{count} rows, {langs}",
    "Made with Doichieu",
)
"""What the page says itself; ``Report.words`` gives it in the reader's language."""

NAMED = 12
"""How many further rows of one fault are named."""
_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}
_PLURALS = {"error": "Errors", "warning": "Warnings", "info": "Remarks"}
_SHORT = {"en": "EN", "vi": "VI", "zh-Hans": "简", "zh-Hant": "繁"}
_RANK = (*SEVERITIES, "beside")


def write(report: Report) -> bytes:
    """The page: counts, then every finding twice, among those of its check and among those of its row."""
    parts = [_head(report), "<main>"]
    if report.items:
        parts += [_switch(report), '<div class="checks">', *_checks(report), "</div>"]
        parts += ['<div class="rows">', *_rows(report), "</div>"]
    else:
        parts.append(f'<p class="nothing">{_word(report, "The checks found nothing here.")}</p>')
    parts.append(f"</main>\n<footer>{_word(report, 'Made with Doichieu')}</footer>\n</body></html>\n")
    return "\n".join(parts).encode("utf-8", "replace")


def _word(report: Report, text: str, **values: str) -> str:
    """A sentence of the page in the reader's language, with values that are markup already."""
    said = _safe(report.words(text))
    for name, value in values.items():
        said = said.replace(f"{{{name}}}", value)
    return said


def _head(report: Report) -> str:
    """Everything above the findings: what was checked, and the counts."""
    title = _word(report, "Findings")
    sources = [*report.sources.values()]
    named = ", ".join(source.title or source.name for source in sources)
    made = [_word(report, "Findings"), *([f"{report.created:%Y-%m-%d}"] if report.created else [])]
    heading = ", ".join(f"<span{_lang(s.lang)}>{_safe(s.title or s.name)}</span>" for s in sources) or title
    return (
        f'<!DOCTYPE html>\n<html lang="{_safe(report.lang)}"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}{': ' if named else ''}{_safe(named)}</title>\n<style>\n{STYLE}\n</style></head>\n<body>\n"
        f'<header><p class="made">{" · ".join(made)}</p><h1>{heading}</h1>{_of(report, sources)}'
        f"{_counts(report)}</header>"
    )


def _of(report: Report, sources: Sequence[Source]) -> str:
    """How much was checked, in which languages."""
    names = ", ".join(f"<span{_lang(lang)}>{_safe(NAMES.get(lang, lang))}</span>" for lang in report.langs)
    count = str(sum(source.rows for source in sources))
    return f'<p class="of">{_word(report, "{count} rows, {langs}", count=count, langs=names)}</p>' if sources else ""


def _counts(report: Report) -> str:
    """How many findings there are, by severity and by check."""
    total = Counter(item.severity for item in report.items)
    lines = []
    for name in SEVERITIES:
        if total[name]:
            noun = _word(report, (_NOUNS if total[name] == 1 else _PLURALS)[name]).lower()
            lines.append(f'<li class="{name}">{_sign(name)}{total[name]} {noun}</li>')
    whole = f"<b>{len(report.items)}</b><span>{_word(report, 'Findings').lower()}</span><ul>{''.join(lines)}</ul>"
    return f'<section class="counts"><div class="total">{whole}</div>{_table(report)}</section>' if report.items else ""


def _table(report: Report) -> str:
    """A line for each check: how many it found, and how often it errs."""
    checks = [*report.by_check()]
    langs = [lang for lang in report.langs if any(lang in report.alarms.get(check, {}) for check, _ in checks)]
    rows = []
    for check, items in checks:
        counts = Counter(item.severity for item in items)
        cells = "".join(_number(counts[name]) for name in SEVERITIES) + _number(len(items))
        rates = report.alarms.get(check, {})
        shown = "".join(f"<td>{rates[lang]:.1f}</td>" if lang in rates else "<td>–</td>" for lang in langs)
        name = f'<a href="#{_safe(check)}">{_safe(report.title(check))}</a>'
        rows.append(f'<tr><th scope="row">{name}</th>{cells}{shown}</tr>')
    heads = ["Check", *(_PLURALS[name] for name in SEVERITIES), "All"]
    columns = "".join(f'<th scope="col">{_word(report, head)}</th>' for head in heads)
    columns += "".join(f'<th scope="col"{_lang(lang)}>{_safe(_SHORT.get(lang, lang))}</th>' for lang in langs)
    top, note = "", ""
    if langs:
        label = _word(report, "False alarms per 100 rows")
        top = f'<tr><td colspan="5"></td><th colspan="{len(langs)}" scope="colgroup">{label}</th></tr>'
        note = f'<p class="note">{_word(report, _MEASURED)}</p>'
    return (
        f'<div class="scroll"><table><thead>{top}<tr>{columns}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f"{note}</div>"
    )


def _number(count: int) -> str:
    return f"<td>{count}</td>" if count else '<td class="zero">0</td>'


def _switch(report: Report) -> str:
    """Two ways to read the page; without style both stand below one another."""
    choices = (("view-check", "By check", " checked"), ("view-row", "By row", ""))
    labels = (
        f'<label><input type="radio" name="view" id="{name}"{checked}>{_word(report, text)}</label>'
        for name, text, checked in choices
    )
    return f'<fieldset class="view">{"".join(labels)}</fieldset>'


def _checks(report: Report) -> Iterator[str]:
    """The findings of each check, each with the texts of its row."""
    for check, items in report.by_check():
        description = report.checks[check][1] if check in report.checks else ""
        yield (
            f'<section class="part" id="{_safe(check)}"><h2>{_safe(report.title(check))} <span>{len(items)}</span></h2>'
            f"{f'<p>{_safe(description)}</p>' if description else ''}"
        )
        for item in items:
            waved = " waved" if item.dismissed else ""
            place = f'<a href="#{_anchor(report, item.source, item.row)}">{_place(report, item)}</a>'
            yield (
                f'<article class="found {item.severity}{waved}">{_says(report, item, place)}'
                f"{_texts(report, report.sources[item.source], item.row, [item])}</article>"
            )
        yield "</section>"


def _rows(report: Report) -> Iterator[str]:
    """The rows that have findings, with all of these."""
    before = ""
    for source, row, items in report.by_row():
        if source.name != before:
            title = f"<h2><span{_lang(source.lang)}>{_safe(source.title or source.name)}</span></h2>"
            yield f'{"</section>" if before else ""}<section class="part">{title if len(report.sources) > 1 else ""}'
            before = source.name
        says = "".join(_says(report, item, "", report.title(item.check)) for item in items)
        number = _word(report, "Row {number}", number=str(row))
        anchor = _anchor(report, source.name, row)
        yield (
            f'<article class="found" id="{anchor}"><h3><a href="#{anchor}">{number}</a></h3>'
            f"{_texts(report, source, row, items)}<div>{says}</div></article>"
        )
    yield "</section>"


def _says(report: Report, item: Item, place: str, check: str = "") -> str:
    """What a finding says: how grave, where or by which check, the message, the mend, why it was dismissed."""
    noun = _word(report, _NOUNS[item.severity])
    title = f"{_safe(check)} · {noun}" if check else noun
    lines = [f"<h3>{_sign(item.severity)}{title}{place}</h3>", f"<p>{_message(item)}</p>"]
    if item.suggestion and item.suggestion not in item.message:
        better = f'<span class="q"{_lang(item.langs[0] if item.langs else "")}>{_safe(item.suggestion)}</span>'
        lines.append(f'<p class="mend">{_word(report, "Perhaps")} {better}</p>')
    if item.rows:
        links = ", ".join(map(str, item.rows[:NAMED])) + (f" … ({len(item.rows)})" if len(item.rows) > NAMED else "")
        lines.append(f'<p class="also">{_word(report, "also in rows {rows}", rows=links)}</p>')
    if item.dismissed:
        reason = _safe(item.reason)
        said = _word(report, "Dismissed: {reason}", reason=reason) if reason else _word(report, "Dismissed")
        lines.append(f'<p class="also">{said}</p>')
    lines.append(f'<p class="print">{_safe(item.fingerprint)}</p>')
    return f'<div class="says {item.severity}">{"".join(lines)}</div>'


def _message(item: Item) -> str:
    """The sentence, its quoted words in their language."""
    parts = []
    for run in item.said or (Run(item.message),):
        text = escape(clean(run.text))
        mark = ' class="q"' if run.quoted else ""
        parts.append(f"<span{mark}{_lang(run.lang)}>{text}</span>" if run.lang or mark else text)
    return "".join(parts)


def _texts(report: Report, source: Source, row: int, items: Sequence[Item]) -> str:
    """The texts of a row in all languages of its source, with the places of the findings lit."""
    texts = source.texts.get(row, {})
    lines = []
    for lang in source.langs:
        text = texts.get(lang, "")
        none = f'<dd class="none">{_word(report, "no counterpart")}</dd>'
        here = f"<dd{_lang(lang)}>{_lit(text, lang, items)}</dd>" if text else none
        name = f'<dt{_lang(lang)} title="{_safe(NAMES.get(lang, lang))}">{_safe(_SHORT.get(lang, lang))}</dt>'
        lines.append(f"<div>{name}{here}</div>")
    return f'<dl class="texts">{"".join(lines)}</dl>'


def _lit(text: str, lang: str, items: Sequence[Item]) -> str:
    """A text with the places of findings in marks; a place that is the whole text says nothing and is not lit."""
    whole = len(text)
    text, left = excerpt(text, items, lang)
    kinds = [""] * len(text)
    marks = [
        (start - left, stop - left, item.severity if item.langs[:1] == (lang,) else "beside")
        for item in items
        for start, stop in item.spans.get(lang, ())
        if stop - start < whole and not item.dismissed
    ]
    for start, stop, kind in sorted(marks, key=lambda mark: -_RANK.index(mark[2])):
        kinds[start:stop] = [kind] * len(kinds[start:stop])
    cut, start = [], 0
    for place in range(1, len(text) + 1):
        if place == len(text) or kinds[place] != kinds[start]:
            part = escape(clean(text[start:place]), quote=False)
            cut.append(f'<mark class="{kinds[start]}">{part}</mark>' if kinds[start] else part)
            start = place
    return "".join(cut)


def _place(report: Report, item: Item) -> str:
    row = _word(report, "Row {number}", number=str(item.row))
    source = report.sources[item.source]
    return f"{_safe(source.title or source.name)}, {row}" if len(report.sources) > 1 else row


def _anchor(report: Report, source: str, row: int) -> str:
    return f"w{[*report.sources].index(source) + 1}-r{row}"


def _sign(severity: str) -> str:
    return f'<span class="sign" aria-hidden="true">{SIGNS[severity]}</span>'


def _lang(lang: str) -> str:
    return f' lang="{escape(lang)}"' if lang else ""


def _safe(text: str) -> str:
    return escape(clean(text).strip(" \n") if text.strip() else text)
