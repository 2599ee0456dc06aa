"""Short set relations: 以Y为标志的X, X以Y为导向, X，重在Y, 以X作为Y, X这一Y, Y等“X”, 这是Y之举.

They define nothing by themselves, yet bind two phrases so firmly that an editor asks for one of
them. Each needs its whole frame, so that 为, 作为 and 等 alone never fire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Definition, Sentence, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import (
    asked,
    clause_end,
    clause_start,
    good_term,
    skip_lead,
    strip,
    subject_before,
)

ROLE = (
    r"(?:首要|根本|基本|重要|核心|关键|主要|必要|战略|有力|重大|中心|直接|坚实|强大|驱动)*"
    r"(?:源头|源泉|前提|条件|核心|要素|要求|主力军|主阵地|任务|路径|途径|支撑|指标|标志|基础|基石|根基|关键|动力|引擎|保障"
    r"|抓手|载体|手段|目标|方向|方略|原则|主体|纽带|桥梁|枢纽|屏障|法宝|工作|突破口|切入点|着力点|支撐|條件|載體|目標)"
)

_HALLMARK = pattern(
    r"以(?P<said>[^，。；：\n以]{2,16})为(?:主要|重要)?(?:标志|驱动|特征|代表)的(?P<term>第[一二三四五六七八九十]次[^，。；\n的、]{2,6}?(?:革命|浪潮|战争|高潮|转型|大会)"
    r"|[^，。；：\n的、]{2,10}?(?:革命|时代|阶段|社会|运动|经济|文明|制度|技术))"
)
_BROUGHT = pattern(
    r"(?P<said>[^\W\d_A-Za-z]{2,8}(?:的[^\W\d_A-Za-z]{2,4})?)(?:带来的|引领了|引发了|开启了)"
    r"(?P<term>(?:第[一二三四五六七八九十]次)?[^\W\d_A-Za-z]{0,4}革命)(?![家党者性])"
)
_LED = pattern(
    r"以(?P<said>[^，。；\n]{2,30})为(?:引领|导向|依托|龙头|抓手|支撑|载体)，[^，。；\n]{4,}"
)
_LEANS = pattern(r"借助(?=[^，。；\n]{4,30}，(?:打造|建设|发展))")
_STRESS = pattern(r"，(?:重在|旨在|关键在于?|核心在于?)(?![^，。；]{0,3}[，。；])")
_AS = pattern(
    rf"以(?P<term>[^，。；：\n以把]{{2,14}})作为(?P<said>[^，。；\n]{{2,26}}的{ROLE}|[^，。；\n]{{2,20}}(?:要素|载体|抓手|支撑))"
    r"(?=[，。；]|$)"
)
_THIS = pattern(
    r"(?P<term>“[^”]{2,14}”|[^\W\d_A-Za-z]{2,10})这(?:一|个)(?P<said>"
    rf"{ROLE}|(?:中心|首要|根本|核心|重大|主要|基本|总)[^\W\d_A-Za-z]{{2}})(?![^\W\d_A-Za-z]{{0,1}}[性])"
)
_CLASS = pattern(r"等[“「](?P<term>[^”“」]{2,10})[”」]")
_MOVE = pattern(r"^这是(?P<said>[^。；\n]{4,40}?(?:之举|的[^，。；的]{0,4}举措))(?=[。；，]|$)")
_YEAR = pattern(
    r"(?P<term>今年|明年|20\d\d年)是(?P<said>[^。；\n]{4,50}?之年)(?=[，。；]|$)"
    r"(?:，是(?P<more>[^。；，\n]{4,40}之年))?"
)
_SAID = pattern(
    rf"[“，](?P<term>[^“”，。；\n]{{2,14}}?)，?是"
    rf"(?P<said>[^“”，。；\n]{{2,30}}的{ROLE}|一种[^“”，。；\n]{{4,30}}的(?:力量|活动|过程|制度))”"
)
_TOPIC = pattern(r"(?:提出|作出|部署|实施|推进)(?:了)?(?P<term>[^，。；：\n]{4,24})")
_VERB_HEAD = pattern(
    r"^(?:积极|继续|大力|努力|着力)?(?:探索|打造|形成|开展|发展|推广|建设|涌现出|出现|实施|培育)"
)
_BEFORE_TERM = pattern(
    r"^.*(?:扭住|守牢|抓住|紧扣|围绕|聚焦|坚持|把握|牢记|践行|作为|和|与|对|在|从|把|了)"
)


def detect(passage: Passage) -> Iterator[Definition]:
    """Try each frame on each sentence; the openings of frames keep this cheap."""
    text = passage.text
    topic: Span | None = None
    inside: int = -1
    blocks = {
        s.span.start: number for number, p in enumerate(passage.paragraphs) for s in p.sentences
    }
    for sentence in asked(passage):
        low, high = sentence.span
        if blocks[low] != inside:
            topic, inside = None, blocks[low]
        yield from _frames(passage, sentence)
        move = _MOVE.match(text[low:high])
        if move and topic:
            said = Span(low + move.start("said"), low + move.end("said"))
            yield Definition(NAME, topic, said, "positioning", Span(low, low + 2), 0.8)
        if topic is None and (found := _TOPIC.search(text, low, high)) and "“" in found["term"]:
            topic = Span(*found.span("term"))


def _frames(passage: Passage, sentence: Sentence) -> Iterator[Definition]:
    text, (low, high) = passage.text, sentence.span
    for frame in (_HALLMARK, _BROUGHT):
        for found in frame.finditer(text, low, high):
            term, said = Span(*found.span("term")), Span(*found.span("said"))
            if frame is _BROUGHT:
                said = _after_time(text, said)
            if good_term(text, term) and good_term(text, said, 24):
                yield Definition(NAME, term, said, "hallmark", None, 0.8)
    for frame in (_LED, _LEANS):
        for found in frame.finditer(text, low, high):
            start = clause_start(text, low, found.start())
            term_at = subject_before(passage, start, found.start(), 14)
            if term_at is None or term_at.length < 4 or start != low:
                continue
            first = clause_end(text, found.start(), high)
            end = clause_end(text, first + 1, high)
            if frame is _LEANS:
                end = high - (text[high - 1] in "。；")
            yield Definition(NAME, term_at, Span(found.start(), end), "function", None, 0.7)
    for found in _STRESS.finditer(text, low, high):
        start = skip_lead(text, clause_start(text, low, found.start()), found.start())
        term_at = strip(text, start, found.start())
        end = clause_end(text, found.end(), high)
        if term_at is None or start - low >= 6 or end - found.end() < 6:
            continue
        if good_term(text, _quoteless(term_at, text), 20):
            yield Definition(NAME, term_at, Span(found.end(), end), "function", None, 0.8)
    for found in _AS.finditer(text, low, high):
        term_at = Span(*found.span("term"))
        if good_term(text, term_at):
            yield Definition(NAME, term_at, Span(*found.span("said")), "role", None, 0.8)
    for found in _THIS.finditer(text, low, high):
        begin, end = found.span("term")
        lead = _BEFORE_TERM.match(text[begin:end])
        term_at = strip(text, begin + (lead.end() if lead else 0), end)
        if term_at is None or not 3 <= term_at.length <= 8 or not good_term(text, term_at):
            continue
        if not re.search("[是有谁]", text[term_at.start : term_at.end]):
            yield Definition(NAME, term_at, Span(*found.span("said")), "apposition", None, 0.7)
    for found in _SAID.finditer(text, low, high):
        term_at = Span(*found.span("term"))
        if good_term(text, term_at) and not set("是为把被就也都") & set(found["term"]):
            yield Definition(NAME, term_at, Span(*found.span("said")), "role", None, 0.85)
    for found in _YEAR.finditer(text, low, high):
        for part in ("said", "more"):
            if found[part]:
                term_at, said_at = Span(*found.span("term")), Span(*found.span(part))
                yield Definition(NAME, term_at, said_at, "positioning", None, 0.8)
    for found in _CLASS.finditer(text, low, high):
        start = skip_lead(text, clause_start(text, low, found.start()), found.start())
        listed = text[start : found.start()]
        verb = re.search(r"探索(?=在)|打造|形成了?|开展|推广|培育|涌现出|出现了?", listed)
        if verb:
            start += verb.end()
        said_span = strip(text, start, found.start())
        if said_span and 8 <= said_span.length <= 40 and not re.search("[“”]", listed):
            yield Definition(NAME, Span(*found.span("term")), said_span, "class", None, 0.7)


def _after_time(text: str, said: Span) -> Span:
    """Without a leading 二战以后 and the like."""
    lead = re.match(r".*(?:以后|以来|之后|时期|年代|由|是)(?=.{2})", text[said.start : said.end])
    return Span(said.start + (lead.end() if lead else 0), said.end)


def _quoteless(span: Span, text: str) -> Span:
    """The same span past a leading 以…为…的, which a term may carry."""
    lead = re.match(r"以[^，。]{1,8}为[^，。]{1,4}的", text[span.start : span.end])
    return Span(span.start + lead.end(), span.end) if lead else span


NAME = "definition_relation"
RULE = Rule(
    NAME,
    "definition",
    detect,
    (
        hit("要以产业园区作为县域经济的重要载体。", defined("产业园区", "县域经济的重要载体")),
        hit("以蒸汽机为标志的第一次工业革命从英国开始。", defined("第一次工业革命", "蒸汽机")),
        near_miss("他以教书为业。", "no frame"),
        near_miss("以防万一，带上雨具。", "以 means lest"),
        near_miss("这是一件小事。", "nothing worth asking"),
        near_miss("老王这一走，大家都不习惯。", "这一 is when"),
        hit(
            "以原子能为标志的第三次科技革命改变了战争。",
            defined("第三次科技革命", "原子能"),
        ),
        hit(
            "要以数据中心作为数字经济的重要支撑，合理布局。",
            defined("数据中心", "数字经济的重要支撑"),
        ),
        hit("必须抓住粮食安全这一根本任务。", defined("粮食安全", "根本任务")),
        hit(
            "深化流域治理改革，重在建立上下游共担的补偿机制。",
            defined("深化流域治理改革", "建立上下游共担的补偿机制"),
        ),
        hit(
            "县里开展送医下乡、送药到户、送课进村等“三送服务”。",
            defined("三送服务", "送医下乡、送药到户、送课进村"),
        ),
        hit(
            "今年是水网建设的攻坚之年，是县域改革的收官之年。",
            defined("今年", "水网建设的攻坚之年"),
            defined("今年", "县域改革的收官之年"),
        ),
        hit("文章写道：“语言，是思想的重要载体”。", defined("语言", "思想的重要载体")),
        near_miss("他以写作为生，住在江边。", "作为 is no word here"),
        near_miss("这是立足长远的重要举措。", "nothing that it points back to"),
        near_miss("老李这个人不爱说话。", "a person"),
        near_miss("以他为首的几个人走了。", "no frame"),
    ),
    "以Y为标志的X, 以X作为Y, X这一Y, Y等“X”, X，重在Y",
)
