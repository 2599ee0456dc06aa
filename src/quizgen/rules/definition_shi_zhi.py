"""X是指Y, X指的是Y, 所谓X，是指Y, 所谓X，就是Y.

The plain definition of textbooks, glossaries and laws. The term is the clause before the cue;
the definiens runs to the end of the sentence or to the next ；.

Left out on purpose: 指出, 指导 and other words that begin with 指; 是指 after a pronoun, which
needs what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Definition, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.clauses import asked_sentences
from quizgen.rules.terms import definiens_after, sentence_end, term_before

NAME = "definition_shi_zhi"

_CUE = pattern(
    r"(?:，|,)?\s*(?:主要|一般|通常|就)?(?:是指(?!出|导|标|挥|责|令|定|示|明)|指的是|指的就是|係指|系指|是說|"
    r"(?<=[^\s，]{2})，(?:意思是|意为))[：:，]?"
)
_SO_CALLED = pattern(r"所[谓謂]的?(?P<term>[^，。；]{2,24})[，,]?\s*(?:就是|是|即)(?!指)")


def detect(passage: Passage) -> Iterator[Definition]:
    """Every 是指 with a term before it."""
    text = passage.text
    for sentence in asked_sentences(passage):
        for cue in _CUE.finditer(text, *sentence):
            term = term_before(text, sentence.start, cue.start())
            end = sentence_end(text, cue.end(), sentence.end)
            definiens = definiens_after(text, cue.end(), end)
            if term and definiens:
                yield Definition(NAME, term, definiens, "definition", Span(*cue.span()), score=0.95)
        for found in _SO_CALLED.finditer(text, *sentence):
            end = sentence_end(text, found.end(), sentence.end)
            definiens = definiens_after(text, found.end(), end)
            low, high = found.span("term")
            if definiens:
                yield Definition(
                    NAME,
                    Span(low + text[low:high].startswith("“"), high - text[low:high].endswith("”")),
                    definiens,
                    "definition",
                    Span(high, found.end()),
                    score=0.9,
                )


RULE = Rule(
    name=NAME,
    family="definition",
    detect=detect,
    summary="X是指Y; 所谓X，就是Y",
    examples=(
        hit("所谓错觉，就是对客观事物的歪曲的知觉。", defined("错觉", "对客观事物的歪曲的知觉")),
        hit(
            "不动产是指土地以及房屋等不能移动的财产。",
            defined("不动产", "土地以及房屋等不能移动的财产"),
        ),
        hit("看不见的手指的是市场机制。", defined("看不见的手", "市场机制")),
        hit(
            "供应链（supply chain）是指从原料到用户的整个链条。",
            defined("供应链", "从原料到用户的整个链条"),
        ),
        hit(
            "所謂機會成本，就是為得到某物而放弃的收益。",
            defined("機會成本", "為得到某物而放弃的收益"),
        ),
        hit(
            "（二）重伤事故，是指使一人以上失去劳动能力的事故。",
            defined("重伤事故", "使一人以上失去劳动能力的事故"),
        ),
        near_miss("是指挥部的决定让大家松了口气。", "是 and 指挥部"),
        near_miss("它是指针类型，不能直接相加。", "是 and 指针"),
        near_miss("这里说的是指标，不是任务。", "a pronoun in the subject"),
        near_miss("所谓伊人，在水一方。", "no 是"),
        hit(
            "光合作用是指绿色植物利用光能合成有机物的过程。",
            defined("光合作用", "绿色植物利用光能合成有机物的过程"),
        ),
        hit(
            "本办法所称经营者，是指从事商品销售的自然人和法人。",
            defined("经营者", "从事商品销售的自然人和法人"),
        ),
        hit(
            "所谓机会成本，就是为得到一样东西而放弃的东西。",
            defined("机会成本", "为得到一样东西而放弃的东西"),
        ),
        near_miss("会议指出，要是指标完不成，就要说明原因。", "指出 and 要是指标"),
        near_miss("这是指前面说过的那种情形。", "the pronoun needs what stands before it"),
        near_miss("报告是指导今后工作的文件。", "是 and 指导"),
    ),
)
