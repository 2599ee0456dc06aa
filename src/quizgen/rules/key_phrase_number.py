"""Numbers with their unit, and dates.

A figure that a text states is worth remembering with its unit; a year or a day dates an event.

Left out on purpose: ordinals, numbers of clauses and chapters, numbers within names (G20, 3D),
small counts without weight (一个, 两次).
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import KeyPhrase, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, near_miss, phrase
from quizgen.rules.clauses import asked_sentences

NAME = "key_phrase_number"

_FIGURE = pattern(
    r"(?<![0-9０-９A-Za-z.．\-第])(?P<n>[0-9０-９]+(?:[.．,，][0-9０-９]+)*"
    r"(?:%|％|(?:多|余)?(?:万|亿|千)*(?:亿?元|公里|千米|平方米|平方公里|立方米|吨|公顷|亩|人|户|米|个百分点|倍|"
    r"℃|摄氏度|分钟|小时|字节|比特|位|毫克|千克|克|升|毫升|种|项|家|所|件|台|辆)))"
)
_DATE = pattern(
    r"(?:公元前?)?(?<![0-9０-９])[0-9０-９]{3,4}年(?:[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?)?(?!代)"
    r"|[0-9０-９]{1,2}世纪(?:[0-9０-９]{2}年代)?|(?:公元)?前[0-9０-９]{2,4}年"
)


def detect(passage: Passage) -> Iterator[KeyPhrase]:
    """Every figure with a unit, every date."""
    text = passage.text
    for sentence in asked_sentences(passage):
        for found in _FIGURE.finditer(text, *sentence):
            yield KeyPhrase(NAME, "number", Span(*found.span()), score=0.7)
        for found in _DATE.finditer(text, *sentence):
            yield KeyPhrase(NAME, "date", Span(*found.span()), score=0.58)


RULE = Rule(
    name=NAME,
    family="key-phrase",
    detect=detect,
    summary="18.6万亩; 1949年",
    examples=(
        hit("全县粮食播种面积稳定在36.5万亩。", phrase("36.5万亩")),
        hit("蔡伦在105年改进了造纸术。", phrase("105年")),
        hit("森林覆盖率达到42%。", phrase("42%")),
        near_miss("依照第12条的规定处理。", "the number of a clause"),
        near_miss("他买了一个苹果。", "a small count"),
        near_miss("5G网络已经开通。", "a number within a name"),
    ),
)
