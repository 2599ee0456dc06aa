"""Stems: the part of a sentence that is printed, and what may not stand in it."""

from __future__ import annotations

import re

from quizgen.model import Span

SHORTEST, LONGEST = 12, 110
_CONNECTIVE = re.compile(
    r"(?:首先|其次|再次|最后|同时|此外|另外|因此|所以|因而|于是|但是|但|然而|不过|而且|并且|可见|总之|"
    r"换言之|也就是说|由此可见|与此同时|例如|比如|当然|其实|事实上|一方面|另一方面|[一二三四五六七八九十]是|"
    r"第[一二三四五六七八九十]|特别是|而)(?:，|(?=[^，]{4}))"
)
_ANAPHORA = re.compile(
    r"(?:这(?!些年|里的?[^，]{2,6}是)|那(?!么)|其(?!次|中的?一)|它|他|她|此(?!外)|该|上述|以上|前者|后者|如此|两者|二者|"
    r"(?:并|且|也|又|还|就|都|却|则|更|才|仍|便|即|或)(?![行列重存轨非购网发有能用没]))"
)
_COUNTED = re.compile(
    "包括|包含|分为|分成|分作|有[^，。]{0,4}$|由[^，。]{0,2}$|组成|构成|主要[是有]|"
    "[二两三四五六七八九十][个大种类项条方]|[：:]$"
)
_CLAUSE = re.compile(r"[，,；;：:]")
_OPENS, _CLOSES = "“‘《（「『(", "”’》）」』)"


def stem_of(text: str, sentence: Span, keys: list[Span], *, tight: bool = False) -> Span | None:
    """The stem that asks `keys`: the sentence, or as few of its clauses as will do.

    With `tight` a short sentence is cut, too.

    None if what remains would be too short, too long, or lean on the sentences before.
    """
    start = sentence.start
    found = _CONNECTIVE.match(text, start, sentence.end)
    if found and found.end() <= keys[0].start:
        start = found.end()
    stem = Span(start, sentence.end)
    if stem.length > LONGEST or tight:
        trimmed = _trim(text, stem, keys)
        if trimmed is None:
            return None
        stem = trimmed
    if not SHORTEST <= stem.length <= LONGEST or leans(text, stem):
        return None
    if not is_balanced(text[stem.start : stem.end]):
        return None
    return stem


def leans(text: str, stem: Span) -> bool:
    """Whether the stem begins with a word that points back."""
    return bool(_ANAPHORA.match(text, stem.start, stem.end))


def is_balanced(text: str) -> bool:
    """Whether quotes and brackets are closed within the text."""
    return all(
        text.count(opening) == text.count(closing)
        for opening, closing in zip(_OPENS, _CLOSES, strict=True)
    )


def _trim(text: str, sentence: Span, keys: list[Span]) -> Span | None:
    """The clauses around the keys, in whole: first parts by ；, then by ，."""
    for signs in ("；;", "，,；;"):
        edges = [
            m.end()
            for m in _CLAUSE.finditer(text, *sentence)
            if m[0] in signs and is_balanced(text[sentence.start : m.start()])
        ]
        starts = [sentence.start, *edges]
        ends = [*(edge - 1 for edge in edges), sentence.end]
        low = max((s for s in starts if s <= keys[0].start), default=sentence.start)
        high = min((e for e in ends if e >= keys[-1].end), default=sentence.end)
        found = Span(low, high)
        # A clause that leans on the one before it takes it along.
        while found.length < 40 or leans(text, found):
            earlier = [s for s in starts if s < found.start]
            if not earlier or found.end - earlier[-1] > LONGEST:
                break
            found = Span(earlier[-1], found.end)
        if SHORTEST <= found.length <= LONGEST and not leans(text, found):
            return found
    return None


def leaks(stem: str, gaps: list[tuple[int, int]]) -> bool:
    """Whether a key, or most of one, stands in what is left of the stem."""
    rest = stem
    for start, end in sorted(gaps, reverse=True):
        rest = f"{rest[:start]}\0{rest[end:]}"
    for start, end in gaps:
        key = stem[start:end]
        size = max(2, -(-len(key) * 3 // 5))
        if any(key[at : at + size] in rest for at in range(len(key) - size + 1)):
            return True
        if len(key) == 1 and key in rest:
            return True
    return False


def cue_of(key: str) -> str:
    """A help that leaves one answer: how many characters, and the first of them."""
    if len(key) <= 2 or key.isascii():
        return f"{len(key)}字" if not key.isascii() else ""
    return f"{len(key)}字，首字“{key[0]}”"


def counts(before: str) -> bool:
    """Whether the words before a list announce it: 包括, 分为, 三个….

    Short nouns in passing, without such words, could be others: they are no question.
    """
    return bool(_COUNTED.search(before))
