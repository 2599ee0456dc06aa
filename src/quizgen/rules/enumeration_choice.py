"""Cases that a sentence joins with the same word each time: A，或者B，或者C; 既A，又B，又C.

Laws and definitions tell cases so, and the parts are whole clauses. Two words of the same kind are
needed behind commas; the first case begins where likeness to the others says (造成十人死亡，或者…).

Left out on purpose: a single 或者, alternatives in questions, speech.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences, clauses, last_clause
from quizgen.rules.edges import Likeness, Words, first_start, kind, last_end

NAME = "enumeration_choice"

_JOINT = pattern("(?:或者是|或者|或是|或|要么|要麼|以及)(?:是)?")
_CUE = pattern("造成|具有|具备|具備|属于|屬於|包括|分为|分為|是指")
_SPEAKING = pattern("[？！?!“”「」我你他她]")
_LONGEST = 40


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every chain of 或者 behind commas."""
    text = passage.text
    for sentence in asked_sentences(passage):
        if text.find("，或", *sentence) < 0 and text.find("，要么", *sentence) < 0:
            continue
        if _SPEAKING.search(text, *sentence):
            continue
        parts = clauses(text, sentence, "，,；;：:。")
        run: list[Span] = []
        for index, part in enumerate(parts):
            joint = _JOINT.match(text, *part)
            if joint and index:
                run.append(Span(joint.end(), part.end))
                before = parts[index - len(run)]
            if run and (not joint or index + 1 == len(parts)):
                found = _to_list(passage, sentence, before, run)
                if found:
                    yield found
                run = []


def _to_list(
    passage: Passage, sentence: Span, before: Span, run: Sequence[Span]
) -> Enumeration | None:
    if len(run) < 2 or any(not 2 <= part.length <= _LONGEST for part in run):
        return None
    text = passage.text
    words = Words(passage.tokens(sentence))
    firsts = {kind(t) for part in run for t in words.within(*part)[:1]}
    if len(firsts) > 1 or "v" in firsts:
        return None
    like = Likeness.of(text, run[:-1], words)
    cue = None
    for found in _CUE.finditer(text, *before):
        cue = found
    first = first_start(like, before, run[-1], True, cue.end() if cue else None)
    if first is None:
        return None
    members = [Span(first.at, before.end), *run[:-1]]
    last = last_end(Likeness.of(text, members, words), run[-1], True, None)
    if last is None:
        return None
    members.append(Span(run[-1].start, run[-1].end if "的" in text[slice(*run[-1])] else last.at))
    lead = last_clause(text, Span(sentence.start, first.at)) if first.at > sentence.start else None
    return Enumeration(rule=NAME, members=tuple(members), lead=lead, score=0.74)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="A，或者B，或者C",
    examples=(
        hit(
            "大型火灾，是指造成5人以上死亡，或者20人以上重伤，或者500万元以上损失。",
            listed("5人以上死亡", "20人以上重伤", "500万元以上损失", lead="大型火灾，是指造成"),
        ),
        hit(
            "申请人可以提供身份证原件，或者护照原件，或者户口簿原件。",
            listed("身份证原件", "护照原件", "户口簿原件", lead="申请人可以提供"),
        ),
        hit(
            "下列气体遇明火即燃：含量超过百分之五的甲烷，或者含量超过百分之四的氢气，或者含量超过百分之十二的一氧化碳。",
            listed(
                "含量超过百分之五的甲烷",
                "含量超过百分之四的氢气",
                "含量超过百分之十二的一氧化碳",
                lead="下列气体遇明火即燃",
            ),
        ),
        near_miss("你可以坐船，或者坐车，或者走路。", "advice to a person"),
        near_miss("他是忘了，或者没听见，或者装作没听见。", "guesses about a person"),
        near_miss("可以书面申请，或者口头申请。", "one 或者"),
        near_miss("是去，或者不去，或者再等等？", "a question"),
    ),
)
