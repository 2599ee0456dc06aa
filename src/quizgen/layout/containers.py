"""What a container (docx, html, pdf, epub) says about the lines of its text.

Its word goes before the looks of a line: it knows what is a heading, a list, a row of a table, and
where a paragraph ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quizgen.model import Hint, HintKind

_KINDS: tuple[HintKind, ...] = (
    "furniture",
    "code",
    "caption",
    "formula",
    "title",
    "author",
    "heading",
    "table-row",
    "list-item",
    "block",
)
"""What a line can be, in the order of precedence."""


class Place(NamedTuple):
    """Where a line stands in its container."""

    kind: HintKind | None
    level: int
    group: int
    """The number of the paragraph, heading, item or row, from 1; 0 if the container has none."""
    page: int


class _Extents:
    """The hints of one kind; finds the innermost one around an offset."""

    def __init__(self, hints: Iterable[tuple[int, Hint]]) -> None:
        self.hints = sorted(hints, key=lambda pair: (pair[1].start, -pair[1].end))
        self.starts = [hint.start for _, hint in self.hints]
        self.around: list[int] = []
        open_: list[int] = []
        for k, (_, hint) in enumerate(self.hints):
            while open_ and self.hints[open_[-1]][1].end <= hint.start:
                open_.pop()
            self.around.append(open_[-1] if open_ else -1)
            open_.append(k)

    def at(self, offset: int) -> tuple[int, Hint] | None:
        k = bisect_right(self.starts, offset) - 1
        while k >= 0 and self.hints[k][1].end <= offset:
            k = self.around[k]
        return self.hints[k] if k >= 0 else None


class Container:
    """The hints of a source, by place."""

    def __init__(self, hints: Sequence[Hint]) -> None:
        """Sort the hints."""
        numbered = tuple(enumerate(hints, 1))
        present = {hint.kind for hint in hints}
        self._extents = {
            kind: _Extents(pair for pair in numbered if pair[1].kind == kind)
            for kind in (*_KINDS, "page")
            if kind in present
        }

    def place(self, start: int, end: int) -> Place:
        """What the line from `start` to `end`, source offsets, is."""
        pages = self._extents.get("page")
        page = pages.at(start) if pages else None
        number = page[1].level if page else 0
        for kind in _KINDS:
            extents = self._extents.get(kind)
            found = extents.at(start) if extents else None
            if found is None:
                continue
            group, hint = found
            if kind == "formula" and hint.end < end:
                continue  # stands in a line with other words
            return Place(kind, hint.level, group, number)
        return Place(None, 0, 0, number)
