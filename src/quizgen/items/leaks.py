"""What tells a key: its words, or the piece of it that is no mere class name, printed elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from quizgen.language import Language
from quizgen.patterns import pattern

_EVERYDAY = 5
"""From this step of commonness a word is in every text: it tells nothing."""
_TOPIC = 6
"""A word that stands so often in a text is its subject."""
_PARTED = pattern("[-_.&/ ]")
_RUN = 4
"""Characters in a row that are no chance."""
_MOST_OF = 0.6
"""A run that is so much of a key tells it, whatever its words."""


def leaks(
    stem: str,
    gaps: Sequence[tuple[int, int]],
    language: Language | None = None,
    topics: Collection[str] = (),
) -> bool:
    """Whether a key, most of one, or its telling piece stands in what is left of the stem.

    Args:
        stem: the sentence with its words in place.
        gaps: half-open offsets of the blanks, in code points of the stem.
        language: cuts the keys into words; without it only whole keys and most of them are seen.
        topics: the words that the whole text is about, which tell nothing.
    """
    return bool(told_keys(stem, gaps, language, topics))


def told_keys(
    stem: str,
    gaps: Sequence[tuple[int, int]],
    language: Language | None = None,
    topics: Collection[str] = (),
) -> tuple[int, ...]:
    """Which of the keys, by number, the rest of the stem gives away."""
    keys = [stem[start:end] for start, end in gaps]
    rest = _without(stem, gaps)
    return tuple(n for n, key in enumerate(keys) if tells(rest, key, keys, language, topics))


def tells(
    printed: str,
    key: str,
    siblings: Sequence[str] = (),
    language: Language | None = None,
    topics: Collection[str] = (),
) -> bool:
    """Whether printed words give a key away.

    A piece of the key does so unless it is an everyday word, the class name that the key ends with
    (产业飞地 beside 反向飞地), a word that the whole text is about, or a piece that its siblings share.
    """
    size = max(2, -int(-len(key) * _MOST_OF // 1))
    if any(key[at : at + size] in printed for at in range(len(key) - size + 1)):
        return True
    if len(key) == 1:
        return key in printed
    if any(key[at : at + _RUN] in printed for at in range(len(key) - _RUN + 1)):
        return True
    if language is None:
        return False
    if len(key) == 2:
        # Half of a short key is most of it, unless every text has that character.
        return any(
            char in printed and language.commonness(char) < _EVERYDAY and not char.isascii()
            for char in key
        )
    if len(key) < 4:
        return False
    return any(
        piece in printed and piece not in topics and not _shared(piece, siblings)
        for piece in telling_pieces(key, language)
    )


def telling_pieces(key: str, language: Language) -> Iterable[str]:
    """The words of two characters or more that a key could be known by."""
    tokens = [token for token in language.tokens(key) if token.end - token.start >= 2]
    for token in tokens:
        closes = token.end == len(key) and token.start >= len(key) / 2
        common = language.commonness(token.word)
        if common >= _EVERYDAY or (closes and token.tag[:1] in "nvab"):
            continue
        yield token.word
        yield from (piece for piece in _PARTED.split(token.word) if token.word != piece != "")
        # A name within a name: 列宁 in 列宁主义.
        if len(token.word) >= 4 and 0 < language.commonness(token.word[:2]) < _EVERYDAY:
            yield token.word[:2]


def topic_words(sentences: Iterable[str], language: Language) -> frozenset[str]:
    """The words that a text uses so often that they are in every question about it."""
    counts = Counter(
        token.word
        for sentence in sentences
        for token in language.tokens(sentence)
        if token.end - token.start >= 2
    )
    return frozenset(word for word, count in counts.items() if count >= _TOPIC)


def _shared(piece: str, siblings: Sequence[str]) -> bool:
    return sum(piece in sibling for sibling in siblings) > 1


def _without(stem: str, gaps: Sequence[tuple[int, int]]) -> str:
    """The stem with a sign in place of each blank, so that no word arises over a gap."""
    for start, end in sorted(gaps, reverse=True):
        stem = f"{stem[:start]}\0{stem[end:]}"
    return stem


def shared_pieces(one: str, other: str) -> Iterable[str]:
    """The runs of two letters or figures that stand in both."""
    seen = {other[at : at + 2] for at in range(len(other) - 1)}
    for at in range(len(one) - 1):
        piece = one[at : at + 2]
        if piece in seen and piece.isalnum():
            yield piece


def joins(premise: str, response: str, premises: Sequence[str], responses: Sequence[str]) -> bool:
    """Whether a piece that both sides of a pair share helps to find the pair.

    A piece that half of either column has is a class name and helps nobody.
    """
    return any(
        2 * sum(piece in other for other in premises) < len(premises)
        and 2 * sum(piece in other for other in responses) < len(responses)
        for piece in shared_pieces(premise, response)
    )
