"""Definition rules over hostile text, and what holds for every definition that is found.

There is no clock here: a rule whose cost grows with the square of the text is felt.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.detect import detect
from quizgen.language import default_language
from quizgen.layout import lay_out
from quizgen.model import Definition, Source
from quizgen.rules import RULES
from quizgen.rules.base import Passage, Rule

_DEFINITIONS = [rule for rule in RULES if rule.family == "definition"]
_UNITS = (
    *(
        "的",
        "是",
        "即",
        "指",
        "为",
        "叫",
        "称为",
        "又称",
        "，",
        "：",
        "（",
        "“",
        "【",
        " ",
        "=",
        "——",
    ),
    *(
        "由",
        "以",
        "1(",
        "（甲）",
        "①甲乙：丙",
        "是甲，",
        "甲是乙、",
        "甲乙是丙，是",
        "既是甲，也是",
    ),
    *(
        "把甲作为",
        "什么是",
        "第一次",
        "甲的",
        "的是",
        "甲具有乙",
        "以甲为乙，",
        "所谓甲，就是",
        "等“",
    ),
)
_PIECES = (
    *(
        "路由器",
        "光合作用",
        "人民",
        "盆地",
        "共同富裕",
        "他",
        "这",
        "首都",
        "人才",
        "5亿",
        "TCP",
        "本能",
    ),
    *("是", "就是", "是指", "即", "称为", "又称", "属于", "的", "过程", "设备", "原则", "前提"),
    *(
        "，",
        "。",
        "：",
        "；",
        "（",
        "）",
        "“",
        "”",
        "\n",
        "①",
        "1. ",
        "## ",
        "- ",
        "定义：",
        "把",
        "作为",
    ),
)


@pytest.mark.parametrize("rule", _DEFINITIONS, ids=lambda rule: rule.name)
def test_a_rule_gets_through_one_thing_said_over_and_over(rule: Rule) -> None:
    for unit in _UNITS:
        document = lay_out(Source(path="", sha256="", text=unit * (20_000 // len(unit)) + "。"))
        for article in document.articles:
            for found in rule.detect(Passage(document, article, default_language())):
                assert isinstance(found, Definition)
                assert found.term.length > 0
                assert found.definiens.length > 0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_a_term_and_its_meaning_are_apart_and_within_their_article(text: str) -> None:
    document = lay_out(Source(path="", sha256="", text=text))
    for found in detect(document, default_language()).definitions:
        assert 0 < found.score <= 1
        assert not found.term.overlaps(found.definiens)
        for part in (found.term, found.definiens):
            assert part.length > 0
            said = document.slice(part)
            assert said == said.strip(" \t\n\u3000，。；：")
            assert any(article.span.contains(part) for article in document.articles)
