"""Where to blank: the candidate spans of a sentence, scored by small trees over plain features.

Candidates begin and end at word boundaries (95% of the blanks that people make do) or are the
whole of a quotation or a title. What is known of each is a row of numbers: its length and place,
the classes of the words in it and beside it, how common they are, whether it is quoted, listed or
repeated. The trees were fitted by `scripts/fit_ranking.py`; `ranking_weights.json` holds them
with their provenance. No feature knows a word of the texts that they were fitted on.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from quizgen.language import Language, Token, default_language

FEATURES = (
    "characters", "words", "start", "end", "left", "before", "before2", "after", "after2", "first",
    "last", "has_number", "all_number", "latin", "quoted", "titled", "in_quotes", "in_title", "listed",
    "rarest", "commonest", "mean_commonness", "in_dictionary", "elsewhere", "after_lead_in",
    "clause_from_end", "clause_share", "sentence", "has_de", "has_verb", "quotes_in_sentence",
    "titles_in_sentence", "numbers_in_sentence", "after_is", "closes_clause", "opens_clause",
    "ends_sentence", "clauses",
    "first_tag", "last_tag", "word_before", "word_after", "word_before2", "word_after2",
    "word_before3", "word_after3", "tag_before", "tag_after", "from_clause_start", "to_clause_end",
    "listed_before", "listed_after", "rarity_rank", "nouns_before", "nouns_after", "since_is",
    "before_again", "after_again", "words_again", "suffix", "nouns", "shortest", "longest",
    "common_before", "common_after", "words_in_sentence", "is_list", "commas", "stops", "asked_alone",
)  # fmt: skip
"""What is known of a candidate, in the order of its row. `asked_alone`: 1 for a blank to be filled in,
0 for one with answers to choose from, which people place otherwise."""
_LONGEST, _MOST_WORDS = 16, 5
_CASCADE = ((12, 24), (40, 10))
"""After so many trees only so many candidates go on: the first trees settle the hopeless ones."""
_LEAD_IN = re.compile("指出|强调|规定|提出|认为|要求|要坚持|讲话|《[^》]{2,40}》")
_CLASSES = {
    "n": 1, "v": 2, "p": 3, "c": 4, "u": 5, "m": 6, "q": 7, "r": 8, "a": 9, "d": 10, "f": 11, "i": 12,
    "l": 12, "j": 1, "t": 13, "b": 9, "x": 14, "e": 15, "s": 1, "z": 9, "g": 1, "y": 5, "k": 1, "o": 15,
    "h": 15,
}  # fmt: skip
_WORDS = {
    "是": 20, "由": 21, "的": 22, "为": 23, "和": 24, "与": 24, "在": 25, "以": 26, "了": 27, "称为": 28,
    "叫": 28, "等": 29, "个": 30, "有": 31, "及": 24, "应当": 32, "必须": 32, "从": 25, "被": 21, "把": 25,
}  # fmt: skip
_TAGS = {
    tag: number
    for number, tag in enumerate(
        [
            "n",
            "nr",
            "ns",
            "nt",
            "nz",
            "nrt",
            "nrfg",
            "vn",
            "v",
            "vd",
            "vi",
            "a",
            "an",
            "ad",
            "d",
            "m",
            "q",
            "t",
            "p",
            "c",
            "u",
            "uj",
            "ul",
            "uv",
            "ud",
            "uz",
            "r",
            "f",
            "i",
            "l",
            "j",
            "b",
            "s",
            "x",
            "w",
            "eng",
            "z",
            "y",
            "g",
            "k",
            "h",
            "o",
            "e",
            "zg",
            "ng",
            "vg",
            "tg",
            "ag",
            "mq",
            "df",
        ]
    )
}
_OTHER_TAG, _BEFORE_ALL, _AFTER_ALL = 70, 71, 72
_GRAMMAR = {
    word: 100 + number
    for number, word in enumerate(
        [
            "是",
            "由",
            "的",
            "为",
            "和",
            "与",
            "在",
            "以",
            "了",
            "称为",
            "叫",
            "等",
            "个",
            "有",
            "及",
            "应当",
            "必须",
            "从",
            "被",
            "把",
            "于",
            "到",
            "向",
            "对",
            "成",
            "将",
            "最",
            "不",
            "第",
            "一",
            "用",
            "所",
            "其",
            "之",
            "出",
            "过",
            "给",
            "都",
            "也",
            "而",
            "并",
            "就",
            "要",
            "可",
            "能",
            "会",
            "使",
            "让",
            "上",
            "中",
            "下",
            "内",
            "外",
            "前",
            "后",
            "里",
            "间",
            "时",
            "年",
            "月",
            "日",
            "来",
            "去",
            "得",
            "地",
            "着",
            "或",
            "或者",
            "以及",
            "但",
            "如",
            "即",
            "指",
            "是指",
            "位于",
            "属于",
            "作为",
            "通过",
            "根据",
            "按照",
            "关于",
            "实现",
            "具有",
            "进行",
            "成为",
            "包括",
            "提出",
            "强调",
            "指出",
        ]
    )
}
"""Words of grammar, each a class of its own."""
_SUFFIXES = {
    char: number
    for number, char in enumerate(
        "者性化度制法会党国人家学率力权型式量期点体区市县省级院部员品业路线论观感心年月日时世纪元岁倍成",
        1,
    )
}
_NOUNS = frozenset(
    [
        "n",
        "nr",
        "ns",
        "nt",
        "nz",
        "nrt",
        "nrfg",
        "vn",
        "an",
        "j",
        "l",
        "i",
        "eng",
        "x",
        "t",
        "s",
        "b",
        "ng",
    ]
)
_IS = frozenset(["是", "为", "叫", "称为", "即", "指", "是指"])
_FAR = 99
_SIGNS = {
    "，": 40, ",": 40, "。": 41, "：": 42, ":": 42, "、": 43, "“": 44, "”": 45, "《": 46, "》": 47, "；": 48,
    "（": 49, "）": 50, "？": 41, "！": 41,
}  # fmt: skip
_EDGES = frozenset("，。：；！？、,;:!?“”‘’《》（）()「」 \t\n…—·")
_CLAUSE_MARKS = frozenset("，。；：！？,;:!?")


@dataclass(frozen=True, slots=True)
class RankedBlank:
    """A candidate blank; offsets are code points of the sentence."""

    start: int
    end: int
    score: float


def rank_blanks(
    sentence: str, limit: int = 5, *, language: Language | None = None
) -> list[RankedBlank]:
    """The best places to blank in one sentence, best first.

    Args:
        sentence: one sentence, of any length.
        limit: how many at most.
        language: the segmenter with user words; the default one if not given.
    """
    spans, rows = candidates(sentence, language or default_language())
    if not spans:
        return []
    trees = weights()["trees"]
    values = [0.0] * len(spans)
    alive = list(range(len(spans)))
    done = 0
    for upto, keep in (*_CASCADE, (len(trees), len(spans))):
        part = trees[done:upto]
        for index in alive:
            values[index] += _value(part, rows[index])
        done = upto
        if len(alive) > max(keep, 2 * limit):
            alive.sort(key=lambda index: (-values[index], spans[index]))
            del alive[max(keep, 2 * limit) :]
    scored = [RankedBlank(*spans[index], round(values[index], 6)) for index in alive]
    scored.sort(key=lambda blank: (-blank.score, blank.start, blank.end))
    return scored[:limit]


def explain_blank(
    sentence: str, blank: tuple[int, int], *, language: Language | None = None
) -> dict[str, float]:
    """What carried the score of one candidate: feature to its share, the weightiest first.

    Every step of a tree moves the mean of the leaves that can still be reached; the move counts
    for the feature that the step asks. `base` is the mean before any step; all values add up to
    the score.

    Raises:
        ValueError: `blank` is no candidate of the sentence.
    """
    spans, rows = candidates(sentence, language or default_language())
    if blank not in spans:
        raise ValueError(f"{blank} is not a candidate blank of the sentence")
    row = rows[spans.index(blank)]
    shares: dict[str, float] = {}
    base = 0.0
    for node in weights()["trees"]:
        mean = _mean(node)
        base += mean
        while isinstance(node, list):
            name = FEATURES[node[0]]
            node = node[2] if row[node[0]] <= node[1] else node[3]
            reached = _mean(node)
            shares[name] = shares.get(name, 0.0) + reached - mean
            mean = reached
    ordered = sorted(shares.items(), key=lambda share: (-abs(share[1]), share[0]))
    return {"base": base, **dict(ordered)}


def _mean(node: Any) -> float:
    """The mean of the leaves under a node, each side weighing the same."""
    return (_mean(node[2]) + _mean(node[3])) / 2 if isinstance(node, list) else float(node)


@lru_cache(maxsize=1)
def weights() -> dict[str, Any]:
    """The trees, and what they were fitted on."""
    text = files("quizgen").joinpath("ranking_weights.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _value(trees: Sequence[list[Any]], row: Sequence[float]) -> float:
    """The sum of the leaves that a row falls into.

    A node is `[feature, threshold, left, right]`: left where the feature is at most the
    threshold; a leaf is a number.
    """
    total = 0.0
    for tree in trees:
        node: Any = tree
        while node.__class__ is list:  # the innermost loop: twice as fast as isinstance
            feature, threshold, left, right = node
            node = left if row[feature] <= threshold else right
        total += node
    return total


def _class(tokens: Sequence[Token], index: int) -> int:
    if index < 0:
        return 60
    if index >= len(tokens):
        return 61
    token = tokens[index]
    known = _SIGNS.get(token.word) or _WORDS.get(token.word)
    return known or _CLASSES.get(token.tag[:1], 51 if token.tag == "w" else 15)


def _word_class(tokens: Sequence[Token], index: int) -> int:
    """Finer than `_class`: words of grammar by themselves, others by their whole tag."""
    if index < 0:
        return 60
    if index >= len(tokens):
        return 61
    token = tokens[index]
    known = _SIGNS.get(token.word) or _GRAMMAR.get(token.word)
    return known if known else _TAGS.get(token.tag, _OTHER_TAG)


class _Surroundings:
    """What each word of a sentence has around it: its clause, its list, the nouns beside it."""

    def __init__(self, tokens: Sequence[Token], common: Sequence[int]) -> None:
        size = len(tokens)
        self.word = [_word_class(tokens, at) for at in range(-3, size + 3)]
        self.tag = [_TAGS.get(token.tag, _OTHER_TAG) for token in tokens]
        self.is_noun = [token.tag in _NOUNS for token in tokens]
        self.times = Counter(token.word for token in tokens)
        self.since, self.nouns_to, self.listed_before = self._along(tokens, range(size))
        self.until, self.nouns_from, self.listed_after = self._along(
            tokens, range(size - 1, -1, -1)
        )
        told = (
            value
            for token, value in zip(tokens, common, strict=True)
            if token.tag in _NOUNS or token.tag[:1] in "nva"
        )
        self.rarities = sorted(told) or [0]

    def _along(
        self, tokens: Sequence[Token], order: range
    ) -> tuple[list[int], list[int], list[int]]:
        """For each word: words since the mark of its clause, nouns right before, 、 in its clause."""
        since, nouns, listed = ([0] * len(tokens) for _ in range(3))
        words = run = marks = 0
        for at in order:
            since[at], nouns[at], listed[at] = words, run, marks
            run = run + 1 if self.is_noun[at] else 0
            words += 1
            marks += tokens[at].word == "、"
            if tokens[at].word in _CLAUSE_MARKS:
                words = marks = 0
        return since, nouns, listed

    def rarity_rank(self, rarest: int) -> float:
        """Where a word stands among the words of the sentence, from the rarest (0) on."""
        return bisect_left(self.rarities, rarest) / len(self.rarities)


def _enclosed(sentence: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """What stands between the marks, without signs at its edges."""
    spans = []
    for m in re.finditer(f"{opening}([^{opening}{closing}]{{1,40}}){closing}", sentence):
        start, end = m.span(1)
        while start < end and sentence[start] in _EDGES:
            start += 1
        while end > start and sentence[end - 1] in _EDGES:
            end -= 1
        if start < end:
            spans.append((start, end))
    return spans


def candidates(
    sentence: str, language: Language
) -> tuple[list[tuple[int, int]], list[tuple[float, ...]]]:
    """The spans that may be blanked, and the row of features of each."""
    tokens = language.tokens(sentence)
    size = len(sentence)
    quotes = _enclosed(sentence, "“", "”")
    titles = _enclosed(sentence, "《", "》")
    lead_in = next((m.end() for m in _LEAD_IN.finditer(sentence)), 0)
    clause = [0]
    for token in tokens:
        clause.append(clause[-1] + (token.word in _CLAUSE_MARKS))
    is_at = next((t.end for t in tokens if t.word in ("是", "为", "叫", "称为")), size + 1)
    common = [language.commonness(t.word) for t in tokens]
    numbers = sum(t.tag == "m" for t in tokens)
    bounds: set[tuple[int, int]] = set()
    for i, token in enumerate(tokens):
        if token.word in _EDGES or not token.word.strip():
            continue
        for j in range(i, min(i + _MOST_WORDS, len(tokens))):
            word = tokens[j].word
            if word in _CLAUSE_MARKS or word in "“”‘’《》（）()":
                break
            if tokens[j].end - token.start > _LONGEST:
                break
            if word.strip() and word not in _EDGES:
                bounds.add((i, j))
    index_at = {t.start: i for i, t in enumerate(tokens)}
    index_to = {t.end: i for i, t in enumerate(tokens)}
    for start, end in (*quotes, *titles):
        if start in index_at and end in index_to:
            bounds.add((index_at[start], index_to[end]))
    around = _Surroundings(tokens, common)
    is_list, commas, stops = float("、" in sentence), sentence.count("，"), sentence.count("。")
    is_ends = [token.start for token in tokens if token.word in _IS]
    spans: list[tuple[int, int]] = []
    rows: list[tuple[float, ...]] = []
    for i, j in sorted(bounds):
        start, end = tokens[i].start, tokens[j].end
        inner = tokens[i : j + 1]
        word = sentence[start:end]
        if len(inner) == 1 and inner[0].tag[:1] in "puycw" and inner[0].tag not in ("ul",):
            continue
        spans.append((start, end))
        rest = common[i : j + 1]
        before, after = _class(tokens, i - 1), _class(tokens, j + 1)
        rows.append(
            (
                end - start,
                j - i + 1,
                start / size,
                end / size,
                size - end,
                before,
                _class(tokens, i - 2),
                after,
                _class(tokens, j + 2),
                _class(tokens, i),
                _class(tokens, j),
                float(any(t.tag == "m" for t in inner)),
                float(all(t.tag == "m" for t in inner)),
                float(any(t.tag == "eng" for t in inner)),
                float((start, end) in quotes),
                float((start, end) in titles),
                float(any(a <= start and end <= b for a, b in quotes)),
                float(any(a <= start and end <= b for a, b in titles)),
                float(before == 43) + 2 * float(after == 43),
                min(rest),
                max(rest),
                sum(rest) / len(rest),
                float(language.commonness(word)),
                float(sentence.count(word) - 1),
                float(start >= lead_in),
                clause[-1] - clause[i],
                (clause[i] + 1) / (clause[-1] + 1),
                size,
                float("的" in word),
                float(any(t.tag[:1] == "v" for t in inner)),
                len(quotes),
                len(titles),
                numbers,
                float(start >= is_at),
                float(40 <= after <= 42 or after in (48, 61)),
                float(40 <= before <= 42 or before in (48, 60)),
                float(after == 41 or after == 61),
                clause[-1],
                around.tag[i],
                around.tag[j],
                around.word[i + 2],
                around.word[j + 4],
                around.word[i + 1],
                around.word[j + 5],
                around.word[i],
                around.word[j + 6],
                around.tag[i - 1] if i else _BEFORE_ALL,
                around.tag[j + 1] if j + 1 < len(tokens) else _AFTER_ALL,
                around.since[i],
                around.until[j],
                around.listed_before[i],
                around.listed_after[j],
                around.rarity_rank(min(rest)),
                around.nouns_to[i],
                around.nouns_from[j],
                start - is_ends[at - 1] if (at := bisect_right(is_ends, start)) else _FAR,
                around.times[tokens[i - 1].word] if i else 0,
                around.times[tokens[j + 1].word] if j + 1 < len(tokens) else 0,
                max(around.times[t.word] for t in inner),
                _SUFFIXES.get(word[-1], 0),
                sum(around.is_noun[i : j + 1]),
                min(len(t.word) for t in inner),
                max(len(t.word) for t in inner),
                common[i - 1] if i else 8,
                common[j + 1] if j + 1 < len(tokens) else 8,
                len(tokens),
                is_list,
                commas,
                stops,
                1.0,
            )
        )
    return spans, rows
