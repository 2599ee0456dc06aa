"""Blocks: lines joined to paragraphs where they were wrapped or broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizgen.layout.lines import LONGEST_HEADING, MARKER, Line
from quizgen.layout.seams import NEVER_FIRST
from quizgen.patterns import pattern

Fragment = tuple[int, int]

_FEWEST_LINES = 5
_FEWEST_BARE = 3
_CLEFT = pattern("是(?!因|由于|为了|对)[^，。；]{2,30}的$")
_SLACK = 6
"""A wrapped line may be so many half-width characters short of the width: a word or a mark was
kept whole."""
_NARROWEST = 12
_STOPS = "。！？!?"
_PAIRS = (("“", "”"), ("《", "》"), ("「", "」"), ("（", "）"))
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
    doubts: tuple[int, ...] = ()
    """Where fragments begin that were joined though they may belong elsewhere."""
    torn_before: bool = False
    torn_after: bool = False
    """Text is missing at its beginning, at its end."""
    sealed: bool = False
    """The container says that it ends here: nothing is to be joined to it."""

    @property
    def kind(self) -> str:
        """As the kinds of lines; the first line decides."""
        return self.line.kind

    @property
    def ends_open(self) -> bool:
        """Whether it stops in mid-sentence."""
        return self.last.ends_open

    def join(self, other: Block, doubtful: bool = False) -> Block:
        """This block and, in the same sentence, the other."""
        doubts = (other.fragments[0][0],) if doubtful else ()
        return replace(
            self,
            fragments=self.fragments + other.fragments,
            text=self.text + other.text,
            last=other.last,
            sealed=other.sealed,
            doubtful=self.doubtful or other.doubtful,
            doubts=self.doubts + doubts + other.doubts,
            torn_after=other.torn_after,
        )


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text were wrapped."""

    width: int
    """In half-width characters; 0 if they were not."""
    by_count: bool = False
    """Cut after so many characters, whatever their width on paper."""
    slack: int = _SLACK
    indented: bool = False
    """Paragraphs begin with white space."""
    blanks_tell: bool = True
    """Blank lines stand between paragraphs, not between all lines."""
    stops_go_on: bool = False
    """More sentences end inside paragraphs than at their end."""
    marks_end: bool = False
    """Most paragraphs are shorter than a line: an end mark at the edge ends one, too."""

    def is_full(self, line: Line) -> bool:
        """Whether the line reaches the edge, so that the paragraph may go on."""
        return self.of(line) > self.width - self.slack

    def of(self, line: Line) -> int:
        """The width of a line, in this text's own measure."""
        return line.count if self.by_count else line.width


def wrapping(lines: Sequence[Line]) -> Wrapping:
    """How the lines were wrapped, as their lengths and ends tell."""
    running = [line for line in lines if line.kind in ("body", "short", "item")]
    found = max(
        (_measured(running, by_count) for by_count in (False, True)), key=lambda pair: pair[0]
    )[1]
    if not found.width:
        return found
    at_end = within = after_blank = 0
    for line in running:
        stops = sum(line.text.count(stop) for stop in _STOPS)
        if line.text[-1] in _STOPS:
            stops -= 1
            at_end += not found.is_full(line)
        within += stops
        after_blank += line.after_blank
    return replace(
        found,
        indented=_indents(running),
        blanks_tell=after_blank * 5 <= len(running) * 4,
        stops_go_on=within > at_end,
    )


def _measured(running: Sequence[Line], by_count: bool) -> tuple[int, Wrapping]:
    """The width by one measure, and how many lines reach it to the character."""
    found = Wrapping(0, by_count)
    widths = [found.of(line) for line in running]
    width = _width(running, widths) or _width_by_indent(running, widths)
    marks_end = not width
    width = width or _width_by_ends(running, widths)
    if not width:
        return -1, found
    exact = sum(width - 2 < w <= width for w in widths)
    near = sum(width - 4 < w <= width + 4 for w in widths)
    full = sum(width - _SLACK < w <= width + 4 for w in widths)
    slack = 4 if near * 20 >= full * 19 else _SLACK
    return exact, Wrapping(width, by_count, slack, marks_end=marks_end)


