"""Containers: what is read of them, what is said of it, and what is refused in one line."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.errors import InputError
from quizgen.layout import lay_out
from quizgen.model import Source
from quizgen.pipeline import study
from quizgen.reading import read_bytes
from tests.conftest import optional
from tests.documents import W, epub, raw_docx, zipped

LAKES = "按照成因，湖泊可以分为构造湖、火山口湖、堰塞湖、冰川湖和人工湖五类。"
DAMMED = "堰塞湖是指河道被山崩或者熔岩阻塞以后积水形成的湖泊。"


def hinted(source: Source, kind: str) -> list[tuple[str, int]]:
    """The texts under the hints of one kind, with their levels."""
    return [(source.text[h.start : h.end], h.level) for h in source.hints if h.kind == kind]


def asked(source: Source) -> str:
    """All that is asked of a source, in one string."""
    return " ".join(str(item) for item in study(source).items)


# ---- HTML -------------------------------------------------------------------


def test_html_keeps_structure_and_leaves_navigation() -> None:
    page = f"""<html><head><meta charset=utf-8><title>t</title></head><body>
    <nav><a href=/>首页</a> <a href=/n>新闻</a></nav><h1>湖泊的<br>成因</h1><h2>分类</h2>
    <p>　　{LAKES[:10]}\n{LAKES[10:]}</p><p>水是<b>H<sub>2</sub>O</b>，10<sup>4</sup>吨<sup><a>[1]</a></sup>。</p>
    <ol start=3><li>构造湖<ul><li>断层湖</li></ul></li></ol>
    <table><tr><th>湖</th><th>成因</th></tr><tr><td>天池</td><td>火山</td></tr></table>
    <p hidden>看不见</p><script>看不见()</script><ruby>湖<rt>hú</rt></ruby>面。
    <footer>版权所有</footer></body></html>"""
    source = read_bytes(page.encode(), "a.html")
    assert hinted(source, "title") == [("湖泊的\n成因", 0)]
    assert hinted(source, "heading") == [("分类", 2)]
    assert (LAKES, 0) in hinted(source, "block"), "a wrapped line between Han is no space"
    assert ("水是H₂O，10⁴吨。", 0) in hinted(source, "block")
    assert hinted(source, "emphasis") == [("H₂O", 0)]
    assert hinted(source, "list-item") == [("3. 构造湖", 1), ("• 断层湖", 2)]
    assert hinted(source, "table-row") == [("湖\t成因", 0), ("天池\t火山", 1)]
    assert [text for text, _ in hinted(source, "furniture")] == ["首页 新闻", "版权所有"]
    assert "看不见" not in source.text
    assert "湖面。" in source.text


@pytest.mark.parametrize(
    ("stated", "encoding"), [("gb2312", "gb18030"), ("big5", "big5hkscs"), ("utf-8", "utf-8")]
)
def test_html_believes_its_statement_where_it_fits(stated: str, encoding: str) -> None:
    page = f'<meta charset="{stated}"><p>湖泊在高山上，水很深。</p>'
    assert "湖泊" in read_bytes(page.encode(encoding), "a.html").text


def test_html_does_not_believe_a_statement_that_does_not_fit() -> None:
    page = f'<meta charset="utf-8"><p>{LAKES * 4}</p>'
    assert LAKES in read_bytes(page.encode("gb18030"), "a.html").text


def test_a_whole_text_in_a_sidebar_is_a_text() -> None:
    source = read_bytes(f'<div class="sidebar"><p>{LAKES}</p></div>'.encode(), "a.html")
    assert not hinted(source, "furniture")


def test_html_is_read_in_linear_depth() -> None:
    assert read_bytes(("<div>" * 20_000 + "湖。").encode(), "a.html").text.strip() == "湖。"


# ---- docx -------------------------------------------------------------------


def test_a_real_word_file() -> None:
    document = docx.Document()
    document.add_heading("湖泊的成因", 0)
    document.add_heading("分类", 1)
    paragraph = document.add_paragraph(LAKES[:5])
    paragraph.add_run(LAKES[5:7]).bold = True
    paragraph.add_run(LAKES[7:])
    for text in ("构造湖", "火山口湖"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("湖", "成因", "天池", "火山"), strict=True):
        cell.text = text
    document.add_paragraph(DAMMED)
    buffer = io.BytesIO()
    document.save(buffer)
    source = read_bytes(buffer.getvalue(), "a.docx")
    assert hinted(source, "title") == [("湖泊的成因", 0)]
    assert hinted(source, "heading") == [("分类", 1)]
    assert hinted(source, "emphasis") == [(LAKES[5:7], 0)]
    assert hinted(source, "list-item") == [("1. 构造湖", 1), ("2. 火山口湖", 1)]
    assert hinted(source, "table-row") == [("湖\t成因", 0), ("天池\t火山", 1)]
    assert "堰塞湖" in asked(source)


def test_word_counts_numbers_as_word_does() -> None:
    numbering = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>
      </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""

    def item(text: str, level: int) -> str:
        return (
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        )

    body = item("总则", 0) + item("目的", 1) + item("范围", 1) + item("附则", 0) + item("施行", 1)
    source = read_bytes(raw_docx(body, numbering=numbering), "a.docx")
    assert [text for text, _ in hinted(source, "list-item")] == [
        "第一条 总则",
        "1.1 目的",
        "1.2 范围",
        "第二条 附则",
        "2.1 施行",
    ]


def test_word_reads_what_stands_and_not_what_was_deleted() -> None:
    body = (
        "<w:p><w:r><w:t>水位</w:t></w:r><w:del><w:r><w:delText>降低</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>上涨</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:r><w:footnoteReference/></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内。</w:t></w:r>"
        "</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"><w:p/></w:footnote>'
        "<w:footnote><w:p><w:r><w:t>参见年鉴。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    source = read_bytes(raw_docx(body, footnotes=notes), "a.docx")
    assert source.text == "水位上涨\n框内。\n参见年鉴。\n"
    assert hinted(source, "furniture") == [("参见年鉴。", 0)]


@pytest.mark.office
def test_a_word_file_by_libreoffice(tmp_path: Path) -> None:
    page = (
        f"<h1>湖泊</h1><p>{LAKES}</p><ol><li>构造湖</li><li>火山口湖</li></ol>"
        f"<table border=1><tr><td>湖</td><td>成因</td></tr><tr><td>天池</td><td>火山</td></tr></table><p>{DAMMED}</p>"
    )
    (tmp_path / "a.html").write_text(f"<meta charset=utf-8>{page}", encoding="utf-8")
    soffice = shutil.which("soffice") or "soffice"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "a.html"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    source = read_bytes((tmp_path / "a.docx").read_bytes(), "a.docx")
    assert hinted(source, "heading") == [("湖泊", 1)]
    assert hinted(source, "list-item") == [("1. 构造湖", 1), ("2. 火山口湖", 1)]
    assert [text for text, _ in hinted(source, "table-row")] == ["湖\t成因", "天池\t火山"]
    assert (LAKES, 0) in hinted(source, "block")


# ---- EPUB -------------------------------------------------------------------


def test_a_book_in_the_order_of_its_spine() -> None:
    pages = {"b.xhtml": f"<h1>一</h1><p>{LAKES}</p>", "a.xhtml": f"<h1>二</h1><p>{DAMMED}</p>"}
    source = read_bytes(epub(pages), "a.epub")
    assert source.text.index(LAKES) < source.text.index(DAMMED)
    assert "堰塞湖" in asked(source)


def test_a_protected_book_is_refused() -> None:
    lock = '<e><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></e>'
    with pytest.raises(InputError, match="protected"):
        read_bytes(epub({"a.xhtml": "<p>湖</p>"}, **{"META-INF/encryption.xml": lock}), "a.epub")


# ---- PDF --------------------------------------------------------------------

PARAGRAPHS = (
    "湖泊是陆地上洼地积水形成的、水面较为宽阔的水体，它调节河川的水量，也供人们灌溉和航行。",
    LAKES + "构造湖由地壳断裂下陷形成，通常水深岸陡；火山口湖位于死火山的顶部，多呈圆形。",
    DAMMED + "它的水位上涨很快，一旦决口，会给下游造成严重的灾害，因此必须及时疏导。",
    "冰川湖分布在高纬度和高海拔地区，湖盆由冰川刨蚀而成，湖水多来自冰雪的融化，水温很低。",
)
TWO_COLUMNS = (
    "<meta charset=utf-8><style>@page{size:A5;margin:18mm}body{columns:2;column-gap:8mm;"
    "font-size:10pt;text-align:justify}p{text-indent:2em;margin:0}h1{column-span:all;font-size:18pt}"
    "</style><h1>湖泊的成因</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
)


def check_columns(data: bytes) -> None:
    """Every paragraph comes whole and in order, whichever column it begins in."""
    document = lay_out(read_bytes(data, "a.pdf"))
    (article,) = document.articles
    assert article.title is not None
    assert document.slice(article.title) == "湖泊的成因"
    assert tuple(document.slice(paragraph.span) for paragraph in article.paragraphs) == PARAGRAPHS


@pytest.mark.browser
def test_two_columns_by_chromium(tmp_path: Path) -> None:
    chromium = next(
        n for n in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if n
    )
    (tmp_path / "a.html").write_text(TWO_COLUMNS, encoding="utf-8")
    subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path}/profile",
            f"--print-to-pdf={tmp_path}/a.pdf",
            str(tmp_path / "a.html"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    check_columns((tmp_path / "a.pdf").read_bytes())


@pytest.mark.browser
def test_two_columns_by_weasyprint() -> None:
    weasyprint = optional("weasyprint")
    check_columns(weasyprint.HTML(string=TWO_COLUMNS).write_pdf())


# ---- what is refused ----------------------------------------------------------

BOMB = zipped({"word/document.xml": b"<a>" + b" " * (70 * 2**20)})
ENTITIES = '<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b SYSTEM "file:///etc/passwd">]><w>&b;</w>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", BOMB, "unpacks to more than"),
        ("a.docx", zipped({"word/document.xml": ENTITIES}), "XML entities"),
        ("a.docx", zipped({"word/document.xml": "<w:"}), "is not XML"),
        ("a.docx", zipped({"word/document.xml": "<html/>"}), "no Word file"),
        ("a.docx", zipped({"x": ""}), "no Word file"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "old Office file"),
        ("a.docx", b"plain", "no Word file"),
        ("a.epub", epub({}, package="../../etc/passwd")[:-4], "broken container"),
        ("a.epub", zipped({"META-INF/container.xml": ENTITIES}), "XML entities"),
        (
            "a.epub",
            zipped({"META-INF/container.xml": '<r><rootfile full-path="../../x"/></r>'}),
            "lacks its part",
        ),
        ("a.pdf", b"%PDF-1.7 broken", "broken PDF"),
        ("a.pdf", b"plain", "no PDF"),
        ("a.zip", zipped({"a.txt": "x"}), "zip archive"),
        ("a", zipped({"xl/workbook.xml": ""}), "spreadsheet"),
        ("a.html", "<p hidden>湖</p>".encode(), "holds no text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_in_one_line(name: str, data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_bytes(data, name)
    assert "\n" not in str(caught.value)


def test_a_part_named_out_of_the_container_is_not_looked_for() -> None:
    data = epub({"../../../../etc/passwd": "", "a.xhtml": f"<p>{LAKES}</p>"})
    assert read_bytes(data, "a.epub").text == LAKES + "\n"


@given(st.integers(0, 2**16), st.integers(0, 255), st.sampled_from(["a.docx", "a.epub", "a.html"]))
def test_damaged_files_are_read_or_refused(at: int, byte: int, name: str) -> None:
    whole = {
        "a.docx": raw_docx("<w:p><w:r><w:t>湖泊很大。</w:t></w:r></w:p>"),
        "a.epub": epub({"a.xhtml": "<p>湖泊很大。</p>"}),
        "a.html": f"<ol><li>{LAKES}<table><tr><td>湖<td>海<tr><td>深<td>浅</table>".encode(),
    }[name]
    data = bytearray(whole)
    data[at % len(data)] = byte
    try:
        source = read_bytes(bytes(data), name)
    except InputError:
        return
    assert all(0 <= h.start < h.end <= len(source.text) for h in source.hints)
