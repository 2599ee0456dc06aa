"""Numbered and bulleted items: （一）…；（二）…, 1. …, ① … ② …, - ….

Items stand each on its own line under a lead that ends in ：, or in one line one after another.
Numbers must run on from one; bullets must follow each other. Items of a deeper level between two
items do not end the list, they make one of their own. The member is the item's headline: the
words before a colon if every item has one, else its first sentence.

Left out on purpose: the articles of a law (第三条), which are its text and no list; items that are
questions; numbers in prose (3.5 or 一、二).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from quizgen.model import Enumeration, Paragraph, Section, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import cuts, heading_over, last_clause, number, trimmed
from quizgen.rules.item_lists import LEAD_CUE, short_lead, to_list

NAME = "enumeration_items"

_N = "一二三四五六七八九十"
_MARKER = pattern(
    rf"(?P<open>[（(]?)(?P<n>[{_N}]{{1,3}}|[0-9０-９]{{1,2}}|[①-⑳⑴-⒇❶-❿])(?P<close>[、．.)）】]?)"
)
_INLINE = pattern(
    rf"(?<![0-9A-Za-z第])(?:[（(](?P<han>[{_N}]{{1,3}})[）)]|[（(](?P<arab>[0-9０-９]{{1,2}})[）)]"
    r"|(?P<ring>[①-⑳])|(?P<dot>[0-9]{1,2})[.、．)）】](?![0-9]))"
)


_LONGEST_LEAD = 200


@dataclass(slots=True)
class _Run:
    style: str
    level: int
    last: int
    items: list[Paragraph] = field(default_factory=list)
    lead: Span | None = None


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every list of items, on lines of their own or within a paragraph."""
    found: list[Enumeration] = []
    for section in passage.article.sections:
        found += _of_lines(passage, section)
        found += _dashed(passage, section)
        for paragraph in section.paragraphs:
            found += _inline(passage, section, paragraph)
    yield from sorted(found, key=lambda e: (e.members[0].start, -e.members[-1].end))


def _dashed(passage: Passage, section: Section) -> Iterator[Enumeration]:
    """Paragraphs that a dash opens: ——坚持…. Each is a member, under the paragraph before."""
    text = passage.text
    run: list[Paragraph] = []
    behind: Paragraph | None = None
    for paragraph in [*section.paragraphs, None]:
        if paragraph is not None and text.startswith("——", paragraph.span.start):
            run.append(paragraph)
            continue
        if len(run) >= 2 and not any(item.incomplete for item in run):
            bodies = [trimmed(text, Span(item.span.start + 2, item.span.end)) for item in run]
            lead = section.heading
            if behind is not None and behind.sentences and behind.sentences[-1].span.length <= 60:
                lead = short_lead(text, behind.sentences[-1].span)
            found = to_list(NAME, text, bodies, lead, False)
            if found:
                yield found
        run, behind = [], paragraph


def _ring(char: str) -> int:
    for first in "①⑴❶":
        if 0 <= ord(char) - ord(first) < 20:
            return ord(char) - ord(first) + 1
    return 0


def _style(text: str, paragraph: Paragraph) -> tuple[str, int]:
    """The look of a marker without its number, and the number; 0 for a bullet."""
    assert paragraph.marker is not None
    marker = text[paragraph.marker.start : paragraph.marker.end].strip()
    found = _MARKER.fullmatch(marker)
    if not found:
        return marker, 0
    digit = found["n"]
    if _ring(digit):
        return "ring" + digit[0:0], _ring(digit)
    kind = "han" if digit[0] in _N else "arab"
    return found["open"] + kind + found["close"], number(digit)


def _of_lines(passage: Passage, section: Section) -> Iterator[Enumeration]:
    text = passage.text
    runs: list[_Run] = []
    behind: Paragraph | None = None
    for paragraph in section.paragraphs:
        if paragraph.kind != "list-item" or paragraph.marker is None:
            # A paragraph between items explains the one before: numbers may go on, bullets not.
            for run in [r for r in runs if r.last == 0]:
                runs.remove(run)
                yield from _close(passage, run)
            behind = paragraph
            continue
        style, place = _style(text, paragraph)
        if style.startswith("第"):
            for run in runs:
                yield from _close(passage, run)
            runs, behind = [], paragraph
            continue
        same = next(
            (
                k
                for k in range(len(runs) - 1, -1, -1)
                if _continues(runs[k], style, place, paragraph)
            ),
            None,
        )
        if same is None:
            if place <= 1:
                while runs and (runs[-1].style == style and runs[-1].level == paragraph.level):
                    yield from _close(passage, runs.pop())
                lead = _lead(passage, section, behind, paragraph)
                runs.append(_Run(style, paragraph.level, place, [paragraph], lead))
            else:
                for run in runs:
                    yield from _close(passage, run)
                runs = []
        else:
            for run in runs[same + 1 :]:
                yield from _close(passage, run)
            del runs[same + 1 :]
            runs[same].items.append(paragraph)
            runs[same].last = place
        behind = paragraph
    for run in runs:
        yield from _close(passage, run)


