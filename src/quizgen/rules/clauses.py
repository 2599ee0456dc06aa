"""Clauses, quoted pieces and lists parted by 、: what several rules need to see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.language import Token
from quizgen.model import Span
from quizgen.rules.base import Passage

QUOTED = re.compile(
    r"“[^“”\n]{1,80}”|‘[^‘’\n]{1,60}’|《[^《》\n]{1,60}》|「[^「」\n]{1,60}」|『[^『』\n]{1,60}』"
)
BRACKETED = re.compile(r"（[^（）\n]{0,80}）|\([^()\n]{0,80}\)")
_BREAKS = "，,。；;：:！!？?\n"
CLOSERS = "”’》」』）)"
OPENERS = "“‘《「『（("


def shielded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quoted and bracketed pieces of `text[start:end]`; what is in them is one unit."""
    found = [m.span() for m in QUOTED.finditer(text, start, end)]
    found += [m.span() for m in BRACKETED.finditer(text, start, end)]
    return sorted(found)


def cuts(text: str, start: int, end: int, signs: str) -> list[int]:
    """The offsets of `signs` in `text[start:end]` that stand outside quotes and brackets."""
    shields = shielded(text, start, end)
    found: list[int] = []
    index = 0
    for at in range(start, end):
        if text[at] not in signs:
            continue
        while index < len(shields) and shields[index][1] <= at:
            index += 1
        if index < len(shields) and shields[index][0] < at:
            continue
        found.append(at)
    return found


def clauses(text: str, span: Span, signs: str = _BREAKS) -> list[Span]:
    """The clauses of a sentence, without the marks that part them."""
    edges = [span.start - 1, *cuts(text, span.start, span.end, signs), span.end]
    found = [
        trimmed(text, Span(left + 1, right)) for left, right in zip(edges, edges[1:], strict=False)
    ]
    return [clause for clause in found if clause.length > 0]


def trimmed(text: str, span: Span, signs: str = " \t\u3000。；;，,、：:！？!?…") -> Span:
    """The span without white space and marks at its edges."""
    start, end = span
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return Span(start, end)


def bare(text: str, span: Span) -> Span:
    """The span without the quotes around it, if one pair encloses the whole."""
    inner = trimmed(text, span)
    if (
        inner.length > 2
        and text[inner.start] in OPENERS
        and QUOTED.fullmatch(text, inner.start, inner.end)
    ):
        return Span(inner.start + 1, inner.end - 1)
    return inner


def asked_sentences(passage: Passage) -> Iterator[Span]:
    """The sentences that may be asked: nothing is missing in them."""
    for sentence in passage.sentences:
        if not sentence.doubtful:
            yield sentence.span


def first_words(tokens: Sequence[Token], span: Span) -> list[Token]:
    """The words of `tokens` that lie within a span."""
    return [token for token in tokens if span.start <= token.start and token.end <= span.end]
