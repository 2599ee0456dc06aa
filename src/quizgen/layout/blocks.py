"""Blocks: lines joined to paragraphs where they were wrapped or broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizgen.layout.lines import LONGEST_HEADING, Line

Fragment = tuple[int, int]

_FEWEST_LINES = 5
_SLACK = 3
"""A wrapped line may be so many characters short of the width: a word or a mark was kept whole."""
NEVER_FIRST = "，。、；：？！）”》』」"
_WANTS_MORE = "，、的和与及或是在为对把被从向以由将使让而且并其之至于"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that stands by itself: a paragraph, a heading, a list item."""

    fragments: tuple[Fragment, ...]
    line: Line
    """Its first line."""
    text: str
    last: Line
    doubtful: bool = False
    torn: bool = False
    """Text is missing at its beginning or its end."""

    @property
    def kind(self) -> str:
        """As the kinds of lines; the first line decides."""
        return self.line.kind

    @property
    def ends_open(self) -> bool:
        """Whether it stops in mid-sentence."""
        return self.last.ends_open

    def join(self, other: Block) -> Block:
        """This block and, in the same sentence, the other."""
        return replace(
            self,
            fragments=self.fragments + other.fragments,
            text=self.text + other.text,
            last=other.last,
            doubtful=self.doubtful or other.doubtful,
        )


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which the text was wrapped, in characters; 0 if it was not."""
    running = [line for line in lines if line.kind in ("body", "short", "item")]
    if len(running) < _FEWEST_LINES:
        return 0
    lengths = Counter(len(line.text) for line in running)
    best, most = 0, 0
    for width in lengths:
        near = sum(lengths[width - by] for by in range(_SLACK))
        if near > most or (near == most and width > best):
            best, most = width, near
    longer = sum(count for width, count in lengths.items() if width > best + 2)
    full = [line for line in running if best - _SLACK < len(line.text) <= best + 2]
    if most * 2 < len(running) or longer * 10 > len(running) or best < 6:
        return 0
    cut = sum(line.ends_open for line in full)
    return best if cut * 2 >= len(full) else 0


def _width_by_indent(lines: Sequence[Line]) -> int:
    """The width of a wrapped text whose paragraphs are mostly shorter than a line; 0 if not.

    Its longest lines are of one length, stop in mid-sentence, and go on without an indent.
    """
    if not _indents(lines):
        return 0
    running = [line for line in lines if line.kind in ("body", "short", "item")]
    width = max((len(line.text) + line.indent for line in running), default=0)
    full = [
        (line, after)
        for line, after in pairwise(running)
        if len(line.text) + line.indent > width - _SLACK
    ]
    going_on = sum(line.ends_open and after.indent == 0 for line, after in full)
    cut_short = sum(
        after.indent == 0
        for line, after in pairwise(running)
        if len(line.text) + line.indent <= width - _SLACK
    )
    enough = going_on >= _FEWEST_LINES and going_on * 5 >= len(full) * 4
    return width if enough and cut_short * 10 <= len(running) else 0


def to_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of the text, wrapped lines joined. Furniture is passed over."""
    width = wrap_width(lines) or _width_by_indent(lines)
    indented = _indents(lines) if width else False
    spaced = bool(width) and _is_spaced(lines, width)
    blocks: list[Block] = []
    behind: Line | None = None
    for line in lines:
        block = Block(((line.start, line.end),), line, line.text, line)
        if (
            width
            and blocks
            and behind is not None
            and _goes_on(blocks[-1], behind, line, width, indented, spaced)
        ):
            blocks[-1] = blocks[-1].join(block)
            if blocks[-1].line.kind == "short":
                whole = replace(blocks[-1].line, kind="body")
                blocks[-1] = replace(blocks[-1], line=whole)
        else:
            blocks.append(block)
        behind = line
    return blocks


def _indents(lines: Sequence[Line]) -> bool:
    """Whether paragraphs of a wrapped text begin with white space."""
    running = [line for line in lines if line.kind in ("body", "short")]
    return 0 < sum(line.indent >= 2 for line in running) < 0.6 * len(running)


def _is_spaced(lines: Sequence[Line], width: int) -> bool:
    """Whether paragraphs of a wrapped text stand apart by blank lines."""
    after_short = [
        line.after_blank
        for behind, line in pairwise(lines)
        if behind.kind == "body" and len(behind.text) <= width - _SLACK and not behind.ends_open
    ]
    return len(after_short) >= 2 and all(after_short)


def _goes_on(
    block: Block, behind: Line, line: Line, width: int, indented: bool, spaced: bool
) -> bool:
    """Whether `line` continues the paragraph that `behind` is the last line of."""
    if block.kind not in ("body", "short", "item") or line.kind not in ("body", "short"):
        return False
    if line.text[0] in NEVER_FIRST:
        return True
    if len(behind.text) + behind.indent <= width - _SLACK:
        return False
    if indented and line.indent >= 2:
        return False
    if behind.ends_open:
        return True
    # A full line that ends with a mark: only white space tells whether the paragraph ends too.
    return (not line.after_blank or (indented and line.after_page)) and (
        indented or spaced or behind.text[-1] not in "。！？!?”"
    )


def is_heading_like(block: Block, following: Block | None) -> bool:
    """A short line without an end, over text that is no continuation of it."""
    if block.kind == "heading":
        return True
    if block.kind != "short" or len(block.text) > LONGEST_HEADING or len(block.fragments) > 1:
        return False
    if following is None or block.text[-1] in _WANTS_MORE or block.text[0] in "（(":
        return False
    return len(block.text) >= 2 and any("\u3400" <= char <= "\u9fff" for char in block.text)


def wants_more(text: str) -> bool:
    """Whether the last word cannot end a sentence."""
    return text[-1:] in _WANTS_MORE


def drop_copies(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is a second copy of an earlier one."""
    seen: set[str] = set()
    for block in blocks:
        text = "".join(block.text.split())
        is_copy = len(text) >= 12 and text in seen and block.kind not in ("row", "rule", "code")
        seen.add(text)
        yield block, is_copy
