"""Names by their last word: strategies, institutions, regions, laws, technical compounds.

A run of nouns that ends in 战略, 工程, 示范区, 城市群, 大学, 会议, 体系 and the like names
something. So does a compound of two or three nouns that the article repeats.

Left out on purpose: single dictionary words (创新, 产业), which are crumbs of such names, and
generic heads alone (这一体系, 有关制度).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from quizgen.language import Token
from quizgen.model import KeyPhrase, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, near_miss, phrase
from quizgen.rules.clauses import asked_sentences

NAME = "key_phrase_named"

_STRONG = (
    "战略|工程|行动|计划|经济圈|城市群|都市圈|示范区|试验区|开发区|新区|经济带|功能带|基地|屏障|陆海新通道|走廊|"
    "大学|学院|研究院|科学院|委员会|会议|大会|国务院|政府工作报告|制度|体系|机制|工作法|产业链|策源地|动力源|"
    "定律|定理|原理|学说|理论|主义|辩证法|唯物史观|协议|算法|系统|酶|细胞|作用|反应|循环|效应|革命|战争|运动|条约|"
    "条例|办法|宪法|法典|竞争力|生产力|补偿|资源|经济|技术|科技|产业|文化|观念|思维"
)
_HEAD = pattern(f"(?:{_STRONG})$")
_GENERIC = pattern(
    "^(?:这|那|该|本|各|有关|相关|一些|许多|主要|重要|巨大|不同|其他|全部|整个|新的|大量|有效|具体|实际|良好|"
    "我国|我们|国家的|当前|今年|近年|方面|进一步|自身)"
)
_INSIDE = ("n", "j", "b", "l", "i", "a")
_PLAIN = frozenset(["vn", "nz", "ns", "nt", "nr", "an", "eng", "x", "v"])
_OPENING = frozenset(["v", "d", "f", "r", "m", "q", "p", "c", "u", "uj", "ad"])
_LEADING = frozenset(
    re.findall(
        "..",
        "健全建设培育落实发展实施产生推动推进完善加强提升提高构建打造强化深化优化突破强力全力大力运用利用引领支持"
        "保障促进全面重大瓶颈协作建立统筹用好抢抓两者",
    )
)
_LONGEST = 16


def detect(passage: Passage) -> Iterator[KeyPhrase]:
    """Every run of nouns with such a head, and every repeated compound."""
    text = passage.text
    runs: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for sentence in asked_sentences(passage):
        for span, count in _runs(passage.tokens(sentence)):
            runs[text[span.start : span.end]].append((span, count))
    for words, places in runs.items():
        span, count = places[0]
        if _GENERIC.match(words) or count < 2 or len(words) < 4:
            continue
        named = bool(_HEAD.search(words))
        often = len(places)
        if named and len(words) >= 5:
            yield KeyPhrase(NAME, "programme", span, score=0.66 + 0.03 * min(often - 1, 4))
        elif named or often > 1:
            yield KeyPhrase(NAME, "term", span, score=0.52 + 0.08 * min(often - 1, 4))


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[Span, int]]:
    """The runs of nouns of a sentence, and how many words each has."""
    run: list[Token] = []
    for index, token in enumerate(tokens):
        ahead = tokens[index + 1] if index + 1 < len(tokens) else None
        # A verb of two characters between nouns is part of the name: 乡村振兴战略.
        joint = (
            token.tag == "v"
            and len(token.word) == 2
            and bool(run)
            and ahead is not None
            and ahead.tag[:1] == "n"
        )
        if (token.tag[:1] in _INSIDE or token.tag in _PLAIN or joint) and token.tag != "ad":
            run.append(token)
            continue
        yield from _trimmed(run)
        run = []
    yield from _trimmed(run)


def _trimmed(run: list[Token]) -> Iterator[tuple[Span, int]]:
    while run and (
        run[-1].tag[:1] in ("a", "b", "d") or (len(run[-1].word) < 2 and run[-1].tag == "x")
    ):
        run = run[:-1]
    while run and (
        run[0].tag in _OPENING
        or run[0].word in _LEADING
        or (run[0].tag[:1] == "a" and len(run) > 2)
    ):
        run = run[1:]
    if run and len(run[0].word) == 1 and not run[0].word.isascii():
        # A single character at the front is the rest of a word that was cut.
        return
    if len(run) >= 2 and run[-1].end - run[0].start <= _LONGEST:
        yield Span(run[0].start, run[-1].end), len(run)


RULE = Rule(
    name=NAME,
    family="key-phrase",
    detect=detect,
    summary="西部大开发战略; 关键核心技术",
    examples=(
        hit("我国实施乡村振兴战略。", phrase("乡村振兴战略")),
        hit("县里成立了防汛指挥委员会。", phrase("防汛指挥委员会")),
        hit("要健全粮食安全责任制度。", phrase("粮食安全责任制度")),
        near_miss("创新十分重要。", "a single dictionary word"),
        near_miss("有关制度还要完善。", "a generic head"),
        near_miss("孩子们在院子里玩。", "no name"),
    ),
)
