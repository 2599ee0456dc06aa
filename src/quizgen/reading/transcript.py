"""Writes down the text of a container (docx, html, pdf, epub) and what the container says about it.

The text is what a person sees who opens the file, in reading order, and the offsets of everything
that follows count in it. One line a paragraph, heading, list item or table row; the PDF reader keeps
the lines of the page. What the container knows goes into hints:

- Body text that is not under another hint is under a `block`: one whole paragraph. Lines and
  `furniture` inside a block do not end it; text under no hint is left to the layout's own judgement.
- A `list-item` begins with its marker as the page shows it: numbers that a word processor counts
  by itself are written out, every bullet is "•".
- A `table-row` is one line, its cells parted by tabs; a cell that is not empty is a `table-cell`
  whose level is its column from 1. The level of a row that names the columns is 0, of others their
  number from 1.
- `heading`, `title`, `author`, `caption`, `code` and `furniture` cover whole lines, or several.
- `emphasis` and `formula` lie inside the others. A formula is text that has lost its shape: what was
  set above, below or in a fraction stands in one line, so it is nothing to ask.
- `page` covers what stands on one page, lines ends included.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from quizgen.model import Hint, HintKind, Source

# Characters without a shape: soft hyphens, zero-width spaces and joiners, controls of direction.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


class Transcript:
    """The text so far and its hints; offsets are code points."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._at = 0
        self._last = ""
        self._hints: list[Hint] = []

    @property
    def at(self) -> int:
        """The offset at which the next character will stand."""
        return self._at

    @property
    def last(self) -> str:
        """The last character, or nothing."""
        return self._last

    def write(self, text: str) -> None:
        """Add text as it is, but for characters that nobody sees."""
        text = _UNSEEN.sub("", text)
        if text:
            self._parts.append(text)
            self._at += len(text)
            self._last = text[-1]

    def since(self, start: int) -> str:
        """What was written from the offset `start` on."""
        found: list[str] = []
        left = self._at - start
        for part in reversed(self._parts):
            if left <= 0:
                break
            found.append(part)
            left -= len(part)
        return "".join(reversed(found))[max(0, -left) :]

    def end_line(self) -> None:
        """Add a line end, if the last line is not empty."""
        if self._last not in ("", "\n"):
            self.write("\n")

    def mark(self, kind: HintKind, start: int, end: int, level: int = 0) -> None:
        """Say something about the text from `start` to `end`, if there is any."""
        if start < end:
            self._hints.append(Hint(kind, start, end, level))

    @contextmanager
    def hint(self, kind: HintKind, level: int = 0) -> Iterator[None]:
        """Say something about all that is written inside, but for a line end behind it."""
        start = self._at
        yield
        end = self._at
        if end > start and self._last == "\n" and kind != "page":
            end -= 1
        self.mark(kind, start, end, level)

    def source(self, path: str, data: bytes, format_: str, encoding: str = "utf-8") -> Source:
        """What was written, as the source that it was read from.

        Hints come in the order of the text, the wider before the narrower, without the white space
        at their edges but of pages and rows.
        """
        text = "".join(self._parts)
        hints = [
            hint if hint.kind in ("page", "table-row") else _trimmed(hint, text)
            for hint in self._hints
        ]
        return Source(
            path=path,
            sha256=hashlib.sha256(data).hexdigest(),
            text=text,
            format=format_,
            encoding=encoding,
            hints=tuple(
                sorted((h for h in hints if h.start < h.end), key=lambda h: (h.start, -h.end))
            ),
        )


def _trimmed(hint: Hint, text: str) -> Hint:
    start, end = hint.start, hint.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return replace(hint, start=start, end=end)


def raised(text: str) -> str | None:
    """The text as superscript characters of Unicode, or nothing if there are none for it."""
    return _shifted(text, _RAISED)


def lowered(text: str) -> str | None:
    """The text as subscript characters of Unicode, or nothing if there are none for it."""
    return _shifted(text, _LOWERED)


def _shifted(text: str, table: dict[int, int]) -> str | None:
    return text.translate(table) if all(ord(char) in table for char in text) else None
