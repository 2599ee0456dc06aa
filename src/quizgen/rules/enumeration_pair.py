"""Two kinds that a text divides a thing into: X分为A和B两种, X包括A和B, X有A、B两类.

Two things side by side are seldom a list; they are one where the text says that there are no more:
a verb of division before them, or their number behind them.

Left out on purpose: any other A和B, pairs whose edges cannot be told, pairs with 等.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Enumeration, Span
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences, clauses, cuts, last_clause, shielded, trimmed
from quizgen.rules.edges import Words, kind

NAME = "enumeration_pair"

_CUE = re.compile(
    "(?:可以|可|主要|一般|通常|大致|又){0,3}(?:划分为|劃分為|(?<![十百千部])分[为為成]|有)(?!了)"
)
_AND = re.compile("和|与|與|及|、")
_TWO = re.compile(
    "(?:这|這)?[两兩二2](?:大)?(?:个|個)?(?:种|種|类|類|部分|方面|阶段|階段|层|層|派|型|支|[界門门纲綱组組级級极極端])"
)
_PERSONAL = re.compile("[我你他她咱您]|有人")
_LONGEST = 14


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every division in two."""
    text = passage.text
    for sentence in asked_sentences(passage):
        for clause in clauses(text, sentence, "，,；;。：:"):
            cue = None
            for found in _CUE.finditer(text, *clause):
                cue = found
            if cue is None or (cue.start() == clause.start and clause.start == sentence.start):
                continue
            made = _to_list(passage, sentence, clause, cue)
            if made:
                yield made


def _to_list(
    passage: Passage, sentence: Span, clause: Span, cue: re.Match[str]
) -> Enumeration | None:
    text = passage.text
    two = _TWO.search(text, cue.end(), clause.end)
    divides = "分" in cue[0]
    if not two and not divides:
        return None
    end = two.start() if two else clause.end
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
    lead = trimmed(text, Span(clause.start, cue.start()))
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
        near_miss("他把苹果分成大的和小的，自己留下小的。", "what a person did"),
        near_miss("北京和上海都是直辖市。", "no division"),
        near_miss("这种病主要有发热和咳嗽等症状。", "等: there are more"),
        near_miss("一元钱分为十角和一百分。", "no kinds"),
        near_miss("有老师和学生在操场上。", "there is, not there are"),
    ),
)
