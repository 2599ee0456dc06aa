"""Runs the rules and settles overlaps. Holds no pattern of its own."""

from __future__ import annotations

from quizgen.language import Language
from quizgen.model import Definition, Document, Enumeration, Findings, KeyPhrase
from quizgen.rules import RULES
from quizgen.rules.base import Passage


def detect(document: Document, language: Language) -> Findings:
    """Find the enumerations, definitions and key phrases of a document."""
    enumerations: list[Enumeration] = []
    definitions: list[Definition] = []
    key_phrases: list[KeyPhrase] = []
    for article in document.articles:
        passage = Passage(document, article, language)
        for rule in RULES:
            for finding in rule.detect(passage):
                match finding:
                    case Enumeration():
                        enumerations.append(finding)
                    case Definition():
                        definitions.append(finding)
                    case KeyPhrase():
                        key_phrases.append(finding)
    return Findings(tuple(enumerations), tuple(definitions), tuple(key_phrases))
