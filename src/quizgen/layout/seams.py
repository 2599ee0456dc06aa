"""Seams: how well the rest of a torn sentence fits the part before it, and whether it is a rest at all.

All figures are log odds, measured on cuts at random places of Chinese prose against ends and
beginnings put together at random. Half of all cuts go through a word, which is the best witness.
That is a word of the dictionary over the seam (市｜场), while a word that only the
segmenter's model for unknown words makes up speaks against the join.
"""

from __future__ import annotations

from functools import lru_cache

from quizgen.language import default_language

NEVER_FIRST = "，。、；：？！”）》」』"
_REACH = 6
"""Characters on each side of a seam that are cut into words together."""
BRACKETS = (("“", "”"), ("《", "》"), ("「", "」"), ("『", "』"), ("（", "）"))
_TAIL = 10
"""A line of so few characters with an end mark is the last one of a paragraph."""
_CLOSE = 160
"""An open bracket is closed within so many characters."""

# By the length of the word over the seam (2, 3, 4 or more) and how common it is.
_UNKNOWN = (-2.4, -1.8, -1.0)
_RARE = (1.1, 3.2, 4.9)
_KNOWN = (2.6, 4.7, 5.0)
_COMMON = (3.5, 4.7, 5.0)
_NO_WORD = -0.4

# After a word of this class a noun or a verb is expected.
_DEMANDING = "upcdr"
_PAIRS = {
    ("n", "x"): -0.8,
    ("v", "x"): -0.8,
    ("x", "n"): -0.6,
    ("x", "v"): -0.7,
    ("d", "n"): -0.7,
    ("m", "v"): -0.6,
    ("n", "m"): -0.3,
    ("n", "a"): -0.3,
    ("n", "n"): -0.2,
    ("a", "n"): -0.2,
    ("d", "v"): 0.7,
    ("u", "n"): 0.9,
    ("p", "n"): 0.9,
    ("c", "n"): 0.5,
    ("c", "v"): 0.9,
    ("n", "u"): 0.7,
    ("v", "u"): 0.7,
    ("n", "f"): 0.8,
    ("n", "c"): 0.9,
    ("v", "c"): 0.5,
    ("n", "p"): 0.5,
    ("v", "p"): 0.4,
    ("r", "v"): 0.4,
}

# How much likelier a word of this class begins the rest of a sentence than a whole one.
_FIRST = {
    "u": 3.8,
    "z": 2.0,
    "q": 2.3,
    "f": 2.2,
    "k": 2.0,
    "x": 0.8,
    "c": 1.0,
    "d": 0.8,
    "v": 0.9,
    "a": 0.6,
    "m": -1.5,
    "p": -0.8,
    "t": -1.0,
    "r": -0.7,
    "l": -0.4,
}


@lru_cache(maxsize=65536)
def fit(before: str, after: str) -> float:
    """The log odds that `after` goes on with the sentence that `before` stops in."""
    language = default_language()
    left, right = before[-_REACH:].rstrip(), after[:_REACH].lstrip()
    seam = len(left)
    score = _NO_WORD
    last = first = ""
    for token in language.tokens(left + right):
        if token.start < seam < token.end:
            size = min(len(token.word), 4) - 2
            known = language.commonness(token.word)
            if not known and min(map(language.commonness, token.word)) < 2:
                continue  # characters that the dictionary hardly knows: traditional ones, mostly
            row = (_UNKNOWN, _RARE, _KNOWN)[known] if known < 3 else _COMMON
            score = row[size]
            if token.tag in ("m", "eng"):
                score = 1.0  # 20｜24: a number or a Latin word may end anywhere
        elif token.end <= seam:
            last = token.tag
        elif token.start == seam:
            first = token.tag
    if last and first:
        score += _PAIRS.get((last[0], first[0]), 0.0)
    return score + _brackets(before, after)


def _brackets(before: str, after: str) -> float:
    score = 0.0
    near, far = before[-_CLOSE:], after[:_CLOSE]
    for left, right in BRACKETS:
        opened = near.rfind(left) > near.rfind(right)
        closing = far.find(right)
        closes = closing >= 0 and left not in far[:closing]
        if opened and closes:
            score += 2.0
        elif closes:
            score -= 3.0
        elif opened:
            score -= 2.0
    return score


@lru_cache(maxsize=65536)
def is_word(before: str, after: str) -> bool:
    """Whether a word of the dictionary stands across the seam: 实 and 现 make 实现."""
    left, right = before[-_REACH:], after[:_REACH]
    seam = len(left)
    language = default_language()
    return any(
        token.start < seam < token.end and language.commonness(token.word) > 0
        for token in language.tokens(left + right)
    )


def beginning(text: str) -> float:
    """The log odds that a text begins in mid-sentence."""
    if text[0] in NEVER_FIRST:
        return 6.0
    if text[0] in "“《「『（(" or text[0].isascii():
        return -1.5
    tokens = default_language().tokens(text[:_REACH])
    score = _FIRST.get(tokens[0].tag[0], 0.0)
    if text[0] in "的了着":
        score = 4.0
    if len(text) <= _TAIL and text[-1] in "。；":
        score += 2.5
    # A closing mark without its opening one.
    for left, right in BRACKETS:
        closing = text[:_CLOSE].find(right)
        if closing >= 0 and left not in text[:closing]:
            score += 3.0
    return score
