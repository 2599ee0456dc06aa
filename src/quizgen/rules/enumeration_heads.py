"""Heads as a list: the first sentences of paragraphs, short sentences in a paragraph, headings.

Theory articles argue by run-in heads: three or more paragraphs of a section each begin with a
short sentence without a comma that says what the paragraph is about; or one paragraph holds
several short sentences of the form 稳定队伍、提高待遇。; or a heading names what the first sentences
of its paragraphs are (…的路径). Numbered headings (一、…, 二、…) of an
article are a list under its title.

Left out on purpose: narration (a pronoun, a person, 了 at the end), heads that are questions,
headings without numbers, fewer than three.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language import LETTER
from quizgen.model import Enumeration, Section, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import clauses, heading_over, number, promised, trimmed
from quizgen.rules.predicates import opening

NAME = "enumeration_heads"

_PAIR = pattern(rf"(?<=[。！？])({LETTER}{{4}}、{LETTER}{{4}})。")
_NAMING = pattern(
    "(?:路径|路徑|途径|途徑|措施|对策|對策|举措|舉措|任务|任務|方法|做法|要求|建议|建議|策略)$"
)
_PERSONAL = pattern("我(?![国國省市县縣])|[你他她它咱您]|[：:？?！!]|[了着吗呢吧]。$")
_LONGEST = 80
_NARRATION = pattern("[我你他她它咱您这那这]|[了着吗呢吧][。！？]?$|^[“「]|[：:？?！!；;]")
_NUMBER = pattern(
    r"(?:第?([一二三四五六七八九十]{1,3})[、．.章节節]|[（(]([一二三四五六七八九十]{1,3})[）)])\s*"
)


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Run-in heads of each section, then numbered headings of the article."""
    found: list[Enumeration] = []
    for section in passage.article.sections:
        found += _leading(passage, section)
        found += _pairs(passage, section)
        found += _under_heading(passage, section)
    found += _headings(passage)
    yield from sorted(found, key=lambda e: e.members[0].start)


def _leading(passage: Passage, section: Section) -> Iterator[Enumeration]:
    text = passage.text
    run: list[Span] = []
    lists: list[list[Span]] = []
    for paragraph in section.paragraphs:
        head = None
        if paragraph.kind == "prose" and len(paragraph.sentences) >= 2 and not paragraph.incomplete:
            first = trimmed(text, paragraph.sentences[0].span)
            said = text[first.start : paragraph.sentences[0].span.end]
            if (
                6 <= first.length <= 32
                and "，" not in said
                and not _NARRATION.search(said)
                and passage.tokens(first)[0].tag.startswith(("v", "d", "ad"))
            ):
                head = first
        if head:
            run.append(head)
        elif run:
            lists.append(run)
            run = []
    for members in [*lists, run]:
        if len(members) >= 3:
            yield Enumeration(
                rule=NAME,
                members=tuple(members),
                lead=heading_over(passage, section),
                score=0.82,
            )


def _under_heading(passage: Passage, section: Section) -> Iterator[Enumeration]:
    """The first sentences of all paragraphs under a heading that names what they are: …的路径."""
    text = passage.text
    heading = section.heading
    if heading is None and len(passage.article.sections) == 1:
        heading = passage.article.title
    if heading is None or not _NAMING.search(text, *heading):
        return
    if not 3 <= len(section.paragraphs) <= 9:
        return
    members: list[Span] = []
    for paragraph in section.paragraphs:
        if paragraph.kind != "prose" or paragraph.incomplete or len(paragraph.sentences) < 2:
            return
        first = trimmed(text, paragraph.sentences[0].span)
        said = text[first.start : paragraph.sentences[0].span.end]
        if not 6 <= first.length <= _LONGEST or _PERSONAL.search(said):
            return
        if opening(passage.tokens(first), clauses(text, first)[0]) == "subject":
            return
        members.append(first)
    yield Enumeration(rule=NAME, members=tuple(members), lead=heading, score=0.74)


def _pairs(passage: Passage, section: Section) -> Iterator[Enumeration]:
    """Short sentences of four and four characters that open the parts of a paragraph."""
    text = passage.text
    for paragraph in section.paragraphs:
        heads = [Span(*m.span(1)) for m in _PAIR.finditer(text, *paragraph.span)]
        if len(heads) < 3 or any("\n" in text[h.start : h.end] for h in heads):
            continue
        yield Enumeration(
            rule=NAME,
            members=tuple(heads),
            lead=heading_over(passage, section),
            score=0.82,
        )


