"""The reading order for people: `quizgen inspect --layout`.

The first lines say whether to trust it at a glance; then the text in reading order, with its
joins, doubts and holes marked, and what was dropped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from quizgen.model import Document, Paragraph, Sentence, Span
from quizgen.patterns import pattern

_JOIN = "⏎"
_HOLE = "▁▁"
_CONTROL = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_KEY = f"""\
{_JOIN} a line break of the source; ⤷12 goes on in line 12, over other text; ⟪…⟫ doubtful, never asked;
{_HOLE} text is missing here"""


def doubtful_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences that are torn or might be: no item is built on them."""
    return tuple(
        sentence
        for article in document.articles
        for paragraph in article.paragraphs
        for sentence in paragraph.sentences
        if sentence.doubtful
    )


def show(document: Document) -> str:
    """The text in reading order, then what was dropped; control characters are shown as `·`."""
    shown = _Shown(document)
    lines = [*shown.summary(), *shown.articles(), *shown.dropped()]
    return _CONTROL.sub("·", "\n".join(lines))


class _Shown:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.source.text
        self._breaks = [at for at, char in enumerate(self._text) if char == "\n"]
        # Where the text that was kept stands in the source.
        kept = sorted(
            (p.source_start, p.source_start + p.end - p.start)
            for p in document.pieces
            if p.source_start >= 0
        )
        self._kept_starts = [start for start, _ in kept]

    def summary(self) -> Iterator[str]:
        """How much was joined, doubted, lost and dropped."""
        document = self._document
        paragraphs = [p for article in document.articles for p in article.paragraphs]
        joins = jumps = 0
        for paragraph in paragraphs:
            for mark in self._marks(paragraph.span).values():
                joins += mark == _JOIN
                jumps += mark != _JOIN
        counts = (
            (len(document.articles), "article"),
            (len(paragraphs), "paragraph"),
            (joins + jumps, "join"),
            (jumps, "of them over other text"),
            (len(doubtful_sentences(document)), "doubtful sentence"),
            (sum(p.incomplete for p in paragraphs), "paragraph with a hole"),
            (len(document.dropped), "piece dropped"),
        )
        told = [
            f"{count} {_plural(what) if count != 1 else what}"
            for count, what in counts
            if count or what in ("doubtful sentence", "paragraph with a hole")
        ]
        yield "; ".join(told)
        yield _KEY
        yield ""

    def articles(self) -> Iterator[str]:
        """Each article with the lines of the source that its paragraphs begin in."""
        for number, article in enumerate(self._document.articles, 1):
            yield f"=== article {number}"
            if article.title:
                yield f"title        {self._marked(article.title)}"
            for author in article.authors:
                yield f"author       {self._marked(author)}"
            if article.affiliation:
                yield f"affiliation  {self._marked(article.affiliation)}"
            for section in article.sections:
                if section.heading:
                    yield f"\n--- {self._marked(section.heading)}"
                for paragraph in section.paragraphs:
                    yield self._paragraph(paragraph)
            yield ""

    def dropped(self) -> Iterator[str]:
        """What is in no article, with the reason."""
        if not self._document.dropped:
            return
        yield "=== dropped"
        for piece in self._document.dropped:
            text = self._text[piece.start : piece.end].replace("\n", _JOIN)
            shown = text if len(text) <= 40 else f"{text[:18]} …… {text[-18:]}"
            yield f"{self._line(piece.start):>5}  {piece.reason}: {shown}"

    def _line(self, offset: int) -> int:
        return bisect_right(self._breaks, offset - 1) + 1

    def _marks(self, span: Span) -> dict[int, str]:
        """The joins of a span: the source offset behind each, and its mark."""
        marks: dict[int, str] = {}
        for (_, end), (start, _) in pairwise(self._document.ranges(span)):
            if start < end or self._kept_between(end, start):
                marks[start] = f"⤷{self._line(start)} "
            elif "\n" in self._text[end:start]:
                marks[start] = _JOIN
        return marks

    def _kept_between(self, start: int, end: int) -> bool:
        k = bisect_right(self._kept_starts, start - 1)
        return k < len(self._kept_starts) and self._kept_starts[k] < end

    def _marked(self, span: Span, marks: dict[int, str] | None = None) -> str:
        """The text of a span with its joins; `marks` are those of the paragraph around it."""
        marks = self._marks(span) if marks is None else marks
        return "".join(
            marks.get(start, "") + self._text[start:end]
            for start, end in self._document.ranges(span)
        )

    def _paragraph(self, paragraph: Paragraph) -> str:
        ranges = self._document.ranges(paragraph.span)
        line = self._line(ranges[0][0]) if ranges else 0
        marks = self._marks(paragraph.span)
        parts: list[str] = []
        at = paragraph.span.start
        for sentence in paragraph.sentences:
            if at < sentence.span.start:
                parts.append(self._marked(Span(at, sentence.span.start), marks))
            text = self._marked(sentence.span, marks)
            parts.append(f"⟪{text}⟫" if sentence.doubtful else text)
            at = sentence.span.end
        if at < paragraph.span.end:
            parts.append(self._marked(Span(at, paragraph.span.end), marks))
        doubt = any(sentence.doubtful for sentence in paragraph.sentences)
        if paragraph.incomplete and paragraph.sentences:
            if paragraph.sentences[0].doubtful and not paragraph.sentences[-1].doubtful:
                parts.insert(0, _HOLE)
            else:
                parts.append(_HOLE)
        mark = "?" if doubt or paragraph.incomplete else " "
        return f"{line:>5}{mark} {''.join(parts)}"


def _plural(what: str) -> str:
    head, _, rest = what.partition(" ")
    if what.startswith("doubtful"):
        return "doubtful sentences"
    return what if head == "of" else f"{head}s {rest}".rstrip()
