"""X具有Y等特点, X的作用是Y, X负责Y: what a thing is like and what it is for."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Definition, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import asked, clause_end, subject_before
from quizgen.rules.clauses import trimmed
from quizgen.rules.terms import sentence_end

_HAS = pattern(
    r"(?:往往|一般|通常|都|还|也)?(?:具有|具备|具備)"
    r"(?P<said>[^。；\n]{4,60}?(?:特[点征性點徵]|特质|优势|功能|性质|“[^”“]{2,10}作用”))"
)
_USE = pattern(
    r"的(?:主要|基本|根本)?(?:作用|功能|任务|职责|职能|目的|特点|特征|本质|实质|核心)(?:就?是[：:]?|在于)(?=[^否不非])"
)
_ATTRIBUTE = pattern(
    "的(?P<head>(?:主要|基本|根本)?(?:作用|功能|任务|职责|职能|目的|特点|特征|本质|实质|核心))"
)
_MADE = pattern(
    r"(?:主要|一般|通常|都|均)?(?P<said>由(?P<of>[^，。；：\n]{3,40}?)(?:组成|構成|构成|組成))(?=[，,。；;\n]|$)"
)
_BASIS = pattern(
    r"以(?P<said>[^，,。；：\n]{2,34})为(?:基本|核心|主要|根本|本质)?"
    r"(?:内涵|标志|特征|内容|目标|原则|宗旨)(?=[，,。；\n]|$)"
)
_COUNTED = pattern("[一每两各这那某](?:个|种|项|条|类|次)")
_FOR = pattern(r"(?:主要|专门|具体)?(?:负责|(?<![适应作运])用于|用來|用来|負責)(?=[^\W\d_A-Za-z])")


def detect(passage: Passage) -> Iterator[Definition]:
    """Find the subject before the cue and one clause after it."""
    text = passage.text
    for sentence in asked(passage):
        low, high = sentence.span
        for found in _HAS.finditer(text, low, high):
            term = subject_before(passage, low, found.start(), 14)
            if (
                term
                and text[term.end - 1] != "是"
                and found.end() == clause_end(text, found.end(), high)
            ):
                said = Span(*found.span("said"))
                score = 0.85 if "等特" in found["said"] else 0.7
                yield Definition(NAME, term, said, "feature", Span(*found.span()), score)
        for found in _USE.finditer(text, low, high):
            term = subject_before(passage, low, found.start(), 14)
            end = clause_end(text, found.end(), high)
            if text[found.end() : end].endswith(("上", "中", "下", "时", "后", "原则", "基础")):
                end = trimmed(text, Span(end, sentence_end(text, end, high))).end
            head = _ATTRIBUTE.match(text, found.start(), found.end())
            if term and head and text[term.end] == "的":
                term = Span(term.start, head.end())
            if (
                term
                and text[found.start() - 1] not in "是为"
                and end - found.end() >= 5
                and text[end - 1] != "的"
            ):
                said = Span(found.end(), end)
                yield Definition(NAME, term, said, "function", Span(*found.span()), 0.75)
        yield from _made(passage, sentence.span)
        for found in _FOR.finditer(text, low, min(high, low + 24)):
            term = subject_before(passage, low, found.start(), 12)
            end = clause_end(text, found.end(), high)
            if (
                term
                and text[term.end - 1] not in "是为"
                and end - found.end() >= 6
                and term.start - low < 6
                and not _COUNTED.match(text, *term)
            ):
                said = Span(found.end(), end)
                yield Definition(NAME, term, said, "function", Span(*found.span()), 0.7)


def _made(passage: Passage, sentence: Span) -> Iterator[Definition]:
    """X由Y组成, and X以Y为内涵，以Z为标志, with X the subject of the sentence."""
    text, (low, high) = passage.text, sentence
    for found in _MADE.finditer(text, low, high):
        term = subject_before(passage, low, found.start(), 12)
        if (
            term
            and term.start - low < 4
            and "、" not in found["of"]
            and not _COUNTED.match(text, *term)
        ):
            yield Definition(
                NAME, term, Span(*found.span("said")), "feature", Span(*found.span()), 0.72
            )
    subject: Span | None = None
    for found in _BASIS.finditer(text, low, high):
        if subject is None or text[found.start() - 1] not in "，,":
            subject = subject_before(passage, low, found.start(), 14)
        if subject and subject.start - low < 4:
            yield Definition(
                NAME, subject, Span(*found.span("said")), "feature", Span(*found.span()), 0.84
            )


NAME = "definition_feature"
RULE = Rule(
    NAME,
    "definition",
    detect,
    (
        hit("酶类具有高效性、专一性等特点。", defined("酶类", "高效性、专一性等特点")),
        hit(
            "期中考核的主要任务是检查前半学期的学习情况。",
            defined("期中考核的主要任务", "检查前半学期的学习情况"),
        ),
        near_miss("他的任务是今晚必须离开。", "a pronoun"),
        near_miss("该设备具有很好的性能。", "points back"),
        near_miss("她具有当老师的素质。", "a person"),
        hit(
            "光纤通信具有容量大、损耗低、抗干扰等特点。",
            defined("光纤通信", "容量大、损耗低、抗干扰等特点"),
        ),
        hit("核糖体的作用是合成蛋白质。", defined("核糖体的作用", "合成蛋白质")),
        hit("农村改革的实质是解放农村生产力。", defined("农村改革的实质", "解放农村生产力")),
        hit("肾小管由单层上皮细胞构成。", defined("肾小管", "由单层上皮细胞构成")),
        hit(
            "循环农业以资源节约为基本内涵，以物质循环为主要特征。",
            defined("循环农业", "资源节约"),
            defined("循环农业", "物质循环"),
        ),
        hit("传输层主要负责端到端的可靠传输。", defined("传输层", "端到端的可靠传输")),
        near_miss("母亲的作用是谁也代替不了的。", "是…的 stresses, it does not tell"),
        near_miss("他负责把行李搬上马车。", "a person"),
        near_miss("这具有十分重大的意义。", "points back"),
        near_miss("一个缓冲区用于存放临时的记录。", "one of many, no term"),
        near_miss("他以打鱼为主要收入。", "a person"),
        near_miss("这支队伍由退伍军人组成。", "points back"),
        hit(
            "村民自治原则的实质是尊重农民的选择。",
            defined("村民自治原则的实质", "尊重农民的选择"),
        ),
        near_miss("观光果园以水果为基础，以采摘为动力。", "what it rests on is not what it is"),
        near_miss("它的作用是有限的。", "a pronoun"),
    ),
    "X具有Y等特点, X的作用是Y",
)
