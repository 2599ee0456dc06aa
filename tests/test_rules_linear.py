"""Hostile text costs the rules no more than other text.

There is no clock here: a rule whose cost grows with the square of the text takes minutes over these
and is felt. What is asserted is that nothing breaks and that findings lie in the text.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from quizgen.language import default_language
from quizgen.model import Article, Document, Enumeration, Paragraph, Section, Sentence, Source, Span
from quizgen.rules import RULES
from quizgen.rules.base import Passage, Rule

_UNITS = (
    *(
        "，",
        "、",
        "；",
        "：",
        "（",
        "）",
        "“",
        "“”",
        "《（“",
        " ",
        "1",
        "甲",
        "和",
        "要",
        "一是",
        "①②",
    ),
    *("，一是，二是", "（一）", "，或者", "、甲和乙", "、甲等", "包括甲、", "“一带一路”", "甲乙，"),
    *("加强管理，", "加强管理；", "降水导致径流，", "甲乙、丙丁、戊己等东西", "第一次", "就是要"),
)
_ENUMERATIONS = [rule for rule in RULES if rule.family == "enumeration"]


def _document(text: str, width: int) -> Document:
    """One paragraph whose sentences are `width` characters long, whatever stands in them."""
    edges = [*range(0, len(text), width), len(text)]
    spans = [Span(a, b) for a, b in pairwise(edges)]
    whole = Span(0, len(text))
    paragraph = Paragraph(whole, tuple(Sentence(span) for span in spans), "prose")
    article = Article(None, (), None, (Section(None, (paragraph,)),), whole)
    return Document(Source(path="", sha256="", text=text), text, (article,), ())


@pytest.mark.parametrize("rule", _ENUMERATIONS, ids=lambda rule: rule.name)
@pytest.mark.parametrize(("size", "width"), [(200_000, 200_000), (6_000, 1_500)])
def test_a_rule_gets_through_one_thing_said_over_and_over(
    rule: Rule, size: int, width: int
) -> None:
    for unit in _UNITS:
        # Chains of markers are read to the end however long the sentence is.
        length = size if unit[-2:] not in ("二是", "①②") else min(size, 6_000)
        document = _document((unit * (length // len(unit) + 1))[:length], width)
        for found in rule.detect(Passage(document, document.articles[0], default_language())):
            assert isinstance(found, Enumeration)
            assert found.span.end <= length
            assert all(member.length > 0 for member in found.members)
