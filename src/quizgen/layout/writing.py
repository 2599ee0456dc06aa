"""Writes the reading text down, piece by piece, with the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.language import HAN, LETTER
from quizgen.layout.articles import Draft
from quizgen.layout.blocks import Block
from quizgen.layout.lines import MARKER
from quizgen.layout.sentences import split_sentences
from quizgen.model import (
    Article,
    Document,
    Dropped,
    Hint,
    HintKind,
    Paragraph,
    Piece,
    Section,
    Sentence,
    Source,
    SourceRange,
    Span,
)
from quizgen.patterns import pattern

_TAGS = (
    "a|b|i|u|s|p|br|hr|em|strong|span|div|font|sub|sup|img|small|big|center|mark|del|ins|kbd|code|pre"
    "|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|h[1-6]|blockquote|section|article|figure|figcaption"
)
_RESIDUE = pattern(
    rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,200}})?/?>|&(?:nbsp|ensp|emsp|amp|lt|gt|quot|#\d{{1,5}});",
    re.IGNORECASE,
)
_MARKUP_MD = pattern(
    r"\A(?P<quote>(?:>\s{0,3})+)"
    r"|(?P<code>(?P<ticks>`+)[^`\n]{1,400}(?P=ticks))"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<note>\[\^[^\]\s]{1,30}\])"
    r"|(?P<image>!\[[^\]\n]{0,200}\]\([^)\n]{0,300}\))"
    r"|(?P<link>\[(?=[^\]\n]{1,200}\]\([^)\n]{0,300}\)))|(?P<target>\]\([^)\n]{0,300}\))"
    r"|(?P<strong>\*\*|==(?=\S)|(?<=\S)=="
    rf"|__(?=[{HAN}“《])|(?<=[{HAN}”》。])__)|(?P<star>\*(?=\S)|(?<=\S)\*)|(?P<tick>`+)"
)
_STRAY = pattern(
    rf"(?<=[{HAN}，。、；：“”（）《》])[ \t\u3000\u00a0]+(?=[{HAN}，。、；：“”（）《》])"
)
_BETWEEN_CELLS = pattern(r"(?<!\\)\|")
_TEX = pattern(r"\$[^$\n]{0,200}\\[A-Za-z]|\\\(|\\frac\b")
_GLUED = pattern(
    rf"(?<=[{HAN}）)”》])(?:第[一二三四五六七八九十]{{1,3}}[章节節](?={LETTER})"
    rf"|[1-9][0-9]?[.．](?=[{HAN}“《]))"
)
"""A heading or a number that runs on from the words before it: the lines of a list were lost."""


class Writer:
    """The reading text so far. Blocks are written in reading order, each on a line of its own."""

    def __init__(self, source: Source, markdown: bool) -> None:
        """Begin with nothing; in Markdown signs of emphasis, links and code are no text."""
        self.source = source
        self.markdown = markdown
        self.text: list[str] = []
        self.at = 0
        self.pieces: list[Piece] = []
        self.dropped: list[Dropped] = []
        self.emphasis: list[Span] = []
        self.strong_from = -1
        self.cells = tuple(hint for hint in source.hints if hint.kind == "table-cell")
        self.cell_starts = tuple(hint.start for hint in self.cells)

    def drop(self, start: int, end: int, reason: str) -> None:
        """Put down that a piece of the source is in no article."""
        if start < end:
            self.dropped.append(Dropped(start, end, reason))

    def document(self, articles: tuple[Article, ...]) -> Document:
        """The finished document."""
        text = "".join(self.text)
        marked = self._hinted("emphasis")
        formulas = self._hinted("formula")
        if formulas:
            articles = tuple(_without_formulas(article, formulas) for article in articles)
        return Document(
            self.source,
            text,
            articles,
            tuple(self.pieces),
            tuple(sorted(self.dropped, key=lambda dropped: dropped.start)),
            tuple(sorted({*self.emphasis, *marked})),
        )

    def _hinted(self, kind: HintKind) -> list[Span]:
        """Where the text under the hints of one kind stands in the reading text."""
        hints = [hint for hint in self.source.hints if hint.kind == kind]
        if not hints:
            return []
        pieces = sorted(
            (p for p in self.pieces if p.source_start >= 0), key=lambda p: p.source_start
        )
        starts = [piece.source_start for piece in pieces]
        found: list[Span] = []
        for hint in hints:
            k = max(0, bisect_right(starts, hint.start) - 1)
            while k < len(pieces) and pieces[k].source_start < hint.end:
                piece = pieces[k]
                low = max(hint.start, piece.source_start) - piece.source_start + piece.start
                high = min(hint.end - piece.source_start + piece.start, piece.end)
                if low < high:
                    if found and found[-1].end == low:
                        found[-1] = Span(found[-1].start, high)
                    else:
                        found.append(Span(low, high))
                k += 1
        return found

    # ---- pieces ---------------------------------------------------------

    def _take(self, start: int, end: int) -> None:
        if start < end:
            self.pieces.append(Piece(self.at, self.at + end - start, start))
            self.text.append(self.source.text[start:end])
            self.at += end - start

    def _block(self, fragments: Iterable[SourceRange], is_row: bool = False) -> Span:
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
            self._fragment(start, end, is_row)
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

    def _fragment(self, start: int, end: int, is_row: bool) -> None:
        text = self.source.text[start:end]
        cuts = [(m.start(), m.end(), "markup", "") for m in _RESIDUE.finditer(text)]
        if not is_row:
            cuts += [(m.start(), m.end(), "", "") for m in _STRAY.finditer(text)]
        if self.markdown:
            for mark in _MARKUP_MD.finditer(text):
                name = mark.lastgroup or ""
                cuts.append((mark.start(), mark.end(), "markup", "code" if mark["code"] else name))
        at = 0
        for low, high, reason, name in sorted(cuts):
            if low < at:
                continue
            self._take(start + at, start + low)
            at = high
            if name == "code":
                # What stands between the ticks is taken as it is.
                ticks = len(text[low:high]) - len(text[low:high].lstrip("`"))
                self.drop(start + low, start + low + ticks, reason)
                self._take(start + low + ticks, start + high - ticks)
                self.drop(start + high - ticks, start + high, reason)
                continue
            if reason:
                self.drop(start + low, start + high, reason)
            if name == "strong":
                if self.strong_from < 0:
                    self.strong_from = self.at
                else:
                    if self.strong_from < self.at:
                        self.emphasis.append(Span(self.strong_from, self.at))
                    self.strong_from = -1
        self._take(start + at, end)

    # ---- articles -------------------------------------------------------

    def article(self, draft: Draft) -> Article | None:
        """Write one article; None if nothing of it is text."""
        begin = self.at + (1 if self.at else 0)
        title = None
        if draft.title:
            title = self._headline(draft.title)
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
                heading = self._headline(block)
                level, paragraphs = block.line.level or 2, []
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
            affiliation = self._headline(draft.affiliation, "label")
        if self.at <= begin:
            return None
        return Article(title, tuple(authors), affiliation, tuple(sections), Span(begin, self.at))

    def _headline(self, block: Block, reason: str = "markup") -> Span | None:
        """Write a head without its mark or label."""
        line = block.line
        self.drop(line.start, line.core[0], reason)
        self.drop(line.core[1], line.end, reason)
        span = self._block([line.core, *block.fragments[1:]])
        return span if span.length else None

    def _paragraph(self, block: Block, header_row: bool) -> Paragraph:
        if block.kind == "row":
            return self._row(block, header_row)
        first = len(self.pieces)
        span = self._block(block.fragments)
        doubts = [p.start for p in self.pieces[first:] if p.source_start in block.doubts]
        text = self._tail(span)
        marker = None
        begin = 0
        if block.kind == "item" and (found := MARKER.match(text)):
            mark = found[0].rstrip()
            marker = Span(span.start, span.start + len(mark))
            begin = len(mark)
        pairs = [(begin + a, begin + b) for a, b in split_sentences(text[begin:])]
        sentences = tuple(
            Sentence(
                Span(span.start + a, span.start + b),
                doubtful=block.doubtful
                or (block.torn_after and k == len(pairs) - 1)
                or (block.torn_before and k == 0)
                or any(span.start + a < doubt < span.start + b for doubt in doubts)
                or bool(_GLUED.search(text, a, b))
                or bool(_TEX.search(text, a, b)),
            )
            for k, (a, b) in enumerate(pairs)
        )
        return Paragraph(
            span,
            sentences,
            "list-item" if block.kind == "item" else "prose",
            level=block.line.level if block.kind == "item" else 0,
            marker=marker,
            incomplete=block.torn_before or block.torn_after,
        )

    def _row(self, block: Block, header_row: bool) -> Paragraph:
        first = len(self.pieces)
        span = self._block(block.fragments, is_row=True)
        start, end = block.line.start, block.last.end
        low, high = bisect_left(self.cell_starts, start), bisect_left(self.cell_starts, end)
        if low < high:
            pieces = self.pieces[first:]
            cells = [_place(hint, pieces) for hint in self.cells[low:high]]
            is_header = block.line.level == 0
            return Paragraph(
                span, (), "table-row", cells=tuple(c for c in cells if c), is_header=is_header
            )
        found = tuple(_cells(self._tail(span), span.start))
        return Paragraph(span, (), "table-row", cells=found, is_header=header_row)

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


def _place(hint: Hint, pieces: Sequence[Piece]) -> Span | None:
    """Where the text under a hint stands, among the pieces that were just written."""
    low, high = -1, -1
    for start, end, origin in pieces:
        if origin < 0 or origin >= hint.end or origin + end - start <= hint.start:
            continue
        if low < 0:
            low = start + max(0, hint.start - origin)
        high = min(end, start + hint.end - origin)
    return Span(low, high) if 0 <= low < high else None


def _without_formulas(article: Article, formulas: Sequence[Span]) -> Article:
    """The article with the sentences doubtful that a formula without its shape stands in."""
    starts = [span.start for span in formulas]

    def is_hit(span: Span) -> bool:
        k = bisect_left(starts, span.end) - 1
        return k >= 0 and formulas[k].overlaps(span)

    def mended(paragraph: Paragraph) -> Paragraph:
        if not is_hit(paragraph.span):
            return paragraph
        return replace(
            paragraph,
            sentences=tuple(
                replace(s, doubtful=s.doubtful or is_hit(s.span)) for s in paragraph.sentences
            ),
        )

    return replace(
        article,
        sections=tuple(
            replace(section, paragraphs=tuple(map(mended, section.paragraphs)))
            for section in article.sections
        ),
    )


def _cells(text: str, start: int) -> Iterator[Span]:
    edges = [m.start() for m in _BETWEEN_CELLS.finditer(text)]
    for left, right in pairwise(edges):
        cell = text[left + 1 : right]
        inner = cell.strip()
        if inner:
            low = start + left + 1 + cell.index(inner)
            yield Span(low, low + len(inner))
