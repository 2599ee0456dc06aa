"""From the lines of the pages to paragraphs, headings, table rows and furniture.

A paragraph ends where the page shows it: at an indent, a short line, a wider gap, another size of
type. It goes on over the end of a column or page where none of these says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

from quizgen.reading.pdf_geometry import Line, PageLines

BlockKind = Literal["block", "heading", "title", "furniture", "table-row"]

_MARGIN = 0.12
"""Running heads and feet stand in this part of the page, above and below."""
_EDGE_LINES = 4
_PAGE_NUMBER = re.compile(
    r"[-—–·.\s]*(?:第\s*)?(?:[0-9０-９]{1,4}|[ivxlc]{1,6})\s*页?"
    r"(?:\s*[/／]?\s*(?:共\s*)?[0-9０-９]{1,4}\s*页?)?[-—–·.\s]*"
)
# What browsers print in the margins: address, and day and time, maybe with the title behind.
_PRINT_STAMP = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4},?\s+(?:[AP]M\s|[上下]午)?[0-9]{1,2}:[0-9]{2}.*"
)
_CONTENTS = re.compile(r".{1,60}?(?:[.…·．]\s?){4,}\s*[0-9ivxIVX]{1,4}")
_NOTE = re.compile(r"(?:[①-⑳*†]|[\[［〔][0-9]{1,3}[\]］〕]|[0-9]{1,3}\s)")
_MARKER = re.compile(
    r"(?:[•●■◆○▪·]|[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]|[①-⑳⑴-⒇]|第.{1,5}[条章节])"
)
_STOPS = "。！？!?…”；："
_ANOTHER_SIZE = 1.08
_LARGE = 1.12
_TITLE = 1.25
_SMALL_PRINT = 0.9
_INDENT = 1.2
_SLACK = 2.2
"""A full line may be so many ems short: signs that may not begin a line take one with them."""
_WIDER = 1.35
_LONGEST_HEADING = 60
_SHARE_INDENTED = 0.15
_FEW_LINES = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, on one page."""

    kind: BlockKind
    page: int
    lines: tuple[Line, ...]
    level: int = 0
    goes_on: bool = False
    """Whether it goes on with the last block that was no furniture, on the column or page before."""


