"""Clauses, quoted pieces and lists parted by 、: what several rules need to see."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from quizgen.language import Token
from quizgen.model import Section, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage

QUOTED = pattern(
    r"“[^“”\n]{1,80}”|‘[^‘’\n]{1,60}’|《[^《》\n]{1,60}》|「[^「」\n]{1,60}」|『[^『』\n]{1,60}』"
)
BRACKETED = pattern(r"（[^（）\n]{0,80}）|\([^()\n]{0,80}\)")
ARTICLE_OF_LAW = pattern("第[一二三四五六七八九十百千零〇0-9]{1,7}条[ \t\u3000]*(?=.)")
# A document quoted at length is text like any other; what somebody says aloud is not.
_SAID = pattern("[，；。]")
_SPOKEN = pattern("[我你他她咱您吗呢吧？！]")
_BREAKS = "，,。；;：:！!？?\n"
LONGEST_SENTENCE = 2000
CLOSERS = "”’》」』）)"
OPENERS = "“‘《「『（("


def shielded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quoted and bracketed pieces of `text[start:end]`; what is in them is one unit."""
    found = [
        m.span()
        for m in QUOTED.finditer(text, start, end)
        if len(m[0]) < 20 or m[0][0] == "《" or not _SAID.search(m[0]) or _SPOKEN.search(m[0])
    ]
    found += [m.span() for m in BRACKETED.finditer(text, start, end)]
    return sorted(found)


@lru_cache(maxsize=64)
def _any_of(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(signs)}]")


def cuts(text: str, start: int, end: int, signs: str) -> list[int]:
    """The offsets of `signs` in `text[start:end]` that stand outside quotes and brackets."""
    marks = [m.start() for m in _any_of(signs).finditer(text, start, end)]
    shields = shielded(text, start, end) if marks else []
    if not shields:
        return marks
    found: list[int] = []
    index = 0
    for at in marks:
        while index < len(shields) and shields[index][1] <= at:
            index += 1
        if index == len(shields) or shields[index][0] >= at:
            found.append(at)
    return found


def clauses(text: str, span: Span, signs: str = _BREAKS) -> list[Span]:
    """The clauses of a sentence, without the marks that part them."""
    edges = [span.start - 1, *cuts(text, span.start, span.end, signs), span.end]
    found = [
        _unquoted(text, trimmed(text, Span(left + 1, right))) for left, right in pairwise(edges)
    ]
    return [clause for clause in found if clause.length > 0]


def _unquoted(text: str, span: Span) -> Span:
    """Without a quote mark at an edge whose partner lies outside."""
    start, end = span
    if start < end and text[start] in "“「" and not any(c in "”」" for c in text[start:end]):
        start += 1
    if start < end and text[end - 1] in "”」" and not any(c in "“「" for c in text[start:end]):
        end -= 1
        return trimmed(text, Span(start, end))
    return Span(start, end)


def trimmed(text: str, span: Span, signs: str = " \t\u3000。；;，,、：:！？!?…") -> Span:
    """The span without white space and marks at its edges."""
    start, end = span
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return Span(start, end)


def bare(text: str, span: Span) -> Span:
    """The span without the quotes around it, if one pair encloses the whole."""
    inner = trimmed(text, span)
    if (
        inner.length > 2
        and text[inner.start] in OPENERS
        and QUOTED.fullmatch(text, inner.start, inner.end)
    ):
        return Span(inner.start + 1, inner.end - 1)
    return inner


def asked_sentences(passage: Passage) -> Iterator[Span]:
    """The sentences that may be asked: nothing is missing in them, and no list marker is.

    None of more than `LONGEST_SENTENCE` characters: it is a text without stops.
    """
    for paragraph in passage.paragraphs:
        for sentence in paragraph.sentences:
            span = sentence.span
            if paragraph.marker and span.start == paragraph.span.start:
                span = trimmed(passage.text, Span(paragraph.marker.end, span.end), " \t\u3000")
            elif span.start == paragraph.span.start:
                article = ARTICLE_OF_LAW.match(passage.text, *span)
                if article:
                    span = Span(article.end(), span.end)
            if not sentence.doubtful and 0 < span.length <= LONGEST_SENTENCE:
                yield span


_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "兩": 2, "〇": 0}


def number(text: str) -> int:
    """What a numeral below 100 says, in Han or Arabic figures; 0 if it is none."""
    text = text.translate(_NARROW)
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _NUMERALS for c in text):
        return 0
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    return _NUMERALS[text] if len(text) == 1 else 0


_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def headline(text: str, start: int, end: int, longest: int = 36) -> Span:
    """What a list member that begins at `start` says first.

    To the first ；or 。, and if that is more than `longest` characters, to a comma.
    """
    end = min(end, start + _LONGEST_MEMBER)
    stops = cuts(text, start, end, "。；;！？!?\n")
    whole = trimmed(text, Span(start, stops[0] if stops else end))
    if whole.length <= longest:
        return whole
    for comma in cuts(text, whole.start, whole.end, "，,："):
        if comma - whole.start >= 4:
            return Span(whole.start, comma)
    return whole


_LONGEST_MEMBER = 400


PROMISE = pattern(
    r"(?<![第一二三四五六七八九十百千0-9.])([二三四五六七八九十两兩]{1,2}|[2-9]|1[0-9])"
    r"(?:个方面|個方面|方面|大|点|點|条|條|项|項|步|类|類|种|種|个|個|部分|层|層|阶段)"
)


def promised(text: str, lead: Span | None) -> int:
    """How many members a lead promises: 三个方面, 四类; 0 if it does not say."""
    if lead is None:
        return 0
    found = [number(m[1]) for m in PROMISE.finditer(text, *lead)]
    return found[-1] if found else 0


def last_clause(text: str, span: Span, longest: int = 30) -> Span | None:
    """The end of a span that a list hangs on: all of it if short, else its last clause."""
    whole = trimmed(text, span, " \t\u3000。；;，,、：:！？!?…—")
    article = ARTICLE_OF_LAW.match(text, *whole)
    if article and (not text[whole.start - 1 : whole.start].strip()):
        whole = Span(article.end(), whole.end)
    if whole.length > longest:
        parts = [p for p in clauses(text, whole) if p.length >= 4]
        whole = parts[-1] if parts else whole
    return whole if 2 <= whole.length <= 60 else None


_HEADING_NUMBER = pattern(
    "(?:第[一二三四五六七八九十百0-9]{1,4}[章节節条條编編]|[一二三四五六七八九十]{1,3}[、．.]"
    "|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}(?:[.．][0-9]{1,2}){0,4}[.．、]?(?![0-9年月日世]))[ \t\u3000]*"
)


def heading_over(passage: Passage, section: Section) -> Span | None:
    """The heading of a section without its number, or the title of the article."""
    heading = section.heading or passage.article.title
    if heading is None:
        return None
    mark = _HEADING_NUMBER.match(passage.text, *heading)
    return Span(mark.end(), heading.end) if mark and heading.end - mark.end() > 1 else heading


def first_words(tokens: Sequence[Token], span: Span) -> list[Token]:
    """The words of `tokens` that lie within a span."""
    low = bisect_left(tokens, span.start, key=lambda t: t.start)
    return list(takewhile(lambda t: t.end <= span.end, islice(tokens, low, None)))


def words(listed: str) -> frozenset[str]:
    """A set of words from a string parted by white space."""
    return frozenset(listed.split())
