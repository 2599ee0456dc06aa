"""What the members of a list parted by 、 are members of.

An editor asks for what the sentence says of the list as a whole. That is, in this order: the noun
after it (A、B、C等矿物; 实施A、B、C行动), unless it is a mere frame (方面, 领域); what follows the frame
(等方面的合作); the predicate, if one follows (A、B、C相统一); the term, in a definition; the subject or the
verb before it; the clause before.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.language import Token
from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import cuts, last_clause, words
from quizgen.rules.edges import Words, kind

_COPULAS = words(
    "是 为 為 作为 作為 属于 屬於 构成 構成 组成 組成 合称 合稱 统称 統稱 并称 並稱 叫做 称为 稱為 都是 均为 均為 称作"
)
_LINKS = words(
    "的 是 有 为 為 在 由 把 将 将 对 對 如 和 与 及 以 从 向 让 使 按 按照 包括 包含 分为 主要 主要有 例如 比如 如下 "
    "分别 分別 一般 通常 大致 可 可以 就是 就是要 主要是 即 指 是指 都 有着 为了 具有 具备 往往 涵盖 分成 则 則"
)
_FRAMES = words(
    "方面 领域 領域 方式 手段 特点 特點 特征 特徵 工作 内容 內容 因素 问题 問題 环节 環節 情况 情況 形式 场合"
)
_WIDE = words("领域 領域")
_LIGHT = words("进行 進行 发生 發生 得到 加以 予以 产生 產生 具有")
"""Verbs that say little of what is listed."""
_MODALS = words("应当 應當 应 應 必须 必須 须 不得 可以 能够 能夠 要 需要 需 就 禁止 应该 應該")
_TIMES = words("当前 今后 目前 近年来 近年來 今年 明年 去年 如今 现在 現在 同时 同時 其中 此外")
_DEFINED = words("是指 指 特指 泛指 指的")
_OF_THIS_LAW = pattern("(?:本[法条條例规規定办辦章程细細则則]{1,3})?(?:中|里)?所[称稱说說]的?")
_LONGEST = 20


def lead_of(
    text: str,
    sentence: Span,
    clause: Span,
    members: Sequence[Span],
    etc: int | None,
    found: Words,
) -> Span | None:
    """The lead of the list that `members` are, which stands in `clause`; `etc`: where 等 is."""
    start = members[-1].end
    while start < clause.end and text[start] in "”’」』":
        start += 1
    after = [t for t in found.within(start, clause.end) if etc is None or t.start > etc]
    line_end = text.find("\n", start, clause.end)
    after = [t for t in after if line_end < 0 or t.start < line_end]
    if not after and text[clause.end : clause.end + 1] in ("”", "」", "’"):
        stop = next(iter(cuts(text, clause.end + 1, sentence.end, "，,。；;：:")), sentence.end)
        after = list(found.within(clause.end + 1, stop))
    if clause.start > sentence.start and text[clause.start - 1] in "（(":
        named = _last_noun(found.within(sentence.start, clause.start - 1))
        if named and members[0].start <= clause.start + 2:
            return named
    whole = found.within(clause.start, members[0].start)
    before = _without_links(whole)
    if before and after and after[0].word in _LIGHT:
        after = []
    ahead = _ahead(text, after, etc is not None)
    if ahead:
        return ahead
    term = _defined(text, sentence, clause, members[0].start, found)
    if term:
        return term
    if len(before) < len(whole) and whole[len(before)].word in _COPULAS:
        subject = list(before)
        while subject and kind(subject[-1]) in "vd":
            subject.pop()
        before = subject or before
    behind = _behind(before)
    if behind:
        return behind
    if clause.start > sentence.start and text[clause.start - 1] in "，：:,":
        edges = cuts(text, sentence.start, clause.start - 1, "，,。；;：:")
        earlier = Span(edges[-1] + 1 if edges else sentence.start, clause.start - 1)
        if text[clause.start - 1] in "，," and members[0].start > clause.start:
            noun = _last_noun(found.within(*earlier))
            if noun:
                return noun
        return last_clause(text, earlier)
    if clause.start == sentence.start:
        return _short_sentence_before(text, sentence.start)
    return None


# ---- after the list -----------------------------------------------------


def _ahead(text: str, after: Sequence[Token], is_open: bool) -> Span | None:
    after = list(after)
    while is_open and len(after) > 1 and kind(after[0]) == "m":
        after.pop(0)
    if after and kind(after[0]) == "m":
        noun = _noun(after)
        if noun and text[noun.end - 1 : noun.end] == "的":
            noun = None
        behind = [t for t in after if noun and t.start >= noun.end]
        if noun and behind and behind[0].word == "的":
            owned = _noun(behind[1:])
            return Span(noun.start, owned.end) if owned else None
        return None
    while after and (kind(after[0]) in "ufcw" or after[0].word in ("间", "之间", "之類", "之类")):
        after.pop(0)
    if not after:
        return None
    noun = _noun(after)
    if noun is None:
        return _predicate(after)
    if after[0].word in _FRAMES:
        return _behind_frame(after)
    rest = [t for t in after if t.start >= noun.end]
    if not is_open and rest and rest[0].word == "的":
        owned = _noun(rest[1:])
        if owned:
            return Span(noun.start, owned.end)
    if (
        rest
        and not is_open
        and noun.length <= 2
        and after[-1].end - noun.start <= 8
        and kind(rest[0]) in "vd"
    ):
        return Span(noun.start, after[-1].end)
    return noun if noun.length > 1 else None


def _behind_frame(after: Sequence[Token]) -> Span | None:
    """等方面的合作, 等领域取得进展: what the frame belongs to."""
    start = after[0].start if after[0].word in _WIDE else after[0].end
    rest = after[1:]
    if rest and rest[0].word == "的":
        rest = rest[1:]
        start = rest[0].start if rest and start > after[0].start else start
    if not rest:
        return None
    noun = _noun(rest)
    end = noun.end if noun and rest[0].start == noun.start else rest[-1].end
    if rest[-1].end - start <= 10:
        end = rest[-1].end
    return Span(start, end) if 1 < end - start <= 12 else None


def _noun(after: Sequence[Token]) -> Span | None:
    """The noun phrase that these words begin with."""
    end = 0
    for index, token in enumerate(after[:9]):
        ahead = after[index + 1] if index + 1 < len(after) else None
        verbal = token.tag == "vn" and (
            token.word in _COPULAS
            or (ahead is not None and kind(ahead) in "pudz")
            or (ahead is not None and kind(ahead) == "a" and index + 2 == len(after))
        )
        joined = (
            end > 0
            and token.word in ("和", "与", "與")
            and ahead is not None
            and kind(ahead) == "n"
            and ahead.tag != "nr"
        )
        if joined or token.word in "“”「」":
            continue
        if kind(token) not in "nam*" or (verbal and end > 0):
            break
        end = token.end
    if not after or not end:
        return None
    start = after[0].start + (after[0].word in "“「")
    return Span(start, end) if end > start else None


def _predicate(after: Sequence[Token]) -> Span | None:
    """What the clause says of the list that is its subject or object."""
    after = list(after)
    while after and kind(after[0]) in "cdw" and after[0].word not in ("一起",):
        if len(after) > 1 and kind(after[1]) == "v" and after[1].word not in _COPULAS:
            break
        after.pop(0)
    if not after:
        return None
    if after[0].word in _COPULAS or after[0].word.endswith(("是", "为", "為")):
        after = after[1:]
        while after and kind(after[0]) == "u":
            after = after[1:]
    owner = next((k for k in range(len(after) - 1, -1, -1) if after[k].word == "的"), -1)
    if after and kind(after[0]) == "v" and owner > 0:
        noun = _noun(after[owner + 1 :])
        if noun and noun.end == after[-1].end:
            return noun
    if not after or after[-1].end - after[0].start < 2:
        return None
    return Span(after[0].start, min(after[-1].end, after[0].start + _LONGEST))


# ---- before the list ----------------------------------------------------


def _without_links(before: Sequence[Token]) -> list[Token]:
    found = list(before)
    while found and (found[-1].word in _LINKS or kind(found[-1]) in "wcu"):
        found.pop()
    while found and (
        kind(found[0]) in "wc"
        or (len(found) > 1 and found[0].word in _TIMES | {"要", "就", "就是", "就是要", "是", "即"})
    ):
        found.pop(0)
    return found


def _behind(before: Sequence[Token]) -> Span | None:
    """The subject, or the verb with its adverbs if a longer clause goes before it."""
    if not before or (
        len(before) == 1 and kind(before[0]) == "r" and before[0].word[-1] not in "国國党黨省市县縣"
    ):
        return None
    start, end = before[0].start, before[-1].end
    if before[-1].word in _MODALS:
        return Span(max(start, end - _LONGEST), end)
    verb = len(before)
    while verb > 0 and kind(before[verb - 1]) in "vd":
        verb -= 1
    if verb < len(before) and end - start > 8:
        start = before[verb].start
    return Span(max(start, end - _LONGEST), end) if end - start > 1 else None


def _defined(text: str, sentence: Span, clause: Span, at: int, found: Words) -> Span | None:
    """X in X是指…的A、B、C and in 本法所称X，是指…."""
    before = found.within(clause.start, at)
    cue = next((k for k, t in enumerate(before) if t.word in _DEFINED), -1)
    if cue < 0:
        return None
    end = before[cue].start
    if before[cue - 1].word == "是" and cue > 0:
        end = before[cue - 1].start
    start = clause.start
    if end - start < 2 and start > sentence.start and text[start - 1] in "，,":
        end = start - 1
        edges = cuts(text, sentence.start, end, "，,。；;：:")
        start = edges[-1] + 1 if edges else sentence.start
    frame = _OF_THIS_LAW.match(text, start, end)
    if frame:
        start = frame.end()
    while start < end and text[start] in " \t\u3000":
        start += 1
    return Span(start, end) if 2 <= end - start <= _LONGEST else None


def _last_noun(tokens: Sequence[Token]) -> Span | None:
    """The noun phrase that a clause ends with, behind its last verb."""
    start = end = tokens[-1].end if tokens else 0
    for token in reversed(tokens):
        if kind(token) not in "na*" and token.word not in ("和", "与", "與"):
            break
        start = token.start
    return Span(start, end) if end - start > 2 and start > tokens[0].start else None


def _short_sentence_before(text: str, start: int) -> Span | None:
    """The sentence before, on the same line, if it is no longer than a head."""
    if start < 2 or text[start - 1] != "。":
        return None
    low = max(0, start - 16)
    edge = max(text.rfind(sign, low, start - 1) for sign in "。！？；：\n")
    if edge < 0 or start - 1 - edge - 1 < 4:
        return None
    return Span(edge + 1, start - 1)