class _Edges(NamedTuple):
    """Where the lines of a column begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float
    """0 if it has one line."""


class _Placed(NamedTuple):
    line: Line
    page: int
    edges: _Edges


def arrange(pages: Sequence[PageLines]) -> list[Block]:
    """The blocks of all pages in reading order; furniture before and behind the text of its page."""
    body = _body_size(pages)
    recurring = _recurring(pages)
    parts = [_parts(page, recurring, body) for page in pages]
    running = [
        _Placed(line, number, edges[line.column])
        for number, (_, lines, _) in enumerate(parts, 1)
        for edges in [_edges(lines)]
        for line in lines
    ]
    indented = _is_indented(running)
    groups: list[list[_Placed]] = []
    for placed in running:
        if groups and _belongs(placed, groups[-1], indented):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    blocks = [block for group in _classified(groups, body) for block in group]
    return list(_with_furniture(blocks, parts))


# ---- furniture ----------------------------------------------------------------

_Parts = tuple[list[Line], list[Line], list[Line]]


def _with_furniture(blocks: Sequence[Block], parts: Sequence[_Parts]) -> Iterator[Block]:
    at = 0
    for number, (head, _, foot) in enumerate(parts, 1):
        for line in head:
            yield Block("furniture", number, (line,))
        while at < len(blocks) and blocks[at].page == number:
            yield blocks[at]
            at += 1
        for line in foot:
            yield Block("furniture", number, (line,))


def _key(line: Line) -> str:
    """The words of a running head, whatever number stands with them, on whichever side."""
    return "".join(sorted(re.sub(r"[\s0-9０-９]", "", line.text)))


def _marginal(page: PageLines) -> list[Line]:
    """The lines at the upper and lower edge of a page, the outermost first."""
    above = sorted((x for x in page.lines if x.y > (1 - _MARGIN) * page.height), key=lambda x: -x.y)
    below = sorted((x for x in page.lines if x.y < _MARGIN * page.height), key=lambda x: x.y)
    return [*above[:_EDGE_LINES], *below[:_EDGE_LINES]]


def _recurring(pages: Sequence[PageLines]) -> frozenset[str]:
    """What stands at the same height in the margins of two pages or more."""
    heights: dict[str, list[float]] = {}
    for page in pages:
        for line in _marginal(page):
            heights.setdefault(_key(line), []).append(line.y)
    return frozenset(
        key
        for key, found in heights.items()
        if key and any(abs(a - b) < 3 for a, b in pairwise(sorted(found)))
    )


def _parts(page: PageLines, recurring: frozenset[str], body: float) -> _Parts:
    """The furniture above, the running text, and the furniture below, notes included."""
    out: set[int] = set()
    for line in _marginal(page):
        is_number = len(line.text) <= 16 and _PAGE_NUMBER.fullmatch(line.text.strip())
        # A page number is the outermost line of its edge.
        outermost = all(
            other.y <= line.y if line.y > page.height / 2 else other.y >= line.y
            for other in page.lines
            if id(other) not in out
        )
        is_stamp = _PRINT_STAMP.fullmatch(line.text.strip())
        if _key(line) in recurring or is_stamp or (is_number and outermost):
            out.add(id(line))
    out |= {id(line) for line in page.lines if _CONTENTS.fullmatch(line.text.strip())}
    out |= _notes([line for line in page.lines if id(line) not in out], page.height, body)
    head = [x for x in page.lines if id(x) in out and x.y > page.height / 2]
    foot = [x for x in page.lines if id(x) in out and x.y <= page.height / 2]
    return head, [x for x in page.lines if id(x) not in out], foot


def _notes(lines: Sequence[Line], height: float, body: float) -> set[int]:
    """The notes at the foot of each column: small print that begins with a number or a sign."""
    found: set[int] = set()
    for column in {line.column for line in lines}:
        tail: list[Line] = []
        for line in reversed([x for x in lines if x.column == column]):
            if line.size > _SMALL_PRINT * body or line.y > height / 2:
                break
            tail.append(line)
        if tail and _NOTE.match(tail[-1].text):
            found |= {id(line) for line in tail}
    return found


# ---- what the pages have in common ----------------------------------------------


def _body_size(pages: Sequence[PageLines]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 1.0


def _edges(lines: Sequence[Line]) -> dict[int, _Edges]:
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    found: dict[int, _Edges] = {}
    for number, column in columns.items():
        # The right edge of a column of two lines may be that of the same column further down.
        left = min(line.x0 for line in column)
        alike = [
            line.x1
            for others in columns.values()
            if abs(min(line.x0 for line in others) - left) < column[0].size
            for line in others
        ]
        right = sorted(line.x1 for line in column)[-1 - len(column) // 20]
        if len(column) < _FEW_LINES:
            right = max(alike)
        pitches = [a.y - b.y for a, b in pairwise(column) if 0 < a.y - b.y < 4 * a.size]
        found[number] = _Edges(left, right, median(pitches) if pitches else 0.0)
    return found


def _is_indented(running: Sequence[_Placed]) -> bool:
    """Whether paragraphs begin with an indent."""
    texts = [placed for placed in running if not placed.line.cells]
    ins = sum(
        placed.line.x0 - placed.edges.left >= _INDENT * placed.line.size
        and abs(before.line.x0 - before.edges.left) < before.line.size
        for before, placed in pairwise(texts)
    )
    return ins > _SHARE_INDENTED * len(texts) / 2


# ---- paragraphs -----------------------------------------------------------------


def _belongs(placed: _Placed, group: Sequence[_Placed], indented: bool) -> bool:
    """Whether a line goes on with the paragraph of the lines before it."""
    before = group[-1]
    line, last = placed.line, before.line
    if line.cells or last.cells:
        return False
    ratio = line.size / last.size
    if not 1 / _ANOTHER_SIZE < ratio < _ANOTHER_SIZE:
        return False
    together = placed.page == before.page and line.column == last.column
    gap = last.y - line.y
    if together and not 0 < gap <= _WIDER * (placed.edges.pitch or gap):
        return False
    room = before.edges.right - last.x1 - _first_word(line)
    is_full = room < _SLACK * last.size
    centred = _is_centred(placed) and _is_centred(before)
    if centred and together and line.size >= last.size:
        return True
    if not is_full or (line.strong != last.strong and _is_short(last.text)):
        return False
    hangs = any(abs(line.x0 - x) < 0.3 * line.size for x in group[0].line.starts[1:])
    deeper = line.x0 - placed.edges.left >= _INDENT * line.size and (
        not together or line.x0 - last.x0 >= _INDENT * line.size
    )
    if deeper and not (hangs and together):
        return False
    ended = last.text.rstrip()[-1:] in _STOPS
    if ended and _MARKER.match(line.text):
        return False
    return together or not ended or indented


def _first_word(line: Line) -> float:
    """How wide the first word is, if it is one that is not broken: it may not have had room."""
    found = re.match(r"[!-~]+", line.text)
    return len(found[0]) * line.size / 2 if found else 0.0


def _is_centred(placed: _Placed) -> bool:
    line, edges = placed.line, placed.edges
    left, right = line.x0 - edges.left, edges.right - line.x1
    return left > 2 * line.size and abs(left - right) < line.size


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and text.rstrip()[-1:] not in "。；，"


# ---- what each is -----------------------------------------------------------------


def _classified(groups: Sequence[list[_Placed]], body: float) -> Iterator[list[Block]]:
    strong = sum(len(p.line.text) for g in groups for p in g if p.line.strong)
    whole = sum(len(p.line.text) for g in groups for p in g)
    strong_tells = strong * 2 < whole
    heads = [_head_size(group, body, strong_tells) for group in groups]
    sizes = sorted({size for size in heads if size}, reverse=True)
    titles = [k for k, size in enumerate(heads) if sizes and size == sizes[0]]
    has_title = len(titles) == 1 and groups[titles[0]][0].page == 1 and sizes[0] >= _TITLE * body
    row = 0
    for k, group in enumerate(groups):
        kind: BlockKind = "block"
        level = 0
        if group[0].line.cells:
            kind, level, row = "table-row", row, row + 1
        else:
            row = 0
        if heads[k]:
            kind, level = "heading", min(1 + sizes.index(heads[k]), 6)
        if has_title and k == titles[0]:
            kind, level = "title", 0
        fragments: list[list[_Placed]] = []
        for placed in group:
            if fragments and fragments[-1][-1].page == placed.page:
                fragments[-1].append(placed)
            else:
                fragments.append([placed])
        yield [
            Block(kind, part[0].page, tuple(p.line for p in part), level, goes_on=n > 0)
            for n, part in enumerate(fragments)
        ]


def _head_size(group: Sequence[_Placed], body: float, strong_tells: bool) -> float:
    """The size of a heading, rounded; bold type of the body's size counts as that. 0 for none."""
    text = "".join(placed.line.text for placed in group)
    line = group[0].line
    if not _is_short(text) or line.cells or not re.search(r"\w", text):
        return 0.0
    if line.size >= _LARGE * body:
        return round(line.size * 2) / 2
    is_strong = strong_tells and all(placed.line.strong for placed in group)
    return body if is_strong and line.size > _SMALL_PRINT * body else 0.0
