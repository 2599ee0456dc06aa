"""Findings in, candidate items out: one module a kind of item."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quizgen.items import fill_blank, list_recall, matching, term
from quizgen.language import Language
from quizgen.model import Document, Findings, Item

Composer = Callable[[Document, Findings, Language], Iterable[Item]]

COMPOSERS: tuple[Composer, ...] = (
    fill_blank.compose,
    matching.compose,
    list_recall.compose,
    term.compose,
)


def compose(document: Document, findings: Findings, language: Language) -> tuple[Item, ...]:
    """All items that the findings of a document give, in no particular order."""
    return tuple(item for composer in COMPOSERS for item in composer(document, findings, language))
