"""From characters and their places to lines in reading order: rows, gutters, columns.

All measures are in points, y grows upwards; an em is the size of the text around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from quizgen.reading.transcript import lowered, raised

GENERATED_SPACE = "\u2005"
"""A space that the page does not hold but shows: what the PDF library makes of a gap."""

_SAME_LINE = 0.4
"""Baselines that differ by less than so many ems are one."""
_APART = 1.5
"""A gap of so many ems parts two pieces of a line: columns, or the cells of a row."""
_LATIN_SPACE = 0.2
_SMALL = 0.8
_NARROWEST_GUTTER = 0.8
_FEWEST_LINES = 3
_FILLED = 0.8
"""A line of a column reaches so far across it, but at the end of a paragraph."""
_DEEPEST = 6


class Glyph(NamedTuple):
    """A character on the page; a space is one, too."""

    char: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    strong: bool = False


class Piece(NamedTuple):
    """Text of one look."""

    text: str
    strong: bool
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column, or a row of a table."""

    pieces: tuple[Piece, ...]
    x0: float
    x1: float
    y: float
    size: float
    strong: bool
    """Whether all of it is set in bold."""
    starts: tuple[float, ...]
    """Where its first characters begin: a hanging indent stands under one of them."""
    column: int = 0
    """The number of its column on the page, in reading order."""
    cells: tuple[tuple[int, int], ...] = ()
    """Offsets in the text of the line, if it is a row of a table."""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in reading order."""

    lines: tuple[Line, ...]
    height: float


class _Run(NamedTuple):
    """Glyphs in a row without a wide gap."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float
    size: float


def lay_lines(glyphs: Sequence[Glyph], height: float) -> PageLines:
    """The lines of a page, column by column."""
    runs = _runs(_once(glyphs))
    found: list[Line] = []
    for number, column in enumerate(_columns(runs, 0), 1):
        rows = _rows(column)
        gaps = [_wide_gaps(row) for row in rows]
        for k, row in enumerate(rows):
            near = [*gaps[max(0, k - 1) : k], *gaps[k + 1 : k + 2]]
            in_table = any(
                abs(a - b) < row[0].size for other in near for a in other for b in gaps[k]
            )
            found.append(_line(row, number, in_table))
    return PageLines(tuple(found), height)


def _once(glyphs: Iterable[Glyph]) -> Iterable[Glyph]:
    """Without what is printed over itself: some writers make bold type so."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        x, y = round(glyph.x0), round(glyph.y)
        if not glyph.char.isspace() and any((glyph.char, x + by, y) in seen for by in (-1, 0, 1)):
            continue
        seen.add((glyph.char, x, y))
        yield glyph


def _runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [_run(found) for run in runs if (found := _stripped(run))]


def _follows(run: list[Glyph], glyph: Glyph) -> bool:
    before = run[-1]
    em = max(before.size, glyph.size)
    if not -0.5 * em < glyph.x0 - before.x1 < _APART * em:
        return False
    # Raised and lowered characters are smaller and stand off the line.
    shift = abs(glyph.y - (before.y if before.size >= _SMALL * em else _base(run)))
    small = min(before.size, glyph.size) < _SMALL * em
    return shift < (0.7 if small else _SAME_LINE) * em


def _base(run: list[Glyph]) -> float:
    return max(reversed(run), key=lambda glyph: glyph.size).y


def _stripped(run: list[Glyph]) -> list[Glyph]:
    while run and run[-1].char.isspace():
        run.pop()
    start = 0
    while start < len(run) and run[start].char.isspace():
        start += 1
    return run[start:]


def _run(glyphs: list[Glyph]) -> _Run:
    size = median(glyph.size for glyph in glyphs)
    y = median(glyph.y for glyph in glyphs if glyph.size >= _SMALL * size)
    return _Run(tuple(glyphs), glyphs[0].x0, max(glyph.x1 for glyph in glyphs), y, size)


# ---- columns ------------------------------------------------------------------


def _columns(runs: list[_Run], depth: int) -> list[list[_Run]]:
    """The runs, column by column; what spans several columns parts what is above and below."""
    gutter = _gutter(runs) if depth < _DEEPEST else None
    if gutter is None:
        return [runs] if runs else []
    left_edge, right_edge = gutter
    bands: list[tuple[list[_Run], list[_Run], list[_Run]]] = [([], [], [])]
    for run in sorted(runs, key=lambda run: -run.y):
        spans, left, right = bands[-1]
        if run.x0 < left_edge and run.x1 > right_edge:
            if left or right:
                bands.append(([run], [], []))
            else:
                spans.append(run)
        else:
            (left if run.x1 <= right_edge else right).append(run)
    found: list[list[_Run]] = []
    for spans, left, right in bands:
        if left and right and not _are_columns(left, right):
            found += [spans + left + right]
            continue
        if spans:
            found.append(spans)
        found += _columns(left, depth + 1) + _columns(right, depth + 1)
    return found


def _gutter(runs: list[_Run]) -> tuple[float, float] | None:
    """The edges of the white strip that parts two columns, if there is one."""
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    em = median(run.size for run in runs)
    low, high = min(run.x0 for run in runs), max(run.x1 for run in runs)
    # How many runs cover each point of the width: as steps up and down along it.
    steps = sorted([(run.x0, 1) for run in runs] + [(run.x1, -1) for run in runs])
    allowed = max(1, len(runs) // 6)
    best: tuple[float, float, float] | None = None
    covering = 0
    strip: list[tuple[float, float, int]] = []
    for (x, step), (following, _) in pairwise(steps):
        covering += step
        if following > x:
            strip.append((x, following, covering))
    open_from = -1.0
    worst = 0
    for x0, x1, count in [*strip, (high, high, len(runs))]:
        if count <= allowed and low < x0 and x1 < high:
            if open_from < 0:
                open_from, worst = x0, 0
            worst = max(worst, count)
            continue
        if open_from >= 0 and x0 - open_from >= _NARROWEST_GUTTER * em:
            left = [run for run in runs if run.x1 <= x0 and run.x0 < open_from]
            right = [run for run in runs if run.x0 >= open_from and run.x1 > x0]
            if _are_columns(left, right):
                score = (x0 - open_from) / (1 + worst)
                if best is None or score > best[0]:
                    best = (score, open_from, x0)
        open_from = -1.0
    return best and (best[1], best[2])


def _are_columns(left: list[_Run], right: list[_Run]) -> bool:
    """Whether these are columns of running text: unlike the cells of a table their lines are full."""
    return _is_column(left, _FEWEST_LINES) and _is_column(right, 2)


def _is_column(runs: list[_Run], fewest: int) -> bool:
    rows = _rows(runs)
    if len(rows) < fewest:
        return False
    widths = sorted(max(run.x1 for run in row) - min(run.x0 for run in row) for row in rows)
    full = widths[-1 - len(widths) // 10]
    em = median(run.size for run in runs)
    filled = sum(width > _FILLED * full for width in widths)
    return full >= 8 * em and filled * 5 >= len(widths) * 2


# ---- lines --------------------------------------------------------------------


def _rows(runs: Iterable[_Run]) -> list[list[_Run]]:
    """Runs on one baseline together, from top to bottom, each row from left to right."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if rows and abs(rows[-1][0].y - run.y) < _SAME_LINE * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def _wide_gaps(row: list[_Run]) -> list[float]:
    """Where the pieces behind wide gaps begin; in two rows of a table at the same places."""
    return [
        after.x0 for run, after in pairwise(row) if after.x0 - run.x1 >= _APART * after.size * 0.9
    ]


