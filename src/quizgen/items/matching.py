"""Two columns to be joined: what is defined, said, written, listed or tabled, each with its own.

The candidates come from `matching_*`; `matching_sets` refuses what could be paired in two ways or is
told by a word. Kinds are never mixed in one set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.items import (
    matching_definitions,
    matching_heads,
    matching_lists,
    matching_sayings,
    matching_tables,
)
from quizgen.items.headwords import subject_of
from quizgen.items.identity import item_id
from quizgen.items.matching_sets import Candidate, Relation, Row, sets_of
from quizgen.items.notes import why
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Difficulty, Document, Findings, Item, Kind, Matching, Pair

NOTE = "每项只用一次"
_FEW, _MANY = 4, 7
"""Up to so many pairs a set is easy, from so many on it is hard."""


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """Every set that a document gives."""
    places = Places(document)
    for relation, candidates in _candidates(document, findings, places, language):
        for rows in sets_of(candidates, relation):
            yield _matching(places, relation, rows)


def _candidates(
    document: Document, findings: Findings, places: Places, language: Language
) -> Iterator[tuple[Relation, Sequence[Candidate]]]:
    yield from matching_tables.sets(document, places, language)
    yield from matching_definitions.sets(document, findings, places, language)
    yield from matching_lists.sets(document, findings, places, language)
    yield from matching_heads.sets(document, findings, places, language)
    yield from matching_sayings.sets(document, findings, places, language)


def _matching(places: Places, relation: Relation, rows: Sequence[Row]) -> Matching:
    entries = tuple(
        Pair(row.candidate.premise, row.response.span, row.candidate.text, row.response.text)
        for row in rows
    )
    first = min(row.candidate.premise for row in rows)
    title = places.article_title(first.start)
    sections = {row.candidate.section for row in rows}
    topic = subject_of(sections.pop() if len(sections) == 1 else "") or subject_of(title)
    words = sorted(entry.premise_text for entry in entries)
    return Matching(
        id=item_id(Kind.MATCHING, title, relation.title, relation.response_head, *words),
        rule=rows[0].candidate.rule,
        score=relation.sure,
        note=NOTE,
        hint="；".join(f"{e.premise_text}：以“{e.response_text[0]}”开头" for e in entries[:2]),
        why=why(f"{relation.title}（{len(entries)}对）", places.where(first.start)),
        difficulty=_difficulty(len(entries)),
        provenance=places.provenance(first),
        title=f"{topic}：{relation.title}" if topic else relation.title,
        premise_head=relation.premise_head,
        response_head=relation.response_head,
        pairs=entries,
    )


def _difficulty(pairs: int) -> Difficulty:
    return "易" if pairs <= _FEW else "难" if pairs >= _MANY else "中"
