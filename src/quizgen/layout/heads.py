"""Heads of a page: which blocks are titles, headings and kickers, and what each block may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.layout.blocks import Block, is_heading_like, wants_more
from quizgen.layout.lines import MARKER
from quizgen.layout.seams import BRACKETS, NEVER_FIRST, beginning, is_word
from quizgen.layout.threads import Role, Strand
from quizgen.patterns import pattern

HOLE = 5.0
"""What a sentence costs that is never finished, log odds."""
_LONGEST_KICKER = 6
_LONG_ITEM = 60
_ENOUGH_ITEMS = 5
_LONG_PROVISION = 24
"""第三条 …: longer than any heading of a provision, so it is a sentence."""
_PAUSE = pattern("[，,]")
_LONG_HEADING = 12
_SHORTEST_TORN = 8
"""A line of fewer characters is a heading even if its last word would fit the next line."""


class Heads:
    """The blocks of a page and what each looks like among its neighbours."""

    def __init__(self, blocks: Sequence[Block], markdown: bool) -> None:
        """Find titles, headings and kickers."""
        blocks = self.blocks = _names_apart(_torn_short_lines(blocks))
        bylines = [i for i, block in enumerate(blocks) if block.kind == "byline"]
        titles = {_title_before(blocks, i) for i in bylines} - {-1}
        titles |= {i for i, block in enumerate(blocks) if block.kind == "title"}
        if not titles and (first := _first_title(blocks, markdown)) >= 0:
            titles.add(first)
        self.titles = titles
        self.headings = frozenset(
            i
            for i, block in enumerate(blocks)
            if i not in titles
            and block.kind not in ("byline", "affiliation")
            and is_heading_like(block, blocks[i + 1] if i + 1 < len(blocks) else None)
        )
        first = min(titles, default=-1)
        self.kickers = frozenset(
            i for i in self.headings if _is_kicker(blocks, i, titles, first, bool(bylines))
        )
        texts = [block for block in blocks if block.kind == "body" and not block.sealed]
        items = [block for block in blocks if block.kind == "item"]
        stop_open = sum(block.ends_open for block in items)
        self._items_stop_open = stop_open * 2 > len(items)
        self._items_are_closed = stop_open * 5 <= len(items) and len(items) >= _ENOUGH_ITEMS
        self._indented = sum(block.line.indent >= 2 for block in texts) * 2 > len(texts)

    def strand(self, i: int) -> Strand:
        """A block as the search for threads sees it."""
        block = self.blocks[i]
        if i in self.titles:
            return Strand("title", block.text)
        if i in self.kickers or block.kind in ("byline", "affiliation"):
            return Strand("aside", block.text)
        role: Role = "head" if i in self.headings else "text"
        stands_alone = block.line.group > 0 and i > 0 and self.blocks[i - 1].sealed
        may_rest = (
            block.kind in ("body", "short") and not stands_alone and not MARKER.match(block.text)
        )
        may_open, hole, doubt = self._torn(i)
        starts = may_open and (doubt < 2 or self._leads_on(i) or self._is_bare(i))
        runs_on = 0.0
        if role == "head" and block.kind == "short" and not MARKER.match(block.text):
            runs_on = (1.0 if _runs_on(block) else 0.0) + (1.5 if self._is_bare(i) else 0.0)
        indent = 0.0
        if self._indented and block.kind == "body":
            indent = -4.0 if block.line.indent >= 2 else 2.0
        return Strand(role, block.text, may_open, starts, hole, doubt, runs_on, may_rest, indent)

    def _torn(self, i: int) -> tuple[bool, float, float]:
        """Whether a block may be torn at its end, and what a hole and a tear would cost."""
        block = self.blocks[i]
        whole = (False, 0.0, 0.0)
        if block.sealed or not block.ends_open:
            return whole
        if block.kind == "body" or _is_cut(block.text):
            return (True, HOLE, 0.0) if block.kind in ("body", "item", "short") else whole
        if block.kind == "item":
            # Items of a list often do without an end mark.
            if wants_more(block.text):
                return True, HOLE, 0.0
            longest = _LONG_PROVISION if block.text[0] == "第" else _LONG_ITEM
            if len(block.text) > longest:
                return True, 0.0 if self._items_stop_open else HOLE, 0.0
            if self._items_are_closed:
                return True, 1.0, 0.0
        elif block.kind != "short" or MARKER.match(block.text):
            return whole
        if len(block.text) < _SHORTEST_TORN and not wants_more(block.text):
            return whole
        if block.kind == "short" and _runs_on(block):
            return True, 4.0, 1.0
        if self._is_bare(i):
            return True, 2.0, 1.5
        return True, 0.0, 3.0

    def _is_bare(self, i: int) -> bool:
        """Whether a long heading without a number has nothing but another heading under it."""
        return (
            i in self.headings
            and len(self.blocks[i].text) >= _LONG_HEADING
            and (i + 1 in self.titles or i + 1 in self.headings)
            and i not in self.kickers
        )

    def _leads_on(self, i: int) -> bool:
        """Whether a block that looks whole stands before what looks like the rest of a sentence."""
        if i + 1 >= len(self.blocks):
            return False
        block, after = self.blocks[i], self.blocks[i + 1]
        if after.kind not in ("body", "short") or i + 1 in self.titles:
            return False
        if wants_more(block.text) or after.line.after_page:
            return True
        return beginning(after.text) > 0.8 or is_word(block.text, after.text)


def _runs_on(block: Block) -> bool:
    """Whether a short line reads like a part of a sentence rather than like a heading."""
    return len(block.text) >= _LONG_HEADING and _PAUSE.search(block.text) is not None


def _is_cut(text: str) -> bool:
    """Whether a text that ends without a mark has a whole sentence in it, or an open bracket."""
    return "。" in text or any(text.rfind(left) > text.rfind(right) for left, right in BRACKETS)


def _names_apart(blocks: Sequence[Block]) -> Sequence[Block]:
    """What looks like a name behind a torn sentence, 都江堰, is the heading of another text."""
    return [
        replace(block, line=replace(block.line, kind="short", level=2, names=()))
        if i
        and block.kind == "byline"
        and blocks[i - 1].kind == "short"
        and _runs_on(blocks[i - 1])
        else block
        for i, block in enumerate(blocks)
    ]


def _torn_short_lines(blocks: Sequence[Block]) -> Sequence[Block]:
    """Short lines that look like headings but go on in the next block, made body text."""
    found = list(blocks)
    for i, (block, after) in enumerate(pairwise(blocks)):
        if block.kind != "short" or after.kind != "body" or MARKER.match(block.text):
            continue
        if (
            wants_more(block.text)
            or after.text[0] in NEVER_FIRST + "的"
            or (
                len(block.text) >= _SHORTEST_TORN
                and (after.line.after_page or is_word(block.text, after.text))
            )
        ):
            found[i] = replace(block, line=replace(block.line, kind="body"))
    return found


def _title_before(blocks: Sequence[Block], byline: int) -> int:
    """The title over a byline, or -1."""
    index = byline - 1
    if index >= 0 and blocks[index].kind in ("short", "heading"):
        return index
    return -1


def _first_title(blocks: Sequence[Block], markdown: bool) -> int:
    """The title of a text without a byline: its first line, if it looks like one.

    A remark in brackets may stand over it.
    """
    if not blocks:
        return -1
    heads = [i for i, block in enumerate(blocks) if block.kind == "heading"]
    if heads and (markdown or len(heads) > 1):
        # The only heading of the highest level, if the text begins with it.
        highest = min(blocks[i].line.level for i in heads)
        tops = [i for i in heads if blocks[i].line.level == highest]
        if len(tops) == 1 or tops[0] > 3:
            return tops[0] if tops[0] <= 3 else -1
        if tops[0] == 0:
            return -1
    at = 1 if blocks[0].text[0] in "（(" and len(blocks) > 2 else 0
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if MARKER.match(blocks[at].text):
        return -1  # the first of several numbered headings
    return at if is_heading_like(blocks[at], following) else -1


def _is_kicker(
    blocks: Sequence[Block], i: int, titles: set[int], first: int, bylines: bool
) -> bool:
    """Words over a title, or a column's name between the byline and the text."""
    if i + 1 in titles and bylines:
        return True
    over_page = i < first and all(block.kind in ("short", "heading") for block in blocks[i:first])
    after_byline = i > 0 and blocks[i - 1].kind == "byline"
    return over_page or (after_byline and len(blocks[i].text) <= _LONGEST_KICKER)
