"""Where the build of a sentence puts what it is about: 称为X, 提出了X, 核心是X, 实施X战略.

Each pattern opens a slot; what fills it to the end of the clause is asked if it is a noun phrase
of whole words. A slot that holds anything else gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizgen.items.idea import LONGEST_KEY, Asks, Idea
from quizgen.items.wording import Wording
from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import words

_FILL = r"(?:[“「](?=[^“”「」，。；、]{2,12}[”」]))?(?P<x>[^，。；：！？、“”「」《》（）()\s的了]{2,12}?)[”」]?"
_END = r"(?=[，。；！）)（(]|$)"
_NAMED = pattern(
    "(?:(?<=[的者]，)(?:为|是|属于)|称之为|稱之為|称为|稱為|称作|稱作|叫做|叫作|合称为?|统称为?|统称|总称|史称|史稱|命名为|定名为|就叫|又叫|"
    f"(?:并|[亦也又俗简])[称稱])[为為作]?{_FILL}{_END}"
)
_MADE = pattern(
    "(?<![、的和与])(?:提出|创立|创建|发明|建立|颁布|制定|发表|签订|创办|设立|成立|召开|编写|撰写|发动|开创|首创|确立|出版|"
    f"推行|实行|废除|绘制|发起|爆发|出现了?|设置|(?<![建开增分假附创])设(?![计备施想法置立])|設立|創立|發明|頒布)(?:了|過)?{_FILL}{_END}"
)
_POINT = pattern(
    "(?:核心|关键|实质|本质|根本|前提|标志|目的|宗旨|任务|原则|方针|主线|首都|单位|条件|原因|特征|场所|产物|对象|主体|"
    f"内容|方法|途径|形式|依据|标准|基本单位|中心|重点|灵魂)(?:就?是|在于|为){_FILL}{_END}"
)
_GIVES = pattern(
    f"(?:为|给)[^，。；]{{2,12}}(?:提供|带来|奠定|注入|创造)了?(?P<x>[^，。；、的了]{{3,8}}?){_END}"
)
_BY = pattern(
    r"以(?P<x>[^，。；、的以为和与]{2,10})为(?:主要|重要|根本|基本|鲜明|共同)?(?:核心|导向|中心|主体|基础|引领|抓手|重点|目标|主线|动力|支撑|先导|标志|依托|"
    "载体|突破口|根本|纽带|单位|特征|原料|底物|指导|驱动|牵引|保障|前提|契机|手段|特色|骨干|补充|宗旨|标准|准则|依据|目的)"
)
_QUALITY = pattern(
    rf"(?:具有|体现了?|表现出|富有|说明了|决定了)[^，。；、的]{{0,4}}?(?P<x>[^，。；、的了和与]{{2,6}}性){_END}"
)
_WHERE = pattern(
    "(?:发生在|分布在|分布于|存在于|储存在|储存于|贮存在|位于|是在|产生于|起源于|发源于)(?P<x>[^，。；、的和与]{2,9}?)"
    "(?:之?中|之?上|之?内|里|之间)?(?:进行的?|完成的?)?(?=[，。；])"
)
_AS = pattern(r"(?:把|将(?!来))[^，。；]{2,24}作为(?P<x>[^，。；、“”《》（）]{3,9}?)(?=[，。；])")
_PROGRAMME = pattern(
    r"(?:实施|推进|开展|落实|贯彻|启动|推行|实行|建立|坚持|执行|采用|采取)(?:了|好|和落实)?"
    r"(?P<x>[^，。；：、“”《》（）的了和与]{3,8}?)(?:战略|工程|计划|方针|工作法|责任制)(?=[，。；、]|的)"
)
_GENERIC = words(
    "重要 有效 具体 相关 有关 工作 方案 意见 建议 要求 问题 目标 措施 办法 任务 活动 关系 作用 影响 情况 结果 过程 "
    "基本 主要 全面 根本 重大 各项 多种 一系列 新型 完整 完善 良好 一定 整个 这种 相应 特殊 高度 显著 明显 强烈 较强 独特 极大 必要 积极 科学 统一 合理"
)
_LONGEST_NAME = 10
_UNCOMMON = 2
_PERSONS = ("同志", "先生", "女士")
_DATED = pattern(r"[0-9０-９]{2,4}年|世纪|年间|时期|[初末]年")
_PERSON = frozenset({"nr", "nrt", "nrfg"})
_BIDS = pattern("应当|应该|必须|不得|要(?![求素点塞])|可以")
_BARE = words("新 大 好 更 高 强 多 小 老 强大 坚实 广阔 良好 巨大 重要 有力 更多")


@dataclass(frozen=True, slots=True)
class _Slot:
    """A pattern whose group `x` is what fills it, and what may."""

    rule: str
    pattern: re.Pattern[str]
    score: float
    asks: Asks
    takes: Callable[[Wording, Span], bool]


def slots(wording: Wording) -> Iterator[Idea]:
    """What fills the slots of a sentence."""
    for slot in _SLOTS:
        for found in slot.pattern.finditer(wording.text, *wording.sentence):
            span = Span(*found.span("x"))
            if span.length <= LONGEST_KEY and wording.within(span) and slot.takes(wording, span):
                yield Idea((span,), slot.rule, slot.score, slot.asks)


def _holds(wording: Wording, span: Span, tags: str) -> bool:
    """Whether one of the words has a tag that begins with one of these letters."""
    return any(token.tag[:1] in tags for token in wording.within(span))


def _is_called(wording: Wording, span: Span) -> bool:
    """A name may be built in any way, but it is no clause."""
    if span.length > _LONGEST_NAME or _holds(wording, span, "rpcyd"):
        return False
    return not any(token.word.endswith(("于", "是")) for token in wording.within(span))


def _is_noun(wording: Wording, span: Span) -> bool:
    """A noun phrase that says something of its own."""
    tokens = wording.within(span)
    said = wording.text[span.start : span.end]
    if said[:2] in _GENERIC or tokens[0].word in _BARE or said.endswith(_PERSONS):
        return False
    if not wording.is_name(span) or not wording.is_telling(span):
        return False
    return span.length >= 3 or _is_rare(wording, span, _UNCOMMON)


def _is_thing(wording: Wording, span: Span) -> bool:
    """A noun phrase that opens with no verb: what is had, used or reached, not what is done."""
    return _is_noun(wording, span) and wording.within(span)[0].tag not in ("v", "d", "p")


def _is_gift(wording: Wording, span: Span) -> bool:
    """What one thing gives another: 根本动力 has no other wording, 更多动力 has many."""
    tokens = wording.within(span)
    is_plain = tokens[0].word not in _BARE
    return is_plain and wording.is_name(span) and wording.is_telling(span)


def _is_role(wording: Wording, span: Span) -> bool:
    """What a thing is taken as; it may hold 的 (时代的主题)."""
    return wording.is_telling(span) and not _holds(wording, span, "rpcy")


def _is_title(wording: Wording, span: Span) -> bool:
    """The name of a strategy, which may hold a verb: 科教兴国."""
    said = wording.text[span.start : span.end]
    return (
        said[:2] not in _GENERIC
        and wording.is_telling(span)
        and not _holds(wording, span, "rpcydum")
    )


def _is_made(wording: Wording, span: Span) -> bool:
    """Who made a thing, or when, makes it one and no other; so does a word that no dictionary has."""
    text, (low, high) = wording.text, wording.sentence
    if not _is_noun(wording, span) or _BIDS.search(text, low, high):
        return False
    head = text[low : span.start]
    if head.count("（") > head.count("）"):
        return False
    tokens = wording.within(span)
    if span.length < 3 and tokens[0].tag not in ("nz", "ns", "t", "nt"):
        return False
    is_told = bool(_DATED.search(head)) or any(
        token.tag in _PERSON for token in wording.tokens if token.end <= span.start
    )
    is_noun = all(token.tag[:1] in "nxj" for token in tokens)
    return is_told or (span.length >= 3 and is_noun and _is_rare(wording, span, 1))


def _is_rare(wording: Wording, span: Span, step: int) -> bool:
    return all(wording.language.commonness(token.word) <= step for token in wording.within(span))


_SLOTS = (
    _Slot("slot_named", _NAMED, 0.78, "name", _is_called),
    _Slot("slot_made", _MADE, 0.7, "event", _is_made),
    _Slot("slot_point", _POINT, 0.68, "phrase", _is_thing),
    _Slot("slot_quality", _QUALITY, 0.68, "phrase", _is_thing),
    _Slot("slot_gives", _GIVES, 0.66, "role", _is_gift),
    _Slot("slot_by", _BY, 0.66, "phrase", _is_thing),
    _Slot("slot_where", _WHERE, 0.66, "phrase", _is_thing),
    _Slot("slot_as", _AS, 0.66, "role", _is_role),
    _Slot("slot_programme", _PROGRAMME, 0.66, "name", _is_title),
)