def _width(running: Sequence[Line], widths: Sequence[int]) -> int:
    if len(running) < _FEWEST_LINES:
        return 0
    counts = Counter(widths)
    best, most = 0, 0
    for width in counts:
        near = sum(counts[width - by] for by in range(_SLACK))
        if near > most or (near == most and width > best):
            best, most = width, near
    longer = sum(count for width, count in counts.items() if width > best + 4)
    full = [
        line
        for line, width in zip(running, widths, strict=True)
        if best - _SLACK < width <= best + 4
    ]
    if most * 2 < len(running) or longer * 10 > len(running) or best < _NARROWEST:
        return 0
    cut = sum(line.ends_open for line in full)
    return best if cut * 2 >= len(full) else 0


def _width_by_indent(running: Sequence[Line], widths: Sequence[int]) -> int:
    """The width of a wrapped text whose paragraphs are mostly shorter than a line; 0 if not.

    Its longest lines are of one width, stop in mid-sentence, and go on without an indent.
    """
    if not _indents(running):
        return 0
    width = max(widths, default=0)
    pairs = [(w, line, after) for w, (line, after) in zip(widths, pairwise(running), strict=False)]
    full = [(line, after) for w, line, after in pairs if w > width - _SLACK]
    going_on = sum(line.ends_open and after.indent < 2 for line, after in full)
    cut_short = sum(after.indent < 2 for w, _, after in pairs if w <= width - _SLACK)
    enough = going_on >= _FEWEST_LINES and going_on * 5 >= len(full) * 4
    return width if enough and cut_short * 10 <= len(running) else 0


def _width_by_ends(running: Sequence[Line], widths: Sequence[int]) -> int:
    """The width of a wrapped text most of whose lines are short items; 0 if it is not.

    Its longest lines are of one width and stop in mid-sentence, before a line without a marker;
    of the other lines hardly one does.
    """
    width = max(widths, default=0)
    pairs = [(w, line, after) for w, (line, after) in zip(widths, pairwise(running), strict=False)]
    full = [(line, after) for w, line, after in pairs if w > width - _SLACK]
    cut = sum(line.ends_open and not MARKER.match(after.text) for line, after in full)
    others = [line for w, line, _ in pairs if w <= width - _SLACK and line.kind != "short"]
    stray = sum(line.ends_open for line in others)
    enough = cut >= _FEWEST_LINES and cut * 5 >= len(full) * 4 and width >= _NARROWEST
    return width if enough and stray * 10 <= len(others) and stray * 4 <= cut else 0


def _indents(running: Sequence[Line]) -> bool:
    """Whether paragraphs of a wrapped text begin with white space."""
    running = [line for line in running if line.kind != "item"]
    return 0 < sum(line.indent >= 2 for line in running) < 0.6 * len(running)


