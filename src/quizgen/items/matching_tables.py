"""Sets of tables: the first column and each other one whose cells are all different.

The heads of the columns are the table's own. A table that compares (its first head is 比较, 项目) has
labels of rows in its first column, not names: it is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.items.headwords import is_headword
from quizgen.items.matching_sets import (
    FEWEST,
    LONGEST_DEFINITION,
    LONGEST_RESPONSE,
    Candidate,
    Relation,
    Response,
)
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Document, Paragraph, Span
from quizgen.patterns import pattern

RULE = "table"
_COMPARES = pattern(
    "^(?:比较|对比|项目|内容|指标|方面|类目|维度|要点|序号|编号|No\\.?|#|题)|项目?$|比较|对比"
)
_DEFINES = pattern("定义|含义|涵义|释义|解释|说明|描述|概念|内容|功能|作用|特点|特征|影响|意义")
_LONGEST_HEAD = 16


def tables(document: Document) -> Iterator[tuple[Paragraph | None, list[Paragraph]]]:
    """Each table: the row that names its columns, if there is one, and its other rows."""
    for article in document.articles:
        header: Paragraph | None = None
        rows: list[Paragraph] = []
        for paragraph in (*article.paragraphs, None):
            is_row = paragraph is not None and paragraph.kind == "table-row"
            if paragraph is not None and is_row and not paragraph.is_header:
                rows.append(paragraph)
                continue
            if rows:
                yield header, rows
            header, rows = paragraph if is_row else None, []


def compares(document: Document, header: Paragraph | None) -> bool:
    """Whether the first column of a table has labels of rows: 比较项, 项目."""
    return bool(
        header and header.cells and _COMPARES.search(document.slice(header.cells[0]).strip())
    )


def sets(
    document: Document, places: Places, language: Language
) -> Iterator[tuple[Relation, Sequence[Candidate]]]:
    """The candidates of every column of every table."""
    for header, rows in tables(document):
        width = len(rows[0].cells)
        if width < 2 or len(rows) < FEWEST or any(len(row.cells) != width for row in rows):
            continue
        if compares(document, header) or (header and len(header.cells) != width):
            continue
        names = [document.slice(row.cells[0]) for row in rows]
        if not all(is_headword(name, language) for name in names):
            continue
        for column in range(1, width):
            cells = [row.cells[column] for row in rows]
            if len({document.slice(cell) for cell in cells}) < len(cells):
                continue
            yield (
                _relation(document, header, column),
                list(_candidates(document, places, rows, cells)),
            )


def _relation(document: Document, header: Paragraph | None, column: int) -> Relation:
    if header is None:
        return Relation(
            "名称与说明", "名称", "说明", LONGEST_DEFINITION, nested=True, given=True, sure=0.84
        )
    first = _head(document, header.cells[0]) or "名称"
    other = _head(document, header.cells[column]) or "说明"
    limit = LONGEST_DEFINITION if _DEFINES.search(other) else LONGEST_RESPONSE
    return Relation(f"{first}与{other}", first, other, limit, nested=True, given=True, sure=0.88)


def _head(document: Document, cell: Span) -> str:
    """What names a column; nothing if it is a sentence."""
    words = document.slice(cell).strip()
    return words if len(words) <= _LONGEST_HEAD else ""


def _candidates(
    document: Document, places: Places, rows: Iterable[Paragraph], cells: Iterable[Span]
) -> Iterator[Candidate]:
    for row, cell in zip(rows, cells, strict=True):
        if cell.length == 0:
            continue
        yield Candidate(
            row.cells[0],
            document.slice(row.cells[0]),
            (Response(cell, document.slice(cell)),),
            RULE,
            *places.theme(row.span.start),
        )
