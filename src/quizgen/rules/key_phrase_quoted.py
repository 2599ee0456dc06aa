"""Quoted terms, formulas and sayings, and titles in 《》.

What stands in quotation marks in expository text is a name, a formula or somebody's words; the
speaker stands before 说, 指出, 强调. Titles of works and laws stand in 《》.

Left out on purpose: dialogue (quotes that begin or end as speech does) and single characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import KeyPhrase, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, near_miss, phrase
from quizgen.rules.clauses import asked_sentences, trimmed

NAME = "key_phrase_quoted"

_QUOTE = pattern(r"[“「‘](?P<what>[^“”‘’「」\n]{2,80})[”」’]|《(?P<work>[^《》\n]{2,40})》")
_SPEAKER = pattern(
    r"(?P<who>[^，。；：、“”\n]{2,14}?)(?:在《[^》]{2,40}》[^，。“]{0,6})?(?:所|曾|就|还|明确|深刻|特别|反复)?"
    r"(?:说过?|指出|强调|认为|提出|写道|要求|宣布)(?:过|的)?[：:，,]?$"
)
_SPEECH = pattern(r"[！？?!…]|^[嗯啊哦喂哎唉]|(?:吗|呢|吧|啊|呀|啦|嘛)[。，]?$")
_STRIP = pattern(r"^(?:正如|如|正像|像|诚如)")


def detect(passage: Passage) -> Iterator[KeyPhrase]:
    """Every quoted piece that is no dialogue."""
    text = passage.text
    for sentence in asked_sentences(passage):
        for found in _QUOTE.finditer(text, *sentence):
            group = "work" if found["work"] else "what"
            span = trimmed(text, Span(*found.span(group)))
            words = text[span.start : span.end]
            if span.length < 2:
                continue
            if group == "work":
                yield KeyPhrase(NAME, "work", span, score=0.86)
                continue
            if _SPEECH.search(words) or _is_said(text, found):
                continue
            before = text[max(sentence.start, found.start() - 40) : found.start()]
            speaker = _SPEAKER.search(before)
            if len(words) > 12 or any(sign in words for sign in "，。"):
                who = None
                if speaker:
                    low = found.start() - len(before) + speaker.start("who")
                    name = speaker["who"]
                    cut = _STRIP.match(name)
                    low += cut.end() if cut else 0
                    who = Span(low, found.start() - len(before) + speaker.end("who"))
                yield KeyPhrase(NAME, "quotation", span, speaker=who, score=0.88 if who else 0.8)
            elif not speaker or len(words) >= 4:
                yield KeyPhrase(NAME, "quoted-term", span, score=0.9)


def _is_said(text: str, found: re.Match[str]) -> bool:
    """Whether the quotation is speech: it ends with a mark and a speaker follows, or precedes."""
    raw = found[0]
    if raw[-2] in "，,！？!?…~～":
        return True
    return raw[-2] == "。" and len(raw) < 24 and text[found.start() - 1] in "：，\n。"


RULE = Rule(
    name=NAME,
    family="key-phrase",
    detect=detect,
    summary="“…”; 《…》",
    examples=(
        hit("全县推广“河长制”。", phrase("河长制")),
        hit(
            "马克思在《资本论》中分析了商品。",
            phrase("资本论"),
        ),
        hit(
            "荀子认为，“不积跬步，无以至千里”。",
            phrase("不积跬步，无以至千里"),
        ),
        near_miss("“你怎么才来？”她问。", "dialogue"),
        near_miss("他喊了一声“好”。", "a single character"),
        near_miss("“走吧。”父亲说。", "speech ends as speech does"),
    ),
)
