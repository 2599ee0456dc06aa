"""Short items parted by commas where a count or a cue says that they are a list: 分为A，B，C三类.

Notes and translations use ， for 、. Without a cue nobody can tell such a list from clauses, so one
is asked for: 分为, 包括, 有 or a colon before the items, or a count behind them that is right.

Left out on purpose: items longer than a term, items with a verb and its object (a rule of their
own), counts that are not the number of the items.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences, clauses, last_clause, number
from quizgen.rules.edges import kind

NAME = "enumeration_commas"

_COUNT = pattern(
    "([二三四五六七八九十两兩]{1,2}|[2-9]|1[0-9])(?:大)?[个個种種类類层層项項部样樣者位条條点點级級族轮輪次期派支门門]"
)
_CUE = pattern(
    "(?:包括|包含|划分为|劃分為|分[为為成]|主要有|主要是|分别是|分别为|依次为|依次是)(?:[：:]|了|以下)?"
)
_LONGEST = 12


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every list of short items between commas."""
    text = passage.text
    for sentence in asked_sentences(passage):
        parts = clauses(text, sentence, "，,；;。：:")
        for index in range(len(parts) - 2):
            cue = None
            for found in _CUE.finditer(text, *parts[index]):
                cue = found
            if cue is None or not 0 <= parts[index].end - cue.end() <= _LONGEST:
                continue
            found_ = _to_list(passage, sentence, parts, index, cue.start(), cue.end())
            if found_:
                yield found_
                break


def _to_list(
    passage: Passage, sentence: Span, parts: list[Span], index: int, cue: int, start: int
) -> Enumeration | None:
    text = passage.text
    members = [Span(start, parts[index].end)] if start < parts[index].end else []
    counted = 0
    for part in parts[index + 1 :]:
        if text[part.start - 1 - (text[part.start - 1] == " ")] not in "，,：:":
            return None
        count = _COUNT.search(text, *part)
        if count and count.start() > part.start:
            members.append(Span(part.start, count.start()))
            counted = number(count[1])
            break
        members.append(part)
        if part.length > _LONGEST or len(members) > 20:
            return None
    if len(members) < 3 or any(not 1 <= m.length <= _LONGEST for m in members):
        return None
    said = [text[m.start : m.end] for m in members]
    if len(set(said)) < len(said) or any("、" in word for word in said):
        return None
    tokens = passage.tokens(sentence)
    for member in members:
        inside = [t for t in tokens if member.start <= t.start and t.end <= member.end]
        if not counted and any(t.tag == "v" or kind(t) in "rpdum" for t in inside):
            return None
    if counted and counted != len(members):
        return None
    lead = last_clause(text, Span(parts[index].start, cue)) if cue > parts[index].start else None
    if lead is None and index:
        lead = last_clause(text, parts[index - 1])
    return Enumeration(rule=NAME, members=tuple(members), lead=lead, score=0.86 if counted else 0.7)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="分为A，B，C三类",
    examples=(
        hit(
            "岩石按成因分为岩浆岩，沉积岩，变质岩三类。",
            listed("岩浆岩", "沉积岩", "变质岩", lead="岩石按成因"),
        ),
        hit("IP地址分为A，B，C，D，E五类。", listed("A", "B", "C", "D", "E", lead="IP地址")),
        hit("三原色包括红，绿，蓝三种。", listed("红", "绿", "蓝", lead="三原色")),
        hit(
            "教學法主要有講授法, 討論法, 實驗法三種。",
            listed("講授法", "討論法", "實驗法", lead="教學法"),
        ),
        hit(
            "这类药物主要有阿司匹林，布洛芬，萘普生。",
            listed("阿司匹林", "布洛芬", "萘普生", lead="这类药物"),
        ),
        near_miss("货物分为三批，第一批已经到港，第二批还在路上。", "clauses"),
        near_miss("园区包括厂房，已经建成，正在验收。", "clauses that say what happened"),
        near_miss("比赛分为初赛，复赛，决赛四轮。", "a count that is not theirs"),
        near_miss("代表有来自农村的，有来自工厂的，有来自学校的。", "a parallel of clauses"),
    ),
)
