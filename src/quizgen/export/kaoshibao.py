"""The table that 考试宝 (kaoshibao.com) imports: its template's columns, an item a row; by openpyxl.

Blanks are answered in the columns of the options, eight at most; what has no form there (lists,
terms, two columns, more blanks) is a 简答题, whose key stands under 正确答案.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.errors import MissingExtraError
from quizgen.export.flat import SEPARATOR, Flat, explained, flat, left_out, one_line
from quizgen.export.formats import Context, Exported, File
from quizgen.export.ooxml import steady
from quizgen.export.table import CELL_LIMIT, units
from quizgen.export.wording import in_text_order
from quizgen.model import FillBlank, Item, Matching, Quiz

HEAD = (
    "题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D",
    "选项E\n(勿删)", "选项F\n(勿删)", "选项G\n(勿删)", "选项H\n(勿删)",
    "正确答案\n（必填）", "解析\n（勿删）", "章节\n（勿删）", "难度",
)  # fmt: skip
"""The first row of the template, to the letter: the importer looks for it."""
MOST_BLANKS = 8
_DIFFICULTY = {"易": "易", "中": "适中", "难": "难"}
_WIDTHS = (60, 10, *[14] * 8, 40, 40, 24, 8)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Options:
    """What the rows say."""

    chapter: bool = True
    """Article and section under 章节, so that one can practise by chapter."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """One workbook.

    Raises:
        MissingExtraError: openpyxl is not installed.
    """
    items = in_text_order(quiz.items)
    rows = [_row(quiz, item, options) for item in items]
    kept = [tuple(map(_cut, row)) for row in rows]
    return Exported(
        (File("-考试宝.xlsx", _workbook(kept)),),
        (*_remarks(items, rows, kept), *left_out(items, ("hints", "tags"))),
    )


def _row(quiz: Quiz, item: Item, options: Options) -> tuple[str, ...]:
    written = flat(quiz, item)
    place = item.provenance
    chapter = [one_line(name).replace("/", "／") for name in (place.article, place.section) if name]
    tail = (
        explained(item),
        "/".join(chapter) if options.chapter else "",
        _DIFFICULTY[item.difficulty],
    )
    if isinstance(item, FillBlank) and len(item.blanks) <= MOST_BLANKS:
        keys = written.answers + ("",) * (MOST_BLANKS - len(written.answers))
        return (written.question, "填空题", *keys, "", *tail)
    return (written.question, "简答题", *[""] * MOST_BLANKS, _answer(item, written), *tail)


def _answer(item: Item, written: Flat) -> str:
    if len(written.answers) == 1 or isinstance(item, Matching):
        return SEPARATOR.join(written.answers)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(written.answers, 1))


def _cut(text: str) -> str:
    if units(text) <= CELL_LIMIT:
        return text
    return text.encode("utf-16-le", "replace")[: 2 * CELL_LIMIT].decode("utf-16-le", "ignore")


def _remarks(
    items: Sequence[Item], rows: Sequence[tuple[str, ...]], kept: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    matching = sum(isinstance(item, Matching) for item in items)
    many = sum(isinstance(item, FillBlank) and len(item.blanks) > MOST_BLANKS for item in items)
    free = sum(isinstance(item, FillBlank) and item.order_free for item in items)
    cut = sum(row != short for row, short in zip(rows, kept, strict=True))
    told = (
        (matching, "sets of two columns are 简答题, for there is no 连线题"),
        (many, f"sentences with more than {MOST_BLANKS} blanks are 简答题"),
        (free, "sentences take their answers in any order (顺序不限); it marks one order only"),
        (cut, f"rows were cut: a cell holds {CELL_LIMIT:,} characters"),
    )
    return tuple(f"{count} {remark}" for count, remark in told if count)


def _workbook(rows: Sequence[tuple[str, ...]]) -> bytes:
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise MissingExtraError('考试宝 needs openpyxl: pip install "quizgen[xlsx]"') from None
    book = Workbook()
    book.properties.created = dt.datetime(2000, 1, 1)
    sheet: Any = book.active
    sheet.title = "题库"
    wrapped = Alignment(wrap_text=True, vertical="top")
    for at, row in enumerate((HEAD, *rows), 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(at, column)
                # As a string whatever it begins with; _x0041_ would be read as A.
                cell.value = _ESCAPE.sub("_x005F_", text)
                cell.data_type = "s"
                cell.alignment = wrapped
                if at == 1:
                    cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return steady(_dateless(buffer.getvalue()))


def _dateless(book: bytes) -> bytes:
    """The workbook without the time that openpyxl stamps on it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            after.writestr(name, content)
    return out.getvalue()
