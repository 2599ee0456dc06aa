"""Reading order: a `Source` in, a `Document` out."""

from __future__ import annotations

import re

from quizgen.model import Article, Document, Paragraph, Piece, Section, Sentence, Source, Span

_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？]+[”’」』）]*|；|$)")


def lay_out(source: Source) -> Document:
    """Put a source into reading order (a line a paragraph, for now)."""
    text: list[str] = []
    pieces: list[Piece] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for line in re.finditer(r"[^\s][^\n\r]*[^\s]|[^\s]", source.text):
        if at:
            pieces.append(Piece(at, at + 1, -1))
            text.append("\n")
            at += 1
        pieces.append(Piece(at, at + len(line[0]), line.start()))
        text.append(line[0])
        sentences = tuple(
            Sentence(Span(at + m.start(), at + m.end()))
            for m in _SENTENCE.finditer(line[0])
            if m[0].strip()
        )
        paragraphs.append(Paragraph(Span(at, at + len(line[0])), sentences))
        at += len(line[0])
    article = Article(None, (), None, (Section(None, tuple(paragraphs)),), Span(0, at))
    return Document(source, "".join(text), (article,), tuple(pieces))
