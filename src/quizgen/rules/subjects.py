"""What a clause speaks of: the noun or verb phrase before its predicate."""

from __future__ import annotations

from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage
from quizgen.rules.bounds import ADVERB_END, good_term, skip_lead, strip
from quizgen.rules.clauses import words

_WHEN = pattern(
    r"(?:公元前?)?[0-9一二三四五六七八九十〇]{1,4}(?:世纪|年|月)[^，。的]{0,14}?(?:设立|成立|创立|创办|建立|制定|颁布|通过|发表|出版|建成|签订|召开|爆发|发动)的"
    r"|(?:[0-9]{1,4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?<=[年月日])的"
    r"|[^，。的]{2,12}(?:家|者|学派|学者|人)(?:提出|发现|创立|主张)的"
)
_POINTING = pattern(
    r"(?:这|那|该|此|其)(?:一|个|些|种|一种)?(?:[^\W\d_A-Za-z]{0,4}(?:时期|阶段|时代|社会|地区|国家|期间))?的(?=.{2})"
)
_REPORT = pattern(
    r"(?:我们)?(?:必须|始终|一定要|深刻|清醒地?|充分|牢固|要|应当?)(?:坚持|牢记|认识到?|看到|懂得|明白|树立|把握)(?=[^，。]{2,})|[^，。：；]{0,14}(?<![公])(?:认为|指出|强调|提出|表明|说明|证明|发现)(?![的了过出])(?=.{2})"
)
_FRAME = pattern(
    r"(?:在|从|就|对|对于|关于|按照|根据|随着|通过|作为)[^，。；：]{1,20}?(?:上看|来看|来说|而言|来讲|看来|中|上|下|内|里|时|后|前|方面|过程中)(?![部容心涵外在国央华海层级升面线代期间])(?=.{2})"
)
_ORDINAL = pattern(
    r"第[一二三四五六七八九十0-9]+(?:[个步种类项点大层条次]|阶段|方面|部分|章|节)?(?:阶段|步骤|方面|部分|原因|层次|类型)?$|其[一二三四五]$"
)
_BARE = pattern(
    r"(?:主要|根本|基本|首要|重要|直接|总|核心|最终|具体|共同|突出|显著|最大|最|一个|另一个)*(?:的)?"
    r"(?:问题|结果|原因|目的|关键|重点|特点|特征|情况|事实|方面|内容|任务|目标|标志|核心|实质|本质|意义|作用|功能|优点|缺点|办法|方法|做法|"
    r"区别|差别|要求|原则|条件|表现|前提|基础|措施|任务|时候|地方|前者|后者|两者|二者|上述|以上|以下|下面|答案|结论|观点|说法|例子|步骤|不同|"
    r"人|今天|意思|大意|主题|口号|题目|含义|一个|有的|现在|当时|后来|当前|目前|未来|过去|今后|近年来|事情|东西|本质上|实质上|实际上|事实上|根本上|结构|组成|成分|单位|时间|地点|名称|作者)"
)
_BRACKET = pattern(r"\s?[（(][^（()）\n]{1,60}[）)]\s?$")
_PERSONS = pattern("(?:总书记|主席|总理|书记|部长|主任|教授|先生|学家|作家|学者|人员|记者)$")
_OTHER_NAME = pattern("[，,]?(?:又称|又稱|也称|亦称|俗称|别称|简称|簡稱|又名|又叫|全称)")
_PLAIN_FACT = pattern("(?:时间|日期|名字|姓名|年龄|电话|下一句|上一句)$")
_PLACED = pattern("(?:坐落于|坐落在|位于|地处|发源于|起源于|始建于|分布于|诞生于|始于)")
_STATE = pattern(
    "(?:主要|一般|大多)?(?:位于|属于|具有|由|有|分布|发源|源于|起源|地处|包括|以|是|在|与|能)"
)
_SAYS = pattern("[^，。]{0,4}(?:指出|强调|认为|提出|说|表示|写道|主张|要求)")
_DEMANDS = words(
    "加强 建立 坚持 推进 推动 加快 完善 健全 深化 落实 提高 提升 促进 创办 兴办 开展 实施 做好 抓好 强化 扩大 优化 构建 打造 "
    "增强 实现 发展 建设 创新 改革 巩固 拓展 统筹 保障 加大 培育 支持 鼓励 引导 规范 严格 全面 着力 大力 积极 创建 设立 派遣 "
    "废除 发动 組織 建立 加強 推動 完善"
)
_AT = ("于", "在", "自", "出", "以")
_ONE_OF = pattern("[一两每各某几](?:[个種种项条名位类些次座](?!性|别))|[0-9]+[个条项种]")
_NO_OPENING = words(
    "也 就 都 还 又 更 已 已经 只 只有 才 不 没 没有 将 正 正在 仍 仍然 可能 一定 必须 往往 通常 一般 总是 常常 常 非常 很 十分 特别 尤其 其实 "
    "显然 当然 的确 首先 再次 最后 同时 因此 于是 那么 从而 不仅 不但 不再 曾 曾经 刚 马上 立即 逐渐 逐步 终于 永远 到底 究竟 大约 几乎"
)
"""Adverbs that open no noun phrase; 共同, 相对 and the like do."""
_LEADS = pattern(
    r"(?:[，,]|因此|所以|但是?|而|可见|例如|比如|认为|指出|强调|表明|说明|即|看作|知道|就是说)$"
)
_EDGE_TAGS = frozenset({"p", "c", "y", "e", "ul", "uz", "ud", "uv"})
_NEVER_TAGS = frozenset({"r", "rr", "rz", "y", "e", "ul", "uz", "nr1"})
_PERSON = pattern("(?<!自)我(?![国党军]|们党)|[你她您咱]|他(?![国人律])|先生|女士|大家")
_OWN = frozenset(
    {
        "我国",
        "我党",
        "我军",
        "我们",
        "其他",
        "其它",
        "其余",
        "他国",
        "他人",
        "自我",
        "自身",
        "自己",
        "本身",
        "他律",
    }
)
_NOUNS_TOO = frozenset({"依据", "根据", "标志着"})
_NOUN_TAGS = ("n", "b", "j", "l", "x", "i")
_MORE_NOUN_TAGS = frozenset({"vn", "an", "eng", "uj", "w", "m", "f", "s", "c"})
_TAIL = pattern(
    rf"(?:{ADVERB_END}|本身|本来|原本|实质上|本质上|归根到底|其实|永远|历来|无疑|确实|一直|首先|同时|不仅|不仅仅|不但|不只|(?:常|往往)?被称[作为]|在[^，。]{{1,12}}[内中上下里])$"
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
    other = _OTHER_NAME.search(text, start, at)
    if other and other.start() - start >= 2:
        at = other.start()
    while (tail := _TAIL.search(text, start, at)) and tail.start() - start >= 2:
        at = tail.start()
    span = strip(text, start, at)
    tail = _BRACKET.search(text, *span) if span else None
    if span and tail and tail.start() - span.start >= 2:
        span = strip(text, span.start, tail.start())
    return span if span and is_subject(passage, span, longest) else None


def topic(passage: Passage, clause: Span) -> Span | None:
    """The noun phrase that a clause with a verb of its own begins with: 长江 of 长江注入东海.

    None where a verb opens the clause: what follows says something of what it demands.
    """
    text = passage.text
    start = skip_lead(text, *clause)
    placed = _PLACED.search(text, start, clause.end)
    if placed:
        # jieba cuts 盆地位于 as 盆, 地位, 于.
        name = Span(start, placed.start())
        return name if 2 <= name.length <= 12 and is_subject(passage, name) else None
    before = end = start
    for token in passage.tokens(Span(start, clause.end)):
        noun = token.tag[:1] in _NOUN_TAGS and token.tag != "nr1"
        if not (noun or (token.start > start and token.tag in _MORE_NOUN_TAGS)):
            if token.tag[:1] not in "vpd":
                return None
            break
        before, end = end, token.end
    else:
        return None
    if text[end : end + 1] in _AT and before > start:
        # 长江发源于…: the word before 于 is a verb, whatever its tag.
        end = before
    span = strip(text, start, end)
    if span is None or not 2 <= span.length <= 12 or _PERSONS.search(text, *span):
        return None
    if _SAYS.match(text, end) or ("的" in text[end : clause.end] and not _STATE.match(text, end)):
        # 他编写的词典: the verb belongs to a noun that follows.
        return None
    return span if is_subject(passage, span) else None


def demands(passage: Passage, span: Span) -> bool:
    """Whether words demand something, as 建立新式军队 does: a verb and its object."""
    tokens = passage.tokens(span)
    return (
        len(tokens) >= 2
        and tokens[0].tag == "v"
        and tokens[0].word in _DEMANDS
        and not any(token.tag == "uj" for token in tokens)
    )


def is_subject(passage: Passage, span: Span, longest: int = 22, *, facets: bool = False) -> bool:
    """Whether these words can be what a sentence defines or speaks of.

    A bare facet (优点, 教训) is one only with `facets`: as the label of a line.
    """
    text = passage.text
    if span.length == 1:
        # 质, 量, 度: a word of one character between the marks of its clause.
        return text[span.start] not in "人他她它我你这那此其谁者事物书话" and passage.tokens(span)[
            0
        ].tag[:1] in ("n", "a", "v")
    said = text[span.start : span.end]
    if _PLAIN_FACT.search(said):
        return False
    if said.count("“") != said.count("”") or said.count("《") != said.count("》"):
        return False
    if not good_term(text, span, longest) or _PERSON.search(text, *span):
        return False
    if (not facets and _BARE.fullmatch(text, *span)) or _ORDINAL.search(text, *span):
        return False
    tokens = passage.tokens(span)
    if any(token.tag in _NEVER_TAGS and token.word not in _OWN for token in tokens):
        return False
    first, last = tokens[0], tokens[-1]
    if first.word in _NO_OPENING or last.tag == "d":
        return False
    if (
        first.tag in _EDGE_TAGS
        or (last.tag in _EDGE_TAGS and last.word not in _NOUNS_TOO)
        or last.tag in ("uj", "ug")
    ):
        return False
    return not (first.tag in ("m", "q") and len(tokens) > 1 and _ONE_OF.match(text, *span))
