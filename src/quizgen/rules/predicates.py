"""How a clause begins: with its verb, with a phrase before its verb, or with a subject.

Measures, aims and functions are told in clauses without a subject, so this tells a list of them
from a story. It rests on the dictionary's parts of speech, not on a list of verbs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Literal

from quizgen.language import Token
from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import words
from quizgen.rules.edges import kind

Opening = Literal["verb", "phrase", "subject"]

_PREPOSITIONS = words(
    "以 在 把 将 將 通过 通過 用 为 為 对 對 按照 依照 根据 根據 向 从 從 让 讓 由 利用 围绕 圍繞 "
    "针对 針對 依托 借助 立足 就 当 比"
)
_COPULAS = words("是 有 没有 沒有 不是 属于 屬於 等于 等於 像 叫 叫做 称为 稱為 成为 成為")
_STOPS = pattern(
    "[我你他她它咱您]|这|那|這|有人|有的|谁|什么|没|不是|不仅|不但|不过|如果|因为|因此|虽然|只有|只要|无论|于是"
    "|然后|但|却|卻|从而|從而|进而|進而|使|促使|以便|以免|所以|由于|其中|例如|比如|即|而(?!且)|[既又都]|否则|则|才能|就能"
)
_MANNERS = words(
    "大力 协力 協力 合力 全力 努力 奋力 奮力 着力 著力 尽力 盡力 极力 稳步 穩步 有序 依法 主动 主動 定期 逐步 扎实 扎實 "
    "齐心 同心 用心 精心 牢牢 科学 科學 自觉 自覺 集中 加紧 加緊"
)
"""Words of manner that the dictionary has as nouns or adjectives."""
_ASPECT = words("了 着 著 过 過")


def barred(text: str, clause: Span) -> bool:
    """Whether a clause begins with a pronoun, a condition, a result: it goes on with no list."""
    return _STOPS.match(text, *clause) is not None


def opening(tokens: Sequence[Token], clause: Span) -> Opening:
    """How a clause begins. `tokens` are those of its sentence."""
    low = bisect_left(tokens, clause.start, key=lambda t: t.end - 1)
    here = [t for t in tokens[low : low + 24] if t.start < clause.end]
    for index, token in enumerate(here[:6]):
        ahead = here[index + 1] if index + 1 < len(here) else None
        word, tag = token.word, kind(token)
        if word in _PREPOSITIONS and token.tag != "n":
            return "phrase"
        if ahead is None:
            return "verb" if token.tag == "v" else "subject"
        if word in _MANNERS and kind(ahead) in "vda*p":
            continue
        if word in "、地" and index:
            continue
        if token.tag == "x" and len(word) < 4:
            return "verb" if ahead.tag == "v" or index else "phrase"
        if word in _COPULAS or tag in "rmq" or word in "的了":
            return "subject"
        if token.tag == "v" or (token.tag == "vn" and kind(ahead) in "nabmfv"):
            return "verb"
        if tag in "da*z" or token.tag == "c":
            if ahead.tag == "v" or kind(ahead) in "da*pw" or ahead.word in _PREPOSITIONS | {"地"}:
                continue
            if ahead.tag == "vn" and index + 2 < len(here):
                continue
            # 稳定预期, 立足实际: the dictionary has many a verb as an adjective or adverb.
            return "phrase" if len(word) > 1 and kind(ahead) in "nbf" else "subject"
        # 规范行为, 查明原因: a noun as the dictionary has it, and no verb in the clause but this.
        alone = not any(t.tag in ("v", "a", "ad", "d", "p") for t in here[1:])
        return "phrase" if index == 0 and tag == "n" and len(word) == 2 and alone else "subject"
    return "subject"


def tells(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a stretch tells what somebody did: 了, 着 or 过 more than once."""
    low = bisect_left(tokens, span.start, key=lambda t: t.start)
    done = 0
    for token in islice(tokens, low, None):
        if token.start >= span.end:
            break
        done += token.word in _ASPECT
    return done > 1
