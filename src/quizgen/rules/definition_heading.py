"""A heading and what stands under it: 定义 and 作用 as labels, lines without a subject, 什么是X.

Notes name a thing once, in the heading, and then only say 定义：…, 作用：…, or 是…. The term is the
heading without its number, brackets and words such as 概述; a heading that is a label itself
(3.1 定义) leaves the term to the heading over it.

Left out on purpose: labels that ask for a list (分类, 组成, 步骤), headings that are sentences, and
text articles, in which a heading is a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizgen.model import Definition, DefinitionType, Paragraph, Section, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.clauses import trimmed
from quizgen.rules.complements import how_sure
from quizgen.rules.subjects import demands, is_subject
from quizgen.rules.terms import definiens_after, sentence_end

NAME = "definition_heading"

_NUMBER = pattern(
    r"(?:第[一二三四五六七八九十0-9]{1,3}[章节節讲編编课][\s　]*|[（(][一二三四五六七八九十0-9]{1,3}[）)]\s*|[一二三四五六七八九十]{1,3}[、．.]\s*"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2}){0,3}[、．.]?\s*|[①-⑳]\s*|[*+-]\s+)+"
)
_BRACKET = pattern(r"\s*[（(][^（()）]{1,30}[）)]$")
_ABOUT = pattern(
    r"(?:的)?(?:概述|简介|概念|定义|含义|涵义|内涵|基本概念|概念与特征|过程|原理|介绍|概念和特征|概念及其特征|定義|含義)$"
)
_ASKS = pattern(
    r"(?:什么是|何谓|何为|什麼是)(?P<what>[^？?]{2,14})[？?]?$|(?P<that>[^？?]{2,14})是什么[？?]?$"
)
_MEANS = r"定义|概念|含义|涵义|内涵|释义|意思|解释|基本概念|定義|含義|名词解释"
_DOES = r"作用|功能|用途|目的|任务|地位|实质|本质|特点|特征|性质|核心|功用"
_LABEL = pattern(rf"(?:(?P<means>{_MEANS})|(?P<does>{_DOES}))\s*(?P<colon>[：:]\s*)?")
_SAYS = pattern(
    r"(?:它?(?P<is>是|指的?是?|属于|屬於)(?!否|不是|因为|由于|为了|说|非|要|从|一[次场项]))"
)
_MARK = pattern("[，,：:]")
_LATIN_NAME = pattern(r"[A-Za-z][A-Za-z0-9 .'-]{2,60}[，,]\s*(?:即|也就是)\s*(?=[^\W\d_A-Za-z])")
_LONGEST_TERM = 16


def detect(passage: Passage) -> Iterator[Definition]:
    """Look under each heading for labels and for lines that lack their subject."""
    above: Span | None = None
    level = 0
    for section in passage.article.sections:
        if section.heading is None:
            continue
        label = _label(passage, section.heading)
        if label is None or section.level <= level:
            above = _term(passage, section.heading) if label is None else None
            level = section.level if label is None else 0
        if label and above:
            yield from _under_label(passage, above, label, section)
        elif above:
            yield from _under_term(passage, above, section)


def _core(passage: Passage, heading: Span) -> Span:
    """A heading without its number and a bracket at its end."""
    text = passage.text
    number = _NUMBER.match(text, *heading)
    span = trimmed(text, Span(number.end() if number else heading.start, heading.end))
    bracket = _BRACKET.search(text, *span)
    return Span(span.start, bracket.start()) if bracket else span


def _label(passage: Passage, heading: Span) -> re.Match[str] | None:
    return _LABEL.fullmatch(passage.text, *_core(passage, heading))


def _term(passage: Passage, heading: Span) -> Span | None:
    """What a heading names, if it is a name."""
    text = passage.text
    span = _core(passage, heading)
    asks = _ASKS.match(text, *span)
    if asks:
        span = Span(*asks.span("what" if asks["what"] else "that"))
    about = _ABOUT.search(text, *span)
    if about and about.start() - span.start >= 2:
        span = Span(span.start, about.start())
    if span.length > _LONGEST_TERM or not is_subject(passage, span) or demands(passage, span):
        return None
    tail = passage.tokens(span)[-1].tag
    return span if tail[:1] in "nxjlb" or tail in ("eng", "vn", "v", "an") else None


def _kind(label: re.Match[str]) -> tuple[DefinitionType, float]:
    return ("definition", 0.82) if label["means"] else ("function", 0.72)


def _under_label(
    passage: Passage, term: Span, label: re.Match[str], section: Section
) -> Iterator[Definition]:
    """3.1 定义: the first paragraph tells the meaning of the heading over it."""
    if section.paragraphs:
        kind, score = _kind(label)
        yield from _told(passage, term, section.paragraphs[0], kind, score)
    for paragraph in section.paragraphs:
        yield from _without_subject(passage, term, paragraph)


def _under_term(passage: Passage, term: Span, section: Section) -> Iterator[Definition]:
    text = passage.text
    for paragraph in section.paragraphs:
        start = _start(paragraph)
        label = _LABEL.match(text, start, paragraph.span.end)
        if label and label["colon"] and label.end() < paragraph.span.end:
            kind, score = _kind(label)
            yield from _told(passage, term, paragraph, kind, score, label.end())
    for paragraph, after in pairwise(section.paragraphs):
        label = _LABEL.fullmatch(text, *trimmed(text, Span(_start(paragraph), paragraph.span.end)))
        if label:
            kind, score = _kind(label)
            yield from _told(passage, term, after, kind, score)
    for paragraph in section.paragraphs:
        yield from _without_subject(passage, term, paragraph)


def _without_subject(passage: Passage, term: Span, paragraph: Paragraph) -> Iterator[Definition]:
    """A list item that begins with 是 or 属于."""
    text = passage.text
    says = _SAYS.match(text, _start(paragraph), paragraph.span.end)
    if says is None or paragraph.kind != "list-item" or paragraph.sentences[0].doubtful:
        return
    end = sentence_end(text, says.end(), paragraph.sentences[0].span.end)
    mark = _MARK.search(text, says.end(), end)
    said = trimmed(text, Span(says.end(), mark.start() if mark else end))
    sure = said.length >= 4 and how_sure(passage, term, said, quoted=False, first=True, weak=False)
    if sure:
        yield Definition(NAME, term, said, sure[0], Span(*says.span()), min(0.66, sure[1]))


def _start(paragraph: Paragraph) -> int:
    start = paragraph.marker.end if paragraph.marker else paragraph.span.start
    first = paragraph.sentences[0].span.start if paragraph.sentences else start
    return max(start, first)


def _told(
    passage: Passage,
    term: Span,
    paragraph: Paragraph,
    kind: DefinitionType,
    score: float,
    start: int | None = None,
) -> Iterator[Definition]:
    """The first sentence of a paragraph as the meaning of a term that it does not name."""
    text = passage.text
    if not paragraph.sentences or paragraph.sentences[0].doubtful:
        return
    begin = _start(paragraph) if start is None else start
    end = paragraph.sentences[0].span.end
    latin = _LATIN_NAME.match(text, begin, end)
    said = definiens_after(text, latin.end() if latin else begin, end)
    name = text[term.start : term.end]
    if said is None or name in text[said.start : said.start + len(name) + 6]:
        return
    if text[said.end : said.end + 1] in "：:" or text[said.end - 1] in "：:":
        return
    yield Definition(NAME, term, said, kind, None, score)


RULE = Rule(
    NAME,
    "definition",
    detect,
    (
        hit(
            "## 信道\n\n定义：传送信号的通路。\n\n作用：把发送端和接收端连起来。\n\n## 带宽\n\n略。",
            defined("信道", "传送信号的通路"),
            defined("信道", "把发送端和接收端连起来"),
        ),
        near_miss(
            "## 交换机\n\n作用：\n\n- 转发\n- 隔离\n\n## 其他\n\n略。", "nothing follows the colon"
        ),
        near_miss(
            "## 我们要怎么办\n\n定义：先看清问题再动手的态度。\n\n## 其他\n\n略。",
            "the heading is no name",
        ),
        hit(
            "## 1 交换机\n\n- 定义\n  在同一网络内转发数据帧的设备\n- 作用\n  把一个端口收到的帧送往另一端口\n\n## 2 路由器\n\n略",
            defined("交换机", "在同一网络内转发数据帧的设备"),
            defined("交换机", "把一个端口收到的帧送往另一端口"),
        ),
        hit(
            "## 光合作用的概念\n\n定义：绿色植物利用光能制造有机物的过程。\n\n## 呼吸作用\n\n见下节。",
            defined("光合作用", "绿色植物利用光能制造有机物的过程"),
        ),
        hit(
            "## 2.1 丝绸之路\n\n### 含义\n\n古代连接东亚与西方的商路。\n\n## 2.2 茶马古道\n\n略。",
            defined("丝绸之路", "古代连接东亚与西方的商路"),
        ),
        hit(
            "## 一、套接字\n\n- 是应用程序与网络之间的接口\n- 每个进程可有多个\n\n## 二、端口\n\n略",
            defined("套接字", "应用程序与网络之间的接口"),
        ),
        near_miss(
            "## 加强组织领导\n\n作用：层层压实责任，确保落到实处。\n\n## 其他\n\n略。", "a demand"
        ),
        near_miss("## 交换机\n\n分类：二层交换机和三层交换机。\n\n## 其他\n\n略。", "a list"),
        near_miss("## 交换机\n\n是否启用由管理员决定。\n\n## 其他\n\n略。", "是否 asks"),
    ),
    "定义：Y and 作用：Y under a heading X; 是Y under it; 什么是X",
)
