"""Columns that were read row by row: the gutters show which cell belongs to which column.

A page of two to four columns comes out of many an extractor with a row of all columns on each
line. The gutters between them are strips of white space that run down the page. Where nearly all
rows respect them, and the cells are running text that fills its column, the columns are put one
after another; where that is less than certain the rows are left as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from quizgen.language import HAN
from quizgen.patterns import pattern

_SPACES = " \t\r\u3000\ufeff\u00a0\u200b"
_GAP = pattern(r"\S[ \t\u3000\u00a0]{2,}(?=\S)")
_HAN_GAP = pattern(rf"[{HAN}，。、；：！？”）》」][ \t\u3000\u00a0]{{2,}}(?=[{HAN}“（《「])")
_WIDE = pattern(
    "[\u1100-\u11ff\u2014\u2018-\u201d\u2026\u2460-\u24ff\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_FEWEST_ROWS = 5
_FURTHEST = 4
"""So many rows without a gap may stand between two rows with one: short cells of one column."""
_NARROWEST = 12
"""Of a column, in half-width characters; narrower ones are those of a table."""
_MOST_COLUMNS = 6
_WIDEST_LINE = 600


class Raw(NamedTuple):
    """A line, or the cell of a row, without the white space around it."""

    start: int
    """A source offset, as all offsets here."""
    text: str
    indent: int
    """White space before it in half-width characters."""
    after_blank: bool
    line_start: int
    """Where the line begins that it stands on, white space included."""


def raw_lines(text: str) -> Iterator[Raw]:
    """The lines that are not blank."""
    blank = True
    at = 0
    for raw in text.split("\n"):
        start = at
        at += len(raw) + 1
        body = raw.strip(_SPACES)
        if not body:
            blank = True
            continue
        first = start + len(raw) - len(raw.lstrip(_SPACES))
        indent = sum(2 if char in "\u3000\t" else 1 for char in raw[: first - start])
        yield Raw(first, body, indent, blank, start)
        blank = False


def unweave(
    rows: Sequence[Raw], text: str, parts_pages: Callable[[Raw], bool]
) -> tuple[list[Raw], frozenset[int]]:
    """The rows with certain columns put one after another, and where doubtful rows begin.

    Args:
        rows: the lines of the text.
        text: the source.
        parts_pages: whether a row is page furniture, which ends the columns over it.
    """
    running = frozenset(k for k, row in enumerate(rows) if _HAN_GAP.search(row.text))
    if len(running) < _FEWEST_ROWS:
        return list(rows), frozenset()
    gaps = [k for k, row in enumerate(rows) if _GAP.search(row.text)]
    found: list[Raw] = []
    doubtful: set[int] = set()
    at = 0
    for first, last in _regions(rows, gaps, parts_pages):
        if sum(k in running for k in range(first, last + 1)) < _FEWEST_ROWS:
            continue
        region = rows[first : last + 1]
        found += rows[at:first]
        columns = _columns(region, text)
        if columns is None:
            if _is_prose(region):
                doubtful.update(row.start for row in region)
            found += region
        else:
            found += columns
        at = last + 1
    found += rows[at:]
    return found, frozenset(doubtful)


def _regions(
    rows: Sequence[Raw], gaps: Sequence[int], parts_pages: Callable[[Raw], bool]
) -> Iterator[tuple[int, int]]:
    """The first and last row of each stretch of rows with gaps."""
    stops = {k for k, row in enumerate(rows) if parts_pages(row)}
    gaps = [k for k in gaps if k not in stops]
    runs: list[list[int]] = []
    for k in gaps:
        if (
            runs
            and k - runs[-1][-1] <= _FURTHEST
            and not any(j in stops for j in range(runs[-1][-1], k))
        ):
            runs[-1].append(k)
        else:
            runs.append([k])
    for number, run in enumerate(runs):
        if len(run) < _FEWEST_ROWS:
            continue
        # The first column may be longer than the others.
        last = run[-1]
        limit = runs[number + 1][0] if number + 1 < len(runs) else len(rows)
        found = (_GAP.search(rows[k].text) for k in run)
        widest = max(gap.start() + 1 for gap in found if gap)
        while (
            last + 1 < limit
            and last + 1 not in stops
            and not rows[last + 1].after_blank
            and len(rows[last + 1].text) <= widest
        ):
            last += 1
        yield run[0], last


def _is_prose(region: Sequence[Raw]) -> bool:
    """Whether the rows read like sentences rather than like the rows of a table."""
    signs = sum(any(sign in row.text for sign in "，。；") for row in region)
    return signs * 2 >= len(region)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns begin and end, in the units of one way to measure."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


def _columns(region: Sequence[Raw], text: str) -> list[Raw] | None:
    """The cells, column by column; None if the columns are not certain."""
    for wide in (2, 1):
        # Some extractors pad by the width on paper, some by the number of characters.
        places = [_places(row, text, wide) for row in region]
        grid = _grid(places)
        if grid is None:
            continue
        cells = _cells(region, places, grid, wide)
        if cells is not None and _fill_their_columns(cells, grid, wide):
            return [cell for column in cells for cell in column]
    return None


def _places(row: Raw, text: str, wide: int) -> list[tuple[int, int, int]]:
    """Of each visible character of a row: offset in the source, left edge, right edge."""
    found: list[tuple[int, int, int]] = []
    x = 0
    for offset in range(row.line_start, row.start + len(row.text)):
        char = text[offset]
        width = wide if char in "\u3000\t" or _WIDE.match(char) else 1
        if not char.isspace():
            found.append((offset, x, x + width))
        x += width
    return found


def _grid(places: Sequence[Sequence[tuple[int, int, int]]]) -> _Grid | None:
    width = max((row[-1][2] for row in places if row), default=0)
    if not 0 < width <= _WIDEST_LINE:
        return None
    covered = [0] * (width + 1)
    for row in places:
        for _, left, right in row:
            for x in range(left, right):
                covered[x] += 1
    few = len(places) // 12
    starts: list[int] = []
    ends: list[int] = []
    x = 0
    while x < width:
        while x < width and covered[x] <= few:
            x += 1
        begin = x
        while x < width and not (covered[x] <= few and covered[x + 1] <= few):
            x += 1
        if begin < x:
            starts.append(begin)
            ends.append(x)
    if not 2 <= len(starts) <= _MOST_COLUMNS:
        return None
    return _Grid(tuple(starts), tuple(ends))


def _cells(
    region: Sequence[Raw],
    places: Sequence[Sequence[tuple[int, int, int]]],
    grid: _Grid,
    wide: int,
) -> list[list[Raw]] | None:
    """The cells of each column; None if too many rows run across a gutter."""
    edges = [*grid.starts[1:], 1 << 30]
    columns: list[list[Raw]] = [[] for _ in grid.starts]
    empty = [False] * len(grid.starts)
    for row, signs in zip(region, places, strict=True):
        parts: list[list[tuple[int, int, int]]] = [[] for _ in grid.starts]
        k = 0
        for sign in signs:
            while sign[1] >= edges[k]:
                k += 1
            parts[k].append(sign)
        for left, right in pairwise(parts):
            if left and right and left[-1][2] >= right[0][1]:
                return None  # runs across the gutter: a line over all columns, or none at all
        for k, part in enumerate(parts):
            if not part:
                empty[k] = True
                continue
            first, last = part[0][0], part[-1][0]
            indent = max(0, part[0][1] - grid.starts[k]) * (2 if wide == 1 else 1)
            blank = bool(columns[k]) and (empty[k] or row.after_blank)
            columns[k].append(
                Raw(first, _slice(row, first, last + 1), indent, blank, row.line_start)
            )
            empty[k] = False
    return columns


def _slice(row: Raw, start: int, end: int) -> str:
    return row.text[start - row.start : end - row.start]


def _fill_their_columns(columns: Sequence[Sequence[Raw]], grid: _Grid, wide: int) -> bool:
    """Whether the cells are running text: most fill their column, some end a sentence."""
    full = total = signs = 0
    for k, column in enumerate(columns):
        width = grid.ends[k] - grid.starts[k]
        if width * 2 < _NARROWEST * wide or not column:
            return False
        for cell in column:
            length = sum(wide if _WIDE.match(char) else 1 for char in cell.text)
            full += length * 10 >= (width - 2 * wide) * 10 - 5 or length * 5 >= width * 4
            signs += any(sign in cell.text for sign in "，。；、：")
            total += 1
    return (full * 2 >= total and signs * 3 >= total) or (full * 3 >= total and signs * 2 >= total)