def _continues(run: _Run, style: str, place: int, paragraph: Paragraph) -> bool:
    return (
        run.style == style
        and run.level == paragraph.level
        and (place == run.last + 1 if place else run.last == 0)
    )


def _lead(
    passage: Passage, section: Section, behind: Paragraph | None, item: Paragraph
) -> Span | None:
    """The line before the first item if it leads up to it, else the heading."""
    text = passage.text
    if behind is not None and behind.sentences:
        whole = trimmed(text, behind.span, " \t\u3000")
        last = behind.sentences[-1].span
        if behind.marker and last.start == behind.span.start:
            last = Span(behind.marker.end, last.end)
        deeper = behind.kind == "list-item" and behind.level < item.level
        if text[whole.end - 1] in "：:" or deeper or LEAD_CUE.search(text, *last):
            return short_lead(text, last)
    return heading_over(passage, section)


def _close(passage: Passage, run: _Run) -> Iterator[Enumeration]:
    items = [item for item in run.items if item.marker is not None]
    if len(items) < 2:
        return
    text = passage.text
    bodies = [trimmed(text, Span(item.marker.end, item.span.end)) for item in items if item.marker]
    found = to_list(NAME, text, bodies, run.lead, run.last > 0)
    if found is None:
        return
    # An item without an end mark is no torn one unless it is as long as a wrapped line.
    torn = any(
        item.incomplete and (item.span.length > 30 or text[item.span.end - 1] in "，、")
        for item in items
    )
    yield (
        found
        if not torn
        else Enumeration(
            NAME, found.members, found.lead, found.ordered, found.open_ended, False, 0.4
        )
    )


