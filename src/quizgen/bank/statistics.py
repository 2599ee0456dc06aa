"""A bank in numbers: what it covers, what it asks, what was dropped and by which rule it came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from quizgen.bank.entry import Bank, Entry
from quizgen.bank.fields import Status


@dataclass(frozen=True, slots=True)
class Row:
    """How many items of each status."""

    name: str
    counts: Mapping[str, int]
    """One for each column of the table."""

    @property
    def total(self) -> int:
        """Of all columns."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Table:
    """The items by one of their fields."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def most(self) -> int:
        """The total of the longest row."""
        return max((row.total for row in self.rows), default=0)


COLUMNS = tuple(status.value for status in Status)


def tables(bank: Bank) -> tuple[Table, ...]:
    """By kind, difficulty, source, article and section, rule: each by status."""

    def said(name: str, default: str = "") -> Callable[[Entry], str]:
        return lambda entry: str(entry.fields.get(name, default))

    def section(entry: Entry) -> str:
        names = (said("article")(entry), said("section")(entry))
        return " · ".join(name for name in names if name)

    entries = bank.entries
    return (
        _table("kind", entries, said("kind")),
        _table("difficulty", entries, said("difficulty", "中"), ("易", "中", "难")),
        _table("source", entries, said("source")),
        _table("section", entries, section),
        _table("rule", entries, said("rule")),
    )


def _table(
    name: str, entries: Iterable[Entry], of: Callable[[Entry], str], order: tuple[str, ...] = ()
) -> Table:
    """A row for each value, in the order in which they come or in the one given."""
    counts: dict[str, Counter[str]] = defaultdict(Counter, {value: Counter() for value in order})
    for entry in entries:
        counts[of(entry)][entry.status.value] += 1
    rows = (
        Row(value, {column: counted[column] for column in COLUMNS})
        for value, counted in counts.items()
    )
    return Table(name, COLUMNS, tuple(row for row in rows if row.total))
