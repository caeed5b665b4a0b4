"""Files of other programs: the standards' own samples, the quirks that are read, the faults that are refused."""

from __future__ import annotations

import codecs
import io
from importlib.metadata import version
from pathlib import Path

import pytest
from lxml import etree

from aligner.errors import InputError
from glossary import formats
from glossary.formats import Incoming, Meta
from glossary.types import Concept, PartOfSpeech, Status, Term, TermType
from tests.glossary.test_exchange import CLUSTER, TRICKY, written
from web.actions.exchange import format_of

RICH = [
    concept for name in ("everything", "bare", "one language", "odd ids", "markup", "name") for concept in TRICKY[name]
]
NAMESPACES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}


def read(name: str, text: str | bytes, **said: object) -> tuple[list[Concept], Incoming]:
    data = text if isinstance(text, bytes) else text.encode()
    incoming = Incoming(name, **said)  # type: ignore[arg-type]
    return list(formats.read(format_of(name, io.BytesIO(data)), io.BytesIO(data), incoming)), incoming


def texts(concept: Concept) -> list[str]:
    return [f"{term.lang}:{term.text}" for term in concept.terms]


# --- the standards


@pytest.fixture
def standards(shared: Path) -> Path:
    if not (shared / "standards").is_dir():
        pytest.skip("the schemas are not beside the project (../shared/standards)")
    return shared / "standards"


@pytest.mark.parametrize("name", ["tbx-dct", "tbx-dca"])
@pytest.mark.parametrize("tags", ["bcp47", "region"])
def test_tbx_is_valid_against_the_schema(standards: Path, name: str, tags: str) -> None:
    schema = etree.RelaxNG(etree.parse(str(standards / "core.rng")))
    for concepts in (RICH, []):
        tree = etree.fromstring(written(name, concepts, Meta(title="T <&>", tags=tags)).getvalue())  # type: ignore[arg-type]
        assert schema.validate(tree), schema.error_log


def test_every_data_category_of_dct_is_valid_against_its_module(standards: Path) -> None:
    tree = etree.fromstring(written("tbx-dct", RICH).getvalue())
    checked = 0
    for prefix, namespace in NAMESPACES.items():
        schema = etree.RelaxNG(etree.parse(str(standards / f"{prefix}.rng")))
        for element in tree.iter(f"{{{namespace}}}*"):
            assert schema.validate(etree.fromstring(etree.tostring(element, with_tail=False))), etree.tostring(element)
            checked += 1
    assert checked > 20


def test_tmx_of_terms_is_valid_against_the_dtd(standards: Path) -> None:
    with (standards / "tmx14.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    for concepts in (RICH, []):
        tree = etree.fromstring(written("tmx", concepts, Meta(title="T")).getvalue())
        assert dtd.validate(tree), dtd.error_log


@pytest.mark.parametrize("name", ["min_dct.tbx", "min_dca.tbx"])
def test_the_small_samples_are_read(standards: Path, name: str) -> None:
    (concept,), incoming = read(name, (standards / name).read_bytes())
    assert (concept.id, concept.domain, len(concept.terms)) == ("c1", "industrial policy", 6)
    assert concept.terms[0].part_of_speech is PartOfSpeech.NOUN
    assert concept.terms[0].type is TermType.FULL
    assert [term.status for term in concept.of("zh-Hant")] == [Status.APPROVED, Status.FORBIDDEN]
    assert [term.region for term in concept.of("zh-Hans")] == ["CN"]
    assert incoming.warnings() == []


@pytest.mark.parametrize("name", ["ex_dct.tbx", "ex_dca.tbx"])
def test_the_large_samples_are_read_and_what_has_no_place_is_told(standards: Path, name: str) -> None:
    concepts, incoming = read(name, (standards / name).read_bytes())
    assert len(concepts) == 39
    assert all(concept.of("en") for concept in concepts)
    assert {"transacGrp", "terms in es"} <= set(incoming.dropped)
    first = concepts[0]
    assert "formed together in the spiral arms of a galaxy" in first.definitions["en"]  # a line break of the layout


def test_the_small_tmx_is_read(standards: Path) -> None:
    (concept,), _ = read("min_tmx.tmx", (standards / "min_tmx.tmx").read_bytes())
    assert len(concept.terms) == 4


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("bad1.tbx", 32, "proposedTerm-admn-sts"),
        ("o1.tbx", 29, "must begin with its one <term>"),
        ("o2.tbx", 21, "properNoun"),
        ("s3.tbx", 4, "the id “1”"),
        ("s5.tbx", 4, "zh_TW"),
        ("smallest_dct.tbx", 4, "has no id"),
    ],
)
def test_invalid_samples_are_refused_with_the_place_and_mended_when_asked(
    standards: Path, name: str, line: int, words: str
) -> None:
    data = (standards / "negative" / name).read_bytes()
    with pytest.raises(InputError, match=f"{name}, line {line}.*{words}"):
        read(name, data)
    (concept,), incoming = read(name, data, lenient=True)
    assert concept.terms
    assert words in incoming.warnings()[0]


