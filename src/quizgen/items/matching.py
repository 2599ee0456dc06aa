"""Two columns to be joined: definitions of one kind, sayings and speakers, classes and examples.

A set is asked only if it is one to one and no word gives a pair away. What gives a pair away is
a piece of two or more characters that stands on both of its sides while less than half of either
column has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.items.identity import item_id
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import (
    Definition,
    Document,
    Findings,
    Item,
    KeyPhrase,
    Kind,
    Matching,
    Pair,
    Span,
)

_FEWEST, _MOST = 3, 8
_LONGEST_PREMISE = 24
_RESPONSE, _DEFINITION = 30, 45
_SHORTEST_RESPONSE = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """How a kind of definitions is asked."""

    title: str
    premise_head: str
    response_head: str
    limit: int = _RESPONSE


_COLUMNS = {
    "definition": _Column("概念与定义", "概念", "定义", _DEFINITION),
    "gloss": _Column("名称与定义", "名称", "定义（说明）", _DEFINITION),
    "aim": _Column("目标与举措", "目标", "就是要……"),
    "role": _Column("概念与地位", "概念", "地位（作用）"),
    "hallmark": _Column("对象与标志", "对象", "标志（驱动力）"),
    "function": _Column("对象与功能", "对象", "功能（重点）"),
    "feature": _Column("对象与特点", "对象", "特点"),
    "class": _Column("类别与例子", "类别", "文中所举"),
    "alias": _Column("名称与含义", "名称", "含义", _DEFINITION),
}


_WHOLE = frozenset({"definition", "gloss", "alias", "hallmark", "role", "positioning", "feature"})
"""A definition cut short defines something else."""


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """The sets of each article."""
    places = Places(document)
    for article in document.articles:
        inside = article.span
        by_type: dict[str, list[Definition]] = {}
        for found in findings.definitions:
            if inside.contains(found.span) and not places.doubtful(found.span):
                by_type.setdefault(found.type, []).append(found)
        for type_, definitions in by_type.items():
            column = _COLUMNS.get(type_)
            if column:
                pairs = [
                    (
                        found.term,
                        [found.definiens]
                        if type_ in _WHOLE
                        else _pieces(document, found.definiens),
                    )
                    for found in definitions
                ]
                yield from _sets(document, places, pairs, column, definitions[0].rule)
        sayings = [
            phrase
            for phrase in findings.key_phrases
            if phrase.speaker and inside.contains(phrase.phrase) and phrase.type == "quotation"
        ]
        yield from _sayings(document, places, sayings)
        classes = [
            (found.lead, [Span(found.members[0].start, found.members[-1].end)])
            for found in findings.enumerations
            if found.lead
            and found.open_ended
            and found.complete
            and found.lead.start > found.members[-1].end
            and inside.contains(found.span)
            and 3 <= found.lead.length <= 12
            and _names_a_class(document.slice(found.lead), language)
            and not places.doubtful(found.span)
        ]
        column = _Column("类别与例子", "类别", "文中所举的例子")
        yield from _sets(document, places, classes, column, "enumeration_dunhao")


def _names_a_class(lead: str, language: Language) -> bool:
    """Whether a lead is a noun with its modifiers: 新兴产业, but not 全面联通."""
    tags = [token.tag for token in language.tokens(lead)]
    return tags[-1][:1] == "n" and all(tag[:1] in "nabjl" or tag == "vn" for tag in tags)


def _sayings(document: Document, places: Places, sayings: Sequence[KeyPhrase]) -> Iterator[Item]:
    pairs = [(found.speaker, _pieces(document, found.phrase)) for found in sayings if found.speaker]
    column = _Column("人物与论述", "人物（出处）", "论述")
    yield from _sets(document, places, pairs, column, "key_phrase_quoted")


def _pieces(document: Document, span: Span) -> list[Span]:
    """The whole, then its clauses, from which a response may be cut."""
    text = document.slice(span)
    found = [span]
    at = 0
    edges: list[int] = []
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "“《（‘") - (char in "”》）’")
        if depth == 0 and char in "，；":
            edges.append(i)
    for edge in [*edges, len(text)]:
        piece = text[at:edge]
        if len(piece) >= 4:
            found.append(Span(span.start + at, span.start + edge))
        at = edge + 1
    if edges:
        # Leading clauses together, as many as fit.
        found[1:1] = [Span(span.start, span.start + edge) for edge in reversed(edges[1:])]
    return found


def _sets(
    document: Document,
    places: Places,
    candidates: Iterable[tuple[Span, list[Span]]],
    column: _Column,
    rule: str,
) -> Iterator[Item]:
    chosen: list[tuple[Span, list[Span]]] = []
    seen: set[str] = set()
    for premise, pieces in candidates:
        word = document.slice(premise)
        fitting = [
            piece
            for piece in pieces
            if _SHORTEST_RESPONSE <= piece.length <= column.limit
            and word not in document.slice(piece)
            and "\n" not in document.slice(piece)
        ]
        if word in seen or not fitting or len(word) > _LONGEST_PREMISE:
            continue
        seen.add(word)
        chosen.append((premise, fitting))
    if len(chosen) < _FEWEST:
        return
    pairs = _without_leaks(document, chosen)
    for start in range(0, len(pairs), _MOST):
        part = pairs[start : start + _MOST]
        if len(pairs) - start - _MOST in (1, 2):
            part = pairs[start : start + _MOST - 2]
        if len(part) >= _FEWEST:
            yield _matching(document, places, part, column, rule)
        if len(pairs) - start - _MOST in (1, 2):
            rest = pairs[start + _MOST - 2 :]
            if len(rest) >= _FEWEST:
                yield _matching(document, places, rest, column, rule)
            return


def _without_leaks(
    document: Document, chosen: Sequence[tuple[Span, list[Span]]]
) -> list[tuple[Span, Span]]:
    """For each premise the first response that does not give it away; else the pair is left out."""
    premises = [document.slice(premise) for premise, _ in chosen]
    firsts = [document.slice(pieces[0]) for _, pieces in chosen]
    found: list[tuple[Span, Span]] = []
    said: set[str] = set()
    for premise, pieces in chosen:
        word = document.slice(premise)
        for piece in pieces:
            text = document.slice(piece)
            if text not in said and not leaks(word, text, premises, firsts):
                said.add(text)
                found.append((premise, piece))
                break
    return found


def leaks(premise: str, response: str, premises: Sequence[str], responses: Sequence[str]) -> bool:
    """Whether a piece that the two share helps to find the pair."""
    for start in range(len(premise) - 1):
        piece = premise[start : start + 2]
        if piece not in response or not piece.isalnum():
            continue
        in_premises = sum(piece in other for other in premises)
        in_responses = sum(piece in other for other in responses)
        if 2 * in_premises < len(premises) and 2 * in_responses < len(responses):
            return True
    return False


def _matching(
    document: Document,
    places: Places,
    pairs: Sequence[tuple[Span, Span]],
    column: _Column,
    rule: str,
) -> Matching:
    entries = tuple(
        Pair(premise, response, document.slice(premise), document.slice(response))
        for premise, response in pairs
    )
    first = min(premise for premise, _ in pairs)
    title = places.article_title(first.start)
    words = [entry.premise_text for entry in entries]
    return Matching(
        id=item_id(Kind.MATCHING, title, column.title, *sorted(words)),
        rule=rule,
        score=0.8,
        note="每个左项只对应一个右项",
        difficulty="中",
        provenance=places.provenance(first),
        title=f"{title}：{column.title}" if title else column.title,
        premise_head=column.premise_head,
        response_head=column.response_head,
        pairs=entries,
    )
