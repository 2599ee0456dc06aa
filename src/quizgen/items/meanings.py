"""Terms and roles that a sentence is asked for: which side of a definition has one answer.

A term is asked where what is said of it can be said of nothing else, a role where the text gives
it (…的根本前提). A label, a side of a thing and a thing with namesakes are not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.items.headwords import ROLE, is_headword
from quizgen.items.idea import LONGEST_KEY, Asks, Idea
from quizgen.items.wording import Wording
from quizgen.model import Definition, Span
from quizgen.patterns import pattern

# 第一阶段, 认识的本质: a part or a side of something that is named elsewhere.
_FACET = pattern(
    "之所以|之名|最早|^(?:既|也|又|具有|实行|发挥|第[一二三四五六七八九十]|其|前者|后者|[一二三]者)|的(?:主要|基本|根本|首要|重要|核心)?"
    "(?:本质|实质|尺度|规律|任务|目的|目标|意义|作用|特点|特征|内容|原则|过程|方法|原因|标志|关键|基础|核心|结果|表现|形式|功能|条件|对象)$"
)
_VAGUE = pattern(
    "^(?:一[个种项座条]|很|非常|十分)(?:很|非常|十分|比较)?[好大小多重新]|可能|有时|之一$"
)
_ENDS_LOOSE = pattern(
    "(?:最初|最早|原来|当时|一直|起初|后来|现在|往往|通常|一般|本身|首先|[^集其当]中|上|里|下|都|也|就|又|才|便|即|求)$"
)
_ONLY = pattern("最|第一|首[个次部]|唯一|本质|根本")
_LEAST_TOLD = 12
_SIDE = 3
_NAMES = frozenset({"definition", "gloss", "alias"})
_GIVES_A_ROLE = frozenset({"role", "positioning", "apposition", "hallmark", "function"})


def meanings(wording: Wording, defined: Definition) -> Iterator[Idea]:
    """The ideas that a definition gives for its sentence."""
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
