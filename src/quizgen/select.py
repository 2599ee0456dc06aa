"""Items against each other: each knowledge point once, best first, cut to size."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from quizgen.doubles import without_doubles
from quizgen.giveaways import without_giveaways
from quizgen.model import Item, Kind, kind_of

_ALIKE = 0.02
"""Scores that differ by less are a draw, which the seed decides when items are cut to size."""


def select(
    items: Iterable[Item],
    *,
    kinds: Collection[Kind] = tuple(Kind),
    max_items: int | None = None,
    seed: int = 0,
) -> tuple[Item, ...]:
    """The quiz, best first: nothing is asked twice, no question shows the key of another.

    Args:
        items: the candidates.
        kinds: what may be asked.
        max_items: how many at most; kinds, articles and sections have their shares.
        seed: decides between items of the same score when not all are taken.
    """
    wanted = [item for item in items if kind_of(item) in kinds]
    wanted.sort(key=lambda item: (-item.score, item.provenance.order, item.id))
    chosen = without_giveaways(without_doubles(wanted))
    if max_items is None or len(chosen) <= max_items:
        return tuple(chosen)
    if seed:
        shuffled = random.Random(seed)  # noqa: S311 - a draw, no secret
        draw = {item.id: shuffled.random() for item in chosen}
        chosen.sort(key=lambda item: (-round(item.score / _ALIKE), draw[item.id]))
    taken = _shared_out(chosen, max_items)
    return tuple(sorted(taken, key=lambda item: (-item.score, item.provenance.order, item.id)))


def _shared_out(items: Sequence[Item], limit: int) -> list[Item]:
    """So many items: each kind in proportion, at least one of each; within a kind each section."""
    by_kind: defaultdict[Kind, list[Item]] = defaultdict(list)
    for item in items:
        by_kind[kind_of(item)].append(item)
    shares = proportions({kind: len(group) for kind, group in by_kind.items()}, limit)
    return [item for kind, group in by_kind.items() for item in by_section(group)[: shares[kind]]]


def proportions(counts: dict[Kind, int], limit: int) -> dict[Kind, int]:
    """How many of each kind, by largest remainder; one of each while there is room."""
    total = sum(counts.values())
    limit = min(limit, total)
    exact = {kind: limit * count / total for kind, count in counts.items()}
    shares = {kind: int(share) for kind, share in exact.items()}
    order = sorted(counts, key=lambda kind: (shares[kind] > 0, int(exact[kind]) - exact[kind]))
    for kind in order[: limit - sum(shares.values())]:
        shares[kind] += 1
    return shares


def by_section(items: Sequence[Item]) -> list[Item]:
    """The items in an order of which every beginning has the sections in proportion.

    The n-th of k items of a section stands at (n - 1/2) / k of the way, as seats are given to
    parties (Sainte-Laguë).
    """
    sections = Counter(map(_section, items))
    places: list[tuple[float, int, Item]] = []
    met: Counter[tuple[str, str, str]] = Counter()
    for number, item in enumerate(items):
        section = _section(item)
        places.append(((met[section] + 0.5) / sections[section], number, item))
        met[section] += 1
    return [item for _, _, item in sorted(places, key=lambda place: place[:2])]


def _section(item: Item) -> tuple[str, str, str]:
    place = item.provenance
    return place.source, place.article, place.section