GOLDEN = Path(__file__).parents[1] / "golden" / "exchange"


@pytest.mark.parametrize("name", [name for name in formats.names() if name != "xlsx"])
def test_files_look_as_they_always_did(name: str) -> None:
    """What other programs read does not change by accident: a change here is meant, and goes into the golden file."""
    langs = ("en", "zh-Hant") if formats.get(name).CARRIES.pair else ()
    data = written(name, [CLUSTER, *TRICKY["markup"], *TRICKY["bare"]], Meta(title="Sample", langs=langs)).getvalue()
    data = data.replace(f'creationtoolversion="{version("doichieu")}"'.encode(), b'creationtoolversion="0"')
    path = GOLDEN / f"{name}{formats.get(name).SUFFIX}"
    assert data == path.read_bytes(), f"{path.name} is not what is written now"


# --- other people's TBX

MARTIF = """<?xml version="1.0"{encoding}?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"{subset}>
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body>{entries}</body></text></martif>"""
ENTRY = """<termEntry{id}><descrip type="subjectField">law</descrip>
  <langSet xml:lang="en-US"><ntig><termGrp><term>court</term><termNote type="partOfSpeech">properNoun</termNote>
    <termNote type="administrativeStatus">preferredTerm</termNote></termGrp></ntig></langSet>
  <langSet xml:lang="zh-CN"><tig><term>法院</term></tig></langSet>
  <langSet xml:lang="ZH_HK"><tig><term>法庭</term></tig></langSet>
  <langSet lang="vi"><tig><term>toà <hi>án</hi></term>
    <transacGrp><transac type="x">y</transac></transacGrp></tig></langSet>
  <langSet xml:lang="fr"><tig><term>tribunal</term></tig></langSet></termEntry>"""


def martif(entries: str, encoding: str = "", subset: str = "") -> str:
    return MARTIF.format(entries=entries, encoding=encoding, subset=subset)


def test_a_martif_with_dtd_missing_ids_and_old_tags_is_read() -> None:
    (concept,), incoming = read("x.tbx", martif(ENTRY.format(id="")))
    assert texts(concept) == ["en:court", "zh-Hans:法院", "zh-Hant:法庭", "vi:toà án"]
    assert (concept.kind, concept.domain, concept.id) == ("name", "law", "")
    assert [term.region for term in concept.terms] == ["US", "", "HK", ""]
    assert concept.terms[0].status is Status.APPROVED
    assert incoming.dropped == {"terms in fr": 1, "transacGrp": 1}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030", "big5hkscs"])
