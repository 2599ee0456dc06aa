"""Two things said in one breath: 适度加力、提质增效; 由主机和外设组成; 光反应和暗反应两个阶段.

Lists of three and more are findings. A pair is one only where its wording is plainly fixed: the
text counts it (两个), closes it (组成), or gives both halves one form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from quizgen.items.idea import Idea
from quizgen.items.wording import Wording
from quizgen.language import HAN, LETTER, Token
from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import words

_WORDS = f"[{HAN}A-Za-z0-9]"
_COUNTED = pattern(
    f"(?P<b>{_WORDS}{{2,10}}?)(?:这)?(?P<close>两(?:个|种|大|类|条|项|部分|阶段|方面|者)|共同?组成|组成|构成)"
)
_OPENS = words(
    "分为 分成 包括 包含 有 是 为 由 即 分 含有 具有 分别为 分别是 主要有 划分为 抓好 抓住 坚持 统筹"
)
_SHORT_VERBS = words("是 有 要 为 让 使 抓 促 保 稳 做 靠 讲 守 设 到 成")
_JOINTS = "和与、"
_FORM = pattern(f"(?P<b>{LETTER}{{3,7}}?)(?=[，。；]|的{LETTER}|等(?![级于同]))")
_VERBAL = frozenset({"v", "vn", "a", "an"})
_LIGHT = words("有 具有 进行 开展 存在 实行 予以 给予 含有")
_MORE = pattern("[的、和与及等]")
_SHORTEST = 3
_STOPS = frozenset("，。；：！？、（）“”《》 \n")


def pairs(wording: Wording) -> Iterator[Idea]:
    """The pairs of a sentence."""
    text, (low, high) = wording.text, wording.sentence
    for at in range(low + 2, high - 2):
        if text[at] not in _JOINTS:
            continue
        joint = wording.within(Span(at, at + 1))
        if not joint or (text[at] != "、" and joint[0].tag not in ("c", "p")):
            continue
        idea = _counted(wording, at) or _of_one_form(wording, at)
        if idea:
            yield idea


_Build: TypeAlias = tuple[tuple[int, bool], ...]


def _build(tokens: Sequence[Token]) -> _Build:
    """The length of each word of a phrase, and whether it is a verb or an adjective."""
    return tuple((word.end - word.start, word.tag in ("v", "a", "d", "ad")) for word in tokens)


def _is_opener(wording: Wording, word: Token) -> bool:
    """Whether a word governs what follows: a verb, a preposition, what 坚决 and 努力 stand before.

    A verb of one character is often the rest of a longer word that was cut.
    """
    if word.tag == "x" and word.end - word.start == 2:
        earlier = wording.before(word.start)
        return earlier is not None and earlier.tag in ("d", "ad", "v")
    if word.tag[:1] == "v" and word.end - word.start == 1:
        return word.word in _SHORT_VERBS
    return word.tag[:1] in "vpcdu"


def _is_alike(one: _Build, two: _Build, joint: str) -> bool:
    """Whether two phrases are built alike: word for word, or both closed by a verb (提质、增效)."""
    if one == two:
        return True
    lengths = [size for size, _ in one] == [size for size, _ in two]
    return joint == "、" and lengths and one[-1][1] and two[-1][1]


def _counted(wording: Wording, at: int) -> Idea | None:
    """A和B两个…; 由A和B组成."""
    text, (low, high) = wording.text, wording.sentence
    found = _COUNTED.match(text, at + 1, high)
    if not found:
        return None
    second = Span(*found.span("b"))
    composed = found["close"].endswith(("组成", "构成"))
    start = at
    while start > low:
        word = wording.before(start)
        if word is None or text[word.start] in _STOPS:
            break
        if word.word in _OPENS or word.tag[:1] in "pc":
            break
        start = word.start
    opener = wording.before(start)
    if opener is None or opener.word == "、" or opener.word not in ("由", "：", ":", *_OPENS):
        return None
    if composed and opener.word != "由":
        return None
    first = Span(start, at)
    if not 2 <= first.length <= 10 or not wording.within(first) or not wording.within(second):
        return None
    if any(_MORE.search(text, *span) for span in (first, second)):
        return None
    # Nothing but the two could stand here: 由…组成 is told by their first characters as well.
    return Idea((first, second), "pair_counted", 0.8, "pair", order_free=True, has_rivals=composed)


def _of_one_form(wording: Wording, at: int) -> Idea | None:
    """Two phrases of one length and build, which close their clause or govern a noun together."""
    text, (low, high) = wording.text, wording.sentence
    found = _FORM.match(text, at + 1, high)
    if not found:
        return None
    second = Span(*found.span("b"))
    first = Span(at - second.length, at)
    if first.start <= low or second.length < _SHORTEST:
        return None
    one, two = wording.within(first), wording.within(second)
    if not one or not two:
        return None
    said = text[first.start : first.end], text[second.start : second.end]
    akin = said[0][0] == said[1][0] or said[0][-1] == said[1][-1]
    places = all(word.tag == "ns" for word in (*one, *two))
    if not (akin or places or _is_alike(_build(one), _build(two), text[at])):
        return None
    if any(_STOPS & set(half) or "的" in half for half in said):
        return None
    opener = wording.before(first.start)
    if (
        opener is None
        or opener.word in ("、", "和", "与", "及", "或")
        or not _is_opener(wording, opener)
    ):
        return None
    if text[at] == "、" and opener.tag[:1] == "p":
        # 用|竹篾编成、内装卵石: the preposition belongs to the first alone.
        return None
    if not all(wording.is_telling(span) for span in (first, second)):
        return None
    if any(token.tag[:1] in "rump" for token in (*one, *two)):
        return None
    # 能源生产|和|消费革命: the inner words may be the ones that are joined.
    if text[at] != "、" and one[-1].tag in _VERBAL and two[0].tag in _VERBAL:
        return None
    if opener.word == "最" or said[1].startswith("最") != said[0].startswith("最"):
        return None
    if one[0].word in _LIGHT:
        return None
    # A manner (认真审核、从严把关) has many wordings.
    if any(cut[0].tag in ("d", "ad", "vd") for cut in (one, two)):
        return None
    if any(
        half.endswith(("为主", "为辅")) or half.startswith(("其他", "其它", "其余", "相关", "有关"))
        for half in said
    ):
        return None
    open_ended = text[second.end] == "等"
    score = 0.72 if text[at] == "、" else 0.66
    return Idea(
        (first, second),
        "pair_of_one_form",
        score,
        "pair",
        order_free=True,
        open_ended=open_ended,
        has_rivals=True,
    )
