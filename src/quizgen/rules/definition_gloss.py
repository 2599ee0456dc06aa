"""`term：explanation` lines, and two-column tables.

Notes, glossaries and slides put the term before a colon. A line counts only if it is a list item
or one of at least two such lines in a row, or if its term is set in bold; a table only if its
rows have two cells.

Left out on purpose: labels (时间：, 地点：, 作者：), dialogue, leads of lists (…如下：), times and
ratios.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.model import Definition, Paragraph, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.clauses import trimmed
from quizgen.rules.subjects import demands, is_subject
from quizgen.rules.terms import clean_term

NAME = "definition_gloss"

_COLON = pattern(
    r"：|:(?=\s|[\u3400-\u9fff“《])|—+|--+|[\t ][＝=][\t ]|(?<=[\u3400-\u9fff）)])\s?[=＝]\s?(?=[\u3400-\u9fff（(])"
)
_LABEL = pattern(
    r"(?:(?:时间|是|属于|有|在|由)[^，。]{0,20}|[^，。]{0,14}(?:时间|地点|人物|年份|作者|日期)|[^，。]{0,6}(?:领导人|来源|单位|地址|出处|说明|提示|注意|背景|原因|过程|经过|结果|影响|意义|内容|措施|"
    r"步骤|转折|概况|简介|概述|举例|例子|案例|启示|评价|条件|表现|成就|论述|观点|图示|题目|答案|解析|考点|重点|难点|小结|总结|要点|"
    r"时間|地點|內容|結果|影響|意義)|电话|编者按|记者|答|问|注|图|表|例|甲|乙|丙|主讲|主持|摘要|关键词|导读|编辑|其中|如|即|故|"
    r"[^，。]{0,10}(?:如下|包括|指出|强调|说|道|问|答|认为|规定|有|分为|曰|云|写道|要求|提出|表示|坚持|做到|要|这是|的是)"
    r"|第[一二三四五六七八九十]{1,2}.{0,3}|[一二三四五六七八九十]是|首先|其次|再次|最后)"
)
_OPENS = pattern(r"\s*(?:就?是指|指的是|即指?|(?<!不)是(?![否非])|指(?=[^\W\d_A-Za-z]{4}))")
_TITLE = pattern(r"[（(][^（()）]{1,30}[）)]$")
_DEFINES = pattern("定义|概念|含义|涵义|内涵|释义|定義|含義|是什么|什么是")
_HEADING = pattern(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]\s*|[①-⑳]\s*)?(?P<term>[^：:，。、\n]{2,12})"
    r"(?:[（(][^（()）]{1,20}[）)])?[：:]\s*(?P<said>[^：:\n]{3,60})"
)
_COPULA = pattern(r"(?<![但还就这那要])(?:是|为|即)$")
_MEANING = pattern(r"的?(?:定义|概念|含义|涵义|定義|含義)$")
_NAMES = pattern(r"[^，。；：]{1,16}(?:[、，][^，。；：]{1,16}){2,}(?:等[^，。]{0,6})?[。；]?$")
_CLAUSE = pattern("[，。；]")
_LONGEST_LINE_TERM = 14


def detect(passage: Passage) -> Iterator[Definition]:
    """Every gloss of a line, and every row of a two-column table."""
    yield from _headings(passage)
    previous: tuple[Paragraph, Definition] | None = None
    for paragraph in passage.paragraphs:
        if paragraph.kind == "table-row":
            if len(paragraph.cells) >= 2 and not paragraph.is_header:
                term, definiens = paragraph.cells[0], paragraph.cells[-1]
                if term.length <= 20 and definiens.length >= 4:
                    sure = 0.86 if len(paragraph.cells) == 2 else 0.8
                    yield Definition(NAME, term, definiens, "gloss", score=sure)
            previous = None
            continue
        found = _gloss(passage, paragraph)
        if found is None:
            previous = None
            continue
        sure = paragraph.kind == "list-item" or any(
            mark.overlaps(found.term) for mark in passage.document.emphasis
        )
        if sure:
            yield found
        elif previous is not None:
            if previous[0].kind != "list-item":
                yield previous[1]
            yield found
        elif _is_line(passage, paragraph, found):
            yield replace(found, score=0.66)
            continue
        previous = (paragraph, found) if not sure and previous is None else None


def _headings(passage: Passage) -> Iterator[Definition]:
    """Headings of the form X：Y, which short lines of a glossary look like."""
    text = passage.text
    for section in passage.article.sections:
        if section.heading is None:
            continue
        found = _HEADING.fullmatch(text, *section.heading)
        if found is None or _LABEL.fullmatch(found["term"]) or _DEFINES.search(found["term"]):
            continue
        term, said = Span(*found.span("term")), Span(*found.span("said"))
        if is_subject(passage, term) and not demands(passage, term):
            yield Definition(NAME, term, said, "gloss", Span(term.end, said.start), score=0.6)


def _is_line(passage: Passage, paragraph: Paragraph, found: Definition) -> bool:
    """Whether a lone line is a gloss: a bare noun, a colon, and nothing that is said aloud."""
    tokens = passage.tokens(found.term)
    last = tokens[-1].tag
    return (
        found.term.length <= _LONGEST_LINE_TERM
        and len(paragraph.sentences) <= 2
        and (last[:1] in "nxj" or last in ("eng", "vn"))
        and not any(t.tag[:1] in "pcdyf" or t.tag in ("ul", "uz", "nr") for t in tokens)
    )


def _gloss(passage: Passage, paragraph: Paragraph) -> Definition | None:
    text = passage.text
    if any(sentence.doubtful for sentence in paragraph.sentences) or not paragraph.sentences:
        return None
    start = paragraph.marker.end if paragraph.marker else paragraph.span.start
    end = paragraph.sentences[0].span.end
    colon = _COLON.search(text, start, min(end, start + 34))
    if colon is None:
        return None
    head = trimmed(text, Span(start, colon.start()))
    tail = _TITLE.search(text, *head)
    if tail and tail.start() - head.start >= 2:
        head = Span(head.start, tail.start())
    meaning = _MEANING.search(text, *head)
    if meaning and meaning.start() - head.start >= 2:
        head = Span(head.start, meaning.start())
    if _LABEL.fullmatch(text, *head) or _DEFINES.search(text, *head):
        return None
    copula = _COPULA.search(text, *head)
    if copula and copula.start() - head.start >= 2:
        head = Span(head.start, copula.start())
    term = clean_term(text, head)
    opening = _OPENS.match(text, colon.end(), end)
    definiens = trimmed(text, Span(opening.end() if opening else colon.end(), end))
    least = 3 if paragraph.kind == "list-item" else 6
    if term is None or definiens.length < least or not is_subject(passage, term, facets=True):
        return None
    if len(_CLAUSE.findall(text, *term)) or demands(passage, term):
        return None
    if text[definiens.start] in "“「" and text[definiens.end - 1] in "”」" and "：" in colon[0]:
        # A slogan after its name is told; what somebody says aloud is not.
        if definiens.length > 30 or paragraph.kind != "list-item":
            return None
        return Definition(NAME, term, definiens, "gloss", Span(*colon.span()), score=0.7)
    if _NAMES.match(text, *definiens) and "的" not in text[definiens.start : definiens.end]:
        # What follows is a list.
        return None
    return Definition(NAME, term, definiens, "gloss", Span(*colon.span()), score=0.82)


RULE = Rule(
    name=NAME,
    family="definition",
    detect=detect,
    summary="term：explanation; rows of a two-column table",
    examples=(
        hit(
            "缓坡：等高线排列稀疏的地方。\n陡崖：等高线重合的地方。\n",
            defined("缓坡", "等高线排列稀疏的地方"),
            defined("陡崖", "等高线重合的地方"),
        ),
        hit("- 《算经》（北宋）：我国最早刻印的数学书", defined("算经", "我国最早刻印的数学书")),
        hit("- 口号：“人人为我，我为人人”", defined("口号", "“人人为我，我为人人”")),
        hit("净利润=利润总额-所得税费用", defined("净利润", "利润总额-所得税费用")),
        hit("- 知觉的定义：人脑对事物整体属性的反映", defined("知觉", "人脑对事物整体属性的反映")),
        hit("1、感觉——是人脑对事物个别属性的反映。", defined("感觉", "人脑对事物个别属性的反映")),
        hit(
            "| 名称 | 含义 |\n| --- | --- |\n| 负载 | 单位时间内的任务数 |\n",
            defined("负载", "单位时间内的任务数"),
        ),
        near_miss("地点：教学楼二层东侧会议室", "a label"),
        near_miss("- 领导人：洪仁、杨清、石开", "names, no meaning"),
        near_miss("- 建立新军：聘请外国教官训练", "a demand"),
        near_miss("记者：“您对此怎么看？”", "dialogue"),
        near_miss("比分：三比二，主队获胜", "a label of a result"),
        near_miss("- 主要产品：钢材、水泥、玻璃、化肥等", "a list"),
        hit(
            "1. 路由器：在不同网络之间转发数据包的设备",
            defined("路由器", "在不同网络之间转发数据包的设备"),
        ),
        hit(
            "（一）经营者：从事商品生产和销售的单位。",
            defined("经营者", "从事商品生产和销售的单位"),
        ),
        hit(
            "① 细胞壁：位于细胞最外层，起支持和保护作用。",
            defined("细胞壁", "位于细胞最外层，起支持和保护作用"),
        ),
        near_miss("时间：二月十四日上午九时整", "a label"),
        near_miss("母亲说：“早点回来，别忘了带伞。”", "dialogue"),
        near_miss("主要任务如下：抓好春耕备耕这件大事。", "the lead of a list"),
    ),
)
