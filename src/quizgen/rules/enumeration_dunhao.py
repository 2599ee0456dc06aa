"""Lists of three and more members parted by 、.

The commonest list of study texts: A、B、C等X, A、B和C. The members in the middle are exact; the
beginning of the first and the end of the last are found by likeness to them: equal length, the
same first or last character, the same sequence of word classes, and a word boundary that a list
may begin or end at. After 等 the last member is exact too, and the class noun that follows is
the lead.

Left out on purpose: two members (an opposition or a pair, seldom a list), lists of whole clauses
(a rule of their own), lists whose edges cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from quizgen.language import Token
from quizgen.model import Enumeration, Span
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import CLOSERS, OPENERS, asked_sentences, bare, cuts, last_clause, words

NAME = "enumeration_dunhao"

_AND = re.compile("以及|和|与|與")
_ETC = re.compile("等(?!于|於|级|級|待|同|式|号|離|离|额|分|距|效|价|到|了)")
_LONGEST = 26
_FUNCTION = frozenset(
    "的地得了着过是在和与與及或并並为為以对對将將把被从從向由让讓使等也都又而则則就但即其之所于"
    "於有还還如至到要用中上下时時后後前里裡内內来來这這那该該各因"
) | words(
    "不断 必须 应当 可以 能够 通过 包括 包含 具有 使得 例如 比如 的话 进行 以及 因为 由于 "
    "之间 方面 打通 引领 彰显 包括了 分为 主要有 应該 應當 能夠 實行 实行 提供 形成 促进 "
    "加强"
)
_DOUBTFUL = 0.56
"""Members of very different length whose edges no cue marks: mostly two lists taken for one."""
_TWO_LISTS = re.compile("分别|分別|分为|在内的|一起")
_VAGUE = words("主要 主要有 例如 比如 如下 分别 一般 通常 大致")
_JOINING = words("和 与 與 及 或 以及 并 並")
_LEFT_STOP = frozenset(["v", "p", "uj", "c", "d", "r", "zg", "ul", "uz", "ud", "f", "u", "vd"])
_RIGHT_STOP = frozenset(["v", "uj", "p", "c", "d", "u", "f", "vn", "ul", "r"])


_LEADS_UP = re.compile(
    "(?:包括|包含|分为|分為|划分为|主要有|主要是|主要包括|例如|比如|诸如|分别是|分別是|分别为|由(?!于|於|此))了?"
)
_SUM = re.compile(
    "[一二三四五六七八九十两兩][个個大种種类類层層项項方部阶要样樣者位条條].{0,8}$|组成.*$|組成.*$|构成.*$|構成.*$"
)


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every list of three or more members that 、 parts."""
    text = passage.text
    for sentence in asked_sentences(passage):
        if text.count("、", *sentence) < 1:
            continue
        breaks = cuts(text, sentence.start, sentence.end, "，,。；;：:！!？?——")
        edges = [sentence.start - 1, *breaks, sentence.end]
        tokens: list[Token] | None = None
        for left, right in pairwise(edges):
            marks = cuts(text, left + 1, right, "、")
            if not marks:
                continue
            if tokens is None:
                tokens = passage.tokens(sentence)
            yield from _lists(text, Span(left + 1, right), marks, tokens)


def _lists(
    text: str, clause: Span, marks: Sequence[int], tokens: Sequence[Token]
) -> Iterator[Enumeration]:
    """Lists of one clause; 的 or a verb between two 、 may part it into several."""
    run: list[int] = []
    for mark in marks:
        if run and not _may_be_member(text, Span(run[-1] + 1, mark)):
            yield from _list(text, clause, run, tokens)
            run = []
        run.append(mark)
    yield from _list(text, clause, run, tokens)


def _may_be_member(text: str, span: Span) -> bool:
    piece = text[span.start : span.end]
    return 0 < len(piece) <= _LONGEST and not _ETC.search(piece)


