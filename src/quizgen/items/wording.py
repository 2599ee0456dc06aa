"""The words of one sentence, and whether some of them are a phrase that can be asked whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from quizgen.language import Language, Token
from quizgen.model import Span

_NOMINAL = frozenset("njbsgtlixz")
_LOOSE = frozenset("urpcydmfkqeow")
"""Particles, pronouns, prepositions, conjunctions, adverbs, numerals: no name holds them."""
_EVERYDAY = 5


class Wording:
    """The words of a sentence, with offsets in the reading text."""

    def __init__(self, text: str, sentence: Span, language: Language) -> None:
        """Take a sentence; it is cut into words when they are first asked for."""
        self.text = text
        self.sentence = sentence
        self.language = language

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """The words of the sentence; they rejoin to it."""
        at = self.sentence.start
        words = self.language.tokens(self.text[self.sentence.start : self.sentence.end])
        return [Token(at + t.start, at + t.end, t.word, t.tag) for t in words]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [token.start for token in self.tokens]

    def within(self, span: Span) -> Sequence[Token]:
        """The words that fill a span exactly; none if it cuts a word."""
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end)
        found = self.tokens[low:high]
        if not found or found[0].start != span.start or found[-1].end != span.end:
            return ()
        return found

    def before(self, offset: int) -> Token | None:
        """The word that ends at an offset."""
        index = bisect_left(self._starts, offset) - 1
        return self.tokens[index] if index >= 0 and self.tokens[index].end == offset else None

    def is_name(self, span: Span) -> bool:
        """Whether a span is a noun phrase of whole words, closed by a noun, without 的."""
        words = self.within(span)
        return (
            bool(words)
            and not any(word.tag[:1] in _LOOSE and word.word != "之" for word in words)
            and (words[-1].tag[:1] in _NOMINAL or words[-1].tag in ("vn", "an", "eng"))
        )

    def is_thing(self, span: Span) -> bool:
        """Whether a span can stand for a thing: no pronoun in it, no lone adjective or verb."""
        words = self.within(span)
        if any(word.tag[:1] == "r" for word in words):
            return False
        return len(words) != 1 or words[0].tag[:1] not in "vadcp" or words[0].tag in ("vn", "an")

    def is_telling(self, span: Span) -> bool:
        """Whether a phrase says more than everyday words do: it is worth knowing."""
        words = self.within(span)
        return bool(words) and any(
            self.language.commonness(word.word) < _EVERYDAY for word in words
        )

    def shape(self, span: Span) -> tuple[int, ...]:
        """The lengths of the words that fill a span."""
        return tuple(word.end - word.start for word in self.within(span))
