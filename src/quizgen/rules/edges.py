"""Where a list parted by 、 begins and ends.

What stands between two 、 is a member and exact. Where the first member begins and the last one
ends nothing marks: A的B、C、D may list three of A's or three things. Each word boundary is weighed
by its likeness to the exact members (length, first and last character, classes of words) and by
what stands on its other side. The weights are set by hand; only their order matters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from statistics import median
from typing import NamedTuple

from quizgen.language import Token
from quizgen.model import Span
from quizgen.rules.clauses import CLOSERS, OPENERS, words

LONGEST = 26
"""The longest member of a list parted by 、, in characters."""
_FUNCTION = frozenset(
    "的地得了着过過是在和与與及或并並为為以对對将將把被从從向由让讓使等也都又而则則就但即其之所于"
    "於有还還如至到要用中上下时時后後前里裡内內来來这這那该該各因均皆并且某每"
) | words(
    "不断 必须 应当 可以 能够 通过 包括 包含 具有 使得 例如 比如 的话 进行 以及 因为 由于 对于 关于 "
    "之间 以下 如下 主要 应該 應當 能夠 需要 为了 并且 而且 或者 作为 分为 称为 成为 根据 按照 随着"
)
_BARRIERS = words(
    "是 为 為 有 应当 應當 应 應 必须 必須 须 須 可以 能够 能夠 不得 禁止 需要 需 要 把 将 將 被 对 對 在 从 從 向 由 让 使"
)
"""Words that no member holds unless another one does: a list begins behind them."""
_SHARED = words(
    "效益 现代化 現代化 建设 建設 发展 發展 工作 服务 服務 活动 活動 行业 行業 部门 部門 关系 關係 问题 問題 矛盾 资源 資源 "
    "文明 水平 能力 安全 事业 事業 产业 產業 市场 市場 环境 環境 教育 管理 条件 條件 功能 作用 保障 生活 改革 体系 行为 "
    "组织 機關 机关 单位 事务 任务 责任 权利 利益 需求 结构 制度 政策 文化 技术 系统 设施 设备 地区 领域 方面 相统一 一体化"
)
"""Heads that several members share behind the last one: 经济、社会、生态效益."""
_PRONOUNS = words("其他 其它 其余 其餘 他人 自己 自我 本人 大家 各种 各類 各类")
_JOINING = words("和 与 與 及 或 以及 并 並 同 或者 跟")


_TAGS = {"及时": "a", "及時": "a", "指": "v", "往往": "d"}
"""Classes of common words that the dictionary has wrong."""


class Edge(NamedTuple):
    """A place, and by how much it is surer than the next best one."""

    at: int
    margin: float


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence, to be looked up by place."""

    tokens: Sequence[Token]

    def within(self, start: int, end: int) -> Sequence[Token]:
        """The words that lie wholly between two places."""
        low = bisect_left(self.tokens, start, key=lambda t: t.start)
        high = bisect_left(self.tokens, end, key=lambda t: t.end)
        if high < len(self.tokens) and self.tokens[high].end == end:
            high += 1
        return self.tokens[low:high]

    def splits(self, at: int) -> bool:
        """Whether a place lies within a word."""
        index = bisect_left(self.tokens, at, key=lambda t: t.end)
        return index < len(self.tokens) and self.tokens[index].start < at < self.tokens[index].end


