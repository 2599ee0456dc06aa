"""X具有Y等特点, X的作用是Y, X负责Y: what a thing is like and what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Definition, Span
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import asked, clause_end, subject_before

_HAS = re.compile(
    r"(?:往往|一般|通常|都|还|也)?(?:具有|具备|具備)"
    r"(?P<said>[^。；\n]{4,60}?(?:特[点征性點徵]|特质|优势|功能|性质|“[^”“]{2,10}作用”))"
)
_USE = re.compile(
    r"的(?:主要|基本|根本)?(?:作用|功能|任务|职责|职能|目的|特点|特征|本质|实质|核心)(?:就?是|在于)(?=[^否不非])"
)
_FOR = re.compile(
    r"(?:主要|专门|具体)?(?:负责|(?<![适应作运])用于|用來|用来|負責)(?=[\u4e00-\u9fff])"
)


def detect(passage: Passage) -> Iterator[Definition]:
    """Find the subject before the cue and one clause after it."""
    text = passage.text
    for sentence in asked(passage):
        low, high = sentence.span
        for found in _HAS.finditer(text, low, high):
            term = subject_before(passage, low, found.start(), 14)
            if (
                term
                and text[term.end - 1] != "是"
                and found.end() == clause_end(text, found.end(), high)
            ):
                said = Span(*found.span("said"))
                score = 0.85 if "等特" in found["said"] else 0.7
                yield Definition(NAME, term, said, "feature", Span(*found.span()), score)
        for found in _USE.finditer(text, low, high):
            term = subject_before(passage, low, found.start(), 14)
            end = clause_end(text, found.end(), high)
            if (
                term
                and text[term.end - 1] not in "是为"
                and end - found.end() >= 5
                and text[end - 1] != "的"
            ):
                said = Span(found.end(), end)
                yield Definition(NAME, term, said, "function", Span(*found.span()), 0.75)
        for found in _FOR.finditer(text, low, min(high, low + 24)):
            term = subject_before(passage, low, found.start(), 12)
            end = clause_end(text, found.end(), high)
            if (
                term
                and text[term.end - 1] not in "是为"
                and end - found.end() >= 6
                and term.start - low < 6
            ):
                said = Span(found.end(), end)
                yield Definition(NAME, term, said, "function", Span(*found.span()), 0.7)


NAME = "definition_feature"
RULE = Rule(
    NAME,
    "definition",
    detect,
    (
        hit(
            "光纤通信具有容量大、损耗低、抗干扰等特点。",
            defined("光纤通信", "容量大、损耗低、抗干扰等特点"),
        ),
        hit("核糖体的作用是合成蛋白质。", defined("核糖体", "合成蛋白质")),
        hit("传输层主要负责端到端的可靠传输。", defined("传输层", "端到端的可靠传输")),
        near_miss("母亲的作用是谁也代替不了的。", "是…的 stresses, it does not tell"),
        near_miss("他负责把行李搬上马车。", "a person"),
        near_miss("这具有十分重大的意义。", "points back"),
        near_miss("它的作用是有限的。", "a pronoun"),
    ),
    "X具有Y等特点, X的作用是Y",
)
