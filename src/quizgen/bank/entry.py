"""A bank and its entries: what stands in the file, and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath

from quizgen.bank.fields import BY_NAME, Fields, Status, digest, item_of
from quizgen.errors import InputError
from quizgen.model import Item


class BankError(InputError):
    """A bank that cannot be read as it stands: one line for each problem."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        first = f"{path}:{problems[0].line}: {problems[0].text}"
        more = len(problems) - 1
        if more:
            first += f" (and {more} more: quizgen bank check {path})"
        super().__init__(first)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and on which line, from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in the bank's text, in code points."""

    start: int
    """Of its name."""
    value: int
    """Right behind the colon."""
    end: int
    """Behind the last sign of the value; a comment may follow on the line."""
    comments: tuple[str, ...] = ()
    """Those that stand within, from name to end."""


@dataclass(frozen=True, slots=True)
class Made:
    """What quizgen wrote last: the id that it gave, and a digest of each field."""

    id: str
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it stands in a bank."""

    start: int
    """Of the dash, in code points."""
    end: int
    """Behind the last sign of the last field."""
    line: int
    """Of the dash, from 1."""
    column: int
    """At which the names of the fields stand."""
    fields: Fields
    places: Mapping[str, Place]
    commented: bool = False
    """A person left a comment within."""
    conflict: Fields = field(default_factory=dict)
    """What the source now gives for fields that a person had changed."""
    made: Made | None = None
    """None for an item by hand."""

    @property
    def id(self) -> str:
        """As written, or nothing."""
        return str(self.fields.get("id", ""))

    @property
    def status(self) -> Status:
        """What a person has said of it; of an item by hand, that it is kept."""
        said = self.fields.get("status")
        if said:
            return Status(str(said))
        return Status.NEW if self.made else Status.KEPT

    @property
    def edited(self) -> frozenset[str]:
        """The fields that a person changed, or put a comment in."""
        if self.made is None:
            return frozenset(self.fields)
        told = set(self.made.digests) - {PLACE_DIGEST}
        names = (told | set(self.fields)) & ASKED
        found = {name for name in names if self.made.digests.get(name) != self._digest(name)}
        if self.made.digests.get(PLACE_DIGEST) != place_digest(self.fields):
            found.add(PLACE_DIGEST)
        found |= {name for name, place in self.places.items() if place.comments}
        return frozenset(found)

    @property
    def asked(self) -> bool:
        """Whether it goes into a quiz: not dropped, and not merely kept when its text is gone."""
        if self.status is Status.DROPPED:
            return False
        return not self.fields.get("gone") or bool(self.edited & ASKED)

    def item(self, order: int = 0) -> Item:
        """The item, at this place of the bank.

        Raises:
            FieldError: as `item_of`; never for an entry that `parse` gave.
        """
        content = {name: value for name, value in self.fields.items() if name not in _NOT_ITEMS}
        return item_of(content, order=order)

    def _digest(self, name: str) -> str | None:
        return digest(self.fields[name]) if name in self.fields else None


_NOT_ITEMS = frozenset({"status", "gone"})
PLACE_DIGEST = "place"
"""The one digest of all that says where an item comes from."""
ASKED = frozenset(name for name, known in BY_NAME.items() if known.group == "asks")
_PLACES = tuple(name for name, known in BY_NAME.items() if known.group == "place")


def place_digest(fields: Fields) -> str:
    """The digest of where an item comes from."""
    return digest(tuple(str(fields.get(name, "")) for name in _PLACES))


@dataclass(frozen=True)
class Bank:
    """A bank's text and what stands in it."""

    path: str
    text: str
    title: str = ""
    entries: tuple[Entry, ...] = ()
    items_end: int = 0
    """Where the first item goes if there is none, in code points."""
    no_items: tuple[int, int] | None = None
    """Where an empty list `[]` stands, which has to go when the first item comes."""

    @cached_property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @property
    def name(self) -> str:
        """Its title, or the name of its file."""
        return self.title or PurePath(self.path).stem

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the texts behind it, and its own where there are items by hand."""
        return tuple(dict.fromkeys(self._named(e.item()).provenance.source for e in self.entries))

    def items(self, statuses: Collection[Status] = ()) -> tuple[Item, ...]:
        """The items to ask, in the order of the bank.

        Args:
            statuses: only those of one of these; all that are not dropped if none is given.
        """
        return tuple(
            self._named(entry.item(order))
            for order, entry in enumerate(self.entries)
            if entry.asked and (not statuses or entry.status in statuses)
        )

    def _named(self, item: Item) -> Item:
        """An item by hand comes from the bank."""
        if item.provenance.source:
            return item
        return replace(item, provenance=replace(item.provenance, source=self.name))


def lines_of(bank: Bank, entry: Entry) -> tuple[int, int]:
    """Where the lines of an entry begin and end, in code points; comments around it left out."""
    low = bank.text.rfind("\n", 0, entry.start) + 1
    return low, bank.text.find("\n", entry.end) + 1 or len(bank.text)
