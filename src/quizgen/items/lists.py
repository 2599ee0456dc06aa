"""Lists as they are asked: whole members, a count, an order that matters or not."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.language import Language
from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import words as words_of

_COUNTED = pattern(
    "包括|包含|分为|分成|分作|有[^，。]{0,4}$|由[^，。]{0,2}$|组成|构成|主要[是有]|"
    "(?<![第十百])[二两三四五六七八九十][个大种类项条方]|[：:]$"
)
_COUNTED_AFTER = pattern(
    "[”’》」』]?(?:这|等)?[二两三四五六七八九十][个大种类项条方部层段](?!月|年|日)"
)
_CLASSES = words_of("单位 部门 个人 人员 机构 组织 地区 地方 方面 领域 环节 事项 内容")
_GOVERN = words_of(
    "完善 加强 推进 推动 提高 提升 增强 健全 建立 构建 培育 打造 发展 优化 深化 促进 落实 实施 扩大 改善 坚持 开展 实现 加快 保障 "
    "维护 强化 形成 解决 克服 增加 减少 降低 防止 反对 包括 涉及 具有 拥有"
)
"""Verbs that stand before a list, not in it."""
_CLASS = pattern(".(?:工作|问题|活动|方面|领域|情况|任务|行为|现象|关系|制度|措施)$")
"""What closes a list rather than its last member."""
_ENDS_WITH_COUNT = pattern("[二两三四五六七八九十](?:个|段|大|种|类|项|条|方面|者)$")
_IN_ORDER = pattern("依次|自[^，。]{1,3}[而至到]|从[^，。]{1,6}到|由[^，。]{1,5}到|先后|顺序|步骤")
_OTHERS = ("其他", "其它", "其余", "相关", "有关")
_MODIFIERS = "性化型式级"
_CLOSING = "”’》」』"
_BEGINS_WITH = pattern("以(?!及|前|后|上|下|内|外|来|往)")


def counts(before: str) -> bool:
    """Whether the words before a list announce it: 包括, 分为, 三个….

    Short nouns in passing, without such words, could be others: they are no question.
    """
    return bool(_COUNTED.search(before))


def counted_after(after: str) -> bool:
    """Whether the words after a list say how many there are: 三个要素, 四大平台."""
    return bool(_COUNTED_AFTER.match(after))


def in_order(around: str) -> bool:
    """Whether the words around a list say that its order matters: 依次, 自上而下."""
    return bool(_IN_ORDER.search(around))


def whole_members(
    text: str, members: Sequence[Span], language: Language, *, open_ended: bool = False
) -> bool:
    """Whether no member is cut, and none carries a word that governs or follows them all.

    Not so: 矿井|水等, 研究|了, 提高|产品质量、降低成本, 以无坝|引水为特征.
    """
    end = members[-1].end
    after = text[end : end + 6].lstrip(_CLOSING)
    if after[:1] in ("了", "着", "过"):
        return False
    if open_ended and text[end : end + 3].lstrip(_CLOSING)[:1] not in ("等", "…", "以"):
        # 等 closes the list; a noun between the two belongs to the last member.
        return False
    words = [text[member.start : member.end] for member in members]
    if any(word.startswith(_OTHERS) for word in words):
        return False
    if any(_BEGINS_WITH.match(word) and "为" not in word for word in words):
        return False
    if _ENDS_WITH_COUNT.search(words[-1]):
        return False
    if text[members[0].start - 1] in "对向" and after[:1] in ("。", "，", "；", ""):
        # 对|党忠诚、纪律严明: the preposition belongs to the first alone.
        return False
    if not open_ended and _runs_on(text, members[-1], words, language):
        return False
    opening = text[members[0].start - 1 : members[0].start]
    if words[0][0] != opening and all(word[0] == opening for word in words[1:]):
        # 因|时而变、因地制宜、因势利导
        return False
    before = language.tokens(text[max(0, members[0].start - 8) : members[0].start])
    governed = bool(before) and before[-1].tag == "v"
    counted = counts(text[max(0, members[0].start - 24) : members[0].start])
    return is_parallel(words, language, governed=governed) and has_even_edges(
        words, language, counted=counted
    )


def is_parallel(words: Sequence[str], language: Language, *, governed: bool = False) -> bool:
    """Whether the edges of a list look like its middle: a verb at one end only is none of it.

    Args:
        words: the members.
        language: tells verbs.
        governed: whether a verb stands before the list.
    """
    if len(words) < 3:
        return True
    verbs = [_opens_with_verb(word, language) for word in words]
    others = verbs[1:]
    if governed and not verbs[0] and all(others):
        return False
    return not (all(verbs[:-1]) and not verbs[-1] and len(set(map(len, words))) > 1)


def has_even_edges(words: Sequence[str], language: Language, *, counted: bool = False) -> bool:
    """Whether the first and the last member are built like those between.

    Not so where the first brings the verb, the adverb or the preposition that governs them all
    (提高|产量、品质、效益; 不断|完善…、扩大…), or the last one the word that all of them govern.

    Args:
        words: the members.
        language: cuts them into words.
        counted: whether the text announces the list, which then may have members of any length.
    """
    tokens = [language.tokens(word) for word in words]
    if any(not cut for cut in tokens):
        return False
    for tags in ("p", "r", "c"):
        odd = [any(token.tag[:1] == tags for token in cut) for cut in tokens]
        if sum(odd) == 1 and len(words[odd.index(True)]) > max(
            len(word) for word, is_odd in zip(words, odd, strict=True) if not is_odd
        ):
            return False
    first, last = words[0], words[-1]
    if len(words) < 3:
        return True
    if not counted and 2 * max(map(len, words)) >= 5 * min(map(len, words)):
        return False
    if sum(bool(_CLASS.search(word)) for word in words) == 1:
        return False
    if all(word.endswith("好") for word in words):
        # 管好、用好|水: what all of them govern is left outside.
        return False
    if first[0] in "有是为即由含" and not any(word[0] == first[0] for word in words[1:]):
        return False
    if last in _CLASSES or all(word.startswith("在于") for word in words):
        return False
    same = set(map(len, words[1:]))
    bare = (first[-min(same) :], *words[1:])
    if len(same) == 1 and bare != tuple(words) and all(_is_verb(word, language) for word in bare):
        # 自行|设计、施工、建造: the adverb governs all.
        return False
    if last.endswith("等"):
        return False
    governs = tokens[0][0].word in _GOVERN
    if governs and not any(_opens_with_verb(word, language) for word in words[1:]):
        return False
    usual = sum(map(len, words[1:])) / (len(words) - 1)
    governing = _opens_with_verb(first, language) and not any(
        _opens_with_verb(word, language) for word in words[1:]
    )
    governing |= tokens[0][0].tag[:1] in "dp" and not any(
        cut[0].tag[:1] in "dp" for cut in tokens[1:]
    )
    if governing:
        left = len(first) - len(tokens[0][0].word)
        if abs(left - usual) < abs(len(first) - usual):
            return False
    same = set(map(len, words[1:]))
    if len(same) == 1 and len(first) > min(same) and tokens[0][0].tag[:1] in "vpd":
        ends = {len(first) - token.end for token in tokens[0]}
        if same & ends:
            return False
    same = set(map(len, words[:-1]))
    return not (len(same) == 1 and len(last) > min(same) and same & {t.end for t in tokens[-1]})


def _is_verb(words: str, language: Language) -> bool:
    tokens = language.tokens(words)
    return len(tokens) == 1 and tokens[0].tag[:1] == "v"


def _opens_with_verb(word: str, language: Language) -> bool:
    tokens = language.tokens(word)
    return bool(tokens) and tokens[0].tag[:1] == "v" and tokens[0].tag != "vn"


def _runs_on(text: str, last: Span, words: Sequence[str], language: Language) -> bool:
    """Whether a noun follows the last member at once: 科研|价值, 矿井|水.

    Then it cannot be told whether the noun belongs to the last member or to all, unless the
    members are plainly its modifiers (基础性、原创性、颠覆性技术).
    """
    if all(word[-1] in _MODIFIERS for word in words):
        return False
    ahead = text[last.end : last.end + 6]
    if not ahead or ahead[0] in _CLOSING:
        return False
    if "等" in ahead[1:3]:
        return True
    tokens = language.tokens(text[last.start : last.end] + ahead)
    following = next((token for token in tokens if token.end > last.length), None)
    if following is None:
        return False
    if len(set(map(len, words))) == 1 and following.start >= last.length:
        # 扩量、提质、延链|行动: of one length, the members are whole, unless the noun ends others.
        return any(following.word[-1] == word[-1] for word in words)
    return following.start < last.length or following.tag[:1] in "nr" or following.tag == "vn"
