"""Where an item comes from, in words that a person can follow."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from pathlib import PurePath

from quizgen.model import Article, Document, Paragraph, Provenance, Section, Sentence, Span


class Places:
    """Looks up the article, section, paragraph and sentence of a place in a document."""

    def __init__(self, document: Document) -> None:
        """Prepare the look-up: linear in the length of the document."""
        self.document = document
        self._rows: list[tuple[int, Paragraph, Section, Article]] = [
            (paragraph.span.start, paragraph, section, article)
            for article in document.articles
            for section in article.sections
            for paragraph in section.paragraphs
        ]
        self._rows.sort(key=lambda row: row[0])
        self._starts = [row[0] for row in self._rows]
        source = document.source
        # The lines of a container's text are none that a person can count.
        self._has_lines = source.format in ("txt", "md")
        self._line_ends = [i for i, char in enumerate(source.text) if char == "\n"]
        pages = [hint for hint in source.hints if hint.kind == "page"]
        self._pages = [(hint.start, hint.level) for hint in pages]
        self._at = lru_cache(maxsize=1024)(self._find)

    def _find(self, offset: int) -> tuple[Paragraph, Section, Article] | None:
        index = bisect_right(self._starts, offset) - 1
        return self._rows[index][1:] if index >= 0 else None

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph at an offset of the reading text."""
        found = self._at(offset)
        return found[0] if found else None

    def article(self, offset: int) -> Article | None:
        """The article at an offset."""
        found = self._at(offset)
        return found[2] if found else None

    def article_title(self, offset: int) -> str:
        """The title of the article at an offset, or nothing."""
        article = self.article(offset)
        return self.document.slice(article.title) if article and article.title else ""

    def heading(self, offset: int) -> str:
        """The heading that an offset stands under, or nothing."""
        found = self._at(offset)
        return self.document.slice(found[1].heading) if found and found[1].heading else ""

    def theme(self, offset: int) -> tuple[str, str]:
        """Title and heading of a place: two places with the same are about the same."""
        return self.article_title(offset), self.heading(offset)

    def sentence(self, offset: int) -> Sentence | None:
        """The sentence at an offset."""
        paragraph = self.paragraph(offset)
        for sentence in paragraph.sentences if paragraph else ():
            if sentence.span.start <= offset < sentence.span.end:
                return sentence
        return None

    def line(self, span: Span) -> int:
        """The line of the source, from 1, at which a span begins; 0 if it has no lines."""
        ranges = self.document.ranges(span) if self._has_lines else ()
        return bisect_right(self._line_ends, ranges[0][0] - 1) + 1 if ranges else 0

    def page(self, span: Span) -> int:
        """The page of the source, from 1, at which a span begins; 0 if it has no pages."""
        ranges = self.document.ranges(span) if self._pages else ()
        index = bisect_right(self._pages, (ranges[0][0], 2**31)) - 1 if ranges else -1
        return self._pages[index][1] if index >= 0 else 0

    def doubtful(self, span: Span) -> bool:
        """Whether a torn or doubtful sentence has a part in the span."""
        paragraph = self.paragraph(span.start)
        return any(
            sentence.doubtful and sentence.span.overlaps(span)
            for sentence in (paragraph.sentences if paragraph else ())
        )

    def is_fragment(self, sentence: Span) -> bool:
        """Whether a sentence is a piece of one that a list of points has parted: （一）……的；.

        A point of a list that does not end a sentence hangs on its lead, and so does the last point.
        """
        paragraph = self.paragraph(sentence.start)
        if paragraph is None or paragraph.marker is None:
            return False
        said = self.document.slice(paragraph.span).rstrip("”」』） ")
        if said.endswith(("；", ";", "，", "、")):
            return True
        index = bisect_right(self._starts, sentence.start) - 1
        earlier = self._rows[index - 1][1] if index > 0 else None
        return bool(
            earlier and earlier.marker and self.document.slice(earlier.span).rstrip().endswith("；")
        )

    def where(self, offset: int) -> str:
        """Title, section and paragraph of a place, as far as they are known."""
        found = self._at(offset)
        if found is None:
            return ""
        paragraph, section, article = found
        title = self.document.slice(article.title) if article.title else ""
        heading = self.document.slice(section.heading) if section.heading else ""
        number = 1 + next(i for i, other in enumerate(section.paragraphs) if other is paragraph)
        return " · ".join(part for part in (title, heading, f"第{number}段") if part)

    def provenance(self, span: Span, quote: str = "") -> Provenance:
        """The provenance of an item about `span`; the quote is its sentence if not given."""
        sentence = self.sentence(span.start)
        said = quote or (self.document.slice(sentence.span) if sentence else "")
        return Provenance(
            source=PurePath(self.document.source.path).name,
            article=self.article_title(span.start),
            section=self.heading(span.start),
            line=self.line(span),
            page=self.page(span),
            quote=said,
            order=span.start,
        )
