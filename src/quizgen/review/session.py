"""A person's way through a bank: what is shown, what they decide, and how it is saved.

Every decision is saved at once, into the file as it stands then: what someone wrote into it
meanwhile, in an editor or another window, stays. Undo puts an item's lines back as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank import store
from quizgen.bank.entry import Bank, Entry, lines_of
from quizgen.bank.fields import ASKS, CONFLICT, MADE, PLACE, Status, Value
from quizgen.bank.filters import Filter
from quizgen.bank.merge import name_items
from quizgen.bank.parse import parse
from quizgen.bank.patch import reparse
from quizgen.bank.revise import Revision
from quizgen.files import write_atomic
from quizgen.model import Kind
from quizgen.review import blanks
from quizgen.review.blanks import CannotError

_TAIL = PLACE | {"gone", CONFLICT, MADE}


_BEGUN: Mapping[Kind, Mapping[str, Value]] = {
    Kind.FILL_BLANK: {"kind": "fill-blank", "stem": "在这里写句子，[[答案]]放在方括号里。"},
    Kind.LIST_RECALL: {"kind": "list-recall", "prompt": "问题", "members": ("第一项", "第二项")},
    Kind.MATCHING: {"kind": "matching", "pairs": (("左一", "右一"), ("左二", "右二"))},
    Kind.TERM: {"kind": "term", "term": "名词", "definition": "解释"},
}
"""What a new item says before a person has written it."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What undo takes back."""

    id: str
    before: str
    after: str


