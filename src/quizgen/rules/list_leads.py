"""What the members of a list parted by 、 are members of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.language import Token
from quizgen.model import Span
from quizgen.rules.clauses import cuts, last_clause, words
from quizgen.rules.edges import Words, kind

_COPULA = re.compile(
    "(?:[都均皆也就]?(?:是|为|為|属于|屬於|构成|構成|组成|組成|合称|统称|并称|叫做|称为))了?"
)
_LINKS = words(
    "的 是 有 为 為 在 由 把 将 将 对 對 如 和 与 及 以 从 向 让 使 按 按照 包括 包含 分为 主要 主要有 例如 比如 如下 "
    "分别 分別 一般 通常 大致 可 可以 就是 就是要 主要是 即 指 是指 都 有着 为了 要 需要 必须 涵盖"
)
_NOUNS = "na"


def lead_of(
    text: str,
    sentence: Span,
    clause: Span,
    members: Sequence[Span],
    etc: int | None,
    found: Words,
) -> Span | None:
    """The class noun after 等 or 的, the predicate after the list, or what stands before it."""
    after = found.within(members[-1].end, clause.end)
    if etc is not None:
        noun = _noun([t for t in after if t.start > etc])
        if noun:
            return noun
    elif after and after[0].word == "的":
        noun = _noun(after[1:])
        if noun:
            return noun
    before = list(found.within(clause.start, members[0].start))
    while before and (before[-1].word in _LINKS or kind(before[-1]) in "wcu"):
        before.pop()
    while before and (kind(before[0]) in "wcd"):
        before.pop(0)
    if before and not (len(before) == 1 and kind(before[0]) == "r"):
        return Span(max(before[0].start, before[-1].end - 20), before[-1].end)
    if clause.start > sentence.start and text[clause.start - 1] in "，：:,":
        edges = cuts(text, sentence.start, clause.start - 1, "，,。；;：:")
        start = edges[-1] + 1 if edges else sentence.start
        return last_clause(text, Span(start, clause.start - 1))
    return _predicate(text, after)


def _noun(after: Sequence[Token]) -> Span | None:
    """The noun phrase that these words begin with."""
    end = 0
    for index, token in enumerate(after[:6]):
        ahead = after[index + 1] if index + 1 < len(after) else None
        verbal = token.tag == "vn" and ahead is not None and kind(ahead) in "pu"
        if kind(token) not in "nam*" or verbal:
            break
        end = token.end
    return Span(after[0].start, end) if after and end > after[0].start + 1 else None


def _predicate(text: str, after: Sequence[Token]) -> Span | None:
    while after and kind(after[0]) in "cdw":
        after = after[1:]
    if not after:
        return None
    start, end = after[0].start, after[-1].end
    copula = _COPULA.match(text, start, end)
    if copula and end - copula.end() >= 2:
        start = copula.end()
    return Span(start, min(end, start + 20)) if end - start >= 2 else None
