"""Which of the candidates a quiz asks: what the user wants of articles, kinds, terms and numbers.

Nothing here judges quality: `select` has done so for texts, a person for banks.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from quizgen.items.identity import folded
from quizgen.model import FillBlank, Item, Kind, ListRecall, Matching, Term, kind_of
from quizgen.select import by_section

_ALIKE = 0.02
"""Scores that differ by less are a draw, which the seed decides."""
_WEIGHT = 0.1
"""A glossary term of weight 1 makes an item that asks it count as so much surer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user wants; everything if nothing is said."""

    kinds: tuple[Kind, ...] = tuple(Kind)
    articles: tuple[str, ...] = ()
    """Titles, parts of titles, or patterns with `*`; so are sections and sources."""
    sections: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    must_have: tuple[str, ...] = ()
    """Terms that some item has to ask."""
    must_not: tuple[str, ...] = ()
    """Terms that no item may show or ask."""
    stop: tuple[str, ...] = ()
    """Words that may be shown, but are not asked."""
    glossary: Mapping[str, float] = field(default_factory=dict)
    """Terms to prefer, with their weights."""
    used: frozenset[str] = frozenset()
    """Ids of items that were asked before."""
    max_items: int | None = None
    counts: Mapping[Kind, int] = field(default_factory=dict)
    """How many of each kind; other kinds are not asked."""
    shares: Mapping[Kind, float] = field(default_factory=dict)
    """In which proportion; other kinds are not asked."""
    draw: Literal["best", "random"] = "best"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Draw:
    """The items, best first, and what could not be had."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


def draw(items: Iterable[Item], choice: Choice) -> Draw:
    """The items that the user wants. The same items and the same choice give the same draw."""
    wanted = [item for item in items if _fits(item, choice)]
    by_seed = random.Random(choice.seed)  # noqa: S311 - a draw, no secret
    lots = {item.id: by_seed.random() for item in sorted(wanted, key=lambda item: item.id)}
    weights = {item.id: item.score + _WEIGHT * _weight(item, choice.glossary) for item in wanted}

    def rank(item: Item) -> tuple[float, float, int, str]:
        order = (item.provenance.order, item.id)
        if choice.draw == "random":
            return (0, lots[item.id], *order)
        if choice.seed:
            return (-round(weights[item.id] / _ALIKE), lots[item.id], *order)
        return (-weights[item.id], 0, *order)

    wanted.sort(key=rank)
    remarks: list[str] = []
    first = _needed(wanted, choice.must_have, remarks)
    needed = {item.id for item in first}
    rest = [item for item in wanted if item.id not in needed]
    taken = _sized(first, rest, choice, remarks)
    return Draw(tuple(sorted(taken, key=lambda item: -item.score)), tuple(remarks))


def shown_text(item: Item) -> str:
    """Every word that an item prints, its keys among them."""
    match item:
        case FillBlank():
            parts: Sequence[str] = (item.stem,)
        case ListRecall():
            parts = (item.prompt, *item.member_texts)
        case Matching():
            parts = (item.title, *(f"{p.premise_text}\n{p.response_text}" for p in item.pairs))
        case Term():
            parts = (item.term_text, item.definiens_text)
    return "\n".join(parts)


def asked_words(item: Item) -> tuple[str, ...]:
    """What has to be known: keys, members, premises and responses, the term."""
    match item:
        case FillBlank():
            return item.keys
        case ListRecall():
            return item.member_texts
        case Matching():
            return tuple(word for p in item.pairs for word in (p.premise_text, p.response_text))
        case Term():
            return (item.term_text,)


def named(name: str, wanted: Sequence[str]) -> bool:
    """Whether `name` is, holds or fits one of `wanted`; anything does if none is given."""
    if not wanted:
        return True
    name = name.casefold()
    return any(
        fnmatchcase(name, one.casefold()) if "*" in one else one.casefold() in name
        for one in wanted
    )


def _fits(item: Item, choice: Choice) -> bool:
    text, place = shown_text(item), item.provenance
    stop = {folded(word) for word in choice.stop}
    return (
        kind_of(item) in choice.kinds
        and named(place.article, choice.articles)
        and named(place.section, choice.sections)
        and (not choice.rules or item.rule in choice.rules)
        and (not choice.tags or bool(set(item.tags) & set(choice.tags)))
        and (not choice.difficulties or item.difficulty in choice.difficulties)
        and item.id not in choice.used
        and not any(term in text for term in choice.must_not)
        and not (stop and any(folded(word) in stop for word in asked_words(item)))
    )


def _weight(item: Item, glossary: Mapping[str, float]) -> float:
    words = "\n".join(asked_words(item))
    return sum(weight for term, weight in glossary.items() if term in words)


def _needed(ranked: Sequence[Item], terms: Sequence[str], remarks: list[str]) -> list[Item]:
    """The best item for each term that has to be asked, each once."""
    found: list[Item] = []
    for term in terms:
        asking = [item for item in ranked if any(term in word for word in asked_words(item))]
        if not asking:
            remarks.append(f"no item asks “{term}”")
        elif not any(item in found for item in asking):
            found.append(asking[0])
    return found


def _sized(
    first: Sequence[Item], rest: Sequence[Item], choice: Choice, remarks: list[str]
) -> list[Item]:
    """So many of each kind: what is needed first, then the best, each section with its share."""
    queue = [*first, *rest]
    there = Counter(kind_of(item) for item in queue)
    quotas: Mapping[Kind, int]
    if choice.counts:
        quotas = choice.counts
        for kind, count in quotas.items():
            if there[kind] < count:
                remarks.append(f"{count} {kind} wanted, {there[kind]} found")
    elif choice.shares:
        # Without a number the scarcest kind says how many there can be of the others.
        most = choice.max_items or int(
            min((there[k] / s for k, s in choice.shares.items() if s), default=0)
            * sum(choice.shares.values())
        )
        quotas = _parted(most, choice.shares)
        for kind, count in quotas.items():
            if there[kind] < count:
                remarks.append(f"{count} {kind} wanted, {there[kind]} found")
    elif choice.max_items is not None and choice.max_items < len(queue):
        quotas = _balanced(choice.max_items, there)
    else:
        return list(queue)
    taken: list[Item] = []
    for kind, count in quotas.items():
        group = [item for item in rest if kind_of(item) is kind]
        if choice.draw == "best":
            group = by_section(group)
        needed = [item for item in first if kind_of(item) is kind]
        taken += [*needed, *group][:count]
    return taken[: choice.max_items] if choice.max_items is not None else taken


def _balanced(total: int, there: Mapping[Kind, int]) -> dict[Kind, int]:
    """In proportion to what there is, but one of each kind at least, if there is room."""
    if total < len(there):
        return _parted(total, there)
    rest = {kind: count - 1 for kind, count in there.items()}
    return {kind: 1 + more for kind, more in _parted(total - len(there), rest).items()}


def _parted(total: int, shares: Mapping[Kind, float]) -> dict[Kind, int]:
    """Whole numbers in proportion to the shares, which add up to `total` (largest remainder)."""
    whole = sum(shares.values()) or 1
    exact = {kind: total * share / whole for kind, share in shares.items()}
    parts = {kind: int(number) for kind, number in exact.items()}
    rest = sorted(exact, key=lambda kind: (parts[kind] - exact[kind], kind))
    for kind in rest[: total - sum(parts.values())]:
        parts[kind] += 1
    return parts