class Session:
    """A review of one bank."""

    def __init__(self, path: Path, wanted: Filter | None = None) -> None:
        """Open a bank; items by hand get their ids.

        Raises:
            InputError: the bank cannot be read.
        """
        self.path = path
        self.bank: Bank = store.change(path, name_items)
        self.filter = wanted or Filter()
        self.ids: tuple[str, ...] = ()
        self.at = 0
        self._steps: list[_Step] = []
        self.show(self.filter)

    # ---- where we are ---------------------------------------------------

    def show(self, wanted: Filter) -> None:
        """Show what fits; an item stays in view when a decision changes whether it fits."""
        here = self.entry.id if self.ids else ""
        self.filter = wanted
        self.ids = tuple(entry.id for entry in wanted.of(self.bank))
        self.at = self.ids.index(here) if here in self.ids else 0

    @property
    def entry(self) -> Entry:
        """The item in view.

        Raises:
            CannotError: nothing fits the filter.
        """
        if not self.ids:
            raise CannotError("no item fits the filter")
        return self._find(self.ids[self.at])

    def go(self, by: int) -> None:
        """To the next item (1) or the one before (-1), as far as there are any."""
        self.at = max(0, min(len(self.ids) - 1, self.at + by))

    def to(self, id_: str) -> None:
        """To an item in view."""
        if id_ not in self.ids:
            raise CannotError("this item is not in view")
        self.at = self.ids.index(id_)

    def go_to_new(self) -> None:
        """To the next item in view of which nothing has been said, from the beginning if need be."""
        new = {entry.id for entry in self.bank.entries if entry.status is Status.NEW}
        order = [*range(self.at + 1, len(self.ids)), *range(self.at + 1)]
        self.at = next((at for at in order if self.ids[at] in new), self.at)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many of all items have which status."""
        return Counter(entry.status for entry in self.bank.entries)

    # ---- what a person decides ------------------------------------------

    def keep(self) -> None:
        """The item is good."""
        changed = bool(self.entry.edited & ASKS) and self.entry.made is not None
        self._set({"status": (Status.EDITED if changed else Status.KEPT).value})

    def drop(self) -> None:
        """The item is not to be asked."""
        self._set({"status": Status.DROPPED.value})

    def change(self, fields: Mapping[str, Value | None]) -> None:
        """Give fields new values; None takes one out.

        Raises:
            BankError: they make no item.
        """
        self._set({**fields, "status": Status.EDITED.value})

    def move_blank(self, which: int, *, start: int = 0, end: int = 0) -> None:
        """Move the edges of a blank by so many characters."""
        self.change({"stem": blanks.move(self._stem(), which, start=start, end=end)})

    def add_blank(self) -> int:
        """One more blank; its number."""
        stem, which = blanks.add(self._stem())
        self.change({"stem": stem})
        return which

    def remove_blank(self, which: int) -> None:
        """One blank less."""
        self.change({"stem": blanks.remove(self._stem(), which)})

    def change_kind(self, kind: Kind) -> None:
        """Make another kind of item of it."""
        old = self.entry.fields
        new = blanks.convert(old, kind)
        gone: dict[str, Value | None] = {name: None for name in old if name not in new}
        self.change({**gone, **new})

    def settle(self, *, take: bool) -> None:
        """End a conflict: with the words of the source, or with those that stand there."""
        entry = self.entry
        if not entry.conflict:
            raise CannotError("there is no conflict here")
        taken: dict[str, Value | None] = dict(entry.conflict) if take else {}
        self._set({**taken, CONFLICT: None})

    def add(self, kind: Kind) -> None:
        """A new item behind the one in view, to be written; it takes its article and section."""
        self._refresh()
        entry = self.entry if self.ids else None
        fields: dict[str, Value] = {"status": Status.EDITED.value, **_BEGUN[kind]}
        if entry is not None:
            place = ("source", "article", "section")
            fields |= {name: entry.fields[name] for name in place if name in entry.fields}
        number = 1
        while f"own-{number}" in {known.id for known in self.bank.entries}:
            number += 1
        revision = Revision(self.bank)
        revision.add(entry, {"id": f"own-{number}", **fields})
        after = parse(revision.text(), str(self.path))
        write_atomic(self.path, after.text.encode())
        self.bank = after
        added = self._find(f"own-{number}")
        low, high = lines_of(after, added)
        self._steps.append(_Step(added.id, "", after.text[low:high]))
        self.at = min(self.at + 1, len(self.ids))
        self.ids = (*self.ids[: self.at], added.id, *self.ids[self.at :])

    def write(self, lines: str) -> None:
        """Put lines that a person edited in place of the item's own.

        Raises:
            BankError: they make no item; the message counts lines from the first of them.
            CannotError: its id was changed.
        """
        entry = self.entry
        lines = lines.replace("\r\n", "\n").rstrip() + "\n"
        if lines.rstrip() == self.lines().rstrip():
            return
        self._put(entry, lines)
        after = self.entry
        if after.status in (Status.NEW, Status.KEPT) and after.edited & ASKS and after.made:
            step = self._steps.pop()
            self._set({"status": Status.EDITED.value})
            self._steps[-1] = _Step(step.id, step.before, self._steps[-1].after)

    def lines(self) -> str:
        """The lines of the item as they stand in the bank."""
        low, high = lines_of(self.bank, self.entry)
        return self.bank.text[low:high].replace("\r\n", "\n")

    def parts(self) -> tuple[str, str]:
        """The lines of the item: those that a person edits, and those that say where it is from."""
        entry = self.entry
        low, high = lines_of(self.bank, entry)
        cut = high
        for name, place in sorted(entry.places.items(), key=lambda pair: -pair[1].start):
            if name not in _TAIL or place.start < entry.start + 3:
                break
            cut = self.bank.text.rfind("\n", 0, place.start) + 1
        whole = self.bank.text
        return whole[low:cut].replace("\r\n", "\n"), whole[cut:high].replace("\r\n", "\n")

    def undo(self) -> None:
        """Take the last decision back, and show its item.

        Raises:
            CannotError: there is none, or someone has changed the item since.
        """
        if not self._steps:
            raise CannotError("there is nothing to undo")
        self._refresh()
        step = self._steps[-1]
        entry = self._find(step.id)
        low, high = lines_of(self.bank, entry)
        if self.bank.text[low:high] != step.after:
            self._steps.pop()
            raise CannotError("the item was changed elsewhere since; it stays as it is")
        if not step.before:
            self._take_out(entry)
            return
        self._put(entry, step.before)
        self._steps = self._steps[:-2]
        if step.id in self.ids:
            self.at = self.ids.index(step.id)

    def _take_out(self, entry: Entry) -> None:
        """Undo an addition."""
        revision = Revision(self.bank)
        revision.drop(entry)
        after = parse(revision.text(), str(self.path))
        write_atomic(self.path, after.text.encode())
        self.bank = after
        self._steps.pop()
        self.ids = tuple(id_ for id_ in self.ids if id_ != entry.id)
        self.go(0)

    # ---- saving ---------------------------------------------------------

    def _stem(self) -> str:
        if "stem" not in self.entry.fields:
            raise CannotError("only fill-blank items have blanks")
        return str(self.entry.fields["stem"])

    def _find(self, id_: str) -> Entry:
        for entry in self.bank.entries:
            if entry.id == id_:
                return entry
        raise CannotError(f"the item {id_} is no longer in {self.path}")

    def _refresh(self) -> None:
        """See what others have written meanwhile."""
        now = store.read_text(self.path)
        if now != self.bank.text:
            self.bank = store.change(self.path, name_items)
            there = {entry.id for entry in self.bank.entries}
            here = self.ids[self.at] if self.ids else ""
            self.ids = tuple(id_ for id_ in self.ids if id_ in there)
            self.at = self.ids.index(here) if here in self.ids else 0

    def _set(self, fields: Mapping[str, Value | None]) -> None:
        self._refresh()
        entry = self.entry
        revision = Revision(self.bank)
        for name, value in fields.items():
            if name == "id" or (value == entry.fields.get(name) and name != CONFLICT):
                continue
            if value is None or value in ("", ()):
                revision.remove(entry, name)
            else:
                revision.set(entry, name, value)
        text = revision.text()
        low, high = lines_of(self.bank, entry)
        self._save(entry, text[low : high + len(text) - len(self.bank.text)])

    def _put(self, entry: Entry, lines: str) -> None:
        self._refresh()
        if self.bank.newline == "\r\n":
            lines = lines.replace("\r\n", "\n").replace("\n", "\r\n")
        self._save(self._find(entry.id), lines)

    def _save(self, entry: Entry, lines: str) -> None:
        """Put the item's new lines into the file, and remember the old ones."""
        low, high = lines_of(self.bank, entry)
        before = self.bank.text[low:high]
        if lines == before:
            return
        after = reparse(self.bank, entry, lines)
        if self._same_id(after, entry) is None:
            raise CannotError("leave the line with the id as it is")
        write_atomic(self.path, after.text.encode())
        self.bank = after
        self._steps.append(_Step(entry.id, before, lines))

    def _same_id(self, bank: Bank, entry: Entry) -> Entry | None:
        return next((other for other in bank.entries if other.id == entry.id), None)
