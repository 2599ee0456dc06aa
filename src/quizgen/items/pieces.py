"""Pieces of what is said that can stand alone: clauses, and definitions without their middle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizgen.items.stems import ELISION
from quizgen.language import Language
from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import clauses

_SHORTEST = 4
_MEASURE = range(6, 31)
"""Characters of a measure that is asked alone."""
_LONGEST_GENUS = 9
_GENUS = pattern("的[^的，。；：、“”（）]{2,8}$")
_MEANS = pattern("以|借助|通过|依托|利用|立足|围绕|按照|根据|对照|因|在|从|随着|面对")
_NAMED = pattern("[、“]")
_LISTED = pattern("(?<=.{4})等(?=[^的以与和及、]{2,8}$)")


def clause_spans(text: str, span: Span) -> list[Span]:
    """The clauses of a piece of text, without the marks between them."""
    return [clause for clause in clauses(text, span, "，,；;。！？") if clause.length >= _SHORTEST]


def leading(text: str, span: Span) -> Iterator[Span]:
    """The whole, then fewer and fewer of its leading clauses, then each clause."""
    parts = clause_spans(text, span)
    yield span
    for part in reversed(parts[1:-1]):
        yield Span(span.start, part.end)
    yield from parts


def is_telling(words: str) -> bool:
    """Whether a clause names something in quotes, lists something, or is a pair of even clauses."""
    first, comma, other = words.partition("，")
    return bool(_NAMED.search(words)) or (bool(comma) and len(first) == len(other))


def is_verbal(text: str, language: Language) -> bool:
    """Whether words say what is done: they begin with a verb, an adverb or a preposition."""
    tokens = language.tokens(text)
    return bool(tokens) and (
        (tokens[0].tag[:1] in "vpd" and tokens[0].tag != "vn") or tokens[0].tag == "ad"
    )


def measures(text: str, span: Span) -> list[Span]:
    """The clauses that say what is done, the telling ones first.

    What names something in quotes, lists something or stands in a pair of even clauses is told
    apart more easily than the rest; by what means it is done comes later.
    """
    parts = clause_spans(text, span)
    even = [
        Span(one.start, other.end)
        for one, other in pairwise(parts)
        if one.length == other.length and other.start == one.end + 1
    ]
    known = [part for part in parts if _NAMED.search(text, *part)]
    telling = {*even, *known}
    found = [part for part in {*telling, *parts} if part.length in _MEASURE]
    found.sort(
        key=lambda part: (
            (part not in telling) + 2 * bool(_MEANS.match(text, *part)),
            part.start,
            -part.end,
        )
    )
    # V A和B等C: what follows 等 may tell the premise, the list need not.
    for part in parts:
        words = text[slice(*part)]
        listed = _LISTED.search(words)
        if listed and re.search("[、和]", words[: listed.start()]):
            found.append(Span(part.start, part.start + listed.start()))
    return list(dict.fromkeys(found))


def shortened(text: str, definiens: Span, limit: int) -> Iterator[str]:
    """A definition of at most `limit` characters, with …… for what is left out of its middle.

    What remains is its beginning and its genus: 通过实验和计算……的一门科学. One that has no genus
    at its end is not cut: cut short it would define something else.
    """
    said = text[definiens.start : definiens.end]
    if len(said) <= limit:
        yield said
        return
    parts = clause_spans(text, definiens)
    genus = _GENUS.search(said)
    if genus is None or len(parts) < 2:
        return
    for last in reversed(parts[:-1]):
        head = text[definiens.start : last.end]
        if len(head) + len(ELISION) + len(genus[0]) <= limit:
            yield f"{head}{ELISION}{genus[0]}"
