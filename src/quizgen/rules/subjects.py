"""What a clause speaks of: the noun or verb phrase before its predicate."""

from __future__ import annotations

import re

from quizgen.model import Span
from quizgen.rules.base import Passage
from quizgen.rules.bounds import good_term, skip_lead, strip

_WHEN = re.compile(
    r"(?:公元前?)?[0-9一二三四五六七八九十〇]{1,4}(?:世纪|年|月)[^，。的]{0,14}?(?:设立|成立|创立|创办|建立|制定|颁布|通过|发表|出版|建成|签订|召开|爆发|发动)的"
)
_POINTING = re.compile(
    r"(?:这|那|该|此|其)(?:一|个|些|种|一种)?(?:[\u4e00-\u9fff]{0,4}(?:时期|阶段|时代|社会|地区|国家|期间))?的(?=.{2})"
)
_REPORT = re.compile(
    r"[^，。：；]{0,14}(?<![公])(?:认为|指出|强调|提出|表明|说明|证明|发现|意味着)(?=.{3})"
)
_FRAME = re.compile(
    r"(?:在|从|就|对|对于|关于|按照|根据|随着|通过|作为)[^，。；：]{1,20}?(?:上看|来看|来说|而言|来讲|看来|中|上|下|内|里|时|后|前|方面|过程中)(?=.{2})"
)
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十0-9]+(?:[个步种类项点大层条次]|阶段|方面|部分|章|节)?(?:阶段|步骤|方面|部分|原因|层次|类型)?$|其[一二三四五]$"
)
_BARE = re.compile(
    r"(?:主要|根本|基本|首要|重要|直接|总|核心|最终|具体|共同|突出|显著|最大|最|一个|另一个)*(?:的)?"
    r"(?:问题|结果|原因|目的|关键|重点|特点|特征|情况|事实|方面|内容|任务|目标|标志|核心|实质|本质|意义|作用|功能|优点|缺点|办法|方法|做法|"
    r"区别|差别|要求|原则|条件|表现|前提|基础|措施|任务|时候|地方|前者|后者|两者|二者|上述|以上|以下|下面|答案|结论|观点|说法|例子|步骤|不同|"
    r"人|人民|我国|中国|全国|国家|世界|今天|现在|当时|后来|当前|目前|未来|过去|今后|近年来|事情|东西|本质上|实质上|实际上|事实上|根本上|结构|组成|成分|单位|时间|地点|名称|作者)"
)
_EDGE_TAGS = frozenset({"p", "c", "d", "y", "e", "ul", "uz", "ud", "uv"})
_NEVER_TAGS = frozenset({"r", "rr", "rz", "y", "e", "ul", "uz", "nr1"})
_PERSON = re.compile("[我你他她您咱]|先生|女士|大家|咱们")
_TAIL = re.compile(
    r"(?:主要|通常|一般|往往|就|都|也|还|(?<![原法规規准守总總细細])则|均|既|又|更|才|始终|仍然?|已经|已|本身|本来|原本|实质上|本质上|归根到底|其实|永远|历来|无疑|确实|一直|首先|同时|不仅|不仅仅|不但|不只)$"
)


def named_in(passage: Passage, clause: Span, longest: int = 22) -> Span | None:
    """The subject that fills a clause, or the part of it before the predicate.

    Without who says so (…认为), where and when (在…中, 1862年设立的), and adverbs at its end.
    None for pronouns, persons, ordinals and bare facets such as 目的, of which nobody asks.
    """
    text = passage.text
    low, at = clause
    start = skip_lead(text, low, at)
    for lead in (_REPORT, _FRAME, _WHEN, _POINTING):
        found = lead.match(text, start, at)
        if found and at - found.end() >= 2:
            start = skip_lead(text, found.end(), at)
    while (tail := _TAIL.search(text, start, at)) and tail.start() - start >= 2:
        at = tail.start()
    span = strip(text, start, at)
    return span if span and is_subject(passage, span, longest) else None


def is_subject(passage: Passage, span: Span, longest: int = 22) -> bool:
    """Whether these words can be what a sentence defines or speaks of."""
    text = passage.text
    if span.length == 1:
        # 质, 量, 度: a word of one character between the marks of its clause.
        return text[span.start] not in "人他她它我你这那此其谁者事物书话" and passage.tokens(span)[
            0
        ].tag[:1] in ("n", "a", "v")
    if not good_term(text, span, longest) or _PERSON.search(text, *span):
        return False
    if _BARE.fullmatch(text, *span) or _ORDINAL.search(text, *span):
        return False
    tokens = passage.tokens(span)
    if any(token.tag in _NEVER_TAGS for token in tokens):
        return False
    first, last = tokens[0], tokens[-1]
    if first.tag in _EDGE_TAGS or last.tag in _EDGE_TAGS or last.tag in ("uj", "ug", "p"):
        return False
    return not (first.tag in ("m", "q") and len(tokens) > 1 and tokens[1].tag == "q")