def _list(
    text: str, clause: Span, marks: Sequence[int], tokens: Sequence[Token]
) -> Iterator[Enumeration]:
    if not marks:
        return
    start = clause.start
    # What stands before the list within the clause ends at an earlier 等 at the latest.
    for etc in _ETC.finditer(text, clause.start, marks[0]):
        start = etc.end()
    middle = [Span(a + 1, b) for a, b in pairwise(marks)]
    tail = Span(marks[-1] + 1, clause.end)
    last, etc_at, joint = _split_tail(text, tail, tokens)
    if joint is not None and any(_AND.search(text, m.start, m.end) for m in middle):
        # A和B、C和D、E和F: the pairs are the members.
        last, joint = Span(joint.start, last.end), None
    if joint is not None:
        middle.append(joint)
    if len(middle) < 1 and etc_at is None:
        return
    shape = [text[m.start : m.end] for m in middle]
    head = Span(start, marks[0])
    cue = next(reversed(list(_LEADS_UP.finditer(text, *head))), None)
    cued = (cue is not None and 0 < head.end - cue.end() <= _LONGEST) or (
        start == clause.start and text[start - 1 : start] in ("：", ":") and head.length <= _LONGEST
    )
    if cued:
        first: Span | None = Span(cue.end() if cue else head.start, head.end)
    else:
        first = _first(text, head, shape, tokens)
    if first is None:
        return
    summed = _SUM.search(text, last.start + 1, clause.end) if etc_at is None else None
    if summed and summed.start() - last.start <= _LONGEST:
        last = Span(last.start, summed.start())
    elif etc_at is None and cued and last.length <= _LONGEST and "的" not in text[slice(*last)]:
        pass
    elif etc_at is None:
        end = _last(text, last, [text[first.start : first.end], *shape], tokens)
        if end is None:
            return
        last = end
    if text[first.start - 1] in "和与與" and first.start > clause.start:
        return  # pairs: A与B、C与D
    if (
        len(marks) == 1
        and joint is not None
        and "的" in text[joint.start : joint.end]
        and "的" not in text[first.start : first.end]
    ):
        return  # two members before a noun: A、B的X和Y
    pieces = [part for m in (first, *middle, last) for part in _parted(text, m, shape)]
    members = tuple(bare(text, m) for m in pieces)
    if len(marks) == 1 and text[members[0].start : members[0].end].count("与") == 1:
        return
    if len(members) < 3 or any(not 1 <= m.length <= _LONGEST for m in members):
        return
    words = [text[m.start : m.end] for m in members]
    if len(set(words)) < len(words) or (not cued and all(len(word) == 1 for word in words)):
        return
    if any(mark in word for word in words for mark in "，。；！？"):
        return
    score = _score(words, etc_at is not None) + (0.08 if cued or summed else 0)
    if not cued and score < _DOUBTFUL:
        return
    if any(_TWO_LISTS.search(word) for word in words):
        return
    lead = _lead(text, clause, members, etc_at, tokens)
    yield Enumeration(
        rule=NAME,
        members=members,
        lead=lead,
        open_ended=etc_at is not None,
        score=round(min(score, 0.96), 3),
    )


def _split_tail(
    text: str, tail: Span, tokens: Sequence[Token]
) -> tuple[Span, int | None, Span | None]:
    """The last member (or where it must be cut from), the place of 等, the last but one."""
    etc = next((m for m in _ETC.finditer(text, *tail) if not _is_inside(tokens, m.start())), None)
    end = etc.start() if etc else tail.end
    head = Span(tail.start, end)
    for found in _AND.finditer(text, head.start, min(head.end, head.start + _LONGEST + 2)):
        if _is_inside(tokens, found.start()) or found.start() - head.start < 2:
            continue
        if found.end() >= head.end or _in_quotes(text, head.start, found.start()):
            continue
        before = Span(head.start, found.start())
        if found[0] == "及" and before.length >= 8:
            continue  # 及 within one long name
        if before.length > _LONGEST or _has_verb_phrase(before, tokens):
            break
        return Span(found.end(), head.end), etc.start() if etc else None, before
    return head, etc.start() if etc else None, None


def _parted(text: str, member: Span, shape: Sequence[str]) -> list[Span]:
    """A与B within A、B与C、D: two members, if both are as long as the others."""
    found = re.search("[与與和]", text[member.start : member.end])
    others = [word for word in shape if not re.search("[与與和]", word)]
    if not found or len(others) < 2 or len(others) < len(shape) - 1:
        return [member]
    at = member.start + found.start()
    usual = median(len(word) for word in others)
    parts = [Span(member.start, at), Span(at + 1, member.end)]
    if all(part.length > 1 and abs(part.length - usual) <= 1 for part in parts):
        return parts
    return [member]