def to_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of the text, wrapped lines joined. What is left out must be gone before."""
    lines = _without_margin(lines)
    wrapped = wrapping([line for line in lines if not line.group])
    blocks: list[Block] = []
    behind: Line | None = None
    for line in lines:
        block = Block(((line.start, line.end),), line, line.text, line, sealed=line.group > 0)
        if blocks and behind is not None and _belongs(blocks[-1], behind, line, wrapped):
            blocks[-1] = blocks[-1].join(block)
            if blocks[-1].line.kind == "short" and not line.group:
                whole = replace(blocks[-1].line, kind="body")
                blocks[-1] = replace(blocks[-1], line=whole)
        else:
            blocks.append(block)
        behind = line
    for k, (block, after) in enumerate(pairwise(blocks)):
        # A container that knows its pages may know no more of a paragraph than its page holds.
        if block.sealed and block.last.page != after.line.page:
            blocks[k] = replace(block, sealed=False)
    return blocks


def _without_margin(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the white space that nearly all of them begin with."""
    indents = sorted(line.indent for line in lines)
    margin = indents[len(indents) // 20] if indents else 0
    if not margin:
        return lines
    return [replace(line, indent=max(0, line.indent - margin)) for line in lines]


def _belongs(block: Block, behind: Line, line: Line, wrapped: Wrapping) -> bool:
    if line.group or behind.group:
        return line.group == behind.group
    return wrapped.width > 0 and _goes_on(block, behind, line, wrapped)


def _goes_on(block: Block, behind: Line, line: Line, wrapped: Wrapping) -> bool:
    """Whether `line` continues the paragraph that `behind` is the last line of."""
    if block.kind not in ("body", "short", "item") or line.kind not in ("body", "short"):
        return False
    if line.text[0] in NEVER_FIRST:
        return True
    if not wrapped.is_full(behind):
        return False
    if (
        wrapped.indented
        and line.indent >= 2
        and not (block.kind == "item" and not line.after_blank)
    ):
        return False
    parted = line.after_blank and wrapped.blanks_tell and not line.after_page
    if behind.ends_open:
        # A heading may be as long as a line.
        is_head = block.kind == "short" and block.line is behind and not wants_more(behind.text)
        numbered = behind.level == 2 and MARKER.match(behind.text) and len(behind.text) >= 6
        return not (is_head and (parted or numbered))
    # A full line that ends with a mark: only white space tells whether the paragraph ends too.
    if parted or wrapped.marks_end:
        return False
    if line.kind == "short" and line.ends_open and not wrapped.is_full(line):
        return False  # a heading: the last line of a paragraph has an end mark
    if wrapped.indented or behind.text[-1] not in _STOPS + "”":
        return True
    # A line one character short had room for more, but for an opening mark.
    had_room = wrapped.of(behind) + 2 <= wrapped.width and line.text[0] not in "“《「（"
    return wrapped.stops_go_on and not had_room


def is_heading_like(block: Block, following: Block | None) -> bool:
    """A short line without an end, over text that is no continuation of it."""
    if block.kind == "heading":
        return True
    if block.kind != "short" or len(block.text) > LONGEST_HEADING or len(block.fragments) > 1:
        return False
    if any(block.text.count(left) != block.text.count(right) for left, right in _PAIRS):
        return False
    if following is None or block.text[-1] in _WANTS_MORE or block.text[0] in "（(":
        return False
    return len(block.text) >= 2 and any("\u3400" <= char <= "\u9fff" for char in block.text)


def wants_more(text: str) -> bool:
    """Whether the last word cannot end a sentence."""
    return text[-1:] in _WANTS_MORE


def _breaks_off(text: str) -> bool:
    """Whether the last word cannot end a sentence; 是…的 can."""
    return wants_more(text) and not _CLEFT.search(text[-40:])


def seal_open_ends(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; in notes that do without end marks, those without one are whole.

    A word that cannot end a sentence still says that a block is torn. A page with authors is no
    notes: there an open end is the end of a column.
    """
    bodies = [block for block in blocks if block.kind == "body"]
    bare = [block for block in bodies if block.ends_open and not _breaks_off(block.text)]
    if (
        len(bare) < _FEWEST_BARE
        or len(bare) * 3 < len(bodies) * 2
        or any(block.kind == "byline" for block in blocks)
    ):
        return list(blocks)
    whole = {id(b) for b in blocks if b.kind == "item" and not _breaks_off(b.text)}
    whole |= set(map(id, bare))
    return [replace(block, sealed=True) if id(block) in whole else block for block in blocks]


def drop_copies(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is a second copy of an earlier one."""
    seen: set[str] = set()
    for block in blocks:
        text = "".join(block.text.split())
        is_copy = len(text) >= 12 and text in seen and block.kind not in ("row", "rule", "code")
        seen.add(text)
        yield block, is_copy