def _inline(passage: Passage, section: Section, paragraph: Paragraph) -> Iterator[Enumeration]:
    text = passage.text
    chains: dict[str, list[re.Match[str]]] = {}
    done: list[tuple[list[re.Match[str]], int]] = []
    start = paragraph.marker.end if paragraph.marker else paragraph.span.start
    for mark in _INLINE.finditer(text, start, paragraph.span.end):
        style = mark.lastgroup or ""
        digit = mark[style]
        place = _ring(digit) if style == "ring" else number(digit)
        chain = chains.setdefault(style, [])
        if style == "dot" and mark.start() > start and text[mark.start() - 1] not in "：:；;。 ，":
            continue
        if place == 1 and chain:
            done.append((chains.pop(style), mark.start()))
            chains[style] = [mark]
        elif place == len(chain) + 1:
            chain.append(mark)
    done += [(chain, paragraph.span.end) for chain in chains.values()]
    for chain, stop in done:
        if len(chain) < 2 or (chain[0].lastgroup == "dot" and len(chain) < 3):
            continue
        ends = [mark.start() for mark in chain[1:]] + [stop]
        gaps = [b.start() - a.end() for a, b in pairwise(chain)]
        if min(gaps) < 2:
            continue
        bodies = [trimmed(text, Span(m.end(), e)) for m, e in zip(chain, ends, strict=True)]
        opens = chain[0].start()
        before = trimmed(text, Span(max(start, opens - _LONGEST_LEAD), opens))
        lead = None
        if before.length > 1:
            sentence = cuts(text, before.start, before.end, "。！？")
            begin = sentence[-1] + 1 if sentence else before.start
            lead = last_clause(text, Span(begin, before.end), 40)
        found = to_list(
            NAME,
            text,
            bodies,
            lead or (heading_over(passage, section) if section.heading else None),
            True,
        )
        if found:
            yield found


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="（一）…（二）…; 1. …; ①…②…; bullets",
    examples=(
        hit(
            "申请开办诊所应当具备下列条件：\n（一）有固定的场所；\n（二）有合格的医师；\n"
            "（三）有必要的设备。",
            listed(
                "有固定的场所",
                "有合格的医师",
                "有必要的设备",
                lead="申请开办诊所应当具备下列条件",
                ordered=True,
            ),
        ),
        hit(
            "植物的组织主要有以下几种：\n- 保护组织\n- 输导组织\n- 营养组织",
            listed("保护组织", "输导组织", "营养组织", lead="植物的组织主要有以下几种"),
        ),
        hit(
            "路由器的启动分为：①加电自检；②装入系统；③读取配置。",
            listed("加电自检", "装入系统", "读取配置", lead="路由器的启动分为", ordered=True),
        ),
        hit(
            "公民可以申请公开的信息有：（一）财政预算；（二）收费标准；（三）采购结果。",
            listed(
                "财政预算", "收费标准", "采购结果", lead="公民可以申请公开的信息有", ordered=True
            ),
        ),
        hit(
            "传输介质包括：\n1. 双绞线：便宜而常用。\n2. 光纤：带宽大，距离远。\n"
            "3. 无线电波：不必布线。",
            listed("双绞线", "光纤", "无线电波", lead="传输介质包括", ordered=True),
        ),
        hit(
            "下列人员不得担任鉴定人：\n（一）案件的当事人；\n（二）当事人的近亲属；\n（三）案件的证人。",
            listed(
                "案件的当事人",
                "当事人的近亲属",
                "案件的证人",
                lead="下列人员不得担任鉴定人",
                ordered=True,
            ),
        ),
        hit(
            "防火墙有三种：\n1、包过滤防火墙\n2、代理防火墙\n3、状态检测防火墙",
            listed(
                "包过滤防火墙", "代理防火墙", "状态检测防火墙", lead="防火墙有三种", ordered=True
            ),
        ),
        hit(
            "土壤由四部分组成：(1)矿物质；(2)有机质；(3)水分；(4)空气。",
            listed("矿物质", "有机质", "水分", "空气", lead="土壤由四部分组成", ordered=True),
        ),
        hit(
            "安裝步驟如下：\n１．關閉電源\n２．插入記憶體\n３．重新開機",
            listed("關閉電源", "插入記憶體", "重新開機", lead="安裝步驟如下", ordered=True),
        ),
        hit(
            "气候类型包括：\n● 热带雨林气候\n● 温带海洋性气候\n● 地中海气候",
            listed("热带雨林气候", "温带海洋性气候", "地中海气候", lead="气候类型包括"),
        ),
        hit(
            "意义：\n① 推翻了旧制度\n② 传播了新思想\n③ 鼓舞了邻国人民",
            listed("推翻了旧制度", "传播了新思想", "鼓舞了邻国人民", lead="意义", ordered=True),
        ),
        hit(
            "第五条 设立民办学校应当具备下列条件：\n（一）有固定的校舍；\n（二）有合格的教师；\n（三）有稳定的经费。",
            listed(
                "有固定的校舍",
                "有合格的教师",
                "有稳定的经费",
                lead="设立民办学校应当具备下列条件",
                ordered=True,
            ),
        ),
        hit(
            "排序算法有：\n- 冒泡排序：相邻元素两两比较。\n- 选择排序：每轮选出最小者。\n- 插入排序：逐个插入有序序列。",
            listed("冒泡排序", "选择排序", "插入排序", lead="排序算法有"),
        ),
        hit(
            "消化道包括：\n1. 口腔\n2. 食道\n   - 颈段\n   - 胸段\n3. 胃",
            listed("口腔", "食道", "胃", lead="消化道包括", ordered=True),
            listed("颈段", "胸段"),
        ),
        hit(
            "过去一年，主要做了以下工作。\n\n——深化改革，破除体制障碍。\n\n——改善民生，办好实事。\n\n——保护生态，治理荒山。",
            listed(
                "深化改革，破除体制障碍",
                "改善民生，办好实事",
                "保护生态，治理荒山",
                lead="主要做了以下工作",
            ),
        ),
        hit(
            "有下列情形之一的，应当回避：\n（一）是案件的当事人；\n（二）与当事人有亲属关系；\n（三）担任过本案的证人。",
            listed(
                "是案件的当事人",
                "与当事人有亲属关系",
                "担任过本案的证人",
                lead="有下列情形之一的，应当回避",
                ordered=True,
            ),
        ),
        near_miss("1. 这句话只有一条编号。", "one item alone"),
        near_miss("圆周率约为3.14，自然常数约为2.72。", "decimals"),
        near_miss("这种药一日二次、一次三片，饭后服用。", "numbers in prose"),
        near_miss(
            "第一条 为了保护湿地，制定本法。\n第二条 在本市活动的，适用本法。", "articles of a law"
        ),
        near_miss("1. 什么是细胞？\n2. 什么是组织？\n3. 什么是器官？", "questions"),
        near_miss(
            "- 时间：1911年10月\n- 地点：武昌\n- 领导人：革命党人\n- 意义：动摇了旧政权",
            "a fact sheet says one thing each",
        ),
        near_miss("1. 优点：速度快\n2. 缺点：费电", "labels, no members"),
        near_miss("会议于3．15举行，共2．5小时。", "a date and a decimal"),
        near_miss("（一）总则的规定适用于各章。", "one item alone"),
        near_miss("①什么是光合作用？②什么是呼吸作用？③两者有何区别？", "questions"),
        near_miss("- 谁来了？\n- 我来了！\n- 快进来吧？", "dialogue"),
    ),
)
