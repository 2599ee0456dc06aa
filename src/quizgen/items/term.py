"""Terms to be explained: from definitions proper, not from roles."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.items.identity import item_id
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Document, Findings, Item, Kind, Term

_TYPES = frozenset({"definition", "gloss"})
_LEAST_SURE = 0.75
_SHORTEST, _LONGEST = 8, 160


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """An item for each definition that can be said from memory."""
    del language
    places = Places(document)
    for found in findings.definitions:
        if found.type not in _TYPES or found.score < _LEAST_SURE:
            continue
        if not _SHORTEST <= found.definiens.length <= _LONGEST or places.doubtful(found.span):
            continue
        term, definiens = document.slice(found.term), document.slice(found.definiens)
        if "\n" in term or "\n" in definiens:
            continue
        yield Term(
            id=item_id(Kind.TERM, places.article_title(found.term.start), term, definiens[:24]),
            rule=found.rule,
            score=round(found.score * 0.95, 3),
            difficulty="难" if len(definiens) > 60 else "中",
            provenance=places.provenance(found.term),
            term=found.term,
            definiens=found.definiens,
            term_text=term,
            definiens_text=definiens,
        )
