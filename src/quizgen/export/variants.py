"""The variants of a paper: the same questions, arranged otherwise.

Everything follows from the quiz's seed, the variant's name and the item's id, so that a paper can
be printed again. The first variant keeps the order of the text.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from quizgen.export.wording import in_text_order, letter, shuffled
from quizgen.model import Item, Kind, Matching, Quiz, kind_of


def names_of(count: int) -> tuple[str, ...]:
    """A, B, C and so on; one paper alone has no name."""
    return ("",) if count == 1 else tuple(letter(at) for at in range(count))


def arranged(quiz: Quiz, kind: Kind, variant: str) -> Sequence[Item]:
    """The items of this kind in the order of the variant."""
    items = in_text_order(item for item in quiz.items if kind_of(item) is kind)
    if variant in ("", letter(0)):
        return items
    text_order = list(items)
    _random(quiz, kind.value, variant).shuffle(items)
    if items == text_order:
        items = items[1:] + items[:1]
    return items


def shuffled_columns(
    quiz: Quiz, item: Matching, variant: str
) -> tuple[Sequence[int], Sequence[int]]:
    """The pairs in the order of the premises, and in that of the responses."""
    if variant in ("", letter(0)):
        return range(len(item.pairs)), shuffled(quiz, item)
    left = list(range(len(item.pairs)))
    _random(quiz, item.id, variant, "left").shuffle(left)
    right = list(shuffled(quiz, item, variant))
    if right == left:
        right = right[1:] + right[:1]
    return left, right


def shuffled_words(quiz: Quiz, item: Item, words: Iterable[str], variant: str) -> tuple[str, ...]:
    """The words of a box that begins with this item."""
    found = sorted(words)
    _random(quiz, item.id, variant, "words").shuffle(found)
    return tuple(found)


def _random(quiz: Quiz, *salt: str) -> random.Random:
    return random.Random(":".join((str(quiz.seed), *salt)))  # noqa: S311 - no secret
