"""X是Y的源头, X是…的过程: what a thing is, told by the genus at the end.

A role (前提, 核心要素, 首要任务) or a genus (过程, 活动, 制度, 物质) closes the definiens; the
term is the subject of the sentence. A second clause “，是Z” speaks of the same subject.

Left out on purpose: subjects that are pronouns or persons, 是 within 但是, 特别是, 三是 and the
like, the cleft 是…的, and definientia without a closing role or genus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Definition, Span
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import clause_start
from quizgen.rules.clauses import asked_sentences, clauses, trimmed
from quizgen.rules.terms import clean_term, sentence_end

NAME = "definition_role"

_ROLE = (
    "集合|总体|全体|缺口|工程|构件|河流|山脉|作品|著作|学科|疾病|药物|药|激素|有机物|化合物|元素|气体|"
    "源头|源泉|前提|基础|根基|基石|关键|核心|要素|任务|路径|途径|支撑|指标|载体|主力军|主阵地|动力|保障|保证|"
    "标志|特征|本质|目的|目标|原则|方针|要求|条件|手段|方式|方法|力量|灵魂|生命线|纽带|桥梁|抓手|屏障|"
    "出发点|落脚点|依据|体现|根本|命脉|关键词|短板|组成部分|表现|形式|内容|优势|主体|主线|主题|中心|要务|"
    "过程|活动|总和|总称|制度|物质|学说|科学|理论|规律|现象|状态|关系|能力|单位|结构|器官|细胞|组织|系统|"
    "协议|技术|设备|算法|语言|机制|体系|模型|程序|接口|地址|文件|机构|机关|行为|权利|义务|工具|场所|模式|"
    "战略|工程|思想|观点|哲学|运动|革命|阶级|国家|时代|时期|阶段|矛盾|资料|资源|产物|产品|商品|货币|价值"
)
_IS = re.compile(
    r"(?<![但还既特别只总凡于一二三四五六七八九十先这那若即便可算像才也都就既不的要正更均])"
    r"(?:都是|均是|就是|也是|正是|乃是|是|被看作|被视为|被视作|被誉为|堪称)(?!否|不是|指|因为|由于|为了|说|非|要|从)"
)
_SIGNS = "，,；;：:。！？!?①②③④⑤⑥⑦⑧⑨⑩"
_END = re.compile(rf"(?:{_ROLE})(?:之一|所在)?$")
_CLASS = re.compile(r"(?:的|^一[种类个门项])[^的，了着过]{2,12}$")
_VAGUE = re.compile(
    "(?:事情|时候|地方|问题|结果|原因|日子|东西|样子|意思|机会|道理|情况|感觉|孩子|朋友|老师|一天|一年|晚上|"
    "早晨|人|们|事|话|家|手|眼|心|里|上|下|时|重要|关键|必要|可能|必然|不够|存在|影响|成果|成绩|好处|做法|说法|"
    "看法|办法|例子|之一|亮点|特色|缩影|写照)$"
)
_BOTH = re.compile(
    r"既是(?P<one>[^，。；：\n是]{2,40})，(?:也|又|更|还)是(?P<other>[^，。；：\n是]{2,40})(?=[，。；\n]|$)"
)
_MADE = re.compile(r"(?P<subject>[^，。；由]{2,14})由[^，。；]{2,40}(?:组成|构成|組成|構成)$")
_KIND = re.compile(r"^(?:一种|一类|一个|一门|一项|一系列|由|指)")
_LATER = re.compile(r"^(?:也|更|又|同时也|还)?是(?!否|不是|指|因为|由于|为了|说|在|非|以|要|从|对)")


def detect(passage: Passage) -> Iterator[Definition]:
    """Every 是 with a noun phrase before it and a role or genus at the end."""
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
        if text[sentence.end - 1] in "？?":
            continue
        yield from _sentence(text, sentence)


def _sentence(text: str, sentence: Span) -> Iterator[Definition]:
    parts = clauses(text, sentence, _SIGNS)
    subject: Span | None = None
    for index, clause in enumerate(parts):
        later = _LATER.match(text[clause.start : clause.end])
        if later and index:
            term = subject or (_whole_subject(text, parts[0]) if index == 1 else None)
            cue = Span(clause.start, clause.start + later.end())
        else:
            found = _IS.search(text, clause.start + 1, clause.end)
            if not found:
                if index == 0:
                    subject = None
                continue
            term = clean_term(text, Span(clause.start, found.start()))
            cue = Span(*found.span())
            subject = term
        if term is None:
            continue
        made = _MADE.match(text, *term)
        if made:
            term = subject = Span(*made.span("subject"))
        definiens = trimmed(text, Span(cue.end, clause.end))
        said = text[definiens.start : definiens.end]
        quoted = said.startswith("“") and said.endswith("”")
        sure = True
        if not quoted:
            definiens = _to_genus(text, definiens, parts[index + 1 :])
            said = text[definiens.start : definiens.end]
            known = bool(_END.search(said))
            if said.endswith("的") or not (known or _is_kind(text, clause, index, term, said)):
                continue
            sure = sure and known
        genus = bool(_KIND.match(said))
        if not 3 <= definiens.length <= 90 or (
            definiens.length < 6 and "的" not in said and not quoted and not genus
        ):
            continue
        if genus and definiens.length <= 8 and "的" not in said:
            # 一种N: what tells it from other N follows.
            end = sentence_end(text, clause.end, sentence.end)
            definiens = trimmed(text, Span(definiens.start, end))
        yield Definition(
            NAME,
            term,
            definiens,
            "definition" if genus else "role",
            cue,
            score=0.7 if not sure else 0.86 if genus or "的" in said else 0.74,
        )


def _whole_subject(text: str, clause: Span) -> Span | None:
    """The clause before “，是Y” as a term; one that has a 是 of its own is none."""
    return None if "是" in text[clause.start : clause.end] else clean_term(text, clause)


def _is_kind(text: str, clause: Span, index: int, term: Span, said: str) -> bool:
    """Whether a sentence opens with a term and closes with …的 and a noun of two characters on."""
    return (
        (index == 0 or text[clause.start - 1] in "：；:;")
        and term.length <= 20
        and bool(_CLASS.search(said))
        and not _VAGUE.search(said)
    )


def _to_genus(text: str, first: Span, rest: list[Span]) -> Span:
    """The definiens with the clauses that it still needs to reach its genus."""
    said = text[first.start : first.end]
    if _END.search(said):
        return first
    if said.startswith("由") or "。" in said:
        return first
    for clause in rest[:3]:
        piece = text[clause.start : clause.end]
        if _END.search(piece) and "的" in piece and not _LATER.match(piece) and "是" not in piece:
            return Span(first.start, clause.end)
        if "是" in piece:
            break
    return first


RULE = Rule(
    name=NAME,
    family="definition",
    detect=detect,
    summary="X是Y的源头; X是…的过程",
    examples=(
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
