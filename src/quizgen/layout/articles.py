"""Articles: titles, bylines and affiliations, and which block belongs to which article.

Which block goes on with which is told by `threads`. A thread that has a title is an article; one that
only interrupts another (a box, a remark set into the page) stands behind the paragraph it interrupts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizgen.layout.blocks import Block
from quizgen.layout.heads import Heads
from quizgen.layout.lines import Line
from quizgen.layout.threads import Move, Strand, follow

_LONG_INSERT = 3
"""A text with a heading that interrupts another and has so many paragraphs is an article."""
_SURE = 4.0
"""A join with a smaller margin is made, but the sentence is not to be asked."""
_REST = 3.5
_REST_AFTER_HOLE = 0.5
"""Log odds from which a block that was joined to nothing is taken for the rest of something."""


@dataclass
class Draft:
    """An article while it is put together."""

    title: Block | None = None
    authors: list[tuple[int, int]] = field(default_factory=list)
    affiliation: Block | None = None
    blocks: list[tuple[bool, Block]] = field(default_factory=list)
    """Headings (True) and paragraphs, in reading order."""
    labels: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Page:
    """The drafts of all articles and what belongs to none."""

    articles: list[Draft]
    kickers: list[Block]


@dataclass(slots=True)
class _Entry:
    """A heading or a paragraph of a draft, while it is put together."""

    is_head: bool
    block: Block


@dataclass
class _Thread:
    """A draft and what becomes of it."""

    first: int
    """Where it begins on the page: its title, if it has one."""
    draft: Draft = field(default_factory=Draft)
    entries: list[_Entry] = field(default_factory=list)
    returns: bool = False
    """Whether it goes on behind another thread."""
    after: int = -1
    """The block that it interrupts."""


def to_articles(blocks: Sequence[Block], markdown: bool) -> Page:
    """Part the blocks into articles and mend the sentences that the page has cut."""
    heads = Heads(blocks, markdown)
    strands = [heads.strand(i) for i in range(len(blocks))]
    return _Assembly(heads, strands).page(follow(strands))


class _Assembly:
    def __init__(self, heads: Heads, strands: Sequence[Strand]) -> None:
        self.heads = heads
        self.blocks = heads.blocks
        self.strands = strands
        self.kickers = [self.blocks[i] for i in sorted(heads.kickers)]
        self.threads: dict[int, _Thread] = {}
        self.place: dict[int, _Entry] = {}
        """The paragraph or heading that each block is a part of."""
        self.thread_of: dict[int, _Thread] = {}

    def page(self, moves: Sequence[Move]) -> Page:
        behind: _Thread | None = None
        for move in moves:
            thread = self.threads.get(move.thread)
            if thread is None:
                thread = self.threads[move.thread] = _Thread(move.block, after=move.block - 1)
            elif thread is not behind:
                thread.returns = True
            self.thread_of[move.block] = behind = thread
            self._put(thread, move)
        self._mark_holes(moves)
        articles = self._settled()
        for thread in articles:
            thread.draft.blocks = [(entry.is_head, entry.block) for entry in thread.entries]
        return Page([t.draft for t in articles if _has_text(t.draft)], self.kickers)

    def _put(self, thread: _Thread, move: Move) -> None:
        i, block, draft = move.block, self.blocks[move.block], thread.draft
        if i in self.heads.kickers:
            return
        if i in self.heads.titles:
            draft.title = block
            thread.first = i
        elif block.kind == "byline":
            draft.authors += block.line.names
            draft.labels += _between(block.line)
        elif block.kind == "affiliation":
            if draft.affiliation is None:
                draft.affiliation = block
            else:
                self.kickers.append(block)
        elif move.rest_of >= 0:
            entry = self.place[i] = self.place[move.rest_of]
            entry.is_head = False
            entry.block = entry.block.join(block, doubtful=move.margin < _SURE)
        else:
            self.place[i] = _Entry(i in self.heads.headings, block)
            thread.entries.append(self.place[i])

    def _mark_holes(self, moves: Sequence[Move]) -> None:
        """Mark the paragraphs whose end or beginning is nowhere."""
        finished = {move.rest_of for move in moves}
        torn: set[int] = set()
        behind: dict[int, int] = {}
        for move in moves:
            i, strand = move.block, self.strands[move.block]
            if strand.role in ("title", "aside"):
                continue
            entry = self.place[i]
            if strand.role == "text" and strand.hole and i not in finished:
                torn.add(i)
                entry.block = replace(entry.block, torn_after=True)
            if move.rest_of < 0 and strand.role == "text" and strand.may_rest:
                least = _REST_AFTER_HOLE if behind.get(move.thread) in torn else _REST
                if strand.beginning >= least:
                    entry.block = replace(entry.block, torn_before=True)
            behind[move.thread] = i

    def _settled(self) -> list[_Thread]:
        """The threads that are articles; the others stand behind what they interrupt."""
        articles: list[_Thread] = []
        for thread in sorted(self.threads.values(), key=lambda thread: thread.first):
            draft, entries = thread.draft, thread.entries
            if draft.title or thread.after < 0 or thread.after not in self.thread_of:
                articles.append(thread)
                continue
            if entries and entries[0].is_head:
                paragraphs = sum(not entry.is_head for entry in entries)
                if thread.returns or paragraphs >= _LONG_INSERT:
                    draft.title = entries.pop(0).block
                    articles.append(thread)
                    continue
            host = self.thread_of[thread.after]
            at = 1 + next(
                (k for k, e in enumerate(host.entries) if e is self.place.get(thread.after)),
                len(host.entries) - 1,
            )
            host.entries[at:at] = entries
            host.draft.authors += draft.authors
            host.draft.labels += draft.labels
            if draft.affiliation:
                self.kickers.append(draft.affiliation)
            for block, owner in self.thread_of.items():
                if owner is thread:
                    self.thread_of[block] = host
        return articles


def _has_text(draft: Draft) -> bool:
    return bool(draft.blocks or draft.title or draft.authors or draft.affiliation)


def _between(byline: Line) -> list[tuple[int, int]]:
    """What stands in a byline besides the names."""
    edges = [byline.start, *(edge for name in byline.names for edge in name), byline.end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
