"""What a rule is: a name, a detector, and the examples that are its tests and its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from quizgen.language import Language, Token
from quizgen.model import Article, Document, Finding, Paragraph, Sentence, Span

Family = Literal["enumeration", "definition", "key-phrase"]


@dataclass(frozen=True)
class Passage:
    """One article as the rules see it. Findings are spans of `document.text`."""

    document: Document
    article: Article
    language: Language

    @property
    def text(self) -> str:
        """The whole reading text: search it with `pattern.finditer(text, *passage.span)`."""
        return self.document.text

    @property
    def span(self) -> Span:
        """The article's place in the reading text."""
        return self.article.span

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs, in reading order."""
        return tuple(self.article.paragraphs)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in reading order."""
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)

    def tokens(self, span: Span) -> list[Token]:
        """The words of a span, with offsets in `document.text`. Pass whole sentences."""
        found = self.language.tokens(self.document.slice(span))
        at = span.start
        return [Token(at + t.start, at + t.end, t.word, t.tag) for t in found]


Detector: TypeAlias = Callable[[Passage], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of an example, as surface text: `parts` are members, or term and definiens,
    or the phrase.
    """

    parts: tuple[str, ...]
    lead: str | None = None
    ordered: bool = False
    open_ended: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A text with every finding that the rule makes of it; none for a near-miss."""

    text: str
    found: tuple[Found, ...] = ()
    why: str = ""
    """For a near-miss: why it is none."""


def hit(text: str, *found: Found) -> Example:
    """An example in which the rule finds exactly `found`."""
    return Example(text, found)


def near_miss(text: str, why: str) -> Example:
    """An example that looks like a case of the rule and is none."""
    return Example(text, (), why)


def listed(
    *members: str,
    lead: str | None = None,
    ordered: bool = False,
    open_ended: bool = False,
    complete: bool = True,
) -> Found:
    """A list found in an example."""
    return Found(members, lead, ordered, open_ended, complete)


def defined(term: str, definiens: str) -> Found:
    """A definition found in an example."""
    return Found((term, definiens))


def phrase(text: str) -> Found:
    """A key phrase found in an example."""
    return Found((text,))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Its docstring is its module's."""

    name: str
    """Its cue: `definition_shi_zhi`, the name of its module."""
    family: Family
    detect: Detector
    examples: tuple[Example, ...]
    summary: str
    """One line for reports and for the catalogue."""
