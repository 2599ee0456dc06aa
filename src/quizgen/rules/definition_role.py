"""X是Y: what a thing is, what kind it belongs to, what part it plays.

The term is the subject of the clause; a second clause “，是Z” speaks of the same subject. The
definiens runs to the end of its clause, or on to the noun that it needs (人在生活中，…的过程) and
over “，即…”. 被视为, 堪称, 不失为 and 为 after a bare noun count as 是. How sure a finding is follows
from its frame: a noun that names a kind or a role and closes a phrase with 的 is surest.

Left out on purpose: subjects that are pronouns, persons, ordinals (第一个阶段) or bare facets
(关键, 目的); 是 within 但是, 特别是, 三是; the cleft 是…的; reasons, times and numbers; what follows
from a condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizgen.model import Definition, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import clause_start
from quizgen.rules.clauses import asked_sentences, clauses, cuts, trimmed
from quizgen.rules.complements import FACET, GENUS_END, KIND, ROLE_END, SUPERLATIVE, how_sure
from quizgen.rules.subjects import is_subject, named_in, topic
from quizgen.rules.terms import clean_term, sentence_end

NAME = "definition_role"

_IS = pattern(
    r"(?<![但还既只总凡于先这那若即便可算像不正又或便])(?<!特别)(?<!(?<![人天英])才)(?<!(?<!目)的)"
    r"(?<!(?<![^\W\d_A-Za-z])[一二三四五六七八九十])(?<!(?<![需纲主必首重摘概提])要)"
    r"(?:(?:(?<![首古成旧])都|(?<!平)均|(?<![成造])就|也|(?<![修])正|乃|(?<!变)更|便)?是|(?:被|可以?)?(?:看作|看成|视为|視為|视作|誉为|譽為|认为是)|堪称|不失为"
    r"|(?<=[^以作成称意認认因最较更变化改译定分列设任命名选推视看誉])(?:均|皆|则|即)?为(?=[^了何什人他它此其之主]))"
    r"(?!否|不是|因为|由于|为了|為了|因為|[”」》])"
)
_SIGNS = "，,；;：:。！？!?①②③④⑤⑥⑦⑧⑨⑩"
_BOTH = pattern(
    r"(?:既是|不仅是|不仅仅是|不但是)(?P<one>[^，。；：\n是]{2,40})，(?:也|又|更|还|而且)是(?P<other>[^，。；：\n是]{2,40})(?=[，。；\n]|$)"
)
_MADE = pattern(r"(?P<subject>[^，。；由]{2,14})由[^，。；]{2,40}(?:组成|构成|組成|構成)$")
_GENERIC = pattern(
    "的(?:过程|现象|部分|方法|行为|活动|能力|程度|设备|装置|仪器|物质|器官|疾病|做法|学说|理论|制度|状态|总称|地区|时期|区域|数量|数值|"
    "价格|收入|成本|变化|反应|协议|程序|工具|学科|科学|机构|组织|人群|群体|时间|日子|一天|季节|动物|植物|细胞|結構|過程|現象|方法)$"
)
_CLAUSES = pattern("[，,；;]")
_TAKES_WEI = pattern("[以把将由从分]")
_TAIL = pattern(r"[（(][^（()）]{1,30}[）)]$")
_LATER = pattern(
    r"(?:也|更|又|同时也|同时又|同时|还|而且|并且|且|并|都|均|就|这就?)?(?:是|被视为|被看作)(?!否|不是|指|因为|由于|为了|说|在|非|以|要|从|对)"
)
_CONDITION = pattern("(?:如果|若|假如|倘若|即使|只要|只有|除非|当|尽管|虽然|不管|无论|既然)")
_GOES_ON = pattern(r"[，,](?:即|也就是|亦即)(?!使|将|便)")


def detect(passage: Passage) -> Iterator[Definition]:
    """Every 是 with a subject before it and a noun phrase after it."""
    text = passage.text
    for sentence in asked_sentences(passage):
        for both in _BOTH.finditer(text, *sentence):
            term = clean_term(
                text, Span(clause_start(text, sentence.start, both.start()), both.start())
            )
            if term and term.length >= 2:
                for part in ("one", "other"):
                    yield Definition(
                        NAME, term, Span(*both.span(part)), "role", Span(*both.span()), 0.8
                    )
        if text[sentence.end - 1] in "？?！!":
            continue
        yield from _sentence(passage, sentence)


def _sentence(passage: Passage, sentence: Span) -> Iterator[Definition]:
    text = passage.text
    parts = [
        piece for clause in clauses(text, sentence, _SIGNS) for piece in _parallel(text, clause)
    ]
    subject: Span | None = None
    conditional = False
    for index, clause in enumerate(parts):
        if index == 0 or text[clause.start - 1] in "；;。":
            conditional = bool(_CONDITION.match(text, *clause))
        later = _LATER.match(text, *clause)
        if later and index:
            alone = index == 1 or (text[parts[index - 1].start - 1] in "：:；;。")
            term = _saying(text, parts[index - 1])
            if text[clause.start] != "这":
                term = term or subject or _topic(passage, parts[:index])
                term = term or (_whole_subject(passage, parts[index - 1]) if alone else None)
            cue = Span(*later.span())
        else:
            found = _copula(passage, clause)
            if not found:
                if index == 0:
                    subject = None
                continue
            term = named_in(passage, Span(clause.start, found.start()))
            cue = Span(*found.span())
            subject = term
        if term is None or conditional:
            continue
        made = _MADE.match(text, *term)
        if made:
            term = subject = Span(*made.span("subject"))
        definiens = trimmed(text, Span(cue.end, clause.end))
        quoted = text[definiens.start : definiens.start + 1] in ("“", "《") and text[
            definiens.end - 1
        ] in ("”", "》")
        if not quoted:
            definiens = _to_genus(text, definiens, parts[index + 1 :])
        first = index == 0 or text[clause.start - 1] in "；;：:。、"
        weak = text[cue.end - 1] == "为" and cue.length <= 2
        if weak and not (first and _is_bare_noun(passage, term, definiens)):
            continue
        if _CLAUSES.search(text, *term) and definiens.length <= 8 and not _is_role(text, definiens):
            # “…，…”，这是X: the saying tells what X is.
            term, definiens = definiens, term
            yield Definition(NAME, term, definiens, "role", cue, 0.6)
            continue
        if _names_last(text, term, definiens) and is_subject(passage, definiens, 10):
            yield Definition(NAME, definiens, term, "definition", cue, 0.72 if first else 0.66)
            continue
        sure = how_sure(passage, term, definiens, quoted=quoted, first=first, weak=weak)
        if sure is None:
            continue
        kind, score = sure
        bracket = _TAIL.search(text, *definiens)
        if bracket and bracket.start() - definiens.start >= 2:
            definiens = Span(definiens.start, bracket.start())
        said = text[definiens.start : definiens.end]
        if (KIND.match(said) and definiens.length <= 12) or _GOES_ON.match(
            text, definiens.end, sentence.end
        ):
            # 一种N: what tells it from other N follows.
            definiens = trimmed(
                text, Span(definiens.start, sentence_end(text, clause.end, sentence.end))
            )
        yield Definition(NAME, term, definiens, kind, cue, score)


def _is_bare_noun(passage: Passage, term: Span, definiens: Span) -> bool:
    """Whether 为 means 是: nouns and Latin words alone before it, no verb behind it."""
    return (
        term.length <= 12
        and all(
            token.tag[:1] in "nxbjl" or token.tag in ("eng", "vn", "an")
            for token in passage.tokens(term)
        )
        and passage.tokens(definiens)[0].tag[:1] not in "vp"
    )


def _names_last(text: str, term: Span, definiens: Span) -> bool:
    """Whether the name comes last: 白昼最长的一天是夏至, …的过程就是气体交换."""
    said = text[definiens.start : definiens.end]
    if not 2 <= definiens.length <= 10 or term.length < 6 or "的" in said or said[0] in "“《一这":
        return False
    if FACET.search(text, *term) or SUPERLATIVE.search(text, *term):
        return False
    return bool(_GENERIC.search(text, *term)) and "的" in text[term.start : term.end]


def _is_role(text: str, span: Span) -> bool:
    said = text[span.start : span.end]
    return bool(ROLE_END.search(said) or GENUS_END.search(said))


def _parallel(text: str, clause: Span) -> list[Span]:
    """The pieces of A是X、B是Y、C是Z; any other clause as it is."""
    if text.count("是", *clause) < 2:
        return [clause]
    edges = [clause.start - 1, *cuts(text, clause.start, clause.end, "、"), clause.end]
    pieces = [Span(left + 1, right) for left, right in pairwise(edges)]
    return pieces if all("是" in text[p.start + 1 : p.end - 1] for p in pieces) else [clause]


def _copula(passage: Passage, clause: Span) -> re.Match[str] | None:
    """The first 是 of a clause with a subject before it, or else the first.

    A 为 that belongs to a 以, 把 or 作 before it is none.
    """
    text = passage.text
    first: re.Match[str] | None = None
    for found in _IS.finditer(text, clause.start + 1, clause.end):
        if text[found.end() - 1] == "为" and _TAKES_WEI.search(text, clause.start, found.start()):
            continue
        if named_in(passage, Span(clause.start, found.start())):
            return found
        first = first or found
    return first


def _saying(text: str, clause: Span) -> Span | None:
    """The words in quotes that close a clause: “温故知新”，被视为…."""
    end = clause.end + (text[clause.end : clause.end + 1] == "”")
    start = text.rfind("“", max(0, clause.start - 1), end)
    if text[end - 1] != "”" or start < 0 or not 4 <= end - start - 2 <= 26:
        return None
    return Span(start + 1, end - 1)


def _topic(passage: Passage, before: list[Span]) -> Span | None:
    """What the first clause speaks of, if all clauses up to here speak of it."""
    text = passage.text
    if any("是" in text[clause.start : clause.end] for clause in before):
        return None
    if any(text[clause.start - 1] in "；;：:。" for clause in before[1:]):
        return None
    return topic(passage, before[0])


def _whole_subject(passage: Passage, clause: Span) -> Span | None:
    """The clause before “，是Y” as a term; one that has a 是 of its own is none."""
    text = passage.text
    if (
        text[clause.start - 1 : clause.start] in ("“", "「")
        and text[clause.end : clause.end + 1] in "”」"
    ):
        return clause if 2 <= clause.length <= 22 else None
    if "是" in text[clause.start : clause.end]:
        return None
    return named_in(passage, clause)


def _to_genus(text: str, first: Span, rest: list[Span]) -> Span:
    """The definiens with the clauses that it still needs to reach its noun."""
    said = text[first.start : first.end]
    if ROLE_END.search(said) or GENUS_END.search(said) or "。" in said:
        return first
    if not re.match("[一在由以对当通经为与人能]", said):
        return first
    for clause in rest[:3]:
        piece = text[clause.start : clause.end]
        if "是" in piece or _LATER.match(piece) or text[clause.start - 1] in "；;。":
            break
        if (ROLE_END.search(piece) or GENUS_END.search(piece)) and "的" in piece:
            return Span(first.start, clause.end)
    return first


RULE = Rule(
    name=NAME,
    family="definition",
    detect=detect,
    summary="X是Y的源头; X是…的过程",
    examples=(
        hit(
            "人才是第一资源、创新是第一动力。",
            defined("人才", "第一资源"),
            defined("创新", "第一动力"),
        ),
        hit(
            "塔里木盆地位于天山以南，是我国最大的内陆盆地。",
            defined("塔里木盆地", "我国最大的内陆盆地"),
        ),
        hit(
            "他提出“温故而知新”，这是复习原则的最早表述。",
            defined("温故而知新", "复习原则的最早表述"),
        ),
        hit("我国是工人阶级领导的社会主义国家。", defined("我国", "工人阶级领导的社会主义国家")),
        hit("教育目的是教育活动的出发点和归宿。", defined("教育目的", "教育活动的出发点和归宿")),
        hit("肺炎的确诊依据是胸部影像学检查。", defined("肺炎的确诊依据", "胸部影像学检查")),
        hit("矛盾的共性是无条件的、绝对的。", defined("矛盾的共性", "无条件的、绝对的")),
        hit("负责转发数据包的设备是路由器。", defined("路由器", "负责转发数据包的设备")),
        hit(
            "注意（attention）是心理活动对一定对象的指向。",
            defined("注意", "心理活动对一定对象的指向"),
        ),
        hit("就业是最大的民生。", defined("就业", "最大的民生")),
        hit("植被是覆蓋地表的植物群落的總稱。", defined("植被", "覆蓋地表的植物群落的總稱")),
        hit("质变是量变的必然结果，并为新的量变开辟道路。", defined("质变", "量变的必然结果")),
        hit(
            "死锁是两个以上的进程互相等待的状态。", defined("死锁", "两个以上的进程互相等待的状态")
        ),
        near_miss("他是在北京长大的。", "the cleft 是…的"),
        near_miss("会议的时间是下周一。", "no noun phrase worth asking"),
        near_miss("如果价格是成本，那么利润是结果。", "a condition"),
        near_miss("一个是老师，一个是学生。", "one of several"),
        near_miss("他编写的词典是去年出版的。", "the cleft 是…的"),
        near_miss("今天是星期天。", "a day"),
        near_miss("还是老办法管用。", "还是 is an adverb"),
        near_miss("“明定国是”是一道上谕的名字。", "是 within the name"),
        near_miss("问题是大家都不知道。", "a bare facet, and a clause"),
        near_miss("这个方案是不错的。", "praise"),
        hit(
            "线粒体是细胞进行有氧呼吸的主要场所。",
            defined("线粒体", "细胞进行有氧呼吸的主要场所"),
        ),
        hit(
            "教育是民族振兴的基石，是社会进步的动力。",
            defined("教育", "民族振兴的基石"),
            defined("教育", "社会进步的动力"),
        ),
        hit(
            "学习是人在生活中，通过经验获得新的行为方式的过程。",
            defined("学习", "人在生活中，通过经验获得新的行为方式的过程"),
        ),
        hit(
            "长江是亚洲流经省区最多的大河。",
            defined("长江", "亚洲流经省区最多的大河"),
        ),
        hit(
            "肾单位由肾小体和肾小管组成，是肾脏的基本功能单位。",
            defined("肾单位", "肾脏的基本功能单位"),
        ),
        hit(
            "守恒律和对称律都是物理学的基本规律。",
            defined("守恒律和对称律", "物理学的基本规律"),
        ),
        hit("家庭被视为社会的细胞组织。", defined("家庭", "社会的细胞组织")),
        hit(
            "乡村治理既是发展问题，也是民生问题。",
            defined("乡村治理", "发展问题"),
            defined("乡村治理", "民生问题"),
        ),
        near_miss("这既是机会，也是考验。", "a pronoun"),
        near_miss("最难忘的是那个夜里的事情。", "a cleft, and a vague noun"),
        near_miss("但是条件还不成熟，这是问题的关键。", "但是, and a pronoun as the subject"),
        near_miss("他是村里最年长的人。", "a person, no term"),
        near_miss("特别是基层的同志，更是辛苦。", "特别是 is an adverb"),
    ),
)
