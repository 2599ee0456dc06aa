"""Findings in, candidate items out: one module a kind of item."""

from __future__ import annotations

from quizgen.language import Language
from quizgen.model import Document, Findings, Item


def compose(document: Document, findings: Findings, language: Language) -> tuple[Item, ...]:
    """All items that the findings of a document give, in no particular order."""
    del document, findings, language
    return ()
