"""Two kinds that a text divides a thing into: X分为A和B两种, X包括A和B, X有A、B两类.

Two things side by side are seldom a list; they are one where the text says that there are no more:
a verb of division before them, or their number behind them.

Left out on purpose: any other A和B, pairs whose edges cannot be told, pairs with 等.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences, clauses, cuts, last_clause, shielded, trimmed
from quizgen.rules.edges import Words, kind

NAME = "enumeration_pair"

_CUE = pattern(
    "(?:可以|可|主要|一般|通常|大致|又){0,3}(?:划分为|劃分為|(?<![十百千部])分[为為成]|有)(?!了)"
)
_AND = pattern("和|与|與|及|、")
_COMPOSED = pattern(
    "(?<!理)由(?=[^，。、]{2,30}(?:和|与|與|及)[^，。、]{2,30}(?:组成|組成|构成|構成))"
)
_CLOSING = pattern("(?:共同)?(?:组成|組成|构成|構成)")
_TWO = pattern(
    "(?:这|這)?[两兩二2](?:大)?(?:个|個)?(?:种|種|类|類|部分|方面|阶段|階段|层|層|派|型|支|[界門门纲綱组組级級极極端])"
)
_FRAME = pattern("(?:可以|可)?(?:把|将|將)|其中")
_PERSONAL = pattern("[我你他她它咱您其]|有人|当时")
_LONGEST = 14


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every division in two."""
    text = passage.text
    for sentence in asked_sentences(passage):
        for clause in clauses(text, sentence, "，,；;。：:"):
            cue = None
            for found in _CUE.finditer(text, *clause):
                cue = found
            cue = _COMPOSED.search(text, *clause) or cue
            if cue is None or cue.start() == clause.start == sentence.start:
                continue
            made = _to_list(passage, sentence, clause, cue)
            if made:
                yield made


def _to_list(
    passage: Passage, sentence: Span, clause: Span, cue: re.Match[str]
) -> Enumeration | None:
    text = passage.text
    two = _TWO.search(text, cue.end(), clause.end)
    composed = cue[0] == "由"
    divides = "分" in cue[0] or composed
    if not two and not divides:
        return None
    closing = _CLOSING.search(text, cue.end(), clause.end) if composed else None
    end = two.start() if two else closing.start() if closing else clause.end
    words = Words(passage.tokens(sentence))
    joints = [
        m
        for m in _AND.finditer(text, cue.end() + 1, end - 1)
        if not words.splits(m.start())
        and not words.splits(m.end())
        and not any(a < m.start() < b for a, b in shielded(text, *clause))
    ]
    if len(joints) != 1:
        return None
    members = (Span(cue.end(), joints[0].start()), Span(joints[0].end(), end))
    sizes = sorted(m.length for m in members)
    if sizes[0] < 2 or sizes[1] > _LONGEST or sizes[1] > 2.5 * sizes[0]:
        return None
    if any(kind(t) in "rmu" for m in members for t in words.within(*m)) or cuts(
        text, *clause, "等"
    ):
        return None
    frame = _FRAME.match(text, *clause)
    lead = trimmed(text, Span(frame.end() if frame else clause.start, cue.start()))
    if not lead.length or _PERSONAL.match(text, *lead):
        return None
    lead = last_clause(text, lead) or lead
    return Enumeration(rule=NAME, members=members, lead=lead, score=0.82 if two else 0.7)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="分为A和B两种",
    examples=(
        hit(
            "种子植物分为裸子植物和被子植物两类。",
            listed("裸子植物", "被子植物", lead="种子植物"),
        ),
        hit("按照传播方式，波可分为横波和纵波。", listed("横波", "纵波", lead="波")),
        hit(
            "合同的解除有法定解除和约定解除两种。",
            listed("法定解除", "约定解除", lead="合同的解除"),
        ),
        hit(
            "神經系統可以劃分為中樞神經系統和周圍神經系統。",
            listed("中樞神經系統", "周圍神經系統", lead="神經系統"),
        ),
        hit("动词有及物动词、不及物动词两类。", listed("及物动词", "不及物动词", lead="动词")),
        hit("血液由血浆和血细胞组成。", listed("血浆", "血细胞", lead="血液")),
        hit("消化系统由消化道和消化腺两部分组成。", listed("消化道", "消化腺", lead="消化系统")),
        near_miss("他把苹果分成大的和小的，自己留下小的。", "what a person did"),
        near_miss("北京和上海都是直辖市。", "no division"),
        near_miss("这种病主要有发热和咳嗽等症状。", "等: there are more"),
        near_miss("一元钱分为十角和一百分。", "no kinds"),
        near_miss("有老师和学生在操场上。", "there is, not there are"),
        near_miss("他由哥哥和嫂子抚养成人。", "no parts"),
        near_miss("由父亲和母亲组成的队伍先到了终点。", "nothing that is made of the two"),
    ),
)
