"""Where the build of a sentence puts what it is about: 称为X, 提出了X, 核心是X, 实施X战略.

Each pattern opens a slot; what fills it to the end of the clause is asked if it is a noun phrase
of whole words. A slot that holds anything else gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.idea import LONGEST_KEY, Asks, Idea
from quizgen.items.wording import Wording
from quizgen.model import Span
from quizgen.rules.clauses import words

_FILL = r"(?:[“「](?=[^“”「」，。；、]{2,12}[”」]))?(?P<x>[^，。；：！？、“”「」《》（）()\s的了]{2,12}?)[”」]?"
_END = r"(?=[，。；！）)（(]|$)"
_NAMED = re.compile(
    "(?:称之为|稱之為|称为|稱為|称作|稱作|叫做|叫作|合称为?|统称为?|统称|总称|史称|史稱|命名为|定名为|就叫|又叫|"
    f"(?:并|[亦也又俗简])[称稱])[为為作]?{_FILL}{_END}"
)
_MADE = re.compile(
    "(?<![、的和与])(?:提出|创立|创建|发明|建立|颁布|制定|发表|签订|创办|设立|成立|召开|编写|撰写|发动|开创|首创|确立|出版|"
    f"推行|实行|废除|绘制|发起|爆发|設立|創立|發明|頒布)(?:了|過)?{_FILL}{_END}"
)
_POINT = re.compile(
    "(?:核心|关键|实质|本质|根本|前提|标志|目的|宗旨|任务|原则|方针|主线|首都|单位|条件|原因|特征|场所|产物|对象|主体|"
    f"内容|方法|途径|形式|依据|标准|基本单位|中心|重点|灵魂)(?:就?是|在于|为){_FILL}{_END}"
)
_GIVES = re.compile(
    f"(?:为|给)[^，。；]{{2,12}}(?:提供|带来|奠定|注入|创造)了?(?P<x>[^，。；、的了]{{3,8}}?){_END}"
)
_BY = re.compile(
    r"以(?P<x>[^，。；、的以为和与]{2,10})为(?:主要|重要|根本|基本|鲜明|共同)?(?:核心|导向|中心|主体|基础|引领|抓手|重点|目标|主线|动力|支撑|先导|标志|依托|"
    "载体|突破口|根本|纽带|单位|特征|原料|底物|指导|驱动|牵引|保障|前提|契机|手段|特色|骨干|补充|宗旨|标准|准则|依据|目的)"
)
_AS = re.compile(
    r"(?:把|将(?!来))[^，。；]{2,24}作为(?P<x>[^，。；、“”《》（）]{3,9}?)(?=[，。；])"
)
_PROGRAMME = re.compile(
    r"(?:实施|推进|开展|落实|贯彻|启动|推行|实行|建立|坚持|执行|采用|采取)(?:了|好|和落实)?"
    r"(?P<x>[^，。；：、“”《》（）的了和与]{3,8}?)(?:战略|工程|计划|方针|工作法|责任制)(?=[，。；、]|的)"
)
_GENERIC = words(
    "重要 有效 具体 相关 有关 工作 方案 意见 建议 要求 问题 目标 措施 办法 任务 活动 关系 作用 影响 情况 结果 过程 "
    "基本 主要 全面 根本 重大 各项 多种 一系列 新型 完整 完善 良好 一定 整个 这种 相应 必要 积极 科学 统一 合理"
)
_LONGEST_NAME = 10
_DATED = re.compile(r"[0-9０-９]{2,4}年|世纪|年间|时期|[初末]年")
_PERSON = frozenset({"nr", "nrt", "nrfg"})
_BIDS = re.compile("应当|应该|必须|不得|要(?![求素点塞])|可以")
_BARE = words("新 大 好 更 高 强 多 小 老 强大 坚实 广阔 良好 巨大 重要 有力 更多")


def slots(wording: Wording) -> Iterator[Idea]:
    """What fills the slots of a sentence."""
    for pattern, rule, score, asks in _SLOTS:
        for found in pattern.finditer(wording.text, *wording.sentence):
            span = Span(*found.span("x"))
            if _holds(wording, span, rule):
                yield Idea((span,), rule, score, asks)


_SLOTS: tuple[tuple[re.Pattern[str], str, float, Asks], ...] = (
    (_NAMED, "slot_named", 0.78, "name"),
    (_MADE, "slot_made", 0.7, "event"),
    (_POINT, "slot_point", 0.68, "phrase"),
    (_GIVES, "slot_gives", 0.66, "role"),
    (_BY, "slot_by", 0.66, "phrase"),
    (_AS, "slot_as", 0.66, "role"),
    (_PROGRAMME, "slot_programme", 0.66, "name"),
)


def _holds(wording: Wording, span: Span, rule: str) -> bool:
    said = wording.text[span.start : span.end]
    tokens = wording.within(span)
    if not tokens or span.length > LONGEST_KEY or said in _GENERIC:
        return False
    if said[:2] in _GENERIC and rule != "slot_gives":
        return False
    if rule == "slot_named":
        return not any(word.tag[:1] in "rpcyd" for word in tokens)
    if not wording.is_name(span) and rule not in ("slot_programme", "slot_as"):
        return False
    if rule == "slot_programme" and any(word.tag[:1] in "rpcydum" for word in tokens):
        return False
    if said.endswith(("同志", "先生", "女士")):
        return False
    if rule in ("slot_by", "slot_point") and tokens[0].tag in ("v", "d", "p"):
        return False
    if rule == "slot_as":
        return wording.is_telling(span) and not any(t.tag[:1] in "rpcy" for t in tokens)
    if tokens[0].word in _BARE or not wording.is_telling(span):
        return False
    if rule == "slot_made":
        # Who made something, or when, is what makes it one thing and no other.
        head = wording.text[wording.sentence.start : span.start]
        told = _DATED.search(head) or any(
            token.tag in _PERSON for token in wording.tokens if token.end <= span.start
        )
        return (
            bool(told)
            and not _BIDS.search(head)
            and (span.length >= 3 or tokens[0].tag in ("nz", "ns", "t", "nt"))
        )
    return span.length >= 3 or all(wording.language.commonness(w.word) <= 2 for w in tokens)
