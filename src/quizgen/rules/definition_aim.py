"""打造X，就是要Y: an aim and the measures that it means.

Policy texts set an aim and spell it out. The term is the object of the verb of the first clause
(without 打造, 建设, 坚持 and the like); the definiens runs to the end of the sentence.

Left out on purpose: 就是 without 要, which is mostly emphasis.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Definition, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.clauses import asked_sentences
from quizgen.rules.terms import clean_term, definiens_after, sentence_end

NAME = "definition_aim"

_CUE = pattern(
    r"，(?:其实质)?(?:就是|重在|关键是|核心是|实质是|本质上是|重点是|根本是)要?(?=[^，。]{3})"
)
_VERB = pattern(
    r"^(?:提出)?(?:着力|全力|积极|加快|深入)?(?:打造|建设|构建|实施|推进|推动|实现|坚持|做好|抓好)"
)
_STRONG = ("就是要", "重在", "关键是要", "核心是要", "重点是要", "关键是")


def detect(passage: Passage) -> Iterator[Definition]:
    """Every 就是要 after a short clause."""
    text = passage.text
    for sentence in asked_sentences(passage):
        for cue in _CUE.finditer(text, *sentence):
            if cue[0][1:] not in _STRONG:
                continue
            low = max(text.rfind(sign, sentence.start, cue.start()) for sign in "。；，：") + 1
            low = max(low, sentence.start)
            clause = Span(low, cue.start())
            if "把" in text[clause.start : clause.end]:
                continue
            verb = _VERB.match(text[clause.start : clause.end])
            start = clause.start + (verb.end() if verb else 0)
            piece = text[start : clause.end]
            if "、" in piece and verb:
                # Several aims in one: the verb belongs to them all.
                term: Span | None = Span(clause.start + piece.startswith("提出"), clause.end)
                if text[clause.start : clause.end].startswith("提出"):
                    term = Span(clause.start + 2, clause.end)
            else:
                term = clean_term(text, Span(start, clause.end))
            end = sentence_end(text, cue.end(), sentence.end)
            if text[cue.start() + 1 : cue.end()] == "重在":
                comma = text.find("，", cue.end(), end)
                end = comma if comma >= 0 else end
            definiens = definiens_after(text, cue.end(), end)
            if term and definiens:
                yield Definition(
                    NAME, term, definiens, "aim", Span(cue.start() + 1, cue.end()), score=0.88
                )


RULE = Rule(
    name=NAME,
    family="definition",
    detect=detect,
    summary="打造X，就是要Y; X，重在Y",
    examples=(
        hit("推动绿色转型，关键是要改变能源的结构。", defined("绿色转型", "改变能源的结构")),
        hit(
            "打好脱贫攻坚战，就是要不让一户人家掉队。",
            defined("打好脱贫攻坚战", "不让一户人家掉队"),
        ),
        near_miss("他把这件事放在心上，就是要给大家一个交代。", "把 takes the object away"),
        near_miss("不怕慢，就是怕站。", "就是 without 要"),
        near_miss("她起得这样早，就是想看日出。", "就是 as emphasis"),
        hit(
            "建设节水型社会，就是要把水的利用效率提上来，让每一滴水用在该用的地方。",
            defined("节水型社会", "把水的利用效率提上来，让每一滴水用在该用的地方"),
        ),
        hit(
            "城市更新，重在补齐老旧小区的短板，不搞大拆大建。",
            defined("城市更新", "补齐老旧小区的短板"),
        ),
        hit(
            "打造书香校园，就是要让学生随处有书可读。",
            defined("书香校园", "让学生随处有书可读"),
        ),
        near_miss("他想要的，就是一杯热茶。", "就是 as emphasis"),
        near_miss("就是要下雨，也得出门。", "就是 as concession, nothing before it"),
        near_miss("我来，就是要问问你。", "the subject is a person"),
    ),
)