def _in_quotes(text: str, start: int, at: int) -> bool:
    piece = text[start:at]
    return sum(piece.count(c) for c in OPENERS) > sum(piece.count(c) for c in CLOSERS)


def _has_verb_phrase(span: Span, tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if span.start <= t.start and t.end <= span.end]
    return sum(t.word in ("的", "是", "在", "为", "將", "将") for t in words) > 1


def _is_inside(tokens: Sequence[Token], at: int) -> bool:
    """Whether the character at `at` is part of a longer word."""
    return any(t.start <= at < t.end and t.end - t.start > 1 for t in _near(tokens, at))


def _near(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].end <= at:
            low = middle + 1
        else:
            high = middle
    if low < len(tokens):
        yield tokens[low]


def _tags(tokens: Sequence[Token], start: int, end: int) -> list[str]:
    return [t.tag[:1] for t in tokens if start <= t.start and t.end <= end]


def _first(text: str, span: Span, shape: Sequence[str], tokens: Sequence[Token]) -> Span | None:
    """Where the first member begins, judged by its likeness to the others."""
    here = [t for t in tokens if span.start <= t.start and t.end <= span.end]
    if not here:
        return None
    length = median(len(word) for word in shape) if shape else 4
    heads = {word[:1] for word in shape}
    tails = {word[-1:] for word in shape}
    patterns = [_shape_tags(tokens, word, text, span) for word in shape]
    best: tuple[float, int] | None = None
    for index, token in enumerate(here):
        size = span.end - token.start
        if (
            size > _LONGEST
            or _in_quotes(text, token.start, span.end)
            or (text[token.start] in CLOSERS)
        ):
            continue
        if token.word in _FUNCTION and size > len(token.word):
            continue
        score = -0.45 * abs(size - length)
        if size == 1 and length > 1:
            score -= 1.5
        if shape and all(len(word) == size for word in shape):
            score += 1.5
        if len(heads) == 1 and text[token.start] in heads:
            score += 2.5
        if len(tails) == 1 and text[span.end - 1] in tails:
            score += 0.2
        tags = [t.tag[:1] for t in here[index:]]
        if tags in patterns:
            score += 1.2
        elif any(p and tags and p[0] == tags[0] for p in patterns):
            score += 0.4
        if index == 0:
            score += 0.9
            if (
                tags[:1] == ["v"]
                and size > 4
                and patterns
                and all(p[:1] != ["v"] for p in patterns)
            ):
                score -= 1.2
        else:
            behind = here[index - 1]
            if behind.word in _JOINING:
                score -= 2.0
            elif behind.word in _FUNCTION or behind.tag in _LEFT_STOP or behind.tag == "w":
                score += 1.0
            elif behind.tag[:1] == "n":
                score -= 0.6
        if token.tag in ("uj", "u", "ul", "c", "p", "f"):
            score -= 2
        if best is None or score > best[0] + 1e-9:
            best = (score, token.start)
    if best is None or best[0] < -4:
        return None
    return Span(best[1], span.end)


def _shape_tags(tokens: Sequence[Token], word: str, text: str, span: Span) -> list[str]:
    at = text.find(word, span.end)
    return _tags(tokens, at, at + len(word)) if at >= 0 else []


def _last(text: str, span: Span, shape: Sequence[str], tokens: Sequence[Token]) -> Span | None:
    """Where the last member ends, judged by its likeness to the others."""
    here = [t for t in tokens if span.start <= t.start and t.end <= span.end]
    length = median(len(word) for word in shape)
    tails = {word[-1:] for word in shape}
    pairs = {word[-2:] for word in shape}
    best: tuple[float, int] | None = None
    for index, token in enumerate(here):
        size = token.end - span.start
        if size > _LONGEST or _in_quotes(text, span.start, token.end):
            continue
        score = -0.45 * abs(size - length)
        if all(len(word) == size for word in shape):
            score += 1.5
        if len(tails) == 1 and text[token.end - 1] in tails:
            score += 2.5
        if len(pairs) == 1 and text[token.end - 2 : token.end] in pairs:
            score += 1.0
        if index == len(here) - 1:
            score += 1.4
        else:
            ahead = here[index + 1]
            if ahead.word in _FUNCTION or ahead.tag in _RIGHT_STOP:
                score += 1.0
            elif ahead.tag[:1] == "n":
                score -= 0.2
        if token.word in _FUNCTION or token.tag in ("uj", "p", "c"):
            score -= 2.5
        if best is None or score > best[0] + 1e-9:
            best = (score, token.end)
    if best is None or best[0] < -4:
        return None
    return Span(span.start, best[1])


