"""The sheet as a Word file: its parts, and how LibreOffice opens it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quizgen.errors import MissingExtraError
from quizgen.export.docx import export
from quizgen.export.formats import Context
from quizgen.export.paper import Options
from quizgen.model import FillBlank, Quiz
from quizgen.pipeline import make_quiz
from quizgen.reading import read, read_bytes
from tests.anki_collection import sample
from tests.conftest import ROOT
from tests.printing import pages_of, solid


def files(quiz: Quiz, **options: Any) -> dict[str, bytes]:
    made = export(quiz, Options(**options), Context()).files
    return {file.suffix: file.content for file in made}


def part(document: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


def paragraphs(document: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph outside tables."""
    import docx

    opened: Any = docx.Document(io.BytesIO(document))
    return [(p.style.name, p.text) for p in opened.paragraphs]


def numbers(document: bytes) -> set[str]:
    return set(re.findall(r'<w:numId w:val="(\d+)"', part(document)))


def test_numbers_and_headings_are_real() -> None:
    document = files(sample(), marks="1")[".docx"]
    headings = [text for style, text in paragraphs(document) if style == "Heading 1"]
    assert headings[0].startswith("填空题  在横线上")
    assert not any(text.startswith(("1.", "一、")) for style, text in paragraphs(document)[:8])
    # One list for the parts, one for the questions, one for the key.
    assert len(numbers(document)) == 3
    numbering = part(document, "word/numbering.xml")
    assert 'w:lvlText w:val="%1、"' in numbering
    assert "chineseCounting" in numbering
    key = [text for style, text in paragraphs(document) if style == "Heading 2"]
    assert key == ["参考答案"]


def test_gaps_hold_no_answer_and_the_key_holds_them() -> None:
    quiz = replace(sample(), items=sample().items[:1])
    (item,) = quiz.items
    assert isinstance(item, FillBlank)
    texts = [text for _, text in paragraphs(files(quiz)[".docx"])]
    question = next(text for text in texts if "____" in text and "场所" in text)
    assert not [key for key in item.keys if key in question]
    assert any("；".join(item.keys) in text for text in texts)
    taught = [text for _, text in paragraphs(files(quiz, key="teacher")[".docx"])]
    assert any(all(key in text for key in item.keys) for text in taught)
    assert "参考答案" not in taught


def test_variants_and_a_key_apart_are_files() -> None:
    made = files(sample(), variants=2, key="separate")
    assert set(made) == {"-A.docx", "-B.docx", "-参考答案.docx"}
    keys = [text for style, text in paragraphs(made["-参考答案.docx"]) if style == "Heading 2"]
    assert keys == ["参考答案（A 卷）", "参考答案（B 卷）"]
    assert not [text for _, text in paragraphs(made["-A.docx"]) if "参考答案" in text]


def test_text_is_text_and_only_pages_are_fields() -> None:
    bad = '{ PAGE } =1+1 <w:br/> </w:t> {{x}} %1 \\* MERGEFORMAT \ufffe\ud800\x00\u202e😀"'
    quiz = replace(sample(), title=bad)
    items = tuple(replace(item, note=bad) for item in quiz.items)
    document = files(replace(quiz, items=items))[".docx"]
    texts = [text for _, text in paragraphs(document)]
    clean = '{ PAGE } =1+1 <w:br/> </w:t> {{x}} %1 \\* MERGEFORMAT 😀"'
    assert texts[0] == clean
    assert sum(clean in text for text in texts) >= 4
    assert "instrText" not in part(document)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        footers = [name for name in archive.namelist() if "footer" in name and "rels" not in name]
        codes = re.findall(
            r"<w:instrText[^>]*>([^<]*)<", "".join(part(document, f) for f in footers)
        )
    assert [code.strip() for code in codes] == ["PAGE", "NUMPAGES"]


def test_the_same_quiz_gives_the_same_bytes() -> None:
    assert files(sample(), variants=2) == files(sample(), variants=2)


def test_a_sealing_line_is_told_to_be_missing() -> None:
    assert export(sample(), Options(seal_line=True), Context()).remarks
    assert not export(sample(), Options(), Context()).remarks


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"quizgen\[docx\]"):
        files(sample())


def test_quizgen_can_read_the_sheet_that_it_wrote() -> None:
    text = read_bytes(files(sample())[".docx"], "sheet.docx").text
    assert "填空题" in text
    assert "水分子通过半透膜的扩散" in text


@pytest.mark.office
@pytest.mark.parametrize(
    ("options", "size"),
    [({}, "210x297"), ({"paper": "A3", "word_bank": True, "variants": 2}, "420x297")],
    ids=["A4", "A3"],
)
def test_libreoffice_opens_it_whole(tmp_path: Path, options: dict[str, Any], size: str) -> None:
    quiz = make_quiz([read(ROOT / "seeds" / "biology.md")], title="生物")
    made = list(files(quiz, **options).values())[-1]
    (tmp_path / "sheet.docx").write_bytes(made)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "sheet.docx"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    pages, sizes = pages_of(tmp_path / "sheet.pdf")
    assert sizes == {size}
    with_key = next(n for n, page in enumerate(pages) if "参考答案" in page)
    assert solid(pages[with_key]).startswith("参考答案")
    assert f"第{len(pages)}页共{len(pages)}页" in solid(pages[-1])
    whole = solid("".join(pages))
    for item in quiz.items:
        for key in item.keys if isinstance(item, FillBlank) else ():
            assert solid(key) in whole
    assert "一、填空题" in whole
    numbers = [int(found) for found in re.findall(r"^\s*(\d+)\.", "\n".join(pages), re.M)]
    assert max(numbers) == len(quiz.items)
