"""Which items were asked before: a small log beside the recipes, one line an item.

A line is `date TAB recipe TAB item`; the date is empty where the set has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import InputError


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """An item in a set."""

    date: str
    recipe: str
    item: str


def parse_log(data: bytes, path: Path) -> tuple[Use, ...]:
    """The uses in the bytes of a log.

    Raises:
        InputError: a line that is none, with its number.
    """
    uses: list[Use] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = line.split("\t")
        if len(parts) != 3:
            raise InputError(f"{path}:{number}: expected `date TAB recipe TAB item`")
        uses.append(Use(*(part.strip() for part in parts)))
    return tuple(uses)


def passed_over(uses: Iterable[Use], recipe: str, date: str, since: str = "") -> frozenset[str]:
    """The items that other sets have asked; what this set asked itself, it may ask again.

    Args:
        uses: the log.
        recipe: the name of this set.
        date: of this edition; another date of the same recipe is another set.
        since: uses before this date do not count.
    """
    return frozenset(
        use.item
        for use in uses
        if (use.recipe, use.date) != (recipe, date) and not (since and use.date < since)
    )


def next_log(uses: Iterable[Use], recipe: str, date: str, items: Iterable[str]) -> bytes:
    """The log once this set is built: its lines of an earlier build are replaced."""
    others = [use for use in uses if (use.recipe, use.date) != (recipe, date)]
    rows = [*others, *(Use(date, recipe, item) for item in sorted(items))]
    return "".join(f"{use.date}\t{use.recipe}\t{use.item}\n" for use in rows).encode()
