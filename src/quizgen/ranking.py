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
)  # fmt: skip
_LONGEST, _MOST_WORDS = 16, 5
_CASCADE = ((20, 28), (50, 14))
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
    for node in trees:
        while isinstance(node, list):
            node = node[2] if row[node[0]] <= node[1] else node[3]
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
            )
        )
    return spans, rows
