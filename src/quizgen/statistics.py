"""Texts and banks in numbers: what is covered, what is asked, what was left out and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from quizgen.bank.entry import Bank, Entry
from quizgen.bank.fields import Status
from quizgen.model import FillBlank, Item, ListRecall, Matching, Span, Term, kind_of
from quizgen.pipeline import Reading

_DIFFICULTIES = ("易", "中", "难")


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers behind one name."""

    name: str
    counts: Mapping[str, int]
    """One for each column of the table."""

    @property
    def total(self) -> int:
        """Of all columns."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Table:
    """A table of numbers."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def most(self) -> int:
        """The total of the longest row."""
        return max((row.total for row in self.rows), default=0)


STATUSES = tuple(status.value for status in Status)


def bank_tables(bank: Bank) -> tuple[Table, ...]:
    """The items of a bank by kind, difficulty, source, section and rule: each by status."""

    def said(name: str, default: str = "") -> Callable[[Entry], str]:
        return lambda entry: str(entry.fields.get(name, default))

    def section(entry: Entry) -> str:
        return _joined(said("article")(entry), said("section")(entry))

    def status(entry: Entry) -> str:
        return entry.status.value

    def table(name: str, of: Callable[[Entry], str], order: tuple[str, ...] = ()) -> Table:
        return _table(name, STATUSES, ((of(e), status(e), 1) for e in bank.entries), order)

    return (
        table("kind", said("kind")),
        table("difficulty", said("difficulty", "中"), _DIFFICULTIES),
        table("source", said("source")),
        table("section", section),
        table("rule", said("rule")),
    )


@dataclass(slots=True)
class Survey:
    """What texts give, gathered one after the other: only numbers are kept of each."""

    sentences: list[tuple[str, str, int]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    left_out: list[tuple[str, str, int]] = field(default_factory=list)
    dropped: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Count one text in."""
        document = reading.document
        asked = sorted(span for item in reading.items for span in spans_of(item))
        for article in document.articles:
            title = document.slice(article.title) if article.title else ""
            for section in article.sections:
                heading = document.slice(section.heading) if section.heading else ""
                name = _joined(title, heading)
                for paragraph in section.paragraphs:
                    for sentence in paragraph.sentences:
                        covered = any(sentence.span.overlaps(span) for span in asked)
                        self.sentences.append((name, "asked" if covered else "not asked", 1))
                        if sentence.doubtful:
                            self.left_out.append(("sentence: torn or doubtful", "count", 1))
        self.items += reading.items
        chosen = {item.id for item in reading.items}
        for item in reading.candidates:
            if item.id not in chosen:
                why = f"{kind_of(item)}: a better item asks the same"
                self.left_out.append((why, "count", 1))
        for verdict in reading.findings.verdicts:
            self.left_out.append((f"finding: {verdict.reason}", "count", 1))
        for piece in document.dropped:
            self.dropped.append((piece.reason, "characters", piece.end - piece.start))

    def tables(self) -> tuple[Table, ...]:
        """Coverage by section, items by kind, difficulty and rule, and what was left out."""
        items = self.items

        def table(name: str, of: Callable[[Item], str], order: tuple[str, ...] = ()) -> Table:
            return _table(name, ("items",), ((of(item), "items", 1) for item in items), order)

        return (
            _table("coverage", ("asked", "not asked"), self.sentences),
            table("kind", lambda item: kind_of(item).value),
            table("difficulty", lambda item: item.difficulty, _DIFFICULTIES),
            table("rule", lambda item: item.rule),
            _table("left out", ("count",), sorted(self.left_out)),
            _table("text left out", ("characters",), sorted(self.dropped)),
        )


def spans_of(item: Item) -> Iterator[Span]:
    """The places of the document that an item is made of; none for one by hand."""
    match item:
        case FillBlank():
            yield from item.stem_spans
        case ListRecall():
            yield from item.members
        case Matching():
            for pair in item.pairs:
                yield pair.premise
                yield pair.response
        case Term():
            yield item.term
            yield item.definiens


def _joined(*names: str) -> str:
    return " · ".join(name for name in names if name)


def _table(
    name: str,
    columns: tuple[str, ...],
    cells: Iterable[tuple[str, str, int]],
    order: tuple[str, ...] = (),
) -> Table:
    """A row for each name, in the order in which they come or in the one given."""
    counts: dict[str, Counter[str]] = defaultdict(Counter, {value: Counter() for value in order})
    for row, column, count in cells:
        counts[row][column] += count
    rows = (
        Row(value, {column: counted[column] for column in columns})
        for value, counted in counts.items()
    )
    return Table(name, columns, tuple(row for row in rows if row.total))
