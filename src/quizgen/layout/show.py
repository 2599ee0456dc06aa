"""The reading order for people: `quizgen inspect --layout`."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Document, Paragraph, Span

_JOIN = "⏎"


def show(document: Document) -> str:
    """The text in reading order, joins over line breaks marked ⏎, then what was dropped."""
    return "\n".join([*_articles(document), *_dropped(document)])


def _marked(document: Document, span: Span) -> str:
    """The text of a span with a mark where the source has a line break."""
    parts: list[str] = []
    behind = -1
    for start, end in document.ranges(span):
        if behind >= 0 and "\n" in document.source.text[min(behind, start) : max(behind, start)]:
            parts.append(_JOIN)
        parts.append(document.source.text[start:end])
        behind = end
    return "".join(parts)


def _line(document: Document, span: Span) -> int:
    ranges = document.ranges(span)
    return document.source.line(ranges[0][0]) if ranges else 0


def _articles(document: Document) -> Iterator[str]:
    for number, article in enumerate(document.articles, 1):
        yield f"=== article {number}"
        if article.title:
            yield f"title        {_marked(document, article.title)}"
        for author in article.authors:
            yield f"author       {_marked(document, author)}"
        if article.affiliation:
            yield f"affiliation  {_marked(document, article.affiliation)}"
        for section in article.sections:
            if section.heading:
                yield f"\n--- {_marked(document, section.heading)}"
            for paragraph in section.paragraphs:
                yield _paragraph(document, paragraph)
        yield ""


def _paragraph(document: Document, paragraph: Paragraph) -> str:
    doubt = any(sentence.doubtful for sentence in paragraph.sentences)
    mark = " ?" if doubt or paragraph.incomplete else ""
    return f"{_line(document, paragraph.span):>5}{mark}  {_marked(document, paragraph.span)}"


def _dropped(document: Document) -> Iterator[str]:
    if not document.dropped:
        return
    yield "=== dropped"
    for piece in document.dropped:
        text = document.source.text[piece.start : piece.end].replace("\n", _JOIN)
        shown = text if len(text) <= 40 else f"{text[:18]} …… {text[-18:]}"
        yield f"{document.source.line(piece.start):>5}  {piece.reason}: {shown}"
