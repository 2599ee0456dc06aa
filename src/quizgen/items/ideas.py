"""What might be asked of a sentence: its lists, terms, roles, quoted names and numbers.

Where to blank is told by the findings: what a sentence lists, defines or quotes is what it is
about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from quizgen.items.amounts import amounts
from quizgen.items.headwords import ROLE, is_headword
from quizgen.items.idea import LONGEST_KEY, MOST_BLANKS, Asks, Idea
from quizgen.items.lists import counted_after, counts, in_order, whole_members
from quizgen.items.pairs import pairs
from quizgen.items.places import Places
from quizgen.items.slots import slots
from quizgen.items.wording import Wording
from quizgen.language import Language
from quizgen.model import Definition, Document, Enumeration, Findings, Span
from quizgen.rules.base import Passage
from quizgen.rules.narration import is_narration

# 第一阶段, 认识的本质: a part or a side of something that is named elsewhere.
_FACET = re.compile(
    "之所以|之名|最早|^(?:既|也|又|具有|实行|发挥|第[一二三四五六七八九十]|其|前者|后者|[一二三]者)|的(?:主要|基本|根本|首要|重要|核心)?"
    "(?:本质|实质|尺度|规律|任务|目的|目标|意义|作用|特点|特征|内容|原则|过程|方法|原因|标志|关键|基础|核心|结果|表现|形式|功能|条件|对象)$"
)
_CITES = re.compile(
    "(?:根?据|依照|按照|遵照|违反|落实|符合|取材自|选自|出自|中国)[^，。；《]{0,8}$"
)
_SAYS = re.compile(
    "(?:（[^）]{1,20}）)?(?:明确|还|也)?(?:规定|指出|提出|要求|明确|强调|印发|颁布|施行|第[一二三四五六七八九十百0-9]+条)"
)
_VAGUE = re.compile(
    "^(?:一[个种项座条]|很|非常|十分)(?:很|非常|十分|比较)?[好大小多重新]|可能|有时|之一$"
)
_ENDS_LOOSE = re.compile(
    "(?:最初|最早|原来|当时|一直|起初|后来|现在|往往|通常|一般|本身|首先|[^集其当]中|上|里|下|都|也|就|又|才|便|即|求)$"
)
_ONLY = re.compile("最|第一|首[个次部]|唯一|本质|根本")
_LEAST_TOLD = 12
_SIDE = 3
_NAMES = frozenset({"definition", "gloss", "alias"})
_GIVES_A_ROLE = frozenset({"role", "positioning", "apposition", "hallmark", "function"})
_SMALL, _FEWEST_SMALL = 2, 4
"""Members of so many characters, in a list that nothing counts, are a fixed wording from so many on."""


def ideas(
    document: Document, findings: Findings, places: Places, language: Language
) -> Iterator[tuple[Span, Idea]]:
    """Each idea with its sentence; doubtful sentences give none."""

    def home(span: Span) -> Span | None:
        sentence = places.sentence(span.start)
        if sentence is None or sentence.doubtful or not sentence.span.contains(span):
            return None
        return sentence.span

    @lru_cache(maxsize=256)
    def worded(sentence: Span) -> Wording:
        return Wording(document.text, sentence, language)

    for listed in findings.enumerations:
        if sentence := home(listed.span):
            idea = _listed(worded(sentence), listed)
            if idea:
                yield sentence, idea
    for defined in findings.definitions:
        if sentence := home(defined.span):
            yield from ((sentence, idea) for idea in _defined(worded(sentence), defined))
    for phrase in findings.key_phrases:
        sentence = home(phrase.phrase)
        if sentence is None or not 2 <= phrase.phrase.length <= LONGEST_KEY:
            continue
        if phrase.phrase.length == 2 and (
            phrase.type == "work"
            or not worded(sentence).is_telling(phrase.phrase)
            or not worded(sentence).is_name(phrase.phrase)
        ):
            continue
        if phrase.type == "work" and not _is_about_work(document.text, phrase.phrase):
            continue
        if phrase.type in ("quoted-term", "work"):
            asks: Asks = "work" if phrase.type == "work" else "quoted"
            yield sentence, Idea((phrase.phrase,), phrase.rule, round(0.82 * phrase.score, 3), asks)
    for article in document.articles:
        if is_narration(Passage(document, article, language)):
            continue
        for paragraph in article.paragraphs:
            for entry in paragraph.sentences:
                if not entry.doubtful:
                    yield from ((entry.span, idea) for idea in _told(document, worded(entry.span)))


def _told(document: Document, wording: Wording) -> Iterator[Idea]:
    """What the sentence itself tells: its build, its figures, what the writer set in bold."""
    sentence = wording.sentence
    yield from slots(wording)
    yield from pairs(wording)
    yield from amounts(document.text, sentence)
    for mark in document.emphasis[bisect_left(document.emphasis, sentence) :]:
        if mark.start >= sentence.end:
            break
        if mark.end <= sentence.end and mark.length <= LONGEST_KEY and wording.is_name(mark):
            yield Idea((mark,), "emphasis", 0.76, "phrase")


def merged(found: list[Idea]) -> list[Idea]:
    """The ideas of one sentence, best first; single blanks also together, as they tell on each other."""
    singles = [idea for idea in found if not idea.is_list]
    together: list[Idea] = []
    for idea in (single for single in singles if not single.is_figure):
        if len(together) == _MOST_TOGETHER:
            break
        if not any(a.overlaps(b) for other in together for a in other.keys for b in idea.keys):
            together.append(idea)
    result = [idea for idea in found if idea.is_list]
    if len(together) > 1:
        keys = tuple(sorted(key for idea in together for key in idea.keys))
        result.append(Idea(keys, together[0].rule, together[0].score, together[0].asks))
    return sorted(result + singles, key=lambda idea: -round(idea.score, 2))


_MOST_TOGETHER = 2


def by_sentence(found: Iterator[tuple[Span, Idea]]) -> dict[Span, list[Idea]]:
    """The ideas of each sentence, best first."""
    groups: dict[Span, list[Idea]] = defaultdict(list)
    for sentence, idea in found:
        groups[sentence].append(idea)
    for group in groups.values():
        group.sort(key=lambda idea: (-idea.score, idea.keys))
    return groups


def _listed(wording: Wording, listed: Enumeration) -> Idea | None:
    text, sentence, language = wording.text, wording.sentence, wording.language
    if not listed.complete or len(listed.members) > MOST_BLANKS:
        return None
    if not all(wording.within(member) for member in listed.members):
        return None
    if not whole_members(text, listed.members, language, open_ended=listed.open_ended):
        return None
    span = listed.span
    before = text[max(sentence.start, span.start - 24) : span.start]
    after = text[span.end : min(sentence.end, span.end + 6)]
    announced = counts(before) or counted_after(after)
    small = all(member.length <= _SMALL for member in listed.members)
    if small and not announced and len(listed.members) < _FEWEST_SMALL:
        return None
    return Idea(
        listed.members,
        listed.rule,
        round(0.55 + 0.4 * listed.score - 0.1 * (small and not announced), 3),
        "list",
        order_free=not listed.ordered and not in_order(before),
        open_ended=listed.open_ended,
        has_rivals=not announced or listed.open_ended,
    )


def _defined(wording: Wording, defined: Definition) -> Iterator[Idea]:
    text, sentence = wording.text, wording.sentence
    if defined.type == "gloss" and not wording.is_telling(defined.term):
        # A label (时间, 代表人物) is no term.
        return
    said = text[defined.term.start : defined.term.end]
    if defined.type == "hallmark":
        # The mark tells the thing apart; the thing (工业革命) has namesakes.
        if 2 <= defined.definiens.length <= 8:
            yield Idea((defined.definiens,), defined.rule, round(0.9 * defined.score, 3), "phrase")
        return
    if (
        defined.term.length <= LONGEST_KEY
        and defined.type in _NAMES
        and text.count(said, *sentence) == 1
        and is_headword(said, wording.language)
        and wording.is_thing(defined.term)
        and not _is_facet(said)
    ):
        term = _without_bracket(text, defined.term)
        yield Idea((term,), defined.rule, round(0.9 * defined.score, 3), "term")
    if defined.type in _GIVES_A_ROLE:
        head = _role(text, defined.definiens)
        asks: Asks = "role"
        if head and not ROLE.search(text[head.start : head.end]):
            # What a thing is a kind of is never the only answer: the thing itself is asked.
            head, asks = _without_bracket(text, defined.term), "term"
            if not wording.is_thing(defined.term) or not _is_told(
                text[head.start : head.end], text[slice(*defined.definiens)]
            ):
                head = None
        if head:
            yield Idea((head,), defined.rule, round(0.88 * defined.score, 3), asks)


def _is_facet(term: str) -> bool:
    """Whether a term names one side of a thing: 认识的本质, 教学过程的结构."""
    at = term.rfind("的")
    return bool(_FACET.search(term)) or (at >= 0 and len(term) - at <= _SIDE)


def _is_told(term: str, meaning: str) -> bool:
    """Whether what is said of a thing can be said of no other: it is long, or a superlative."""
    return not (
        _is_facet(term)
        or _ENDS_LOOSE.search(term)
        or _VAGUE.search(meaning)
        or (len(meaning) < _LEAST_TOLD and not _ONLY.search(meaning))
    )


def _is_about_work(text: str, work: Span) -> bool:
    """Whether a title is what a sentence is about: no law that is only cited, no report that says.

    Laws and reports are many, and what they say tells none of them from the others.
    """
    return not (
        _CITES.search(text, max(0, work.start - 12), work.start - 1)
        or _SAYS.match(text, work.end + 1)
        or text.startswith("中华人民共和国", work.start)
    )


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