def _line(row: list[_Run], column: int, in_table: bool) -> Line:
    glyphs = list(_spaced([glyph for run in row for glyph in run.glyphs]))
    size = median(glyph.size for glyph in glyphs)
    y = row[0].y
    pieces: list[Piece] = []
    for before, glyph in zip([None, *glyphs], glyphs, strict=False):
        gap = _gap(before, glyph, in_table) if before else ""
        piece = _piece(glyph, size, y)
        for new in (Piece(gap, piece.strong and pieces[-1].strong if pieces else False), piece):
            if not new.text:
                continue
            if pieces and pieces[-1][1:] == new[1:]:
                pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + new.text)
            else:
                pieces.append(new)
    seen = [glyph for glyph in glyphs if glyph.char != " "]
    return Line(
        pieces=tuple(pieces),
        x0=row[0].x0,
        x1=max(run.x1 for run in row),
        y=y,
        size=size,
        strong=all(glyph.strong for glyph in seen),
        starts=tuple(glyph.x0 for glyph in seen[:8]),
        column=column,
        cells=_cells("".join(piece.text for piece in pieces)),
    )


def _cells(text: str) -> tuple[tuple[int, int], ...]:
    """The places between the tabs of a row; none in a line without."""
    if "\t" not in text:
        return ()
    found: list[tuple[int, int]] = []
    start = 0
    for part in text.split("\t"):
        found.append((start, start + len(part)))
        start += len(part) + 1
    return tuple(found)


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """With the generated spaces between Latin characters; elsewhere gaps are only justification."""
    for k, glyph in enumerate(glyphs):
        if glyph.char != GENERATED_SPACE:
            yield glyph
        elif (
            glyphs[k - 1].char.isascii() and glyphs[k + 1 : k + 2] and glyphs[k + 1].char.isascii()
        ):
            yield glyph._replace(char=" ")


def _gap(before: Glyph, glyph: Glyph, in_table: bool) -> str:
    """The space between two characters that the page shows but does not hold."""
    em = max(before.size, glyph.size)
    gap = glyph.x0 - before.x1
    if in_table and gap >= _APART * em * 0.9:
        return "\t"
    if before.char == " " or glyph.char == " ":
        return ""
    if before.char.isascii() and glyph.char.isascii():
        return " " if gap > _LATIN_SPACE * em else ""
    # Justified lines stretch between Chinese characters.
    return " " if gap > em else ""


def _piece(glyph: Glyph, size: float, y: float) -> Piece:
    shift = glyph.y - y
    if glyph.size >= _SMALL * size or abs(shift) < 0.08 * size or glyph.char == " ":
        return Piece(glyph.char, glyph.strong)
    small = (raised if shift > 0 else lowered)(glyph.char)
    return Piece(small or glyph.char, glyph.strong, is_formula=small is None)