def test_xml_in_its_declared_encoding_is_read(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8", "big5hkscs": "big5"}.get(encoding, encoding)
    text = martif('<termEntry id="1"><langSet xml:lang="zh-TW"><tig><term>法院</term></tig></langSet></termEntry>',
                  encoding=f' encoding="{declared}"')  # fmt: skip
    (concept,), _ = read("x.tbx", text.encode(encoding))
    assert (texts(concept), concept.id) == (["zh-Hant:法院"], "1")


def test_a_status_that_is_not_said_is_what_the_user_says() -> None:
    text = martif('<termEntry><langSet xml:lang="en"><tig><term>a</term></tig></langSet></termEntry>')
    assert [c.terms[0].status for c in read("x.tbx", text)[0]] == [Status.PROPOSED]
    assert [c.terms[0].status for c in read("x.tbx", text, status=Status.APPROVED)[0]] == [Status.APPROVED]


def test_chinese_without_a_script_is_told_by_its_characters() -> None:
    entries = "".join(
        f'<termEntry><langSet xml:lang="zh"><tig><term>{term}</term></tig></langSet></termEntry>'
        for term in ("产业", "產業", "人口", "電池", "山")
    )
    found, _ = read("x.tbx", martif(entries))
    assert [concept.terms[0].lang for concept in found] == ["zh-Hans", "zh-Hant", "zh-Hans", "zh-Hant", "zh-Hant"]


@pytest.mark.parametrize(
    ("subset", "words"),
    [
        (' [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]', "entities of its own"),
        (' [<!ENTITY x SYSTEM "file:///etc/passwd">]', "entities of its own"),
        (' [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]', "entities of its own"),
    ],
)
def test_entities_are_refused_and_never_resolved(subset: str, words: str) -> None:
    term = "&b;" if "ENTITY b" in subset else "&x;" if "ENTITY x" in subset else "t"
    text = martif(f'<termEntry><langSet xml:lang="en"><tig><term>{term}</term></tig></langSet></termEntry>', "", subset)
    with pytest.raises(InputError, match=words):
        read("x.tbx", text)


def test_a_bomb_of_entities_ends_at_once() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = martif("&e9;", "", f' [<!ENTITY e0 "lol">{levels}]')
    for name in ("x.tbx", "x.tmx"):
        with pytest.raises(InputError):
            read(name, text.replace("martif", "tmx") if name == "x.tmx" else text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<tbx style='dct'><text>", "x.tbx, line 1: the XML is broken: [^,]*$"),
        ("<html><body/></html>", "begins with <html>"),
        ("", "broken|empty|no glossary"),
        (martif("<termEntry>" + "<note>" * 300), "XML is broken"),
        (martif("<termEntry>" + "<note/>" * 60_000 + "</termEntry>"), "more than 50,000 elements"),
        (martif(f'<termEntry><langSet xml:lang="en"><tig><term>{"x" * 501}</term></tig></langSet></termEntry>'), "501"),
        (
            '<tbx style="dct" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c1">\n'
            '<langSec xml:lang="en">'
            '<termSec><term>a</term>\n<termNote type="termType">acronym</termNote></termSec></langSec></conceptEntry>'
            "</body></text></tbx>",
            "x.tbx, line 3, entry c1: <termNote> belongs to style dca",
        ),
        (
            '<tbx style="dca" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:b="urn:b"><text><body><conceptEntry id="c1">'
            '<langSec xml:lang="en"><termSec><term>a</term><b:termType>acronym</b:termType></termSec></langSec>'
            "</conceptEntry></body></text></tbx>",
            "belongs to style dct",
        ),
    ],
)
def test_broken_tbx_is_refused_with_the_place(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        list(formats.read("tbx-dct", io.BytesIO(text.encode()), Incoming("x.tbx")))


# --- sheets

SHEETS = {
    "commas and English names": ("x.csv", "English,Vietnamese\ncourt,toà án\n", ["en:court", "vi:toà án"]),
    "semicolons of Excel": ("x.csv", "en;vi;Definition\ncourt;toà án;a;\n", ["en:court", "vi:toà án"]),
    "tabs": ("x.txt", "en\tzh_TW\ncourt\t法院\n", ["en:court", "zh-Hant:法院"]),
    "sep=": ("x.csv", "sep=;\r\nen;vi\r\ncourt;toà án\r\n", ["en:court", "vi:toà án"]),
    "quoted head": ("x.csv", '"en","vi"\n"a, b","c ""d"""\n', ["en:a, b", 'vi:c "d"']),
    "names with scripts": (
        "x.csv",
        "English (United States),Chinese (Traditional),Chinese (Simplified)\ncourt,法院,法庭\n",
        ["en:court", "zh-Hans:法庭", "zh-Hant:法院"],
    ),
    "names of places": (
        "x.csv",
        "Chinese_PRC,Chinese (Taiwan),Vietnamese_Vietnam\n法,灋,luật\n",
        ["vi:luật", "zh-Hans:法", "zh-Hant:灋"],
    ),
    "own names": ("x.csv", "Tiếng Việt,繁體中文,简体中文\nluật,灋,法\n", ["vi:luật", "zh-Hans:法", "zh-Hant:灋"]),
    "synonyms with bars": ("x.csv", "en,vi\na | b,c|d\n", ["en:a", "en:b", "vi:c", "vi:d"]),
    "two columns of a language": ("x.csv", "English,English,Vietnamese\na,b,c\n", ["en:a", "en:b", "vi:c"]),
    "a line for each term": ("x.csv", "id,language,term\n1,en,a\n1,vi,b\n1,fr,c\n", ["en:a", "vi:b"]),
    "old Mac lines": ("x.csv", "en,vi\ra,b\r", ["en:a", "vi:b"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), SHEETS.values(), ids=SHEETS)
def test_sheets_of_other_programs_are_read(name: str, text: str, expected: list[str]) -> None:
    (concept,), _ = read(name, text)
    assert texts(concept) == expected


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("utf-8-sig", "en,vi\ncourt,toà án\n", "vi:toà án"),
        ("utf-16", "en\tvi\ncourt\ttoà án\n", "vi:toà án"),
        ("gb18030", "en,zh-CN\n" + "court,人民法院的审判工作\n" * 3, "zh-Hans:人民法院的审判工作"),
        ("big5", "en,zh-TW\n" + "court,臺灣高等法院審判工作\n" * 3, "zh-Hant:臺灣高等法院審判工作"),
        ("cp1252", "en;vi\n" + "café “au lait”;sua\n" * 3, "en:café “au lait”"),
    ],
)
def test_sheets_in_other_encodings_are_read(encoding: str, text: str, expected: str) -> None:
    concepts, _ = read("x.csv", text.encode(encoding))
    assert expected in texts(concepts[0])


