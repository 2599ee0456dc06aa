"""Sentences with gaps: lists, terms, roles, quoted names and numbers that a sentence states.

Where to blank is told by the findings first: what a sentence lists, defines or quotes is what it
is about. A sentence in which nothing was found is not asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.items.identity import item_id
from quizgen.items.places import Places
from quizgen.items.stems import counts, cue_of, leaks, stem_of
from quizgen.language import Language
from quizgen.model import Blank, Document, FillBlank, Findings, Item, Kind, Span

_LONGEST_KEY = 12
_MOST_BLANKS = 5
_MOST_TOGETHER = 2
_A_SENTENCE = 2
"""Questions a sentence at most."""
_NUMBER = re.compile(
    r"(?<![0-9.．\-第])(?P<n>[0-9]+(?:[.．,][0-9]+)*)(?=\s*(?:%|％|万|亿|元|个|人|公里|千米|米|吨|年(?!代)|倍|岁|"
    r"公顷|亩|平方|立方|度|℃|日|天|小时|分钟|位|项|条|户|所|家|种|次|届|字节|比特))"
)
_IN_ORDER = re.compile("依次|自[^，。]{1,3}[而至到]|从[^，。]{1,6}到|由[^，。]{1,5}到|先后|顺序")
_ROLE_HEAD = re.compile(
    "(?:源头|源泉|前提|基础|根基|基石|关键|核心|要素|任务|路径|途径|支撑|指标|载体|主力军|主阵地|动力|保障|标志|"
    "本质|目的|目标|原则|方针|灵魂|生命线|纽带|桥梁|抓手|屏障|出发点|落脚点|根本|命脉|要务|主线|中心|举措|之举|"
    "标准|主体|工作|力量)$"
)
_YEAR = re.compile(r"^(?:1[0-9]|20)[0-9]{2}$")


@dataclass(frozen=True, slots=True)
class _Idea:
    """What might be asked of a sentence."""

    keys: tuple[Span, ...]
    rule: str
    score: float
    order_free: bool = False
    open_ended: bool = False
    is_list: bool = False
    cued: bool = True


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """At most two items for each sentence that lists, defines, quotes or counts something."""
    places = Places(document)
    ideas: dict[Span, list[_Idea]] = defaultdict(list)
    for sentence, idea in _ideas(document, findings, places, language):
        ideas[sentence].append(idea)
    for sentence, found in ideas.items():
        yield from _sentence(document, places, sentence, found)


def _sentence(
    document: Document, places: Places, sentence: Span, ideas: Sequence[_Idea]
) -> Iterator[FillBlank]:
    """Questions of one sentence: none may show what another asks."""
    made: list[FillBlank] = []
    for idea in _merged(sorted(ideas, key=lambda idea: (-idea.score, idea.keys))):
        if len(made) >= _A_SENTENCE:
            break
        for tight in (False, True):
            item = _item(document, places, sentence, idea, tight=tight)
            if item is not None and not any(_tells(item, other) for other in made):
                made.append(item)
                break
    yield from made


def _merged(ideas: Sequence[_Idea]) -> list[_Idea]:
    """Single blanks of one sentence asked together, up to three: apart they tell on each other."""
    singles = [idea for idea in ideas if not idea.is_list]
    together: list[_Idea] = []
    for idea in singles:
        if len(together) == _MOST_TOGETHER:
            break
        if not any(a.overlaps(b) for other in together for a in other.keys for b in idea.keys):
            together.append(idea)
    found = [idea for idea in ideas if idea.is_list]
    if len(together) > 1:
        joint = _Idea(
            tuple(key for idea in together for key in idea.keys),
            together[0].rule,
            together[0].score,
        )
        found.append(joint)
    found += singles
    return sorted(found, key=lambda idea: -round(idea.score, 2))


def _tells(one: FillBlank, other: FillBlank) -> bool:
    """Whether either of two stems shows a key of the other."""
    return any(key in other.stem for key in one.keys) or any(key in one.stem for key in other.keys)


def _item(
    document: Document, places: Places, sentence: Span, idea: _Idea, *, tight: bool
) -> FillBlank | None:
    keys = tuple(sorted(idea.keys))
    text = document.text
    if any(
        not 2 <= key.length <= _LONGEST_KEY and not text[key.start : key.end].isdigit()
        for key in keys
    ):
        return None
    span = stem_of(text, sentence, list(keys), tight=tight)
    if span is None or not all(span.contains(key) for key in keys):
        return None
    stem = text[span.start : span.end]
    gaps = [(key.start - span.start, key.end - span.start) for key in keys]
    if 2 * sum(end - start for start, end in gaps) > len(stem) or leaks(stem, gaps):
        return None
    blanks = tuple(
        Blank(
            start,
            end,
            key,
            cue="" if idea.is_list or not idea.cued else cue_of(stem[start:end]),
        )
        for (start, end), key in zip(gaps, keys, strict=True)
    )
    notes = []
    if idea.open_ended:
        notes.append("文中列举的")
    if idea.order_free and len(keys) > 1:
        notes.append("顺序不限")
    words = [stem[start:end] for start, end in gaps]
    if any(one is not other and one in other for one in words for other in words):
        # On its own card each blank is alone: the other keys can be read.
        return None
    title = places.article_title(span.start)
    return FillBlank(
        id=item_id(Kind.FILL_BLANK, title, *words, stem[:12]),
        rule=idea.rule,
        score=round(idea.score, 3),
        note="，".join(notes),
        hint="" if idea.is_list else cue_of(words[0]),
        difficulty="难" if len(keys) > 3 else "易" if idea.rule == "number" else "中",
        provenance=places.provenance(keys[0]),
        stem=stem,
        stem_spans=(span,),
        blanks=blanks,
        order_free=idea.order_free and len(keys) > 1,
        open_ended=idea.open_ended,
    )


# ---- ideas --------------------------------------------------------------


def _ideas(
    document: Document, findings: Findings, places: Places, language: Language
) -> Iterator[tuple[Span, _Idea]]:
    yield from _from_findings(document, findings, places, language)
    for article in document.articles:
        for paragraph in article.paragraphs:
            for sentence in paragraph.sentences:
                if not sentence.doubtful:
                    yield from ((sentence.span, idea) for idea in _numbers(document, sentence.span))


def _from_findings(
    document: Document, findings: Findings, places: Places, language: Language
) -> Iterator[tuple[Span, _Idea]]:
    text = document.text

    def home(span: Span) -> Span | None:
        sentence = places.sentence(span.start)
        if sentence is None or sentence.doubtful or not sentence.span.contains(span):
            return None
        return sentence.span

    for listed in findings.enumerations:
        sentence = home(listed.span)
        if sentence is None or not listed.complete or len(listed.members) > _MOST_BLANKS:
            continue
        before = text[max(sentence.start, listed.span.start - 24) : listed.span.start]
        if not listed.open_ended and _runs_on(text, listed.members, language):
            continue
        small = all(member.length <= 2 for member in listed.members)
        if small and not counts(before):
            # Plain nouns in passing: any of them could be another.
            continue
        yield (
            sentence,
            _Idea(
                listed.members,
                listed.rule,
                round(0.55 + 0.4 * listed.score, 3),
                order_free=not listed.ordered and not _IN_ORDER.search(before),
                open_ended=listed.open_ended,
                is_list=True,
            ),
        )
    for defined in findings.definitions:
        sentence = home(defined.span)
        if sentence is None:
            continue
        if defined.term.length <= _LONGEST_KEY and defined.type in (
            "definition",
            "gloss",
            "hallmark",
            "alias",
        ):
            term = _without_bracket(text, defined.term)
            yield sentence, _Idea((term,), defined.rule, round(0.9 * defined.score, 3))
        if defined.type in ("role", "positioning", "apposition", "hallmark", "function"):
            head = _role(text, defined.definiens)
            if head and not _ROLE_HEAD.search(text[head.start : head.end]):
                # What a thing is a kind of is never the only answer: the thing itself is asked.
                head = _without_bracket(text, defined.term)
            if head:
                yield sentence, _Idea((head,), defined.rule, round(0.88 * defined.score, 3))
    quoted: dict[Span, list[Span]] = defaultdict(list)
    for phrase in findings.key_phrases:
        sentence = home(phrase.phrase)
        if sentence is None or not 3 <= phrase.phrase.length <= _LONGEST_KEY:
            continue
        if phrase.type in ("quoted-term", "work"):
            quoted[sentence].append(phrase.phrase)
            yield (
                sentence,
                _Idea((phrase.phrase,), phrase.rule, round(0.82 * phrase.score, 3)),
            )


def _runs_on(text: str, members: Sequence[Span], language: Language) -> bool:
    """Whether a noun follows the last member at once: 矿井|水, 科研|价值.

    Then it cannot be told whether the noun belongs to the last member or to all, unless the
    members are plainly its modifiers (基础性、原创性、颠覆性技术).
    """
    end = members[-1].end
    if all(text[member.end - 1] in "性化型式级" for member in members):
        return False
    ahead = language.tokens(text[end : end + 4])
    return bool(ahead) and (ahead[0].tag[:1] == "n" or ahead[0].tag == "vn")


def _without_bracket(text: str, term: Span) -> Span:
    """The term without the abbreviation in brackets that follows it."""
    at = max(text.find(sign, *term) for sign in "（(")
    return Span(term.start, at) if at > term.start + 1 else term


def _role(text: str, definiens: Span) -> Span | None:
    """The role itself: what stands after the last 的, if it is a compound."""
    said = text[definiens.start : definiens.end]
    at = said.rfind("的")
    if at < 0:
        return None
    head = Span(definiens.start + at + 1, definiens.end)
    return head if 3 <= head.length <= 8 and text[head.start] not in "一" else None


def _numbers(document: Document, sentence: Span) -> Iterator[_Idea]:
    text = document.text
    found = [
        Span(*m.span("n"))
        for m in _NUMBER.finditer(text, *sentence)
        if not _YEAR.match(m["n"]) and len(m["n"]) >= 2
    ]
    if len(found) == 1 and sentence.length <= 110:
        yield _Idea((found[0],), "number", 0.6, cued=False)