def _lead(
    text: str,
    clause: Span,
    members: Sequence[Span],
    etc_at: int | None,
    tokens: Sequence[Token],
) -> Span | None:
    """What the members are members of: the class noun after 等, else what stands before."""
    if etc_at is not None:
        after = [t for t in tokens if t.start > etc_at and t.end <= clause.end]
        end = etc_at + 1
        for token in after[:5]:
            if token.tag[:1] not in "nablxj" and token.tag not in ("vn", "m", "eng"):
                break
            end = token.end
        if end > etc_at + 2:
            return Span(etc_at + 1, end)
    else:
        noun = _noun_after(clause, members[-1].end, tokens)
        if noun:
            return noun
    before = Span(clause.start, members[0].start)
    prior = [t for t in tokens if before.start <= t.start and t.end <= before.end]
    while prior and (
        prior[-1].word in _FUNCTION or prior[-1].word in _VAGUE or prior[-1].tag in ("w", "c", "uj")
    ):
        prior.pop()
    while prior and (prior[0].tag == "w" or prior[0].tag in ("c", "d")):
        prior.pop(0)
    if prior and not (len(prior) == 1 and prior[0].tag == "r"):
        return Span(max(prior[0].start, prior[-1].end - 20), prior[-1].end)
    at = clause.start - 1
    if at > tokens[0].start and text[at] in "，：:,":
        # The list begins its clause: it hangs on the clause before.
        edges = cuts(text, tokens[0].start, at, "，,。；;：:")
        return last_clause(text, Span(edges[-1] + 1 if edges else tokens[0].start, at))
    after = [t for t in tokens if t.start >= members[-1].end and t.end <= clause.end]
    while after and (after[0].tag in ("uj", "w", "u") or after[0].word in ("的", "等", "”")):
        after.pop(0)
    taken = after[:6]
    return Span(taken[0].start, taken[-1].end) if taken else None


def _noun_after(clause: Span, at: int, tokens: Sequence[Token]) -> Span | None:
    """X in A、B、C的X."""
    after = [t for t in tokens if t.start >= at and t.end <= clause.end]
    if len(after) < 2 or after[0].word != "的":
        return None
    end = at
    for token in after[1:5]:
        if token.tag[:1] not in "nablxj" and token.tag != "vn":
            break
        end = token.end
    return Span(after[1].start, end) if end > after[1].start + 1 else None


def _score(words: Sequence[str], is_open: bool) -> float:
    """Members alike in length or ending, a closing 等, and no long member make it sure."""
    sizes = [len(word) for word in words]
    score = 0.62
    if max(sizes) - min(sizes) <= 1:
        score += 0.14
    elif max(sizes) - min(sizes) > 6:
        score -= 0.12
    if len({word[-1] for word in words}) == 1 or len({word[0] for word in words}) == 1:
        score += 0.1
    if is_open:
        score += 0.08
    if len(words) > 3:
        score += 0.05
    return round(min(score, 0.96), 3)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="A、B、C等X; A、B和C",
    examples=(
        hit(
            "细胞膜、细胞质、细胞核是动物细胞的基本结构。",
            listed("细胞膜", "细胞质", "细胞核", lead="是动物细胞的基本结构"),
        ),
        hit(
            "河流、湖泊、冰川等水体分布在地球表面。",
            listed("河流", "湖泊", "冰川", lead="水体", open_ended=True),
        ),
        hit(
            "会议要求推动生产清洁化、管理精细化、服务便捷化。",
            listed("生产清洁化", "管理精细化", "服务便捷化", lead="会议要求推动"),
        ),
        hit(
            "水稻、小麦和玉米都是禾本科植物。",
            listed("水稻", "小麦", "玉米", lead="都是禾本科植物"),
        ),
        near_miss("理论、实践缺一不可。", "two members are a pair, no list"),
        near_miss("他说：“快、快走！”", "an exclamation"),
        near_miss("“多措并举、综合施策”是这次会议的主题。", "two members within quotes"),
    ),
)
