"""Sets of run-in heads and of classes: what is to be done and how, what a class is and its examples.

A head is the short sentence that opens a paragraph, or a part of one; what it asks for follows. The
name of a class stands behind its examples: 水泵、阀门等输水设备.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.items.headwords import is_headword
from quizgen.items.matching_sets import FEWEST, Candidate, Relation, Response
from quizgen.items.pieces import is_telling, is_verbal, measures
from quizgen.items.places import Places
from quizgen.language import Language, Token
from quizgen.model import Document, Enumeration, Findings, Span
from quizgen.patterns import pattern

Sets = Iterator[tuple[Relation, Sequence[Candidate]]]

MEASURES = Relation("要求与具体做法", "要求（工作）", "具体做法", choosy=True, sure=0.7)
EXAMPLES = Relation("类别与例子", "类别", "文中所举的例子", reach="article", sure=0.76)

_ONE = "[^，。；：、！？（）“”\n]"
_EXAMPLES = pattern(f"{_ONE}{{2,14}}(?:、{_ONE}{{2,10}}){{1,5}}等")
_VAGUE = pattern(
    "^(?:方面|领域|工作|多种|各种|各类)|(?:领域|方面|工作|措施|方式|手段|特点|特征|机制|内容|要素|因素|问题|政策|部门|途径|活动|结构|地区|单位|"
    "产品|模式|情况|行为|方法|形式|过程|环节|任务|目标|优势|需求|服务|关系|能力|条件|作用|功能|要求)$"
)
_LONGEST_CLASS, _SHORT_CLASS = 8, 4
_KNOWN = 4
"""From beyond this step of commonness a short name tells no class."""


def sets(document: Document, findings: Findings, places: Places, language: Language) -> Sets:
    """The candidates of each list of heads, and of the classes of each article."""
    for found in findings.enumerations:
        if found.rule == "enumeration_heads" and found.complete:
            heads = list(_heads(document, places, found, language))
            if len(heads) >= FEWEST:
                yield MEASURES, heads
    yield EXAMPLES, list(_classes(document, places, language))


def _heads(
    document: Document, places: Places, found: Enumeration, language: Language
) -> Iterator[Candidate]:
    text = document.text
    for at, head in enumerate(found.members):
        paragraph = places.paragraph(head.start)
        if paragraph is None or not paragraph.span.contains(head):
            continue
        behind = found.members[at + 1].start if at + 1 < len(found.members) else paragraph.span.end
        body = Span(head.end, min(behind, paragraph.span.end))
        if any(s.doubtful and s.span.overlaps(body) for s in paragraph.sentences):
            continue
        spans = [
            measure
            for measure in measures(text, body)
            if is_telling(text[slice(*measure)]) and is_verbal(text[slice(*measure)], language)
        ]
        yield Candidate(
            head,
            document.slice(head),
            tuple(Response(span, document.slice(span)) for span in spans),
            found.rule,
            *places.theme(head.start),
        )


def _classes(document: Document, places: Places, language: Language) -> Iterator[Candidate]:
    text = document.text
    for article in document.articles:
        for paragraph in article.paragraphs:
            for sentence in paragraph.sentences:
                if sentence.doubtful:
                    continue
                for found in _EXAMPLES.finditer(text, *sentence.span):
                    candidate = _class(
                        document, places, Span(*found.span()), sentence.span, language
                    )
                    if candidate:
                        yield candidate


def _class(
    document: Document, places: Places, found: Span, sentence: Span, language: Language
) -> Candidate | None:
    text = document.text
    name = _name(text, Span(found.end, min(sentence.end, found.end + 16)), language)
    members = _members(text, Span(found.start, found.end - 1), language)
    if name is None or members is None:
        return None
    return Candidate(
        name,
        document.slice(name),
        (Response(members, document.slice(members)),),
        "examples",
        *places.theme(name.start),
    )


def _name(text: str, ahead: Span, language: Language) -> Span | None:
    """The class at the beginning of `ahead`: nouns with their modifiers, and nothing vague."""
    end = 0
    last = None
    for token in language.tokens(text[slice(*ahead)]):
        if not _names(token):
            break
        end, last = token.end, token
    words = text[ahead.start : ahead.start + end]
    if last is None or last.tag not in ("n", "nt") or not 2 <= end <= _LONGEST_CLASS:
        return None
    if end < _SHORT_CLASS and language.commonness(words) > _KNOWN:
        # 等国家, 等城市: the class is everybody's.
        return None
    if _VAGUE.search(words) or not is_headword(words, language):
        return None
    return Span(ahead.start, ahead.start + end)


def _members(text: str, listed: Span, language: Language) -> Span | None:
    """The examples, without the verb before the first: 推动了|生物制造、商业航天."""
    first = text.index("、", *listed)
    start = listed.start
    opening = language.tokens(text[listed.start : first])
    for token in opening:
        # A verb that closes the first example belongs to it: 生物制造.
        compound = token is opening[-1] and listed.start + token.start > start
        if not _names(token) and not (compound and token.tag == "v"):
            start = listed.start + token.end
    for member in text[start : listed.end].split("、"):
        tokens = language.tokens(member)
        if (
            len(member) < 2
            or not (_names(tokens[0]) or tokens[0].tag == "m")
            or any(t.tag[:1] in "upryc" for t in tokens)
        ):
            return None
    return Span(start, listed.end)


def _names(token: Token) -> bool:
    """Whether a word can be part of a name."""
    return token.tag[:1] in "njbslztx" or token.tag in ("vn", "an", "eng", "f")