def test_an_encoding_shows_after_many_plain_lines() -> None:
    text = "en,zh-CN\n" + "plain,\n" * 5000 + "court,人民法院的审判工作\n"
    concepts, _ = read("x.csv", text.encode("gb18030"))
    assert texts(concepts[-1])[-1] == "zh-Hans:人民法院的审判工作"


def test_what_stands_beside_a_language_belongs_to_its_terms() -> None:
    head = (
        "Entry_ID,Entry_Subject,English,English_Def,Term_Info,Term_Example,Vietnamese,Term_Info,Term_Example,Created\n"
    )
    line = "7,law,court,where judges sit,CasePermissive,The court rose.,toà án,x,Toà đứng dậy.,2020\n"
    (concept,), incoming = read("x.csv", head + line)
    assert (concept.id, concept.domain, concept.definitions) == ("7", "law", {"en": "where judges sit"})
    assert [term.context for term in concept.terms] == ["The court rose.", "Toà đứng dậy."]
    assert incoming.dropped["column “Created”"] == 1


def test_words_for_status_and_word_class_are_understood() -> None:
    text = "en,en status,en pos,en type\na,Preferred,n.,initialism\nb,do not use,verb,\nc,weird,,\n"
    concepts, incoming = read("x.csv", text)
    assert [c.terms[0].status for c in concepts] == [Status.APPROVED, Status.FORBIDDEN, Status.PROPOSED]
    assert concepts[0].terms[0].part_of_speech is PartOfSpeech.NOUN
    assert concepts[0].terms[0].type is TermType.ACRONYM
    assert incoming.dropped == {"status “weird”": 1}


def test_one_status_for_a_whole_line_is_that_of_its_terms() -> None:
    (good, bad, open_), _ = read("x.csv", "en,vi,status\na | b,c,approved\nd,e,forbidden\nf,g,\n")
    assert [term.status for term in good.terms] == [Status.APPROVED, Status.ADMITTED, Status.APPROVED]
    assert {term.status for term in bad.terms} == {Status.FORBIDDEN}
    assert {term.status for term in open_.terms} == {Status.PROPOSED}
    (own,), _ = read("x.csv", "en,vi,status,vi status\na,c,approved,forbidden\n")
    assert [term.status for term in own.terms] == [Status.PROPOSED, Status.FORBIDDEN]


def test_languages_are_said_for_a_sheet_without_a_head() -> None:
    with pytest.raises(InputError, match=r"x\.csv, line 1: it names no language"):
        read("x.csv", "court,toà án\n")
    (concept,), _ = read("x.csv", "court,toà án\n", langs=("en", "vi"))
    assert texts(concept) == ["en:court", "vi:toà án"]
    for head in ("source,target", "Source Term,Target Term", "src,tgt"):
        (concept,), _ = read("x.csv", f"{head}\ncourt,toà án\n", langs=("en", "vi"))
        assert texts(concept) == ["en:court", "vi:toà án"]
    _, incoming = read("x.csv", "court,toà án,law\n", langs=("en", "vi"))
    assert incoming.dropped == {"column 3": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("en,vi\na,b,c\n", "x.csv, line 2: it has 3 columns"),
        ("en,en count\na,x\n", "line 2: “x” is no number"),
        (f"en,vi\n{'x' * 501},b\n", "line 2: a term has 501 characters"),
        (f"en,vi\na,{'x' * 200_000}\n", "x.csv, line 2"),
        ('en,vi\na,b\n"c,d\ne,f\n', "x.csv, line 3: a quotation mark"),
        ("", "names no language"),
    ],
)
def test_broken_sheets_are_refused_with_the_line(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        list(formats.read("csv", io.BytesIO(text.encode()), Incoming("x.csv")))


def test_a_workbook_with_numbers_formulas_and_several_sheets_is_read() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["English", "Chinese (Simplified)"], ["court", "法院"], [5, "五"], [None, None]):
        sheet.append(row)
    book.create_sheet("About").append(["made by hand"])
    other = book.create_sheet("More")
    other.append(["en", "vi"])
    other.append(["judge", "thẩm phán"])
    out = io.BytesIO()
    book.save(out)
    concepts, incoming = read("x.xlsx", out.getvalue())
    assert [texts(c) for c in concepts] == [
        ["en:court", "zh-Hans:法院"],
        ["en:5", "zh-Hans:五"],
        ["en:judge", "vi:thẩm phán"],
    ]
    assert incoming.dropped["sheets without a head that names languages"] == 1


