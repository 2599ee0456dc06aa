"""Turns of a history: 第一次…，第二次…，第三次…, and chains A引发B，B引发C，C引发D.

Clauses that number the same event are in order of time; the first may go without its number if it
names the same event (the steam engine's 工业革命 before 第二次工业革命). In a chain the end of each
clause is the beginning of the next: its members are the links.

Left out on purpose: two turns, numbers of meetings (第三次会议 alone), clauses in speech.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language import LETTER
from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences, clauses, number

NAME = "enumeration_timeline"

_TURN = pattern(
    rf"第([一二三四五六七八九十]{{1,2}})(?:次|轮|輪|代|阶段|個階段|个阶段)({LETTER}{{0,4}})"
)
_LINK = pattern(
    rf"({LETTER}{{2,10}}?)"
    rf"(引发|引起|导致|產生|产生|促进|推动|带动|决定|转化为|轉化為|分解为|形成|生成)(?:了)?({LETTER}{{2,10}})"
)


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Numbered turns and chains within a sentence."""
    text = passage.text
    for sentence in asked_sentences(passage):
        parts = clauses(text, sentence)
        if len(parts) < 3:
            continue
        yield from _turns(text, parts)
        yield from _chain(text, parts)


def _turns(text: str, parts: list[Span]) -> Iterator[Enumeration]:
    found: list[Span] = []
    last, event = 0, ""
    for index, part in enumerate(parts):
        mark = _TURN.search(text, *part)
        if not mark:
            continue
        place = number(mark[1])
        if place == 2 and not found and index and mark[2][:2] in text[slice(*parts[index - 1])]:
            if len(mark[2]) < 2:
                continue
            found, last, event = [parts[index - 1], part], 2, mark[2][:2]
        elif place == 1:
            found, last, event = [part], 1, mark[2][:2]
        elif place == last + 1 and (mark[2][:2] == event or not event):
            found.append(part)
            last = place
    if len(found) >= 3:
        yield Enumeration(rule=NAME, members=tuple(found), ordered=True, score=0.85)


def _chain(text: str, parts: list[Span]) -> Iterator[Enumeration]:
    links: list[Span] = []
    verb = ""
    for part in parts:
        mark = _LINK.fullmatch(text, *part)
        if not mark:
            if len(links) >= 4:
                yield Enumeration(rule=NAME, members=tuple(links), ordered=True, score=0.86)
            links = []
            continue
        if links and mark[1] == text[slice(*links[-1])] and mark[2] == verb:
            links.append(Span(*mark.span(3)))
        else:
            links = [Span(*mark.span(1)), Span(*mark.span(3))]
            verb = mark[2]
    if len(links) >= 4:
        yield Enumeration(rule=NAME, members=tuple(links), ordered=True, score=0.86)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="第一次…，第二次…，第三次…; A引发B，B引发C",
    examples=(
        hit(
            "第一次浪潮带来农业，第二次浪潮带来工业，第三次浪潮带来信息。",
            listed("第一次浪潮带来农业", "第二次浪潮带来工业", "第三次浪潮带来信息", ordered=True),
        ),
        hit(
            "机械带来的技术浪潮始于矿井，第二次技术浪潮始于电网，第三次技术浪潮始于芯片。",
            listed(
                "机械带来的技术浪潮始于矿井",
                "第二次技术浪潮始于电网",
                "第三次技术浪潮始于芯片",
                ordered=True,
            ),
        ),
        hit(
            "降水导致径流，径流导致侵蚀，侵蚀导致沉积。",
            listed("降水", "径流", "侵蚀", "沉积", ordered=True),
        ),
        hit(
            "第一代计算机使用电子管，第二代计算机使用晶体管，第三代计算机使用集成电路。",
            listed(
                "第一代计算机使用电子管",
                "第二代计算机使用晶体管",
                "第三代计算机使用集成电路",
                ordered=True,
            ),
        ),
        hit(
            "第一次鴉片戰爭打開了口岸，第二次鴉片戰爭擴大了口岸，第三次鴉片戰爭並未發生。",
            listed(
                "第一次鴉片戰爭打開了口岸",
                "第二次鴉片戰爭擴大了口岸",
                "第三次鴉片戰爭並未發生",
                ordered=True,
            ),
        ),
        near_miss("第三次会议通过了章程，第五次会议修改了章程，会后公布。", "not in a row"),
        near_miss("这是他第二次来到北京，天气很好，人也很多。", "no list"),
        near_miss("降水导致径流，大风导致沙尘，低温导致冻害。", "no chain"),
        near_miss("第二次会议选举了主席，第四次会议修改了章程，大家都很满意。", "not in a row"),
        near_miss("气温升高导致冰川融化，人口增长导致用水紧张。", "two clauses, no chain"),
        near_miss("这是第一次，也是最后一次，谁也没有想到。", "one turn"),
    ),
)
