"""Where a clause begins and ends, quotes and brackets minded; and what can be a term there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Sentence, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage
from quizgen.rules.terms import clean_term

_OPEN = "“‘「『《（(【"
_CLOSE = "”’」』》）)】"
_EDGE = " \t\u3000，,、：:；;。！!？?…"
_BREAKS = "，,；;：:。！？!?\n①②③④⑤⑥⑦⑧⑨⑩"
_LEAD_IN = pattern(
    r"(?:\s|第[一二三四五六七八九十百零0-9]{1,7}条\s?(?![规款第所之的])|【[^】\n]{1,6}】|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[①-⑳]|[0-9]{1,2}[.．、]\s*|[一二三四五六七八九十]是"
    r"|因此|所以|因而|然而|但是|但|并且|同时|其中|此外|首先|其次|再次|最后(?=[，,])|例如|可见|总之|由于|虽然|认为|指出|强调"
    r"|我们(?:所|常)?说的|所谓的?|通常所说的|生物学上|数学上|物理学中|在生物学中|在数学中)"
)
ADVERB_END = (
    r"(?<!重)主要|重要|通常|一般|往往|(?<![成造])就|(?<![首古成旧])都|也|(?<![归偿])还|(?<![原法规規准守总總细細])则|(?<!平)均|既|又"
    r"|(?<!变)更|(?<![人天英干口])才|始终|仍然?|已经|已|具体|專門|专门"
)
_ADVERB = pattern(rf"(?:{ADVERB_END})$")
_NEVER = pattern(
    r"^(?:提出|打造|建设|我(?![国党军]|们党)|[你您他她它这那此其谁某咱這誰]|大家|人们|有[的人些]|今[天日]|昨|明天|不(?![动等平锈饱良可变定确])|没(?!药)|要(?![素点件塞])|把(?!握|手)|被(?!告|子|动)|让(?!步)|使(?![命用])|从(?![众业句])|在(?![线位场野])|对(?![立外称数比流策等偶联])|向(?![量心])|[跟若凡每]|如(?!来)|因(?![材果素子式数变此]))"
    r"|(?<!自)我(?![国党军]|们党)|[你您她它咱]|他(?![国人律])|[吗呢吧啊呀嘛着了]$|是|应当|应该|必须|[，。；：！？\n]"
)


def strip(text: str, start: int, end: int) -> Span | None:
    """The range without edge marks and without quotes around the whole or open at one side."""
    while start < end:
        said = text[start:end]
        if said[0] in _EDGE:
            start += 1
        elif said[-1] in _EDGE:
            end -= 1
        elif said[0] in "“‘「" and said.find(_CLOSE[_OPEN.index(said[0])]) in (-1, len(said) - 1):
            start += 1
        elif said[-1] in "”’」" and said.rfind(_OPEN[_CLOSE.index(said[-1])]) == -1:
            end -= 1
        else:
            return Span(start, end)
    return None


def clause_start(text: str, low: int, at: int) -> int:
    """The beginning of the clause that ends at `at`, not before `low`."""
    depth = 0
    while at > low:
        sign = text[at - 1]
        if sign in _CLOSE:
            depth += 1
        elif sign in _OPEN:
            if not depth:
                return at
            depth -= 1
        elif sign in _BREAKS and not depth:
            return at
        at -= 1
    return low


def clause_end(text: str, at: int, high: int) -> int:
    """The end of the clause that begins at `at`, not after `high`."""
    depth = 0
    while at < high:
        sign = text[at]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            if not depth:
                return at
            depth -= 1
        elif sign in _BREAKS and not depth:
            return at
        at += 1
    return high


def skip_lead(text: str, start: int, end: int) -> int:
    """The place after list markers and words that only lead in."""
    while (found := _LEAD_IN.match(text, start, end)) and found.end() < end:
        start = found.end()
        while start < end and text[start] in "，, ":
            start += 1
    return start


def good_term(text: str, span: Span, longest: int = 20) -> bool:
    """Whether these words can be a term: a phrase with Han or Latin letters and no pronoun."""
    said = text[span.start : span.end]
    return (
        2 <= len(said) <= longest
        and re.search(r"[A-Za-z\u3400-\u9fff]", said) is not None
        and not _NEVER.search(said)
        and clean_term(text, span) == span
    )


def subject_before(passage: Passage, low: int, at: int, longest: int = 14) -> Span | None:
    """The noun phrase that fills the clause before `at`, without adverbs at its end."""
    text = passage.text
    start = skip_lead(text, clause_start(text, low, at), at)
    while (found := _ADVERB.search(text, start, at)) and found.start() - start >= 2:
        at = found.start()
    span = strip(text, start, at)
    if span is None or not good_term(text, span, longest):
        return None
    tags = {token.tag for token in passage.tokens(span)}
    return None if tags & {"r", "y", "e", "ul", "uz", "d", "p"} else span


def asked(passage: Passage) -> Iterator[Sentence]:
    """Whole sentences that ask and exclaim nothing."""
    for sentence in passage.sentences:
        said = passage.text[sentence.span.start : sentence.span.end].rstrip("”」』） \n")
        if not sentence.doubtful and not said.endswith(("？", "?", "！", "!")):
            yield sentence
