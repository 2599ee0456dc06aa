"""Reading order: a `Source` in, a `Document` out.

Lines are told apart by their looks (`lines`), wrapped ones joined to blocks (`blocks`), blocks
parted into articles and torn sentences mended (`articles`), and the text written down in reading
order with the way back to the source (here).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from quizgen.language import HAN
from quizgen.layout.articles import Draft, to_articles
from quizgen.layout.blocks import Block, drop_copies, to_blocks
from quizgen.layout.lines import MARKER, is_page_number, read_lines, running_heads
from quizgen.layout.sentences import split_sentences
from quizgen.model import (
    Article,
    Document,
    Dropped,
    Paragraph,
    Piece,
    Section,
    Sentence,
    Source,
    Span,
)

__all__ = ["lay_out"]

_RESIDUE = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>|&(?:nbsp|ensp|emsp|amp|lt|gt|quot|#\d{1,5});")
_MARKUP_MD = re.compile(
    r"(?P<strong>\*\*|__)|(?P<code>`+)|(?P<link>!?\[(?=[^\]\n]{0,200}\]\([^)\n]{0,300}\)))"
    r"|(?P<target>\]\([^)\n]{0,300}\))|(?P<star>\*(?=\S)|(?<=\S)\*)"
)
_STRAY = re.compile(
    rf"(?<=[{HAN}，。、；：“”（）《》])[ \t\u3000\u00a0]+(?=[{HAN}，。、；：“”（）《》])"
)
_BETWEEN_ROWS = re.compile(r"(?<!\\)\|")


def lay_out(source: Source) -> Document:
    """Put a source into reading order. Time is linear in the length of the text."""
    markdown = source.format == "md"
    writer = _Writer(source, markdown)
    lines, woven = read_lines(source.text, markdown)
    heads = running_heads(lines)
    running = []
    after_page = False
    for line in lines:
        if line.kind == "furniture" or line.start in heads:
            writer.drop(line.start, line.end, "furniture")
            after_page = is_page_number(line)
        elif line.kind in ("code", "rule"):
            writer.drop(line.start, line.end, "code" if line.kind == "code" else "markup")
        else:
            running.append(replace(line, after_page=True) if after_page else line)
            after_page = False
    blocks = []
    for block, is_copy in drop_copies(to_blocks(running)):
        if is_copy:
            for start, end in block.fragments:
                writer.drop(start, end, "duplicate")
        else:
            blocks.append(block)
    if woven:
        # Which words follow which is a guess here: keep the text, ask nothing of it.
        blocks = [
            replace(block, doubtful=True)
            if any(start in woven for start, _ in block.fragments)
            else block
            for block in blocks
        ]
    page = to_articles(blocks, markdown)
    for kicker in page.kickers:
        writer.drop(kicker.line.start, kicker.line.end, "kicker")
    articles = tuple(
        article for draft in page.articles if (article := writer.article(draft)) is not None
    )
    return writer.document(articles)


class _Writer:
    """Writes the reading text down, piece by piece."""

    def __init__(self, source: Source, markdown: bool) -> None:
        self.source = source
        self.markdown = markdown
        self.text: list[str] = []
        self.at = 0
        self.pieces: list[Piece] = []
        self.dropped: list[Dropped] = []
        self.emphasis: list[Span] = []
        self.strong_from = -1

    def drop(self, start: int, end: int, reason: str) -> None:
        if start < end:
            self.dropped.append(Dropped(start, end, reason))

    def document(self, articles: tuple[Article, ...]) -> Document:
        return Document(
            self.source,
            "".join(self.text),
            articles,
            tuple(self.pieces),
            tuple(sorted(self.dropped, key=lambda dropped: dropped.start)),
            tuple(self.emphasis),
        )

    # ---- pieces ---------------------------------------------------------

    def _take(self, start: int, end: int) -> None:
        if start < end:
            self.pieces.append(Piece(self.at, self.at + end - start, start))
            self.text.append(self.source.text[start:end])
            self.at += end - start

    def _block(self, fragments: Iterable[tuple[int, int]]) -> Span:
        """Write one block, without what is mark-up; its place in the reading text."""
        before = self.at
        if self.at:
            self.pieces.append(Piece(self.at, self.at + 1, -1))
            self.text.append("\n")
            self.at += 1
        begin = self.at
        self.strong_from = -1
        behind = -1
        for start, end in fragments:
            if behind >= 0 and self._parts_words(behind, start):
                # A line break between two Latin words is their space.
                self.pieces.append(Piece(self.at, self.at + 1, behind))
                self.text.append(" ")
                self.at += 1
            self._fragment(start, end)
            behind = end
        if begin == self.at > before:
            # Nothing but mark-up: no line of its own.
            self.pieces.pop()
            self.text.pop()
            self.at = begin = before
        return Span(begin, self.at)

    def _parts_words(self, end: int, start: int) -> bool:
        text = self.source.text
        left, right = text[end - 1], text[start]
        return left.isascii() and right.isascii() and text[end : end + 1].isspace()

    def _fragment(self, start: int, end: int) -> None:
        text = self.source.text[start:end]
        cuts = [(m.start(), m.end(), "markup", "") for m in _RESIDUE.finditer(text)]
        cuts += [(m.start(), m.end(), "", "") for m in _STRAY.finditer(text)]
        if self.markdown:
            marks = _MARKUP_MD.finditer(text)
            cuts += [(m.start(), m.end(), "markup", m.lastgroup or "") for m in marks]
        at = 0
        for low, high, reason, name in sorted(cuts):
            if low < at:
                continue
            self._take(start + at, start + low)
            if reason:
                self.drop(start + low, start + high, reason)
            if name == "strong":
                if self.strong_from < 0:
                    self.strong_from = self.at
                else:
                    if self.strong_from < self.at:
                        self.emphasis.append(Span(self.strong_from, self.at))
                    self.strong_from = -1
            at = high
        self._take(start + at, end)

    # ---- articles -------------------------------------------------------

    def article(self, draft: Draft) -> Article | None:
        begin = self.at + (1 if self.at else 0)
        title = None
        if draft.title:
            title = self._headline(draft.title.start, draft.title.end, *draft.title.core)
        authors: list[Span] = []
        for start, end in draft.authors:
            authors.append(self._block([(start, end)]))
        for start, end in draft.labels:
            self.drop(start, end, "label")
        sections: list[Section] = []
        heading: Span | None = None
        level = 1
        paragraphs: list[Paragraph] = []
        header_row = True
        for is_head, block in draft.blocks:
            if is_head:
                if heading or paragraphs:
                    sections.append(Section(heading, tuple(paragraphs), level))
                line = block.line
                heading = self._headline(line.start, line.end, *line.core)
                level, paragraphs = line.level or 2, []
                header_row = True
                continue
            paragraph = self._paragraph(block, header_row)
            if not paragraph.span.length:
                continue
            paragraphs.append(paragraph)
            header_row = block.kind != "row"
        if heading or paragraphs:
            sections.append(Section(heading, tuple(paragraphs), level))
        affiliation = None
        if draft.affiliation:
            line = draft.affiliation
            affiliation = self._headline(line.start, line.end, *line.core, reason="label")
        if self.at <= begin:
            return None
        return Article(title, tuple(authors), affiliation, tuple(sections), Span(begin, self.at))

    def _headline(
        self, start: int, end: int, core_start: int, core_end: int, reason: str = "markup"
    ) -> Span | None:
        self.drop(start, core_start, reason)
        self.drop(core_end, end, reason)
        span = self._block([(core_start, core_end)])
        return span if span.length else None

    def _paragraph(self, block: Block, header_row: bool) -> Paragraph:
        span = self._block(block.fragments)
        text = self._tail(span)
        if block.kind == "row":
            return Paragraph(
                span,
                (),
                "table-row",
                cells=tuple(_cells(text, span.start)),
                is_header=header_row,
            )
        marker = None
        begin = 0
        if block.kind == "item" and (found := MARKER.match(block.line.text)):
            # White space behind the marker may be gone from the reading text.
            mark = found[0].rstrip()
            marker = Span(span.start, span.start + len(mark))
            begin = len(mark)
        pairs = [(begin + a, begin + b) for a, b in split_sentences(text[begin:])]
        sentences = tuple(
            Sentence(
                Span(span.start + a, span.start + b),
                doubtful=block.doubtful
                or (block.torn and (k == len(pairs) - 1) and block.ends_open)
                or (block.torn and k == 0 and not block.ends_open),
            )
            for k, (a, b) in enumerate(pairs)
        )
        return Paragraph(
            span,
            sentences,
            "list-item" if block.kind == "item" else "prose",
            level=block.line.level if block.kind == "item" else 0,
            marker=marker,
            incomplete=block.torn,
        )

    def _tail(self, span: Span) -> str:
        """The text from `span.start` on, which was written last."""
        found: list[str] = []
        left = self.at - span.start
        for part in reversed(self.text):
            if left <= 0:
                break
            found.append(part)
            left -= len(part)
        return "".join(reversed(found))[-(self.at - span.start) :] if self.at > span.start else ""


def _cells(text: str, start: int) -> Iterable[Span]:
    edges = [m.start() for m in _BETWEEN_ROWS.finditer(text)]
    for left, right in pairwise(edges):
        cell = text[left + 1 : right]
        inner = cell.strip()
        if inner:
            low = start + left + 1 + cell.index(inner)
            yield Span(low, low + len(inner))
