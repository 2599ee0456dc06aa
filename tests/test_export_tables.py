"""Tables, JSON, Markdown and the workbook: read back by readers that we did not write."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from quizgen.export import formats
from quizgen.export.choosing import options_of
from quizgen.export.formats import Context, Exported
from quizgen.model import NOWHERE, Blank, Quiz
from tests.anki_collection import fill_blank, sample, term
from tests.conftest import optional

NAMES = ("csv", "tsv", "json", "markdown", "kaoshibao")
HOSTILE = '=1+1，"甲"|*乙*_丙_\n<b>&amp;`丁`$x$\x1b[31m'


def made(name: str, quiz: Quiz, **options: object) -> Exported:
    exporter = formats.load(formats.find(name))
    return exporter.export(quiz, options_of(exporter.Options, options, name), Context())


def hostile() -> Quiz:
    return Quiz("# =题", (term(HOSTILE, "@SUM(A1)"), fill_blank("-2+3，=1+2是。")))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_quiz_gives_the_same_bytes(name: str) -> None:
    assert made(name, sample()) == made(name, sample())
    assert made(name, Quiz("空", ())).files[0].content


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_table_has_a_row_for_each_item_and_nothing_to_compute(name: str, delimiter: str) -> None:
    (file,) = made(name, sample()).files
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=delimiter))
    assert [row["题型"] for row in rows] == ["填空", "列举", "连线", "名词解释"]
    assert rows[1]["答案"].split("\n") == ["前期", "中期", "后期"]
    done = made(name, hostile())
    table = csv.reader(io.StringIO(done.files[0].content.decode("utf-8-sig")), delimiter=delimiter)
    cells = [cell for row in table for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    assert any(cell == "'@SUM(A1)" for cell in cells)
    assert any("would compute" in remark for remark in done.remarks)


def test_json_keeps_every_text_to_the_letter() -> None:
    quiz = json.loads(made("json", hostile()).files[0].content)
    assert quiz["items"][0]["term"] == HOSTILE
    item = quiz["items"][1]
    assert [item["stem"][b["start"] : b["end"]] for b in item["blanks"]] == [
        blank["key"] for blank in item["blanks"]
    ]


def test_markdown_prints_the_signs_of_the_text() -> None:
    text = made("markdown", hostile()).files[0].content.decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text",
        "text_special",
        "softbreak",
        "em_open",
        "em_close",
    }
    said = "".join(child.content for child in inline)
    assert '=1+1，"甲"|*乙*_丙_ <b>&amp;`丁`$x$[31m' in said


def test_the_workbook_holds_strings_and_sends_what_has_no_form_to_short_answers() -> None:
    openpyxl = optional("openpyxl")
    stem = "甲乙丙丁戊己庚辛壬，都是天干中的字。"
    nine = replace(fill_blank(stem), blanks=tuple(Blank(at, at + 1, NOWHERE) for at in range(9)))
    quiz = Quiz("题", (*hostile().items, replace(nine, id="z")))
    done = made("kaoshibao", quiz)
    sheet = openpyxl.load_workbook(io.BytesIO(done.files[0].content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    kinds = [row[1] for row in rows[1:]]
    assert sorted(kinds) == ["填空题", "简答题", "简答题"]
    blank = next(row for row in rows if row[1] == "填空题")
    assert blank[2] == "-2+"
    assert blank[10] is None
    assert any("more than 8 blanks" in remark for remark in done.remarks)
