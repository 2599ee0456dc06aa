"""The quiz as a table: an item a row, for spreadsheets and programs. `table_csv` and `table_tsv` write it.

Spreadsheets compute what begins with a sign of a formula, wherever it came from; such cells get an
apostrophe before them, as a person would type it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from quizgen.export.flat import alternatives, flat, one_line
from quizgen.export.formats import Exported, File
from quizgen.export.wording import KIND_NAMES, in_text_order
from quizgen.model import Item, Quiz, kind_of

HEAD = (
    "序号", "题型", "题目", "答案", "其他答案", "提示", "解析", "难度", "标签",
    "来源", "文章", "章节", "行", "页", "原文", "编号",
)  # fmt: skip
CELL_LIMIT = 32767
"""UTF-16 code units that Excel and LibreOffice Calc keep of a cell ("Excel specifications and limits")."""
_FORMULA = "=+-@＝＋－＠"
"""What Excel, WPS or Calc take for the beginning of a formula; the full-width forms in East Asian versions."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is written."""

    bom: bool = True
    """A byte-order mark: Excel and WPS take UTF-8 for another encoding without it."""
    head: bool = True
    """A first row with the names of the columns."""


def exported(quiz: Quiz, options: Options, *, delimiter: str, suffix: str) -> Exported:
    """The table as a file. Answers of one item stand on lines of their own within a cell."""
    items = in_text_order(quiz.items)
    rows = [_row(quiz, item, number) for number, item in enumerate(items, 1)]
    safe = [tuple(map(defused, row)) for row in rows]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([HEAD, *safe] if options.head else safe)
    text = out.getvalue().encode("utf-8", "replace")
    return Exported(
        (File(suffix, b"\xef\xbb\xbf" + text if options.bom else text),),
        (*_defusing(rows, safe), *_overlong(safe)),
    )


def _row(quiz: Quiz, item: Item, number: int) -> tuple[str, ...]:
    written = flat(quiz, item)
    found = item.provenance
    others = alternatives(item)
    return (
        str(number),
        KIND_NAMES[kind_of(item)],
        written.question,
        "\n".join(written.answers),
        # A line for each answer, so that the two columns stand side by side.
        "\n".join(" / ".join(words) for words in others) if any(others) else "",
        one_line(item.hint),
        one_line(item.why),
        item.difficulty,
        " ".join(map(one_line, item.tags)),
        one_line(found.source),
        one_line(found.article),
        one_line(found.section),
        str(found.line or ""),
        str(found.page or ""),
        one_line(found.quote),
        one_line(item.id),
    )


def defused(text: str) -> str:
    """The text as a cell that nothing computes."""
    return "'" + text if text.lstrip()[:1] in tuple(_FORMULA) else text


def units(text: str) -> int:
    """UTF-16 code units: what spreadsheets count by."""
    return len(text) + sum(char > "\uffff" for char in text)


def _defusing(rows: list[tuple[str, ...]], safe: list[tuple[str, ...]]) -> tuple[str, ...]:
    count = sum(
        a != b for row, kept in zip(rows, safe, strict=True) for a, b in zip(row, kept, strict=True)
    )
    return (f"put ' before {count} cells that a spreadsheet would compute",) if count else ()


def _overlong(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    count = sum(units(cell) > CELL_LIMIT for row in rows for cell in row)
    return (
        (f"{count} cells are longer than a spreadsheet keeps ({CELL_LIMIT:,} characters)",)
        if count
        else ()
    )
