"""The dictionaries of the targets: what their files are made of, and what means something in them."""

from __future__ import annotations

# ruff: noqa: SIM905 (lists of a hundred words each)

_SIGNS = (
    *"""
    1996年5月3日 百分之三 二十七亿 3.5% tỷ triệu nghìn 10,5 三千五百萬 “ ” 「 」 … —— Dr. TS.
    。 ！ ？ ； đ ế 𠮷 １９ Ⅳ ½ ² € km² °C [1] 1.
    """.split(),
    *(
        "$2.7 billion",
        "ngày 3/5",
        "3 May",
        "\u2028",
        "\u3000",
        "\u200b",
        "\u202e",
        "\u0301",
        "\u0323",
        "\r\n",
        "\n\n",
        "- ",
    ),
)
_TMX = (
    *"""
    tmx header body tu tuv seg prop note hi bpt ept ph it ut sub x-none xml:lang lang srclang score band
    good weak type 1:1 1:0 work status approved concept domain definition content terms forbidden EN-US
    zh-TW zh-CN VI tuid r1
    """.split(),
)
_SHEET = (
    *"""
    sheetData row c v t is r s inlineStr str b e n d A1 XFD1048576 f mergeCell dimension si sst count
    uniqueCount numFmt cellXfs _x0041_ _x005F_ en vi zh-Hans zh-Hant band moved status 45000 1e308 #N/A
    sheet sheets definedName
    """.split(),
)
_TBX = (
    *"""
    tbx martif text body conceptEntry termEntry langSec langSet termSec tig ntig termGrp term termNote
    termNoteGrp descrip descripGrp admin adminGrp note ref xref transac transacGrp date subjectField
    definition administrativeStatus partOfSpeech termType preferredTerm-admn-sts deprecatedTerm-admn-sts
    noun acronym geographicalUsage context source style dca dct type id xml:lang hi zh zh-TW en-GB kind
    name score
    """.split(),
)
_COLUMNS = (
    *"""
    en vi zh-Hans zh-Hant zh English 简体中文 繁體中文 id status domain kind definition note source score nan
    approved forbidden proposed noun acronym | '= src tgt src:pos tgt:pos row band good weak moved 1-3
    2,3
    """.split(),
    *(
        "Tiếng Việt",
        "en status",
        "vi note",
        "en part of speech",
        "en type",
        "en region",
        "\\|",
        '""',
        "\ufeff",
        "#UTX 1.2; en/vi;",
        "term status",
        "concept ID",
    ),
)
_JSON = (
    *"""
    format doichieu-glossary doichieu-table version terms lang text status id score row band texts
    segments index block start stop evidence moved langs definitions kind occurrences note domain region
    part_of_speech type NaN 1e999 null [[ {{
    """.split(),
    *("\\ud800",),
)
_WORDS: dict[str, tuple[str, ...]] = {
    "reader-md": (
        *"""
    === --- *** ``` ~~~ |---|---| [^1]: [^1] ![a](b) <b> </b> &amp; ** __ _ ` <!-- -->
    """.split(),
        *(
            "# ",
            "## ",
            "* ",
            "1. ",
            "> ",
            "    ",
            "| a | b |",
            "[a]: b",
            "\\",
            "title: a",
        ),
    ),
    "reader-html": (
        *"""
    html head title body main article section nav aside header footer h p br ul ol li dl dt dd table tr
    td th caption figure figcaption pre blockquote script style template noscript svg math ruby rt rp
    sup sub a hidden lang class href #fn1 footnote byline charset meta content big5 wbr aria-hidden role
    doc-footnote div span time address details
    """.split(),
        *("text/html; charset=gb2312",),
    ),
    "reader-docx": (
        *"""
    p r t tab br cr pPr rPr pStyle outlineLvl numPr vanish b val tbl tr tc sdt sdtContent hyperlink ins
    del delText txbxContent Fallback AlternateContent footnote style styleId name basedOn Heading1 Title
    Caption S1
    """.split(),
        *(
            "heading 1",
            "toc 1",
        ),
    ),
    "reader-pdf": (
        *"""
    obj endobj stream endstream /Type /Page /Pages /Kids /Count /Parent /Contents /Font /F1 /Form
    /XObject Do BT ET Tj TJ Td Tf Tm T* q Q cm xref trailer startxref %%EOF /Title /Encrypt /FlateDecode
    /Length (a) '
    """.split(),
        *(
            "1 0 R",
            "2 0 R",
        ),
    ),
    "table-tmx": _TMX,
    "terms-tmx": _TMX,
    "table-xlsx": _SHEET,
    "terms-xlsx": _SHEET,
    "terms-tbx": _TBX,
    "terms-sheet": _COLUMNS,
    "table-text": _COLUMNS + _JSON,
    "terms-jsonl": _JSON,
}


def of(target: str) -> tuple[str, ...]:
    """The dictionary of a target."""
    return _WORDS.get(target, ()) + (_SIGNS if target.startswith("reader-") or target not in _WORDS else ())


def quoted(word: str) -> str:
    """A word as a dictionary of libFuzzer has it.

    >>> print(quoted("a\u00e9"))
    a\\xc3\\xa9
    """
    return "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word.encode())
