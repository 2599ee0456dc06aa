"""Fixed wordings: two or more pieces of the same length side by side, 改善硬设施、优化软环境.

Policy texts coin such pairs to be remembered as they stand. The pieces are parted by 、 or ， and
fill their clause, or follow a verb or 的; each has three characters or more and they are built
alike.

Left out on purpose: pieces of two characters (mostly plain nouns) and pieces that share no word
class at their beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.language import LETTER
from quizgen.model import KeyPhrase, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, near_miss, phrase
from quizgen.rules.clauses import asked_sentences

NAME = "key_phrase_slogan"

_HAN = LETTER
_PAIR = pattern(
    rf"(?<=[，。；：、“])(?P<a>{_HAN}{{3,8}})(?P<s>[、，])(?P<b>{_HAN}{{3,8}})(?=[，。；、”的])"
)
_START = pattern(rf"(?P<a>{_HAN}{{3,8}})(?P<s>[、，])(?P<b>{_HAN}{{3,8}})(?=[，。；”])")
_WEAK = pattern(
    "^(?:这|那|它|他|她|我|你|因此|所以|但是|同时|其中|首先|其次|然后|于是|例如|比如)|[了过着吗呢]$|们"
)


def detect(passage: Passage) -> Iterator[KeyPhrase]:
    """Every pair of pieces built alike."""
    text = passage.text
    for sentence in asked_sentences(passage):
        first = _START.match(text, sentence.start, sentence.end)
        for found in (*((first,) if first else ()), *_PAIR.finditer(text, *sentence)):
            if len(found["a"]) != len(found["b"]) or found["a"] == found["b"]:
                continue
            if _WEAK.search(found["a"]) or _WEAK.search(found["b"]):
                continue
            span = Span(*found.span())
            if not _alike(passage, found):
                continue
            yield KeyPhrase(NAME, "slogan", span, score=0.84 if found["s"] == "、" else 0.72)


def _alike(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the two pieces are cut into words of the same lengths and begin alike."""
    tokens = passage.language.tokens
    one, other = tokens(found["a"]), tokens(found["b"])
    cut = [t.end for t in one] == [t.end for t in other]
    tags = [t.tag[:1] for t in one], [t.tag[:1] for t in other]
    shared = sum(a == b for a, b in zip(found["a"], found["b"], strict=True))
    if found["s"] == "、":
        return cut and (tags[0][0] == tags[1][0] or len(one) > 1)
    return cut and (tags[0] == tags[1] or shared >= 2)


RULE = Rule(
    name=NAME,
    family="key-phrase",
    detect=detect,
    summary="改善硬设施、优化软环境",
    examples=(
        hit("会上提出，拓宽老渠道、开辟新门路。", phrase("拓宽老渠道、开辟新门路")),
        hit("新的办法是：减环节、优流程。", phrase("减环节、优流程")),
        hit("干部上门，当好宣传员、做好服务员。", phrase("当好宣传员、做好服务员")),
        near_miss("他走了过来，我站了起来。", "narration"),
        near_miss("理论、实践都重要。", "pieces of two characters"),
        near_miss("春天来了，小草绿了。", "aspect particles: narration"),
    ),
)
