"""Terms that run in before their meaning: ①X：Y；②…, 1.X。Y, 【X】Y, **X** Y, 什么是X？Y.

Textbooks part a paragraph by small numbers, each with a term and a colon; notes set the term of
each item as a sentence of its own, in brackets or in bold; catechisms ask for it. One such item
could be anything, so all but the question need two of their kind side by side.

Left out on purpose: heads that demand something (坚持群众路线。), names and times before a colon,
answers that do not follow at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quizgen.model import Definition, Paragraph, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.clauses import trimmed
from quizgen.rules.subjects import demands, is_subject
from quizgen.rules.terms import definiens_after

NAME = "definition_run_in"

_MARK = r"(?:[①-⑳]|[（(][一二三四五六七八九十0-9]{1,2}[）)]|(?<![0-9.])[0-9]{1,2}[.．、](?![0-9])|[一二三四五六七八九十]是|[；;。]|：(?=[^，。；：]{2,12}：))"
_PIECE = pattern(
    rf"(?P<mark>{_MARK})\s{{0,2}}[“「]?(?P<term>[^，。；：:、“”「」\n①-⑳（()）]{{2,12}})[”」]?(?:[（(][^（()）\n]{{1,20}}[）)])?[：:]\s{{0,2}}"
    r"(?P<said>[^①-⑳；;。\n]{5,90})"
)
_BRACKETED = pattern(r"[【\[](?P<term>[^【】\[\]，。；：\n]{2,12})[】\]]\s{0,2}[：:]?\s{0,2}")
_LABEL = pattern(
    r".{0,6}(?:时间|地点|人物|来源|原因|背景|意义|内容|措施|过程|结果|影响|例如|如|即|答|解析|考点|提示|要点|表现|任务|目的|重点|难点|条件|案例|题|步骤|分类)$"
)
_ASKED = pattern(
    r"(?:[0-9]{1,3}[.．、]\s*|问[：:]\s*)?(?:请?(?:简述|解释)?(?:什么是|何谓|何为|什麼是|何謂|什么叫(?:做)?)(?P<what>[^？?，。\n]{2,14})|(?P<that>[^？?，。\n]{2,14})(?:是什么|的含义是什么|是指什么))[？?]$"
)
_ANSWER = pattern(r"(?:答|解)[：:]\s*")
_LONGEST_HEAD = 12


def detect(passage: Passage) -> Iterator[Definition]:
    """Look for each form in and between the paragraphs."""
    heads: list[Definition] = []
    for paragraph in passage.paragraphs:
        yield from _pieces(passage, paragraph)
        found = _head(passage, paragraph)
        if found:
            heads.append(found)
        elif paragraph.kind != "list-item" or not _goes_on(paragraph):
            yield from heads if len(heads) > 1 else ()
            heads = []
    yield from heads if len(heads) > 1 else ()
    yield from _asked(passage)


def _goes_on(paragraph: Paragraph) -> bool:
    """Whether an item is an item of an item, so that the list over it may go on."""
    return paragraph.level > 1 and not paragraph.incomplete


def _pieces(passage: Passage, paragraph: Paragraph) -> Iterator[Definition]:
    """①X：Y；②X：Y in one paragraph."""
    text = passage.text
    if any(sentence.doubtful for sentence in paragraph.sentences):
        return
    found = [
        piece
        for piece in _PIECE.finditer(text, *paragraph.span)
        if not _LABEL.match(piece["term"])
        and is_subject(passage, Span(*piece.span("term")))
        and not demands(passage, Span(*piece.span("term")))
    ]
    if len(found) < 2:
        return
    for piece in found:
        term, said = Span(*piece.span("term")), trimmed(text, Span(*piece.span("said")))
        if said.length >= 5 and not (text[said.start] in "“「" and text[said.end - 1] in "”」"):
            yield Definition(NAME, term, said, "gloss", Span(term.end, said.start), 0.8)


def _head(passage: Passage, paragraph: Paragraph) -> Definition | None:
    """1.X。Y, 【X】Y or **X** Y: the term that opens a paragraph, and its first sentence."""
    text = passage.text
    if not paragraph.sentences or paragraph.kind == "table-row":
        return None
    first = paragraph.sentences[0]
    bracketed = _BRACKETED.match(text, *first.span)
    if bracketed:
        return _made(passage, Span(*bracketed.span("term")), bracketed.end(), first.span.end, 0.78)
    strong = next(
        (mark for mark in passage.document.emphasis if mark.start == first.span.start), None
    )
    if strong and strong.end < first.span.end and text[strong.end] in " \t\u3000":
        return _made(passage, strong, strong.end, first.span.end, 0.78)
    if paragraph.marker is None or len(paragraph.sentences) < 2:
        return None
    second = paragraph.sentences[1]
    head = trimmed(text, Span(max(first.span.start, paragraph.marker.end), first.span.end))
    if text[first.span.end - 1] != "。" or second.doubtful:
        return None
    tokens = passage.tokens(head)
    if tokens and tokens[0].tag == "v" and tokens[-1].tag[:1] == "n" and len(tokens[-1].word) > 1:
        return None  # 引起动机。: a step, no term
    return _made(passage, head, *second.span, 0.72)


def _made(passage: Passage, term: Span, start: int, end: int, score: float) -> Definition | None:
    text = passage.text
    said = definiens_after(text, start, end)
    if said is None or said.length < 6 or term.length > _LONGEST_HEAD:
        return None
    if not is_subject(passage, term) or demands(passage, term) or _LABEL.match(text, *term):
        return None
    if passage.tokens(term)[-1].tag[:1] not in "nxjlvbai" or "，" in text[term.start : term.end]:
        return None
    name = text[term.start : term.end]
    if name in text[said.start : said.start + len(name) + 4] or text[end - 1] in "？?！!":
        return None
    return Definition(NAME, term, said, "gloss", None, score)


def _asked(passage: Passage) -> Iterator[Definition]:
    """什么是X？ and what follows."""
    text = passage.text
    for sentence, after in pairwise(passage.sentences):
        found = _ASKED.match(text, *sentence.span)
        if found is None or after.doubtful or text[after.span.end - 1] in "？?":
            continue
        term = Span(*found.span("what" if found["what"] else "that"))
        answer = _ANSWER.match(text, *after.span)
        start = answer.end() if answer else after.span.start
        name = text[term.start : term.end]
        said = definiens_after(text, start, after.span.end)
        if said and is_subject(passage, term) and name not in text[start : start + len(name) + 4]:
            yield Definition(NAME, term, said, "definition", None, 0.8)


RULE = Rule(
    NAME,
    "definition",
    detect,
    (
        hit(
            "问：什么是通货膨胀？\n答：物价水平在一段时间里持续上涨。\n",
            defined("通货膨胀", "物价水平在一段时间里持续上涨"),
        ),
        hit(
            "成本可以分为两种：固定成本：不随产量变动的成本；可变成本：随产量变动的成本。",
            defined("固定成本", "不随产量变动的成本"),
            defined("可变成本", "随产量变动的成本"),
        ),
        hit(
            "【自由民】享有人身自由的人。\n【附庸】向领主效忠的人。\n",
            defined("自由民", "享有人身自由的人"),
            defined("附庸", "向领主效忠的人"),
        ),
        near_miss("1. 时间。下周一上午九点开始。\n2. 地点。教学楼二层会议室。\n", "labels"),
        near_miss("①一是思想认识不到位：重视不够；②二是措施不力：落实不够。", "no terms"),
        hit(
            "弹性有三种：①富有弹性：需求量变动大于价格变动；②缺乏弹性：需求量变动小于价格变动。",
            defined("富有弹性", "需求量变动大于价格变动"),
            defined("缺乏弹性", "需求量变动小于价格变动"),
        ),
        hit(
            "常用的策略有两类。（1）复述策略：在头脑中反复念诵材料。（2）组织策略：理清材料之间的联系。",
            defined("复述策略", "在头脑中反复念诵材料"),
            defined("组织策略", "理清材料之间的联系"),
        ),
        hit(
            "1. 选择性。人总是把一部分事物当作对象。\n2. 整体性。人总是把部分合成整体来反映。\n",
            defined("选择性", "人总是把一部分事物当作对象"),
            defined("整体性", "人总是把部分合成整体来反映"),
        ),
        hit(
            "【错觉】对事物的歪曲的知觉。\n【幻觉】没有外界刺激时出现的知觉。\n",
            defined("错觉", "对事物的歪曲的知觉"),
            defined("幻觉", "没有外界刺激时出现的知觉"),
        ),
        hit(
            "什么是通货紧缩？物价水平在一段时间里持续下降。",
            defined("通货紧缩", "物价水平在一段时间里持续下降"),
        ),
        near_miss("会议要求：①坚持群众路线：多下基层走访；②完善制度：把规矩立起来。", "demands"),
        near_miss(
            "1. 坚持依法行政。各部门要按法律办事。\n2. 坚持公开透明。及时公布办事结果。\n",
            "demands",
        ),
        near_miss("通知如下：①时间：下周一上午九点整；②地点：教学楼二层会议室。", "labels"),
        near_miss("什么是幸福？有人这样问，却没有人回答？", "no answer"),
        near_miss("①选择性：把一部分事物当作对象。其余从略。", "one alone could be anything"),
    ),
    "①X：Y；②…, 1.X。Y, 【X】Y, 什么是X？Y",
)