def _headings(passage: Passage) -> Iterator[Enumeration]:
    text = passage.text
    members: list[Span] = []
    for section in passage.article.sections:
        if section.heading is None:
            continue
        mark = _NUMBER.match(text, *section.heading)
        if not mark or mark.end() >= section.heading.end:
            continue
        place = number(mark[1] or mark[2])
        if place == 1 and not members:
            members = [Span(mark.end(), section.heading.end)]
        elif place == len(members) + 1:
            members.append(Span(mark.end(), section.heading.end))
    title = passage.article.title
    alike = all(opening(passage.tokens(m), m) != "subject" for m in members)
    if len(members) >= 3 and (alike or promised(text, title) == len(members)):
        yield Enumeration(
            rule=NAME,
            members=tuple(members),
            lead=title,
            ordered=True,
            complete=promised(text, title) <= len(members),
            score=0.7,
        )


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="run-in heads, numbered headings",
    examples=(
        hit(
            "加强河道治理。沿河各村划定责任段，每周巡查一次并公开结果，发现问题当天上报，三天之内整改完毕。\n"
            "完善监测网络。全市新建水质站点十二座，数据实时上传到统一的平台上，供各部门随时调用和核对。\n"
            "推动公众参与。志愿者可以通过小程序上报污染线索，线索经核实以后给予奖励，奖励办法另行制定。",
            listed("加强河道治理", "完善监测网络", "推动公众参与"),
        ),
        hit(
            "办好农村学校要下真功夫。稳定队伍、提高待遇。教师安心，学生才能安心。改善条件、补齐短板。"
            "宿舍和食堂要先修。开门办学、家校同心。家长会每月一次。",
            listed("稳定队伍、提高待遇", "改善条件、补齐短板", "开门办学、家校同心"),
        ),
        hit(
            "加强源头防控。企业要公开排放数据，接受公众和媒体的监督，发现超标立即停产整改并且报告主管部门。\n"
            "推进协同治理。相邻城市共用一套标准，联合开展执法检查，检查的结果在同一个平台上向社会公布。\n"
            "强化科技支撑。高校和企业共建实验室，研究低成本的治理技术，优先在园区里面试用并逐步加以推广。",
            listed("加强源头防控", "推进协同治理", "强化科技支撑"),
        ),
        hit(
            (
                "城市更新的三项任务\n\n一、修缮老旧管网\n管网用了四十年，漏水的地方多，修起来要挖开路面，工期不短。\n\n二、改造危旧住房\n房子旧了，墙有裂缝，先要请人鉴定，再定是修还是拆。\n\n三、增设公共绿地\n老城缺树，孩子没有地方玩，可以先从河边和拆出来的空地做起。"
            ),
            listed(
                "修缮老旧管网",
                "改造危旧住房",
                "增设公共绿地",
                lead="城市更新的三项任务",
                ordered=True,
            ),
        ),
        hit(
            (
                "办好乡村学校的途径\n\n稳定教师队伍，提高教师的待遇，解决住房困难。许多年轻教师来了又走，主要是因为住的地方太差，离县城又太远。\n\n改善办学条件，先修宿舍和食堂，再修操场。宿舍漏雨的有十几所，食堂没有冷柜的有二十几所，这些都要排出日程。\n\n用好网络课堂，让城里的名师和乡村的孩子见面。网络已经通到每个村小，缺的是会用设备的教师和合适的课件。"
            ),
            listed(
                "稳定教师队伍，提高教师的待遇，解决住房困难",
                "改善办学条件，先修宿舍和食堂，再修操场",
                "用好网络课堂，让城里的名师和乡村的孩子见面",
                lead="办好乡村学校的途径",
            ),
        ),
        near_miss("他走了。屋里很静。\n她来了。灯还亮着。\n雨停了。天快亮了。", "narration"),
        near_miss("加强管理。要有制度。\n今天天气很好，大家都去了公园。", "one head alone"),
        near_miss("稳定队伍、提高待遇。教师安心，学生才能安心。", "one short sentence alone"),
        near_miss(
            "第一章 总则\n本办法适用于全市。\n\n第二章 管理\n管理由县级部门负责。\n\n第三章 附则\n本办法自公布之日起施行。",
            "chapters of a statute",
        ),
        near_miss(
            "一、海洋\n海洋很大。\n\n二、河流\n河流很长。\n\n三、湖泊\n湖泊很静。",
            "headings that nothing makes a list",
        ),
        near_miss(
            "他笑了。大家也跟着笑。\n天亮了。鸡叫了三遍。\n门开了。进来一个老人。", "a story"
        ),
        near_miss(
            (
                "办好乡村学校的途径\n\n稳定教师队伍。教师来了又走，是因为住的地方太差。\n\n宿舍漏雨的有十几所。这些都要排出日程，尽早修好。\n\n网络已经通到每个村小。缺的是会用设备的教师。"
            ),
            "paragraphs that begin with subjects",
        ),
        near_miss(
            "我的学习方法\n\n早上起来，我先读半小时书。这样一天都有精神。\n\n中午休息，我再做几道题。做完就去打球。\n\n晚上睡前，我把白天的笔记看一遍。看完就睡。",
            "a person's habits",
        ),
    ),
)