def test_formulas_are_text_in_a_workbook_and_guarded_in_csv() -> None:
    from openpyxl import load_workbook

    concept = Concept((Term("en", "=1+1"), Term("vi", "+x")), id="c")
    sheet = load_workbook(written("xlsx", [concept])).worksheets[0]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in sheet[2][1:3]] == [
        ("=1+1", "s", True),
        ("+x", "s", True),
    ]
    assert b"c,'=1+1,'+x," in written("csv", [concept]).getvalue()


def test_csv_begins_with_a_mark_for_excel() -> None:
    assert written("csv", [CLUSTER]).getvalue().startswith(codecs.BOM_UTF8)


# --- lists


def test_an_omegat_glossary_of_others_is_read_with_its_languages_said() -> None:
    text = (
        "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
        "court\ttoà án\tlaw\ncourt\tsân\tsport\ncourt\tphiên toà\tsport\n"
    )
    with pytest.raises(InputError, match=r"g\.txt, line 2: nothing says its two languages"):
        read("g.txt", text)
    concepts, _ = read("g.txt", text, langs=("en", "vi"))
    assert [(texts(c), c.note) for c in concepts] == [
        (["en:court", "vi:toà án"], "law"),
        (["en:court", "vi:sân", "vi:phiên toà"], "sport"),
    ]


def test_an_omegat_glossary_says_what_must_not_be_used() -> None:
    lines = written("omegat", [CLUSTER], Meta(langs=("en", "zh-Hant"))).getvalue().decode().splitlines()
    assert lines[0] == "# en → zh-Hant"
    assert [line.split("\t")[1] for line in lines[1:4]] == ["產業聚落", "產業群落", "產業集羣"]
    assert "[forbidden: do not use]" in lines[3]


def test_a_utx_file_of_others_is_read() -> None:
    text = (
        "#UTX 1.11; en-US/zh-TW; 2013-12-20T10:00:00+09:00; copyright: x; license: CC-by 3.0;\n"
        "#description: y;\n#src\ttgt\tsrc:pos\tterm status\tsrc:comment\tconcept ID\n"
        "dog\t狗\tnoun\tapproved\tan animal\tC1\ndog\t犬\tnoun\tnon-standard\t\tC1\nHanoi\t河內\tproperNoun\t\t\t-\n"
    )
    concepts, _ = read("x.utx", text)
    assert [texts(c) for c in concepts] == [["en:dog", "zh-Hant:狗", "zh-Hant:犬"], ["en:Hanoi", "zh-Hant:河內"]]
    assert [t.status for t in concepts[0].terms] == [Status.APPROVED, Status.APPROVED, Status.ADMITTED]
    assert (concepts[0].id, concepts[1].id, concepts[1].kind) == ("C1", "", "name")


def test_a_memory_of_sentences_is_no_glossary() -> None:
    from aligner import formats as tables
    from tests.aligner.test_formats import TABLES

    out = io.BytesIO()
    tables.write("tmx", TABLES["four languages"], out)
    with pytest.raises(InputError, match="sentences, not terms"):
        read("x.tmx", out.getvalue())


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("x.tbx", b'<tbx style="dca">', "tbx-dca"),
        ("x.xml", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- c --><tbx style="dct">', "tbx-dct"),
        ("x", "<martif>".encode("utf-16"), "tbx-2008"),
        ("x.unknown", b"<tmx>", "tmx"),
        ("x.bin", b"PK\x03\x04", "xlsx"),
        ("x.txt", b"#UTX 1.2; en/vi", "utx"),
        ("x", b'{"format":"doichieu-glossary"}', "jsonl"),
        ("x.txt", b"en\tvi\na\tb", "csv"),
        ("x.txt", b"# en \xe2\x86\x92 vi\na\tb", "omegat"),
        ("x.tab", b"a\tb", "csv"),
    ],
)
def test_a_format_is_known_by_what_is_in_the_file(name: str, head: bytes, expected: str) -> None:
    assert format_of(name, io.BytesIO(head)) == expected


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "x.png"])
def test_what_is_no_glossary_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="--format"):
        format_of(name, io.BytesIO(b"%PDF-1.4"))
