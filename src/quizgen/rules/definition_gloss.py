"""`term：explanation` lines, and two-column tables.

Notes, glossaries and slides put the term before a colon. A line counts only if it is a list item
or one of at least two such lines in a row, or if its term is set in bold; a table only if its
rows have two cells.

Left out on purpose: labels (时间：, 地点：, 作者：), dialogue, leads of lists (…如下：), times and
ratios.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Definition, Paragraph, Span
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.clauses import trimmed
from quizgen.rules.terms import clean_term

NAME = "definition_gloss"

_COLON = re.compile(r"：|:(?=\s|[\u3400-\u9fff])|——")
_LABEL = re.compile(
    r"^(?:时间|地点|作者|电话|日期|来源|编者按|记者|答|问|注|图|表|例|甲|乙|丙|说明|提示|注意|主讲|主持|单位|"
    r"地址|出处|摘要|关键词|导读|编辑|.{0,6}(?:如下|包括|指出|强调|说|道|问|答|认为|规定|有|分为|是|为|曰|云|写道))$"
)


def detect(passage: Passage) -> Iterator[Definition]:
    """Every gloss of a line, and every row of a two-column table."""
    previous: tuple[Paragraph, Definition] | None = None
    for paragraph in passage.paragraphs:
        if paragraph.kind == "table-row":
            if len(paragraph.cells) >= 2 and not paragraph.is_header:
                term, definiens = paragraph.cells[0], paragraph.cells[-1]
                if term.length <= 20 and definiens.length >= 4:
                    sure = 0.86 if len(paragraph.cells) == 2 else 0.8
                    yield Definition(NAME, term, definiens, "gloss", score=sure)
            previous = None
            continue
        found = _gloss(passage, paragraph)
        if found is None:
            previous = None
            continue
        sure = paragraph.kind == "list-item" or any(
            mark.overlaps(found.term) for mark in passage.document.emphasis
        )
        if sure:
            yield found
        elif previous is not None:
            if previous[0].kind != "list-item":
                yield previous[1]
            yield found
        previous = (paragraph, found) if not sure and previous is None else None


def _gloss(passage: Passage, paragraph: Paragraph) -> Definition | None:
    text = passage.text
    if any(sentence.doubtful for sentence in paragraph.sentences) or not paragraph.sentences:
        return None
    start = paragraph.marker.end if paragraph.marker else paragraph.span.start
    end = paragraph.sentences[0].span.end
    colon = _COLON.search(text, start, min(end, start + 30))
    if colon is None:
        return None
    head = trimmed(text, Span(start, colon.start()))
    if _LABEL.match(text[head.start : head.end]):
        return None
    term = clean_term(text, head)
    definiens = trimmed(text, Span(colon.end(), end))
    if term is None or term.length < 2 or definiens.length < 6:
        return None
    if text[definiens.start] in "“「" and text[definiens.end - 1] in "”」":
        return None
    return Definition(NAME, term, definiens, "gloss", Span(*colon.span()), score=0.85)


RULE = Rule(
    name=NAME,
    family="definition",
    detect=detect,
    summary="term：explanation; rows of a two-column table",
    examples=(
        hit(
            "1. 路由器：在不同网络之间转发数据包的设备",
            defined("路由器", "在不同网络之间转发数据包的设备"),
        ),
        hit(
            "（一）经营者：从事商品生产和销售的单位。",
            defined("经营者", "从事商品生产和销售的单位"),
        ),
        hit(
            "① 细胞壁：位于细胞最外层，起支持和保护作用。",
            defined("细胞壁", "位于细胞最外层，起支持和保护作用"),
        ),
        near_miss("时间：二月十四日上午九时整", "a label"),
        near_miss("母亲说：“早点回来，别忘了带伞。”", "dialogue"),
        near_miss("主要任务如下：抓好春耕备耕这件大事。", "the lead of a list"),
    ),
)