def kind(token: Token) -> str:
    """The class of a word: n, v, a, d, p, u (的, 了), c, r, m, f, w, or * for an idiom.

    Names, abbreviations, Latin words, words that the dictionary lacks and verbs that it calls
    nouns as well count as nouns.
    """
    tag = _TAGS.get(token.word, token.tag)
    if tag[:1] in "jxsteh" or tag in ("vn", "an", "b", "nrfg"):
        return "n"
    if tag[:1] in "il":
        return "*"
    if tag[:1] in ("q", "m"):
        return "m"
    return tag[:1]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the exact members of a list have in common."""

    text: str
    words: Words
    members: Sequence[Span]
    length: float
    uniform: int
    """The length that all have, or 0."""
    heads: frozenset[str]
    head_pairs: frozenset[str]
    tails: frozenset[str]
    tail_pairs: frozenset[str]
    patterns: Sequence[tuple[str, ...]]
    some: frozenset[str]
    """The classes of words that one member at least has."""
    every: frozenset[str]
    """The classes of words that each member has."""
    barriers: frozenset[str]
    """The words among `_BARRIERS` that a member has."""

    @property
    def words_each(self) -> float:
        """Of how many words a member consists."""
        return median(len(p) for p in self.patterns) if self.patterns else 1

    @classmethod
    def of(cls, text: str, members: Sequence[Span], found: Words) -> Likeness:
        """Of the members whose edges are marked."""
        said = [text[m.start : m.end] for m in members]
        sizes = {len(word) for word in said}
        patterns = [tuple(kind(t) for t in found.within(*m)) for m in members]
        classes = [frozenset(p) for p in patterns] or [frozenset[str]()]
        return cls(
            text,
            found,
            members,
            median(len(word) for word in said) if said else 4,
            sizes.pop() if len(sizes) == 1 else 0,
            frozenset(word[:1] for word in said),
            frozenset(word[:2] for word in said),
            frozenset(word[-1:] for word in said),
            frozenset(word[-2:] for word in said),
            patterns,
            frozenset().union(*classes),
            classes[0].intersection(*classes[1:]),
            frozenset(t.word for m in members for t in found.within(*m) if t.word in _BARRIERS),
        )

    def weigh(self, span: Span) -> float:
        """How much a candidate is like the members, whatever stands around it."""
        size = span.length
        apart = abs(log((size + 1) / (self.length + 1)))
        score = max(-2.8, -1.4 * apart - 0.08 * abs(size - self.length))
        if not self.members:
            return score
        many = len(self.members) > 1
        if size == self.uniform:
            score += 1.6 if many else 0.5
        if self.text[span.start : span.start + 2] in self.head_pairs and len(self.heads) > 1:
            score += 0.7
        if self.text[span.end - 2 : span.end] in self.tail_pairs and len(self.tails) > 1:
            score += 0.7
        if len(self.heads) == 1 and self.text[span.start] in self.heads:
            score += 2.2 if many else 1.2
            if (
                len(self.head_pairs) == 1
                and self.text[span.start : span.start + 2] in self.head_pairs
            ):
                score += 1.0
        if len(self.tails) == 1 and self.text[span.end - 1] in self.tails:
            score += 2.2 if many else 1.2
            if len(self.tail_pairs) == 1 and self.text[span.end - 2 : span.end] in self.tail_pairs:
                score += 1.0
        inside = self.words.within(*span)
        pattern = tuple(kind(t) for t in inside)
        if any(t.word in _BARRIERS and t.word not in self.barriers for t in inside):
            score -= 2.5
        if pattern in self.patterns:
            score += 1.2
        elif "*" not in self.some and pattern and pattern != ("*",):
            present = frozenset(pattern)
            score -= 0.6 * len((present - self.some) & _TELLING)
            score -= 0.5 * len((self.every - present) & _TELLING)
            if any(p[:1] == pattern[:1] for p in self.patterns):
                score += 0.3
            elif all(p[:1] == ("v",) for p in self.patterns):
                score -= 0.7
            if (
                len(pattern) > 1
                and pattern[0] == "v"
                and all(p[:1] == ("n",) for p in self.patterns)
            ):
                score -= 0.7
        if pattern[:1] == ("v",) and all(p[:1] == ("v",) for p in self.patterns):
            score += 0.8
        return score


_TELLING = frozenset("vpudcrma")


def first_start(
    like: Likeness, head: Span, tail: Span, opens: bool, cued: int | None
) -> Edge | None:
    """Where the member that ends at the end of `head` begins.

    `tail`: words that the last member begins. `opens`: nothing of the sentence stands before
    `head` that the list could hang on. `cued`: where a cue says that it begins.
    """
    text = like.text
    here = like.words.within(*head)
    verbal = _is_verb_with_object(like.words.within(*tail))
    found: list[tuple[float, int]] = []
    for index, token in enumerate(here):
        size = head.end - token.start
        if size > LONGEST or text[token.start] in CLOSERS or _is_cut(text, token.start, head.end):
            continue
        behind = here[index - 1] if index else None
        same_head = text[token.start] in like.heads and len(like.heads) == 1
        if token.word in _FUNCTION and size > len(token.word) and not same_head:
            continue
        single = size == 1 == like.length
        if kind(token) in "ucpfr" and not (token.word in _PRONOUNS or same_head or single):
            continue
        if text[token.start] in "（(":
            continue
        score = like.weigh(Span(token.start, head.end))
        if size == 1 and like.length > 1:
            score -= 1.5
        score += _before(behind, token, opens)
        if behind is not None and kind(behind) == "n" and kind(token) in "na*":
            # Members of many words seldom lose a word at their beginning, and a verb governs all
            # nouns that follow it.
            score -= 0.35 * max(0.0, like.words_each - 2)
            score -= 0.4 * (index > 1 and kind(here[index - 2]) == "v")
        if verbal:
            score += 2.0 if kind(token) == "v" else -2.0
        if token.start == cued:
            score += 1.5
        found.append((score, token.start))
    found += _within_word(like, head)
    if cued is not None and head.start <= cued < head.end and like.words.splits(cued):
        found.append((like.weigh(Span(cued, head.end)) + 2.5, cued))
    return _best(found)


def _is_verb_with_object(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and tokens[0].tag == "v" and kind(tokens[1]) in "nabm"


def _within_word(like: Likeness, head: Span) -> Iterator[tuple[float, int]]:
    """A beginning that the others share but that the cut into words hides: 创造出新｜的产品."""
    if len(like.head_pairs) != 1 or len(like.members) < 1:
        return
    (pair,) = like.head_pairs
    at = like.text.rfind(pair, max(head.start, head.end - LONGEST), head.end)
    if at > head.start and like.words.splits(at) and len(pair) == 2:
        yield like.weigh(Span(at, head.end)), at


def _before(behind: Token | None, token: Token, opens: bool) -> float:
    """What the word behind a boundary says for the beginning of a list there."""
    if behind is None:
        return 1.2 if opens else 0.9
    if behind.word in _JOINING:
        return -2.0
    left, here = kind(behind), kind(token)
    if left == "m" and token.word[0] in "年月日时多余餘个個级級":
        return -2.0
    if behind.word in _FUNCTION or left in "upcrfmw":
        return 1.0
    if left == "v":
        return 1.0 if here != "v" else 0.5
    if left == "d":
        return 0.6 if here in "va" else -0.3
    if left == "n" and here in "na*":
        return -0.7
    if left == "a":
        return -0.4
    return 0.2


def last_end(like: Likeness, tail: Span, closes: bool, stop: int | None) -> Edge | None:
    """Where the member that begins at the beginning of `tail` ends.

    `closes`: nothing of the sentence stands after `tail`. `stop`: where a cue says that it ends.
    """
    text = like.text
    here = like.words.within(*tail)
    found: list[tuple[float, int]] = []
    for index, token in enumerate(here):
        size = token.end - tail.start
        if size > LONGEST:
            break
        if _is_cut(text, tail.start, token.end):
            continue
        same_tail = text[token.end - 1] in like.tails and len(like.tails) == 1
        if (token.word in _FUNCTION or kind(token) in "ucpr") and not same_tail:
            continue
        ahead = here[index + 1] if index + 1 < len(here) else None
        is_last = index + 2 >= len(here)
        score = like.weigh(Span(tail.start, token.end)) + _after(token, ahead, closes, is_last)
        if closes and 0 < tail.end - token.end <= 4 and kind(here[-1]) in "nv":
            # A word left over at the end of a sentence: the head of all members, or of the last.
            shared = size == like.uniform and len(like.members) > 1
            score -= 3.0 if not shared else 0.4 if here[-1].word in _SHARED else 1.8
        if token.end == stop:
            score += 1.5
        found.append((score, token.end))
    return _best(found)


def _after(token: Token, ahead: Token | None, closes: bool, is_last: bool) -> float:
    """What the word ahead of a boundary says for the end of a list there."""
    if ahead is None:
        return 2.0 if closes else 1.3
    if ahead.word in _JOINING:
        return -3.0
    right = kind(ahead)
    if ahead.word in _FUNCTION or right in "upcrdfmw":
        return 1.0
    if right == "v" and not is_last:
        return 0.8
    if right == "n" and kind(token) in "na*":
        return -0.6
    return 0.0


def _best(found: Sequence[tuple[float, int]]) -> Edge | None:
    if not found:
        return None
    ranked = sorted(found, reverse=True)
    if ranked[0][0] < -4:
        return None
    margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 3.0
    return Edge(ranked[0][1], margin)


def _is_cut(text: str, start: int, end: int) -> bool:
    """Whether a quote or bracket is opened or closed at one side only."""
    piece = text[start:end]
    return sum(piece.count(c) for c in OPENERS) != sum(piece.count(c) for c in CLOSERS)
