"""From candidates to sets that can be asked: one to one, exclusive, of one form, nothing told.

A piece of two characters that stands on both sides of a pair tells it, unless half of the premises
have it: then it is the name of their class. Of two premises that contain one another, and of two
responses that could change places, only the first is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from quizgen.items.balance import is_balanced
from quizgen.model import Span

FEWEST, MOST = 3, 10
"""Pairs of a set."""
LONGEST_PREMISE, LONGEST_RESPONSE, LONGEST_DEFINITION = 26, 30, 45
"""In characters."""
_GRAMMAR = frozenset("的地得和与及或了着是在为以把向等对从之其由将被不有并而所")
_SHORT_PREMISE = 2
"""One character of a premise of this length is half of it."""
_LITTLE_SAID = 20
"""In a response of more characters one of them tells little."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What binds the two columns, in the words that are printed."""

    title: str
    premise_head: str
    response_head: str
    limit: int = LONGEST_RESPONSE
    """Characters of a response."""
    choosy: bool = False
    """Whether a premise has several responses, of which one that names no other premise is the best."""
    nested: bool = False
    """Whether a premise may contain another, as 科技创新 contains 创新."""
    given: bool = False
    """Whether the columns are the source's own, as in a table: entries may be short, or contain one another."""
    reach: Literal["section", "article", "document"] = "document"
    """How far apart candidates of one set may stand."""
    sure: float = 0.8
    """How sure we are that an editor passes such a set, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Response:
    """A place, and what is printed of it: all, or with …… where words are left out."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A premise and what may stand opposite it, best first."""

    premise: Span
    text: str
    responses: tuple[Response, ...]
    rule: str
    article: str = ""
    """The title that it stands under."""
    section: str = ""
    """The heading that it stands under: what is asked together where there is much."""


@dataclass(frozen=True, slots=True)
class Row:
    """A premise and its one response."""

    candidate: Candidate
    response: Response


def sets_of(candidates: Iterable[Candidate], relation: Relation) -> Iterator[tuple[Row, ...]]:
    """The sets that candidates of one relation give.

    An article makes one set, or one a section where that would be too long. What is too little
    for a set joins the one before it, or is asked together.
    """
    made: list[list[Candidate]] = []
    left: list[Candidate] = []
    for group in _themes(candidates, relation):
        if len(settled(group, relation)) >= FEWEST:
            made.append(group)
        else:
            left += group
    if relation.reach == "document" and left:
        if len(settled(left, relation)) >= FEWEST:
            made.append(left)
        elif made:
            longer = sorted([*made[-1], *left], key=lambda candidate: candidate.premise)
            before = len(settled(made[-1], relation))
            if before < len(settled(longer, relation)) <= MOST:
                made[-1] = longer
    for group in made:
        for part in parts(settled(group, relation)):
            # What half of a set shares need not be half of its part.
            rows = settled([row.candidate for row in part], relation)
            if len(rows) >= FEWEST:
                yield rows


def _themes(candidates: Iterable[Candidate], relation: Relation) -> Iterator[list[Candidate]]:
    """The candidates by article, those of a long article by section."""
    for _, group in groupby(candidates, key=lambda candidate: candidate.article):
        article = list(group)
        if relation.reach != "section" and len(settled(article, relation)) <= MOST:
            yield article
            continue
        for _, section in groupby(article, key=lambda candidate: candidate.section):
            yield list(section)


def parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """A set too long for one question in parts of about the same length."""
    count = -(-len(rows) // MOST) or 1
    at = 0
    for part in range(count):
        size = len(rows) // count + (part < len(rows) % count)
        yield rows[at : at + size]
        at += size


def settled(candidates: Sequence[Candidate], relation: Relation) -> tuple[Row, ...]:
    """The rows that can stand in one set; the more they are, the less a shared word tells."""
    rest = _fitting(candidates, relation)
    while True:
        rows = _picked(rest, relation)
        if len(rows) == len(rest):
            return rows
        rest = [row.candidate for row in rows]


def tells(
    premise: str, response: str, premises: Sequence[str], responses: Sequence[str] = ()
) -> bool:
    """Whether a piece of a premise that is no class name stands in its response.

    Of a short premise one character is enough, unless most responses have it.
    """
    short = len(premise) <= _SHORT_PREMISE and len(response) <= _LITTLE_SAID
    if short:
        # The class name of short premises is their last character: 量变, 质变.
        return any(
            piece in response
            and 2 * sum(other.endswith(piece) for other in premises) < len(premises)
            and 2 * sum(piece in other for other in responses) <= max(2, len(responses))
            for piece in _pieces(premise, 1)
        )
    return any(
        piece in response and 2 * sum(piece in other for other in premises) < len(premises)
        for piece in _pieces(premise, 2)
    )


def _pieces(text: str, size: int) -> Iterator[str]:
    """The runs of so many letters or figures that are more than grammar."""
    for at in range(len(text) - size + 1):
        piece = text[at : at + size]
        if piece.isalnum() and _GRAMMAR.isdisjoint(piece):
            yield piece


def _fitting(candidates: Iterable[Candidate], relation: Relation) -> list[Candidate]:
    """The candidates with the responses that have the right size and form; each premise once."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        responses = tuple(
            response
            for response in candidate.responses
            if (1 if relation.given else 2) <= len(response.text) <= relation.limit
            and candidate.text not in response.text
            and "\n" not in response.text
            and is_balanced(response.text)
        )
        usable = 1 <= len(candidate.text) <= LONGEST_PREMISE and is_balanced(candidate.text)
        if responses and usable and "\n" not in candidate.text:
            earlier = found.get(candidate.text)
            if earlier:
                responses = (*earlier.responses, *responses)
            first = earlier or candidate
            found[candidate.text] = Candidate(
                first.premise,
                first.text,
                responses,
                first.rule,
                first.article,
                first.section,
            )
    return list(found.values())


def _picked(candidates: Sequence[Candidate], relation: Relation) -> tuple[Row, ...]:
    premises = [candidate.text for candidate in candidates]
    firsts = [candidate.responses[0].text for candidate in candidates]
    rows: list[Row] = []
    for candidate in candidates:
        if not relation.nested and any(
            candidate.text in row.candidate.text or row.candidate.text in candidate.text
            for row in rows
        ):
            continue
        others = [text for text in premises if text != candidate.text]
        usable = [
            response
            for response in candidate.responses
            if not tells(candidate.text, response.text, premises, firsts)
            and not any(
                _interchangeable(response.text, row.response.text, relation) for row in rows
            )
        ]
        if usable:
            best = usable[0]
            if relation.choosy:
                best = min(usable, key=lambda response: _misleads(response.text, others, premises))
            rows.append(Row(candidate, best))
    return tuple(rows)


def _misleads(response: str, others: Sequence[str], premises: Sequence[str]) -> bool:
    return any(tells(other, response, premises) for other in others if len(other) > _SHORT_PREMISE)


def _interchangeable(one: str, other: str, relation: Relation) -> bool:
    """Whether two responses could change places: one says the other, or both say of the same."""
    if relation.given:
        return one == other
    if one in other or other in one:
        return True
    modifier, _, head = one.rpartition("的")
    other_modifier, _, other_head = other.rpartition("的")
    return len(modifier) >= 4 and modifier == other_modifier and head != other_head
