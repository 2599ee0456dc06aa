"""Items against each other: each knowledge point once, best first, cut to size."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable

from quizgen.items.identity import folded
from quizgen.model import FillBlank, Item, Kind, ListRecall, Matching, Term, kind_of

_ALIKE = 0.02
"""Scores that differ by less are a draw, which the seed decides when items are cut to size."""


def select(
    items: Iterable[Item],
    *,
    kinds: Collection[Kind] = tuple(Kind),
    max_items: int | None = None,
    seed: int = 0,
) -> tuple[Item, ...]:
    """The quiz, best first: no question twice, no list asked in two ways.

    Args:
        items: the candidates.
        kinds: what may be asked.
        max_items: how many at most; kinds take turns so that none crowds out the others.
        seed: decides between items of the same score when not all are taken.
    """
    wanted = [item for item in items if kind_of(item) in kinds]
    wanted.sort(key=lambda item: (-item.score, item.provenance.order, item.id))
    chosen = _without_doubles(wanted)
    if max_items is None or len(chosen) <= max_items:
        return tuple(chosen)
    if seed:
        shuffled = random.Random(seed)  # noqa: S311 - a draw, no secret
        draw = {item.id: shuffled.random() for item in chosen}
        chosen.sort(key=lambda item: (-round(item.score / _ALIKE), draw[item.id]))
    return tuple(sorted(_in_turn(chosen, max_items), key=lambda item: -item.score))


def asked(item: Item) -> frozenset[str]:
    """The words that an item asks, folded."""
    match item:
        case FillBlank():
            words: Iterable[str] = item.keys
        case Matching():
            words = (f"{pair.premise_text}|{pair.response_text}" for pair in item.pairs)
        case ListRecall():
            words = item.member_texts
        case Term():
            words = (f"{item.term_text}|{item.definiens_text}",)
    return frozenset(folded(word) for word in words)


def _without_doubles(items: Iterable[Item]) -> list[Item]:
    """The items without those that ask what a better one asks of the same words."""
    items = list(items)
    explained = {
        (item.provenance.quote, folded(item.term_text)) for item in items if isinstance(item, Term)
    }
    chosen: list[Item] = []
    ids: set[str] = set()
    lists: list[frozenset[str]] = []
    questions: set[tuple[frozenset[str], str]] = set()
    for item in items:
        words = asked(item)
        if isinstance(item, FillBlank):
            # The same keys in the same words: an author who repeats himself is asked once.
            question = (words, folded(item.stem)[:24])
        else:
            question = (words, kind_of(item).value)
        if item.id in ids or question in questions:
            continue
        if isinstance(item, FillBlank) and all(
            (item.provenance.quote, word) in explained for word in words
        ):
            # The term is to be explained, in both directions: its blank asks nothing more.
            continue
        if isinstance(item, ListRecall) or (isinstance(item, FillBlank) and len(words) > 2):
            if any(words <= other or other <= words for other in lists):
                continue
            lists.append(words)
        ids.add(item.id)
        questions.add(question)
        chosen.append(item)
    return chosen


def _in_turn(items: Collection[Item], limit: int) -> list[Item]:
    """The best of each kind in proportion to how many there are, at least one of each."""
    counts = Counter(kind_of(item) for item in items)
    total = len(items)
    shares = {kind: max(1, limit * count // total) for kind, count in counts.items()}
    taken: list[Item] = []
    rest: list[Item] = []
    for item in items:
        kind = kind_of(item)
        if shares[kind] > 0 and len(taken) < limit:
            shares[kind] -= 1
            taken.append(item)
        else:
            rest.append(item)
    return taken + rest[: limit - len(taken)]
