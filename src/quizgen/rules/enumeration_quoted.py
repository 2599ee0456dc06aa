"""Quoted items side by side with nothing between them: “A”“B”“C”等评选.

Newspapers drop the 、 between quotes and between book titles. Three and more are a list; what
follows 等 is the lead.

Three kinds of one thing, quoted one after another over a paragraph (“甲式账户” … “乙式账户” …),
are a list as well.

Left out on purpose: two items, quotes that hold whole sentences (dialogue).
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language import LETTER
from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences

NAME = "enumeration_quoted"

_ITEM = r"(?:“[^“”，。！？\n]{1,20}”|《[^《》\n]{1,30}》|「[^「」，。！？\n]{1,20}」)"
_RUN = pattern(rf"{_ITEM}{{3,12}}(?P<etc>等)?(?P<class>{LETTER}{{0,8}})")
_ONE = pattern(_ITEM)


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every run of three and more quoted items, then kinds quoted one by one in a paragraph."""
    yield from _side_by_side(passage)
    yield from _kinds(passage)


def _kinds(passage: Passage) -> Iterator[Enumeration]:
    text = passage.text
    for paragraph in passage.paragraphs:
        kinds: dict[str, dict[str, Span]] = {}
        quoted = [Span(m.start() + 1, m.end() - 1) for m in _ONE.finditer(text, *paragraph.span)]
        if len(quoted) < 3:
            continue
        for item in quoted:
            word = text[item.start : item.end]
            if 3 <= len(word) <= 8:
                kinds.setdefault(word[-2:], {}).setdefault(word, item)
        for tail, items in kinds.items():
            members = tuple(items.values())
            sizes = {member.length for member in members}
            if len(members) < 3 or len(sizes) > 1:
                continue
            if members[-1].end - members[0].start < sum(sizes) * len(members) + 2 * len(members):
                continue  # side by side
            lead = next((q for q in quoted if text[q.start : q.start + 2] == tail), None)
            yield Enumeration(rule=NAME, members=members, lead=lead, score=0.8)


def _side_by_side(passage: Passage) -> Iterator[Enumeration]:
    text = passage.text
    for sentence in asked_sentences(passage):
        for run in _RUN.finditer(text, *sentence):
            members = tuple(
                Span(m.start() + 1, m.end() - 1) for m in _ONE.finditer(text, *run.span())
            )
            lead = None
            if run["etc"] and run["class"]:
                after = [t for t in passage.tokens(sentence) if t.start >= run.start("class")]
                end = run.start("class")
                for token in after:
                    if token.tag[:1] not in "nablxvj" or token.end > run.end("class"):
                        break
                    end = token.end
                if end > run.start("class") + 1:
                    lead = Span(run.start("class"), end)
            yield Enumeration(
                rule=NAME,
                members=members,
                lead=lead,
                open_ended=bool(run["etc"]),
                score=0.9,
            )


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="“A”“B”“C”",
    examples=(
        hit(
            "村里评出“好邻居”“好少年”“文明户”等先进典型。",
            listed("好邻居", "好少年", "文明户", lead="先进典型", open_ended=True),
        ),
        hit(
            "他通读过《荀子》《墨子》《管子》。",
            listed("荀子", "墨子", "管子"),
        ),
        hit(
            "報上常見「綠色」「低碳」「循環」。",
            listed("綠色", "低碳", "循環"),
        ),
        hit(
            "学校设立了“读书月”“科技节”“体育周”等品牌活动。",
            listed("读书月", "科技节", "体育周", lead="品牌活动", open_ended=True),
        ),
        hit("书架上放着《诗经》《楚辞》《左传》《史记》。", listed("诗经", "楚辞", "左传", "史记")),
        hit(
            "該校設有「數學角」「英語角」「科學角」等園地。",
            listed("數學角", "英語角", "科學角", open_ended=True),
        ),
        near_miss("“来了？”“来了。”“坐吧。”", "dialogue"),
        near_miss("“一卡”“一码”都可以乘车。", "two items"),
        near_miss("他把“苹果”说成“平果”，又把“葡萄”说成“蒲桃”。", "not side by side"),
        near_miss("“好。”“行。”“走吧。”三个人一前一后出了门。", "dialogue"),
        near_miss("《红楼梦》和《西游记》都是小说。", "two titles"),
        near_miss("他管它叫“铁牛”，她管它叫“老伙计”，孩子管它叫“大家伙”。", "not side by side"),
    ),
)
